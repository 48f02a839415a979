//! `GetMetricData`.

use super::{
    invalid,
    metrics::{Key, MINUTE, Stat, measured, period_start},
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::cloudwatch::{GetMetricData, GetMetricDataResponse, MetricDataQuery, MetricDataResult, ScanBy, StatusCode},
};

/// Data points in one answer.
const MOST: usize = 100_800;

pub(super) fn get(world: &mut World, request: &GetMetricData) -> Result<GetMetricDataResponse> {
    let queries = &request.metric_data_queries;
    if queries.is_empty() || queries.len() > 500 {
        return Err(invalid("MetricDataQueries must have 1-500 items"));
    }
    if request.start_time >= request.end_time {
        return Err(invalid("The parameter EndTime must be greater than StartTime."));
    }
    for (index, query) in queries.iter().enumerate() {
        let id = query.id.as_deref().unwrap_or_default();
        let fine =
            id.starts_with(|first: char| first.is_ascii_lowercase()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if !fine {
            return Err(invalid(format!(
                "The id '{id}' must start with a lower-case letter and have only letters, digits and underscores"
            )));
        }
        if queries[..index].iter().any(|other| other.id == query.id) {
            return Err(invalid(format!("The id '{id}' is used more than once")));
        }
    }
    let most = request.max_datapoints.map_or(MOST, |most| usize::try_from(most).unwrap_or(0).clamp(1, MOST));
    let skipped: usize = match request.next_token.as_deref() {
        None => 0,
        Some(token) => {
            token.parse().map_err(|_| aws_error(ErrorKind::InvalidRequest, "InvalidNextToken", "The next token specified is invalid."))?
        }
    };
    let mut reply = GetMetricDataResponse::default();
    // Data points are numbered through all results; an answer has those from `skipped` on.
    let mut number = 0;
    for query in queries {
        let (key, points) = points(world, query, request)?;
        if query.return_data == Some(false) {
            continue;
        }
        let mut result = MetricDataResult {
            id: query.id.clone(),
            label: Some(query.label.clone().unwrap_or(key.name)),
            status_code: Some(StatusCode::Complete),
            ..MetricDataResult::default()
        };
        for (moment, value) in points {
            if (skipped..skipped + most).contains(&number) {
                result.timestamps.push(moment);
                result.values.push(value);
            }
            number += 1;
        }
        if number > skipped + most {
            result.status_code = Some(StatusCode::PartialData);
        }
        reply.metric_data_results.push(result);
    }
    reply.next_token = (number > skipped + most).then(|| (skipped + most).to_string());
    Ok(reply)
}

fn points(world: &mut World, query: &MetricDataQuery, request: &GetMetricData) -> Result<(Key, Vec<(Timestamp, f64)>)> {
    let Some(stat) = query.metric_stat.as_ref().filter(|_| query.expression.is_none()) else {
        return Err(invalid("Expressions are not simulated: a query must have a MetricStat"));
    };
    let metric = stat.metric.clone().unwrap_or_default();
    let name = metric.metric_name.as_deref().unwrap_or_default();
    let key = Key::new(metric.namespace.as_deref().unwrap_or_default(), name, metric.dimensions.as_deref().unwrap_or_default())?;
    let seconds = stat.period.unwrap_or(0);
    if seconds <= 0 || seconds % 60 != 0 {
        return Err(invalid(format!("The period '{seconds}' must be a multiple of 60")));
    }
    let compute = Stat::parse(stat.stat.as_deref().unwrap_or_default())?;
    key.settle(world);
    let mut points = series(world, &key, compute, seconds, request.start_time, request.end_time);
    if request.scan_by != Some(ScanBy::TimestampAscending) {
        points.reverse();
    }
    Ok((key, points))
}

/// A statistic of each period of so many seconds that has data, the oldest first.
pub(super) fn series(world: &World, key: &Key, compute: Stat, seconds: i32, start: Timestamp, end: Timestamp) -> Vec<(Timestamp, f64)> {
    let period = i64::from(seconds) * 1000;
    let end = end.0.min(world.now.0);
    // Nothing is kept for longer than a day.
    let mut at = period_start(Timestamp(start.0.max(world.now.0 - 25 * 60 * MINUTE)), period);
    let mut points = Vec::new();
    while at < end {
        if let Some(value) = compute.of(&measured(world, key, at, at + period)) {
            points.push((Timestamp(at), value));
        }
        at += period;
    }
    points
}
