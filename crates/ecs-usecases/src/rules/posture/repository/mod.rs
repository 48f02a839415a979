//! Rules about a repository.

mod access;
mod lifecycle;
mod scanning;
mod tags;

use super::{PostureRule, ResourceKind, Subject, subject::RepositoryFacts};

impl Subject for RepositoryFacts {
    const KIND: ResourceKind = ResourceKind::Repository;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] =
        &[("Scanning", &scanning::RULES), ("Tags", &tags::RULES), ("Lifecycle", &lifecycle::RULES), ("Access", &access::RULES)];
}
