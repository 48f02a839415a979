//! The page. The template has the words, this has the facts, and what escapes them is the template engine.

use super::{
    RunReport, Track,
    facts::{self, Block, Content},
    svg::{self, Form},
    verdict, words,
};
use crate::event::EventDetail;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, value::Serde};
use serde::Serialize;
use serde_json::Value;
use std::sync::LazyLock;

/// Lines of a list of the run that are shown; of more the first and the last are.
const SHOWN: usize = 200;
/// A list of events of this length is open at first.
const OPEN: usize = 30;

/// What the template is given.
#[derive(Serialize)]
struct Page {
    title: String,
    tone: &'static str,
    words: String,
    cause: Option<String>,
    facts: Vec<(&'static str, String)>,
    resumed: bool,
    wide: String,
    narrow: String,
    advice: Option<String>,
    left_behind: Vec<String>,
    warnings: Lines,
    blocks: Vec<Block>,
    judgements: Lines,
    changes: Lines,
    events: Lines,
    steps: Lines,
    style: String,
}

/// A table of what was told.
#[derive(Serialize)]
struct Lines {
    title: String,
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    open: bool,
}

static TEMPLATE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let parts = [
        ("page.html", include_str!("template/page.html")),
        ("table.html", include_str!("template/table.html")),
        ("content.html", include_str!("template/content.html")),
    ];
    for (name, text) in parts {
        environment.add_template(name, text).expect("the template is a constant");
    }
    environment
});

/// The page of a report.
pub(super) fn html(report: &RunReport) -> String {
    let template = TEMPLATE.get_template("page.html").expect("it was added");
    template.render(Serde(page(report))).expect("the page has every value that the template names")
}

fn page(report: &RunReport) -> Page {
    let standing = verdict::standing(report);
    let error = report.error.as_ref();
    Page {
        title: report.use_case.as_deref().map_or_else(|| "A run".to_owned(), words::use_case),
        tone: standing.tone.class(),
        words: standing.words,
        cause: standing.cause,
        facts: header(report),
        resumed: !report.resumed_at.is_empty(),
        wide: svg::picture(report, Form::Wide),
        narrow: svg::picture(report, Form::Narrow),
        advice: error.and_then(|error| error.advice.clone()),
        left_behind: error.map(|error| error.left_behind.clone()).unwrap_or_default(),
        warnings: told(report, "Warnings", &["Text"], |detail| match detail {
            EventDetail::Warning { message } => Some(vec![message.clone()]),
            _ => None,
        }),
        blocks: blocks(report),
        judgements: told(report, "Analysis", &["Judgement", "Why"], |detail| match detail {
            EventDetail::Analysis { result, reasons, .. } => Some(vec![result.replace('_', " "), reasons.join("; ")]),
            _ => None,
        }),
        changes: told(report, "Changes", &["Action", "Resource"], |detail| match detail {
            EventDetail::Changed { action, resource } => Some(vec![action.clone(), resource.clone().unwrap_or_default()]),
            _ => None,
        }),
        events: told(report, "Service events", &["Text"], |detail| match detail {
            EventDetail::Service { message } => Some(vec![message.clone()]),
            _ => None,
        }),
        steps: steps(report),
        style: [include_str!("template/page.css"), svg::STYLE].concat(),
    }
}

