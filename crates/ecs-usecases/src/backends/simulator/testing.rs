//! Calls in AWS's JSON on a world, for the tests of services.
#![allow(clippy::unwrap_used)]

use super::{Scenario, World, answer, build, catch_up};
use crate::{
    backend::Scope,
    clock::Timestamp,
    error::Result,
    operations::{AnyOperation, OperationInfo},
};
use serde_json::{Value, json};
use std::time::Duration;

/// The world of a scenario, steady.
pub(crate) fn world(scenario: Value) -> World {
    let scenario: Scenario = serde_json::from_value(scenario).unwrap();
    let start = Timestamp::parse("2026-01-01T00:00:00Z").unwrap();
    let mut world = World::new(Scope::new(&scenario.account, &scenario.region), scenario, start);
    build(&mut world).unwrap();
    world
}

/// A reply is what its own shape reads and writes again.
pub(crate) fn call(world: &mut World, action: &str, request: Value) -> Result<Value> {
    let operation = AnyOperation::from_json(action, request)?;
    let reply = answer(world, &operation)?;
    assert_eq!(operation.reply_from_json(&reply.to_json())?, reply);
    Ok(reply.to_json())
}

/// The code of the error that a call ends in.
pub(crate) fn code(world: &mut World, action: &str, request: Value) -> String {
    call(world, action, request).unwrap_err().code().unwrap().to_owned()
}

pub(crate) fn advance(world: &mut World, span: Duration) {
    let until = world.now + span;
    catch_up(world, until);
}

/// Every operation answers an empty request, or fails with a code of AWS.
pub(crate) fn answers_all(table: &[&OperationInfo]) {
    let mut world = world(json!({}));
    for operation in table {
        if let Err(error) = call(&mut world, &operation.action(), json!({})) {
            assert!(error.code().is_some(), "{}: {error}", operation.name);
        }
    }
}
