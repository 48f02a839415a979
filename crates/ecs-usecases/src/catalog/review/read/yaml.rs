//! YAML within bounds.

use crate::error::{Error, Result};
use serde_json::Value;

/// Read YAML as JSON. What unfolds by aliases, nests deeply or repeats a key is refused.
pub(super) fn read(text: &str) -> Result<Value> {
    let mut options = serde_saphyr::Options::default();
    options.budget = serde_saphyr::budget! {
        max_reader_input_bytes: Some(super::LARGEST_DOCUMENT),
        max_events: 100_000,
        max_nodes: 50_000,
        max_depth: 32,
        max_aliases: 100,
        max_anchors: 100,
    };
    options.alias_limits.max_total_replayed_events = 10_000;
    options.with_snippet = false;
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        Error::invalid("text", format!("the YAML can't be read: {error}"))
            .advise("Mend the YAML, or write the use case in Markdown with a heading a field.")
    })
}
