//! Rules about a target group.

use super::{PostureRule, ResourceKind, Subject, subject::TargetGroupFacts};

impl Subject for TargetGroupFacts {
    const KIND: ResourceKind = ResourceKind::TargetGroup;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[];
}
