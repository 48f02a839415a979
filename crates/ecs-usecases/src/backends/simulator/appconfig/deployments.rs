//! Deployments: started, told, stopped. How they grow is in `growth`.

use super::{Deployed, Environment, Place, bad, conflict, constraints, growth, key_of, missing, page, profiles::HOSTED, strategies};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::appconfig::{
        Deployment, DeploymentEventType as Event, DeploymentState as State, DeploymentSummary, DeploymentType, GetDeployment,
        ListDeployments, ListDeploymentsResponse, StartDeployment, StopDeployment, TriggeredBy,
    },
};

/// A deployment can be reverted for this long after its end.
const REVERTIBLE: i64 = 72 * 60 * 60 * 1000;

impl Environment {
    /// The deployment that goes on.
    fn running(&self) -> Option<i32> {
        let runs = |deployed: &Deployed| matches!(deployed.shape.state, Some(State::Deploying | State::Baking));
        self.deployments.iter().find(|(_, deployed)| runs(deployed)).map(|(number, _)| *number)
    }

    fn latest(&self) -> i32 {
        self.deployments.keys().next_back().copied().unwrap_or(0)
    }
}

pub(super) fn start(world: &mut World, request: &StartDeployment) -> Result<Deployment> {
    let place = begun(world, request)?;
    growth::log(world, &place, Event::DeploymentStarted, TriggeredBy::User, "Deployment started");
    growth::begin(world, &place);
    told(world, &place)
}

/// Put a deployment down that has reached nobody yet.
pub(super) fn begun(world: &mut World, request: &StartDeployment) -> Result<Place> {
    constraints::description(request.description.as_deref())?;
    constraints::tags(request.tags.as_ref())?;
    let (application_id, application) = world.appconfig.application(&request.application_id)?;
    let (environment_id, environment) = application.environment(&request.environment_id)?;
    let (profile_id, profile) = application.profile(&request.configuration_profile_id)?;
    let strategy = strategies::find(world, &request.deployment_strategy_id)?;
    if profile.shape.location_uri.as_deref() != Some(HOSTED) {
        return Err(bad("Only hosted configurations can be deployed in the simulator"));
    }
    let found = profile.version(&request.configuration_version);
    let (version, hosted) = found.ok_or_else(|| missing("ConfigurationVersion", &request.configuration_version))?;
    if let Some(running) = environment.running() {
        return Err(conflict(format!("Deployment {running} is in progress in environment {environment_id}")));
    }
    let latest = environment.latest();
    if let Some(expected) = request.latest_deployment_number.filter(|expected| *expected != latest) {
        return Err(conflict(format!("The latest deployment of environment {environment_id} is {latest}, not {expected}")));
    }
    let place = Place { application: application_id.clone(), environment: environment_id.clone(), number: latest + 1 };
    let shape = Deployment {
        application_id: Some(application_id.clone()),
        environment_id: Some(environment_id.clone()),
        deployment_strategy_id: strategy.id,
        configuration_profile_id: Some(profile_id.clone()),
        deployment_number: Some(place.number),
        configuration_name: profile.shape.name.clone(),
        configuration_location_uri: profile.shape.location_uri.clone(),
        configuration_version: Some(version.to_string()),
        description: request.description.clone(),
        deployment_duration_in_minutes: strategy.deployment_duration_in_minutes,
        growth_type: strategy.growth_type,
        growth_factor: strategy.growth_factor,
        final_bake_time_in_minutes: strategy.final_bake_time_in_minutes,
        state: Some(State::Deploying),
        // The least that the model has.
        percentage_complete: Some(1.0),
        started_at: Some(world.now),
        version_label: hosted.version_label.clone(),
        kms_key_identifier: request.kms_key_identifier.clone(),
        ..Deployment::default()
    };
    let text = format!(
        "deployment {} of {} version {version} to {}/{}",
        place.number,
        shape.configuration_name.as_deref().unwrap_or_default(),
        application.name,
        environment.name
    );
    let holder = world.appconfig.applications.get_mut(&place.application).and_then(|known| known.environments.get_mut(&place.environment));
    let holder = holder.ok_or_else(|| missing("Environment", &place.environment))?;
    holder.deployments.insert(place.number, Deployed { shape, version, percent: 0.0 });
    world.note(format!("{text} started"));
    Ok(place)
}

