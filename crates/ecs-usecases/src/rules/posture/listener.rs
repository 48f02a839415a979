//! Rules about a listener.

use super::{PostureRule, ResourceKind, Subject, subject::ListenerFacts};

impl Subject for ListenerFacts {
    const KIND: ResourceKind = ResourceKind::Listener;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[];
}
