//! Expose a flag to a share of the requests: a new version, deployed.

use super::{
    DeployedVersion, Flag, FlagRollout, document,
    follow::{self, Progress, Until},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::appconfig::{CreateHostedConfigurationVersion, StartDeployment},
    run::Run,
};
use serde_json::Value;

/// Have the flag on for `percent` of the requests, told apart by the context value `by` (such as `userId`), and wait until the
/// deployment is complete. What the flag is then.
///
/// Nothing is written if it is so already. A conflict, with nothing overwritten: another version or deployment since the flag was
/// read, a deployment that goes on, or a newest version with changes that are not deployed. A rollback is an error that names the
/// alarm.
pub async fn expose(run: &Run, flag: &Flag, percent: f64, by: &str, rollout: &FlagRollout) -> Result<Flag> {
    if let Some(running) = &flag.running {
        return Err(Error::new(ErrorKind::Conflict, format!("deployment {} of the environment still goes on", running.number))
            .on(flag.resource())
            .advise("Wait for its end, or stop it."));
    }
    if flag.has_other_changes() {
        let message = format!("version {} has changes besides the flag that are not deployed", flag.version);
        return Err(Error::new(ErrorKind::Conflict, message).on(flag.resource()).advise("Deploy that version first, or undo its changes."));
    }
    if document::percent(&flag.document, &flag.key).is_none() {
        let message = "the flag has variants of its own, which a share would replace";
        return Err(Error::new(ErrorKind::Refused, message)
            .on(flag.resource())
            .advise("Remove the variants, or give the code a flag of its own."));
    }
    let wanted = document::with_share(&flag.document, &flag.key, percent, by)?;
    if flag.deployed.as_ref().is_some_and(|deployed| deployed.version == flag.version && document::same(&deployed.document, &wanted)) {
        return Ok(flag.clone());
    }
    let (number, version) = deploy(run, flag, &wanted, &format!("{} at {percent}%", flag.key), &rollout.strategy).await?;
    match follow::follow(run, flag, number, Until::Complete).await? {
        Progress::Complete => Ok(brought(flag, number, version, wanted)),
        other => Err(follow::failed(flag, number, version, &other)),
    }
}

/// The flag after a deployment.
pub(super) fn brought(flag: &Flag, number: i32, version: i32, document: Value) -> Flag {
    Flag {
        version,
        document: document.clone(),
        deployed: Some(DeployedVersion { deployment: number, version, document }),
        latest_deployment: number,
        running: None,
        ..flag.clone()
    }
}

/// Write a version and start its deployment, unless somebody else did either since the flag was read. The numbers of both.
pub(super) async fn deploy(run: &Run, flag: &Flag, document: &Value, what: &str, strategy: &str) -> Result<(i32, i32)> {
    let written = run
        .send(CreateHostedConfigurationVersion {
            application_id: flag.application_id.clone(),
            configuration_profile_id: flag.profile_id.clone(),
            description: Some(what.to_owned()),
            content: document.to_string(),
            content_type: "application/json".into(),
            latest_version_number: Some(flag.version),
            ..Default::default()
        })
        .await
        .map_err(|error| meanwhile(error, &format!("another version than {}", flag.version)))?;
    let version = written.version_number.ok_or_else(|| unnumbered("version"))?;
    let started = run
        .send(StartDeployment {
            application_id: flag.application_id.clone(),
            environment_id: flag.environment_id.clone(),
            deployment_strategy_id: strategy.to_owned(),
            configuration_profile_id: flag.profile_id.clone(),
            configuration_version: version.to_string(),
            description: Some(what.to_owned()),
            latest_deployment_number: Some(flag.latest_deployment).filter(|latest| *latest > 0),
            ..Default::default()
        })
        .await
        .map_err(|error| {
            meanwhile(error, "another deployment").leaving(format!("version {version} of the flags, which is not deployed"))
        })?;
    Ok((started.deployment_number.ok_or_else(|| unnumbered("deployment"))?, version))
}

/// A conflict is somebody else's doing.
fn meanwhile(error: Error, what: &str) -> Error {
    if error.kind() != ErrorKind::Conflict {
        return error;
    }
    error.advise(format!("Somebody made {what} since the flag was read; it was left as it is. Read the flag again, and see whether the change is still wanted."))
}

fn unnumbered(what: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("AppConfig gave the {what} no number"))
}
