//! The evaluation of alarms: a few seconds after each of their periods.

use super::{
    Moves,
    alarms::Alarm,
    metrics::{Key, Stat, measured, period_start},
};
use crate::{
    backends::simulator::world::{Happens, World},
    clock::Timestamp,
    model::cloudwatch::{ComparisonOperator, MetricAlarm, StateValue},
};
use std::{cmp::Ordering, time::Duration};

/// A period is evaluated this long after its end.
const AFTER: Duration = Duration::from_secs(5);

/// Schedule the next evaluation of an alarm: after the period that goes on now.
pub(super) fn plan(world: &mut World, name: &str, generation: u64, period: i32) {
    let period = i64::from(period) * 1000;
    let end = Timestamp(period_start(world.now, period) + period);
    world.schedule_at(end + AFTER, Happens::CloudWatch(Moves::Evaluate { alarm: name.to_owned(), generation }));
}

/// Evaluate an alarm.
pub(super) fn evaluate(world: &mut World, name: &str, generation: u64) {
    let Some(alarm) = world.cloudwatch.alarms.get(name).filter(|alarm| alarm.generation == generation) else { return };
    let seconds = alarm.shape.period.unwrap_or(60);
    if !alarm.pinned {
        let shape = &alarm.shape;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let key = Key::new(&text(&shape.namespace), &text(&shape.metric_name), &shape.dimensions);
        let stat = shape.statistic.as_ref().map_or_else(|| text(&shape.extended_statistic), |statistic| statistic.as_str().to_owned());
        let periods = i64::from(shape.evaluation_periods.unwrap_or(1));
        if let (Ok(key), Ok(stat)) = (key, Stat::parse(&stat)) {
            key.settle(world);
            let period = i64::from(seconds) * 1000;
            let end = period_start(world.now, period);
            let points: Vec<(Timestamp, Option<f64>)> = (1..=periods)
                .map(|back| end - back * period)
                .map(|start| (Timestamp(start), stat.of(&measured(world, &key, start, start + period))))
                .collect();
            conclude(world, name, &points);
        }
    }
    plan(world, name, generation, seconds);
}

/// What the data points of the evaluation periods say, the newest first. `None`: the alarm keeps its state.
fn verdict(shape: &MetricAlarm, points: &[(Timestamp, Option<f64>)]) -> Option<StateValue> {
    let needed = shape.datapoints_to_alarm.or(shape.evaluation_periods).unwrap_or(1) as usize;
    let breaches = |value: f64| breaching(shape, value);
    let breaching = points.iter().filter(|(_, value)| value.is_some_and(breaches)).count();
    let missing = points.iter().filter(|(_, value)| value.is_none()).count();
    let real = points.len() - missing;
    if breaching >= needed {
        return Some(StateValue::Alarm);
    }
    match shape.treat_missing_data.as_deref() {
        Some("breaching") => Some(if breaching + missing >= needed { StateValue::Alarm } else { StateValue::Ok }),
        Some("notBreaching") => Some(StateValue::Ok),
        // It can't be in ALARM whatever the missing ones were.
        _ if real > 0 && breaching + missing < needed => Some(StateValue::Ok),
        Some("ignore") => None,
        _ if real == 0 => Some(StateValue::InsufficientData),
        _ if breaching == real => {
            // Too few points, all breaching: ALARM once the oldest of them is old enough, as if the newer ones breached.
            let oldest = points.iter().rposition(|(_, value)| value.is_some()).unwrap_or(0);
            (oldest + 1 >= needed).then_some(StateValue::Alarm)
        }
        _ => Some(StateValue::Ok),
    }
}

fn breaching(shape: &MetricAlarm, value: f64) -> bool {
    let order = value.total_cmp(&shape.threshold.unwrap_or_default());
    match shape.comparison_operator {
        Some(ComparisonOperator::GreaterThanOrEqualToThreshold) => order != Ordering::Less,
        Some(ComparisonOperator::GreaterThanThreshold) => order == Ordering::Greater,
        Some(ComparisonOperator::LessThanThreshold) => order == Ordering::Less,
        _ => order != Ordering::Greater,
    }
}

