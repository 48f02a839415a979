//! A journal in a DynamoDB table.

mod append;
mod failure;
mod items;
mod leases;
mod read;

use super::{Fence, Journal, Lease, Record, RunFilter, RunHead};
use crate::{
    clock::{Clock, SystemClock, Timestamp},
    error::Result,
};
use async_trait::async_trait;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_dynamodb::{Client, config::Builder, config::retry::RetryConfig};
use std::time::Duration;

/// How often the SDK tries a call that is throttled or gets no answer.
const ATTEMPTS: u32 = 6;

/// How a journal in a table is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DynamoDbSettings {
    /// A run that has ended is forgotten after this time, to the second; never when absent. DynamoDB deletes its items within a few
    /// days after it; they are not read any more from then on.
    pub keep_finished: Option<Duration>,
}

/// A journal in a DynamoDB table, for runs that start on many machines. The use case
/// [`journal_setup`](crate::use_cases::JournalSetup) makes the table.
///
/// Every append is one transaction, which holds the lease's token and the head's number against what is stored. More than one
/// transaction takes go before it, unseen until the head says that they are there. All reads are strongly consistent. An append
/// costs two write units a record and four more, a kilobyte each.
#[derive(Debug, Clone)]
pub struct DynamoDbJournal {
    client: Client,
    table: String,
    settings: DynamoDbSettings,
}

impl DynamoDbJournal {
    /// The journal in this table of the configuration's account and Region. Nothing is sent. The SDK's retries are on.
    pub fn new(config: &SdkConfig, table: impl Into<String>) -> Self {
        let config = Builder::from(config).retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS)).build();
        Self::of_client(Client::from_conf(config), table)
    }

    /// The same with a client that is there already. It should retry: a journal that can't be written stops its run.
    pub fn of_client(client: Client, table: impl Into<String>) -> Self {
        Self { client, table: table.into(), settings: DynamoDbSettings::default() }
    }

    /// With the account and Region that the environment, the profile or the machine's role give.
    pub async fn from_env(table: impl Into<String>) -> Self {
        Self::new(&aws_config::load_defaults(BehaviorVersion::latest()).await, table)
    }

    /// With other settings.
    #[must_use]
    pub fn settings(mut self, settings: DynamoDbSettings) -> Self {
        self.settings = settings;
        self
    }

    /// Name of the table.
    pub fn table(&self) -> &str {
        &self.table
    }

    fn now() -> Timestamp {
        SystemClock.now()
    }
}

#[async_trait]
impl Journal for DynamoDbJournal {
    async fn append(&self, records: &[Record], head: &RunHead, fence: Option<&Fence>) -> Result<()> {
        append::append(self, records, head, fence).await
    }

    async fn load(&self, run_id: &str) -> Result<Vec<Record>> {
        read::load(self, run_id).await
    }

    async fn head(&self, run_id: &str) -> Result<Option<RunHead>> {
        read::head(self, run_id).await
    }

    async fn heads(&self, filter: &RunFilter) -> Result<Vec<RunHead>> {
        read::heads(self, filter).await
    }

    async fn forget(&self, run_id: &str) -> Result<()> {
        append::forget(self, run_id).await
    }

    async fn lease(&self, resource: &str) -> Result<Option<Lease>> {
        leases::lease(self, resource).await
    }

    async fn put_lease(&self, known: Option<&Lease>, next: &Lease) -> Result<bool> {
        leases::put(self, known, next).await
    }
}
