//! Lifecycle hooks: PAUSE hooks wait for a person or a program, Lambda hooks for their function.

use super::{ServiceId, deployments, scheduler};
use crate::{
    backends::simulator::world::World,
    error::{ErrorKind, Result},
    model::ecs::{
        self as shapes, DeploymentLifecycleHookAction, DeploymentLifecycleHookDetail, DeploymentLifecycleHookStage,
        DeploymentLifecycleHookStatus as Status, DeploymentLifecycleHookTargetType as Target, ServiceDeploymentStatus as DeploymentStatus,
    },
};
use std::time::Duration;

/// What the hooks of the present stage say.
pub(crate) enum State {
    Waits,
    Passed,
    Failed(String),
}

/// Start the hooks of a stage. Each start gives fresh hook ids.
pub(crate) fn start(world: &mut World, id: ServiceId, stage: &str) {
    let stage = DeploymentLifecycleHookStage::from(stage);
    let Some(current) = world.ecs.services[id].current else { return };
    let hooks = world.ecs.services[id].history[current].configuration.lifecycle_hooks.clone().unwrap_or_default();
    let mut details = Vec::new();
    for hook in hooks.iter().filter(|hook| hook.lifecycle_stages.as_ref().is_some_and(|stages| stages.contains(&stage))) {
        let pauses = hook.target_type == Some(Target::Pause);
        let timeout = hook.timeout_configuration.as_ref();
        let minutes = timeout.and_then(|timeout| timeout.timeout_in_minutes).unwrap_or(1440);
        let expires = world.now + Duration::from_secs(60 * u64::from(minutes.unsigned_abs()));
        details.push(DeploymentLifecycleHookDetail {
            hook_id: Some(world.new_id("hook", 32)),
            target_type: Some(if pauses { Target::Pause } else { Target::AwsLambda }),
            target_arn: hook.hook_target_arn.clone(),
            status: Some(if pauses { Status::AwaitingAction } else { Status::InProgress }),
            expires_at: Some(expires),
            timeout_action: timeout.and_then(|timeout| timeout.action.clone()).or(Some(DeploymentLifecycleHookAction::Rollback)),
            ..Default::default()
        });
    }
    if !details.is_empty() {
        world.note(format!("{} hooks at {}", details.len(), stage.as_str()));
    }
    // AWS shows the hooks of the whole deployment, not of its stage alone. Here the latest come first.
    let hooks = &mut world.ecs.services[id].history[current].hooks;
    details.append(hooks);
    *hooks = details;
}

/// Look at the hooks of the present stage. A Lambda function answers within two seconds, as the scenario scripts it.
pub(crate) fn state(world: &mut World, id: ServiceId) -> State {
    let now = world.now;
    let service = &world.ecs.services[id];
    let Some(current) = service.current else { return State::Waits };
    if service.history[current].hooks.iter().all(|hook| hook.status == Some(Status::Succeeded)) {
        return State::Passed;
    }
    let scripted = &world.scenario.hooks;
    let mut waits = false;
    for hook in &mut world.ecs.services[id].history[current].hooks {
        if hook.status == Some(Status::InProgress) {
            let fails = hook.target_arn.as_ref().and_then(|arn| scripted.get(arn)).is_some_and(|answer| answer == "FAILED");
            hook.status = Some(if fails { Status::Failed } else { Status::Succeeded });
        }
        if hook.status == Some(Status::AwaitingAction) && hook.expires_at.is_some_and(|expires| expires <= now) {
            let goes_on = hook.timeout_action == Some(DeploymentLifecycleHookAction::Continue);
            hook.status = Some(if goes_on { Status::Succeeded } else { Status::TimedOut });
        }
        match hook.status {
            Some(Status::Failed) => return State::Failed("a lifecycle hook failed.".into()),
            Some(Status::TimedOut) => return State::Failed("a lifecycle hook timed out.".into()),
            Some(Status::Succeeded) => {}
            _ => waits = true,
        }
    }
    if waits { State::Waits } else { State::Passed }
}

pub(crate) fn go_on(world: &mut World, request: &shapes::ContinueServiceDeployment) -> Result<shapes::ContinueServiceDeploymentResponse> {
    let (id, index) = deployments::find(world, &request.service_deployment_arn).ok_or_else(deployments::missing)?;
    let service = &mut world.ecs.services[id];
    // A pause of a deployment that has ended or rolls back is not answered any more.
    let goes_on = service.current == Some(index) && service.history[index].status == DeploymentStatus::InProgress;
    let hooks = service.history[index].hooks.iter_mut();
    let waiting = hooks
        .filter(|_| goes_on)
        .find(|hook| hook.hook_id.as_ref() == Some(&request.hook_id) && hook.status == Some(Status::AwaitingAction));
    let Some(hook) = waiting else {
        return Err(super::aws_error(
            ErrorKind::InvalidRequest,
            "InvalidParameterException",
            "The lifecycle hook is not awaiting an action.",
        ));
    };
    let rolls_back = request.action == Some(DeploymentLifecycleHookAction::Rollback);
    hook.status = Some(if rolls_back { Status::Failed } else { Status::Succeeded });
    world.note(format!("a paused hook is told to {}", if rolls_back { "roll back" } else { "continue" }));
    if rolls_back {
        deployments::fail(world, id, &deployments::Cause::Hook("a paused lifecycle hook was answered with ROLLBACK.".into()));
    }
    scheduler::wake(world, id, Duration::from_secs(1));
    Ok(shapes::ContinueServiceDeploymentResponse {
        service_deployment_arn: Some(request.service_deployment_arn.clone()),
        ..Default::default()
    })
}
