//! Judge a new version by its metrics against those of the version that it replaces. No data is never a pass.

mod arms;
mod judge;
mod measure;

pub use arms::{Arm, Arms};
pub use measure::{Comparison, Measured, Samples, compare};

use super::deployment::Watch;
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    event::EventDetail,
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How a new version is judged between two steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Analysis {
    /// What is looked at; one failing check fails the judgement.
    pub metrics: Vec<MetricCheck>,
    /// Time between two judgements. CloudWatch has a value a minute.
    pub interval: Span,
    /// Requests that an arm must have had to be judged; with fewer there is no data.
    pub minimum_requests: u32,
    /// Failed judgements that are tolerated before the new version is aborted.
    pub failure_limit: u32,
    /// How long the new version waits for data beyond its time before it is aborted.
    pub no_data_deadline: Span,
    /// What it means when the new version got no request at all in its time.
    pub zero_traffic: ZeroTraffic,
}

/// What it means when a new version got no request at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZeroTraffic {
    /// Too little data, as any other lack of it: wait until the deadline, then abort.
    #[default]
    Wait,
    /// Something is wrong with the routing: abort as soon as its time is over.
    Abort,
}

impl Default for Analysis {
    fn default() -> Self {
        let check = |metric| MetricCheck { metric, max: None, max_ratio: None, significance: None, custom: None };
        Self {
            metrics: vec![
                MetricCheck { max: Some(5.0), significance: Some(0.01), ..check(CanaryMetric::ErrorRate) },
                MetricCheck { max_ratio: Some(2.0), ..check(CanaryMetric::LatencyP99) },
            ],
            interval: Span::from_mins(1),
            minimum_requests: 100,
            failure_limit: 0,
            no_data_deadline: Span::from_mins(10),
            zero_traffic: ZeroTraffic::default(),
        }
    }
}

impl Analysis {
    /// What can be wrong with it by itself.
    pub fn check(&self) -> Result<()> {
        if self.metrics.is_empty() {
            return Err(Error::invalid("analysis.metrics", "an analysis without a metric judges nothing"));
        }
        if self.interval.0.is_zero() {
            return Err(Error::invalid("analysis.interval", "an analysis needs time between two judgements"));
        }
        for (index, check) in self.metrics.iter().enumerate() {
            check.check(&format!("analysis.metrics[{index}]"))?;
        }
        Ok(())
    }
}

/// A check of one metric. Of its bounds, those that are given hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetricCheck {
    /// The metric.
    pub metric: CanaryMetric,
    /// The new version's value may be at most this: percent for an error rate, milliseconds for a latency, the metric's own
    /// unit for a custom one.
    #[serde(default)]
    pub max: Option<f64>,
    /// The new version's value may be at most this many times the baseline's.
    #[serde(default)]
    pub max_ratio: Option<f64>,
    /// The new version fails when it is worse than the baseline with a p-value below this: for an error rate by a one-sided
    /// two-proportion z-test, for other metrics by a one-sided Welch's t-test of the values of each minute (at least five
    /// minutes of both).
    #[serde(default)]
    pub significance: Option<f64>,
    /// Where the values of a `custom` metric are.
    #[serde(default)]
    pub custom: Option<CustomMetric>,
}

impl MetricCheck {
    fn check(&self, path: &str) -> Result<()> {
        if self.max.is_none() && self.max_ratio.is_none() && self.significance.is_none() {
            return Err(Error::invalid(path, "a check without a bound fails never: give max, max_ratio or significance"));
        }
        if self.significance.is_some_and(|p| !(p > 0.0 && p < 1.0)) {
            return Err(Error::invalid(format!("{path}.significance"), "a p-value is over 0 and under 1"));
        }
        if (self.metric == CanaryMetric::Custom) != self.custom.is_some() {
            return Err(Error::invalid(format!("{path}.custom"), "a custom metric needs to be told where it is, and no other may be"));
        }
        Ok(())
    }
}

/// A metric of CloudWatch that the application or another service publishes; greater is worse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomMetric {
    /// Namespace.
    pub namespace: String,
    /// Name.
    pub name: String,
    /// Statistic, such as `Average`, `Sum` or `p99`.
    pub statistic: String,
    /// Dimensions by which the new version is found.
    pub canary_dimensions: std::collections::BTreeMap<String, String>,
    /// Dimensions by which the baseline is found; without them it can't be compared.
    #[serde(default)]
    pub baseline_dimensions: std::collections::BTreeMap<String, String>,
}

/// A metric by which a version is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CanaryMetric {
    /// Share of requests answered with HTTP 5xx, in percent.
    ErrorRate,
    /// Average response time, in milliseconds.
    LatencyAverage,
    /// 90th percentile of the response time, in milliseconds.
    LatencyP90,
    /// 99th percentile of the response time, in milliseconds.
    LatencyP99,
    /// A metric of your own: see `custom`.
    Custom,
}

