//! The rules.

use crate::{
    convert::{from_py, to_py},
    error::raise,
};
use pyo3::prelude::*;

/// All rules, as a list shows them.
#[pyfunction]
pub(crate) fn rules_list(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let list = ecs_usecases_ffi::rules_list().map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &list)
}

/// What all rules say of the task definition file of this name and text.
#[pyfunction]
pub(crate) fn rules_check_file<'py>(py: Python<'py>, name: &str, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let report = py.detach(|| ecs_usecases_ffi::rules_check_file(name, text)).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &report)
}

/// What all rules say of a resource of this kind that is given as JSON.
#[pyfunction]
pub(crate) fn rules_check<'py>(py: Python<'py>, kind: &str, resource: &str, json: &str) -> PyResult<Bound<'py, PyAny>> {
    let report = py.detach(|| ecs_usecases_ffi::rules_check(kind, resource, json)).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &report)
}

/// A report as a text: `sarif`, `junit`, `markdown`, `html` or `csv`.
#[pyfunction]
pub(crate) fn rules_text(report: &Bound<'_, PyAny>, form: &str) -> PyResult<String> {
    ecs_usecases_ffi::rules_text(from_py(report)?, form).map_err(|error| raise(report.py(), &error, None, None))
}
