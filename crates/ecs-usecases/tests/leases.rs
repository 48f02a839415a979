//! Several processes on one journal and one world: what one run works on, no other does, whatever stands still, dies or has a
//! wrong clock.
//!
//! `LEASE_SEED=7 cargo nextest run -p ecs-usecases --features testkit,simulator-server -E 'binary(leases)'` repeats one race.
#![allow(clippy::unwrap_used)]

mod worlds;

use async_trait::async_trait;
use ecs_usecases::{
    Client, Error, ErrorKind, Event, EventDetail, RunOptions, Simulator,
    backend::{Call, CloudBackend, Layer, Scope},
    clock::{Clock, Timestamp},
    journal::{
        Body, Entry, Journal, MemoryJournal, RunState,
        lease::{Process, is_lost},
        verify,
    },
    layers::RateBudget,
    model::{
        ecr::DescribeImages,
        ecs::{DescribeServices, DescribeTaskDefinition},
    },
    operations::Reply,
    testkit::engine::{Engine, Sent},
};
use futures::{FutureExt, future::join_all};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::mpsc;

/// A world, a journal, and what was sent.
struct Together {
    simulator: Arc<Simulator>,
    journal: Arc<MemoryJournal>,
    sent: Sent,
}

/// How a run ended in one process, and what it told.
struct Ended {
    result: Result<Value, Error>,
    told: Vec<Event>,
}

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

impl Together {
    fn new() -> Self {
        let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
        Self { simulator, journal: Arc::default(), sent: Sent::default() }
    }

    /// A moment, counted from the beginning.
    fn at(&self, milliseconds: i64) -> Timestamp {
        Timestamp(self.simulator.start().0 + milliseconds)
    }

    fn engine(&self, name: &str) -> Engine {
        Engine::new(name, &self.simulator, &self.sent)
    }

    /// A process of its own.
    fn client(&self, engine: Engine) -> Client {
        let scope: Scope = self.simulator.scope().clone();
        let cloud = self.simulator.cloud().in_scope(scope).with(engine);
        Client::within(RateBudget::default(), cloud).journal(self.journal.clone()).process(Process::new())
    }

    /// Run a use case under this id, from this moment on.
    async fn run(&self, client: &Client, start: i64, run_id: &str, use_case: &str, request: Value) -> Ended {
        self.simulator.virtual_clock().sleep_until(self.at(start)).await;
        let (events, mut received) = mpsc::unbounded_channel();
        let options = RunOptions { run_id: Some(run_id.into()), events: Some(events), ..RunOptions::default() };
        let result = client.invoke(use_case, request, options).await;
        let mut told = Vec::new();
        while let Ok(event) = received.try_recv() {
            told.push(event);
        }
        Ended { result, told }
    }

    async fn deploy(&self, client: &Client, start: i64, run_id: &str, image: &str) -> Ended {
        self.run(client, start, run_id, "rolling_deployment", rolling(image)).await
    }

    /// In the world's time, to the end.
    fn drive<T: Send>(&self, work: impl Future<Output = T> + Send) -> T {
        let mut result = None;
        let clock = self.simulator.virtual_clock();
        let ended = clock.drive(Box::pin(async { result = Some(work.await) })).now_or_never();
        assert!(ended.is_some(), "everybody waits for what never comes");
        result.unwrap()
    }

    fn bodies(&self, run_id: &str) -> Vec<Body> {
        let records = self.journal.load(run_id).now_or_never().unwrap().unwrap();
        let head = self.journal.head(run_id).now_or_never().unwrap().unwrap();
        verify(run_id, &records, head.as_ref().map(|head| (head.number, head.hash.as_str()))).unwrap()
    }

    fn state(&self, run_id: &str) -> Option<RunState> {
        self.journal.head(run_id).now_or_never().unwrap().unwrap().map(|head| head.state)
    }

    /// From whom a run took what it holds.
    fn taken_from(&self, run_id: &str) -> Vec<String> {
        let taken = |body: Body| match body.entry {
            Entry::Held { taken_from, .. } => taken_from,
            _ => None,
        };
        self.bodies(run_id).into_iter().filter_map(taken).collect()
    }

    fn writes(&self, engine: &str) -> Vec<(String, i64)> {
        let began = self.simulator.start().0;
        self.sent.all().into_iter().filter(|write| write.by == engine).map(|write| (write.action, write.at.0 - began)).collect()
    }

