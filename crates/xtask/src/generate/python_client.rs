//! The Python clients: one method a use case, in four forms.

use super::{
    model::{Api, Case, Field, Kind, Type},
    python::{docstring, input_name, outcome_decoder},
    text::Text,
};
use serde_json::Value;
use std::{collections::BTreeSet, fmt::Write};

/// Parameters that every method has.
const PARAMETERS: [&str; 7] = ["self", "on_event", "run_id", "rehearsed", "request", "what_ifs", "prices"];
/// What rehearsals take besides.
const REHEARSAL: &str = "\
Args:
    what_ifs: The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
    prices: The prices; those that are known when absent.";
/// Methods that every client has.
const METHODS: [&str; 16] = [
    "anchor_audit",
    "cancel_run",
    "check_rules",
    "export_audit",
    "find_gaps",
    "invoke",
    "list_runs",
    "plan",
    "rehearse",
    "resume",
    "review_ecr_integration",
    "review_service",
    "run",
    "show_run",
    "start",
    "verify_audit",
];

/// The clients and the simulator.
pub(crate) fn write(text: &mut Text, api: &Api) -> Result<(), String> {
    text.gap(2);
    text.line(0, "OUTCOMES: dict[str, Callable[[Any], Any]] = {");
    for case in &api.cases {
        text.line(1, format_args!("{:?}: {},", case.name, outcome_decoder(api, &case.outcome)));
    }
    text.line(0, "}");
    for form in
        [Form::AsyncStart, Form::Start, Form::AsyncPlan, Form::Plan, Form::AsyncRehearse, Form::Rehearse, Form::AsyncClient, Form::Client]
    {
        class(text, api, form)?;
    }
    simulator(text, api)
}

/// Definitions that the clients' parameters mention.
pub(crate) fn mentions(api: &Api) -> BTreeSet<String> {
    let requests = api.cases.iter().map(|case| case.request.as_str()).chain(["Scenario", "RehearsalOptions"]);
    let fields = requests.filter_map(|name| api.inputs.get(name)).flat_map(|definition| definition.mentions());
    fields.chain(["ImageBehaviour", "ImageScript"].into_iter().filter(|name| api.inputs.get(name).is_some())).map(str::to_owned).collect()
}

