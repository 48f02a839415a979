//! What can be seen: bars on a terminal, numbered lines elsewhere, or JSON.

use super::{
    options::Options,
    plan::{Refusal, count},
    story::{Chapter, Ended, Summary},
    table,
    world::short,
};
use ecs_usecases::{Event, EventDetail, clock::Timestamp, span::Span, steps::Ending};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::{
    fmt::Write as _,
    io::{IsTerminal, Write, stdout},
    time::Duration,
};

/// Where everything goes that can be seen.
pub struct Show {
    out: Box<dyn Write + Send>,
    form: Form,
    /// Numbers the lines.
    line: usize,
    /// The chapter that is told; 0 is the preparation.
    chapter: usize,
    /// When that began, in virtual time.
    began: Timestamp,
    notes: Vec<String>,
}

enum Form {
    Lines,
    Json,
    Live(Box<Live>),
}

/// Bars on a terminal.
struct Live {
    all: MultiProgress,
    tasks: ProgressBar,
    traffic: ProgressBar,
    analysis: ProgressBar,
    step: ProgressBar,
    event: ProgressBar,
    pause: Duration,
}

impl Show {
    /// As the standard output and the options want it.
    pub fn for_stdout(options: &Options) -> Self {
        if stdout().is_terminal() && !options.json {
            return Self::new(Box::new(stdout()), Form::Live(Box::new(Live::new(options.no_delay))));
        }
        Self::into_writer(Box::new(stdout()), options)
    }

    /// As if `out` were no terminal.
    pub fn into_writer(out: Box<dyn Write + Send>, options: &Options) -> Self {
        Self::new(out, if options.json { Form::Json } else { Form::Lines })
    }

    fn new(out: Box<dyn Write + Send>, form: Form) -> Self {
        Self { out, form, line: 0, chapter: 0, began: Timestamp(0), notes: Vec::new() }
    }

    /// Virtual time begins.
    pub fn begin(&mut self, now: Timestamp) {
        self.began = now;
    }

    /// A deployment begins.
    pub fn chapter(&mut self, number: usize, title: &str, image: &str, now: Timestamp) {
        (self.chapter, self.began) = (number, now);
        let heading = format!("{number}. {title} ({image})");
        match &self.form {
            Form::Json => {}
            Form::Lines => self.print(&format!("\n{heading}")),
            Form::Live(live) => {
                live.reset();
                self.print(&format!("\n{heading}"));
            }
        }
    }

    /// Something happened in a run.
    pub fn event(&mut self, event: &Event) {
        let since = Span(Duration::from_secs(event.at.since(self.began).as_secs()));
        match &self.form {
            Form::Json => {
                let line = json!({"type": "event", "chapter": self.chapter, "event": event});
                self.print(&line.to_string());
            }
            Form::Lines => {
                if let Some(text) = told(&event.detail) {
                    self.line += 1;
                    let line = format!("{:>4}  {:>9}  {text}", self.line, since.to_string());
                    self.print(&line);
                }
            }
            Form::Live(live) => live.event(&event.detail, since),
        }
    }

    /// Something that no run tells.
    pub fn note(&mut self, text: &str) {
        if matches!(self.form, Form::Json) {
            self.notes.push(text.to_owned());
        } else {
            self.line += 1;
            let line = format!("{:>4}  {:>9}  {text}", self.line, "");
            self.print(&line);
        }
    }

