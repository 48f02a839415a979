//! Simulated Amazon ECS: clusters, task definitions, services and what their schedulers do.

mod capacity;
mod clusters;
mod deployments;
mod describe;
mod forgetting;
mod health;
mod hooks;
pub(crate) mod import;
mod limits;
mod meter;
mod newcomers;
mod outages;
mod providers;
mod requested;
mod revisions;
mod run_task;
mod scaling;
mod scheduler;
mod services;
mod settings;
mod shift;
mod standing;
mod state;
mod tags;
mod task_definitions;
mod tasks;
mod texts;
#[cfg(any(test, feature = "testkit"))]
mod violations;
mod watch;

use super::{
    logs,
    numbered::Numbered,
    parameters, secrets,
    world::{World, aws_error},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{ecs as shapes, elbv2::TargetHealthStateEnum, last_part},
    operations::ecs::{Request, Response},
    rules::{SecretSource, secret_source, secret_sources},
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

#[cfg(feature = "testkit")]
pub(crate) use violations::twins;
#[cfg(any(test, feature = "testkit"))]
pub(crate) use violations::{asked_shares, asks_for_no_healthy_task, deployment_statuses, shown, violations};

pub(crate) use meter::{Amount, Capacity, Class, Meter, Taken, Used, wanted};
pub(crate) use newcomers::{Supposed, set_supposed as suppose, supposed};
pub(crate) use outages::{lost_zones, strike};
pub(crate) use scaling::{desired_count, running_count, set_desired_count};
pub(crate) use standing::{Now, Standing, standings};
pub(crate) use state::{lost, share};

use clusters::Cluster;
use services::Service;
use task_definitions::Family;
use tasks::Task;

/// Number of a service, in the order of creation.
pub(crate) type ServiceId = usize;
/// Number of a task, in the order of launch.
pub(crate) type TaskId = u64;

/// Something in ECS that moves by itself.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Moves {
    /// A service's scheduler looks at its tasks.
    Schedule(ServiceId),
    /// A task goes on to its next state, unless it has moved otherwise since (the number of its move).
    Task(TaskId, u32),
    /// A running task is counted healthy, or found unhealthy, by its container checks.
    Health(TaskId, bool),
    /// The health check grace period of a task whose target is unhealthy is over.
    Grace(TaskId, String),
    /// A task's essential container exits.
    Exit(TaskId),
    /// A stopped task is no longer shown.
    Forget(TaskId),
    /// Service deployments of a service that were asked to stop or to roll back do so.
    Requested(ServiceId),
    /// Old service deployments of a service are no longer shown.
    Tidy(ServiceId),
    /// An INACTIVE service is no longer shown.
    Purge(ServiceId),
}

/// Everything that ECS knows in one account and Region.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    clusters: BTreeMap<String, Cluster>,
    families: BTreeMap<String, Family>,
    services: Numbered<Service>,
    /// Services by cluster and name.
    service_ids: BTreeMap<String, BTreeMap<String, ServiceId>>,
    tasks: BTreeMap<TaskId, Task>,
    task_ids: BTreeMap<String, TaskId>,
    /// The tasks behind the targets of target groups: by address.
    targets: BTreeMap<String, TaskId>,
    next_task: TaskId,
    /// What client tokens of RunTask were used for.
    tokens: BTreeMap<String, run_task::Remembered>,
    /// Capacity providers besides those of Fargate.
    providers: BTreeSet<String>,
    /// How the programs of a family usually behave, where nothing else is said of their image.
    #[serde(default)]
    usual: BTreeMap<String, super::ImageBehaviour>,
    /// What is not there now.
    #[serde(default)]
    outages: outages::Outages,
    /// What is supposed of that which did not run when this world was imported.
    #[serde(default)]
    newcomers: newcomers::Newcomers,
}

pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::CreateCluster(r) => Response::CreateCluster(Box::new(clusters::create(world, r)?)),
        Request::DescribeClusters(r) => Response::DescribeClusters(Box::new(clusters::describe(world, r)?)),
        Request::DeleteCluster(r) => Response::DeleteCluster(Box::new(clusters::delete(world, r)?)),
        Request::RegisterTaskDefinition(r) => Response::RegisterTaskDefinition(Box::new(task_definitions::register(world, r)?)),
        Request::DescribeTaskDefinition(r) => Response::DescribeTaskDefinition(Box::new(task_definitions::describe(world, r)?)),
        Request::DeregisterTaskDefinition(r) => Response::DeregisterTaskDefinition(Box::new(task_definitions::deregister(world, r)?)),
        Request::ListTaskDefinitions(r) => Response::ListTaskDefinitions(Box::new(task_definitions::list(world, r)?)),
        Request::CreateService(r) => Response::CreateService(Box::new(services::create(world, r)?)),
        Request::UpdateService(r) => Response::UpdateService(Box::new(services::update(world, r)?)),
        Request::DescribeServices(r) => Response::DescribeServices(Box::new(describe::services(world, r)?)),
        Request::DeleteService(r) => Response::DeleteService(Box::new(services::delete(world, r)?)),
        Request::ListServices(r) => Response::ListServices(Box::new(describe::list_services(world, r)?)),
        Request::ListTasks(r) => Response::ListTasks(Box::new(describe::list_tasks(world, r)?)),
        Request::DescribeTasks(r) => Response::DescribeTasks(Box::new(describe::tasks(world, r)?)),
        Request::StopTask(r) => Response::StopTask(Box::new(tasks::stop_task(world, r)?)),
        Request::ListContainerInstances(r) => Response::ListContainerInstances(Box::new(capacity::list(world, r)?)),
        Request::DescribeContainerInstances(r) => Response::DescribeContainerInstances(Box::new(capacity::describe(world, r)?)),
        Request::ListServiceDeployments(r) => Response::ListServiceDeployments(Box::new(describe::list_deployments(world, r)?)),
        Request::DescribeServiceDeployments(r) => Response::DescribeServiceDeployments(Box::new(describe::deployments(world, r)?)),
        Request::DescribeServiceRevisions(r) => Response::DescribeServiceRevisions(Box::new(describe::revisions(world, r)?)),
        Request::StopServiceDeployment(r) => Response::StopServiceDeployment(Box::new(deployments::stop(world, r)?)),
        Request::ContinueServiceDeployment(r) => Response::ContinueServiceDeployment(Box::new(hooks::go_on(world, r)?)),
        Request::TagResource(r) => Response::TagResource(Box::new(tags::tag(world, r)?)),
        Request::UntagResource(r) => Response::UntagResource(Box::new(tags::untag(world, r)?)),
        Request::ListTagsForResource(r) => Response::ListTagsForResource(Box::new(tags::list(world, r)?)),
        Request::RunTask(r) => Response::RunTask(Box::new(run_task::run(world, r)?)),
        Request::ListClusters(r) => Response::ListClusters(Box::new(clusters::list(world, r)?)),
        Request::UpdateCluster(r) => Response::UpdateCluster(Box::new(clusters::update(world, r)?)),
        Request::UpdateClusterSettings(r) => Response::UpdateClusterSettings(Box::new(clusters::update_settings(world, r)?)),
        Request::PutClusterCapacityProviders(r) => Response::PutClusterCapacityProviders(Box::new(providers::put(world, r)?)),
        Request::DescribeCapacityProviders(r) => Response::DescribeCapacityProviders(Box::new(providers::describe(world, r)?)),
        Request::ListTaskDefinitionFamilies(r) => Response::ListTaskDefinitionFamilies(Box::new(task_definitions::families(world, r)?)),
        Request::DeleteTaskDefinitions(r) => Response::DeleteTaskDefinitions(Box::new(task_definitions::delete(world, r)?)),
        Request::ListAccountSettings(r) => Response::ListAccountSettings(Box::new(settings::list(world, r)?)),
    })
}

pub(crate) fn move_on(world: &mut World, moves: Moves) {
    match moves {
        Moves::Schedule(service) | Moves::Tidy(service) | Moves::Requested(service) if !world.ecs.services.has(service) => {}
        Moves::Schedule(service) => scheduler::tick(world, service),
        Moves::Task(task, number) => tasks::advance(world, task, number),
        Moves::Health(task, healthy) => health::container_check(world, task, healthy),
        Moves::Grace(task, group) => health::grace_over(world, task, &group),
        Moves::Exit(task) => tasks::exit(world, task),
        Moves::Forget(task) => tasks::forget(world, task),
        Moves::Requested(service) => requested::act(world, service),
        Moves::Tidy(service) => forgetting::tidy(world, service),
        Moves::Purge(service) => forgetting::purge(world, service),
    }
}