/// The annotation of what callers write.
pub(crate) fn input_type(api: &Api, form: &Type) -> String {
    match form {
        Type::Any => "Any".into(),
        Type::String => "str".into(),
        Type::Integer => "int".into(),
        Type::Number => "float".into(),
        Type::Boolean => "bool".into(),
        Type::Duration => "timedelta | str | float".into(),
        Type::Moment => "datetime | str".into(),
        Type::Named(name) => input_name(api, name),
        Type::List(inner) => format!("Sequence[{}]", input_type(api, inner)),
        Type::Map(inner) => format!("Mapping[str, {}]", input_type(api, inner)),
        Type::Nullable(inner) => format!("{} | None", input_type(api, inner)),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    AsyncClient,
    Client,
    AsyncStart,
    Start,
    AsyncPlan,
    Plan,
    AsyncRehearse,
    Rehearse,
}

fn class(text: &mut Text, api: &Api, form: Form) -> Result<(), String> {
    let (head, about) = match form {
        Form::AsyncClient => (
            "AsyncClient(AsyncBase)",
            "All use cases, for asyncio.\n\nCancelling a task that runs one cancels the run at its next safe point; `resume` goes on with it.",
        ),
        Form::Client => (
            "Client(SyncBase)",
            "All use cases, blocking. Other threads go on meanwhile.\n\nCtrl-C cancels a run at its next safe point; `resume` goes on with it.",
        ),
        Form::AsyncStart => {
            ("_AsyncStart(AsyncStarts)", "All use cases, started: iterate over the run for its events, and ask it for its result.")
        }
        Form::AsyncPlan => ("_AsyncPlan(AsyncPlans)", "All use cases, planned: what each would do, with nothing done."),
        Form::Plan => ("_Plan(Plans)", "All use cases, planned: what each would do, with nothing done."),
        Form::AsyncRehearse => {
            ("_AsyncRehearse(AsyncRehearsals)", "All use cases, rehearsed: how each would go, also under faults, with nothing done.")
        }
        Form::Rehearse => ("_Rehearse(Rehearsals)", "All use cases, rehearsed: how each would go, also under faults, with nothing done."),
        Form::Start => ("_Start(Starts)", "All use cases, started: iterate over the run for its events, and ask it for its result."),
    };
    text.gap(2);
    text.line(0, format_args!("class {head}:"));
    docstring(text, 1, about);
    text.gap(1);
    text.line(1, "__slots__ = ()");
    let prefix = match form {
        Form::AsyncClient => Some("_Async"),
        Form::Client => Some("_"),
        _ => None,
    };
    let others = [
        ("start", "Start", "Start a use case, to watch it."),
        ("plan", "Plan", "Tell what a use case would do, and do nothing."),
        ("rehearse", "Rehearse", "Tell how a use case would go, also under faults, and do nothing."),
    ];
    for (name, class, about) in others {
        let Some(prefix) = prefix else { continue };
        text.gap(1);
        text.line(1, "@property");
        text.line(1, format_args!("def {name}(self) -> {prefix}{class}:"));
        docstring(text, 2, about);
        text.line(2, format_args!("return {prefix}{class}(self)"));
    }
    for case in &api.cases {
        method(text, api, form, case)?;
    }
    Ok(())
}

fn method(text: &mut Text, api: &Api, form: Form, case: &Case) -> Result<(), String> {
    let Case { name, request, outcome } = case;
    if METHODS.contains(&name.as_str()) {
        return Err(format!("{name}: the name is taken in Python"));
    }
    let definition = api.inputs.get(request).ok_or_else(|| format!("{name}: there is no definition {request}"))?;
    let Kind::Record(fields) = &definition.kind else { return Err(format!("{name}: a request has to be a structure")) };
    let fields = parameters(name, fields)?;
    let starts = matches!(form, Form::AsyncStart | Form::Start);
    let rehearses = matches!(form, Form::AsyncRehearse | Form::Rehearse);
    let plans = rehearses || matches!(form, Form::AsyncPlan | Form::Plan);
    text.gap(1);
    text.line(
        1,
        format_args!(
            "{}def {name}(",
            if matches!(form, Form::AsyncClient | Form::AsyncPlan | Form::AsyncRehearse) { "async " } else { "" }
        ),
    );
    text.line(2, "self,");
    if !plans || rehearses || !fields.is_empty() {
        text.line(2, "*,");
    }
    for field in &fields {
        text.line(2, parameter(api, field));
    }
    if !starts && !plans {
        text.line(2, "on_event: Callable[[Event], object] | None = None,");
    }
    if !plans {
        text.line(2, "run_id: str | None = None,");
        text.line(2, "rehearsed: bool | Rehearsal = False,");
    }
    if rehearses {
        for (name, options) in [("what_ifs", "WhatIf"), ("prices", "PriceList")] {
            let form = input_name(api, options);
            let form = if name == "what_ifs" { format!("Sequence[{form}]") } else { form };
            text.line(2, format_args!("{name}: {form} | None = None,"));
        }
    }
    let gives = match form {
        Form::AsyncClient | Form::Client => outcome.clone(),
        Form::AsyncStart => format!("AsyncRun[{outcome}]"),
        Form::Start => format!("Run[{outcome}]"),
        Form::AsyncPlan | Form::Plan => "Plan".to_owned(),
        Form::AsyncRehearse | Form::Rehearse => "Rehearsal".to_owned(),
    };
    text.line(1, format_args!(") -> {gives}:"));
    if starts {
        docstring(text, 2, &format!("Start `{name}`, with the parameters that the client's method has."));
    } else if rehearses {
        docstring(text, 2, &format!("Rehearse `{name}`, with the parameters that the client's method has.\n\n{REHEARSAL}"));
    } else if plans {
        docstring(text, 2, &format!("Plan `{name}`, with the parameters that the client's method has."));
    } else {
        docstring(text, 2, &about(&definition.doc, &fields));
    }
    body(text, &fields);
    let decode = outcome_decoder(api, outcome);
    match form {
        Form::AsyncClient => {
            text.line(2, format_args!("return await self._call({name:?}, request, {decode}, on_event, run_id, rehearsed)"));
        }
        Form::Client => text.line(2, format_args!("return self._call({name:?}, request, {decode}, on_event, run_id, rehearsed)")),
        Form::AsyncStart | Form::Start => text.line(2, format_args!("return self._start({name:?}, request, {decode}, run_id, rehearsed)")),
        Form::AsyncPlan => text.line(2, format_args!("return await self._plan({name:?}, request)")),
        Form::Plan => text.line(2, format_args!("return self._plan({name:?}, request)")),
        Form::AsyncRehearse => text.line(2, format_args!("return await self._rehearse({name:?}, request, what_ifs, prices)")),
        Form::Rehearse => text.line(2, format_args!("return self._rehearse({name:?}, request, what_ifs, prices)")),
    }
    Ok(())
}

/// The fields as keyword parameters: the required ones first.
fn parameters<'a>(path: &str, fields: &'a [Field]) -> Result<Vec<&'a Field>, String> {
    let mut sorted: Vec<&Field> = fields.iter().collect();
    sorted.sort_by_key(|field| !field.required);
    for field in fields {
        if PARAMETERS.contains(&field.name.as_str()) {
            return Err(format!("{path}.{}: the name is taken in Python", field.name));
        }
        if !field.required && matches!(field.form, Type::Nullable(_)) && field.default.as_ref().is_some_and(|default| !default.is_null()) {
            return Err(format!("{path}.{}: None can't mean both nothing and the default", field.name));
        }
    }
    Ok(sorted)
}

