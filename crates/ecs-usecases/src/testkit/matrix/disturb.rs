//! The layer that does a plan's faults to the calls of a run, whichever process makes them, and writes down what was called.

use super::{
    doers::Wrote,
    fault::{Fault, Spot},
    foreign::{self, Foreign},
};
use crate::{
    backend::{Call, CloudBackend, Layer, Scope},
    backends::simulator::Simulator,
    clock::{Clock, Hold, Timestamp},
    error::{Error, ErrorKind, Result},
    layers::FaultKind,
    operations::{Effect, OperationInfo, Reply},
};
use async_trait::async_trait;
use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The time that an operation has, as the AWS backend has it by default.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(20);
/// How far the clock jumps, and how long a process lies dead.
const AN_HOUR: Duration = Duration::from_hours(1);
/// Calls that a run makes at most.
const MOST_CALLS: usize = 20_000;

/// A call as it was seen.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) action: String,
    pub(super) scope: Arc<Scope>,
    pub(super) effect: Effect,
    /// The request, in AWS's JSON; of reads it is there only as far as it is asked for.
    pub(super) request: serde_json::Value,
    /// The same read was made before.
    pub(super) repeated: bool,
}

/// What is done to a run and known of it, whichever process works on it.
#[derive(Clone)]
pub(super) struct Disturb(Arc<Shared>);

struct Shared {
    simulator: Arc<Simulator>,
    spots: Vec<Spot>,
    targets: Arc<foreign::Targets>,
    until: Timestamp,
    /// Whether the requests are written down.
    closely: bool,
    stale: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    made: usize,
    seen: Vec<Seen>,
    dead: Option<Death>,
    denied: BTreeSet<String>,
    answers: HashMap<String, Reply>,
    asked: BTreeSet<String>,
    changes: Vec<Foreign>,
    wrote: Vec<Wrote>,
    twins: Vec<String>,
    /// The number of the call by which each write was first sent, by its token.
    sent: HashMap<Arc<str>, usize>,
    /// Services that the run has looked at, by place and name.
    looked_at: BTreeSet<(Scope, String)>,
}

/// Why no call returns any more. Time stands still as long as this is there, so that nothing happens that the dead would do.
struct Death {
    pause: Duration,
    overdue: bool,
    _hold: Hold,
}

/// How a process ended that did not come to the end of the run.
pub(super) enum Stopped {
    /// It died; after this long another goes on.
    Died(Duration),
    /// It would have gone on beyond the time or the calls that a run may take.
    Overdue,
    /// It waits for what never comes.
    Stuck,
}

impl Disturb {
    pub(super) fn new(simulator: &Arc<Simulator>, spots: &[Spot], targets: Arc<foreign::Targets>, until: Timestamp) -> Self {
        let stale = spots.iter().any(|spot| spot.fault == Fault::StaleRead);
        Self(Arc::new(Shared {
            simulator: simulator.clone(),
            spots: spots.to_vec(),
            targets,
            until,
            closely: false,
            stale,
            state: Mutex::default(),
        }))
    }

    /// One that does nothing, and writes down all that is called.
    pub(super) fn observing(simulator: &Arc<Simulator>) -> Self {
        Self(Arc::new(Shared {
            simulator: simulator.clone(),
            spots: Vec::new(),
            targets: Arc::default(),
            until: Timestamp(i64::MAX),
            closely: true,
            stale: false,
            state: Mutex::default(),
        }))
    }

    /// Why the process that has just ended did so without a result. The next one can call again.
    pub(super) fn stopped(&self) -> Stopped {
        match self.state().dead.take() {
            Some(Death { overdue: true, .. }) => Stopped::Overdue,
            Some(Death { pause, .. }) => Stopped::Died(pause),
            None => Stopped::Stuck,
        }
    }

    /// Allow what was denied. Whether anything was.
    pub(super) fn allow(&self) -> bool {
        !std::mem::take(&mut self.state().denied).is_empty()
    }

