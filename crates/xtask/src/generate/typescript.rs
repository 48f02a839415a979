//! TypeScript: the declarations of the npm package.

use super::{
    MARK,
    model::{Api, Case, Definition, Definitions, Field, Kind, Type},
    names::{camel, pascal},
    text::Text,
};
use serde_json::Value;
use std::{collections::BTreeSet, fmt::Write};

const HEAD: &str = "\
import type { CallOptions, ClientOptions, Place, PlanOptions, RehearseOptions, ResumeOptions, Run, RunPlanOptions, RunsOptions, SimulatedOptions, StartOptions, StartPlanOptions, StartResumedOptions } from './lib/runtime.js'
import { ClientBase, PlannerBase, RehearserBase, SimulatorBase, StarterBase } from './lib/runtime.js'

export * from './lib/catalog.js'
export * from './lib/errors.js'
export * from './lib/report.js'
export * from './lib/rules.js'
export * from './lib/server.js'
export { planMarkdown, rehearsalMarkdown, verifyAuditExport } from './lib/runtime.js'
export type { CallOptions, ClientOptions, Place, PlanOptions, RehearseOptions, ResumeOptions, Run, RunPlanOptions, RunsOptions, SimulatedOptions, StartOptions, StartPlanOptions, StartResumedOptions }
";

/// The code of `index.d.ts`.
pub(crate) fn code(api: &Api) -> Result<String, String> {
    let differing = api.differing();
    let mut text = Text::new(2);
    text.line(0, format_args!("// {MARK}"));
    text.lines(0, HEAD);
    let same = BTreeSet::new();
    definitions(&mut text, &Side { definitions: &api.outputs, twins: &same, input: false }, |_| true);
    let written = Side { definitions: &api.inputs, twins: &differing, input: true };
    definitions(&mut text, &written, |name| differing.contains(name) || api.outputs.get(name).is_none());
    let request = |name: &str| written.name(name);
    client(&mut text, api, &request)?;
    simulator(&mut text, &request);
    Ok(text.finish())
}

/// One of the two sides: what callers read or what they write.
struct Side<'a> {
    definitions: &'a Definitions,
    twins: &'a BTreeSet<&'a str>,
    input: bool,
}

impl Side<'_> {
    fn name(&self, name: &str) -> String {
        if self.twins.contains(name) { format!("{name}Param") } else { name.to_owned() }
    }

    fn form(&self, form: &Type) -> String {
        match form {
            Type::Any => "unknown".into(),
            Type::Integer | Type::Number => "number".into(),
            Type::Boolean => "boolean".into(),
            Type::Duration if self.input => "string | number".into(),
            Type::String | Type::Moment | Type::Duration => "string".into(),
            Type::Named(name) => self.name(name),
            Type::List(inner) => format!("Array<{}>", self.form(inner)),
            Type::Map(inner) => format!("Record<string, {}>", self.form(inner)),
            Type::Nullable(inner) => format!("{} | null", self.form(inner)),
        }
    }
}

fn definitions(text: &mut Text, side: &Side<'_>, wanted: impl Fn(&str) -> bool) {
    for (name, definition) in side.definitions.iter().filter(|(name, _)| wanted(name)) {
        text.gap(1);
        declare(text, side, &side.name(name), definition);
    }
}

fn declare(text: &mut Text, side: &Side<'_>, name: &str, definition: &Definition) {
    match &definition.kind {
        Kind::Record(fields) => interface(text, side, name, &definition.doc, None, fields),
        Kind::Tagged(variants) => {
            for variant in variants {
                interface(text, side, &format!("{name}{}", pascal(&variant.tag)), &variant.doc, Some(&variant.tag), &variant.fields);
                text.gap(1);
            }
            jsdoc(text, 0, &definition.doc, None);
            let names: Vec<String> = variants.iter().map(|variant| format!("{name}{}", pascal(&variant.tag))).collect();
            text.line(0, format_args!("export type {name} = {}", names.join(" | ")));
        }
        Kind::Strings(choices) => {
            jsdoc(text, 0, &definition.doc, None);
            let choices: Vec<String> = choices.iter().map(|choice| format!("'{choice}'")).collect();
            text.line(0, format_args!("export type {name} = {}", choices.join(" | ")));
        }
        Kind::Alias(form) => {
            jsdoc(text, 0, &definition.doc, None);
            text.line(0, format_args!("export type {name} = {}", side.form(form)));
        }
    }
}

fn interface(text: &mut Text, side: &Side<'_>, name: &str, about: &str, tag: Option<&str>, fields: &[Field]) {
    jsdoc(text, 0, about, None);
    if tag.is_none() && fields.is_empty() {
        text.line(0, format_args!("export type {name} = Record<string, never>"));
        return;
    }
    text.line(0, format_args!("export interface {name} {{"));
    if let Some(tag) = tag {
        text.line(1, format_args!("type: '{tag}'"));
    }
    for field in fields {
        jsdoc(text, 1, &field.doc, field.default.as_ref().filter(|_| side.input));
        text.line(1, format_args!("{}{}: {}", camel(&field.name), if field.required { "" } else { "?" }, side.form(&field.form)));
    }
    text.line(0, "}");
}

