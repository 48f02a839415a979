//! The lane of a deployment's states and lifecycle stages, in AWS's words.

use super::{
    Lane,
    bars::{self, Bar},
    canvas::Canvas,
    scale::Scale,
};
use crate::{
    clock::Timestamp,
    event::EventDetail,
    report::{Track, words},
};

const ROWS: usize = 8;

/// The states as bars, each until the next one.
pub(super) fn lane(track: &Track, scale: &Scale) -> Option<Lane> {
    let reached: Vec<(Timestamp, &str, Option<&str>, Option<&str>)> = track
        .told
        .iter()
        .filter_map(|told| match &told.detail {
            EventDetail::Stage { status, stage, reason } => Some((told.at.0, status.as_str(), stage.as_deref(), reason.as_deref())),
            _ => None,
        })
        .collect();
    if reached.is_empty() {
        return None;
    }
    let bars: Vec<Bar> = reached
        .iter()
        .enumerate()
        .map(|(place, (at, status, stage, reason))| {
            // A deployment that has ended is in no stage.
            let over = is_over(status);
            let to = if over { *at } else { reached.get(place + 1).map_or(scale.end(), |next| next.0) };
            let label = stage.filter(|_| *status == "IN_PROGRESS").unwrap_or(status).to_owned();
            let told = format!("{}\n{} UTC", join(status, *stage), words::moment(*at));
            let title = [Some(told), reason.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join("\n");
            Bar { class: format!("bar {}", class(status)), from: *at, to, label, title }
        })
        .collect();
    let mut canvas = Canvas::default();
    let (height, without) = bars::draw(&bars, scale, ROWS, &mut canvas);
    let title = if without > 0 { format!("Deployment ({without} without a label)") } else { "Deployment".to_owned() };
    Some(Lane { kind: "stages", title, legend: Vec::new(), height, canvas })
}

fn join(status: &str, stage: Option<&str>) -> String {
    stage.map_or_else(|| status.to_owned(), |stage| format!("{status}, {stage}"))
}

fn is_over(status: &str) -> bool {
    matches!(status, "SUCCESSFUL" | "STOPPED" | "ROLLBACK_SUCCESSFUL" | "ROLLBACK_FAILED")
}

/// How a state of a deployment looks.
pub(super) fn class(status: &str) -> &'static str {
    match status {
        "SUCCESSFUL" => "good",
        "STOPPED" | "STOP_REQUESTED" | "ROLLBACK_FAILED" => "bad",
        _ if status.starts_with("ROLLBACK") => "safe",
        _ => "done",
    }
}
