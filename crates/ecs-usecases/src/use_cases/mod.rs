//! The use cases, a file each.

pub mod foundation;
mod noop;

pub use foundation::RepositorySetup;
pub use noop::{Noop, NoopOutcome};

use crate::use_case::Entry;

/// Every use case, in the order of the catalog.
pub(crate) fn all() -> Vec<Entry> {
    vec![Entry::of::<Noop>(), Entry::of::<RepositorySetup>()]
}
