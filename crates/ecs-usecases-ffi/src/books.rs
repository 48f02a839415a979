//! [`Books`]: the journal of a session.

use crate::per_process::PerProcess;
use ecs_usecases::{
    Result,
    journal::{Journal, MemoryJournal, SqliteJournal},
};
use std::sync::Arc;

/// A journal in memory, or in a file that is opened when it is first needed, once a process.
pub(crate) enum Books {
    /// In memory.
    Memory(Arc<MemoryJournal>),
    /// In a file.
    File { path: String, opened: PerProcess<Arc<SqliteJournal>> },
}

impl Books {
    /// The journal in the file of this path, or in memory.
    pub(crate) fn new(path: Option<String>) -> Self {
        match path {
            None => Self::Memory(Arc::default()),
            Some(path) => Self::File { path, opened: PerProcess::default() },
        }
    }

    /// Whether it outlives the process.
    pub(crate) fn is_kept(&self) -> bool {
        matches!(self, Self::File { .. })
    }

    /// The journal of this process.
    pub(crate) fn journal(&self) -> Result<Arc<dyn Journal>> {
        match self {
            Self::Memory(journal) => Ok(journal.clone()),
            Self::File { path, opened } => Ok(opened.get(|| SqliteJournal::open(path).map(Arc::new))?),
        }
    }
}
