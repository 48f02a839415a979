//! [`Books`]: the journal of a session.

use ecs_usecases::{
    Result,
    journal::{Journal, MemoryJournal, SqliteJournal},
};
use std::sync::{Arc, Mutex, PoisonError};

/// A journal in memory, or in a file that is opened when it is first needed, once a process.
pub(crate) enum Books {
    /// In memory.
    Memory(Arc<MemoryJournal>),
    /// In a file.
    File { path: String, opened: Mutex<Option<(u32, Arc<SqliteJournal>)>> },
}

impl Books {
    /// The journal in the file of this path, or in memory.
    pub(crate) fn new(path: Option<String>) -> Self {
        match path {
            None => Self::Memory(Arc::default()),
            Some(path) => Self::File { path, opened: Mutex::default() },
        }
    }

    /// Whether it outlives the process.
    pub(crate) fn is_kept(&self) -> bool {
        matches!(self, Self::File { .. })
    }

    /// The journal of this process.
    pub(crate) fn journal(&self) -> Result<Arc<dyn Journal>> {
        let (path, opened) = match self {
            Self::Memory(journal) => return Ok(journal.clone()),
            Self::File { path, opened } => (path, opened),
        };
        let mut opened = opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, journal)) = opened.as_ref().filter(|(process, _)| *process == std::process::id()) {
            return Ok(journal.clone());
        }
        let journal = Arc::new(SqliteJournal::open(path)?);
        // A parent's connection belongs to threads that a forked child does not have, and SQLite forbids to use it there.
        std::mem::forget(opened.replace((std::process::id(), journal.clone())));
        Ok(journal)
    }
}
