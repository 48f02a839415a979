//! A run's calls are permitted as long as it has its lease.

use super::Attempt;
use crate::{backend::Permits, error::Result};
use async_trait::async_trait;

#[async_trait]
impl Permits for Attempt {
    async fn check(&self) -> Result<()> {
        Self::check(self).await
    }
}
