//! `generate`: Python, TypeScript and the docs' pages from the schemas of the use cases.

mod javascript;
mod model;
mod names;
mod pages;
mod python;
mod python_client;
mod python_types;
mod schema;
#[cfg(test)]
mod tests;
mod text;
mod typescript;

pub(crate) use pages::book::{slug, stages_picture};

use crate::written;
use ecs_usecases::{
    catalog::{
        Answers, CatalogEntry, CatalogItem, DecisionTree, Matrix, Recommendation,
        review::{EcrChecklist, GapReport, Review, ServiceReview},
    },
    client::RunStory,
    error::Details,
    event::Event,
    journal::{
        RunHead,
        audit::{AuditAnchor, AuditReport},
    },
    plan::Plan,
    rehearsal::{Rehearsal, RehearsalOptions},
    rules::{RuleItem, posture::PostureReport},
    simulator::{ImageBehaviour, ImageScript, Scenario},
    use_case::registry,
};
use model::{Api, Case};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Value, json};
use std::path::Path;

/// The line that every generated file begins with, after the sign of a comment.
const MARK: &str = "Made by `cargo xtask generate`; do not edit.";

/// Write the generated files, or with `check` say which are stale. Gives whether all is well.
pub(crate) fn run(root: &Path, check: bool) -> Result<bool, String> {
    let (api, document) = collect()?;
    let code = [
        ("crates/ecs-usecases-py/python/ecs_usecases/_generated.py", python::code(&api)?),
        ("crates/ecs-usecases-py/python/ecs_usecases/_types.py", python_types::code(&api)),
        ("crates/ecs-usecases-node/index.d.ts", typescript::code(&api)?),
        ("crates/ecs-usecases-node/generated.js", javascript::code(&api)),
        ("docs/reference/schema.json", format!("{document:#}\n")),
    ];
    let pages = pages::files(root, &api)?;
    let mut fresh = true;
    for page in pages::abandoned(root, &pages)? {
        println!("{page} is no page of a use case");
        fresh = false;
    }
    let files = code.map(|(path, code)| (path.to_owned(), code)).into_iter().chain(pages);
    Ok(written::settle(root, files, check, "generate")? && fresh)
}

/// The pages of the book: of all use cases and their families, and the summary.
pub(crate) fn book(root: &Path) -> Result<Vec<(String, String)>, String> {
    let (api, _) = collect()?;
    pages::book(root, &api)
}

/// The schemas of everything that the bindings show, and the document that is published of them.
fn collect() -> Result<(Api, Value), String> {
    let mut inputs = SchemaSettings::draft2020_12().into_generator();
    let mut outputs = SchemaSettings::draft2020_12().for_serialize().into_generator();
    outputs.subschema_for::<Event>();
    outputs.subschema_for::<Details>();
    outputs.subschema_for::<Plan>();
    outputs.subschema_for::<Rehearsal>();
    outputs.subschema_for::<RunHead>();
    outputs.subschema_for::<RunStory>();
    outputs.subschema_for::<AuditAnchor>();
    outputs.subschema_for::<AuditReport>();
    outputs.subschema_for::<CatalogItem>();
    outputs.subschema_for::<CatalogEntry>();
    outputs.subschema_for::<RuleItem>();
    outputs.subschema_for::<PostureReport>();
    outputs.subschema_for::<DecisionTree>();
    outputs.subschema_for::<Matrix>();
    outputs.subschema_for::<Recommendation>();
    inputs.subschema_for::<Answers>();
    outputs.subschema_for::<Review>();
    outputs.subschema_for::<ServiceReview>();
    outputs.subschema_for::<GapReport>();
    outputs.subschema_for::<EcrChecklist>();
    inputs.subschema_for::<Scenario>();
    inputs.subschema_for::<ImageBehaviour>();
    inputs.subschema_for::<ImageScript>();
    inputs.subschema_for::<RehearsalOptions>();
    let mut cases = Vec::new();
    let mut table = serde_json::Map::new();
    for entry in registry() {
        let request = (entry.request)(&mut inputs).to_value();
        let outcome = (entry.outcome)(&mut outputs).to_value();
        cases.push(Case { name: entry.info.name.to_owned(), request: name_of(&request)?, outcome: name_of(&outcome)? });
        table.insert(entry.info.name.to_owned(), json!({ "info": entry.info, "request": request, "outcome": outcome }));
    }
    assemble(cases, table.into(), &mut inputs, &mut outputs)
}

/// The API of these schemas.
fn assemble(cases: Vec<Case>, table: Value, inputs: &mut SchemaGenerator, outputs: &mut SchemaGenerator) -> Result<(Api, Value), String> {
    let (inputs, outputs) = (inputs.take_definitions(true), outputs.take_definitions(true));
    let api = Api {
        cases,
        inputs: schema::read(&inputs).map_err(|why| format!("request: {why}"))?,
        outputs: schema::read(&outputs).map_err(|why| format!("outcome: {why}"))?,
    };
    let document = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": MARK,
        "use_cases": in_document(table, None),
        "inputs": in_document(inputs.into(), Some("inputs")),
        "outputs": in_document(outputs.into(), Some("outputs")),
    });
    Ok((api, document))
}

/// References point into the published document.
fn in_document(value: Value, side: Option<&str>) -> Value {
    match value {
        Value::Object(members) => {
            let moved = members.into_iter().map(|(name, member)| {
                let inner = match name.as_str() {
                    "request" => side.or(Some("inputs")),
                    "outcome" => side.or(Some("outputs")),
                    _ => side,
                };
                let member = match (&member, inner, name.as_str()) {
                    (Value::String(to), Some(side), "$ref") => to.replace("#/$defs/", &format!("#/{side}/")).into(),
                    _ => in_document(member, inner),
                };
                (name, member)
            });
            Value::Object(moved.collect())
        }
        Value::Array(items) => items.into_iter().map(|item| in_document(item, side)).collect(),
        other => other,
    }
}

fn name_of(reference: &Value) -> Result<String, String> {
    let target = reference["$ref"].as_str().ok_or_else(|| format!("a request or outcome that is not a type of its own: {reference}"))?;
    Ok(schema::public_name(target.rsplit('/').next().unwrap_or(target)).to_owned())
}
