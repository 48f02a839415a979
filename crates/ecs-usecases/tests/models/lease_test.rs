//! Leases, in a journal in memory, do what the model does.

use super::{
    cases,
    lease_model::{ACTORS, Answer, BEAT, Execution, Leased, RESOURCES, RUNS, Step, TTL, World},
};
use async_trait::async_trait;
use ecs_usecases::{
    Error, Result,
    clock::{Clock, Timestamp, VirtualClock},
    journal::{
        Entry, Journal, Lease, MemoryJournal, Record, RunHead, RunState,
        lease::{Attempt, BUSY, Held, Hold, Process, is_lost, of_run},
    },
};
use futures::{
    FutureExt,
    future::{Either, join_all, select},
};
use proptest_state_machine::{StateMachineTest, prop_state_machine};
use serde_json::json;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// A clock that is so many milliseconds fast.
struct Skewed(VirtualClock, i64);

#[async_trait]
impl Clock for Skewed {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.now().0 + self.1)
    }
    async fn sleep_until(&self, moment: Timestamp) {
        self.0.sleep_until(Timestamp(moment.0 - self.1)).await;
    }
    async fn idle_until(&self, moment: Timestamp) {
        self.0.idle_until(Timestamp(moment.0 - self.1)).await;
    }
    async fn settle(&self) {
        self.0.settle().await;
    }
}

struct Actor {
    clock: Skewed,
    process: Process,
    attempt: Option<Attempt>,
    awake: bool,
    /// What the attempt holds, by the tokens that it was given.
    holds: BTreeMap<String, u64>,
}

pub struct Tested {
    clock: VirtualClock,
    journal: Arc<MemoryJournal>,
    actors: Vec<Actor>,
}

fn run_name(run: u8) -> String {
    format!("run-{run}")
}

fn resource_name(resource: u8) -> String {
    format!("111122223333/eu-west-1/service/main/{resource}")
}

impl Tested {
    /// Do something while everybody who is awake beats.
    fn meanwhile<T: Send>(&self, work: impl Future<Output = T> + Send) -> T {
        let mut result = None;
        let awake = self.actors.iter().filter(|actor| actor.awake);
        let kept = awake.filter_map(|actor| Some(actor.attempt.as_ref()?.keep(&actor.clock, || {}).boxed()));
        let all = async {
            let kept = join_all(kept).then(|_| std::future::pending::<()>()).boxed();
            result = Some(match select(kept, work.boxed()).await {
                Either::Left(_) => unreachable!("it never ends"),
                Either::Right((result, _)) => result,
            });
        };
        assert!(self.clock.drive(Box::pin(all)).now_or_never().is_some(), "somebody waits for what never comes");
        result.unwrap()
    }

    fn begin(&mut self, actor: usize, run: u8, take_over: bool) -> Result<()> {
        let (process, clock) = (&self.actors[actor].process, &self.actors[actor].clock);
        let (journal, run_id) = (self.journal.clone() as Arc<dyn Journal>, run_name(run));
        let begun = self.meanwhile(Attempt::begin(journal, clock, process, &run_id, Duration::from_millis(TTL as u64), take_over));
        let actor = &mut self.actors[actor];
        (actor.attempt, actor.awake) = (Some(begun?), true);
        Ok(())
    }

    /// The next record of the run that it executes.
    fn write(&self, actor: usize, run: u8, ends: bool) -> Result<()> {
        let attempt = self.actors[actor].attempt.as_ref().unwrap();
        let head = self.journal.head(&run_name(run)).now_or_never().unwrap()?;
        let mut head = head.unwrap_or_else(|| RunHead::new(&run_name(run), "noop", Timestamp(0)));
        let entry = if ends {
            Entry::Finished { outcome: Some(json!({})), error: None }
        } else {
            Entry::Started { use_case: "noop".into(), request: json!({}), hidden: Vec::new() }
        };
        let record = Record::seal(&head.run_id, (head.number, &head.hash), Timestamp(0), entry)?;
        (head.number, head.hash) = (record.number, record.hash.clone());
        if ends {
            head.state = RunState::Succeeded;
        }
        self.journal.append(&[record], &head, Some(attempt.fence())).now_or_never().unwrap()
    }

