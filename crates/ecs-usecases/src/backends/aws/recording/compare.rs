//! Whether a request is the one that was recorded.
//!
//! A recording holds stand-ins, and a request may hold what they stand for. The same finder marks the places in both; what
//! is left has to be equal, and each value has to stand for the same stand-in throughout.

use super::scrub::{self, Kind, Scrub, Sink};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Which stand-in a value of the request was taken for.
pub(super) type Bindings = BTreeMap<(Kind, String), String>;

/// How many differences are told.
const TOLD: usize = 5;

/// How long a told value may get.
const EXCERPT: usize = 80;

/// A body without what depends on order or on scrubbing.
pub(super) struct Canonical {
    body: Value,
    marks: Vec<(Kind, String)>,
}

struct Marker<'a> {
    bound: &'a Bindings,
    marks: Vec<(Kind, String)>,
}

impl Sink for Marker<'_> {
    fn hide(&mut self, kind: Kind, found: &str) -> String {
        self.marks.push((kind, found.to_owned()));
        format!("⟨{}⟩", kind.as_str())
    }

    fn knows(&self, word: &str) -> bool {
        self.bound.contains_key(&(Kind::Text, word.to_owned()))
    }
}

impl Canonical {
    /// JSON by value, forms by sorted pairs, anything else as it is. The values of ignored members do not count.
    pub(super) fn new(body: &str, content_type: &str, rules: &Scrub, ignored: &BTreeSet<String>, bound: &Bindings) -> Self {
        let mut marker = Marker { bound, marks: Vec::new() };
        let body = if let Ok(value) = serde_json::from_str::<Value>(body) {
            let text = scrub::body(&sorted(value, ignored).to_string(), content_type, rules, &mut marker);
            // Marking keeps JSON what it is.
            serde_json::from_str(&text).unwrap_or(Value::String(text))
        } else if scrub::is_form(content_type) {
            let text = scrub::body(&sorted_form(body, ignored), content_type, rules, &mut marker);
            let pairs = form_urlencoded::parse(text.as_bytes());
            Value::Object(pairs.map(|(key, value)| (key.into_owned(), Value::String(value.into_owned()))).collect())
        } else {
            Value::String(scrub::body(body, content_type, rules, &mut marker))
        };
        Self { body, marks: marker.marks }
    }

    /// What has to be bound for these to be the same, or what is different.
    pub(super) fn matches(&self, recorded: &Self, bound: &Bindings) -> Result<Bindings, Vec<String>> {
        let differences = self.differences(recorded);
        if differences.is_empty() { self.unify(recorded, bound).map_err(|other| vec![other]) } else { Err(differences) }
    }

    fn unify(&self, recorded: &Self, bound: &Bindings) -> Result<Bindings, String> {
        let mut fresh = Bindings::new();
        for ((kind, sent), (_, stand_in)) in self.marks.iter().zip(&recorded.marks) {
            // An earlier answer may have told the stand-in to whoever sends it now.
            if sent == stand_in {
                continue;
            }
            let key = (*kind, sent.clone());
            let taken = || bound.iter().chain(&fresh).any(|((other, _), taken)| other == kind && taken == stand_in);
            match bound.get(&key).or_else(|| fresh.get(&key)) {
                Some(known) if known == stand_in => {}
                None if !taken() => {
                    fresh.insert(key, stand_in.clone());
                }
                _ => return Err(format!("another {} where `{stand_in}` was sent", kind.as_str())),
            }
        }
        Ok(fresh)
    }

    fn differences(&self, recorded: &Self) -> Vec<String> {
        let (mut sent, mut was) = (BTreeMap::new(), BTreeMap::new());
        flatten("", &self.body, &mut sent);
        flatten("", &recorded.body, &mut was);
        let paths: BTreeSet<_> = sent.keys().chain(was.keys()).collect();
        paths.into_iter().filter_map(|path| difference(path, sent.get(path), was.get(path))).collect()
    }
}

/// Some of the differences in one sentence.
pub(super) fn tell(differences: &[String]) -> String {
    let more = differences.len().saturating_sub(TOLD);
    let told = differences[..differences.len() - more].join("; ");
    if more == 0 { told } else { format!("{told}; and {more} more") }
}

fn difference(path: &str, sent: Option<&String>, was: Option<&String>) -> Option<String> {
    let path = if path.is_empty() { "the body" } else { path };
    match (sent, was) {
        (Some(sent), Some(was)) if sent == was => None,
        (Some(sent), Some(was)) => Some(format!("`{path}` was {was} and is {sent}")),
        (Some(sent), None) => Some(format!("`{path}` is new: {sent}")),
        (None, Some(was)) => Some(format!("`{path}` is missing: {was}")),
        (None, None) => None,
    }
}

fn flatten(path: &str, value: &Value, leaves: &mut BTreeMap<String, String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(members) if !members.is_empty() => members.iter().for_each(|(name, value)| flatten(&below(name), value, leaves)),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(index, value)| flatten(&format!("{path}[{index}]"), value, leaves));
        }
        _ => {
            let text = value.to_string();
            let excerpt = if text.chars().count() > EXCERPT { text.chars().take(EXCERPT).chain(['…']).collect() } else { text };
            leaves.insert(path.to_owned(), excerpt);
        }
    }
}

fn sorted(value: Value, ignored: &BTreeSet<String>) -> Value {
    match value {
        Value::Object(members) => {
            let ignore = |name: String, value| {
                let value = if ignored.contains(&name) { Value::from("(ignored)") } else { sorted(value, ignored) };
                (name, value)
            };
            let members: BTreeMap<_, _> = members.into_iter().map(|(name, value)| ignore(name, value)).collect();
            Value::Object(members.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|item| sorted(item, ignored)).collect()),
        leaf => leaf,
    }
}

fn sorted_form(body: &str, ignored: &BTreeSet<String>) -> String {
    let mut pairs: Vec<_> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    pairs.sort();
    for (key, value) in &mut pairs {
        if key.rsplit('.').next().is_some_and(|name| ignored.contains(name)) {
            "(ignored)".clone_into(value);
        }
    }
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
