//! [`Server`]: a served simulator as the bindings use it, with JSON in and out.

use crate::{
    guard::guarded_now,
    twin::{Twin, read},
};
use ecs_usecases::{
    Error, ErrorKind, Result,
    layers::Fault,
    server::{Pace, ServerOptions, SimulatorServer},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// What is served.
pub enum World {
    /// The world of this scenario, which nobody has yet. Its time is real time.
    Scenario(Value),
    /// This one. Use cases of the same process move its time, so that it does not move by itself.
    Simulator(Twin),
}

/// A served simulator. It ends when it is stopped or dropped.
pub struct Server {
    /// A forked child has the handle, and not the thread.
    process: u32,
    address: SocketAddr,
    url: String,
    state: Mutex<State>,
}

enum State {
    Running(SimulatorServer),
    Stopped(Last),
    /// A forked child has forgotten it.
    Gone,
}

/// What can still be asked when it is stopped.
struct Last {
    twin: Twin,
    pace: Pace,
    calls: BTreeMap<String, u64>,
}

/// How it is to listen; the library's defaults hold for what is not said.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Listen {
    address: Option<IpAddr>,
    port: u16,
    allow_remote: bool,
    pace: Option<Pace>,
}

impl Server {
    /// Serve this world.
    pub fn start(world: World, options: Value) -> Result<Self> {
        guarded_now(|| {
            let listen: Listen = read(options, "options")?;
            let (twin, usual) = match world {
                World::Scenario(scenario) => (Twin::new(scenario)?, Pace::Real),
                World::Simulator(twin) => (twin, Pace::Manual),
            };
            let mut options = ServerOptions { allow_remote: listen.allow_remote, pace: listen.pace.unwrap_or(usual), ..Default::default() };
            options.address = SocketAddr::new(listen.address.unwrap_or(options.address.ip()), listen.port);
            let server = SimulatorServer::over(twin.simulator().clone(), options)?;
            Ok(Self {
                process: std::process::id(),
                address: server.address(),
                url: server.url(),
                state: Mutex::new(State::Running(server)),
            })
        })
    }

    /// The endpoint for AWS's clients.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The environment in which programs of others talk to it.
    pub fn environment(&self) -> Result<BTreeMap<&'static str, String>> {
        let twin = self.twin()?;
        let scope = twin.simulator().scope();
        let dummy = || "simulated".to_owned();
        Ok(BTreeMap::from([
            ("AWS_ENDPOINT_URL", self.url.clone()),
            ("AWS_REGION", scope.region.clone()),
            ("AWS_DEFAULT_REGION", scope.region.clone()),
            ("AWS_ACCOUNT_ID", scope.account.clone()),
            ("AWS_ACCESS_KEY_ID", dummy()),
            ("AWS_SECRET_ACCESS_KEY", dummy()),
            // In place of a real one that may be there.
            ("AWS_SESSION_TOKEN", dummy()),
        ]))
    }

    /// The simulator that is served, or was at the end; a control request may have replaced the one it started with.
    pub fn twin(&self) -> Result<Twin> {
        guarded_now(|| match &*self.state()? {
            State::Running(server) => Ok(Twin::of(server.simulator())),
            State::Stopped(last) => Ok(last.twin.clone()),
            State::Gone => Err(elsewhere()),
        })
    }

    /// How virtual time passes: `"manual"`, `"real"`, or how many times faster than real time.
    pub fn pace(&self) -> Result<Value> {
        guarded_now(|| match &*self.state()? {
            State::Running(server) => Ok(json!(server.pace())),
            State::Stopped(last) => Ok(json!(last.pace)),
            State::Gone => Err(elsewhere()),
        })
    }

    /// Let virtual time pass so from now on.
    pub fn set_pace(&self, pace: Value) -> Result<()> {
        guarded_now(|| {
            let pace = read(pace, "pace")?;
            self.running(|server| server.set_pace(pace))
        })
    }

    /// Make calls that come over the wire fail so, instead of what was planned before.
    pub fn set_faults(&self, faults: Value) -> Result<()> {
        guarded_now(|| {
            let faults: Vec<Fault> = read(faults, "faults")?;
            self.running(|server| server.set_faults(faults))
        })
    }

    /// How often each action was called over the wire.
    pub fn calls(&self) -> Result<BTreeMap<String, u64>> {
        guarded_now(|| match &*self.state()? {
            State::Running(server) => Ok(server.calls()),
            State::Stopped(last) => Ok(last.calls.clone()),
            State::Gone => Err(elsewhere()),
        })
    }

    /// Whether it can be called.
    pub fn is_running(&self) -> bool {
        self.state().is_ok_and(|state| matches!(*state, State::Running(_)))
    }

    /// End it: its port is free and its connections are closed when this returns. Stopped already, it does nothing; nor
    /// does it in a forked child, where the server is not.
    pub fn stop(&self) -> Result<()> {
        guarded_now(|| {
            let Ok(mut state) = self.state() else { return Ok(()) };
            if let State::Running(server) = &*state {
                let last = Last { twin: Twin::of(server.simulator()), pace: server.pace(), calls: server.calls() };
                *state = State::Stopped(last);
            }
            Ok(())
        })
    }

    fn running<T>(&self, work: impl FnOnce(&SimulatorServer) -> T) -> Result<T> {
        match &*self.state()? {
            State::Running(server) => Ok(work(server)),
            State::Stopped(_) => Err(Error::new(ErrorKind::Conflict, "the server has been stopped").on(&*self.url)),
            State::Gone => Err(elsewhere()),
        }
    }

    /// Not in a forked child: a thread that the child does not have may have held the lock.
    fn state(&self) -> Result<MutexGuard<'_, State>> {
        if self.process != std::process::id() {
            return Err(elsewhere());
        }
        Ok(self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
            // Dropping it would wait for a thread that stayed in the parent.
            std::mem::forget(std::mem::replace(state, State::Gone));
        }
    }
}

