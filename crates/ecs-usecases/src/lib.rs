//! The deployment use cases of Amazon ECS as one composable async API.
//!
//! A use case is a struct: its fields are the request, [`Client::run`] does it, the outcome tells what is so. Clouds are
//! behind [`backend::CloudBackend`]: AWS (feature `aws`), or a [`Simulator`] that needs no account.
//!
//! ```
//! use ecs_usecases::{
//!     Client, Simulator,
//!     simulator::{ClusterScript, ImageScript, RepositoryScript, Scenario, ServiceScript},
//!     use_cases::RollingDeployment,
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> ecs_usecases::Result<()> {
//! let image = |tag: &str| ImageScript { tags: vec![tag.into()], ..ImageScript::default() };
//! let simulator = Simulator::new(Scenario {
//!     clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
//!     repositories: vec![RepositoryScript { name: "shop/web".into(), images: vec![image("1.0"), image("1.1")], ..RepositoryScript::default() }],
//!     services: vec![ServiceScript { name: "web".into(), image: "shop/web:1.0".into(), ..ServiceScript::default() }],
//!     ..Scenario::default()
//! })?;
//!
//! let outcome = simulator.client().run(RollingDeployment::new("main", "web", "shop/web:1.1".parse()?)).await?;
//! assert!(outcome.verdict.succeeded());
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

pub mod backend;
pub mod backends;
pub mod cancel;
pub mod catalog;
pub mod client;
pub mod clock;
pub mod error;
pub mod event;
pub mod journal;
pub mod layers;
pub mod mirror;
pub mod model;
pub mod operations;
pub mod plan;
pub mod probe;
pub mod rehearsal;
pub mod report;
pub mod run;
#[cfg(feature = "simulator-server")]
pub mod server;
pub mod span;
pub mod steps;
mod sync;
#[cfg(feature = "testkit")]
pub mod testkit;
pub mod use_case;
pub mod use_cases;

pub use backends::simulator::{self, Simulator};
pub use client::{Client, RunOptions};
pub use error::{Error, ErrorKind, Result};
pub use event::{Event, EventDetail};
pub use mirror::Mirror;
pub use plan::Plan;
pub use rehearsal::{Rehearsal, RehearsalDemand, RehearsalOptions};
pub use report::{Recorder, RunReport};
pub use run::{CancelToken, Run};
pub use use_case::UseCase;
pub mod rules;