    fn hold(&self, actor: usize, resource: u8, take: bool) -> Result<Held> {
        let how = if take { Hold::TakeOver } else { Hold::IfFree };
        let Actor { attempt, clock, .. } = &self.actors[actor];
        let name = resource_name(resource);
        self.meanwhile(attempt.as_ref().unwrap().hold(clock, &name, how))
    }

    fn lease(&self, resource: &str) -> Option<Lease> {
        self.journal.lease(resource).now_or_never().unwrap().unwrap()
    }

    /// It is over with what it executes.
    fn drop_attempt(&mut self, actor: usize) {
        self.actors[actor].attempt = None;
        self.actors[actor].awake = false;
        self.actors[actor].holds.clear();
    }
}

fn answer(result: Result<()>) -> Answer {
    match result {
        Ok(()) => Answer::Done,
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &Error) -> Answer {
    match error.code() {
        Some(BUSY) => Answer::Busy,
        _ if is_lost(error) => Answer::Lost,
        _ => panic!("{error}"),
    }
}

fn held(result: Result<Held>) -> Answer {
    let run = |name: &str| name.strip_prefix("run-").unwrap().parse().unwrap();
    match result {
        Ok(Held { token, taken_from }) => Answer::Held { token, from: taken_from.map(|(name, executed)| (run(&name), executed)) },
        Err(error) => refusal(&error),
    }
}

fn same(found: Option<Lease>, expected: Option<&Leased>) {
    let found = found.map(|lease| (lease.token, lease.beat, lease.run_id, lease.at.0, lease.released, lease.other));
    let expected = expected.map(|lease| {
        let other = lease.other.map(run_name);
        (lease.token, lease.beat, run_name(lease.run), lease.at, lease.released, other)
    });
    assert_eq!(found, expected);
}

pub struct Test;

impl StateMachineTest for Test {
    type SystemUnderTest = Tested;
    type Reference = World;

    fn init_test(world: &World) -> Tested {
        let clock = VirtualClock::starting_at(Timestamp(world.now));
        let actor = |actor: &super::lease_model::Actor| Actor {
            clock: Skewed(clock.clone(), actor.skew),
            process: Process::new(),
            attempt: None,
            awake: false,
            holds: BTreeMap::new(),
        };
        Tested { actors: world.actors.iter().map(actor).collect(), journal: Arc::default(), clock }
    }

    fn apply(mut tested: Tested, world: &World, step: Step) -> Tested {
        // The model has gone on: of an execution that it has ended only the attempt still knows the run.
        let run = |tested: &Tested, actor: u8| {
            let fence = tested.actors[usize::from(actor)].attempt.as_ref().unwrap().fence();
            (0..RUNS).find(|run| of_run(&run_name(*run)) == fence.resource).unwrap()
        };
        let found = match step {
            Step::Begin { actor, run, take_over } => answer(tested.begin(usize::from(actor), run, take_over)),
            Step::Pass { span } => {
                let clock = tested.clock.clone();
                tested.meanwhile(async move { clock.sleep_until(clock.now() + Duration::from_millis(span as u64)).await });
                Answer::Done
            }
            Step::Doze { actor } | Step::Wake { actor } => {
                tested.actors[usize::from(actor)].awake = matches!(step, Step::Wake { .. });
                Answer::Done
            }
            Step::Cancel { actor } => {
                tested.drop_attempt(usize::from(actor));
                Answer::Done
            }
            Step::Crash { actor } => {
                tested.drop_attempt(usize::from(actor));
                tested.actors[usize::from(actor)].process = Process::new();
                Answer::Done
            }
            Step::Write { actor } => answer(tested.write(usize::from(actor), run(&tested, actor), false)),
            Step::Hold { actor, resource, take } => {
                let result = tested.hold(usize::from(actor), resource, take);
                if let Ok(Held { token, .. }) = &result {
                    tested.actors[usize::from(actor)].holds.insert(resource_name(resource), *token);
                }
                held(result)
            }
            Step::StillHolds { actor, resource } => {
                let token = world.execution(actor).unwrap().holds[&resource];
                let attempt = tested.actors[usize::from(actor)].attempt.as_ref().unwrap();
                answer(attempt.still_holds(&resource_name(resource), token).now_or_never().unwrap())
            }
            Step::End { actor } => {
                tested.actors[usize::from(actor)].attempt.as_ref().unwrap().end().now_or_never().unwrap().unwrap();
                tested.drop_attempt(usize::from(actor));
                Answer::Done
            }
            Step::Finish { actor } => {
                let written = answer(tested.write(usize::from(actor), run(&tested, actor), true));
                let attempt = tested.actors[usize::from(actor)].attempt.as_ref().unwrap();
                if written == Answer::Done {
                    let holds: Vec<_> = tested.actors[usize::from(actor)].holds.clone().into_iter().collect();
                    attempt.release(&holds).now_or_never().unwrap().unwrap();
                }
                attempt.end().now_or_never().unwrap().unwrap();
                tested.drop_attempt(usize::from(actor));
                written
            }
        };
        assert_eq!(found, world.answer);
        tested
    }

    fn check_invariants(tested: &Tested, world: &World) {
        assert_eq!(tested.clock.now().0, world.now);
        for run in 0..RUNS {
            same(tested.lease(&of_run(&run_name(run))), world.runs.get(&run));
            let records = tested.journal.load(&run_name(run)).now_or_never().unwrap().unwrap();
            assert_eq!(records.len() as u64, world.written.get(&run).map_or(0, |(count, _)| *count));
        }
        for resource in 0..RESOURCES {
            same(tested.lease(&resource_name(resource)), world.resources.get(&resource));
        }
        let mut writers = BTreeMap::new();
        for actor in 0..ACTORS {
            let attempt = tested.actors[usize::from(actor)].attempt.as_ref();
            let execution = world.execution(actor);
            assert_eq!(attempt.is_some(), execution.is_some());
            let (Some(attempt), Some(execution)) = (attempt, execution) else { continue };
            let now = tested.actors[usize::from(actor)].clock.now();
            assert_eq!(attempt.may_go_on(now), now.0 - execution.at < TTL, "actor {actor}");
            let may_write = attempt.fence().check(tested.lease(&attempt.fence().resource).as_ref()).is_ok();
            assert_eq!(may_write, world.has_lease(execution));
            let Execution { run, .. } = execution;
            assert!(!may_write || writers.insert(*run, actor).is_none(), "two may write to run {run}");
        }
    }
}

prop_state_machine! {
    #![proptest_config(cases())]

    #[test]
    fn leases_are_what_the_model_is(sequential 1..60 => Test);
}

#[test]
fn who_is_silent_is_taken_over_and_who_beats_is_not() {
    use super::lease_model::Step::{Begin, Doze};
    use proptest::strategy::{Strategy, ValueTree};
    use proptest_state_machine::ReferenceStateMachine;
    let mut world = World::init_state().new_tree(&mut proptest::test_runner::TestRunner::deterministic()).unwrap().current();
    let began = world.now;
    for (step, expected, passed) in [
        (Begin { actor: 0, run: 0, take_over: false }, Answer::Done, 0),
        (Begin { actor: 1, run: 0, take_over: false }, Answer::Busy, BEAT),
        (Doze { actor: 0 }, Answer::Done, BEAT),
        (Begin { actor: 1, run: 0, take_over: false }, Answer::Done, BEAT + TTL / 6 * 7),
    ] {
        world = World::apply(world, &step);
        assert_eq!((&world.answer, world.now - began), (&expected, passed), "{step:?}");
    }
}
