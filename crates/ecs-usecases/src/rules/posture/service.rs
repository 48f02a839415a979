//! Rules about a service.

use super::{PostureRule, ResourceKind, Subject, subject::ServiceFacts};

impl Subject for ServiceFacts {
    const KIND: ResourceKind = ResourceKind::Service;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[];
}
