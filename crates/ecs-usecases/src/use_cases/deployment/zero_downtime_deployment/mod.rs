//! UC21: prove that nothing in the settings can drop a request, mend or refuse, deploy, and say how few were healthy.

mod facts;
mod settings;

use crate::{
    error::{Error, ErrorKind, Result},
    model::elbv2::{ModifyTargetGroupAttributes, TargetGroupAttribute},
    run::Run,
    span::Span,
    steps::{
        Change, CircuitBreaker, DeploymentOutcome, DeploymentSettings, Gate, IfBusy, ImageReference, Rollout, Strategy, analysis::Analysis,
        hold::hold_service, patch::ConfigurationPatch, service::Known, service_before,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use facts::Facts;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::atomic::AtomicU32;

/// Deploy so that no request is dropped: prove first that the settings allow it, mend or refuse them, and report the lowest
/// number of healthy tasks that was seen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZeroDowntimeDeployment {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Image to deploy, with a tag or digest.
    pub image: ImageReference,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// How long the longest request takes.
    #[serde(default = "half_a_minute")]
    pub longest_request: Span,
    /// Mend the settings that can be mended; refuse them otherwise.
    #[serde(default)]
    pub repair: bool,
    /// How it is deployed; as the service is set when absent.
    #[serde(default)]
    pub strategy: Strategy,
    /// How the new revision is judged, by strategies that shift traffic; not at all when absent.
    #[serde(default)]
    pub analysis: Option<Analysis>,
    /// What the image has to meet.
    #[serde(default)]
    pub gate: Gate,
    /// CloudWatch alarms that fail the deployment and roll it back; as the service has them when absent.
    #[serde(default)]
    pub alarms: Option<Vec<String>>,
    /// What to do when a deployment goes on already.
    #[serde(default)]
    pub if_busy: IfBusy,
    /// How long it may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

fn half_a_minute() -> Span {
    Span::from_secs(30)
}

/// A setting with which requests can be dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Downtime {
    /// The setting: `load_balancer`, `two_tasks`, `two_zones`, `minimum_healthy`, `grace_period`, `deregistration_delay`,
    /// `stop_timeout` or `circuit_breaker`.
    pub setting: String,
    /// What is wrong with it.
    pub message: String,
    /// What to do, or what was done.
    pub remedy: String,
    /// Whether it was mended.
    pub repaired: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ZeroDowntimeOutcome {
    /// The deployment.
    pub deployment: DeploymentOutcome,
    /// Settings that were not as they have to be.
    pub findings: Vec<Downtime>,
    /// Fewest targets that were seen healthy while it went on; nothing if they were not seen. A resumed run knows only what it
    /// saw itself.
    pub lowest_healthy: Option<u32>,
}

impl UseCase for ZeroDowntimeDeployment {
    type Outcome = ZeroDowntimeOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 21,
        title: "ZeroDowntimeDeployment",
        name: "zero_downtime_deployment",
        family: Family::Deployment,
        actors: &[Actor::CicdPipeline, Actor::OperationsTeam, Actor::InfrastructureTeam],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage {
                name: "prove the settings",
                responsible: Actor::InfrastructureTeam,
                takes: &["target groups", "health percents", "timeouts"],
                leaves: &["settings that can drop a request"],
            },
            Stage {
                name: "repair the settings",
                responsible: Actor::InfrastructureTeam,
                takes: &["settings that can drop a request"],
                leaves: &["settings that can't"],
            },
            Stage {
                name: "deploy and count",
                responsible: Actor::CicdPipeline,
                takes: &["image"],
                leaves: &["verdict", "lowest number of healthy targets"],
            },
        ],
        failures: &[
            Failure {
                when: "a setting can drop a request and may not or can't be mended",
                then: "nothing was changed; all such settings are told at once",
            },
            Failure {
                when: "the deployment fails",
                then: "the former revision is put back; a longer deregistration delay stays, which does no harm",
            },
        ],
    };

    async fn run(self, run: &Run) -> Result<ZeroDowntimeOutcome> {
        self.strategy.check("strategy")?;
        hold_service(run, &self.cluster, &self.service, self.if_busy).await?;
        let before = service_before(run, &self.cluster, &self.service, self.if_busy).await?;
        let facts = run.step("prove the settings", facts::read(run, before)).await?;
        let mut findings = settings::wrong(&facts, &self.strategy, self.longest_request);
        let stands: Vec<_> = findings.iter().filter(|finding| !(self.repair && settings::can_be_repaired(&finding.setting))).collect();
        if !stands.is_empty() {
            let told: Vec<_> =
                stands.iter().map(|finding| format!("{}: {}. {}", finding.setting, finding.message, finding.remedy)).collect();
            let advice = if self.repair { "Mend them first." } else { "Mend them, or say that they may be mended (repair)." };
            return Err(Error::new(ErrorKind::Refused, format!("requests can be dropped: {}", told.join("; ")))
                .on(&self.service)
                .advise(advice));
        }
        let is_wrong = |setting: &str| findings.iter().any(|finding| finding.setting == setting);
        let rollout = self.rollout(&facts, &is_wrong);
        if is_wrong("deregistration_delay") {
            run.step("repair the settings", self.lengthen_draining(run, &facts)).await?;
        }
        for finding in &mut findings {
            finding.repaired = true;
        }
        let lowest = AtomicU32::new(u32::MAX);
        let deployment = run.step("deploy and count", facts::counted(run, &facts.groups, &rollout, &lowest)).await;
        let lowest_healthy = Some(lowest.into_inner()).filter(|lowest| *lowest != u32::MAX);
        match deployment {
            Ok(deployment) => Ok(ZeroDowntimeOutcome { deployment, findings, lowest_healthy }),
            Err(error) => match error.outcome::<DeploymentOutcome>() {
                Some(deployment) => Err(error.with_outcome(&ZeroDowntimeOutcome { deployment, findings, lowest_healthy })),
                None => Err(error),
            },
        }
    }
}

