//! [`Run`]: what a use case sees of the world. Every call, wait and reading of time goes through it and is journaled,
//! so that a run that was killed can be run again from the start and only does what is missing.

mod recorded;

use crate::{
    backend::{Call, Cloud, Permit, Scope, read},
    cancel,
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    event::{Event, EventDetail},
    journal::{
        Body, Entry, Writer,
        lease::{Attempt, Hold},
        sha256,
    },
    operations::{AnyOperation, Effect, Operation, Repeat, Reply},
    probe,
    rules::redact::{self, Text},
};
use async_trait::async_trait;
use futures::FutureExt;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{
    collections::HashMap,
    future::Future,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::mpsc;
use tracing::Instrument;

pub use cancel::CancelToken;
pub(crate) use recorded::{Asked, Recorded};

/// Where a run's events go. A listener that is slow or gone never holds the run up.
pub type EventSender = mpsc::UnboundedSender<Event>;

/// A write of a run.
pub(crate) struct Writing<'a> {
    /// Where in the program: `branch#number`.
    pub(crate) position: &'a str,
    /// The branch; empty for the trunk.
    pub(crate) branch: &'a str,
    /// The steps that it is in, from the outermost to the innermost.
    pub(crate) steps: Vec<String>,
    /// What is sent.
    pub(crate) call: &'a Call,
    /// An earlier attempt sent it.
    pub(crate) replayed: bool,
}

/// Sees every write of a run.
#[async_trait]
pub(crate) trait Witness: Send + Sync {
    /// A write is about to be sent. What this gives is warned of; an error keeps it from being sent.
    async fn before(&self, write: &Writing<'_>) -> Result<Option<String>>;
    /// It was answered.
    fn after(&self, _position: &str, _result: &Result<Reply>) {}
    /// The program comes to a position, in these steps.
    fn asked(&self, _position: &str, _asked: Asked<'_>, _steps: &[String]) {}
    /// The use case is over: what to warn of.
    fn over(&self, _succeeded: bool) -> Vec<String> {
        Vec::new()
    }
}

/// The context of one run of a use case.
pub struct Run {
    shared: Arc<Shared>,
    cloud: Cloud,
    /// Where its calls go, in a branch that was sent somewhere: it tells their records from those of other places.
    place: Option<String>,
    branch: String,
    position: AtomicU64,
    steps: Mutex<Vec<String>>,
}

struct Shared {
    id: String,
    writer: Arc<Writer>,
    recorded: HashMap<String, Recorded>,
    /// Nobody else can hold what a plan works on.
    attempt: Option<Arc<Attempt>>,
    held: Mutex<HashMap<String, Holding>>,
    /// Changes of the program by branch, and whether this run has them.
    changes: Mutex<HashMap<(String, String), bool>>,
    /// A recorded reply was taken without its secret values.
    is_partial: AtomicBool,
    /// This process can't go on from the journal: its program is not the one that wrote it, or what the journal does not keep can't be
    /// read again. Nothing is sent any more, and another process can go on.
    halted: OnceLock<Error>,
    sequence: Mutex<u64>,
    events: Option<EventSender>,
    cancel: CancelToken,
    witness: Option<Arc<dyn Witness>>,
}

/// Something that a run holds.
#[derive(Clone, Copy)]
struct Holding {
    token: u64,
    /// It is known to be so since this process executes the run.
    sure: bool,
}

impl Shared {
    fn held(&self) -> MutexGuard<'_, HashMap<String, Holding>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changes(&self) -> MutexGuard<'_, HashMap<(String, String), bool>> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a run writes, what it wrote, and by which lease.
pub(crate) struct Journaling {
    pub(crate) writer: Arc<Writer>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) attempt: Option<Arc<Attempt>>,
}

impl Journaling {
    /// Of a run that nobody resumes.
    pub(crate) fn of_plan() -> Self {
        Self { writer: Arc::new(Writer::of_nothing()), bodies: Vec::new(), attempt: None }
    }
}

/// Whom a run tells what it does, and who can stop it.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) events: Option<EventSender>,
    pub(crate) cancel: CancelToken,
    pub(crate) witness: Option<Arc<dyn Witness>>,
}

impl Run {
    /// A run that goes on after what an earlier attempt wrote.
    pub(crate) fn new(id: String, cloud: Cloud, journaling: Journaling, told: Told) -> Self {
        let Journaling { writer, bodies, attempt } = journaling;
        let mut recorded = HashMap::new();
        let (mut held, mut changes) = (HashMap::new(), HashMap::new());
        for Body { at, entry, .. } in bodies {
            match Recorded::note(&mut recorded, at, entry) {
                Some(Entry::Held { resource, token, .. }) => {
                    held.insert(resource, Holding { token, sure: false });
                }
                Some(Entry::Version { branch, change }) => {
                    changes.insert((branch, change), true);
                }
                _ => {}
            }
        }
        let Told { events, cancel, witness } = told;
        let (held, changes, sequence) = (Mutex::new(held), Mutex::new(changes), Mutex::new(0));
        let (is_partial, halted) = (AtomicBool::new(false), OnceLock::new());
        let shared = Shared { id, writer, recorded, attempt, held, changes, is_partial, halted, sequence, events, cancel, witness };
        let (branch, steps) = (String::new(), Mutex::default());
        Self { shared: Arc::new(shared), cloud, place: None, branch, position: AtomicU64::new(0), steps }
    }