fn conclude(world: &mut World, name: &str, points: &[(Timestamp, Option<f64>)]) {
    let now = world.now;
    let Some(Alarm { shape, .. }) = world.cloudwatch.alarms.get_mut(name) else { return };
    let Some(state) = verdict(shape, points) else { return };
    if shape.state_value.as_ref() == Some(&state) {
        return;
    }
    let reason = reason(shape, &state, points);
    let before = shape.state_value.replace(state.clone()).unwrap_or_default();
    shape.state_reason = Some(reason.clone());
    shape.state_updated_timestamp = Some(now);
    shape.state_transitioned_timestamp = Some(now);
    world.note(format!("alarm {name} went from {before} to {state}: {reason}"));
}

/// Why an alarm is in a state, as CloudWatch says it.
fn reason(shape: &MetricAlarm, state: &StateValue, points: &[(Timestamp, Option<f64>)]) -> String {
    let plural = |count: usize, one: &str| if count == 1 { format!("1 {one} was") } else { format!("{count} {one}s were") };
    let real: Vec<(Timestamp, f64)> = points.iter().filter_map(|(moment, value)| Some((*moment, (*value)?))).collect();
    if *state == StateValue::InsufficientData {
        return format!("Insufficient Data: {} unknown.", plural(points.len() - real.len(), "datapoint"));
    }
    if real.is_empty() {
        let treated = if shape.treat_missing_data.as_deref() == Some("breaching") { "Breaching" } else { "NonBreaching" };
        let periods = if points.len() == 1 { "1 period".to_owned() } else { format!("{} periods", points.len()) };
        let missing = plural(points.len(), "missing datapoint");
        return format!("Threshold Crossed: no datapoints were received for {periods} and {missing} treated as [{treated}].");
    }
    let than = match shape.comparison_operator {
        Some(ComparisonOperator::GreaterThanOrEqualToThreshold) => "greater than or equal to",
        Some(ComparisonOperator::GreaterThanThreshold) => "greater than",
        Some(ComparisonOperator::LessThanThreshold) => "less than",
        _ => "less than or equal to",
    };
    let alarm = *state == StateValue::Alarm;
    let told: Vec<&(Timestamp, f64)> = real.iter().filter(|(_, value)| breaching(shape, *value) == alarm).collect();
    let list: Vec<String> = told.iter().map(|(moment, value)| format!("{value:?} ({})", short(*moment))).collect();
    let (points, were) = if told.len() == 1 { ("datapoint", "was") } else { ("datapoints", "were") };
    let not = if alarm { "" } else { "not " };
    let threshold = shape.threshold.unwrap_or_default();
    format!("Threshold Crossed: {} {points} [{}] {were} {not}{than} the threshold ({threshold:?}).", told.len(), list.join(", "))
}

/// A moment as CloudWatch writes it in reasons: `01/02/26 10:00:00`, day first.
fn short(moment: Timestamp) -> String {
    let text = moment.to_string();
    match (text.get(2..4), text.get(5..7), text.get(8..10), text.get(11..19)) {
        (Some(year), Some(month), Some(day), Some(time)) => format!("{day}/{month}/{year} {time}"),
        _ => text,
    }
}

/// The verdict on points written the oldest first: `X` breaches a threshold of 0.5, `0` does not, `-` is missing.
#[cfg(test)]
pub(super) fn tests_verdict(shape: &MetricAlarm, points: &str) -> String {
    let value = |point| match point {
        'X' => Some(1.0),
        '0' => Some(0.0),
        _ => None,
    };
    let points: Vec<(Timestamp, Option<f64>)> = points.chars().rev().map(|point| (Timestamp(0), value(point))).collect();
    verdict(shape, &points).map_or_else(|| "keep".to_owned(), |state| state.to_string())
}