    /// The calls that were made.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    /// How many calls were made.
    pub(super) fn made(&self) -> usize {
        self.state().made
    }

    /// What second deliveries were answered that AWS did not recognise: they made something more.
    pub(super) fn twins(&self) -> Vec<String> {
        self.state().twins.clone()
    }

    /// The writes that came through to AWS.
    pub(super) fn wrote(&self) -> Vec<Wrote> {
        self.state().wrote.clone()
    }

    /// What somebody else changed.
    pub(super) fn changes(&self) -> Vec<Foreign> {
        self.state().changes.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Layer for Disturb {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Disturbed { inner, disturb: self })
    }
}

struct Disturbed {
    inner: Arc<dyn CloudBackend>,
    disturb: Disturb,
}

/// What happens to a call.
enum Fate {
    Never,
    Denied,
    Passes,
    Meets(Fault),
}

impl Disturbed {
    fn begin(&self, call: &Call) -> Fate {
        let shared = &self.disturb.0;
        let mut state = self.disturb.state();
        if state.dead.is_some() {
            // What else the process did dies with it.
            return Fate::Never;
        }
        state.made += 1;
        let number = state.made;
        if number > MOST_CALLS || shared.simulator.now() > shared.until {
            state.dead = Some(Death { pause: Duration::ZERO, overdue: true, _hold: shared.simulator.virtual_clock().hold() });
            return Fate::Never;
        }
        self.write_down(&mut state, call);
        if let Some(spot) = shared.spots.iter().find(|spot| spot.call == number) {
            return Fate::Meets(spot.fault);
        }
        if !state.denied.is_empty() && state.denied.contains(&call.operation.info().action()) {
            return Fate::Denied;
        }
        Fate::Passes
    }

    fn write_down(&self, state: &mut State, call: &Call) {
        let info = call.operation.info();
        let shared = &self.disturb.0;
        if shared.closely {
            let request = call.operation.to_json();
            let key = format!("{} {} {request}", call.scope.account, call.scope.region);
            let repeated = info.effect == Effect::Read && !state.asked.insert(format!("{} {key}", info.action()));
            state.seen.push(Seen { action: info.action(), scope: call.scope.clone(), effect: info.effect, request, repeated });
        }
        let State { changes, sent, made, .. } = state;
        let first = if info.effect == Effect::Write { *sent.entry(call.token.clone()).or_insert(*made) } else { *made };
        for change in changes {
            change.note(&call.scope, &call.operation, first);
        }
    }

    fn die(&self, pause: Duration) {
        let hold = self.disturb.0.simulator.virtual_clock().hold();
        self.disturb.state().dead = Some(Death { pause, overdue: false, _hold: hold });
    }

    fn key(&self, call: &Call) -> Option<String> {
        (self.disturb.0.stale && call.operation.info().effect == Effect::Read)
            .then(|| format!("{:?} {} {}", call.scope, call.operation.info().action(), call.operation.to_json()))
    }

    /// Let it come through to AWS.
    async fn deliver(&self, call: Call) -> Result<Reply> {
        if self.disturb.0.spots.iter().any(|spot| spot.fault == Fault::ForeignDeploy) {
            self.disturb.state().looked_at.extend(foreign::services_looked_at(&call.scope, &call.operation));
        }
        let write = (call.operation.info().effect == Effect::Write).then(|| call.operation.clone());
        let scope = call.scope.clone();
        let answered = self.inner.call(call).await;
        if let Ok(answer) = &answered {
            self.disturb.state().changes.iter_mut().for_each(|change| change.note_answer(&scope, answer));
        }
        if let Some(operation) = write {
            let reply = answered.as_ref().ok().map(Reply::to_json);
            self.disturb.state().wrote.push(Wrote::new(&operation, reply));
        }
        answered
    }

    async fn pass(&self, call: Call) -> Result<Reply> {
        let key = self.key(&call);
        let reply = self.deliver(call).await?;
        if let Some(key) = key {
            self.disturb.state().answers.insert(key, reply.clone());
        }
        Ok(reply)
    }

