//! Time belongs to the backend: [`SystemClock`] for AWS, [`VirtualClock`] for the simulator.
//!
//! Nothing outside this file reads the wall clock or sleeps by itself.

use async_trait::async_trait;
use futures::future::BoxFuture;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    time::Duration,
};

/// A moment, to the millisecond, counted from 1970 in UTC.
///
/// In AWS's shapes it is a number of seconds, as in AWS's JSON. For a person it is RFC 3339 (`Display`, [`rfc3339`]).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// What a serializer gets to see as the name of this newtype of a number of seconds.
    pub const NAME: &'static str = "Timestamp";

    /// The time from `earlier` to this, or zero.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Read RFC 3339 text.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|moment| Self(moment.as_millisecond()))
    }
}

impl std::ops::Add<Duration> for Timestamp {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(moment) => write!(f, "{moment:.3}"),
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A name of its own, so that a protocol that has times writes one.
        serializer.serialize_newtype_struct(Self::NAME, &(self.0 as f64 / 1000.0))
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrText)
    }
}

/// AWS's JSON has a number of seconds, its XML and its REST services have text.
struct NumberOrText;

impl serde::de::Visitor<'_> for NumberOrText {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of seconds or an RFC 3339 time")
    }

    fn visit_f64<E: serde::de::Error>(self, seconds: f64) -> Result<Timestamp, E> {
        Ok(Timestamp((seconds * 1000.0).round() as i64))
    }

    fn visit_i64<E: serde::de::Error>(self, seconds: i64) -> Result<Timestamp, E> {
        Ok(Timestamp(seconds.saturating_mul(1000)))
    }

    fn visit_u64<E: serde::de::Error>(self, seconds: u64) -> Result<Timestamp, E> {
        self.visit_i64(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Timestamp, E> {
        match (Timestamp::parse(text.trim()), text.trim().parse()) {
            (Some(moment), _) => Ok(moment),
            (None, Ok(seconds)) => self.visit_f64(seconds),
            (None, Err(_)) => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
}

/// `#[serde(with = "rfc3339")]` for a [`Timestamp`] in our own shapes, where a person reads it.
pub mod rfc3339 {
    use super::Timestamp;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Write RFC 3339 text.
    pub fn serialize<S: Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(moment)
    }

    /// Read RFC 3339 text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(deserializer)?;
        Timestamp::parse(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not an RFC 3339 time")))
    }
}

/// The time that a cloud lives in.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
    /// Wait until this moment.
    async fn sleep_until(&self, moment: Timestamp);
    /// The same in the background: virtual time does not move for this alone, only with somebody who waits for a moment.
    async fn idle_until(&self, moment: Timestamp) {
        self.sleep_until(moment).await;
    }
    /// Let everybody else who can move now go first. No time passes.
    async fn settle(&self);
    /// Run `work` in this time. Virtual time moves only inside of this.
    fn drive<'a>(&self, work: BoxFuture<'a, ()>) -> BoxFuture<'a, ()> {
        work
    }
}

impl dyn Clock + '_ {
    /// Wait for a span of time.
    pub async fn sleep(&self, span: Duration) {
        self.sleep_until(self.now() + span).await;
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
#[allow(clippy::disallowed_methods)]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond())
    }
    async fn sleep_until(&self, moment: Timestamp) {
        tokio::time::sleep(moment.since(self.now())).await;
    }
    async fn settle(&self) {
        tokio::task::yield_now().await;
    }
}

/// Measures how much real time passes, for what is told of an answer.
#[cfg(feature = "aws")]
#[allow(clippy::disallowed_methods)]
pub(crate) fn stopwatch() -> impl Fn() -> Duration {
    let began = std::time::Instant::now();
    move || began.elapsed()
}

/// A clock that jumps to the next timer when nothing else can move.
///
/// Everything that sleeps on it has to be inside of a [`Clock::drive`]; time stands still until every driven future
/// waits for a timer (or for something outside, in which case it goes on standing still).
#[derive(Clone, Default)]
pub struct VirtualClock(Arc<Mutex<Timers>>);

#[derive(Default)]
struct Timers {
    now: Timestamp,
    next_id: u64,
    sleepers: BTreeMap<(Timestamp, u64), Waker>,
    /// Those of the sleepers for whom alone time does not move.
    idle: HashSet<(Timestamp, u64)>,
    /// Driven futures that can move now.
    busy: usize,
}

impl Timers {
    fn remove(&mut self, key: &(Timestamp, u64)) -> Option<Waker> {
        self.idle.remove(key);
        self.sleepers.remove(key)
    }
}

impl fmt::Debug for VirtualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VirtualClock").field(&self.now()).finish()
    }
}

