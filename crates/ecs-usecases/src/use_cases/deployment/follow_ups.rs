//! What emergencies left to be done.

use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, Result},
    run::Run,
    steps::follow_up::{self, FollowUp},
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// List what emergency deployments left to be done and nobody has closed yet.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenFollowUps {}

/// The follow-ups that are open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenFollowUpsOutcome {
    /// Those that are open, the one that is due first before the others.
    pub follow_ups: Vec<FollowUp>,
    /// How many of them are overdue.
    pub overdue: u32,
    /// When this was so.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub at: Timestamp,
}

impl UseCase for OpenFollowUps {
    type Outcome = OpenFollowUpsOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 0,
        title: "OpenFollowUps",
        name: "open_follow_ups",
        family: Family::Deployment,
        actors: &[Actor::OperationsTeam, Actor::SecurityTeam],
        stages: &[Stage { name: "list", responsible: Actor::OperationsTeam, takes: &[], leaves: &["open follow-ups"] }],
        failures: &[],
    };

    async fn run(self, run: &Run) -> Result<OpenFollowUpsOutcome> {
        let follow_ups = follow_up::list_open(run).await?;
        let at = run.now().await?;
        let overdue = follow_ups.iter().filter(|follow_up| follow_up.due_at < at).count() as u32;
        Ok(OpenFollowUpsOutcome { follow_ups, overdue, at })
    }
}

/// Close a follow-up: what it asked for was done.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseFollowUp {
    /// Its id.
    pub id: String,
    /// Who closes it.
    pub closed_by: String,
    /// What was done.
    pub resolution: String,
}

impl UseCase for CloseFollowUp {
    type Outcome = FollowUp;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 0,
        title: "CloseFollowUp",
        name: "close_follow_up",
        family: Family::Deployment,
        actors: &[Actor::OperationsTeam, Actor::SecurityTeam],
        stages: &[Stage { name: "close", responsible: Actor::SecurityTeam, takes: &["follow-up"], leaves: &["resolution"] }],
        failures: &[Failure { when: "there is no such follow-up, or it was closed already", then: "nothing was written" }],
    };

    async fn run(self, run: &Run) -> Result<FollowUp> {
        for (path, text) in [("closed_by", &self.closed_by), ("resolution", &self.resolution)] {
            if text.trim().is_empty() {
                return Err(Error::invalid(path, "it is empty"));
            }
        }
        follow_up::close(run, &self.id, &self.closed_by, &self.resolution).await
    }
}
