//! What a table has to be.

use super::{invalid, wrong};
use crate::{
    error::Result,
    model::dynamodb::{AttributeDefinition, BillingMode, KeySchemaElement, KeyType, ProvisionedThroughput, ScalarAttributeType},
};
use std::collections::BTreeSet;

/// 3-255 letters, digits and `_.-`.
pub(super) fn name(name: &str) -> Result<()> {
    let unfit = |constraint: &str| {
        let what = format!("1 validation error detected: Value '{name}' at 'tableName' failed to satisfy constraint: Member must");
        invalid(format!("{what} {constraint}"))
    };
    if name.len() < 3 {
        return Err(unfit("have length greater than or equal to 3"));
    }
    if name.len() > 255 {
        return Err(unfit("have length less than or equal to 255"));
    }
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)) {
        return Err(unfit("satisfy regular expression pattern: [a-zA-Z0-9_.-]+"));
    }
    Ok(())
}

/// One partition key, at most one sort key after it, and each attribute of the key defined, and no other.
pub(super) fn key(key: &[KeySchemaElement], attributes: &[AttributeDefinition]) -> Result<()> {
    match key {
        [] => return Err(wrong("No KeySchema specified")),
        [first, ..] if first.key_type != Some(KeyType::Hash) => {
            return Err(wrong("Invalid KeySchema: The first KeySchemaElement is not a HASH key type"));
        }
        [_] => {}
        [_, second] if second.key_type == Some(KeyType::Range) => {}
        [_, _] => return Err(wrong("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")),
        _ => {
            return Err(invalid(
                "1 validation error detected: Value at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
            ));
        }
    }
    let keyed: BTreeSet<_> = key.iter().filter_map(|element| element.attribute_name.as_deref()).collect();
    let defined: BTreeSet<_> = attributes.iter().filter_map(|attribute| attribute.attribute_name.as_deref()).collect();
    if keyed.len() != key.len() {
        return Err(wrong("Both the Hash Key and the Range Key element in the KeySchema have the same name"));
    }
    if !keyed.is_subset(&defined) {
        let list = |names: &BTreeSet<&str>| names.iter().copied().collect::<Vec<_>>().join(", ");
        let message = format!(
            "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], AttributeDefinitions: [{}]",
            list(&keyed),
            list(&defined)
        );
        return Err(wrong(&message));
    }
    if defined.len() != keyed.len() {
        return Err(wrong("Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions"));
    }
    let known = |attribute: &AttributeDefinition| !matches!(attribute.attribute_type, None | Some(ScalarAttributeType::Unknown(_)));
    if !attributes.iter().all(known) {
        return Err(invalid(
            "1 validation error detected: Value at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
        ));
    }
    Ok(())
}

/// Capacity is given if and only if it is provisioned.
pub(super) fn throughput(billing: Option<&BillingMode>, throughput: Option<&ProvisionedThroughput>) -> Result<()> {
    let both = throughput.is_some_and(|given| given.read_capacity_units.is_some() && given.write_capacity_units.is_some());
    match billing {
        Some(BillingMode::Unknown(other)) => Err(invalid(format!(
            "1 validation error detected: Value '{other}' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]"
        ))),
        Some(BillingMode::PayPerRequest) if throughput.is_some() => {
            Err(wrong("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"))
        }
        None | Some(BillingMode::Provisioned) if !both => {
            Err(wrong("ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"))
        }
        _ => Ok(()),
    }
}
