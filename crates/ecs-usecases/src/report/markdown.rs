//! A summary for a pull request or a chat, in the Markdown that GitHub and GitLab read.

use super::{RunReport, facts::Content, page, verdict, words};
use crate::event::EventDetail;
use std::fmt::Write;

/// Warnings and changes that are shown.
const SHOWN: usize = 10;

/// The summary of a report.
pub(super) fn markdown(report: &RunReport) -> String {
    let standing = verdict::standing(report);
    let name = report.use_case.as_deref().map_or_else(|| "A run".to_owned(), words::use_case);
    let mut text = format!("### {} {}: {}\n", standing.tone.sign(), safe(&name), safe(&standing.words));
    if let Some(cause) = &standing.cause {
        let _ = write!(text, "\n{}\n", safe(cause));
    }
    let error = report.error.as_ref();
    if let Some(advice) = error.and_then(|error| error.advice.as_ref()) {
        let _ = write!(text, "\n**What to do:** {}\n", safe(advice));
    }
    let mut rows: Vec<(String, String)> = page::header(report).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let state = page::blocks(report).into_iter().find(|block| block.title == "Which state holds now");
    if let Some(Content::Rows { rows: state }) = state.map(|block| block.content) {
        rows.extend(state.into_iter().map(|(name, value)| (format!("Now: {}", name.to_lowercase()), value)));
    }
    if !rows.is_empty() {
        text += "\n| | |\n|---|---|\n";
        for (name, value) in &rows {
            let _ = writeln!(text, "| {} | {} |", safe(name), safe(value));
        }
    }
    let all = || report.tracks.iter().flat_map(|track| &track.told).map(|told| &told.detail);
    let failed = report.tracks.iter().flat_map(|track| track.steps.iter().map(move |step| (track, step)));
    let failed = failed.filter_map(|(track, step)| {
        let branch = track.name().map_or_else(String::new, |name| format!("{name}: "));
        Some(format!("{branch}{}: {}", step.name, words::title(step.error?.as_str())))
    });
    list(&mut text, "Steps that failed", &failed.collect::<Vec<_>>());
    let warnings = all().filter_map(|detail| if let EventDetail::Warning { message } = detail { Some(message.clone()) } else { None });
    list(&mut text, "Warnings", &warnings.collect::<Vec<_>>());
    let changes = all().filter_map(|detail| match detail {
        EventDetail::Changed { action, resource: Some(resource) } => Some(format!("{action} {resource}")),
        EventDetail::Changed { action, resource: None } => Some(action.clone()),
        _ => None,
    });
    list(&mut text, "Changes", &changes.collect::<Vec<_>>());
    list(&mut text, "Left behind", &error.map(|error| error.left_behind.clone()).unwrap_or_default());
    text
}

fn list(text: &mut String, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    let _ = write!(text, "\n**{title}**\n\n");
    for item in items.iter().take(SHOWN) {
        let _ = writeln!(text, "- {}", safe(item));
    }
    if items.len() > SHOWN {
        let _ = writeln!(text, "- … {} more", items.len() - SHOWN);
    }
}

/// Text that is only text: no markup, no HTML, no line of its own, and nobody is called by a name in it.
pub(super) fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                safe.push('\\');
                safe.push(letter);
            }
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '&' => safe += "&amp;",
            // A space that is not seen keeps it from being a mention.
            '@' => safe += "@\u{200b}",
            letter if letter.is_whitespace() => safe.push(' '),
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    // At the beginning it would be a list or a heading.
    if safe.starts_with(['-', '+', '=']) {
        safe.insert(0, '\\');
    }
    safe
}
