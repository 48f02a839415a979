//! Put log groups into a world as another cloud shows them. What was logged before stays there.

use super::groups::Group;
use crate::{backends::simulator::world::World, clock::Timestamp, model::logs::LogGroup};

/// A log group that is not there yet.
pub(crate) fn group(world: &mut World, shown: LogGroup) {
    let name = shown.log_group_name.clone().unwrap_or_default();
    world.logs.groups.entry(name).or_insert_with(|| Group {
        created_at: Timestamp(shown.creation_time.unwrap_or_default()),
        class: shown.log_group_class,
        key: shown.kms_key_id,
        protected: shown.deletion_protection_enabled == Some(true),
        retention: shown.retention_in_days,
        ..Group::default()
    });
}

/// A log group of which nothing is known, and which is taken to be there.
pub(crate) fn assumed(world: &mut World, name: &str) {
    let now = world.now;
    world.logs.groups.entry(name.to_owned()).or_insert_with(|| Group::new(now));
}
