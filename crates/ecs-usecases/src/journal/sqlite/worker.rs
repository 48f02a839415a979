//! The threads that talk to SQLite, which blocks.

use super::{
    Durability, SqliteSettings, failure, gone,
    rows::{self, Failed},
};
use crate::{
    error::{Error, Result},
    journal::{Fence, Lease, Record, RunHead},
};
use futures::channel::oneshot;
use rusqlite::{Connection, TransactionBehavior};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
    time::Duration,
};

/// Writes that share a transaction at most.
const MOST: usize = 256;
/// Bytes in the log after which it is brought into the file.
const MOST_IN_LOG: usize = 4_000_000;

/// Something to write.
pub(super) enum Write {
    Append { records: Vec<Record>, head: RunHead, fence: Option<Fence> },
    PutLease { known: Option<Lease>, next: Lease },
    Forget { run_id: String },
}

impl Write {
    /// True but for a lease that was not put.
    fn perform(&self, connection: &Connection) -> Result<bool, Failed> {
        match self {
            Self::Append { records, head, fence } => rows::append(connection, records, head, fence.as_ref()).map(|()| true),
            Self::PutLease { known, next } => rows::put_lease(connection, known.as_ref(), next),
            Self::Forget { run_id } => rows::forget(connection, run_id).map(|()| true),
        }
    }

    /// About how many bytes it takes in the log, which has whole pages: that of the run, of an index, and those of the records.
    fn in_log(&self) -> usize {
        const PAGE: usize = 4096;
        match self {
            Self::Append { records, .. } => 2 * PAGE + records.iter().map(|record| record.body.len().div_ceil(PAGE) * PAGE).sum::<usize>(),
            Self::PutLease { .. } | Self::Forget { .. } => PAGE,
        }
    }

    /// Whether it must be on the disk before anything else happens.
    fn is_decision(&self) -> bool {
        match self {
            Self::Append { records, .. } => records.iter().any(Record::is_decision),
            // A beat that is lost is followed by the next, or its holder is dead.
            Self::PutLease { known: Some(known), next } => {
                (known.token, known.released, known.cancel, &known.other) != (next.token, next.released, next.cancel, &next.other)
            }
            Self::PutLease { known: None, .. } => true,
            Self::Forget { .. } => false,
        }
    }
}

struct Job {
    write: Write,
    answer: oneshot::Sender<Result<bool>>,
}

/// Writes. What has to be on the disk is written by a thread of its own, which ends with its owner, after what it was given.
pub(super) struct Writer {
    writing: Arc<Mutex<Writing>>,
    jobs: Mutex<Sender<Job>>,
}

impl Writer {
    pub(super) fn start(connection: Connection, settings: &SqliteSettings) -> Result<Self> {
        // What brings the log into the file waits for the disk: that is the thread's.
        connection.pragma_update(None, "wal_autocheckpoint", 0).map_err(|cause| failure::error(&cause))?;
        let (durability, patience) = (settings.durability, settings.patience);
        let writing = Arc::new(Mutex::new(Writing { connection, durability, patience, synced: true, in_log: 0 }));
        let (sender, jobs) = mpsc::channel();
        let at_work = writing.clone();
        spawn("journal-writer", move || work(&at_work, &jobs))?;
        Ok(Self { writing, jobs: Mutex::new(sender) })
    }

