//! The use cases, a file each.

pub mod deployment;
pub mod foundation;
mod noop;

pub use deployment::{BlueGreenDeployment, CanaryDeployment, ConfigurationChange, LinearDeployment, Rollback, RollingDeployment};
pub use foundation::RepositorySetup;
pub use noop::{Noop, NoopOutcome};

use crate::use_case::Entry;

/// Every use case, in the order of the catalog.
pub(crate) fn all() -> Vec<Entry> {
    vec![
        Entry::of::<Noop>(),
        Entry::of::<RepositorySetup>(),
        Entry::of::<Rollback>(),
        Entry::of::<ConfigurationChange>(),
        Entry::of::<BlueGreenDeployment>(),
        Entry::of::<RollingDeployment>(),
        Entry::of::<CanaryDeployment>(),
        Entry::of::<LinearDeployment>(),
    ]
}
