//! UC02: an ECR repository as the organisation wants its repositories.

mod apply;
mod lifecycle;
mod plan;
mod policy;
mod registry;
mod state;
mod validate;

pub use lifecycle::{ExpiringImage, KeepLast, Lifecycle, LifecyclePreview};
pub use policy::RepositoryAccess;

use crate::{
    error::{Error, ErrorKind, Result},
    journal::lease::Hold,
    run::Run,
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Set up an ECR repository: tag immutability, encryption, scanning, lifecycle, access, replication, tags. Run again, it
/// changes only what differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepositorySetup {
    /// Name of the repository, by convention `team/service`.
    pub repository: String,
    /// Allow any name that ECR allows, also one that does not name a team.
    #[serde(default)]
    pub allow_any_name: bool,
    /// Whether a tag that was pushed can't be moved to another image.
    #[serde(default = "yes")]
    pub immutable_tags: bool,
    /// Tags that can be moved although tags are immutable: one to five patterns with `*`, such as `latest` or `dev-*`.
    #[serde(default)]
    pub mutable_tag_exclusions: Vec<String>,
    /// Encryption at rest, fixed when the repository is created. When absent, a new repository gets AES256 and an existing
    /// one keeps what it has.
    #[serde(default)]
    pub encryption: Option<Encryption>,
    /// How images are scanned.
    #[serde(default)]
    pub scan: ScanMode,
    /// Which images go when.
    #[serde(default)]
    pub lifecycle: Lifecycle,
    /// Who may pull and push besides the account itself. When absent, the policy stays as it is.
    #[serde(default)]
    pub repository_policy: Option<RepositoryAccess>,
    /// Where images of this repository, and of those whose name begins with its name, are replicated to. When empty,
    /// replication stays as it is.
    #[serde(default)]
    pub replication: Vec<ReplicationTarget>,
    /// Tags of the repository. Other tags that it has stay.
    #[serde(default)]
    pub tags: BTreeMap<String, String>,
    /// Find out first what a changed lifecycle policy would delete of today's images.
    #[serde(default = "yes")]
    pub preview_lifecycle: bool,
    /// Refuse a lifecycle policy that would delete more of today's images than this.
    #[serde(default)]
    pub max_deletions: Option<u32>,
}

fn yes() -> bool {
    true
}

impl RepositorySetup {
    /// The defaults for a repository of this name.
    pub fn named(repository: impl Into<String>) -> Self {
        Self {
            repository: repository.into(),
            allow_any_name: false,
            immutable_tags: true,
            mutable_tag_exclusions: Vec::new(),
            encryption: None,
            scan: ScanMode::default(),
            lifecycle: Lifecycle::default(),
            repository_policy: None,
            replication: Vec::new(),
            tags: BTreeMap::new(),
            preview_lifecycle: true,
            max_deletions: None,
        }
    }
}

/// Encryption at rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Encryption {
    /// Kind of encryption.
    pub r#type: EncryptionKind,
    /// Id, ARN or alias of the KMS key. AWS's own key when absent.
    #[serde(default)]
    pub key: Option<String>,
}

/// Kinds of encryption, as AWS names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum EncryptionKind {
    /// With keys of Amazon S3.
    #[serde(rename = "AES256")]
    Aes256,
    /// With a key of KMS.
    #[serde(rename = "KMS")]
    Kms,
    /// In two layers, with a key of KMS.
    #[serde(rename = "KMS_DSSE")]
    KmsDsse,
}

/// How images are scanned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScanMode {
    /// When they are pushed.
    #[default]
    OnPush,
    /// When they are pushed and ever after, by Amazon Inspector. It is a setting of the registry: this adds a rule for
    /// the repository, and turns the registry to enhanced scanning if it is not.
    Enhanced,
    /// Only when somebody asks. A rule of the registry that includes the repository is not changed.
    None,
}

/// Where images are replicated to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplicationTarget {
    /// Region.
    pub region: String,
    /// Account id; the run's own when absent. Another account has to allow it in its registry policy.
    #[serde(default)]
    pub account: Option<String>,
}

