//! UC11: run the new version beside the old, give it all of the traffic at once, and keep the old until it has baked.

use crate::{
    error::Result,
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

/// Run a new version beside the old one, give it all of the traffic at once, and keep the old one until the new has baked.
///
/// Until the bake is over, going back is instant: an alarm, a failed analysis or a stop gives the traffic to the old
/// version, whose tasks still run.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlueGreenDeployment {
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
    pub method: BlueGreenMethod,
    /// Checks that have to pass before the new version gets production traffic: requests to the test listener, or tasks that
    /// have to exit with 0. One that fails rolls the deployment back.
    #[serde(default)]
    pub tests: Vec<Check>,
    /// How the new version is judged while it bakes, against what the old one did before; not at all when absent.
    #[serde(default)]
    pub analysis: Option<Analysis>,
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

/// How a blue/green deployment shifts traffic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum BlueGreenMethod {
    /// By ECS itself: the service's deployment strategy BLUE_GREEN.
    Native {
        /// How long both versions are kept after the shift, in whole minutes (0-1440).
        #[serde(default = "ten_minutes")]
        bake: Span,
        /// What the service needs for this strategy, if it does not have it yet.
        #[serde(default)]
        routing: Option<Routing>,
    },
    /// By a listener rule, with a second service for the new version: for services whose controller can't.
    Weighted {
        /// ARN of the listener rule (or listener) that forwards the production traffic.
        listener_rule_arn: String,
        /// ARN of a target group for the new version, on the same load balancer.
        target_group_arn: String,
        /// How long the new version has all of the traffic before the service itself takes it over.
        #[serde(default = "ten_minutes")]
        bake: Span,
    },
}

impl Default for BlueGreenMethod {
    fn default() -> Self {
        Self::Native { bake: ten_minutes(), routing: None }
    }
}

fn ten_minutes() -> Span {
    Span::from_mins(10)
}
fn six_hours() -> Span {
    Span::from_mins(360)
}

impl UseCase for BlueGreenDeployment {
    type Outcome = DeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 11,
        title: "BlueGreenDeployment",
        name: "blue_green_deployment",
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
            Stage { name: "start the deployment", responsible: Actor::CicdPipeline, takes: &["task definition"], leaves: &["green tasks"] },
            Stage {
                name: "follow the deployment",
                responsible: Actor::CicdPipeline,
                takes: &["green tasks", "analysis"],
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
            Failure { when: "a test of the green tasks fails", then: "no production traffic was shifted; the old version runs" },
            Failure { when: "the green tasks don't start", then: "no traffic was shifted; the old version runs" },
            Failure {
                when: "an alarm fires or the analysis fails before the bake is over",
                then: "all traffic is on the old version again, at once",
            },
            Failure { when: "another deployment takes its place", then: "that one is left alone" },
        ],
    };

    async fn run(self, run: &Run) -> Result<DeploymentOutcome> {
        let strategy = match self.method {
            BlueGreenMethod::Native { bake, routing } => Strategy::BlueGreen { bake, routing },
            BlueGreenMethod::Weighted { listener_rule_arn, target_group_arn, bake } => {
                Strategy::Weighted { listener_rule_arn, target_group_arn, steps: vec![100.0], bake, tasks: None, sticky: None }
            }
        };
        strategy.check("method")?;
        let change = Change::Image { image: self.image, container: self.container, patch: ConfigurationPatch::default() };
        let rollout = Rollout {
            gate: self.gate,
            strategy,
            settings: self.settings,
            analysis: self.analysis,
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

impl BlueGreenDeployment {
    /// Deploy this image, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, image: ImageReference) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            image,
            container: None,
            gate: Gate::default(),
            method: BlueGreenMethod::default(),
            tests: Vec::new(),
            analysis: None,
            settings: DeploymentSettings::default(),
            keep_revisions: None,
            if_busy: IfBusy::default(),
            on_failure: OnFailure::default(),
            timeout: six_hours(),
        }
    }
}
