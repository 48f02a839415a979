//! Answers by what is written.

use super::{Answer, EcrStatus};

/// Whether this part of the document says something.
pub(super) fn said(name: &str, text: &str) -> Answer {
    if text.is_empty() { Answer::held(false, format!("`{name}` is not said")) } else { Answer::held(true, format!("`{name}`: {text}")) }
}

/// Whether it says something with one of these words; what says something else leaves it open.
pub(super) fn says(name: &str, text: &str, words: &[&str]) -> Answer {
    if text.is_empty() {
        return said(name, text);
    }
    let plain = text.to_lowercase();
    if words.iter().any(|word| plain.contains(word)) {
        Answer::held(true, format!("`{name}`: {text}"))
    } else {
        Answer::unknown(format!("`{name}` does not say it: {text}"))
    }
}

/// Only a live service shows it.
pub(super) fn shown_live() -> Answer {
    Answer::of(EcrStatus::NotApplicable, "only a live service shows it")
}
