//! Programs that answer as their feature flags say, and count their requests by flag.
//!
//! Which requests have a flag on follows what AppConfig has deployed: whatever changes that settles the traffic first, and then
//! refreshes the programs.

use super::{
    target_groups::Alike,
    targets::App,
    traffic::{self, Traffic},
};
use crate::backends::simulator::{
    appconfig,
    behaviour::{FlagSource, FlaggedBehaviour, ImageBehaviour},
    world::World,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Range};

/// What a program counts of each flag.
const METRICS: [&str; 3] = ["Requests", "Errors", "Latency"];

/// How requests are answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Answers {
    /// Share of requests answered with HTTP 5xx, in percent.
    pub(crate) error_rate: f64,
    /// Milliseconds.
    pub(crate) latency_ms: f64,
}

/// A program with feature flags, and what it is a part of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Flagged {
    service: String,
    source: FlagSource,
    flags: BTreeMap<String, FlaggedBehaviour>,
    off: Answers,
}

/// Requests that have the same flags on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Outcome {
    /// Their share of all (0-1).
    share: f64,
    /// Whether each flag is on, in the order of their keys.
    on: Vec<bool>,
    answers: Answers,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Program {
    flagged: Flagged,
    outcomes: Vec<Outcome>,
    /// What was counted of each flag, off and on, in the order of their keys.
    counted: Vec<[Traffic; 2]>,
}

/// All programs by number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Programs(BTreeMap<u64, Program>);

impl Programs {
    /// Requests arrive at targets that answer alike: hand on how many are answered in which way.
    pub(super) fn answer(&mut self, alike: &Alike, minute: i64, requests: f64, mut answered: impl FnMut(f64, &Answers)) {
        let Some(Program { outcomes, counted, .. }) = alike.program.and_then(|number| self.0.get_mut(&number)) else {
            return answered(requests, &Answers { error_rate: alike.error_rate, latency_ms: alike.latency_ms });
        };
        for outcome in outcomes.iter() {
            let requests = requests * outcome.share;
            answered(requests, &outcome.answers);
            for (counted, on) in counted.iter_mut().zip(&outcome.on) {
                counted[usize::from(*on)].answered(minute, requests, &outcome.answers);
            }
        }
    }
}

/// The number of the program of a service's tasks; `None` if its image has no feature flags.
pub(crate) fn of(world: &mut World, service: &str, behaviour: &ImageBehaviour) -> Option<u64> {
    let source = behaviour.flag_source.clone().filter(|_| !behaviour.flags.is_empty())?;
    let off = Answers { error_rate: behaviour.error_rate, latency_ms: behaviour.latency_ms };
    let flagged = Flagged { service: service.to_owned(), source, flags: behaviour.flags.clone(), off };
    let known = world.elbv2.programs.0.iter().find(|(_, program)| program.flagged == flagged).map(|(number, _)| *number);
    known.or_else(|| {
        let number = world.elbv2.programs.0.keys().next_back().map_or(1, |last| last + 1);
        let outcomes = outcomes(world, &flagged);
        let counted = flagged.flags.iter().map(|_| Default::default()).collect();
        world.elbv2.programs.0.insert(number, Program { flagged, outcomes, counted });
        Some(number)
    })
}

/// How one request is answered, which is drawn by `drawn` (0-1) from all of them: by what share has which flags on.
pub(crate) fn one(world: &World, app: &App, drawn: f64) -> Answers {
    let plain = Answers { error_rate: app.error_rate, latency_ms: app.latency_ms };
    let Some(Program { outcomes, .. }) = app.program.and_then(|number| world.elbv2.programs.0.get(&number)) else { return plain };
    let mut left = drawn;
    let chosen = outcomes.iter().find(|outcome| {
        left -= outcome.share;
        left < 0.0
    });
    chosen.or(outcomes.last()).map_or(plain, |outcome| outcome.answers)
}

/// What AppConfig has deployed has changed. The requests until now must have been counted.
pub(crate) fn refresh(world: &mut World) {
    let numbers: Vec<u64> = world.elbv2.programs.0.keys().copied().collect();
    for number in numbers {
        let Some(flagged) = world.elbv2.programs.0.get(&number).map(|program| program.flagged.clone()) else { continue };
        let now = outcomes(world, &flagged);
        if let Some(program) = world.elbv2.programs.0.get_mut(&number) {
            program.outcomes = now;
        }
    }
}

