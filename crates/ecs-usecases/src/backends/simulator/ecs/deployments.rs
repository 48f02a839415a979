//! Service deployments: how each begins, and how it ends.

use super::{
    Definition, ServiceId, forgetting, hooks,
    limits::threshold,
    requested, revisions, scheduler,
    services::{Rollout, Service},
    shift::Shift,
    texts,
};
use crate::{
    backends::simulator::{cloudwatch, world::World},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::{
        cloudwatch::StateValue,
        ecs::{
            self as shapes, DeploymentRolloutState, DeploymentStrategy, ServiceDeploymentStatus as Status, StopServiceDeploymentStopType,
        },
    },
};
use std::{sync::Arc, time::Duration};

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Deployment {
    pub(crate) arn: String,
    pub(crate) target: usize,
    pub(crate) sources: Vec<usize>,
    /// The rollout that carries it.
    pub(crate) rollout: Arc<str>,
    pub(crate) status: Status,
    pub(crate) reason: Option<String>,
    pub(crate) created_at: Timestamp,
    pub(crate) started_at: Timestamp,
    pub(crate) finished_at: Option<Timestamp>,
    pub(crate) stopped_at: Option<Timestamp>,
    pub(crate) updated_at: Timestamp,
    pub(crate) configuration: shapes::DeploymentConfiguration,
    pub(crate) shift: Option<Shift>,
    pub(crate) hooks: Vec<shapes::DeploymentLifecycleHookDetail>,
    pub(crate) rollback: Option<shapes::Rollback>,
    pub(crate) threshold: i32,
    pub(crate) failures: i32,
    pub(crate) breaker_open: bool,
    /// Alarms that fired when it began are not asked.
    pub(crate) ignored_alarms: Vec<String>,
    pub(crate) triggered_alarms: Vec<String>,
    pub(super) bake_until: Option<Timestamp>,
    /// When it was asked to stop or to roll back.
    #[serde(default)]
    pub(super) requested_at: Option<Timestamp>,
    /// What AWS shows of it, if it was imported after it had ended.
    #[serde(default)]
    pub(crate) shown: Option<Box<shapes::ServiceDeployment>>,
}

/// Why a deployment fails.
#[derive(Debug, Clone)]
pub(crate) enum Cause {
    Breaker,
    Alarm,
    Hook(String),
    Stopped,
}

/// The configuration that holds for a service now: its own, or that with which its deployment began.
pub(crate) fn configuration(service: &Service) -> shapes::DeploymentConfiguration {
    match service.current {
        Some(current) => service.history[current].configuration.clone(),
        None => service.settings.deployment_configuration.clone().unwrap_or_default(),
    }
}

/// Begin to deploy a definition with the service's present settings.
pub(crate) fn begin(world: &mut World, id: ServiceId, definition: Definition) -> Result<()> {
    let shift = Shift::prepare(world, id)?;
    supersede(world, id, "Service deployment was stopped because a newer service deployment was started.");
    if let Some(shift) = &shift {
        shift.introduce(world);
    }
    let now = world.now;
    let number = u64::from_str_radix(&world.new_id("deployment", 15), 16).unwrap_or_default();
    let rollout: Arc<str> = format!("ecs-svc/{number:019}").into();
    let target = revisions::record(world, id, definition);
    let service = &world.ecs.services[id];
    let suffix = world.digest_of(&rollout, 21);
    let arn = world.arn("ecs", &format!("service-deployment/{}/{}/{suffix}", service.cluster, service.name));
    let configuration = service.settings.deployment_configuration.clone().unwrap_or_default();
    let alarms = configuration.alarms.as_ref().and_then(|alarms| alarms.alarm_names.clone()).unwrap_or_default();
    let ignored_alarms: Vec<_> =
        alarms.into_iter().filter(|name| cloudwatch::alarm_state(world, name) == Some(StateValue::Alarm)).collect();
    let breaker = configuration.deployment_circuit_breaker.clone().unwrap_or_default();
    let stage = shift.as_ref().map(|shift| shift.stage.as_str());
    let target_groups = shift.as_ref().map_or_else(|| service.live_groups.clone(), Shift::green_groups);
    let deployment = Deployment {
        arn,
        target,
        sources: service.rollouts.iter().map(|rollout| rollout.revision).collect(),
        rollout: rollout.clone(),
        status: Status::InProgress,
        reason: None,
        created_at: now,
        started_at: now,
        finished_at: None,
        stopped_at: None,
        updated_at: now,
        threshold: threshold(&breaker, scheduler::desired(world, service)),
        configuration,
        shift,
        hooks: Vec::new(),
        rollback: None,
        failures: 0,
        breaker_open: false,
        ignored_alarms,
        triggered_alarms: Vec::new(),
        bake_until: None,
        requested_at: None,
        shown: None,
    };
    let line = format!("deployment {rollout} of {} begins", service.name);
    let service = &mut world.ecs.services[id];
    service.rollouts.insert(0, Rollout::new(rollout, target, target_groups, now));
    service.current = Some(service.history.push(deployment));
    service.steady = false;
    world.note(line);
    forgetting::plan(world, id);
    if let Some(stage) = stage {
        hooks::start(world, id, stage);
    }
    scheduler::wake(world, id, Duration::from_secs(1));
    Ok(())
}