    async fn meet(&self, fault: Fault, call: Call) -> Result<Reply> {
        let timeout = || Error::new(ErrorKind::Timeout, "no answer within 20 seconds");
        let answer = |kind: FaultKind| {
            kind.answer(&call.operation.info().action()).unwrap_or_else(|| Error::new(ErrorKind::Internal, "it is no answer"))
        };
        match fault {
            Fault::CrashBefore => self.die(Duration::ZERO),
            Fault::CrashAfter | Fault::CrashForAnHour => {
                // Whatever it answers, nobody hears it.
                drop(self.deliver(call).await);
                self.die(if fault == Fault::CrashForAnHour { AN_HOUR } else { Duration::ZERO });
            }
            Fault::ReplyLost => {
                self.deliver(call.clone()).await?;
                return Err(Error::new(ErrorKind::Network, "the connection was reset"));
            }
            Fault::Duplicate => {
                let OperationInfo { effect, name, .. } = *call.operation.info();
                let first = self.pass(call.clone()).await;
                let second = self.deliver(call).await;
                // Where the scenario itself loses the first answer, nobody hears of what was made.
                let makes = ["Create", "Register"].iter().any(|verb| name.starts_with(verb));
                if let (Effect::Write, Ok(second)) = (effect, second)
                    && first.as_ref().map_or(makes, |first| *first != second)
                {
                    self.disturb.state().twins.push(second.to_json().to_string());
                }
                return first;
            }
            Fault::Throttle => return Err(answer(FaultKind::Throttle)),
            Fault::ServerError => return Err(answer(FaultKind::ServerError)),
            Fault::TimeoutUndone => {
                self.clock().sleep(OPERATION_TIMEOUT).await;
                return Err(timeout());
            }
            Fault::TimeoutDone => {
                drop(self.deliver(call.clone()).await);
                self.clock().sleep(OPERATION_TIMEOUT).await;
                return Err(timeout());
            }
            Fault::StaleRead => {
                let known = self.key(&call).and_then(|key| self.disturb.state().answers.get(&key).cloned());
                return match known {
                    Some(reply) => Ok(reply),
                    None => self.pass(call).await,
                };
            }
            Fault::AccessDenied => {
                self.disturb.state().denied.insert(call.operation.info().action());
                return Err(answer(FaultKind::Deny));
            }
            Fault::ForeignScale | Fault::ForeignDeploy | Fault::ForeignWeights | Fault::ForeignTag | Fault::ForeignRepository => {
                let shared = &self.disturb.0;
                let (made, wrote) = (self.disturb.made(), self.disturb.state().wrote.len());
                let mut changed = foreign::change(&shared.simulator, &shared.targets, fault, made, wrote)?;
                for change in &mut changed {
                    // What was deployed before the run has looked at a service is what it was asked to change.
                    change.crossed |= fault == Fault::ForeignDeploy && !change.was_looked_at(&self.disturb.state().looked_at);
                    change.note(&call.scope, &call.operation, made);
                }
                self.disturb.state().changes.extend(changed);
                return self.pass(call).await;
            }
            Fault::ClockJump => {
                let reply = self.pass(call).await;
                self.disturb.0.simulator.advance(AN_HOUR);
                return reply;
            }
        }
        std::future::pending().await
    }
}

#[async_trait]
impl CloudBackend for Disturbed {
    async fn call(&self, call: Call) -> Result<Reply> {
        match self.begin(&call) {
            Fate::Never => std::future::pending().await,
            Fate::Passes => self.pass(call).await,
            Fate::Denied => {
                let error = FaultKind::Deny.answer(&call.operation.info().action());
                Err(call.blame(error.unwrap_or_else(|| Error::new(ErrorKind::AccessDenied, "denied"))))
            }
            Fate::Meets(fault) => self.meet(fault, call.clone()).await.map_err(|error| call.blame(error)),
        }
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}