    /// Write it, with what others write at the same time.
    pub(super) async fn send(&self, write: Write) -> Result<bool> {
        if let Some(answer) = self.write_here(&write) {
            return answer;
        }
        let (answer, answered) = oneshot::channel();
        locked(&self.jobs).send(Job { write, answer }).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    /// What need not be on the disk is written right here, unless somebody else is writing: it takes less time than to wake the
    /// thread. None if it was not written.
    fn write_here(&self, write: &Write) -> Option<Result<bool>> {
        let mut writing = self.writing.try_lock().ok()?;
        if writing.has_to_sync(write) || writing.in_log > MOST_IN_LOG {
            return None;
        }
        writing.connection.busy_timeout(Duration::ZERO).ok()?;
        // If another process is writing, or something is wrong, the thread will find it as well.
        let written = writing.transact(&[write]).ok();
        writing.connection.busy_timeout(writing.patience).ok()?;
        written?.pop()
    }
}

fn work(writing: &Mutex<Writing>, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut batch = vec![first];
        while batch.len() < MOST
            && let Ok(next) = jobs.try_recv()
        {
            batch.push(next);
        }
        let mut writing = locked(writing);
        writing.commit(batch);
        writing.shorten_log();
    }
}

struct Writing {
    connection: Connection,
    durability: Durability,
    /// How long other processes are waited for.
    patience: Duration,
    /// Whether a commit goes to the disk at once, as the connection is set now.
    synced: bool,
    /// About how many bytes came into the log since it was last brought into the file.
    in_log: usize,
}

impl Writing {
    fn has_to_sync(&self, write: &Write) -> bool {
        self.durability == Durability::Everything || write.is_decision()
    }

    /// All in one transaction; if that can't be, each in one of its own, so that nobody fails for another's sake.
    fn commit(&mut self, batch: Vec<Job>) {
        match self.transact(&batch.iter().map(|job| &job.write).collect::<Vec<_>>()) {
            Ok(answers) => answer(batch, answers),
            Err(_) if batch.len() > 1 => batch.into_iter().for_each(|job| self.commit(vec![job])),
            Err(cause) => answer(batch, [Err(failure::error(&cause))]),
        }
    }

    fn transact(&mut self, batch: &[&Write]) -> rusqlite::Result<Vec<Result<bool>>> {
        let sync = batch.iter().any(|write| self.has_to_sync(write));
        if sync != self.synced {
            self.connection.pragma_update(None, "synchronous", if sync { "FULL" } else { "NORMAL" })?;
            self.synced = sync;
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut answers = Vec::with_capacity(batch.len());
        for write in batch {
            answers.push(match write.perform(&transaction) {
                Ok(done) => Ok(done),
                Err(Failed::Refused(error)) => Err(error),
                Err(Failed::Sql(cause)) => return Err(cause),
            });
        }
        transaction.commit()?;
        self.in_log += batch.iter().map(|write| write.in_log()).sum::<usize>();
        Ok(answers)
    }

    /// Bring the log into the file when it has grown, so that it begins anew.
    fn shorten_log(&mut self) {
        if self.in_log <= MOST_IN_LOG {
            return;
        }
        // One that can't be now, as somebody reads, is tried again when as much has come again.
        self.in_log = 0;
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    }
}

fn answer(batch: Vec<Job>, answers: impl IntoIterator<Item = Result<bool>>) {
    for (job, answer) in batch.into_iter().zip(answers) {
        // Who asked may have gone.
        let _ = job.answer.send(answer);
    }
}

type Question = Box<dyn FnOnce(&Connection) + Send>;

/// The thread that reads: a long run is read while others write.
pub(super) struct Reader(Mutex<Sender<Question>>);

impl Reader {
    pub(super) fn start(connection: Connection) -> Result<Self> {
        let (sender, questions) = mpsc::channel::<Question>();
        spawn("journal-reader", move || questions.iter().for_each(|question| question(&connection)))?;
        Ok(Self(Mutex::new(sender)))
    }

    pub(super) async fn ask<T: Send + 'static>(&self, read: impl FnOnce(&Connection) -> Result<T> + Send + 'static) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let question: Question = Box::new(move |connection| drop(answer.send(read(connection))));
        locked(&self.0).send(question).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    let spawned = thread::Builder::new().name(name.into()).spawn(work);
    let failed = |error| Error::new(crate::error::ErrorKind::Internal, format!("no thread for the journal: {error}"));
    spawned.map(drop).map_err(failed)
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
