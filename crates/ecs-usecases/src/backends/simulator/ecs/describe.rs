//! What the describe and list operations show.

use super::{
    ServiceId, TaskId, deployments, invalid, last_part, page, requested, revisions,
    scheduler::{self, Counts},
    services::Service,
    shift::Shift,
    tasks::Task,
};
use crate::{
    backends::simulator::world::World,
    error::{Error, Result},
    model::ecs::{self as shapes, ServiceDeploymentRollbackMonitorsStatus as Monitor, ServiceDeploymentStatus as Status},
};
use rand::Rng;

fn missing(arn: String) -> shapes::Failure {
    shapes::Failure { arn: Some(arn), reason: Some("MISSING".into()), ..Default::default() }
}

pub(crate) fn at_most<T>(list: &[T], most: usize, what: &str) -> Result<(), Error> {
    if list.len() > most {
        return Err(invalid(format!("{what} must have at most {most} entries.")));
    }
    Ok(())
}

fn some<T>(list: &[T], what: &str) -> Result<(), Error> {
    if list.is_empty() { Err(invalid(format!("{what} cannot be empty."))) } else { Ok(()) }
}

pub(crate) fn services(world: &mut World, request: &shapes::DescribeServices) -> Result<shapes::DescribeServicesResponse> {
    some(&request.services, "Services")?;
    at_most(&request.services, 10, "services")?;
    let cluster = world.ecs.cluster(request.cluster.as_deref())?.name.clone();
    let with_tags = request.include.as_ref().is_some_and(|include| include.contains(&shapes::ServiceField::Tags));
    let mut reply = shapes::DescribeServicesResponse::default();
    for wanted in &request.services {
        let shown = world.ecs.find_service(&cluster, wanted).and_then(|id| seen(world, id));
        match shown {
            Some(mut service) => {
                if !with_tags {
                    service.tags.clear();
                }
                reply.services.push(service);
            }
            None => reply.failures.push(missing(world.arn("ecs", &format!("service/{cluster}/{}", last_part(wanted))))),
        }
    }
    Ok(reply)
}

/// A service as a reader sees it: soon after a change, sometimes as it was before.
fn seen(world: &mut World, id: ServiceId) -> Option<shapes::Service> {
    let now = world.now;
    let service = world.ecs.services.unseen(id);
    match &service.stale {
        Some((until, before)) if now < *until => {
            let before = before.clone();
            if world.rng.random_bool(0.5) {
                return before.map(|before| *before);
            }
        }
        Some(_) => service.stale = None,
        None => {}
    }
    Some(self::service(world, id))
}

/// How many tasks a service is told to have, in all and by deployment.
pub(crate) struct Told {
    pub(crate) all: Counts,
    pub(crate) deployments: Vec<Counts>,
}

pub(crate) fn told(world: &World, service: &Service) -> Told {
    Told {
        all: scheduler::counts(world, service, None),
        deployments: service.rollouts.iter().map(|rollout| scheduler::counts(world, service, Some(&rollout.id))).collect(),
    }
}