/// Another number whenever a service may have changed in what reads of it and of its deployments answer; none where only asking
/// tells.
pub(crate) fn changes(world: &World, cluster: &str, service: &str) -> Option<u64> {
    let id = world.ecs.find_service(last_part(cluster), service)?;
    let service = &world.ecs.services[id];
    // What a reader sees may be of before, and a daemon is wanted on each instance.
    let told = service.stale.is_none() && service.settings.scheduling_strategy != Some(shapes::SchedulingStrategy::Daemon);
    told.then(|| world.ecs.services.changes(id))
}

/// A target of a target group became healthy or unhealthy, or has drained (`None`).
pub(crate) fn target_changed(world: &mut World, target_group_arn: &str, target_id: &str, state: Option<&TargetHealthStateEnum>) {
    health::target_changed(world, target_group_arn, target_id, state);
}

/// Create the scenario's clusters and services; the services start now.
pub(crate) fn build(world: &mut World) -> Result<()> {
    for script in world.scenario.clusters.clone() {
        clusters::build(world, &script);
    }
    let named: Vec<_> = world.scenario.secrets.iter().map(|named| secret_source(named)).collect();
    put_secrets_in_place(world, named).map_err(|error| error.while_("secrets"))?;
    for script in world.scenario.services.clone() {
        build_service(world, &script).map_err(|error| error.while_(format!("services: {}", script.name)))?;
    }
    Ok(())
}

/// What the scenario says is there, and what its services' tasks need to start.
fn put_secrets_in_place(world: &mut World, sources: impl IntoIterator<Item = SecretSource>) -> Result<()> {
    for source in sources {
        match source {
            SecretSource::Secret(arn) => secrets::put_in_place(world, &arn)?,
            SecretSource::Parameter(name) => parameters::put_in_place(world, &name)?,
            SecretSource::Elsewhere(_) => {}
        }
    }
    Ok(())
}

fn build_service(world: &mut World, script: &super::ServiceScript) -> Result<()> {
    let registry = format!("{}.dkr.ecr.{}.amazonaws.com", world.scope.account, world.scope.region);
    let uri = |image: &str| {
        if image.contains('/') && image.split('/').next().is_some_and(|host| host.contains('.')) {
            image.to_owned()
        } else {
            format!("{registry}/{image}")
        }
    };
    let definition = match &script.task_definition {
        Some(document) => {
            let mut document = document.clone();
            for container in document["containerDefinitions"].as_array_mut().into_iter().flatten() {
                if let Some(image) = container["image"].as_str() {
                    container["image"] = Value::from(uri(image));
                }
            }
            document
        }
        None => json!({
            "family": script.name,
            "networkMode": "awsvpc",
            "requiresCompatibilities": [script.launch_type],
            "executionRoleArn": world.role_arn("ecsTaskExecutionRole"),
            "cpu": "256",
            "memory": "512",
            "containerDefinitions": [{
                "name": "app",
                "image": uri(&script.image),
                "essential": true,
                "portMappings": [{"containerPort": script.container_port, "protocol": "tcp"}],
            }],
        }),
    };
    let malformed = |error: serde_json::Error| Error::invalid("services", error.to_string());
    let register: shapes::RegisterTaskDefinition = serde_json::from_value(definition).map_err(malformed)?;
    logs::create_groups(world, &register.container_definitions);
    put_secrets_in_place(world, secret_sources(&register))?;
    let container = register.container_definitions.first().and_then(|container| container.name.clone());
    let registered = task_definitions::register(world, &register)?;
    let mut request = json!({
        "cluster": script.cluster,
        "serviceName": script.name,
        "taskDefinition": registered.task_definition.and_then(|definition| definition.task_definition_arn),
        "desiredCount": script.desired_count,
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a", "subnet-b"], "securityGroups": ["sg-1"]}},
    });
    match script.settings.get("capacityProviderStrategy").and_then(Value::as_array) {
        Some(strategy) => {
            let names: Vec<_> = strategy.iter().filter_map(|item| item["capacityProvider"].as_str().map(str::to_owned)).collect();
            providers::associate(world, &script.cluster, &names);
        }
        None => request["launchType"] = json!(script.launch_type),
    }
    if let Some(target_group) = &script.target_group {
        let arn = |name: &str| super::elbv2::target_group_arn(&world.scope, name);
        let mut balancer = json!({"targetGroupArn": arn(target_group), "containerName": container, "containerPort": script.container_port});
        if let Some(alternate) = &script.alternate_target_group {
            let none = || Error::invalid("services", format!("no listener or rule forwards to {target_group}"));
            let is_test = |port: i32| Some(port) == script.test_port;
            let rule =
                |test: bool| super::elbv2::rule_forwarding_to(world, &arn(target_group), |port| is_test(port) == test).ok_or_else(none);
            let mut advanced = json!({"alternateTargetGroupArn": arn(alternate), "productionListenerRule": rule(false)?, "roleArn": world.role_arn("ecsInfrastructureRole")});
            if script.test_port.is_some() {
                advanced["testListenerRule"] = json!(rule(true)?);
            }
            balancer["advancedConfiguration"] = advanced;
        }
        request["loadBalancers"] = json!([balancer]);
    }
    for (member, value) in &script.settings {
        request[member] = value.clone();
    }
    let create: shapes::CreateService = serde_json::from_value(request).map_err(malformed)?;
    services::create(world, &create).map(drop)
}

