//! What a run tells those who watch it.

use crate::{
    clock::{Timestamp, rfc3339},
    error::ErrorKind,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One thing that happened in a run. Events are numbered from 1 without gaps, in the order in which they happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Number of the event in its run.
    pub sequence: u64,
    /// When, in the time of the cloud (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// The branch and step in which it happened, from the outermost to the innermost.
    pub step: Vec<String>,
    /// It was told before the run was interrupted, and is told again by the resumed run.
    pub replayed: bool,
    /// What happened.
    pub detail: EventDetail,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum EventDetail {
    /// The run began.
    RunStarted {
        /// Run id, by which it can be resumed.
        run_id: String,
        /// Name of the use case.
        use_case: String,
    },
    /// A step began.
    StepStarted {
        /// What the step does.
        name: String,
    },
    /// A step ended.
    StepFinished {
        /// What the step did.
        name: String,
        /// The kind of error that ended it, or nothing when it succeeded.
        error: Option<ErrorKind>,
    },
    /// Something was changed.
    Changed {
        /// The AWS action.
        action: String,
        /// Name or ARN of what was changed.
        resource: Option<String>,
    },
    /// A deployment moved.
    Progress {
        /// Tasks of the new revision that are wanted.
        desired: i32,
        /// Tasks of the new revision that run.
        running: i32,
        /// Tasks of the new revision that start.
        pending: i32,
        /// Tasks of the new revision that failed, as the circuit breaker counts them.
        failed: i32,
        /// Tasks of earlier revisions that still run.
        previous_running: i32,
    },
    /// A deployment reached another state or lifecycle stage.
    Stage {
        /// AWS's status of the deployment.
        status: String,
        /// AWS's lifecycle stage, for strategies that have stages.
        stage: Option<String>,
        /// Why.
        reason: Option<String>,
    },
    /// Traffic was shifted.
    Traffic {
        /// Share of production traffic of the new revision, in percent.
        percent: f64,
    },
    /// An alarm that the deployment watches is in another state than before.
    Alarm {
        /// Name of the alarm.
        name: String,
        /// AWS's state: `OK`, `ALARM` or `INSUFFICIENT_DATA`.
        state: String,
        /// AWS's reason for it.
        reason: Option<String>,
    },
    /// A load balancer sees the targets of a target group otherwise than before.
    Health {
        /// Name or ARN of the target group.
        target_group: String,
        /// Targets that are healthy.
        healthy: i32,
        /// Targets that are unhealthy.
        unhealthy: i32,
        /// Targets whose first health checks go on.
        initial: i32,
        /// Targets that are being taken out.
        draining: i32,
    },
    /// The service's own event log.
    Service {
        /// AWS's text.
        message: String,
    },
    /// One judgement of an analysis.
    Analysis {
        /// Number of the judgement in its step, from 1.
        round: u32,
        /// What was found: `pass`, `fail` or `no_data`.
        result: String,
        /// Why, metric by metric.
        reasons: Vec<String>,
    },
    /// Something that the caller should know but that stops nothing.
    Warning {
        /// The text.
        message: String,
    },
    /// The run ended.
    RunFinished {
        /// `succeeded`, or the kind of the error.
        result: String,
        /// In a sentence.
        message: String,
    },
}
