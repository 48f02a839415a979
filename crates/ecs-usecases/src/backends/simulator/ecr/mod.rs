//! Simulated ECR.

use super::world::World;
use crate::{
    error::Result,
    operations::ecr::{Request, Response},
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
impl State {
    pub(crate) fn behaviour_of(&self, _image: &str) -> Option<super::ImageBehaviour> {
        None
    }
    pub(crate) fn script(&mut self, _image: &str, _behaviour: super::ImageBehaviour) -> Result<()> {
        Ok(())
    }
}
pub(crate) fn push(_world: &mut World, _repository: &str, _image: &super::ImageScript) -> Result<String> {
    Ok(String::new())
}

pub(crate) struct Resolved {
    pub(crate) digest: String,
    pub(crate) architectures: Vec<String>,
    pub(crate) size_mib: u32,
    pub(crate) behaviour: super::ImageBehaviour,
}
pub(crate) fn resolve(_world: &World, _image: &str) -> Option<Resolved> {
    None
}
