//! Asks once for reads that come together.

mod merge;

use super::RateBudget;
use crate::{
    backend::{Call, CloudBackend, Layer, Scope},
    clock::Clock,
    error::{Error, ErrorKind, Result},
    operations::{Effect, Reply},
};
use async_trait::async_trait;
use futures::{
    FutureExt,
    future::{BoxFuture, Shared, WeakShared},
};
use merge::Read;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Merges reads that come together into one call, within a budget: up to 10 services of one cluster in a `DescribeServices`, 100
/// tasks in a `DescribeTasks`, 20 in a `DescribeServiceDeployments`; of any other read the same request. Each caller gets the answer
/// that its own call would have got.
///
/// A read waits for others only as long as others can move at the same moment, and as long as the budget makes it wait for its turn:
/// a client that does one thing at a time loses no time. A read that was sent is joined only if nothing was written in its account
/// and Region since, so that everybody reads what they wrote.
///
/// When AWS refuses a merged call for a reason that may lie in one of its names, each caller's own read is sent; what concerns all
/// of them (throttling, a failure of the connection or of AWS) goes to all.
#[derive(Clone, Default)]
pub struct Coalesce {
    budget: Option<RateBudget>,
}

impl Coalesce {
    /// Within this budget, which is then on: it need not be put on as a layer.
    pub fn within(budget: RateBudget) -> Self {
        Self { budget: Some(budget) }
    }
}

impl Layer for Coalesce {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Coalescing(Arc::new(Desk { inner, budget: self.budget, state: Mutex::default() })))
    }
}

struct Coalescing(Arc<Desk>);

struct Desk {
    inner: Arc<dyn CloudBackend>,
    budget: Option<RateBudget>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The latest bundle of each key.
    bundles: HashMap<Key, Bundle>,
    /// Writes that were begun or answered, by place.
    writes: HashMap<Arc<Scope>, u64>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    scope: Arc<Scope>,
    role: Option<Arc<str>>,
    read: String,
}

type Work = BoxFuture<'static, Arc<Answered>>;

/// Reads that are asked together.
struct Bundle {
    slip: Arc<Mutex<Slip>>,
    /// It goes on as long as somebody waits for it.
    work: WeakShared<Work>,
}

/// What a bundle asks for.
struct Slip {
    names: Vec<String>,
    /// The count of writes when it was sent; `None` while others can join.
    sent: Option<u64>,
}

struct Answered {
    result: Result<Reply>,
    names: Vec<String>,
}

#[async_trait]
impl CloudBackend for Coalescing {
    async fn call(&self, call: Call) -> Result<Reply> {
        let desk = &self.0;
        match Read::of(&call.operation) {
            Some(read) => desk.ask(call, read).await,
            None if call.operation.info().effect == Effect::Write => {
                let scope = call.scope.clone();
                desk.has_written(&scope);
                let result = desk.send(call).await;
                desk.has_written(&scope);
                result
            }
            None => desk.send(call).await,
        }
    }

    fn clock(&self) -> &dyn Clock {
        self.0.inner.clock()
    }
}

impl Desk {
    /// Send one call within the budget.
    async fn send(&self, call: Call) -> Result<Reply> {
        let Some(budget) = &self.budget else { return self.inner.call(call).await };
        budget.admit(self.inner.clock(), &call).await?;
        let result = self.inner.call(call.clone()).await;
        budget.learn(self.inner.clock(), &call, &result);
        result
    }

    fn has_written(&self, scope: &Arc<Scope>) {
        *self.state().writes.entry(scope.clone()).or_default() += 1;
    }

    async fn ask(self: &Arc<Self>, call: Call, read: Read) -> Result<Reply> {
        let names = read.names.clone();
        let answer = self.join(&call, read);
        let answered = match &call.cancel {
            None => answer.await,
            Some(cancel) => futures::select_biased! {
                () = cancel.cancelled().fuse() => {
                    return Err(call.blame(Error::new(ErrorKind::Cancelled, "the run was cancelled before the call was answered")));
                }
                answered = answer.fuse() => answered,
            },
        };
        let is_ours = answered.names == names;
        match &answered.result {
            // Who asked alone need not leave anything to others.
            Ok(_) if is_ours => Arc::try_unwrap(answered).map_or_else(|shared| shared.result.clone(), |alone| alone.result),
            Ok(reply) => Ok(merge::part(reply, &names)),
            // Which of the names is to blame AWS does not say.
            Err(error) if !is_ours && !error.is_retryable() => self.send(call).await,
            Err(error) => Err(error.clone()),
        }
    }

    /// Join a bundle, or begin one.
    fn join(self: &Arc<Self>, call: &Call, read: Read) -> Shared<Work> {
        let key = Key { scope: call.scope.clone(), role: call.role.clone(), read: read.key };
        let mut state = self.state();
        let writes = state.writes.get(&call.scope).copied().unwrap_or(0);
        if let Some(bundle) = state.bundles.get(&key)
            && let Some(work) = bundle.work.upgrade()
        {
            let mut slip = lock(&bundle.slip);
            let new: Vec<_> = read.names.iter().filter(|name| !slip.names.contains(name)).cloned().collect();
            match slip.sent {
                None if new.is_empty() || slip.names.len() + new.len() <= read.most => {
                    slip.names.extend(new);
                    return work;
                }
                Some(then) if then == writes && new.is_empty() => return work,
                _ => {}
            }
        }
        let slip = Arc::new(Mutex::new(Slip { names: read.names, sent: None }));
        let work = self.clone().bundle(key.clone(), slip.clone(), call.clone()).boxed().shared();
        if let Some(weak) = work.downgrade() {
            // Bundles that everybody left are still listed.
            if state.bundles.len() >= MANY {
                state.bundles.retain(|_, bundle| bundle.work.upgrade().is_some());
            }
            state.bundles.insert(key, Bundle { slip, work: weak });
        }
        work
    }

    /// Wait for others and for the turn, then ask for all.
    async fn bundle(self: Arc<Self>, key: Key, slip: Arc<Mutex<Slip>>, call: Call) -> Arc<Answered> {
        let clock = self.inner.clock();
        // Whoever began it may be cancelled; the others still want the answer.
        let mut call = Call { cancel: None, ..call };
        clock.settle().await;
        let admitted = match &self.budget {
            Some(budget) => budget.admit(clock, &call).await,
            None => Ok(()),
        };
        let names = self.close(&key, &slip);
        let result = match admitted {
            Ok(()) if names.is_empty() => self.inner.call(call.clone()).await,
            Ok(()) => {
                call.operation = merge::about(&call.operation, names.clone());
                self.inner.call(call.clone()).await
            }
            Err(error) => Err(error),
        };
        if let Some(budget) = &self.budget {
            budget.learn(clock, &call, &result);
        }
        let mut state = self.state();
        if state.bundles.get(&key).is_some_and(|bundle| Arc::ptr_eq(&bundle.slip, &slip)) {
            state.bundles.remove(&key);
        }
        Arc::new(Answered { result, names })
    }

    /// Nobody brings further names any more.
    fn close(&self, key: &Key, slip: &Mutex<Slip>) -> Vec<String> {
        let writes = self.state().writes.get(&key.scope).copied().unwrap_or(0);
        let mut slip = lock(slip);
        slip.sent = Some(writes);
        slip.names.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Bundles after which those that nobody waits for are looked for.
const MANY: usize = 256;

#[cfg(test)]
mod tests;
