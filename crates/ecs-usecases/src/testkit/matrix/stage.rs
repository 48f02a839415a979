//! One step of a case: the world before it, how it ends when nothing disturbs it, and what comes of disturbing it.

use super::{
    disturb::{Disturb, Seen, Stopped},
    doers::{self, Others},
    drive::to_the_end,
    end::{End, differences, essence, lowest_healthy},
    expect::{self, Expectation},
    fault::{Fault, Plan, Spot},
    foreign::Targets,
    rest,
    truth::Claim,
};
use crate::{
    backend::Cloud,
    backends::simulator::{Scenario, Simulator},
    client::{Client, RunOptions},
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    journal::{Journal, MemoryJournal, RunState},
    layers::RateBudget,
    operations::Effect,
};
use serde_json::Value;
use std::{sync::Arc, time::Duration};

/// A world, and use cases that are run in it one after the other.
#[derive(Debug, Clone)]
pub struct Case {
    /// Name, as it is in plans.
    pub name: String,
    /// The world.
    pub scenario: Scenario,
    /// Name and request of each use case.
    pub steps: Vec<(String, Value)>,
}

/// One step of a case, ready to be disturbed.
pub struct Stage<'a> {
    case: &'a Case,
    step: usize,
    /// The world before the step.
    base: Arc<Simulator>,
    before: Value,
    calm: Calm,
    /// What the scenario has others do at fixed times.
    others: Arc<Others>,
}

/// The step when nothing disturbs it.
struct Calm {
    seen: Vec<Seen>,
    targets: Arc<Targets>,
    outcome: Option<Value>,
    end: End,
    /// When it has to have ended, whatever is done to it.
    until: Timestamp,
}

/// How a run ended, and in which world.
pub(super) struct Ended {
    simulator: Arc<Simulator>,
    result: Result<Value>,
    /// The last entry of the journal says that it is over.
    closed: bool,
}

/// What a run may take longer than when it is not disturbed: two timeouts of six hours (the deployment's, and that of what is put
/// back), and the hour that a fault takes, and some.
const PATIENCE: Duration = Duration::from_hours(13);

impl<'a> Stage<'a> {
    /// Run the steps before this one, and this one without disturbing it.
    pub fn set(case: &'a Case, step: usize) -> Result<Self> {
        let base = Simulator::new(case.scenario.clone())?;
        let client = base.client();
        for (use_case, request) in &case.steps[..step] {
            // How it ends is the scenario's matter.
            let _ = finished(to_the_end(client.invoke(use_case, request.clone(), RunOptions::default())))?;
        }
        let before = rest::now(&base)?;
        let simulator = base.fork();
        let begun = simulator.now();
        let observer = Disturb::observing(&simulator);
        let others = Arc::new(Others::of(&case.scenario));
        let stage = |calm| Self { case, step, base: base.clone(), before: before.clone(), calm, others: others.clone() };
        let nothing = Calm {
            seen: Vec::new(),
            targets: Arc::default(),
            outcome: None,
            end: End { result: Value::Null, world: Value::Null },
            until: Timestamp(i64::MAX),
        };
        let ended = stage(nothing).perform(simulator.clone(), &observer, &Arc::default());
        let ended = ended.map_err(|why| Error::new(ErrorKind::Internal, why).on(format!("{}/{step}", case.name)))?;
        let took = simulator.now().since(begun);
        let seen = observer.seen();
        let outcome = ended.result.as_ref().ok().cloned();
        let end = End { result: essence(&ended.result), world: rest::at_rest(&simulator)? };
        let violations = simulator.violations();
        if !violations.is_empty() {
            let message = format!("it breaks invariants when it is not disturbed: {}", violations.join("; "));
            return Err(Error::new(ErrorKind::Internal, message).on(format!("{}/{step}", case.name)));
        }
        let targets = Arc::new(Targets::of(&seen, case.steps[step].0 == "rollback"));
        Ok(stage(Calm { seen, targets, outcome, end, until: begun + took * 2 + PATIENCE }))
    }

