//! The simulator as a server that speaks AWS's wire protocols: for anybody's boto3 script, CLI call or deployment tool.
//!
//! ```no_run
//! use ecs_usecases::{server::{ServerOptions, SimulatorServer}, simulator::Scenario};
//!
//! # fn main() -> ecs_usecases::Result<()> {
//! let server = SimulatorServer::start(Scenario::default(), ServerOptions::default())?;
//! println!("export AWS_ENDPOINT_URL={}", server.url());
//! # Ok(())
//! # }
//! ```
//!
//! Beside AWS's operations it has control endpoints under `/_simulator`: see `docs/src/simulator-server.md`.

mod answer;
mod caller;
mod control;
mod http;
mod listener;
mod pace;
mod protocol;
mod service;
mod web;

pub use pace::Pace;

use crate::{
    error::{Error, ErrorKind, Result},
    layers::{Fault, FaultPlan},
    simulator::{Scenario, Simulator},
};
use pace::Metronome;
use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError, RwLock},
    thread::JoinHandle,
    time::Duration,
};
use tokio::sync::oneshot;

/// How a server listens, and what it puts up with.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Where it listens. Port 0 takes a free one.
    pub address: SocketAddr,
    /// Listen on an address that other machines can reach. Anybody who can reach a server can do with it what they like.
    pub allow_remote: bool,
    /// How virtual time passes.
    pub pace: Pace,
    /// The largest body of a request that is taken, in bytes.
    pub max_body: usize,
    /// How many connections there are at once; more wait until others are closed.
    pub max_connections: usize,
    /// How long a client may take to send a request's head, then its body, and to read each part of an answer.
    pub patience: Duration,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            allow_remote: false,
            pace: Pace::default(),
            max_body: 8 << 20,
            max_connections: 4096,
            patience: Duration::from_secs(60),
        }
    }
}

/// A running server. It ends when it is dropped.
pub struct SimulatorServer {
    address: SocketAddr,
    served: Arc<Served>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl SimulatorServer {
    /// Serve the world of this scenario, in a thread of its own. The scenario's faults happen on the wire.
    pub fn start(scenario: Scenario, options: ServerOptions) -> Result<Self> {
        Self::over(Simulator::new(scenario)?, options)
    }

    /// Serve this simulator: what clients of it do in the same process is seen by those who come over the wire.
    pub fn over(simulator: Arc<Simulator>, options: ServerOptions) -> Result<Self> {
        let wanted = options.address;
        let serving = |error: Error| error.while_(format!("serve the simulator on {wanted}"));
        if !options.address.ip().is_loopback() && !options.allow_remote {
            return Err(serving(
                Error::invalid("address", "other machines could reach this address").advise("Allow it explicitly, or use 127.0.0.1."),
            ));
        }
        let failed = |error: std::io::Error| serving(Error::new(ErrorKind::Network, error.to_string()));
        let socket = std::net::TcpListener::bind(options.address).map_err(failed)?;
        socket.set_nonblocking(true).map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let served = Arc::new(Served::new(simulator, &options));
        let (stop, stopped) = oneshot::channel();
        let work = listener::serve(socket, served.clone(), options, stopped);
        let thread = std::thread::Builder::new().name("simulator-server".into()).spawn(move || runtime.block_on(work)).map_err(failed)?;
        Ok(Self { address, served, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The endpoint for AWS's clients, such as `http://127.0.0.1:4566`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The simulator that is served now; a control request may have replaced the one it started with.
    pub fn simulator(&self) -> Arc<Simulator> {
        self.served.simulator()
    }

    /// How virtual time passes.
    pub fn pace(&self) -> Pace {
        self.served.metronome.pace()
    }

    /// Let virtual time pass so from now on.
    pub fn set_pace(&self, pace: Pace) {
        self.served.metronome.keep(pace, &self.simulator());
    }

    /// Let virtual time catch up with real time; every request does so.
    pub fn catch_up(&self) {
        self.served.metronome.catch_up(&self.simulator());
    }

    /// Make calls that come over the wire fail so, instead of what was planned before. The time in which they fail is counted
    /// from the scenario's start.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.served.set_faults(faults);
    }

    /// How often each action was called over the wire, also when it failed.
    pub fn calls(&self) -> BTreeMap<String, u64> {
        self.served.calls()
    }

    /// Wait until the server has ended, which it does by itself only when it can't go on.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic has been printed.
            let _ = thread.join();
        }
    }
}

impl Drop for SimulatorServer {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What all connections share.
struct Served {
    simulator: RwLock<Arc<Simulator>>,
    metronome: Metronome,
    faults: FaultPlan,
    calls: Mutex<BTreeMap<String, u64>>,
    max_body: usize,
    patience: Duration,
}

impl Served {
    fn new(simulator: Arc<Simulator>, options: &ServerOptions) -> Self {
        Self {
            metronome: Metronome::new(options.pace, &simulator),
            faults: FaultPlan::new(simulator.start(), simulator.faults()),
            simulator: RwLock::new(simulator),
            calls: Mutex::default(),
            max_body: options.max_body,
            patience: options.patience,
        }
    }

    fn simulator(&self) -> Arc<Simulator> {
        self.simulator.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serve another world from now on, with its own faults.
    fn replace(&self, simulator: &Arc<Simulator>) {
        self.faults.replace(simulator.start(), simulator.faults());
        *self.simulator.write().unwrap_or_else(PoisonError::into_inner) = simulator.clone();
        self.metronome.start_again(self.metronome.pace(), simulator);
        self.reset_calls();
    }

    fn set_faults(&self, faults: Vec<Fault>) {
        self.faults.replace(self.simulator().start(), faults);
    }

    fn count(&self, action: String) {
        *self.calls.lock().unwrap_or_else(PoisonError::into_inner).entry(action).or_default() += 1;
    }

    fn calls(&self) -> BTreeMap<String, u64> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn reset_calls(&self) {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
