//! The lane of what happened at a moment: changes, the service's events, warnings. Marks that would lie on each other
//! are one mark.

use super::{
    Lane,
    canvas::{Canvas, number},
    scale::Scale,
};
use crate::{
    clock::Timestamp,
    event::EventDetail,
    report::{Track, words},
};

const ROW: f64 = 16.0;
const KINDS: [(&str, &str); 3] = [("change", "changes"), ("event", "service events"), ("warning", "warnings")];

/// Marks that are near each other, with the texts of all.
pub(super) struct Mark {
    pub(super) x: f64,
    pub(super) texts: Vec<String>,
}

/// Put moments together that are nearer than `room`.
pub(super) fn clustered(moments: impl IntoIterator<Item = (Timestamp, String)>, scale: &Scale, room: f64) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for (at, text) in moments {
        let x = scale.x(at).clamp(scale.left + 4.0, scale.right - 4.0);
        let text = format!("{} UTC: {text}", words::moment(at));
        match marks.last_mut().filter(|mark| x - mark.x < room) {
            Some(mark) => mark.texts.push(text),
            None => marks.push(Mark { x, texts: vec![text] }),
        }
    }
    marks
}

/// What is shown when a mark is pointed at.
pub(super) fn title(mark: &Mark) -> String {
    let (first, left_out, last) = words::ends(&mark.texts, 12);
    let between = (left_out > 0).then(|| format!("… {left_out} more …"));
    first.iter().chain(between.as_ref()).chain(last).map(|text| words::clip(text, 400)).collect::<Vec<_>>().join("\n")
}

/// A row for each kind that there is.
pub(super) fn lane(track: &Track, scale: &Scale) -> Option<Lane> {
    let mut canvas = Canvas::default();
    let mut legend = Vec::new();
    for (kind, words) in KINDS {
        let moments = track.told.iter().filter_map(|told| Some((told.at.0, text(kind, &told.detail)?)));
        let marks = clustered(moments, scale, 9.0);
        if marks.is_empty() {
            continue;
        }
        let y = legend.len() as f64 * ROW + 7.0;
        let count: usize = marks.iter().map(|mark| mark.texts.len()).sum();
        for mark in &marks {
            canvas.titled(&title(mark), |canvas| draw(canvas, kind, mark.x, y, mark.texts.len()));
        }
        legend.push((kind, format!("{count} {}", if count == 1 { words.trim_end_matches('s') } else { words })));
    }
    let height = legend.len() as f64 * ROW - 2.0;
    (!legend.is_empty()).then(|| Lane { kind: "marks", title: "Told".into(), legend, height, canvas })
}

fn text(kind: &str, detail: &EventDetail) -> Option<String> {
    match (kind, detail) {
        ("change", EventDetail::Changed { action, resource: Some(resource) }) => Some(format!("{action} {resource}")),
        ("change", EventDetail::Changed { action, resource: None }) => Some(action.clone()),
        ("event", EventDetail::Service { message }) | ("warning", EventDetail::Warning { message }) => Some(message.clone()),
        _ => None,
    }
}

fn draw(canvas: &mut Canvas, kind: &'static str, x: f64, y: f64, count: usize) {
    let size = if count > 1 { 5.0 } else { 4.0 };
    match kind {
        "change" => canvas.rect(kind, x - size, y - size, 2.0 * size, 2.0 * size),
        "event" => canvas.disc(kind, x, y, size),
        _ => {
            let (left, right, top, bottom) = (number(x - size), number(x + size), number(y - size), number(y + size));
            canvas.path(kind, &format!("M{left} {bottom}L{} {top}L{right} {bottom}Z", number(x)));
        }
    }
}
