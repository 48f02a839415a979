//! Rules about a task definition.

use super::{PostureRule, ResourceKind, Subject};
use crate::model::ecs::RegisterTaskDefinition;

mod isolation;

impl Subject for RegisterTaskDefinition {
    const KIND: ResourceKind = ResourceKind::TaskDefinition;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[("Isolation", &isolation::RULES)];
}
