//! The catalog.

use crate::{
    convert::{from_py, to_py},
    error::raise,
};
use pyo3::prelude::*;

/// All entries, as a list shows them.
#[pyfunction]
pub(crate) fn catalog_list(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let list = ecs_usecases_ffi::catalog_list().map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &list)
}

/// The entry of this id, API name or title.
#[pyfunction]
pub(crate) fn catalog_get<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let entry = ecs_usecases_ffi::catalog_get(name).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &entry)
}

/// The same as a text: `markdown` or `html`.
#[pyfunction]
pub(crate) fn catalog_text(py: Python<'_>, name: &str, form: &str) -> PyResult<String> {
    ecs_usecases_ffi::catalog_text(name, form).map_err(|error| raise(py, &error, None, None))
}

/// Which use case, strategy and request fit these answers.
#[pyfunction]
pub(crate) fn catalog_recommend<'py>(answers: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = answers.py();
    let recommended = ecs_usecases_ffi::catalog_recommend(&from_py(answers)?).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &recommended)
}

/// The tree by which that is chosen.
#[pyfunction]
pub(crate) fn catalog_decision_tree(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let tree = ecs_usecases_ffi::catalog_decision_tree().map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &tree)
}

/// The same as a text: `mermaid` or `markdown`.
#[pyfunction]
pub(crate) fn catalog_decision_tree_text(py: Python<'_>, form: &str) -> PyResult<String> {
    ecs_usecases_ffi::catalog_decision_tree_text(form).map_err(|error| raise(py, &error, None, None))
}

/// All use cases by this.
#[pyfunction]
pub(crate) fn catalog_matrix<'py>(py: Python<'py>, by: &str) -> PyResult<Bound<'py, PyAny>> {
    let matrix = ecs_usecases_ffi::catalog_matrix(by).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &matrix)
}

/// The same as a text: `markdown`, `html` or `csv`.
#[pyfunction]
pub(crate) fn catalog_matrix_text(py: Python<'_>, by: &str, form: &str) -> PyResult<String> {
    ecs_usecases_ffi::catalog_matrix_text(by, form).map_err(|error| raise(py, &error, None, None))
}

/// The review of an entry by its name, or of a use case that is written here.
#[pyfunction]
pub(crate) fn catalog_review<'py>(py: Python<'py>, name_or_text: &str) -> PyResult<Bound<'py, PyAny>> {
    let review = ecs_usecases_ffi::catalog_review(name_or_text).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &review)
}

/// Which use cases are missing from a list of names.
#[pyfunction]
#[allow(clippy::needless_pass_by_value)] // a list of Python arrives as a vector of its own
pub(crate) fn catalog_find_gaps(py: Python<'_>, have: Vec<String>) -> PyResult<Bound<'_, PyAny>> {
    let report = ecs_usecases_ffi::catalog_find_gaps(&have).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &report)
}

/// The checklist of Amazon ECR against an entry.
#[pyfunction]
pub(crate) fn catalog_review_ecr<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    let checklist = ecs_usecases_ffi::catalog_review_ecr(name).map_err(|error| raise(py, &error, None, None))?;
    to_py(py, &checklist)
}

/// A report as a text: `markdown` or `html`.
#[pyfunction]
pub(crate) fn review_text(kind: &str, report: &Bound<'_, PyAny>, form: &str) -> PyResult<String> {
    let text = ecs_usecases_ffi::review_text(kind, from_py(report)?, form);
    text.map_err(|error| raise(report.py(), &error, None, None))
}
