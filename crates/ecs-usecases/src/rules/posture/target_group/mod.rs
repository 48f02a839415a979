//! Rules about a target group.

mod shape;
mod traffic;

use super::{PostureRule, ResourceKind, Subject, subject::TargetGroupFacts};
use crate::model::elbv2::TargetTypeEnum;

impl Subject for TargetGroupFacts {
    const KIND: ResourceKind = ResourceKind::TargetGroup;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[("Shape", &shape::RULES), ("Traffic", &traffic::RULES)];
}

fn is_lambda(facts: &TargetGroupFacts) -> bool {
    facts.target_group.target_type == Some(TargetTypeEnum::Lambda)
}

/// The value of an attribute, or its default; nothing if the attributes were not read.
fn attribute<'a>(facts: &'a TargetGroupFacts, key: &str, default: &'a str) -> Option<&'a str> {
    let attributes = facts.attributes.as_ref()?;
    let found = attributes.iter().find(|attribute| attribute.key.as_deref() == Some(key));
    Some(found.and_then(|attribute| attribute.value.as_deref()).unwrap_or(default))
}
