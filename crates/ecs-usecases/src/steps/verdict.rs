//! How a deployment ended, why, and what proves it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a deployment ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Every wanted task of the new revision runs and is healthy, and nothing of the old is left.
    Succeeded,
    /// It failed, and the former revision was put back.
    RolledBack,
    /// Another deployment took its place.
    Superseded,
    /// It was stopped, by a person or because it failed without a rollback being configured.
    Stopped,
    /// It did not end in the time that it had.
    TimedOut,
    /// It can't go on: nothing that it needs will come by waiting.
    Stuck,
}

/// How a deployment ended, with its cause and the evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    /// How.
    pub ending: Ending,
    /// Why, in a sentence.
    pub cause: String,
    /// What shows it.
    pub evidence: Evidence,
}

impl Verdict {
    /// Whether it ended as asked.
    pub fn succeeded(&self) -> bool {
        self.ending == Ending::Succeeded
    }
}

/// What shows how a deployment ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// AWS's status of the service deployment, where AWS keeps one.
    pub status: Option<String>,
    /// AWS's reason for it.
    pub status_reason: Option<String>,
    /// Tasks of the new revision that were wanted and that ran at the end.
    pub desired: i32,
    /// Tasks of the new revision that ran at the end.
    pub running: i32,
    /// The fewest tasks of the service, of whatever revision, that any look at the deployment saw running.
    #[serde(default)]
    pub lowest_running: Option<i32>,
    /// Tasks that failed, as ECS counts them.
    pub failed: i32,
    /// Failures after which the circuit breaker opens.
    pub breaker_threshold: Option<i32>,
    /// Alarms that fired.
    pub alarms: Vec<String>,
    /// Tasks of the new revision that stopped.
    pub stopped_tasks: Vec<StoppedTask>,
    /// Targets that the load balancer found unhealthy, at the end or while the deployment was followed.
    pub unhealthy_targets: Vec<UnhealthyTarget>,
    /// Lifecycle hooks that the deployment came to, in that order.
    #[serde(default)]
    pub hooks: Vec<HookRun>,
    /// The last lines that the containers of the latest failed task logged.
    #[serde(default)]
    pub logs: Vec<LogTail>,
    /// The service's events since the deployment began, the oldest first.
    pub events: Vec<String>,
}

/// A task that stopped, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StoppedTask {
    /// Id of the task.
    pub task: String,
    /// AWS's stop code.
    pub stop_code: Option<String>,
    /// AWS's stopped reason.
    pub reason: Option<String>,
    /// Its containers that ended with an error.
    pub containers: Vec<EndedContainer>,
}

/// A container that ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EndedContainer {
    /// Name.
    pub name: String,
    /// Exit code.
    pub exit_code: Option<i32>,
    /// AWS's reason.
    pub reason: Option<String>,
}

/// A lifecycle hook of a deployment, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HookRun {
    /// Name of the Lambda function, or `PAUSE`.
    pub name: String,
    /// AWS's id of this run of the hook.
    pub hook_id: Option<String>,
    /// Lifecycle stage in which it ran, where AWS showed it.
    pub stage: Option<String>,
    /// AWS's status: `AWAITING_ACTION`, `IN_PROGRESS`, `SUCCEEDED`, `FAILED` or `TIMED_OUT`.
    pub status: Option<String>,
}

/// The last lines that a container logged.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LogTail {
    /// Id of the task.
    pub task: String,
    /// Name of the container.
    pub container: String,
    /// Log group of CloudWatch Logs, if the container logs to one.
    pub log_group: Option<String>,
    /// Log stream.
    pub log_stream: Option<String>,
    /// The lines, the oldest first: at most 20 of at most 400 characters, with what may be secret masked.
    pub lines: Vec<String>,
    /// Why there are none, where there are none.
    pub missing: Option<String>,
}

/// A target that the load balancer finds unhealthy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UnhealthyTarget {
    /// Target group.
    pub target_group_arn: String,
    /// Id of the target.
    pub target: String,
    /// AWS's reason code.
    pub reason: Option<String>,
    /// AWS's description.
    pub description: Option<String>,
}

/// Which revision the service has at the end, and how it came to that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HeldState {
    /// Task definition that the service is set to.
    pub task_definition: String,
    /// Tasks that are wanted.
    pub desired: i32,
    /// Tasks that run.
    pub running: i32,
    /// Who put the former revision back, if it was.
    pub restored_by: Option<Restorer>,
}

/// Who put the former revision back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Restorer {
    /// ECS did, by its own rollback.
    Ecs,
    /// The use case did.
    UseCase,
}

/// What came of a deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DeploymentOutcome {
    /// ARN of the service.
    pub service_arn: String,
    /// The image that was to be deployed, with its digest.
    pub image: Option<String>,
    /// Task definition that was deployed.
    pub task_definition: String,
    /// Task definition that ran before.
    pub previous_task_definition: String,
    /// Id of the deployment in ECS; none when the service ran this revision already.
    pub deployment_id: Option<String>,
    /// ARN of the service deployment, where AWS keeps one.
    pub service_deployment_arn: Option<String>,
    /// How it ended.
    pub verdict: Verdict,
    /// Which state holds now.
    pub state: HeldState,
    /// What the checks before any production traffic found.
    pub tests: Vec<super::check::Checked>,
    /// Judgements of the analysis, for strategies that have one.
    pub analysis: Vec<super::analysis::Judgement>,
    /// What differs from the task definition that ran before; values of environment variables are not shown.
    pub changes: Vec<super::patch::SettingChange>,
}
