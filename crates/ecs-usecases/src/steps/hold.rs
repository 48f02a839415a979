//! One run at a time works on a service, a repository or an environment.

use super::service::IfBusy;
use crate::{
    error::Result,
    journal::lease::{BUSY, Hold},
    model::last_part,
    run::Run,
};
use std::time::Duration;

/// How often it is looked whether another run has ended.
const LOOK: Duration = Duration::from_secs(15);

/// Hold a service before it is read. What is said for a deployment that goes on holds for a run that holds the service too:
/// refuse, wait until it has ended, or stop it and take over.
pub async fn hold_service(run: &Run, cluster: &str, service: &str, busy: IfBusy) -> Result<()> {
    hold(run, "service", &format!("{}/{}", last_part(cluster), last_part(service)), busy).await
}

/// Hold something of this kind and name in the account and Region of the run.
pub async fn hold(run: &Run, kind: &str, name: &str, busy: IfBusy) -> Result<()> {
    let how = if busy == IfBusy::Replace { Hold::TakeOver } else { Hold::IfFree };
    loop {
        match run.hold(kind, name, how).await {
            Err(error) if busy == IfBusy::Wait && error.code() == Some(BUSY) => run.pause(LOOK).await?,
            held => return held,
        }
    }
}
