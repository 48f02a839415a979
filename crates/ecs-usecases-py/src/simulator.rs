//! A simulator.

use crate::{
    client::Client,
    convert::{from_py, request, to_py},
    error::raise,
    fork::apart,
};
use ecs_usecases::Result;
use ecs_usecases_ffi::{Place, Twin};
use pyo3::prelude::*;

/// A simulated AWS.
#[pyclass(frozen, module = "ecs_usecases._native")]
pub(crate) struct Simulator(Twin);

impl Simulator {
    pub(crate) fn of(twin: Twin) -> Self {
        Self(twin)
    }

    pub(crate) fn twin(&self) -> &Twin {
        &self.0
    }
}

#[pymethods]
impl Simulator {
    #[new]
    fn new(py: Python<'_>, scenario: &Bound<'_, PyAny>) -> PyResult<Self> {
        let scenario = request(scenario)?;
        checked(py, apart(py, || Twin::new(scenario))).map(Self)
    }

    /// A client of this world.
    #[pyo3(signature = (region=None, account=None, journal=None))]
    fn client(&self, region: Option<String>, account: Option<String>, journal: Option<String>) -> Client {
        Client::new(self.0.session(Place { region, account }, journal))
    }

    /// What happened so far, a line each.
    fn trace(&self, py: Python<'_>) -> PyResult<String> {
        checked(py, self.0.trace())
    }

    /// The virtual time in RFC 3339.
    fn now(&self) -> String {
        self.0.now()
    }

    /// Let time pass.
    fn advance(&self, py: Python<'_>, span: &Bound<'_, PyAny>) -> PyResult<()> {
        let span = from_py(span)?;
        checked(py, apart(py, || self.0.advance(span)))
    }

    /// Change what the program in an image does.
    #[pyo3(signature = (image, behaviour, region=None, account=None))]
    fn script_image(
        &self,
        py: Python<'_>,
        image: &str,
        behaviour: &Bound<'_, PyAny>,
        region: Option<String>,
        account: Option<String>,
    ) -> PyResult<()> {
        checked(py, self.0.script_image(image, from_py(behaviour)?, Place { region, account }))
    }

    /// Push an image; gives its digest.
    #[pyo3(signature = (repository, image, region=None, account=None))]
    fn push_image(
        &self,
        py: Python<'_>,
        repository: &str,
        image: &Bound<'_, PyAny>,
        region: Option<String>,
        account: Option<String>,
    ) -> PyResult<String> {
        checked(py, self.0.push_image(repository, from_py(image)?, Place { region, account }))
    }

    /// Send an operation in AWS's JSON form.
    #[pyo3(signature = (action, body, region=None, account=None))]
    fn call<'py>(
        &self,
        py: Python<'py>,
        action: &str,
        body: &Bound<'py, PyAny>,
        region: Option<String>,
        account: Option<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let body = from_py(body)?;
        to_py(py, &checked(py, apart(py, || self.0.call(action, body, Place { region, account })))?)
    }
}

fn checked<T>(py: Python<'_>, result: Result<T>) -> PyResult<T> {
    result.map_err(|error| raise(py, &error, None, None))
}
