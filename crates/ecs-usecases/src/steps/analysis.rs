//! Judge a canary by its metrics against those of the baseline. No data is never a pass.

use super::deployment::Watch;
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    event::EventDetail,
    model::{
        cloudwatch::{Dimension, GetMetricData, Metric, MetricDataQuery, MetricStat},
        elbv2::DescribeTargetGroups,
    },
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal};
use std::time::Duration;

/// How a canary is judged between two steps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Analysis {
    /// What is looked at; one failing check fails the judgement.
    pub metrics: Vec<MetricCheck>,
    /// Time between two judgements. CloudWatch has a value a minute.
    pub interval: Span,
    /// Requests that an arm must have had to be judged; with fewer there is no data.
    pub minimum_requests: u32,
    /// Failed judgements that are tolerated before the canary is aborted.
    pub failure_limit: u32,
    /// How long the canary waits for data beyond its time before it is aborted.
    pub no_data_deadline: Span,
}

impl Default for Analysis {
    fn default() -> Self {
        let check = |metric| MetricCheck { metric, max: None, max_ratio: None, significance: None };
        Self {
            metrics: vec![
                MetricCheck { max: Some(5.0), significance: Some(0.01), ..check(CanaryMetric::ErrorRate) },
                MetricCheck { max_ratio: Some(2.0), ..check(CanaryMetric::LatencyP99) },
            ],
            interval: Span::from_mins(1),
            minimum_requests: 100,
            failure_limit: 0,
            no_data_deadline: Span::from_mins(10),
        }
    }
}

/// A check of one metric. Of its bounds, those that are given hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetricCheck {
    /// The metric.
    pub metric: CanaryMetric,
    /// The canary's value may be at most this: percent for an error rate, milliseconds for a latency.
    #[serde(default)]
    pub max: Option<f64>,
    /// The canary's value may be at most this many times the baseline's.
    #[serde(default)]
    pub max_ratio: Option<f64>,
    /// For an error rate: the canary fails when it is worse than the baseline with a p-value below this, by a one-sided
    /// two-proportion z-test.
    #[serde(default)]
    pub significance: Option<f64>,
}

/// A metric of a target group.
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
}

impl CanaryMetric {
    fn statistic(self) -> Option<&'static str> {
        match self {
            Self::ErrorRate => None,
            Self::LatencyAverage => Some("Average"),
            Self::LatencyP90 => Some("p90"),
            Self::LatencyP99 => Some("p99"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::ErrorRate => "error rate",
            Self::LatencyAverage => "average latency",
            Self::LatencyP90 => "p90 latency",
            Self::LatencyP99 => "p99 latency",
        }
    }

    fn unit(self) -> &'static str {
        if self == Self::ErrorRate { "%" } else { " ms" }
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

/// One judgement of a canary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// Share of traffic of the canary, in percent.
    pub percent: f64,
    /// Number in its step, from 1.
    pub round: u32,
    /// What was found.
    pub finding: Finding,
    /// Why, a line a check.
    pub reasons: Vec<String>,
}

/// The two arms that are compared: target groups as CloudWatch names them.
#[derive(Debug, Clone)]
pub struct Arms {
    load_balancer: String,
    baseline: String,
    canary: String,
}

impl Arms {
    /// The arms of two target groups of one load balancer.
    pub async fn of(run: &Run, baseline: &str, canary: &str) -> Result<Self> {
        let describe = DescribeTargetGroups { target_group_arns: Some(vec![baseline.to_owned(), canary.to_owned()]), ..Default::default() };
        let groups = run.send(describe).await?.target_groups;
        let balancer = groups.iter().flat_map(|group| &group.load_balancer_arns).next();
        let balancer = balancer.and_then(|arn| arn.split_once("loadbalancer/")).map(|(_, name)| name.to_owned()).ok_or_else(|| {
            Error::new(ErrorKind::Conflict, "no load balancer forwards to the target groups, so that there are no metrics to judge by")
                .on(baseline)
        })?;
        let name = |arn: &str| arn.rsplit(':').next().unwrap_or(arn).to_owned();
        Ok(Self { load_balancer: balancer, baseline: name(baseline), canary: name(canary) })
    }
}

/// How an analysis ended.
#[derive(Debug)]
pub struct Analysed {
    /// Whether the canary may go on.
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
    /// The deployment ended by itself meanwhile.
    ended: Option<String>,
}