/// A new deployment, an abort or a deletion ends the one that goes on.
pub(crate) fn supersede(world: &mut World, id: ServiceId, reason: &str) {
    let now = world.now;
    Shift::give_back(world, id);
    let service = &mut world.ecs.services[id];
    let Some(current) = service.current.take() else { return };
    let deployment = &mut service.history[current];
    if deployment.shift.as_ref().is_some_and(Shift::cleans_up) {
        // It has all of the traffic: what follows goes back to it.
        service.rollouts[0].state = DeploymentRolloutState::Completed;
    }
    deployment.reason = Some(reason.to_owned());
    // No arrow leads from a rollback to STOPPED, nor from a requested one to STOP_REQUESTED.
    let status = match deployment.status {
        Status::RollbackInProgress => Status::RollbackFailed,
        Status::RollbackRequested => Status::Stopped,
        _ => return requested::stop(world, id, current),
    };
    deployment.status = status;
    deployment.stopped_at = Some(now);
    deployment.finished_at = Some(now);
    deployment.updated_at = now;
}

/// The deployment that goes on has failed.
pub(crate) fn fail(world: &mut World, id: ServiceId, cause: &Cause) {
    let now = world.now;
    let service = &world.ecs.services[id];
    let (Some(current), Some(bad)) = (service.current, service.rollouts.first()) else { return };
    let deployment = &service.history[current];
    if deployment.shift.as_ref().is_some_and(Shift::cleans_up) {
        return;
    }
    let already = deployment.status == Status::RollbackInProgress;
    let breaker = deployment.configuration.deployment_circuit_breaker.as_ref();
    let alarms = deployment.configuration.alarms.as_ref();
    let (rolls_back, event, state_reason, reason) = match cause {
        Cause::Breaker => (
            breaker.and_then(|breaker| breaker.rollback) == Some(true),
            "tasks failed to start.",
            texts::CIRCUIT_BREAKER.to_owned(),
            texts::BREAKER_ROLLBACK.to_owned(),
        ),
        Cause::Alarm => (
            alarms.and_then(|alarms| alarms.rollback) == Some(true),
            "alarm detected.",
            "ECS deployment failed: alarm detected.".to_owned(),
            texts::ALARM_ROLLBACK.to_owned(),
        ),
        Cause::Hook(why) => (
            true,
            "lifecycle hook failed.",
            format!("ECS deployment failed: {why}"),
            format!("Service deployment rolled back because {why}"),
        ),
        Cause::Stopped => (
            true,
            "stopped by a user.",
            "ECS deployment stopped by a user.".to_owned(),
            "Service deployment rolled back because of a StopServiceDeployment request.".to_owned(),
        ),
    };
    let bad_id = bad.id.clone();
    let good = service.rollouts.iter().position(|rollout| rollout.state == DeploymentRolloutState::Completed);
    let good = good.filter(|_| rolls_back && !already);
    texts::post(world, id, &format!(" (deployment {bad_id}) deployment failed: {event}"));
    Shift::give_back(world, id);
    let service = &mut world.ecs.services[id];
    service.rollouts[0].state = DeploymentRolloutState::Failed;
    service.rollouts[0].reason = state_reason;
    service.rollouts[0].updated_at = now;
    let deployment = &mut service.history[current];
    deployment.updated_at = now;
    deployment.reason = Some(reason.clone());
    deployment.breaker_open = matches!(cause, Cause::Breaker);
    if let Some(shift) = &mut deployment.shift {
        shift.end();
    }
    let Some(good) = good else {
        deployment.status = if already { Status::RollbackFailed } else { Status::Stopped };
        if !already {
            deployment.reason = Some(match cause {
                Cause::Breaker => "Service deployment stopped because the circuit breaker threshold was exceeded.".into(),
                Cause::Alarm => "Service deployment stopped because of an alarm.".into(),
                Cause::Hook(why) => format!("Service deployment stopped because {why}"),
                Cause::Stopped => "Service deployment stopped by a user.".into(),
            });
        }
        deployment.stopped_at = Some(now);
        deployment.finished_at = Some(now);
        service.current = None;
        return scheduler::wake(world, id, Duration::from_secs(1));
    };
    let mut rollout = service.rollouts.remove(good);
    let revision = rollout.revision;
    rollout.state = DeploymentRolloutState::InProgress;
    rollout.reason = format!("ECS deployment circuit breaker: rolling back to deploymentId {}.", rollout.id);
    rollout.failed = 0;
    rollout.start_failures = 0;
    rollout.hold_until = None;
    rollout.updated_at = now;
    let text = format!(" rolling back to deployment {}.", rollout.id);
    deployment.status = Status::RollbackInProgress;
    deployment.rollout = rollout.id.clone();
    deployment.rollback = Some(shapes::Rollback {
        reason: Some(reason),
        started_at: Some(now),
        service_revision_arn: Some(service.revisions[revision].arn.clone()),
        ..Default::default()
    });
    service.rollouts.insert(0, rollout);
    service.take_back(revision);
    texts::post(world, id, &text);
    scheduler::wake(world, id, Duration::from_secs(1));
}

