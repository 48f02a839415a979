//! What a journal in a file costs a call, and how long a long run takes to be replayed from it. On this machine's disk: the folder
//! is `CARGO_TARGET_TMPDIR`, or the one that `JOURNALS_FOLDER` names.
#![allow(clippy::disallowed_methods)] // it measures real time

use ecs_usecases::{
    Client, Result, Run, RunOptions, Simulator, UseCase,
    clock::Timestamp,
    journal::{Durability, Entry, Journal, MemoryJournal, RunHead, SqliteJournal, SqliteSettings, Writer, verify},
    model::ecs::{Tag, TagResource},
    simulator::{ClusterScript, Scenario},
    use_case::{Actor, Family, Stage, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::{
    env, fs,
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

const PAIRS: usize = 3_000;
const RECORDS: usize = 100_000;
/// Bytes of a reply: about what ECS says of a service.
const REPLY: usize = 2_000;

const MOST_A_PAIR: Duration = Duration::from_micros(100);
const MOST_A_REPLAY: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let folder = env::var("JOURNALS_FOLDER").unwrap_or_else(|_| env!("CARGO_TARGET_TMPDIR").to_owned());
    let folder = PathBuf::from(folder).join(format!("journals-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let met = runtime.block_on(async { [costs(&folder).await, replays(&folder).await] });
    fs::remove_dir_all(&folder).expect("it is removed");
    if met.iter().all(|met| *met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is appended, and how the file is kept.
struct Shape {
    what: &'static str,
    durability: Durability,
    /// Whether the first of the two is an intent.
    intent: bool,
    aimed_at: bool,
}

async fn costs(folder: &std::path::Path) -> bool {
    println!("A journal in a file: two records, one after the other, of which the second has {REPLY} bytes. {PAIRS} times.");
    println!("Aim where marked *: a median of at most {} us.\n", MOST_A_PAIR.as_micros());
    println!("| records | commits to the disk | median | p99 | of 16 runs at once, each |");
    println!("|---|---:|---:|---:|---:|");
    let shape = |what, durability, intent, aimed_at| Shape { what, durability, intent, aimed_at };
    let mut met = true;
    for shape in [
        shape("intent and reply, everything", Durability::Everything, true, false),
        shape("intent and reply, decisions (the default)", Durability::Decisions, true, false),
        shape("two replies, decisions: the log without the disk", Durability::Decisions, false, true),
    ] {
        let settings = SqliteSettings { durability: shape.durability, ..SqliteSettings::default() };
        let journal: Arc<dyn Journal> =
            Arc::new(SqliteJournal::open_with(folder.join(format!("{}.db", shape.what)), &settings).expect("it opens"));
        let mut took = pairs(&journal, &shape, "alone", PAIRS).await;
        took.sort_unstable();
        let started = Instant::now();
        let names: Vec<String> = (0..16).map(|number| format!("run-{number}")).collect();
        futures::future::join_all(names.iter().map(|name| pairs(&journal, &shape, name, PAIRS / 16))).await;
        let together = started.elapsed() / (PAIRS / 16 * 16) as u32;
        let (median, p99) = (took[took.len() / 2], took[took.len() * 99 / 100]);
        let is_met = !shape.aimed_at || median <= MOST_A_PAIR;
        met &= is_met;
        let mark = match (shape.aimed_at, is_met) {
            (false, _) => "",
            (true, true) => " *",
            (true, false) => " * missed",
        };
        let commits = if shape.durability == Durability::Everything { 2 } else { u32::from(shape.intent) };
        println!("| {}{mark} | {commits} | {} us | {} us | {} us |", shape.what, median.as_micros(), p99.as_micros(), together.as_micros());
    }
    println!();
    met
}

async fn pairs(journal: &Arc<dyn Journal>, shape: &Shape, run_id: &str, count: usize) -> Vec<Duration> {
    let now = Timestamp(0);
    let writer = Writer::new(journal.clone(), run_id, "noop", None);
    writer.append(now, Entry::Started { use_case: "noop".into(), request: json!({}), hidden: Vec::new() }).await.expect("it is written");
    let mut took = Vec::with_capacity(count);
    for number in 0..count {
        let position = format!("#{number}");
        let reply = || Entry::Reply {
            position: position.clone(),
            action: (!shape.intent).then(|| "ecs:DescribeServices".into()),
            digest: "0".repeat(64),
            reply: json!({"status": "x".repeat(REPLY)}),
            hidden: Vec::new(),
        };
        let intent = || Entry::Intent {
            position: position.clone(),
            action: "ecs:UpdateService".into(),
            resource: Some("web".into()),
            place: None,
            digest: "0".repeat(64),
        };
        let (first, second) = (if shape.intent { intent() } else { reply() }, reply());
        let started = Instant::now();
        writer.append(now, first).await.expect("it is written");
        writer.append(now, second).await.expect("it is written");
        took.push(started.elapsed());
    }
    took
}

/// A use case that only writes: each write is an intent and a reply.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Long {
    writes: usize,
}

impl UseCase for Long {
    type Outcome = usize;
    const INFO: UseCaseInfo = UseCaseInfo {
        id: 0,
        title: "Long",
        name: "long",
        family: Family::Operations,
        actors: &[Actor::OperationsTeam],
        stages: &[Stage { name: "write", responsible: Actor::OperationsTeam, takes: &[], leaves: &[] }],
        failures: &[],
    };

    async fn run(self, run: &Run) -> Result<usize> {
        for number in 0..self.writes {
            let tag = Tag { key: Some("n".into()), value: Some(number.to_string()), ..Tag::default() };
            let resource_arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/main".to_owned();
            run.send(TagResource { resource_arn, tags: vec![tag], ..TagResource::default() }).await?;
        }
        Ok(self.writes)
    }
}

fn client(journal: Arc<dyn Journal>) -> Client {
    let clusters = vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }];
    let simulator = Simulator::new(Scenario { clusters, throttling: false, ..Scenario::default() }).expect("a world");
    Client::of(simulator.cloud()).journal(journal)
}

async fn replays(folder: &std::path::Path) -> bool {
    let long = Long { writes: RECORDS / 2 - 1 };
    let options = || RunOptions { run_id: Some("long".into()), ..RunOptions::default() };
    let memory: Arc<dyn Journal> = Arc::new(MemoryJournal::default());
    client(memory.clone()).run_with(long.clone(), options()).await.expect("it runs");
    // As if the process had been killed before it could say that it was done.
    let mut records = memory.load("long").await.expect("it is there");
    records.truncate(records.len() - 1);
    let bodies = verify("long", &records, None).expect("it is whole");
    let head = RunHead::of(&records, &bodies).expect("it has a start");
    let file = folder.join("replay.db");
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(&file).expect("it opens"));
    for chunk in records.chunks(1_000) {
        let last = chunk.last().expect("it is not empty");
        let head = RunHead { number: last.number, hash: last.hash.clone(), ..head.clone() };
        journal.append(chunk, &head, None).await.expect("it is written");
    }
    drop(journal);
    println!("Replay of {} records from a file of {} MB.", records.len(), fs::metadata(&file).map_or(0, |file| file.len() / 1_000_000));
    println!("Aim: at most {} s.\n", MOST_A_REPLAY.as_secs());
    let started = Instant::now();
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(&file).expect("it opens"));
    let loaded = journal.load("long").await.expect("it loads").len();
    let load = started.elapsed();
    let client = client(journal);
    let started = Instant::now();
    let written = client.run_with(long, options()).await.expect("it is replayed");
    let replay = started.elapsed();
    let is_met = replay <= MOST_A_REPLAY && loaded == records.len() && written == RECORDS / 2 - 1;
    println!("| load alone | load, check, replay and end{} |", if is_met { "" } else { " (missed)" });
    println!("|---:|---:|");
    println!("| {} ms | {} ms |", load.as_millis(), replay.as_millis());
    is_met
}
