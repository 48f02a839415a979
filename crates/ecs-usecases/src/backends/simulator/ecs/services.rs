//! Services: created, updated, deleted.

use super::{
    ServiceId, TaskId, client_error, deployments, deployments::Deployment, describe, invalid, meter, providers, revisions::Revision,
    scheduler, task_definitions,
};
use crate::{
    backends::simulator::{elbv2, numbered::Numbered, world::World},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::ecs::{self as shapes, DeploymentRolloutState, LaunchType, SchedulingStrategy},
};
use serde::{Deserialize, Deserializer};
use std::{collections::VecDeque, sync::Arc, time::Duration};

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Service {
    pub(crate) name: String,
    pub(crate) cluster: String,
    pub(crate) arn: String,
    #[serde(deserialize_with = "read_status")]
    pub(crate) status: Status,
    /// What the service is asked to be, in the form of the request that creates it.
    pub(crate) settings: shapes::CreateService,
    pub(crate) revisions: Numbered<Revision>,
    /// What its scheduler carries out, the latest first. Those behind it are being replaced.
    pub(crate) rollouts: Vec<Rollout>,
    /// Its service deployments, the oldest first; those of before 90 days are forgotten.
    pub(crate) history: Numbered<Deployment>,
    /// The service deployment that goes on.
    pub(crate) current: Option<usize>,
    pub(crate) tasks: Vec<TaskId>,
    pub(crate) stopped: Vec<TaskId>,
    pub(crate) events: VecDeque<shapes::ServiceEvent>,
    pub(crate) tags: Vec<shapes::Tag>,
    pub(crate) created_at: Timestamp,
    pub(crate) steady: bool,
    pub(crate) tick_at: Option<Timestamp>,
    /// It is planned to look for what can be forgotten of it.
    pub(crate) tidies: bool,
    /// The target groups that get production traffic, one a load balancer.
    pub(crate) live_groups: Vec<String>,
    /// The letters of the Availability Zones that its tasks can be in, if it was imported; all, if this is empty.
    #[serde(default)]
    pub(crate) zones: Vec<char>,
    /// Until when reads may show it as it was before; as nothing, if it was not there.
    pub(crate) stale: Option<(Timestamp, Option<Box<shapes::Service>>)>,
    /// What AWS shows of it besides, if it was imported.
    #[serde(default)]
    pub(crate) shown: Option<Box<shapes::Service>>,
}

/// `ACTIVE`, `DRAINING` or `INACTIVE`.
type Status = &'static str;

fn read_status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
    let text = String::deserialize(deserializer)?;
    let known = ["ACTIVE", "DRAINING", "INACTIVE"].into_iter().find(|known| *known == text);
    known.ok_or_else(|| serde::de::Error::custom(format!("a service can't have the status `{text}`")))
}

/// One revision being put in place: `deployments` in DescribeServices.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Rollout {
    pub(crate) id: Arc<str>,
    pub(crate) revision: usize,
    pub(crate) target_groups: Vec<String>,
    pub(crate) state: DeploymentRolloutState,
    pub(crate) reason: String,
    pub(crate) failed: i32,
    pub(crate) start_failures: u32,
    pub(crate) hold_until: Option<Timestamp>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    /// What AWS shows of it besides, if it was imported.
    #[serde(default)]
    pub(crate) shown: Option<Box<shapes::Deployment>>,
}

impl Rollout {
    pub(crate) fn new(id: Arc<str>, revision: usize, target_groups: Vec<String>, now: Timestamp) -> Self {
        let reason = format!("ECS deployment {id} in progress.");
        let state = DeploymentRolloutState::InProgress;
        Self {
            id,
            revision,
            target_groups,
            state,
            reason,
            failed: 0,
            start_failures: 0,
            hold_until: None,
            created_at: now,
            updated_at: now,
            shown: None,
        }
    }
}

impl Service {
    pub(crate) fn rollout(&self, id: &str) -> Option<&Rollout> {
        self.rollouts.iter().find(|rollout| *rollout.id == *id)
    }

    pub(crate) fn rollout_mut(&mut self, id: &str) -> Option<&mut Rollout> {
        self.rollouts.iter_mut().find(|rollout| *rollout.id == *id)
    }

    /// Be again what this revision records, as a rollback does. Counts and deployment settings stay.
    pub(crate) fn take_back(&mut self, revision: usize) {
        let recorded = &self.revisions[revision].settings;
        self.settings = shapes::CreateService {
            desired_count: self.settings.desired_count,
            deployment_configuration: self.settings.deployment_configuration.clone(),
            health_check_grace_period_seconds: self.settings.health_check_grace_period_seconds,
            ..recorded.clone()
        };
    }
}

