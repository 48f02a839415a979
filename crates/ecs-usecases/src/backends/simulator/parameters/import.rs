//! Put parameters into a world as another cloud shows them.

use super::{Held, Version};
use crate::{
    backends::simulator::world::World,
    model::ssm::{Parameter, ParameterTier, ParameterType},
};
use std::collections::BTreeMap;

/// A parameter that is not there yet, in the version that was read.
pub(crate) fn parameter(world: &mut World, shown: Parameter) {
    let name = shown.name.clone().unwrap_or_default();
    let kind = shown.r#type.unwrap_or(ParameterType::String);
    let version = Version {
        number: shown.version.unwrap_or(1),
        value: shown.value.unwrap_or_default(),
        key: (kind == ParameterType::SecureString).then(|| "alias/aws/ssm".to_owned()),
        kind,
        data_type: shown.data_type.unwrap_or_else(|| "text".to_owned()),
        put_at: shown.last_modified_date.unwrap_or_default(),
    };
    let held = || Held { versions: vec![version], description: None, pattern: None, tier: ParameterTier::Standard, tags: BTreeMap::new() };
    world.parameters.parameters.entry(name).or_insert_with(held);
}
