//! What keeps a container apart from its host and from its neighbours.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{aws_config, checkov, control_tower, prowler, security_hub},
};
use crate::{
    model::ecs::RegisterTaskDefinition,
    rules::{
        Pillar,
        task_definition::facts::{containers, on_fargate},
    },
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 1] = [PostureRule {
    about: About {
        id: "ECS-PRIVILEGED",
        title: "No container is privileged.",
        pillar: Pillar::Security,
        level: Level::High,
        remedy: "Remove privileged, and add the Linux capabilities that the program needs",
        documentation: "Amazon ECS Developer Guide, task and container security best practices",
        sources: &[
            security_hub("ECS.4", Level::High),
            control_tower("CT.ECS.PR.11"),
            aws_config("ECS_CONTAINERS_NONPRIVILEGED"),
            checkov("CKV_AWS_334"),
            prowler("ecs_task_definitions_no_privileged_containers", Level::High),
        ],
    },
    examples: include_str!("../examples/ECS-PRIVILEGED.json"),
    check: privileged,
}];

fn privileged(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_fargate(definition) {
        // Registration refuses it there.
        return;
    }
    for (path, container) in containers(definition) {
        if container.privileged == Some(true) {
            checked.fail(format!("{path}.privileged"), "the container is privileged: it can do to its host whatever root can");
        }
    }
}
