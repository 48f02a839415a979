//! [`Engine`]: a process with a clock of its own, which may stand still or die, in a simulated world that it shares with others.

use crate::{
    backend::{Call, CloudBackend, Layer},
    backends::simulator::Simulator,
    clock::{Clock, Timestamp, VirtualClock},
    error::Result,
    operations::{Effect, Reply},
};
use async_trait::async_trait;
use futures::future::BoxFuture;
use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

/// A process. All moments are those of the simulated world; what the process itself reads is `skew` later. As a [`Layer`] it
/// stands right around the simulator, beneath all that the process does.
#[derive(Clone)]
pub struct Engine {
    name: String,
    clock: VirtualClock,
    skew: i64,
    pauses: Vec<(Timestamp, Timestamp)>,
    death: Option<Timestamp>,
    sent: Sent,
}

/// The writes that reached the world, of all engines that share this.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<Vec<Write>>>);

/// A write that reached the world.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// Name of the engine that sent it.
    pub by: String,
    /// The AWS action.
    pub action: String,
    /// When, by the world's clock.
    pub at: Timestamp,
}

impl Sent {
    /// All of them, in order.
    pub fn all(&self) -> Vec<Write> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Engine {
    /// A process of this name in this world, with a clock that is right.
    pub fn new(name: &str, simulator: &Simulator, sent: &Sent) -> Self {
        let (clock, sent) = (simulator.virtual_clock(), sent.clone());
        Self { name: name.to_owned(), clock, skew: 0, pauses: Vec::new(), death: None, sent }
    }

    /// Its clock is this many milliseconds fast; slow if it is less than nothing.
    #[must_use]
    pub fn skewed(mut self, milliseconds: i64) -> Self {
        self.skew = milliseconds;
        self
    }

    /// It does nothing between these moments, as if it were stopped: what it waits for ends at the end at the earliest.
    #[must_use]
    pub fn paused(mut self, from: Timestamp, to: Timestamp) -> Self {
        self.pauses.push((from, to));
        self
    }

    /// It dies at this moment: what it was doing is dropped.
    #[must_use]
    pub fn dying(mut self, at: Timestamp) -> Self {
        self.death = Some(at);
        self
    }

    fn pause_at(&self, now: Timestamp) -> Option<Timestamp> {
        self.pauses.iter().filter(|(from, to)| *from <= now && now < *to).map(|(_, to)| *to).max()
    }
}

impl Layer for Engine {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Running { inner, engine: self })
    }
}

struct Running {
    inner: Arc<dyn CloudBackend>,
    engine: Engine,
}

#[async_trait]
impl CloudBackend for Running {
    async fn call(&self, call: Call) -> Result<Reply> {
        let info = call.operation.info();
        if info.effect == Effect::Write {
            let write = Write { by: self.engine.name.clone(), action: info.action(), at: self.engine.clock.now() };
            self.engine.sent.0.lock().unwrap_or_else(PoisonError::into_inner).push(write);
        }
        self.inner.call(call).await
    }

    fn clock(&self) -> &dyn Clock {
        &self.engine
    }
}

#[async_trait]
impl Clock for Engine {
    fn now(&self) -> Timestamp {
        Timestamp(self.clock.now().0 + self.skew)
    }
    async fn sleep_until(&self, moment: Timestamp) {
        self.clock.sleep_until(Timestamp(moment.0 - self.skew)).await;
    }
    async fn idle_until(&self, moment: Timestamp) {
        self.clock.idle_until(Timestamp(moment.0 - self.skew)).await;
    }
    async fn settle(&self) {
        self.clock.settle().await;
    }
    fn drive<'a>(&self, work: BoxFuture<'a, ()>) -> BoxFuture<'a, ()> {
        let death = self.death.map(|moment| {
            let clock = self.clock.clone();
            Box::pin(async move { clock.idle_until(moment).await }) as BoxFuture<'static, ()>
        });
        self.clock.drive(Box::pin(Executed { engine: self.clone(), work: Some(work), pause: None, death }))
    }
}

/// Work that goes on only while its process does.
struct Executed<'a> {
    engine: Engine,
    work: Option<BoxFuture<'a, ()>>,
    pause: Option<BoxFuture<'static, ()>>,
    death: Option<BoxFuture<'static, ()>>,
}

impl Future for Executed<'_> {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = &mut *self;
        if this.death.as_mut().is_some_and(|death| death.as_mut().poll(cx).is_ready()) {
            this.work = None;
        }
        while let Some(end) = this.engine.pause_at(this.engine.clock.now()).filter(|_| this.work.is_some()) {
            let clock = this.engine.clock.clone();
            let pause = this.pause.get_or_insert_with(|| Box::pin(async move { clock.sleep_until(end).await }));
            if pause.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            this.pause = None;
        }
        this.pause = None;
        this.work.as_mut().map_or(Poll::Ready(()), |work| work.as_mut().poll(cx))
    }
}
