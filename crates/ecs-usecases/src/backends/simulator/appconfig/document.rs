//! Whether a configuration is one of `AWS.AppConfig.FeatureFlags`, by the JSON schema that AWS publishes for it.
//!
//! Left to AWS: that a rule's operators are known (only its form and its splits are checked), and that a value has a flag.

use super::share;
use regex_lite::Regex;
use serde_json::{Map, Value};
use std::sync::LazyLock;

type Checked = Result<(), String>;

/// What flags and attributes may be called.
static KEY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new("^[a-z][a-zA-Z0-9_-]{0,63}$").ok());

/// Attributes of a flag.
const ATTRIBUTES: usize = 25;
/// Variants of a flag.
const VARIANTS: usize = 32;

/// Why it is not, if it is not.
pub(super) fn check(content: &str, content_type: &str) -> Checked {
    if !content_type.starts_with("application/json") {
        return Err(format!("Feature flags must have the content type application/json, not {content_type}"));
    }
    let document: Value = serde_json::from_str(content).map_err(|error| format!("Feature flags must be JSON: {error}"))?;
    let members = object(&document, "$")?;
    only(members, "$", &["version", "flags", "values"])?;
    if document["version"] != "1" {
        return Err("$.version must be \"1\"".into());
    }
    let definitions = members.get("flags");
    for (key, definition) in keyed(definitions, "$.flags")? {
        defined(definition, &format!("$.flags.{key}"))?;
    }
    for (key, value) in keyed(members.get("values"), "$.values")? {
        let attributes = definitions.and_then(|flags| flags[key.as_str()].get("attributes"));
        valued(value, attributes, &format!("$.values.{key}"))?;
    }
    Ok(())
}

fn object<'a>(value: &'a Value, path: &str) -> Result<&'a Map<String, Value>, String> {
    value.as_object().ok_or_else(|| format!("{path} must be an object"))
}

/// The members of an object that has keys of flags or attributes; none, if it is not there.
fn keyed<'a>(value: Option<&'a Value>, path: &str) -> Result<Vec<(&'a String, &'a Value)>, String> {
    let Some(value) = value else { return Ok(Vec::new()) };
    let members: Vec<_> = object(value, path)?.iter().collect();
    match members.iter().find(|(key, _)| !is_key(key)) {
        Some((key, _)) => Err(format!("{path}: `{key}` must begin with a lower-case letter and have at most 64 letters, digits, _ and -")),
        None => Ok(members),
    }
}

fn is_key(key: &str) -> bool {
    KEY.as_ref().is_some_and(|pattern| pattern.is_match(key))
}

fn only(members: &Map<String, Value>, path: &str, known: &[&str]) -> Checked {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("{path} must not have `{name}`")),
        None => Ok(()),
    }
}

fn text(value: Option<&Value>, path: &str, most: usize) -> Checked {
    match value {
        None => Ok(()),
        Some(Value::String(words)) if words.chars().count() <= most => Ok(()),
        Some(_) => Err(format!("{path} must be text of at most {most} characters")),
    }
}

/// A name that a person gave.
fn named(value: Option<&Value>, path: &str) -> Checked {
    text(value, path, 64)?;
    match value.and_then(Value::as_str) {
        Some(name) if name.is_empty() || name.contains('\n') => Err(format!("{path} must be one line of 1-64 characters")),
        _ => Ok(()),
    }
}

fn flag(value: &Value, path: &str) -> Checked {
    if value.is_boolean() { Ok(()) } else { Err(format!("{path} must be true or false")) }
}