/// The image of the container that answers at an address, as its task definition has it.
pub(crate) fn image_at(world: &World, address: &str) -> Option<String> {
    let task = world.ecs.tasks.get(world.ecs.targets.get(address)?)?;
    let balancers = task.service.and_then(|service| world.ecs.services[service].settings.load_balancers.as_ref());
    let answering = balancers.and_then(|balancers| balancers.first()?.container_name.as_ref()).unwrap_or(&task.fate.container);
    let mut containers = task.definition.container_definitions.iter();
    containers.find(|container| container.name.as_ref() == Some(answering))?.image.clone()
}

/// Services that are not steady, with the reason that they give last.
pub(crate) fn not_steady(world: &World) -> Vec<String> {
    let unsteady = world.ecs.services.iter().filter(|service| service.current.is_some());
    unsteady
        .map(|service| {
            format!(
                "{}: {}",
                service.name,
                service.events.front().map_or("it has not begun", |event| event.message.as_deref().unwrap_or_default())
            )
        })
        .collect()
}

impl State {
    /// The cluster of this name or ARN; `default` when none is named.
    /// A task, to change it: its service is another one then, too.
    fn task_mut(&mut self, id: TaskId) -> Option<&mut Task> {
        let task = self.tasks.get_mut(&id)?;
        if let Some(service) = task.service {
            self.services.touch(service);
        }
        Some(task)
    }

    fn cluster(&self, cluster: Option<&str>) -> Result<&Cluster> {
        let name = last_part(cluster.unwrap_or("default"));
        self.clusters.get(name).ok_or_else(|| aws_error(ErrorKind::NotFound, "ClusterNotFoundException", "Cluster not found."))
    }

    fn find_service(&self, cluster: &str, service: &str) -> Option<ServiceId> {
        self.service_ids.get(cluster)?.get(last_part(service)).copied()
    }

    /// The service of this name or ARN.
    fn service_id(&self, cluster: Option<&str>, service: &str) -> Result<ServiceId> {
        let cluster = self.cluster(cluster)?;
        self.find_service(&cluster.name, service)
            .ok_or_else(|| aws_error(ErrorKind::NotFound, "ServiceNotFoundException", "Service not found."))
    }
}

fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "InvalidParameterException", message)
}

fn client_error(kind: ErrorKind, message: impl Into<String>) -> Error {
    aws_error(kind, "ClientException", message)
}

/// One page of a list, and the token of the next.
fn page<T: Clone>(all: &[T], token: Option<&str>, size: Option<i32>, default: usize) -> Result<(Vec<T>, Option<String>)> {
    let start: usize = token.unwrap_or("0").parse().map_err(|_| invalid("Invalid token."))?;
    let size = size.map_or(default, |size| usize::try_from(size).unwrap_or(default)).clamp(1, 100);
    let end = (start + size).min(all.len());
    let next = (end < all.len()).then(|| end.to_string());
    Ok((all.get(start..end).unwrap_or_default().to_vec(), next))
}

/// A task definition that is registered; it never changes, so it is shared.
type Definition = Arc<shapes::TaskDefinition>;
