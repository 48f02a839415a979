//! [`Books`]: the journal of a session.

use crate::per_process::PerProcess;
use ecs_usecases::{
    Result,
    journal::{Journal, JournalPlace, MemoryJournal},
};
use std::{convert::Infallible, sync::Arc};
use tokio::sync::OnceCell;

/// A journal in memory, or one elsewhere that is opened when it is first needed, once a process.
pub(crate) enum Books {
    /// In memory.
    Memory(Arc<MemoryJournal>),
    /// In a file or a table.
    Kept { place: JournalPlace, opened: PerProcess<Arc<OnceCell<Arc<dyn Journal>>>> },
}

impl Books {
    /// The journal in this place, or in memory.
    pub(crate) fn new(place: Option<JournalPlace>) -> Self {
        match place {
            None => Self::Memory(Arc::default()),
            Some(place) => Self::Kept { place, opened: PerProcess::default() },
        }
    }

    /// Whether it outlives the process.
    pub(crate) fn is_kept(&self) -> bool {
        matches!(self, Self::Kept { .. })
    }

    /// The journal of this process.
    pub(crate) async fn journal(&self) -> Result<Arc<dyn Journal>> {
        match self {
            Self::Memory(journal) => Ok(journal.clone()),
            Self::Kept { place, opened } => {
                let Ok(cell) = opened.get(|| Ok::<_, Infallible>(Arc::default()));
                Ok(cell.get_or_try_init(|| place.open()).await?.clone())
            }
        }
    }
}
