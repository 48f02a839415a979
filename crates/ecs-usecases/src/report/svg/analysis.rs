//! The lane of an analysis: a sign for each judgement, with its reasons.

use super::{
    Lane,
    canvas::{Canvas, number},
    marks::{self, Mark},
    scale::Scale,
};
use crate::{event::EventDetail, report::Track};

const HEIGHT: f64 = 18.0;
const RESULTS: [(&str, &str, &str); 3] =
    [("fail", "judged-bad", "fail"), ("no_data", "judged-open", "no data"), ("pass", "judged-good", "pass")];

/// The judgements, and of several on one place the worst.
pub(super) fn lane(track: &Track, scale: &Scale) -> Option<Lane> {
    let judged = track.told.iter().filter_map(|told| match &told.detail {
        EventDetail::Analysis { round, result, reasons } => Some((told.at.0, round, result, reasons)),
        _ => None,
    });
    let mut found: Vec<usize> = Vec::new();
    let moments: Vec<_> = judged
        .map(|(at, round, result, reasons)| {
            found.push(RESULTS.iter().position(|(name, ..)| name == result).unwrap_or(1));
            (at, format!("judgement {round}: {}\n{}", result.replace('_', " "), reasons.join("\n")))
        })
        .collect();
    if moments.is_empty() {
        return None;
    }
    let mut canvas = Canvas::default();
    let mut next = 0;
    for mark in marks::clustered(moments, scale, 15.0) {
        let worst = found[next..next + mark.texts.len()].iter().min().copied().unwrap_or(1);
        next += mark.texts.len();
        canvas.titled(&marks::title(&mark), |canvas| draw(canvas, worst, &mark));
    }
    let count = |place: usize| found.iter().filter(|found| **found == place).count();
    let shown = RESULTS.iter().enumerate().rev().filter(|(place, _)| count(*place) > 0);
    let legend = shown.map(|(place, (_, class, words))| (*class, format!("{} {words}", count(place)))).collect();
    Some(Lane { kind: "analysis", title: "Analysis".into(), legend, height: HEIGHT, canvas })
}

/// A sign that is told from the others without its colour.
fn draw(canvas: &mut Canvas, result: usize, mark: &Mark) {
    let (x, y) = (mark.x.clamp(8.0, f64::MAX), HEIGHT / 2.0);
    canvas.disc(RESULTS[result].1, x, y, 7.5);
    let at = |dx: f64, dy: f64| format!("{} {}", number(x + dx), number(y + dy));
    let sign = match RESULTS[result].0 {
        "pass" => format!("M{}L{}L{}", at(-3.4, 0.2), at(-1.0, 2.8), at(3.6, -2.8)),
        "fail" => format!("M{}L{}M{}L{}", at(-2.8, -2.8), at(2.8, 2.8), at(-2.8, 2.8), at(2.8, -2.8)),
        _ => format!("M{}L{}", at(-3.2, 0.0), at(3.2, 0.0)),
    };
    canvas.path(if RESULTS[result].0 == "no_data" { "sign-dark" } else { "sign" }, &sign);
}
