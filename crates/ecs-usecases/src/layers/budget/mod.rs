//! Holds the rate of calls under what AWS allows, so that it need not refuse any.

mod bucket;

use crate::{
    backend::{Call, CloudBackend, Layer, Scope},
    clock::Clock,
    error::{Error, ErrorKind, Result},
    operations::{
        OperationInfo, Reply,
        rates::{Bucket, Category},
    },
};
use async_trait::async_trait;
use bucket::Turns;
use futures::FutureExt;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Those of one kind of call in one account and Region.
type Buckets = HashMap<(Scope, Category), Arc<Turns>>;

/// Lets calls wait for their turn instead of being throttled: for each account and Region one token bucket per
/// [`Category`] of actions, as AWS documents them. All runs of a client share it, and whoever comes first is served first.
///
/// When AWS throttles a call nonetheless (others use the account, too, or its buckets are smaller), the bucket is taken for empty
/// and refilled at half the rate, which then recovers within half a minute.
///
/// Clones share the buckets.
#[derive(Clone)]
pub struct RateBudget {
    share: f64,
    buckets: Arc<Mutex<Buckets>>,
}

impl Default for RateBudget {
    /// Four fifths of what the account may: consoles and other tools need some.
    fn default() -> Self {
        Self { share: 0.8, buckets: Arc::default() }
    }
}

impl RateBudget {
    /// Use this share of what AWS allows the account, more than 0 and at most 1.
    pub fn of_share(share: f64) -> Result<Self> {
        if share > 0.0 && share <= 1.0 {
            return Ok(Self { share, buckets: Arc::default() });
        }
        Err(Error::invalid("share", format!("{share} is not more than 0 and at most 1")))
    }

    /// Wait until the call may be sent. [`Cancelled`](ErrorKind::Cancelled) if its run is cancelled meanwhile.
    pub(super) async fn admit(&self, clock: &dyn Clock, call: &Call) -> Result<()> {
        let Some(turns) = self.turns(call) else { return Ok(()) };
        if turns.take_now(clock.now()) {
            return Ok(());
        }
        let turn = turns.take(clock);
        let Some(cancel) = &call.cancel else {
            turn.await;
            return Ok(());
        };
        futures::select_biased! {
            () = cancel.cancelled().fuse() => Err(call.blame(Error::new(ErrorKind::Cancelled, "the run was cancelled before the call was sent"))),
            () = turn.fuse() => Ok(()),
        }
    }

    /// See how the call was answered.
    pub(super) fn learn<T>(&self, clock: &dyn Clock, call: &Call, result: &Result<T>) {
        if result.as_ref().is_err_and(|error| error.kind() == ErrorKind::Throttled)
            && let Some(turns) = self.turns(call)
        {
            turns.slow_down(clock.now());
        }
    }

    fn turns(&self, call: &Call) -> Option<Arc<Turns>> {
        let category = Category::of(call.operation.info())?;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let place = ((*call.scope).clone(), category);
        Some(buckets.entry(place).or_insert_with(|| Arc::new(Turns::new(self.bucket(category)))).clone())
    }

    /// The part of a bucket that is ours; a call must fit in.
    fn bucket(&self, category: Category) -> Bucket {
        let Bucket { burst, refill } = category.bucket();
        Bucket { burst: (burst * self.share).max(1.0), refill: refill * self.share }
    }

    /// The least seconds in which so many calls of an operation can be made within this budget, from full buckets on.
    pub fn least_seconds(&self, info: &OperationInfo, calls: usize) -> f64 {
        Category::of(info).map_or(0.0, |category| self.bucket(category).least_seconds(calls))
    }
}

impl Layer for RateBudget {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Budgeted { inner, budget: self })
    }
}

struct Budgeted {
    inner: Arc<dyn CloudBackend>,
    budget: RateBudget,
}

#[async_trait]
impl CloudBackend for Budgeted {
    async fn call(&self, call: Call) -> Result<Reply> {
        self.budget.admit(self.clock(), &call).await?;
        let result = self.inner.call(call.clone()).await;
        self.budget.learn(self.clock(), &call, &result);
        result
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

#[cfg(test)]
mod tests;
