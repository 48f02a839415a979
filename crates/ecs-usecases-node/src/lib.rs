//! The native part of the npm package `ecs-usecases`: invoke by name, events, cancel. JSON text goes over the border in
//! both directions; the typed part is generated TypeScript and JavaScript on top of this.
// Not `forbid`: the macros of napi write unsafe code of their own, and allow it there.
#![deny(unsafe_code)]

mod client;
mod envelope;
pub mod report;
mod run;
mod server;
mod simulator;
