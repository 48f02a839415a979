//! Reports of events that no simulator tells: nothing, too much, out of order, hostile.

use super::*;
use crate::{clock::Timestamp, error::ErrorKind, event::EventDetail};
use serde_json::json;

/// A text that would do harm wherever it is not escaped.
const NASTY: &str =
    "</title></style><script>alert(1)</script><img src=x onerror=alert(2)>\"' onload='x ]]> {{ 7*7 }} \u{1b}[31m & @all |`x`";

fn event(sequence: u64, seconds: i64, step: &[&str], detail: EventDetail) -> Event {
    let at = Timestamp(1_767_225_600_000 + seconds * 1000);
    Event { sequence, at, step: step.iter().map(ToString::to_string).collect(), replayed: false, detail }
}

fn again(mut event: Event) -> Event {
    event.replayed = true;
    event
}

fn started() -> EventDetail {
    EventDetail::RunStarted { run_id: "run-1".into(), use_case: "rolling_deployment".into() }
}

fn begin(name: &str) -> EventDetail {
    EventDetail::StepStarted { name: name.into() }
}

fn end(name: &str, error: Option<ErrorKind>) -> EventDetail {
    EventDetail::StepFinished { name: name.into(), error }
}

fn progress(running: i32, previous_running: i32, failed: i32) -> EventDetail {
    EventDetail::Progress { desired: 4, running, pending: 1, failed, previous_running }
}

/// The picture, read as XML; what is not well-formed fails.
fn parsed(svg: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut lanes = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Eof => return lanes,
            quick_xml::events::Event::Start(start) => {
                for attribute in start.attributes() {
                    let attribute = attribute.expect("a well-formed attribute");
                    if attribute.key.as_ref() == b"data-lane" {
                        lanes.push(String::from_utf8_lossy(&attribute.value).into_owned());
                    }
                }
            }
            _ => {}
        }
    }
}

#[test]
fn a_run_without_events_has_a_page() {
    let report = RunReport::of_events(&[]);
    assert!(report.to_html().contains("Nothing was recorded of this run."));
    assert_eq!(parsed(&report.to_svg()), Vec::<String>::new());
    assert!(report.to_markdown().contains("Not known"));
    let done = report.ended(Ok(json!({"regions": [{"region": "eu-west-1", "tasks": 3}]}))).named("made_up");
    let html = done.to_html();
    assert!(html.contains("made_up") && html.contains("Succeeded") && html.contains("eu-west-1"), "{html}");
}

#[test]
fn one_event_has_a_picture() {
    let report = RunReport::of_events(&[event(1, 0, &[], started())]);
    assert!(report.to_html().contains("Running"));
    parsed(&report.to_svg());
    let report = RunReport::of_events(&[event(1, 0, &[], progress(1, 2, 0))]);
    assert_eq!(parsed(&report.to_svg()), ["tasks"]);
}