    /// A deployment has ended.
    pub fn chapter_end(&mut self, chapter: &Chapter) {
        if let Form::Live(live) = &self.form {
            live.clear();
        }
        if matches!(self.form, Form::Json) {
            return;
        }
        let mut text = format!("      => {}: {}", ending(chapter.ending), chapter.cause);
        let evidence = chapter.outcome.as_ref().map(|outcome| &outcome.verdict.evidence);
        if let Some(evidence) = evidence.filter(|_| chapter.ending != Some(Ending::Succeeded)) {
            if let Some(task) = evidence.stopped_tasks.first() {
                let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".into());
                let _ = write!(text, "\n         task {}: stop code {}, {}", task.task, or_none(&task.stop_code), or_none(&task.reason));
                for container in &task.containers {
                    let code = container.exit_code.map_or_else(|| "none".into(), |code| code.to_string());
                    let reason = container.reason.as_ref().map(|reason| format!(", {reason}")).unwrap_or_default();
                    let _ = write!(text, "\n         container {}: exit code {code}{reason}", container.name);
                }
            }
            let from = evidence.events.len().saturating_sub(3);
            for event in &evidence.events[from..] {
                let _ = write!(text, "\n         event: {event}");
            }
        }
        self.print(&text);
    }

    /// All is told.
    pub fn end(&mut self, ended: &Ended) {
        if let Form::Live(live) = &self.form {
            live.clear();
        }
        let json = matches!(self.form, Form::Json);
        let text = match (ended, json) {
            (Ended::Told(summary), true) => {
                json!({"type": "summary", "exit_code": ended.exit_code(), "summary": summary, "notes": self.notes}).to_string()
            }
            (Ended::Refused(refusal), true) => {
                json!({"type": "refused", "exit_code": ended.exit_code(), "refusal": refusal, "notes": self.notes}).to_string()
            }
            (Ended::Failed(error), true) => {
                json!({"type": "failed", "exit_code": ended.exit_code(), "error": error, "notes": self.notes}).to_string()
            }
            (Ended::Told(summary), false) => summed_up(summary),
            (Ended::Refused(refusal), false) => refused(refusal),
            (Ended::Failed(error), false) => format!("\nFailed: {error}"),
        };
        self.print(&text);
        let _ = self.out.flush();
    }

    /// A reader that went away stops nothing.
    fn print(&mut self, text: &str) {
        let printed = match &self.form {
            Form::Live(live) => live.all.println(text),
            _ => writeln!(self.out, "{text}"),
        };
        drop(printed);
    }
}

impl Live {
    fn new(no_delay: bool) -> Self {
        let all = MultiProgress::with_draw_target(ProgressDrawTarget::stdout());
        let bar = |length: u64, template: &str| {
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            all.add(ProgressBar::new(length).with_style(style.progress_chars("=> ")))
        };
        Self {
            tasks: bar(1, "  tasks    [{bar:40}] {msg}"),
            traffic: bar(100, "  traffic  [{bar:40}] {msg}"),
            analysis: bar(1, "  analysis {wide_msg}"),
            step: bar(1, "  step     {wide_msg}"),
            event: bar(1, "  event    {wide_msg}"),
            pause: if no_delay { Duration::ZERO } else { Duration::from_millis(60) },
            all,
        }
    }

    fn bars(&self) -> [&ProgressBar; 5] {
        [&self.tasks, &self.traffic, &self.analysis, &self.step, &self.event]
    }

    fn reset(&self) {
        for bar in self.bars() {
            bar.reset();
            bar.set_message("");
        }
    }

    fn clear(&self) {
        self.bars().into_iter().for_each(ProgressBar::finish_and_clear);
    }

    fn event(&self, detail: &EventDetail, since: Span) {
        match detail {
            EventDetail::Progress { desired, running, .. } => {
                self.tasks.set_length(desired.unsigned_abs().max(1).into());
                self.tasks.set_position(running.unsigned_abs().into());
                self.tasks.set_message(told(detail).unwrap_or_default());
            }
            EventDetail::Traffic { percent } => {
                self.traffic.set_position(percent.round() as u64);
                self.traffic.set_message(format!("{percent}% to the new revision"));
            }
            EventDetail::Analysis { .. } => self.analysis.set_message(told(detail).unwrap_or_default()),
            EventDetail::Service { message } => self.event.set_message(message.clone()),
            _ => {
                if let Some(text) = told(detail) {
                    self.step.set_message(format!("{since}  {text}"));
                }
            }
        }
        std::thread::sleep(self.pause);
    }
}

