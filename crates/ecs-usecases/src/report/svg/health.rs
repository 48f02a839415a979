//! The lanes of target groups: how the load balancer sees their targets.

use super::{
    Lane,
    canvas::{Canvas, number},
    scale::Scale,
    series,
};
use crate::{clock::Timestamp, event::EventDetail, report::Track};

const HEIGHT: f64 = 48.0;
const LAYERS: [(&str, &str); 4] = [("healthy", "healthy"), ("pending", "initial"), ("old", "draining"), ("failed", "unhealthy")];

/// How many targets are in each state, from a moment on.
type Counts = (Timestamp, [f64; 4]);

/// A lane for each target group.
pub(super) fn lanes(track: &Track, scale: &Scale) -> Vec<Lane> {
    let mut groups: Vec<(&str, Vec<Counts>)> = Vec::new();
    for told in &track.told {
        let EventDetail::Health { target_group, healthy, unhealthy, initial, draining } = &told.detail else { continue };
        let counts = [healthy, initial, draining, unhealthy].map(|count| f64::from((*count).max(0)));
        match groups.iter_mut().find(|(name, _)| name == target_group) {
            Some((_, points)) => points.push((told.at.0, counts)),
            None => groups.push((target_group, vec![(told.at.0, counts)])),
        }
    }
    groups.into_iter().map(|(name, points)| lane(name, &points, track, scale)).collect()
}

fn lane(group: &str, points: &[Counts], track: &Track, scale: &Scale) -> Lane {
    let points = series::thinned(points, scale);
    let highest = points.iter().map(|(_, counts)| counts.iter().sum::<f64>()).fold(1.0, f64::max);
    let y = |count: f64| HEIGHT - count / highest * (HEIGHT - 4.0);
    let end = scale.x(track.span().map_or(scale.end(), |(_, last)| last.0));
    let mut canvas = Canvas::default();
    let legend = series::stack(&points, &LAYERS, y, end, &mut canvas);
    for level in [0.0, highest] {
        canvas.path("level", &format!("M{} {}H{}", number(scale.left), number(y(level)), number(scale.right)));
    }
    canvas.text("count", scale.left + 2.0, y(highest) + 9.5, "start", &number(highest));
    // Of an ARN, the name: `targetgroup/NAME/ID`.
    let name = group.rsplit_once(":targetgroup/").map_or(group, |(_, rest)| rest.split('/').next().unwrap_or(rest));
    Lane { kind: "health", title: format!("Targets of {}", crate::report::words::clip(name, 24)), legend, height: HEIGHT, canvas }
}
