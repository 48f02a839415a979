//! One run from its start, or from where it was interrupted, to its end.

use super::{Client, RunOptions};
use crate::{
    error::{Error, ErrorKind, Result},
    event::EventDetail,
    journal::{Body, Entry, RunState, Writer, lease::Attempt, verify},
    rules::redact::{self, Text},
    run::{CancelToken, Journaling, Run, Told, Witness, masked},
    use_case,
};
use futures::future::{Either, select};
use serde_json::Value;
use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
};

/// What is run.
pub(super) struct Job<'a> {
    pub(super) entry: &'a use_case::Entry,
    /// Its request; what the journal holds when absent.
    pub(super) request: Option<Value>,
    pub(super) witness: Option<Arc<dyn Witness>>,
}

impl Client {
    pub(super) async fn perform(&self, job: Job<'_>, options: RunOptions) -> Result<Value> {
        let mut result = None;
        // In the time of the cloud: also who waits for a lease waits in it.
        let work = async { result = Some(self.execute(job, options).await) };
        self.cloud.clock().drive(Box::pin(work)).await;
        result.unwrap_or_else(|| Err(Error::new(ErrorKind::Internal, "the run ended without a result")))
    }

    async fn execute(&self, Job { entry, request, witness }: Job<'_>, options: RunOptions) -> Result<Value> {
        let name = entry.info.name;
        let mut use_case = request.as_ref().map(|request| entry.prepare(request)).transpose()?;
        if let Some(request) = &request {
            self.admit(entry, request, &options).await?;
        }
        let RunOptions { run_id, events, cancel, take_over, .. } = options;
        if let Some(run_id) = &run_id
            && self.journal.head(run_id).await?.is_some_and(|head| head.state != RunState::Open)
        {
            let bodies = self.read(run_id).await?;
            if let Some(request) = &request {
                is_the_same(&bodies, entry, request)?;
            }
            return ended(&bodies);
        }
        let run_id = run_id.unwrap_or_else(|| self.next_id());
        let clock = self.cloud.clock();
        let attempt = Arc::new(Attempt::begin(self.journal.clone(), clock, &self.process, &run_id, self.lease, take_over).await?);
        // Read again now that nobody else writes.
        let head = self.journal.head(&run_id).await?;
        let records = self.journal.load(&run_id).await?;
        let bodies = verify(&run_id, &records, head.as_ref().map(|head| (head.number, head.hash.as_str())))?;
        let fence = Some(attempt.fence().clone());
        let writer = match head {
            Some(head) => Writer::after(self.journal.clone(), head, fence),
            None => Writer::new(self.journal.clone(), &run_id, name, fence),
        };
        let writer = Arc::new(writer);
        let prepared = async {
            if let Some(request) = &request {
                is_the_same(&bodies, entry, request)?;
            } else {
                use_case = Some(entry.prepare(recorded_request(&run_id, &bodies)?)?);
            }
            if let (true, Some(mut request)) = (bodies.is_empty(), request) {
                let hidden = redact::hide("", "", &mut request, Text::Hide);
                writer.append(clock.now(), Entry::Started { use_case: name.to_owned(), request, hidden }).await?;
            }
            let (token, process, library) = (attempt.fence().token, attempt.name().to_owned(), env!("CARGO_PKG_VERSION").to_owned());
            writer.append(clock.now(), Entry::Attempt { token, process, library }).await
        };
        let prepared = prepared.await;
        let (Ok(()), Some(use_case)) = (&prepared, use_case) else {
            attempt.end().await?;
            return Err(prepared.err().unwrap_or_else(|| Error::new(ErrorKind::Internal, "the request is not there")));
        };
        let journaling = Journaling { writer: writer.clone(), bodies, attempt: Some(attempt.clone()) };
        let told = Told { events, cancel: cancel.clone(), witness: witness.clone() };
        let run = Run::new(run_id, self.cloud.clone(), journaling, told);
        let (result, closed) = self.watch_over(&run, &attempt, &cancel, self.play(&run, name, use_case, witness)).await;
        self.conclude(&run, &writer, &attempt, result, closed).await
    }

    async fn play(&self, run: &Run, name: &str, use_case: use_case::Prepared, witness: Option<Arc<dyn Witness>>) -> Result<Value> {
        run.emit(EventDetail::RunStarted { run_id: run.id().to_owned(), use_case: name.to_owned() });
        let ended = use_case(run).await;
        // Whatever the use case made of it, and in whatever step: it is not the end that the journal tells of.
        let ended = match run.halted() {
            Some(halted) => Err(halted),
            None => ended,
        };
        for warning in witness.iter().flat_map(|witness| witness.over(ended.is_ok())) {
            run.warn(warning);
        }
        if run.is_watched() {
            let (told, message) = match &ended {
                Ok(_) => ("succeeded", "done".to_owned()),
                Err(error) => (error.kind().as_str(), error.to_string()),
            };
            run.emit(EventDetail::RunFinished { result: told.to_owned(), message });
        }
        ended
    }

