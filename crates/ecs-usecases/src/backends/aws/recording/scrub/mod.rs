//! Puts stand-ins in the place of secrets.
//!
//! What is found is handed to a [`Sink`], which says what to write instead. When a session is recorded that is a [`Mapping`];
//! when a request is compared with a recorded one, the same finder marks the places in both of them.

mod form;
mod json;
mod mapping;
mod names;
mod text;
mod xml;

#[cfg(test)]
mod tests;

pub(super) use mapping::{Kind, Mapping, is_account_stand_in};
pub(super) use text::scrub as text;

use crate::error::{Error, Result};
use regex_lite::Regex;
use std::fmt;

/// What to hide beyond what is always hidden.
///
/// The same rules have to be given to the recording and to its replay.
#[derive(Clone, Default)]
pub struct Scrub {
    texts: Vec<String>,
    patterns: Vec<Regex>,
    addresses: bool,
}

impl Scrub {
    /// Hide this text wherever it stands, such as a company's name. The nth of them becomes `hidden-n`.
    #[must_use]
    pub fn hide_text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        // An empty text is everywhere.
        if !text.is_empty() {
            self.texts.push(text);
        }
        self
    }

    /// Hide what this regular expression matches.
    pub fn hide_pattern(mut self, pattern: &str) -> Result<Self> {
        let pattern = Regex::new(pattern).map_err(|error| Error::invalid("pattern", error.to_string()))?;
        self.patterns.push(pattern);
        Ok(self)
    }

    /// Hide IPv4 addresses too.
    #[must_use]
    pub fn hide_addresses(mut self) -> Self {
        self.addresses = true;
        self
    }
}

impl fmt::Debug for Scrub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The texts are secret.
        f.debug_struct("Scrub").finish_non_exhaustive()
    }
}

/// Takes what was found.
pub(super) trait Sink {
    /// What to write in its place.
    fn hide(&mut self, kind: Kind, found: &str) -> String;

    /// Whether this word was hidden before because of where it stood.
    fn knows(&self, word: &str) -> bool;
}

/// Scrub the body of a request or of an answer.
pub(super) fn body(body: &str, content_type: &str, rules: &Scrub, sink: &mut dyn Sink) -> String {
    if let Some(body) = json::scrub(body, rules, sink) {
        body
    } else if is_form(content_type) {
        form::scrub(body, rules, sink)
    } else if body.trim_start().starts_with('<') {
        xml::scrub(body, rules, sink)
    } else {
        text(body, rules, sink)
    }
}

pub(super) fn is_form(content_type: &str) -> bool {
    content_type.contains("x-www-form-urlencoded")
}
