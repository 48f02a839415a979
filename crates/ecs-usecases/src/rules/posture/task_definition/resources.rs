//! What a container may use up, and to whom it is charged.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{aws_config, control_tower, security_hub, well_architected},
};
use super::given;
use crate::{
    model::ecs::RegisterTaskDefinition,
    rules::{
        Pillar,
        task_definition::facts::{containers, list},
    },
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 2] = [
    PostureRule {
        about: About {
            id: "ECS-MEMORY-LIMIT",
            title: "Each container has a hard limit of memory.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set memory of the container above what it needs at its peak",
            documentation: "Amazon ECS API Reference, ContainerDefinition memory",
            sources: &[control_tower("CT.ECS.PR.7"), aws_config("ECS_TASK_DEFINITION_MEMORY_HARD_LIMIT"), well_architected("REL10-BP03")],
        },
        examples: include_str!("../examples/ECS-MEMORY-LIMIT.json"),
        check: memory,
    },
    PostureRule {
        about: About {
            id: "ECS-TASK-DEFINITION-TAGS",
            title: "The task definition is tagged.",
            pillar: Pillar::CostOptimization,
            level: Level::Low,
            remedy: "Tag the task definition with its owner, environment and cost center",
            documentation: "Amazon ECS Developer Guide, tagging Amazon ECS resources",
            sources: &[security_hub("ECS.15", Level::Low), well_architected("COST03-BP02")],
        },
        examples: include_str!("../examples/ECS-TASK-DEFINITION-TAGS.json"),
        check: tags,
    },
];

fn memory(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    let limit = given(definition.memory.as_ref());
    if limit.is_some() && definition.container_definitions.len() == 1 {
        // The limit of the task is that of its only container.
        return;
    }
    for (path, container) in containers(definition) {
        if container.memory.is_none() {
            let whose = if limit.is_some() { "the task" } else { "the host" };
            checked.fail(format!("{path}.memory"), format!("there is no hard limit: the container can take all the memory of {whose}"));
        }
    }
}

fn tags(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    let mut own = list(definition.tags.as_ref()).iter().filter(|tag| !tag.key.as_deref().unwrap_or_default().starts_with("aws:"));
    if own.next().is_none() {
        checked.fail("tags", "the task definition has no tags");
    }
}
