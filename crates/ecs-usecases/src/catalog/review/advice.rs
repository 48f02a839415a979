//! What to write where something is missing: the text of the catalog's entry that is most like it.

use crate::catalog::{self, CatalogEntry, document::UseCaseDocument};
use serde_json::Value;

/// Titles that are less alike are of something else.
const ALIKE: f64 = 0.88;

/// The entry that is the same use case, by id, name or title, or one whose title is nearly the same.
pub(super) fn like(document: &UseCaseDocument) -> Option<&'static CatalogEntry> {
    let names = [&document.name, &document.title, &document.id];
    let written = || names.into_iter().filter(|name| !name.is_empty());
    if let Some(entry) = written().find_map(|name| catalog::get(name).ok()) {
        return Some(entry);
    }
    let nearest = written().filter_map(|name| nearest(name)).max_by(|one, other| one.0.total_cmp(&other.0));
    nearest.filter(|(likeness, _)| *likeness >= ALIKE).and_then(|(_, id)| catalog::get(id).ok())
}

/// The entry whose name is most like this one, and how much, 0 to 1.
fn nearest(name: &str) -> Option<(f64, &'static str)> {
    let plain: String = name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let likeness = |item: &catalog::CatalogItem| strsim::jaro_winkler(&item.title.to_lowercase(), &plain);
    catalog::list().iter().map(|item| (likeness(item), item.id)).max_by(|one, other| one.0.total_cmp(&other.0))
}

/// What the entry says in this part; None if it says nothing there, or no such part is known.
pub(super) fn text(entry: &CatalogEntry, path: &str, document: &UseCaseDocument) -> Option<String> {
    let whole = serde_json::to_value(&entry.document).ok()?;
    let mut value = &whole;
    for part in path.split('.') {
        let (name, at) = match part.split_once('[') {
            Some((name, at)) => (name, at.trim_end_matches(']').parse::<usize>().ok()),
            None => (part, None),
        };
        value = value.get(name)?;
        if let Some(at) = at {
            value = value.get(if name == "stages" { stage(entry, document, at)? } else { at })?;
        }
    }
    let text = told(value);
    (!text.is_empty()).then(|| format!("{} of the catalog says: {text}", entry.document.id))
}

/// The stage of the entry that is this one of the document: of the same name, or of the same place where it has none.
fn stage(entry: &CatalogEntry, document: &UseCaseDocument, at: usize) -> Option<usize> {
    let name = document.stages.get(at).map(|stage| stage.name.as_str()).unwrap_or_default();
    if name.is_empty() {
        return Some(at);
    }
    entry.document.stages.iter().position(|stage| stage.name.eq_ignore_ascii_case(name))
}

fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(told).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
        Value::Object(members) => {
            let said = members.iter().map(|(name, value)| (name, told(value))).filter(|(_, text)| !text.is_empty());
            said.map(|(name, text)| format!("{name}: {text}")).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
