//! Simulated AppConfig: applications with environments and configuration profiles, hosted versions, and their deployments.
//!
//! Only the hosted configuration store is simulated: configurations that live elsewhere can't be deployed.

mod applications;
mod build;
mod constraints;
mod data;
mod deployments;
mod document;
mod environments;
mod growth;
pub(crate) mod import;
mod live;
mod profiles;
mod share;
mod strategies;
#[cfg(test)]
mod tests;
mod versions;

pub(crate) use build::build;
pub(crate) use live::exposures;

use super::world::{World, aws_error};
use crate::{
    error::{Error, ErrorKind, Result},
    model::appconfig::{ConfigurationProfile, Deployment, DeploymentStrategy, HostedConfigurationVersion, Monitor},
    operations::{
        appconfig::{Request, Response},
        appconfigdata::{Request as DataRequest, Response as DataResponse},
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What happens by itself in AppConfig.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Moves {
    /// A deployment reaches its next percentage.
    Grow { deployment: Place, step: u32 },
    /// A deployment has baked.
    Baked { deployment: Place },
    /// The alarms of an environment are looked at while a deployment goes on.
    Watch { deployment: Place },
}

/// Which deployment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Place {
    application: String,
    environment: String,
    number: i32,
}

/// Everything of AppConfig in one account and Region.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct State {
    applications: BTreeMap<String, Application>,
    /// The account's own; the predefined ones are AWS's.
    strategies: BTreeMap<String, DeploymentStrategy>,
}

/// An application.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Application {
    name: String,
    description: Option<String>,
    environments: BTreeMap<String, Environment>,
    profiles: BTreeMap<String, Profile>,
}

/// An environment with the deployments to it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Environment {
    name: String,
    description: Option<String>,
    monitors: Vec<Monitor>,
    deployments: BTreeMap<i32, Deployed>,
}

/// A deployment.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Deployed {
    shape: Deployment,
    /// The number of the version that it deploys.
    version: i32,
    /// Share of the targets that have it, in percent.
    percent: f64,
}

/// A configuration profile with its hosted versions.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Profile {
    shape: ConfigurationProfile,
    versions: BTreeMap<i32, HostedConfigurationVersion>,
}

/// Let something happen that is due.
pub(crate) fn move_on(world: &mut World, moves: Moves) {
    match moves {
        Moves::Grow { deployment, step } => growth::grow(world, &deployment, step),
        Moves::Baked { deployment } => growth::baked(world, &deployment),
        Moves::Watch { deployment } => growth::watch(world, &deployment),
    }
}

/// Answer an operation as AppConfig does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::CreateApplication(request) => Response::CreateApplication(Box::new(applications::create(world, request)?)),
        Request::GetApplication(request) => Response::GetApplication(Box::new(applications::get(world, request)?)),
        Request::ListApplications(request) => Response::ListApplications(Box::new(applications::list(world, request)?)),
        Request::CreateEnvironment(request) => Response::CreateEnvironment(Box::new(environments::create(world, request)?)),
        Request::GetEnvironment(request) => Response::GetEnvironment(Box::new(environments::get(world, request)?)),
        Request::ListEnvironments(request) => Response::ListEnvironments(Box::new(environments::list(world, request)?)),
        Request::CreateConfigurationProfile(request) => Response::CreateConfigurationProfile(Box::new(profiles::create(world, request)?)),
        Request::GetConfigurationProfile(request) => Response::GetConfigurationProfile(Box::new(profiles::get(world, request)?)),
        Request::ListConfigurationProfiles(request) => Response::ListConfigurationProfiles(Box::new(profiles::list(world, request)?)),
        Request::CreateHostedConfigurationVersion(request) => {
            Response::CreateHostedConfigurationVersion(Box::new(versions::create(world, request)?))
        }
        Request::GetHostedConfigurationVersion(request) => {
            Response::GetHostedConfigurationVersion(Box::new(versions::get(world, request)?))
        }
        Request::ListHostedConfigurationVersions(request) => {
            Response::ListHostedConfigurationVersions(Box::new(versions::list(world, request)?))
        }
        Request::CreateDeploymentStrategy(request) => Response::CreateDeploymentStrategy(Box::new(strategies::create(world, request)?)),
        Request::ListDeploymentStrategies(request) => Response::ListDeploymentStrategies(Box::new(strategies::list(world, request)?)),
        Request::StartDeployment(request) => Response::StartDeployment(Box::new(deployments::start(world, request)?)),
        Request::GetDeployment(request) => Response::GetDeployment(Box::new(deployments::get(world, request)?)),
        Request::ListDeployments(request) => Response::ListDeployments(Box::new(deployments::list(world, request)?)),
        Request::StopDeployment(request) => Response::StopDeployment(Box::new(deployments::stop(world, request)?)),
    })
}

/// Answer an operation as AppConfig's data plane does.
pub(crate) fn answer_data(world: &mut World, request: &DataRequest) -> Result<DataResponse> {
    Ok(match request {
        DataRequest::StartConfigurationSession(request) => DataResponse::StartConfigurationSession(Box::new(data::start(world, request)?)),
        DataRequest::GetLatestConfiguration(request) => DataResponse::GetLatestConfiguration(Box::new(data::get(world, request)?)),
    })
}

/// Find something by its id or its name.
fn find<'a, T>(items: &'a BTreeMap<String, T>, wanted: &str, what: &str, name: impl Fn(&T) -> &str) -> Result<(&'a String, &'a T)> {
    let by_id = items.get_key_value(wanted);
    by_id.or_else(|| items.iter().find(|(_, item)| name(item) == wanted)).ok_or_else(|| missing(what, wanted))
}

impl State {
    fn application(&self, wanted: &str) -> Result<(&String, &Application)> {
        find(&self.applications, wanted, "Application", |application| &application.name)
    }

    fn deployed(&self, place: &Place) -> Option<&Deployed> {
        self.applications.get(&place.application)?.environments.get(&place.environment)?.deployments.get(&place.number)
    }

    fn deployed_mut(&mut self, place: &Place) -> Option<&mut Deployed> {
        self.applications.get_mut(&place.application)?.environments.get_mut(&place.environment)?.deployments.get_mut(&place.number)
    }
}

impl Application {
    fn environment(&self, wanted: &str) -> Result<(&String, &Environment)> {
        find(&self.environments, wanted, "Environment", |environment| &environment.name)
    }

    fn profile(&self, wanted: &str) -> Result<(&String, &Profile)> {
        find(&self.profiles, wanted, "ConfigurationProfile", |profile| profile.shape.name.as_deref().unwrap_or_default())
    }
}

fn missing(what: &str, wanted: &str) -> Error {
    aws_error(ErrorKind::NotFound, "ResourceNotFoundException", format!("{what} not found for identifier {wanted}"))
}

/// A request that can't be right.
fn bad(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "BadRequestException", message)
}

/// What someone else's doing stands in the way of.
fn conflict(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::Conflict, "ConflictException", message)
}

/// Items in one answer, at most.
const PAGE: i32 = 50;

/// A page of a list, by keys that order it.
fn page<T>(items: Vec<(String, T)>, descending: bool, token: Option<&str>, most: Option<i32>) -> Result<(Vec<T>, Option<String>)> {
    let size = most.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&size) {
        return Err(bad(format!("MaxResults must be 1-{PAGE}, not {size}")));
    }
    super::page::page(items, descending, token, size as usize).ok_or_else(|| bad("The NextToken is not valid"))
}

/// A number as a key that is ordered like it.
fn key_of(number: i32) -> String {
    format!("{number:010}")
}
