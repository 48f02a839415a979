//! The memory of each container.

use super::TaskDefinitionRule;
use super::facts::containers;
use super::size::memory_mib;
use crate::model::ecs::RegisterTaskDefinition;
use crate::rules::{Found, Rule};

pub(super) static RULES: [TaskDefinitionRule; 6] = [
    Rule::error(
        "TD-MEMORY-REQUIRED",
        "ContainerDefinition.memoryReservation",
        "Without memory at the task level, each container has memory or memoryReservation.",
        required,
    ),
    Rule::error(
        "TD-MEMORY-RESERVATION",
        "ContainerDefinition.memoryReservation",
        "A container's memoryReservation is not above its memory.",
        reservation,
    ),
    Rule::error("TD-MEMORY-CONTAINER", "ContainerDefinition.memory", "A container's memory is not above the task's.", container),
    Rule::error("TD-MEMORY-SUM", "ContainerDefinition.memory", "The containers together reserve no more memory than the task has.", sum),
    Rule::warning("TD-MEMORY-MINIMUM", "ContainerDefinition.memory", "A container has at least 6 MiB.", minimum),
    Rule::error("TD-SWAP", "LinuxParameters.swappiness", "swappiness is 0 to 100 and maxSwap is not negative.", swap),
];

fn required(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if definition.memory.is_some() {
        return;
    }
    for (path, container) in containers(definition) {
        if container.memory.unwrap_or(0) == 0 && container.memory_reservation.unwrap_or(0) == 0 {
            found.add(
                format!("{path}.memory"),
                "the container has neither memory nor memoryReservation, and the task has no memory; one of the three is required",
                "Give the container memory, in MiB",
            );
        }
    }
}

fn reservation(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        if let (Some(memory), Some(reserved)) = (container.memory, container.memory_reservation)
            && reserved > memory
        {
            found.add(
                format!("{path}.memoryReservation"),
                format!("{reserved} MiB are reserved of {memory} MiB; no more than the container's memory can be"),
                "Lower memoryReservation or raise memory",
            );
        }
    }
}

fn container(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let Some(task) = memory_mib(definition) else { return };
    for (path, container) in containers(definition) {
        if let Some(memory) = container.memory
            && i64::from(memory) > i64::from(task)
        {
            found.add(
                format!("{path}.memory"),
                format!("the container has {memory} MiB; the task has {task}"),
                "Lower the container's memory or raise the task's",
            );
        }
    }
}

fn sum(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let Some(task) = memory_mib(definition) else { return };
    let reserved = definition.container_definitions.iter().filter_map(|container| container.memory_reservation.or(container.memory));
    let sum: i64 = reserved.map(i64::from).sum();
    if sum > i64::from(task) {
        found.add(
            "memory",
            format!("the containers reserve {sum} MiB together; the task has {task}"),
            "Lower the containers' memory or raise the task's",
        );
    }
}

fn minimum(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        for (name, memory) in [("memory", container.memory), ("memoryReservation", container.memory_reservation)] {
            if let Some(memory) = memory
                && memory != 0
                && memory < 6
            {
                found.add(
                    format!("{path}.{name}"),
                    format!("{memory} MiB are given; Docker starts no container with less than 6 MiB"),
                    "Give the container at least 6 MiB",
                );
            }
        }
    }
}

fn swap(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let Some(linux) = &container.linux_parameters else { continue };
        if let Some(swappiness) = linux.swappiness
            && !(0..=100).contains(&swappiness)
        {
            found.add(
                format!("{path}.linuxParameters.swappiness"),
                format!("swappiness is {swappiness}; 0 to 100 are allowed"),
                "Correct it",
            );
        }
        if let Some(swap) = linux.max_swap
            && swap < 0
        {
            found.add(format!("{path}.linuxParameters.maxSwap"), format!("maxSwap is {swap}; 0 or more is allowed"), "Correct it");
        }
    }
}
