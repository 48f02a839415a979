//! [`Surroundings`]: what the rules of posture look at beside what [`ServiceFacts`] has.

use super::{
    live::{ServiceFacts, Unread},
    reading::Reading,
};
use crate::{
    backend::Cloud,
    error::Result,
    model::{
        ecr::{DescribeRegistry, GetRegistryScanningConfiguration},
        ecs::{
            CapacityProvider, CapacityProviderField, DescribeCapacityProviders, DescribeTaskDefinition, ListAccountSettings, Setting, Tag,
            TaskDefinitionField,
        },
        elbv2::{DescribeListeners, DescribeLoadBalancerAttributes, Listener, LoadBalancerAttribute},
    },
    rules::posture::RegistryFacts,
};
use std::collections::{BTreeMap, BTreeSet};

/// What stands around a service. What is absent could not be read.
#[derive(Debug, Clone, Default)]
pub(super) struct Surroundings {
    /// Tags of its task definition.
    pub(super) tags: Option<Vec<Tag>>,
    /// Attributes of its load balancers, by ARN.
    pub(super) attributes: BTreeMap<String, Vec<LoadBalancerAttribute>>,
    /// Listeners of its load balancers, by ARN.
    pub(super) listeners: BTreeMap<String, Vec<Listener>>,
    /// The capacity providers that it or its cluster names.
    pub(super) capacity_providers: Vec<CapacityProvider>,
    /// The settings of Amazon ECS that hold for the caller.
    pub(super) settings: Option<Vec<Setting>>,
    /// The registry of the account and Region; its policy is not read.
    pub(super) registry: RegistryFacts,
    /// What could not be read.
    pub(super) unread: Vec<Unread>,
}

/// Read it. Nothing of it has to be readable.
pub(super) async fn gather(cloud: &Cloud, facts: &ServiceFacts) -> Result<Surroundings> {
    let mut reading = Reading::of(cloud);
    let mut around = Surroundings::default();
    let region = facts.scope.region.clone();
    if let Some(arn) = facts.definition.task_definition_arn.clone() {
        let include = Some(vec![TaskDefinitionField::Tags]);
        let describe = DescribeTaskDefinition { task_definition: arn, include, ..Default::default() };
        around.tags = reading.try_send(describe).await?.map(|reply| reply.tags);
    }
    for arn in facts.load_balancers.iter().filter_map(|balancer| balancer.load_balancer_arn.clone()) {
        let describe = DescribeLoadBalancerAttributes { load_balancer_arn: arn.clone(), ..Default::default() };
        if let Some(reply) = reading.try_send(describe).await? {
            around.attributes.insert(arn.clone(), reply.attributes);
        }
        let unread = reading.unread.len();
        let ask = |marker| DescribeListeners { load_balancer_arn: Some(arn.clone()), marker, ..Default::default() };
        let found = reading.try_every(&region, ask, |page| (page.listeners, page.next_marker)).await?;
        if reading.unread.len() == unread {
            around.listeners.insert(arn, found);
        }
    }
    let of_service = facts.service.capacity_provider_strategy.iter().filter_map(|item| item.capacity_provider.clone());
    let of_cluster = facts.cluster.iter().flat_map(|cluster| cluster.capacity_providers.iter().cloned());
    let names: BTreeSet<String> = of_service.chain(of_cluster).collect();
    if !names.is_empty() {
        let ask = |next_token| DescribeCapacityProviders {
            capacity_providers: Some(names.iter().cloned().collect()),
            include: Some(vec![CapacityProviderField::Tags]),
            next_token,
            ..Default::default()
        };
        around.capacity_providers = reading.try_every(&region, ask, |page| (page.capacity_providers, page.next_token)).await?;
    }
    let unread = reading.unread.len();
    let ask = |next_token| ListAccountSettings { effective_settings: Some(true), next_token, ..Default::default() };
    let settings = reading.try_every(&region, ask, |page| (page.settings, page.next_token)).await?;
    around.settings = (reading.unread.len() == unread).then_some(settings);
    let scanning = reading.try_send(GetRegistryScanningConfiguration::default()).await?;
    around.registry.scanning = scanning.and_then(|reply| reply.scanning_configuration);
    let registry = reading.try_send(DescribeRegistry::default()).await?;
    around.registry.replication = registry.and_then(|reply| reply.replication_configuration);
    around.unread = reading.not_read();
    Ok(around)
}
