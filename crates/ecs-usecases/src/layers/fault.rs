//! Makes calls fail on purpose.

use crate::{
    backend::{Call, CloudBackend, Layer},
    clock::Clock,
    error::{Error, ErrorKind, Result},
    operations::{Effect, Reply},
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
    /// Then fail this many.
    #[serde(default = "one")]
    pub times: u32,
    /// How they fail.
    pub kind: FaultKind,
}

fn one() -> u32 {
    1
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
}

/// Faults that are still to come, each counted on its own, and what they need.
#[derive(Debug, Default)]
pub struct FaultPlan {
    faults: Mutex<Vec<Fault>>,
    /// What reads were answered last, as far as a fault may want it again.
    answers: Mutex<HashMap<String, Reply>>,
}

impl FaultPlan {
    /// These faults.
    pub fn new(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self { faults: Mutex::new(faults.into_iter().collect()), answers: Mutex::default() }
    }

    /// The first fault that is due for this call, counted.
    pub fn due(&self, call: &Call) -> Option<FaultKind> {
        let mut faults = self.faults();
        if faults.is_empty() {
            return None;
        }
        let action = call.operation.info().action();
        let mut due = None;
        for fault in faults.iter_mut().filter(|fault| fault.is_about(&action)) {
            if fault.after > 0 {
                fault.after -= 1;
            } else if fault.times > 0 && due.is_none() {
                fault.times -= 1;
                due = Some(fault.kind);
            }
        }
        due
    }

    /// What is left of them.
    pub fn left(&self) -> Vec<Fault> {
        self.faults().iter().filter(|fault| fault.times > 0).cloned().collect()
    }

    /// Plan these instead.
    pub fn replace(&self, faults: Vec<Fault>) {
        *self.faults() = faults;
        self.answers().clear();
    }

    /// Where to [keep](Self::keep) the answer of this call, if a fault may want it again.
    pub fn place(&self, call: &Call) -> Option<String> {
        let info = call.operation.info();
        let is_wanted = |fault: &Fault| fault.kind == FaultKind::Stale && fault.times > 0 && fault.is_about(&info.action());
        (info.effect == Effect::Read && self.faults().iter().any(is_wanted)).then(|| key(call))
    }

    /// Keep an answer for a fault that may want it again.
    pub fn keep(&self, place: String, reply: &Reply) {
        self.answers().insert(place, reply.clone());
    }

    /// What this read was answered last time.
    pub fn old_answer(&self, call: &Call) -> Option<Reply> {
        if call.operation.info().effect == Effect::Read { self.answers().get(&key(call)).cloned() } else { None }
    }

    fn faults(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answers(&self) -> MutexGuard<'_, HashMap<String, Reply>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(call: &Call) -> String {
    format!("{:?} {} {}", call.scope, call.operation.info().action(), call.operation.to_json())
}

impl Fault {
    fn is_about(&self, action: &str) -> bool {
        self.action == "*" || self.action == action
    }
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
            Self::DropBefore | Self::DropAfter | Self::Slow | Self::Stale => return None,
        })
    }
}

/// The layer that injects them.
#[derive(Debug, Clone, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// These faults, each counted on its own.
    pub fn new(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self(faults.into_iter().collect())
    }
}

impl Layer for Faults {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Faulty { inner, plan: FaultPlan::new(self.0) })
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
        let Some(fault) = self.plan.due(&call) else { return self.pass(call).await };
        let lost = || Error::new(ErrorKind::Network, "the connection was reset");
        let failed = match fault {
            FaultKind::DropBefore => lost(),
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
