//! A client: invoke by name.

use crate::{
    bridge::Bridge,
    convert::{from_py, request, to_py},
    error::raise,
    fork::Work as Task,
    run::{Run, outcome},
};
use ecs_usecases_ffi::{AwsOptions, Session, Started, Work};
use pyo3::prelude::*;

/// Runs use cases on AWS, or on a simulator.
#[pyclass(frozen, module = "ecs_usecases._native")]
pub(crate) struct Client(Session);

impl Client {
    pub(crate) fn new(session: Session) -> Self {
        Self(session)
    }

    fn launch(&self, py: Python<'_>, work: Work, run_id: Option<String>) -> PyResult<Run> {
        let bridge = Bridge::get(py)?;
        let (started, work) = Started::new(&self.0, work, run_id);
        bridge.tokio.spawn(Task::new(&started, work));
        Ok(Run::new(started))
    }
}

#[pymethods]
impl Client {
    /// A client of AWS, with what the environment, the profile or the machine's role give where nothing is said.
    #[staticmethod]
    #[pyo3(signature = (region=None, endpoint_url=None, journal=None))]
    fn aws(region: Option<String>, endpoint_url: Option<String>, journal: Option<String>) -> Self {
        Self(Session::aws(AwsOptions { region, journal, endpoint_url }))
    }

    /// Start a use case.
    #[pyo3(signature = (use_case, body, run_id=None))]
    fn start(&self, py: Python<'_>, use_case: String, body: &Bound<'_, PyAny>, run_id: Option<String>) -> PyResult<Run> {
        let request = request(body)?;
        self.launch(py, Work::called(use_case, request), run_id)
    }

    /// Start a use case that is awaited at once, in a task of the running event loop.
    #[pyo3(signature = (use_case, body, run_id=None))]
    fn call(&self, py: Python<'_>, use_case: String, body: &Bound<'_, PyAny>, run_id: Option<String>) -> PyResult<Run> {
        let request = request(body)?;
        let bridge = Bridge::get(py)?;
        let (started, work) = Started::new(&self.0, Work::called(use_case, request), run_id);
        bridge.defer(py, Task::new(&started, work))?;
        Ok(Run::new(started))
    }

    /// Go on with a run that was interrupted.
    #[pyo3(signature = (run_id, take_over=false))]
    fn resume(&self, py: Python<'_>, run_id: String, take_over: bool) -> PyResult<Run> {
        self.launch(py, Work::Resume { run_id, take_over }, None)
    }

    /// Run a use case in this thread, with the interpreter's lock released. An interrupt cancels the run at its next
    /// safe point, and is raised then.
    #[pyo3(signature = (use_case, body, run_id=None))]
    fn invoke_blocking<'py>(
        &self,
        py: Python<'py>,
        use_case: String,
        body: &Bound<'py, PyAny>,
        run_id: Option<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let request = request(body)?;
        let (started, work) = Started::new(&self.0, Work::called(use_case, request), run_id);
        let run = started.clone();
        let work = async move {
            work.await;
            run.result().await
        };
        let interrupted = || {
            started.cancel();
            true
        };
        let result = Bridge::get(py)?.block(py, &started, work, interrupted)?;
        outcome(py, &result, &started)
    }
}

/// A plan for people, as Markdown.
#[pyfunction]
pub(crate) fn plan_markdown(plan: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = ecs_usecases_ffi::plan_markdown(from_py(plan)?);
    text.map_err(|error| raise(plan.py(), &error, None, None))
}

/// Check an audit log that was exported, against an anchor or nothing.
#[pyfunction]
pub(crate) fn verify_audit_export<'py>(log: &str, anchor: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = anchor.py();
    let report = ecs_usecases_ffi::verify_audit_export(log, from_py(anchor)?).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &report)
}

/// A rehearsal for people, as Markdown.
#[pyfunction]
pub(crate) fn rehearsal_markdown(rehearsal: &Bound<'_, PyAny>) -> PyResult<String> {
    let text = ecs_usecases_ffi::rehearsal_markdown(from_py(rehearsal)?);
    text.map_err(|error| raise(rehearsal.py(), &error, None, None))
}
