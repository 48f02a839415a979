//! What a run wrote down, so that another process can finish it, and which run works on what.

pub mod audit;
#[cfg(feature = "dynamodb")]
mod dynamodb;
mod entry;
pub mod lease;
mod memory;
mod place;
mod record;
mod runs;
#[cfg(feature = "sqlite")]
mod sqlite;
pub mod table;
mod writer;

#[cfg(feature = "dynamodb")]
pub use dynamodb::{DynamoDbJournal, DynamoDbSettings};
pub use entry::Entry;
pub use lease::{Fence, Lease};
pub use memory::MemoryJournal;
pub use place::JournalPlace;
pub use record::{Body, FORMAT, Record, complete, damage, verify};
pub use runs::{RunFilter, RunHead, RunState};
#[cfg(feature = "sqlite")]
pub use sqlite::{Durability, SqliteJournal, SqliteSettings};
pub use writer::{Writer, is_repeated};

pub(crate) use record::sha256;

use crate::error::Result;
use async_trait::async_trait;

/// Where runs write down what they did, and which run holds what. Several processes may use one at the same time.
///
/// All that is hard is above it: the chain of records in [`Record`], leases in [`lease`], batches in [`Writer`]. An
/// implementation keeps rows: records by run and number, one head a run, one lease a resource. The `testkit` has the suite that
/// each passes.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Add records to a run, all of them or none, and put `head` in the place of the run's head. They are safe when this
    /// returns.
    ///
    /// It is refused with [`Conflict`](crate::ErrorKind::Conflict) if the lease that `fence` names has another token, or if the
    /// first record's number is not the one after the head's. Records that are there already, with the same hashes, are no
    /// error: a caller who lost the answer asks again.
    async fn append(&self, records: &[Record], head: &RunHead, fence: Option<&Fence>) -> Result<()>;
    /// All records of a run, in order. Empty if there is no such run. Damage is an error that names the record.
    async fn load(&self, run_id: &str) -> Result<Vec<Record>>;
    /// The head of a run.
    async fn head(&self, run_id: &str) -> Result<Option<RunHead>>;
    /// The heads of the runs that fit, the latest first.
    async fn heads(&self, filter: &RunFilter) -> Result<Vec<RunHead>>;
    /// Forget a run that has ended; one that has not is left.
    async fn forget(&self, run_id: &str) -> Result<()>;
    /// The lease of a resource, as it was last put.
    async fn lease(&self, resource: &str) -> Result<Option<Lease>>;
    /// Put a lease, if what is there is still `known` (compared by token and beat). False if it is not; nothing is changed then.
    async fn put_lease(&self, known: Option<&Lease>, next: &Lease) -> Result<bool>;
}