fn client(text: &mut Text, api: &Api, request: &impl Fn(&str) -> String) -> Result<(), String> {
    text.gap(1);
    jsdoc(
        text,
        0,
        "All use cases.\n\nAborting the signal of a call cancels its run at the next safe point; `resume` goes on with it.",
        None,
    );
    text.line(0, "export declare class Client extends ClientBase {");
    text.line(1, "constructor(options?: ClientOptions)");
    jsdoc(text, 1, "Start a use case, to watch it.", None);
    text.line(1, "get start(): Starter");
    jsdoc(text, 1, "Tell what a use case would do, and do nothing.", None);
    text.line(1, "get plan(): Planner");
    jsdoc(text, 1, "Tell how a use case would go, also under faults, and do nothing.", None);
    text.line(1, "get rehearse(): Rehearser");
    for case in &api.cases {
        let definition = api.inputs.get(&case.request).ok_or_else(|| format!("{}: there is no definition {}", case.name, case.request))?;
        jsdoc(text, 1, &definition.doc, None);
        let (method, optional, request) = (camel(&case.name), optional(api, case), request(&case.request));
        if ["start", "plan", "rehearse", "run", "invoke", "resume", "listRuns", "showRun", "cancelRun"].contains(&method.as_str()) {
            return Err(format!("{}: the name is taken in TypeScript", case.name));
        }
        text.line(1, format_args!("{method}(request{optional}: {request}, options?: CallOptions): Promise<{}>", case.outcome));
    }
    text.line(0, "}");
    text.gap(1);
    jsdoc(text, 0, "All use cases, started: iterate over the run for its events, and ask it for its result.", None);
    text.line(0, "export declare class Starter extends StarterBase {");
    for case in &api.cases {
        let (method, optional, request) = (camel(&case.name), optional(api, case), request(&case.request));
        text.line(1, format_args!("{method}(request{optional}: {request}, options?: StartOptions): Run<{}>", case.outcome));
    }
    text.line(0, "}");
    text.gap(1);
    jsdoc(text, 0, "All use cases, planned: what each would do, with nothing done.", None);
    text.line(0, "export declare class Planner extends PlannerBase {");
    for case in &api.cases {
        let (method, optional, request) = (camel(&case.name), optional(api, case), request(&case.request));
        text.line(1, format_args!("{method}(request{optional}: {request}, options?: PlanOptions): Promise<Plan>"));
    }
    text.line(0, "}");
    text.gap(1);
    jsdoc(text, 0, "All use cases, rehearsed: how each would go, also under faults, with nothing done.", None);
    text.line(0, "export declare class Rehearser extends RehearserBase {");
    for case in &api.cases {
        let (method, optional, request) = (camel(&case.name), optional(api, case), request(&case.request));
        text.line(1, format_args!("{method}(request{optional}: {request}, options?: RehearseOptions): Promise<Rehearsal>"));
    }
    text.line(0, "}");
    Ok(())
}

/// The sign of a request that may be left out, because all of its fields may.
fn optional(api: &Api, case: &Case) -> &'static str {
    let needed = api.inputs.get(&case.request).is_some_and(|definition| definition.fields().iter().any(|field| field.required));
    if needed { "" } else { "?" }
}

fn simulator(text: &mut Text, request: &impl Fn(&str) -> String) {
    text.gap(1);
    jsdoc(text, 0, "A deterministic ECS that lives in memory and in virtual time.", None);
    text.line(0, "export declare class Simulator extends SimulatorBase {");
    text.line(1, format_args!("constructor(scenario?: {})", request("Scenario")));
    jsdoc(text, 1, "A client of this world. Its runs are numbered from 1.", None);
    text.line(1, "client(options?: SimulatedOptions): Client");
    jsdoc(text, 1, "Change what the program in an image does. Tasks that run already go on as they were.", None);
    text.line(1, format_args!("scriptImage(image: string, behaviour: {}, place?: Place): void", request("ImageBehaviour")));
    jsdoc(text, 1, "Push an image, as a builder would; gives its digest.", None);
    text.line(1, format_args!("pushImage(repository: string, image: {}, place?: Place): string", request("ImageScript")));
    text.line(0, "}");
}

fn jsdoc(text: &mut Text, depth: usize, about: &str, default: Option<&Value>) {
    let mut about = about.replace("*/", "*\u{200b}/");
    if let Some(default) = default.filter(|default| !default.is_null()) {
        let _ = write!(about, "\n@default {}", default.to_string().replace("*/", "*\u{200b}/"));
    }
    match (about.trim(), about.contains('\n')) {
        ("", _) => {}
        (one, false) => text.line(depth, format_args!("/** {one} */")),
        (many, true) => {
            text.line(depth, "/**");
            many.lines().for_each(|line| text.line(depth, format_args!(" * {line}").to_string().trim_end()));
            text.line(depth, " */");
        }
    }
}
