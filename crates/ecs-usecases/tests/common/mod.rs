//! Layers that tests put around the simulator.
#![allow(dead_code, clippy::unwrap_used)]

use async_trait::async_trait;
use ecs_usecases::{
    CancelToken, Client, Event, EventDetail, Result, RunOptions, Simulator, UseCase,
    backend::{Call, Cloud, CloudBackend, Layer},
    clock::Clock,
    journal::{Journal, MemoryJournal},
    layers::{Fault, Faults, Retry},
    operations::{Effect, Reply},
    use_case,
};
use serde_json::Value;
use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::{Notify, mpsc};

/// Notes every call that passes.
#[derive(Clone, Default)]
pub struct Noted(Arc<Mutex<Vec<(String, Effect)>>>);

impl Noted {
    /// The actions that write, in order.
    pub fn writes(&self) -> Vec<String> {
        self.0.lock().unwrap().iter().filter(|(_, effect)| *effect == Effect::Write).map(|(action, _)| action.clone()).collect()
    }

    pub fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl Layer for Noted {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Noting { inner, noted: self })
    }
}

struct Noting {
    inner: Arc<dyn CloudBackend>,
    noted: Noted,
}

#[async_trait]
impl CloudBackend for Noting {
    async fn call(&self, call: Call) -> Result<Reply> {
        let info = call.operation.info();
        self.noted.0.lock().unwrap().push((info.action(), info.effect));
        self.inner.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// Never answers the call of this number, counted from 0; it is done before that or not at all.
#[derive(Clone)]
pub struct Hang {
    pub at: usize,
    pub done: bool,
    pub seen: Arc<AtomicUsize>,
    pub reached: Arc<Notify>,
}

impl Layer for Hang {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Hanging { inner, hang: self })
    }
}

struct Hanging {
    inner: Arc<dyn CloudBackend>,
    hang: Hang,
}

#[async_trait]
impl CloudBackend for Hanging {
    async fn call(&self, call: Call) -> Result<Reply> {
        let number = self.hang.seen.fetch_add(1, Ordering::SeqCst);
        if number < self.hang.at {
            return self.inner.call(call).await;
        }
        if number > self.hang.at {
            // What else the process did hangs with it, or virtual time would go on for that alone.
            return std::future::pending().await;
        }
        if self.hang.done {
            // A failure is lost as well.
            let _ = self.inner.call(call).await;
        }
        self.hang.reached.notify_one();
        std::future::pending().await
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// Answers an action with these replies, the last of them again and again, and asks nobody.
#[derive(Clone)]
pub struct Answer(&'static str, Arc<Mutex<VecDeque<Value>>>);

impl Answer {
    pub fn new(action: &'static str, replies: impl IntoIterator<Item = Value>) -> Self {
        Self(action, Arc::new(Mutex::new(replies.into_iter().collect())))
    }
}

impl Layer for Answer {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Answering { inner, answer: self })
    }
}

struct Answering {
    inner: Arc<dyn CloudBackend>,
    answer: Answer,
}

#[async_trait]
impl CloudBackend for Answering {
    async fn call(&self, call: Call) -> Result<Reply> {
        if call.operation.info().action() != self.answer.0 {
            return self.inner.call(call).await;
        }
        let mut replies = self.answer.1.lock().unwrap();
        let reply = if replies.len() > 1 { replies.pop_front() } else { replies.front().cloned() };
        call.operation.reply_from_json(&reply.unwrap())
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// Asks a run to stop when it sends this action.
#[derive(Clone)]
pub struct CancelAt(pub &'static str, pub CancelToken);

impl Layer for CancelAt {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Cancelling { inner, at: self })
    }
}

struct Cancelling {
    inner: Arc<dyn CloudBackend>,
    at: CancelAt,
}

#[async_trait]
impl CloudBackend for Cancelling {
    async fn call(&self, call: Call) -> Result<Reply> {
        if call.operation.info().action() == self.at.0 {
            self.at.1.cancel();
        }
        self.inner.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// Run the use case in a process that ends at the call of number `at`, before or after the call is done, and then in
/// another with the same journal. `None` if there are not so many calls.
pub async fn crash_and_resume<U: UseCase + Clone>(
    simulator: &Arc<Simulator>,
    request: &U,
    faults: &[Fault],
    at: usize,
    done: bool,
) -> Option<Result<U::Outcome>> {
    let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::default());
    let cloud = || simulator.cloud().with(Faults::new(faults.to_vec()));
    let options = || RunOptions { run_id: Some("run-crashed".into()), ..RunOptions::default() };
    let hang = Hang { at, done, seen: Arc::default(), reached: Arc::default() };
    let reached = hang.reached.clone();
    let first = Client::of(cloud().with(hang).with(Retry::default())).journal(journal.clone());
    tokio::select! {
        biased;
        () = reached.notified() => {}
        _ = first.run_with(request.clone(), options()) => return None,
    }
    let second = Client::of(cloud().with(Retry::default())).journal(journal);
    if use_case::find(U::INFO.name).is_err() {
        return Some(second.run_with(request.clone(), options()).await);
    }
    let resumed = second.resume("run-crashed", RunOptions::default()).await;
    Some(resumed.map(|outcome| serde_json::from_value(outcome).unwrap()))
}

/// Run the use case, noting calls and warnings.
pub async fn run_noted<U: UseCase>(simulator: &Arc<Simulator>, request: U) -> (Result<U::Outcome>, Noted, Vec<String>) {
    run_on(simulator.cloud(), request).await
}

/// The same on this cloud.
pub async fn run_on<U: UseCase>(cloud: Cloud, request: U) -> (Result<U::Outcome>, Noted, Vec<String>) {
    let noted = Noted::default();
    let client = Client::of(cloud.with(noted.clone()).with(Retry::default()));
    let (sender, mut events) = mpsc::unbounded_channel::<Event>();
    let outcome = client.run_with(request, RunOptions { events: Some(sender), ..RunOptions::default() }).await;
    let mut warnings = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let EventDetail::Warning { message } = event.detail {
            warnings.push(message);
        }
    }
    (outcome, noted, warnings)
}