/// Complete the deployment that goes on, if everything that it wants is so.
pub(crate) fn finish_if_done(world: &mut World, id: ServiceId) {
    let now = world.now;
    let service = &world.ecs.services[id];
    let (Some(current), Some(primary)) = (service.current, service.rollouts.first()) else { return };
    let deployment = &service.history[current];
    let held = requested::waits(&deployment.status) || deployment.shift.as_ref().is_some_and(Shift::goes_on);
    if held || primary.state == DeploymentRolloutState::Failed {
        return;
    }
    let desired = scheduler::desired(world, service);
    let (mine, all) = (scheduler::counts(world, service, Some(&primary.id)), scheduler::counts(world, service, None));
    let others = all.pending + all.running - mine.pending - mine.running;
    if mine.healthy != desired || mine.active != desired || others > 0 {
        return;
    }
    let rolled_back = deployment.status == Status::RollbackInProgress;
    if rolled_back && deployment.rollback.as_ref().is_some_and(|rollback| rollback.started_at == Some(now)) {
        // It shows as going on before it is over, also when nothing has to be moved; the scheduler looks again soon.
        return;
    }
    let bakes = deployment.configuration.bake_time_in_minutes.filter(|&minutes| minutes > 0 && deployment.shift.is_none() && !rolled_back);
    let bakes = bakes.filter(|_| deployment.configuration.alarms.as_ref().is_some_and(|alarms| alarms.enable == Some(true)));
    if let Some(minutes) = bakes {
        let until = deployment.bake_until.unwrap_or(now + Duration::from_secs(60 * u64::from(minutes.unsigned_abs())));
        world.ecs.services.unseen(id).history[current].bake_until = Some(until);
        if now < until {
            return scheduler::wake(world, id, until.since(now).min(Duration::from_secs(15)));
        }
    }
    let service = &mut world.ecs.services[id];
    let deployment = &mut service.history[current];
    deployment.status = if rolled_back { Status::RollbackSuccessful } else { Status::Successful };
    deployment.finished_at = Some(now);
    deployment.updated_at = now;
    let groups = service.rollouts[0].target_groups.clone();
    service.current = None;
    service.rollouts.truncate(1);
    let primary = &mut service.rollouts[0];
    primary.state = DeploymentRolloutState::Completed;
    primary.reason = format!("ECS deployment {} completed.", primary.id);
    primary.updated_at = now;
    let text = format!(" (deployment {}) deployment completed.", primary.id);
    let revision = primary.revision;
    let balancers = service.settings.load_balancers.clone().unwrap_or_default();
    service.revisions[revision].targets = balancers
        .iter()
        .zip(&groups)
        .map(|(balancer, group)| shapes::ServiceRevisionLoadBalancer {
            target_group_arn: Some(group.clone()),
            production_listener_rule: balancer
                .advanced_configuration
                .as_ref()
                .and_then(|advanced| advanced.production_listener_rule.clone()),
            ..Default::default()
        })
        .collect();
    service.live_groups = groups;
    texts::post(world, id, &text);
}

