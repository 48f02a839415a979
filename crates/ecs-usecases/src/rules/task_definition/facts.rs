//! What several rules ask about a task definition.

use crate::model::ecs::{Compatibility, ContainerDefinition, NetworkMode, RegisterTaskDefinition};

/// Whether AWS is asked to validate for this kind of capacity.
pub(crate) fn requires(definition: &RegisterTaskDefinition, compatibility: &Compatibility) -> bool {
    list(definition.requires_compatibilities.as_ref()).contains(compatibility)
}

/// Whether one that asks for nothing is compatible with Fargate: that has one network mode, and needs the size of the task.
pub(crate) fn fits_fargate(network_mode: Option<&NetworkMode>, cpu: Option<&str>, memory: Option<&str>) -> bool {
    network_mode == Some(&NetworkMode::Awsvpc) && cpu.is_some() && memory.is_some()
}

/// Whether it must be valid for Fargate.
pub(crate) fn on_fargate(definition: &RegisterTaskDefinition) -> bool {
    requires(definition, &Compatibility::Fargate)
}

/// Whether its containers are Windows containers.
pub(crate) fn on_windows(definition: &RegisterTaskDefinition) -> bool {
    definition
        .runtime_platform
        .as_ref()
        .and_then(|platform| platform.operating_system_family.as_ref())
        .is_some_and(|family| family.as_str().starts_with("WINDOWS"))
}

/// The network mode that holds: `bridge` if none is given.
pub(crate) fn network_mode(definition: &RegisterTaskDefinition) -> NetworkMode {
    definition.network_mode.clone().unwrap_or(NetworkMode::Bridge)
}

/// Each container with its path.
pub(crate) fn containers(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &ContainerDefinition)> {
    definition.container_definitions.iter().enumerate().map(|(at, container)| (format!("containerDefinitions[{at}]"), container))
}

/// The container of this name.
pub(crate) fn container<'a>(definition: &'a RegisterTaskDefinition, name: &str) -> Option<&'a ContainerDefinition> {
    definition.container_definitions.iter().find(|container| container.name.as_deref() == Some(name))
}

/// A container is essential unless it says otherwise.
pub(crate) fn is_essential(container: &ContainerDefinition) -> bool {
    container.essential.unwrap_or(true)
}

/// The members of a list that may be absent.
pub(crate) fn list<T>(list: Option<&Vec<T>>) -> &[T] {
    list.map_or(&[], Vec::as_slice)
}

/// The text of a member that may be absent, empty if it is.
pub(crate) fn text(text: Option<&String>) -> &str {
    text.map_or("", String::as_str)
}

/// Whether it is 1 to 255 letters, digits, underscores and hyphens: families, containers, volumes, links.
pub(crate) fn is_name(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// Names in a sentence, or a word for none.
pub(crate) fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// The names of all containers in a sentence.
pub(crate) fn container_names(definition: &RegisterTaskDefinition) -> String {
    names(definition.container_definitions.iter().filter_map(|container| container.name.as_deref()))
}
