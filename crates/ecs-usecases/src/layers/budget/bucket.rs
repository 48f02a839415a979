//! One token bucket, and the queue of those who wait for a token of it.

use crate::{
    clock::{Clock, Timestamp},
    operations::rates::Bucket,
};
use std::{
    collections::VecDeque,
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Poll, Waker},
    time::Duration,
};

/// A little more than one, so that rounding never makes a token of almost one.
const TOKEN: f64 = 1.0 + 1e-6;
/// A refill is never slowed down to less than this part of it.
const SLOWEST: f64 = 1.0 / 16.0;
/// What comes back of the refill each second after it was slowed down.
const RECOVERY: f64 = 1.0 / 60.0;
/// Calls that were in flight together are throttled together: that slows down once.
const TOGETHER: Duration = Duration::from_secs(1);

/// Turns at a bucket, in the order in which they were asked for.
pub(super) struct Turns {
    bucket: Bucket,
    state: Mutex<State>,
}

struct State {
    tokens: f64,
    filled_at: Option<Timestamp>,
    /// The part of the refill that is used: 1 unless AWS throttled.
    speed: f64,
    slowed_at: Option<Timestamp>,
    queue: VecDeque<Waiting>,
    next_number: u64,
}

struct Waiting {
    number: u64,
    waker: Option<Waker>,
}

impl Turns {
    /// A full bucket.
    pub(super) fn new(bucket: Bucket) -> Self {
        let state = State { tokens: bucket.burst, filled_at: None, speed: 1.0, slowed_at: None, queue: VecDeque::new(), next_number: 0 };
        Self { bucket, state: Mutex::new(state) }
    }

    /// Take a token if there is one and nobody waits for it.
    pub(super) fn take_now(&self, now: Timestamp) -> bool {
        let mut state = self.state();
        state.queue.is_empty() && state.draw(self.bucket, now).is_ok()
    }

    /// Wait for a token and take it. Whoever gives up leaves its place to the next.
    pub(super) async fn take(&self, clock: &dyn Clock) {
        let place = Place::at_the_end_of(self);
        place.is_first().await;
        loop {
            let drawn = self.state().draw(self.bucket, clock.now());
            match drawn {
                Ok(()) => return,
                Err(moment) => clock.sleep_until(moment).await,
            }
        }
    }

    /// AWS throttled a call.
    pub(super) fn slow_down(&self, now: Timestamp) {
        let mut state = self.state();
        state.refill(self.bucket, now);
        state.tokens = 0.0;
        if state.slowed_at.is_none_or(|slowed| now.since(slowed) >= TOGETHER) {
            state.speed = (state.speed / 2.0).max(SLOWEST);
            state.slowed_at = Some(now);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn refill(&mut self, bucket: Bucket, now: Timestamp) {
        let passed = self.filled_at.map_or(0.0, |filled| now.since(filled).as_secs_f64());
        let speed = (self.speed + passed * RECOVERY).min(1.0);
        self.tokens = (self.tokens + passed * bucket.refill * f64::midpoint(self.speed, speed)).min(bucket.burst);
        self.speed = speed;
        self.filled_at = Some(now);
    }

    /// Take a token, or tell when to ask again.
    fn draw(&mut self, bucket: Bucket, now: Timestamp) -> Result<(), Timestamp> {
        self.refill(bucket, now);
        // A bucket that holds one token is full with it.
        if self.tokens >= TOKEN || self.tokens >= bucket.burst {
            self.tokens -= 1.0;
            return Ok(());
        }
        let seconds = (TOKEN.min(bucket.burst) - self.tokens) / (bucket.refill * self.speed);
        Err(now + Duration::from_millis((seconds * 1000.0).ceil().max(1.0) as u64))
    }
}

/// A place in the queue.
struct Place<'a> {
    turns: &'a Turns,
    number: u64,
}

impl<'a> Place<'a> {
    fn at_the_end_of(turns: &'a Turns) -> Self {
        let mut state = turns.state();
        state.next_number += 1;
        let number = state.next_number;
        state.queue.push_back(Waiting { number, waker: None });
        Self { turns, number }
    }

    async fn is_first(&self) {
        poll_fn(|cx| {
            let mut state = self.turns.state();
            if state.queue.front().is_some_and(|first| first.number == self.number) {
                return Poll::Ready(());
            }
            if let Some(own) = state.queue.iter_mut().find(|waiting| waiting.number == self.number) {
                own.waker = Some(cx.waker().clone());
            }
            Poll::Pending
        })
        .await;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.state();
        let was_first = state.queue.front().is_some_and(|first| first.number == self.number);
        state.queue.retain(|waiting| waiting.number != self.number);
        let next = if was_first { state.queue.front_mut().and_then(|first| first.waker.take()) } else { None };
        drop(state);
        if let Some(next) = next {
            next.wake();
        }
    }
}
