//! The catalog.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::envelope::{envelope, read};
use napi_derive::napi;

/// All entries, as a list shows them; gives an envelope.
#[napi]
pub fn catalog_list() -> String {
    envelope(ecs_usecases_ffi::catalog_list())
}

/// The entry of this id, API name or title; gives an envelope.
#[napi]
pub fn catalog_get(name: String) -> String {
    envelope(ecs_usecases_ffi::catalog_get(&name))
}

/// The same as a text, `markdown` or `html`; gives an envelope.
#[napi]
pub fn catalog_text(name: String, form: String) -> String {
    envelope(ecs_usecases_ffi::catalog_text(&name, &form).map(Into::into))
}

/// Which use case, strategy and request fit these answers; gives an envelope.
#[napi]
pub fn catalog_recommend(answers: String) -> String {
    envelope(read(&answers, "answers").and_then(|answers| ecs_usecases_ffi::catalog_recommend(&answers)))
}

/// The tree by which that is chosen; gives an envelope.
#[napi]
pub fn catalog_decision_tree() -> String {
    envelope(ecs_usecases_ffi::catalog_decision_tree())
}

/// The same as a text, `mermaid` or `markdown`; gives an envelope.
#[napi]
pub fn catalog_decision_tree_text(form: String) -> String {
    envelope(ecs_usecases_ffi::catalog_decision_tree_text(&form).map(Into::into))
}

/// All use cases by this; gives an envelope.
#[napi]
pub fn catalog_matrix(by: String) -> String {
    envelope(ecs_usecases_ffi::catalog_matrix(&by))
}

/// The same as a text, `markdown`, `html` or `csv`; gives an envelope.
#[napi]
pub fn catalog_matrix_text(by: String, form: String) -> String {
    envelope(ecs_usecases_ffi::catalog_matrix_text(&by, &form).map(Into::into))
}

/// The review of an entry by its name, or of a use case that is written here; gives an envelope.
#[napi]
pub fn catalog_review(name_or_text: String) -> String {
    envelope(ecs_usecases_ffi::catalog_review(&name_or_text))
}

/// Which use cases are missing from a list of names; gives an envelope.
#[napi]
pub fn catalog_find_gaps(have: Vec<String>) -> String {
    envelope(ecs_usecases_ffi::catalog_find_gaps(&have))
}

/// The checklist of Amazon ECR against an entry; gives an envelope.
#[napi]
pub fn catalog_review_ecr(name: String) -> String {
    envelope(ecs_usecases_ffi::catalog_review_ecr(&name))
}

/// A report, as JSON text of the wire, as a text: `markdown` or `html`; gives an envelope.
#[napi]
pub fn review_text(kind: String, report: String, form: String) -> String {
    let text = ecs_usecases::error::read(&mut serde_json::Deserializer::from_str(&report), "report");
    envelope(text.and_then(|report| ecs_usecases_ffi::review_text(&kind, report, &form)).map(Into::into))
}
