//! UC13: replace a service's tasks in batches, within its health limits, and undo on failure.

use crate::{
    error::Result,
    model::ecs::{
        DeploymentAlarms, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentStrategy, ThresholdConfiguration, ThresholdType,
    },
    run::Run,
    span::Span,
    steps::{
        self, DeploymentOutcome, Gate, IfBusy, ImageReference, OnFailure, admit_image, admit_task_images, conclude,
        deployment::Settings,
        follow_deployment,
        image::wanted_architecture,
        predict, register_revision, restore,
        restore::held_state,
        revision::container_to_change,
        service::Before,
        service_before, start_deployment,
        verdict::{Evidence, Verdict},
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

/// The deployment circuit breaker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CircuitBreaker {
    /// Whether it is on.
    pub enable: bool,
    /// Whether ECS rolls back when it opens.
    #[serde(default = "yes")]
    pub rollback: bool,
    /// Failed tasks after which it opens; half of the wanted tasks, at least 3 and at most 200, when absent.
    #[serde(default)]
    pub threshold: Option<i32>,
}

pub(super) fn an_hour() -> Span {
    Span::from_mins(60)
}

fn yes() -> bool {
    true
}

impl UseCase for RollingDeployment {
    type Outcome = DeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 13,
        title: "RollingDeployment",
        name: "rolling_deployment",
        family: Family::Deployment,
        actors: &[Actor::CicdPipeline, Actor::OperationsTeam],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage {
                name: "admit the image",
                responsible: Actor::VulnerabilityManagementTeam,
                takes: &["image", "gate"],
                leaves: &["digest", "scan result"],
            },
            Stage { name: "predict", responsible: Actor::OperationsTeam, takes: &["health percents", "desired count"], leaves: &[] },
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
        let before = service_before(run, &self.cluster, &self.service, self.if_busy).await?;
        let container = container_to_change(&before.definition, self.container.as_deref(), self.image.repository())?;
        let container = container.name.clone().unwrap_or_default();
        let architecture = wanted_architecture(before.definition.runtime_platform.as_ref());
        let image = run.step("admit the image", admit_image(run, &self.image, &architecture, &self.gate)).await?;
        admit_task_images(run, &before.definition.container_definitions, Some(&container), &self.gate).await?;
        let configuration = self.configuration(&before);
        let prediction = async {
            self.predict(&before, &configuration)?;
            predict::has_room(run, &self.cluster, &before, &configuration).await
        };
        run.step("predict", prediction).await?;
        let revision = register_revision(run, &before, &container, &image).await?;
        if revision.unchanged && steps::service::going_on(&before.service).is_none() {
            return unchanged(run, &before, &self.cluster, &self.service, image.uri).await;
        }
        let settings = Settings {
            configuration: (configuration != before.configuration()).then_some(configuration),
            rebalancing: self.availability_zone_rebalancing,
            ..Settings::default()
        };
        let started =
            start_deployment(run, &self.cluster, &self.service, &revision.arn, settings).await.map_err(|error| revision.left_by(error))?;
        let verdict = follow_deployment(run, &started, self.timeout).await?;
        let state = restore(run, &before, &started, &verdict, self.on_failure, self.timeout).await?;
        conclude(DeploymentOutcome {
            service_arn: before.service.service_arn.clone().unwrap_or_default(),
            image: Some(image.uri),
            task_definition: revision.arn,
            previous_task_definition: before.task_definition(),
            deployment_id: Some(started.id),
            service_deployment_arn: started.arn,
            verdict,
            state,
            analysis: Vec::new(),
        })
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
            if_busy: IfBusy::default(),
            on_failure: OnFailure::default(),
            timeout: an_hour(),
        }
    }

    /// The service's configuration with what the request changes.
    fn configuration(&self, before: &Before) -> DeploymentConfiguration {
        let mut configuration = before.configuration();
        configuration.minimum_healthy_percent = self.minimum_healthy_percent.or(configuration.minimum_healthy_percent);
        configuration.maximum_percent = self.maximum_percent.or(configuration.maximum_percent);
        if let Some(breaker) = &self.circuit_breaker {
            let threshold = breaker.threshold.map(|count| ThresholdConfiguration {
                r#type: Some(ThresholdType::Count),
                value: Some(count),
                ..Default::default()
            });
            configuration.deployment_circuit_breaker = Some(DeploymentCircuitBreaker {
                enable: Some(breaker.enable),
                rollback: Some(breaker.rollback),
                threshold_configuration: threshold,
                ..Default::default()
            });
        }
        if let Some(names) = &self.alarms {
            let on = !names.is_empty();
            configuration.alarms =
                Some(DeploymentAlarms { alarm_names: Some(names.clone()), enable: Some(on), rollback: Some(on), ..Default::default() });
        }
        configuration
    }

    fn predict(&self, before: &Before, configuration: &DeploymentConfiguration) -> Result<()> {
        let strategy = configuration.strategy.clone().unwrap_or(DeploymentStrategy::Rolling);
        if strategy != DeploymentStrategy::Rolling {
            return Err(crate::Error::new(
                crate::ErrorKind::Conflict,
                format!("the service's deployment strategy is {strategy}, not ROLLING"),
            )
            .on(&self.service)
            .advise("Use the use case of that strategy, or set the service's strategy to ROLLING."));
        }
        let minimum = configuration.minimum_healthy_percent.unwrap_or(100);
        let maximum = configuration.maximum_percent.unwrap_or(200);
        predict::can_progress(before.desired(), minimum, maximum)
    }
}

/// The service runs this revision already: nothing was done, and the verdict is on what runs.
pub(super) async fn unchanged(run: &Run, before: &Before, cluster: &str, service: &str, image: String) -> Result<DeploymentOutcome> {
    let task_definition = before.task_definition();
    let started = steps::deployment::started(&before.service, cluster, service, &task_definition)
        .ok_or_else(|| crate::Error::new(crate::ErrorKind::Conflict, "the service has no deployment").on(service))?;
    let state = held_state(run, &started, None).await?;
    let healthy = state.running >= state.desired && state.running > 0;
    let cause = format!("the service ran this revision already; {} of {} tasks run", state.running, state.desired);
    let evidence = Evidence { desired: state.desired, running: state.running, ..Evidence::default() };
    let ending = if healthy { steps::Ending::Succeeded } else { steps::Ending::Stuck };
    conclude(DeploymentOutcome {
        service_arn: before.service.service_arn.clone().unwrap_or_default(),
        image: Some(image),
        previous_task_definition: task_definition.clone(),
        task_definition,
        deployment_id: None,
        service_deployment_arn: None,
        verdict: Verdict { ending, cause, evidence },
        state,
        analysis: Vec::new(),
    })
}
