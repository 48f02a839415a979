//! The family, the tags, and how much fits.

use super::TaskDefinitionRule;
use super::facts::{is_name, list};
use crate::model::ecs::RegisterTaskDefinition;
use crate::rules::{Found, Rule};
use std::collections::HashSet;

const QUOTAS: &str = "Amazon ECS service quotas";
const LARGEST: usize = 64 * 1024;

pub(super) static RULES: [TaskDefinitionRule; 6] = [
    Rule::error(
        "TD-FAMILY",
        "RegisterTaskDefinitionRequest.family",
        "The family is 1 to 255 letters, digits, underscores and hyphens.",
        family,
    ),
    Rule::error("TD-DOCUMENT-SIZE", QUOTAS, "A task definition is at most 64 KB of JSON.", document_size),
    Rule::error("TD-TAG-COUNT", "RegisterTaskDefinitionRequest.tags", "There are at most 50 tags.", tag_count),
    Rule::error("TD-TAG-KEY", "Tag.key", "A tag key is unique, 1 to 128 characters, and does not start with aws:.", tag_key),
    Rule::error("TD-TAG-VALUE", "Tag.value", "A tag value is at most 256 characters.", tag_value),
    Rule::error(
        "TD-PLACEMENT-COUNT",
        "RegisterTaskDefinitionRequest.placementConstraints",
        "There are at most 10 placement constraints.",
        placement_count,
    ),
];

fn family(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if !is_name(&definition.family) {
        found.add(
            "family",
            format!("the family is {:?}; it must be 1 to 255 letters, digits, underscores and hyphens", definition.family),
            "Name the family with these characters only",
        );
    }
}

fn document_size(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let size = serde_json::to_vec(definition).map_or(0, |json| json.len());
    if size > LARGEST {
        found.add(
            "",
            format!("the task definition is {size} bytes; at most {LARGEST} are allowed"),
            "Move environment variables to environment files, or split the task",
        );
    }
}

fn tag_count(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let count = list(definition.tags.as_ref()).len();
    if count > 50 {
        found.add("tags", format!("there are {count} tags; at most 50 are allowed"), "Remove some tags");
    }
}

fn tag_key(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mut seen = HashSet::new();
    for (at, tag) in list(definition.tags.as_ref()).iter().enumerate() {
        let path = format!("tags[{at}].key");
        let key = tag.key.as_deref().unwrap_or_default();
        let length = key.chars().count();
        if !(1..=128).contains(&length) {
            found.add(path, format!("the key has {length} characters; 1 to 128 are allowed"), "Give each tag a key");
        } else if key.to_ascii_lowercase().starts_with("aws:") {
            found.add(path, format!("the key is {key:?}; AWS reserves keys that start with aws:"), "Rename or remove the tag");
        } else if !seen.insert(key) {
            found.add(path, format!("the key {key:?} is there twice; each key may be there once"), "Keep one of the two tags");
        }
    }
}

fn tag_value(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (at, tag) in list(definition.tags.as_ref()).iter().enumerate() {
        let length = tag.value.as_deref().unwrap_or_default().chars().count();
        if length > 256 {
            found.add(
                format!("tags[{at}].value"),
                format!("the value has {length} characters; at most 256 are allowed"),
                "Shorten the value",
            );
        }
    }
}

fn placement_count(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let count = list(definition.placement_constraints.as_ref()).len();
    if count > 10 {
        found.add(
            "placementConstraints",
            format!("there are {count} placement constraints; at most 10 are allowed"),
            "Join constraints into one expression",
        );
    }
}
