//! One use case in three versions, for the tests of changed use cases and for docs/src/versioning.md.

pub mod after;
pub mod before;
pub mod wrong;