    /// The run's id, by which it can be resumed.
    pub fn id(&self) -> &str {
        &self.shared.id
    }

    /// The cloud, for what need not be journaled. A use case sends through [`Run::send`].
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// A branch of this run that goes on at the same time as others; its name keeps the order of replay fixed.
    #[must_use]
    pub fn branch(&self, name: &str) -> Self {
        let mut steps = self.steps();
        steps.push(name.to_owned());
        Self {
            shared: self.shared.clone(),
            cloud: self.cloud.clone(),
            place: self.place.clone(),
            branch: format!("{}/{name}", self.branch),
            position: AtomicU64::new(0),
            steps: Mutex::new(steps),
        }
    }

    /// A [branch](Self::branch) whose calls go to another account or Region, by the role of this ARN if there is one, and by
    /// the caller's own credentials if not.
    #[must_use]
    pub fn at(&self, name: &str, scope: Scope, role: Option<String>) -> Self {
        let place = Some(format!("{} {}", scope.account, scope.region));
        Self { cloud: self.cloud.at(scope, role), place, ..self.branch(name) }
    }

    /// Do several things at the same time and wait for all of them.
    pub async fn join<F: Future>(&self, work: impl IntoIterator<Item = F>) -> Vec<F::Output> {
        futures::future::join_all(work).await
    }

    /// Send one operation. A reply that the journal holds is returned instead of sending again; an operation of which
    /// only the intent is known is repeated in the way that is safe for it.
    pub fn send<O: Operation>(&self, operation: O) -> impl Future<Output = Result<O::Output>> + Send {
        // In its box from here on: requests are large, and futures hold them across every await.
        let operation: AnyOperation = operation.into();
        async move { read::<O>(self.send_any(operation).await?) }
    }

    async fn send_any(&self, mut operation: AnyOperation) -> Result<Reply> {
        self.check()?;
        let info = operation.info();
        let position = self.next_position();
        let token: Arc<str> = sha256(&[self.id(), &position])[..32].into();
        operation.stamp(&token);
        let keeps = self.shared.writer.keeps();
        let digest = if keeps { self.digest(&operation) } else { String::new() };
        let known = self.shared.recorded.get(&position);
        self.is_as_recorded(&position, Asked::Call(&info.action()), Some(&digest))?;
        if let Some((known, result)) = known.and_then(|known| Some((known, known.result.as_ref()?))) {
            let recorded = result.as_ref().map_err(Clone::clone)?;
            let reply = if known.hidden.is_empty() {
                operation.reply_from_json(recorded)?
            } else {
                operation.reply_from_json(&self.fill_in(&operation, recorded.clone(), &known.hidden).await?)?
            };
            if info.effect == Effect::Write {
                let call = Call { token, ..self.cloud.call(operation.clone(), self.cloud.clock().now()) };
                self.ask_witness(&position, &call, true).await?;
            }
            self.tell_change(&operation, true);
            return Ok(reply);
        }
        let in_doubt = known.and_then(|known| known.intent);
        let is_intended = info.effect == Effect::Write;
        let since = in_doubt.unwrap_or_else(|| self.cloud.clock().now());
        let permit = self.shared.attempt.clone().map(|attempt| Permit::of(attempt));
        let call = Call { token, cancel: Some(self.shared.cancel.clone()), permit, ..self.cloud.call(operation, since) };
        let done = match (in_doubt, info.repeat) {
            (Some(_), Repeat::Probe) => probe::effect_of(self.cloud.backend(), &call).await?,
            _ => None,
        };
        if info.effect == Effect::Write {
            self.is_whole(&call)?;
            self.ask_witness(&position, &call, false).await?;
        }
        let result = if let Some(reply) = done {
            Ok(reply)
        } else {
            if is_intended && in_doubt.is_none() {
                let (position, digest) = (position.clone(), digest.clone());
                let (resource, place) = (call.operation.resource(), self.place.clone());
                self.write(Entry::Intent { position, action: info.action(), resource, place, digest }).await?;
            }
            self.cloud.backend().call(call.clone()).await
        };
        // It was still waiting for its turn: nothing was sent, and a resumed run sends it.
        if result.as_ref().is_err_and(|error| error.kind() == ErrorKind::Cancelled) {
            self.check()?;
            return result;
        }
        if let Some(witness) = self.shared.witness.as_ref().filter(|_| info.effect == Effect::Write) {
            witness.after(&position, &result);
        }
        let action = (!is_intended && in_doubt.is_none()).then(|| info.action());
        match result {
            Ok(reply) if !keeps => {
                self.tell_change(&call.operation, false);
                Ok(reply)
            }
            Ok(reply) => {
                let mut json = reply.to_json();
                let hidden = redact::hide(&info.action(), "", &mut json, Text::Hide);
                self.write(Entry::Reply { position, action, digest, reply: json, hidden }).await?;
                self.tell_change(&call.operation, false);
                Ok(reply)
            }
            Err(error) => {
                let error = call.blame(error);
                self.write(Entry::Failure { position, action, digest, error: masked(&error)? }).await?;
                Err(error)
            }
        }
    }

