//! Put alarms and metrics into a world as another cloud shows them.

use super::{
    alarms::Alarm,
    evaluate,
    metrics::{Key, MINUTE},
};
use crate::{
    backends::simulator::world::World,
    clock::Timestamp,
    model::cloudwatch::{Metric, MetricAlarm},
};

/// Whether the simulator measures what is in this namespace.
pub(crate) fn is_measured(namespace: &str) -> bool {
    matches!(namespace, "AWS/ApplicationELB" | "AWS/NetworkELB")
}

/// An alarm that is not there yet. One on something that is not measured here stays in its state.
pub(crate) fn alarm(world: &mut World, shape: MetricAlarm) {
    let name = shape.alarm_name.clone().unwrap_or_default();
    if world.cloudwatch.alarms.contains_key(&name) {
        return;
    }
    world.cloudwatch.generation += 1;
    let generation = world.cloudwatch.generation;
    let period = shape.period.unwrap_or(60);
    let pinned = !shape.namespace.as_deref().is_some_and(is_measured);
    world.cloudwatch.alarms.insert(name.clone(), Alarm { shape, pinned, generation });
    evaluate::plan(world, &name, generation, period);
}

/// How often the past hour of a metric is repeated after now.
const HOURS: i64 = 24;

/// The values of the past hour (of each minute their mean and their number), which come again in the hours after now:
/// somebody goes on putting them. Where they began within the hour, what came since then is repeated.
pub(crate) fn metric(world: &mut World, metric: &Metric, values: &[(Timestamp, f64, f64)]) {
    let (namespace, name) = (metric.namespace.as_deref().unwrap_or_default(), metric.metric_name.as_deref().unwrap_or_default());
    let Ok(key) = Key::new(namespace, name, metric.dimensions.as_deref().unwrap_or_default()) else { return };
    let now = world.now.0.div_euclid(MINUTE);
    let minutes = world.cloudwatch.custom.entry(key).or_default();
    let Some(first) = values.iter().map(|(moment, ..)| moment.0.div_euclid(MINUTE)).min() else { return };
    let period = (now - first).clamp(1, 60);
    for (moment, value, count) in values {
        let minute = moment.0.div_euclid(MINUTE);
        for again in 0..=HOURS * 60 / period {
            minutes.entry(minute + again * period).or_insert_with(|| vec![(*value, *count)]);
        }
    }
}
