//! What a run wrote down, so that another process can finish it.

mod memory;

pub use memory::MemoryJournal;

use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, Result},
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One line of a journal. A position is `branch#number`, counted in the order of the program.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// The run began.
    Started {
        /// Name of the use case.
        use_case: String,
        /// Its request.
        request: Value,
    },
    /// A call is about to be sent.
    Intent {
        /// Where in the program.
        position: String,
        /// The AWS action.
        action: String,
        /// Hash of the request; the request itself may hold what must not be written down.
        digest: String,
        /// When.
        #[serde(with = "rfc3339")]
        at: Timestamp,
    },
    /// A call was answered.
    Reply {
        /// Where in the program.
        position: String,
        /// Hash of the request.
        digest: String,
        /// The reply as AWS's JSON.
        reply: Value,
    },
    /// A call failed for good.
    Failure {
        /// Where in the program.
        position: String,
        /// Hash of the request.
        digest: String,
        /// The error.
        error: Error,
    },
    /// Something that the program learned: a time, the end of a wait.
    Fact {
        /// Where in the program.
        position: String,
        /// What it is.
        name: String,
        /// The value.
        value: Value,
    },
    /// The run ended; there is nothing left to resume.
    Finished {
        /// The outcome, when it succeeded.
        outcome: Option<Value>,
        /// The error, when it failed.
        error: Option<Error>,
    },
}

/// Where runs write down what they did.
#[async_trait]
pub trait Journal: Send + Sync {
    /// Add one line to a run; it is safe when this returns.
    async fn append(&self, run_id: &str, entry: Entry) -> Result<()>;
    /// All lines of a run, in order. Empty if there is no such run.
    async fn load(&self, run_id: &str) -> Result<Vec<Entry>>;
}
