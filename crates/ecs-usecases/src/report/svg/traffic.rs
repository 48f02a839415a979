//! The lane of the new revision's share of the traffic.

use super::{
    Lane,
    canvas::{Canvas, number},
    scale::Scale,
    series,
};
use crate::{clock::Timestamp, event::EventDetail, report::Track};

const HEIGHT: f64 = 52.0;

/// The share as steps, from nothing at the bottom to all at the top.
pub(super) fn lane(track: &Track, scale: &Scale) -> Option<Lane> {
    let points: Vec<(Timestamp, [f64; 1])> = track
        .told
        .iter()
        .filter_map(|told| match told.detail {
            EventDetail::Traffic { percent } => Some((told.at.0, [percent.clamp(0.0, 100.0)])),
            _ => None,
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let points = series::thinned(&points, scale);
    let y = |percent: f64| HEIGHT - percent / 100.0 * (HEIGHT - 4.0);
    let end = scale.x(track.span().map_or(scale.end(), |(_, last)| last.0));
    let xs: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    let ys: Vec<f64> = points.iter().map(|(_, [percent])| y(*percent)).collect();
    let mut canvas = Canvas::default();
    series::stack(&points, &[("new", "new")], y, end, &mut canvas);
    for level in [0.0, 100.0] {
        canvas.path("level", &format!("M{} {}H{}", number(scale.left), number(y(level)), number(scale.right)));
    }
    canvas.path("edge", &series::line(&xs, &ys, end));
    let mut free = f64::MIN;
    for (x, [percent]) in &points {
        let label = format!("{}%", number(*percent));
        let wide = super::bars::width(&label);
        let at = (x + 4.0).min(scale.right - wide);
        if at >= free {
            // Above the line if there is room, otherwise below it.
            let above = y(*percent) - 4.0;
            canvas.text("count", at, if above > 9.0 { above } else { y(*percent) + 12.0 }, "start", &label);
            free = at + wide + 4.0;
        }
    }
    Some(Lane { kind: "traffic", title: "Traffic of the new revision".into(), legend: Vec::new(), height: HEIGHT, canvas })
}
