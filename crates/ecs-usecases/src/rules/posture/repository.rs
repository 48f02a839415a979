//! Rules about a repository.

use super::{PostureRule, ResourceKind, Subject, subject::RepositoryFacts};

impl Subject for RepositoryFacts {
    const KIND: ResourceKind = ResourceKind::Repository;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[];
}
