//! The catalog.

use crate::{convert::to_py, error::raise};
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
