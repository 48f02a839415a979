//! Python that only annotations need: it is loaded when somebody asks for one of its names.

use super::{
    MARK,
    model::{Api, Definition, Field, Kind, Type},
    names::pascal,
    python::{docstring, input_name, output_type, variant_name},
    python_client::{input_type, mentions},
    text::Text,
};
use std::collections::BTreeSet;

const IMPORTS: &str = "\
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, Union
";

/// The code of `_types.py`.
pub(crate) fn code(api: &Api) -> String {
    let written: Vec<(String, &Definition)> = written(api);
    let mut text = Text::new(4);
    text.line(0, format_args!("# {MARK}"));
    text.line(0, "\"\"\"Types of what callers write, and unions of what they read.\"\"\"");
    text.gap(1);
    text.lines(0, IMPORTS);
    let read: BTreeSet<String> = api.outputs.iter().flat_map(|(name, definition)| classes_in_aliases(api, name, definition)).collect();
    if !read.is_empty() {
        text.gap(1);
        text.line(0, "from ._generated import (");
        text.each(1, read.iter().map(|name| format!("{name},")));
        text.line(0, ")");
    }
    text.gap(1);
    text.line(0, "__all__ = [");
    text.each(1, exported(api, &written).iter().map(|name| format!("{name:?},")));
    text.line(0, "]");
    let mut strings = BTreeSet::new();
    for (name, definition) in api.outputs.iter().map(|(name, definition)| (name.clone(), definition)).chain(written.iter().cloned()) {
        if let Kind::Strings(choices) = &definition.kind
            && strings.insert(name.clone())
        {
            let choices: Vec<String> = choices.iter().map(|choice| format!("{choice:?}")).collect();
            alias(&mut text, &name, &format!("Literal[{}]", choices.join(", ")), &definition.doc);
        }
    }
    for (name, definition) in api.outputs.iter() {
        match &definition.kind {
            Kind::Tagged(variants) => {
                let names: Vec<String> = variants.iter().map(|variant| variant_name(name, variant)).collect();
                alias(&mut text, name, &union(&names), &definition.doc);
            }
            Kind::Alias(form) => alias(&mut text, name, &quoted(form, &output_type(form)), &definition.doc),
            Kind::Record(_) | Kind::Strings(_) => {}
        }
    }
    for (name, definition) in &written {
        structure(&mut text, api, name, definition);
    }
    text.finish()
}

/// What callers write inside of their arguments, by the name that it has here.
fn written(api: &Api) -> Vec<(String, &Definition)> {
    let roots = mentions(api);
    // A server takes a scenario as a whole, `recommend` the answers.
    let reached = api.inputs.reach(roots.iter().map(String::as_str).chain(["Answers", "Scenario"]));
    let known = |name: &str, definition: &Definition| api.outputs.get(name).is_some() && matches!(definition.kind, Kind::Strings(_));
    let mut written: Vec<(String, &Definition)> = Vec::new();
    for (name, definition) in api.inputs.iter() {
        let here = input_name(api, name);
        if reached.contains(name.as_str()) && !known(name, definition) && (here != *name || api.outputs.get(name).is_none()) {
            written.push((here, definition));
        }
    }
    written
}

fn exported(api: &Api, written: &[(String, &Definition)]) -> BTreeSet<String> {
    let read = api.outputs.iter().filter(|(_, definition)| !matches!(definition.kind, Kind::Record(_))).map(|(name, _)| name.clone());
    let variants = written.iter().flat_map(|(name, definition)| match &definition.kind {
        Kind::Tagged(variants) => variants.iter().map(|variant| variant_name(name, variant)).collect(),
        _ => Vec::new(),
    });
    read.chain(written.iter().map(|(name, _)| name.clone())).chain(variants).collect()
}

/// Classes of the other module that a union or an alias here is made of.
fn classes_in_aliases(api: &Api, name: &str, definition: &Definition) -> Vec<String> {
    match &definition.kind {
        Kind::Tagged(variants) => variants.iter().map(|variant| variant_name(name, variant)).collect(),
        Kind::Alias(form) => form
            .mentions()
            .filter(|name| api.outputs.get(name).is_some_and(|other| matches!(other.kind, Kind::Record(_))))
            .map(|name| vec![name.to_owned()])
            .unwrap_or_default(),
        Kind::Record(_) | Kind::Strings(_) => Vec::new(),
    }
}

fn union(names: &[String]) -> String {
    if let [one] = names { one.clone() } else { format!("Union[{}]", names.join(", ")) }
}

/// A name may be defined further down.
fn quoted(form: &Type, annotation: &str) -> String {
    if form.mentions().is_some() { format!("{annotation:?}") } else { annotation.to_owned() }
}

fn alias(text: &mut Text, name: &str, of: &str, about: &str) {
    text.gap(1);
    text.line(0, format_args!("{name}: TypeAlias = {of}"));
    docstring(text, 0, about);
}

fn structure(text: &mut Text, api: &Api, name: &str, definition: &Definition) {
    match &definition.kind {
        Kind::Record(fields) => typed_dict(text, api, name, &definition.doc, None, fields),
        Kind::Tagged(variants) => {
            for variant in variants {
                typed_dict(text, api, &variant_name(name, variant), &variant.doc, Some(&variant.tag), &variant.fields);
            }
            let names: Vec<String> = variants.iter().map(|variant| format!("{name}{}", pascal(&variant.tag))).collect();
            alias(text, name, &union(&names), &definition.doc);
        }
        Kind::Alias(form) => alias(text, name, &quoted(form, &input_type(api, form)), &definition.doc),
        Kind::Strings(_) => {}
    }
}

fn typed_dict(text: &mut Text, api: &Api, name: &str, about: &str, tag: Option<&str>, fields: &[Field]) {
    text.gap(2);
    text.line(0, format_args!("class {name}(TypedDict):"));
    docstring(text, 1, about);
    if !about.is_empty() && (tag.is_some() || !fields.is_empty()) {
        text.gap(1);
    }
    if let Some(tag) = tag {
        text.line(1, format_args!("type: Literal[{tag:?}]"));
    }
    for field in fields {
        let form = input_type(api, &field.form);
        text.line(1, format_args!("{}: {}", field.name, if field.required { form } else { format!("NotRequired[{form}]") }));
        let default = match &field.default {
            Some(default) if !default.is_null() => format!(" Default: `{default}`."),
            _ => String::new(),
        };
        docstring(text, 1, &format!("{}{default}", field.doc));
    }
    if about.is_empty() && tag.is_none() && fields.is_empty() {
        text.line(1, "pass");
    }
}
