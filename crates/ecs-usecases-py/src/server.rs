//! A served simulator.

use crate::{
    convert::{from_py, request, to_py},
    error::raise,
    simulator::Simulator,
};
use ecs_usecases::Result;
use ecs_usecases_ffi::{Server, World};
use pyo3::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

/// A simulator that is served over HTTP. Its thread never touches Python.
#[pyclass(frozen, module = "ecs_usecases._native")]
pub(crate) struct SimulatorServer(Server);

#[pymethods]
impl SimulatorServer {
    /// Serve a simulator, or the world of a scenario.
    #[new]
    #[pyo3(signature = (world, *, address=None, port=0, allow_remote=false, pace=None))]
    fn new(
        py: Python<'_>,
        world: &Bound<'_, PyAny>,
        address: Option<&str>,
        port: u16,
        allow_remote: bool,
        pace: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let world = match world.cast::<Simulator>() {
            Ok(simulator) => World::Simulator(simulator.get().twin().clone()),
            Err(_) => World::Scenario(request(world)?),
        };
        let pace = pace.map(from_py).transpose()?;
        let options = json!({ "address": address, "port": port, "allow_remote": allow_remote, "pace": pace });
        checked(py, py.detach(|| Server::start(world, options))).map(Self)
    }

    /// The endpoint for AWS's clients.
    #[getter]
    fn url(&self) -> &str {
        self.0.url()
    }

    /// The port it listens on.
    #[getter]
    fn port(&self) -> u16 {
        self.0.port()
    }

    /// Whether it can be called.
    #[getter]
    fn running(&self, py: Python<'_>) -> bool {
        py.detach(|| self.0.is_running())
    }

    /// The environment in which programs of others talk to it.
    fn environment(&self, py: Python<'_>) -> PyResult<BTreeMap<&'static str, String>> {
        checked(py, py.detach(|| self.0.environment()))
    }

    /// The simulator that is served: `known` if it is that one.
    fn simulator(&self, py: Python<'_>, known: Option<Bound<'_, Simulator>>) -> PyResult<Py<Simulator>> {
        let twin = checked(py, py.detach(|| self.0.twin()))?;
        match known.filter(|known| known.get().twin().is(&twin)) {
            Some(known) => Ok(known.unbind()),
            None => Py::new(py, Simulator::of(twin)),
        }
    }

    /// How virtual time passes.
    #[getter]
    fn pace<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_py(py, &checked(py, py.detach(|| self.0.pace()))?)
    }

    /// Let virtual time pass so from now on.
    fn set_pace(&self, py: Python<'_>, pace: &Bound<'_, PyAny>) -> PyResult<()> {
        let pace = from_py(pace)?;
        checked(py, py.detach(|| self.0.set_pace(pace)))
    }

    /// Make calls that come over the wire fail.
    fn set_faults(&self, py: Python<'_>, faults: &Bound<'_, PyAny>) -> PyResult<()> {
        let faults = from_py(faults)?;
        checked(py, py.detach(|| self.0.set_faults(faults)))
    }

    /// How often each action was called over the wire.
    fn calls(&self, py: Python<'_>) -> PyResult<BTreeMap<String, u64>> {
        checked(py, py.detach(|| self.0.calls()))
    }

    /// End it.
    fn stop(&self, py: Python<'_>) -> PyResult<()> {
        checked(py, py.detach(|| self.0.stop()))
    }
}

impl Drop for SimulatorServer {
    fn drop(&mut self) {
        // Other threads go on while its thread ends. What can't be stopped has been told when it panicked.
        let stop = || drop(self.0.stop());
        if Python::try_attach(|py| py.detach(stop)).is_none() {
            stop();
        }
    }
}

fn checked<T>(py: Python<'_>, result: Result<T>) -> PyResult<T> {
    result.map_err(|error| raise(py, &error, None, None))
}