    /// The tag of the image that the service runs, once nobody does anything any more. An error tells what goes on.
    fn at_rest(&self) -> Result<String, String> {
        self.simulator.advance(Duration::from_hours(6));
        self.drive(async {
            let cloud = self.simulator.cloud();
            let services = DescribeServices { cluster: Some("main".into()), services: vec!["web".into()], ..Default::default() };
            let service = cloud.send(services).await.unwrap().services.remove(0);
            if service.deployments.len() != 1 || service.running_count != service.desired_count {
                return Err(serde_json::to_string(&json!([service.deployments, service.deployment_configuration])).unwrap());
            }
            let definition = DescribeTaskDefinition { task_definition: service.task_definition.unwrap(), ..Default::default() };
            let definition = cloud.send(definition).await.unwrap().task_definition.unwrap();
            let image = definition.container_definitions[0].image.clone().unwrap();
            let images = DescribeImages { repository_name: "shop/web".into(), ..Default::default() };
            let images = cloud.send(images).await.unwrap().image_details;
            let tag = images.into_iter().find_map(|known| {
                let tag = known.image_tags.first()?.clone();
                (image.ends_with(&format!(":{tag}")) || image.ends_with(known.image_digest.as_deref()?)).then_some(tag)
            });
            tag.ok_or(image)
        })
    }
}

fn rolling(image: &str) -> Value {
    // Longer than any clock here is wrong: how long a deployment takes is told by AWS's time of its beginning and the own clock.
    json!({"cluster": "main", "service": "web", "image": format!("shop/web:{image}"), "timeout": "4h"})
}

fn warnings(ended: &Ended) -> Vec<String> {
    let warning = |event: &Event| match &event.detail {
        EventDetail::Warning { message } => Some(message.clone()),
        _ => None,
    };
    ended.told.iter().filter_map(warning).collect()
}

fn assert_held(ended: &Ended, by: &str) {
    let error = ended.result.as_ref().unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some("LeaseHeld")), "{error}");
    assert!(error.to_string().contains(by), "{error}");
}

fn assert_lost(ended: &Ended) {
    let error = ended.result.as_ref().unwrap_err();
    assert!(is_lost(error), "{error}");
}

#[test]
fn what_is_held_is_refused_at_once_and_free_when_its_holder_has_ended() {
    let world = Together::new();
    let (one, two) = (world.client(world.engine("one")), world.client(world.engine("two")));
    let (first, refused) = world.drive(async {
        futures::join!(world.deploy(&one, 0, "run-1", "1.1"), async {
            let refused = world.deploy(&two, 30 * SECOND, "run-2", "slow").await;
            (refused, world.simulator.now())
        })
    });
    first.result.unwrap();
    assert_held(&refused.0, "run-1");
    assert_eq!(refused.1, world.at(30 * SECOND), "it did not wait");
    assert_eq!(world.writes("two"), [], "it changed nothing");
    world.drive(world.deploy(&two, 0, "run-3", "slow")).result.unwrap();
    assert_eq!(world.at_rest().as_deref(), Ok("slow"));
}

#[test]
fn a_holder_that_sleeps_through_the_loss_of_its_lease_sends_nothing_more() {
    let world = Together::new();
    let (from, to) = (20 * SECOND, 10 * MINUTE + 20 * SECOND);
    let one = world.client(world.engine("one").paused(world.at(from), world.at(to)));
    let two = world.client(world.engine("two"));
    let (first, second) =
        world.drive(async { futures::join!(world.deploy(&one, 0, "run-1", "1.1"), world.deploy(&two, 6 * MINUTE, "run-2", "slow")) });
    assert_lost(&first);
    second.result.as_ref().unwrap();
    assert_eq!(world.taken_from("run-2"), ["run-1"]);
    assert!(warnings(&second).iter().any(|warning| warning.contains("run-1")), "{:?}", warnings(&second));
    let takes = world.writes("two")[0].1;
    assert!(takes >= 7 * MINUTE, "not before its time to live was over: {takes}");
    assert!(world.writes("one").iter().all(|(_, at)| *at < from), "{:?}", world.writes("one"));
    assert_eq!(world.at_rest().as_deref(), Ok("slow"));
}

/// Answers the first time that a service is updated with a throttle, so that it is sent again a little later.
struct ThrottleOnce;

impl Layer for ThrottleOnce {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(ThrottlesOnce { inner, done: AtomicBool::new(false) })
    }
}

