//! The live cloud as it was when it was first read: every course of a rehearsal begins in the same world, and reads it once.

use crate::{
    backend::{Call, CloudBackend, Layer},
    clock::{Clock, Timestamp},
    error::{ErrorKind, Result},
    operations::{Effect, Reply},
};
use async_trait::async_trait;
use futures::future::BoxFuture;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Answers a read again as it was answered first, and shows the time of that moment.
pub(super) struct Snapshot {
    /// There is more than one course: what was read is kept for the others.
    pub(super) keeps: bool,
}

impl Layer for Snapshot {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        let clock = Stopped { at: inner.clock().now(), inner: inner.clone() };
        Arc::new(Remembering { inner, clock, answers: self.keeps.then(Mutex::default) })
    }
}

/// Who asked what, and where.
type Asked = (String, Option<Arc<str>>, String, String);

struct Remembering {
    inner: Arc<dyn CloudBackend>,
    clock: Stopped,
    answers: Option<Mutex<HashMap<Asked, Result<Reply>>>>,
}

#[async_trait]
impl CloudBackend for Remembering {
    async fn call(&self, call: Call) -> Result<Reply> {
        let info = call.operation.info();
        let Some(answers) = self.answers.as_ref().filter(|_| info.effect != Effect::Write) else { return self.inner.call(call).await };
        let place = format!("{} {}", call.scope.account, call.scope.region);
        let asked = (place, call.role.clone(), info.action(), call.operation.to_json().to_string());
        let known = answers.lock().unwrap_or_else(PoisonError::into_inner).get(&asked).cloned();
        if let Some(known) = known {
            return known;
        }
        let said = self.inner.call(call).await;
        // What fails for a passing reason may be answered the next time.
        let lasts = said.as_ref().map_or_else(|error| !error.kind().is_retryable() && error.kind() != ErrorKind::Cancelled, |_| true);
        if lasts {
            answers.lock().unwrap_or_else(PoisonError::into_inner).insert(asked, said.clone());
        }
        said
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

/// The time of the first look; whoever waits, waits in the live time.
struct Stopped {
    at: Timestamp,
    inner: Arc<dyn CloudBackend>,
}

#[async_trait]
impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        self.at
    }

    async fn sleep_until(&self, moment: Timestamp) {
        self.inner.clock().sleep_until(moment).await;
    }

    async fn settle(&self) {
        self.inner.clock().settle().await;
    }

    fn drive<'a>(&self, work: BoxFuture<'a, ()>) -> BoxFuture<'a, ()> {
        self.inner.clock().drive(work)
    }
}
