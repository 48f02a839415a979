//! Makes calls fail on purpose.

use crate::{
    backend::{Call, CloudBackend, Layer, Scope},
    clock::{Clock, Timestamp},
    error::{Error, ErrorKind, Result},
    operations::{Effect, Reply},
    span::Span,
};
use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A failure to inject: which calls, and how they fail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The AWS action, such as `ecs:UpdateService`, or `*` for every call.
    pub action: String,
    /// Let this many such calls pass first.
    #[serde(default)]
    pub after: u32,
    /// Then fail this many. Unless it is said, that is one; with `since` or `until` it is every call in that time.
    #[serde(default)]
    pub times: Option<u32>,
    /// How they fail.
    pub kind: FaultKind,
    /// Only calls of this Region.
    #[serde(default)]
    pub region: Option<String>,
    /// Only calls of this account.
    #[serde(default)]
    pub account: Option<String>,
    /// Only calls from this long after the start on.
    #[serde(default)]
    pub since: Option<Span>,
    /// Only calls before this long after the start.
    #[serde(default)]
    pub until: Option<Span>,
}

impl Fault {
    /// The next call of this action fails so.
    pub fn new(action: impl Into<String>, kind: FaultKind) -> Self {
        Self { action: action.into(), after: 0, times: None, kind, region: None, account: None, since: None, until: None }
    }

    /// Let this many such calls pass first.
    #[must_use]
    pub fn after(mut self, calls: u32) -> Self {
        self.after = calls;
        self
    }

    /// Fail this many.
    #[must_use]
    pub fn times(mut self, calls: u32) -> Self {
        self.times = Some(calls);
        self
    }

    /// Only calls of this Region.
    #[must_use]
    pub fn in_region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Only calls of this account.
    #[must_use]
    pub fn in_account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Only calls in this time, counted from the start; without an end for good.
    #[must_use]
    pub fn between(mut self, since: Duration, until: Option<Duration>) -> Self {
        self.since = Some(Span(since));
        self.until = until.map(Span);
        self
    }

    /// Whether it is about such a call of this account and Region, whenever that is.
    fn is_about(&self, action: &str, scope: &Scope) -> bool {
        let fits = |wanted: &Option<String>, found: &String| wanted.as_ref().is_none_or(|wanted| wanted == found);
        (self.action == "*" || self.action == action) && fits(&self.region, &scope.region) && fits(&self.account, &scope.account)
    }

    fn begins(&self, start: Timestamp) -> Option<Timestamp> {
        self.since.map(|Span(since)| start + since)
    }

    fn is_over(&self, start: Timestamp, now: Timestamp) -> bool {
        self.times == Some(0) || self.until.is_some_and(|Span(until)| now >= start + until)
    }
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// AWS asks to slow down; nothing is done.
    Throttle,
    /// AWS answers HTTP 500; nothing is done.
    ServerError,
    /// The connection breaks before the call arrives.
    DropBefore,
    /// The call is done, and the reply is lost.
    DropAfter,
    /// The credentials do not allow it.
    Deny,
    /// The reply takes ten seconds.
    Slow,
    /// A read is answered as the same read was answered last time, whatever has changed since.
    Stale,
    /// There is no connection: nothing is done. With `region`, `since` and `until`, the Region is down in that time.
    Unreachable,
}

/// Faults that are still to come, each counted on its own, and what they need.
#[derive(Debug, Default)]
pub struct FaultPlan {
    planned: Mutex<Planned>,
    /// What reads were answered last, as far as a fault may want it again.
    answers: Mutex<HashMap<String, Reply>>,
}

#[derive(Debug, Default)]
struct Planned {
    /// What the faults' `since` and `until` are counted from.
    start: Timestamp,
    faults: Vec<Fault>,
}

impl Planned {
    fn new(start: Timestamp, faults: impl IntoIterator<Item = Fault>) -> Self {
        let counted = |mut fault: Fault| {
            if fault.since.is_none() && fault.until.is_none() {
                fault.times.get_or_insert(1);
            }
            fault
        };
        Self { start, faults: faults.into_iter().map(counted).collect() }
    }
}

impl FaultPlan {
    /// These faults. Their `since` and `until` are counted from `start`.
    pub fn new(start: Timestamp, faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { planned: Mutex::new(Planned::new(start, faults)), answers: Mutex::default() }
    }

    /// The first fault that is due for this call, counted.
    pub fn due(&self, call: &Call, now: Timestamp) -> Option<FaultKind> {
        let mut planned = self.planned();
        let Planned { start, faults } = &mut *planned;
        if faults.is_empty() {
            return None;
        }
        let start = *start;
        let action = call.operation.info().action();
        let in_time = |fault: &Fault| fault.begins(start).is_none_or(|begin| now >= begin) && !fault.is_over(start, now);
        let mut due = None;
        for fault in faults.iter_mut().filter(|fault| fault.is_about(&action, &call.scope) && in_time(fault)) {
            if fault.after > 0 {
                fault.after -= 1;
            } else if due.is_none() {
                if let Some(times) = &mut fault.times {
                    *times -= 1;
                }
                due = Some(fault.kind);
            }
        }
        due
    }

