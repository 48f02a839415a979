//! What a journal is, without hashes, files and threads.

use ecs_usecases::journal::RunState;
use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;
use std::collections::BTreeMap;

/// Runs that there may be.
pub const RUNS: u8 = 3;

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Started,
    /// Something learned; no two are the same.
    Fact(u32),
    /// Something about to be done; no two are the same.
    Intent(u32),
    Ended(RunState),
}

/// A run: what it says, and when it said it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told(pub Vec<(i64, Said)>);

impl Told {
    pub fn state(&self) -> RunState {
        let ended = self.0.iter().rev().find_map(|(_, said)| if let Said::Ended(state) = said { Some(*state) } else { None });
        ended.unwrap_or(RunState::Open)
    }

    pub fn started_at(&self) -> i64 {
        self.0.first().map_or(0, |(at, _)| *at)
    }
}

/// What is in a journal: what tells one state of it from another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    pub runs: BTreeMap<u8, Told>,
    /// Token and beat of the lease of each run.
    pub leases: BTreeMap<u8, (u64, u64)>,
}

/// What was asked, and how it has to be answered.
#[derive(Debug, Clone)]
pub enum Asked {
    Nothing,
    /// Somebody who believes that the run is `believed` appends what comes after `from`.
    Append {
        run: u8,
        believed: Told,
        from: usize,
        token: Option<u64>,
        answer: Answer,
    },
    Lease {
        run: u8,
        known: Option<(u64, u64)>,
        next: (u64, u64),
        put: bool,
    },
    Forget {
        run: u8,
    },
    /// The runs of the answer, in order.
    List {
        state: Option<RunState>,
        even: Option<bool>,
        limit: u32,
        runs: Vec<u8>,
    },
    Reopen,
    /// A process ends while the last bytes are on their way to the disk: so many are missing.
    Torn {
        missing: u16,
    },
    /// A bit of this record (counted anew from the first) is another one.
    Damage {
        run: u8,
        record: u16,
        bit: u16,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Done,
    Conflict,
    Lost,
}

#[derive(Debug, Clone)]
pub struct Model {
    pub kept: Kept,
    pub asked: Asked,
    now: i64,
    serial: u32,
}

/// Which records are appended.
#[derive(Debug, Clone, Copy)]
pub enum How {
    /// Those that come next.
    Next,
    /// Some that are there, once more.
    Again,
    /// Some that are there, and others after them.
    AgainAndMore,
    /// Not the next, but those after.
    Gap,
    /// Others in the place of some that are there.
    Instead,
}

/// The token by which is written.
#[derive(Debug, Clone, Copy)]
pub enum Token {
    None,
    Right,
    Old,
}

#[derive(Debug, Clone)]
pub enum Step {
    Append { run: u8, how: How, back: usize, count: usize, decides: bool, ends: Option<RunState>, token: Token },
    Lease { run: u8, old: bool, takes: bool },
    Forget { run: u8 },
    List { state: Option<RunState>, even: Option<bool>, limit: u32 },
    Reopen,
    Torn { missing: u16 },
    Damage { run: u8, record: u16, bit: u16 },
}

impl Model {
    fn say(&mut self, told: &mut Told, decides: bool) {
        self.serial += 1;
        let said = match (told.0.is_empty(), decides) {
            (true, _) => Said::Started,
            (_, true) => Said::Intent(self.serial),
            (_, false) => Said::Fact(self.serial),
        };
        self.now += 1;
        told.0.push((self.now, said));
    }

    fn append(&mut self, step: &Step) {
        let Step::Append { run, how, back, count, decides, ends, token } = step else { return };
        let there = self.kept.runs.get(run).cloned().unwrap_or_default();
        let length = there.0.len();
        let back = (*back).min(length);
        let mut believed = there.clone();
        let from = match how {
            How::Next => length,
            How::Again | How::AgainAndMore => length - back,
            How::Gap => {
                self.say(&mut believed, *decides);
                length + 1
            }
            How::Instead => {
                believed.0.truncate(length - back);
                length - back
            }
        };
        if !matches!(how, How::Again) {
            for _ in 0..*count {
                self.say(&mut believed, *decides);
            }
            if let Some(state) = ends {
                self.now += 1;
                believed.0.push((self.now, Said::Ended(*state)));
            }
        }
        let lease = self.kept.leases.get(run).map(|(token, _)| *token);
        let token = match token {
            Token::None => None,
            Token::Right => Some(lease.unwrap_or(1)),
            Token::Old => Some(lease.unwrap_or(1) - 1),
        };
        let is_taken = from < length;
        let answer = if token.is_some() && token != lease {
            Answer::Lost
        } else if from == believed.0.len()
            || (is_taken && believed.0.len() <= length && believed.0[from..] == there.0[from..believed.0.len()])
        {
            // Nothing is appended, or what is there already.
            Answer::Done
        } else if is_taken || from > length {
            Answer::Conflict
        } else {
            self.kept.runs.insert(*run, believed.clone());
            Answer::Done
        };
        self.asked = Asked::Append { run: *run, believed, from, token, answer };
    }

