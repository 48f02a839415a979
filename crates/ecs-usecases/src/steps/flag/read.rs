//! Read a flag: find what its name means, the newest version, and what is deployed.

use super::{DeployedVersion, Flag, FlagName, RunningDeployment};
use crate::{
    error::{Error, ErrorKind, Result},
    model::appconfig::{
        DeploymentState, DeploymentSummary, GetHostedConfigurationVersion, ListApplications, ListConfigurationProfiles, ListDeployments,
        ListEnvironments, ListHostedConfigurationVersions,
    },
    operations::Operation,
    run::Run,
};
use serde_json::Value;

/// The type of a profile of flags.
const FLAGS: &str = "AWS.AppConfig.FeatureFlags";

/// Read a flag by its name.
pub async fn read(run: &Run, name: &FlagName) -> Result<Flag> {
    let ask = |next_token| ListApplications { next_token, ..Default::default() };
    let applications = every(run, ask, |reply| (reply.items, reply.next_token)).await?;
    let found = applications.into_iter().map(|item| (item.id, item.name));
    let application_id = one(found, &name.application, "application")?;

    let id = application_id.clone();
    let ask = move |next_token| ListEnvironments { application_id: id.clone(), next_token, ..Default::default() };
    let environments = every(run, ask, |reply| (reply.items, reply.next_token)).await?;
    let environment_id = one(environments.into_iter().map(|item| (item.id, item.name)), &name.environment, "environment")?;

    let id = application_id.clone();
    let ask = move |next_token| ListConfigurationProfiles { application_id: id.clone(), next_token, ..Default::default() };
    let profiles = every(run, ask, |reply| (reply.items, reply.next_token)).await?;
    let profile_id = one(profiles.iter().map(|item| (item.id.clone(), item.name.clone())), &name.profile, "configuration profile")?;
    let kind = profiles.iter().find(|item| item.id.as_ref() == Some(&profile_id)).and_then(|item| item.r#type.as_deref());
    if kind != Some(FLAGS) {
        let message = format!("the configuration profile has the type {}, not {FLAGS}", kind.unwrap_or("AWS.Freeform"));
        return Err(Error::invalid("profile", message));
    }
    let place = Flag {
        application_id,
        environment_id,
        profile_id,
        key: name.flag.clone(),
        version: 0,
        document: Value::Null,
        deployed: None,
        latest_deployment: 0,
        running: None,
    };
    again(run, &place).await
}

/// Read a flag again.
pub(super) async fn again(run: &Run, flag: &Flag) -> Result<Flag> {
    let newest = run
        .send(ListHostedConfigurationVersions {
            application_id: flag.application_id.clone(),
            configuration_profile_id: flag.profile_id.clone(),
            max_results: Some(1),
            ..Default::default()
        })
        .await?;
    let version = newest.items.into_iter().next().and_then(|item| item.version_number).ok_or_else(|| {
        Error::new(ErrorKind::NotFound, "the configuration profile has no version yet")
            .on(flag.resource())
            .advise("Create a first version with the flag disabled.")
    })?;
    let document = document(run, flag, version).await?;
    if document["flags"].get(&flag.key).is_none() {
        return Err(Error::new(ErrorKind::NotFound, format!("version {version} of the profile has no flag `{}`", flag.key))
            .on(flag.resource())
            .advise("Create the flag, disabled, and deploy it."));
    }
    let deployments = deployments(run, flag).await?;
    let latest_deployment = deployments.iter().filter_map(|item| item.deployment_number).max().unwrap_or(0);
    let running = deployments.iter().find_map(running);
    let ended = deployments
        .iter()
        .find(|item| item.configuration_profile_id.as_ref() == Some(&flag.profile_id) && item.state == Some(DeploymentState::Complete));
    let mut deployed = None;
    if let Some(DeploymentSummary { deployment_number: Some(deployment), configuration_version: Some(number), .. }) = ended {
        let brought: i32 = number.parse().map_err(|_| {
            Error::new(ErrorKind::Unsupported, format!("`{number}` is deployed, which is no version of the hosted store"))
                .on(flag.resource())
        })?;
        let its = if brought == version { document.clone() } else { self::document(run, flag, brought).await? };
        deployed = Some(DeployedVersion { deployment: *deployment, version: brought, document: its });
    }
    Ok(Flag { version, document, deployed, latest_deployment, running, ..flag.clone() })
}

async fn document(run: &Run, flag: &Flag, version: i32) -> Result<Value> {
    let found = run
        .send(GetHostedConfigurationVersion {
            application_id: flag.application_id.clone(),
            configuration_profile_id: flag.profile_id.clone(),
            version_number: version,
            ..Default::default()
        })
        .await?;
    serde_json::from_str(found.content.as_deref().unwrap_or_default())
        .map_err(|error| Error::new(ErrorKind::Conflict, format!("version {version} is not JSON: {error}")).on(flag.resource()))
}

fn running(item: &DeploymentSummary) -> Option<RunningDeployment> {
    let everywhere = match item.state {
        Some(DeploymentState::Baking) => true,
        Some(DeploymentState::Deploying | DeploymentState::Validating | DeploymentState::RollingBack) => false,
        _ => return None,
    };
    Some(RunningDeployment {
        number: item.deployment_number?,
        profile_id: item.configuration_profile_id.clone().unwrap_or_default(),
        everywhere,
    })
}

/// The deployments of the environment, the newest first, back to the last one that completed with this profile.
async fn deployments(run: &Run, flag: &Flag) -> Result<Vec<DeploymentSummary>> {
    let (mut all, mut token) = (Vec::new(), None);
    loop {
        let page = run
            .send(ListDeployments {
                application_id: flag.application_id.clone(),
                environment_id: flag.environment_id.clone(),
                next_token: token,
                ..Default::default()
            })
            .await?;
        let ended = page
            .items
            .iter()
            .any(|item| item.configuration_profile_id.as_ref() == Some(&flag.profile_id) && item.state == Some(DeploymentState::Complete));
        all.extend(page.items);
        token = page.next_token;
        if ended || token.is_none() {
            return Ok(all);
        }
    }
}

/// All pages of a list.
async fn every<O: Operation, T: Send>(
    run: &Run,
    ask: impl Fn(Option<String>) -> O + Send,
    read: impl Fn(O::Output) -> (Vec<T>, Option<String>) + Send,
) -> Result<Vec<T>> {
    let (mut all, mut token) = (Vec::new(), None);
    loop {
        let (items, next) = read(run.send(ask(token)).await?);
        all.extend(items);
        token = next;
        if token.is_none() {
            return Ok(all);
        }
    }
}

/// The id of the one that has this id or name.
fn one(items: impl Iterator<Item = (Option<String>, Option<String>)>, wanted: &str, what: &str) -> Result<String> {
    let items: Vec<_> = items.collect();
    if items.iter().any(|(id, _)| id.as_deref() == Some(wanted)) {
        return Ok(wanted.to_owned());
    }
    let mut named = items.into_iter().filter(|(_, name)| name.as_deref() == Some(wanted)).filter_map(|(id, _)| id);
    match (named.next(), named.next()) {
        (Some(id), None) => Ok(id),
        (None, _) => Err(Error::new(ErrorKind::NotFound, format!("AppConfig has no {what} `{wanted}`")).on(wanted)),
        (Some(one), Some(other)) => Err(Error::invalid(
            what.replace("configuration ", ""),
            format!("two of AppConfig have the name `{wanted}`, {one} and {other}: give the id"),
        )),
    }
}