/// An event in a line; nothing for those that say nothing new.
fn told(detail: &EventDetail) -> Option<String> {
    Some(match detail {
        EventDetail::RunStarted { run_id, use_case } => format!("{run_id}: {use_case}"),
        EventDetail::StepStarted { name } => name.clone(),
        EventDetail::StepFinished { name, error: Some(error) } => format!("{name}: {error}"),
        EventDetail::Changed { action, resource: Some(resource) } => format!("{action} on {}", short(resource)),
        EventDetail::Changed { action, .. } => action.clone(),
        EventDetail::Progress { desired, running, pending, failed, previous_running } => {
            let mut text = format!("{running} of {} run", count(desired.unsigned_abs() as usize, "new task"));
            for (number, what) in [(pending, "start"), (failed, "failed"), (previous_running, "of the old run")] {
                if *number > 0 {
                    let _ = write!(text, ", {number} {what}");
                }
            }
            text
        }
        EventDetail::Stage { status, stage, reason } => {
            let stage = stage.as_ref().map(|stage| format!(", stage {stage}")).unwrap_or_default();
            let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("deployment {status}{stage}{reason}")
        }
        EventDetail::Traffic { percent } => format!("{percent}% of the traffic to the new revision"),
        EventDetail::Service { message } => message.clone(),
        EventDetail::Analysis { round, result, reasons } => format!("round {round}: {result} ({})", reasons.join("; ")),
        EventDetail::Warning { message } => format!("warning: {message}"),
        EventDetail::RunFinished { result, message } if message == "done" => result.clone(),
        EventDetail::RunFinished { result, message } => format!("{result}: {message}"),
        // A step that ended well is followed by the next.
        EventDetail::StepFinished { .. } => return None,
        other => format!("{other:?}"),
    })
}

fn refused(refusal: &Refusal) -> String {
    let mut text = format!("\nRefused: {}", refusal.reason);
    for finding in &refusal.findings {
        let place = if finding.path.is_empty() { "the whole" } else { &finding.path };
        let _ = write!(text, "\n\n  {}  {place}\n      {}", finding.id, finding.message);
        if !finding.advice.is_empty() {
            let _ = write!(text, "\n      {}", finding.advice);
        }
        let _ = write!(text, "\n      Source: {}", finding.source);
    }
    text
}

fn ending(ending: Option<Ending>) -> &'static str {
    match ending {
        Some(Ending::Succeeded) => "succeeded",
        Some(Ending::RolledBack) => "rolled back",
        Some(Ending::Superseded) => "superseded",
        Some(Ending::Stopped) => "stopped",
        Some(Ending::TimedOut) => "timed out",
        Some(Ending::Stuck) => "stuck",
        None => "no deployment",
    }
}

fn summed_up(summary: &Summary) -> String {
    let head = ["what", "ended", "cause", "state that holds", "took"].map(str::to_owned);
    let rows = summary.chapters.iter().map(|chapter| {
        let state = chapter.state.as_ref().map(|state| {
            format!("{}, {} of {} run", short(&state.task_definition), state.running, count(state.desired.unsigned_abs() as usize, "task"))
        });
        let as_told = if chapter.as_told { "" } else { ", not as it should" };
        [
            format!("{}. {}", chapter.number, chapter.title),
            format!("{}{as_told}", ending(chapter.ending)),
            chapter.cause.clone(),
            state.unwrap_or_default(),
            Span::from_secs(chapter.seconds).to_string(),
        ]
    });
    let table = table::of(&[24, 12, 52, 24, 11], std::iter::once(head).chain(rows));
    let verdict = if summary.as_told { "Every deployment ended as it should." } else { "Not every deployment ended as it should." };
    format!("\n{table}\n{verdict}")
}
