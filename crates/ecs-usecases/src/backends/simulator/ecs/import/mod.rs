//! Put clusters, task definitions and services into a world as another cloud shows them.

mod clusters;
mod definitions;
mod history;
mod services;
mod tasks;

pub(crate) use clusters::{cluster, instances, provider};
pub(crate) use definitions::{LiveFamily, definition, family};
pub(crate) use history::{deployment, history, lacks_deployment, lacks_revision, revision};
pub(crate) use services::{LiveService, service};
pub(crate) use tasks::{has_task, standalone};

use crate::backends::simulator::{ImageBehaviour, world::World};

/// From now on the programs of this family behave so, where nothing else is said of their image.
pub(crate) fn usual(world: &mut World, family: &str, behaviour: ImageBehaviour) {
    world.ecs.usual.insert(family.to_owned(), behaviour);
}
