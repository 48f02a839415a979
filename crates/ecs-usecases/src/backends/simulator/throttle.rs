//! Throttles calls by the token buckets that AWS documents, per account and Region.

use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    operations::{
        AnyOperation,
        rates::{Bucket, Category},
    },
};
use std::collections::BTreeMap;

/// The buckets of one account and Region.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Buckets(BTreeMap<Category, (f64, Timestamp)>);

impl Buckets {
    /// Take a token for this operation, or be throttled.
    pub(crate) fn take(&mut self, operation: &AnyOperation, now: Timestamp) -> Result<()> {
        let Some(category) = Category::of(operation.info()) else { return Ok(()) };
        let Bucket { burst, refill } = category.bucket();
        let (tokens, filled) = self.0.entry(category).or_insert((burst, now));
        *tokens = (*tokens + now.since(*filled).as_secs_f64() * refill).min(burst);
        *filled = now;
        if *tokens < 1.0 {
            return Err(Error::new(ErrorKind::Throttled, "Rate exceeded").with_code("ThrottlingException"));
        }
        *tokens -= 1.0;
        Ok(())
    }
}
