//! UC14: give a new version a small share of the traffic, judge it by its metrics, then all of it or none.

use crate::{
    error::{Error, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentOutcome, DeploymentSettings, Gate, IfBusy, ImageReference, OnFailure, Rollout, Routing, Strategy,
        analysis::Analysis, check::Check, patch::ConfigurationPatch,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Give a new version a small share of the traffic, judge it by its metrics, then give it all of the traffic, or none.
///
/// A canary with a failing metric, or without enough data until the deadline, is rolled back and the call is an error that
/// carries the outcome with every judgement.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CanaryDeployment {
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
    pub method: CanaryMethod,
    /// Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
    /// have to exit with 0. One that fails rolls the deployment back.
    #[serde(default)]
    pub tests: Vec<Check>,
    /// How the canary is judged.
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
    /// What to do when it fails. A canary that fails its analysis is always taken out of traffic.
    #[serde(default)]
    pub on_failure: OnFailure,
    /// How long it may take in all.
    #[serde(default = "six_hours")]
    pub timeout: Span,
}

/// How traffic is shifted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum CanaryMethod {
    /// By ECS itself: the service's deployment strategy CANARY, held by a PAUSE hook until the analysis has passed.
    Native {
        /// Share of traffic of the canary, 0.1-100 percent.
        #[serde(default = "ten")]
        percent: f64,
        /// How long the canary is judged, in whole minutes (0-1440).
        #[serde(default = "ten_minutes")]
        bake: Span,
        /// What the service needs for this strategy, if it does not have it yet.
        #[serde(default)]
        routing: Option<Routing>,
    },
    /// By the weights of a listener rule, with a second service for the canary: for services whose strategy can't.
    Weighted {
        /// ARN of the listener rule (or listener) that forwards the production traffic.
        listener_rule_arn: String,
        /// ARN of a target group for the canary, on the same load balancer.
        canary_target_group_arn: String,
        /// Shares of traffic, a step each, in percent; rising, each over 0 and under 100.
        #[serde(default = "two_steps")]
        steps: Vec<f64>,
        /// How long each step is judged.
        #[serde(default = "ten_minutes")]
        bake: Span,
        /// Tasks of the canary; in proportion to its largest share when absent.
        #[serde(default)]
        canary_tasks: Option<i32>,
    },
}

fn ten() -> f64 {
    10.0
}
fn ten_minutes() -> Span {
    Span::from_mins(10)
}
fn two_steps() -> Vec<f64> {
    vec![10.0, 50.0]
}
fn six_hours() -> Span {
    Span::from_mins(360)
}

impl Default for CanaryMethod {
    fn default() -> Self {
        Self::Native { percent: ten(), bake: ten_minutes(), routing: None }
    }
}

impl UseCase for CanaryDeployment {
    type Outcome = DeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 14,
        title: "CanaryDeployment",
        name: "canary_deployment",
        family: Family::Deployment,
        actors: &[Actor::CicdPipeline, Actor::OperationsTeam, Actor::DevelopmentTeam, Actor::VulnerabilityManagementTeam],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage {
                name: "admit the image",
                responsible: Actor::VulnerabilityManagementTeam,
                takes: &["image", "gate"],
                leaves: &["digest", "scan result"],
            },
            Stage { name: "register the revision", responsible: Actor::CicdPipeline, takes: &["digest"], leaves: &["task definition"] },
            Stage { name: "start the deployment", responsible: Actor::CicdPipeline, takes: &["task definition"], leaves: &["canary"] },
            Stage {
                name: "analyse the canary",
                responsible: Actor::DevelopmentTeam,
                takes: &["metrics of canary and baseline"],
                leaves: &["judgements"],
            },
            Stage { name: "promote or abort", responsible: Actor::CicdPipeline, takes: &["judgements"], leaves: &["verdict"] },
            Stage { name: "clean up", responsible: Actor::CicdPipeline, takes: &["state before"], leaves: &["state that holds"] },
        ],
        failures: &[
            Failure { when: "the image, the shares or the routing can't be right", then: "nothing was changed" },
            Failure {
                when: "a metric fails or there is no data until the deadline",
                then: "all traffic is on the former revision again, and the canary is gone",
            },
            Failure { when: "the canary's tasks don't start", then: "no traffic was shifted; the former revision runs" },
            Failure {
                when: "someone changes the weights meanwhile",
                then: "the weights are left as they are, and the error says what is still there",
            },
        ],
    };

    async fn run(self, run: &Run) -> Result<DeploymentOutcome> {
        self.check()?;
        let change = Change::Image { image: self.image, container: self.container, patch: ConfigurationPatch::default() };
        let rollout = Rollout {
            gate: self.gate,
            strategy: self.method.into_strategy(),
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

impl CanaryMethod {
    fn into_strategy(self) -> Strategy {
        match self {
            Self::Native { percent, bake, routing } => Strategy::Canary { percent, step_bake: bake, bake: None, routing },
            Self::Weighted { listener_rule_arn, canary_target_group_arn, steps, bake, canary_tasks } => {
                let target_group_arn = canary_target_group_arn;
                Strategy::Weighted { listener_rule_arn, target_group_arn, steps, bake, tasks: canary_tasks, sticky: None }
            }
        }
    }
}

impl CanaryDeployment {
    /// Deploy this image, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, image: ImageReference) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            image,
            container: None,
            gate: Gate::default(),
            method: CanaryMethod::default(),
            tests: Vec::new(),
            analysis: Analysis::default(),
            settings: DeploymentSettings::default(),
            keep_revisions: None,
            if_busy: IfBusy::default(),
            on_failure: OnFailure::default(),
            timeout: six_hours(),
        }
    }

    /// A canary is small: what is wrong with the request by its own names.
    fn check(&self) -> Result<()> {
        match &self.method {
            CanaryMethod::Weighted { steps, .. } if steps.iter().any(|step| *step >= 100.0) => {
                Err(Error::invalid("method.steps", format!("steps rise and are over 0 and under 100 percent, not {steps:?}")))
            }
            method => method.clone().into_strategy().check("method"),
        }
    }
}
