//! Processes that are killed in earnest: a canary goes over the wire, with its journal in an SQLite file or in a DynamoDB table of moto,
//! and the process that executes it gets SIGKILL at a random moment. Another process resumes it. However often, the world ends as if
//! nothing had been.
//!
//! `KILLS` says at how many moments (10 when absent, 5 with a table), `SEED` which.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // processes are killed in real time

mod kept;
#[allow(dead_code)] // this needs the least of it
#[path = "../aws_moto/server.rs"]
mod moto;
mod paced;
mod worker;

use ecs_usecases::{
    Simulator,
    backend::Cloud,
    journal::{Entry, verify},
    model::{
        ecs::{DescribeServices, ListTaskDefinitions},
        elbv2::{DescribeListeners, DescribeLoadBalancers},
    },
    server::{Pace, ServerOptions, SimulatorServer},
    simulator::Scenario,
};
use kept::Kept;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

/// How many times faster than real time everything goes.
pub const PACE: f64 = 150.0;

const REGION: &str = "eu-west-1";

/// A world that a canary goes through, served.
struct Stage<'a> {
    server: SimulatorServer,
    kept: &'a Kept,
    run: String,
    request: Value,
}

impl<'a> Stage<'a> {
    fn new(kept: &'a Kept, number: usize) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios/canary-passes.json");
        let mut case: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let scenario: Scenario = serde_json::from_value(case["scenario"].take()).unwrap();
        let options = ServerOptions { pace: Pace::Times(PACE), ..ServerOptions::default() };
        let server = SimulatorServer::start(scenario, options).unwrap();
        Self { server, kept, run: format!("canary-{number}"), request: case["steps"][0]["request"].take() }
    }

    fn simulator(&self) -> std::sync::Arc<Simulator> {
        self.server.simulator()
    }

    /// The process that runs or resumes the canary: this program again.
    fn worker(&self) -> std::process::Child {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "worker::works", "--ignored", "--nocapture"])
            .env(worker::URL, self.server.url())
            .env(worker::JOURNAL, self.kept.place())
            .env(worker::RUN, &self.run)
            .env(worker::REQUEST, self.request.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Let it work to its end. Gives what it says, and how long it took.
    fn to_the_end(&self) -> (ExitStatus, String, Duration) {
        let begun = Instant::now();
        let output = self.worker().wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status, said, begun.elapsed())
    }

    /// The world when nothing moves any more, and what the journal says.
    async fn end(&self) -> Value {
        self.server.set_pace(Pace::Manual);
        self.simulator().advance(Duration::from_mins(15));
        let world = world(&self.simulator().cloud()).await;
        let journal = self.kept.journal();
        let records = journal.load(&self.run).await.unwrap();
        // Moto copies its tables at each transaction.
        journal.forget(&self.run).await.unwrap();
        let bodies = verify(&self.run, &records, None).unwrap();
        let ended = bodies.last().map(|body| match &body.entry {
            Entry::Finished { outcome: Some(outcome), .. } => outcome["verdict"]["ending"].clone(),
            Entry::Finished { error: Some(error), .. } => json!({ "error": error }),
            _ => json!("open"),
        });
        json!({ "world": world, "run": ended })
    }

    /// How many records the journal has, and whether the run has ended.
    async fn written(&self) -> (usize, bool) {
        let records = self.kept.journal().load(&self.run).await.unwrap();
        let bodies = verify(&self.run, &records, None).unwrap();
        (records.len(), matches!(bodies.last().map(|body| &body.entry), Some(Entry::Finished { .. })))
    }
}

/// The service, its revisions, and where its traffic goes.
async fn world(cloud: &Cloud) -> Value {
    let services = DescribeServices { cluster: Some("main".into()), services: vec!["web".into()], ..DescribeServices::default() };
    let service = cloud.send(services).await.unwrap().services.swap_remove(0);
    let revisions = cloud.send(ListTaskDefinitions::default()).await.unwrap().task_definition_arns;
    let balancer = cloud.send(DescribeLoadBalancers::default()).await.unwrap().load_balancers.swap_remove(0);
    let listeners = DescribeListeners { load_balancer_arn: balancer.load_balancer_arn, ..DescribeListeners::default() };
    let listeners = serde_json::to_value(cloud.send(listeners).await.unwrap().listeners).unwrap();
    json!({
        "task_definition": service.task_definition,
        "desired": service.desired_count,
        "running": service.running_count,
        "pending": service.pending_count,
        "deployments": service.deployments.len(),
        "load_balancers": service.load_balancers,
        "revisions": revisions,
        "traffic": listeners.as_array().unwrap().iter().map(|listener| listener["DefaultActions"].clone()).collect::<Vec<_>>(),
    })
}

fn said<T: std::str::FromStr>(name: &str, unless: T) -> T {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(unless)
}

#[tokio::test]
async fn a_process_that_is_killed_at_any_moment_is_finished_by_another() {
    kill_at_moments(&Kept::in_a_file(), said("KILLS", 10)).await;
}

#[tokio::test]
async fn a_process_on_another_machine_finishes_what_one_began_that_was_killed() {
    if let Some(kept) = Kept::in_a_table().await {
        kill_at_moments(&kept, said("KILLS", 5)).await;
    }
}

async fn kill_at_moments(kept: &Kept, kills: usize) {
    let seed = said("SEED", 1_u64);
    let stage = Stage::new(kept, kills);
    let before = world(&stage.simulator().cloud()).await;
    let (status, said, whole) = stage.to_the_end();
    assert!(status.success(), "{said}");
    let expected = stage.end().await;
    assert_eq!(expected["run"], "succeeded");
    let revisions = |world: &Value| world["revisions"].as_array().unwrap().len();
    assert_eq!(revisions(&expected["world"]), revisions(&before) + 1);
    drop(stage);

    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (mut amid, mut too_early, mut too_late, mut twice) = (0, 0, 0, 0);
    let (mut wrong, mut places) = (Vec::new(), BTreeMap::<usize, usize>::new());
    for number in 0..kills {
        let stage = Stage::new(kept, number);
        // Now and then the one that resumes is killed as well.
        let victims = if random.random_bool(0.25) { 2 } else { 1 };
        twice += usize::from(victims == 2);
        for _ in 0..victims {
            let moment = whole.mul_f64(random.random_range(0.0..1.0));
            let mut worker = stage.worker();
            std::thread::sleep(moment);
            worker.kill().unwrap();
            worker.wait().unwrap();
        }
        let (records, over) = stage.written().await;
        match (records, over) {
            (0, _) => too_early += 1,
            (_, true) => too_late += 1,
            _ => amid += 1,
        }
        *places.entry(records).or_default() += 1;
        let (status, said, _) = stage.to_the_end();
        let found = if status.success() { stage.end().await } else { json!(said) };
        if found != expected {
            wrong.push(format!("kill {number} (seed {seed}), after {records} records:\n  {expected}\n  {found}"));
        }
    }
    println!(
        "{kills} moments over {whole:?}, seed {seed}: {amid} amid the run, {too_early} before its first record, {too_late} after its end; \
         {twice} killed twice; at {} different records; {} ended otherwise",
        places.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(amid * 3 > kills, "only {amid} of {kills} were killed amid the run");
}
