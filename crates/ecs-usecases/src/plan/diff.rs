//! What a write changes: its request against what is there.

use super::defaults;
use crate::rules::redact;
use crate::{operations::is_own_tag, rules::document::READ_ONLY};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A member that gets another value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// Where, in AWS's names, such as `containerDefinitions[app].image`; empty for the whole.
    pub path: String,
    /// The value before; absent if there was none. What may be secret is not shown.
    pub before: Option<String>,
    /// The value after; absent if it is taken away. What may be secret is not shown.
    pub after: Option<String>,
}

/// Members that say which thing is meant, and those that make a repeat recognisable: no part of a change.
const NAMING: [&str; 22] = [
    "cluster",
    "service",
    "serviceName",
    "family",
    "clientToken",
    "clientRequestToken",
    "ClientRequestToken",
    "registryId",
    "repositoryName",
    "resourceArn",
    "RuleArn",
    "ListenerArn",
    "TargetGroupArn",
    "LoadBalancerArn",
    "ServiceNamespace",
    "ScalableDimension",
    "ResourceId",
    "SecretId",
    "logGroupName",
    "AlarmName",
    "TableName",
    "ResourceArn",
];

/// Members that tell the items of a list apart, the best first.
const KEYS: [&str; 13] = [
    "name",
    "key",
    "Key",
    "Name",
    "targetGroupArn",
    "TargetGroupArn",
    "capacityProvider",
    "sourceVolume",
    "containerPort",
    "rulePriority",
    "Sid",
    "hookTargetArn",
    "Type",
];

/// What a request changes of what is there before it.
pub(super) fn changes(action: &str, request: &Value, before: Option<&Value>) -> Vec<Change> {
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    let takes_away = ["Delete", "Deregister", "BatchDelete"].iter().any(|verb| name.starts_with(verb));
    if takes_away && let Some(before) = before {
        let what = redact::shown(action, "", &Value::Object(summary(before)));
        return vec![Change { path: String::new(), before: Some(what), after: None }];
    }
    let mut request = request.clone();
    let mut before = before.cloned().unwrap_or(Value::Null);
    if let Some(members) = request.as_object_mut() {
        for naming in NAMING {
            members.remove(naming);
        }
        without_token(members);
    }
    before.as_object_mut().into_iter().for_each(without_token);
    for side in [&mut request, &mut before] {
        normal_actions(side);
    }
    // A definition is registered as a whole; what it does not say is gone. Else only what is named is changed.
    let replaces = name == "RegisterTaskDefinition";
    if replaces && let Some(members) = before.as_object_mut() {
        members.retain(|member, _| !READ_ONLY.contains(&member.as_str()) && member != "family");
    }
    let mut walk = Walk { action, found: Vec::new() };
    walk.values("", Some(&request), Some(&before), replaces);
    walk.found
}

/// Members that tell a person what is taken away.
fn summary(before: &Value) -> Map<String, Value> {
    let plain = |value: &Value| matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
    let members = before.as_object().into_iter().flatten();
    members
        .filter(|(name, value)| plain(value) && !name.ends_with("At") && !name.ends_with("Count"))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Our own tag is no change.
fn without_token(members: &mut Map<String, Value>) {
    if let Some(Value::Array(tags)) = members.get_mut("tags") {
        tags.retain(|tag| !tag["key"].as_str().is_some_and(is_own_tag));
    }
}

/// A forward action to one target group can be written in two ways: both as one with a forward configuration.
fn normal_actions(side: &mut Value) {
    for member in ["Actions", "DefaultActions"] {
        for action in side.get_mut(member).and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(members) = action.as_object_mut() else { continue };
            let single = members.remove("TargetGroupArn");
            if let Some(arn) = single.filter(|_| !members.contains_key("ForwardConfig")) {
                members.insert("ForwardConfig".into(), serde_json::json!({"TargetGroups": [{"TargetGroupArn": arn, "Weight": 1}]}));
            }
        }
    }
}

struct Walk<'a> {
    action: &'a str,
    found: Vec<Change>,
}

