//! [`Started`]: a run that goes on by itself, and can be watched, awaited and cancelled.

use crate::session::{Known, Session, Work};
use ecs_usecases::{CancelToken, Error, ErrorKind, Recorder, Result, RunOptions, RunReport};
use serde_json::Value;
use std::{
    future::Future,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::oneshot;

/// At most this many events are handed over at once.
const BATCH: usize = 256;

/// A started run. It ends by itself, also when nobody looks.
pub struct Started {
    cancel: CancelToken,
    recorder: Recorder,
    known: Known,
    ending: Mutex<Ending>,
    simulated: bool,
    forsaken: AtomicBool,
}

type Waiter = Box<dyn FnOnce(Result<Value>) + Send>;

enum Ending {
    Open(Vec<Waiter>),
    Closed(Result<Value>),
}

impl Started {
    /// Prepare a run. The future has to be put on a runtime; it does the work and tells the waiters.
    pub fn new(session: &Session, work: Work, run_id: Option<String>) -> (Arc<Self>, impl Future<Output = ()> + Send + use<>) {
        let (events, recorder) = Recorder::channel();
        let cancel = CancelToken::default();
        let ending = Mutex::new(Ending::Open(Vec::new()));
        let started = Arc::new(Self {
            cancel: cancel.clone(),
            recorder,
            known: Known::default(),
            ending,
            simulated: session.is_simulated(),
            forsaken: AtomicBool::new(false),
        });
        let options = RunOptions { run_id, events: Some(events), cancel, ..RunOptions::default() };
        let session = session.clone();
        // The last reference that is dropped may be this one: then the runtime ends before the run, and waiters are told.
        let end = End(started.clone());
        let work = async move {
            let result = session.perform(work, options, &end.0.known).await;
            end.0.close(result);
        };
        (started, work)
    }

    /// Ask the run to stop at its next safe point.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// Which use case it is. A resumed run knows when it has read its journal.
    pub fn use_case(&self) -> Option<&str> {
        self.known.use_case.get().map(String::as_str)
    }

    /// The next events as wire text, at least one; empty when there are no more.
    pub async fn next_events(&self) -> Vec<String> {
        if self.forsaken.load(Ordering::SeqCst) {
            return Vec::new();
        }
        self.recorder.next_events(BATCH).await.iter().filter_map(|event| serde_json::to_string(event).ok()).collect()
    }

    /// What happened so far, and how it ended if it has.
    pub fn report(&self) -> RunReport {
        let ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        let result = if let Ending::Closed(result) = &*ending { Some(result.clone()) } else { None };
        drop(ending);
        let mut report = self.recorder.report(result.as_ref());
        if let Some(scope) = self.known.scope.get() {
            report = report.of(scope);
        }
        if let Some(use_case) = self.use_case() {
            report = report.named(use_case);
        }
        report
    }

    /// How it ended, when it has.
    pub async fn result(&self) -> Result<Value> {
        let (sender, receiver) = oneshot::channel();
        self.on_end(Box::new(move |result| drop(sender.send(result))));
        receiver.await.unwrap_or_else(|_| Err(abandoned()))
    }

    /// Whether it runs in a simulator.
    pub fn is_simulated(&self) -> bool {
        self.simulated
    }

    /// Say that this process does not go on with it: it is a copy in a forked child. If it has not ended, its result tells so,
    /// and no more events come.
    pub fn forsake(&self) {
        if self.close(Err(elsewhere())) {
            self.forsaken.store(true, Ordering::SeqCst);
        }
    }

    /// Call `waiter` when the run has ended: at once if it has.
    pub fn on_end(&self, waiter: Waiter) {
        let mut ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *ending {
            Ending::Open(waiters) => waiters.push(waiter),
            Ending::Closed(result) => {
                let result = result.clone();
                drop(ending);
                waiter(result);
            }
        }
    }

    /// Whether it was still open.
    fn close(&self, result: Result<Value>) -> bool {
        let mut ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*ending, Ending::Closed(_)) {
            return false;
        }
        let before = std::mem::replace(&mut *ending, Ending::Closed(result.clone()));
        drop(ending);
        let Ending::Open(mut waiters) = before else { return false };
        let last = waiters.pop();
        for waiter in waiters {
            waiter(result.clone());
        }
        if let Some(waiter) = last {
            waiter(result);
        }
        true
    }
}

/// Ends a run whose future was dropped before it was done.
struct End(Arc<Started>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.close(Err(abandoned()));
    }
}

fn elsewhere() -> Error {
    Error::new(ErrorKind::Cancelled, "the run goes on in the process that started it, and this one was forked from it")
        .advise("Ask for its result there.")
}

fn abandoned() -> Error {
    Error::new(ErrorKind::Cancelled, "the runtime ended before the run").advise("Resume the run by its id.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ecs_usecases::{Simulator, simulator::Scenario};
    use futures::executor::block_on;
    use serde_json::json;

    fn noop(run_id: Option<&str>) -> (Arc<Started>, impl Future<Output = ()>) {
        let simulator = Simulator::new(Scenario::default()).expect("an empty world");
        let work = Work::Run { use_case: "noop".into(), request: json!({}) };
        Started::new(&Session::simulated(&simulator, simulator.scope().clone(), None), work, run_id.map(str::to_owned))
    }

    #[test]
    fn everybody_who_waits_is_told() {
        let (run, work) = noop(None);
        let early = run.clone();
        let (result, ()) = block_on(futures::future::join(async move { early.result().await }, work));
        assert_eq!(result.expect("it does nothing"), json!({}));
        assert_eq!(block_on(run.result()).expect("the same again"), json!({}));
        assert_eq!(run.use_case(), Some("noop"));
        assert_eq!(block_on(run.next_events()).len(), 2);
        assert!(block_on(run.next_events()).is_empty());
        let report = run.report();
        assert_eq!((report.use_case.as_deref(), report.outcome), (Some("noop"), Some(json!({}))));
        assert!(report.started_at.is_some() && report.scope.is_some(), "that events were read takes nothing away");
    }

    #[test]
    fn a_copy_in_a_forked_child_has_no_more_to_say() {
        let (run, work) = noop(None);
        run.forsake();
        assert_eq!(block_on(run.result()).expect_err("nobody goes on with it").kind(), ErrorKind::Cancelled);
        assert!(block_on(run.next_events()).is_empty());
        std::mem::forget(work);
        let (run, work) = noop(None);
        block_on(work);
        run.forsake();
        assert_eq!(block_on(run.result()).expect("it had ended"), json!({}));
        assert_eq!(block_on(run.next_events()).len(), 2);
    }

    #[test]
    fn a_run_that_nobody_finishes_ends() {
        let (run, work) = noop(Some("mine"));
        drop(work);
        assert_eq!(block_on(run.result()).expect_err("it never ran").kind(), ErrorKind::Cancelled);
    }
}
