//! The lane of a branch's steps.

use super::{
    Lane,
    bars::{self, Bar},
    canvas::Canvas,
    scale::Scale,
};
use crate::{
    error::ErrorKind,
    report::{Moment, ReportedStep, Track, words},
};

/// More steps at the same time than this have no labels.
const ROWS: usize = 14;

/// Its steps as bars.
pub(super) fn lane(track: &Track, scale: &Scale, end: Option<Moment>) -> Option<Lane> {
    if track.steps.is_empty() {
        return None;
    }
    let bars: Vec<Bar> = track.steps.iter().map(|step| bar(step, scale, end)).collect();
    let mut canvas = Canvas::default();
    let (height, without) = bars::draw(&bars, scale, ROWS, &mut canvas);
    let title = if without > 0 { format!("Steps ({without} without a label)") } else { "Steps".to_owned() };
    Some(Lane { kind: "steps", title, legend: Vec::new(), height, canvas })
}

fn bar(step: &ReportedStep, scale: &Scale, end: Option<Moment>) -> Bar {
    let (class, how) = match (step.ended_at, step.error) {
        // A run that has ended has no open steps: it was killed.
        (None, _) if end.is_some() => ("bar cut", "its end was not told".to_owned()),
        (None, _) => ("bar open", "it goes on".to_owned()),
        (Some(_), None) => ("bar done", "done".to_owned()),
        (Some(_), Some(ErrorKind::Cancelled)) => ("bar cut", "cancelled".to_owned()),
        (Some(_), Some(kind)) => ("bar failed-step", words::title(kind.as_str())),
    };
    let from = step.started_at.0;
    let to = step.ended_at.map_or(scale.end(), |moment| moment.0);
    let title = format!("{}\n{} UTC, {}: {how}", step.name, words::moment(from), words::span(from, to));
    Bar { class: class.to_owned(), from, to, label: step.name.clone(), title }
}
