//! How a client rehearses, and what a run may demand of that.

use super::{Client, RunOptions};
use crate::{
    error::{Error, ErrorKind, Result},
    rehearsal::{self, Rehearsal, RehearsalDemand, RehearsalOptions},
    run::CancelToken,
    use_case::{self, UseCase},
};
use serde_json::Value;

impl Client {
    /// Tell how a use case goes: it is run on mirrors of the cloud in virtual time, once as expected and once under each fault that
    /// can happen to it. The cloud itself is only read. A use case that would be refused is refused here with the same error.
    pub async fn rehearse<U: UseCase>(&self, use_case: U) -> Result<Rehearsal> {
        self.rehearse_with(use_case, RehearsalOptions::default()).await
    }

    /// The same with options.
    pub async fn rehearse_with<U: UseCase>(&self, use_case: U, options: RehearsalOptions) -> Result<Rehearsal> {
        let request = serde_json::to_value(&use_case).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        rehearsal::make(&self.cloud, &use_case::Entry::of::<U>(), request, options, CancelToken::default()).await
    }

    /// The same by name with a request in JSON. `cancel` ends it with [`Cancelled`](ErrorKind::Cancelled).
    pub async fn rehearse_json(&self, name: &str, request: Value, options: RehearsalOptions, cancel: CancelToken) -> Result<Rehearsal> {
        rehearsal::make(&self.cloud, use_case::find(name)?, request, options, cancel).await
    }

    /// Refuse a run that does not meet what its options demand of a rehearsal; one that has begun already is let go on.
    pub(super) async fn admit(&self, entry: &use_case::Entry, request: &Value, options: &RunOptions) -> Result<()> {
        if options.rehearsal == RehearsalDemand::None {
            return Ok(());
        }
        if let Some(run_id) = &options.run_id
            && self.journal.head(run_id).await?.is_some()
        {
            return Ok(());
        }
        options.rehearsal.check(&self.cloud, entry, request, options.cancel.clone()).await
    }
}