    /// Name of the use case.
    pub fn use_case(&self) -> &'a str {
        &self.case.steps[self.step].0
    }

    /// Name of the case and number of the step.
    pub fn name(&self) -> String {
        format!("{}/{}", self.case.name, self.step)
    }

    /// Calls of the run that is not disturbed.
    pub fn calls(&self) -> usize {
        self.calm.seen.len()
    }

    /// Whether this fault can be done to this call (counted from 1): a stale answer needs an earlier one, somebody else needs
    /// something to change.
    pub fn can_meet(&self, spot: Spot) -> bool {
        let Some(seen) = self.calm.seen.get(spot.call.wrapping_sub(1)) else { return false };
        match spot.fault {
            Fault::StaleRead => seen.effect == Effect::Read && seen.repeated,
            fault if fault.is_foreign() => self.calm.targets.has(fault),
            _ => true,
        }
    }

    /// Each single fault that can be done to each of its calls.
    pub fn singles(&self) -> impl Iterator<Item = Plan> + '_ {
        let spots = (1..=self.calls()).flat_map(|call| Fault::ALL.map(|fault| Spot { call, fault }));
        spots.filter(|spot| self.can_meet(*spot)).map(|spot| self.plan(vec![spot]))
    }

    /// A plan of this step.
    pub fn plan(&self, spots: Vec<Spot>) -> Plan {
        Plan { case: self.case.name.clone(), step: self.step, spots }
    }

    /// Run the step under these faults. What is wrong with how it ends, a line each.
    pub fn disturb(&self, spots: &[Spot]) -> Result<Vec<String>> {
        let simulator = self.base.fork();
        let disturb = Disturb::new(&simulator, spots, self.calm.targets.clone(), self.calm.until);
        let ended = match self.perform(simulator, &disturb, &Arc::default()) {
            Ok(ended) => ended,
            Err(why) => return Ok(vec![why]),
        };
        self.judge(&ended, spots, &disturb)
    }

    /// Run the step to its end, by as many processes as it takes. The error tells why there is none.
    pub(super) fn perform(&self, simulator: Arc<Simulator>, disturb: &Disturb, journal: &Arc<MemoryJournal>) -> Result<Ended, String> {
        let cloud = simulator.cloud().with(simulator.fault_layer()).with(disturb.clone());
        let run_id = self.run_id();
        let mut ended = to_the_end(begin(&cloud, journal, self));
        let result = loop {
            if let Some(result) = ended {
                // Who may not read again what the journal does not keep leaves the run to who may.
                let left = matches!(&result, Err(error) if error.to_string().contains(&format!("resume run {run_id}")));
                if left && !is_closed(journal, &run_id) && disturb.allow() {
                    ended = to_the_end(begin(&cloud, journal, self));
                    continue;
                }
                break result;
            }
            match disturb.stopped() {
                Stopped::Died(pause) => simulator.advance(pause),
                Stopped::Overdue => return Err(format!("it has not ended by {} after {} calls", simulator.now(), disturb.made())),
                Stopped::Stuck => return Err(format!("after {} calls it waits for what never comes", disturb.made())),
            }
            // By its id a run that is in the journal is resumed.
            ended = to_the_end(begin(&cloud, journal, self));
        };
        let closed = is_closed(journal, &run_id) || matches!(&result, Err(error) if error.kind() == ErrorKind::InvalidRequest);
        Ok(Ended { simulator, result, closed })
    }

    pub(super) fn run_id(&self) -> String {
        format!("run-{}", self.step + 1)
    }

    pub(super) fn base(&self) -> &Arc<Simulator> {
        &self.base
    }

    pub(super) fn until(&self) -> Timestamp {
        self.calm.until
    }

    pub(super) fn has_faults(&self) -> bool {
        !self.case.scenario.all_faults().is_empty()
    }

    pub(super) fn judge(&self, ended: &Ended, spots: &[Spot], disturb: &Disturb) -> Result<Vec<String>> {
        let Ended { simulator, result, closed } = ended;
        let mut wrong = Vec::new();
        if !closed {
            wrong.push("the journal does not say that the run is over".into());
        }
        let (changes, wrote) = (disturb.changes(), disturb.wrote());
        // Readers are shown what was changed this long ago.
        simulator.advance(self.case.scenario.consistency_delay.0);
        for (index, change) in changes.iter().enumerate() {
            if changes[index + 1..].iter().any(|later| later.replaces(change)) {
                continue;
            }
            // Where the scenario has others set the same, too, the last of them decides.
            let theirs = if change.scales() {
                self.others.set(change.name(), "desiredCount")
            } else {
                // Or ECS goes back by itself, as when an alarm fires during their deployment.
                let since = &wrote[change.wrote..];
                let set = |now: &Value| doers::deployed(since, change.name(), now.as_str().unwrap_or_default());
                let theirs = change.deploys() && !doers::stopped(since, change.name()) && !set(&change.now(simulator)?);
                // Who is asked to wait for what goes on deploys after it, and changes what it finds then.
                theirs || (change.deploys() && change.read && has(&self.case.steps[self.step].1, "if_busy", "wait"))
            };
            if !theirs {
                wrong.extend(change.overwritten(simulator)?);
            }
        }
        let expectation = expect::of(spots, self.others.act(), self.has_faults(), has(&self.calm.end.result, "ending", "timed_out"));
        let same = expectation == Expectation::SameEnd || (expectation == Expectation::SameEndOrTruthfulError && result.is_ok());
        let mut after = if same { Value::Null } else { rest::now(simulator)? };
        let mut end = End { result: essence(result), world: rest::at_rest(simulator)? };
        let mut calm_world = self.calm.end.world.clone();
        // A second delivery that AWS does not recognise makes something more, for which no client can answer.
        let twins = disturb.twins();
        let expected = self.calm.end.world.as_object().filter(|_| same);
        for found in [&mut end.world, &mut after].into_iter().filter_map(Value::as_object_mut) {
            let named = |key: &str| key.split(' ').any(|word| word.contains(':') && twins.iter().any(|twin| twin.contains(word)));
            found.retain(|key, _| expected.is_some_and(|expected| expected.contains_key(key)) || !named(key));
        }
        if expectation == Expectation::SameEndOrTruthfulError && flags_move(&self.before) {
            // A fault that costs time lets a deployment of flags end that went on before the run: then there is less to do about it.
            for found in [&mut calm_world, &mut end.world].into_iter().filter_map(Value::as_object_mut) {
                found.retain(|key, _| !key.starts_with("environment ") && !key.starts_with("flags "));
            }
        }
        if same {
            wrong.extend(differences(&self.calm.end.result, &end.result, 5).into_iter().map(|line| format!("result{line}")));
            wrong.extend(differences(&calm_world, &end.world, 5).into_iter().map(|line| format!("world{line}")));
            let lowest = |outcome: Option<&Value>| outcome.and_then(lowest_healthy);
            if let (Some(calm), Some(found)) = (lowest(self.calm.outcome.as_ref()), lowest(result.as_ref().ok()))
                && found < calm
            {
                wrong.push(format!("{found} targets were healthy at the least, and {calm} when it is not disturbed"));
            }
        } else {
            let claim = Claim {
                result,
                calm: self.calm.outcome.as_ref(),
                before: &self.before,
                after: &after,
                at_rest: &end.world,
                outdated: spots.iter().any(|spot| spot.fault == Fault::ClockJump && spot.call == disturb.made()),
                changes: &changes,
                wrote: &wrote,
                others: &self.others,
            };
            wrong.extend(claim.untruths());
        }
        wrong.extend(simulator.violations());
        if twins.is_empty() {
            wrong.extend(simulator.twins());
        }
        if !wrong.is_empty() {
            wrong.push(result.as_ref().map_or_else(|error| format!("its error: {error}"), |outcome| format!("its outcome: {outcome}")));
        }
        Ok(wrong)
    }
}

