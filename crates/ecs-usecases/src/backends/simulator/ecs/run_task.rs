//! RunTask: standalone tasks, which no service replaces.

use super::{
    Definition,
    capacity::{self, Need},
    client_error, describe, invalid,
    providers::{self, Placement},
    task_definitions,
    tasks::{self, Asked, NoRoom, Order},
    texts,
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::ecs::{self as shapes, LaunchType, NetworkMode, PropagateTags},
};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// Tasks that one call starts at most.
const MOST: i32 = 10;
/// How long a client token is remembered.
const REMEMBERED: Duration = Duration::from_hours(24);

/// What a client token was used for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Remembered {
    until: Timestamp,
    request: Box<shapes::RunTask>,
    reply: Box<shapes::RunTaskResponse>,
}

pub(crate) fn run(world: &mut World, request: &shapes::RunTask) -> Result<shapes::RunTaskResponse> {
    let cluster = world.ecs.cluster(request.cluster.as_deref())?.name.clone();
    let token = request.client_token.as_ref().filter(|token| !token.is_empty());
    if let Some(reply) = token.map(|token| answered(world, token, request)).transpose()?.flatten() {
        return Ok(reply);
    }
    let definition = task_definitions::for_service(world, &request.task_definition)?;
    let strategy = request.capacity_provider_strategy.clone();
    let (launch_type, strategy) = providers::resolve(world.ecs.cluster(Some(&cluster))?, request.launch_type.clone(), strategy)?;
    let strategy = strategy.unwrap_or_default();
    check(request, &definition, launch_type.as_ref(), &strategy)?;
    let order = order(world, request, cluster, definition);
    let instances = &world.ecs.cluster(Some(&order.cluster))?.instances;
    if !Placement::next(launch_type.as_ref(), &strategy, &[]).fargate && instances.is_empty() {
        return Err(invalid("No Container Instances were found in your cluster."));
    }
    let mut reply = shapes::RunTaskResponse::default();
    let mut used: Vec<String> = Vec::new();
    for _ in 0..request.count.unwrap_or(1) {
        let names: Vec<&str> = used.iter().map(String::as_str).collect();
        let placement = Placement::next(launch_type.as_ref(), &strategy, &names);
        let one = Order { placement: placement.clone(), ..order.clone() };
        let task = match tasks::launch(world, one) {
            Ok(task) => task,
            // What has no room now has none for the tasks after it.
            Err(NoRoom::Instance) => {
                let need = Need::of(&order.definition, &order.asked.overrides);
                let instances = &world.ecs.cluster(Some(&order.cluster))?.instances;
                reply.failures = capacity::failures(instances, need, &tasks::architecture(&order.definition));
                break;
            }
            Err(NoRoom::Vcpus) => {
                let (_, reason) = texts::VCPU_LIMIT.split_once("Reason: ").unwrap_or_default();
                reply.failures = vec![shapes::Failure { reason: Some(reason.into()), ..Default::default() }];
                break;
            }
            Err(NoRoom::Capacity) => {
                let (_, reason) = texts::NO_CAPACITY.split_once("Reason: ").unwrap_or_default();
                reply.failures = vec![shapes::Failure { reason: Some(reason.into()), ..Default::default() }];
                break;
            }
        };
        used.extend(placement.provider);
        reply.tasks.push(shapes::Task { tags: order.asked.tags.clone(), ..describe::task(world, task) });
    }
    if let Some(token) = token.filter(|_| !reply.tasks.is_empty()) {
        let until = world.now + REMEMBERED;
        let remembered = Remembered { until, request: Box::new(request.clone()), reply: Box::new(reply.clone()) };
        world.ecs.tokens.insert(token.clone(), remembered);
    }
    Ok(reply)
}

/// The tasks that the same request with this token started, as they are now.
fn answered(world: &mut World, token: &str, request: &shapes::RunTask) -> Result<Option<shapes::RunTaskResponse>> {
    let now = world.now;
    world.ecs.tokens.retain(|_, remembered| remembered.until > now);
    let Some(known) = world.ecs.tokens.get(token) else { return Ok(None) };
    if *known.request != *request {
        let message = "The clientToken was used before with other parameters.";
        return Err(aws_error(ErrorKind::Conflict, "ConflictException", message));
    }
    let mut reply = (*known.reply).clone();
    for task in &mut reply.tasks {
        let id = task.task_arn.as_deref().and_then(|arn| world.ecs.task_ids.get(super::last_part(arn)));
        if let Some(&id) = id {
            let tags = world.ecs.tasks[&id].asked.tags.clone();
            *task = shapes::Task { tags, ..describe::task(world, id) };
        }
    }
    Ok(Some(reply))
}

fn check(
    request: &shapes::RunTask,
    definition: &Definition,
    launch_type: Option<&LaunchType>,
    strategy: &[shapes::CapacityProviderStrategyItem],
) -> Result<()> {
    if !(1..=MOST).contains(&request.count.unwrap_or(1)) {
        return Err(invalid(format!("count must be between 1 and {MOST}.")));
    }
    if request.client_token.as_ref().is_some_and(|token| token.len() > 64) {
        return Err(invalid("clientToken can have at most 64 characters."));
    }
    if request.started_by.as_ref().is_some_and(|by| by.len() > 128) {
        return Err(invalid("startedBy can have at most 128 characters."));
    }
    if request.propagate_tags == Some(PropagateTags::Service) {
        return Err(invalid("Tags can only be propagated from the task definition when a task is run."));
    }
    let network = request.network_configuration.is_some();
    providers::check_definition(definition, launch_type, strategy, network)?;
    if network && definition.network_mode != Some(NetworkMode::Awsvpc) {
        return Err(invalid("Network Configuration is not valid for the given networkMode of this task definition."));
    }
    let overrides = request.overrides.as_ref().and_then(|overrides| overrides.container_overrides.as_ref());
    for over in overrides.into_iter().flatten() {
        let Some(name) = &over.name else { return Err(client_error(ErrorKind::InvalidRequest, "Container override must have a name.")) };
        if !definition.container_definitions.iter().any(|container| container.name.as_ref() == Some(name)) {
            return Err(invalid(format!("Override for container named {name} is not a container in the TaskDefinition.")));
        }
    }
    Ok(())
}

/// The tasks of this request; each gets its own placement.
fn order(world: &World, request: &shapes::RunTask, cluster: String, definition: Definition) -> Order {
    let mut tags = match request.propagate_tags {
        Some(PropagateTags::TaskDefinition) => task_definitions::tags(world, &definition),
        _ => Vec::new(),
    };
    // A tag of the request wins over one of the definition.
    for tag in request.tags.iter().flatten() {
        tags.retain(|known| known.key != tag.key);
        tags.push(tag.clone());
    }
    let family = definition.family.clone().unwrap_or_default();
    let asked = Asked {
        group: request.group.clone().unwrap_or_else(|| format!("family:{family}")),
        started_by: request.started_by.clone(),
        overrides: request.overrides.clone().unwrap_or_default(),
        tags,
        platform_version: request.platform_version.clone(),
        enable_execute_command: request.enable_execute_command,
    };
    let placement = Placement { fargate: false, provider: None };
    Order { cluster, service: None, rollout: Arc::from(""), definition, placement, asked }
}
