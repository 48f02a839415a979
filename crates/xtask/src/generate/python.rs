//! Python that is loaded by every program: records for what callers read, and the clients.

use super::{
    MARK,
    model::{Api, Field, Kind, Type, Variant},
    names::{is_python_keyword, pascal, snake},
    python_client,
    text::Text,
};
use std::collections::BTreeSet;

/// Names that a field may not have: the base class of records has them.
const RESERVED: [&str; 6] = ["to_wire", "from_wire", "to_json", "from_json", "to_markdown", "to_html"];

/// The code of `_generated.py`.
pub(crate) fn code(api: &Api) -> Result<String, String> {
    check(api)?;
    let mut text = Text::new(4);
    text.line(0, format_args!("# {MARK}"));
    text.line(0, "\"\"\"Clients, and records for what they give.\"\"\"");
    text.gap(1);
    text.lines(0, IMPORTS);
    let named = imported_types(api);
    if !named.is_empty() {
        text.line(1, "from ._types import (");
        text.each(2, named.iter().map(|name| format!("{name},")));
        text.line(1, ")");
    }
    text.gap(1);
    text.line(0, "__all__ = [");
    text.each(1, exported(api).iter().map(|name| format!("{name:?},")));
    text.line(0, "]");
    for (name, definition) in api.outputs.iter() {
        match &definition.kind {
            Kind::Record(fields) => record(&mut text, api, name, &definition.doc, None, fields),
            Kind::Tagged(variants) => tagged(&mut text, api, name, variants),
            Kind::Strings(_) | Kind::Alias(_) => {}
        }
    }
    python_client::write(&mut text, api)?;
    Ok(text.finish())
}

const IMPORTS: &str = "\
from __future__ import annotations

from ._records import CatalogEntryBase, DecisionTreeBase, MatrixBase, PlanBase, PostureReportBase, Record, RehearsalBase, ReviewBase, duration, moment
from ._runtime import AsyncBase, AsyncPlans, AsyncRehearsals, AsyncStarts, Plans, Rehearsals, Starts, SyncBase, _path
from ._simulator import SimulatorBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, timedelta
    from os import PathLike
    from typing import Any, ClassVar, Literal

    from ._runtime import AsyncRun, Run";

/// Refuse what Python can't name.
fn check(api: &Api) -> Result<(), String> {
    for (side, definitions) in [("request", &api.inputs), ("outcome", &api.outputs)] {
        for (name, definition) in definitions.iter() {
            for field in definition.fields() {
                if is_python_keyword(&field.name) || RESERVED.contains(&field.name.as_str()) {
                    return Err(format!("{side}: {name}.{}: the name is taken in Python", field.name));
                }
            }
        }
    }
    Ok(())
}

/// The name of a variant's class.
pub(crate) fn variant_name(name: &str, variant: &Variant) -> String {
    format!("{name}{}", pascal(&variant.tag))
}

/// The classes that the module shows.
fn exported(api: &Api) -> BTreeSet<String> {
    let records = api.outputs.iter().flat_map(|(name, definition)| match &definition.kind {
        Kind::Record(_) => vec![name.clone()],
        Kind::Tagged(variants) => variants.iter().map(|variant| variant_name(name, variant)).collect(),
        Kind::Strings(_) | Kind::Alias(_) => Vec::new(),
    });
    records.chain(["AsyncClient", "Client", "Simulator"].map(str::to_owned)).collect()
}

/// What of `_types.py` annotations mention.
fn imported_types(api: &Api) -> BTreeSet<String> {
    let read = api.outputs.iter().flat_map(|(_, definition)| {
        definition
            .mentions()
            .into_iter()
            .filter(|name| !api.outputs.get(name).is_some_and(|other| matches!(other.kind, Kind::Record(_))))
            .map(str::to_owned)
    });
    // Outcomes that are unions are mentioned by the clients.
    let outcomes = api.cases.iter().map(|case| case.outcome.clone());
    let outcomes = outcomes.filter(|name| api.outputs.get(name).is_some_and(|other| !matches!(other.kind, Kind::Record(_))));
    let written = python_client::mentions(api).into_iter().map(|name| input_name(api, &name));
    read.chain(outcomes).chain(written).collect()
}

/// The name of what callers write: a structure that they also read has another class for that.
pub(crate) fn input_name(api: &Api, name: &str) -> String {
    if api.shared_structures().contains(name) { format!("{name}Param") } else { name.to_owned() }
}

/// The annotation of what callers read.
pub(crate) fn output_type(form: &Type) -> String {
    match form {
        Type::Any => "Any".into(),
        Type::String => "str".into(),
        Type::Integer => "int".into(),
        Type::Number => "float".into(),
        Type::Boolean => "bool".into(),
        Type::Duration => "timedelta".into(),
        Type::Moment => "datetime".into(),
        Type::Named(name) => name.clone(),
        Type::List(inner) => format!("Sequence[{}]", output_type(inner)),
        Type::Map(inner) => format!("Mapping[str, {}]", output_type(inner)),
        Type::Nullable(inner) => format!("{} | None", output_type(inner)),
    }
}

/// The class that a record is made from: some can do more than others.
fn base(name: &str) -> &'static str {
    match name {
        "Plan" => "PlanBase",
        "Rehearsal" => "RehearsalBase",
        "CatalogEntry" => "CatalogEntryBase",
        "PostureReport" => "PostureReportBase",
        "DecisionTree" => "DecisionTreeBase",
        "Matrix" => "MatrixBase",
        "Review" | "ServiceReview" | "GapReport" | "EcrChecklist" => "ReviewBase",
        _ => "Record",
    }
}

