//! From events to tracks.
//!
//! A run that was interrupted and resumed tells its events twice: what an earlier attempt told already is known with its
//! right time, and what is told again only says where the run is. So the second attempt's n-th step of a name is the
//! first attempt's n-th, and replayed news are dropped when there was an earlier attempt.

use super::{Moment, ReportedStep, RunReport, Told, Track};
use crate::{
    error::ErrorKind,
    event::{Event, EventDetail},
};
use std::collections::HashMap;

/// What these events tell.
pub(super) fn gather(events: &[Event]) -> RunReport {
    let mut gathering = Gathering::default();
    for event in events {
        gathering.take(event);
    }
    // What is outside of all branches comes first, whoever spoke first.
    gathering.report.tracks.sort_by_key(|track| !track.branch.is_empty());
    gathering.report
}

#[derive(Default)]
struct Gathering {
    report: RunReport,
    attempts: u32,
    tracks: HashMap<Vec<String>, usize>,
    /// By the steps' paths, branches included: where each of that path is, as track and step.
    steps: HashMap<Vec<String>, Vec<(usize, usize)>>,
    /// How many of a path this attempt has told.
    begun: HashMap<Vec<String>, usize>,
    /// Steps that go on, with how many of each path.
    open: HashMap<Vec<String>, Vec<(usize, usize)>>,
}

impl Gathering {
    fn take(&mut self, event: &Event) {
        let at = Moment(event.at);
        let report = &mut self.report;
        report.seen_until = Some(report.seen_until.map_or(at, |seen| seen.max(at)));
        match &event.detail {
            EventDetail::RunStarted { run_id, use_case } => {
                report.run_id = Some(run_id.clone());
                report.use_case = Some(use_case.clone());
                if self.attempts > 0 || event.replayed {
                    report.resumed_at.push(at);
                }
                report.started_at.get_or_insert(at);
                (report.ended_at, report.result, report.message) = (None, None, None);
                self.attempts += 1;
                self.begun.clear();
                self.open.clear();
            }
            EventDetail::RunFinished { result, message } => {
                report.ended_at = Some(at);
                report.result = Some(result.clone());
                report.message = Some(message.clone());
            }
            EventDetail::StepStarted { name } => self.begin(event, name, at),
            EventDetail::StepFinished { name, error } => self.end(event, name, *error, at),
            // Its time is that of the resumption; the earlier attempt told it at its own.
            _ if event.replayed && self.attempts > 1 => {}
            detail => {
                let track = self.track_of(&event.step);
                self.report.tracks[track].told.push(Told { at, detail: detail.clone() });
            }
        }
    }

    fn begin(&mut self, event: &Event, name: &str, at: Moment) {
        let track = self.track_of(&event.step);
        let depth = event.step.len() - self.report.tracks[track].branch.len();
        let path = [event.step.as_slice(), &[name.to_owned()]].concat();
        let count = self.begun.entry(path.clone()).or_default();
        *count += 1;
        let known = self.steps.entry(path.clone()).or_default();
        if known.len() < *count {
            let steps = &mut self.report.tracks[track].steps;
            steps.push(ReportedStep { name: name.to_owned(), depth, started_at: at, ended_at: None, error: None });
            known.push((track, steps.len() - 1));
        }
        let place = known[*count - 1];
        self.open.entry(path).or_default().push(place);
    }

    fn end(&mut self, event: &Event, name: &str, error: Option<ErrorKind>, at: Moment) {
        let path = [event.step.as_slice(), &[name.to_owned()]].concat();
        // A listener that came late did not hear of its beginning.
        let Some((track, step)) = self.open.get_mut(&path).and_then(Vec::pop) else { return };
        let step = &mut self.report.tracks[track].steps[step];
        if step.ended_at.is_none() || step.error != error {
            step.ended_at = Some(at);
            step.error = error;
        }
    }

    /// The track of this path: what is on it and is no open step is a branch.
    fn track_of(&mut self, path: &[String]) -> usize {
        let is_step = |length: &usize| self.open.get(&path[..*length]).is_some_and(|open| !open.is_empty());
        let branch: Vec<String> = (1..=path.len()).filter(|length| !is_step(length)).map(|length| path[length - 1].clone()).collect();
        if let Some(known) = self.tracks.get(&branch) {
            return *known;
        }
        self.report.tracks.push(Track { branch: branch.clone(), ..Track::default() });
        self.tracks.insert(branch, self.report.tracks.len() - 1);
        self.report.tracks.len() - 1
    }
}
