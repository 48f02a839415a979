//! Put a scenario's applications in place, each set of flags deployed to every environment.

use super::{Deployed, growth, profiles};
use crate::{
    backends::simulator::{
        scenario::{ApplicationScript, FlagSetScript},
        world::World,
    },
    error::{Error, Result},
    model::appconfig::{
        CreateApplication, CreateConfigurationProfile, CreateEnvironment, CreateHostedConfigurationVersion, Deployment,
        DeploymentEventType as Event, DeploymentState, Monitor, StartDeployment, TriggeredBy,
    },
};
use serde_json::{Value, json};

/// Build what the scenario lists.
pub(crate) fn build(world: &mut World) -> Result<()> {
    for (index, script) in world.scenario.applications.clone().iter().enumerate() {
        let path = format!("applications[{index}]");
        application(world, script).map_err(|error| Error::invalid(path, error.details().message.clone()))?;
    }
    Ok(())
}

fn application(world: &mut World, script: &ApplicationScript) -> Result<()> {
    let made = super::applications::create(world, &CreateApplication { name: script.name.clone(), ..CreateApplication::default() })?;
    let id = made.id.unwrap_or_default();
    for environment in &script.environments {
        let monitor = |name: &String| Monitor { alarm_arn: Some(world.arn("cloudwatch", &format!("alarm:{name}"))), ..Monitor::default() };
        let request = CreateEnvironment {
            application_id: id.clone(),
            name: environment.name.clone(),
            monitors: Some(environment.alarms.iter().map(monitor).collect()),
            ..CreateEnvironment::default()
        };
        super::environments::create(world, &request)?;
    }
    for set in &script.flag_sets {
        flag_set(world, &id, set)?;
    }
    Ok(())
}

fn flag_set(world: &mut World, application: &str, set: &FlagSetScript) -> Result<()> {
    let request = CreateConfigurationProfile {
        application_id: application.to_owned(),
        name: set.name.clone(),
        location_uri: profiles::HOSTED.into(),
        r#type: Some(profiles::FLAGS.into()),
        ..CreateConfigurationProfile::default()
    };
    let profile = super::profiles::create(world, &request)?.id.unwrap_or_default();
    let request = CreateHostedConfigurationVersion {
        application_id: application.to_owned(),
        configuration_profile_id: profile.clone(),
        content: document(set).to_string(),
        content_type: "application/json".into(),
        ..CreateHostedConfigurationVersion::default()
    };
    super::versions::create(world, &request)?;
    let environments: Vec<String> = world.appconfig.application(application)?.1.environments.keys().cloned().collect();
    for environment in environments {
        let request = StartDeployment {
            application_id: application.to_owned(),
            environment_id: environment,
            deployment_strategy_id: "AppConfig.AllAtOnce".into(),
            configuration_profile_id: profile.clone(),
            configuration_version: "1".into(),
            ..StartDeployment::default()
        };
        let started = super::deployments::begun(world, &request)?;
        growth::log(world, &started, Event::DeploymentStarted, TriggeredBy::User, "Deployment started");
        growth::log(world, &started, Event::DeploymentCompleted, TriggeredBy::Appconfig, "Deployment completed");
        let now = world.now;
        if let Some(Deployed { shape, percent, .. }) = world.appconfig.deployed_mut(&started) {
            *percent = 100.0;
            let (state, all) = (Some(DeploymentState::Complete), Some(100.0));
            *shape = Deployment { state, percentage_complete: all, completed_at: Some(now), ..std::mem::take(shape) };
        }
    }
    Ok(())
}

/// The document of a set: its own, with the flags that are only named.
fn document(set: &FlagSetScript) -> Value {
    let mut document = set.document.clone().unwrap_or_else(|| json!({"version": "1", "flags": {}, "values": {}}));
    for (key, enabled) in &set.flags {
        document["flags"][key] = json!({ "name": key });
        document["values"][key] = json!({ "enabled": enabled });
    }
    document
}
