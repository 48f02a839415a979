//! Turn a flag off, at once.

use super::{
    ALL_AT_ONCE, Flag, RunningDeployment, document, expose,
    follow::{self, Progress, Until},
    read,
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::appconfig::StopDeployment,
    run::Run,
};
use std::time::Duration;

/// AppConfig looks at the alarms of an environment within this time: a deployment that it would roll back, it does by then.
const ALARMS: Duration = Duration::from_mins(2);

/// Completed deployments that are reverted at most.
const REVERTS: usize = 20;

/// Have the flag off for all requests. What it is then; its deployment may still bake (see [`settle`](super::settle)).
///
/// A deployment of its profile that goes on is stopped first, which brings the version before back; if that has the flag off,
/// nothing else is done. Otherwise a version with the flag off is deployed at once to all. AppConfig rolls every deployment back
/// while an alarm of the environment is not OK, but not a revert: then the deployments that exposed the flag are reverted.
pub async fn turn_off(run: &Run, flag: &Flag) -> Result<Flag> {
    let mut flag = read::again(run, flag).await?;
    if let Some(running) = flag.running.clone() {
        if running.profile_id != flag.profile_id {
            let message = format!("deployment {} of another profile goes on in the environment", running.number);
            return Err(Error::new(ErrorKind::Conflict, message).on(flag.resource()).advise("Stop it, and turn the flag off again."));
        }
        stop(run, &flag, running.number).await?;
        flag = read::again(run, &flag).await?;
    }
    if flag.exposed() == Some(0.0) {
        return Ok(flag);
    }
    // What is deployed, but for the flag: changes that nobody has deployed must not come with it.
    let base = flag.deployed.as_ref().map_or(&flag.document, |deployed| &deployed.document);
    if flag.has_other_changes() {
        run.warn(format!("version {} of the flags has changes that are not deployed; the next version does not have them", flag.version));
    }
    let off = document::with_share(base, &flag.key, 0.0, "")?;
    let (number, version) = expose::deploy(run, &flag, &off, &format!("{} off", flag.key), ALL_AT_ONCE).await?;
    match follow::follow(run, &flag, number, Until::Everywhere(ALARMS)).await? {
        Progress::Complete => Ok(expose::brought(&flag, number, version, off)),
        Progress::Everywhere => {
            let running = Some(RunningDeployment { number, profile_id: flag.profile_id.clone(), everywhere: true });
            Ok(Flag { running, ..expose::brought(&flag, number, version, off) })
        }
        undone @ Progress::Undone { .. } => {
            let failed = follow::failed(&flag, number, version, &undone);
            revert(run, &flag, failed).await
        }
        overdue @ Progress::Overdue => Err(follow::failed(&flag, number, version, &overdue)),
    }
}

/// Revert deployments until the flag is off.
async fn revert(run: &Run, flag: &Flag, failed: Error) -> Result<Flag> {
    run.warn(format!("{}; reverting what exposed the flag", failed.details().message));
    let mut flag = read::again(run, flag).await?;
    for _ in 0..REVERTS {
        if flag.exposed() == Some(0.0) {
            return Ok(flag);
        }
        let Some(deployed) = &flag.deployed else { break };
        let number = deployed.deployment;
        if let Err(error) = stop(run, &flag, number).await {
            let share = flag.exposed().map_or_else(|| "some".to_owned(), |percent| format!("{percent}%"));
            return Err(failed
                .leaving(format!("the flag on for {share} of the requests"))
                .advise(format!("Deployment {number} can't be reverted: {}.", error.details().message)));
        }
        flag = read::again(run, &flag).await?;
    }
    if flag.exposed() == Some(0.0) { Ok(flag) } else { Err(failed) }
}

async fn stop(run: &Run, flag: &Flag, number: i32) -> Result<()> {
    let stop = StopDeployment {
        application_id: flag.application_id.clone(),
        environment_id: flag.environment_id.clone(),
        deployment_number: number,
        allow_revert: Some(true),
        ..Default::default()
    };
    run.send(stop).await.map(drop)
}
