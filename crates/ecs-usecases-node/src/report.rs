//! Reports of runs, as text.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::envelope::envelope;
use napi_derive::napi;

/// A report in one of its forms, in an envelope.
#[napi]
pub fn render_report(text: String, form: String) -> String {
    envelope(ecs_usecases_ffi::render_report(&text, &form).map(Into::into))
}
