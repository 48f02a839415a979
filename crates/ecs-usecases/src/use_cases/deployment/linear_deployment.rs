//! UC18: shift traffic to a new version in equal steps at equal intervals.

use crate::{
    error::{Error, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentOutcome, DeploymentSettings, Gate, IfBusy, ImageReference, OnFailure, Rollout, Routing, Strategy,
        analysis::Analysis, check::Check, patch::ConfigurationPatch, strategy::equal_steps,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Shift traffic to a new version in equal steps at equal intervals, and judge it at each step.
///
/// A step that fails its analysis, or has no data until the deadline, gives all traffic back to the old version.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinearDeployment {
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
    /// How traffic is shifted.
    #[serde(default)]
    pub method: LinearMethod,
    /// Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
    /// have to exit with 0. One that fails rolls the deployment back.
    #[serde(default)]
    pub tests: Vec<Check>,
    /// How the new version is judged at each step.
    #[serde(default)]
    pub analysis: Analysis,
    /// What changes in the service's settings: circuit breaker, alarms.
    #[serde(default)]
    pub settings: DeploymentSettings,
    /// Revisions of the task definition to keep after a success; all when absent.
    #[serde(default)]
    pub keep_revisions: Option<u32>,
    /// What to do when a deployment goes on already.
    #[serde(default)]
    pub if_busy: IfBusy,
    /// What to do when it fails.
    #[serde(default)]
    pub on_failure: OnFailure,
    /// How long it may take in all.
    #[serde(default = "six_hours")]
    pub timeout: Span,
}

/// How a linear deployment shifts traffic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum LinearMethod {
    /// By ECS itself: the service's deployment strategy LINEAR, held by a PAUSE hook until the analysis has passed.
    Native {
        /// Traffic of each step, 3-100 percent in tenths.
        #[serde(default = "ten")]
        percent: f64,
        /// How long each step is judged, in whole minutes (0-1440).
        #[serde(default = "six_minutes")]
        step_bake: Span,
        /// What the service needs for this strategy, if it does not have it yet.
        #[serde(default)]
        routing: Option<Routing>,
    },
    /// By the weights of a listener rule, with a second service for the new version: for services whose controller can't.
    Weighted {
        /// ARN of the listener rule (or listener) that forwards the production traffic.
        listener_rule_arn: String,
        /// ARN of a target group for the new version, on the same load balancer.
        target_group_arn: String,
        /// Traffic of each step, 3-100 percent in tenths.
        #[serde(default = "ten")]
        percent: f64,
        /// How long each step is judged.
        #[serde(default = "six_minutes")]
        step_bake: Span,
    },
}

impl Default for LinearMethod {
    fn default() -> Self {
        Self::Native { percent: ten(), step_bake: six_minutes(), routing: None }
    }
}

impl LinearMethod {
    fn into_strategy(self) -> Result<Strategy> {
        Ok(match self {
            Self::Native { percent, step_bake, routing } => Strategy::Linear { percent, step_bake, bake: None, routing },
            Self::Weighted { listener_rule_arn, target_group_arn, percent, step_bake } => {
                if !(3.0..=100.0).contains(&percent) {
                    return Err(Error::invalid("method.percent", format!("a step shifts 3-100 percent of the traffic, not {percent}")));
                }
                let steps = equal_steps(percent);
                Strategy::Weighted { listener_rule_arn, target_group_arn, steps, bake: step_bake, tasks: None, sticky: None }
            }
        })
    }
}

fn ten() -> f64 {
    10.0
}
fn six_minutes() -> Span {
    Span::from_mins(6)
}
fn six_hours() -> Span {
    Span::from_mins(360)
}

impl UseCase for LinearDeployment {
    type Outcome = DeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 18,
        title: "LinearDeployment",
        name: "linear_deployment",
        family: Family::Deployment,
        actors: &[
            Actor::CicdPipeline,
            Actor::OperationsTeam,
            Actor::DevelopmentTeam,
            Actor::InfrastructureTeam,
            Actor::VulnerabilityManagementTeam,
        ],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage {
                name: "admit the image",
                responsible: Actor::VulnerabilityManagementTeam,
                takes: &["image", "gate"],
                leaves: &["digest", "scan result"],
            },
            Stage {
                name: "check the routing",
                responsible: Actor::InfrastructureTeam,
                takes: &["target groups", "listener rules"],
                leaves: &["who has the traffic"],
            },
            Stage { name: "register the revision", responsible: Actor::CicdPipeline, takes: &["digest"], leaves: &["task definition"] },
            Stage {
                name: "start the deployment",
                responsible: Actor::CicdPipeline,
                takes: &["task definition"],
                leaves: &["tasks of the new version"],
            },
            Stage {
                name: "follow the deployment",
                responsible: Actor::CicdPipeline,
                takes: &["traffic steps", "analysis"],
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
            Failure { when: "the image, the times or the routing can't be right", then: "nothing was changed" },
            Failure { when: "the new tasks don't start", then: "no traffic was shifted; the old version runs" },
            Failure {
                when: "an alarm fires, the analysis of a step fails, or there is no data until the deadline",
                then: "all traffic is on the old version again",
            },
            Failure { when: "another deployment takes its place", then: "that one is left alone" },
        ],
    };

    async fn run(self, run: &Run) -> Result<DeploymentOutcome> {
        let strategy = self.method.into_strategy()?;
        strategy.check("method")?;
        let change = Change::Image { image: self.image, container: self.container, patch: ConfigurationPatch::default() };
        let rollout = Rollout {
            gate: self.gate,
            strategy,
            settings: self.settings,
            analysis: Some(self.analysis),
            tests: self.tests,
            keep_revisions: self.keep_revisions,
            if_busy: self.if_busy,
            on_failure: self.on_failure,
            timeout: self.timeout,
            ..Rollout::new(self.cluster, self.service, change)
        };
        rollout.perform(run).await
    }
}

impl LinearDeployment {
    /// Deploy this image, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, image: ImageReference) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            image,
            container: None,
            gate: Gate::default(),
            method: LinearMethod::default(),
            tests: Vec::new(),
            analysis: Analysis::default(),
            settings: DeploymentSettings::default(),
            keep_revisions: None,
            if_busy: IfBusy::default(),
            on_failure: OnFailure::default(),
            timeout: six_hours(),
        }
    }
}