fn told(world: &World, place: &Place) -> Result<Deployment> {
    let found = world.appconfig.deployed(place).map(|deployed| deployed.shape.clone());
    found.ok_or_else(|| missing("Deployment", &place.number.to_string()))
}

fn place(world: &World, application: &str, environment: &str, number: i32) -> Result<Place> {
    let (application_id, application) = world.appconfig.application(application)?;
    let (environment_id, environment) = application.environment(environment)?;
    if !environment.deployments.contains_key(&number) {
        return Err(missing("Deployment", &number.to_string()));
    }
    Ok(Place { application: application_id.clone(), environment: environment_id.clone(), number })
}

pub(super) fn get(world: &World, request: &GetDeployment) -> Result<Deployment> {
    let place = place(world, &request.application_id, &request.environment_id, request.deployment_number)?;
    told(world, &place)
}

/// The newest first.
pub(super) fn list(world: &World, request: &ListDeployments) -> Result<ListDeploymentsResponse> {
    let (_, application) = world.appconfig.application(&request.application_id)?;
    let (_, environment) = application.environment(&request.environment_id)?;
    let summary = |shape: &Deployment| DeploymentSummary {
        deployment_number: shape.deployment_number,
        configuration_profile_id: shape.configuration_profile_id.clone(),
        configuration_name: shape.configuration_name.clone(),
        configuration_version: shape.configuration_version.clone(),
        deployment_duration_in_minutes: shape.deployment_duration_in_minutes,
        growth_type: shape.growth_type.clone(),
        growth_factor: shape.growth_factor,
        final_bake_time_in_minutes: shape.final_bake_time_in_minutes,
        state: shape.state.clone(),
        percentage_complete: shape.percentage_complete,
        started_at: shape.started_at,
        completed_at: shape.completed_at,
        version_label: shape.version_label.clone(),
        r#type: Some(DeploymentType::User),
        ..DeploymentSummary::default()
    };
    let all = environment.deployments.iter().map(|(number, deployed)| (key_of(*number), summary(&deployed.shape))).collect();
    let (items, next_token) = page(all, true, request.next_token.as_deref(), request.max_results)?;
    Ok(ListDeploymentsResponse { items, next_token, ..ListDeploymentsResponse::default() })
}

/// A running deployment is rolled back; a completed one is reverted, if that is allowed.
pub(super) fn stop(world: &mut World, request: &StopDeployment) -> Result<Deployment> {
    let place = place(world, &request.application_id, &request.environment_id, request.deployment_number)?;
    let shape = told(world, &place)?;
    let by = format!("by account {}", world.scope.account);
    match (&shape.state, request.allow_revert == Some(true)) {
        (Some(State::Deploying), _) | (Some(State::Baking), true) => {
            growth::roll_back(world, &place, TriggeredBy::User, &format!("Rollback initiated {by}"));
        }
        (Some(State::Complete), true) => {
            let age = shape.completed_at.map_or(i64::MAX, |completed| world.now.0 - completed.0);
            if age > REVERTIBLE {
                return Err(bad("A deployment can be reverted within 72 hours of its completion"));
            }
            if !growth::is_live(world, &place) {
                return Err(bad("Only the deployment whose configuration is in use can be reverted"));
            }
            growth::revert(world, &place, &format!("Revert initiated {by}"));
        }
        (state, _) => {
            let state = state.as_ref().map_or("", State::as_str);
            return Err(bad(format!("Deployment {} has the state {state}, in which it can't be stopped", place.number)));
        }
    }
    told(world, &place)
}
