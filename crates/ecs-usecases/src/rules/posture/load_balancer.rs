//! Rules about a load balancer.

use super::{PostureRule, ResourceKind, Subject, subject::LoadBalancerFacts};

impl Subject for LoadBalancerFacts {
    const KIND: ResourceKind = ResourceKind::LoadBalancer;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[];
}
