//! [`UseCase`], what each says of itself, and the registry by which bindings reach them by name.

use crate::{
    error::{self, Error, ErrorKind, Result},
    run::Run,
};
use futures::future::BoxFuture;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::future::Future;

/// One way to use ECS: the value is the request, `run` does it.
pub trait UseCase: Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// What it gives back when it ended as asked.
    type Outcome: Serialize + DeserializeOwned + JsonSchema + Send + 'static;
    /// What it says of itself.
    const INFO: UseCaseInfo;
    /// Do it. Everything it does to the world, and every reading of time, goes through `run`.
    fn run(self, run: &Run) -> impl Future<Output = Result<Self::Outcome>> + Send;
}

/// What a use case says of itself.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct UseCaseInfo {
    /// Number in the catalog.
    pub id: u16,
    /// Name in Rust and in the catalog, such as `RollingDeployment`.
    pub title: &'static str,
    /// Name on the wire and in Python, such as `rolling_deployment`.
    pub name: &'static str,
    /// Family in the catalog.
    pub family: Family,
    /// Who takes part.
    pub actors: &'static [Actor],
    /// Its stages, in order.
    pub stages: &'static [Stage],
    /// How it can fail, and what holds then.
    pub failures: &'static [Failure],
}

/// The families of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Family {
    Foundation,
    Deployment,
    Workload,
    Operations,
    Images,
    Resilience,
    Governance,
    Migration,
}

/// Who answers for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Source, Dockerfile, task sizing, health check, release notes.
    DevelopmentTeam,
    /// Build, push, tag, scan trigger, routine deployment, evidence.
    CicdPipeline,
    /// Manual and emergency deployments, rollback, scaling, failover, on-call.
    OperationsTeam,
    /// Network, clusters, capacity, load balancers, repositories, quotas.
    InfrastructureTeam,
    /// Approvals, policy, roles, signing keys, exceptions.
    SecurityTeam,
    /// Scanners, findings, scan schedules, remediation evidence.
    VulnerabilityManagementTeam,
}

/// A stage of a use case.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Stage {
    /// What it does; also the name of the step in events.
    pub name: &'static str,
    /// Who answers for it.
    pub responsible: Actor,
    /// Artifacts that it takes.
    pub takes: &'static [&'static str],
    /// Artifacts that it leaves.
    pub leaves: &'static [&'static str],
}

/// A way in which a use case fails.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Failure {
    /// What goes wrong.
    pub when: &'static str,
    /// What holds afterwards, and how it was undone.
    pub then: &'static str,
}

/// A use case without its types.
pub struct Entry {
    /// What it says of itself.
    pub info: UseCaseInfo,
    /// Schema of the request.
    pub request: fn(&mut SchemaGenerator) -> Schema,
    /// Schema of the outcome.
    pub outcome: fn(&mut SchemaGenerator) -> Schema,
    prepare: fn(&Value) -> Result<Prepared>,
    normal: fn(&Value) -> Result<Value>,
}

/// A use case whose request has been read, ready to run.
pub type Prepared = Box<dyn for<'a> FnOnce(&'a Run) -> BoxFuture<'a, Result<Value>> + Send>;

impl Entry {
    /// The entry of a use case.
    pub fn of<U: UseCase>() -> Self {
        Self {
            info: U::INFO,
            request: |generator| generator.subschema_for::<U>(),
            outcome: |generator| generator.subschema_for::<U::Outcome>(),
            prepare: |request| {
                let use_case = parse::<U>(request)?;
                Ok(Box::new(move |run| {
                    Box::pin(async move {
                        let outcome = use_case.run(run).await?;
                        serde_json::to_value(outcome).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
                    })
                }))
            },
            normal: |request| {
                serde_json::to_value(parse::<U>(request)?).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
            },
        }
    }

    /// The request with everything in it that is left out and has a default: equal requests are the same value then.
    pub fn normal(&self, request: &Value) -> Result<Value> {
        (self.normal)(request)
    }

    /// Read the request, which has to have the form that the use case asks for.
    pub fn prepare(&self, request: &Value) -> Result<Prepared> {
        (self.prepare)(request)
    }
}

fn parse<U: UseCase>(request: &Value) -> Result<U> {
    error::read(request, U::INFO.name).map_err(|error| error.while_(format!("read the request of {}", U::INFO.title)))
}

/// Every use case there is. A new one is its file and a line here.
pub fn registry() -> &'static [Entry] {
    static REGISTRY: std::sync::LazyLock<Vec<Entry>> = std::sync::LazyLock::new(crate::use_cases::all);
    &REGISTRY
}

/// The use case of this name.
pub fn find(name: &str) -> Result<&'static Entry> {
    registry().iter().find(|entry| entry.info.name == name).ok_or_else(|| {
        let names: Vec<_> = registry().iter().map(|entry| entry.info.name).collect();
        Error::new(ErrorKind::InvalidRequest, format!("there is no use case `{name}`"))
            .on(name)
            .advise(format!("There are: {}.", names.join(", ")))
    })
}
