//! [`JournalWork`]: what a binding asks of a journal.

use crate::{guard::guarded_now, session::wire, twin::read};
use ecs_usecases::{
    Client, Result,
    journal::audit::{AuditAnchor, verify_export},
};
use serde::Deserialize;
use serde_json::Value;

/// Work with the journal of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalWork {
    /// List runs: a filter.
    ListRuns,
    /// Tell what a run did: `{"run_id": ..}`.
    ShowRun,
    /// End a run for good: `{"run_id": ..}`.
    CancelRun,
    /// The audit log as text: a filter.
    ExportAudit,
    /// How far each run has come: `{}`.
    AnchorAudit,
    /// Check the journal: `{"anchor": ..}`.
    VerifyAudit,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    run_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchored {
    #[serde(default)]
    anchor: Option<AuditAnchor>,
}

impl JournalWork {
    /// What a binding's call of this name asks for.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "runs.list" => Some(Self::ListRuns),
            "runs.show" => Some(Self::ShowRun),
            "runs.cancel" => Some(Self::CancelRun),
            "audit.export" => Some(Self::ExportAudit),
            "audit.anchor" => Some(Self::AnchorAudit),
            "audit.verify" => Some(Self::VerifyAudit),
            _ => None,
        }
    }

    pub(crate) async fn perform(self, client: &Client, request: Value) -> Result<Value> {
        let named = |request| read::<Named>(request, "run").map(|named| named.run_id);
        match self {
            Self::ListRuns => wire(&client.list_runs(&read(request, "filter")?).await?),
            Self::ShowRun => wire(&client.show_run(&named(request)?).await?),
            Self::CancelRun => wire(&client.cancel_run(&named(request)?).await?),
            Self::ExportAudit => wire(&client.export_audit(&read(request, "filter")?).await?),
            Self::AnchorAudit => wire(&client.anchor_audit().await?),
            Self::VerifyAudit => {
                let Anchored { anchor } = read(request, "anchor")?;
                wire(&client.verify_audit(anchor.as_ref()).await?)
            }
        }
    }
}

/// Check an audit log that was exported, against an anchor or null. Gives a report.
pub fn verify_audit_export(log: &str, anchor: Value) -> Result<Value> {
    guarded_now(|| {
        let anchor: Option<AuditAnchor> = read(anchor, "anchor")?;
        wire(&verify_export(log, anchor.as_ref())?)
    })
}
