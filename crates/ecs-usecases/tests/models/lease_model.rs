//! What leases are, in the time of one world, without journals and futures.

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;
use std::collections::BTreeMap;

pub const ACTORS: u8 = 3;
pub const RUNS: u8 = 2;
pub const RESOURCES: u8 = 2;
/// Time to live of a lease, in milliseconds.
pub const TTL: i64 = 60_000;
/// Between two beats.
pub const BEAT: i64 = TTL / 3;
/// How long a silent lease is watched.
const WATCH: i64 = TTL / 6 * 7;

/// A lease: of a run, or of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leased {
    pub token: u64,
    pub beat: u64,
    pub run: u8,
    /// By the clock of who put it.
    pub at: i64,
    pub released: bool,
    pub other: Option<u8>,
    /// Which execution took it; of a lease that was only changed, which took it before that.
    pub by: u32,
}

/// A process, with a clock that is so much fast.
#[derive(Debug, Clone)]
pub struct Actor {
    pub skew: i64,
    /// What it executes.
    pub executes: Option<Execution>,
    /// Counts processes: another one knows nothing of those before.
    pub process: u32,
}

#[derive(Debug, Clone)]
pub struct Execution {
    pub number: u32,
    pub run: u8,
    pub token: u64,
    pub awake: bool,
    /// Its own last beat, by its clock.
    pub at: i64,
    pub holds: BTreeMap<u8, u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Done,
    /// Another has it.
    Busy,
    /// This one has it no more.
    Lost,
    /// Held; from whom it was taken, and whether that was executed.
    Held {
        token: u64,
        from: Option<(u8, bool)>,
    },
}

#[derive(Debug, Clone)]
pub struct World {
    pub now: i64,
    pub actors: Vec<Actor>,
    pub runs: BTreeMap<u8, Leased>,
    pub resources: BTreeMap<u8, Leased>,
    /// Records of each run, and whether it has ended.
    pub written: BTreeMap<u8, (u64, bool)>,
    pub answer: Answer,
    executions: u32,
    /// By which process each execution is.
    processes: BTreeMap<u32, u32>,
}

#[derive(Debug, Clone)]
pub enum Step {
    Begin {
        actor: u8,
        run: u8,
        take_over: bool,
    },
    /// Time passes; who is awake beats.
    Pass {
        span: i64,
    },
    /// It stands still.
    Doze {
        actor: u8,
    },
    Wake {
        actor: u8,
    },
    /// What it executes is dropped; the process goes on.
    Cancel {
        actor: u8,
    },
    /// The process is gone, and another is started.
    Crash {
        actor: u8,
    },
    Write {
        actor: u8,
    },
    Hold {
        actor: u8,
        resource: u8,
        take: bool,
    },
    StillHolds {
        actor: u8,
        resource: u8,
    },
    /// It lets its run go, so that another can go on with it.
    End {
        actor: u8,
    },
    /// The run ends: what it holds is let go.
    Finish {
        actor: u8,
    },
}

impl World {
    pub fn actor(&self, actor: u8) -> &Actor {
        &self.actors[usize::from(actor)]
    }

    fn clock(&self, actor: u8) -> i64 {
        self.now + self.actor(actor).skew
    }

    pub fn execution(&self, actor: u8) -> Option<&Execution> {
        self.actor(actor).executes.as_ref()
    }

    fn is_open(&self, run: u8) -> bool {
        self.written.get(&run).is_some_and(|(_, ended)| !ended)
    }

    /// Whether who executes this may write.
    pub fn has_lease(&self, execution: &Execution) -> bool {
        self.runs.get(&execution.run).is_some_and(|lease| lease.token == execution.token)
    }

    /// Let time pass: who is awake and has its lease beats. At the very end it has beaten.
    fn pass(&mut self, span: i64) {
        for _ in 0..span / BEAT {
            self.now += BEAT;
            for actor in &mut self.actors {
                let Some(execution) = actor.executes.as_mut().filter(|execution| execution.awake) else { continue };
                let Some(lease) = self.runs.get_mut(&execution.run).filter(|lease| lease.token == execution.token) else { continue };
                lease.beat += 1;
                lease.at = self.now + actor.skew;
                execution.at = lease.at;
            }
        }
        self.now += span % BEAT;
    }

