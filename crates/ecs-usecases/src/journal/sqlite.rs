//! A journal in a file.

mod failure;
mod rows;
mod schema;
mod worker;

use super::{Fence, Journal, Lease, Record, RunFilter, RunHead};
use crate::error::{Error, ErrorKind, Result};
use async_trait::async_trait;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use worker::{Reader, Write, Writer};

/// How a journal in a file is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteSettings {
    /// What is on the disk before an append returns.
    pub durability: Durability,
    /// Wait this long for other processes that write at the same time.
    pub patience: Duration,
    /// The file grows to this many bytes at most; then appends fail with [`QuotaExceeded`](ErrorKind::QuotaExceeded). It does not
    /// bound the log beside the file, which is about 4 MB.
    pub most_bytes: Option<u64>,
}

impl Default for SqliteSettings {
    fn default() -> Self {
        Self { durability: Durability::Decisions, patience: Duration::from_secs(30), most_bytes: None }
    }
}

/// What is on the disk before an append returns. Whatever it is, nothing is lost when the process is killed, and what is lost when
/// the machine loses power is the end of the journal, never something amid it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// What must not be lost: what is about to be done, what is held, the start and the end. Replies and facts go to the disk with
    /// the next of these. A reply that was lost with the power is looked for in the cloud when the run is resumed, and a fact that
    /// was lost is found anew: nothing was done by it, or it would be on the disk.
    #[default]
    Decisions,
    /// Everything.
    Everything,
}

/// A journal in an SQLite file, with its write-ahead log beside it (`-wal` and `-shm`). It needs no runtime: two threads of its
/// own do what waits for the disk, and appends that come at the same time share one transaction; what need not be on the disk is
/// written by who asks. Several processes of one machine may use one
/// file at the same time; the file must not lie on a network's file system.
pub struct SqliteJournal {
    path: PathBuf,
    writer: Writer,
    reader: Reader,
}

impl std::fmt::Debug for SqliteJournal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteJournal").field("path", &self.path).finish_non_exhaustive()
    }
}

impl SqliteJournal {
    /// Open the journal in this file, which is made if there is none. It blocks for a moment.
    ///
    /// It fails with [`Unsupported`](ErrorKind::Unsupported) if a newer version of this library has written it, with
    /// [`InvalidRequest`](ErrorKind::InvalidRequest) if the file is something else, with
    /// [`AccessDenied`](ErrorKind::AccessDenied) if it can't be written, and with the code `JournalDamaged` if it is no longer
    /// what it was.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(path, &SqliteSettings::default())
    }

    /// The same with other settings.
    pub fn open_with(path: impl AsRef<Path>, settings: &SqliteSettings) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let named = |error: Error| error.on(path.display().to_string()).while_("open the journal");
        let connection = schema::open(&path, settings).map_err(named)?;
        let writer = Writer::start(connection, settings).map_err(named)?;
        let reader = Reader::start(schema::connect(&path, settings).map_err(named)?).map_err(named)?;
        Ok(Self { path, writer, reader })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn named<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error| if error.details().resource.is_none() { error.on(self.path.display().to_string()) } else { error })
    }

    async fn write(&self, write: Write) -> Result<bool> {
        self.named(self.writer.send(write).await)
    }
}

#[async_trait]
impl Journal for SqliteJournal {
    async fn append(&self, records: &[Record], head: &RunHead, fence: Option<&Fence>) -> Result<()> {
        let write = Write::Append { records: records.to_vec(), head: head.clone(), fence: fence.cloned() };
        self.write(write).await.map(drop)
    }

    async fn load(&self, run_id: &str) -> Result<Vec<Record>> {
        let run_id = run_id.to_owned();
        self.named(self.reader.ask(move |connection| rows::load(connection, &run_id)).await)
    }

    async fn head(&self, run_id: &str) -> Result<Option<RunHead>> {
        let run_id = run_id.to_owned();
        self.named(self.reader.ask(move |connection| rows::head(connection, &run_id)).await)
    }

    async fn heads(&self, filter: &RunFilter) -> Result<Vec<RunHead>> {
        let filter = filter.clone();
        self.named(self.reader.ask(move |connection| rows::heads(connection, &filter)).await)
    }

    async fn forget(&self, run_id: &str) -> Result<()> {
        self.write(Write::Forget { run_id: run_id.to_owned() }).await.map(drop)
    }

    async fn lease(&self, resource: &str) -> Result<Option<Lease>> {
        let resource = resource.to_owned();
        self.named(self.reader.ask(move |connection| rows::lease(connection, &resource)).await)
    }

    async fn put_lease(&self, known: Option<&Lease>, next: &Lease) -> Result<bool> {
        self.write(Write::PutLease { known: known.cloned(), next: next.clone() }).await
    }
}

/// A thread of the journal is gone.
fn gone() -> Error {
    Error::new(ErrorKind::Internal, "a thread of the journal has ended")
}
