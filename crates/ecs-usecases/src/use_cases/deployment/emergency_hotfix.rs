//! UC07: an urgent deployment, with a reason, an approver, and something that is left to do.

use crate::{
    error::{Error, Result},
    run::Run,
    span::Span,
    steps::{
        Change, CircuitBreaker, DeploymentOutcome, DeploymentSettings, Gate, IfBusy, ImageReference, OnFailure, Rollout, Strategy,
        approval::{self, Approvable, Approval, ApprovalRule},
        follow_up::{self, FollowUp},
        patch::ConfigurationPatch,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Deploy an image at once: through the smallest gate, in the place of a deployment that goes on, with fast settings.
///
/// It needs a reason and an approval (`approve_deployment` for the environment `hotfix`) by someone other than the
/// requester, and leaves a follow-up that `open_follow_ups` lists until it is closed.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmergencyHotfix {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Image to deploy, with a tag or digest.
    pub image: ImageReference,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// Why the normal way can't be taken: at least ten characters that an auditor will read.
    pub reason: String,
    /// Who asks for it.
    pub requested_by: String,
    /// Who may approve it, and how long an approval is waited for.
    #[serde(default)]
    pub approval: ApprovalRule,
    /// What the image has to meet: it has to exist and to fit; an image without a scan passes with a warning, one with
    /// critical findings does not.
    #[serde(default = "smallest_gate")]
    pub gate: Gate,
    /// How it is deployed; as the service is set when absent. A rolling one with `minimum_healthy_percent` 50 and `maximum_percent` 200 is
    /// quicker than the defaults.
    #[serde(default)]
    pub strategy: Option<Strategy>,
    /// Until when the follow-up should be closed.
    #[serde(default = "three_days")]
    pub follow_up_within: Span,
    /// How long it may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

fn smallest_gate() -> Gate {
    Gate { require_scan: false, ..Gate::default() }
}
fn three_days() -> Span {
    Span::from_mins(3 * 24 * 60)
}

/// What came of a hotfix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HotfixOutcome {
    /// The deployment.
    pub deployment: DeploymentOutcome,
    /// The approval that was used.
    pub approval: Approval,
    /// What is left to do.
    pub follow_up: FollowUp,
    /// The deployment that it took the place of.
    pub took_over: Option<String>,
}

/// What an approval for a hotfix names as its environment.
const ENVIRONMENT: &str = "hotfix";

impl UseCase for EmergencyHotfix {
    type Outcome = HotfixOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 7,
        title: "EmergencyHotfix",
        name: "emergency_hotfix",
        family: Family::Deployment,
        actors: &[Actor::OperationsTeam, Actor::SecurityTeam, Actor::DevelopmentTeam],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage { name: "admit the image", responsible: Actor::OperationsTeam, takes: &["image", "smallest gate"], leaves: &["digest"] },
            Stage {
                name: "approval for hotfix",
                responsible: Actor::SecurityTeam,
                takes: &["digest", "reason"],
                leaves: &["approval that is used up"],
            },
            Stage {
                name: "open the follow-up",
                responsible: Actor::OperationsTeam,
                takes: &["reason", "approval"],
                leaves: &["follow-up"],
            },
            Stage { name: "start the deployment", responsible: Actor::OperationsTeam, takes: &["digest"], leaves: &["service deployment"] },
            Stage {
                name: "follow the deployment",
                responsible: Actor::OperationsTeam,
                takes: &["service deployment"],
                leaves: &["verdict", "evidence"],
            },
        ],
        failures: &[
            Failure { when: "there is no reason, or the image does not meet the smallest gate", then: "nothing was changed" },
            Failure {
                when: "nobody but the requester has approved it, or the approval is over, used, or of another image",
                then: "nothing was changed",
            },
            Failure {
                when: "the deployment fails",
                then: "the revision from before is put back; the follow-up stays open, because the approval was used",
            },
        ],
    };

    async fn run(self, run: &Run) -> Result<HotfixOutcome> {
        if self.reason.trim().chars().count() < 10 {
            return Err(Error::invalid("reason", "say why the normal way can't be taken, in at least ten characters"));
        }
        let rollout = self.rollout();
        let admitted = Box::pin(rollout.admit(run)).await?;
        let took_over = crate::steps::service::going_on(&admitted.before.service);
        let image = admitted.image.as_ref().ok_or_else(|| Error::new(crate::ErrorKind::Internal, "no image was admitted"))?;
        let of = Approvable {
            environment: ENVIRONMENT.into(),
            cluster: self.cluster.clone(),
            service: self.service.clone(),
            digest: image.digest.clone(),
        };
        let approval = approval::require(run, &self.approval, &of, &self.requested_by).await?;
        let opened_at = run.now().await?;
        let follow_up = FollowUp {
            id: run.id().to_owned(),
            cluster: self.cluster.clone(),
            service: self.service.clone(),
            image: image.uri.clone(),
            reason: self.reason.clone(),
            requested_by: self.requested_by.clone(),
            approved_by: approval.approved_by.clone(),
            to_do: self.to_do(),
            opened_at,
            due_at: opened_at + self.follow_up_within.0,
            closed: None,
        };
        follow_up::open(run, &follow_up).await.map_err(|error| approval.left_by(error))?;
        let left = |error: Error| approval.left_by(error).leaving(format!("follow-up {}", follow_up.id));
        let deployment = Box::pin(rollout.deploy(run, &admitted)).await.map_err(left)?;
        Ok(HotfixOutcome { deployment, approval, follow_up, took_over })
    }
}

impl EmergencyHotfix {
    /// Deploy this image at once, everything else as it is by default.
    pub fn new(
        cluster: impl Into<String>,
        service: impl Into<String>,
        image: ImageReference,
        reason: impl Into<String>,
        requested_by: impl Into<String>,
    ) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            image,
            container: None,
            reason: reason.into(),
            requested_by: requested_by.into(),
            approval: ApprovalRule::default(),
            gate: smallest_gate(),
            strategy: None,
            follow_up_within: three_days(),
            timeout: super::rolling_deployment::an_hour(),
        }
    }

    fn rollout(&self) -> Rollout {
        let change = Change::Image { image: self.image.clone(), container: self.container.clone(), patch: ConfigurationPatch::default() };
        let breaker = CircuitBreaker { enable: true, rollback: true, threshold: Some(3) };
        Rollout {
            gate: self.gate.clone(),
            strategy: self.strategy.clone().unwrap_or_default(),
            settings: DeploymentSettings { circuit_breaker: Some(breaker), ..DeploymentSettings::default() },
            if_busy: IfBusy::Replace,
            on_failure: OnFailure::Restore,
            timeout: self.timeout,
            ..Rollout::new(&self.cluster, &self.service, change)
        }
    }

    fn to_do(&self) -> Vec<String> {
        let mut to_do = vec![
            "Bring the same change through the normal way, so that the next deployment does not take it back.".to_owned(),
            "Review the change and the reason with the Security Team.".to_owned(),
        ];
        if !self.gate.require_scan {
            to_do.insert(0, "Scan the image and act on what is found.".to_owned());
        }
        to_do
    }
}
