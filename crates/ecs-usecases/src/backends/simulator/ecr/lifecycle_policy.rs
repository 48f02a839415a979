//! Lifecycle policies: read and validated by the documented rules.

use super::constraint;
use crate::error::{Error, Result};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A valid policy, its rules by priority.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Policy {
    pub(super) rules: Vec<Rule>,
}

/// A rule of a policy.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Rule {
    pub(super) priority: i32,
    pub(super) tags: Tags,
    /// It is about archived images, not about those in standard storage.
    pub(super) archive: bool,
    pub(super) limit: Limit,
    /// It archives images, and does not expire them.
    pub(super) transition: bool,
}

/// Which tags a rule is about.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) enum Tags {
    Any,
    Untagged,
    /// Each of them begins a tag of the image.
    Prefixes(Vec<String>),
    /// Each of them fits a tag of the image.
    Patterns(Vec<String>),
}

/// Which of the images are too many or too old.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) enum Limit {
    /// All but this many of the latest.
    MoreThan(usize),
    /// Pushed, pulled or archived more than this many days ago.
    Pushed(i64),
    Pulled(i64),
    Transitioned(i64),
}

fn wrong(why: impl std::fmt::Display) -> Error {
    constraint("LifecyclePolicyText", &format!("Lifecycle policy validation failure: {why}"))
}

/// Read a policy.
pub(super) fn parse(text: &str) -> Result<Policy> {
    if !(100..=30_720).contains(&text.len()) {
        return Err(constraint("LifecyclePolicyText", "must have 100-30720 characters"));
    }
    let json: Value =
        serde_json::from_str(text).map_err(|error| wrong(format!("Could not map policyString into LifecyclePolicy. {error}")))?;
    let object = json.as_object().ok_or_else(|| wrong("the policy must be an object"))?;
    only(object, &["rules"], "the policy")?;
    let rules = object.get("rules").and_then(Value::as_array).ok_or_else(|| wrong("'rules' must be a list"))?;
    if rules.is_empty() || rules.len() > 50 {
        return Err(wrong("there must be 1-50 rules"));
    }
    let mut read = rules.iter().map(rule).collect::<Result<Vec<_>>>()?;
    read.sort_by_key(|rule| rule.priority);
    check_together(&read)?;
    Ok(Policy { rules: read })
}

fn only(object: &Map<String, Value>, known: &[&str], what: &str) -> Result<()> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(wrong(format!("'{key}' is not a member of {what}"))),
        None => Ok(()),
    }
}

fn rule(json: &Value) -> Result<Rule> {
    let object = json.as_object().ok_or_else(|| wrong("a rule must be an object"))?;
    only(object, &["rulePriority", "description", "selection", "action"], "a rule")?;
    let priority = json["rulePriority"].as_i64().and_then(|number| i32::try_from(number).ok()).filter(|number| *number > 0);
    let priority = priority.ok_or_else(|| wrong("'rulePriority' must be a positive integer"))?;
    let selection = json["selection"].as_object().ok_or_else(|| wrong("'selection' must be an object"))?;
    let known = ["tagStatus", "tagPatternList", "tagPrefixList", "storageClass", "countType", "countUnit", "countNumber"];
    only(selection, &known, "a selection")?;
    let archive = match selection.get("storageClass").map(Value::as_str) {
        None | Some(Some("standard")) => false,
        Some(Some("archive")) => true,
        _ => return Err(wrong("'storageClass' must be 'standard' or 'archive'")),
    };
    let tags = tags(selection)?;
    let limit = limit(selection)?;
    if matches!(limit, Limit::Transitioned(_)) != archive && (archive || matches!(limit, Limit::Transitioned(_))) {
        return Err(wrong("'sinceImageTransitioned' and the storage class 'archive' go together"));
    }
    let action = json["action"].as_object().ok_or_else(|| wrong("'action' must be an object"))?;
    only(action, &["type", "targetStorageClass"], "an action")?;
    let target = action.get("targetStorageClass").map(Value::as_str);
    let transition = match (action.get("type").and_then(Value::as_str), target) {
        (Some("expire"), None) => false,
        (Some("transition"), Some(Some("archive"))) if !archive => true,
        (Some("transition"), _) => return Err(wrong("a transition goes from standard to 'targetStorageClass' 'archive'")),
        (Some("expire"), _) => return Err(wrong("'targetStorageClass' is for transitions")),
        _ => return Err(wrong("'type' of an action must be 'expire' or 'transition'")),
    };
    Ok(Rule { priority, tags, archive, limit, transition })
}

