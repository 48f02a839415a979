//! JavaScript: the methods, and where a value's keys are field names to be renamed.
//!
//! A shape is `null` (leave it alone), the name of another, `[shape]` for a list, `{m: shape}` for a map whose keys are data,
//! `{f: {field: shape}}` for a structure, `{t: {tag: {field: shape}}}` for an enumeration with its name in `type`.

use super::{
    MARK,
    model::{Api, Definitions, Field, Kind, Type},
    names::camel,
    text::Text,
};
use serde_json::{Map, Value, json};

/// The code of `generated.js`.
pub(crate) fn code(api: &Api) -> String {
    let mut text = Text::new(2);
    text.line(0, format_args!("// {MARK}"));
    text.line(0, "import { ClientBase, PlannerBase, RehearserBase, SimulatorBase, StarterBase, define } from './lib/runtime.js'");
    text.gap(1);
    for (name, definitions) in [("inputs", &api.inputs), ("outputs", &api.outputs)] {
        text.line(0, format_args!("const {name} = {{"));
        for (name, shape) in shapes(definitions) {
            text.line(1, format_args!("{name}: {shape},"));
        }
        text.line(0, "}");
    }
    text.line(0, "const outcomes = {");
    for case in &api.cases {
        text.line(1, format_args!("{}: '{}',", case.name, case.outcome));
    }
    text.line(0, "}");
    text.line(0, "define(inputs, outputs, outcomes)");
    text.gap(1);
    text.line(0, "export class Client extends ClientBase {");
    text.line(1, "get start() {");
    text.line(2, "return new Starter(this)");
    text.line(1, "}");
    text.line(1, "get plan() {");
    text.line(2, "return new Planner(this)");
    text.line(1, "}");
    text.line(1, "get rehearse() {");
    text.line(2, "return new Rehearser(this)");
    text.line(1, "}");
    methods(&mut text, api, "_call");
    text.line(0, "}");
    text.gap(1);
    text.line(0, "export class Starter extends StarterBase {");
    methods(&mut text, api, "_start");
    text.line(0, "}");
    text.gap(1);
    text.line(0, "export class Planner extends PlannerBase {");
    methods(&mut text, api, "_plan");
    text.line(0, "}");
    text.gap(1);
    text.line(0, "export class Rehearser extends RehearserBase {");
    methods(&mut text, api, "_rehearse");
    text.line(0, "}");
    text.gap(1);
    text.line(0, "export class Simulator extends SimulatorBase {");
    text.line(1, "client(place) {");
    text.line(2, "return this._client(Client, place)");
    text.line(1, "}");
    text.line(0, "}");
    text.finish()
}

fn methods(text: &mut Text, api: &Api, by: &str) {
    for case in &api.cases {
        text.line(1, format_args!("{}(request, options) {{", camel(&case.name)));
        text.line(2, format_args!("return this.{by}('{}', '{}', request, options)", case.name, case.request));
        text.line(1, "}");
    }
}

fn shapes(definitions: &Definitions) -> Map<String, Value> {
    let of = |kind: &Kind| match kind {
        Kind::Record(fields) => json!({ "f": members(fields) }),
        Kind::Tagged(variants) => {
            json!({ "t": variants.iter().map(|variant| (variant.tag.clone(), members(&variant.fields))).collect::<Map<_, _>>() })
        }
        Kind::Strings(_) => Value::Null,
        Kind::Alias(form) => shape(form),
    };
    definitions.iter().map(|(name, definition)| (name.clone(), of(&definition.kind))).collect()
}

fn members(fields: &[Field]) -> Value {
    fields.iter().map(|field| (field.name.clone(), shape(&field.form))).collect::<Map<_, _>>().into()
}

fn shape(form: &Type) -> Value {
    match form {
        Type::Named(name) => json!(name),
        Type::Nullable(inner) => shape(inner),
        Type::List(inner) => Some(shape(inner)).filter(|inner| !inner.is_null()).map_or(Value::Null, |inner| json!([inner])),
        Type::Map(inner) => Some(shape(inner)).filter(|inner| !inner.is_null()).map_or(Value::Null, |inner| json!({ "m": inner })),
        _ => Value::Null,
    }
}
