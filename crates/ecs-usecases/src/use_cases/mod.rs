//! The use cases, a file each.

use crate::use_case::Entry;

/// Every use case, in the order of the catalog.
pub(crate) fn all() -> Vec<Entry> {
    vec![]
}