impl Walk<'_> {
    fn change(&mut self, path: &str, before: Option<&Value>, after: Option<&Value>) {
        let shown = |value: &Value| redact::shown(self.action, path, value);
        let change = Change { path: path.to_owned(), before: before.map(shown), after: after.map(shown) };
        self.found.push(change);
    }

    /// `replaces`: what the request does not say is taken away.
    fn values(&mut self, path: &str, request: Option<&Value>, before: Option<&Value>, replaces: bool) {
        let (request, before) = (request.filter(|value| !is_nothing(value)), before.filter(|value| !is_nothing(value)));
        match (request, before) {
            (None, None) => {}
            (None, Some(before)) => {
                if replaces && !defaults::is_default(self.action, path, before) {
                    self.change(path, Some(before), None);
                }
            }
            (Some(Value::Object(request)), before) if before.is_none_or(Value::is_object) => {
                let none = Map::new();
                let before = before.and_then(Value::as_object).unwrap_or(&none);
                let gone = before.keys().filter(|name| replaces && !request.contains_key(*name));
                let names: Vec<&String> = request.keys().chain(gone).collect();
                for name in names {
                    self.values(&join(path, name), request.get(name), before.get(name), replaces);
                }
            }
            (Some(request), None) => {
                if let Value::Array(items) = request
                    && let Some(key) = key_of(items, &[])
                {
                    return items.iter().for_each(|item| self.values(&at(path, key, item), Some(item), None, replaces));
                }
                if !defaults::is_default(self.action, path, request) {
                    self.change(path, None, Some(request));
                }
            }
            (Some(Value::Array(request)), Some(Value::Array(before))) => self.lists(path, request, before),
            (Some(Value::String(request)), Some(Value::String(before))) if request != before => self.texts(path, request, before),
            (Some(request), Some(before)) => {
                if !same(request, before) {
                    self.change(path, Some(before), Some(request));
                }
            }
        }
    }

    /// A list is given as a whole: an item that it does not have is gone, and so is a member of an item.
    fn lists(&mut self, path: &str, request: &[Value], before: &[Value]) {
        if let Some(key) = key_of(request, before) {
            let find = |items: &[Value], item: &Value| items.iter().find(|other| other[key] == item[key]).cloned();
            for item in request {
                self.values(&at(path, key, item), Some(item), find(before, item).as_ref(), true);
            }
            // Lists of attributes name only those that change.
            let whole = path != "Attributes" && !(path == "tags" && self.action.contains("TagResource"));
            for item in before.iter().filter(|item| whole && find(request, item).is_none()) {
                self.change(&at(path, key, item), Some(item), None);
            }
            return;
        }
        if request.len() == before.len() && request.iter().chain(before).all(Value::is_object) {
            for (index, (request, before)) in request.iter().zip(before).enumerate() {
                self.values(&format!("{path}[{index}]"), Some(request), Some(before), true);
            }
            return;
        }
        let (request, before) = (Value::from(request), Value::from(before));
        if !same(&request, &before) {
            self.change(path, Some(&before), Some(&request));
        }
    }

    /// Documents inside of text are compared as documents.
    fn texts(&mut self, path: &str, request: &str, before: &str) {
        let document = |text: &str| serde_json::from_str::<Value>(text).ok().filter(|value| value.is_object() || value.is_array());
        match (document(request), document(before)) {
            (Some(request), Some(before)) => self.values(path, Some(&request), Some(&before), true),
            _ => self.change(path, Some(&Value::from(before)), Some(&Value::from(request))),
        }
    }
}

/// AWS shows what is empty in one place and leaves it out in another.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other)),
        _ => one == other || (is_nothing(one) && is_nothing(other)),
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The member that tells all items of both lists apart.
fn key_of(one: &[Value], other: &[Value]) -> Option<&'static str> {
    let tells = |items: &[Value], key: &str| {
        let mut seen = std::collections::BTreeSet::new();
        items.iter().all(|item| matches!(&item[key], Value::String(_) | Value::Number(_)) && seen.insert(item[key].to_string()))
    };
    if one.is_empty() && other.is_empty() {
        return None;
    }
    KEYS.into_iter().find(|key| tells(one, key) && tells(other, key))
}

/// The place of an item in a list. Of an ARN its name is enough.
fn at(path: &str, key: &str, item: &Value) -> String {
    let text = match &item[key] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let name = if text.starts_with("arn:") { text.split('/').nth(1).unwrap_or(&text).to_owned() } else { text };
    format!("{path}[{name}]")
}

#[cfg(test)]
#[path = "diff_tests.rs"]
mod tests;
