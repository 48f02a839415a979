//! For which share of requests a set of flags has each flag on.

use serde_json::Value;
use std::collections::BTreeMap;

/// The share (0-1) by flag, of the JSON of a configuration.
pub(super) fn of_document(content: &str) -> BTreeMap<String, f64> {
    let document: Value = serde_json::from_str(content).unwrap_or_default();
    let values = document["values"].as_object();
    values.into_iter().flatten().map(|(key, value)| (key.clone(), of_value(value))).collect()
}

/// Variants are tried in their order, the first that fits is taken. A `split` takes a request by a hash of what it splits by:
/// the same for all variants, so that a later split takes only what it has beyond those before. Rules on anything else fit no
/// request, since simulated requests have nothing to be told by.
fn of_value(value: &Value) -> f64 {
    let Some(variants) = value["_variants"].as_array() else {
        return if value["enabled"] == Value::Bool(true) { 1.0 } else { 0.0 };
    };
    let (mut taken, mut on) = (0.0, 0.0);
    for variant in variants {
        let reach = variant["rule"].as_str().map_or(1.0, |rule| split(rule).map_or(0.0, |percent| (percent / 100.0).clamp(0.0, 1.0)));
        let part = f64::max(reach - taken, 0.0);
        taken += part;
        if variant["enabled"] == Value::Bool(true) {
            on += part;
        }
    }
    on
}

/// The percentage of a rule that is one split, such as `(split pct::10 by::$userId)`.
pub(super) fn split(rule: &str) -> Option<f64> {
    let words = rule.trim().strip_prefix('(')?.strip_suffix(')')?.trim();
    let arguments = words.strip_prefix("split")?;
    if !arguments.starts_with(char::is_whitespace) || arguments.contains(['(', ')']) {
        return None;
    }
    arguments.split_whitespace().find_map(|argument| argument.strip_prefix("pct::")?.parse().ok())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::float_cmp)] // shares are rounded

    use super::*;
    use serde_json::json;

    #[test]
    fn splits_take_what_those_before_left() {
        let variant = |rule: &str, enabled: bool| json!({"name": "a", "enabled": enabled, "rule": rule});
        let last = json!({"name": "default", "enabled": false});
        let share = |variants: &[Value]| (of_value(&json!({"_variants": variants})) * 1000.0).round() / 10.0;
        assert_eq!(share(&[variant("(split pct::20 by::$id)", true), last.clone()]), 20.0);
        assert_eq!(share(&[variant("(split by::$id pct::20)", true), variant("(split pct::25 by::$id)", true), last.clone()]), 25.0);
        assert_eq!(share(&[variant("(split by::$id pct::20)", false), variant("(split pct::25 by::$id)", true), last.clone()]), 5.0);
        assert_eq!(share(&[variant("(eq $country \"FR\")", true), last]), 0.0);
        assert_eq!(share(&[variant("(split pct::20 by::$id)", false), json!({"name": "default", "enabled": true})]), 80.0);
    }

    #[test]
    fn a_flag_without_variants_is_on_or_off() {
        let content = r#"{"version": "1", "flags": {}, "values": {"a": {"enabled": true}, "b": {"enabled": false}}}"#;
        assert_eq!(of_document(content), BTreeMap::from([("a".into(), 1.0), ("b".into(), 0.0)]));
        assert_eq!(of_document("nonsense"), BTreeMap::new());
    }
}
