//! What a task takes of a container instance.

use crate::model::ecs::TaskDefinition;

/// CPU units and memory in MiB: the task's own size, or else what its containers reserve together.
pub fn task_size(definition: &TaskDefinition) -> (i32, i32) {
    let size = |text: &Option<String>| text.as_ref().and_then(|text| text.trim().parse::<i32>().ok());
    let containers = &definition.container_definitions;
    let cpu = || containers.iter().filter_map(|container| container.cpu).sum();
    let memory = || containers.iter().filter_map(|container| container.memory_reservation.or(container.memory)).sum();
    (size(&definition.cpu).unwrap_or_else(cpu), size(&definition.memory).unwrap_or_else(memory))
}
