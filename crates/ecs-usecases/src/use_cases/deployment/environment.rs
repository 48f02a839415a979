//! [`Environment`]: a stage on the way of an image, as data.

use crate::{
    error::{Error, ErrorKind, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentOutcome, DeploymentSettings, Gate, IfBusy, ImageReference, OnFailure, Rollout, Strategy,
        analysis::Analysis,
        approval::{self, Approvable, Approval, ApprovalRule},
        check::{self, Check, Checked},
        hold::hold,
        patch::ConfigurationPatch,
        restore::held,
        revision::family_and_revision,
        service::{Known, read_service},
        target::Target,
        verdict::HeldState,
    },
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stage on the way of an image: development, staging, production.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// Name.
    pub name: String,
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Account and Region, if they are not the run's.
    #[serde(default)]
    pub target: Target,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// What the image has to meet.
    #[serde(default)]
    pub gate: Gate,
    /// How it is deployed; as the service is set when absent.
    #[serde(default)]
    pub strategy: Strategy,
    /// How the new revision is judged, by strategies that shift traffic; not at all when absent.
    #[serde(default)]
    pub analysis: Option<Analysis>,
    /// What changes in the service's settings: circuit breaker, alarms.
    #[serde(default)]
    pub settings: DeploymentSettings,
    /// Checks after the deployment; when one fails, the former revision is put back.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// The image needs an approval for this environment.
    #[serde(default)]
    pub approval: Option<ApprovalRule>,
    /// What changes besides the image.
    #[serde(default)]
    pub configuration: ConfigurationPatch,
    /// Revisions of the task definition to keep after a success; all when absent.
    #[serde(default)]
    pub keep_revisions: Option<u32>,
    /// What to do when a deployment goes on already.
    #[serde(default)]
    pub if_busy: IfBusy,
    /// How long the deployment may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

/// What came of an environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EnvironmentOutcome {
    /// Its name.
    pub name: String,
    /// Whether it runs the image now.
    pub deployed: bool,
    /// The deployment.
    pub deployment: DeploymentOutcome,
    /// What the checks found.
    pub checks: Vec<Checked>,
    /// The approval that was used.
    pub approval: Option<Approval>,
    /// How the former revision was put back after a failed check.
    pub rollback: Option<DeploymentOutcome>,
}

impl Environment {
    /// This service as an environment, everything else as it is by default.
    pub fn new(name: impl Into<String>, cluster: impl Into<String>, service: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            cluster: cluster.into(),
            service: service.into(),
            target: Target::default(),
            container: None,
            gate: Gate::default(),
            strategy: Strategy::default(),
            analysis: None,
            settings: DeploymentSettings::default(),
            checks: Vec::new(),
            approval: None,
            configuration: ConfigurationPatch::default(),
            keep_revisions: None,
            if_busy: IfBusy::default(),
            timeout: super::rolling_deployment::an_hour(),
        }
    }

    /// What can be wrong with it by itself.
    pub(super) fn check(&self, path: &str) -> Result<()> {
        if self.name.trim().is_empty() {
            return Err(Error::invalid(format!("{path}.name"), "an environment has a name"));
        }
        self.target.check(&format!("{path}.target"))?;
        self.strategy.check(&format!("{path}.strategy"))?;
        self.checks.iter().enumerate().try_for_each(|(index, check)| check.check(&format!("{path}.checks[{index}]")))
    }

    fn rollout(&self, change: Change) -> Rollout {
        Rollout {
            gate: self.gate.clone(),
            strategy: self.strategy.clone(),
            settings: self.settings.clone(),
            analysis: self.analysis.clone(),
            keep_revisions: self.keep_revisions,
            if_busy: self.if_busy,
            on_failure: OnFailure::Restore,
            timeout: self.timeout,
            ..Rollout::new(&self.cluster, &self.service, change)
        }
    }
}

impl EnvironmentOutcome {
    /// See what the service is set to now.
    async fn look(&mut self, run: &Run, environment: &Environment) -> Result<()> {
        let service = read_service(run, &environment.cluster, &environment.service).await?;
        self.is(held(service, None));
        Ok(())
    }

    fn is(&mut self, state: HeldState) {
        self.deployed = state.task_definition == self.deployment.task_definition;
        self.deployment.state = state;
    }
}

