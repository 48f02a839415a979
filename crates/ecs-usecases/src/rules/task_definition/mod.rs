//! What Amazon ECS asks of a task definition when it is registered.

mod containers;
mod dependencies;
#[cfg(test)]
mod examples;

pub(crate) mod facts;
mod fargate;
mod health;
mod images;
mod limits;
mod logging;
mod memory;
mod network;
mod platform;
mod ports;
mod roles;
mod secrets;
mod shape;
mod size;
mod unknown;
mod volumes;

use super::{Finding, Rule};
use crate::model::ecs::RegisterTaskDefinition;

/// A rule about a task definition.
pub type TaskDefinitionRule = Rule<RegisterTaskDefinition>;

/// Every rule, a table a topic, in the order in which they run.
pub static RULES: [(&str, &[TaskDefinitionRule]); 17] = [
    ("Limits", &limits::RULES),
    ("Shape", &shape::RULES),
    ("Placeholders", &super::placeholders::RULES),
    ("Task size", &size::RULES),
    ("Container memory", &memory::RULES),
    ("Platform", &platform::RULES),
    ("Network", &network::RULES),
    ("Ports", &ports::RULES),
    ("Containers", &containers::RULES),
    ("Images", &images::RULES),
    ("Dependencies", &dependencies::RULES),
    ("Health checks", &health::RULES),
    ("Volumes", &volumes::RULES),
    ("Environment and secrets", &secrets::RULES),
    ("Logging", &logging::RULES),
    ("Roles", &roles::RULES),
    ("Fargate", &fargate::RULES),
];

/// All rules, in the order in which they run.
pub fn rules() -> impl Iterator<Item = &'static TaskDefinitionRule> {
    RULES.iter().flat_map(|(_, rules)| rules.iter())
}

/// Everything that is wrong with the task definition, in a fixed order: by rule, then by place.
pub fn check(definition: &RegisterTaskDefinition) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules() {
        rule.run(definition, &mut findings);
    }
    findings
}
