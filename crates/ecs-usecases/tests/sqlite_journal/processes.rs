//! Several processes, and a process that is killed: this binary runs itself again.

use super::{Folder, block_on, intent, read_run};
use ecs_usecases::{
    clock::Timestamp,
    journal::{Fence, Journal, Lease, RunHead, SqliteJournal, Writer, lease::of_run},
};
use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

const FILE: &str = "JOURNALS_TEST_FILE";
const RUN: &str = "JOURNALS_TEST_RUN";
const RECORDS: &str = "JOURNALS_TEST_RECORDS";

/// Not a test by itself: what the other processes do. It says each record that is safe.
#[test]
fn child() {
    let (Ok(file), Ok(run_id), Ok(records)) = (env::var(FILE), env::var(RUN), env::var(RECORDS)) else { return };
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(file).unwrap());
    let head = block_on(journal.head(&run_id)).unwrap().unwrap_or_else(|| RunHead::new(&run_id, "noop", Timestamp(0)));
    let writer = Writer::after(journal, head.clone(), None);
    for number in 0..records.parse().unwrap() {
        block_on(writer.append(Timestamp(0), intent(number))).unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "safe {}", head.number as usize + number + 1).unwrap();
        out.flush().unwrap();
    }
}

fn start(file: &Path, run_id: &str, records: usize) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::child", "--nocapture"])
        .env(FILE, file)
        .env(RUN, run_id)
        .env(RECORDS, records.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Read what a child says until it has said this many records, or all.
fn safe(child: &mut Child, until: usize) -> usize {
    let mut last = 0;
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    for line in lines {
        // The test harness writes into the first line.
        let line = line.unwrap();
        let Some((_, number)) = line.split_once("safe ") else { continue };
        last = number.parse().unwrap();
        if last >= until {
            break;
        }
    }
    last
}

#[test]
fn a_process_that_is_killed_amid_appends_loses_nothing_that_was_safe() {
    let folder = Folder::fresh();
    let mut before = 0;
    for round in 0..8 {
        let mut child = start(&folder.file(), "run", 100_000);
        let told = safe(&mut child, before + 5 + round * 7);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(told > before, "it wrote nothing after it was killed");
        let records = read_run(&folder.file(), "run").unwrap();
        assert!(records.len() >= told, "{} of {told} are there", records.len());
        before = records.len();
    }
}

#[test]
fn processes_that_append_at_the_same_time_all_succeed() {
    let folder = Folder::fresh();
    let names = ["a", "b", "c"];
    let mut children: Vec<Child> = names.iter().map(|name| start(&folder.file(), name, 100)).collect();
    for child in &mut children {
        assert_eq!(safe(child, usize::MAX), 100);
        assert!(child.wait().unwrap().success());
    }
    for name in names {
        assert_eq!(read_run(&folder.file(), name).unwrap().len(), 100);
    }
}

#[test]
fn of_two_processes_that_write_one_run_the_one_without_the_lease_is_stopped() {
    let folder = Folder::fresh();
    let open = || -> Arc<dyn Journal> { Arc::new(SqliteJournal::open(folder.file()).unwrap()) };
    let (one, other) = (open(), open());
    let lease = |token| Lease {
        resource: of_run("run"),
        token,
        beat: 0,
        run_id: "run".into(),
        process: format!("process-{token}"),
        at: Timestamp(0),
        ttl: 60_000,
        released: false,
        cancel: false,
        other: None,
    };
    let fence = |token| Some(Fence { resource: of_run("run"), token });
    assert!(block_on(one.put_lease(None, &lease(1))).unwrap());
    let first = Writer::new(one.clone(), "run", "noop", fence(1));
    block_on(first.append(Timestamp(0), intent(1))).unwrap();
    assert!(block_on(other.put_lease(Some(&lease(1)), &lease(2))).unwrap());
    assert!(!block_on(one.put_lease(Some(&lease(1)), &lease(2))).unwrap());
    let head = block_on(other.head("run")).unwrap().unwrap();
    let second = Writer::after(other, head, fence(2));
    block_on(second.append(Timestamp(0), intent(2))).unwrap();
    let error = block_on(first.append(Timestamp(0), intent(3))).unwrap_err();
    assert_eq!(error.code(), Some("LeaseLost"), "{error:?}");
    assert_eq!(read_run(&folder.file(), "run").unwrap().len(), 2);
}
