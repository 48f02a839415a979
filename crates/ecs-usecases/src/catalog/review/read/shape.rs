//! A value of any form as a [`UseCaseDocument`], as far as it can be understood.

use super::{
    NotUnderstood,
    fields::{self, Field, Kind},
    shortened,
};
use crate::catalog::document::UseCaseDocument;
use serde_json::{Map, Value};

/// What is understood of the value; the rest goes to the list.
pub(super) fn document(value: Value, rest: &mut Vec<NotUnderstood>) -> UseCaseDocument {
    let Value::Object(members) = value else {
        let why = "a use case is a map of fields, or Markdown with a heading a field".to_owned();
        rest.push(NotUnderstood { path: String::new(), text: shortened(&as_text(&value)), why, nearest: None });
        return UseCaseDocument::default();
    };
    let understood = record(members, fields::DOCUMENT, "", rest);
    // Only what each field can hold is left, so this reads it.
    serde_json::from_value(Value::Object(understood)).unwrap_or_default()
}

fn record(members: Map<String, Value>, known: &'static [Field], path: &str, rest: &mut Vec<NotUnderstood>) -> Map<String, Value> {
    let mut understood = Map::new();
    for (name, value) in members {
        let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let Some(field) = fields::find(known, &name) else {
            if !(path.is_empty() && fields::SAID_BY_CODE.contains(&fields::plain(&name).as_str())) {
                let names = known.iter().flat_map(|field| std::iter::once(field.name).chain(field.also.iter().copied()));
                let nearest = fields::nearest(names, &name).and_then(|near| fields::find(known, near)).map(|field| field.name.to_owned());
                rest.push(NotUnderstood { path: place, text: shortened(&as_text(&value)), why: "no field has this name".into(), nearest });
            }
            continue;
        };
        let Some(value) = hold(field.kind, value, &place, rest) else { continue };
        match understood.get_mut(field.name) {
            None => drop(understood.insert(field.name.to_owned(), value)),
            // Two headings of one field, such as `Rollback` and `Disaster recovery`.
            Some(Value::Array(items)) => items.extend(value.as_array().cloned().unwrap_or_default()),
            Some(Value::Object(members)) => members.extend(value.as_object().cloned().unwrap_or_default()),
            Some(_) => {
                let why = format!("`{}` is said twice; the first is taken", field.name);
                rest.push(NotUnderstood { path: place, text: shortened(&as_text(&value)), why, nearest: None });
            }
        }
    }
    understood
}

fn hold(kind: Kind, value: Value, path: &str, rest: &mut Vec<NotUnderstood>) -> Option<Value> {
    if value.is_null() {
        return None;
    }
    match kind {
        Kind::Text => Some(Value::String(as_text(&value))),
        Kind::Name(set) => name(set, &as_text(&value), path, rest).map(|name| Value::String(name.to_owned())),
        Kind::Lines => Some(Value::Array(lines(value).into_iter().map(Value::String).collect())),
        Kind::Names(set) => {
            let written = lines(value).into_iter().flat_map(|line| line.split(',').map(|part| part.trim().to_owned()).collect::<Vec<_>>());
            let named = written.enumerate().filter_map(|(at, text)| name(set, &text, &format!("{path}[{at}]"), rest));
            Some(Value::Array(named.map(|name| Value::String(name.to_owned())).collect()))
        }
        Kind::Record(fields) => match value {
            Value::Object(members) => Some(Value::Object(record(members, fields, path, rest))),
            other => {
                let names: Vec<_> = fields.iter().map(|field| field.name).collect();
                let why = format!("it is to be said by parts: {}", names.join(", "));
                rest.push(NotUnderstood { path: path.to_owned(), text: shortened(&as_text(&other)), why, nearest: None });
                None
            }
        },
        Kind::Records(fields) => {
            let items = match value {
                Value::Array(items) => items,
                one => vec![one],
            };
            let read = items.into_iter().enumerate().map(|(at, item)| match item {
                Value::Object(members) => record(members, fields, &format!("{path}[{at}]"), rest),
                // A line alone says the first member.
                other => Map::from_iter([(fields[0].name.to_owned(), Value::String(as_text(&other)))]),
            });
            Some(Value::Array(read.map(Value::Object).collect()))
        }
    }
}

fn name(set: &'static [&'static str], written: &str, path: &str, rest: &mut Vec<NotUnderstood>) -> Option<&'static str> {
    if written.is_empty() || written == "not said" {
        return None;
    }
    let found = fields::member(set, written);
    if found.is_none() {
        let nearest = fields::nearest(set.iter().copied(), written).map(str::to_owned);
        let why = format!("it is one of {}", set.join(", "));
        rest.push(NotUnderstood { path: path.to_owned(), text: shortened(written), why, nearest });
    }
    found
}

fn lines(value: Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(as_text).filter(|line| !line.is_empty()).collect(),
        Value::Null => Vec::new(),
        one => Some(as_text(&one)).filter(|line| !line.is_empty()).into_iter().collect(),
    }
}

/// A value as a person would write it in a line.
fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => String::new(),
        Value::Array(items) => items.iter().map(as_text).collect::<Vec<_>>().join("; "),
        Value::Object(members) => members.iter().map(|(name, value)| format!("{name}: {}", as_text(value))).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}
