//! The fault matrix: every use case, every call, every fault; then the run is resumed or goes on, and what comes of it is judged.

mod crashes;
mod disturb;
mod doers;
pub(super) mod drive;
mod end;
mod expect;
mod fault;
mod foreign;
mod report;
mod rest;
mod sample;
mod stage;
mod truth;

pub use end::End;
pub use expect::Expectation;
pub use fault::{Fault, Plan, Spot};
pub use report::{Failure, Report, command};
pub use sample::Share;
pub use stage::{Case, Stage};

use crate::{
    error::{Error, Result},
    use_case::registry,
};
use std::collections::BTreeSet;

/// Cases, each step of which is disturbed.
#[derive(Debug)]
pub struct Matrix {
    cases: Vec<Case>,
}

impl Matrix {
    /// The matrix over these cases.
    pub fn new(cases: Vec<Case>) -> Self {
        Self { cases }
    }

    /// Use cases of the registry that no step of any case runs.
    pub fn missing(&self) -> Vec<&'static str> {
        let run: BTreeSet<&str> = self.cases.iter().flat_map(|case| &case.steps).map(|(use_case, _)| use_case.as_str()).collect();
        registry().iter().map(|entry| entry.info.name).filter(|name| !run.contains(name)).collect()
    }

    /// Number of steps of all cases.
    pub fn steps(&self) -> usize {
        self.cases.iter().map(|case| case.steps.len()).sum()
    }

    /// The step of this number, counted from 0 over all cases, ready to be disturbed.
    pub fn stage(&self, number: usize) -> Result<Stage<'_>> {
        let mut steps = self.cases.iter().flat_map(|case| (0..case.steps.len()).map(move |step| (case, step)));
        let (case, step) = steps.nth(number).ok_or_else(|| Error::invalid("number", format!("there is no step {number}")))?;
        Stage::set(case, step)
    }

    /// Every step of every case, ready to be disturbed.
    pub fn stages(&self) -> impl Iterator<Item = Result<Stage<'_>>> {
        (0..self.steps()).map(|number| self.stage(number))
    }

    /// Do one plan. What is wrong with how it ends, a line each.
    pub fn run(&self, plan: &Plan) -> Result<Vec<String>> {
        let case = self.cases.iter().find(|case| case.name == plan.case && plan.step < case.steps.len());
        let case = case.ok_or_else(|| Error::invalid("plan", format!("there is no step {}/{}", plan.case, plan.step)))?;
        Stage::set(case, plan.step)?.disturb(&plan.spots)
    }

    /// A crash before and after each call of every step; of several parts the one of this number, counted from 0.
    pub fn crashes(&self, part: usize, parts: usize) -> Result<Report> {
        let mut report = Report::default();
        for number in (part..self.steps()).step_by(parts) {
            let stage = self.stage(number)?;
            stage.crash_everywhere(|spot, wrong| report.note(&stage.plan(vec![spot]), stage.use_case(), wrong))?;
        }
        Ok(report)
    }
}
