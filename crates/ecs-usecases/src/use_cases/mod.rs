//! The use cases, a file each.

pub mod deployment;
pub mod foundation;
mod noop;

pub use deployment::{
    AbTest, ApproveDeployment, BlueGreenDeployment, CanaryDeployment, CloseFollowUp, ConfigurationChange, EmergencyHotfix,
    FeatureFlagRelease, LinearDeployment, MicroservicesDeployment, MultiRegionDeployment, NormalDeployment, OpenFollowUps, Rollback,
    RollingDeployment, ZeroDowntimeDeployment,
};
pub use foundation::{JournalSetup, RepositorySetup};
pub use noop::{Noop, NoopOutcome};

use crate::use_case::Entry;

/// Every use case, in the order of the catalog.
pub(crate) fn all() -> Vec<Entry> {
    vec![
        Entry::of::<Noop>(),
        Entry::of::<RepositorySetup>(),
        Entry::of::<NormalDeployment>(),
        Entry::of::<EmergencyHotfix>(),
        Entry::of::<Rollback>(),
        Entry::of::<ConfigurationChange>(),
        Entry::of::<BlueGreenDeployment>(),
        Entry::of::<RollingDeployment>(),
        Entry::of::<CanaryDeployment>(),
        Entry::of::<MultiRegionDeployment>(),
        Entry::of::<LinearDeployment>(),
        Entry::of::<AbTest>(),
        Entry::of::<FeatureFlagRelease>(),
        Entry::of::<ZeroDowntimeDeployment>(),
        Entry::of::<MicroservicesDeployment>(),
        // Beside the catalog: what others of these need.
        Entry::of::<ApproveDeployment>(),
        Entry::of::<OpenFollowUps>(),
        Entry::of::<CloseFollowUp>(),
        Entry::of::<JournalSetup>(),
    ]
}
