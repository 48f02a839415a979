//! Put things of AppConfig into a world as another cloud shows them. What is there already stays.

use super::{Application, Deployed, Environment, Place, Profile, growth};
use crate::{
    backends::simulator::world::World,
    model::appconfig::{
        self as shapes, ConfigurationProfile, Deployment, DeploymentState as State, DeploymentStrategy, HostedConfigurationVersion,
    },
};

pub(crate) fn application(world: &mut World, shown: shapes::Application) {
    let name = shown.name.unwrap_or_default();
    let fresh = || Application { name, description: shown.description, ..Application::default() };
    world.appconfig.applications.entry(shown.id.unwrap_or_default()).or_insert_with(fresh);
}

fn holder<'a>(world: &'a mut World, application: &str) -> Option<&'a mut Application> {
    let id = world.appconfig.application(application).ok()?.0.clone();
    world.appconfig.applications.get_mut(&id)
}

pub(crate) fn environment(world: &mut World, application: &str, shown: shapes::Environment) {
    let Some(holder) = holder(world, application) else { return };
    let (name, description, monitors) = (shown.name.unwrap_or_default(), shown.description, shown.monitors);
    let fresh = || Environment { name, description, monitors, ..Environment::default() };
    holder.environments.entry(shown.id.unwrap_or_default()).or_insert_with(fresh);
}

pub(crate) fn profile(world: &mut World, application: &str, shown: ConfigurationProfile) {
    let Some(holder) = holder(world, application) else { return };
    let id = shown.id.clone().unwrap_or_default();
    holder.profiles.entry(id).or_insert_with(|| Profile { shape: shown, ..Profile::default() });
}

fn hosted<'a>(world: &'a mut World, application: &str, profile: &str) -> Option<&'a mut Profile> {
    let holder = holder(world, application)?;
    let id = holder.profile(profile).ok()?.0.clone();
    holder.profiles.get_mut(&id)
}

/// Versions of which only the numbers are known.
pub(crate) fn versions(world: &mut World, application: &str, profile: &str, numbers: &[i32]) {
    let Some(holder) = hosted(world, application, profile) else { return };
    for number in numbers {
        let shape = || HostedConfigurationVersion { version_number: Some(*number), ..HostedConfigurationVersion::default() };
        holder.versions.entry(*number).or_insert_with(shape);
    }
}

/// A version with what is in it.
pub(crate) fn version(world: &mut World, application: &str, profile: &str, shown: HostedConfigurationVersion) {
    let Some(holder) = hosted(world, application, profile) else { return };
    let held = holder.versions.entry(shown.version_number.unwrap_or_default()).or_default();
    if held.content.is_none() {
        *held = shown;
    }
}

/// A deployment; one that goes on will go on here.
pub(crate) fn deployment(world: &mut World, application: &str, environment: &str, shown: Deployment) {
    let Ok((id, found)) = world.appconfig.application(application) else { return };
    let Ok((environment, _)) = found.environment(environment) else { return };
    let place = Place { application: id.clone(), environment: environment.clone(), number: shown.deployment_number.unwrap_or_default() };
    // Deployments of a label, or of what is not hosted, have no number.
    let version = shown.configuration_version.as_deref().and_then(|version| version.parse().ok()).unwrap_or_default();
    let percent = match shown.state {
        Some(State::Complete | State::Baking) => 100.0,
        _ => shown.percentage_complete.unwrap_or_default(),
    };
    let Some(holder) = holder(world, application).and_then(|known| known.environments.get_mut(&place.environment)) else { return };
    if holder.deployments.contains_key(&place.number) {
        return;
    }
    holder.deployments.insert(place.number, Deployed { shape: shown, version, percent });
    growth::resume(world, &place);
}

/// One of the account's own strategies; the predefined ones are known.
pub(crate) fn strategy(world: &mut World, shown: DeploymentStrategy) {
    let id = shown.id.clone().unwrap_or_default();
    if !id.starts_with("AppConfig.") {
        world.appconfig.strategies.entry(id).or_insert(shown);
    }
}
