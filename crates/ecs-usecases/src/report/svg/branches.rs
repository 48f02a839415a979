//! The lane of many branches: a bar for each, from its first news to its last.

use super::{
    Lane,
    bars::{self, Bar},
    canvas::Canvas,
    scale::Scale,
    stages,
};
use crate::{
    event::EventDetail,
    report::{Moment, Track, words},
};

/// More are counted.
const SHOWN: usize = 80;

/// The branches as bars, a row each. The page has their steps.
pub(super) fn lane(branches: &[&Track], scale: &Scale, end: Option<Moment>) -> Lane {
    let mut canvas = Canvas::default();
    let mut height = 0.0;
    for track in branches.iter().take(SHOWN) {
        let Some(bar) = bar(track, scale, end) else { continue };
        let mut row = Canvas::default();
        bars::draw(&[bar], scale, 1, &mut row);
        canvas.open(&format!("<g transform=\"translate(0 {})\">", super::number(height)));
        canvas.append(&row);
        canvas.open("</g>");
        height += bars::ROW;
    }
    let hidden = branches.len().saturating_sub(SHOWN);
    let title = if hidden > 0 {
        format!("{} branches ({hidden} of them not shown)", branches.len())
    } else {
        format!("{} branches", branches.len())
    };
    Lane { kind: "branches", title, legend: Vec::new(), height, canvas }
}

fn bar(track: &Track, scale: &Scale, end: Option<Moment>) -> Option<Bar> {
    let (from, to) = track.span()?;
    // Of steps in each other the innermost tells most.
    let failed = track.steps.iter().filter(|step| step.error.is_some()).max_by_key(|step| step.depth);
    let open = track.steps.iter().any(|step| step.ended_at.is_none());
    let undone = undone(track);
    let (class, how, to) = match (failed, open) {
        (Some(step), _) => ("bar failed-step".to_owned(), format!("failed: {}", step.name), to.0),
        (None, true) if end.is_none() => ("bar open".to_owned(), "it goes on".to_owned(), scale.end()),
        (None, true) => ("bar cut".to_owned(), "its end was not told".to_owned(), to.0),
        (None, false) => match undone {
            Some(status) => (format!("bar {}", stages::class(status)), status.to_owned(), to.0),
            None => ("bar done".to_owned(), "done".to_owned(), to.0),
        },
    };
    let name = track.name().unwrap_or_default();
    let why = failed.map(|step| step.name.as_str()).or(undone);
    let label = why.map_or_else(|| name.clone(), |why| format!("{name}: {why}"));
    let title = format!("{name}\n{} UTC, {}: {how}", words::moment(from.0), words::span(from.0, to));
    Some(Bar { class, from: from.0, to, label, title })
}

/// The state of a deployment that ended otherwise than asked, though each step did what it had to.
fn undone(track: &Track) -> Option<&str> {
    let last = track.told.iter().rev().find_map(|told| match &told.detail {
        EventDetail::Stage { status, .. } => Some(status.as_str()),
        _ => None,
    });
    last.filter(|status| *status == "STOPPED" || status.starts_with("ROLLBACK"))
}