struct ThrottlesOnce {
    inner: Arc<dyn CloudBackend>,
    done: AtomicBool,
}

#[async_trait]
impl CloudBackend for ThrottlesOnce {
    async fn call(&self, call: Call) -> Result<Reply, Error> {
        if call.operation.info().name == "UpdateService" && !self.done.swap(true, Ordering::SeqCst) {
            return Err(Error::new(ErrorKind::Throttled, "slow down"));
        }
        self.inner.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

#[test]
fn who_sleeps_between_two_attempts_of_a_call_does_not_send_it_when_its_lease_is_lost() {
    let world = Together::new();
    let scope: Scope = world.simulator.scope().clone();
    // The second attempt comes half a second after the first; the process stands still at once after that one.
    let engine = world.engine("one").paused(world.at(100), world.at(10 * MINUTE));
    let cloud = world.simulator.cloud().in_scope(scope).with(engine).with(ThrottleOnce);
    let one = Client::within(RateBudget::default(), cloud).journal(world.journal.clone()).process(Process::new());
    let two = world.client(world.engine("two"));
    let (first, second) =
        world.drive(async { futures::join!(world.deploy(&one, 0, "run-1", "1.1"), world.deploy(&two, 2 * MINUTE, "run-2", "slow")) });
    let intents = world
        .bodies("run-1")
        .into_iter()
        .filter(|body| matches!(&body.entry, Entry::Intent { action, .. } if action == "ecs:UpdateService"));
    assert_eq!(intents.count(), 1, "it was about to be sent");
    second.result.unwrap();
    assert_lost(&first);
    let updates = world.writes("one").into_iter().filter(|(action, _)| action == "ecs:UpdateService").count();
    assert_eq!(updates, 0, "{:?}", world.writes("one"));
    assert_eq!(world.at_rest().as_deref(), Ok("slow"));
}

#[test]
fn a_living_holder_is_never_taken_over_whatever_the_clocks_say() {
    for (skew, other) in [(HOUR, 0), (-HOUR, 0), (0, HOUR), (0, -HOUR), (HOUR, -HOUR), (-HOUR, HOUR)] {
        let world = Together::new();
        let one = world.client(world.engine("one").skewed(skew));
        let two = world.client(world.engine("two").skewed(other));
        let (first, second) =
            world.drive(async { futures::join!(world.deploy(&one, 0, "run-1", "1.1"), world.deploy(&two, 20 * SECOND, "run-2", "slow")) });
        assert!(first.result.is_ok(), "{skew} {other}: {:?}", first.result);
        assert_held(&second, "run-1");
        assert_eq!(world.writes("two"), []);
        assert_eq!(world.at_rest().as_deref(), Ok("1.1"));
    }
}

#[test]
fn of_two_that_resume_a_run_one_goes_on() {
    let world = Together::new();
    let dying = world.client(world.engine("dying").dying(world.at(30 * SECOND)));
    world.drive(world.deploy(&dying, 0, "run-1", "1.1")).result.unwrap_err();
    assert_eq!(world.state("run-1"), Some(RunState::Open));
    let (one, two) = (world.client(world.engine("one")), world.client(world.engine("two")));
    let (first, second) =
        world.drive(async { futures::join!(world.deploy(&one, MINUTE, "run-1", "1.1"), world.deploy(&two, MINUTE, "run-1", "1.1")) });
    let (won, lost) = if first.result.is_ok() { (first, second) } else { (second, first) };
    won.result.unwrap();
    assert_held(&lost, "run-1");
    assert_eq!(world.writes("dying").iter().filter(|(action, _)| action == "ecs:UpdateService").count(), 1);
    let again = [world.writes("one"), world.writes("two")].concat();
    assert!(again.iter().all(|(action, _)| action != "ecs:UpdateService"), "{again:?}");
    assert_eq!(world.at_rest().as_deref(), Ok("1.1"));
}

#[test]
fn a_hotfix_takes_over_from_a_deployment_that_goes_on() {
    let world = Together::new();
    let approval = json!({"environment": "hotfix", "cluster": "main", "service": "web", "image": "shop/web:slow", "requested_by": "ann",
        "approved_by": "ben", "role": "security_team"});
    let hotfix = json!({"cluster": "main", "service": "web", "image": "shop/web:slow", "reason": "checkout answers 500 since 09:12",
        "requested_by": "ann"});
    let (one, two) = (world.client(world.engine("one")), world.client(world.engine("two")));
    world.drive(world.run(&two, 0, "approval", "approve_deployment", approval)).result.unwrap();
    let (first, second) = world.drive(async {
        futures::join!(world.deploy(&one, 0, "run-1", "1.1"), world.run(&two, 40 * SECOND, "run-2", "emergency_hotfix", hotfix))
    });
    second.result.as_ref().unwrap();
    assert_eq!(world.taken_from("run-2"), ["run-1"]);
    assert!(warnings(&second).iter().any(|warning| warning.contains("run-1") && warning.contains("is stopped")));
    assert_lost(&first);
    assert!(first.result.unwrap_err().to_string().contains("run-2"));
    assert!(world.writes("one").iter().all(|(_, at)| *at <= 40 * SECOND), "{:?}", world.writes("one"));
    assert_eq!(world.at_rest().as_deref(), Ok("slow"));
}

#[test]
fn what_waited_when_its_run_was_taken_over_is_not_sent() {
    let world = Together::new();
    let approval = json!({"environment": "hotfix", "cluster": "main", "service": "web", "image": "shop/web:slow", "requested_by": "ann",
        "approved_by": "ben", "role": "security_team"});
    let hotfix = json!({"cluster": "main", "service": "web", "image": "shop/web:slow", "reason": "checkout answers 500 since 09:12",
        "requested_by": "ann"});
    let scope: Scope = world.simulator.scope().clone();
    let cloud = world.simulator.cloud().in_scope(scope).with(world.engine("one"));
    // Its service is not updated for 15 seconds; the beat that would tell that its lease is lost comes every 20.
    let until = world.at(15 * SECOND);
    let one = Client::within(RateBudget::default(), cloud.with(ThrottleUntil(until)));
    let one = one.journal(world.journal.clone()).process(Process::new());
    let two = world.client(world.engine("two"));
    world.drive(world.run(&two, 0, "approval", "approve_deployment", approval)).result.unwrap();
    let (first, second) = world.drive(async {
        futures::join!(world.deploy(&one, 0, "run-1", "1.1"), world.run(&two, 3 * SECOND, "run-2", "emergency_hotfix", hotfix))
    });
    second.result.as_ref().unwrap();
    assert_eq!(world.taken_from("run-2"), ["run-1"]);
    assert_lost(&first);
    let intents = world
        .bodies("run-1")
        .into_iter()
        .filter(|body| matches!(&body.entry, Entry::Intent { action, .. } if action == "ecs:UpdateService"));
    assert_eq!(intents.count(), 1, "it was about to be sent");
    let updates = world.writes("one").into_iter().filter(|(action, _)| action == "ecs:UpdateService").count();
    assert_eq!(updates, 0, "{:?}", world.writes("one"));
    assert_eq!(world.at_rest().as_deref(), Ok("slow"));
}

/// Throttles updates of services until this moment.
struct ThrottleUntil(Timestamp);

impl Layer for ThrottleUntil {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(ThrottlesUntil { inner, until: self.0 })
    }
}

struct ThrottlesUntil {
    inner: Arc<dyn CloudBackend>,
    until: Timestamp,
}

#[async_trait]
impl CloudBackend for ThrottlesUntil {
    async fn call(&self, call: Call) -> Result<Reply, Error> {
        if call.operation.info().name == "UpdateService" && self.clock().now() < self.until {
            return Err(Error::new(ErrorKind::Throttled, "slow down"));
        }
        self.inner.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

#[test]
fn what_an_interrupted_run_holds_may_be_taken_and_then_it_is_over_for_it() {
    let world = Together::new();
    let (one, two) = (world.client(world.engine("one")), world.client(world.engine("two")));
    let cancel = ecs_usecases::CancelToken::default();
    let options = RunOptions { run_id: Some("run-1".into()), cancel: cancel.clone(), ..RunOptions::default() };
    let stopped = world.drive(async {
        let stop = async {
            world.simulator.virtual_clock().sleep_until(world.at(30 * SECOND)).await;
            cancel.cancel();
        };
        futures::join!(one.invoke("rolling_deployment", rolling("1.1"), options), stop).0
    });
    assert_eq!(stopped.unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(world.state("run-1"), Some(RunState::Open));
    let second = world.drive(world.deploy(&two, 10 * MINUTE, "run-2", "slow"));
    second.result.as_ref().unwrap();
    assert!(warnings(&second).iter().any(|warning| warning.contains("run-1") && warning.contains("interrupted")));
    let before = world.writes("one");
    let resumed = world.drive(world.deploy(&one, 0, "run-1", "1.1"));
    let error = resumed.result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert!(error.to_string().contains("run-2"), "{error}");
    assert_eq!(world.writes("one"), before, "it sent nothing more");
    assert_eq!(world.at_rest().as_deref(), Ok("slow"));
}

#[test]
fn a_run_is_cancelled_from_another_process() {
    let world = Together::new();
    let (one, two) = (world.client(world.engine("one")), world.client(world.engine("two")));
    let (first, story) = world.drive(async {
        futures::join!(world.deploy(&one, 0, "run-1", "1.1"), async {
            world.simulator.virtual_clock().sleep_until(world.at(30 * SECOND)).await;
            two.cancel_run("run-1").await
        })
    });
    assert_eq!(first.result.unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(story.unwrap().run.state, RunState::Cancelled);
    let again = world.drive(world.deploy(&one, 0, "run-1", "1.1"));
    assert_eq!(again.result.unwrap_err().kind(), ErrorKind::Cancelled, "for good");
    let next = world.drive(world.deploy(&two, 20 * MINUTE, "run-2", "slow"));
    next.result.as_ref().unwrap();
    assert_eq!(world.taken_from("run-2"), Vec::<String>::new(), "it had let go");
}

#[test]
fn a_dead_run_is_cancelled_and_an_ended_one_stays_as_it_is() {
    let world = Together::new();
    let dying = world.client(world.engine("dying").dying(world.at(30 * SECOND)));
    let two = world.client(world.engine("two"));
    world.drive(world.deploy(&dying, 0, "run-1", "1.1")).result.unwrap_err();
    let story = world.drive(two.cancel_run("run-1")).unwrap();
    assert_eq!(story.run.state, RunState::Cancelled);
    let next = world.drive(world.deploy(&two, 20 * MINUTE, "run-2", "slow"));
    next.result.as_ref().unwrap();
    assert_eq!(world.taken_from("run-2"), Vec::<String>::new());
    let before = world.journal.load("run-2").now_or_never().unwrap().unwrap();
    assert_eq!(world.drive(two.cancel_run("run-2")).unwrap().run.state, RunState::Succeeded);
    assert_eq!(world.journal.load("run-2").now_or_never().unwrap().unwrap(), before);
}

/// What one engine does in a race.
struct Racer {
    run_id: String,
    engine: String,
    image: &'static str,
    use_case: &'static str,
    busy: &'static str,
    start: i64,
    client: Client,
}

const IMAGES: [&str; 3] = ["1.1", "slow", "crash"];

fn racers(world: &Together, random: &mut ChaCha8Rng) -> Vec<Racer> {
    let count = random.random_range(2..=3);
    let mut racers = Vec::new();
    for number in 0..count {
        let run_id = format!("run-{number}");
        let start = random.random_range(0..8 * MINUTE);
        let (image, busy) = (IMAGES[random.random_range(0..3)], ["refuse", "wait", "replace"][random.random_range(0..3)]);
        let use_case = if random.random_bool(0.3) { "canary_deployment" } else { "rolling_deployment" };
        let mut died = None;
        // The run is resumed once or twice, by another process each time; two may do it at once.
        for attempt in 0..random.random_range(1..=3) {
            let name = format!("{run_id}/{attempt}");
            let mut engine = world.engine(&name);
            if random.random_bool(0.4) {
                engine = engine.skewed(random.random_range(-HOUR..HOUR));
            }
            let start = died.map_or(start, |died| died + random.random_range(0..3 * MINUTE));
            for _ in 0..random.random_range(0..=2) {
                let from = start + random.random_range(0..5 * MINUTE);
                engine = engine.paused(world.at(from), world.at(from + random.random_range(SECOND..8 * MINUTE)));
            }
            let moment = start + random.random_range(0..6 * MINUTE);
            died = Some(moment);
            if random.random_bool(0.4) {
                engine = engine.dying(world.at(moment));
            }
            let client = world.client(engine);
            racers.push(Racer { run_id: run_id.clone(), engine: name, image, use_case, busy, start, client });
        }
    }
    racers
}

/// What is wrong with how a race ended. Gives too how often a run took over from another.
fn race(seed: u64) -> Result<usize, String> {
    let world = Together::new();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let racers = racers(&world, &mut random);
    let ended = world.drive(join_all(racers.iter().map(|racer| {
        let mut request = rolling(racer.image);
        request["if_busy"] = json!(racer.busy);
        world.run(&racer.client, racer.start, &racer.run_id, racer.use_case, request)
    })));
    let story = || {
        let told: Vec<_> = racers
            .iter()
            .zip(&ended)
            .map(|(racer, ended)| {
                let ended = ended.result.as_ref().map_or_else(ToString::to_string, |_| "succeeded".into());
                format!("{} {} {} at {}: {ended}", racer.engine, racer.image, racer.busy, racer.start)
            })
            .collect();
        let began = world.simulator.start().0;
        let sent: Vec<_> = world.sent.all().iter().map(|write| format!("{} {} {}", write.at.0 - began, write.by, write.action)).collect();
        format!("{}\n{}", told.join("\n"), sent.join("\n"))
    };
    let mut runs: Vec<&str> = racers.iter().map(|racer| racer.run_id.as_str()).collect();
    runs.dedup();
    let sent = world.sent.all();
    let run_of = |by: &str| by.split('/').next().unwrap_or_default().to_owned();
    let mut taken = 0;
    for run in &runs {
        for loser in world.taken_from(run) {
            taken += 1;
            let first = sent.iter().position(|write| run_of(&write.by) == *run);
            let last = sent.iter().rposition(|write| run_of(&write.by) == loser);
            if let (Some(first), Some(last)) = (first, last)
                && last > first
            {
                return Err(format!("{loser} sent {:?} after {run} had taken over:\n{}", sent[last], story()));
            }
        }
    }
    // Of one run, no two processes send at the same time.
    for run in &runs {
        let by: Vec<&str> = sent.iter().filter(|write| run_of(&write.by) == *run).map(|write| write.by.as_str()).collect();
        let mut turns = by.clone();
        turns.dedup();
        let mut distinct = turns.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() != turns.len() {
            return Err(format!("processes of {run} send by turns: {turns:?}\n{}", story()));
        }
    }
    // Whoever is open can be resumed or says why not; the world comes to rest.
    for run in &runs {
        if world.state(run) == Some(RunState::Open) {
            let last = world.client(world.engine(&format!("{run}/last")));
            let resumed = world.drive(last.resume(run, RunOptions::default()));
            let closed = world.state(run) != Some(RunState::Open);
            let superseded = resumed.as_ref().is_err_and(|error| error.kind() == ErrorKind::Conflict);
            if !closed && !superseded {
                return Err(format!("{run} stays open: {resumed:?}\n{}", story()));
            }
        }
    }
    world.at_rest().map_err(|what| format!("the world is not at rest: {what}\n{}", story()))?;
    Ok(taken)
}

#[test]
fn again() {
    let Some(seed) = std::env::var("LEASE_SEED").ok().and_then(|seed| seed.parse().ok()) else { return };
    let taken = race(seed).unwrap_or_else(|why| panic!("{why}"));
    println!("{taken} times a run took over from another; nothing is wrong");
}

/// Races of one part; the parts run side by side.
const SEEDS: u64 = 60;

fn no_run_sends_after_another_has_taken_over(part: u64) {
    let (mut taken, mut wrong) = (0, Vec::new());
    for seed in part * SEEDS..(part + 1) * SEEDS {
        match race(seed) {
            Ok(times) => taken += times,
            Err(why) => wrong.push(format!(
                "LEASE_SEED={seed} cargo nextest run -p ecs-usecases --features testkit,simulator-server -E 'binary(leases)'\n{why}"
            )),
        }
    }
    assert!(wrong.is_empty(), "{} of {SEEDS} races go wrong:\n{}", wrong.len(), wrong.join("\n"));
    println!("{SEEDS} races, {taken} times a run took over from another");
    assert!(taken > 5, "runs took over only {taken} times: the races no longer try it");
}

#[test]
fn races_1() {
    no_run_sends_after_another_has_taken_over(0);
}

#[test]
fn races_2() {
    no_run_sends_after_another_has_taken_over(1);
}

#[test]
fn races_3() {
    no_run_sends_after_another_has_taken_over(2);
}

#[test]
fn races_4() {
    no_run_sends_after_another_has_taken_over(3);
}
