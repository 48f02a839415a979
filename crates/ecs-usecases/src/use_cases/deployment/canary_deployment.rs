//! UC14: give a new version a small share of the traffic, judge it by its metrics, then all of it or none.

use super::{native_canary, rolling_deployment::unchanged, weighted_canary};
use crate::{
    error::{Error, ErrorKind, Result},
    run::Run,
    span::Span,
    steps::{
        self, AdmittedImage, DeploymentOutcome, Gate, IfBusy, ImageReference, OnFailure, admit_image, admit_task_images,
        analysis::{Analysis, Judgement},
        conclude,
        deployment::Started,
        image::wanted_architecture,
        register_revision,
        revision::{NewRevision, container_to_change},
        service::Before,
        service_before,
        verdict::{HeldState, Verdict},
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
    /// How the canary is judged.
    #[serde(default)]
    pub analysis: Analysis,
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
        routing: Option<CanaryRouting>,
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

/// What a service needs so that ECS can shift its traffic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CanaryRouting {
    /// ARN of the second target group.
    pub alternate_target_group_arn: String,
    /// ARN of the listener rule of the production traffic (of the listener, for a Network Load Balancer).
    pub production_listener_rule: String,
    /// ARN of the role by which ECS changes the load balancer.
    pub role_arn: String,
    /// ARN of the listener rule of the test traffic.
    #[serde(default)]
    pub test_listener_rule: Option<String>,
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
        actors: &[Actor::CicdPipeline, Actor::OperationsTeam, Actor::DevelopmentTeam],
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
        let before = service_before(run, &self.cluster, &self.service, self.if_busy).await?;
        if before.desired() == 0 {
            return Err(Error::new(ErrorKind::Refused, "the service is scaled to zero: a canary would prove nothing")
                .on(&self.service)
                .advise("Scale the service to at least one task first."));
        }
        let container = container_to_change(&before.definition, self.container.as_deref(), self.image.repository())?;
        let container = container.name.clone().unwrap_or_default();
        let architecture = wanted_architecture(before.definition.runtime_platform.as_ref());
        let image = run.step("admit the image", admit_image(run, &self.image, &architecture, &self.gate)).await?;
        admit_task_images(run, &before.definition.container_definitions, Some(&container), &self.gate).await?;
        let canary = Canary { run, request: &self, before: &before, image: &image, container: &container };
        match &self.method {
            CanaryMethod::Native { percent, bake, routing } => native_canary::deploy(&canary, *percent, *bake, routing.as_ref()).await,
            CanaryMethod::Weighted { listener_rule_arn, canary_target_group_arn, steps, bake, canary_tasks } => {
                let traffic = weighted_canary::Traffic {
                    rule: listener_rule_arn,
                    group: canary_target_group_arn,
                    steps,
                    bake: *bake,
                    tasks: *canary_tasks,
                };
                weighted_canary::deploy(&canary, &traffic).await
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
            analysis: Analysis::default(),
            if_busy: IfBusy::default(),
            on_failure: OnFailure::default(),
            timeout: six_hours(),
        }
    }

    /// What can be wrong with the request by itself.
    fn check(&self) -> Result<()> {
        match &self.method {
            CanaryMethod::Native { percent, bake, .. } => {
                if !(0.1..=100.0).contains(percent) {
                    return Err(Error::invalid("method.percent", format!("a canary gets 0.1-100 percent of the traffic, not {percent}")));
                }
                if !bake.0.as_secs().is_multiple_of(60) || bake.0.as_secs() > 1440 * 60 {
                    return Err(Error::invalid("method.bake", format!("ECS bakes in whole minutes, at most 1440, not {bake}")));
                }
            }
            CanaryMethod::Weighted { steps, .. } => {
                let rising = steps.windows(2).all(|pair| pair[0] < pair[1]);
                if steps.is_empty() || !rising || steps.iter().any(|step| !(0.1..100.0).contains(step)) {
                    return Err(Error::invalid("method.steps", format!("steps rise and are over 0 and under 100 percent, not {steps:?}")));
                }
            }
        }
        if self.analysis.metrics.is_empty() {
            return Err(Error::invalid("analysis.metrics", "an analysis without a metric judges nothing"));
        }
        if self.analysis.interval.0.is_zero() {
            return Err(Error::invalid("analysis.interval", "an analysis needs time between two judgements"));
        }
        Ok(())
    }
}

/// What both ways of shifting traffic work with.
pub(super) struct Canary<'a> {
    pub(super) run: &'a Run,
    pub(super) request: &'a CanaryDeployment,
    pub(super) before: &'a Before,
    pub(super) image: &'a AdmittedImage,
    pub(super) container: &'a str,
}

impl Canary<'_> {
    /// Register the revision. `Err` of the inner result is the outcome when the service runs it already.
    pub(super) async fn register(&self) -> Result<NewRevision> {
        register_revision(self.run, self.before, self.container, self.image).await
    }

    pub(super) async fn runs_already(&self) -> Result<DeploymentOutcome> {
        unchanged(self.run, self.before, &self.request.cluster, &self.request.service, self.image.uri.clone()).await
    }

    pub(super) fn conclude(
        &self,
        revision: &str,
        started: &Started,
        verdict: Verdict,
        state: HeldState,
        analysis: Vec<Judgement>,
    ) -> Result<DeploymentOutcome> {
        conclude(DeploymentOutcome {
            service_arn: self.before.service.service_arn.clone().unwrap_or_default(),
            image: Some(self.image.uri.clone()),
            task_definition: revision.to_owned(),
            previous_task_definition: self.before.task_definition(),
            deployment_id: Some(started.id.clone()),
            service_deployment_arn: started.arn.clone(),
            verdict,
            state,
            analysis,
        })
    }

    pub(super) fn is_idle(&self) -> bool {
        steps::service::going_on(&self.before.service).is_none()
    }
}