/// A flag's definition.
fn defined(definition: &Value, path: &str) -> Checked {
    let members = object(definition, path)?;
    only(members, path, &["name", "description", "_createdAt", "_updatedAt", "_deprecation", "attributes"])?;
    named(members.get("name"), &format!("{path}.name"))?;
    text(members.get("description"), &format!("{path}.description"), 1024)?;
    if let Some(deprecation) = members.get("_deprecation") {
        let path = format!("{path}._deprecation");
        only(object(deprecation, &path)?, &path, &["status", "date"])?;
        if deprecation.get("status").is_some_and(|status| status != "planned") {
            return Err(format!("{path}.status must be \"planned\""));
        }
    }
    let attributes = keyed(members.get("attributes"), &format!("{path}.attributes"))?;
    if attributes.len() > ATTRIBUTES {
        return Err(format!("{path}.attributes can have at most {ATTRIBUTES} members"));
    }
    for (key, attribute) in attributes {
        let path = format!("{path}.attributes.{key}");
        only(object(attribute, &path)?, &path, &["description", "constraints"])?;
        text(attribute.get("description"), &format!("{path}.description"), 1024)?;
        if let Some(constraints) = attribute.get("constraints") {
            constrained(constraints, &format!("{path}.constraints"))?;
        }
    }
    Ok(())
}

fn constrained(constraints: &Value, path: &str) -> Checked {
    let members = object(constraints, path)?;
    let known: &[&str] = match constraints["type"].as_str() {
        Some("string") => &["type", "required", "pattern", "enum"],
        Some("number") => &["type", "required", "minimum", "maximum"],
        Some("array") => &["type", "required", "elements"],
        Some("boolean") => &["type", "required"],
        _ => return Err(format!("{path}.type must be string, number, array or boolean")),
    };
    only(members, path, known)?;
    if members.contains_key("pattern") && members.contains_key("enum") {
        return Err(format!("{path} must not have both a pattern and an enum"));
    }
    match members.get("elements") {
        Some(elements) => constrained(elements, &format!("{path}.elements")),
        None => Ok(()),
    }
}

/// A flag's value.
fn valued(value: &Value, definitions: Option<&Value>, path: &str) -> Checked {
    let members = object(value, path)?;
    let own = ["enabled", "_createdAt", "_updatedAt", "_variants"];
    let attributes: Map<String, Value> =
        members.iter().filter(|(name, _)| !own.contains(&name.as_str())).map(|(name, value)| (name.clone(), value.clone())).collect();
    if let Some(enabled) = members.get("enabled") {
        flag(enabled, &format!("{path}.enabled"))?;
    }
    let Some(variants) = members.get("_variants") else { return attributed(&attributes, definitions, path) };
    let path = format!("{path}._variants");
    let variants = variants.as_array().filter(|variants| (1..=VARIANTS).contains(&variants.len()));
    let variants = variants.ok_or_else(|| format!("{path} must be a list of 1-{VARIANTS} variants"))?;
    for (index, variant) in variants.iter().enumerate() {
        let last = index + 1 == variants.len();
        self::variant(variant, definitions, last, &format!("{path}[{index}]"))?;
    }
    Ok(())
}

fn variant(variant: &Value, definitions: Option<&Value>, last: bool, path: &str) -> Checked {
    let members = object(variant, path)?;
    only(members, path, &["name", "enabled", "rule", "attributeValues"])?;
    named(Some(&variant["name"]), &format!("{path}.name"))?;
    flag(&variant["enabled"], &format!("{path}.enabled"))?;
    match (members.get("rule").and_then(Value::as_str), last) {
        (Some(_), true) => return Err(format!("{path}: the last variant is the default and must not have a rule")),
        (None, false) => return Err(format!("{path}: only the last variant, the default, has no rule")),
        (Some(rule), false) => self::rule(rule, &format!("{path}.rule"))?,
        (None, true) => {}
    }
    let none = Map::new();
    let attributes = members.get("attributeValues").map_or(Ok(&none), |values| object(values, path))?;
    attributed(attributes, definitions, &format!("{path}.attributeValues"))
}

