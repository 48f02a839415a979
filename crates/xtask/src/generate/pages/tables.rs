//! Tables of what is written and read.

use crate::generate::model::{Definition, Definitions, Field, Kind, Type};
use serde_json::Value;
use std::fmt::Write;

/// Text as a cell of a table.
pub(super) fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// A table; nothing if it has no rows.
pub(super) fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let row = |cells: &[String]| format!("| {} |\n", cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(" | "));
    let body: String = rows.into_iter().map(|cells| row(&cells)).collect();
    if body.is_empty() {
        return body;
    }
    let head: Vec<String> = head.iter().map(|&text| text.to_owned()).collect();
    format!("{}|{}\n{body}", row(&head), "---|".repeat(head.len()))
}

/// The members of a request or of a part of it.
pub(super) fn written(types: &Types<'_>, fields: &[Field]) -> String {
    let row = |field: &Field| {
        let default = match &field.default {
            _ if field.required => "needed".into(),
            None | Some(Value::Null) => String::new(),
            Some(Value::Object(members)) if members.len() > 1 => "its own defaults".into(),
            Some(Value::String(text)) => format!("`{text}`"),
            Some(other) => format!("`{other}`"),
        };
        vec![format!("`{}`", field.name), types.words(&field.form), default, field.doc.clone()]
    };
    table(&["member", "type", "default", "meaning"], fields.iter().map(row))
}

/// The members of an outcome or of a part of it.
pub(super) fn read(types: &Types<'_>, fields: &[Field]) -> String {
    let row = |field: &Field| vec![format!("`{}`", field.name), types.words(&field.form), field.doc.clone()];
    table(&["member", "type", "meaning"], fields.iter().map(row))
}

/// Types and the page that tells of them.
pub(super) struct Types<'a> {
    pub(super) definitions: &'a Definitions,
    /// The page, seen from where they are mentioned.
    pub(super) page: &'a str,
}

impl Types<'_> {
    /// A type in words.
    pub(super) fn words(&self, form: &Type) -> String {
        match form {
            Type::Any => "any JSON".into(),
            Type::String => "text".into(),
            Type::Integer => "integer".into(),
            Type::Number => "number".into(),
            Type::Boolean => "boolean".into(),
            Type::Duration => "duration".into(),
            Type::Moment => "moment".into(),
            Type::Named(name) => format!("[{name}]({}#{})", self.page, name.to_lowercase()),
            Type::List(inner) => format!("list of {}", self.words(inner)),
            Type::Map(inner) => format!("map of text to {}", self.words(inner)),
            Type::Nullable(inner) => self.words(inner),
        }
    }

    /// A type with all its members, for its page.
    pub(super) fn tell(&self, name: &str, definition: &Definition, members: impl Fn(&Self, &[Field]) -> String) -> String {
        let mut text = format!("## {name}\n\n");
        if !definition.doc.is_empty() {
            let _ = writeln!(text, "{}\n", definition.doc);
        }
        match &definition.kind {
            Kind::Record(fields) => text += &members(self, fields),
            Kind::Strings(choices) => {
                let _ = writeln!(text, "{}", choices.iter().map(|choice| format!("`{choice}`")).collect::<Vec<_>>().join(", "));
            }
            Kind::Alias(form) => {
                let _ = writeln!(text, "As JSON: {}.", self.words(form));
            }
            Kind::Tagged(variants) => {
                for variant in variants {
                    let _ = writeln!(text, "**`\"type\": \"{}\"`** {}\n", variant.tag, variant.doc);
                    let members = members(self, &variant.fields);
                    if !members.is_empty() {
                        let _ = writeln!(text, "{members}");
                    }
                }
            }
        }
        text.trim_end().to_owned() + "\n"
    }
}
