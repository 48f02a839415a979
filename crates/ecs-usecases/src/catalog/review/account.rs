//! [`Account`]: what an account and Region show of the use cases that are in use, gathered by reads alone.

use super::{
    live::{self, RepositoryFacts, Unread},
    reading::Reading,
};
use crate::{
    backend::{Cloud, Scope},
    error::Result,
    model::{
        application_autoscaling::{
            DescribeScalableTargets, DescribeScalingPolicies, DescribeScheduledActions, ScalableTarget, ScalingPolicy, ScheduledAction,
            ServiceNamespace,
        },
        ecr, ecs,
        elbv2::{DescribeLoadBalancers, DescribeTargetGroups, LoadBalancer, TargetGroup},
    },
};
use std::collections::{BTreeMap, btree_map::Entry};

/// What is there in one account and Region.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) scope: Scope,
    pub(super) clusters: Vec<ecs::Cluster>,
    pub(super) services: Vec<ecs::Service>,
    /// The task definitions of the services, by ARN.
    pub(super) definitions: BTreeMap<String, ecs::TaskDefinition>,
    /// Tasks that run outside of services too.
    pub(super) tasks: Vec<ecs::Task>,
    pub(super) repositories: Vec<RepositoryFacts>,
    pub(super) scalable_targets: Vec<ScalableTarget>,
    pub(super) scaling_policies: Vec<ScalingPolicy>,
    pub(super) scheduled_actions: Vec<ScheduledAction>,
    pub(super) load_balancers: Vec<LoadBalancer>,
    pub(super) target_groups: Vec<TargetGroup>,
    pub(super) unread: Vec<Unread>,
}

/// AWS's limits of what is described at once.
const CLUSTERS_AT_ONCE: usize = 100;
const SERVICES_AT_ONCE: usize = 10;
const TASKS_AT_ONCE: usize = 100;

/// Read the account. What can't be read is noted.
pub(super) async fn gather(cloud: &Cloud) -> Result<Account> {
    let mut reading = Reading::of(cloud);
    let scope = reading.scope().clone();
    let region = scope.region.as_str();
    let clusters = clusters(&mut reading, region).await?;
    let (mut services, mut tasks) = (Vec::new(), Vec::new());
    for cluster in clusters.iter().filter_map(|cluster| cluster.cluster_arn.as_deref()) {
        services.extend(services_of(&mut reading, region, cluster).await?);
        tasks.extend(tasks_of(&mut reading, region, cluster).await?);
    }
    let mut definitions = BTreeMap::new();
    for arn in services.iter().filter_map(|service| service.task_definition.clone()) {
        let Entry::Vacant(place) = definitions.entry(arn) else { continue };
        let describe = ecs::DescribeTaskDefinition { task_definition: place.key().clone(), ..Default::default() };
        if let Some(definition) = reading.try_send(describe).await?.and_then(|reply| reply.task_definition) {
            place.insert(definition);
        }
    }
    let ask = |next_token| ecr::DescribeRepositories { next_token, ..Default::default() };
    let mut repositories = Vec::new();
    for found in reading.try_every(region, ask, |page| (page.repositories, page.next_token)).await? {
        repositories.push(live::settings(&mut reading, &scope.account, region, found).await?);
    }
    let ask = |next_token| DescribeScalableTargets { service_namespace: ServiceNamespace::Ecs, next_token, ..Default::default() };
    let scalable_targets = reading.try_every(region, ask, |page| (page.scalable_targets, page.next_token)).await?;
    let ask = |next_token| DescribeScalingPolicies { service_namespace: ServiceNamespace::Ecs, next_token, ..Default::default() };
    let scaling_policies = reading.try_every(region, ask, |page| (page.scaling_policies, page.next_token)).await?;
    let ask = |next_token| DescribeScheduledActions { service_namespace: ServiceNamespace::Ecs, next_token, ..Default::default() };
    let scheduled_actions = reading.try_every(region, ask, |page| (page.scheduled_actions, page.next_token)).await?;
    let ask = |marker| DescribeLoadBalancers { marker, ..Default::default() };
    let load_balancers = reading.try_every(region, ask, |page| (page.load_balancers, page.next_marker)).await?;
    let ask = |marker| DescribeTargetGroups { marker, ..Default::default() };
    let target_groups = reading.try_every(region, ask, |page| (page.target_groups, page.next_marker)).await?;
    Ok(Account {
        clusters,
        services,
        definitions,
        tasks,
        repositories,
        scalable_targets,
        scaling_policies,
        scheduled_actions,
        load_balancers,
        target_groups,
        unread: reading.not_read(),
        scope,
    })
}

async fn clusters(reading: &mut Reading, region: &str) -> Result<Vec<ecs::Cluster>> {
    let ask = |next_token| ecs::ListClusters { next_token, ..Default::default() };
    let arns = reading.try_every(region, ask, |page| (page.cluster_arns, page.next_token)).await?;
    let mut clusters = Vec::new();
    for some in arns.chunks(CLUSTERS_AT_ONCE) {
        let include = vec![ecs::ClusterField::Settings, ecs::ClusterField::Tags, ecs::ClusterField::Configurations];
        let describe = ecs::DescribeClusters { clusters: Some(some.to_vec()), include: Some(include), ..Default::default() };
        clusters.extend(reading.try_send(describe).await?.map(|reply| reply.clusters).unwrap_or_default());
    }
    Ok(clusters)
}

async fn services_of(reading: &mut Reading, region: &str, cluster: &str) -> Result<Vec<ecs::Service>> {
    let ask = |next_token| ecs::ListServices { cluster: Some(cluster.to_owned()), next_token, ..Default::default() };
    let arns = reading.try_every(region, ask, |page| (page.service_arns, page.next_token)).await?;
    let mut services = Vec::new();
    for some in arns.chunks(SERVICES_AT_ONCE) {
        let describe = ecs::DescribeServices {
            cluster: Some(cluster.to_owned()),
            services: some.to_vec(),
            include: Some(vec![ecs::ServiceField::Tags]),
            ..Default::default()
        };
        services.extend(reading.try_send(describe).await?.map(|reply| reply.services).unwrap_or_default());
    }
    services.retain(|service| service.status.as_deref() == Some("ACTIVE"));
    Ok(services)
}

async fn tasks_of(reading: &mut Reading, region: &str, cluster: &str) -> Result<Vec<ecs::Task>> {
    let ask = |next_token| ecs::ListTasks { cluster: Some(cluster.to_owned()), next_token, ..Default::default() };
    let arns = reading.try_every(region, ask, |page| (page.task_arns, page.next_token)).await?;
    let mut tasks = Vec::new();
    for some in arns.chunks(TASKS_AT_ONCE) {
        let describe = ecs::DescribeTasks { cluster: Some(cluster.to_owned()), tasks: some.to_vec(), ..Default::default() };
        tasks.extend(reading.try_send(describe).await?.map(|reply| reply.tasks).unwrap_or_default());
    }
    Ok(tasks)
}
