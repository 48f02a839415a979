//! The document of a set of flags: which share a flag has, and the same document with another share.

use crate::error::{Error, ErrorKind, Result};
use serde_json::{Map, Value, json};

/// Names of the two variants of a flag that is on for a share.
const ON: &str = "exposed";
const DEFAULT: &str = "default";

/// Members of a flag's value that are not attributes.
const OWN: [&str; 4] = ["enabled", "_createdAt", "_updatedAt", "_variants"];

/// The share of the requests, in percent, for which a flag is on; `None` if it has variants of another form than those made here.
pub(super) fn percent(document: &Value, key: &str) -> Option<f64> {
    let value = &document["values"][key];
    let Some(variants) = value["_variants"].as_array() else {
        return Some(if value["enabled"] == Value::Bool(true) { 100.0 } else { 0.0 });
    };
    let [on, default] = variants.as_slice() else { return None };
    let fits = on["enabled"] == Value::Bool(true) && default["enabled"] == Value::Bool(false) && default.get("rule").is_none();
    fits.then(|| split(on["rule"].as_str()?)).flatten()
}

/// The percentage of a rule that is one split.
fn split(rule: &str) -> Option<f64> {
    let arguments = rule.trim().strip_prefix("(split ")?.strip_suffix(')')?;
    let is_plain = !arguments.contains(['(', ')']);
    arguments.split_whitespace().find_map(|argument| argument.strip_prefix("pct::")?.parse().ok()).filter(|_| is_plain)
}

/// The document with the flag on for this share of the requests, told apart by a value of the request's context.
pub(super) fn with_share(document: &Value, key: &str, percent: f64, by: &str) -> Result<Value> {
    if !(0.0..=100.0).contains(&percent) {
        return Err(Error::invalid("percent", format!("a share must be from 0 to 100 percent, not {percent}")));
    }
    let is_split = percent > 0.0 && percent < 100.0;
    let is_name = !by.is_empty() && by.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_split && !is_name {
        return Err(Error::invalid("by", format!("`{by}` must be the key of a context value: letters, digits, _ and -, without $")));
    }
    if document["flags"].get(key).is_none() {
        return Err(Error::new(ErrorKind::NotFound, format!("the profile has no flag `{key}`")).on(key));
    }
    let attributes = attributes(&document["values"][key]);
    let mut changed = document.clone();
    changed["values"][key] = if is_split {
        let variant = |name: &str, enabled: bool| {
            let mut variant = Map::from_iter([("name".to_owned(), json!(name)), ("enabled".to_owned(), json!(enabled))]);
            if enabled {
                variant.insert("rule".to_owned(), json!(format!("(split pct::{percent} by::${by})")));
            }
            if !attributes.is_empty() {
                variant.insert("attributeValues".to_owned(), Value::Object(attributes.clone()));
            }
            variant
        };
        json!({ "_variants": [variant(ON, true), variant(DEFAULT, false)] })
    } else {
        let mut value = attributes;
        value.insert("enabled".to_owned(), json!(percent > 0.0));
        Value::Object(value)
    };
    Ok(changed)
}

/// The attributes of a flag: of the first variant, if it has any.
fn attributes(value: &Value) -> Map<String, Value> {
    if let Some(variants) = value["_variants"].as_array() {
        return variants.first().and_then(|variant| variant["attributeValues"].as_object()).cloned().unwrap_or_default();
    }
    let members = value.as_object().into_iter().flatten();
    members.filter(|(name, _)| !OWN.contains(&name.as_str())).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The document without a flag's value, to be compared: what AppConfig notes by itself does not count.
pub(super) fn without(document: &Value, key: &str) -> Value {
    let mut rest = document.clone();
    if let Some(values) = rest["values"].as_object_mut() {
        values.remove(key);
    }
    strip(&mut rest);
    rest
}

/// Whether two documents say the same.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    let stripped = |value: &Value| {
        let mut value = value.clone();
        strip(&mut value);
        value
    };
    stripped(one) == stripped(other)
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| name != "_createdAt" && name != "_updatedAt");
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn plain() -> Value {
        json!({
            "version": "1",
            "flags": {"a": {"name": "A"}, "b": {"name": "B"}},
            "values": {"a": {"enabled": false, "color": "red", "_updatedAt": "x"}, "b": {"enabled": true}},
        })
    }

    #[test]
    fn a_share_is_a_split_and_its_ends_are_none() {
        let document = plain();
        assert_eq!((percent(&document, "a"), percent(&document, "b")), (Some(0.0), Some(100.0)));
        let some = with_share(&document, "a", 12.5, "userId").unwrap();
        let expected = json!({"_variants": [
            {"name": "exposed", "enabled": true, "rule": "(split pct::12.5 by::$userId)", "attributeValues": {"color": "red"}},
            {"name": "default", "enabled": false, "attributeValues": {"color": "red"}},
        ]});
        assert_eq!((&some["values"]["a"], percent(&some, "a")), (&expected, Some(12.5)));
        let all = with_share(&some, "a", 100.0, "userId").unwrap();
        assert_eq!(all["values"]["a"], json!({"color": "red", "enabled": true}));
        let none = with_share(&all, "a", 0.0, "").unwrap();
        assert_eq!(none["values"]["a"], json!({"color": "red", "enabled": false}));
        assert!(same(&none, &document) && !same(&some, &document));
        assert_eq!((without(&some, "a"), without(&none, "a")), (without(&document, "a"), without(&document, "a")));
    }

    #[test]
    fn what_can_not_be_right_is_refused() {
        for (key, percent, by) in
            [("a", 101.0, "userId"), ("a", -1.0, "userId"), ("a", f64::NAN, "userId"), ("a", 5.0, "$userId"), ("a", 5.0, "")]
        {
            assert_eq!(with_share(&plain(), key, percent, by).unwrap_err().kind(), ErrorKind::InvalidRequest, "{percent} {by}");
        }
        assert_eq!(with_share(&plain(), "c", 5.0, "userId").unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    fn variants_of_others_have_no_share() {
        let with = |variants: Value| json!({"flags": {"a": {}}, "values": {"a": {"_variants": variants}}});
        let last = json!({"name": "default", "enabled": false});
        for rule in ["(eq $country \"FR\")", "(and (split pct::5 by::$id) (eq $a 1))"] {
            assert_eq!(percent(&with(json!([{"name": "x", "enabled": true, "rule": rule}, last])), "a"), None);
        }
        let two = json!([{"name": "x", "enabled": true, "rule": "(split pct::5 by::$id)"}, {"name": "y", "enabled": true, "rule": "(eq $a 1)"}, last]);
        assert_eq!(percent(&with(two), "a"), None);
        assert_eq!(
            percent(&with(json!([{"name": "x", "enabled": true, "rule": "(split by::$id pct::5 seed::\"s\")"}, last])), "a"),
            Some(5.0)
        );
    }
}
