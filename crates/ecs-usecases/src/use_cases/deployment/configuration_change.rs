//! UC09: change what a service runs with, not what it runs.

use crate::{
    error::{Error, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentOutcome, DeploymentSettings, Gate, IfBusy, OnFailure, Rollout, Strategy, analysis::Analysis,
        patch::ConfigurationPatch,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Change a service's configuration: environment, secrets, CPU and memory, logging, health check, roles. The image stays.
///
/// Secrets and parameters have to exist before anything is changed. The outcome tells what differs, without the values of
/// environment variables; what fails is undone.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfigurationChange {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// What changes.
    pub change: ConfigurationPatch,
    /// How it is rolled out; as the service is set when absent.
    #[serde(default)]
    pub strategy: Strategy,
    /// How the new revision is judged, by strategies that shift traffic; not at all when absent.
    #[serde(default)]
    pub analysis: Option<Analysis>,
    /// Registries from which the task's images may come besides the account's own.
    #[serde(default)]
    pub gate: Gate,
    /// What changes in the service's settings: circuit breaker, alarms.
    #[serde(default)]
    pub settings: DeploymentSettings,
    /// Revisions of the task definition to keep after a success; all when absent.
    #[serde(default)]
    pub keep_revisions: Option<u32>,
    /// What to do when a deployment goes on already.
    #[serde(default)]
    pub if_busy: IfBusy,
    /// What to do when it fails.
    #[serde(default)]
    pub on_failure: OnFailure,
    /// How long it may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

impl UseCase for ConfigurationChange {
    type Outcome = DeploymentOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 9,
        title: "ConfigurationChange",
        name: "configuration_change",
        family: Family::Deployment,
        actors: &[Actor::DevelopmentTeam, Actor::OperationsTeam, Actor::CicdPipeline],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage {
                name: "predict",
                responsible: Actor::OperationsTeam,
                takes: &["change", "secrets", "health percents"],
                leaves: &["redacted difference"],
            },
            Stage { name: "register the revision", responsible: Actor::CicdPipeline, takes: &["change"], leaves: &["task definition"] },
            Stage {
                name: "start the deployment",
                responsible: Actor::CicdPipeline,
                takes: &["task definition"],
                leaves: &["service deployment"],
            },
            Stage {
                name: "follow the deployment",
                responsible: Actor::CicdPipeline,
                takes: &["service deployment"],
                leaves: &["verdict", "evidence"],
            },
            Stage {
                name: "restore",
                responsible: Actor::OperationsTeam,
                takes: &["verdict", "state before"],
                leaves: &["state that holds"],
            },
        ],
        failures: &[
            Failure {
                when: "a secret or parameter is not there, AWS would refuse the definition, or a name is a variable and a secret",
                then: "nothing was changed",
            },
            Failure { when: "tasks fail with the new configuration", then: "the former revision is put back, unless on_failure says keep" },
            Failure { when: "another deployment takes its place", then: "that one is left alone" },
        ],
    };

    async fn run(self, run: &Run) -> Result<DeploymentOutcome> {
        if self.change.is_empty() {
            return Err(Error::invalid("change", "it changes nothing"));
        }
        let rollout = Rollout {
            gate: self.gate,
            strategy: self.strategy,
            settings: self.settings,
            analysis: self.analysis,
            keep_revisions: self.keep_revisions,
            if_busy: self.if_busy,
            on_failure: self.on_failure,
            timeout: self.timeout,
            ..Rollout::new(self.cluster, self.service, Change::Configuration(self.change))
        };
        rollout.perform(run).await
    }
}

impl ConfigurationChange {
    /// Change this, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, change: ConfigurationPatch) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            change,
            strategy: Strategy::default(),
            analysis: None,
            gate: Gate::default(),
            settings: DeploymentSettings::default(),
            keep_revisions: None,
            if_busy: IfBusy::default(),
            on_failure: OnFailure::default(),
            timeout: super::rolling_deployment::an_hour(),
        }
    }
}