/// Judge the canary at intervals for as long as it bakes, and longer if there is no data. The deployment that is watched
/// must still go on.
pub(crate) async fn analyse(
    run: &Run,
    settings: &Analysis,
    arms: &Arms,
    percent: f64,
    bake: Span,
    watch: &mut Watch<'_>,
) -> Result<Analysed> {
    let name = format!("analyse the canary at {percent}%");
    run.step(
        &name,
        Box::pin(async {
            let from = run.now().await?;
            let (mut judgements, mut failures): (Vec<Judgement>, u32) = (Vec::new(), 0);
            for round in 1.. {
                run.sleep(settings.interval.0).await?;
                let seen = run.wait("a judgement", judge_once(run, settings, arms, percent, round, from, watch)).await?;
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
                if let Some(ended) = seen.ended {
                    return Ok(Analysed {
                        passed: false,
                        reason: format!("the deployment ended during the analysis: {ended}"),
                        judgements,
                    });
                }
                let over = now >= from + bake.0;
                match finding {
                    Finding::Fail => {
                        failures += 1;
                        if failures > settings.failure_limit {
                            return Ok(Analysed { passed: false, reason: format!("analysis failed: {reason}"), judgements });
                        }
                    }
                    Finding::Pass if over => return Ok(Analysed { passed: true, reason, judgements }),
                    Finding::NoData if now >= from + bake.0 + settings.no_data_deadline.0 => {
                        return Ok(Analysed { passed: false, reason: format!("no data until the deadline: {reason}"), judgements });
                    }
                    Finding::Pass | Finding::NoData => {}
                }
                if now >= from + bake.0 + settings.no_data_deadline.0 + Duration::from_hours(1) {
                    return Ok(Analysed { passed: false, reason: "the analysis has not come to an end".into(), judgements });
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
    percent: f64,
    round: u32,
    from: Timestamp,
    watch: &mut Watch<'_>,
) -> Result<Round> {
    let seen = watch.look().await?;
    let ended = watch.news(&seen).map(|(_, cause)| cause);
    let until = run.cloud().clock().now();
    let measured = measure(run, settings, arms, from, until).await?;
    let (finding, reasons) = judge(settings, &measured);
    Ok(Round { judgement: Judgement { percent, round, finding, reasons }, ended })
}

/// What both arms did since the step began.
#[derive(Debug, Clone, Default, PartialEq)]
struct Measured {
    baseline: Arm,
    canary: Arm,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Arm {
    requests: f64,
    errors: f64,
    /// Response time in milliseconds, a value a check; none where CloudWatch has none.
    latency: Vec<Option<f64>>,
}

impl Arm {
    fn error_rate(&self) -> f64 {
        if self.requests > 0.0 { self.errors * 100.0 / self.requests } else { 0.0 }
    }

    fn value(&self, index: usize, metric: CanaryMetric) -> Option<f64> {
        if metric == CanaryMetric::ErrorRate { Some(self.error_rate()) } else { self.latency.get(index).copied().flatten() }
    }
}

async fn measure(run: &Run, settings: &Analysis, arms: &Arms, from: Timestamp, until: Timestamp) -> Result<Measured> {
    // Whole minutes that began after the step did, so that nothing from before is counted.
    let start = Timestamp((from.0 + 59_999) / 60_000 * 60_000);
    let end = Timestamp(until.0 / 60_000 * 60_000);
    if end <= start {
        return Ok(Measured::default());
    }
    let mut queries = Vec::new();
    for (arm, group) in [("b", &arms.baseline), ("c", &arms.canary)] {
        let mut query = |id: String, metric: &str, statistic: &str| queries.push(query(id, metric, statistic, &arms.load_balancer, group));
        query(format!("{arm}_requests"), "RequestCount", "Sum");
        query(format!("{arm}_errors"), "HTTPCode_Target_5XX_Count", "Sum");
        for (index, check) in settings.metrics.iter().enumerate() {
            if let Some(statistic) = check.metric.statistic() {
                query(format!("{arm}_latency_{index}"), "TargetResponseTime", statistic);
            }
        }
    }
    let get = GetMetricData { metric_data_queries: queries, start_time: start, end_time: end, ..Default::default() };
    let results = run.observe(get).await?.metric_data_results;
    let values =
        |id: &str| results.iter().find(|result| result.id.as_deref() == Some(id)).map(|result| result.values.clone()).unwrap_or_default();
    let arm = |arm: &str| Arm {
        requests: values(&format!("{arm}_requests")).iter().fold(0.0, |sum, value| sum + value),
        errors: values(&format!("{arm}_errors")).iter().fold(0.0, |sum, value| sum + value),
        // The worst minute decides; CloudWatch gives seconds.
        latency: (0..settings.metrics.len())
            .map(|index| values(&format!("{arm}_latency_{index}")).into_iter().reduce(f64::max).map(|seconds| seconds * 1000.0))
            .collect(),
    };
    Ok(Measured { baseline: arm("b"), canary: arm("c") })
}

fn query(id: String, metric: &str, statistic: &str, load_balancer: &str, group: &str) -> MetricDataQuery {
    let dimension = |name: &str, value: &str| Dimension { name: Some(name.into()), value: Some(value.into()), ..Default::default() };
    MetricDataQuery {
        id: Some(id),
        metric_stat: Some(MetricStat {
            metric: Some(Metric {
                namespace: Some("AWS/ApplicationELB".into()),
                metric_name: Some(metric.into()),
                dimensions: Some(vec![dimension("LoadBalancer", load_balancer), dimension("TargetGroup", group)]),
                ..Default::default()
            }),
            period: Some(60),
            stat: Some(statistic.into()),
            ..Default::default()
        }),
        return_data: Some(true),
        ..Default::default()
    }
}

fn judge(settings: &Analysis, measured: &Measured) -> (Finding, Vec<String>) {
    let (canary, baseline) = (&measured.canary, &measured.baseline);
    let minimum = f64::from(settings.minimum_requests);
    if canary.requests < minimum {
        return (Finding::NoData, vec![format!("the canary had {:.0} requests, {minimum} are needed", canary.requests)]);
    }
    let (mut failed, mut lacking, mut held) = (Vec::new(), Vec::new(), Vec::new());
    for (index, check) in settings.metrics.iter().enumerate() {
        let (name, unit) = (check.metric.name(), check.metric.unit());
        let Some(value) = canary.value(index, check.metric) else {
            lacking.push(format!("{name}: the canary has no value"));
            continue;
        };
        if let Some(max) = check.max {
            let told = format!("{name} {value:.2}{unit}, at most {max}{unit}");
            if value > max { failed.push(told) } else { held.push(told) }
        }
        if check.max_ratio.is_none() && check.significance.is_none() {
            continue;
        }
        let base = baseline.value(index, check.metric).filter(|_| baseline.requests >= minimum);
        let Some(base) = base else {
            lacking.push(format!("{name}: the baseline had {:.0} requests, {minimum} are needed", baseline.requests));
            continue;
        };
        if let Some(ratio) = check.max_ratio {
            let told = format!("{name} {value:.2}{unit} against {base:.2}{unit}, at most {ratio} times");
            if value > base * ratio { failed.push(told) } else { held.push(told) }
        }
        if let Some(significance) = check.significance.filter(|_| check.metric == CanaryMetric::ErrorRate) {
            let p = worse_by_chance(canary, baseline);
            let told = format!("{name} {value:.2}{unit} against {base:.2}{unit}, p = {p:.4}");
            if p < significance { failed.push(told) } else { held.push(told) }
        }
    }
    if !failed.is_empty() {
        return (Finding::Fail, failed);
    }
    if !lacking.is_empty() {
        return (Finding::NoData, lacking);
    }
    (Finding::Pass, held)
}

/// How likely it is that the canary's error rate is this much higher by chance: a one-sided two-proportion z-test.
fn worse_by_chance(canary: &Arm, baseline: &Arm) -> f64 {
    let pooled = (canary.errors + baseline.errors) / (canary.requests + baseline.requests);
    let deviation = (pooled * (1.0 - pooled) * (1.0 / canary.requests + 1.0 / baseline.requests)).sqrt();
    if deviation == 0.0 || !deviation.is_finite() {
        return 1.0;
    }
    let z = (canary.errors / canary.requests - baseline.errors / baseline.requests) / deviation;
    1.0 - Normal::standard().cdf(z)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(requests: f64, errors: f64, latency: f64) -> Arm {
        Arm { requests, errors, latency: vec![None, Some(latency)] }
    }

    fn finding(canary: Arm, baseline: Arm) -> Finding {
        judge(&Analysis::default(), &Measured { baseline, canary }).0
    }

    #[test]
    fn like_the_baseline_passes() {
        assert_eq!(finding(arm(500.0, 1.0, 30.0), arm(5000.0, 10.0, 28.0)), Finding::Pass);
    }

    #[test]
    fn no_requests_is_no_data() {
        assert_eq!(finding(Arm::default(), arm(5000.0, 10.0, 28.0)), Finding::NoData);
        assert_eq!(finding(arm(99.0, 0.0, 30.0), arm(5000.0, 10.0, 28.0)), Finding::NoData);
    }

    #[test]
    fn a_missing_metric_or_baseline_is_no_data() {
        assert_eq!(finding(Arm { latency: vec![], ..arm(500.0, 0.0, 0.0) }, arm(5000.0, 0.0, 28.0)), Finding::NoData);
        assert_eq!(finding(arm(500.0, 0.0, 30.0), Arm::default()), Finding::NoData);
    }

    #[test]
    fn too_many_errors_fail() {
        assert_eq!(finding(arm(500.0, 50.0, 30.0), arm(5000.0, 10.0, 28.0)), Finding::Fail);
    }

    #[test]
    fn a_small_but_significant_difference_fails() {
        assert_eq!(finding(arm(2000.0, 40.0, 30.0), arm(20000.0, 100.0, 28.0)), Finding::Fail, "2% against 0.5%");
        assert_eq!(finding(arm(200.0, 1.0, 30.0), arm(20000.0, 80.0, 28.0)), Finding::Pass, "0.5% of 200 against 0.4%");
    }

    #[test]
    fn slower_than_allowed_fails() {
        assert_eq!(finding(arm(500.0, 0.0, 90.0), arm(5000.0, 0.0, 28.0)), Finding::Fail);
    }
}
