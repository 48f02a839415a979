//! Follow-ups: what an emergency leaves to be done afterwards, until somebody says that it was.

use super::records;
use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
    run::Run,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that has to be done after an emergency, as it is kept in Parameter Store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FollowUp {
    /// Id: that of the run which opened it.
    pub id: String,
    /// Cluster.
    pub cluster: String,
    /// Service.
    pub service: String,
    /// Image that was deployed.
    pub image: String,
    /// The break-glass reason.
    pub reason: String,
    /// Who asked for the emergency deployment.
    pub requested_by: String,
    /// Who approved it.
    pub approved_by: String,
    /// What has to be done.
    pub to_do: Vec<String>,
    /// When it was opened.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub opened_at: Timestamp,
    /// Until when it should be closed.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub due_at: Timestamp,
    /// How it was closed.
    pub closed: Option<Closed>,
}

/// How a follow-up was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// Who closed it.
    pub by: String,
    /// When.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// What was done.
    pub resolution: String,
}

const FOLDER: &str = "follow-ups";

/// Open a follow-up.
pub async fn open(run: &Run, follow_up: &FollowUp) -> Result<()> {
    let name = records::name(&[FOLDER, &follow_up.id]);
    run.step("open the follow-up", records::write(run, &name, follow_up, false)).await
}

/// Those that are not closed, the one that is due first before the others.
pub async fn list_open(run: &Run) -> Result<Vec<FollowUp>> {
    let mut all: Vec<FollowUp> = records::list(run, &records::name(&[FOLDER])).await?;
    all.retain(|follow_up| follow_up.closed.is_none());
    all.sort_by(|one, other| (one.due_at, &one.id).cmp(&(other.due_at, &other.id)));
    Ok(all)
}

/// Close a follow-up.
pub async fn close(run: &Run, id: &str, by: &str, resolution: &str) -> Result<FollowUp> {
    let name = records::name(&[FOLDER, id]);
    let known: Option<FollowUp> = records::read(run, &name).await?;
    let known = known.ok_or_else(|| Error::new(ErrorKind::NotFound, format!("there is no follow-up {id}")).on(id))?;
    if let Some(closed) = &known.closed {
        return Err(Error::new(ErrorKind::Conflict, format!("{} closed it at {}", closed.by, closed.at)).on(id));
    }
    let closed = Closed { by: by.to_owned(), at: run.now().await?, resolution: resolution.to_owned() };
    let now = FollowUp { closed: Some(closed), ..known };
    records::write(run, &name, &now, true).await?;
    Ok(now)
}