/// What was set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RepositorySetupOutcome {
    /// ARN of the repository.
    pub repository_arn: String,
    /// What images are pushed to and pulled from: `host/repository`.
    pub repository_uri: String,
    /// Whether this run created it.
    pub created: bool,
    /// What this run changed. Empty if everything was as asked.
    pub changes: Vec<RepositoryChange>,
    /// What the changed lifecycle policy deletes of the images that were there, if it was looked at.
    pub lifecycle_preview: Option<LifecyclePreview>,
}

/// One setting that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RepositoryChange {
    /// The setting: `repository`, `tag_mutability`, `scan_on_push`, `lifecycle_policy`, `repository_policy`,
    /// `registry_scanning`, `replication` or `tags.KEY`.
    pub what: String,
    /// What it was, if it was set.
    pub before: Option<String>,
    /// What it is now, if it is set.
    pub after: Option<String>,
}

const READ: &str = "read what is there";
const PREVIEW: &str = "preview the lifecycle policy";
const APPLY: &str = "apply what differs";

impl UseCase for RepositorySetup {
    type Outcome = RepositorySetupOutcome;
    const INFO: UseCaseInfo = UseCaseInfo {
        id: 2,
        title: "RepositorySetup",
        name: "repository_setup",
        family: Family::Foundation,
        actors: &[Actor::InfrastructureTeam, Actor::SecurityTeam, Actor::VulnerabilityManagementTeam, Actor::CicdPipeline],
        stages: &[
            Stage { name: READ, responsible: Actor::InfrastructureTeam, takes: &["repository request"], leaves: &["list of what differs"] },
            Stage {
                name: PREVIEW,
                responsible: Actor::InfrastructureTeam,
                takes: &["lifecycle policy", "today's images"],
                leaves: &["lifecycle preview"],
            },
            Stage {
                name: APPLY,
                responsible: Actor::InfrastructureTeam,
                takes: &["list of what differs", "lifecycle preview"],
                leaves: &["repository", "repository settings", "registry settings"],
            },
        ],
        failures: &[
            Failure { when: "the request can't be right, or the name does not follow the convention", then: "nothing was sent" },
            Failure { when: "the repository exists with another encryption", then: "nothing was changed; encryption is fixed at creation" },
            Failure { when: "the lifecycle policy would delete more images than allowed", then: "nothing was changed" },
            Failure {
                when: "a change fails, is denied, or collides with somebody else's",
                then: "what was changed is put back, a new repository is deleted again while it is empty; the error names what could not be put back",
            },
            Failure { when: "the run is cancelled or its process ends", then: "what was changed stays; the resumed run finishes it" },
        ],
    };

    async fn run(self, run: &Run) -> Result<RepositorySetupOutcome> {
        validate::check(&self, run.cloud().scope())?;
        run.hold("repository", &self.repository, Hold::IfFree).await?;
        let plan = run
            .step(READ, async {
                let current = state::read(run, &self).await?;
                plan::make(run, &self, &current)
            })
            .await?;
        let preview = match plan.lifecycle_to_preview() {
            Some(policy) if self.preview_lifecycle => {
                let preview = run.step(PREVIEW, lifecycle::preview(run, &self.repository, policy)).await?;
                lifecycle::check_deletions(&preview, self.max_deletions).map_err(|error| error.on(&self.repository))?;
                Some(preview)
            }
            _ => None,
        };
        let created = plan.repository.is_none();
        let applied = run.step(APPLY, apply::all(run, plan)).await?;
        let repository = applied.repository;
        let missing = || Error::new(ErrorKind::Internal, "ECR described a repository without its ARN").on(&self.repository);
        Ok(RepositorySetupOutcome {
            repository_arn: repository.repository_arn.ok_or_else(missing)?,
            repository_uri: repository.repository_uri.ok_or_else(missing)?,
            created,
            changes: applied.changes,
            lifecycle_preview: preview,
        })
    }
}
