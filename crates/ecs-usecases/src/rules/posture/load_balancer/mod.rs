//! Rules about a load balancer.

mod resilience;
mod traffic;

use super::{PostureRule, ResourceKind, Subject, subject::LoadBalancerFacts};
use crate::model::elbv2::LoadBalancerTypeEnum;

impl Subject for LoadBalancerFacts {
    const KIND: ResourceKind = ResourceKind::LoadBalancer;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] =
        &[("Traffic", &traffic::RULES), ("Resilience", &resilience::RULES)];
}

/// What was not said is an Application Load Balancer, as for AWS.
fn is_application(facts: &LoadBalancerFacts) -> bool {
    matches!(facts.load_balancer.r#type, None | Some(LoadBalancerTypeEnum::Application))
}

/// The value of an attribute, or its default; nothing if the attributes were not read.
fn attribute<'a>(facts: &'a LoadBalancerFacts, key: &str, default: &'a str) -> Option<&'a str> {
    let attributes = facts.attributes.as_ref()?;
    let found = attributes.iter().find(|attribute| attribute.key.as_deref() == Some(key));
    Some(found.and_then(|attribute| attribute.value.as_deref()).unwrap_or(default))
}
