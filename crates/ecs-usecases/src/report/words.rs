//! Names, spans and moments as a person reads them.

use crate::{clock::Timestamp, span::Span, use_case};
use std::time::Duration;

/// A name of the wire as a title: `stopped_tasks` is "Stopped tasks".
pub(super) fn title(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let words: Vec<String> = spaced
        .split(' ')
        .enumerate()
        .map(|(place, word)| match word {
            "arn" | "id" | "url" | "uri" | "cpu" | "ecs" | "ecr" | "aws" => word.to_uppercase(),
            "arns" => "ARNs".to_owned(),
            _ if place == 0 => {
                let mut letters = word.chars();
                letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
            }
            _ => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// What a use case is called in the catalog, with its number.
pub(super) fn use_case(name: &str) -> String {
    match use_case::find(name) {
        Ok(entry) if entry.info.id > 0 => format!("{} (UC{:02})", entry.info.title, entry.info.id),
        Ok(entry) => entry.info.title.to_owned(),
        Err(_) => name.to_owned(),
    }
}

/// A span as text such as `1m 30s`; what is long is told in whole seconds.
pub(super) fn span(from: Timestamp, to: Timestamp) -> String {
    let span = to.since(from);
    let rough = if span >= Duration::from_secs(10) { Duration::from_secs(span.as_secs()) } else { span };
    Span(rough).to_string()
}

/// The day and time in UTC, to the second.
pub(super) fn moment(at: Timestamp) -> String {
    format(at, "%Y-%m-%d %H:%M:%S")
}

/// A moment in a form of strftime, in UTC.
pub(super) fn format(at: Timestamp, form: &str) -> String {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(moment) => moment.strftime(form).to_string(),
        Err(_) => at.to_string(),
    }
}

/// At most this many letters, with a sign that something was left out.
pub(super) fn clip(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters.saturating_sub(1)).chain(['…']).collect()
}

/// The first and the last of many; the number of those between is given with the first that comes after them.
pub(super) fn ends<T>(items: &[T], limit: usize) -> (&[T], usize, &[T]) {
    if items.len() <= limit {
        return (items, 0, &[]);
    }
    let half = limit / 2;
    (&items[..half], items.len() - 2 * half, &items[items.len() - half..])
}
