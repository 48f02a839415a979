//! The time line as a picture. Each lane is a file; this stacks them on a common axis of time.

mod alarms;
mod analysis;
pub(crate) mod bars;
mod branches;
pub(crate) mod canvas;
mod health;
mod marks;
mod scale;
mod series;
mod stages;
mod steps;
mod tasks;
mod traffic;

use super::{RunReport, Track, verdict, words};
use canvas::{Canvas, escape, number};
use scale::Scale;

/// How the picture is used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// By itself, with a heading.
    Alone,
    /// In a page, for a wide screen or paper.
    Wide,
    /// In a page, for a telephone.
    Narrow,
}

/// A lane, drawn from its own top.
struct Lane {
    /// Its name in the picture's structure.
    kind: &'static str,
    title: String,
    /// What its colours mean: classes and words.
    legend: Vec<(&'static str, String)>,
    height: f64,
    canvas: Canvas,
}

/// More branches than this are shown by a bar each.
const BRANCHES_IN_FULL: usize = 4;
/// The style of a picture; a page has it once.
pub(super) const STYLE: &str = include_str!("timeline.css");
const HEAD: f64 = 19.0;
const GAP: f64 = 12.0;

/// The picture of a report.
pub(super) fn picture(report: &RunReport, form: Form) -> String {
    let width = if form == Form::Narrow { 360.0 } else { 960.0 };
    let margin = if form == Form::Narrow { 4.0 } else { 16.0 };
    let scale = Scale::of(report, margin, width - margin);
    let mut canvas = Canvas::default();
    let mut top = margin.min(8.0);
    if form == Form::Alone {
        top = heading(report, &mut canvas, margin);
    }
    let first = top;
    top += axis_labels(&scale, &mut canvas, top);
    let mut body = Canvas::default();
    for group in groups(report, &scale) {
        if let Some(name) = group.name {
            body.text("branch", margin, top + 13.0, "start", &bars::fitted(&name, (width - 2.0 * margin) / 1.25));
            top += 20.0;
        }
        for lane in group.lanes {
            top = place(lane, &mut body, margin, width - margin, top);
        }
    }
    if top <= first + 30.0 {
        body.text("quiet", width / 2.0, top + 16.0, "middle", "Nothing was told while it ran.");
        top += 32.0;
    }
    grid(&scale, &mut canvas, first + 18.0, top - GAP + 4.0);
    resumptions(report, &scale, &mut canvas, first + 18.0, top - GAP + 4.0);
    let height = number(top);
    let label = escape(&label(report));
    let style = if form == Form::Alone { format!("<style>{STYLE}</style>") } else { String::new() };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ecs-timeline\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {} {height}\">\
         {style}<title>{label}</title><rect class=\"ground\" width=\"{}\" height=\"{height}\"/>{}{}</svg>\n",
        number(width),
        number(width),
        canvas.into_text(),
        body.into_text(),
    )
}

/// What somebody hears who does not see the picture.
fn label(report: &RunReport) -> String {
    let name = report.use_case.as_deref().map_or_else(|| "A run".to_owned(), words::use_case);
    format!("{name}: {}", verdict::standing(report).words)
}

/// A branch and its lanes.
struct Group {
    name: Option<String>,
    lanes: Vec<Lane>,
}

fn groups(report: &RunReport, scale: &Scale) -> Vec<Group> {
    let (outside, branches): (Vec<&Track>, Vec<&Track>) = report.tracks.iter().partition(|track| track.branch.is_empty());
    let end = report.ended_at;
    let full = |track: &&Track| Group { name: track.name(), lanes: lanes(track, scale, end) };
    let mut groups: Vec<Group> = outside.iter().map(full).collect();
    if branches.len() <= BRANCHES_IN_FULL {
        groups.extend(branches.iter().map(full));
    } else {
        groups.push(Group { name: None, lanes: vec![branches::lane(&branches, scale, end)] });
    }
    groups
}

fn lanes(track: &Track, scale: &Scale, end: Option<super::Moment>) -> Vec<Lane> {
    let mut lanes: Vec<Lane> =
        [steps::lane(track, scale, end), stages::lane(track, scale), tasks::lane(track, scale)].into_iter().flatten().collect();
    lanes.extend(health::lanes(track, scale));
    lanes.extend(
        [traffic::lane(track, scale), analysis::lane(track, scale), alarms::lane(track, scale), marks::lane(track, scale)]
            .into_iter()
            .flatten(),
    );
    lanes
}

/// Put a lane into the picture; gives where the next one begins.
fn place(lane: Lane, body: &mut Canvas, left: f64, right: f64, top: f64) -> f64 {
    body.open(&format!("<g class=\"lane\" data-lane=\"{}\" transform=\"translate(0 {})\">", lane.kind, number(top)));
    body.text("name", left, 12.0, "start", &lane.title);
    let mut x = left + 12.0 + 1.15 * bars::width(&lane.title);
    for (class, words) in lane.legend {
        let wide = 23.0 + bars::width(&words);
        if x + wide > right {
            break;
        }
        body.rect(class, x, 3.5, 9.0, 9.0);
        body.text("key", x + 13.0, 12.0, "start", &words);
        x += wide;
    }
    body.open(&format!("<g transform=\"translate(0 {})\">", number(HEAD)));
    body.append(&lane.canvas);
    body.open("</g></g>");
    top + HEAD + lane.height + GAP
}

fn heading(report: &RunReport, canvas: &mut Canvas, margin: f64) -> f64 {
    let standing = verdict::standing(report);
    let width = 16.0 + 1.25 * bars::width(&standing.words);
    canvas.rect(&format!("badge {}", standing.tone.class()), margin, 10.0, width, 22.0);
    canvas.text("badge-words", margin + width / 2.0, 25.5, "middle", &standing.words);
    let name = report.use_case.as_deref().map_or_else(|| "A run".to_owned(), words::use_case);
    canvas.text("heading", margin + width + 10.0, 26.0, "start", &name);
    44.0
}

/// The labels of the axis; gives their height.
fn axis_labels(scale: &Scale, canvas: &mut Canvas, top: f64) -> f64 {
    for tick in scale.ticks() {
        canvas.text("tick", scale.x(tick.at), top + 10.0, tick.anchor, &tick.label);
    }
    22.0
}

fn grid(scale: &Scale, canvas: &mut Canvas, top: f64, bottom: f64) {
    for tick in scale.ticks() {
        let x = scale.x(tick.at);
        canvas.path("grid", &format!("M{} {}V{}", number(x), number(top - 4.0), number(bottom)));
    }
}

fn resumptions(report: &RunReport, scale: &Scale, canvas: &mut Canvas, top: f64, bottom: f64) {
    for at in &report.resumed_at {
        let x = scale.x(at.0);
        canvas.titled(&format!("Resumed at {} UTC", words::moment(at.0)), |canvas| {
            canvas.path("resumed", &format!("M{} {}V{}", number(x), number(top - 4.0), number(bottom)));
        });
    }
}
