//! A journal that lives as long as its process.

use super::{Entry, Journal};
use crate::error::Result;
use async_trait::async_trait;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Finished runs that are remembered: their result is given again when they are asked for by id.
const FINISHED: usize = 1000;

/// A journal in memory: a run survives a cancel or a panic, not the end of the process. Runs that have not finished are
/// kept; of those that have, the latest thousand.
#[derive(Debug, Default)]
pub struct MemoryJournal(Mutex<Runs>);

#[derive(Debug, Default)]
struct Runs {
    entries: HashMap<String, Vec<Entry>>,
    finished: VecDeque<String>,
}

impl MemoryJournal {
    fn runs(&self) -> MutexGuard<'_, Runs> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Journal for MemoryJournal {
    async fn append(&self, run_id: &str, entry: Entry) -> Result<()> {
        let mut runs = self.runs();
        let finishes = matches!(entry, Entry::Finished { .. });
        match runs.entries.get_mut(run_id) {
            Some(entries) => entries.push(entry),
            None => {
                runs.entries.insert(run_id.to_owned(), vec![entry]);
            }
        }
        if finishes {
            runs.finished.push_back(run_id.to_owned());
            if runs.finished.len() > FINISHED
                && let Some(oldest) = runs.finished.pop_front()
            {
                runs.entries.remove(&oldest);
            }
        }
        Ok(())
    }

    async fn load(&self, run_id: &str) -> Result<Vec<Entry>> {
        Ok(self.runs().entries.get(run_id).cloned().unwrap_or_default())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[tokio::test]
    async fn finished_runs_are_forgotten_in_the_end_and_others_are_not() {
        let journal = MemoryJournal::default();
        let started = || Entry::Started { use_case: "noop".into(), request: json!({}) };
        journal.append("open", started()).await.unwrap();
        for number in 0..=FINISHED {
            let id = number.to_string();
            journal.append(&id, started()).await.unwrap();
            journal.append(&id, Entry::Finished { outcome: Some(json!({})), error: None }).await.unwrap();
        }
        assert!(journal.load("0").await.unwrap().is_empty());
        assert_eq!(journal.load("1").await.unwrap().len(), 2);
        assert_eq!(journal.load("open").await.unwrap().len(), 1);
    }
}
