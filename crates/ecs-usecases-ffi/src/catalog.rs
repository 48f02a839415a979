//! The catalog for a binding.

use crate::{guard::guarded_now, session::wire};
use ecs_usecases::{Error, Result, catalog};
use serde_json::Value;

/// All entries, as a list shows them.
pub fn catalog_list() -> Result<Value> {
    guarded_now(|| wire(&catalog::list()))
}

/// The entry of this id, API name or title.
pub fn catalog_get(name: &str) -> Result<Value> {
    guarded_now(|| wire(catalog::get(name)?))
}

/// The same as a text: `markdown` or `html`.
pub fn catalog_text(name: &str, form: &str) -> Result<String> {
    guarded_now(|| {
        let entry = catalog::get(name)?;
        match form {
            "markdown" => Ok(entry.to_markdown()),
            "html" => Ok(entry.to_html()),
            _ => Err(Error::invalid("form", format!("`{form}` is neither markdown nor html"))),
        }
    })
}
