//! [`JournalPlace`]: a journal by the name of its place.

use super::Journal;
use crate::error::Result;
#[cfg(not(all(feature = "sqlite", feature = "dynamodb")))]
use crate::error::{Error, ErrorKind};
use std::sync::Arc;

/// What the place of a table begins with.
const TABLE: &str = "dynamodb://";

/// Where a journal is, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalPlace {
    /// `dynamodb://` and the name of a DynamoDB table, or the path of a file.
    pub location: String,
    /// The table's Region; that of the environment when absent.
    pub region: Option<String>,
    /// Where DynamoDB is spoken to instead of at AWS.
    pub endpoint_url: Option<String>,
}

impl JournalPlace {
    /// The name of the table, if it is one.
    pub fn table(&self) -> Option<&str> {
        self.location.strip_prefix(TABLE)
    }

    /// Open it. A file that is absent is made; of a table nothing is asked before it is used.
    /// [`Unsupported`](crate::ErrorKind::Unsupported) if this build lacks the feature that it takes, `sqlite` or `dynamodb`.
    pub async fn open(&self) -> Result<Arc<dyn Journal>> {
        match self.table() {
            Some(table) => self.open_table(table).await,
            None => self.open_file(),
        }
    }

    #[cfg(feature = "sqlite")]
    fn open_file(&self) -> Result<Arc<dyn Journal>> {
        Ok(Arc::new(super::SqliteJournal::open(&self.location)?))
    }

    #[cfg(not(feature = "sqlite"))]
    fn open_file(&self) -> Result<Arc<dyn Journal>> {
        Err(lacking("sqlite").on(&self.location))
    }

    #[cfg(feature = "dynamodb")]
    async fn open_table(&self, table: &str) -> Result<Arc<dyn Journal>> {
        let mut loader = aws_config::defaults(aws_config::BehaviorVersion::latest());
        if let Some(region) = &self.region {
            loader = loader.region(aws_config::Region::new(region.clone()));
        }
        if let Some(url) = &self.endpoint_url {
            loader = loader.endpoint_url(url);
        }
        Ok(Arc::new(super::DynamoDbJournal::new(&loader.load().await, table)))
    }

    #[cfg(not(feature = "dynamodb"))]
    #[allow(clippy::unused_async)] // the same signature as with the feature
    async fn open_table(&self, table: &str) -> Result<Arc<dyn Journal>> {
        Err(lacking("dynamodb").on(table))
    }
}

#[cfg(not(all(feature = "sqlite", feature = "dynamodb")))]
fn lacking(feature: &str) -> Error {
    Error::new(ErrorKind::Unsupported, "this build can't keep such a journal").advise(format!("Build with the feature `{feature}`."))
}
