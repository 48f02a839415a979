//! Read what both arms did from CloudWatch.

use super::{Analysis, Arm, Arms, CanaryMetric, Finding, MetricCheck};
use crate::{
    clock::Timestamp,
    error::Result,
    model::cloudwatch::{Dimension, GetMetricData, Metric, MetricDataQuery, MetricStat},
    run::Run,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The time that is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// When the step began.
    pub(super) from: Timestamp,
    /// When the shift to its share began: until then the baseline had its traffic.
    pub(super) shifted: Timestamp,
    /// How long it lasts.
    pub(super) bake: Span,
    /// Share of traffic of the new version, in percent.
    pub(super) percent: f64,
}

/// What both arms did since the step began.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measured {
    /// The version that is there.
    pub baseline: Samples,
    /// The new version.
    pub canary: Samples,
}

/// What one arm did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Samples {
    /// Requests.
    pub requests: f64,
    /// Requests answered with an error.
    pub errors: f64,
    /// The values of each minute, a list a check: milliseconds for a latency, as published for a custom metric.
    pub values: Vec<Vec<f64>>,
}

impl Samples {
    /// Share of requests answered with an error, in percent.
    pub fn error_rate(&self) -> f64 {
        if self.requests > 0.0 { self.errors * 100.0 / self.requests } else { 0.0 }
    }

    /// The value that a check is about; of a minute's values the worst decides.
    pub(super) fn value(&self, index: usize, metric: CanaryMetric) -> Option<f64> {
        if metric == CanaryMetric::ErrorRate {
            return Some(self.error_rate());
        }
        self.values.get(index)?.iter().copied().reduce(f64::max)
    }
}

/// How two versions compare.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// What both did.
    pub measured: Measured,
    /// What that says of the new one.
    pub finding: Finding,
    /// Why, a line a check.
    pub reasons: Vec<String>,
}

/// Compare two versions that run side by side, over all of a time.
pub async fn compare(run: &Run, settings: &Analysis, arms: &Arms, from: Timestamp, until: Timestamp) -> Result<Comparison> {
    let measured = measure(run, settings, arms, Window { from, shifted: from, bake: Span::default(), percent: 0.0 }, until).await?;
    let (finding, reasons) = super::judge::judge(settings, &measured);
    Ok(Comparison { measured, finding, reasons })
}

pub(super) async fn measure(run: &Run, settings: &Analysis, arms: &Arms, window: Window, until: Timestamp) -> Result<Measured> {
    // Whole minutes that began after the step did, so that nothing from before is counted.
    let start = Timestamp((window.from.0 + 59_999) / 60_000 * 60_000);
    let end = Timestamp(until.0 / 60_000 * 60_000);
    if end <= start {
        return Ok(Measured::default());
    }
    let baseline = Side { id: "b", arm: &arms.baseline, is_canary: false };
    let canary = Side { id: "c", arm: &arms.canary, is_canary: true };
    if window.percent < 100.0 {
        let found = read(run, settings, &[&baseline, &canary], start, end).await?;
        return Ok(Measured { baseline: baseline.samples(settings, &found), canary: canary.samples(settings, &found) });
    }
    // The baseline has no traffic any more: what it did in as much time before the shift is what there is to compare with.
    let long = window.bake.0.max(std::time::Duration::from_mins(5)).as_millis() as i64;
    let shifted = Timestamp(window.shifted.0 / 60_000 * 60_000);
    let earlier = read(run, settings, &[&baseline], Timestamp(shifted.0 - (long + 59_999) / 60_000 * 60_000), shifted).await?;
    let now = read(run, settings, &[&canary], start, end).await?;
    Ok(Measured { baseline: baseline.samples(settings, &earlier), canary: canary.samples(settings, &now) })
}

/// An arm with what its queries are called.
struct Side<'a> {
    id: &'static str,
    arm: &'a Arm,
    is_canary: bool,
}

type Found = BTreeMap<String, Vec<f64>>;

impl Side<'_> {
    fn queries(&self, settings: &Analysis) -> Vec<MetricDataQuery> {
        let (id, arm) = (self.id, self.arm);
        let mut queries = vec![
            query(format!("{id}_requests"), &arm.namespace, &arm.requests, "Sum", &arm.dimensions),
            query(format!("{id}_errors"), &arm.namespace, &arm.errors, "Sum", &arm.dimensions),
        ];
        for (index, check) in settings.metrics.iter().enumerate() {
            queries.extend(self.value_query(index, check));
        }
        queries
    }

    fn value_query(&self, index: usize, check: &MetricCheck) -> Option<MetricDataQuery> {
        let (id, arm) = (format!("{}_value_{index}", self.id), self.arm);
        let statistic = match check.metric {
            CanaryMetric::ErrorRate => return None,
            CanaryMetric::LatencyAverage => "Average",
            CanaryMetric::LatencyP90 => "p90",
            CanaryMetric::LatencyP99 => "p99",
            CanaryMetric::Custom => {
                let custom = check.custom.as_ref()?;
                let dimensions = if self.is_canary { &custom.canary_dimensions } else { &custom.baseline_dimensions };
                if dimensions.is_empty() && !self.is_canary {
                    return None;
                }
                let dimensions: Vec<_> = dimensions.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
                return Some(query(id, &custom.namespace, &custom.name, &custom.statistic, &dimensions));
            }
        };
        Some(query(id, &arm.namespace, &arm.latency, statistic, &arm.dimensions))
    }

    fn samples(&self, settings: &Analysis, found: &Found) -> Samples {
        let values = |name: &str| found.get(&format!("{}_{name}", self.id)).cloned().unwrap_or_default();
        let sum = |name: &str| values(name).iter().fold(0.0, |sum, value| sum + value);
        let of_check = |(index, check): (usize, &MetricCheck)| {
            let factor = if check.metric == CanaryMetric::Custom { 1.0 } else { self.arm.to_millis };
            values(&format!("value_{index}")).into_iter().map(|value| value * factor).collect()
        };
        Samples { requests: sum("requests"), errors: sum("errors"), values: settings.metrics.iter().enumerate().map(of_check).collect() }
    }
}

async fn read(run: &Run, settings: &Analysis, sides: &[&Side<'_>], start: Timestamp, end: Timestamp) -> Result<Found> {
    let queries = sides.iter().flat_map(|side| side.queries(settings)).collect();
    let mut found = Found::new();
    let mut get = GetMetricData { metric_data_queries: queries, start_time: start, end_time: end, ..Default::default() };
    loop {
        let page = run.observe(get.clone()).await?;
        for result in page.metric_data_results {
            found.entry(result.id.unwrap_or_default()).or_default().extend(result.values);
        }
        get.next_token = page.next_token.filter(|token| !token.is_empty());
        if get.next_token.is_none() {
            return Ok(found);
        }
    }
}

fn query(id: String, namespace: &str, metric: &str, statistic: &str, dimensions: &[(String, String)]) -> MetricDataQuery {
    let dimension =
        |(name, value): &(String, String)| Dimension { name: Some(name.clone()), value: Some(value.clone()), ..Default::default() };
    MetricDataQuery {
        id: Some(id),
        metric_stat: Some(MetricStat {
            metric: Some(Metric {
                namespace: Some(namespace.into()),
                metric_name: Some(metric.into()),
                dimensions: Some(dimensions.iter().map(dimension).collect()),
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