fn parameter(api: &Api, field: &Field) -> String {
    let (name, form) = (&field.name, input_type(api, &field.form));
    match (field.required, literal(field)) {
        (true, _) => format!("{name}: {form},"),
        (false, Some(default)) => format!("{name}: {form} = {default},"),
        (false, None) if matches!(field.form, Type::Nullable(_)) => format!("{name}: {form} = None,"),
        (false, None) => format!("{name}: {form} | None = None,"),
    }
}

/// The default where Python can show it in the signature.
fn literal(field: &Field) -> Option<String> {
    if matches!(field.form, Type::Any) {
        return None;
    }
    match field.default.as_ref()? {
        Value::Bool(true) => Some("True".into()),
        Value::Bool(false) => Some("False".into()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(format!("{text:?}")),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

fn about(doc: &str, fields: &[&Field]) -> String {
    let mut about = format!("{doc}\n\nArgs:\n");
    for field in fields {
        let default = match &field.default {
            Some(default @ (Value::Array(_) | Value::Object(_)))
                if !matches!(default, Value::Array(items) if items.is_empty()) && *default != serde_json::json!({}) =>
            {
                format!(" Default: `{default}`.")
            }
            _ => String::new(),
        };
        let _ = writeln!(about, "    {}: {}{default}", field.name, field.doc.replace("\n\n", "\n").replace('\n', "\n        "));
    }
    about
        + "    on_event: Called with each event, in order. An exception that it raises cancels the run and is raised.\n    run_id: Id of the run; a run of this id that was interrupted goes on.\n"
}

fn body(text: &mut Text, fields: &[&Field]) {
    if fields.is_empty() {
        text.line(2, "request: dict[str, Any] = {}");
        return;
    }
    text.line(2, "request: dict[str, Any] = {");
    for field in fields {
        text.line(3, format_args!("{:?}: {},", field.name, field.name));
    }
    text.line(2, "}");
}

/// The parameters that say in which Region and account; unless they do, it is the scenario's.
const JOURNAL: &str = ", journal: str | PathLike[str] | None = None";
const PLACE: &str = ", *, region: str | None = None, account: str | None = None";

fn simulator(text: &mut Text, api: &Api) -> Result<(), String> {
    let Some(scenario) = api.inputs.get("Scenario") else { return Ok(()) };
    let Kind::Record(fields) = &scenario.kind else { return Err("Scenario: it has to be a structure".into()) };
    let fields = parameters("Scenario", fields)?;
    text.gap(2);
    text.line(0, "class Simulator(SimulatorBase):");
    docstring(text, 1, "A deterministic ECS that lives in memory and in virtual time.");
    text.gap(1);
    text.line(1, "__slots__ = ()");
    text.gap(1);
    text.line(1, "def __init__(");
    text.line(2, "self,");
    text.line(2, "*,");
    for field in &fields {
        text.line(2, parameter(api, field));
    }
    text.line(1, ") -> None:");
    let about = about(&scenario.doc, &fields);
    docstring(text, 2, about.split("    on_event").next().unwrap_or_default());
    body(text, &fields);
    text.line(2, "self._build(request)");
    let (behaviour, image) = (input_name(api, "ImageBehaviour"), input_name(api, "ImageScript"));
    for (head, about, body) in [
        (
            format!("client(self{PLACE}{JOURNAL}) -> Client"),
            "A blocking client of this world. Its runs are numbered from 1, unless they are written to a file.",
            "return Client._of(self._native.client(region, account, _path(journal)))",
        ),
        (
            format!("async_client(self{PLACE}{JOURNAL}) -> AsyncClient"),
            "A client of this world for asyncio. Its runs are numbered from 1, unless they are written to a file.",
            "return AsyncClient._of(self._native.client(region, account, _path(journal)))",
        ),
        (
            format!("script_image(self, image: str, behaviour: {behaviour}{PLACE}) -> None"),
            "Change what the program in an image does. Tasks that run already go on as they were.",
            "self._native.script_image(image, behaviour, region, account)",
        ),
        (
            format!("push_image(self, repository: str, image: {image}{PLACE}) -> str"),
            "Push an image, as a builder would; gives its digest.",
            "return self._native.push_image(repository, image, region, account)",
        ),
    ] {
        text.gap(1);
        text.line(1, format_args!("def {head}:"));
        docstring(text, 2, about);
        text.line(2, body);
    }
    Ok(())
}