impl ZeroDowntimeDeployment {
    /// Deploy this image, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, image: ImageReference) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            image,
            container: None,
            longest_request: half_a_minute(),
            repair: false,
            strategy: Strategy::default(),
            analysis: None,
            gate: Gate::default(),
            alarms: None,
            if_busy: IfBusy::default(),
            timeout: super::rolling_deployment::an_hour(),
        }
    }

    /// The deployment, with the settings that are mended by it.
    fn rollout(&self, facts: &Facts, is_wrong: &dyn Fn(&str) -> bool) -> Rollout {
        let stop_timeout = is_wrong("stop_timeout").then_some(self.longest_request);
        let patch = ConfigurationPatch { stop_timeout, ..ConfigurationPatch::default() };
        let change = Change::Image { image: self.image.clone(), container: self.container.clone(), patch };
        let strategy = match &self.strategy {
            Strategy::Service | Strategy::Rolling { .. } if is_wrong("minimum_healthy") => {
                Strategy::Rolling { minimum_healthy_percent: Some(100), maximum_percent: Some(200) }
            }
            other => other.clone(),
        };
        let circuit_breaker = is_wrong("circuit_breaker").then_some(CircuitBreaker { enable: true, rollback: true, threshold: None });
        Rollout {
            gate: self.gate.clone(),
            strategy,
            settings: DeploymentSettings { circuit_breaker, alarms: self.alarms.clone(), availability_zone_rebalancing: None },
            analysis: self.analysis.clone(),
            grace_period: is_wrong("grace_period").then_some(settings::GRACE),
            if_busy: IfBusy::Replace,
            known: Known::seen(&facts.before),
            timeout: self.timeout,
            ..Rollout::new(&self.cluster, &self.service, change)
        }
    }

    /// Let targets drain for as long as the longest request takes.
    async fn lengthen_draining(&self, run: &Run, facts: &Facts) -> Result<()> {
        for group in facts.groups.iter().filter(|group| group.draining < self.longest_request) {
            let attribute = TargetGroupAttribute {
                key: Some(facts::DRAINING.into()),
                value: Some(self.longest_request.0.as_secs().to_string()),
                ..Default::default()
            };
            let modify =
                ModifyTargetGroupAttributes { target_group_arn: group.arn.clone(), attributes: vec![attribute], ..Default::default() };
            run.send(modify).await?;
        }
        Ok(())
    }
}