impl CanaryMetric {
    fn name(self) -> &'static str {
        match self {
            Self::ErrorRate => "error rate",
            Self::LatencyAverage => "average latency",
            Self::LatencyP90 => "p90 latency",
            Self::LatencyP99 => "p99 latency",
            Self::Custom => "custom metric",
        }
    }

    fn unit(self) -> &'static str {
        match self {
            Self::ErrorRate => "%",
            Self::Custom => "",
            _ => " ms",
        }
    }
}

/// What one judgement found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Every check held.
    Pass,
    /// A check did not hold.
    Fail,
    /// There was too little to judge by.
    NoData,
}

/// One judgement of a new version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// Share of traffic of the new version, in percent.
    pub percent: f64,
    /// Number in its step, from 1.
    pub round: u32,
    /// What was found.
    pub finding: Finding,
    /// Why, a line a check.
    pub reasons: Vec<String>,
}

/// How an analysis ended.
#[derive(Debug)]
pub struct Analysed {
    /// Whether the new version may go on.
    pub passed: bool,
    /// Why, in a sentence.
    pub reason: String,
    /// Every judgement.
    pub judgements: Vec<Judgement>,
}

/// What one round of an analysis saw; a wait's result.
#[derive(Serialize, Deserialize)]
struct Round {
    judgement: Judgement,
    /// It got no request at all.
    idle: bool,
    /// The deployment ended by itself meanwhile.
    ended: Option<String>,
}

/// A share of the traffic that the new version has, and is judged at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Exposed {
    /// The share, in percent.
    pub(crate) percent: f64,
    /// How long it is judged.
    pub(crate) bake: Span,
    /// When the shift to it began, where that took time; it was at once otherwise.
    pub(crate) shifting_since: Option<Timestamp>,
}

/// Judge the new version at intervals for as long as it bakes, and longer if there is no data. Where a deployment is
/// watched, it must still go on.
pub(crate) async fn analyse(
    run: &Run,
    settings: &Analysis,
    arms: &Arms,
    exposed: Exposed,
    mut watch: Option<&mut Watch<'_>>,
) -> Result<Analysed> {
    let Exposed { percent, bake, shifting_since } = exposed;
    let name = format!("analyse the canary at {percent}%");
    run.step(
        &name,
        Box::pin(async {
            let from = run.now().await?;
            let window = measure::Window { from, shifted: shifting_since.unwrap_or(from), bake, percent };
            let (mut judgements, mut failures): (Vec<Judgement>, u32) = (Vec::new(), 0);
            for round in 1.. {
                run.sleep(settings.interval.0).await?;
                let seen = run.wait("a judgement", judge_once(run, settings, arms, round, window, watch.as_deref_mut())).await?;
                let now = run.now().await?;
                let judgement = seen.judgement;
                let result = match judgement.finding {
                    Finding::Pass => "pass",
                    Finding::Fail => "fail",
                    Finding::NoData => "no_data",
                };
                run.emit(EventDetail::Analysis { round, result: result.into(), reasons: judgement.reasons.clone() });
                let finding = judgement.finding;
                let reason = judgement.reasons.join("; ");
                judgements.push(judgement);
                let ended = |passed: bool, reason: String, judgements| Ok(Analysed { passed, reason, judgements });
                if let Some(by_itself) = seen.ended {
                    return ended(false, format!("the deployment ended during the analysis: {by_itself}"), judgements);
                }
                let over = now >= from + bake.0;
                match finding {
                    Finding::Fail => {
                        failures += 1;
                        if failures > settings.failure_limit {
                            return ended(false, format!("analysis failed: {reason}"), judgements);
                        }
                    }
                    Finding::Pass if over => return ended(true, reason, judgements),
                    Finding::NoData if over && seen.idle && settings.zero_traffic == ZeroTraffic::Abort => {
                        return ended(false, format!("no traffic reached the new version: {reason}"), judgements);
                    }
                    Finding::NoData if now >= from + bake.0 + settings.no_data_deadline.0 => {
                        return ended(false, format!("no data until the deadline: {reason}"), judgements);
                    }
                    Finding::Pass | Finding::NoData => {}
                }
                if now >= from + bake.0 + settings.no_data_deadline.0 + Duration::from_hours(1) {
                    return ended(false, "the analysis has not come to an end".into(), judgements);
                }
            }
            Err(Error::new(ErrorKind::Internal, "an analysis has no end"))
        }),
    )
    .await
}

async fn judge_once(
    run: &Run,
    settings: &Analysis,
    arms: &Arms,
    round: u32,
    window: measure::Window,
    watch: Option<&mut Watch<'_>>,
) -> Result<Round> {
    let ended = match watch {
        Some(watch) => {
            let seen = watch.look().await?;
            watch.news(&seen).map(|(_, cause)| cause)
        }
        None => None,
    };
    let until = run.cloud().clock().now();
    let measured = measure::measure(run, settings, arms, window, until).await?;
    let (finding, reasons) = judge::judge(settings, &measured);
    let idle = measured.canary.requests == 0.0;
    Ok(Round { judgement: Judgement { percent: window.percent, round, finding, reasons }, idle, ended })
}