/// What stands in an environment that failed, if anything was deployed.
type Failed = (Error, Option<Box<EnvironmentOutcome>>);

/// Have the image approved where that is asked, deploy it, check it, and put the former revision back if a check fails.
pub(super) async fn deploy(
    run: &Run,
    environment: &Environment,
    image: &ImageReference,
    digest: &str,
    requested_by: &str,
) -> std::result::Result<EnvironmentOutcome, Failed> {
    let failed = |error: Error| (error, None);
    let (container, patch) = (environment.container.clone(), environment.configuration.clone());
    let rollout = environment.rollout(Change::Image { image: image.clone(), container, patch });
    hold(run, "environment", &environment.name, environment.if_busy).await.map_err(failed)?;
    // What can't be deployed need not be approved.
    let admitted = Box::pin(rollout.admit(run)).await.map_err(failed)?;
    let approval = match &environment.approval {
        Some(rule) => {
            let of = Approvable {
                environment: environment.name.clone(),
                cluster: environment.cluster.clone(),
                service: environment.service.clone(),
                digest: digest.to_owned(),
            };
            Some(approval::require(run, rule, &of, requested_by).await.map_err(failed)?)
        }
        None => None,
    };
    let left = |error: Error| match &approval {
        Some(used) => used.left_by(error),
        None => error,
    };
    let deployment = match Box::pin(rollout.deploy(run, &admitted)).await {
        Ok(deployment) => deployment,
        Err(error) => {
            let error = left(error);
            let reached = error.outcome::<DeploymentOutcome>().map(|deployment| {
                let name = environment.name.clone();
                Box::new(EnvironmentOutcome { name, deployed: false, deployment, checks: Vec::new(), approval, rollback: None })
            });
            return Err((error, reached));
        }
    };
    let name = environment.name.clone();
    let mut outcome = EnvironmentOutcome { name, deployed: true, deployment, checks: Vec::new(), approval, rollback: None };
    let (deployed, set_to) = (outcome.deployment.task_definition.clone(), Known::SetTo(outcome.deployment.task_definition.clone()));
    match check::perform_while(run, &environment.checks, &rollout, &deployed, &set_to).await {
        Ok(checks) => outcome.checks = checks,
        Err(error) if error.kind() == ErrorKind::Cancelled => return Err((error, None)),
        Err(error) => {
            // Where it can't be looked at, the run has changed nothing since its last look.
            let _ = outcome.look(run, environment).await;
            return Err((error, Some(Box::new(outcome))));
        }
    }
    let Some(reason) = check::failure(&outcome.checks) else { return Ok(outcome) };
    let back = environment.rollout(Change::Revision(outcome.deployment.previous_task_definition.clone()));
    let back = Rollout { analysis: None, known: Known::SetTo(outcome.deployment.task_definition.clone()), ..back };
    run.warn(format!("the former revision is put back: {reason}"));
    match Box::pin(back.perform(run)).await {
        Ok(rollback) => {
            let error = Error::new(ErrorKind::DeploymentFailed, reason).on(&environment.service);
            let error = outcome.deployment.registered_again(&rollback).into_iter().fold(error, Error::leaving);
            outcome.deployed = false;
            outcome.rollback = Some(rollback);
            Err((error.advise("The former revision runs again. Mend the image, then deploy anew."), Some(Box::new(outcome))))
        }
        Err(error) if error.kind() == ErrorKind::Cancelled => Err((error, None)),
        Err(error) => {
            let known = match error.outcome::<DeploymentOutcome>() {
                Some(rollback) => {
                    outcome.is(rollback.state.clone());
                    outcome.rollback = Some(rollback);
                    true
                }
                None => outcome.look(run, environment).await.is_ok(),
            };
            let message = format!("{reason}; and the former revision could not be put back: {error}");
            let error = Error::new(ErrorKind::DeploymentFailed, message).on(&environment.service);
            if known {
                return Err((error, Some(Box::new(outcome))));
            }
            // How far the rollback came is not known, and so not said.
            let deployed = family_and_revision(&deployed);
            let error = error.leaving(format!("service {}, set to {deployed} before the rollback", environment.service));
            Err((error.leaving(format!("task definition {deployed}")), None))
        }
    }
}