fn tags(selection: &Map<String, Value>) -> Result<Tags> {
    let list = |name: &str| -> Result<Option<Vec<String>>> {
        let Some(value) = selection.get(name) else { return Ok(None) };
        let texts =
            value.as_array().and_then(|items| items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>());
        match texts {
            Some(texts) if texts.is_empty() => Ok(None),
            Some(texts) if texts.iter().all(|text| !text.is_empty()) => Ok(Some(texts)),
            _ => Err(wrong(format!("'{name}' must be a list of texts"))),
        }
    };
    match (selection.get("tagStatus").and_then(Value::as_str), list("tagPrefixList")?, list("tagPatternList")?) {
        (Some("tagged"), Some(prefixes), None) => Ok(Tags::Prefixes(prefixes)),
        (Some("tagged"), None, Some(patterns)) => {
            if let Some(pattern) = patterns.iter().find(|pattern| pattern.matches('*').count() > 4) {
                return Err(wrong(format!("the pattern '{pattern}' has more than 4 wildcards")));
            }
            Ok(Tags::Patterns(patterns))
        }
        (Some("tagged"), _, _) => Err(wrong("a rule with tagStatus 'tagged' must have exactly one of tagPatternList and tagPrefixList")),
        (Some("untagged"), None, None) => Ok(Tags::Untagged),
        (Some("any"), None, None) => Ok(Tags::Any),
        (Some("untagged" | "any"), _, _) => Err(wrong("tagPatternList and tagPrefixList are only for tagStatus 'tagged'")),
        _ => Err(wrong("'tagStatus' must be 'tagged', 'untagged' or 'any'")),
    }
}

fn limit(selection: &Map<String, Value>) -> Result<Limit> {
    let number = selection.get("countNumber").and_then(Value::as_i64).filter(|number| *number > 0);
    let number = number.ok_or_else(|| wrong("'countNumber' must be a positive integer"))?;
    let unit = selection.get("countUnit");
    let limit = match selection.get("countType").and_then(Value::as_str) {
        Some("imageCountMoreThan") => {
            return if unit.is_none() {
                Ok(Limit::MoreThan(usize::try_from(number).unwrap_or(usize::MAX)))
            } else {
                Err(wrong("'countUnit' is not for imageCountMoreThan"))
            };
        }
        Some("sinceImagePushed") => Limit::Pushed(number),
        Some("sinceImagePulled") => Limit::Pulled(number),
        Some("sinceImageTransitioned") => Limit::Transitioned(number),
        _ => {
            return Err(wrong(
                "'countType' must be 'imageCountMoreThan', 'sinceImagePushed', 'sinceImagePulled' or 'sinceImageTransitioned'",
            ));
        }
    };
    if unit.and_then(Value::as_str) == Some("days") { Ok(limit) } else { Err(wrong("'countUnit' must be 'days'")) }
}

/// What holds between the rules, which are in the order of their priorities.
fn check_together(rules: &[Rule]) -> Result<()> {
    if let Some(pair) = rules.windows(2).find(|pair| pair[0].priority == pair[1].priority) {
        return Err(wrong(format!("the rulePriority {} is used more than once", pair[0].priority)));
    }
    for archive in [false, true] {
        let class: Vec<&Rule> = rules.iter().filter(|rule| rule.archive == archive).collect();
        if class.iter().filter(|rule| rule.tags == Tags::Untagged).count() > 1 {
            return Err(wrong("there can be only one rule with tagStatus 'untagged' for a storage class"));
        }
        let any = class.iter().position(|rule| rule.tags == Tags::Any);
        if any.is_some_and(|at| at + 1 < class.len()) {
            return Err(wrong("the rule with tagStatus 'any' must be the only one, with the highest rulePriority"));
        }
        let mut seen = BTreeSet::new();
        for rule in class {
            if let Tags::Prefixes(texts) = &rule.tags
                && let Some(twice) = texts.iter().find(|text| !seen.insert(text.as_str()))
            {
                return Err(wrong(format!("the prefix '{twice}' is used more than once")));
            }
        }
    }
    Ok(())
}
