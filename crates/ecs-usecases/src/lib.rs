//! The deployment use cases of Amazon ECS as one composable async API.
//!
//! A use case is a struct: its fields are the request, [`Client::run`] does it, the outcome tells what is so. Clouds are
//! behind [`backend::CloudBackend`]: AWS, or a simulator that needs no account.

pub mod backend;
pub mod backends;
pub mod client;
pub mod clock;
pub mod error;
pub mod event;
pub mod journal;
pub mod layers;
pub mod model;
pub mod operations;
pub mod probe;
pub mod run;
pub mod span;
pub mod steps;
#[cfg(feature = "testkit")]
pub mod testkit;
pub mod use_case;
pub mod use_cases;

pub use backends::simulator::{self, Simulator};
pub use client::{Client, RunOptions};
pub use error::{Error, ErrorKind, Result};
pub use event::{Event, EventDetail};
pub use run::{CancelToken, Run};
pub use use_case::UseCase;
pub mod rules;
