//! The stages of a run, from its events.

use crate::{
    clock::Timestamp,
    event::{Event, EventDetail},
    span::Span,
    use_case::{Actor, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, time::Duration};

/// A part of a run, and how long it takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedStage {
    /// What it does; also the name of the step in events.
    pub name: String,
    /// The steps and the branch that it is in, from the outermost to the innermost.
    pub within: Vec<String>,
    /// Who answers for it, where the use case says so.
    pub responsible: Option<Actor>,
    /// How long after the start it begins for the first time.
    pub after: Span,
    /// How long it takes, all times together.
    pub duration: Span,
    /// How often it is done.
    pub times: u32,
}

/// The steps of a run with the same name in the same place are one stage.
pub(super) fn stages(info: &UseCaseInfo, events: &[Event], start: Timestamp) -> Vec<PlannedStage> {
    let mut stages: Vec<PlannedStage> = Vec::new();
    let mut places: HashMap<(&str, &[String]), usize> = HashMap::new();
    // Since when each of them goes on, as often as it does.
    let mut open: Vec<Vec<Timestamp>> = Vec::new();
    for event in events {
        match &event.detail {
            EventDetail::StepStarted { name } => {
                let index = *places.entry((name, &event.step)).or_insert_with(|| {
                    let said = info.stages.iter().find(|stage| stage.name == name);
                    stages.push(PlannedStage {
                        name: name.clone(),
                        within: event.step.clone(),
                        responsible: said.map(|stage| stage.responsible),
                        after: Span(event.at.since(start)),
                        duration: Span(Duration::ZERO),
                        times: 0,
                    });
                    open.push(Vec::new());
                    stages.len() - 1
                });
                open[index].push(event.at);
            }
            EventDetail::StepFinished { name, .. } => {
                let Some(&index) = places.get(&(name.as_str(), event.step.as_slice())) else { continue };
                if let Some(began) = open[index].pop() {
                    stages[index].duration.0 += event.at.since(began);
                    stages[index].times += 1;
                }
            }
            _ => {}
        }
    }
    stages
}

/// What the run warned of.
pub(super) fn warnings(events: &[Event]) -> Vec<String> {
    let mut warnings: Vec<String> = Vec::new();
    for event in events {
        if let EventDetail::Warning { message } = &event.detail
            && !warnings.contains(message)
        {
            warnings.push(message.clone());
        }
    }
    warnings
}
