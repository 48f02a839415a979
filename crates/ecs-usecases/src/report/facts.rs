//! Any outcome as blocks of a page. What a use case gives back is JSON: members are rows, lists of records are tables.
//! So an outcome of a use case that is not yet written has a page, too.

use super::words;
use serde::Serialize;
use serde_json::{Map, Value};

/// Rows of a table, or lines of a list, that are shown; of more the first and the last are.
const SHOWN: usize = 200;
/// How deep members are shown in blocks of their own.
const DEEPEST: usize = 8;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Block {
    /// What it is about, from the outermost member to the innermost.
    pub(super) title: String,
    /// Its content.
    pub(super) content: Content,
}

/// What a part of a page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Content {
    /// Names and values.
    Rows { rows: Vec<(String, String)> },
    /// Records, a line each.
    Table { columns: Vec<String>, rows: Vec<Vec<String>> },
    /// A list of texts.
    Lines { lines: Vec<String> },
    /// Text as a program wrote it.
    Text { text: String },
}

/// The blocks of a value; what is empty is left out.
pub(super) fn blocks(title: &str, value: &Value) -> Vec<Block> {
    let mut found = Vec::new();
    collect(title, value, 0, &mut found);
    found
}

fn collect(title: &str, value: &Value, depth: usize, found: &mut Vec<Block>) {
    let mut push = |content| found.push(Block { title: title.to_owned(), content });
    match value {
        _ if depth > DEEPEST => push(Content::Text { text: value.to_string() }),
        Value::Object(members) => {
            let rows: Vec<_> = members.iter().filter_map(|(name, member)| Some((words::title(name), short(member)?))).collect();
            if !rows.is_empty() {
                push(Content::Rows { rows });
            }
            for (name, member) in members.iter().filter(|(_, member)| short(member).is_none()) {
                collect(&under(title, &words::title(name)), member, depth + 1, found);
            }
        }
        Value::Array(items) if items.iter().all(is_scalar) => {
            let texts: Vec<String> = items.iter().filter_map(scalar).collect();
            match texts.as_slice() {
                [] => {}
                texts if texts.iter().any(|text| text.contains('\n')) => push(Content::Text { text: cut(texts).join("\n") }),
                texts => push(Content::Lines { lines: cut(texts) }),
            }
        }
        Value::Array(items) => match table(items) {
            Some(table) => push(table),
            None => {
                for (number, item) in items.iter().enumerate() {
                    collect(&under(title, &name_of(item).unwrap_or_else(|| (number + 1).to_string())), item, depth + 1, found);
                }
            }
        },
        other => {
            if let Some(text) = scalar(other) {
                push(Content::Text { text });
            }
        }
    }
}

fn under(title: &str, name: &str) -> String {
    if title.is_empty() { name.to_owned() } else { format!("{title}: {name}") }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// A value of one part; nothing for what says nothing.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null | Value::Object(_) | Value::Array(_) => None,
        Value::String(text) => (!text.is_empty()).then(|| text.clone()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
    }
}

/// A value that goes into a row.
fn short(value: &Value) -> Option<String> {
    scalar(value).filter(|text| !text.contains('\n'))
}

/// What an item of a list is called: the first of its members that is text.
fn name_of(item: &Value) -> Option<String> {
    item.as_object()?.values().find_map(|member| member.as_str().filter(|text| !text.is_empty())).map(str::to_owned)
}

/// Records as a table, if each cell can be told in a line.
fn table(items: &[Value]) -> Option<Content> {
    let records: Option<Vec<&Map<String, Value>>> = items.iter().map(Value::as_object).collect();
    let records = records?;
    let mut names: Vec<&String> = Vec::new();
    for (name, member) in records.iter().flat_map(|record| record.iter()) {
        if !names.contains(&name) && !line(member, true)?.is_empty() {
            names.push(name);
        }
    }
    let row = |record: &&Map<String, Value>| -> Vec<String> {
        names.iter().map(|name| record.get(*name).and_then(|member| line(member, true)).unwrap_or_default()).collect()
    };
    let (first, left_out, last) = words::ends(&records, SHOWN);
    let mut rows: Vec<Vec<String>> = first.iter().map(row).collect();
    if left_out > 0 {
        rows.push(std::iter::once(format!("… {left_out} more …")).chain(names.iter().skip(1).map(|_| String::new())).collect());
    }
    rows.extend(last.iter().map(row));
    (!names.is_empty()).then(|| Content::Table { columns: names.iter().map(|name| words::title(name)).collect(), rows })
}

/// A cell: a value of one part, a list of such, or records of such. Nothing for what is deeper than that.
fn line(value: &Value, inner: bool) -> Option<String> {
    match value {
        Value::Object(members) if inner => {
            let parts: Option<Vec<String>> = members
                .iter()
                .map(|(name, member)| {
                    let text = line(member, false)?;
                    let bare = matches!(name.as_str(), "name" | "reason" | "message") || text.is_empty();
                    Some(if bare { text } else { format!("{} {text}", words::title(name).to_lowercase()) })
                })
                .collect();
            Some(joined(parts?, ", "))
        }
        Value::Array(items) if inner => {
            Some(joined(items.iter().map(|item| line(item, inner && item.is_object())).collect::<Option<_>>()?, "; "))
        }
        Value::Object(members) => members.is_empty().then(String::new),
        Value::Array(items) if items.iter().all(is_scalar) => Some(joined(items.iter().filter_map(scalar).collect(), "; ")),
        Value::Array(_) => None,
        scalar_value => Some(scalar(scalar_value).unwrap_or_default()),
    }
}

fn joined(mut parts: Vec<String>, by: &str) -> String {
    parts.retain(|part| !part.is_empty());
    parts.join(by)
}

/// The first and the last of many.
fn cut(texts: &[String]) -> Vec<String> {
    let (first, left_out, last) = words::ends(texts, SHOWN);
    let between = (left_out > 0).then(|| format!("… {left_out} more …"));
    first.iter().cloned().chain(between).chain(last.iter().cloned()).collect()
}
