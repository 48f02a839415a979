//! Expose a feature flag in steps, judge it at each, and turn it off if it fails.

use super::{
    analysis::{Analysis, Arm, Arms, Exposed, Judgement, analyse},
    flag::{self, Flag, FlagName, FlagRollout},
    service::IfBusy,
};
use crate::{
    error::{Error, ErrorKind, Result},
    event::EventDetail,
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the code that has the flag publishes what it did, with and without the feature: the metrics `Requests`, `Errors`
/// (counts) and `Latency` (milliseconds) with the dimensions Service, Flag and Variant (`on` and `off`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FlagMetrics {
    /// CloudWatch namespace.
    pub namespace: String,
}

impl Default for FlagMetrics {
    fn default() -> Self {
        Self { namespace: "FeatureFlags".into() }
    }
}

/// How a flag is exposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlagExposure {
    /// The flag.
    pub flag: FlagName,
    /// Key of the context value by which users are told apart.
    #[serde(default = "user_id")]
    pub by: String,
    /// Shares of requests that get the feature, a step each, in percent; rising, each over 0 and at most 100.
    #[serde(default = "three_steps")]
    pub steps: Vec<f64>,
    /// How long each step is judged.
    #[serde(default = "ten_minutes")]
    pub bake: Span,
    /// How AppConfig deploys each step.
    #[serde(default)]
    pub rollout: FlagRollout,
    /// Where the metrics of both variants are.
    #[serde(default)]
    pub metrics: FlagMetrics,
}

fn user_id() -> String {
    "userId".into()
}
fn three_steps() -> Vec<f64> {
    vec![10.0, 50.0, 100.0]
}
fn ten_minutes() -> Span {
    Span::from_mins(10)
}

impl FlagExposure {
    /// Expose this flag, everything else as it is by default.
    pub fn new(flag: FlagName) -> Self {
        let (rollout, metrics) = (FlagRollout::default(), FlagMetrics::default());
        Self { flag, by: user_id(), steps: three_steps(), bake: ten_minutes(), rollout, metrics }
    }

    /// What can be wrong with it by itself.
    pub fn check(&self, path: &str) -> Result<()> {
        super::strategy::rising(&format!("{path}.steps"), &self.steps)
    }

    fn arms(&self, service: &str) -> Arms {
        let arm = |variant: &str| {
            let dimensions = [("Service", service), ("Flag", self.flag.flag.as_str()), ("Variant", variant)];
            Arm::published(&self.metrics.namespace, dimensions.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
        };
        Arms { baseline: arm("off"), canary: arm("on") }
    }
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Released {
    /// Share of requests that has the feature now, in percent.
    pub exposed: f64,
    /// Every judgement.
    pub judgements: Vec<Judgement>,
    /// Why it was turned off, if it was.
    pub failed: Option<String>,
}

/// Read the flag, which has to be off: code is shipped dark.
pub async fn read_dark(run: &Run, exposure: &FlagExposure) -> Result<Flag> {
    hold(run, exposure, IfBusy::Refuse).await?;
    let flag = run.step("read the flag", flag::read(run, &exposure.flag)).await?;
    match flag.exposed() {
        Some(0.0) => Ok(flag),
        Some(percent) => Err(Error::new(ErrorKind::Refused, format!("the flag is on for {percent}% of the requests already"))
            .on(&exposure.flag.flag)
            .advise("Turn it off first (turn_off), or use another flag for the new code.")),
        None => Err(Error::new(ErrorKind::Refused, "the flag has variants that were not made here")
            .on(&exposure.flag.flag)
            .advise("Remove the variants, or give the code a flag of its own.")),
    }
}

/// Give the feature to more and more requests for as long as it passes its analysis; a failure turns it off at once.
pub async fn release(run: &Run, service: &str, exposure: &FlagExposure, analysis: &Analysis, mut flag: Flag) -> Result<Released> {
    let arms = exposure.arms(service);
    let mut judgements = Vec::new();
    for &percent in &exposure.steps {
        let shifting_since = Some(run.now().await?);
        let exposing = flag::expose(run, &flag, percent, &exposure.by, &exposure.rollout);
        let failed = match run.step(&format!("expose the flag to {percent}%"), exposing).await {
            Ok(exposed) => {
                flag = exposed;
                run.emit(EventDetail::Traffic { percent });
                let analysed = analyse(run, analysis, &arms, Exposed { percent, bake: exposure.bake, shifting_since }, None).await;
                let analysed =
                    analysed.map_err(|error| error.leaving(format!("flag {} on for {percent}% of the requests", exposure.flag.flag)))?;
                judgements.extend(analysed.judgements);
                (!analysed.passed).then_some(analysed.reason)
            }
            // An alarm of the environment rolled this step back: those before it still stand.
            Err(error) if error.kind() == ErrorKind::DeploymentFailed => Some(error.details().message.clone()),
            Err(error) => return Err(error.leaving(format!("flag {}, which may be on for {percent}% of the requests", exposure.flag.flag))),
        };
        if let Some(reason) = failed {
            let left = || format!("flag {}, which may be on for {percent}% of the requests", exposure.flag.flag);
            turn_off(run, exposure).await.map_err(|error| error.leaving(left()))?;
            return Ok(Released { exposed: 0.0, judgements, failed: Some(reason) });
        }
    }
    Ok(Released { exposed: exposure.steps.last().copied().unwrap_or(0.0), judgements, failed: None })
}

/// Turn the flag off at once, whatever it is now.
pub async fn turn_off(run: &Run, exposure: &FlagExposure) -> Result<Flag> {
    // Whoever exposes it: off is off.
    hold(run, exposure, IfBusy::Replace).await?;
    run.step("turn the flag off", async {
        let now = flag::read(run, &exposure.flag).await?;
        let off = flag::turn_off(run, &now).await.map_err(|error| error.leaving(format!("flag {}", exposure.flag.flag)))?;
        run.emit(EventDetail::Traffic { percent: 0.0 });
        Ok(off)
    })
    .await
}

async fn hold(run: &Run, exposure: &FlagExposure, busy: IfBusy) -> Result<()> {
    let FlagName { application, environment, profile, flag } = &exposure.flag;
    super::hold::hold(run, "flag", &format!("{application}/{environment}/{profile}/{flag}"), busy).await
}
