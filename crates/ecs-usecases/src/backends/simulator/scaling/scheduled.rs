//! Scheduled actions: at their time they set the range of a target.

use super::{Moves, activities, check, invalid, no_target, not_found, paged, schedule::Schedule, targets, uuid};
use crate::{
    backends::simulator::world::{Happens, World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::application_autoscaling::{
        DeleteScheduledAction, DeleteScheduledActionResponse, DescribeScheduledActions, DescribeScheduledActionsResponse,
        PutScheduledAction, PutScheduledActionResponse, ScalableTargetAction, ScalingActivityStatusCode as Status, ScheduledAction,
    },
};
use serde::{Deserialize, Serialize};

/// A scheduled action.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Action {
    pub(super) shape: ScheduledAction,
    pub(super) generation: u64,
}

fn check_name(name: &str) -> Result<()> {
    let fine = (1..=256).contains(&name.len()) && name.trim() == name && !name.contains([':', '/', '|']);
    if fine { Ok(()) } else { Err(invalid("ScheduledActionName must have 1-256 characters, without :, / or |")) }
}

pub(super) fn put(world: &mut World, request: &PutScheduledAction) -> Result<PutScheduledActionResponse> {
    let (resource, name) = (&request.resource_id, &request.scheduled_action_name);
    check(&request.service_namespace, Some(resource), Some(&request.scalable_dimension))?;
    check_name(name)?;
    if request.timezone.as_deref().is_some_and(|zone| !matches!(zone, "UTC" | "Etc/UTC" | "GMT")) {
        return Err(invalid("Time zones other than UTC are not simulated"));
    }
    let target = world.scaling.targets.get(resource).ok_or_else(|| no_target(resource))?;
    let known = target.actions.get(name).map(|action| action.shape.clone());
    if known.is_none() && target.actions.len() >= 200 {
        let message = "A scalable target can have at most 200 scheduled actions";
        return Err(aws_error(ErrorKind::QuotaExceeded, "LimitExceededException", message));
    }
    let before = known.clone().unwrap_or_default();
    let schedule = request.schedule.clone().or_else(|| before.schedule.clone()).ok_or_else(|| invalid("Schedule must be specified"))?;
    Schedule::parse(&schedule)?;
    if let (Some(start), Some(end)) = (request.start_time, request.end_time)
        && end < start
    {
        return Err(invalid("EndTime must be after StartTime"));
    }
    let wanted = request.scalable_target_action.clone().or_else(|| before.scalable_target_action.clone()).unwrap_or_default();
    match (wanted.min_capacity, wanted.max_capacity) {
        (None, None) => return Err(invalid("ScalableTargetAction must have a minimum or a maximum capacity")),
        (least, most) => targets::check_bounds(least.unwrap_or(0), most.unwrap_or(i32::MAX))?,
    }
    let arn = if let Some(arn) = before.scheduled_action_arn {
        arn
    } else {
        let id = uuid(world);
        world.arn("autoscaling", &format!("scheduledAction:{id}:resource/ecs/{resource}:scheduledActionName/{name}"))
    };
    let shape = ScheduledAction {
        scheduled_action_name: Some(name.clone()),
        scheduled_action_arn: Some(arn),
        service_namespace: Some(request.service_namespace.clone()),
        schedule: Some(schedule),
        timezone: request.timezone.clone(),
        resource_id: Some(resource.clone()),
        scalable_dimension: Some(request.scalable_dimension.clone()),
        // Those that are not given are dropped.
        start_time: request.start_time,
        end_time: request.end_time,
        scalable_target_action: Some(wanted),
        creation_time: before.creation_time.or(Some(world.now)),
        ..ScheduledAction::default()
    };
    let generation = world.scaling.next_generation();
    if let Some(target) = world.scaling.targets.get_mut(resource) {
        target.actions.insert(name.clone(), Action { shape, generation });
    }
    plan(world, resource, name);
    Ok(PutScheduledActionResponse::default())
}

/// Let an action happen when it is next due.
pub(super) fn plan(world: &mut World, resource: &str, name: &str) {
    let Some(Action { shape, generation }) = world.scaling.targets.get(resource).and_then(|target| target.actions.get(name)) else {
        return;
    };
    let Some(schedule) = shape.schedule.as_deref().and_then(|text| Schedule::parse(text).ok()) else { return };
    let start: Timestamp = shape.start_time.or(shape.creation_time).unwrap_or_default();
    let Some(next) = schedule.next(start, world.now).filter(|next| shape.end_time.is_none_or(|end| *next <= end)) else { return };
    let moves = Moves::Scheduled { resource: resource.to_owned(), action: name.to_owned(), generation: *generation };
    world.schedule_at(next, Happens::Scaling(moves));
}

/// An action is due.
pub(super) fn act(world: &mut World, resource: &str, name: &str, generation: u64) {
    let Some(target) = world.scaling.targets.get_mut(resource) else { return };
    let Some(action) = target.actions.get(name).filter(|action| action.generation == generation) else { return };
    let ScalableTargetAction { min_capacity, max_capacity, .. } = action.shape.scalable_target_action.clone().unwrap_or_default();
    if !target.suspended(|state| state.scheduled_scaling_suspended) {
        let (least, most) = target.bounds();
        let (least, most) = (min_capacity.unwrap_or(least), max_capacity.unwrap_or(most));
        let what = format!("Setting min capacity to {least} and max capacity to {most}");
        let cause = format!("scheduled action name {name} was triggered");
        if let Err(error) = targets::check_bounds(least, most) {
            activities::record(world, resource, &what, &cause, Status::Failed, error.details().message.clone());
        } else {
            target.shape.min_capacity = Some(least);
            target.shape.max_capacity = Some(most);
            let message = format!("Successfully set min capacity to {least} and max capacity to {most}");
            activities::record(world, resource, &what, &cause, Status::Successful, message);
            targets::enforce(world, resource);
        }
    }
    plan(world, resource, name);
}

pub(super) fn delete(world: &mut World, request: &DeleteScheduledAction) -> Result<DeleteScheduledActionResponse> {
    let (resource, name) = (&request.resource_id, &request.scheduled_action_name);
    check(&request.service_namespace, Some(resource), Some(&request.scalable_dimension))?;
    let removed = world.scaling.targets.get_mut(resource).and_then(|target| target.actions.remove(name));
    removed.map(|_| DeleteScheduledActionResponse::default()).ok_or_else(|| {
        not_found(&format!(
            "No scheduled action found for service namespace: ecs, resource ID: {resource}, \
             scalable dimension: ecs:service:DesiredCount, scheduled action name: {name}"
        ))
    })
}

pub(super) fn describe(world: &World, request: &DescribeScheduledActions) -> Result<DescribeScheduledActionsResponse> {
    check(&request.service_namespace, request.resource_id.as_ref(), request.scalable_dimension.as_ref())?;
    let named = |name: &String| request.scheduled_action_names.as_ref().is_none_or(|names| names.is_empty() || names.contains(name));
    let targets = world.scaling.targets.iter().filter(|(resource, _)| request.resource_id.as_ref().is_none_or(|id| id == *resource));
    let actions = targets.flat_map(|(resource, target)| target.actions.iter().map(move |(name, action)| (resource, name, action)));
    let found =
        actions.filter(|(_, name, _)| named(name)).map(|(resource, name, action)| (format!("{resource}/{name}"), action.shape.clone()));
    let (scheduled_actions, next_token) = paged(found.collect(), false, request.next_token.as_ref(), request.max_results)?;
    Ok(DescribeScheduledActionsResponse { scheduled_actions, next_token, ..DescribeScheduledActionsResponse::default() })
}