/// A rule is an expression in parentheses; of the operators, splits are looked at.
fn rule(rule: &str, path: &str) -> Checked {
    let (mut depth, mut quoted, mut closed) = (0i32, false, false);
    let mut before = ' ';
    for sign in rule.trim().chars() {
        match sign {
            '"' if before != '\\' => quoted = !quoted,
            _ if quoted => {}
            _ if closed => return Err(format!("{path} goes on behind its last parenthesis")),
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                closed = depth == 0;
            }
            _ if depth == 0 => return Err(format!("{path} must be in parentheses")),
            _ => {}
        }
        before = sign;
    }
    if !closed || quoted || rule.len() > 16_384 {
        return Err(format!("{path} must be an expression in parentheses of at most 16384 characters"));
    }
    let is_split = rule.trim().trim_start_matches('(').trim_start().starts_with("split");
    if is_split && !rule.contains("by::") {
        return Err(format!("{path}: a split needs `by::`"));
    }
    if is_split && !share::split(rule).is_some_and(|percent| (0.0..=100.0).contains(&percent)) {
        return Err(format!("{path}: a split needs `pct::` with a number from 0 to 100"));
    }
    Ok(())
}

/// Attributes, as their definitions have them.
fn attributed(attributes: &Map<String, Value>, definitions: Option<&Value>, path: &str) -> Checked {
    if attributes.len() > ATTRIBUTES {
        return Err(format!("{path} can have at most {ATTRIBUTES} attributes"));
    }
    for (key, value) in attributes {
        let path = format!("{path}.{key}");
        if !is_key(key) {
            return Err(format!("{path}: this is not a name of an attribute"));
        }
        scalar_or_list(value, &path)?;
        if let Some(constraints) = definitions.and_then(|definitions| definitions[key.as_str()].get("constraints")) {
            fits(value, constraints, &path)?;
        }
    }
    for (key, definition) in definitions.and_then(Value::as_object).into_iter().flatten() {
        if definition["constraints"]["required"] == Value::Bool(true) && !attributes.contains_key(key) {
            return Err(format!("{path} needs the attribute {key}"));
        }
    }
    Ok(())
}

fn scalar_or_list(value: &Value, path: &str) -> Checked {
    let short = |value: &Value| value.as_str().is_none_or(|words| words.chars().count() <= 1024);
    let fine = match value {
        Value::String(_) => short(value),
        Value::Number(_) | Value::Bool(_) => true,
        Value::Array(items) => (items.iter().all(Value::is_string) || items.iter().all(Value::is_number)) && items.iter().all(short),
        Value::Null | Value::Object(_) => false,
    };
    if fine { Ok(()) } else { Err(format!("{path} must be text, a number, a boolean, or a list of texts or numbers")) }
}

fn fits(value: &Value, constraints: &Value, path: &str) -> Checked {
    let kind = constraints["type"].as_str().unwrap_or_default();
    let is = match kind {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        _ => value.is_boolean(),
    };
    if !is {
        return Err(format!("{path} must be of the type {kind}"));
    }
    if let (Some(items), Some(elements)) = (value.as_array(), constraints.get("elements")) {
        return items.iter().try_for_each(|item| fits(item, elements, path));
    }
    let number = value.as_f64();
    let beyond =
        |bound: &str, is_beyond: fn(f64, f64) -> bool| number.zip(constraints[bound].as_f64()).is_some_and(|(a, b)| is_beyond(a, b));
    if beyond("minimum", |value, bound| value < bound) || beyond("maximum", |value, bound| value > bound) {
        return Err(format!("{path} is not within its bounds"));
    }
    if constraints["enum"].as_array().is_some_and(|known| !known.contains(value)) {
        return Err(format!("{path} is none of its possible values"));
    }
    let pattern = constraints["pattern"].as_str().and_then(|pattern| Regex::new(pattern).ok());
    match (pattern, value.as_str()) {
        (Some(pattern), Some(words)) if !pattern.is_match(words) => Err(format!("{path} has not the form {}", pattern.as_str())),
        _ => Ok(()),
    }
}