pub(crate) fn create(world: &mut World, request: &shapes::CreateService) -> Result<shapes::CreateServiceResponse> {
    let cluster = world.ecs.cluster(request.cluster.as_deref())?.name.clone();
    let name = request.service_name.clone();
    if let Some(known) = world.ecs.find_service(&cluster, &name).filter(|&id| world.ecs.services[id].status == "ACTIVE") {
        let same = request.client_token.is_some() && world.ecs.services[known].settings.client_token == request.client_token;
        if same {
            return Ok(shapes::CreateServiceResponse { service: Some(describe::service(world, known)), ..Default::default() });
        }
        return Err(invalid("Creation of service was not idempotent."));
    }
    if world.ecs.find_service(&cluster, &name).is_some_and(|id| world.ecs.services[id].status == "DRAINING") {
        return Err(invalid("Unable to Start a service that is still Draining."));
    }
    let wanted = request.task_definition.as_deref().ok_or_else(|| invalid("TaskDefinition can not be blank."))?;
    let definition = task_definitions::for_service(world, wanted)?;
    let mut settings = request.clone();
    settings.task_definition.clone_from(&definition.task_definition_arn);
    let strategy = settings.capacity_provider_strategy.take();
    (settings.launch_type, settings.capacity_provider_strategy) =
        providers::resolve(world.ecs.cluster(Some(&cluster))?, settings.launch_type.take(), strategy)?;
    settings.scheduling_strategy.get_or_insert(SchedulingStrategy::Replica);
    let daemon = settings.scheduling_strategy == Some(SchedulingStrategy::Daemon);
    let percents = settings.deployment_configuration.get_or_insert_default();
    percents.minimum_healthy_percent.get_or_insert(if daemon { 0 } else { 100 });
    percents.maximum_percent.get_or_insert(if daemon { 100 } else { 200 });
    percents.strategy.get_or_insert(shapes::DeploymentStrategy::Rolling);
    settings.availability_zone_rebalancing.get_or_insert(shapes::AvailabilityZoneRebalancing::Enabled);
    check(world, &settings, &definition)?;
    let live_groups = settings.load_balancers.iter().flatten().filter_map(|balancer| balancer.target_group_arn.clone()).collect();
    let service = Service {
        arn: world.arn("ecs", &format!("service/{cluster}/{name}")),
        name: name.clone(),
        cluster: cluster.clone(),
        status: "ACTIVE",
        tags: settings.tags.take().unwrap_or_default(),
        settings,
        revisions: Numbered::default(),
        rollouts: Vec::new(),
        history: Numbered::default(),
        current: None,
        tasks: Vec::new(),
        stopped: Vec::new(),
        events: VecDeque::new(),
        created_at: world.now,
        steady: false,
        tick_at: None,
        tidies: false,
        zones: Vec::new(),
        live_groups,
        stale: Some((world.now + world.scenario.consistency_delay.0, None)),
        shown: None,
    };
    let id = world.ecs.services.push(service);
    world.ecs.service_ids.entry(cluster).or_default().insert(name, id);
    meter::created(world, id);
    deployments::begin(world, id, definition)?;
    Ok(shapes::CreateServiceResponse { service: Some(describe::service(world, id)), ..Default::default() })
}