impl VirtualClock {
    /// A clock that shows this moment.
    pub fn starting_at(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Timers { now, ..Timers::default() })))
    }

    fn timers(&self) -> MutexGuard<'_, Timers> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Move time on by hand, waking who slept until then.
    pub fn advance(&self, span: Duration) {
        self.advance_to(self.now() + span);
    }

    /// The same up to a moment; nothing happens if it has passed.
    pub fn advance_to(&self, target: Timestamp) {
        while self.jump(Some(target)) {}
        let mut timers = self.timers();
        timers.now = timers.now.max(target);
    }

    /// Let time stand still while somebody works outside of what is driven: on an answer over the network, say.
    pub fn hold(&self) -> Hold {
        self.timers().busy += 1;
        Hold(self.clone())
    }

    /// Set it to a moment, be it earlier or later. Whoever sleeps goes on sleeping until the moment that it waits for; who has
    /// slept long enough wakes.
    pub fn set(&self, now: Timestamp) {
        self.timers().now = now;
        while self.jump(Some(now)) {}
    }

    /// Jump to the earliest timer, at most to `limit`, and wake it. False if there is none, or if without a limit only idle ones are.
    fn jump(&self, limit: Option<Timestamp>) -> bool {
        let mut timers = self.timers();
        if limit.is_none() && timers.sleepers.len() == timers.idle.len() {
            return false;
        }
        let Some((&(moment, id), _)) = timers.sleepers.first_key_value() else { return false };
        if limit.is_some_and(|limit| moment > limit) {
            return false;
        }
        timers.now = timers.now.max(moment);
        let waker = timers.remove(&(moment, id));
        drop(timers);
        if let Some(waker) = waker {
            waker.wake();
        }
        true
    }
}

/// Virtual time stands still while this is there.
#[derive(Debug)]
pub struct Hold(VirtualClock);

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.timers().busy -= 1;
        self.0.wake_next_if_idle();
    }
}

#[async_trait]
impl Clock for VirtualClock {
    fn now(&self) -> Timestamp {
        self.timers().now
    }
    async fn sleep_until(&self, moment: Timestamp) {
        Sleep { clock: self, moment, idle: false, key: None }.await;
    }
    async fn idle_until(&self, moment: Timestamp) {
        Sleep { clock: self, moment, idle: true, key: None }.await;
    }
    async fn settle(&self) {
        Settle { clock: self, key: None }.await;
    }
    fn drive<'a>(&self, work: BoxFuture<'a, ()>) -> BoxFuture<'a, ()> {
        let signal = Arc::new(Signal { clock: self.clone(), state: AtomicU8::new(AT_REST), outer: Mutex::new(None) });
        // Tokio gives each poll of a task a budget of lock and channel operations, after which these wake the task and wait for its
        // next poll. A driven future is polled again and again within one, in which the budget never comes back.
        Box::pin(Drive { signal, work: Box::pin(tokio::task::unconstrained(work)) })
    }
}

struct Sleep<'a> {
    clock: &'a VirtualClock,
    moment: Timestamp,
    idle: bool,
    key: Option<(Timestamp, u64)>,
}

impl Future for Sleep<'_> {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut timers = self.clock.timers();
        if timers.now >= self.moment {
            return Poll::Ready(());
        }
        let key = self.key.unwrap_or_else(|| {
            timers.next_id += 1;
            (self.moment, timers.next_id)
        });
        timers.sleepers.insert(key, cx.waker().clone());
        if self.idle {
            timers.idle.insert(key);
        }
        drop(timers);
        self.key = Some(key);
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.clock.timers().remove(&key);
        }
    }
}

/// Waits until nobody can move at the present moment: then the clock goes to the next timer, which is this one.
struct Settle<'a> {
    clock: &'a VirtualClock,
    key: Option<(Timestamp, u64)>,
}

impl Future for Settle<'_> {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut timers = self.clock.timers();
        let key = match self.key {
            // The timer is taken away when it has come.
            Some(key) if !timers.sleepers.contains_key(&key) => return Poll::Ready(()),
            Some(key) => key,
            // Outside of what is driven nobody would wake it, and nobody else moves.
            None if timers.busy == 0 => return Poll::Ready(()),
            None => {
                timers.next_id += 1;
                (timers.now, timers.next_id)
            }
        };
        timers.sleepers.insert(key, cx.waker().clone());
        drop(timers);
        self.key = Some(key);
        Poll::Pending
    }
}

impl Drop for Settle<'_> {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.clock.timers().remove(&key);
        }
    }
}

