//! Capacity providers: FARGATE and FARGATE_SPOT, which every account has, and those of scenarios, which stand for the container
//! instances of a cluster.

use super::{clusters::Cluster, describe::at_most, invalid, last_part, page};
use crate::{
    backends::simulator::world::{World, aws_error},
    error::{ErrorKind, Result},
    model::ecs::{self as shapes, CapacityProviderStrategyItem as Item, LaunchType, NetworkMode},
};

pub(crate) const FARGATE: [&str; 2] = ["FARGATE", "FARGATE_SPOT"];

/// Where a task runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placement {
    pub(crate) fargate: bool,
    pub(crate) provider: Option<String>,
}

fn name(item: &Item) -> &str {
    item.capacity_provider.as_deref().unwrap_or_default()
}

/// Whether these providers are Fargate's.
pub(crate) fn on_fargate(strategy: &[Item]) -> bool {
    strategy.first().is_some_and(|item| FARGATE.contains(&name(item)))
}

impl Placement {
    /// Where the next task goes when those that run already use these providers: the base comes first, then whichever provider
    /// is furthest behind its weight.
    pub(crate) fn next(launch_type: Option<&LaunchType>, strategy: &[Item], used: &[&str]) -> Self {
        if strategy.is_empty() {
            return Self { fargate: launch_type != Some(&LaunchType::Ec2), provider: None };
        }
        let count = |item: &Item| used.iter().filter(|used| **used == name(item)).count() as i64;
        let base = |item: &Item| i64::from(item.base.unwrap_or(0));
        let weight = |item: &Item| i64::from(item.weight.unwrap_or(0));
        // What a provider would have for its weight: compared by multiplying, so that nothing is rounded.
        let load = |item: &Item| (count(item) - base(item)).max(0) + 1;
        let short_of_base = strategy.iter().find(|item| count(item) < base(item));
        let by_weight = || {
            let weighted = strategy.iter().filter(|item| weight(item) > 0);
            weighted.min_by(|one, other| (load(one) * weight(other)).cmp(&(load(other) * weight(one))))
        };
        let chosen = short_of_base.or_else(by_weight).unwrap_or(&strategy[0]);
        Self { fargate: on_fargate(strategy), provider: Some(name(chosen).to_owned()) }
    }
}

/// The launch type or strategy that holds: what is asked for, or the cluster's default strategy, or EC2.
pub(crate) fn resolve(
    cluster: &Cluster,
    launch_type: Option<LaunchType>,
    strategy: Option<Vec<Item>>,
) -> Result<(Option<LaunchType>, Option<Vec<Item>>)> {
    let asked = strategy.filter(|strategy| !strategy.is_empty());
    if launch_type.is_some() {
        if asked.is_some() {
            return Err(invalid(
                "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
            ));
        }
        return Ok((launch_type, None));
    }
    let Some(strategy) = asked.or_else(|| Some(cluster.shape.default_capacity_provider_strategy.clone()).filter(|all| !all.is_empty()))
    else {
        return Ok((Some(LaunchType::Ec2), None));
    };
    check(&strategy, &cluster.shape.capacity_providers)?;
    Ok((None, Some(strategy)))
}

/// What AWS documents of a strategy whose providers must be among `known`.
fn check(strategy: &[Item], known: &[String]) -> Result<()> {
    if strategy.len() > 20 {
        return Err(invalid("A capacity provider strategy can contain a maximum of 20 capacity providers."));
    }
    if let Some(unknown) = strategy.iter().find(|item| !known.iter().any(|known| known == name(item))) {
        return Err(invalid(format!("The capacity provider {} is not associated with the cluster.", name(unknown))));
    }
    if strategy.iter().any(|item| FARGATE.contains(&name(item)) != on_fargate(strategy)) {
        return Err(invalid(
            "A capacity provider strategy cannot contain a mix of capacity providers of Fargate and of Auto Scaling groups.",
        ));
    }
    let within = |value: Option<i32>, most: i32| value.is_none_or(|value| (0..=most).contains(&value));
    if strategy.iter().any(|item| !within(item.weight, 1000) || !within(item.base, 100_000)) {
        return Err(invalid("A weight must be between 0 and 1000, and a base between 0 and 100000."));
    }
    if strategy.iter().filter(|item| item.base.unwrap_or(0) > 0).count() > 1 {
        return Err(invalid("Only one capacity provider in a capacity provider strategy can have a base defined."));
    }
    if strategy.len() > 1 && strategy.iter().all(|item| item.weight.unwrap_or(0) == 0) {
        return Err(invalid("At least one capacity provider must have a weight greater than zero."));
    }
    Ok(())
}

/// Whether a definition can run there.
pub(crate) fn check_definition(
    definition: &shapes::TaskDefinition,
    launch_type: Option<&LaunchType>,
    strategy: &[Item],
    has_network: bool,
) -> Result<()> {
    let fargate = launch_type == Some(&LaunchType::Fargate) || on_fargate(strategy);
    if fargate && !definition.compatibilities.contains(&shapes::Compatibility::Fargate) {
        return Err(invalid("Task definition does not support launch_type FARGATE."));
    }
    if definition.network_mode == Some(NetworkMode::Awsvpc) && !has_network {
        return Err(invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified."));
    }
    Ok(())
}

fn shape(world: &World, name: &str) -> shapes::CapacityProvider {
    use shapes::CapacityProviderType as Type;
    shapes::CapacityProvider {
        capacity_provider_arn: Some(world.arn("ecs", &format!("capacity-provider/{name}"))),
        name: Some(name.to_owned()),
        status: Some(shapes::CapacityProviderStatus::Active),
        r#type: Some(match name {
            "FARGATE" => Type::Fargate,
            "FARGATE_SPOT" => Type::FargateSpot,
            _ => Type::Ec2Autoscaling,
        }),
        ..Default::default()
    }
}

