//! Errors of the library as Python's exceptions.

use crate::convert::to_py;
use ecs_usecases::Error;
use pyo3::{exceptions::PyRuntimeError, prelude::*, sync::PyOnceLock};

/// The exception for an error. `use_case` tells what its outcome is an outcome of; `report` is that of its run.
pub(crate) fn raise(py: Python<'_>, error: &Error, use_case: Option<&str>, report: Option<String>) -> PyErr {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let made = serde_json::to_value(error)
        .map_err(|bad| PyRuntimeError::new_err(bad.to_string()))
        .and_then(|wire| to_py(py, &wire))
        .and_then(|wire| {
            let make = MAKE.get_or_try_init(py, || PyResult::Ok(py.import("ecs_usecases._errors")?.getattr("from_native")?.unbind()))?;
            make.bind(py).call1((wire, error.to_string(), use_case, report))
        });
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(bad) => bad,
    }
}
