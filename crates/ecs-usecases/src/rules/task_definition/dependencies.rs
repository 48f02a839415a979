//! The order in which containers start and stop.

use super::TaskDefinitionRule;
use super::facts::{container, container_names, containers, is_essential, list, on_fargate, text};
use crate::model::ecs::{ContainerCondition, RegisterTaskDefinition};
use crate::rules::{Found, Rule};
use std::collections::{BTreeSet, HashMap};

pub(super) static RULES: [TaskDefinitionRule; 6] = [
    Rule::error("TD-DEPENDS-CONTAINER", "ContainerDependency.containerName", "A container depends on containers of the task.", exists),
    Rule::error(
        "TD-DEPENDS-ESSENTIAL",
        "ContainerDependency.condition",
        "The conditions COMPLETE and SUCCESS are not for essential containers.",
        essential,
    ),
    Rule::error(
        "TD-DEPENDS-HEALTHY",
        "ContainerDependency.condition",
        "The condition HEALTHY is for containers with a health check.",
        healthy,
    ),
    Rule::error("TD-DEPENDS-CYCLE", "ContainerDefinition.dependsOn", "No container depends on itself, directly or through others.", cycle),
    Rule::error("TD-START-TIMEOUT", "ContainerDefinition.startTimeout", "On Fargate startTimeout is 2 to 120 seconds.", start_timeout),
    Rule::error("TD-STOP-TIMEOUT", "ContainerDefinition.stopTimeout", "On Fargate stopTimeout is 2 to 120 seconds.", stop_timeout),
];

fn exists(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, from) in containers(definition) {
        for (at, dependency) in list(from.depends_on.as_ref()).iter().enumerate() {
            let name = text(dependency.container_name.as_ref());
            if container(definition, name).is_none() {
                let names = container_names(definition);
                found.add(
                    format!("{path}.dependsOn[{at}].containerName"),
                    format!("it depends on {name:?}; the task's containers are {names}"),
                    "Correct the name",
                );
            }
        }
    }
}

fn essential(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, from) in containers(definition) {
        for (at, dependency) in list(from.depends_on.as_ref()).iter().enumerate() {
            let Some(condition @ (ContainerCondition::Complete | ContainerCondition::Success)) = &dependency.condition else { continue };
            let name = text(dependency.container_name.as_ref());
            if container(definition, name).is_some_and(is_essential) {
                found.add(
                    format!("{path}.dependsOn[{at}].condition"),
                    format!("the condition is {condition} and {name} is essential; when it ends, so does the task"),
                    "Set essential to false on that container, or take START or HEALTHY",
                );
            }
        }
    }
}

fn healthy(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, from) in containers(definition) {
        for (at, dependency) in list(from.depends_on.as_ref()).iter().enumerate() {
            let name = text(dependency.container_name.as_ref());
            if dependency.condition == Some(ContainerCondition::Healthy)
                && container(definition, name).is_some_and(|container| container.health_check.is_none())
            {
                found.add(
                    format!("{path}.dependsOn[{at}].condition"),
                    format!("the condition is HEALTHY and {name} has no health check in the task definition; it must have one"),
                    "Add a healthCheck to that container, or take START",
                );
            }
        }
    }
}

fn cycle(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let all = &definition.container_definitions;
    let mut index: HashMap<&str, usize> = HashMap::new();
    for (at, container) in all.iter().enumerate() {
        index.entry(text(container.name.as_ref())).or_insert(at);
    }
    let next = |at: usize| {
        list(all[at].depends_on.as_ref()).iter().filter_map(|dependency| index.get(text(dependency.container_name.as_ref())).copied())
    };
    // What depends on nothing that is left is taken away until only cycles, and what waits for them, are left.
    let mut left: BTreeSet<usize> = (0..all.len()).collect();
    loop {
        let free: Vec<usize> = left.iter().copied().filter(|at| !next(*at).any(|on| left.contains(&on))).collect();
        if free.is_empty() {
            let Some(first) = left.first().copied() else { return };
            let mut way = vec![first];
            while let Some(on) = way.last().and_then(|at| next(*at).find(|on| left.contains(on))) {
                let before = way.iter().position(|at| *at == on);
                way.push(on);
                if let Some(before) = before {
                    way.drain(..before);
                    break;
                }
            }
            let names: Vec<&str> = way.iter().map(|at| text(all[*at].name.as_ref())).collect();
            found.add(
                format!("containerDefinitions[{}].dependsOn", way[0]),
                format!("the containers wait for each other: {}", names.join(" -> ")),
                "Remove one of these dependencies",
            );
            for at in way {
                left.remove(&at);
            }
        }
        for at in free {
            left.remove(&at);
        }
    }
}

fn timeout(
    definition: &RegisterTaskDefinition,
    found: &mut Found<'_>,
    name: &str,
    of: fn(&crate::model::ecs::ContainerDefinition) -> Option<i32>,
) {
    if !on_fargate(definition) {
        return;
    }
    for (path, container) in containers(definition) {
        if let Some(seconds) = of(container)
            && !(2..=120).contains(&seconds)
        {
            found.add(
                format!("{path}.{name}"),
                format!("{name} is {seconds} seconds; on Fargate 2 to 120 are allowed"),
                "Correct it, or leave it out",
            );
        }
    }
}

fn start_timeout(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    timeout(definition, found, "startTimeout", |container| container.start_timeout);
}

fn stop_timeout(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    timeout(definition, found, "stopTimeout", |container| container.stop_timeout);
}
