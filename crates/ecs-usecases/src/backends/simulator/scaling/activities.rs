//! Scaling activities: each change of a capacity, and what came of it.

use super::{Moves, capacity, check, paged, service, uuid};
use crate::{
    backends::simulator::{
        ecs,
        world::{Happens, World},
    },
    error::Result,
    model::application_autoscaling::{
        DescribeScalingActivities, DescribeScalingActivitiesResponse, ScalableDimension, ScalingActivity,
        ScalingActivityStatusCode as Status, ServiceNamespace,
    },
};
use std::time::Duration;

/// AWS shows the activities of six weeks.
const KEPT: Duration = Duration::from_hours(42 * 24);
/// Time between two looks at whether a change is fulfilled.
const LOOK: Duration = Duration::from_secs(15);

/// Write down an activity that is over, or goes on.
pub(super) fn record(world: &mut World, resource: &str, what: &str, cause: &str, status: Status, message: String) -> String {
    let id = uuid(world);
    let now = world.now;
    let ended = status != Status::InProgress;
    world.note(format!("scaling of {resource}: {what} ({cause}): {status}"));
    let activities = &mut world.scaling.activities;
    activities.retain(|activity| activity.start_time.is_none_or(|start| now.since(start) <= KEPT));
    activities.push(ScalingActivity {
        activity_id: Some(id.clone()),
        service_namespace: Some(ServiceNamespace::Ecs),
        resource_id: Some(resource.to_owned()),
        scalable_dimension: Some(ScalableDimension::EcsServiceDesiredCount),
        description: Some(what.to_owned()),
        cause: Some(cause.to_owned()),
        start_time: Some(now),
        end_time: ended.then_some(now),
        status_code: Some(status),
        status_message: Some(message),
        ..ScalingActivity::default()
    });
    id
}

/// Set the desired count of a service. Whether that was done.
pub(super) fn scale(world: &mut World, resource: &str, count: i32, cause: &str) -> bool {
    let Some((cluster, name)) = service(resource) else { return false };
    let what = format!("Setting desired count to {count}.");
    match ecs::set_desired_count(world, cluster, name, count) {
        Ok(()) => {
            let message = format!("Successfully set desired count to {count}. Waiting for change to be fulfilled by ecs.");
            let activity = record(world, resource, &what, cause, Status::InProgress, message);
            world.schedule(LOOK, Happens::Scaling(Moves::Fulfil { activity, count }));
            true
        }
        Err(error) => {
            let message = format!("Failed to set desired count to {count}. Reason: {}", error.details().message);
            record(world, resource, &what, cause, Status::Failed, message);
            false
        }
    }
}

/// End an activity when the service has the tasks that it asked for, or when another count was set.
pub(super) fn fulfil(world: &mut World, id: &str, count: i32) {
    let now = world.now;
    let Some(index) = world.scaling.activities.iter().position(|activity| activity.activity_id.as_deref() == Some(id)) else { return };
    let resource = world.scaling.activities[index].resource_id.clone().unwrap_or_default();
    let running = service(&resource).and_then(|(cluster, name)| ecs::running_count(world, cluster, name));
    let (status, message) = match capacity(world, &resource) {
        Some(wanted) if wanted == count => {
            if running != Some(count) {
                world.schedule(LOOK, Happens::Scaling(Moves::Fulfil { activity: id.to_owned(), count }));
                return;
            }
            (Status::Successful, format!("Successfully set desired count to {count}. Change successfully fulfilled by ecs."))
        }
        Some(other) => (Status::Overridden, format!("The desired count was set to {other} meanwhile.")),
        None => (Status::Failed, "The service is no longer active.".to_owned()),
    };
    let activity = &mut world.scaling.activities[index];
    activity.status_code = Some(status);
    activity.status_message = Some(message);
    activity.end_time = Some(now);
}

pub(super) fn describe(world: &World, request: &DescribeScalingActivities) -> Result<DescribeScalingActivitiesResponse> {
    check(&request.service_namespace, request.resource_id.as_ref(), request.scalable_dimension.as_ref())?;
    let wanted = |activity: &&ScalingActivity| request.resource_id.is_none() || activity.resource_id == request.resource_id;
    let activities = world.scaling.activities.iter().enumerate().filter(|(_, activity)| wanted(activity));
    // The latest come first.
    let key = |index: usize, activity: &ScalingActivity| format!("{:020}/{index:010}", activity.start_time.unwrap_or_default().0);
    let found = activities.map(|(index, activity)| (key(index, activity), activity.clone())).collect();
    let (scaling_activities, next_token) = paged(found, true, request.next_token.as_ref(), request.max_results)?;
    Ok(DescribeScalingActivitiesResponse { scaling_activities, next_token, ..DescribeScalingActivitiesResponse::default() })
}
