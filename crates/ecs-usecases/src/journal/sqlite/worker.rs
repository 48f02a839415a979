//! The threads that talk to SQLite, which blocks.

use super::{
    Durability, failure, gone,
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
        Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

/// Writes that share a transaction at most.
const MOST: usize = 256;

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

/// The thread that writes. It ends with its owner, after what it was given.
pub(super) struct Writer(Mutex<Sender<Job>>);

impl Writer {
    pub(super) fn start(connection: Connection, durability: Durability) -> Result<Self> {
        let (sender, jobs) = mpsc::channel();
        spawn("journal-writer", move || Writing { connection, durability, synced: true }.run(&jobs))?;
        Ok(Self(Mutex::new(sender)))
    }

    /// Write it, with what others write at the same time.
    pub(super) async fn send(&self, write: Write) -> Result<bool> {
        let (answer, answered) = oneshot::channel();
        locked(&self.0).send(Job { write, answer }).map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }
}

struct Writing {
    connection: Connection,
    durability: Durability,
    /// Whether a commit goes to the disk at once, as the connection is set now.
    synced: bool,
}

impl Writing {
    fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut batch = vec![first];
            while batch.len() < MOST
                && let Ok(next) = jobs.try_recv()
            {
                batch.push(next);
            }
            self.commit(batch);
        }
    }

    /// All in one transaction; if that can't be, each in one of its own, so that nobody fails for another's sake.
    fn commit(&mut self, batch: Vec<Job>) {
        match self.transact(&batch) {
            Ok(answers) => answer(batch, answers),
            Err(_) if batch.len() > 1 => batch.into_iter().for_each(|job| self.commit(vec![job])),
            Err(cause) => answer(batch, [Err(failure::error(&cause))]),
        }
    }

    fn transact(&mut self, batch: &[Job]) -> rusqlite::Result<Vec<Result<bool>>> {
        let sync = self.durability == Durability::Everything || batch.iter().any(|job| job.write.is_decision());
        if sync != self.synced {
            self.connection.pragma_update(None, "synchronous", if sync { "FULL" } else { "NORMAL" })?;
            self.synced = sync;
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut answers = Vec::with_capacity(batch.len());
        for job in batch {
            answers.push(match job.write.perform(&transaction) {
                Ok(done) => Ok(done),
                Err(Failed::Refused(error)) => Err(error),
                Err(Failed::Sql(cause)) => return Err(cause),
            });
        }
        transaction.commit()?;
        Ok(answers)
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
