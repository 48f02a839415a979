//! JSON values and Python objects.

use pyo3::{
    IntoPyObjectExt,
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple},
};
use serde_json::{Map, Number, Value};

/// Deeper than any request; a value that contains itself ends here.
const DEEPEST: usize = 64;

/// The Python object for a JSON value.
pub(crate) fn to_py<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(flag) => flag.into_bound_py_any(py),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(signed), _) => signed.into_bound_py_any(py),
            (None, Some(unsigned)) => unsigned.into_bound_py_any(py),
            (None, None) => number.as_f64().into_bound_py_any(py),
        },
        Value::String(text) => text.into_bound_py_any(py),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(to_py(py, item)?)?;
            }
            Ok(list.into_any())
        }
        Value::Object(members) => {
            let dict = PyDict::new(py);
            for (name, member) in members {
                dict.set_item(PyString::intern(py, name), to_py(py, member)?)?;
            }
            Ok(dict.into_any())
        }
    }
}

/// The JSON value of a request: a mapping whose members that are None are left out, so that their defaults hold.
pub(crate) fn request(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    let Value::Object(mut members) = from_py(object)? else {
        return Err(PyTypeError::new_err(format!("a request is a mapping, not {}", object.get_type().name()?)));
    };
    members.retain(|_, member| !member.is_null());
    Ok(Value::Object(members))
}

/// The JSON value for a Python object: what `json` takes, and timedelta, datetime, enums, dataclasses and this package's
/// records.
pub(crate) fn from_py(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    value_of(object, 0).map_err(|Wrong { path, why, is_type }| {
        let text = if path.is_empty() { why } else { format!("{}: {why}", path.trim_start_matches('.')) };
        if is_type { PyTypeError::new_err(text) } else { PyValueError::new_err(text) }
    })
}

/// Why a value has no JSON form, and where it is.
struct Wrong {
    path: String,
    why: String,
    is_type: bool,
}

impl Wrong {
    fn value(why: impl Into<String>) -> Self {
        Self { path: String::new(), why: why.into(), is_type: false }
    }

    fn within(mut self, step: &str) -> Self {
        self.path.insert_str(0, step);
        self
    }
}

impl From<PyErr> for Wrong {
    fn from(error: PyErr) -> Self {
        Python::attach(|py| Self {
            path: String::new(),
            why: error.value(py).to_string(),
            is_type: error.is_instance_of::<PyTypeError>(py),
        })
    }
}

fn value_of(object: &Bound<'_, PyAny>, depth: usize) -> Result<Value, Wrong> {
    if depth > DEEPEST {
        return Err(Wrong::value("it is nested too deeply"));
    }
    if object.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Value::String(text.extract()?));
    }
    if let Ok(flag) = object.cast::<PyBool>() {
        return Ok(Value::Bool(flag.is_true()));
    }
    if object.is_instance_of::<PyInt>() {
        let signed = object.extract::<i64>().map(Number::from);
        return Ok(Value::Number(signed.or_else(|_| object.extract::<u64>().map(Number::from))?));
    }
    if let Ok(float) = object.cast::<PyFloat>() {
        return number(float.value());
    }
    if let Ok(dict) = object.cast::<PyDict>() {
        let mut members = Map::with_capacity(dict.len());
        for (name, member) in dict.iter() {
            insert(&mut members, &name, &member, depth)?;
        }
        return Ok(Value::Object(members));
    }
    if let Ok(list) = object.cast::<PyList>() {
        return items(list.iter(), depth);
    }
    if let Ok(tuple) = object.cast::<PyTuple>() {
        return items(tuple.iter(), depth);
    }
    other_value_of(object, depth)
}

/// The rarer kinds, known by what they can do.
fn other_value_of(object: &Bound<'_, PyAny>, depth: usize) -> Result<Value, Wrong> {
    let py = object.py();
    if object.hasattr("total_seconds")? {
        return number(object.call_method0("total_seconds")?.extract()?);
    }
    if object.hasattr("to_wire")? {
        return value_of(&object.call_method0("to_wire")?, depth + 1);
    }
    if object.hasattr("isoformat")? {
        if object.hasattr("tzinfo")? && object.getattr("tzinfo")?.is_none() {
            return Err(Wrong::value("a datetime needs a time zone"));
        }
        return Ok(Value::String(object.call_method0("isoformat")?.extract()?));
    }
    if let Ok(fields) = object.getattr("__dataclass_fields__") {
        let mut members = Map::new();
        for name in fields.try_iter()? {
            let name = name?;
            insert(&mut members, &name, &object.getattr(name.cast::<PyString>().map_err(PyErr::from)?)?, depth)?;
        }
        return Ok(Value::Object(members));
    }
    if object.is_instance(&py.import("enum")?.getattr("Enum")?)? {
        return value_of(&object.getattr("value")?, depth + 1);
    }
    if object.hasattr("keys")? && object.hasattr("__getitem__")? {
        let mut members = Map::new();
        for name in object.call_method0("keys")?.try_iter()? {
            let name = name?;
            insert(&mut members, &name, &object.get_item(&name)?, depth)?;
        }
        return Ok(Value::Object(members));
    }
    Err(PyTypeError::new_err(format!("{} has no JSON form", object.get_type().name()?)).into())
}

fn insert(members: &mut Map<String, Value>, name: &Bound<'_, PyAny>, member: &Bound<'_, PyAny>, depth: usize) -> Result<(), Wrong> {
    let Ok(name) = name.cast::<PyString>() else {
        return Err(PyTypeError::new_err(format!("a member's name is a str, not {}", name.get_type().name()?)).into());
    };
    let name: String = name.extract()?;
    let value = value_of(member, depth + 1).map_err(|wrong| wrong.within(&format!(".{name}")))?;
    members.insert(name, value);
    Ok(())
}

fn items<'py>(objects: impl Iterator<Item = Bound<'py, PyAny>>, depth: usize) -> Result<Value, Wrong> {
    let item =
        |(index, object): (usize, Bound<'py, PyAny>)| value_of(&object, depth + 1).map_err(|wrong| wrong.within(&format!("[{index}]")));
    objects.enumerate().map(item).collect::<Result<_, _>>().map(Value::Array)
}

/// A number; a whole one is written without a fraction.
fn number(float: f64) -> Result<Value, Wrong> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if float.fract() == 0.0 && float.abs() < EXACT {
        return Ok(Value::Number((float as i64).into()));
    }
    Number::from_f64(float).map(Value::Number).ok_or_else(|| Wrong::value("JSON has no NaN or infinity"))
}

/// JSON text as a Python object.
#[pyfunction]
pub(crate) fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    let value: Value = serde_json::from_str(text).map_err(|error| PyValueError::new_err(error.to_string()))?;
    to_py(py, &value)
}

/// A Python object as JSON text, as a request would be sent.
#[pyfunction]
pub(crate) fn dumps(value: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(from_py(value)?.to_string())
}
