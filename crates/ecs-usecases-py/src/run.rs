//! A started run.

use crate::{
    bridge::{Bridge, Make},
    convert::to_py,
    error::raise,
    fork::{Work, apart},
};
use ecs_usecases::Result;
use ecs_usecases_ffi::{Started, report_text};
use pyo3::{prelude::*, types::PyList};
use serde_json::Value;
use std::sync::Arc;

/// A started run.
#[pyclass(frozen, module = "ecs_usecases._native")]
pub(crate) struct Run {
    started: Arc<Started>,
}

impl Run {
    pub(crate) fn new(started: Arc<Started>) -> Self {
        Self { started }
    }
}

#[pymethods]
impl Run {
    /// An awaitable of the outcome on the wire.
    fn result<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (future, reply) = Bridge::get(py)?.future(py)?;
        let started = self.started.clone();
        self.started.on_end(Box::new(move |result| {
            reply.send(Box::new(move |py| outcome(py, &result, &started)));
        }));
        Ok(future)
    }

    /// Wait for the outcome. An interrupt cancels the run at its next safe point, and is raised then.
    fn result_blocking<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let interrupted = || {
            self.started.cancel();
            true
        };
        let started = self.started.clone();
        let result = Bridge::get(py)?.block(py, &self.started, async move { started.result().await }, interrupted)?;
        outcome(py, &result, &self.started)
    }

    /// An awaitable of the next events as JSON text; empty when there are no more.
    fn next_events<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let bridge = Bridge::get(py)?;
        let (future, reply) = bridge.future(py)?;
        let started = self.started.clone();
        let work = async move {
            let events = started.next_events().await;
            let make: Make = Box::new(move |py| Ok(PyList::new(py, events)?.into_any()));
            reply.send(make);
        };
        bridge.tokio.spawn(Work::new(&self.started, work));
        Ok(future)
    }

    /// Wait for the next events as JSON text; empty when there are no more. An interrupt is raised at once.
    fn next_events_blocking(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let started = self.started.clone();
        Bridge::get(py)?.block(py, &self.started, async move { started.next_events().await }, || false)
    }

    /// Ask the run to stop at its next safe point.
    fn cancel(&self) {
        self.started.cancel();
    }

    /// The report of what happened so far, as JSON text.
    fn report(&self, py: Python<'_>) -> PyResult<String> {
        report_text(&self.started.report()).map_err(|error| raise(py, &error, None, None))
    }

    /// Which use case it is, as soon as that is known.
    #[getter]
    fn use_case(&self) -> Option<&str> {
        self.started.use_case()
    }
}

/// The outcome as a dict, or the exception, which has the report of the run.
pub(crate) fn outcome<'py>(py: Python<'py>, result: &Result<Value>, started: &Started) -> PyResult<Bound<'py, PyAny>> {
    match result {
        Ok(outcome) => to_py(py, outcome),
        Err(error) => Err(raise(py, error, started.use_case(), report_text(&started.report()).ok())),
    }
}

/// A report in one of its forms.
#[pyfunction]
pub(crate) fn render_report(py: Python<'_>, text: &str, form: &str) -> PyResult<String> {
    apart(py, || ecs_usecases_ffi::render_report(text, form)).map_err(|error| raise(py, &error, None, None))
}
