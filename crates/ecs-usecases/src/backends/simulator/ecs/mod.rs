//! Simulated ECS.

use super::world::World;
use crate::{error::Result, operations::ecs::{Request, Response}};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Moves {}

#[derive(Debug, Default)]
pub(crate) struct State {}

pub(crate) fn build(_world: &mut World) -> Result<()> { Ok(()) }
pub(crate) fn move_on(_world: &mut World, moves: Moves) { match moves {} }
pub(crate) fn answer(_world: &mut World, _request: &Request) -> Result<Response> { unimplemented!() }
/// A target of a target group became healthy or unhealthy, or has drained (`None`).
pub(crate) fn target_changed(_world: &mut World, _target_group_arn: &str, _target_id: &str, _state: Option<&crate::model::elbv2::TargetHealthStateEnum>) {}
