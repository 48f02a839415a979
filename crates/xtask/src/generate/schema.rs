//! JSON Schema as definitions. What has no clean form in every language is refused, with its path.

use super::model::{Definition, Definitions, Field, Kind, Type, Variant};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Why a schema is refused.
pub(crate) type Refused = String;

/// Types whose name says too little outside of their module.
const RENAMED: [(&str, &str); 1] = [("Details", "ErrorDetails")];

/// The public name of a type.
pub(crate) fn public_name(name: &str) -> &str {
    RENAMED.iter().find(|(from, _)| *from == name).map_or(name, |(_, to)| to)
}

/// Read all definitions of one side.
pub(crate) fn read(definitions: &Map<String, Value>) -> Result<Definitions, Refused> {
    let reader = Reader { definitions, durations: durations(definitions) };
    let mut read = Definitions::default();
    for (name, schema) in definitions {
        if let Some(first) = name.strip_suffix('2').filter(|first| definitions.contains_key(*first)) {
            return Err(format!("{first}: two types have this name; give one of them another"));
        }
        if !reader.durations.contains(name) {
            read.insert(public_name(name).to_owned(), reader.definition(name, schema)?);
        }
    }
    Ok(read)
}

fn durations(definitions: &Map<String, Value>) -> BTreeSet<String> {
    definitions.iter().filter(|(_, schema)| schema["x-duration"] == true).map(|(name, _)| name.clone()).collect()
}

struct Reader<'a> {
    definitions: &'a Map<String, Value>,
    durations: BTreeSet<String>,
}

