//! Approvals: someone other than the requester says that one image may go to one environment, until a moment.

use super::records;
use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
    model::last_part,
    run::Run,
    span::Span,
    use_case::Actor,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Who has to approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApprovalRule {
    /// Roles that may approve.
    pub roles: Vec<Actor>,
    /// How long an approval is waited for; not at all by default.
    pub wait: Span,
}

impl Default for ApprovalRule {
    fn default() -> Self {
        Self { roles: vec![Actor::OperationsTeam, Actor::SecurityTeam], wait: Span::default() }
    }
}

/// What is approved: one image for one service in one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Approvable {
    /// Name of the environment.
    pub environment: String,
    /// Cluster.
    pub cluster: String,
    /// Service.
    pub service: String,
    /// Digest of the image.
    pub digest: String,
}

/// An approval, as it is kept in Parameter Store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    /// What is approved.
    pub of: Approvable,
    /// Who asked for it.
    pub requested_by: String,
    /// Who approved it.
    pub approved_by: String,
    /// As what.
    pub role: Actor,
    /// When.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub approved_at: Timestamp,
    /// Until when it may be used.
    #[serde(with = "rfc3339")]
    #[schemars(with = "String")]
    pub expires_at: Timestamp,
    /// What the approver wrote.
    pub note: Option<String>,
    /// The run that used it. It can't be used by another.
    pub used_by: Option<String>,
}

/// An approval is looked for this often.
const EVERY: Duration = Duration::from_secs(15);

impl Approvable {
    fn record(&self) -> String {
        let digest = self.digest.trim_start_matches("sha256:");
        records::name(&["approvals", &self.environment, last_part(&self.cluster), last_part(&self.service), digest])
    }
}

/// Approve something. The approver is not the requester; an approval that still holds is not replaced.
pub async fn approve(run: &Run, approval: &Approval) -> Result<()> {
    if same_person(&approval.requested_by, &approval.approved_by) {
        return Err(Error::invalid("approved_by", "who asked for it can't approve it").advise("Have someone else approve it."));
    }
    let name = approval.of.record();
    let known: Option<Approval> = records::read(run, &name).await?;
    if let Some(known) = &known {
        let holds = known.used_by.is_none() && known.expires_at > approval.approved_at;
        if holds && (known.approved_by != approval.approved_by || known.requested_by != approval.requested_by) {
            return Err(Error::new(ErrorKind::Conflict, format!("{} has approved it already", known.approved_by)).on(name));
        }
    }
    records::write(run, &name, approval, known.is_some()).await
}

/// Find the approval of this, and use it up. An error if there is none in time, or if it does not count.
pub async fn require(run: &Run, rule: &ApprovalRule, of: &Approvable, requested_by: &str) -> Result<Approval> {
    let name = of.record();
    let step = format!("approval for {}", of.environment);
    run.step(&step, async {
        let until = run.now().await? + rule.wait.0;
        let found: Option<Approval> = run.wait("an approval", find(run, &name, until)).await?;
        let now = run.now().await?;
        let approval = found.ok_or_else(|| {
            Error::new(ErrorKind::Refused, format!("nobody has approved {} for {} in {}", of.digest, of.service, of.environment))
                .on(&of.environment)
                .advise("Have someone other than the requester approve it (approve_deployment), then deploy again.")
        })?;
        check(&approval, rule, of, requested_by, run.id(), now)?;
        let used = Approval { used_by: Some(run.id().to_owned()), ..approval };
        records::write(run, &name, &used, true).await?;
        Ok(used)
    })
    .await
}

impl Approval {
    /// The error with this approval, which is used up. A run that was cancelled is resumed with it.
    pub fn left_by(&self, error: Error) -> Error {
        if error.kind() == ErrorKind::Cancelled {
            return error;
        }
        error.leaving(format!("approval {}, which is used", self.of.record()))
    }
}

async fn find(run: &Run, name: &str, until: Timestamp) -> Result<Option<Approval>> {
    loop {
        let found: Option<Approval> = records::observe(run, name).await?;
        let now = run.cloud().clock().now();
        if now >= until || found.as_ref().is_some_and(|found| found.used_by.is_none() && found.expires_at > now) {
            return Ok(found);
        }
        run.pause(EVERY.min(until.since(now))).await?;
    }
}

fn check(approval: &Approval, rule: &ApprovalRule, of: &Approvable, requested_by: &str, run_id: &str, now: Timestamp) -> Result<()> {
    let refused = |why: String| Err(Error::new(ErrorKind::Refused, why).on(&of.environment).advise("Have it approved anew."));
    if approval.of != *of {
        return refused(format!("the approval is of {} for {}, not of this", approval.of.digest, approval.of.service));
    }
    if same_person(&approval.approved_by, requested_by) {
        return refused(format!("{requested_by} asked for it and approved it"));
    }
    if !rule.roles.contains(&approval.role) {
        return refused(format!("{} approved it as {:?}, which may not", approval.approved_by, approval.role));
    }
    if approval.expires_at <= now {
        return refused(format!("the approval of {} expired at {}", approval.approved_by, approval.expires_at));
    }
    match &approval.used_by {
        Some(other) if other != run_id => refused(format!("the approval of {} was used by run {other}", approval.approved_by)),
        _ => Ok(()),
    }
}

fn same_person(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_approval_counts_for_what_it_is_of_once_and_in_time() {
        let of = Approvable { environment: "production".into(), cluster: "main".into(), service: "web".into(), digest: "sha256:a".into() };
        let good = Approval {
            of: of.clone(),
            requested_by: "ann".into(),
            approved_by: "ben".into(),
            role: Actor::OperationsTeam,
            approved_at: Timestamp(0),
            expires_at: Timestamp(100),
            note: None,
            used_by: None,
        };
        let why = |approval: &Approval| {
            let checked = check(approval, &ApprovalRule::default(), &of, "Ann", "run-1", Timestamp(50));
            checked.err().map(|error| error.details().message.clone())
        };
        assert_eq!(why(&good), None);
        assert_eq!(why(&Approval { used_by: Some("run-1".into()), ..good.clone() }), None, "a resumed run goes on");
        let bad = [
            (Approval { approved_by: "ann ".into(), ..good.clone() }, "approved it"),
            (Approval { role: Actor::DevelopmentTeam, ..good.clone() }, "which may not"),
            (Approval { expires_at: Timestamp(50), ..good.clone() }, "expired"),
            (Approval { used_by: Some("run-0".into()), ..good.clone() }, "was used by run run-0"),
            (Approval { of: Approvable { digest: "sha256:b".into(), ..of.clone() }, ..good.clone() }, "not of this"),
        ];
        for (approval, expected) in bad {
            assert!(why(&approval).unwrap().contains(expected), "{approval:?}");
        }
    }
}
