//! Families of task definitions: which revisions there are, and what those say that are asked for.

use crate::{
    backends::simulator::{
        ecs::task_definitions::{Revision, position},
        world::World,
    },
    model::ecs::{self as shapes, TaskDefinition, TaskDefinitionStatus as Status},
};
use std::sync::Arc;

/// The revisions of a family, by ARN.
#[derive(Debug, Default)]
pub(crate) struct LiveFamily {
    /// Name.
    pub(crate) name: String,
    /// Those that can be used.
    pub(crate) active: Vec<String>,
    /// Those that were deregistered.
    pub(crate) inactive: Vec<String>,
}

/// The numbers of all revisions, so that the next one gets the number that AWS would give. What a revision says is left out
/// until [`definition`] brings it.
pub(crate) fn family(world: &mut World, live: &LiveFamily) {
    let listed = live.active.iter().map(|arn| (arn, Status::Active)).chain(live.inactive.iter().map(|arn| (arn, Status::Inactive)));
    let listed: Vec<_> = listed.filter_map(|(arn, status)| Some((position(arn)?.1, arn, status))).collect();
    let Some(count) = listed.iter().map(|(index, ..)| index + 1).max() else { return };
    let name = live.name.clone();
    let known = world.ecs.families.entry(live.name.clone()).or_default();
    // A number without a definition is that of one that was deleted.
    let none = |status| {
        let definition = TaskDefinition { family: Some(name.clone()), status: Some(status), ..TaskDefinition::default() };
        Revision { definition: Arc::new(definition), tags: Vec::new() }
    };
    known.revisions.resize_with(count.max(known.revisions.len()), || none(Status::DeleteInProgress));
    for (index, arn, status) in listed {
        let definition = TaskDefinition {
            task_definition_arn: Some(arn.clone()),
            revision: i32::try_from(index + 1).ok(),
            ..(*none(status).definition).clone()
        };
        known.revisions[index].definition = Arc::new(definition);
    }
}

/// What a revision says, and its tags.
pub(crate) fn definition(world: &mut World, shape: TaskDefinition, tags: Vec<shapes::Tag>) {
    let Some((family, index)) = shape.task_definition_arn.as_deref().and_then(position) else { return };
    let known = world.ecs.families.entry(family.to_owned()).or_default();
    if known.revisions.len() <= index {
        let none = TaskDefinition { family: shape.family.clone(), status: Some(Status::DeleteInProgress), ..TaskDefinition::default() };
        let none = Arc::new(none);
        known.revisions.resize_with(index + 1, || Revision { definition: none.clone(), tags: Vec::new() });
    }
    known.revisions[index] = Revision { definition: Arc::new(shape), tags };
}