    /// By which the journal knows a call again. A hash of what is secret would tell it to who can guess.
    fn digest(&self, operation: &AnyOperation) -> String {
        let action = operation.info().action();
        let mut request = operation.to_json();
        redact::hide(&action, "", &mut request, Text::Hide);
        let request = request.to_string();
        match &self.place {
            None => sha256(&[&action, &request]),
            Some(place) => sha256(&[&action, &request, place]),
        }
    }

    /// A recorded reply with what was not written down. Of a read it is read again; of a write it stays away, and can't get into
    /// another write ([`Run::is_whole`]).
    async fn fill_in(&self, operation: &AnyOperation, mut recorded: Value, hidden: &[String]) -> Result<Value> {
        if operation.info().effect == Effect::Write {
            self.shared.is_partial.store(true, Ordering::SeqCst);
            return Ok(recorded);
        }
        let action = operation.info().action();
        let again = self.cloud.backend().call(self.cloud.call(operation.clone(), self.cloud.clock().now())).await;
        let again = match again {
            Ok(again) => again.to_json(),
            Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
            Err(error) => {
                let passes = error.kind().is_retryable() || error.kind() == ErrorKind::AccessDenied;
                let error = error.while_("read again what the journal does not keep");
                // By the recorded answer the use case did other things than it would by this error.
                return Err(if passes { self.halt(error.then(&format!("Then resume run {}.", self.id()))) } else { error });
            }
        };
        if redact::hidden(&action, "", &again) == recorded {
            return Ok(again);
        }
        for pointer in hidden {
            match (recorded.pointer_mut(pointer), again.pointer(pointer)) {
                (Some(place), Some(value)) => place.clone_from(value),
                _ => {
                    return Err(Error::new(ErrorKind::Diverged, format!("{pointer} is secret, was not written down, and is gone"))
                        .during(action)
                        .advise("Start a new run."));
                }
            }
        }
        Ok(recorded)
    }

    /// A write without a value that was not written down would set it to what stands in its place.
    fn is_whole(&self, call: &Call) -> Result<()> {
        if self.shared.is_partial.load(Ordering::SeqCst) && call.operation.to_json().to_string().contains(redact::HIDDEN) {
            return Err(Error::new(ErrorKind::Diverged, "a secret value that the journal does not keep is part of this change")
                .during(call.operation.info().action())
                .advise("Start a new run."));
        }
        Ok(())
    }

    async fn ask_witness(&self, position: &str, call: &Call, replayed: bool) -> Result<()> {
        let Some(witness) = &self.shared.witness else { return Ok(()) };
        let write = Writing { position, branch: &self.branch, steps: self.steps(), call, replayed };
        if let Some(warning) = witness.before(&write).await? {
            self.warn(warning);
        }
        Ok(())
    }