    /// What is left of them.
    pub fn left(&self, now: Timestamp) -> Vec<Fault> {
        let planned = self.planned();
        planned.faults.iter().filter(|fault| !fault.is_over(planned.start, now)).cloned().collect()
    }

    /// Plan these instead.
    pub fn replace(&self, start: Timestamp, faults: Vec<Fault>) {
        *self.planned() = Planned::new(start, faults);
        self.answers().clear();
    }

    /// Where to [keep](Self::keep) the answer of this call, if a fault may want it again.
    pub fn place(&self, call: &Call) -> Option<String> {
        let info = call.operation.info();
        let is_wanted =
            |fault: &Fault| fault.kind == FaultKind::Stale && fault.times != Some(0) && fault.is_about(&info.action(), &call.scope);
        (info.effect == Effect::Read && self.planned().faults.iter().any(is_wanted)).then(|| key(call))
    }

    /// Keep an answer for a fault that may want it again.
    pub fn keep(&self, place: String, reply: &Reply) {
        self.answers().insert(place, reply.clone());
    }

    /// What this read was answered last time.
    pub fn old_answer(&self, call: &Call) -> Option<Reply> {
        if call.operation.info().effect == Effect::Read { self.answers().get(&key(call)).cloned() } else { None }
    }

    fn planned(&self) -> MutexGuard<'_, Planned> {
        self.planned.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<String, Reply>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(call: &Call) -> String {
    format!("{:?} {} {}", call.scope, call.operation.info().action(), call.operation.to_json())
}

impl FaultKind {
    /// The error with which AWS answers an action, if this fault is such an answer.
    pub fn answer(self, action: &str) -> Option<Error> {
        Some(match self {
            Self::Throttle => Error::new(ErrorKind::Throttled, "Rate exceeded").with_code("ThrottlingException"),
            Self::ServerError => Error::new(ErrorKind::ServiceFault, "internal error").with_code("ServerException"),
            Self::Deny => Error::new(ErrorKind::AccessDenied, format!("not authorized to perform: {action}"))
                .with_code("AccessDeniedException")
                .advise(Error::permission_advice(action)),
            Self::DropBefore | Self::DropAfter | Self::Slow | Self::Stale | Self::Unreachable => return None,
        })
    }
}

/// The layer that injects them.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    faults: Vec<Fault>,
    start: Option<Timestamp>,
}

impl Faults {
    /// These faults, each counted on its own. Their `since` and `until` are counted from when the layer is put on.
    pub fn new(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { faults: faults.into_iter().collect(), start: None }
    }

    /// Count their `since` and `until` from this moment.
    #[must_use]
    pub fn since(mut self, start: Timestamp) -> Self {
        self.start = Some(start);
        self
    }
}

impl Layer for Faults {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        let start = self.start.unwrap_or_else(|| inner.clock().now());
        Arc::new(Faulty { inner, plan: FaultPlan::new(start, self.faults) })
    }
}

struct Faulty {
    inner: Arc<dyn CloudBackend>,
    plan: FaultPlan,
}

impl Faulty {
    async fn pass(&self, call: Call) -> Result<Reply> {
        let place = self.plan.place(&call);
        let reply = self.inner.call(call).await?;
        if let Some(place) = place {
            self.plan.keep(place, &reply);
        }
        Ok(reply)
    }
}

#[async_trait]
impl CloudBackend for Faulty {
    async fn call(&self, call: Call) -> Result<Reply> {
        let Some(fault) = self.plan.due(&call, self.clock().now()) else { return self.pass(call).await };
        let lost = || Error::new(ErrorKind::Network, "the connection was reset");
        let failed = match fault {
            FaultKind::DropBefore => lost(),
            FaultKind::Unreachable => Error::new(ErrorKind::Network, format!("the endpoint in {} can't be reached", call.scope.region)),
            FaultKind::DropAfter => {
                self.inner.call(call.clone()).await?;
                lost()
            }
            FaultKind::Slow => {
                self.clock().sleep(SLOW).await;
                return self.pass(call).await;
            }
            FaultKind::Stale => match self.plan.old_answer(&call) {
                Some(reply) => return Ok(reply),
                None => return self.pass(call).await,
            },
            FaultKind::Throttle | FaultKind::ServerError | FaultKind::Deny => match fault.answer(&call.operation.info().action()) {
                Some(error) => error,
                None => return self.pass(call).await,
            },
        };
        Err(call.blame(failed))
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// How long a slow reply takes.
pub const SLOW: Duration = Duration::from_secs(10);
