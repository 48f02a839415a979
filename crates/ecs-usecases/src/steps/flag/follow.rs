//! Follow a deployment of AppConfig to its end.

use super::Flag;
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::appconfig::{Deployment, DeploymentEventType, DeploymentState, GetDeployment, TriggeredBy},
    run::Run,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Polls are at most this far apart, so that a rollback is noticed soon.
const OFTEN: Duration = Duration::from_secs(30);
/// And at least this far.
const SELDOM: Duration = Duration::from_secs(2);
/// A deployment may last this much longer than its strategy says.
const GRACE: Duration = Duration::from_mins(30);

/// How far a deployment has come when nobody waits for it any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Progress {
    /// It is complete.
    Complete,
    /// All targets have its version, and it still bakes: an alarm can roll it back.
    Everywhere,
    /// It was rolled back or reverted; why.
    Undone {
        /// Names of the CloudWatch alarms that did it.
        alarms: Vec<String>,
        /// AppConfig's words.
        why: String,
    },
    /// It goes on for much longer than its strategy says.
    Overdue,
}

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    Complete,
    /// All targets have had it for so long without a rollback.
    Everywhere(Duration),
}

/// Wait for a deployment.
pub(super) async fn follow(run: &Run, flag: &Flag, number: i32, until: Until) -> Result<Progress> {
    run.wait(&format!("deployment {number} of {}", flag.key), async {
        let mut everywhere = None;
        loop {
            let now = run.cloud().clock().now();
            let get = GetDeployment {
                application_id: flag.application_id.clone(),
                environment_id: flag.environment_id.clone(),
                deployment_number: number,
                ..Default::default()
            };
            let found = run.observe(get).await?;
            match &found.state {
                Some(DeploymentState::Complete) => return Ok(Progress::Complete),
                Some(DeploymentState::RolledBack | DeploymentState::Reverted) => return Ok(undone(&found)),
                Some(DeploymentState::Baking) => {
                    let since = *everywhere.get_or_insert_with(|| baking_since(&found).unwrap_or(now));
                    if matches!(until, Until::Everywhere(held) if now.since(since) >= held) {
                        return Ok(Progress::Everywhere);
                    }
                }
                _ => {}
            }
            let minutes = found.deployment_duration_in_minutes.unwrap_or(0) + found.final_bake_time_in_minutes.unwrap_or(0);
            let expected = found.started_at.unwrap_or(now) + Duration::from_secs(60 * u64::from(minutes.unsigned_abs()));
            if now > expected + GRACE {
                return Ok(Progress::Overdue);
            }
            let due = match (until, everywhere) {
                (Until::Everywhere(held), Some(since)) => since + held,
                _ => expected,
            };
            run.pause(due.since(now).clamp(SELDOM, OFTEN)).await?;
        }
    })
    .await
}

/// Since when all targets have it.
fn baking_since(found: &Deployment) -> Option<Timestamp> {
    let started = |event: &&crate::model::appconfig::DeploymentEvent| event.event_type == Some(DeploymentEventType::BakeTimeStarted);
    found.event_log.iter().find(started).and_then(|event| event.occurred_at)
}

fn undone(found: &Deployment) -> Progress {
    let undoing = found
        .event_log
        .iter()
        .filter(|event| matches!(event.event_type, Some(DeploymentEventType::RollbackStarted | DeploymentEventType::RevertCompleted)));
    let mut alarms = Vec::new();
    let mut why = Vec::new();
    for event in undoing {
        let words = event.description.clone().unwrap_or_default();
        if event.triggered_by == Some(TriggeredBy::CloudwatchAlarm) {
            alarms.extend(alarms_in(&words));
        }
        why.push(words);
    }
    alarms.dedup();
    let why = if why.is_empty() { "AppConfig does not say why".to_owned() } else { why.join("; ") };
    Progress::Undone { alarms, why }
}

/// The names of the alarms whose ARNs are in a text.
fn alarms_in(words: &str) -> Vec<String> {
    let name = |rest: &str| rest.split([' ', ',', ';', '\'', '"', ')', ']']).next().unwrap_or_default().trim_end_matches('.').to_owned();
    words.split(":alarm:").skip(1).map(name).filter(|name| !name.is_empty()).collect()
}

/// The error of a deployment that did not come so far as asked; the version stays in the store.
pub(super) fn failed(flag: &Flag, number: i32, version: i32, progress: &Progress) -> Error {
    let what = format!("deployment {number} of version {version}");
    let error = match progress {
        Progress::Undone { alarms, why } if alarms.is_empty() => {
            Error::new(ErrorKind::DeploymentFailed, format!("{what} was rolled back: {why}"))
        }
        Progress::Undone { alarms, .. } => {
            let (alarms, s) = (alarms.join(", "), if alarms.len() == 1 { "" } else { "s" });
            Error::new(ErrorKind::DeploymentFailed, format!("{what} was rolled back by the alarm{s} {alarms}")).advise(format!(
                "Look at what the alarm{s} {alarms} saw; a deployment while an alarm of the environment is not OK is rolled back."
            ))
        }
        _ => Error::new(ErrorKind::DeploymentFailed, format!("{what} is still going on, much longer than its strategy says")),
    };
    error.on(flag.resource()).leaving(format!("version {version} of the flags, which is not deployed"))
}

/// Wait until the deployment that brought the flag is complete: after [`turn_off`](super::turn_off) it may still bake.
pub async fn settle(run: &Run, flag: &Flag) -> Result<Flag> {
    let Some(running) = flag.running.as_ref().filter(|running| running.profile_id == flag.profile_id) else { return Ok(flag.clone()) };
    match follow(run, flag, running.number, Until::Complete).await? {
        Progress::Complete => Ok(Flag { running: None, ..flag.clone() }),
        other => Err(failed(flag, running.number, flag.version, &other)),
    }
}

#[cfg(test)]
mod tests {
    use super::alarms_in;

    #[test]
    fn alarms_are_told_by_their_names() {
        let words =
            "Rollback by arn:aws:cloudwatch:eu-west-1:111122223333:alarm:web-5xx, arn:aws:cloudwatch:eu-west-1:111122223333:alarm:slow.";
        assert_eq!(alarms_in(words), ["web-5xx", "slow"]);
        assert!(alarms_in("Rollback by account 111122223333").is_empty());
    }
}