/// A process of its own: nothing but the cloud and the journal is the same as in another.
fn process(cloud: &Cloud, journal: &Arc<MemoryJournal>) -> Client {
    Client::within(RateBudget::default(), cloud.clone()).journal(journal.clone())
}

/// Begin the step as a process of its own, or go on with it if the journal holds it.
pub(super) async fn begin(cloud: &Cloud, journal: &Arc<MemoryJournal>, stage: &Stage<'_>) -> Result<Value> {
    let (use_case, request) = &stage.case.steps[stage.step];
    let options = RunOptions { run_id: Some(stage.run_id()), take_over: true, ..RunOptions::default() };
    process(cloud, journal).invoke(use_case, request.clone(), options).await
}

fn is_closed(journal: &MemoryJournal, run_id: &str) -> bool {
    let head = to_the_end(journal.head(run_id)).and_then(Result::ok).flatten();
    head.is_some_and(|head| head.state != RunState::Open)
}

/// Whether a member of this name has this value anywhere in there.
fn has(told: &Value, member: &str, wanted: &str) -> bool {
    match told {
        Value::Object(members) => members.iter().any(|(name, value)| (name == member && value == wanted) || has(value, member, wanted)),
        Value::Array(items) => items.iter().any(|item| has(item, member, wanted)),
        _ => false,
    }
}

/// Whether a deployment of flags goes on in this world.
fn flags_move(world: &Value) -> bool {
    let environments = world.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with("environment "));
    let mut deployments = environments.flat_map(|(_, told)| told.as_array().into_iter().flatten());
    deployments.any(|told| ["DEPLOYING", "BAKING", "VALIDATING", "ROLLING_BACK"].iter().any(|state| told[1] == *state))
}

fn finished<T>(ended: Option<T>) -> Result<T> {
    ended.ok_or_else(|| Error::new(ErrorKind::Internal, "a step before it waits for what never comes"))
}
