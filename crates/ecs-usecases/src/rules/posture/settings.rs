//! Rules about a settings.

use super::{PostureRule, ResourceKind, Subject, subject::AccountFacts};

impl Subject for AccountFacts {
    const KIND: ResourceKind = ResourceKind::Account;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[];
}
