//! [`UseCaseDocument`]: what is said of a use case, by the catalog or by a team of its own.

pub use crate::rules::Pillar;
use crate::use_case::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A use case as it is written down. Whatever is left out is absent: what should be there is said by a review, not by the form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct UseCaseDocument {
    /// Its id, such as `UC14`.
    pub id: String,
    /// Its API name in snake case, such as `canary_deployment`.
    pub name: String,
    /// Its name in Rust, such as `CanaryDeployment`.
    pub title: String,
    /// What it does, in one sentence.
    pub summary: String,
    /// What happens, when one uses it, and which state holds after a failure.
    pub description: String,
    /// Kinds of application that it is for.
    pub application_types: Vec<ApplicationType>,
    /// Where its tasks can run.
    pub launch_types: Vec<LaunchKind>,
    /// How it changes what runs.
    pub strategies: Vec<Strategy>,
    /// How much there is to get right.
    pub complexity: Option<Complexity>,
    /// Who takes part.
    pub actors: Vec<Actor>,
    /// Its stages, in order.
    pub stages: Vec<StageDocument>,
    /// How it can fail, and what holds then.
    pub failures: Vec<FailureDocument>,
    /// What its later stages take that none before them leaves. What the first stage takes comes with the request, from who answers for it.
    pub inputs: Vec<InputDocument>,
    /// What it asks of Amazon ECR.
    pub ecr: EcrRequirements,
    /// Settings of the task definition.
    pub task: Vec<Setting>,
    /// Settings of the service, or of the run, schedule or stack where there is none.
    pub service: Vec<Setting>,
    /// Networking.
    pub networking: Vec<String>,
    /// Scaling.
    pub scaling: Vec<String>,
    /// Security.
    pub security: Vec<String>,
    /// Which metric, alarm, log or event shows what.
    pub monitoring: Vec<String>,
    /// Its place in build and deployment pipelines.
    pub cicd: Vec<String>,
    /// What it costs, and what saves.
    pub cost: Vec<String>,
    /// Rollback, and recovery from disasters.
    pub recovery: Vec<String>,
    /// What goes wrong often.
    pub pitfalls: Vec<Pitfall>,
    /// What is known to work.
    pub best_practices: Vec<BestPractice>,
    /// Controls that it meets.
    pub compliance: Vec<Compliance>,
    /// Services that it works with.
    pub integrations: Vec<Integration>,
    /// Ids of entries that have to do with it.
    pub related: Vec<String>,
}

/// A kind of application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ApplicationType {
    WebApplication,
    Api,
    Worker,
    Batch,
    Scheduled,
    Stream,
    EventDriven,
    MachineLearning,
    Media,
    Hpc,
    Ci,
    Edge,
    Windows,
    Data,
    /// Of any kind.
    Any,
}

/// Where tasks run: AWS's launch types, and the capacity that is chosen apart from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum LaunchKind {
    Fargate,
    FargateSpot,
    Ec2,
    ManagedInstances,
    External,
}

/// How what runs is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Strategy {
    Rolling,
    BlueGreen,
    Canary,
    Linear,
    /// By the weights of target groups.
    Weighted,
    /// Nothing that runs is replaced.
    None,
}

/// How much there is to get right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Complexity {
    /// One team, few settings.
    Simple,
    /// Several settings or teams that depend on each other.
    Moderate,
    /// Several stages that can fail apart, or several Regions, accounts or teams.
    Complex,
}

/// Whose rules a control is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Framework {
    SecurityHub,
    PciDss,
    Hipaa,
    Soc2,
    Gdpr,
    #[serde(rename = "nist_800_53")]
    Nist80053,
    Cis,
}

/// A stage of a use case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct StageDocument {
    /// Its name.
    pub name: String,
    /// Who answers for it.
    pub responsible: Option<Actor>,
    /// Artifacts that it takes.
    pub takes: Vec<String>,
    /// Artifacts that it leaves.
    pub leaves: Vec<String>,
    /// What is done. Empty where the code says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub does: String,
}

/// An artifact that somebody brings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct InputDocument {
    /// The artifact, as the stage that takes it names it.
    pub artifact: String,
    /// Who brings it.
    pub brought_by: Option<Actor>,
}

/// A way in which a use case fails.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct FailureDocument {
    /// What goes wrong.
    pub when: String,
    /// What holds afterwards.
    pub then: String,
}

/// What a use case asks of Amazon ECR.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EcrRequirements {
    /// Names of repositories.
    pub naming: String,
    /// Tags, and whether they can be moved.
    pub tags: String,
    /// What the lifecycle policy takes away.
    pub lifecycle: String,
    /// Scans, and what they let pass.
    pub scan: String,
    /// Replication to other Regions and accounts.
    pub replication: String,
    /// What must be kept for rollback or evidence.
    pub retention: String,
    /// Who builds and pushes, and how.
    pub build_and_push: String,
}

/// A setting by AWS's name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Setting {
    /// Path of the setting, such as `deploymentConfiguration.strategy`.
    pub setting: String,
    /// What it is set to, in words or as AWS writes it.
    pub value: String,
    /// Why.
    pub why: String,
}

/// What goes wrong often.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Pitfall {
    /// What is done wrong, and what comes of it.
    pub pitfall: String,
    /// What to do instead.
    pub instead: String,
}

/// What is known to work.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct BestPractice {
    /// What to do.
    pub practice: String,
    /// The pillar that it serves.
    pub pillar: Option<Pillar>,
    /// Where AWS says so.
    pub source: String,
}

/// A control that a use case helps to meet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Compliance {
    /// Whose control.
    pub framework: Option<Framework>,
    /// Its id.
    pub control: String,
    /// What of the use case meets it.
    pub how: String,
}

/// A service that a use case works with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Integration {
    /// Name of the service.
    pub service: String,
    /// What for.
    pub purpose: String,
}
