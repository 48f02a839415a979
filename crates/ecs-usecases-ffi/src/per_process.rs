//! [`PerProcess`]: what is made once in each process.

use std::sync::{Mutex, PoisonError};

/// Something that is made when it is first asked for, and again in a forked child: a parent's connections belong to threads that the
/// child does not have.
pub(crate) struct PerProcess<T>(Mutex<Option<(u32, T)>>);

impl<T> Default for PerProcess<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> PerProcess<T> {
    /// That of this process.
    pub(crate) fn get<E>(&self, start: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = made.as_ref().filter(|(process, _)| *process == std::process::id()) {
            return Ok(known.clone());
        }
        let new = start()?;
        // To drop the parent's would be to use it.
        std::mem::forget(made.replace((std::process::id(), new.clone())));
        Ok(new)
    }
}