fn record(text: &mut Text, api: &Api, name: &str, about: &str, tag: Option<&str>, fields: &[Field]) {
    text.gap(2);
    text.line(0, format_args!("class {name}({}):", base(name)));
    docstring(text, 1, about);
    if !about.is_empty() {
        text.gap(1);
    }
    let names: Vec<String> = fields.iter().map(|field| format!("{:?},", field.name)).collect();
    text.line(
        1,
        if names.is_empty() {
            "__slots__ = ()".into()
        } else {
            format!("__slots__ = ({})", names.join(" ").trim_end_matches(if names.len() > 1 { "," } else { "" }))
        },
    );
    if let Some(tag) = tag {
        text.line(1, format_args!("type: ClassVar[Literal[{tag:?}]] = {tag:?}"));
    }
    for field in fields {
        let form = output_type(&field.form);
        let absent = !field.required && empty(&field.form).is_none() && !matches!(field.form, Type::Nullable(_) | Type::Any);
        text.line(1, format_args!("{}: {form}{}", field.name, if absent { " | None" } else { "" }));
        docstring(text, 1, &field.doc);
    }
    text.gap(1);
    text.line(1, "@classmethod");
    text.line(1, format_args!("def from_wire(cls, wire: Mapping[str, Any]) -> {name}:"));
    docstring(text, 2, "Read the form on the wire; members that this version does not know are left out.");
    if fields.is_empty() {
        text.line(2, "return cls()");
        return;
    }
    text.line(2, "return cls(");
    for field in fields {
        text.line(3, format_args!("{}={},", field.name, member(api, field)));
    }
    text.line(2, ")");
}

fn tagged(text: &mut Text, api: &Api, name: &str, variants: &[Variant]) {
    for variant in variants {
        record(text, api, &variant_name(name, variant), &variant.doc, Some(&variant.tag), &variant.fields);
    }
    let table = format!("_{}_VARIANTS", snake(name).to_uppercase());
    text.gap(2);
    text.line(0, format_args!("{table}: dict[str, Callable[[Mapping[str, Any]], {name}]] = {{"));
    for variant in variants {
        text.line(1, format_args!("{:?}: {}.from_wire,", variant.tag, variant_name(name, variant)));
    }
    text.line(0, "}");
    text.gap(2);
    text.line(0, format_args!("def {}(wire: Mapping[str, Any]) -> {name}:", decoder(name)));
    text.line(1, format_args!("return {table}[wire[\"type\"]](wire)"));
}

fn decoder(name: &str) -> String {
    format!("_{}_from_wire", snake(name))
}

/// What stands for a collection that the wire leaves out because it is empty.
fn empty(form: &Type) -> Option<&'static str> {
    match form {
        Type::List(_) => Some("()"),
        Type::Map(_) => Some("{}"),
        _ => None,
    }
}

/// The expression that reads a field.
fn member(api: &Api, field: &Field) -> String {
    let name = &field.name;
    let optional = !field.required || matches!(field.form, Type::Nullable(_));
    let inner = if let Type::Nullable(inner) = &field.form { inner } else { &field.form };
    match (optional, empty(&field.form)) {
        (false, _) => decode(api, inner, &format!("wire[{name:?}]")).unwrap_or_else(|| format!("wire[{name:?}]")),
        (true, Some(empty)) => {
            let value = format!("wire.get({name:?}, {})", if empty == "()" { "[]" } else { empty });
            decode(api, inner, &value).unwrap_or(value)
        }
        (true, None) => match decode(api, inner, "value") {
            Some(decoded) => format!("None if (value := wire.get({name:?})) is None else {decoded}"),
            None => format!("wire.get({name:?})"),
        },
    }
}

/// The function that reads a use case's outcome.
pub(crate) fn outcome_decoder(api: &Api, name: &str) -> String {
    match api.outputs.get(name).map(|definition| &definition.kind) {
        Some(Kind::Record(_)) => format!("{name}.from_wire"),
        Some(Kind::Tagged(_)) => decoder(name),
        Some(Kind::Alias(form)) => match decode(api, form, "wire") {
            Some(decoded) => format!("lambda wire: {decoded}"),
            None => "lambda wire: wire".into(),
        },
        Some(Kind::Strings(_)) | None => "lambda wire: wire".into(),
    }
}

/// The expression that makes a value of what the wire has; nothing when it is the same.
fn decode(api: &Api, form: &Type, wire: &str) -> Option<String> {
    match form {
        Type::Any | Type::String | Type::Integer | Type::Number | Type::Boolean => None,
        Type::Duration => Some(format!("duration({wire})")),
        Type::Moment => Some(format!("moment({wire})")),
        Type::Named(name) => match &api.outputs.get(name)?.kind {
            Kind::Record(_) => Some(format!("{name}.from_wire({wire})")),
            Kind::Tagged(_) => Some(format!("{}({wire})", decoder(name))),
            Kind::Strings(_) => None,
            Kind::Alias(inner) => decode(api, inner, wire),
        },
        Type::List(inner) => decode(api, inner, "item").map(|decoded| format!("[{decoded} for item in {wire}]")),
        Type::Map(inner) => decode(api, inner, "item").map(|decoded| format!("{{name: {decoded} for name, item in {wire}.items()}}")),
        Type::Nullable(inner) => decode(api, inner, wire).map(|decoded| format!("None if {wire} is None else {decoded}")),
    }
}

/// A docstring, if there is something to say.
pub(crate) fn docstring(text: &mut Text, depth: usize, about: &str) {
    if about.is_empty() {
        return;
    }
    let about = about.replace('\\', "\\\\").replace("\"\"\"", "'''");
    if about.contains('\n') {
        text.lines(depth, &format!("\"\"\"{}", about.trim_end()));
        text.line(depth, "\"\"\"");
    } else {
        text.line(depth, format_args!("\"\"\"{about}\"\"\""));
    }
}
