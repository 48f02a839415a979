//! What a deployment has made or changed and not taken back yet, so that an error names it.

use crate::error::{Error, ErrorKind};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

/// What stands.
#[derive(Debug, Default)]
pub(super) struct Standing(Mutex<BTreeSet<String>>);

impl Standing {
    /// It was made, or changed.
    pub(super) fn add(&self, what: impl Into<String>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(what.into());
    }

    /// It was taken back.
    pub(super) fn gone(&self, what: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(what);
    }

    /// The error with what stands. A run that was cancelled is resumed and goes on with it.
    pub(super) fn left_by(&self, error: Error) -> Error {
        if error.kind() == ErrorKind::Cancelled {
            return error;
        }
        let stands = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let unnamed = stands.into_iter().filter(|what| !error.details().left_behind.contains(what)).collect::<Vec<_>>();
        unnamed.into_iter().fold(error, Error::leaving)
    }
}