#[test]
fn nothing_that_is_told_becomes_markup() {
    let text = || NASTY.to_owned();
    let details = [
        EventDetail::RunStarted { run_id: text(), use_case: text() },
        begin(NASTY),
        EventDetail::Changed { action: text(), resource: Some(text()) },
        progress(1, 1, 0),
        EventDetail::Stage { status: text(), stage: Some(text()), reason: Some(text()) },
        EventDetail::Traffic { percent: f64::NAN },
        EventDetail::Service { message: text() },
        EventDetail::Analysis { round: 1, result: text(), reasons: vec![text()] },
        EventDetail::Alarm { name: text(), state: text(), reason: Some(text()) },
        EventDetail::Health { target_group: text(), healthy: 1, unhealthy: 0, initial: 0, draining: 0 },
        EventDetail::Warning { message: text() },
        EventDetail::RunFinished { result: text(), message: text() },
    ];
    let mut events: Vec<Event> = details.into_iter().zip(1..).map(|(detail, number)| event(number, number as i64, &[], detail)).collect();
    events.push(event(20, 20, &[&format!("branch {NASTY}")], progress(1, 1, 0)));
    let error = Error::new(ErrorKind::DeploymentFailed, NASTY)
        .on(NASTY)
        .during(NASTY)
        .with_code(NASTY)
        .while_(NASTY)
        .advise(NASTY)
        .leaving(NASTY)
        .with_outcome(&json!({
            "verdict": {"ending": NASTY, "cause": NASTY, "evidence": {"stopped_tasks": [{"task": NASTY, "containers": [{"name": NASTY}]}], NASTY: [NASTY]}},
            "state": {NASTY: NASTY},
            "tags": {NASTY: [[NASTY]]},
        }));
    let report = RunReport::of_events(&events).ended(Err(&error)).of(&Scope::new(NASTY, NASTY));
    let svg = report.to_svg();
    assert_eq!(parsed(&svg), ["steps", "stages", "tasks", "health", "traffic", "analysis", "alarms", "marks", "tasks"]);
    for text in [&report.to_html(), &svg] {
        for tag in ["<script", "<img", "onload='", "</title></style>"] {
            assert!(!text.contains(tag), "{tag} in {text}");
        }
    }
    assert!(!svg.contains('\u{1b}'), "XML can't hold it");
    let markdown = report.to_markdown();
    assert!(!markdown.contains('<') && !markdown.contains("@all") && !markdown.contains('\u{1b}'), "{markdown}");
    assert!(
        markdown.lines().filter(|line| line.starts_with('|')).all(|line| line.replace("\\|", "").matches('|').count() == 3),
        "{markdown}"
    );
}

