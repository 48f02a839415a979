//! A service with what its scheduler is at, and its tasks.

use super::{history, tasks};
use crate::{
    backends::simulator::{
        ecs::{
            ServiceId, forgetting, last_part, meter, outages,
            revisions::Revision,
            scheduler,
            services::{Rollout, Service},
            task_definitions,
        },
        elbv2,
        numbered::Numbered,
        world::World,
    },
    model::{
        ecs::{self as shapes, DeploymentRolloutState},
        elbv2::TargetHealthDescription,
    },
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// What a cloud shows of a service. Its cluster, task definitions and target groups are imported before it.
#[derive(Debug, Default)]
pub(crate) struct LiveService {
    /// From DescribeServices.
    pub(crate) service: shapes::Service,
    /// The deployment that goes on, if one does.
    pub(crate) deployment: Option<shapes::ServiceDeployment>,
    /// The revisions that it runs, as far as they can be told.
    pub(crate) revisions: Vec<shapes::ServiceRevision>,
    /// Its tasks, those that have stopped too.
    pub(crate) tasks: Vec<shapes::Task>,
    /// The targets of its target groups.
    pub(crate) targets: BTreeMap<String, Vec<TargetHealthDescription>>,
}

/// A service that is not there yet.
pub(crate) fn service(world: &mut World, live: LiveService) {
    let LiveService { service: mut shown, deployment, revisions, tasks, targets } = live;
    let cluster = last_part(shown.cluster_arn.as_deref().unwrap_or_default()).to_owned();
    let name = shown.service_name.clone().unwrap_or_default();
    if world.ecs.find_service(&cluster, &name).is_some() {
        return;
    }
    let now = world.now;
    let deployments = std::mem::take(&mut shown.deployments);
    let events = std::mem::take(&mut shown.events).into();
    let settings = settings(&shown, deployments.first());
    let mut service = Service {
        name: name.clone(),
        cluster: cluster.clone(),
        arn: shown.service_arn.clone().unwrap_or_default(),
        status: match shown.status.as_deref() {
            Some("DRAINING") => "DRAINING",
            Some("INACTIVE") => "INACTIVE",
            _ => "ACTIVE",
        },
        live_groups: Vec::new(),
        settings,
        revisions: Numbered::default(),
        rollouts: Vec::new(),
        history: Numbered::default(),
        current: None,
        tasks: Vec::new(),
        stopped: Vec::new(),
        events,
        tags: std::mem::take(&mut shown.tags),
        created_at: shown.created_at.unwrap_or(now),
        steady: true,
        tick_at: None,
        tidies: false,
        zones: zones(&shown, &tasks),
        stale: None,
        shown: None,
    };
    for revision in revisions {
        history::put_revision(&mut service, revision);
    }
    service.live_groups = live_groups(world, &service, deployment.as_ref());
    for (index, deployed) in deployments.iter().enumerate() {
        let rollout = rollout(world, &mut service, deployed, index, deployment.as_ref());
        service.rollouts.push(rollout);
    }
    forget_computed(&mut shown);
    service.shown = Some(Box::new(shown));
    let active = service.status == "ACTIVE";
    let id = world.ecs.services.push(service);
    world.ecs.service_ids.entry(cluster.clone()).or_default().insert(name, id);
    if let Some(deployment) = &deployment {
        history::begin(world, id, deployment);
    }
    give_groups(world, id);
    tasks::of_service(world, id, &tasks, &targets);
    meter::imported(world, id);
    let counts = scheduler::counts(world, &world.ecs.services[id], None);
    if let Some(cluster) = world.ecs.clusters.get_mut(&cluster) {
        cluster.beyond.services = (cluster.beyond.services - i32::from(active)).max(0);
        cluster.beyond.running = (cluster.beyond.running - counts.running).max(0);
        cluster.beyond.pending = (cluster.beyond.pending - counts.pending).max(0);
    }
    forgetting::plan(world, id);
    if active {
        scheduler::wake(world, id, Duration::from_secs(1));
    }
}

/// The letters of the Availability Zones that its tasks can be in, as far as its tasks and its subnets tell.
fn zones(shown: &shapes::Service, tasks: &[shapes::Task]) -> Vec<char> {
    let network = shown.network_configuration.as_ref().and_then(|network| network.awsvpc_configuration.as_ref());
    let Some(subnets) = network.and_then(|network| network.subnets.as_ref()).map(Vec::len) else { return Vec::new() };
    outages::zones_of(tasks.iter().filter_map(|task| task.availability_zone.as_deref()?.chars().last()), subnets)
}

/// What the service is asked to be, in the form of the request that creates it.
fn settings(shown: &shapes::Service, primary: Option<&shapes::Deployment>) -> shapes::CreateService {
    fn some<T: Clone>(list: &[T]) -> Option<Vec<T>> {
        (!list.is_empty()).then(|| list.to_vec())
    }
    shapes::CreateService {
        cluster: shown.cluster_arn.clone(),
        service_name: shown.service_name.clone().unwrap_or_default(),
        task_definition: shown.task_definition.clone(),
        availability_zone_rebalancing: shown.availability_zone_rebalancing.clone(),
        load_balancers: some(&shown.load_balancers),
        service_registries: some(&shown.service_registries),
        desired_count: shown.desired_count,
        launch_type: shown.launch_type.clone(),
        capacity_provider_strategy: some(&shown.capacity_provider_strategy),
        platform_version: shown.platform_version.clone(),
        deployment_configuration: shown.deployment_configuration.clone(),
        placement_constraints: some(&shown.placement_constraints),
        placement_strategy: some(&shown.placement_strategy),
        network_configuration: shown.network_configuration.clone(),
        health_check_grace_period_seconds: shown.health_check_grace_period_seconds,
        scheduling_strategy: shown.scheduling_strategy.clone(),
        deployment_controller: shown.deployment_controller.clone(),
        enable_ecs_managed_tags: shown.enable_ecs_managed_tags,
        propagate_tags: shown.propagate_tags.clone(),
        enable_execute_command: shown.enable_execute_command,
        service_connect_configuration: primary.and_then(|primary| primary.service_connect_configuration.clone()),
        volume_configurations: primary.and_then(|primary| some(&primary.volume_configurations)),
        vpc_lattice_configurations: primary.and_then(|primary| some(&primary.vpc_lattice_configurations)),
        ..shapes::CreateService::default()
    }
}

/// What the simulator tells itself must not come from what was shown before it.
fn forget_computed(shown: &mut shapes::Service) {
    shown.current_service_deployment = None;
    shown.current_service_revisions.clear();
    shown.load_balancers.clear();
    shown.capacity_provider_strategy.clear();
}

/// The revision of this task definition, of those that are there; one is made where the cloud tells of none.
fn revision_for(world: &mut World, service: &mut Service, deployed: &shapes::Deployment, arn: Option<&str>) -> usize {
    let definition = deployed.task_definition.clone().unwrap_or_default();
    let runs = |revision: &Revision| revision.settings.task_definition.as_ref() == Some(&definition);
    let used: Vec<usize> = service.rollouts.iter().map(|rollout| rollout.revision).collect();
    let found = arn.and_then(|arn| service.revisions.find(|revision| revision.arn == arn));
    let alike = || {
        let mut latest = service.revisions.numbered().rev().filter(|(number, revision)| runs(revision) && !used.contains(number));
        latest.next().map(|(number, _)| number)
    };
    let number = found.or_else(alike).unwrap_or_else(|| {
        let made = u64::from_str_radix(&world.new_id("revision", 15), 16).unwrap_or_default();
        let arn = world.arn("ecs", &format!("service-revision/{}/{}/{made:019}", service.cluster, service.name));
        let created = deployed.created_at.unwrap_or(world.now);
        let settings = service.settings.clone();
        history::revision_of(&mut service.revisions, &arn, &settings, created)
    });
    if let Ok(definition) = task_definitions::of_service(world, &definition) {
        let revision = &mut service.revisions[number];
        revision.settings.task_definition.clone_from(&definition.task_definition_arn);
        revision.definition = definition;
    }
    number
}

fn rollout(
    world: &mut World,
    service: &mut Service,
    deployed: &shapes::Deployment,
    index: usize,
    current: Option<&shapes::ServiceDeployment>,
) -> Rollout {
    let named = current.filter(|_| index == 0).and_then(|current| {
        let back = current.rollback.as_ref().and_then(|rollback| rollback.service_revision_arn.as_deref());
        back.or_else(|| current.target_service_revision.as_ref()?.arn.as_deref())
    });
    let revision = revision_for(world, service, deployed, named);
    let now = world.now;
    let mut shown = deployed.clone();
    shown.capacity_provider_strategy.clear();
    Rollout {
        id: Arc::from(deployed.id.as_deref().unwrap_or_default()),
        revision,
        target_groups: service.live_groups.clone(),
        state: deployed.rollout_state.clone().unwrap_or(DeploymentRolloutState::Completed),
        reason: deployed.rollout_state_reason.clone().unwrap_or_default(),
        failed: deployed.failed_tasks.unwrap_or(0),
        start_failures: 0,
        hold_until: None,
        created_at: deployed.created_at.unwrap_or(now),
        updated_at: deployed.updated_at.unwrap_or(now),
        shown: Some(Box::new(shown)),
    }
}

/// The target groups that get production traffic: as AWS resolved it, else the one that the rules send requests to.
fn live_groups(world: &World, service: &Service, current: Option<&shapes::ServiceDeployment>) -> Vec<String> {
    // While traffic shifts, the target of the deployment is not live yet.
    let target = current.and_then(|current| current.target_service_revision.as_ref()?.arn.clone());
    let settled = service.revisions.iter().filter(|revision| Some(&revision.arn) != target.as_ref());
    let resolved: Vec<String> =
        settled.flat_map(|revision| &revision.targets).filter_map(|target| target.target_group_arn.clone()).collect();
    let choose = |balancer: &shapes::LoadBalancer| {
        let main = balancer.target_group_arn.clone()?;
        let advanced = balancer.advanced_configuration.clone().unwrap_or_default();
        let Some(alternate) = advanced.alternate_target_group_arn else { return Some(main) };
        if let Some(known) = [&main, &alternate].into_iter().find(|group| resolved.contains(group)) {
            return Some(known.clone());
        }
        let weights = advanced.production_listener_rule.map(|rule| elbv2::weights(world, &rule)).unwrap_or_default();
        let of = |group: &String| weights.iter().find(|(known, _)| known == group).map_or(0, |(_, weight)| *weight);
        Some(if of(&alternate) > of(&main) { alternate } else { main })
    };
    service.settings.load_balancers.iter().flatten().filter_map(choose).collect()
}

/// The tasks of the latest rollout are in the other target groups while a deployment shifts traffic to them.
fn give_groups(world: &mut World, id: ServiceId) {
    let service = &mut world.ecs.services[id];
    let green = service.current.and_then(|current| service.history[current].shift.as_ref()).map(super::super::shift::Shift::green_groups);
    if let (Some(green), Some(latest)) = (green, service.rollouts.first_mut()) {
        latest.target_groups = green;
    }
}
