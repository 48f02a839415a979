//! Simulated CW.

use super::world::World;
use crate::{
    error::Result,
    operations::cloudwatch::{Request, Response},
};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Moves {}

#[derive(Debug, Default)]
pub(crate) struct State {}

pub(crate) fn build(_world: &mut World) -> Result<()> {
    Ok(())
}
pub(crate) fn move_on(_world: &mut World, moves: Moves) {
    match moves {}
}
pub(crate) fn answer(_world: &mut World, _request: &Request) -> Result<Response> {
    unimplemented!()
}

pub(crate) fn alarm_state(_world: &World, _name: &str) -> Option<crate::model::cloudwatch::StateValue> {
    None
}
