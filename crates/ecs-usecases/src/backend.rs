//! A cloud call is a value; everything else is a layer around one method.

use crate::{
    cancel::CancelToken,
    clock::{Clock, Timestamp},
    error::{Error, ErrorKind, Result},
    operations::{AnyOperation, Operation, Reply},
};
use async_trait::async_trait;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    sync::{Arc, LazyLock},
};

/// An AWS account and Region.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Account id, twelve digits.
    pub account: String,
    /// Region name, such as `eu-west-1`.
    pub region: String,
}

impl Scope {
    /// This account and Region.
    pub fn new(account: impl Into<String>, region: impl Into<String>) -> Self {
        Self { account: account.into(), region: region.into() }
    }
}

/// One cloud operation in one account and Region.
#[derive(Debug, Clone)]
pub struct Call {
    /// Where.
    pub scope: Arc<Scope>,
    /// The ARN of the role that is assumed for it; the caller's own credentials when absent. Where a call goes does not depend
    /// on it.
    pub role: Option<Arc<str>>,
    /// What.
    pub operation: AnyOperation,
    /// What makes a repeat of this call recognisable: the same for every attempt, also after a crash. Empty for a call
    /// that no run made.
    pub token: Arc<str>,
    /// When the intent was made: an effect that is older was not made by this call.
    pub since: Timestamp,
    /// By which the run that makes it can be cancelled. A call that still waits for its turn is given up then, with
    /// [`Cancelled`](ErrorKind::Cancelled) and nothing sent; one that was sent is waited for.
    pub cancel: Option<CancelToken>,
    /// Asked before a change that has waited is sent: whether it may be made still.
    pub permit: Option<Permit>,
}

/// Says whether a call may be sent still.
#[derive(Clone)]
pub struct Permit(Arc<dyn Permits>);

/// Who gives permits.
#[async_trait]
pub trait Permits: Send + Sync {
    /// An error if what was allowed is so no longer.
    async fn check(&self) -> Result<()>;
}

impl Permit {
    /// One that this gives.
    pub fn of(by: Arc<dyn Permits>) -> Self {
        Self(by)
    }

    /// An error if what was allowed is so no longer.
    pub async fn check(&self) -> Result<()> {
        self.0.check().await
    }
}

impl fmt::Debug for Permit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Permit")
    }
}

impl Call {
    /// This operation in this account and Region, by the caller's own credentials and with no token.
    pub fn new(scope: Arc<Scope>, operation: impl Into<AnyOperation>, since: Timestamp) -> Self {
        static NO_TOKEN: LazyLock<Arc<str>> = LazyLock::new(|| Arc::from(""));
        Self { scope, role: None, operation: operation.into(), token: NO_TOKEN.clone(), since, cancel: None, permit: None }
    }

    /// Name the call in an error.
    pub fn blame(&self, error: Error) -> Error {
        let error = error.during(self.operation.info().action());
        match self.operation.resource() {
            Some(resource) => error.on(resource),
            None => error,
        }
    }
}

/// A cloud: AWS, the simulator, or a layer around either.
#[async_trait]
pub trait CloudBackend: Send + Sync {
    /// Perform one cloud operation in one account and Region.
    async fn call(&self, call: Call) -> Result<Reply>;
    /// The time this cloud lives in: real for AWS, virtual for the simulator.
    fn clock(&self) -> &dyn Clock;
    /// Another number whenever a service may have changed in what reads of it and of its deployments answer: as long as it is the
    /// same they need not be asked again. None where only asking tells, as at AWS.
    fn changes(&self, _scope: &Scope, _cluster: &str, _service: &str) -> Option<u64> {
        None
    }
}

#[async_trait]
impl<B: CloudBackend + ?Sized> CloudBackend for Arc<B> {
    async fn call(&self, call: Call) -> Result<Reply> {
        (**self).call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        (**self).clock()
    }
    fn changes(&self, scope: &Scope, cluster: &str, service: &str) -> Option<u64> {
        (**self).changes(scope, cluster, service)
    }
}

/// Wraps a backend in another that adds one concern.
pub trait Layer {
    /// The wrapped backend.
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend>;
}

/// A backend seen from one account and Region: what use cases send their operations to.
#[derive(Clone)]
pub struct Cloud {
    backend: Arc<dyn CloudBackend>,
    scope: Arc<Scope>,
    role: Option<Arc<str>>,
}

impl Cloud {
    /// This backend, seen from this scope.
    pub fn new(backend: Arc<dyn CloudBackend>, scope: Scope) -> Self {
        Self { backend, scope: Arc::new(scope), role: None }
    }

    /// The same with a layer around it.
    #[must_use]
    pub fn with(self, layer: impl Layer) -> Self {
        Self { backend: layer.layer(self.backend), ..self }
    }

    /// The same cloud in another account or Region, by the caller's own credentials.
    #[must_use]
    pub fn in_scope(&self, scope: Scope) -> Self {
        self.at(scope, None)
    }

    /// The same cloud in another account or Region, by the role of this ARN if there is one.
    #[must_use]
    pub fn at(&self, scope: Scope, role: Option<String>) -> Self {
        Self { backend: self.backend.clone(), scope: Arc::new(scope), role: role.map(Arc::from) }
    }

    /// The account and Region.
    pub fn scope(&self) -> &Arc<Scope> {
        &self.scope
    }

    /// The ARN of the role that is assumed for calls; none when they are made by the caller's own credentials.
    pub fn role(&self) -> Option<&Arc<str>> {
        self.role.as_ref()
    }

    /// The call that sends this operation.
    pub fn call(&self, operation: impl Into<AnyOperation>, since: Timestamp) -> Call {
        Call { role: self.role.clone(), ..Call::new(self.scope.clone(), operation, since) }
    }

    /// The backend.
    pub fn backend(&self) -> &Arc<dyn CloudBackend> {
        &self.backend
    }

    /// The time this cloud lives in.
    pub fn clock(&self) -> &dyn Clock {
        self.backend.clock()
    }

    /// Send one operation and read its reply.
    pub async fn send<O: Operation>(&self, operation: O) -> Result<O::Output> {
        read::<O>(self.backend.call(self.call(operation, self.clock().now())).await?)
    }
}

/// The typed output of a reply.
pub fn read<O: Operation>(reply: Reply) -> Result<O::Output> {
    O::output(reply)
        .ok_or_else(|| Error::new(ErrorKind::Internal, "the backend answered with the reply of another operation").during(O::INFO.action()))
}
