//! Alarms as those see them on whom they act.

use super::{
    alarms,
    metrics::{Key, Stat, measured, period_start},
};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::cloudwatch::{ComparisonOperator, MetricAlarm, PutMetricAlarm, StateValue},
};

/// An alarm that acts on something.
#[derive(Debug)]
pub(crate) struct Acting {
    pub(crate) name: String,
    /// It is in ALARM.
    pub(crate) firing: bool,
    /// It fires above its threshold, not below it.
    pub(crate) above: bool,
    pub(crate) threshold: f64,
    /// What was measured in its latest period.
    pub(crate) value: Option<f64>,
}

fn of_action<'a>(world: &'a World, action: &'a str) -> impl Iterator<Item = &'a MetricAlarm> {
    let acts = move |shape: &&MetricAlarm| shape.actions_enabled != Some(false) && shape.alarm_actions.iter().any(|known| known == action);
    world.cloudwatch.alarms.values().map(|alarm| &alarm.shape).filter(acts)
}

/// The alarms that have this action, with what they see.
pub(crate) fn acting(world: &mut World, action: &str) -> Vec<Acting> {
    let shapes: Vec<MetricAlarm> = of_action(world, action).cloned().collect();
    let acting = |shape: MetricAlarm| Acting {
        value: value(world, &shape),
        firing: shape.state_value == Some(StateValue::Alarm),
        above: matches!(
            shape.comparison_operator,
            Some(ComparisonOperator::GreaterThanThreshold | ComparisonOperator::GreaterThanOrEqualToThreshold)
        ),
        threshold: shape.threshold.unwrap_or_default(),
        name: shape.alarm_name.unwrap_or_default(),
    };
    shapes.into_iter().map(acting).collect()
}

/// Name and ARN of the alarms that have this action.
pub(crate) fn alarms_with_action(world: &World, action: &str) -> Vec<(String, Option<String>)> {
    of_action(world, action).map(|shape| (shape.alarm_name.clone().unwrap_or_default(), shape.alarm_arn.clone())).collect()
}

fn value(world: &mut World, shape: &MetricAlarm) -> Option<f64> {
    let key = Key::new(shape.namespace.as_deref()?, shape.metric_name.as_deref()?, &shape.dimensions).ok()?;
    let stat = shape.statistic.as_ref().map_or_else(|| shape.extended_statistic.as_deref(), |statistic| Some(statistic.as_str()))?;
    let stat = Stat::parse(stat).ok()?;
    let period = i64::from(shape.period?) * 1000;
    key.settle(world);
    let end = period_start(world.now, period);
    stat.of(&measured(world, &key, end - period, end))
}

/// Put an alarm for another service.
pub(crate) fn put_alarm(world: &mut World, request: &PutMetricAlarm) -> Result<()> {
    alarms::put(world, request).map(drop)
}

/// Delete an alarm, if it is there.
pub(crate) fn forget_alarm(world: &mut World, name: &str) {
    world.cloudwatch.alarms.remove(name);
}
