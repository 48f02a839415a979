//! The journal in a file: that it conforms, and what holds when it is damaged, full, shared or killed.
#![allow(clippy::unwrap_used, missing_docs)]

mod damage;
mod limits;
mod processes;

use ecs_usecases::{
    clock::Timestamp,
    error::Result,
    journal::{Entry, Journal, Record, RunHead, SqliteJournal, Writer, verify},
    testkit,
};
use serde_json::json;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
};

/// Wait for a future on this thread, without any runtime.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

/// A folder of one test. It goes with this value, unless the test fails.
pub struct Folder(PathBuf);

impl Folder {
    pub fn fresh() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("sqlite-journal-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self) -> PathBuf {
        self.0.join("runs.db")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

pub fn fact(number: usize) -> Entry {
    Entry::Fact { position: format!("#{number}"), name: "now".into(), value: json!(format!("value-{number}")) }
}

pub fn intent(number: usize) -> Entry {
    let text = format!("#{number}");
    Entry::Intent { position: text.clone(), action: "ecs:UpdateService".into(), resource: None, place: None, digest: text }
}

/// A run of this many records, of which all but the first are facts.
pub async fn write_run(journal: &Arc<dyn Journal>, run_id: &str, records: usize) -> Result<()> {
    let now = Timestamp(1_000);
    let writer = Writer::new(journal.clone(), run_id, "noop", None);
    writer.append(now, Entry::Started { use_case: "noop".into(), request: json!({}) }).await?;
    for number in 1..records {
        writer.append(now, fact(number)).await?;
    }
    Ok(())
}

/// What the journal in this file holds of a run, verified.
pub fn read_run(file: &Path, run_id: &str) -> Result<Vec<Record>> {
    let journal = SqliteJournal::open(file)?;
    let records = block_on(journal.load(run_id))?;
    let head = block_on(journal.head(run_id))?;
    verify(run_id, &records, head.as_ref().map(|head: &RunHead| (head.number, head.hash.as_str())))?;
    Ok(records)
}

#[tokio::test]
async fn it_conforms() {
    let folder = Folder::fresh();
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
    testkit::journal::conforms(journal, "sqlite").await.unwrap();
}

#[test]
fn it_needs_no_runtime() {
    let folder = Folder::fresh();
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
    block_on(write_run(&journal, "run", 3)).unwrap();
    drop(journal);
    assert_eq!(read_run(&folder.file(), "run").unwrap().len(), 3);
}

#[tokio::test]
async fn what_one_connection_wrote_another_conforms_on() {
    let folder = Folder::fresh();
    for name in ["first", "second"] {
        let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
        testkit::journal::conforms(journal, name).await.unwrap();
    }
}

#[test]
fn many_writers_at_once_share_transactions_and_keep_their_chains() {
    let folder = Folder::fresh();
    let journal: Arc<dyn Journal> = Arc::new(SqliteJournal::open(folder.file()).unwrap());
    let names: Vec<String> = (0..50).map(|number| format!("run-{number}")).collect();
    let writes = futures::future::join_all(names.iter().map(|name| write_run(&journal, name, 20)));
    for written in block_on(writes) {
        written.unwrap();
    }
    for name in &names {
        assert_eq!(read_run(&folder.file(), name).unwrap().len(), 20);
    }
}
