//! A journal that lives as long as its process.

use super::{Entry, Journal};
use crate::error::Result;
use async_trait::async_trait;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// A journal in memory: a run survives a cancel or a panic, not the end of the process.
#[derive(Debug, Default)]
pub struct MemoryJournal(Mutex<HashMap<String, Vec<Entry>>>);

#[async_trait]
impl Journal for MemoryJournal {
    async fn append(&self, run_id: &str, entry: Entry) -> Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(run_id.to_owned()).or_default().push(entry);
        Ok(())
    }

    async fn load(&self, run_id: &str) -> Result<Vec<Entry>> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).get(run_id).cloned().unwrap_or_default())
    }
}