impl Reader<'_> {
    fn definition(&self, path: &str, schema: &Value) -> Result<Definition, Refused> {
        let kind = if let Some(strings) = strings(schema) {
            Kind::Strings(strings)
        } else if let Some(variants) = schema["oneOf"].as_array() {
            if schema["properties"].is_object() {
                return Err(format!("{path}: an enum is flattened into it; make it a field"));
            }
            Kind::Tagged(
                variants
                    .iter()
                    .enumerate()
                    .map(|(index, variant)| self.variant(&format!("{path}[{index}]"), variant))
                    .collect::<Result<_, _>>()?,
            )
        } else if schema["anyOf"].is_array() && schema["x-duration"] != true && !is_option(schema) {
            return Err(format!("{path}: an untagged enum; give it `#[serde(tag = \"type\")]`"));
        } else if schema["type"] == "object" && (schema["properties"].is_object() || !is_map(schema)) {
            Kind::Record(self.fields(path, schema)?)
        } else {
            Kind::Alias(self.form(path, schema)?)
        };
        Ok(Definition { doc: doc(schema), kind })
    }

    fn variant(&self, path: &str, schema: &Value) -> Result<Variant, Refused> {
        let Some(tag) = schema["properties"]["type"]["const"].as_str() else {
            let called = schema["properties"].as_object().and_then(|fields| fields.keys().next()).map(String::as_str);
            let called = called.or(schema["const"].as_str()).unwrap_or("a variant");
            return Err(format!("{path}: `{called}` is not tagged inside; give the enum `#[serde(tag = \"type\")]`"));
        };
        let mut fields = Vec::new();
        // A variant around a structure has the structure's fields beside the tag.
        if let Some(inner) = schema["$ref"].as_str() {
            let name = inner.rsplit('/').next().unwrap_or(inner);
            let inner = self.definitions.get(name).ok_or_else(|| format!("{path}: there is no definition {name}"))?;
            fields.extend(self.fields(path, inner)?);
        }
        let mut own = schema.clone();
        if let Some(members) = own.as_object_mut() {
            members.remove("$ref");
        }
        fields.extend(self.fields(path, &own)?.into_iter().filter(|field| field.name != "type"));
        Ok(Variant { tag: tag.to_owned(), doc: doc(schema), fields })
    }

    fn fields(&self, path: &str, schema: &Value) -> Result<Vec<Field>, Refused> {
        for sign in ["oneOf", "anyOf", "allOf", "$ref", "unevaluatedProperties", "patternProperties"] {
            if schema.get(sign).is_some_and(|value| *value != false) {
                return Err(format!("{path}: something is flattened into it (`{sign}`); make it a field"));
            }
        }
        if schema.get("additionalProperties").is_some_and(|value| *value != false) {
            return Err(format!("{path}: a map is flattened into it; make it a field"));
        }
        let required: BTreeSet<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let none = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&none);
        let field = |(name, property): (&String, &Value)| {
            let path = format!("{path}.{name}");
            let form = if name == "type" && property["const"].is_string() { Type::String } else { self.form(&path, property)? };
            Ok(Field {
                name: name.clone(),
                doc: doc(property),
                form,
                required: required.contains(name.as_str()),
                default: property.get("default").cloned(),
            })
        };
        properties.iter().map(field).collect()
    }

    fn form(&self, path: &str, schema: &Value) -> Result<Type, Refused> {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap_or(name);
            return Ok(if self.durations.contains(name) { Type::Duration } else { Type::Named(public_name(name).to_owned()) });
        }
        if schema["x-duration"] == true {
            return Ok(Type::Duration);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let mut solid = choices.iter().filter(|choice| choice["type"] != "null");
            return match (is_option(schema), solid.next()) {
                (true, Some(choice)) => Ok(Type::Nullable(Box::new(self.form(path, choice)?))),
                _ => Err(format!("{path}: an untagged enum; give it `#[serde(tag = \"type\")]`")),
            };
        }
        for sign in ["oneOf", "allOf", "enum", "const"] {
            if schema.get(sign).is_some() {
                return Err(format!("{path}: a type written in place (`{sign}`); give it a name of its own"));
            }
        }
        match &schema["type"] {
            Value::Null => Ok(Type::Any),
            Value::String(kind) => self.simple(path, kind, schema),
            Value::Array(kinds) => {
                let mut solid = kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null");
                match (solid.next(), solid.next(), kinds.len()) {
                    (Some(kind), None, 2) => Ok(Type::Nullable(Box::new(self.simple(path, kind, schema)?))),
                    _ => Err(format!("{path}: a choice of types; give it a tagged enum")),
                }
            }
            _ => Err(format!("{path}: a schema of no known form")),
        }
    }

    fn simple(&self, path: &str, kind: &str, schema: &Value) -> Result<Type, Refused> {
        match kind {
            "string" if schema["format"] == "date-time" => Ok(Type::Moment),
            "string" => Ok(Type::String),
            "integer" => Ok(Type::Integer),
            "number" => Ok(Type::Number),
            "boolean" => Ok(Type::Boolean),
            "array" if schema.get("prefixItems").is_some() => Err(format!("{path}: a tuple; give it a structure")),
            "array" => Ok(Type::List(Box::new(self.form(&format!("{path}[]"), schema.get("items").unwrap_or(&Value::Bool(true)))?))),
            "object" if schema["properties"].is_object() => Err(format!("{path}: a structure written in place; give it a name of its own")),
            "object" => {
                let values = schema["patternProperties"].as_object().and_then(|patterns| patterns.values().next());
                let values = values.or(schema.get("additionalProperties")).unwrap_or(&Value::Bool(true));
                Ok(Type::Map(Box::new(self.form(&format!("{path}{{}}"), values)?)))
            }
            other => Err(format!("{path}: the type `{other}` has no form in every language")),
        }
    }
}

/// A value or null.
fn is_option(schema: &Value) -> bool {
    let choices = schema["anyOf"].as_array().map_or(&[][..], Vec::as_slice);
    choices.len() == 2 && choices.iter().filter(|choice| choice["type"] == "null").count() == 1
}

/// A map has a schema for its values; a structure without fields has none.
fn is_map(schema: &Value) -> bool {
    schema.get("additionalProperties").is_some_and(|values| *values != false) || schema.get("patternProperties").is_some()
}

/// The strings of an enumeration of strings.
fn strings(schema: &Value) -> Option<Vec<String>> {
    let of = |value: &Value| -> Option<Vec<String>> {
        if let Some(one) = value["const"].as_str() {
            return Some(vec![one.to_owned()]);
        }
        value["enum"].as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect()
    };
    match schema["oneOf"].as_array() {
        Some(choices) => choices.iter().map(of).collect::<Option<Vec<_>>>().map(|all| all.concat()),
        None => of(schema),
    }
}

/// The text for people; links of Rust's documentation become plain names.
fn doc(schema: &Value) -> String {
    schema["description"].as_str().unwrap_or_default().replace("[`", "`").replace("`]", "`")
}
