//! Simulated ELB.

use super::world::World;
use crate::{error::Result, operations::elbv2::{Request, Response}};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Moves {}

#[derive(Debug, Default)]
pub(crate) struct State {}

pub(crate) fn build(_world: &mut World) -> Result<()> { Ok(()) }
pub(crate) fn move_on(_world: &mut World, moves: Moves) { match moves {} }
pub(crate) fn answer(_world: &mut World, _request: &Request) -> Result<Response> { unimplemented!() }

use crate::clock::Timestamp; use crate::model::elbv2::TargetHealthStateEnum; use std::time::Duration; use crate::backend::Scope;
pub(crate) struct App { pub(crate) up_at: Option<Timestamp>, pub(crate) fails_health_check: bool, pub(crate) error_rate: f64, pub(crate) latency_ms: f64 }
pub(crate) fn register_target(_world: &mut World, _tg: &str, _id: &str, _port: i32, _zone: &str, _app: App) {}
pub(crate) fn deregister_target(_world: &mut World, _tg: &str, _id: &str, _port: i32) {}
pub(crate) fn remove_target(_world: &mut World, _tg: &str, _id: &str) {}
pub(crate) fn target_health(_world: &World, _tg: &str, _id: &str) -> Option<TargetHealthStateEnum> { None }
pub(crate) fn deregistration_delay(_world: &World, _tg: &str) -> Duration { Duration::ZERO }
pub(crate) fn set_weights(_world: &mut World, _arn: &str, _w: &[(String, i32)]) -> Result<()> { Ok(()) }
pub(crate) fn weights(_world: &World, _arn: &str) -> Vec<(String, i32)> { vec![] }
pub(crate) fn target_group_arn(_scope: &Scope, _name: &str) -> String { String::new() }
pub(crate) fn rule_forwarding_to(_world: &World, _tg: &str) -> Option<String> { None }
pub(crate) fn target_group_exists(_world: &World, _tg: &str) -> bool { true }
