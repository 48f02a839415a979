//! Deployment strategies: AWS's own and the account's.

use super::{bad, constraints, missing, page};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::appconfig::{
        CreateDeploymentStrategy, DeploymentStrategy, GrowthType, ListDeploymentStrategies, ListDeploymentStrategiesResponse, ReplicateTo,
    },
};

/// Id, minutes, growth type, growth factor, minutes of bake.
const PREDEFINED: [(&str, i32, GrowthType, f64, i32); 4] = [
    ("AppConfig.AllAtOnce", 0, GrowthType::Linear, 100.0, 10),
    ("AppConfig.Canary10Percent20Minutes", 20, GrowthType::Exponential, 10.0, 10),
    ("AppConfig.Linear20PercentEvery6Minutes", 30, GrowthType::Linear, 20.0, 30),
    ("AppConfig.Linear50PercentEvery30Seconds", 1, GrowthType::Linear, 50.0, 1),
];

fn predefined() -> impl Iterator<Item = DeploymentStrategy> {
    PREDEFINED.into_iter().map(|(id, minutes, growth, factor, bake)| DeploymentStrategy {
        id: Some(id.to_owned()),
        name: Some(id.to_owned()),
        deployment_duration_in_minutes: Some(minutes),
        growth_type: Some(growth),
        growth_factor: Some(factor),
        final_bake_time_in_minutes: Some(bake),
        replicate_to: Some(ReplicateTo::None),
        ..DeploymentStrategy::default()
    })
}

/// A strategy by its id, or an own one by its name.
pub(super) fn find(world: &World, wanted: &str) -> Result<DeploymentStrategy> {
    let named = |strategy: &&DeploymentStrategy| strategy.name.as_deref() == Some(wanted);
    let own = world.appconfig.strategies.get(wanted).or_else(|| world.appconfig.strategies.values().find(named));
    let found = own.cloned().or_else(|| predefined().find(|strategy| strategy.id.as_deref() == Some(wanted)));
    found.ok_or_else(|| missing("DeploymentStrategy", wanted))
}

pub(super) fn create(world: &mut World, request: &CreateDeploymentStrategy) -> Result<DeploymentStrategy> {
    constraints::length(&request.name, "Name", 64)?;
    constraints::description(request.description.as_deref())?;
    constraints::tags(request.tags.as_ref())?;
    constraints::minutes(request.deployment_duration_in_minutes, "DeploymentDurationInMinutes")?;
    let bake = request.final_bake_time_in_minutes.unwrap_or(0);
    constraints::minutes(bake, "FinalBakeTimeInMinutes")?;
    if !(1.0..=100.0).contains(&request.growth_factor) {
        return Err(bad(format!("GrowthFactor must be 1.0-100.0, not {}", request.growth_factor)));
    }
    let growth = request.growth_type.clone().unwrap_or(GrowthType::Linear);
    let replicate_to = request.replicate_to.clone().unwrap_or(ReplicateTo::None);
    if matches!(growth, GrowthType::Unknown(_)) || matches!(replicate_to, ReplicateTo::Unknown(_)) {
        return Err(bad("GrowthType must be LINEAR or EXPONENTIAL, and ReplicateTo NONE or SSM_DOCUMENT"));
    }
    let id = world.new_id("appconfig/strategy", 7);
    let strategy = DeploymentStrategy {
        id: Some(id.clone()),
        name: Some(request.name.clone()),
        description: request.description.clone(),
        deployment_duration_in_minutes: Some(request.deployment_duration_in_minutes),
        growth_type: Some(growth),
        growth_factor: Some(request.growth_factor),
        final_bake_time_in_minutes: Some(bake),
        replicate_to: Some(replicate_to),
        ..DeploymentStrategy::default()
    };
    world.appconfig.strategies.insert(id, strategy.clone());
    Ok(strategy)
}

pub(super) fn list(world: &World, request: &ListDeploymentStrategies) -> Result<ListDeploymentStrategiesResponse> {
    let all = world.appconfig.strategies.values().cloned().chain(predefined());
    let keyed = all.map(|strategy| (strategy.id.clone().unwrap_or_default(), strategy)).collect();
    let (items, next_token) = page(keyed, false, request.next_token.as_deref(), request.max_results)?;
    Ok(ListDeploymentStrategiesResponse { items, next_token, ..ListDeploymentStrategiesResponse::default() })
}