pub(crate) fn service(world: &World, id: ServiceId) -> shapes::Service {
    let service = &world.ecs.services[id];
    let Told { all, deployments: told } = told(world, service);
    let desired = scheduler::desired(world, service);
    let settings = &service.settings;
    let deployments = service.rollouts.iter().zip(&told).enumerate().map(|(index, (rollout, counts))| {
        let revision = &service.revisions[rollout.revision];
        shapes::Deployment {
            id: Some(rollout.id.to_string()),
            status: Some(if index == 0 { "PRIMARY" } else { "ACTIVE" }.into()),
            task_definition: revision.definition.task_definition_arn.clone(),
            desired_count: Some(if index == 0 { desired } else { counts.active }),
            pending_count: Some(counts.pending),
            running_count: Some(counts.running),
            failed_tasks: Some(rollout.failed),
            created_at: Some(rollout.created_at),
            updated_at: Some(rollout.updated_at),
            launch_type: settings.launch_type.clone(),
            capacity_provider_strategy: settings.capacity_provider_strategy.clone().unwrap_or_default(),
            network_configuration: revision.settings.network_configuration.clone(),
            rollout_state: Some(rollout.state.clone()),
            rollout_state_reason: Some(rollout.reason.clone()),
            ..rollout.shown.as_deref().cloned().unwrap_or_default()
        }
    });
    let current = service.current.map(|current| service.history[current].arn.clone());
    let summaries = service.rollouts.iter().zip(&told).map(|(rollout, counts)| shapes::ServiceCurrentRevisionSummary {
        arn: Some(service.revisions[rollout.revision].arn.clone()),
        requested_task_count: Some(desired),
        running_task_count: Some(counts.running),
        pending_task_count: Some(counts.pending),
        ..Default::default()
    });
    shapes::Service {
        service_arn: Some(service.arn.clone()),
        service_name: Some(service.name.clone()),
        cluster_arn: Some(world.arn("ecs", &format!("cluster/{}", service.cluster))),
        load_balancers: settings.load_balancers.clone().unwrap_or_default(),
        service_registries: settings.service_registries.clone().unwrap_or_default(),
        status: Some(service.status.into()),
        desired_count: Some(desired),
        running_count: Some(all.running),
        pending_count: Some(all.pending),
        launch_type: settings.launch_type.clone(),
        capacity_provider_strategy: settings.capacity_provider_strategy.clone().unwrap_or_default(),
        platform_version: settings.platform_version.clone(),
        task_definition: settings.task_definition.clone(),
        deployment_configuration: settings.deployment_configuration.clone(),
        deployments: deployments.collect(),
        events: service.events.iter().cloned().collect(),
        created_at: Some(service.created_at),
        current_service_deployment: current,
        current_service_revisions: summaries.collect(),
        placement_constraints: settings.placement_constraints.clone().unwrap_or_default(),
        placement_strategy: settings.placement_strategy.clone().unwrap_or_default(),
        network_configuration: settings.network_configuration.clone(),
        health_check_grace_period_seconds: settings.health_check_grace_period_seconds,
        scheduling_strategy: settings.scheduling_strategy.clone(),
        deployment_controller: settings.deployment_controller.clone().or_else(|| Some(controller())),
        tags: service.tags.clone(),
        enable_ecs_managed_tags: settings.enable_ecs_managed_tags,
        propagate_tags: settings.propagate_tags.clone().or(Some(shapes::PropagateTags::None)),
        enable_execute_command: settings.enable_execute_command,
        availability_zone_rebalancing: settings.availability_zone_rebalancing.clone(),
        ..service.shown.as_deref().cloned().unwrap_or_default()
    }
}

