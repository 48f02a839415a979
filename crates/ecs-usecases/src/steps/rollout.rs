//! [`Rollout`]: one service to its next revision, by any strategy. What the deployment use cases have in common.

use super::{
    admission::{Admission, none_is_firing, quotas_suffice, roles_can_be_passed, rules_hold, secrets_exist},
    analysis::{Analysis, Comparison},
    check::Check,
    deployment::{self, Settings},
    hold::hold_service,
    housekeeping,
    image::{AdmittedImage, Gate, ImageReference, admit_image, admit_task_images, wanted_architecture},
    patch::{ConfigurationPatch, SettingChange, differences},
    predict,
    restore::{OnFailure, conclude, held_state},
    revision::{NewRevision, container_to_change, register_again, register_revision, to_register},
    service::{Before, IfBusy, Known, going_on, service_before, still_as_before},
    strategy::{Ended, Prepared, Strategy},
    verdict::{DeploymentOutcome, Ending, Evidence, Verdict},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{DeploymentConfiguration, RegisterTaskDefinition},
    rules,
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

fn yes() -> bool {
    true
}

/// Settings of a service that a deployment may change; what is absent stays as the service has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeploymentSettings {
    /// The circuit breaker.
    pub circuit_breaker: Option<CircuitBreaker>,
    /// CloudWatch alarms that fail the deployment and roll it back.
    pub alarms: Option<Vec<String>>,
    /// Availability Zone rebalancing.
    pub availability_zone_rebalancing: Option<bool>,
}

/// What is deployed.
#[derive(Debug, Clone)]
pub enum Change {
    /// Another image in one container.
    Image {
        /// The image.
        image: ImageReference,
        /// Container; needed only where several could be meant.
        container: Option<String>,
        /// What changes besides.
        patch: ConfigurationPatch,
    },
    /// The configuration, not the image.
    Configuration(ConfigurationPatch),
    /// A task definition that is registered. If it was deregistered meanwhile, it is registered again.
    Revision(String),
    /// A task definition that is to be registered, once everything is admitted.
    Definition(Box<RegisterTaskDefinition>),
}

/// What one service's deployment is asked for, whatever the use case.
#[derive(Debug, Clone)]
pub struct Rollout {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// What is deployed.
    pub change: Change,
    /// What the images have to meet.
    pub gate: Gate,
    /// How.
    pub strategy: Strategy,
    /// What changes in the service's settings.
    pub settings: DeploymentSettings,
    /// How the new revision is judged, by strategies that shift traffic; not at all when absent.
    pub analysis: Option<Analysis>,
    /// Checks that have to pass before the new revision gets production traffic.
    pub tests: Vec<Check>,
    /// Deploy although the service runs this revision already.
    pub force: bool,
    /// Tasks wanted afterwards.
    pub desired_count: Option<i32>,
    /// How long failed health checks of a new task are ignored; as the service has it when absent.
    pub grace_period: Option<Span>,
    /// What to do when a deployment goes on already.
    pub if_busy: IfBusy,
    /// What the caller knew of the service when it decided what to deploy.
    pub known: Known,
    /// What to do when it fails.
    pub on_failure: OnFailure,
    /// How long it may take.
    pub timeout: Span,
    /// Revisions of the task definition to keep after a success; all when absent.
    pub keep_revisions: Option<u32>,
}

/// What was admitted: nothing of it is changed yet.
pub struct Admitted {
    /// The service as it was.
    pub before: Before,
    /// The image, if another one is deployed.
    pub image: Option<AdmittedImage>,
    /// What differs from the definition that runs, redacted.
    pub changes: Vec<SettingChange>,
    definition: Definition,
    prepared: Prepared,
}

enum Definition {
    New(Box<RegisterTaskDefinition>),
    Registered(String),
}

