//! A server that is measured: ours, or another emulator.

use super::load::{self, Request};
use crate::project::Outcome;
use serde_json::Value;
use std::{
    ffi::OsString,
    net::{SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// How to start one on a port.
pub(crate) struct Recipe {
    pub(crate) name: &'static str,
    pub(crate) program: OsString,
    pub(crate) args: Vec<String>,
    pub(crate) environment: Vec<(&'static str, String)>,
}

/// A running one; it ends with this value.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    pub(crate) start_up: Duration,
}

const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn free_port() -> Outcome<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| error.to_string())
}

impl Server {
    /// Start it, and wait until it answers a call.
    pub(crate) fn start(recipe: &Recipe, port: u16) -> Outcome<Self> {
        let began = load::now();
        let process = Command::new(&recipe.program)
            .args(&recipe.args)
            .envs(recipe.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", recipe.name))?;
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let mut server = Self { process, address, start_up: Duration::ZERO };
        let anything = Request { target: "AmazonEC2ContainerServiceV20141113.ListTaskDefinitions", body: "{}" };
        while load::ask(&mut None, address, anything).is_err() {
            if began.elapsed() > PATIENCE || !matches!(server.process.try_wait(), Ok(None)) {
                return Err(format!("{} did not start", recipe.name));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        server.start_up = began.elapsed();
        Ok(server)
    }

    /// Call an action of ECS.
    pub(crate) fn call(&self, action: &str, body: &str) -> Outcome<()> {
        let target = format!("AmazonEC2ContainerServiceV20141113.{action}");
        match load::ask(&mut None, self.address, Request { target: &target, body }) {
            Ok(200) => Ok(()),
            Ok(status) => Err(format!("{action}: {status}")),
            Err(error) => Err(format!("{action}: {error}")),
        }
    }

    /// A control request to ours.
    pub(crate) fn control(&self, method: &str, path: &str, body: &Value) -> Outcome<Value> {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (status, text) = load::exchange(self.address, method, &format!("/_simulator{path}"), &body)
            .map_err(|error| format!("{method} {path}: {error}"))?;
        if status != 200 {
            return Err(format!("{method} {path}: {status} {text}"));
        }
        serde_json::from_str(&text).map_err(|error| format!("{method} {path}: {error}"))
    }

    /// Resident memory in MiB, where the system tells.
    pub(crate) fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing can be done about a failure here.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