/// What is told beside the title.
pub(super) fn header(report: &RunReport) -> Vec<(&'static str, String)> {
    let until = report.ended_at.or(report.seen_until);
    let took = report.started_at.zip(until).map(|(from, to)| words::span(from.0, to.0));
    let facts = [
        ("Run", report.run_id.clone()),
        ("Account", report.scope.as_ref().map(|scope| scope.account.clone())),
        ("Region", report.scope.as_ref().map(|scope| scope.region.clone())),
        ("Began", report.started_at.map(|at| format!("{} UTC", words::moment(at.0)))),
        (if report.ended_at.is_some() { "Took" } else { "So far" }, took),
    ];
    facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The state that holds now, the evidence, and all else that the outcome or the error has.
pub(super) fn blocks(report: &RunReport) -> Vec<Block> {
    let mut found = Vec::new();
    if let Some(outcome) = report.any_outcome() {
        let mut rest = outcome.clone();
        // The page begins with what has a place of its own.
        if let Value::Object(members) = &mut rest {
            if let Some(state) = members.shift_remove("state") {
                found.extend(facts::blocks("Which state holds now", &state));
            }
            if let Some(Value::Object(mut verdict)) = members.shift_remove("verdict") {
                verdict.shift_remove("ending");
                verdict.shift_remove("cause");
                let mut evidence = verdict.shift_remove("evidence").unwrap_or_default();
                if let Some(events) = evidence.get_mut("events").and_then(Value::as_array_mut) {
                    events.retain(|event| !event.as_str().is_some_and(|event| is_told(report, event)));
                }
                found.extend(facts::blocks("Evidence", &evidence));
                found.extend(facts::blocks("Verdict", &verdict.into()));
            }
        }
        found.extend(facts::blocks("Outcome", &rest));
    }
    if let Some(error) = &report.error {
        let rows = [
            ("Kind", Some(words::title(error.kind.as_str()))),
            ("Message", Some(error.message.clone())),
            ("Operation", error.operation.clone()),
            ("Code", error.code.clone()),
            ("Resource", error.resource.clone()),
            ("While", (!error.context.is_empty()).then(|| error.context.join(": "))),
        ];
        let rows = rows.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
        found.push(Block { title: "Error".into(), content: Content::Rows { rows } });
    }
    found
}

/// Whether a service event is among those that were told while the run went on: they are shown with their times.
fn is_told(report: &RunReport, event: &str) -> bool {
    let told = report.tracks.iter().flat_map(|track| &track.told);
    told.into_iter().any(|told| matches!(&told.detail, EventDetail::Service { message } if message == event))
}

/// What was told of one kind, the oldest first, with the branch where there are branches.
fn told(report: &RunReport, title: &str, columns: &[&'static str], pick: impl Fn(&EventDetail) -> Option<Vec<String>>) -> Lines {
    let branched = report.tracks.iter().any(|track| !track.branch.is_empty());
    let mut found: Vec<_> = report
        .tracks
        .iter()
        .flat_map(|track| track.told.iter().filter_map(|told| Some((told.at, track, pick(&told.detail)?))).collect::<Vec<_>>())
        .collect();
    found.sort_by_key(|(at, ..)| *at);
    let rows: Vec<_> = found.into_iter().map(|(at, track, texts)| line(words::moment(at.0), track, branched, texts)).collect();
    lines(title, "Time (UTC)", columns, branched, &rows)
}

fn steps(report: &RunReport) -> Lines {
    let branched = report.tracks.iter().any(|track| !track.branch.is_empty());
    let all = report.tracks.iter().flat_map(|track| track.steps.iter().map(move |step| (track, step)));
    let rows: Vec<_> = all
        .map(|(track, step)| {
            let took = step.ended_at.map_or_else(String::new, |end| words::span(step.started_at.0, end.0));
            let how = match (step.ended_at, step.error) {
                (_, Some(kind)) => words::title(kind.as_str()),
                (Some(_), None) => "done".to_owned(),
                (None, None) => "not ended".to_owned(),
            };
            let name = format!("{}{}", "· ".repeat(step.depth), step.name);
            line(words::moment(step.started_at.0), track, branched, vec![name, took, how])
        })
        .collect();
    lines("Steps", "Began (UTC)", &["Step", "Took", "Result"], branched, &rows)
}

fn line(first: String, track: &Track, branched: bool, texts: Vec<String>) -> Vec<String> {
    let branch = branched.then(|| track.name().unwrap_or_default());
    std::iter::once(first).chain(branch).chain(texts).collect()
}

fn lines(title: &str, first: &'static str, columns: &[&'static str], branched: bool, rows: &[Vec<String>]) -> Lines {
    let columns: Vec<&'static str> = std::iter::once(first).chain(branched.then_some("Branch")).chain(columns.iter().copied()).collect();
    let (head, left_out, tail) = words::ends(rows, SHOWN);
    let mut shown = head.to_vec();
    if left_out > 0 {
        shown.push(std::iter::once(format!("… {left_out} more …")).chain(columns.iter().skip(1).map(|_| String::new())).collect());
    }
    shown.extend_from_slice(tail);
    Lines { title: format!("{title} ({})", rows.len()), columns, rows: shown, open: rows.len() <= OPEN }
}