/// Tells a driven future that it can move, and counts it as busy from then on.
struct Signal {
    clock: VirtualClock,
    /// Changed only while the timers are locked, so that it agrees with their count.
    state: AtomicU8,
    outer: Mutex<Option<Waker>>,
}

/// Nobody has woken it.
const AT_REST: u8 = 0;
/// It has been woken, and is counted.
const WOKEN: u8 = 1;
/// It has ended. A wake comes too late: whoever was asked to give it (a connection, a channel) can live longer.
const GONE: u8 = 2;

impl Signal {
    fn is_woken(&self) -> bool {
        self.state.load(Ordering::SeqCst) == WOKEN
    }

    /// It is not counted any more.
    fn becomes(&self, state: u8) {
        let mut timers = self.clock.timers();
        if self.state.swap(state, Ordering::SeqCst) == WOKEN {
            timers.busy -= 1;
        }
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        let mut timers = self.clock.timers();
        if self.state.compare_exchange(AT_REST, WOKEN, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            timers.busy += 1;
        }
        drop(timers);
        if let Some(outer) = self.outer.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            outer.wake_by_ref();
        }
    }
}

struct Drive<'a> {
    signal: Arc<Signal>,
    work: BoxFuture<'a, ()>,
}

impl Future for Drive<'_> {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        *self.signal.outer.lock().unwrap_or_else(PoisonError::into_inner) = Some(cx.waker().clone());
        let waker = Waker::from(self.signal.clone());
        loop {
            // While it is polled it is busy, whoever woke it.
            self.signal.clock.timers().busy += 1;
            self.signal.becomes(AT_REST);
            let polled = self.work.as_mut().poll(&mut Context::from_waker(&waker));
            self.signal.clock.timers().busy -= 1;
            if polled.is_ready() {
                self.signal.becomes(GONE);
                self.signal.clock.wake_next_if_idle();
                return Poll::Ready(());
            }
            if self.signal.is_woken() {
                continue;
            }
            self.signal.clock.wake_next_if_idle();
            if !self.signal.is_woken() {
                return Poll::Pending;
            }
        }
    }
}

impl Drop for Drive<'_> {
    fn drop(&mut self) {
        self.signal.becomes(GONE);
        self.signal.clock.wake_next_if_idle();
    }
}

impl VirtualClock {
    fn wake_next_if_idle(&self) {
        if self.timers().busy == 0 {
            self.jump(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driven_future_may_lock_as_often_as_it_likes() {
        let (done, ended) = std::sync::mpsc::channel();
        // On a thread of its own: a future that spins can't be stopped.
        std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() else { return };
            let clock = VirtualClock::default();
            let work = async {
                let lock = tokio::sync::Mutex::new(());
                for _ in 0..1000 {
                    drop(lock.lock().await);
                }
            };
            runtime.block_on(clock.drive(Box::pin(work)));
            let _ = done.send(());
        });
        assert_eq!(ended.recv_timeout(Duration::from_secs(20)), Ok(()), "it spins");
    }

    #[test]
    fn a_wake_that_comes_too_late_does_not_stop_time() {
        use futures::FutureExt;
        let clock = VirtualClock::default();
        for ends in [false, true] {
            let kept = Mutex::new(None);
            // Somebody outside keeps the waker: a connection that is still waiting for an answer.
            let asks = std::future::poll_fn(|cx| {
                *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(cx.waker().clone());
                if ends { Poll::Ready(()) } else { Poll::Pending }
            });
            assert_eq!(clock.drive(Box::pin(asks)).now_or_never().is_some(), ends);
            let waker = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
            waker.expect("it was polled").wake();
            let moment = clock.now() + Duration::from_secs(1);
            assert!(clock.drive(clock.sleep_until(moment)).now_or_never().is_some(), "time stands still");
        }
    }

    #[test]
    fn time_does_not_move_for_who_idles() {
        use futures::FutureExt;
        let clock = VirtualClock::default();
        let alone = clock.idle_until(Timestamp(1_000));
        assert!(clock.drive(Box::pin(alone)).now_or_never().is_none());
        assert_eq!(clock.now(), Timestamp(0));
        let idled = Mutex::new(Timestamp(0));
        let both = futures::future::join(
            async {
                clock.idle_until(Timestamp(1_000)).await;
                *idled.lock().unwrap_or_else(PoisonError::into_inner) = clock.now();
            },
            clock.sleep_until(Timestamp(3_000)),
        );
        assert!(clock.drive(Box::pin(both.map(drop))).now_or_never().is_some());
        assert_eq!((clock.now(), idled.into_inner().unwrap_or_else(PoisonError::into_inner)), (Timestamp(3_000), Timestamp(1_000)));
    }
}
