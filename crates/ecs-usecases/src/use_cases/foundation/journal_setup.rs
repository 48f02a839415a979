//! The DynamoDB table of a journal.

mod apply;
mod state;
mod validate;

use crate::{
    error::{Error, ErrorKind, Result},
    journal::table,
    run::Run,
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Set up the DynamoDB table in which runs are journaled: paid by request, with point-in-time recovery, deletion protection, and
/// an attribute by which finished runs end. Run again, it changes only what differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JournalSetup {
    /// Name of the table, in the account and Region of the run.
    pub table: String,
    /// Whether the table can be put back to any second of the last days.
    #[serde(default = "yes")]
    pub point_in_time_recovery: bool,
    /// How many days back that reaches: 1 to 35. When absent, a table keeps what it has, and a new one has 35.
    #[serde(default)]
    pub recovery_days: Option<u8>,
    /// Whether the table is kept from being deleted.
    #[serde(default = "yes")]
    pub deletion_protection: bool,
    /// Tags of the table. Other tags that it has stay.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
}

fn yes() -> bool {
    true
}

impl JournalSetup {
    /// The defaults for a table of this name.
    pub fn named(table: impl Into<String>) -> Self {
        Self { table: table.into(), point_in_time_recovery: true, recovery_days: None, deletion_protection: true, tags: BTreeMap::new() }
    }

    /// The partition key of the table: text.
    pub const PARTITION_KEY: &str = table::PARTITION_KEY;
    /// The sort key of the table: text.
    pub const SORT_KEY: &str = table::SORT_KEY;
    /// The attribute that says when an item ends, in seconds since 1970.
    pub const EXPIRES_AT: &str = table::EXPIRES_AT;
}

/// What was set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JournalSetupOutcome {
    /// ARN of the table. It is active.
    pub table_arn: String,
    /// Whether this run created it.
    pub created: bool,
    /// What this run changed. Empty if everything was as asked.
    pub changes: Vec<JournalTableChange>,
}

/// One setting that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct JournalTableChange {
    /// The setting: `table`, `billing_mode`, `deletion_protection`, `time_to_live`, `point_in_time_recovery` or `tags.KEY`.
    pub what: String,
    /// What it was, if it was set.
    pub before: Option<String>,
    /// What it is now, if it is set.
    pub after: Option<String>,
}

const READ: &str = "read what is there";
const CREATE: &str = "create the table";
const APPLY: &str = "apply what differs";

impl UseCase for JournalSetup {
    type Outcome = JournalSetupOutcome;
    const INFO: UseCaseInfo = UseCaseInfo {
        id: 0,
        title: "JournalSetup",
        name: "journal_setup",
        family: Family::Foundation,
        actors: &[Actor::InfrastructureTeam],
        stages: &[
            Stage { name: READ, responsible: Actor::InfrastructureTeam, takes: &["journal request"], leaves: &["settings of the table"] },
            Stage { name: CREATE, responsible: Actor::InfrastructureTeam, takes: &["journal request"], leaves: &["table"] },
            Stage { name: APPLY, responsible: Actor::InfrastructureTeam, takes: &["settings of the table"], leaves: &["journal table"] },
        ],
        failures: &[
            Failure { when: "the request can't be right", then: "nothing was sent" },
            Failure { when: "the table exists with another key, or its items end by another attribute", then: "nothing was changed" },
            Failure {
                when: "a change fails or is denied",
                then: "the table and what was changed before stay, the error names them; run again, it does what is missing",
            },
            Failure { when: "the run is cancelled or its process ends", then: "what was changed stays; the resumed run finishes it" },
        ],
    };

    async fn run(self, run: &Run) -> Result<JournalSetupOutcome> {
        validate::request(&self)?;
        let found = run
            .step(READ, async {
                let found = state::table(run, &self.table).await?;
                if let Some(table) = &found {
                    validate::table(&self.table, table)?;
                }
                Ok(found)
            })
            .await?;
        let mut changes = Vec::new();
        let created = found.is_none();
        let table = match found {
            Some(table) => table,
            None => run.step(CREATE, apply::create(run, &self, &mut changes)).await?,
        };
        let table_arn = table
            .table_arn
            .clone()
            .ok_or_else(|| Error::new(ErrorKind::Internal, "DynamoDB described a table without its ARN").on(&self.table))?;
        let applied = run.step(APPLY, apply::differences(run, &self, &table, &table_arn, &mut changes)).await;
        let name = |what: &str| if what == "table" { format!("table {}", self.table) } else { format!("{what} of table {}", self.table) };
        applied.map_err(|error| changes.iter().fold(error, |error, change| error.leaving(name(&change.what))))?;
        Ok(JournalSetupOutcome { table_arn, created, changes })
    }
}
