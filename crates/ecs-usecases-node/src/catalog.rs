//! The catalog.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::envelope::envelope;
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