/// How requests are answered with the configurations that clients have. A request has one configuration; within it, whether a
/// flag is on does not depend on the others.
fn outcomes(world: &World, flagged: &Flagged) -> Vec<Outcome> {
    let mut all = Vec::new();
    for (share, exposed) in appconfig::exposures(world, &flagged.source) {
        let mut part = vec![Outcome { share, on: Vec::new(), answers: flagged.off }];
        for (key, behaviour) in &flagged.flags {
            let chance = exposed.get(key).copied().unwrap_or(0.0);
            part = part.iter().flat_map(|outcome| split(outcome, chance, behaviour)).collect();
        }
        all.extend(part);
    }
    all
}

/// The requests that have one more flag off, and on.
fn split(outcome: &Outcome, chance: f64, behaviour: &FlaggedBehaviour) -> impl Iterator<Item = Outcome> + use<> {
    let own = Answers { error_rate: behaviour.error_rate, latency_ms: behaviour.latency_ms };
    let worst =
        |known: Answers| Answers { error_rate: known.error_rate.max(own.error_rate), latency_ms: known.latency_ms.max(own.latency_ms) };
    let answers = if outcome.on.contains(&true) { worst(outcome.answers) } else { own };
    let with = |on: bool, share: f64, answers: Answers| Outcome { share, answers, on: outcome.on.iter().copied().chain([on]).collect() };
    let parts = [with(false, outcome.share * (1.0 - chance), outcome.answers), with(true, outcome.share * chance, answers)];
    parts.into_iter().filter(|part| part.share > 0.0)
}

/// Whether programs count into this namespace.
pub(crate) fn measure(world: &World, namespace: &str) -> bool {
    world.elbv2.programs.0.values().any(|program| program.flagged.source.namespace == namespace)
}

/// What programs counted of a metric in some minutes: values with how often each was measured. Of each request, `Requests` has 1,
/// `Errors` 1 or 0, and `Latency` its milliseconds.
pub(crate) fn measured(
    world: &World,
    namespace: &str,
    metric: &str,
    dimensions: &[(String, String)],
    minutes: Range<i64>,
) -> Vec<(f64, f64)> {
    let mut values = Vec::new();
    if dimensions.len() != 3 || !METRICS.contains(&metric) {
        return values;
    }
    let dimension = |name: &str| dimensions.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let variant = match dimension("Variant") {
        Some("off") => 0,
        Some("on") => 1,
        _ => return values,
    };
    for program in world.elbv2.programs.0.values() {
        let Flagged { service, source, flags, .. } = &program.flagged;
        if source.namespace != namespace || dimension("Service") != Some(service) {
            continue;
        }
        let Some(index) = flags.keys().position(|key| dimension("Flag") == Some(key)) else { continue };
        for (_, counted) in program.counted[index][variant].minutes.range(minutes.clone()) {
            match metric {
                "Requests" => values.push((1.0, (counted.ok + counted.errors) as f64)),
                "Errors" => values.extend([(0.0, counted.ok as f64), (1.0, counted.errors as f64)]),
                _ => values.extend(&counted.latencies),
            }
        }
    }
    values.retain(|(_, count)| *count > 0.0);
    values
}

/// Namespace, name, and dimensions of a metric.
pub(crate) type Metric = (String, &'static str, [(&'static str, String); 3]);

/// The metrics that have data.
pub(crate) fn metrics(world: &mut World) -> Vec<Metric> {
    if world.elbv2.programs.0.is_empty() {
        return Vec::new();
    }
    traffic::settle(world);
    let now = world.now.0.div_euclid(traffic::MINUTE);
    let mut found = Vec::new();
    for program in world.elbv2.programs.0.values() {
        for (key, counted) in program.flagged.flags.keys().zip(&program.counted) {
            for (variant, counted) in ["off", "on"].into_iter().zip(counted) {
                // The minute that goes on is not over yet.
                if counted.minutes.first_key_value().is_some_and(|(minute, _)| *minute < now) {
                    let dimensions = [("Flag", key.clone()), ("Service", program.flagged.service.clone()), ("Variant", variant.into())];
                    found.extend(METRICS.map(|metric| (program.flagged.source.namespace.clone(), metric, dimensions.clone())));
                }
            }
        }
    }
    found
}
