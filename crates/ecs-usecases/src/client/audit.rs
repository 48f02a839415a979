//! The audit log of a client's journal.

use super::Client;
use crate::{
    error::Result,
    journal::{
        RunFilter,
        audit::{self, AuditAnchor, AuditReport},
    },
};

impl Client {
    /// The audit log of the runs that fit, as text to be kept elsewhere: see [`audit`]. All of them unless the filter has a limit.
    pub async fn export_audit(&self, filter: &RunFilter) -> Result<String> {
        audit::export(&*self.journal, filter).await
    }

    /// How far each run has come: kept elsewhere, it shows later that nothing was changed or taken away.
    pub async fn anchor_audit(&self) -> Result<AuditAnchor> {
        audit::anchor(&*self.journal, self.cloud.clock().now()).await
    }

    /// Check the journal, against an anchor if there is one. An error names what is not as it was.
    pub async fn verify_audit(&self, anchor: Option<&AuditAnchor>) -> Result<AuditReport> {
        audit::verify(&*self.journal, anchor).await
    }
}
