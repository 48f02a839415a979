//! The containers as a group, and what each may say about its restarts and limits.

use super::TaskDefinitionRule;
use super::facts::{containers as each, is_essential, is_name, list, text};
use crate::model::ecs::{RegisterTaskDefinition, ResourceType};
use crate::rules::{Found, Rule};
use std::collections::HashSet;

const DEFINITIONS: &str = "RegisterTaskDefinitionRequest.containerDefinitions";

pub(super) static RULES: [TaskDefinitionRule; 9] = [
    Rule::error("TD-CONTAINERS", DEFINITIONS, "There is at least one container.", at_least_one),
    Rule::error("TD-CONTAINER-COUNT", "Amazon ECS service quotas", "There are at most 10 containers.", at_most_ten),
    Rule::error(
        "TD-CONTAINER-NAME",
        "ContainerDefinition.name",
        "A container's name is 1 to 255 letters, digits, underscores and hyphens.",
        name,
    ),
    Rule::error("TD-CONTAINER-NAME-UNIQUE", "ContainerDefinition.name", "No two containers have the same name.", name_unique),
    Rule::error("TD-ESSENTIAL", "ContainerDefinition.essential", "At least one container is essential.", essential),
    Rule::error(
        "TD-RESTART-PERIOD",
        "ContainerRestartPolicy.restartAttemptPeriod",
        "restartAttemptPeriod is 60 to 1800 seconds.",
        restart_period,
    ),
    Rule::error("TD-RESTART-CODES", "ContainerRestartPolicy.ignoredExitCodes", "At most 50 exit codes are ignored.", restart_codes),
    Rule::warning("TD-ULIMIT", "Ulimit", "A soft limit is not above its hard limit.", ulimit),
    Rule::error("TD-GPU-VALUE", "ResourceRequirement.value", "A GPU requirement is a number of GPUs or ALL.", gpu_value),
];

fn at_least_one(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if definition.container_definitions.is_empty() {
        found.add("containerDefinitions", "there are no containers; at least one is required", "Add a container");
    }
}

fn at_most_ten(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let count = definition.container_definitions.len();
    if count > 10 {
        found.add("containerDefinitions", format!("there are {count} containers; at most 10 are allowed"), "Split the task into several");
    }
}

fn name(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in each(definition) {
        let name = text(container.name.as_ref());
        if !is_name(name) {
            found.add(
                format!("{path}.name"),
                format!("the name is {name:?}; it must be 1 to 255 letters, digits, underscores and hyphens"),
                "Rename the container",
            );
        }
    }
}

fn name_unique(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mut seen = HashSet::new();
    for (path, container) in each(definition) {
        if let Some(name) = &container.name
            && !seen.insert(name)
        {
            found.add(
                format!("{path}.name"),
                format!("the name {name:?} is taken by an earlier container; names must be unique in the task"),
                "Rename one of them",
            );
        }
    }
}

fn essential(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let all = &definition.container_definitions;
    if !all.is_empty() && !all.iter().any(is_essential) {
        found.add(
            "containerDefinitions",
            "no container is essential; at least one must be",
            "Set essential to true on the container that does the task's work",
        );
    }
}

fn restart_period(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in each(definition) {
        let period = container.restart_policy.as_ref().and_then(|policy| policy.restart_attempt_period);
        if let Some(period) = period
            && !(60..=1800).contains(&period)
        {
            found.add(
                format!("{path}.restartPolicy.restartAttemptPeriod"),
                format!("the period is {period} seconds; 60 to 1800 are allowed"),
                "Correct it",
            );
        }
    }
}

fn restart_codes(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in each(definition) {
        let Some(policy) = &container.restart_policy else { continue };
        let count = list(policy.ignored_exit_codes.as_ref()).len();
        if count > 50 {
            found.add(
                format!("{path}.restartPolicy.ignoredExitCodes"),
                format!("{count} exit codes are ignored; at most 50 can be"),
                "Ignore fewer",
            );
        }
    }
}

fn ulimit(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in each(definition) {
        for (at, limit) in list(container.ulimits.as_ref()).iter().enumerate() {
            if let (Some(soft), Some(hard)) = (limit.soft_limit, limit.hard_limit)
                && hard >= 0
                && soft > hard
            {
                found.add(
                    format!("{path}.ulimits[{at}].softLimit"),
                    format!("the soft limit is {soft} and the hard limit {hard}; Docker starts no container with the soft one above"),
                    "Lower softLimit",
                );
            }
        }
    }
}

fn gpu_value(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in each(definition) {
        for (at, resource) in list(container.resource_requirements.as_ref()).iter().enumerate() {
            if resource.r#type != Some(ResourceType::Gpu) || resource.sharing_strategy.is_some() {
                continue;
            }
            let value = text(resource.value.as_ref());
            if value != "ALL" && !value.parse::<u32>().is_ok_and(|count| count > 0) {
                found.add(
                    format!("{path}.resourceRequirements[{at}].value"),
                    format!("the value is {value:?}; it must be a number of GPUs, or ALL"),
                    "Correct the value",
                );
            }
        }
    }
}
