//! The native part of the npm package `ecs-usecases`: invoke by name, events, cancel. JSON text goes over the border in
//! both directions; the typed part is generated TypeScript and JavaScript on top of this.
// Not `forbid`: the macros of napi write unsafe code of their own, and allow it there.
#![deny(unsafe_code)]

mod bridge;
pub mod catalog;
mod client;
mod envelope;
pub mod report;
pub mod rules;
mod run;
mod server;
mod simulator;

use napi::{
    Result,
    bindgen_prelude::{Object, retain_current_module_for_unload_safety},
};
use napi_derive::napi;

/// Called whenever the addon is loaded. Without it Node would unload, when the last worker that loaded it ends, code that
/// the threads of this library still run.
#[napi(module_exports)]
#[allow(clippy::unnecessary_wraps)] // napi wants it so
pub fn stay_loaded(_exports: Object<'_>) -> Result<()> {
    retain_current_module_for_unload_safety();
    Ok(())
}
