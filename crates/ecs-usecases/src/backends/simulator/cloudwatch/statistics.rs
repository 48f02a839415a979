//! `GetMetricStatistics` and `ListMetrics`.

use super::metrics::{Key, MINUTE, Stat, measured};
use crate::{
    backends::simulator::{
        elbv2::{self, programs},
        world::{World, aws_error},
    },
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::cloudwatch::{
        Datapoint, Dimension, GetMetricStatistics, GetMetricStatisticsResponse, ListMetrics, ListMetricsResponse, Metric, Statistic,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// Data points in one answer.
const MOST: usize = 1440;
/// Metrics in one answer.
const PAGE: usize = 500;
/// What load balancing measures.
const BALANCING: [&str; 8] = [
    "RequestCount",
    "HTTPCode_Target_2XX_Count",
    "HTTPCode_Target_5XX_Count",
    "HTTPCode_ELB_5XX_Count",
    "HTTPCode_ELB_503_Count",
    "TargetResponseTime",
    "HealthyHostCount",
    "UnHealthyHostCount",
];

fn refused(code: &str, message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, code, message)
}

pub(super) fn get(world: &mut World, request: &GetMetricStatistics) -> Result<GetMetricStatisticsResponse> {
    let plain = request.statistics.as_deref().unwrap_or_default();
    let extended = request.extended_statistics.as_deref().unwrap_or_default();
    if plain.is_empty() == extended.is_empty() {
        return Err(refused("InvalidParameterCombination", "Exactly one of Statistics and ExtendedStatistics must be specified"));
    }
    if request.start_time >= request.end_time {
        return Err(refused("InvalidParameterValue", "The parameter EndTime must be greater than StartTime."));
    }
    if request.period <= 0 || request.period % 60 != 0 {
        return Err(refused("InvalidParameterValue", format!("The period '{}' must be a multiple of 60", request.period)));
    }
    let asked = (request.end_time.0 - request.start_time.0) / (i64::from(request.period) * 1000);
    if asked > MOST as i64 {
        let message = format!("You have requested up to {asked} datapoints, which exceeds the limit of {MOST}.");
        return Err(refused("InvalidParameterCombination", message));
    }
    let key = Key::new(&request.namespace, &request.metric_name, request.dimensions.as_deref().unwrap_or_default())?;
    key.settle(world);
    let mut found: BTreeMap<Timestamp, Datapoint> = BTreeMap::new();
    let names = plain.iter().map(Statistic::as_str).chain(extended.iter().map(String::as_str));
    for name in names {
        let stat = Stat::parse(name)?;
        for (moment, value) in super::query::series(world, &key, stat, request.period, request.start_time, request.end_time) {
            let point = found.entry(moment).or_insert_with(|| Datapoint {
                timestamp: Some(moment),
                unit: request.unit.clone(),
                ..Datapoint::default()
            });
            match stat {
                Stat::Sum => point.sum = Some(value),
                Stat::Average => point.average = Some(value),
                Stat::Minimum => point.minimum = Some(value),
                Stat::Maximum => point.maximum = Some(value),
                Stat::SampleCount => point.sample_count = Some(value),
                Stat::Percentile(_) => {
                    point.extended_statistics.insert(name.to_owned(), value);
                }
            }
        }
    }
    let label = Some(request.metric_name.clone());
    Ok(GetMetricStatisticsResponse { label, datapoints: found.into_values().collect(), ..GetMetricStatisticsResponse::default() })
}

/// The metrics of load balancing that have data.
fn balancing(world: &mut World) -> BTreeSet<Key> {
    elbv2::traffic::settle_for(world, None);
    let (from, until) = (world.now.0 - 24 * 60 * MINUTE, world.now.0);
    let dimension = |name: &str, value: &str| Dimension { name: Some(name.into()), value: Some(value.into()), ..Dimension::default() };
    let mut found = BTreeSet::new();
    for (group, balancer) in elbv2::measured_pairs(world) {
        let balancer = elbv2::arns::load_balancer_dimension(&balancer);
        let namespace = if balancer.starts_with("net/") { "AWS/NetworkELB" } else { "AWS/ApplicationELB" };
        let mut dimensions = vec![dimension("LoadBalancer", balancer)];
        dimensions.extend(group.map(|group| dimension("TargetGroup", elbv2::arns::target_group_dimension(&group))));
        let keys = BALANCING.iter().filter_map(|name| Key::new(namespace, name, &dimensions).ok());
        found.extend(keys.filter(|key| !measured(world, key, from, until).is_empty()));
    }
    found
}

pub(super) fn list(world: &mut World, request: &ListMetrics) -> Result<ListMetricsResponse> {
    let mut keys = balancing(world);
    for (namespace, name, dimensions) in programs::metrics(world) {
        keys.extend(Key::new(
            &namespace,
            name,
            &dimensions.map(|(name, value)| Dimension { name: Some(name.to_owned()), value: Some(value), ..Dimension::default() }),
        ));
    }
    let recent = (world.now.0 - 3 * 60 * MINUTE).div_euclid(MINUTE);
    let only_recent = request.recently_active.is_some();
    let custom = world.cloudwatch.custom.iter();
    keys.extend(custom.filter(|(_, minutes)| !only_recent || minutes.range(recent..).next().is_some()).map(|(key, _)| key.clone()));
    let filters = request.dimensions.as_deref().unwrap_or_default();
    let fits = |key: &&Key| {
        request.namespace.as_ref().is_none_or(|wanted| *wanted == key.namespace)
            && request.metric_name.as_ref().is_none_or(|wanted| *wanted == key.name)
            && filters.iter().all(|filter| {
                let value = key.dimension(filter.name.as_deref().unwrap_or_default());
                value.is_some_and(|value| filter.value.as_deref().is_none_or(|wanted| wanted == value))
            })
    };
    let start: usize = match request.next_token.as_deref() {
        None => 0,
        Some(token) => token.parse().map_err(|_| refused("InvalidParameterValue", "Invalid nextToken"))?,
    };
    let matching: Vec<&Key> = keys.iter().filter(fits).collect();
    let metrics = matching.iter().skip(start).take(PAGE).map(|key| key.shape()).collect::<Vec<Metric>>();
    let next_token = (matching.len() > start + PAGE).then(|| (start + PAGE).to_string());
    Ok(ListMetricsResponse { metrics, next_token, ..ListMetricsResponse::default() })
}