#[test]
fn a_page_needs_nothing_from_elsewhere() {
    let html = RunReport::of_events(&[event(1, 0, &[], started())]).to_html().replace("http://www.w3.org/2000/svg", "");
    for outside in ["http:", "https:", "//", "<script", "<link", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn many_events_are_thinned() {
    let mut events = vec![event(1, 0, &[], started()), event(2, 0, &[], begin("follow the deployment"))];
    for number in 0..10_000_i64 {
        let step: &[&str] = &["follow the deployment"];
        let detail = match number % 4 {
            0 => progress(i32::try_from(number % 7).unwrap_or(0), 3, if number == 4444 { 500 } else { 0 }),
            1 => EventDetail::Service { message: format!("(service web) event {number}") },
            2 => EventDetail::Traffic { percent: (number % 100) as f64 },
            _ => EventDetail::Stage { status: "IN_PROGRESS".into(), stage: Some(format!("STAGE_{number}")), reason: None },
        };
        events.push(event(3 + number as u64, number, step, detail));
    }
    let report = RunReport::of_events(&events);
    let (html, svg) = (report.to_html(), report.to_svg());
    assert!(svg.len() < 900_000, "{} bytes", svg.len());
    assert!(html.len() < 2_000_000, "{} bytes", html.len());
    assert!(svg.contains(">200</text>") || svg.contains(">500</text>"), "a peak of a moment is seen");
    assert!(html.contains("… 2300 more …"), "the lists say what they leave out");
    assert_eq!(report.tracks[0].told.len(), 10_000, "the report itself has all");
    parsed(&svg);
}

#[test]
fn branches_are_groups_and_many_are_bars() {
    let of = |count: usize| {
        let names: Vec<String> = (0..count).map(|number| format!("region-{number}")).collect();
        let mut events = vec![event(1, 0, &[], started()), event(2, 0, &[], begin("deploy everywhere"))];
        for (number, name) in names.iter().enumerate() {
            let path: &[&str] = &["deploy everywhere", name];
            events.push(event(3, number as i64, path, begin("follow")));
            events.push(event(4, number as i64 + 5, &["deploy everywhere", name, "follow"], progress(2, 0, 0)));
            events.push(event(5, number as i64 + 9, path, end("follow", (number == 1).then_some(ErrorKind::DeploymentFailed))));
        }
        events.push(event(6, 99, &[], end("deploy everywhere", None)));
        RunReport::of_events(&events)
    };
    let few = of(2);
    assert_eq!(few.tracks.iter().map(|track| track.branch.join("/")).collect::<Vec<_>>(), ["", "region-0", "region-1"]);
    assert_eq!(parsed(&few.to_svg()), ["steps", "steps", "tasks", "steps", "tasks"]);
    assert!(few.to_html().contains("<td>region-1</td>"));
    let many = of(50);
    assert_eq!(parsed(&many.to_svg()), ["steps", "branches"]);
    let svg = many.to_svg();
    assert!(svg.contains(">50 branches<") && svg.contains(">region-49<") && svg.contains(">region-1: follow<"), "{svg}");
}

#[test]
fn a_branch_whose_deployment_was_rolled_back_does_not_look_done() {
    let mut events = vec![event(1, 0, &[], started())];
    for number in 0..12 {
        let name = format!("service-{number}");
        let stage = |status: &str| EventDetail::Stage { status: status.into(), stage: None, reason: None };
        events.push(event(2, number, &[&name], begin("follow")));
        events.push(event(3, number + 1, &[&name, "follow"], stage("IN_PROGRESS")));
        let last = if number == 3 { "ROLLBACK_SUCCESSFUL" } else { "SUCCESSFUL" };
        events.push(event(4, number + 5, &[&name, "follow"], stage(last)));
        events.push(event(5, number + 5, &[&name], end("follow", None)));
    }
    let svg = RunReport::of_events(&events).to_svg();
    assert!(svg.contains(">service-3: ROLLBACK_SUCCESSFUL<") && svg.contains(">service-4<"), "{svg}");
    assert_eq!(svg.matches("class=\"bar safe\"").count(), 1, "{svg}");
}

#[test]
fn a_step_inside_of_a_step_is_no_branch() {
    let events = [
        event(1, 0, &[], begin("outer")),
        event(2, 1, &["outer"], begin("inner")),
        event(3, 2, &["outer", "inner"], EventDetail::Warning { message: "x".into() }),
        event(4, 3, &["outer"], end("inner", None)),
        event(5, 4, &[], end("outer", None)),
        event(6, 5, &[], begin("outer")),
    ];
    let report = RunReport::of_events(&events);
    assert_eq!(report.tracks.len(), 1);
    let steps: Vec<_> = report.tracks[0].steps.iter().map(|step| (step.name.as_str(), step.depth, step.ended_at.is_some())).collect();
    assert_eq!(steps, [("outer", 0, true), ("inner", 1, true), ("outer", 0, false)]);
}

#[test]
fn a_resumed_run_is_told_once() {
    let cancelled = Some(ErrorKind::Cancelled);
    let first = [
        event(1, 0, &[], started()),
        event(2, 0, &[], begin("read")),
        event(3, 1, &[], end("read", None)),
        event(4, 1, &[], begin("start")),
        event(5, 2, &["start"], EventDetail::Changed { action: "ecs:UpdateService".into(), resource: None }),
        event(6, 3, &[], end("start", None)),
        event(7, 3, &[], begin("follow")),
        event(8, 10, &[], end("follow", cancelled)),
        event(9, 10, &[], EventDetail::RunFinished { result: "cancelled".into(), message: "cancelled".into() }),
    ];
    let second = [
        again(event(1, 100, &[], started())),
        again(event(2, 100, &[], begin("read"))),
        again(event(3, 100, &[], end("read", None))),
        again(event(4, 100, &[], begin("start"))),
        again(event(5, 100, &["start"], EventDetail::Changed { action: "ecs:UpdateService".into(), resource: None })),
        event(6, 100, &[], end("start", None)),
        event(7, 100, &[], begin("follow")),
        event(8, 130, &[], end("follow", None)),
        event(9, 130, &[], EventDetail::RunFinished { result: "succeeded".into(), message: "done".into() }),
    ];
    let report = RunReport::of_events(&[first.as_slice(), &second].concat());
    let track = &report.tracks[0];
    let at = |seconds: i64| Moment(Timestamp(1_767_225_600_000 + seconds * 1000));
    let steps: Vec<_> = track.steps.iter().map(|step| (step.name.as_str(), step.started_at, step.ended_at, step.error)).collect();
    let expected = [("read", at(0), Some(at(1)), None), ("start", at(1), Some(at(3)), None), ("follow", at(3), Some(at(130)), None)];
    assert_eq!(steps, expected);
    assert_eq!(track.told.len(), 1, "the change was made once");
    assert_eq!((report.resumed_at.as_slice(), report.started_at, report.ended_at), ([at(100)].as_slice(), Some(at(0)), Some(at(130))));
    assert!(report.to_html().contains("interrupted and resumed") && report.to_svg().contains("Resumed at"));
    // Without the first attempt, what was told again is all that there is.
    let alone = RunReport::of_events(&second);
    assert_eq!((alone.tracks[0].steps.len(), alone.tracks[0].told.len(), alone.resumed_at.as_slice()), (3, 1, [at(100)].as_slice()));
}

#[test]
fn outcomes_are_tables_and_rows() {
    let outcome = json!({
        "state": {"task_definition": "web:1", "restored_by": null},
        "verdict": {"ending": "rolled_back", "cause": "the alarm fired", "evidence": {
            "alarms": ["too-many-errors"],
            "stopped_tasks": [{"task": "t1", "stop_code": "EssentialContainerExited", "containers": [{"name": "app", "exit_code": 3}]}],
            "log_tail": ["panic:\n  at main"],
            "hooks": [],
        }},
    });
    let error = Error::new(ErrorKind::DeploymentFailed, "it was rolled back").with_outcome(&outcome);
    let report = RunReport::default().ended(Err(&error));
    let html = report.to_html();
    for part in [
        ">Rolled back<",
        ">the alarm fired<",
        "<h2>Which state holds now</h2>",
        "<h2>Evidence: Stopped tasks</h2>",
        "<td>app, exit code 3</td>",
        "<pre>panic:\n  at main</pre>",
        "<li>too-many-errors</li>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("Hooks") && !html.contains("Restored by"), "what is empty is left out");
    assert!(report.to_markdown().contains("| Now: task definition | web:1 |"), "{}", report.to_markdown());
}

#[test]
fn a_report_is_data() {
    let mut events = vec![event(1, 0, &[], started()), event(2, 0, &[], begin("read")), event(3, 1, &["read"], progress(1, 2, 3))];
    events.push(event(4, 3, &[], EventDetail::Alarm { name: "a".into(), state: "ALARM".into(), reason: None }));
    let report = RunReport::of_events(&events).ended(Err(&Error::new(ErrorKind::Refused, "no")));
    let text = serde_json::to_string(&report).expect("it is written");
    let read: RunReport = serde_json::from_str(&text).expect("it is read");
    assert_eq!(read, report);
    assert_eq!(read.to_html(), report.to_html());
}

#[test]
fn every_tone_has_a_page() {
    for kind in ["invalid_request", "refused", "cancelled", "deployment_failed", "internal"] {
        let kind: ErrorKind = serde_json::from_value(kind.into()).expect("a kind");
        let html = RunReport::default().ended(Err(&Error::new(kind, "why"))).to_html();
        assert!(html.contains(&words::title(kind.as_str())) && html.contains("<p class=\"cause\">why</p>"));
    }
    for ending in ["succeeded", "rolled_back", "superseded", "stopped", "timed_out", "stuck", "unheard_of"] {
        let html = RunReport::default().ended(Ok(json!({"verdict": {"ending": ending}}))).to_html();
        assert!(html.contains(&words::title(ending)), "{ending}");
    }
}
