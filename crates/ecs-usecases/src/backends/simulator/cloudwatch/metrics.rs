//! Metrics: what was measured in a minute, and statistics of it.

use super::invalid;
use crate::{
    backends::simulator::{
        elbv2::{programs, traffic},
        world::{World, aws_error},
    },
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::cloudwatch::{Dimension, Metric, MetricDatum, PutMetricData, PutMetricDataResponse, StatisticSet},
};

pub(super) const MINUTE: i64 = 60_000;
/// Minutes that are kept.
const KEPT: i64 = 24 * 60;

/// The largest value that CloudWatch takes: 2^360.
const LARGEST: f64 = f64::from_bits((1023 + 360) << 52);
/// How far back and ahead of now the time of a value may be.
const OLDEST: i64 = 14 * 24 * 60 * MINUTE;
const NEWEST: i64 = 2 * 60 * MINUTE;

/// Values with how often each was measured.
pub(super) type Values = Vec<(f64, f64)>;

/// Which metric: namespace, name, and dimensions in order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(super) struct Key {
    pub(super) namespace: String,
    pub(super) name: String,
    dimensions: Vec<(String, String)>,
}

impl Key {
    pub(super) fn new(namespace: &str, name: &str, dimensions: &[Dimension]) -> Result<Self> {
        if namespace.is_empty() || name.is_empty() {
            return Err(invalid("A metric must have a namespace and a name"));
        }
        if dimensions.len() > 30 {
            return Err(invalid("A metric can have at most 30 dimensions"));
        }
        let pair = |dimension: &Dimension| Some((dimension.name.clone()?, dimension.value.clone()?));
        let mut pairs: Vec<(String, String)> =
            dimensions.iter().map(pair).collect::<Option<_>>().ok_or_else(|| invalid("A dimension must have a name and a value"))?;
        pairs.sort();
        Ok(Self { namespace: namespace.to_owned(), name: name.to_owned(), dimensions: pairs })
    }

    /// Whether load balancing measures it.
    fn is_load_balancing(&self) -> bool {
        matches!(self.namespace.as_str(), "AWS/ApplicationELB" | "AWS/NetworkELB")
    }

    pub(super) fn dimension(&self, name: &str) -> Option<&str> {
        self.dimensions.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// As ListMetrics shows it.
    pub(super) fn shape(&self) -> Metric {
        let dimensions = self.dimensions.iter().map(|(name, value)| Dimension {
            name: Some(name.clone()),
            value: Some(value.clone()),
            ..Dimension::default()
        });
        Metric {
            namespace: Some(self.namespace.clone()),
            metric_name: Some(self.name.clone()),
            dimensions: Some(dimensions.collect()),
            ..Metric::default()
        }
    }

    /// Bring what is counted lazily up to date.
    pub(super) fn settle(&self, world: &mut World) {
        if self.is_load_balancing() {
            traffic::settle_for(world, self.dimension("TargetGroup"));
        } else if programs::measure(world, &self.namespace) {
            traffic::settle(world);
        }
    }
}

/// What was measured in the minutes that begin in `from..until` (milliseconds) and are over by now.
pub(super) fn measured(world: &World, key: &Key, from: i64, until: i64) -> Values {
    let (first, end) = (from.div_euclid(MINUTE), until.min(world.now.0).div_euclid(MINUTE));
    if key.is_load_balancing() {
        let known = key.dimensions.iter().all(|(name, _)| matches!(name.as_str(), "TargetGroup" | "LoadBalancer"));
        let load_balancer = key.dimension("LoadBalancer");
        let target_group = key.dimension("TargetGroup");
        // A namespace has the metrics of its own kind of load balancer.
        let prefix = if key.namespace == "AWS/NetworkELB" { "net/" } else { "app/" };
        let own = load_balancer.is_none_or(|dimension| dimension.starts_with(prefix));
        if !known || !own || (prefix == "net/" && !key.name.ends_with("HostCount")) {
            return Values::new();
        }
        return (first..end).flat_map(|minute| traffic::measured(world, &key.name, target_group, load_balancer, minute)).collect();
    }
    let minutes = world.cloudwatch.custom.get(key).into_iter().flat_map(|minutes| minutes.range(first..end.max(first)));
    let mut values: Values = minutes.flat_map(|(_, values)| values.iter().copied()).collect();
    values.extend(programs::measured(world, &key.namespace, &key.name, &key.dimensions, first..end.max(first)));
    values
}

/// How a statistic is computed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stat {
    Sum,
    Average,
    Minimum,
    Maximum,
    SampleCount,
    Percentile(f64),
}

impl Stat {
    pub(super) fn parse(text: &str) -> Result<Self> {
        Ok(match text {
            "Sum" => Self::Sum,
            "Average" => Self::Average,
            "Minimum" => Self::Minimum,
            "Maximum" => Self::Maximum,
            "SampleCount" => Self::SampleCount,
            _ => {
                let percent =
                    text.strip_prefix('p').and_then(|number| number.parse().ok()).filter(|percent| (0.0..=100.0).contains(percent));
                Self::Percentile(percent.ok_or_else(|| invalid(format!("The statistic '{text}' is not valid")))?)
            }
        })
    }

