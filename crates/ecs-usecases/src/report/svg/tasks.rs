//! The lane of a deployment's tasks: stacked, against how many are wanted.

use super::{
    Lane,
    canvas::{Canvas, number},
    scale::Scale,
    series,
};
use crate::{clock::Timestamp, event::EventDetail, report::Track};

const HEIGHT: f64 = 92.0;
/// From the bottom up.
const LAYERS: [(&str, &str); 4] = [("new", "new"), ("old", "old"), ("pending", "starting"), ("failed", "failed")];

/// Running, starting and failed tasks as steps.
pub(super) fn lane(track: &Track, scale: &Scale) -> Option<Lane> {
    let points: Vec<(Timestamp, [f64; 5])> = track
        .told
        .iter()
        .filter_map(|told| match told.detail {
            EventDetail::Progress { desired, running, pending, failed, previous_running } => {
                let counts = [running, previous_running, pending, failed, desired];
                Some((told.at.0, counts.map(|count| f64::from(count.max(0)))))
            }
            _ => None,
        })
        .collect();
    if points.is_empty() {
        return None;
    }
    let points = series::thinned(&points, scale);
    let highest = points.iter().map(|(_, counts)| counts[..4].iter().sum::<f64>().max(counts[4])).fold(1.0, f64::max);
    let y = |count: f64| HEIGHT - count / highest * (HEIGHT - 6.0);
    let end = scale.x(track.span().map_or(scale.end(), |(_, last)| last.0));
    let xs: Vec<f64> = points.iter().map(|(x, _)| *x).collect();
    let mut canvas = Canvas::default();
    let mut legend = series::stack(&points, &LAYERS, y, end, &mut canvas);
    for level in series::levels(highest) {
        canvas.path("level", &format!("M{} {}H{}", number(scale.left), number(y(level)), number(scale.right)));
        if level > 0.0 {
            canvas.text("count", scale.left + 2.0, y(level) + 9.5, "start", &number(level));
        }
    }
    let wanted: Vec<f64> = points.iter().map(|(_, counts)| y(counts[4])).collect();
    canvas.path("wanted", &series::line(&xs, &wanted, end));
    legend.push(("wanted-key", "wanted".into()));
    Some(Lane { kind: "tasks", title: "Tasks".into(), legend, height: HEIGHT, canvas })
}