/// What AWS refuses, for a new service as for a changed one.
fn check(world: &World, settings: &shapes::CreateService, definition: &shapes::TaskDefinition) -> Result<()> {
    if settings.desired_count.is_some_and(|count| !(0..=5000).contains(&count)) {
        return Err(invalid("desiredCount must be between 0 and 5000."));
    }
    providers::check_definition(
        definition,
        settings.launch_type.as_ref(),
        settings.capacity_provider_strategy.as_deref().unwrap_or_default(),
        settings.network_configuration.is_some(),
    )?;
    let configuration = settings.deployment_configuration.clone().unwrap_or_default();
    let (minimum, maximum) = (configuration.minimum_healthy_percent.unwrap_or(100), configuration.maximum_percent.unwrap_or(200));
    if minimum < 0
        || !(0..=20_000).contains(&maximum)
        || (minimum >= 100 && maximum <= 100 && settings.scheduling_strategy != Some(SchedulingStrategy::Daemon))
    {
        return Err(invalid("Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments."));
    }
    if settings.availability_zone_rebalancing == Some(shapes::AvailabilityZoneRebalancing::Enabled)
        && maximum <= 100
        && settings.scheduling_strategy != Some(SchedulingStrategy::Daemon)
    {
        return Err(invalid("availabilityZoneRebalancing needs a maximumPercent greater than 100."));
    }
    let balancers = settings.load_balancers.clone().unwrap_or_default();
    for balancer in &balancers {
        let group = balancer.target_group_arn.as_deref().unwrap_or_default();
        if !elbv2::target_group_exists(world, group) {
            return Err(invalid(format!("The specified target group {group} does not exist.")));
        }
        if !elbv2::has_load_balancer(world, group) {
            return Err(invalid(format!("The target group with targetGroupArn {group} does not have an associated load balancer.")));
        }
        let container = definition.container_definitions.iter().find(|container| container.name == balancer.container_name);
        let container = container.ok_or_else(|| {
            invalid(format!(
                "The container {} does not exist in the task definition.",
                balancer.container_name.as_deref().unwrap_or_default()
            ))
        })?;
        if !container.port_mappings.iter().flatten().any(|mapping| mapping.container_port == balancer.container_port) {
            return Err(invalid(format!(
                "The container {} did not have a container port {} defined.",
                container.name.as_deref().unwrap_or_default(),
                balancer.container_port.unwrap_or_default()
            )));
        }
    }
    if balancers.is_empty() && settings.health_check_grace_period_seconds.is_some() {
        return Err(invalid("Health check grace period is only valid for services configured to use load balancers"));
    }
    if deployments::shifts(&configuration) {
        check_shift(&configuration, &balancers)?;
    }
    Ok(())
}

fn check_shift(configuration: &shapes::DeploymentConfiguration, balancers: &[shapes::LoadBalancer]) -> Result<()> {
    for balancer in balancers {
        let advanced = balancer.advanced_configuration.clone().unwrap_or_default();
        if advanced.alternate_target_group_arn.is_none() || advanced.production_listener_rule.is_none() || advanced.role_arn.is_none() {
            return Err(invalid("advancedConfiguration is required on all load balancers for this deployment strategy."));
        }
        if advanced.production_listener_rule == advanced.test_listener_rule {
            return Err(invalid("The production listener rule must differ from the test listener rule."));
        }
    }
    let within = |value: Option<f64>, least: f64| value.is_none_or(|value| (least..=100.0).contains(&value));
    if !within(configuration.canary_configuration.as_ref().and_then(|canary| canary.canary_percent), 0.1) {
        return Err(invalid("canaryPercent must be between 0.1 and 100.0."));
    }
    if !within(configuration.linear_configuration.as_ref().and_then(|linear| linear.step_percent), 3.0) {
        return Err(invalid("stepPercent must be between 3.0 and 100.0."));
    }
    for hook in configuration.lifecycle_hooks.iter().flatten() {
        let shifting = ["TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"];
        let pauses = hook.target_type == Some(shapes::DeploymentLifecycleHookTargetType::Pause);
        if pauses && hook.lifecycle_stages.iter().flatten().any(|stage| shifting.contains(&stage.as_str())) {
            return Err(invalid("PAUSE hooks cannot be configured at TEST_TRAFFIC_SHIFT or PRODUCTION_TRAFFIC_SHIFT stages."));
        }
    }
    Ok(())
}