    /// Whether the execution that took this lease of a run lives, as `actor` finds out by watching it.
    fn lives(&mut self, actor: u8, lease: &Leased) -> bool {
        if self.processes.get(&lease.by) == Some(&self.actor(actor).process) {
            return self.execution(actor).is_some_and(|execution| execution.number == lease.by);
        }
        let beats = self.actors.iter().filter_map(|actor| actor.executes.as_ref());
        let beats = beats.into_iter().any(|execution| execution.awake && execution.run == lease.run && execution.token == lease.token);
        self.pass(if beats { BEAT } else { WATCH });
        beats
    }

    fn begin(&mut self, actor: u8, run: u8, take_over: bool) -> Answer {
        if let Some(lease) = self.runs.get(&run).cloned().filter(|lease| !lease.released && !take_over)
            && self.lives(actor, &lease)
        {
            return Answer::Busy;
        }
        let token = self.runs.get(&run).map_or(0, |lease| lease.token) + 1;
        self.executions += 1;
        let (number, at, process) = (self.executions, self.clock(actor), self.actor(actor).process);
        self.processes.insert(number, process);
        self.runs.insert(run, Leased { token, beat: 0, run, at, released: false, other: None, by: number });
        let execution = Execution { number, run, token, awake: true, at, holds: BTreeMap::new() };
        self.actors[usize::from(actor)].executes = Some(execution);
        Answer::Done
    }

    fn write(&mut self, actor: u8, ends: bool) -> Answer {
        let Some(execution) = self.execution(actor).cloned() else { return Answer::Done };
        if !self.has_lease(&execution) {
            return Answer::Lost;
        }
        let (count, ended) = self.written.get(&execution.run).copied().unwrap_or_default();
        self.written.insert(execution.run, (count + 1, ended || ends));
        Answer::Done
    }

    /// Of whom a resource is taken, or that it can't be.
    fn take_from(&mut self, actor: u8, lease: &Leased, take: bool) -> Result<Option<(u8, bool)>, Answer> {
        let holder = lease.run;
        if !self.is_open(holder) {
            return Ok(None);
        }
        let Some(executed) = self.runs.get(&holder).cloned().filter(|lease| !lease.released) else { return Ok(Some((holder, false))) };
        if take {
            return Ok(Some((holder, true)));
        }
        let age = self.clock(actor) - executed.at;
        if (0..TTL * 2 / 3).contains(&age) || self.lives(actor, &executed) {
            return Err(Answer::Busy);
        }
        Ok(Some((holder, false)))
    }

    fn hold(&mut self, actor: u8, resource: u8, take: bool) -> Answer {
        let Some(execution) = self.execution(actor).cloned() else { return Answer::Done };
        if !self.has_lease(&execution) {
            return Answer::Lost;
        }
        let known = self.resources.get(&resource).cloned();
        let from = match &known {
            Some(lease) if lease.run == execution.run => lease.other.map(|other| (other, false)),
            Some(lease) if !lease.released => match self.take_from(actor, lease, take) {
                Ok(from) => from,
                Err(busy) => return busy,
            },
            _ => None,
        };
        let token = known.map_or(0, |lease| lease.token) + 1;
        let (run, at, other) = (execution.run, self.clock(actor), from.map(|(run, _)| run));
        self.resources.insert(resource, Leased { token, beat: 0, run, at, released: false, other, by: execution.number });
        if let Some(lease) = other.and_then(|other| self.runs.get_mut(&other)) {
            (lease.token, lease.beat, lease.released, lease.other) = (lease.token + 1, 0, true, Some(run));
        }
        if let Some(execution) = &mut self.actors[usize::from(actor)].executes {
            execution.holds.insert(resource, token);
        }
        Answer::Held { token, from }
    }

    fn release(&mut self, execution: &Execution) {
        for (resource, token) in &execution.holds {
            let held = self.resources.get_mut(resource);
            if let Some(lease) = held.filter(|lease| lease.token == *token && lease.run == execution.run && !lease.released) {
                (lease.beat, lease.released) = (lease.beat + 1, true);
            }
        }
    }

    fn end(&mut self, actor: u8) {
        let Some(execution) = self.actors[usize::from(actor)].executes.take() else { return };
        if let Some(lease) = self.runs.get_mut(&execution.run).filter(|lease| lease.token == execution.token) {
            (lease.beat, lease.released) = (lease.beat + 1, true);
        }
    }

