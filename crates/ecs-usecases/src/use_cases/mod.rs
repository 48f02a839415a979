//! The use cases, a file each.

mod noop;

pub use noop::{Noop, NoopOutcome};

use crate::use_case::Entry;

/// Every use case, in the order of the catalog.
pub(crate) fn all() -> Vec<Entry> {
    vec![Entry::of::<Noop>()]
}