    /// Send a read inside of a [`Run::wait`]: polls are not journaled.
    pub async fn observe<O: Operation>(&self, operation: O) -> Result<O::Output> {
        debug_assert_eq!(O::INFO.effect, Effect::Read, "only reads are observed");
        self.check()?;
        let call = Call { cancel: Some(self.shared.cancel.clone()), ..self.cloud.call(operation, self.cloud.clock().now()) };
        match self.cloud.backend().call(call).await {
            Err(error) if error.kind() == ErrorKind::Cancelled => self.check().and(Err(error)),
            answered => read::<O>(answered?),
        }
    }

    /// The same, for what is good to know but not needed: nothing where it may not be read, is not there or is not supported.
    pub async fn observe_if_allowed<O: Operation>(&self, operation: O) -> Result<Option<O::Output>> {
        match self.observe(operation).await {
            Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::NotFound | ErrorKind::Unsupported) => Ok(None),
            answered => answered.map(Some),
        }
    }

    /// Wait for something. The polls inside are not journaled, the result is.
    pub async fn wait<T, F>(&self, name: &str, poll: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned,
        F: Future<Output = Result<T>>,
    {
        let position = self.next_position();
        self.is_as_recorded(&position, Asked::Fact(name), None)?;
        if let Some(known) = self.fact(&position) {
            return serde_json::from_value(known?).map_err(internal);
        }
        let value = poll.await?;
        if !self.shared.writer.keeps() {
            return Ok(value);
        }
        let mut fact = serde_json::to_value(&value).map_err(internal)?;
        redact::hide("", "", &mut fact, Text::Mask);
        self.write(Entry::Fact { position, name: name.to_owned(), value: fact }).await?;
        Ok(value)
    }

    /// Hold something for this run until it has ended, so that no other run of the same journal works on it. `kind` and `name`
    /// say what it is in the account and Region of this branch. What is held already stays so.
    ///
    /// [`Conflict`](ErrorKind::Conflict) if another run holds it; with [`Hold::TakeOver`] that run is stopped instead.
    pub async fn hold(&self, kind: &str, name: &str, how: Hold) -> Result<()> {
        let Some(attempt) = &self.shared.attempt else { return Ok(()) };
        self.check()?;
        let scope = self.cloud.scope();
        let resource = format!("{}/{}/{kind}/{name}", scope.account, scope.region);
        let known = self.shared.held().get(&resource).copied();
        if let Some(Holding { token, sure }) = known {
            if !sure {
                attempt.still_holds(&resource, token).await?;
                self.shared.held().insert(resource, Holding { token, sure: true });
            }
            return Ok(());
        }
        let held = attempt.hold(self.cloud.clock(), &resource, how).await?;
        if let Some((run_id, executed)) = &held.taken_from {
            let what = if *executed { "which goes on, and is stopped" } else { "which was interrupted, and can't be resumed" };
            self.warn(format!("{kind} {name} is taken over from run {run_id}, {what}"));
        }
        self.shared.held().insert(resource.clone(), Holding { token: held.token, sure: true });
        let taken_from = held.taken_from.map(|(run_id, _)| run_id);
        self.write(Entry::Held { resource, token: held.token, taken_from }).await
    }

    /// Whether this run has a change of the program, by its name. A run that was begun before the change came goes on without
    /// it: its journal is replayed by the old way. Once asked for in a branch, the answer stays.
    pub async fn has(&self, change: &str) -> Result<bool> {
        let key = (self.branch.clone(), change.to_owned());
        if let Some(known) = self.shared.changes().get(&key) {
            return Ok(*known);
        }
        let old = self.replaying();
        self.shared.changes().insert(key.clone(), !old);
        if !old {
            self.write(Entry::Version { branch: key.0, change: key.1 }).await?;
        }
        Ok(!old)
    }

    /// The time of the cloud, as it was when this was first asked.
    pub async fn now(&self) -> Result<Timestamp> {
        self.wait("now", async { Ok(self.cloud.clock().now()) }).await
    }

    /// Wait for a span of time, counted from when this was first asked.
    pub async fn sleep(&self, span: Duration) -> Result<()> {
        let until = self.now().await? + span;
        self.pause_until(until).await
    }

    /// Inside of a [`Run::wait`]: pause between polls.
    pub async fn pause(&self, span: Duration) -> Result<()> {
        self.pause_until(self.cloud.clock().now() + span).await
    }

    async fn pause_until(&self, moment: Timestamp) -> Result<()> {
        self.check()?;
        futures::select_biased! {
            () = self.shared.cancel.cancelled().fuse() => self.check(),
            () = self.cloud.clock().sleep_until(moment).fuse() => Ok(()),
        }
    }

    /// Do a named step: it is told to listeners, traced, and named in errors.
    pub async fn step<T>(&self, name: &str, work: impl Future<Output = Result<T>>) -> Result<T> {
        self.emit(EventDetail::StepStarted { name: name.to_owned() });
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).push(name.to_owned());
        let span = tracing::info_span!("step", run = self.id(), step = name, region = %self.cloud.scope().region);
        let result = work.instrument(span).await;
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).pop();
        self.emit(EventDetail::StepFinished { name: name.to_owned(), error: result.as_ref().err().map(Error::kind) });
        result.map_err(|error| error.while_(name))
    }

    /// What it holds, with the tokens.
    pub(crate) fn holds(&self) -> Vec<(String, u64)> {
        self.shared.held().iter().map(|(resource, held)| (resource.clone(), held.token)).collect()
    }

    /// Whether anybody listens.
    pub fn is_watched(&self) -> bool {
        self.shared.events.is_some()
    }

    /// Tell listeners.
    pub fn emit(&self, detail: EventDetail) {
        self.tell(detail, self.replaying());
    }

    /// Tell listeners something that stops nothing.
    pub fn warn(&self, message: impl Into<String>) {
        self.emit(EventDetail::Warning { message: message.into() });
    }

    fn tell_change(&self, operation: &AnyOperation, replayed: bool) {
        let info = operation.info();
        if info.effect == Effect::Write {
            tracing::info!(run = self.id(), operation = info.name, replayed, "changed");
            self.tell(EventDetail::Changed { action: info.action(), resource: operation.resource() }, replayed);
        }
    }

    fn tell(&self, detail: EventDetail, replayed: bool) {
        // The lock spans the send, so that events arrive in the order of their numbers.
        let mut sequence = self.shared.sequence.lock().unwrap_or_else(PoisonError::into_inner);
        *sequence += 1;
        if let Some(events) = &self.shared.events {
            let at = self.cloud.clock().now();
            // A listener that is gone is no reason to stop.
            let _ = events.send(Event { sequence: *sequence, at, step: self.steps(), replayed, detail });
        }
    }

    /// Whether the next position was reached by an earlier attempt.
    fn replaying(&self) -> bool {
        let next = self.position.load(Ordering::SeqCst) + 1;
        self.shared.recorded.contains_key(&format!("{}#{next}", self.branch))
    }

    fn steps(&self) -> Vec<String> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn next_position(&self) -> String {
        format!("{}#{}", self.branch, self.position.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn fact(&self, position: &str) -> Option<Result<Value>> {
        self.shared.recorded.get(position).and_then(|known| known.result.clone())
    }

    /// Whether the journal holds what the program asks for at this position, if it holds anything there. From the first thing that is
    /// another on, everything is refused: what the program makes of the error is not what the run is about.
    fn is_as_recorded(&self, position: &str, asked: Asked<'_>, digest: Option<&str>) -> Result<()> {
        if let Some(witness) = &self.shared.witness {
            witness.asked(position, asked, &self.steps());
        }
        self.halted().map_or(Ok(()), Err)?;
        let Some(known) = self.shared.recorded.get(position) else { return Ok(()) };
        known.check(self.id(), position, asked, digest).map_err(|error| self.halt(error))
    }

    /// Stop here, whatever the program makes of the error.
    fn halt(&self, error: Error) -> Error {
        let located = self.steps().into_iter().rev().fold(error.clone(), Error::while_);
        // Of several branches the first that noticed is told.
        let _ = self.shared.halted.set(located);
        error
    }

    /// Why this process can't go on from the journal.
    pub(crate) fn halted(&self) -> Option<Error> {
        self.shared.halted.get().cloned()
    }

    fn check(&self) -> Result<()> {
        self.halted().map_or(Ok(()), Err)?;
        if self.shared.cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, format!("run {} was cancelled", self.id()))
                .advise(format!("Resume run {} to finish it, or start another use case to undo it.", self.id())));
        }
        Ok(())
    }

    async fn write(&self, entry: Entry) -> Result<()> {
        self.shared.writer.append(self.cloud.clock().now(), entry).await.map_err(|error| error.while_("write the journal"))
    }
}

/// An error as it may be written down.
pub(crate) fn masked(error: &Error) -> Result<Error> {
    let mut json = serde_json::to_value(error).map_err(internal)?;
    if redact::hide("", "", &mut json, Text::Mask).is_empty() {
        return Ok(error.clone());
    }
    serde_json::from_value(json).map_err(internal)
}

#[allow(clippy::needless_pass_by_value)] // the form that map_err wants
fn internal(error: serde_json::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("a journaled value has another form: {error}"))
}
