//! AppConfig: applications, the versions of their configurations, and their deployments.

use super::{
    Mirror,
    mentions::last_part,
    reading::pages,
    thing::{Known, Thing},
};
use crate::{
    backend::Scope,
    backends::simulator::imports as put,
    error::Result,
    model::appconfig::{
        DeploymentState, GetApplication, GetConfigurationProfile, GetDeployment, GetHostedConfigurationVersion, ListApplications,
        ListConfigurationProfiles, ListDeploymentStrategies, ListDeployments, ListEnvironments, ListHostedConfigurationVersions,
    },
};

impl Mirror {
    pub(super) async fn applications(&self, scope: &Scope) -> Result<()> {
        for application in pages!(self, scope, ListApplications::default(), next_token, next_token, items) {
            self.simulator.change(scope, |world| put::appconfig::application(world, application))?;
        }
        Ok(())
    }

    /// An application with its environments and profiles.
    pub(super) async fn application(&self, known: &mut Known, scope: &Scope, id: &str) -> Result<()> {
        let get = GetApplication { application_id: id.to_owned(), ..Default::default() };
        let Some(application) = self.find(scope, get).await? else { return Ok(()) };
        self.simulator.change(scope, |world| put::appconfig::application(world, application))?;
        for thing in [Thing::ConfigurationEnvironments(id.to_owned()), Thing::ConfigurationProfiles(id.to_owned())] {
            self.import(known, scope, thing).await?;
        }
        Ok(())
    }

    pub(super) async fn configuration_environments(&self, known: &mut Known, scope: &Scope, application: &str) -> Result<()> {
        let list = ListEnvironments { application_id: application.to_owned(), ..Default::default() };
        for environment in pages!(self, scope, list, next_token, next_token, items) {
            let alarms: Vec<_> = environment.monitors.iter().filter_map(|monitor| monitor.alarm_arn.clone()).collect();
            for alarm in alarms.iter().filter_map(|arn| arn.split_once(":alarm:")) {
                self.import(known, scope, Thing::Alarm(alarm.1.to_owned())).await?;
            }
            self.simulator.change(scope, |world| put::appconfig::environment(world, application, environment))?;
        }
        Ok(())
    }

    pub(super) async fn configuration_profiles(&self, scope: &Scope, application: &str) -> Result<()> {
        let list = ListConfigurationProfiles { application_id: application.to_owned(), ..Default::default() };
        for summary in pages!(self, scope, list, next_token, next_token, items) {
            let id = summary.id.unwrap_or_default();
            let get =
                GetConfigurationProfile { application_id: application.to_owned(), configuration_profile_id: id, ..Default::default() };
            if let Some(profile) = self.find(scope, get).await? {
                self.simulator.change(scope, |world| put::appconfig::profile(world, application, profile))?;
            }
        }
        Ok(())
    }

    /// The versions of a hosted configuration; what is in them is read only of the newest, and of those that are asked for.
    pub(super) async fn configuration_versions(&self, known: &mut Known, scope: &Scope, application: &str, profile: &str) -> Result<()> {
        let list = ListHostedConfigurationVersions {
            application_id: application.to_owned(),
            configuration_profile_id: profile.to_owned(),
            ..Default::default()
        };
        let numbers: Vec<i32> =
            pages!(self, scope, list, next_token, next_token, items).iter().filter_map(|item| item.version_number).collect();
        let newest = numbers.iter().copied().max();
        self.simulator.change(scope, |world| put::appconfig::versions(world, application, profile, &numbers))?;
        if let Some(newest) = newest {
            self.import(known, scope, Thing::ConfigurationVersion(application.to_owned(), profile.to_owned(), newest)).await?;
        }
        Ok(())
    }

    pub(super) async fn configuration_version(&self, scope: &Scope, application: &str, profile: &str, number: i32) -> Result<()> {
        let get = GetHostedConfigurationVersion {
            application_id: application.to_owned(),
            configuration_profile_id: profile.to_owned(),
            version_number: number,
            ..Default::default()
        };
        match self.find(scope, get).await? {
            Some(version) => self.simulator.change(scope, |world| put::appconfig::version(world, application, profile, version)),
            None => Ok(()),
        }
    }

    /// The deployments to an environment back to the last that completed of each profile, with the versions that they brought.
    pub(super) async fn configuration_deployments(
        &self,
        known: &mut Known,
        scope: &Scope,
        application: &str,
        environment: &str,
    ) -> Result<()> {
        let list = ListDeployments { application_id: application.to_owned(), environment_id: environment.to_owned(), ..Default::default() };
        let mut settled: Vec<String> = Vec::new();
        for summary in pages!(self, scope, list, next_token, next_token, items) {
            let profile = summary.configuration_profile_id.clone().unwrap_or_default();
            let Some(number) = summary.deployment_number.filter(|_| !settled.contains(&profile)) else { continue };
            if summary.state == Some(DeploymentState::Complete) {
                settled.push(profile.clone());
            }
            self.import(known, scope, Thing::ConfigurationVersions(application.to_owned(), profile.clone())).await?;
            if let Some(version) = summary.configuration_version.as_deref().and_then(|version| version.parse().ok()) {
                self.import(known, scope, Thing::ConfigurationVersion(application.to_owned(), profile, version)).await?;
            }
            let get = GetDeployment {
                application_id: application.to_owned(),
                environment_id: environment.to_owned(),
                deployment_number: number,
                ..Default::default()
            };
            if let Some(deployment) = self.find(scope, get).await? {
                self.simulator.change(scope, |world| put::appconfig::deployment(world, application, environment, deployment))?;
            }
        }
        Ok(())
    }

    pub(super) async fn configuration_strategies(&self, scope: &Scope) -> Result<()> {
        for strategy in pages!(self, scope, ListDeploymentStrategies::default(), next_token, next_token, items) {
            self.simulator.change(scope, |world| put::appconfig::strategy(world, strategy))?;
        }
        Ok(())
    }
}

/// Everything that a call to AppConfig mentions; it names all by members of their own.
pub(super) fn mentioned(name: &str, request: &serde_json::Value) -> Vec<Thing> {
    let text = |member: &str| request[member].as_str().map(|text| last_part(text).to_owned());
    let application = text("ApplicationId").or_else(|| text("ApplicationIdentifier"));
    let environment = text("EnvironmentId").or_else(|| text("EnvironmentIdentifier"));
    let profile = text("ConfigurationProfileId").or_else(|| text("ConfigurationProfileIdentifier"));
    let mut things = Vec::new();
    match name {
        "ListApplications" | "CreateApplication" => things.push(Thing::Applications),
        "ListDeploymentStrategies" | "CreateDeploymentStrategy" | "StartDeployment" => things.push(Thing::ConfigurationStrategies),
        _ => {}
    }
    let Some(application) = application else { return things };
    things.push(Thing::Application(application.clone()));
    if let Some(profile) = profile {
        things.push(Thing::ConfigurationVersions(application.clone(), profile.clone()));
        let number = request["VersionNumber"].as_i64().and_then(|number| i32::try_from(number).ok());
        let number = number.or_else(|| request["ConfigurationVersion"].as_str().and_then(|number| number.parse().ok()));
        things.extend(number.map(|number| Thing::ConfigurationVersion(application.clone(), profile, number)));
    }
    things.extend(environment.map(|environment| Thing::ConfigurationDeployments(application, environment)));
    things
}
