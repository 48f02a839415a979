//! Makes calls fail on purpose.

use crate::{
    backend::{Call, CloudBackend, Layer},
    clock::Clock,
    error::{Error, ErrorKind, Result},
    operations::Reply,
};
use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    sync::{Arc, Mutex, PoisonError},
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
        Arc::new(Faulty { inner, faults: Mutex::new(self.0) })
    }
}

struct Faulty {
    inner: Arc<dyn CloudBackend>,
    faults: Mutex<Vec<Fault>>,
}

impl Faulty {
    /// The first fault that is due for this action, counted.
    fn due(&self, action: &str) -> Option<FaultKind> {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        let mut due = None;
        for fault in faults.iter_mut().filter(|fault| fault.action == "*" || fault.action == action) {
            if fault.after > 0 {
                fault.after -= 1;
            } else if fault.times > 0 && due.is_none() {
                fault.times -= 1;
                due = Some(fault.kind);
            }
        }
        due
    }
}

#[async_trait]
impl CloudBackend for Faulty {
    async fn call(&self, call: Call) -> Result<Reply> {
        let info = call.operation.info();
        let Some(fault) = self.due(&info.action()) else { return self.inner.call(call).await };
        let lost = || Error::new(ErrorKind::Network, "the connection was reset");
        let failed = match fault {
            FaultKind::Throttle => Error::new(ErrorKind::Throttled, "Rate exceeded").with_code("ThrottlingException"),
            FaultKind::ServerError => Error::new(ErrorKind::ServiceFault, "internal error").with_code("ServerException"),
            FaultKind::DropBefore => lost(),
            FaultKind::DropAfter => {
                self.inner.call(call.clone()).await?;
                lost()
            }
            FaultKind::Deny => Error::new(ErrorKind::AccessDenied, format!("not authorized to perform: {}", info.action()))
                .with_code("AccessDeniedException")
                .advise(format!("Allow {} on it in the role's policy.", info.action())),
            FaultKind::Slow => {
                self.clock().sleep(Duration::from_secs(10)).await;
                return self.inner.call(call).await;
            }
        };
        Err(call.blame(failed))
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}
