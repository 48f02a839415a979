//! A request as a call in each language.

use crate::generate::{
    model::{Api, Field, Kind, Type},
    names::camel,
};
use serde_json::{Map, Value};
use std::fmt::Write;

/// How wide a line of a call may be.
const WIDTH: usize = 100;

/// The call in Rust, Python and TypeScript: name of the language, and code.
pub(super) fn calls(api: &Api, use_case: &str, request: &str, value: &Value) -> Vec<(&'static str, String)> {
    let none = Map::new();
    let members = value.as_object().unwrap_or(&none);
    let rust = format!(
        "let outcome = client\n    .invoke({use_case:?}, json!({}), RunOptions::default())\n    .await?;\n",
        literal(&Language::Json, value, 1, 40)
    );
    let mut python = format!("outcome = client.{use_case}(");
    for (name, member) in members {
        let text = literal(&Language::Python, member, 1, name.len() + 2);
        let _ = write!(python, "\n    {name}={text},");
    }
    python += if members.is_empty() { ")\n" } else { "\n)\n" };
    let renamed = in_camel(api, &Type::Named(request.to_owned()), value);
    let name = camel(use_case);
    let typescript = format!("const outcome = await client.{name}({})\n", literal(&Language::TypeScript, &renamed, 0, name.len() + 31));
    vec![("rust", rust), ("python", python), ("ts", typescript)]
}

/// Names of fields as in TypeScript; keys that are data stay as they are.
fn in_camel(api: &Api, form: &Type, value: &Value) -> Value {
    match (form, value) {
        (Type::Nullable(inner), _) => in_camel(api, inner, value),
        (Type::List(inner), Value::Array(items)) => items.iter().map(|item| in_camel(api, inner, item)).collect(),
        (Type::Map(inner), Value::Object(members)) => {
            members.iter().map(|(key, member)| (key.clone(), in_camel(api, inner, member))).collect::<Map<_, _>>().into()
        }
        (Type::Named(name), _) => match (api.inputs.get(name).map(|definition| &definition.kind), value) {
            (Some(Kind::Alias(form)), _) => in_camel(api, form, value),
            (Some(Kind::Record(fields)), Value::Object(members)) => fields_in_camel(api, fields, members),
            (Some(Kind::Tagged(variants)), Value::Object(members)) => {
                let variant = variants.iter().find(|variant| members.get("type").is_some_and(|tag| *tag == *variant.tag));
                fields_in_camel(api, variant.map_or(&[], |variant| &variant.fields), members)
            }
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

fn fields_in_camel(api: &Api, fields: &[Field], members: &Map<String, Value>) -> Value {
    let renamed = members.iter().map(|(key, member)| {
        let field = fields.iter().find(|field| field.name == *key);
        (camel(key), field.map_or_else(|| member.clone(), |field| in_camel(api, &field.form, member)))
    });
    renamed.collect::<Map<_, _>>().into()
}

/// In whose words a value is written.
enum Language {
    Json,
    Python,
    TypeScript,
}

impl Language {
    fn indent(&self) -> &'static str {
        if matches!(self, Self::TypeScript) { "  " } else { "    " }
    }

    fn key(&self, key: &str) -> String {
        let plain = key.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        if matches!(self, Self::TypeScript) && plain { key.to_owned() } else { self.text(key) }
    }

    fn text(&self, text: &str) -> String {
        match self {
            Self::TypeScript if !text.contains(['\'', '\\', '\n']) => format!("'{text}'"),
            // The escapes of JSON are those of all of them.
            _ => Value::from(text).to_string(),
        }
    }

    fn scalar(&self, value: &Value) -> String {
        match (self, value) {
            (Self::Python, Value::Null) => "None".into(),
            (Self::Python, Value::Bool(true)) => "True".into(),
            (Self::Python, Value::Bool(false)) => "False".into(),
            (_, Value::String(text)) => self.text(text),
            (Self::TypeScript, Value::Number(number)) => number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()),
            (_, other) => other.to_string(),
        }
    }

    /// On one line.
    fn inline(&self, value: &Value) -> String {
        let list = |items: Vec<String>| items.join(", ");
        match value {
            Value::Array(items) => format!("[{}]", list(items.iter().map(|item| self.inline(item)).collect())),
            Value::Object(members) if members.is_empty() => "{}".into(),
            Value::Object(members) => {
                let members = list(members.iter().map(|(key, member)| format!("{}: {}", self.key(key), self.inline(member))).collect());
                if matches!(self, Self::TypeScript) { format!("{{ {members} }}") } else { format!("{{{members}}}") }
            }
            scalar => self.scalar(scalar),
        }
    }
}

/// A value at this depth, after `before` characters: on one line if it fits.
fn literal(language: &Language, value: &Value, depth: usize, before: usize) -> String {
    let inline = language.inline(value);
    let indent = language.indent().repeat(depth);
    if indent.len() + before + inline.len() <= WIDTH {
        return inline;
    }
    let (open, close, parts): (_, _, Vec<String>) = match value {
        Value::Array(items) => ('[', ']', items.iter().map(|item| literal(language, item, depth + 1, 1)).collect()),
        Value::Object(members) => {
            let member = |(key, member): (&String, &Value)| {
                let key = language.key(key);
                format!("{key}: {}", literal(language, member, depth + 1, key.len() + 3))
            };
            ('{', '}', members.iter().map(member).collect())
        }
        _ => return inline,
    };
    let inner = language.indent().repeat(depth + 1);
    // A comma after the last one is no JSON, which the macro takes all the same.
    let lines: Vec<String> = parts.iter().map(|part| format!("{inner}{part},\n")).collect();
    format!("{open}\n{}{indent}{close}", lines.concat())
}
