//! [`Process`]: who takes leases.

use crate::sync::{Mutex, atomic::AtomicU64};
use std::{
    collections::HashSet,
    sync::{Arc, LazyLock, PoisonError, atomic::Ordering},
};

/// A process that executes runs. It knows which of its own are alive, so that nobody in it has to watch their leases.
#[derive(Debug, Clone)]
pub struct Process(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    nonce: u64,
    next: AtomicU64,
    live: Mutex<HashSet<String>>,
}

impl Process {
    /// This process.
    pub fn this() -> Self {
        static THIS: LazyLock<Process> = LazyLock::new(Process::new);
        THIS.clone()
    }

    /// Another one, as if it were elsewhere: for tests of several in one.
    #[allow(clippy::new_without_default)] // each is another
    pub fn new() -> Self {
        Self(Arc::new(Inner { nonce: rand::random(), next: AtomicU64::new(1), live: Mutex::default() }))
    }

    /// A name like no other for something that this process executes, for as long as that lives.
    pub(super) fn begin(&self) -> Living {
        let name = format!("{}{}", self.prefix(), self.0.next.fetch_add(1, Ordering::SeqCst));
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone());
        Living { process: self.clone(), name }
    }

    /// Whether that of this name lives; unknown for what another process executes.
    pub(super) fn lives(&self, name: &str) -> Option<bool> {
        name.starts_with(&self.prefix()).then(|| self.0.live.lock().unwrap_or_else(PoisonError::into_inner).contains(name))
    }

    /// The process id is asked for each time: a fork is another process.
    fn prefix(&self) -> String {
        format!("{}-{:016x}/", std::process::id(), self.0.nonce)
    }
}

/// Something that lives until this is dropped.
#[derive(Debug)]
pub(super) struct Living {
    process: Process,
    pub(super) name: String,
}

impl Drop for Living {
    fn drop(&mut self) {
        self.process.0.live.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}