pub(crate) fn describe(world: &World, request: &shapes::DescribeCapacityProviders) -> Result<shapes::DescribeCapacityProvidersResponse> {
    let wanted = request.capacity_providers.as_deref().unwrap_or_default();
    at_most(wanted, 100, "capacityProviders")?;
    let all: Vec<String> = match &request.cluster {
        Some(cluster) => world.ecs.cluster(Some(cluster))?.shape.capacity_providers.clone(),
        None => FARGATE.iter().map(|name| (*name).to_owned()).chain(world.ecs.providers.iter().cloned()).collect(),
    };
    let mut reply = shapes::DescribeCapacityProvidersResponse::default();
    let (found, missing): (Vec<_>, Vec<_>) = wanted.iter().partition(|wanted| all.iter().any(|name| name == last_part(wanted)));
    reply.failures = missing
        .into_iter()
        .map(|arn| shapes::Failure { arn: Some(arn.clone()), reason: Some("MISSING".into()), ..Default::default() })
        .collect();
    let shown: Vec<String> = if wanted.is_empty() { all } else { found.into_iter().map(|name| last_part(name).to_owned()).collect() };
    let (names, next_token) = page(&shown, request.next_token.as_deref(), request.max_results, 100)?;
    reply.capacity_providers = names.iter().map(|name| shape(world, name)).collect();
    reply.next_token = next_token;
    Ok(reply)
}

/// Whether these providers exist.
pub(crate) fn must_exist(world: &World, names: &[String]) -> Result<()> {
    match names.iter().find(|name| !FARGATE.contains(&name.as_str()) && !world.ecs.providers.contains(*name)) {
        Some(unknown) => Err(invalid(format!("The specified capacity provider {unknown} was not found."))),
        None => Ok(()),
    }
}

pub(crate) fn put(world: &mut World, request: &shapes::PutClusterCapacityProviders) -> Result<shapes::PutClusterCapacityProvidersResponse> {
    let cluster = world.ecs.cluster(Some(&request.cluster))?;
    let name = cluster.name.clone();
    must_exist(world, &request.capacity_providers)?;
    if !request.default_capacity_provider_strategy.is_empty() {
        check(&request.default_capacity_provider_strategy, &request.capacity_providers)?;
    }
    let tasks = world.ecs.tasks.values().filter(|task| task.cluster == name && task.stopped_at.is_none());
    let gone = |provider: &String| !request.capacity_providers.contains(provider);
    if tasks.filter_map(|task| task.capacity_provider.as_ref()).any(gone) {
        let message = "The specified capacity provider is in use and cannot be removed.";
        return Err(aws_error(ErrorKind::Conflict, "ResourceInUseException", message));
    }
    let cluster = world.ecs.clusters.get_mut(&name).map(|cluster| {
        cluster.shape.capacity_providers.clone_from(&request.capacity_providers);
        cluster.shape.default_capacity_provider_strategy.clone_from(&request.default_capacity_provider_strategy);
        cluster.shape.clone()
    });
    Ok(shapes::PutClusterCapacityProvidersResponse { cluster, ..Default::default() })
}

/// A scenario's cluster has Fargate's providers, and those that its services name.
pub(crate) fn associate(world: &mut World, cluster: &str, names: &[String]) {
    let foreign = names.iter().filter(|name| !FARGATE.contains(&name.as_str())).cloned();
    world.ecs.providers.extend(foreign);
    if let Some(cluster) = world.ecs.clusters.get_mut(cluster) {
        for name in names {
            if !cluster.shape.capacity_providers.contains(name) {
                cluster.shape.capacity_providers.push(name.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(strategy: &[(&str, i32, i32)], tasks: usize) -> Vec<usize> {
        let item = |&(name, base, weight): &(&str, i32, i32)| Item {
            capacity_provider: Some(name.to_owned()),
            base: Some(base),
            weight: Some(weight),
            ..Item::default()
        };
        let items: Vec<Item> = strategy.iter().map(item).collect();
        let mut used: Vec<String> = Vec::new();
        for _ in 0..tasks {
            let names: Vec<&str> = used.iter().map(String::as_str).collect();
            used.extend(Placement::next(None, &items, &names).provider);
        }
        strategy.iter().map(|(name, ..)| used.iter().filter(|used| used == name).count()).collect()
    }

    #[test]
    fn the_base_comes_first_and_weights_share_the_rest() {
        assert_eq!(spread(&[("FARGATE", 0, 1), ("FARGATE_SPOT", 0, 4)], 10), [2, 8]);
        assert_eq!(spread(&[("FARGATE", 2, 1), ("FARGATE_SPOT", 0, 1)], 6), [4, 2]);
        assert_eq!(spread(&[("FARGATE", 2, 1), ("FARGATE_SPOT", 0, 1)], 1), [1, 0]);
        assert_eq!(spread(&[("FARGATE", 3, 0), ("FARGATE_SPOT", 0, 1)], 5), [3, 2]);
        assert_eq!(spread(&[("FARGATE_SPOT", 0, 0)], 2), [2]);
    }
}
