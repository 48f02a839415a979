//! UC20: code that is there and off, turned on in steps by a feature flag.

use crate::{
    error::{Error, ErrorKind, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentOutcome, Gate, IfBusy, ImageReference, Rollout, Strategy,
        analysis::{Analysis, Judgement},
        flag_release::{FlagExposure, read_dark, release, turn_off},
        patch::ConfigurationPatch,
        revision::family_and_revision,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ship code dark, then give its feature to more and more requests by a flag of AWS AppConfig, judged at each step.
///
/// A step that fails its analysis, has no data until the deadline, or is rolled back by an alarm turns the flag off at once;
/// no deployment is needed for that.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeatureFlagRelease {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Name of the service that has the flag.
    pub service: String,
    /// The flag, and how it is exposed.
    pub exposure: FlagExposure,
    /// Turn the flag off at once, and do nothing else.
    #[serde(default)]
    pub turn_off: bool,
    /// Image to ship first, with the feature off; the code is there already when absent.
    #[serde(default)]
    pub image: Option<ImageReference>,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// How the image is shipped; as the service is set when absent.
    #[serde(default)]
    pub strategy: Strategy,
    /// What the image has to meet.
    #[serde(default)]
    pub gate: Gate,
    /// How the feature is judged at each step: requests that have it against those that have not.
    #[serde(default)]
    pub analysis: Analysis,
    /// What to do when a deployment of the service goes on already.
    #[serde(default)]
    pub if_busy: IfBusy,
    /// How long shipping the image may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

/// What came of a release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FeatureFlagOutcome {
    /// How the image was shipped, if one was.
    pub deployment: Option<DeploymentOutcome>,
    /// Share of requests that has the feature now, in percent.
    pub exposed: f64,
    /// Every judgement.
    pub analysis: Vec<Judgement>,
}

impl UseCase for FeatureFlagRelease {
    type Outcome = FeatureFlagOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 20,
        title: "FeatureFlagRelease",
        name: "feature_flag_release",
        family: Family::Deployment,
        actors: &[Actor::DevelopmentTeam, Actor::CicdPipeline, Actor::OperationsTeam],
        stages: &[
            Stage { name: "read the flag", responsible: Actor::DevelopmentTeam, takes: &["flag"], leaves: &["flag that is off"] },
            Stage { name: "ship the code dark", responsible: Actor::CicdPipeline, takes: &["image"], leaves: &["verdict"] },
            Stage {
                name: "expose the flag",
                responsible: Actor::DevelopmentTeam,
                takes: &["steps", "metrics of both variants"],
                leaves: &["judgements"],
            },
            Stage { name: "turn the flag off", responsible: Actor::OperationsTeam, takes: &["judgements"], leaves: &["flag that is off"] },
        ],
        failures: &[
            Failure { when: "the flag is on already, or has variants of its own", then: "nothing was changed" },
            Failure { when: "the image fails its deployment", then: "the former revision is put back; the flag was never on" },
            Failure {
                when: "a step fails its analysis, has no data until the deadline, or an alarm rolls it back",
                then: "the flag is off again; the code stays, dark",
            },
            Failure { when: "someone changes the flags meanwhile", then: "theirs is not overwritten; the error says what is exposed" },
        ],
    };

    async fn run(self, run: &Run) -> Result<FeatureFlagOutcome> {
        self.exposure.check("exposure")?;
        self.analysis.check()?;
        if self.turn_off {
            turn_off(run, &self.exposure).await?;
            return Ok(FeatureFlagOutcome { deployment: None, exposed: 0.0, analysis: Vec::new() });
        }
        let flag = read_dark(run, &self.exposure).await?;
        let deployment = match &self.image {
            Some(image) => Some(run.step("ship the code dark", Box::pin(self.rollout(image).perform(run))).await?),
            None => None,
        };
        let released = Box::pin(release(run, &self.service, &self.exposure, &self.analysis, flag)).await;
        let released = released.map_err(|error| match &deployment {
            Some(deployment) => {
                error.leaving(format!("the code that was shipped dark, {}", family_and_revision(&deployment.task_definition)))
            }
            None => error,
        })?;
        let outcome = FeatureFlagOutcome { deployment, exposed: released.exposed, analysis: released.judgements };
        match released.failed {
            None => Ok(outcome),
            Some(reason) => Err(Error::new(ErrorKind::DeploymentFailed, format!("the flag was turned off: {reason}"))
                .on(&self.exposure.flag.flag)
                .advise("The code stays, dark. Mend it, then release it anew.")
                .with_outcome(&outcome)),
        }
    }
}

impl FeatureFlagRelease {
    /// Release this flag of this service, everything else as it is by default.
    pub fn new(cluster: impl Into<String>, service: impl Into<String>, exposure: FlagExposure) -> Self {
        Self {
            cluster: cluster.into(),
            service: service.into(),
            exposure,
            turn_off: false,
            image: None,
            container: None,
            strategy: Strategy::default(),
            gate: Gate::default(),
            analysis: Analysis::default(),
            if_busy: IfBusy::default(),
            timeout: super::rolling_deployment::an_hour(),
        }
    }

    fn rollout(&self, image: &ImageReference) -> Rollout {
        let change = Change::Image { image: image.clone(), container: self.container.clone(), patch: ConfigurationPatch::default() };
        Rollout {
            gate: self.gate.clone(),
            strategy: self.strategy.clone(),
            if_busy: self.if_busy,
            timeout: self.timeout,
            ..Rollout::new(&self.cluster, &self.service, change)
        }
    }
}
