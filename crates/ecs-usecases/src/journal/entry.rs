//! [`Entry`]: what a run writes down.

use crate::error::Error;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What one record of a journal says. A position is `branch#number`, counted in the order of the program.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// The run began.
    Started {
        /// Name of the use case.
        use_case: String,
        /// Its request, without what may be secret in it.
        request: Value,
        /// JSON pointers of what is not written down.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hidden: Vec<String>,
    },
    /// A process took the run up, the first one or another.
    Attempt {
        /// Its number: the token of the run's lease.
        token: u64,
        /// Which process.
        process: String,
        /// Version of this library.
        library: String,
    },
    /// The run holds something, so that no other run works on it.
    Held {
        /// What, as `account/region/kind/name`.
        resource: String,
        /// Token of the lease.
        token: u64,
        /// The run that it was taken from, if that had not let it go.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        taken_from: Option<String>,
    },
    /// A call is about to be sent.
    Intent {
        /// Where in the program.
        position: String,
        /// The AWS action.
        action: String,
        /// Name or ARN of what it changes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        resource: Option<String>,
        /// Where it goes, if not where the run is: account and Region.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        /// Hash of the request, without what may be secret in it.
        digest: String,
    },
    /// A call was answered.
    Reply {
        /// Where in the program.
        position: String,
        /// The AWS action, of a call whose intent is not written down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        action: Option<String>,
        /// Hash of the request.
        digest: String,
        /// The reply as AWS's JSON, without what may be secret in it.
        reply: Value,
        /// JSON pointers of what is not written down: a resumed run reads it again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hidden: Vec<String>,
    },
    /// A call failed for good.
    Failure {
        /// Where in the program.
        position: String,
        /// The AWS action, of a call whose intent is not written down.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        action: Option<String>,
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
    /// The program is a version that has this change.
    Version {
        /// The branch in which it asked.
        branch: String,
        /// Name of the change.
        change: String,
    },
    /// The run ended; there is nothing left to resume.
    Finished {
        /// The outcome, when it succeeded.
        outcome: Option<Value>,
        /// The error, when it failed.
        error: Option<Error>,
    },
}