    /// The statistic of these values; `None` if there are none.
    pub(super) fn of(self, values: &[(f64, f64)]) -> Option<f64> {
        let count: f64 = values.iter().map(|(_, count)| count).sum();
        if values.is_empty() || count <= 0.0 {
            return None;
        }
        let sum = || values.iter().map(|(value, count)| value * count).sum::<f64>();
        let each = values.iter().map(|(value, _)| *value);
        Some(match self {
            Self::Sum => sum(),
            Self::Average => sum() / count,
            Self::Minimum => each.fold(f64::INFINITY, f64::min),
            Self::Maximum => each.fold(f64::NEG_INFINITY, f64::max),
            Self::SampleCount => count,
            Self::Percentile(percent) => {
                let mut sorted = values.to_vec();
                sorted.sort_by(|(one, _), (other, _)| one.total_cmp(other));
                let mut left = count * percent / 100.0;
                let reached = sorted.iter().find(|(_, count)| {
                    left -= count;
                    left <= 1e-9
                });
                reached.or(sorted.last()).map_or(0.0, |(value, _)| *value)
            }
        })
    }
}

/// The moment at which a period that `moment` is in begins.
pub(super) fn period_start(moment: Timestamp, period: i64) -> i64 {
    moment.0.div_euclid(period) * period
}

fn values_of(datum: &MetricDatum) -> Result<Values> {
    match (&datum.value, &datum.values, &datum.statistic_values) {
        (Some(value), None, None) => Ok(vec![(*value, 1.0)]),
        (None, Some(values), None) => {
            let ones = vec![1.0; values.len()];
            let counts = datum.counts.as_ref().unwrap_or(&ones);
            if counts.len() != values.len() {
                return Err(aws_error(
                    ErrorKind::InvalidRequest,
                    "InvalidParameterValue",
                    "Values and Counts must have the same number of items",
                ));
            }
            Ok(values.iter().copied().zip(counts.iter().copied()).collect())
        }
        (None, None, Some(StatisticSet { sample_count: Some(count), sum: Some(sum), minimum: Some(least), maximum: Some(most), .. })) => {
            // Values that have these statistics.
            if *count < 2.0 {
                return Ok(vec![(*sum, 1.0)]);
            }
            let rest = count - 2.0;
            let mut values = vec![(*least, 1.0), (*most, 1.0)];
            if rest > 0.0 {
                values.push(((sum - least - most) / rest, rest));
            }
            Ok(values)
        }
        (None, None, _) => Err(aws_error(ErrorKind::InvalidRequest, "MissingParameter", "A metric datum must have a value")),
        _ => {
            let message = "Value, Values and StatisticValues are mutually exclusive";
            Err(aws_error(ErrorKind::InvalidRequest, "InvalidParameterCombination", message))
        }
    }
}

/// Keep what a program measured.
pub(super) fn put(world: &mut World, request: &PutMetricData) -> Result<PutMetricDataResponse> {
    if request.namespace.starts_with("AWS/") {
        let message = "The value AWS/ for parameter Namespace is reserved";
        return Err(aws_error(ErrorKind::InvalidRequest, "InvalidParameterValue", message));
    }
    let data = request.metric_data.as_deref().unwrap_or_default();
    if data.len() > 1000 {
        return Err(aws_error(ErrorKind::InvalidRequest, "InvalidParameterValue", "MetricData can have at most 1000 items"));
    }
    let mut accepted = Vec::with_capacity(data.len());
    for datum in data {
        let name = datum.metric_name.as_deref().unwrap_or_default();
        let key = Key::new(&request.namespace, name, datum.dimensions.as_deref().unwrap_or_default())?;
        let values = values_of(datum)?;
        if values.iter().any(|(value, _)| !(-LARGEST..=LARGEST).contains(value)) {
            return Err(aws_error(ErrorKind::InvalidRequest, "InvalidParameterValue", "A value must be in the range of -2^360 to 2^360"));
        }
        let moment = datum.timestamp.unwrap_or(world.now);
        if !(-OLDEST..=NEWEST).contains(&(moment.0 - world.now.0)) {
            let message = "A timestamp must be at most two weeks in the past and at most two hours in the future";
            return Err(aws_error(ErrorKind::InvalidRequest, "InvalidParameterValue", message));
        }
        accepted.push((key, moment, values));
    }
    let oldest = world.now.0.div_euclid(MINUTE) - KEPT;
    for (key, moment, values) in accepted {
        let minutes = world.cloudwatch.custom.entry(key).or_default();
        minutes.entry(moment.0.div_euclid(MINUTE)).or_default().extend(values);
        while minutes.first_key_value().is_some_and(|(minute, _)| *minute < oldest) {
            minutes.pop_first();
        }
    }
    // Metrics that nobody puts any more go with their last minute.
    if world.cloudwatch.swept < oldest {
        world.cloudwatch.swept = oldest;
        world.cloudwatch.custom.retain(|_, minutes| minutes.last_key_value().is_some_and(|(minute, _)| *minute >= oldest));
    }
    Ok(PutMetricDataResponse::default())
}
