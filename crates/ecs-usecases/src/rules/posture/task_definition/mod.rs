//! Rules about a task definition.

use super::{PostureRule, ResourceKind, Subject};
use crate::{
    model::ecs::{Compatibility, RegisterTaskDefinition},
    rules::task_definition::facts::list,
};

mod environment;
mod health;
mod host;
mod images;
mod isolation;
mod logging;
mod resources;
mod roles;
mod secrets;
mod users;
mod volumes;

impl Subject for RegisterTaskDefinition {
    const KIND: ResourceKind = ResourceKind::TaskDefinition;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[
        ("Isolation", &isolation::RULES),
        ("Host", &host::RULES),
        ("Users and file systems", &users::RULES),
        ("Secrets", &secrets::RULES),
        ("Environment", &environment::RULES),
        ("Roles", &roles::RULES),
        ("Logging", &logging::RULES),
        ("Volumes", &volumes::RULES),
        ("Resources", &resources::RULES),
        ("Images", &images::RULES),
        ("Health and stopping", &health::RULES),
    ];
}

/// Whether it runs on Fargate and nowhere else. What runs there has a host of its own, and AWS refuses what would reach it.
fn only_on_fargate(definition: &RegisterTaskDefinition) -> bool {
    let compatibilities = list(definition.requires_compatibilities.as_ref());
    !compatibilities.is_empty() && compatibilities.iter().all(|compatibility| *compatibility == Compatibility::Fargate)
}

/// Whether it runs on external instances and nowhere else.
fn only_on_external(definition: &RegisterTaskDefinition) -> bool {
    let compatibilities = list(definition.requires_compatibilities.as_ref());
    !compatibilities.is_empty() && compatibilities.iter().all(|compatibility| *compatibility == Compatibility::External)
}

/// A text with something in it.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}