    fn list(&self, state: Option<RunState>, even: Option<bool>, limit: u32) -> Vec<u8> {
        let fits =
            |run: u8, told: &Told| state.is_none_or(|state| state == told.state()) && even.is_none_or(|even| even == run.is_multiple_of(2));
        let mut runs: Vec<_> = self.kept.runs.iter().filter(|(run, told)| fits(**run, told)).collect();
        runs.sort_by_key(|(run, told)| std::cmp::Reverse((told.started_at(), **run)));
        runs.into_iter().map(|(run, _)| *run).take(limit as usize).collect()
    }
}

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self { kept: Kept::default(), asked: Asked::Nothing, now: 0, serial: 0 }).boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Step> {
        let run = 0..RUNS;
        let ended = || prop_oneof![Just(RunState::Succeeded), Just(RunState::Failed), Just(RunState::Cancelled)];
        let how = prop_oneof![6 => Just(How::Next), 1 => Just(How::Again), 1 => Just(How::AgainAndMore), 1 => Just(How::Gap), 1 => Just(How::Instead)];
        let token = prop_oneof![3 => Just(Token::None), 2 => Just(Token::Right), 1 => Just(Token::Old)];
        let ends = proptest::option::weighted(0.15, ended());
        let append = (run.clone(), how, 0..4_usize, 1..4_usize, any::<bool>(), ends, token);
        let append =
            append.prop_map(|(run, how, back, count, decides, ends, token)| Step::Append { run, how, back, count, decides, ends, token });
        let state = proptest::option::of(prop_oneof![Just(RunState::Open), ended()]);
        let list =
            (state, proptest::option::of(any::<bool>()), 0..4_u32).prop_map(|(state, even, limit)| Step::List { state, even, limit });
        prop_oneof![
            10 => append,
            3 => (run.clone(), proptest::bool::weighted(0.3), any::<bool>()).prop_map(|(run, old, takes)| Step::Lease { run, old, takes }),
            1 => run.clone().prop_map(|run| Step::Forget { run }),
            2 => list,
            1 => Just(Step::Reopen),
            1 => prop_oneof![Just(0_u16), any::<u16>()].prop_map(|missing| Step::Torn { missing }),
            1 => (run, any::<u16>(), any::<u16>()).prop_map(|(run, record, bit)| Step::Damage { run, record, bit }),
        ]
        .boxed()
    }

    fn preconditions(state: &Self, step: &Step) -> bool {
        // Nobody goes on with a run that has ended.
        match step {
            Step::Append { run, how: How::Next, .. } => state.kept.runs.get(run).is_none_or(|told| told.state() == RunState::Open),
            _ => true,
        }
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        match step {
            Step::Append { .. } => state.append(step),
            Step::Lease { run, old, takes } => {
                let stored = state.kept.leases.get(run).copied();
                let known = if *old { stored.map_or(Some((1, 7)), |(token, beat)| (beat > 0).then(|| (token, beat - 1))) } else { stored };
                let next = match (stored, takes) {
                    (Some((token, beat)), false) => (token, beat + 1),
                    (stored, _) => (stored.map_or(1, |(token, _)| token + 1), 0),
                };
                let put = known == stored;
                if put {
                    state.kept.leases.insert(*run, next);
                }
                state.asked = Asked::Lease { run: *run, known, next, put };
            }
            Step::Forget { run } => {
                if state.kept.runs.get(run).is_some_and(|told| told.state() != RunState::Open) {
                    state.kept.runs.remove(run);
                    state.kept.leases.remove(run);
                }
                state.asked = Asked::Forget { run: *run };
            }
            Step::List { state: wanted, even, limit } => {
                let runs = state.list(*wanted, *even, *limit);
                state.asked = Asked::List { state: *wanted, even: *even, limit: *limit, runs };
            }
            Step::Reopen => state.asked = Asked::Reopen,
            Step::Torn { missing } => state.asked = Asked::Torn { missing: *missing },
            Step::Damage { run, record, bit } => state.asked = Asked::Damage { run: *run, record: *record, bit: *bit },
        }
        state
    }
}
