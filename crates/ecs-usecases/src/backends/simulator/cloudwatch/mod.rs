//! Simulated CloudWatch: metrics of load balancing and of programs, and alarms on them.

mod acting;
mod alarms;
mod evaluate;
pub(crate) mod import;
mod metrics;
mod query;
mod statistics;
#[cfg(test)]
mod tests;

pub(crate) use acting::{Acting, acting, alarms_with_action, forget_alarm, put_alarm};
pub(crate) use alarms::build;

use super::world::{World, aws_error};
use crate::{
    error::{Error, ErrorKind, Result},
    model::cloudwatch::StateValue,
    operations::cloudwatch::{Request, Response},
};
use std::collections::BTreeMap;

/// What happens by itself in CloudWatch.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Moves {
    /// An alarm is evaluated, unless it was replaced meanwhile (`generation`).
    Evaluate { alarm: String, generation: u64 },
}

/// Everything of CloudWatch in one account and Region.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    alarms: BTreeMap<String, alarms::Alarm>,
    /// What programs put, by metric and by minute since 1970.
    #[serde(with = "super::pairs")]
    custom: BTreeMap<metrics::Key, BTreeMap<i64, metrics::Values>>,
    /// The minute until which the metrics without data were forgotten.
    swept: i64,
    generation: u64,
}

/// Let something happen that is due.
pub(crate) fn move_on(world: &mut World, moves: Moves) {
    let Moves::Evaluate { alarm, generation } = moves;
    evaluate::evaluate(world, &alarm, generation);
}

/// Answer an operation as CloudWatch does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::DescribeAlarms(request) => Response::DescribeAlarms(Box::new(alarms::describe(world, request)?)),
        Request::PutMetricAlarm(request) => Response::PutMetricAlarm(Box::new(alarms::put(world, request)?)),
        Request::DeleteAlarms(request) => Response::DeleteAlarms(Box::new(alarms::delete(world, request)?)),
        Request::GetMetricData(request) => Response::GetMetricData(Box::new(query::get(world, request)?)),
        Request::SetAlarmState(request) => Response::SetAlarmState(Box::new(alarms::set_state(world, request)?)),
        Request::ListMetrics(request) => Response::ListMetrics(Box::new(statistics::list(world, request)?)),
        Request::GetMetricStatistics(request) => Response::GetMetricStatistics(Box::new(statistics::get(world, request)?)),
        Request::PutMetricData(request) => Response::PutMetricData(Box::new(metrics::put(world, request)?)),
    })
}

/// The state of an alarm; `None` if there is no such alarm.
pub(crate) fn alarm_state(world: &World, name: &str) -> Option<StateValue> {
    world.cloudwatch.alarms.get(name)?.shape.state_value.clone()
}

/// Whether an alarm of this ARN makes AppConfig roll back: it is not OK, and its actions are not disabled.
pub(crate) fn rolls_back(world: &World, arn: &str) -> bool {
    let found = world.cloudwatch.alarms.values().find(|alarm| alarm.shape.alarm_arn.as_deref() == Some(arn));
    found.is_some_and(|alarm| {
        alarm.shape.actions_enabled != Some(false)
            && matches!(alarm.shape.state_value, Some(StateValue::Alarm | StateValue::InsufficientData))
    })
}

/// A request that breaks a documented constraint.
fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "ValidationError", message)
}
