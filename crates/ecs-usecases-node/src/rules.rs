//! The rules.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::envelope::{envelope, read};
use napi_derive::napi;

/// All rules, as a list shows them; gives an envelope.
#[napi]
pub fn rules_list() -> String {
    envelope(ecs_usecases_ffi::rules_list())
}

/// What all rules say of the task definition file of this name and text; gives an envelope.
#[napi]
pub fn rules_check_file(name: String, text: String) -> String {
    envelope(ecs_usecases_ffi::rules_check_file(&name, &text))
}

/// What all rules say of a resource of this kind that is given as JSON; gives an envelope.
#[napi]
pub fn rules_check(kind: String, resource: String, json: String) -> String {
    envelope(ecs_usecases_ffi::rules_check(&kind, &resource, &json))
}

/// A report as a text, `sarif`, `junit`, `markdown`, `html` or `csv`; gives an envelope.
#[napi]
pub fn rules_text(report: String, form: String) -> String {
    let text = read(&report, "report").and_then(|report| ecs_usecases_ffi::rules_text(report, &form));
    envelope(text.map(Into::into))
}
