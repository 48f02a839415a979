//! What AppConfig asks of the members of requests.

use super::bad;
use crate::error::Result;
use std::collections::BTreeMap;

/// A text of so many characters at most, and one at least.
pub(super) fn length(value: &str, what: &str, most: usize) -> Result<()> {
    if (1..=most).contains(&value.chars().count()) {
        return Ok(());
    }
    Err(bad(format!("{what} must have 1-{most} characters")))
}

/// A description may be empty.
pub(super) fn description(value: Option<&str>) -> Result<()> {
    if value.is_none_or(|value| value.chars().count() <= 1024) {
        return Ok(());
    }
    Err(bad("Description must have at most 1024 characters"))
}

/// Tags are taken, and told by no operation that is simulated.
pub(super) fn tags(tags: Option<&BTreeMap<String, String>>) -> Result<()> {
    let Some(tags) = tags else { return Ok(()) };
    let fits = |(key, value): (&String, &String)| (1..=128).contains(&key.len()) && value.len() <= 256 && !key.starts_with("aws:");
    if tags.len() <= 50 && tags.iter().all(fits) {
        return Ok(());
    }
    Err(bad("There can be 50 tags, with keys of 1-128 characters that don't begin with aws:, and values of at most 256"))
}

/// A number of minutes within a day.
pub(super) fn minutes(value: i32, what: &str) -> Result<()> {
    if (0..=1440).contains(&value) {
        return Ok(());
    }
    Err(bad(format!("{what} must be 0-1440, not {value}")))
}
