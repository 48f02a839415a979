//! Tasks of what did not run when a world was imported, and what is supposed of them.

use super::{Definition, tasks::Fate};
use crate::{
    backends::simulator::{ecr, world::World},
    span::Span,
};
use std::collections::BTreeSet;

/// What is supposed of the program of every task that runs something new: a task definition, or an image behind its tag, of which
/// no task ran before.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Supposed {
    /// It exits with code 1 this long after RUNNING.
    pub(crate) crashes_after: Option<Span>,
    /// It takes this much longer to start up.
    pub(crate) slower: Option<Span>,
    /// Share of requests that it answers with HTTP 5xx, in percent.
    pub(crate) error_rate: Option<f64>,
}

/// What is known to run, and what is supposed of all else.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Newcomers {
    /// Task definitions with the digests of their images.
    proven: BTreeSet<(String, Vec<Option<String>>)>,
    pub(crate) supposed: Option<Supposed>,
}

fn key(definition: &Definition, digests: &[Option<String>]) -> (String, Vec<Option<String>>) {
    (definition.task_definition_arn.clone().unwrap_or_default(), digests.to_vec())
}

/// A task of this definition was imported: it runs what its images are. Of an image whose tag was moved since, another would run.
pub(crate) fn prove(world: &mut World, definition: &Definition, resolved: &[Option<String>], shown: &[Option<String>]) {
    let same = definition.container_definitions.iter().zip(resolved.iter().zip(shown)).all(|(container, digests)| match digests {
        (Some(resolved), Some(shown)) => resolved == shown || ecr::is_part_of(world, container.image.as_deref().unwrap_or_default(), shown),
        _ => true,
    });
    if same {
        world.ecs.newcomers.proven.insert(key(definition, resolved));
    }
}

/// Whether a task with these images is new here; if so, its program does what is supposed.
pub(super) fn suppose(world: &World, definition: &Definition, fate: &mut Fate) -> bool {
    let known = &world.ecs.newcomers;
    if known.proven.contains(&key(definition, &fate.digests)) {
        return false;
    }
    let Some(supposed) = &known.supposed else { return true };
    let behaviour = &mut fate.behaviour;
    if let Some(after) = supposed.crashes_after {
        behaviour.crash_after = Some(after);
        behaviour.exit_code = 1;
    }
    if let Some(Span(slower)) = supposed.slower {
        behaviour.start_up.0 += slower;
        // What ends by itself ends so much later.
        behaviour.crash_after = behaviour.crash_after.map(|Span(after)| Span(after + slower));
    }
    if let Some(rate) = supposed.error_rate {
        behaviour.error_rate = behaviour.error_rate.max(rate);
    }
    true
}

/// What is supposed in this world.
pub(crate) fn supposed(world: &World) -> Option<Supposed> {
    world.ecs.newcomers.supposed.clone()
}

/// Suppose this in this world.
pub(crate) fn set_supposed(world: &mut World, supposed: Option<Supposed>) {
    world.ecs.newcomers.supposed = supposed;
}
