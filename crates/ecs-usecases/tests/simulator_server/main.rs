//! The simulator's wire server: its controls, and what it does with clients that mean no good.
#![allow(clippy::unwrap_used)]

mod bad_clients;
mod balancers;
mod control;
mod http;

use ecs_usecases::{
    server::{Pace, ServerOptions, SimulatorServer},
    simulator::{ClusterScript, ImageBehaviour, ImageScript, RepositoryScript, Scenario, ServiceScript},
};
use std::time::Duration;

/// Service `web` of cluster `main` runs `shop/web:1.0`; the image `crash` does what its name says.
fn shop() -> Scenario {
    let image = |tag: &str, behaviour| ImageScript { tags: vec![tag.into()], behaviour, ..ImageScript::default() };
    let crash = ImageBehaviour { crash_after: Some(ecs_usecases::span::Span::from_secs(3)), exit_code: 3, ..ImageBehaviour::default() };
    Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![image("1.0", ImageBehaviour::default()), image("crash", crash)],
            ..RepositoryScript::default()
        }],
        services: vec![ServiceScript { name: "web".into(), image: "shop/web:1.0".into(), ..ServiceScript::default() }],
        // Where time stands still, a bucket that is empty stays so.
        throttling: false,
        ..Scenario::default()
    }
}

/// A server in which time stands still, and that is impatient.
fn server() -> SimulatorServer {
    let options = ServerOptions { pace: Pace::Manual, patience: Duration::from_secs(1), ..ServerOptions::default() };
    SimulatorServer::start(shop(), options).unwrap()
}
