//! The simulated ECS against what AWS documents, and the use cases' verdicts against what happens in it.
#![allow(clippy::unwrap_used)]

mod api;
mod canaries;
mod capacity;
mod failing;
mod forgetting;
mod random;
mod rolling;
mod shifting;
mod state;
mod support;
mod throttling;
mod verdicts;
