//! Simulated CloudWatch: metrics of load balancing and of programs, and alarms on them.

mod acting;
mod alarms;
mod evaluate;
mod metrics;
mod query;
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
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Moves {
    /// An alarm is evaluated, unless it was replaced meanwhile (`generation`).
    Evaluate { alarm: String, generation: u64 },
}

/// Everything of CloudWatch in one account and Region.
#[derive(Debug, Default)]
pub(crate) struct State {
    alarms: BTreeMap<String, alarms::Alarm>,
    /// What programs put, by metric and by minute since 1970.
    custom: BTreeMap<metrics::Key, BTreeMap<i64, metrics::Values>>,
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
        Request::PutMetricData(request) => Response::PutMetricData(Box::new(metrics::put(world, request)?)),
    })
}

/// The state of an alarm; `None` if there is no such alarm.
pub(crate) fn alarm_state(world: &World, name: &str) -> Option<StateValue> {
    world.cloudwatch.alarms.get(name)?.shape.state_value.clone()
}

/// A request that breaks a documented constraint.
fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "ValidationError", message)
}