pub(crate) fn update(world: &mut World, request: &shapes::UpdateService) -> Result<shapes::UpdateServiceResponse> {
    let id = world.ecs.service_id(request.cluster.as_deref(), &request.service)?;
    if world.ecs.services[id].status != "ACTIVE" {
        return Err(super::aws_error(ErrorKind::Conflict, "ServiceNotActiveException", "Service was not ACTIVE."));
    }
    let before = describe::service(world, id);
    let old = world.ecs.services[id].settings.clone();
    let mut new = old.clone();
    let current = old.task_definition.clone().unwrap_or_default();
    // A service goes on with a definition that was deregistered; only a new one has to be active.
    let definition = match &request.task_definition {
        Some(named) => task_definitions::for_service(world, named)?,
        None => task_definitions::of_service(world, &current)?,
    };
    new.task_definition.clone_from(&definition.task_definition_arn);
    macro_rules! take {
        ($($member:ident),*) => { $( if request.$member.is_some() { new.$member.clone_from(&request.$member); } )* };
    }
    take!(desired_count, availability_zone_rebalancing, network_configuration, placement_constraints, placement_strategy);
    take!(platform_version, health_check_grace_period_seconds, deployment_controller, enable_execute_command, enable_ecs_managed_tags);
    take!(
        load_balancers,
        propagate_tags,
        service_registries,
        service_connect_configuration,
        volume_configurations,
        vpc_lattice_configurations
    );
    if let Some(strategy) = &request.capacity_provider_strategy {
        // An empty list leads back to a launch type: to the one that the providers stood for.
        let cluster = world.ecs.cluster(Some(&world.ecs.services[id].cluster))?;
        if strategy.is_empty() {
            let former = old.capacity_provider_strategy.as_deref().unwrap_or_default();
            let fallback = if providers::on_fargate(former) { LaunchType::Fargate } else { LaunchType::Ec2 };
            new.launch_type = old.launch_type.clone().or(Some(fallback));
            new.capacity_provider_strategy = None;
        } else {
            (new.launch_type, new.capacity_provider_strategy) = providers::resolve(cluster, None, Some(strategy.clone()))?;
        }
    }
    if let Some(changed) = &request.deployment_configuration {
        merge_configuration(new.deployment_configuration.get_or_insert_default(), changed);
    }
    check(world, &new, &definition)?;
    // The members that start a deployment when they change; the others take effect at once.
    let deploys = request.force_new_deployment == Some(true)
        || new.task_definition != old.task_definition
        || new.network_configuration != old.network_configuration
        || new.platform_version != old.platform_version
        || new.load_balancers != old.load_balancers
        || new.service_registries != old.service_registries
        || new.service_connect_configuration != old.service_connect_configuration
        || new.volume_configurations != old.volume_configurations
        || new.vpc_lattice_configurations != old.vpc_lattice_configurations;
    let balancers_changed = new.load_balancers != old.load_balancers;
    let service = &mut world.ecs.services[id];
    service.settings = new;
    if balancers_changed {
        let balancers = service.settings.load_balancers.clone().unwrap_or_default();
        let kept = |group: &String, balancer: &shapes::LoadBalancer| {
            balancer.advanced_configuration.as_ref().is_some_and(|advanced| advanced.alternate_target_group_arn.as_ref() == Some(group))
        };
        let live = service.live_groups.clone();
        service.live_groups = balancers
            .iter()
            .enumerate()
            .filter_map(|(index, balancer)| {
                live.get(index).filter(|group| kept(group, balancer)).cloned().or_else(|| balancer.target_group_arn.clone())
            })
            .collect();
    }
    if deploys && let Err(error) = deployments::begin(world, id, definition) {
        world.ecs.services[id].settings = old;
        return Err(error);
    }
    let delay = world.scenario.consistency_delay.0;
    let service = &mut world.ecs.services[id];
    service.steady = false;
    if !delay.is_zero() {
        service.stale = Some((world.now + delay, Some(Box::new(before))));
    }
    scheduler::wake(world, id, Duration::from_secs(1));
    Ok(shapes::UpdateServiceResponse { service: Some(describe::service(world, id)), ..Default::default() })
}

/// UpdateService changes only the members of the configuration that it names.
fn merge_configuration(known: &mut shapes::DeploymentConfiguration, changed: &shapes::DeploymentConfiguration) {
    macro_rules! take {
        ($($member:ident),*) => { $( if changed.$member.is_some() { known.$member.clone_from(&changed.$member); } )* };
    }
    take!(deployment_circuit_breaker, maximum_percent, minimum_healthy_percent, alarms, strategy, bake_time_in_minutes);
    take!(lifecycle_hooks, linear_configuration, canary_configuration, early_success_criteria);
}

pub(crate) fn delete(world: &mut World, request: &shapes::DeleteService) -> Result<shapes::DeleteServiceResponse> {
    let id: ServiceId = world.ecs.service_id(request.cluster.as_deref(), &request.service)?;
    let service = &world.ecs.services[id];
    match service.status {
        "ACTIVE" => {}
        // It is being deleted already.
        "DRAINING" => return Ok(shapes::DeleteServiceResponse { service: Some(describe::service(world, id)), ..Default::default() }),
        _ => return Err(super::aws_error(ErrorKind::NotFound, "ServiceNotFoundException", "Service not found.")),
    }
    if service.settings.desired_count.unwrap_or(0) > 0 && request.force != Some(true) {
        return Err(client_error(ErrorKind::InvalidRequest, "The service cannot be stopped while it is scaled above 0.")
            .with_code("InvalidParameterException"));
    }
    deployments::supersede(world, id, "Service deployment was stopped because the service was deleted.");
    let service = &mut world.ecs.services[id];
    service.status = "DRAINING";
    service.settings.desired_count = Some(0);
    scheduler::wake(world, id, Duration::from_secs(1));
    Ok(shapes::DeleteServiceResponse { service: Some(describe::service(world, id)), ..Default::default() })
}
