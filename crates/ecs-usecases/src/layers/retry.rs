//! The one owner of retries: decides by the kind of error and by how the operation's repeat is made safe.

use crate::{
    backend::{Call, CloudBackend, Layer},
    clock::Clock,
    error::Result,
    operations::{Repeat, Reply},
    probe,
};
use async_trait::async_trait;
use backon::{BackoffBuilder, ExponentialBuilder};
use std::{sync::Arc, time::Duration};

/// Sends a call again after a passing failure. A call that may have been done is sent again only where AWS recognises
/// it, or where it sets a desired state, or where a look shows that its effect is not there.
#[derive(Debug, Clone)]
pub struct Retry {
    attempts: usize,
    first_delay: Duration,
    longest_delay: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self { attempts: 8, first_delay: Duration::from_millis(500), longest_delay: Duration::from_secs(20) }
    }
}

impl Retry {
    /// Send a call at most this often.
    #[must_use]
    pub fn attempts(mut self, attempts: usize) -> Self {
        self.attempts = attempts.max(1);
        self
    }
}

impl Layer for Retry {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Retrying { inner, settings: self })
    }
}

struct Retrying {
    inner: Arc<dyn CloudBackend>,
    settings: Retry,
}

impl Retrying {
    /// Half of each delay is jitter. It is drawn from the call, so that a simulation repeats exactly while calls that fail
    /// together do not come back together.
    fn delays(&self, call: &Call) -> impl Iterator<Item = Duration> + use<> {
        let seed = call.token.bytes().fold(call.since.0.unsigned_abs(), |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
        ExponentialBuilder::default()
            .with_min_delay(self.settings.first_delay)
            .with_max_delay(self.settings.longest_delay)
            .with_max_times(self.settings.attempts - 1)
            .with_jitter()
            .with_jitter_seed(seed)
            .build()
    }
}

#[async_trait]
impl CloudBackend for Retrying {
    async fn call(&self, call: Call) -> Result<Reply> {
        let mut delays = None;
        let mut in_doubt = false;
        loop {
            // A look that fails is no answer: it is repeated like the call itself, and the doubt stays.
            let found = if in_doubt { probe::effect_of(&self.inner, &call).await } else { Ok(None) };
            let result = match found {
                Ok(Some(reply)) => Ok(reply),
                Ok(None) => self.inner.call(call.clone()).await,
                Err(error) => Err(error),
            };
            let error = match result {
                Ok(reply) => return Ok(reply),
                Err(error) => error,
            };
            if !error.is_retryable() {
                return Err(error);
            }
            let Some(delay) = delays.get_or_insert_with(|| self.delays(&call)).next() else {
                return Err(error.while_(format!("after {} attempts", self.settings.attempts)));
            };
            in_doubt |= error.kind().may_have_happened() && call.operation.info().repeat == Repeat::Probe;
            tracing::debug!(operation = call.operation.info().name, kind = %error.kind(), ?delay, "will be sent again");
            self.clock().sleep(delay).await;
        }
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}
