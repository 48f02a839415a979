//! A journal that lives as long as its process.

use super::{Fence, Journal, Lease, Record, RunFilter, RunHead, RunState, is_repeated, lease};
use crate::{
    error::Result,
    sync::{Mutex, MutexGuard},
};
use async_trait::async_trait;
use std::{
    collections::{HashMap, VecDeque},
    sync::PoisonError,
};

/// Finished runs that are remembered: their result is given again when they are asked for by id.
const FINISHED: usize = 1000;

/// A journal in memory: a run survives a cancel or a panic, not the end of the process. Runs that have not finished are
/// kept; of those that have, the latest thousand.
#[derive(Debug, Default)]
pub struct MemoryJournal(Mutex<Kept>);

#[derive(Debug, Clone, Default)]
struct Kept {
    runs: HashMap<String, (RunHead, Vec<Record>)>,
    finished: VecDeque<String>,
    leases: HashMap<String, Lease>,
}

impl MemoryJournal {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clone for MemoryJournal {
    /// A journal of its own with what this one holds now.
    fn clone(&self) -> Self {
        Self(Mutex::new(self.kept().clone()))
    }
}

impl Kept {
    fn forget(&mut self, run_id: &str) {
        self.runs.remove(run_id);
        self.leases.remove(&lease::of_run(run_id));
    }
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn append(&self, records: &[Record], head: &RunHead, fence: Option<&Fence>) -> Result<()> {
        let mut kept = self.kept();
        if let Some(fence) = fence {
            fence.check(kept.leases.get(&fence.resource))?;
        }
        let known = kept.runs.get(&head.run_id);
        let written = known.map_or(&[][..], |(_, records)| records);
        if is_repeated(records, head, |number| written.get(number as usize - 1).map(|record| record.hash.as_str()))? {
            return Ok(());
        }
        match kept.runs.get_mut(&head.run_id) {
            Some((known, written)) => {
                written.extend_from_slice(records);
                *known = head.clone();
            }
            None => {
                kept.runs.insert(head.run_id.clone(), (head.clone(), records.to_vec()));
            }
        }
        if head.state != RunState::Open {
            kept.finished.push_back(head.run_id.clone());
            if kept.finished.len() > FINISHED
                && let Some(oldest) = kept.finished.pop_front()
            {
                kept.forget(&oldest);
            }
        }
        Ok(())
    }

    async fn load(&self, run_id: &str) -> Result<Vec<Record>> {
        Ok(self.kept().runs.get(run_id).map(|(_, records)| records.clone()).unwrap_or_default())
    }

    async fn head(&self, run_id: &str) -> Result<Option<RunHead>> {
        Ok(self.kept().runs.get(run_id).map(|(head, _)| head.clone()))
    }

    async fn heads(&self, filter: &RunFilter) -> Result<Vec<RunHead>> {
        let mut heads: Vec<_> = self.kept().runs.values().map(|(head, _)| head).filter(|head| filter.fits(head)).cloned().collect();
        heads.sort_by(|one, other| (other.started_at, &other.run_id).cmp(&(one.started_at, &one.run_id)));
        heads.truncate(filter.limit());
        Ok(heads)
    }

    async fn forget(&self, run_id: &str) -> Result<()> {
        let mut kept = self.kept();
        if kept.runs.get(run_id).is_some_and(|(head, _)| head.state != RunState::Open) {
            kept.forget(run_id);
            kept.finished.retain(|known| known != run_id);
        }
        Ok(())
    }

    async fn lease(&self, resource: &str) -> Result<Option<Lease>> {
        Ok(self.kept().leases.get(resource).cloned())
    }

    async fn put_lease(&self, known: Option<&Lease>, next: &Lease) -> Result<bool> {
        let mut kept = self.kept();
        let same = Lease::is_same(kept.leases.get(&next.resource), known);
        if same {
            kept.leases.insert(next.resource.clone(), next.clone());
        }
        Ok(same)
    }
}
