//! After a deployment that did not succeed: put the former state back, unless somebody else has changed it since.

use super::{
    deployment::{Settings, Started, follow_deployment, start_deployment},
    revision::{NewRevision, family_and_revision, register_again},
    service::{Before, primary, read_service},
    verdict::{DeploymentOutcome, Ending, HeldState, Restorer, Verdict},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{DeploymentAlarms, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentStrategy, Service, UpdateService},
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to do when a deployment fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnFailure {
    /// Put the former revision back.
    #[default]
    Restore,
    /// Leave the service as it is.
    Keep,
}

/// The state that holds now.
pub async fn held_state(run: &Run, started: &Started, restored_by: Option<Restorer>) -> Result<HeldState> {
    Ok(held(read_service(run, &started.cluster, &started.service).await?, restored_by))
}

/// The state that a service shows.
pub fn held(service: Service, restored_by: Option<Restorer>) -> HeldState {
    let primary = service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"));
    HeldState {
        task_definition: primary.and_then(|primary| primary.task_definition.clone()).or(service.task_definition).unwrap_or_default(),
        desired: service.desired_count.unwrap_or(0),
        running: service.running_count.unwrap_or(0),
        restored_by,
    }
}

/// What holds after a deployment has ended.
pub struct Restored {
    /// The state of the service.
    pub state: HeldState,
    /// Whether its deployment configuration is what it was before, as far as that is this run's doing.
    pub configured: bool,
    /// The former revision under its new number, if it had to be registered again.
    pub left: Option<String>,
}

/// Put the former revision and deployment settings back where that is still this run's to do. The state that holds then.
pub async fn restore(
    run: &Run,
    before: &Before,
    started: &Started,
    verdict: &Verdict,
    on_failure: OnFailure,
    timeout: Span,
) -> Result<Restored> {
    let mut configured = false;
    let mut left = None;
    let state = run.step(
        "restore",
        Box::pin(async {
            match (verdict.ending, on_failure) {
                (Ending::RolledBack, _) => {
                    if on_failure == OnFailure::Restore {
                        configured = put_settings_back(run, before, started).await?;
                    }
                    let mut state = held_state(run, started, Some(Restorer::Ecs)).await?;
                    if state.task_definition != before.task_definition() {
                        state.restored_by = None;
                        run.warn(format!(
                            "after the rollback the service is set to {}, not to {}",
                            state.task_definition,
                            before.task_definition()
                        ));
                    }
                    Ok(state)
                }
                (Ending::Superseded, _) => {
                    run.warn("another deployment took the place of this one; it is left as it is");
                    held_state(run, started, None).await
                }
                (Ending::Succeeded, _) | (_, OnFailure::Keep) => held_state(run, started, None).await,
                (_, OnFailure::Restore) => {
                    let now = read_service(run, &started.cluster, &started.service).await?;
                    let changed = || run.warn("someone changed the service meanwhile; it is left as it is");
                    if primary(&now).and_then(|primary| primary.id.as_deref()) != Some(&started.id) {
                        changed();
                        return held_state(run, started, None).await;
                    }
                    let settings = Settings { configuration: Some(in_full(before.configuration())), ..Settings::default() };
                    let (former, back) = put_former_back(run, before, started, settings).await?;
                    left = former.registered.then(|| again(&former.arn, &before.task_definition()));
                    let Some(back) = back else {
                        changed();
                        return held_state(run, started, None).await;
                    };
                    configured = true;
                    let verdict = follow_deployment(run, &back, timeout).await.map_err(|error| former.left_by(error))?;
                    if verdict.ending == Ending::Superseded {
                        run.warn("another deployment took the place of the one that restores; it is left as it is");
                        return held_state(run, &back, None).await.map_err(|error| former.left_by(error));
                    }
                    let state = held_state(run, &back, Some(Restorer::UseCase)).await.map_err(|error| former.left_by(error))?;
                    // Where no task is wanted none can prove itself: being set to the former revision is all there is.
                    let set_back = state.desired == 0 && state.task_definition == former.arn;
                    if !verdict.succeeded() && !set_back {
                        let message = format!("the former revision could not be put back: {}", verdict.cause);
                        return Err(Error::new(ErrorKind::DeploymentFailed, message)
                            .on(&started.service)
                            .leaving(format!("service {} set to {}", started.service, former.arn))
                            .advise("Look at the stopped tasks and events of the service; the former revision fails as well."));
                    }
                    Ok(state)
                }
            }
        }),
    );
    let state = state.await?;
    Ok(Restored { state, configured, left })
}

/// Deploy the former revision. It is registered again where ECS won't start it because it was deregistered meanwhile. No deployment if
/// somebody else deployed until that was done.
async fn put_former_back(run: &Run, before: &Before, started: &Started, settings: Settings) -> Result<(NewRevision, Option<Started>)> {
    let (cluster, service) = (&started.cluster, &started.service);
    let former = NewRevision { arn: before.task_definition(), unchanged: true, registered: false };
    let refused = match start_deployment(run, cluster, service, &former.arn, settings.clone()).await {
        Err(error) if error.kind() == ErrorKind::InvalidRequest => error,
        answered => return Ok((former, Some(answered?))),
    };
    let former = register_again(run, &former.arn, &refused).await?;
    let back = async {
        let now = read_service(run, cluster, service).await?;
        if primary(&now).and_then(|primary| primary.id.as_deref()) != Some(&started.id) {
            return Ok(None);
        }
        start_deployment(run, cluster, service, &former.arn, settings).await.map(Some)
    };
    let back = back.await.map_err(|error| former.left_by(error))?;
    Ok((former, back))
}

/// A deployment configuration in which what is off is said to be off: members that are absent stay as they are in an update.
pub fn in_full(mut configuration: DeploymentConfiguration) -> DeploymentConfiguration {
    configuration.strategy.get_or_insert(DeploymentStrategy::Rolling);
    configuration.lifecycle_hooks.get_or_insert_default();
    configuration.alarms.get_or_insert_with(|| DeploymentAlarms {
        alarm_names: Some(Vec::new()),
        enable: Some(false),
        rollback: Some(false),
        ..Default::default()
    });
    let off = || DeploymentCircuitBreaker { enable: Some(false), rollback: Some(false), ..Default::default() };
    configuration.deployment_circuit_breaker.get_or_insert_with(off);
    configuration
}

/// ECS's own rollback puts back the revision, not the deployment configuration: do that too, if it was changed. Whether it is as it
/// was.
async fn put_settings_back(run: &Run, before: &Before, started: &Started) -> Result<bool> {
    let wanted = in_full(before.configuration());
    let service = read_service(run, &started.cluster, &started.service).await?;
    let now = in_full(service.deployment_configuration.unwrap_or_default());
    let primary = service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"));
    if primary.and_then(|primary| primary.created_at).is_some_and(|created| created > started.created_at) {
        run.warn("someone deployed after the rollback; the deployment settings are left as they are");
        return Ok(now == wanted);
    }
    if now == wanted {
        return Ok(true);
    }
    let update = UpdateService {
        cluster: Some(started.cluster.clone()),
        service: started.service.clone(),
        deployment_configuration: Some(wanted),
        ..Default::default()
    };
    run.send(update)
        .await
        .map(|_| true)
        .map_err(|error| error.leaving(format!("the changed deployment configuration of {}", started.service)))
}

/// What is there now because the former revision was deregistered.
fn again(now: &str, former: &str) -> String {
    format!("task definition {}, which is {} registered again", family_and_revision(now), family_and_revision(former))
}

impl DeploymentOutcome {
    /// What the rollback of this deployment left that was not there before, if it had to register the former revision again.
    pub(crate) fn registered_again(&self, rollback: &Self) -> Option<String> {
        let (now, former) = (&rollback.task_definition, &self.previous_task_definition);
        (now != former).then(|| again(now, former))
    }
}

/// The outcome as a result: a deployment that did not end as asked is an error that carries the outcome.
pub fn conclude(outcome: DeploymentOutcome) -> Result<DeploymentOutcome> {
    if outcome.verdict.succeeded() {
        return Ok(outcome);
    }
    let ended = match outcome.verdict.ending {
        Ending::Succeeded => "succeeded",
        Ending::RolledBack => "was rolled back",
        Ending::Superseded => "was superseded",
        Ending::Stopped => "was stopped",
        Ending::TimedOut => "timed out",
        Ending::Stuck => "is stuck",
    };
    let now = family_and_revision(&outcome.state.task_definition).to_owned();
    let error = Error::new(ErrorKind::DeploymentFailed, format!("the deployment {ended}: {}", outcome.verdict.cause.trim_end_matches('.')))
        .on(&outcome.service_arn);
    let error = match outcome.state.restored_by {
        Some(_) => error.advise(format!("The service runs {now} again. Mend the image or the settings, then deploy anew.")),
        None => error.leaving(format!("service set to {now}")),
    };
    Err(error.with_outcome(&outcome))
}