/// The controller of a service that names none.
fn controller() -> shapes::DeploymentController {
    shapes::DeploymentController { r#type: Some(shapes::DeploymentControllerType::Ecs), ..Default::default() }
}

pub(crate) fn list_services(world: &World, request: &shapes::ListServices) -> Result<shapes::ListServicesResponse> {
    let cluster = world.ecs.cluster(request.cluster.as_deref())?;
    let ids = world.ecs.service_ids.get(&cluster.name).into_iter().flat_map(|ids| ids.values());
    let active = ids.map(|&id| &world.ecs.services[id]).filter(|service| service.status == "ACTIVE");
    let matching = active.filter(|service| request.launch_type.is_none() || request.launch_type == service.settings.launch_type);
    let scheduling = &request.scheduling_strategy;
    let matching = matching.filter(|service| scheduling.is_none() || *scheduling == service.settings.scheduling_strategy);
    let arns: Vec<_> = matching.map(|service| service.arn.clone()).collect();
    let (service_arns, next_token) = page(&arns, request.next_token.as_deref(), request.max_results, 10)?;
    Ok(shapes::ListServicesResponse { service_arns, next_token, ..Default::default() })
}

pub(crate) fn list_tasks(world: &World, request: &shapes::ListTasks) -> Result<shapes::ListTasksResponse> {
    let cluster = world.ecs.cluster(request.cluster.as_deref())?.name.clone();
    let others = [&request.service_name, &request.family, &request.container_instance];
    if request.started_by.is_some() && others.iter().any(|other| other.is_some()) {
        return Err(invalid("startedBy must be the only filter that is used."));
    }
    let stopped = request.desired_status == Some(shapes::DesiredStatus::Stopped);
    let ids: Vec<TaskId> = match &request.service_name {
        Some(name) => {
            let service = &world.ecs.services[world.ecs.service_id(Some(&cluster), name)?];
            service.stopped.iter().chain(&service.tasks).copied().collect()
        }
        None => world.ecs.tasks.keys().copied().collect(),
    };
    let tasks = ids.iter().filter_map(|id| world.ecs.tasks.get(id)).filter(|task| task.cluster == cluster);
    let matching = tasks.filter(|task| task.is_active() != stopped && request.desired_status != Some(shapes::DesiredStatus::Pending));
    let matching = matching.filter(|task| request.started_by.is_none() || request.started_by == task.asked.started_by);
    let matching = matching.filter(|task| request.launch_type.as_ref().is_none_or(|wanted| *wanted == launch_type(task)));
    let on_instance = |task: &&Task| request.container_instance.as_ref().is_none_or(|wanted| on(world, task, wanted));
    let matching = matching.filter(on_instance);
    let matching = matching.filter(|task| request.family.is_none() || request.family == task.definition.family);
    let arns: Vec<_> = matching.map(|task| world.arn("ecs", &format!("task/{cluster}/{}", task.name))).collect();
    let (task_arns, next_token) = page(&arns, request.next_token.as_deref(), request.max_results, 100)?;
    Ok(shapes::ListTasksResponse { task_arns, next_token, ..Default::default() })
}

pub(crate) fn tasks(world: &World, request: &shapes::DescribeTasks) -> Result<shapes::DescribeTasksResponse> {
    some(&request.tasks, "Tasks")?;
    at_most(&request.tasks, 100, "tasks")?;
    let with_tags = request.include.as_ref().is_some_and(|include| include.contains(&shapes::TaskField::Tags));
    let cluster = world.ecs.cluster(request.cluster.as_deref())?.name.clone();
    let mut reply = shapes::DescribeTasksResponse::default();
    for wanted in &request.tasks {
        let found = world.ecs.task_ids.get(last_part(wanted)).filter(|id| world.ecs.tasks[id].cluster == cluster);
        match found {
            Some(&id) => {
                let tags = if with_tags { world.ecs.tasks[&id].asked.tags.clone() } else { Vec::new() };
                reply.tasks.push(shapes::Task { tags, ..task(world, id) });
            }
            None => reply.failures.push(missing(world.arn("ecs", &format!("task/{cluster}/{}", last_part(wanted))))),
        }
    }
    Ok(reply)
}

fn launch_type(task: &Task) -> shapes::LaunchType {
    if task.fargate { shapes::LaunchType::Fargate } else { shapes::LaunchType::Ec2 }
}

/// Whether a task is on the container instance of this id or ARN.
fn on(world: &World, task: &Task, instance: &str) -> bool {
    let placed = task.instance.and_then(|index| world.ecs.clusters.get(&task.cluster)?.instances.get(index));
    placed.is_some_and(|placed| last_part(&placed.arn) == last_part(instance))
}

/// The platform version of a Fargate task: what LATEST stands for is shown.
fn platform_version(asked: Option<&str>) -> String {
    asked.filter(|asked| *asked != "LATEST").unwrap_or("1.4.0").to_owned()
}

/// The overrides of a task: an entry for each container, also where nothing is overridden.
fn overrides(task: &Task) -> shapes::TaskOverride {
    let asked = &task.asked.overrides;
    let containers = task.definition.container_definitions.iter().map(|container| {
        let mut given = asked.container_overrides.iter().flatten();
        let named = || shapes::ContainerOverride { name: container.name.clone(), ..Default::default() };
        given.find(|given| given.name == container.name).cloned().unwrap_or_else(named)
    });
    shapes::TaskOverride {
        container_overrides: Some(containers.collect()),
        inference_accelerator_overrides: Some(asked.inference_accelerator_overrides.clone().unwrap_or_default()),
        ..asked.clone()
    }
}

pub(crate) fn task(world: &World, id: TaskId) -> shapes::Task {
    let task = &world.ecs.tasks[&id];
    let arn = world.arn("ecs", &format!("task/{}/{}", task.cluster, task.name));
    let status = task.phase.as_str();
    let containers = task.definition.container_definitions.iter().enumerate().map(|(index, container)| {
        let decides = container.name.as_deref() == Some(task.fate.container.as_str()) || task.definition.container_definitions.len() == 1;
        let stop = task.stop.as_ref().filter(|_| task.phase >= super::tasks::Phase::Stopping);
        let (exit_code, reason) = match stop {
            Some(stop) if decides => (stop.exit_code, stop.container_reason.clone()),
            Some(stop) => (stop.exit_code.map(|_| 0), None),
            None => (None, None),
        };
        shapes::Container {
            container_arn: Some(world.arn("ecs", &format!("container/{}/{}/{index}", task.cluster, task.name))),
            task_arn: Some(arn.clone()),
            name: container.name.clone(),
            image: container.image.clone(),
            image_digest: task.fate.digests.get(index).cloned().flatten(),
            last_status: Some(if stop.is_some() { "STOPPED" } else { status }.into()),
            exit_code,
            reason,
            health_status: Some(task.health.container_status().into()),
            ..Default::default()
        }
    });
    shapes::Task {
        task_arn: Some(arn.clone()),
        availability_zone: Some(format!("{}{}", world.scope.region, task.zone)),
        capacity_provider_name: task.capacity_provider.clone(),
        cluster_arn: Some(world.arn("ecs", &format!("cluster/{}", task.cluster))),
        container_instance_arn: task
            .instance
            .and_then(|index| Some(world.ecs.clusters.get(&task.cluster)?.instances.get(index)?.arn.clone())),
        containers: containers.collect(),
        cpu: task.asked.overrides.cpu.clone().or_else(|| task.definition.cpu.clone()),
        memory: task.asked.overrides.memory.clone().or_else(|| task.definition.memory.clone()),
        created_at: Some(task.created_at),
        desired_status: Some(if task.is_active() { "RUNNING" } else { "STOPPED" }.into()),
        enable_execute_command: task.asked.enable_execute_command,
        group: Some(task.asked.group.clone()),
        health_status: Some(task.health.container_status().into()),
        last_status: Some(status.into()),
        launch_type: Some(launch_type(task)),
        overrides: Some(overrides(task)),
        platform_version: task.fargate.then(|| platform_version(task.asked.platform_version.as_deref())),
        pull_started_at: task.pull_started_at,
        pull_stopped_at: task.pull_stopped_at,
        started_at: task.started_at,
        started_by: task.asked.started_by.clone(),
        stop_code: task.stop.as_ref().map(|stop| stop.code.clone()),
        stopped_reason: task.stop.as_ref().map(|stop| stop.reason.clone()),
        stopping_at: task.stopping_at,
        stopped_at: task.stopped_at,
        task_definition_arn: task.definition.task_definition_arn.clone(),
        ..task.shown.as_deref().cloned().unwrap_or_default()
    }
}

pub(crate) fn list_deployments(world: &World, request: &shapes::ListServiceDeployments) -> Result<shapes::ListServiceDeploymentsResponse> {
    let service = &world.ecs.services[world.ecs.service_id(request.cluster.as_deref(), &request.service)?];
    let wanted = |status: &Status| request.status.as_ref().is_none_or(|statuses| statuses.contains(status));
    let (after, before) = request.created_at.as_ref().map_or((None, None), |range| (range.after, range.before));
    let within = |moment| after.is_none_or(|after| moment > after) && before.is_none_or(|before| moment < before);
    let briefs: Vec<_> = service
        .history
        .iter()
        .rev()
        .filter(|deployment| wanted(&deployment.status) && within(deployment.created_at))
        .map(|deployment| shapes::ServiceDeploymentBrief {
            service_deployment_arn: Some(deployment.arn.clone()),
            service_arn: Some(service.arn.clone()),
            cluster_arn: Some(world.arn("ecs", &format!("cluster/{}", service.cluster))),
            started_at: Some(deployment.started_at),
            created_at: Some(deployment.created_at),
            finished_at: deployment.finished_at,
            target_service_revision_arn: Some(service.revisions[deployment.target].arn.clone()),
            status: Some(deployment.status.clone()),
            status_reason: deployment.reason.clone(),
            ..Default::default()
        })
        .collect();
    let (service_deployments, next_token) = page(&briefs, request.next_token.as_deref(), request.max_results, 100)?;
    Ok(shapes::ListServiceDeploymentsResponse { service_deployments, next_token, ..Default::default() })
}

pub(crate) fn deployments(
    world: &World,
    request: &shapes::DescribeServiceDeployments,
) -> Result<shapes::DescribeServiceDeploymentsResponse> {
    at_most(&request.service_deployment_arns, 20, "serviceDeploymentArns")?;
    let mut reply = shapes::DescribeServiceDeploymentsResponse::default();
    for arn in &request.service_deployment_arns {
        match deployments::find(world, arn) {
            Some((service, index)) => reply.service_deployments.push(deployment(world, service, index)),
            None => reply.failures.push(missing(arn.clone())),
        }
    }
    Ok(reply)
}

pub(super) fn deployment(world: &World, id: ServiceId, index: usize) -> shapes::ServiceDeployment {
    let service = &world.ecs.services[id];
    let deployment = &service.history[index];
    if let Some(shown) = &deployment.shown {
        return (**shown).clone();
    }
    let shift = deployment.shift.as_ref();
    let summary = |revision: usize, percent: Option<f64>, test: Option<f64>| {
        let rollout = service.rollouts.iter().find(|rollout| rollout.revision == revision);
        let counts = rollout.map(|rollout| scheduler::counts(world, service, Some(&rollout.id))).unwrap_or_default();
        shapes::ServiceRevisionSummary {
            arn: Some(service.revisions[revision].arn.clone()),
            requested_task_count: Some(scheduler::desired(world, service)),
            running_task_count: Some(counts.running),
            pending_task_count: Some(counts.pending),
            requested_production_traffic_weight: percent,
            requested_test_traffic_weight: test,
            ..Default::default()
        }
    };
    let (percent, test) = (shift.map(|shift| shift.percent), shift.map(|shift| shift.test_percent));
    let going_on = matches!(deployment.status, Status::InProgress | Status::RollbackInProgress) || requested::waits(&deployment.status);
    let monitor = |enabled: bool, triggered: bool| match (enabled, triggered, going_on) {
        (false, ..) => Monitor::Disabled,
        (_, true, _) => Monitor::Triggered,
        (_, _, true) => Monitor::Monitoring,
        _ => Monitor::MonitoringComplete,
    };
    let configuration = &deployment.configuration;
    let breaker = configuration.deployment_circuit_breaker.as_ref().and_then(|breaker| breaker.enable) == Some(true);
    let alarms = configuration.alarms.clone().unwrap_or_default();
    shapes::ServiceDeployment {
        service_deployment_arn: Some(deployment.arn.clone()),
        service_arn: Some(service.arn.clone()),
        cluster_arn: Some(world.arn("ecs", &format!("cluster/{}", service.cluster))),
        created_at: Some(deployment.created_at),
        started_at: Some(deployment.started_at),
        finished_at: deployment.finished_at,
        stopped_at: deployment.stopped_at,
        updated_at: Some(deployment.updated_at),
        source_service_revisions: deployment
            .sources
            .iter()
            .map(|&source| summary(source, percent.map(|percent| 100.0 - percent), test.map(|test| 100.0 - test)))
            .collect(),
        target_service_revision: Some(summary(deployment.target, percent, test)),
        status: Some(deployment.status.clone()),
        status_reason: deployment.reason.clone(),
        lifecycle_stage: shift.filter(|_| going_on).map(|shift: &Shift| shift.stage.as_str().into()),
        lifecycle_hook_details: deployment.hooks.clone(),
        deployment_configuration: Some(configuration.clone()),
        rollback: deployment.rollback.clone(),
        deployment_circuit_breaker: Some(shapes::ServiceDeploymentCircuitBreaker {
            status: Some(monitor(breaker, deployment.breaker_open)),
            failure_count: Some(deployment.failures),
            threshold: Some(deployment.threshold),
            ..Default::default()
        }),
        alarms: Some(shapes::ServiceDeploymentAlarms {
            status: Some(monitor(alarms.enable == Some(true), !deployment.triggered_alarms.is_empty())),
            alarm_names: alarms.alarm_names.unwrap_or_default(),
            triggered_alarm_names: deployment.triggered_alarms.clone(),
            ..Default::default()
        }),
        ..Default::default()
    }
}

pub(crate) fn revisions(world: &World, request: &shapes::DescribeServiceRevisions) -> Result<shapes::DescribeServiceRevisionsResponse> {
    at_most(&request.service_revision_arns, 20, "serviceRevisionArns")?;
    let mut reply = shapes::DescribeServiceRevisionsResponse::default();
    for arn in &request.service_revision_arns {
        match find_revision(world, arn) {
            Some((service, index)) => reply.service_revisions.push(revisions::describe(world, service, index)),
            None => reply.failures.push(missing(arn.clone())),
        }
    }
    Ok(reply)
}

fn find_revision(world: &World, arn: &str) -> Option<(ServiceId, usize)> {
    let mut parts = arn.rsplit('/');
    let (_, name, cluster) = (parts.next()?, parts.next()?, parts.next()?);
    let id = world.ecs.find_service(cluster, name)?;
    Some((id, world.ecs.services[id].revisions.find(|revision| revision.arn == arn)?))
}
