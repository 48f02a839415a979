//! Filter patterns of terms: `ERROR timeout`, `?ERROR ?WARN`, `ERROR -exiting`, `"in one piece"`.

use super::invalid;
use crate::error::Result;

/// What a message must, may and must not contain.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

impl Pattern {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.starts_with(['{', '[']) || text.starts_with('%') {
            return Err(invalid("Filter patterns on JSON, on fields and of regular expressions are not simulated."));
        }
        let mut pattern = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let list = match rest.as_bytes()[0] {
                b'?' => &mut pattern.any,
                b'-' => &mut pattern.none,
                _ => &mut pattern.all,
            };
            let term = rest.trim_start_matches(['?', '-']);
            let (term, left) = match term.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').ok_or_else(|| invalid("Invalid filter pattern"))?,
                None => term.split_once(char::is_whitespace).unwrap_or((term, "")),
            };
            if term.is_empty() {
                return Err(invalid("Invalid filter pattern"));
            }
            list.push(term.to_owned());
            rest = left.trim_start();
        }
        Ok(pattern)
    }

    pub(super) fn matches(&self, message: &str) -> bool {
        let has = |term: &String| message.contains(term.as_str());
        self.all.iter().all(has) && (self.any.is_empty() || self.any.iter().any(has)) && !self.none.iter().any(has)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn terms_are_required_optional_or_excluded() {
        let matches = |pattern: &str, message: &str| Pattern::parse(pattern).unwrap().matches(message);
        assert!(matches("", "anything"));
        assert!(matches("ERROR time", "ERROR: timeout") && !matches("ERROR time", "ERROR: full"));
        assert!(matches("?ERROR ?WARN", "WARN full") && !matches("?ERROR ?WARN", "INFO"));
        assert!(!matches("ERROR -exiting", "ERROR exiting") && matches("ERROR -exiting", "ERROR"));
        assert!(matches("\"no space\"", "there is no space left") && !matches("\"no space\"", "space: no"));
        assert!(Pattern::parse("{ $.level = \"ERROR\" }").is_err() && Pattern::parse("\"open").is_err());
    }
}
