//! A small simulated world that is asked one thing after another, and made anew now and then.

use crate::{
    Simulator,
    backend::{Call, Cloud},
    error::{Error, ErrorKind, Result},
    operations::AnyOperation,
    simulator::{ClusterScript, ImageScript, RepositoryScript, Scenario, ServiceScript},
};
use futures::FutureExt;
use serde_json::Value;
use std::{cell::RefCell, sync::Arc, time::Duration};

/// Uses of a world before it is made anew: what is written to it stays bounded.
const USES: u32 = 200;

thread_local! {
    static WORLD: RefCell<Option<(u32, World)>> = const { RefCell::new(None) };
}

/// A world, and its cloud.
pub(super) struct World {
    simulator: Arc<Simulator>,
    cloud: Cloud,
}

impl World {
    fn new() -> Result<Self> {
        let image = |tag: &str| ImageScript { tags: vec![tag.into()], ..ImageScript::default() };
        let simulator = Simulator::new(Scenario {
            clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
            repositories: vec![RepositoryScript {
                name: "shop/web".into(),
                images: vec![image("1.0"), image("1.1")],
                ..RepositoryScript::default()
            }],
            services: vec![ServiceScript { name: "web".into(), image: "shop/web:1.0".into(), ..ServiceScript::default() }],
            ..Scenario::default()
        })?;
        Ok(Self { cloud: simulator.cloud(), simulator })
    }

    /// Use the world of this thread. One in which something panicked is not used again.
    pub(super) fn with<T>(work: impl FnOnce(&Self) -> T) -> T {
        let known = WORLD.take().filter(|(uses, _)| *uses < USES);
        let (uses, world) = known.unwrap_or_else(|| (0, Self::new().unwrap_or_else(|error| panic!("the world is wrong: {error}"))));
        let result = work(&world);
        WORLD.set(Some((uses + 1, world)));
        result
    }

    /// Ask for something by its action. A request of another form than the operation's is an error.
    pub(super) fn ask(&self, action: &str, request: Value) -> Result<Value> {
        let operation = AnyOperation::from_json(action, request)?;
        let call: Call = self.cloud.call(operation, self.simulator.now());
        let mut result = Err(Error::new(ErrorKind::Internal, "it was not answered"));
        let work = async { result = self.cloud.backend().call(call).await };
        self.cloud.clock().drive(Box::pin(work)).now_or_never();
        result.map(|reply| reply.to_json())
    }

    pub(super) fn pass_a_day(&self) {
        self.simulator.advance(Duration::from_hours(25));
    }
}