    fn finish(&mut self, actor: u8) -> Answer {
        let answer = self.write(actor, true);
        if answer == Answer::Done
            && let Some(execution) = self.execution(actor).cloned()
        {
            self.release(&execution);
        }
        self.end(actor);
        answer
    }
}

impl ReferenceStateMachine for World {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        let skew = prop_oneof![3 => Just(0), 1 => -3 * TTL..3 * TTL];
        let world = |skews: Vec<i64>| Self {
            now: 1_000_000,
            actors: skews.into_iter().zip(1_u32..).map(|(skew, process)| Actor { skew, executes: None, process }).collect(),
            runs: BTreeMap::new(),
            resources: BTreeMap::new(),
            written: BTreeMap::new(),
            answer: Answer::Done,
            executions: 0,
            processes: BTreeMap::new(),
        };
        proptest::collection::vec(skew, usize::from(ACTORS)).prop_map(world).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Step> {
        let actor = || 0..ACTORS;
        let pair = || (0..ACTORS, 0..RESOURCES);
        prop_oneof![
            6 => (0..ACTORS, 0..RUNS, proptest::bool::weighted(0.2)).prop_map(|(actor, run, take_over)| Step::Begin { actor, run, take_over }),
            3 => (1..3 * TTL).prop_map(|span| Step::Pass { span }),
            2 => actor().prop_map(|actor| Step::Doze { actor }),
            2 => actor().prop_map(|actor| Step::Wake { actor }),
            1 => actor().prop_map(|actor| Step::Cancel { actor }),
            1 => actor().prop_map(|actor| Step::Crash { actor }),
            5 => actor().prop_map(|actor| Step::Write { actor }),
            6 => (pair(), proptest::bool::weighted(0.3)).prop_map(|((actor, resource), take)| Step::Hold { actor, resource, take }),
            2 => pair().prop_map(|(actor, resource)| Step::StillHolds { actor, resource }),
            1 => actor().prop_map(|actor| Step::End { actor }),
            1 => actor().prop_map(|actor| Step::Finish { actor }),
        ]
        .boxed()
    }

    fn preconditions(state: &Self, step: &Step) -> bool {
        match step {
            Step::Begin { actor, run, .. } => state.execution(*actor).is_none() && state.written.get(run).is_none_or(|(_, ended)| !ended),
            // A beat and the end of the span would come at the same moment.
            Step::Pass { span } => span % BEAT != 0,
            Step::StillHolds { actor, resource } => state.execution(*actor).is_some_and(|execution| execution.holds.contains_key(resource)),
            Step::Crash { .. } => true,
            Step::Doze { actor } | Step::Cancel { actor } | Step::End { actor } => state.execution(*actor).is_some(),
            Step::Wake { actor } => state.execution(*actor).is_some_and(|execution| !execution.awake),
            // Who stands still does nothing.
            Step::Write { actor } | Step::Hold { actor, .. } | Step::Finish { actor } => {
                state.execution(*actor).is_some_and(|execution| execution.awake)
            }
        }
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.answer = match step {
            Step::Begin { actor, run, take_over } => state.begin(*actor, *run, *take_over),
            Step::Write { actor } => state.write(*actor, false),
            Step::Hold { actor, resource, take } => state.hold(*actor, *resource, *take),
            Step::Finish { actor } => state.finish(*actor),
            Step::StillHolds { actor, resource } => {
                let holds = state.execution(*actor).is_some_and(|execution| {
                    let token = execution.holds.get(resource);
                    state.resources.get(resource).is_some_and(|lease| lease.run == execution.run && Some(&lease.token) == token)
                });
                if holds { Answer::Done } else { Answer::Lost }
            }
            Step::Pass { span } => {
                state.pass(*span);
                Answer::Done
            }
            Step::Doze { actor } | Step::Wake { actor } => {
                if let Some(execution) = &mut state.actors[usize::from(*actor)].executes {
                    execution.awake = matches!(step, Step::Wake { .. });
                }
                Answer::Done
            }
            Step::Cancel { actor } => {
                state.actors[usize::from(*actor)].executes = None;
                Answer::Done
            }
            Step::Crash { actor } => {
                let next = state.actors.iter().map(|actor| actor.process).max().unwrap_or_default() + 1;
                let actor = &mut state.actors[usize::from(*actor)];
                (actor.executes, actor.process) = (None, next);
                Answer::Done
            }
            Step::End { actor } => {
                state.end(*actor);
                Answer::Done
            }
        };
        state
    }
}