    /// Do the work while the run's lease is kept. Gives the result too, and whether somebody asked that the run end for good.
    async fn watch_over(
        &self,
        run: &Run,
        attempt: &Attempt,
        cancel: &CancelToken,
        work: impl Future<Output = Result<Value>>,
    ) -> (Result<Value>, bool) {
        let closed = AtomicBool::new(false);
        let close = || {
            closed.store(true, Ordering::SeqCst);
            cancel.cancel();
        };
        let clock = run.cloud().clock();
        let kept = attempt.keep(clock, close);
        let mut work = pin!(work);
        // After a standstill somebody else may have the lease: nothing is done before a beat has shown that it is not so. What was
        // written to the journal before may still wait for its turn to be sent.
        let work = poll_fn(|cx| if attempt.may_go_on(clock.now()) { work.as_mut().poll(cx) } else { Poll::Pending });
        let result = match select(pin!(kept), pin!(work)).await {
            // What it was doing is not awaited: the other process may be doing the same.
            Either::Left((lost, _)) => Err(lost),
            Either::Right((result, _)) => result,
        };
        (result, closed.load(Ordering::SeqCst))
    }

    /// Write down how it ended, if it has, and let go what it held.
    async fn conclude(&self, run: &Run, writer: &Writer, attempt: &Attempt, result: Result<Value>, closed: bool) -> Result<Value> {
        if let Some(broken) = writer.broken().await {
            // The journal has the truth up to here: it can be resumed, but by whoever holds it now.
            return Err(result.err().filter(|error| error.kind() == broken.kind() && error.code() == broken.code()).unwrap_or(broken));
        }
        // Another process can finish the run: one of the version that wrote the journal, or one that may read what is not in it.
        let interrupted = run.halted().is_some() || matches!(&result, Err(error) if error.kind() == ErrorKind::Cancelled);
        let interrupted = interrupted && !closed;
        if !interrupted {
            let mut outcome = result.as_ref().ok().cloned();
            if let Some(outcome) = &mut outcome {
                redact::hide("", "", outcome, Text::Mask);
            }
            let finished = Entry::Finished { outcome, error: result.as_ref().err().map(masked).transpose()? };
            if let Err(lost) = writer.append(self.cloud.clock().now(), finished).await {
                return result.and(Err(lost));
            }
            attempt.release(&run.holds()).await?;
        }
        attempt.end().await?;
        result
    }

    /// What a run has written so far.
    pub(super) async fn read(&self, run_id: &str) -> Result<Vec<Body>> {
        let head = self.journal.head(run_id).await?;
        let records = self.journal.load(run_id).await?;
        verify(run_id, &records, head.as_ref().map(|head| (head.number, head.hash.as_str())))
    }
}

/// The request that the journal holds, if it holds all of it.
fn recorded_request<'a>(run_id: &str, bodies: &'a [Body]) -> Result<&'a Value> {
    match bodies.first().map(|body| &body.entry) {
        Some(Entry::Started { hidden, .. }) if !hidden.is_empty() => {
            Err(Error::new(ErrorKind::InvalidRequest, format!("the journal keeps no secret values: {} of the request", hidden.join(", ")))
                .on(run_id)
                .advise("Run the use case again with its whole request and this run id; it goes on where it was."))
        }
        Some(Entry::Started { request, .. }) => Ok(request),
        _ => Err(Error::new(ErrorKind::NotFound, "the journal holds no such run").on(run_id)),
    }
}

/// How a run ended that has.
fn ended(bodies: &[Body]) -> Result<Value> {
    match bodies.last().map(|body| &body.entry) {
        Some(Entry::Finished { outcome: Some(outcome), .. }) => Ok(outcome.clone()),
        Some(Entry::Finished { error: Some(error), .. }) => Err(error.clone()),
        _ => Err(Error::new(ErrorKind::Internal, "the journal ends without a result")),
    }
}

/// Whether the journal is that of this request. One that was written before the request had all of its fields has their defaults.
fn is_the_same(bodies: &[Body], entry: &use_case::Entry, request: &Value) -> Result<()> {
    let Some(Body { run, entry: Entry::Started { use_case, request: recorded, .. }, .. }) = bodies.first() else { return Ok(()) };
    let request = redact::hidden("", "", request);
    let normal = |request: &Value| entry.normal(request).ok();
    if use_case == entry.info.name && (*recorded == request || normal(recorded).is_some_and(|known| Some(known) == normal(&request))) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Conflict, format!("run {run} is a {use_case} with another request"))
        .on(run)
        .advise("Resume it by its id alone, or choose another id."))
}
