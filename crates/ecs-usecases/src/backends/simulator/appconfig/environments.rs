//! Environments.

use super::{Environment, bad, constraints, missing, page};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::appconfig::{
        self as shapes, CreateEnvironment, DeploymentState, EnvironmentState, GetEnvironment, ListEnvironments, ListEnvironmentsResponse,
    },
};

/// Alarms that an environment can have.
const MONITORS: usize = 5;

impl Environment {
    /// What the newest deployment makes of it.
    fn state(&self) -> EnvironmentState {
        match self.deployments.values().next_back().and_then(|newest| newest.shape.state.as_ref()) {
            Some(DeploymentState::Deploying | DeploymentState::Baking | DeploymentState::Validating) => EnvironmentState::Deploying,
            Some(DeploymentState::RollingBack) => EnvironmentState::RollingBack,
            Some(DeploymentState::RolledBack) => EnvironmentState::RolledBack,
            Some(DeploymentState::Reverted) => EnvironmentState::Reverted,
            _ => EnvironmentState::ReadyForDeployment,
        }
    }
}

fn shape(application: &str, id: &str, environment: &Environment) -> shapes::Environment {
    shapes::Environment {
        application_id: Some(application.to_owned()),
        id: Some(id.to_owned()),
        name: Some(environment.name.clone()),
        description: environment.description.clone(),
        state: Some(environment.state()),
        monitors: environment.monitors.clone(),
        ..shapes::Environment::default()
    }
}

pub(super) fn create(world: &mut World, request: &CreateEnvironment) -> Result<shapes::Environment> {
    constraints::length(&request.name, "Name", 64)?;
    constraints::description(request.description.as_deref())?;
    constraints::tags(request.tags.as_ref())?;
    let monitors = request.monitors.clone().unwrap_or_default();
    if monitors.len() > MONITORS {
        return Err(bad(format!("An environment can have at most {MONITORS} monitors")));
    }
    for monitor in &monitors {
        let arn = monitor.alarm_arn.as_deref().unwrap_or_default();
        if !(arn.starts_with("arn:aws") && arn.contains(":alarm:")) {
            return Err(bad(format!("`{arn}` is not the ARN of a CloudWatch alarm")));
        }
    }
    let application = world.appconfig.application(&request.application_id)?.0.clone();
    let id = world.new_id("appconfig/environment", 7);
    let environment =
        Environment { name: request.name.clone(), description: request.description.clone(), monitors, ..Environment::default() };
    let made = shape(&application, &id, &environment);
    let holder = world.appconfig.applications.get_mut(&application).ok_or_else(|| missing("Application", &application))?;
    holder.environments.insert(id, environment);
    Ok(made)
}

pub(super) fn get(world: &World, request: &GetEnvironment) -> Result<shapes::Environment> {
    let (application_id, application) = world.appconfig.application(&request.application_id)?;
    let (id, environment) = application.environment(&request.environment_id)?;
    Ok(shape(application_id, id, environment))
}

pub(super) fn list(world: &World, request: &ListEnvironments) -> Result<ListEnvironmentsResponse> {
    let (application_id, application) = world.appconfig.application(&request.application_id)?;
    let all = application.environments.iter().map(|(id, environment)| (id.clone(), shape(application_id, id, environment))).collect();
    let (items, next_token) = page(all, false, request.next_token.as_deref(), request.max_results)?;
    Ok(ListEnvironmentsResponse { items, next_token, ..ListEnvironmentsResponse::default() })
}
