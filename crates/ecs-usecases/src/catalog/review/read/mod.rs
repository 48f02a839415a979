//! A use case that a team has written down, as YAML or Markdown with the fields of a [`UseCaseDocument`].
//!
//! Reading is lenient: what is left out is for the review to tell, and what is not understood is kept in a list instead of
//! being dropped or failing the rest.

mod fields;
mod markdown;
mod shape;
mod yaml;

use crate::{
    catalog::document::UseCaseDocument,
    error::{Error, Result},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The largest text that is read, in bytes. A use case is a few pages; ten times that is still far below.
pub const LARGEST_DOCUMENT: usize = 1024 * 1024;

/// A use case as a team wrote it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WrittenUseCase {
    /// What was understood.
    pub document: UseCaseDocument,
    /// What was not, in the order of the text.
    pub not_understood: Vec<NotUnderstood>,
    /// How it is written.
    pub form: WrittenForm,
}

/// How a use case is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WrittenForm {
    /// YAML, of which JSON is a part.
    Yaml,
    /// Markdown with a heading a field.
    Markdown,
}

/// A part of a written use case that says nothing that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NotUnderstood {
    /// Where, as the text names it, such as `stages[0].responsibel`.
    pub path: String,
    /// What stands there, shortened.
    pub text: String,
    /// Why it is not understood.
    pub why: String,
    /// What looks most like it, if anything does.
    pub nearest: Option<String>,
}

/// Read a use case that a team has written: YAML (or JSON), or Markdown with headings and tables of the same names.
///
/// [`InvalidRequest`](crate::ErrorKind::InvalidRequest) if the text is larger than [`LARGEST_DOCUMENT`], is empty, or is YAML that can't
/// be read or unfolds beyond all measure. Fields that are missing, unknown or of another kind are no error.
pub fn review_document(text: &str) -> Result<WrittenUseCase> {
    if text.len() > LARGEST_DOCUMENT {
        let message = format!("the text has {} bytes; a written use case may have {LARGEST_DOCUMENT} (1 MiB)", text.len());
        return Err(Error::invalid("text", message).advise("Give one use case at a time, without attachments."));
    }
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "there is nothing in it").advise("Give a use case as YAML or Markdown."));
    }
    let (value, mut not_understood, form) = if markdown::looks_like_it(text) {
        let (value, rest) = markdown::read(text);
        (value, rest, WrittenForm::Markdown)
    } else {
        (yaml::read(text)?, Vec::new(), WrittenForm::Yaml)
    };
    let document = shape::document(value, &mut not_understood);
    Ok(WrittenUseCase { document, not_understood, form })
}

/// So much of a text as helps to find it again.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(120) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text,
    }
}
