//! [`Writer`]: puts what a run says into its journal, in one chain, whatever branches say it at the same time.

use super::{Entry, Fence, Journal, Record, RunHead};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    sync::Mutex,
};
use futures::lock::Mutex as AsyncMutex;
use std::sync::{Arc, PoisonError};

/// Writes one run. What comes while a write is under way is written together.
///
/// After an error nothing more is written, and everybody who asks gets that error: what a run does has to be in its journal, so
/// a run whose journal can't be written stops there, and can be resumed.
pub struct Writer {
    /// None for a run that nobody will ask for.
    journal: Option<Arc<dyn Journal>>,
    fence: Option<Fence>,
    waiting: Mutex<Waiting>,
    written: AsyncMutex<Written>,
}

#[derive(Default)]
struct Waiting {
    entries: Vec<(Timestamp, Entry)>,
    /// Entries that were ever given; the number of the last one is a caller's ticket.
    given: u64,
}

struct Written {
    head: RunHead,
    /// Tickets up to this one are done.
    done: u64,
    /// Records that may be written or not: a caller went away while they were, and the next one sends them again.
    under_way: Option<Batch>,
    broken: Option<Error>,
}

struct Batch {
    records: Vec<Record>,
    head: RunHead,
    done: u64,
}

impl Writer {
    /// A writer that goes on after `head`, and is refused when the lease of `fence` is lost.
    pub fn after(journal: Arc<dyn Journal>, head: RunHead, fence: Option<Fence>) -> Self {
        let written = Written { head, done: 0, under_way: None, broken: None };
        Self { journal: Some(journal), fence, waiting: Mutex::default(), written: AsyncMutex::new(written) }
    }

    /// A writer that keeps nothing, of a run that nobody will resume or ask for.
    pub(crate) fn of_nothing() -> Self {
        let written = Written { head: RunHead::new("", "", Timestamp::default()), done: 0, under_way: None, broken: None };
        Self { journal: None, fence: None, waiting: Mutex::default(), written: AsyncMutex::new(written) }
    }

    /// Whether what it is given is kept: what is not need not be made.
    pub(crate) fn keeps(&self) -> bool {
        self.journal.is_some()
    }

    /// A writer of a new run.
    pub fn new(journal: Arc<dyn Journal>, run_id: &str, use_case: &str, fence: Option<Fence>) -> Self {
        Self::after(journal, RunHead::new(run_id, use_case, Timestamp::default()), fence)
    }

    /// Add an entry; it is safe when this returns.
    pub async fn append(&self, at: Timestamp, entry: Entry) -> Result<()> {
        let Some(journal) = &self.journal else { return Ok(()) };
        let ticket = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.entries.push((at, entry));
            waiting.given += 1;
            waiting.given
        };
        let mut written = self.written.lock().await;
        while written.done < ticket {
            if let Some(error) = &written.broken {
                return Err(error.clone());
            }
            if let Err(error) = self.flush(&**journal, &mut written).await {
                written.broken = Some(error);
            }
        }
        Ok(())
    }

    /// Why nothing more can be written, if that is so.
    pub async fn broken(&self) -> Option<Error> {
        self.written.lock().await.broken.clone()
    }

    /// Where the chain ends now.
    pub async fn head(&self) -> RunHead {
        self.written.lock().await.head.clone()
    }

    async fn flush(&self, journal: &dyn Journal, written: &mut Written) -> Result<()> {
        if written.under_way.is_none() {
            let (entries, done) = {
                let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                (std::mem::take(&mut waiting.entries), waiting.given)
            };
            let mut head = written.head.clone();
            let mut records = Vec::with_capacity(entries.len());
            for (at, entry) in entries {
                head.state = head.state.after(&entry);
                if head.number == 0 {
                    head.started_at = at;
                }
                let record = Record::seal(&head.run_id, (head.number, &head.hash), at, entry)?;
                (head.number, head.hash, head.updated_at) = (record.number, record.hash.clone(), at);
                records.push(record);
            }
            written.under_way = Some(Batch { records, head, done });
        }
        if let Some(batch) = &written.under_way {
            journal.append(&batch.records, &batch.head, self.fence.as_ref()).await?;
        }
        if let Some(batch) = written.under_way.take() {
            (written.head, written.done) = (batch.head, batch.done);
        }
        Ok(())
    }
}

/// For implementations of [`Journal::append`]: whether the records are there already. `hash_of` gives the hash of the stored
/// record of a number. [`Conflict`](ErrorKind::Conflict) if others are there in their place, or if there is a gap before them.
pub fn is_repeated<'a>(records: &[Record], head: &RunHead, hash_of: impl Fn(u64) -> Option<&'a str>) -> Result<bool> {
    let Some(first) = records.first() else { return Ok(true) };
    let conflict = |why: &str| {
        Error::new(ErrorKind::Conflict, format!("record {} of run {} {why}", first.number, head.run_id)).with_code("JournalMoved")
    };
    if hash_of(first.number).is_some() {
        let same = records.iter().all(|record| hash_of(record.number) == Some(&record.hash));
        return if same { Ok(true) } else { Err(conflict("was written by another process")) };
    }
    if first.number > 1 && hash_of(first.number - 1).is_none() {
        return Err(conflict("comes after one that is not there"));
    }
    Ok(false)
}