impl Admitted {
    fn outcome(&self, revision: NewRevision, mut ended: Ended) -> DeploymentOutcome {
        if ended.verdict.ending == Ending::RolledBack && revision.arn == self.before.task_definition() {
            // What runs has the definition that was asked for: by that alone it would read as a success.
            ended.verdict.cause += "; what was put back has the same task definition";
        }
        DeploymentOutcome {
            service_arn: self.before.service.service_arn.clone().unwrap_or_default(),
            image: self.image.as_ref().map(|image| image.uri.clone()),
            task_definition: revision.arn,
            previous_task_definition: self.before.task_definition(),
            deployment_id: Some(ended.started.id),
            service_deployment_arn: ended.started.arn,
            verdict: ended.verdict,
            state: ended.state,
            tests: ended.tests,
            analysis: ended.analysis,
            changes: self.changes.clone(),
        }
    }
}

impl Rollout {
    /// Deploy this to the service, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, change: Change) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            change,
            gate: Gate::default(),
            strategy: Strategy::default(),
            settings: DeploymentSettings::default(),
            analysis: None,
            tests: Vec::new(),
            force: false,
            desired_count: None,
            grace_period: None,
            if_busy: IfBusy::default(),
            known: Known::default(),
            on_failure: OnFailure::default(),
            timeout: Span::from_mins(60),
            keep_revisions: None,
        }
    }

    /// Admit it, deploy it, and undo it if it fails. A deployment that did not end as asked is an error that carries the
    /// outcome.
    pub async fn perform(&self, run: &Run) -> Result<DeploymentOutcome> {
        let admitted = Box::pin(self.admit(run)).await?;
        Box::pin(self.deploy(run, &admitted)).await
    }

    /// Find everything that is wrong with it. Nothing is changed.
    pub async fn admit(&self, run: &Run) -> Result<Admitted> {
        self.strategy.check("strategy")?;
        if let Some(analysis) = &self.analysis {
            analysis.check()?;
        }
        self.tests.iter().enumerate().try_for_each(|(index, test)| test.check(&format!("tests[{index}]")))?;
        hold_service(run, &self.cluster, &self.service, self.if_busy).await?;
        let before = service_before(run, &self.cluster, &self.service, self.if_busy).await?;
        self.known.still_holds(&before.service, &self.service)?;
        let mut admission = Admission::default();
        admission.see(self.wants_tasks(&before))?;
        let resolved = admission.see(self.resolve(run, &before).await)?;
        let (definition, image) = resolved.unzip();
        if let Some(definition) = &definition {
            admission.see(definition.is_valid(&before))?;
            if let Definition::New(definition) = definition {
                admission.see(secrets_exist(run, definition).await)?;
                admission.see(roles_can_be_passed(run, definition).await)?;
            }
        }
        let prepared = admission.see(self.strategy.prepare(run, self, &before).await)?;
        let configuration = prepared.as_ref().map_or_else(|| before.configuration(), |prepared| prepared.configuration(&before));
        // What ran well before is not held against rules that came since.
        let is_new = matches!(self.change, Change::Image { .. } | Change::Configuration(_));
        if let (Some(Definition::New(definition)), Some(level), true) = (&definition, self.gate.fail_on_rules, is_new) {
            let now = run.now().await?;
            admission.see(rules_hold(level, &self.gate, now, &before.service, &configuration, definition))?;
        }
        admission.see(run.step("predict", self.predict(run, &before, &configuration)).await)?;
        admission.see(quotas_suffice(run, &before, &configuration, self.desired_count).await)?;
        if let Some(names) = alarms(&configuration) {
            admission.see(none_is_firing(run, names).await)?;
        }
        admission.finish()?;
        let (Some(definition), Some(prepared)) = (definition, prepared) else {
            return Err(Error::new(ErrorKind::Internal, "the admission found nothing and gave nothing"));
        };
        let changes = match &definition {
            Definition::New(after) => differences(&to_register(&before.definition, &before.tags)?, after),
            Definition::Registered(_) => Vec::new(),
        };
        Ok(Admitted { before, image: image.flatten(), changes, definition, prepared })
    }

    /// Deploy what was admitted.
    pub async fn deploy(&self, run: &Run, admitted: &Admitted) -> Result<DeploymentOutcome> {
        let before = &admitted.before;
        let mut revision = self.revision(run, admitted).await?;
        if revision.unchanged && !self.force && going_on(&before.service).is_none() {
            return self.runs_already(run, before, admitted.image.as_ref().map(|image| image.uri.clone())).await;
        }
        let now = still_as_before(run, &self.cluster, &self.service, before).await.map_err(|error| revision.left_by(error))?;
        let scaled = self.desired_count.is_some() && now.desired_count != before.service.desired_count;
        let unscaled = scaled.then(|| Self { desired_count: None, ..self.clone() });
        if scaled {
            run.warn("someone scaled the service meanwhile; it is left at that");
        }
        let rollout = unscaled.as_ref().unwrap_or(self);
        let mut deployed = Box::pin(admitted.prepared.deploy(run, rollout, before, &revision)).await;
        if let (Change::Revision(arn), Err(refused)) = (&self.change, &deployed)
            && refused.kind() == ErrorKind::InvalidRequest
            && refused.details().left_behind.is_empty()
        {
            revision = run.step("register the revision", register_again(run, arn, refused)).await?;
            still_as_before(run, &self.cluster, &self.service, before).await.map_err(|error| revision.left_by(error))?;
            deployed = Box::pin(admitted.prepared.deploy(run, rollout, before, &revision)).await;
        }
        let ended = deployed.map_err(|error| revision.left_by(error))?;
        if let (Some(keep), true) = (self.keep_revisions, ended.verdict.succeeded()) {
            let retired = housekeeping::retire_revisions(run, &self.cluster, &before.service, &revision.arn, keep).await;
            retired.map_err(|error| revision.left_by(error.leaving(ended.started.what())))?;
        }
        let left = ended.left.clone();
        conclude(admitted.outcome(revision, ended)).map_err(|error| left.into_iter().fold(error, Error::leaving))
    }

    /// Run the old and the new revision side by side, compare them, and promote the new one or take it away.
    pub(crate) async fn trial(
        &self,
        run: &Run,
        admitted: &Admitted,
        is_good: impl FnOnce(&Comparison) -> bool,
    ) -> Result<(DeploymentOutcome, Option<Comparison>, bool)> {
        let Prepared::Beside(beside) = &admitted.prepared else {
            return Err(Error::invalid("strategy", "both revisions run side by side by weights or by a rule"));
        };
        let revision = self.revision(run, admitted).await?;
        still_as_before(run, &self.cluster, &self.service, &admitted.before).await.map_err(|error| revision.left_by(error))?;
        let tried = Box::pin(beside.trial(run, self, &admitted.before, &revision, is_good)).await;
        let trial = tried.map_err(|error| revision.left_by(error))?;
        let left = trial.ended.left.clone();
        let outcome = admitted.outcome(revision, trial.ended);
        let outcome =
            if left.is_empty() { outcome } else { conclude(outcome).map_err(|error| left.into_iter().fold(error, Error::leaving))? };
        Ok((outcome, trial.comparison, trial.promoted))
    }

    async fn revision(&self, run: &Run, admitted: &Admitted) -> Result<NewRevision> {
        match &admitted.definition {
            Definition::New(definition) => register_revision(run, &admitted.before, (**definition).clone()).await,
            Definition::Registered(arn) => {
                Ok(NewRevision { arn: arn.clone(), unchanged: *arn == admitted.before.task_definition(), registered: false })
            }
        }
    }

    fn wants_tasks(&self, before: &Before) -> Result<()> {
        if self.desired_count.unwrap_or_else(|| before.desired()) > 0 {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Refused, "the service is scaled to zero: a deployment would start no task and prove nothing")
            .on("desired_count")
            .advise("Scale the service to at least one task first."))
    }

    /// The definition to deploy, and its image if that is another one.
    async fn resolve(&self, run: &Run, before: &Before) -> Result<(Definition, Option<AdmittedImage>)> {
        let mut definition = to_register(&before.definition, &before.tags)?;
        match &self.change {
            Change::Image { image, container, patch } => {
                let container = container_to_change(&before.definition, container.as_deref(), image.repository())?;
                let container = container.name.clone().unwrap_or_default();
                let architecture = wanted_architecture(before.definition.runtime_platform.as_ref());
                let mut admission = Admission::default();
                let admit = run.step("admit the image", admit_image(run, image, &architecture, &self.gate));
                let admitted = admission.see(admit.await)?;
                let others = admit_task_images(run, &before.definition.container_definitions, Some(&container), &self.gate);
                admission.see(others.await)?;
                admission.see(patch.apply(&mut definition, &container))?;
                admission.finish()?;
                let uri = admitted.as_ref().map(|image| image.uri.clone());
                for known in &mut definition.container_definitions {
                    if known.name.as_ref() == Some(&container) {
                        known.image.clone_from(&uri);
                    }
                }
                Ok((Definition::New(Box::new(definition)), admitted))
            }
            Change::Configuration(patch) => {
                let container = container_to_change(&before.definition, patch.container.as_deref(), "")?;
                patch.apply(&mut definition, &container.name.clone().unwrap_or_default())?;
                admit_task_images(run, &before.definition.container_definitions, None, &self.gate).await?;
                Ok((Definition::New(Box::new(definition)), None))
            }
            Change::Revision(arn) => Ok((Definition::Registered(arn.clone()), None)),
            Change::Definition(definition) => Ok((Definition::New(definition.clone()), None)),
        }
    }

    /// Whether the deployment can move at all.
    async fn predict(&self, run: &Run, before: &Before, configuration: &DeploymentConfiguration) -> Result<()> {
        let desired = self.desired_count.unwrap_or_else(|| before.desired());
        if !predict::shifts_traffic(configuration) && desired > 0 {
            let minimum = configuration.minimum_healthy_percent.unwrap_or(100);
            let maximum = configuration.maximum_percent.unwrap_or(200);
            predict::can_progress(desired, minimum, maximum)?;
        }
        predict::has_room(run, &self.cluster, before, desired, configuration).await
    }

    /// What a start sets besides the strategy.
    pub(crate) fn start_settings(&self, revision: &NewRevision) -> Settings {
        Settings {
            rebalancing: self.settings.availability_zone_rebalancing,
            desired_count: self.desired_count,
            grace_period: self.grace_period.map(|span| span.0.as_secs() as i32),
            force: revision.unchanged,
            ..Settings::default()
        }
    }

    /// The service runs this revision already: nothing was done, and the verdict is on what runs.
    async fn runs_already(&self, run: &Run, before: &Before, image: Option<String>) -> Result<DeploymentOutcome> {
        let task_definition = before.task_definition();
        let started = deployment::started(&before.service, &self.cluster, &self.service, &task_definition)
            .ok_or_else(|| Error::new(ErrorKind::Conflict, "the service has no deployment").on(&self.service))?;
        let state = held_state(run, &started, None).await?;
        let healthy = state.running >= state.desired && state.running > 0;
        let cause = format!("the service ran this revision already; {} of {} tasks run", state.running, state.desired);
        let evidence = Evidence { desired: state.desired, running: state.running, ..Evidence::default() };
        let ending = if healthy { Ending::Succeeded } else { Ending::Stuck };
        conclude(DeploymentOutcome {
            service_arn: before.service.service_arn.clone().unwrap_or_default(),
            image,
            previous_task_definition: task_definition.clone(),
            task_definition,
            deployment_id: None,
            service_deployment_arn: None,
            verdict: Verdict { ending, cause, evidence },
            state,
            tests: Vec::new(),
            analysis: Vec::new(),
            changes: Vec::new(),
        })
    }
}

impl Definition {
    /// What AWS would refuse in a definition that is not what runs.
    fn is_valid(&self, before: &Before) -> Result<()> {
        let Self::New(definition) = self else { return Ok(()) };
        if **definition == to_register(&before.definition, &before.tags)? {
            return Ok(());
        }
        let wrong: Vec<_> =
            rules::task_definition::check(definition).into_iter().filter(|finding| finding.severity == rules::Severity::Error).collect();
        if wrong.is_empty() { Ok(()) } else { Err(rules::to_error(&wrong)) }
    }
}

fn alarms(configuration: &DeploymentConfiguration) -> Option<&[String]> {
    let alarms = configuration.alarms.as_ref().filter(|alarms| alarms.enable == Some(true))?;
    alarms.alarm_names.as_deref().filter(|names| !names.is_empty())
}