fn elsewhere() -> Error {
    Error::new(ErrorKind::Conflict, "the server runs in the process that started it, and this one was forked from it")
        .advise("Its URL can be used; start another server to have a handle.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    fn get(server: &Server, path: &str) -> String {
        let mut stream = TcpStream::connect(server.address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").expect("it is sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it answers");
        text
    }

    #[test]
    fn a_world_that_others_have_moves_by_hand() {
        let twin = Twin::new(json!({"start": "2026-02-01T00:00:00Z"})).expect("a world");
        let server = Server::start(World::Simulator(twin.clone()), json!({})).expect("it starts");
        assert_eq!(server.pace().expect("a pace"), json!("manual"));
        assert!(server.twin().expect("a world").is(&twin));
        twin.advance(json!("90s")).expect("it advances");
        assert!(get(&server, "/_simulator/time").contains("2026-02-01T00:01:30.000Z"));
        let own = Server::start(World::Scenario(json!({})), json!({"pace": null})).expect("it starts");
        assert_eq!(own.pace().expect("a pace"), json!("real"));
    }

    #[test]
    fn a_stopped_server_tells_what_was() {
        let server = Server::start(World::Scenario(json!({})), json!({"pace": 60})).expect("it starts");
        get(&server, "/?Action=GetCallerIdentity&Version=2011-06-15");
        assert!(server.is_running());
        for _ in 0..2 {
            server.stop().expect("it ends");
        }
        assert!(!server.is_running());
        assert!(TcpStream::connect(server.address).is_err());
        assert_eq!(server.calls().expect("they are known").into_iter().collect::<Vec<_>>(), [("sts:GetCallerIdentity".to_owned(), 1)]);
        assert_eq!(server.pace().expect("it is known"), json!(60.0));
        assert_eq!(server.set_pace(json!("real")).expect_err("it is over").kind(), ErrorKind::Conflict);
        assert!(server.twin().is_ok() && server.environment().is_ok());
    }

    #[test]
    fn what_cannot_be_is_told() {
        let start = |options| Server::start(World::Scenario(json!({})), options).err().expect("it can't be");
        assert_eq!(start(json!({"address": "0.0.0.0"})).kind(), ErrorKind::InvalidRequest);
        assert_eq!(start(json!({"pace": "soon"})).details().resource.as_deref(), Some("pace"));
        let other = Server::start(World::Scenario(json!({})), json!({})).expect("it starts");
        assert_eq!(start(json!({"port": other.port()})).kind(), ErrorKind::Network);
        assert!(other.set_faults(json!([{"action": "*", "kind": "odd"}])).is_err());
    }
}
