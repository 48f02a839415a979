//! The axis of time: where a moment is, and which moments have a label.

use crate::{
    clock::Timestamp,
    report::{RunReport, words},
};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Spans between two labels.
const STEPS: [i64; 24] = [
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY,
];
/// Room that a label needs.
const ROOM: f64 = 72.0;

/// The axis of time.
pub(super) struct Scale {
    from: i64,
    to: i64,
    /// Whether there is anything to be shown.
    empty: bool,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// A moment with a label.
pub(super) struct Tick {
    pub(super) at: Timestamp,
    pub(super) label: String,
    /// Which end of the label is at the moment, so that none is cut off.
    pub(super) anchor: &'static str,
}

impl Scale {
    /// The axis of all that a report has.
    pub(super) fn of(report: &RunReport, left: f64, right: f64) -> Self {
        let spans = report.tracks.iter().filter_map(super::Track::span).flat_map(|(from, to)| [from, to]);
        let ends = [report.started_at, report.ended_at, report.seen_until].into_iter().flatten();
        let moments: Vec<i64> = spans.chain(ends).map(|moment| moment.0.0).collect();
        let from = moments.iter().copied().min().unwrap_or_default();
        let to = moments.iter().copied().max().unwrap_or_default();
        // What took no time has an axis, too.
        Self { from, to: to.max(from.saturating_add(2 * SECOND)), empty: moments.is_empty(), left, right }
    }

    /// Where a moment is.
    pub(super) fn x(&self, at: Timestamp) -> f64 {
        let part = (at.0.clamp(self.from, self.to) - self.from) as f64 / (self.to - self.from) as f64;
        self.left + part * (self.right - self.left)
    }

    /// The end of the axis.
    pub(super) fn end(&self) -> Timestamp {
        Timestamp(self.to)
    }

    /// The moments that have a label.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        if self.empty {
            return Vec::new();
        }
        let wanted = ((self.right - self.left) / ROOM).floor().max(1.0);
        let least = (self.to - self.from) as f64 / wanted;
        let step = STEPS.into_iter().find(|step| *step as f64 >= least).unwrap_or(((least / DAY as f64).ceil() as i64).max(1) * DAY);
        let first = self.from.div_euclid(step) * step;
        let moments = (0..).map(|count| first + count * step).skip_while(|at| *at < self.from).take_while(|at| *at <= self.to);
        moments
            .map(|at| {
                let form = match step {
                    DAY.. => "%d %b",
                    _ if at.rem_euclid(DAY) == 0 && step >= MINUTE && at > self.from => "%d %b",
                    MINUTE.. => "%H:%M",
                    _ => "%H:%M:%S",
                };
                let x = self.x(Timestamp(at));
                let anchor = match () {
                    () if x < self.left + 26.0 => "start",
                    () if x > self.right - 26.0 => "end",
                    () => "middle",
                };
                Tick { at: Timestamp(at), label: words::format(Timestamp(at), form), anchor }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(span: i64, width: f64) -> Vec<String> {
        let from = Timestamp::parse("2026-01-01T09:59:58Z").expect("a time").0;
        let scale = Scale { from, to: from + span, empty: false, left: 0.0, right: width };
        scale.ticks().into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn labels_adapt_to_the_length() {
        assert_eq!(labels(4 * SECOND, 360.0), ["09:59:58", "09:59:59", "10:00:00", "10:00:01", "10:00:02"]);
        assert_eq!(labels(3 * MINUTE, 360.0), ["10:00", "10:01", "10:02"]);
        assert_eq!(labels(12 * DAY, 960.0).first().map(String::as_str), Some("02 Jan"));
        assert_eq!(labels(DAY, 360.0), ["12:00", "18:00", "02 Jan", "06:00"]);
        assert!(labels(4000 * DAY, 360.0).len() < 6);
    }

    #[test]
    fn labels_have_room() {
        for width in [352.0, 928.0] {
            let mut span = 1;
            while span < 4_000 * DAY {
                let found = labels(span, width).len();
                assert!(found as f64 <= width / ROOM + 1.0, "{found} labels for {span} ms");
                span *= 3;
            }
        }
    }
}
