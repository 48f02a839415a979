//! The simulated ECS against what AWS documents, and the use cases' verdicts against what happens in it.
#![allow(clippy::unwrap_used)]

mod access;
mod api;
mod balancing;
mod canaries;
mod capacity;
mod definitions;
mod elsewhere;
mod failing;
mod forgetting;
mod providers;
mod random;
mod registry;
mod replication;
mod rolling;
mod run_task;
mod shifting;
mod state;
mod support;
mod throttling;
mod verdicts;
mod web;
