//! UC13: replace a service's tasks in batches, within its health limits, and undo on failure.

use crate::{
    error::Result,
    run::Run,
    span::Span,
    steps::{
        Change, CircuitBreaker, DeploymentOutcome, DeploymentSettings, Gate, IfBusy, ImageReference, OnFailure, Rollout, Strategy,
        patch::ConfigurationPatch,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Replace a service's tasks in batches, within its health limits, and undo on failure.
///
/// It succeeds when every wanted task of the new revision runs and is healthy and nothing of the old is left; anything else
/// is an error that carries the outcome, with the cause and the state that holds then.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RollingDeployment {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Image to deploy, with a tag or digest: `repository:tag` of the account's own registry, or a full reference.
    pub image: ImageReference,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// What the image has to meet.
    #[serde(default)]
    pub gate: Gate,
    /// Healthy tasks to keep, in percent of those wanted; as the service has it when absent.
    #[serde(default)]
    pub minimum_healthy_percent: Option<i32>,
    /// Tasks that may run or start at the same time, in percent of those wanted; as the service has it when absent.
    #[serde(default)]
    pub maximum_percent: Option<i32>,
    /// The circuit breaker; as the service has it when absent.
    #[serde(default)]
    pub circuit_breaker: Option<CircuitBreaker>,
    /// CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent.
    #[serde(default)]
    pub alarms: Option<Vec<String>>,
    /// Availability Zone rebalancing; as the service has it when absent.
    #[serde(default)]
    pub availability_zone_rebalancing: Option<bool>,
    /// Deploy although the service runs this image already: replace its tasks by new ones of the same revision.
    #[serde(default)]
    pub force: bool,
    /// Revisions of the task definition to keep after a success; older ones are deregistered, but never one that runs, is a
    /// way back or was good lately. All are kept when absent.
    #[serde(default)]
    pub keep_revisions: Option<u32>,
    /// What to do when a deployment goes on already.
    #[serde(default)]
    pub if_busy: IfBusy,
    /// What to do when it fails.
    #[serde(default)]
    pub on_failure: OnFailure,
    /// How long it may take.
    #[serde(default = "an_hour")]
    pub timeout: Span,
}

pub(super) fn an_hour() -> Span {
    Span::from_mins(60)
}

impl UseCase for RollingDeployment {
    type Outcome = DeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 13,
        title: "RollingDeployment",
        name: "rolling_deployment",
        family: Family::Deployment,
        actors: &[Actor::CicdPipeline, Actor::OperationsTeam, Actor::VulnerabilityManagementTeam],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage {
                name: "admit the image",
                responsible: Actor::VulnerabilityManagementTeam,
                takes: &["image", "gate"],
                leaves: &["digest", "scan result"],
            },
            Stage {
                name: "predict",
                responsible: Actor::OperationsTeam,
                takes: &["health percents", "desired count"],
                leaves: &["forecast"],
            },
            Stage { name: "register the revision", responsible: Actor::CicdPipeline, takes: &["digest"], leaves: &["task definition"] },
            Stage {
                name: "start the deployment",
                responsible: Actor::CicdPipeline,
                takes: &["task definition"],
                leaves: &["service deployment"],
            },
            Stage {
                name: "follow the deployment",
                responsible: Actor::CicdPipeline,
                takes: &["service deployment"],
                leaves: &["verdict", "evidence"],
            },
            Stage {
                name: "restore",
                responsible: Actor::OperationsTeam,
                takes: &["verdict", "state before"],
                leaves: &["state that holds"],
            },
        ],
        failures: &[
            Failure {
                when: "the image is not there, does not run on the task's architecture, or does not meet the gate",
                then: "nothing was changed",
            },
            Failure { when: "the health percents allow no progress", then: "nothing was changed" },
            Failure {
                when: "tasks fail and the circuit breaker or an alarm rolls back",
                then: "ECS puts the former revision back; the new task definition stays registered",
            },
            Failure {
                when: "tasks fail and nothing rolls back, or time runs out",
                then: "the former revision and settings are put back, unless on_failure says keep",
            },
            Failure { when: "another deployment takes its place", then: "that one is left alone" },
        ],
    };

    async fn run(self, run: &Run) -> Result<DeploymentOutcome> {
        let change = Change::Image { image: self.image, container: self.container, patch: ConfigurationPatch::default() };
        let strategy = Strategy::Rolling { minimum_healthy_percent: self.minimum_healthy_percent, maximum_percent: self.maximum_percent };
        let settings = DeploymentSettings {
            circuit_breaker: self.circuit_breaker,
            alarms: self.alarms,
            availability_zone_rebalancing: self.availability_zone_rebalancing,
        };
        let rollout = Rollout {
            gate: self.gate,
            strategy,
            settings,
            force: self.force,
            keep_revisions: self.keep_revisions,
            if_busy: self.if_busy,
            on_failure: self.on_failure,
            timeout: self.timeout,
            ..Rollout::new(self.cluster, self.service, change)
        };
        rollout.perform(run).await
    }
}

impl RollingDeployment {
    /// Deploy this image, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, image: ImageReference) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            image,
            container: None,
            gate: Gate::default(),
            minimum_healthy_percent: None,
            maximum_percent: None,
            circuit_breaker: None,
            alarms: None,
            availability_zone_rebalancing: None,
            force: false,
            keep_revisions: None,
            if_busy: IfBusy::default(),
            on_failure: OnFailure::default(),
            timeout: an_hour(),
        }
    }
}
