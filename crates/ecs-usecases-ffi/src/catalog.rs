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

/// Which use case, strategy and request fit these answers.
pub fn catalog_recommend(answers: &Value) -> Result<Value> {
    guarded_now(|| wire(&catalog::recommend(&catalog::Answers::from_json(answers)?)?))
}

/// The tree by which that is chosen.
pub fn catalog_decision_tree() -> Result<Value> {
    guarded_now(|| wire(catalog::decision_tree()?))
}

/// The same as a text: `mermaid` or `markdown`.
pub fn catalog_decision_tree_text(form: &str) -> Result<String> {
    guarded_now(|| {
        let tree = catalog::decision_tree()?;
        match form {
            "mermaid" => Ok(tree.to_mermaid()),
            "markdown" => Ok(tree.to_markdown()),
            _ => Err(Error::invalid("form", format!("`{form}` is neither mermaid nor markdown"))),
        }
    })
}

/// All use cases by this.
pub fn catalog_matrix(by: &str) -> Result<Value> {
    guarded_now(|| wire(&catalog::matrix(by.parse()?)?))
}

/// The same as a text: `markdown`, `html` or `csv`.
pub fn catalog_matrix_text(by: &str, form: &str) -> Result<String> {
    guarded_now(|| {
        let matrix = catalog::matrix(by.parse()?)?;
        match form {
            "markdown" => Ok(matrix.to_markdown()),
            "html" => Ok(matrix.to_html()),
            "csv" => matrix.to_csv(),
            _ => Err(Error::invalid("form", format!("`{form}` is none of markdown, html and csv"))),
        }
    })
}
