//! The `awslogs` driver of a task's containers: it makes a stream a container and writes what the container logs.

use super::{events, groups::Group, streams::Stream};
use crate::{
    backends::simulator::world::World,
    model::ecs::{ContainerDefinition, LogDriver, TaskDefinition},
};

/// Where a container logs to.
struct Place<'a> {
    group: &'a str,
    prefix: Option<&'a str>,
    makes_group: bool,
}

/// The group of a container with the `awslogs` driver, if it is in this Region.
fn place<'a>(world: &World, container: &'a ContainerDefinition) -> Option<Place<'a>> {
    let log = container.log_configuration.as_ref().filter(|log| log.log_driver == Some(LogDriver::Awslogs))?;
    let option = |name: &str| log.options.as_ref()?.get(name).map(String::as_str);
    // Groups of other Regions are not in this world: they are there, and take what they get.
    if option("awslogs-region").is_some_and(|region| region != world.scope.region) {
        return None;
    }
    Some(Place {
        group: option("awslogs-group")?,
        prefix: option("awslogs-stream-prefix"),
        makes_group: option("awslogs-create-group") == Some("true"),
    })
}

/// Make the groups that a definition names and that are not there: a scenario says only what matters to it.
pub(crate) fn create_groups(world: &mut World, containers: &[ContainerDefinition]) {
    for container in containers {
        if let Some(place) = place(world, container) {
            let group = Group::new(world.now);
            world.logs.groups.entry(place.group.to_owned()).or_insert(group);
        }
    }
}

/// Why the driver keeps a task from starting, if it does.
pub(crate) fn cannot_start(world: &World, definition: &TaskDefinition) -> Option<String> {
    let missing = definition
        .container_definitions
        .iter()
        .any(|container| place(world, container).is_some_and(|place| !place.makes_group && !world.logs.groups.contains_key(place.group)));
    missing.then(|| {
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create \
         Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
            .to_owned()
    })
}

/// A task starts: make the streams of its containers, and write the lines of each (in the order of the definition).
pub(crate) fn start(world: &mut World, definition: &TaskDefinition, task: &str, lines: &[Vec<String>]) {
    let now = world.now;
    for (index, container) in definition.container_definitions.iter().enumerate() {
        let Some(Place { group, prefix, .. }) = place(world, container) else { continue };
        let name = container.name.as_deref().unwrap_or_default();
        let stream = match prefix {
            Some(prefix) => format!("{prefix}/{name}/{task}"),
            // Without a prefix the stream has the container's id, which Docker gives.
            None => world.digest_of(&format!("container/{task}/{name}"), 64),
        };
        let held = world.logs.groups.entry(group.to_owned()).or_insert_with(|| Group::new(now));
        held.streams.entry(stream.clone()).or_insert_with(|| Stream::new(now));
        let lines = lines.get(index).into_iter().flatten().filter(|line| !line.is_empty());
        events::add(&mut world.logs, group, &stream, now, lines.map(|line| (now.0, line.clone())));
    }
}