/// Find a service deployment by its ARN.
pub(crate) fn find(world: &World, arn: &str) -> Option<(ServiceId, usize)> {
    let mut parts = arn.rsplit('/');
    let (_, name, cluster) = (parts.next()?, parts.next()?, parts.next()?);
    let id = world.ecs.find_service(cluster, name)?;
    Some((id, world.ecs.services[id].history.find(|deployment| deployment.arn == arn)?))
}

pub(crate) fn missing() -> crate::error::Error {
    super::aws_error(ErrorKind::NotFound, "ServiceDeploymentNotFoundException", "The service deployment could not be found.")
}

pub(crate) fn stop(world: &mut World, request: &shapes::StopServiceDeployment) -> Result<shapes::StopServiceDeploymentResponse> {
    let (id, index) = find(world, &request.service_deployment_arn).ok_or_else(missing)?;
    let deployment = &world.ecs.services[id].history[index];
    let over = deployment.status != Status::InProgress || deployment.shift.as_ref().is_some_and(Shift::cleans_up);
    if world.ecs.services[id].current != Some(index) || over {
        return Err(super::aws_error(
            ErrorKind::Conflict,
            "ConflictException",
            "The service deployment is not in a state that can be stopped.",
        ));
    }
    world.note("someone stops the service deployment");
    if request.stop_type == Some(StopServiceDeploymentStopType::Abort) {
        supersede(world, id, "Service deployment stopped by a user.");
        let now = world.now;
        let rollout = &mut world.ecs.services[id].rollouts[0];
        if rollout.state == DeploymentRolloutState::InProgress {
            // It stays where it is.
            rollout.state = DeploymentRolloutState::Failed;
            rollout.reason = "ECS deployment stopped by a user.".into();
            rollout.updated_at = now;
        }
    } else {
        requested::roll_back(world, id, index);
    }
    Ok(shapes::StopServiceDeploymentResponse { service_deployment_arn: Some(request.service_deployment_arn.clone()), ..Default::default() })
}

/// Go on when a hook says so, or roll back.
pub(crate) fn hooks_allow(world: &mut World, id: ServiceId) -> bool {
    match hooks::state(world, id) {
        hooks::State::Waits => false,
        hooks::State::Passed => true,
        hooks::State::Failed(why) => {
            fail(world, id, &Cause::Hook(why));
            false
        }
    }
}

/// Whether a deployment with this strategy shifts traffic.
pub(crate) fn shifts(configuration: &shapes::DeploymentConfiguration) -> bool {
    matches!(configuration.strategy, Some(DeploymentStrategy::BlueGreen | DeploymentStrategy::Linear | DeploymentStrategy::Canary))
}
