//! A served simulator.

#![allow(clippy::needless_pass_by_value)] // text of JavaScript arrives as a String of its own

use crate::{
    envelope::{envelope, read},
    simulator::NativeSimulator,
};
use ecs_usecases::Result;
use ecs_usecases_ffi::{Server, World};
use napi_derive::napi;
use serde_json::{Value, json};

/// A simulator that is served over HTTP, in a thread that never waits for JavaScript. Its methods give envelopes.
#[napi]
pub struct NativeServer(Result<Server>);

#[napi]
impl NativeServer {
    /// Serve the world of this scenario. `check` tells whether it could be done.
    #[napi(factory)]
    pub fn start(scenario: String, options: String) -> Self {
        Self(read(&scenario, "scenario").and_then(|scenario| Server::start(World::Scenario(scenario), read(&options, "options")?)))
    }

    /// Serve this simulator.
    #[napi(factory)]
    pub fn over(simulator: &NativeSimulator, options: String) -> Self {
        Self(simulator.twin().and_then(|twin| Server::start(World::Simulator(twin.clone()), read(&options, "options")?)))
    }

    /// Its URL and port in an envelope, or why it could not be started.
    #[napi]
    pub fn check(&self) -> String {
        self.with(|server| Ok(json!({ "url": server.url(), "port": server.port() })))
    }

    /// Whether it can be called.
    #[napi]
    pub fn running(&self) -> bool {
        self.0.as_ref().is_ok_and(Server::is_running)
    }

    /// The environment in which programs of others talk to it.
    #[napi]
    pub fn environment(&self) -> String {
        self.with(|server| server.environment().map(|environment| json!(environment)))
    }

    /// The simulator that is served; null when it is the known one.
    #[napi]
    pub fn simulator(&self, known: Option<&NativeSimulator>) -> Option<NativeSimulator> {
        let twin = self.0.as_ref().map_err(Clone::clone).and_then(Server::twin);
        let same = match (&twin, known.map(NativeSimulator::twin)) {
            (Ok(twin), Some(Ok(known))) => known.is(twin),
            _ => false,
        };
        (!same).then(|| NativeSimulator::of(twin))
    }

    /// How virtual time passes.
    #[napi]
    pub fn pace(&self) -> String {
        self.with(Server::pace)
    }

    /// Let virtual time pass so from now on.
    #[napi]
    pub fn set_pace(&self, pace: String) -> String {
        self.with(|server| server.set_pace(read(&pace, "pace")?).map(Value::from))
    }

    /// Make calls that come over the wire fail.
    #[napi]
    pub fn set_faults(&self, faults: String) -> String {
        self.with(|server| server.set_faults(read(&faults, "faults")?).map(Value::from))
    }

    /// How often each action was called over the wire.
    #[napi]
    pub fn calls(&self) -> String {
        self.with(|server| server.calls().map(|calls| json!(calls)))
    }

    /// End it.
    #[napi]
    pub fn stop(&self) -> String {
        self.with(|server| server.stop().map(Value::from))
    }

    fn with(&self, work: impl FnOnce(&Server) -> Result<Value>) -> String {
        let result = match &self.0 {
            Ok(server) => work(server),
            Err(error) => Err(error.clone()),
        };
        envelope(result)
    }
}
