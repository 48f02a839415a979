//! Rules about a registry.

use super::{PostureRule, ResourceKind, Subject, subject::RegistryFacts};

impl Subject for RegistryFacts {
    const KIND: ResourceKind = ResourceKind::Registry;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[];
}
