//! The request of a leaf, with what the answers say in the places of its placeholders.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Put `set` into the request, or into each of its environments.
pub(super) fn adjust(request: &mut Value, set: &Value) {
    match request.get_mut("environments").and_then(Value::as_array_mut) {
        // An environment that stands for each Region has its members one level deeper.
        Some(environments) => environments.iter_mut().for_each(|environment| match environment.get_mut("item") {
            Some(item) => merge(item, set),
            None => merge(environment, set),
        }),
        None => merge(request, set),
    }
}

fn merge(into: &mut Value, set: &Value) {
    match (into, set) {
        (Value::Object(into), Value::Object(set)) => {
            for (name, value) in set {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, set) => *into = set.clone(),
    }
}

/// Fill the placeholders. Gives the names of those for which there is no value; they stay as they are.
pub(super) fn fill(template: &Value, values: &BTreeMap<&'static str, Value>) -> (Value, BTreeSet<String>) {
    let mut missing = BTreeSet::new();
    let filled = Filling { values, region: None, missing: &mut missing }.value(template);
    (filled, missing)
}

struct Filling<'a> {
    values: &'a BTreeMap<&'static str, Value>,
    /// The Region that `{region}` stands for.
    region: Option<&'a str>,
    missing: &'a mut BTreeSet<String>,
}

impl Filling<'_> {
    fn value(&mut self, template: &Value) -> Value {
        match template {
            Value::String(text) => self.text(text),
            Value::Array(items) => items.iter().flat_map(|item| self.items(item)).collect(),
            Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), self.value(member))).collect::<Map<_, _>>().into(),
            other => other.clone(),
        }
    }

    /// A placeholder is the whole of its text.
    fn text(&mut self, text: &str) -> Value {
        let Some(name) = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return text.into() };
        if let ("region", Some(region)) = (name, self.region) {
            return region.into();
        }
        if let Some(value) = self.values.get(name) {
            return value.clone();
        }
        self.missing.insert(name.to_owned());
        text.into()
    }

    /// What an item of a list becomes: itself, or one for each Region.
    fn items(&mut self, item: &Value) -> Vec<Value> {
        let (Some(which), Some(item)) = (item["$each"].as_str(), item.get("item")) else { return vec![self.value(item)] };
        let regions: Vec<&str> =
            self.values.get("regions").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let chosen = match which {
            "first_region" => regions.get(..1),
            "other_regions" => regions.get(1..),
            _ => Some(regions.as_slice()),
        };
        let mut items = Vec::new();
        for region in chosen.unwrap_or_default() {
            items.push(Filling { values: self.values, region: Some(region), missing: &mut *self.missing }.value(item));
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn placeholders_are_filled_and_what_is_missing_is_told() {
        let template = json!({
            "cluster": "{cluster}", "image": "{image}", "alarms": "{alarms}", "note": "a {cluster}",
            "waves": [[{"$each": "first_region", "item": "{region}"}], [{"$each": "other_regions", "item": {"in": "{region}"}}]],
        });
        let values = [("cluster", json!("main")), ("alarms", json!(["a"])), ("regions", json!(["x", "y", "z"]))].into();
        let (filled, missing) = fill(&template, &values);
        let expected = json!({
            "cluster": "main", "image": "{image}", "alarms": ["a"], "note": "a {cluster}",
            "waves": [["x"], [{"in": "y"}, {"in": "z"}]],
        });
        assert_eq!((filled, missing), (expected, ["image".to_owned()].into()));
        // A value that looks like a placeholder is a value.
        let (filled, missing) = fill(&json!("{cluster}"), &[("cluster", json!("{image}"))].into());
        assert_eq!((filled, missing.len()), (json!("{image}"), 0));
    }

    #[test]
    fn an_adjustment_is_put_into_each_environment_or_the_request() {
        let mut request = json!({ "gate": { "fail_on": "LOW" } });
        adjust(&mut request, &json!({ "gate": { "require_scan": true }, "alarms": ["a"] }));
        assert_eq!(request, json!({ "gate": { "fail_on": "LOW", "require_scan": true }, "alarms": ["a"] }));
        let mut request = json!({ "environments": [{ "name": "a" }, { "$each": "regions", "item": { "name": "{region}" } }] });
        adjust(&mut request, &json!({ "analysis": {} }));
        let expected = json!([{ "name": "a", "analysis": {} }, { "$each": "regions", "item": { "name": "{region}", "analysis": {} } }]);
        assert_eq!(request["environments"], expected);
    }
}
