//! Say that an image may go to an environment.

use crate::{
    error::{Error, Result},
    run::Run,
    span::Span,
    steps::{
        ImageReference,
        approval::{self, Approvable, Approval},
        image::digest_of,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Approve that one image goes to one service of an environment. It is bound to the image's digest, ends by itself, and can
/// be used once.
///
/// It is kept in Parameter Store below `/ecs-usecases/approvals/`: IAM says who may approve for which environment.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveDeployment {
    /// Name of the environment; `hotfix` for an emergency hotfix.
    pub environment: String,
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Image, with a tag or digest.
    pub image: ImageReference,
    /// Who asked for it.
    pub requested_by: String,
    /// Who approves it: somebody else.
    pub approved_by: String,
    /// As what.
    pub role: Actor,
    /// How long it may be used.
    #[serde(default = "a_day")]
    pub valid_for: Span,
    /// A note.
    #[serde(default)]
    pub note: Option<String>,
}

fn a_day() -> Span {
    Span::from_mins(24 * 60)
}

impl UseCase for ApproveDeployment {
    type Outcome = Approval;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 0,
        title: "ApproveDeployment",
        name: "approve_deployment",
        family: Family::Deployment,
        actors: &[Actor::OperationsTeam, Actor::SecurityTeam],
        stages: &[Stage {
            name: "approve",
            responsible: Actor::OperationsTeam,
            takes: &["image", "environment"],
            leaves: &["approval of one digest for one environment"],
        }],
        failures: &[
            Failure { when: "the approver is the requester", then: "nothing was written" },
            Failure { when: "somebody else's approval still holds", then: "nothing was written" },
        ],
    };

    async fn run(self, run: &Run) -> Result<Approval> {
        for (path, text) in [("environment", &self.environment), ("requested_by", &self.requested_by), ("approved_by", &self.approved_by)] {
            if text.trim().is_empty() {
                return Err(Error::invalid(path, "it is empty"));
            }
        }
        if self.valid_for.0.is_zero() {
            return Err(Error::invalid("valid_for", "an approval that is over at once can't be used"));
        }
        let digest = digest_of(run, &self.image).await?;
        let approved_at = run.now().await?;
        let of = Approvable { environment: self.environment, cluster: self.cluster, service: self.service, digest };
        let approval = Approval {
            of,
            requested_by: self.requested_by,
            approved_by: self.approved_by,
            role: self.role,
            approved_at,
            expires_at: approved_at + self.valid_for.0,
            note: self.note,
            used_by: None,
        };
        run.step("approve", approval::approve(run, &approval)).await?;
        Ok(approval)
    }
}
