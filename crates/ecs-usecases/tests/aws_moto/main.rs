//! The AWS backend against moto: every operation that moto has is sent, and what it stored is read back.
//!
//! A test starts its own moto server from the Python interpreter that `ECS_USECASES_PYTHON` names. Without moto the tests
//! are skipped, unless `ECS_USECASES_REQUIRE_MOTO=1` is set.

#![allow(clippy::unwrap_used)]

mod access;
mod appconfig;
mod cloudwatch;
mod dynamodb;
mod ecr;
mod ecs;
mod elbv2;
mod errors;
mod journal;
mod logs;
mod scaling;
#[path = "../scenario_files/mod.rs"]
mod scenario_files;
mod scenarios;
mod secrets;
mod server;

use async_trait::async_trait;
use ecs_usecases::{
    backend::{Call, Cloud, CloudBackend, Scope},
    backends::aws::AwsBackend,
    clock::{Clock, Timestamp},
    error::{Error, ErrorKind, Result},
    operations::{AnyOperation, Operation, OperationInfo, Reply, rest},
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use server::Moto;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

/// What moto lacks. When a newer moto has one, its row fails: move it to the tests proper.
const LACKING: [&str; 26] = [
    "appconfig:CreateDeploymentStrategy",
    "appconfig:CreateEnvironment",
    "appconfig:GetDeployment",
    "appconfig:GetEnvironment",
    "appconfig:ListApplications",
    "appconfig:ListDeploymentStrategies",
    "appconfig:ListDeployments",
    "appconfig:ListEnvironments",
    "appconfig:ListHostedConfigurationVersions",
    "appconfig:StartDeployment",
    "appconfig:StopDeployment",
    "appconfigdata:GetLatestConfiguration",
    "appconfigdata:StartConfigurationSession",
    "application-autoscaling:DescribeScalingActivities",
    "ecr:DescribeImageReplicationStatus",
    "ecr:GetLifecyclePolicyPreview",
    "ecr:StartLifecyclePolicyPreview",
    "ecs:ContinueServiceDeployment",
    "ecs:DescribeServiceDeployments",
    "ecs:DescribeServiceRevisions",
    "ecs:ListServiceDeployments",
    "ecs:StopServiceDeployment",
    "ecs:UpdateClusterSettings",
    "iam:SimulatePrincipalPolicy",
    "servicequotas:GetAWSDefaultServiceQuota",
    "servicequotas:ListServiceQuotas",
];

const REGION: &str = "eu-west-1";

/// A backend that remembers which operations succeeded.
struct Recorder {
    inner: AwsBackend,
    succeeded: Mutex<BTreeSet<String>>,
}

#[async_trait]
impl CloudBackend for Recorder {
    async fn call(&self, call: Call) -> Result<Reply> {
        let action = call.operation.info().action();
        let reply = self.inner.call(call).await?;
        self.succeeded.lock().unwrap().insert(action);
        Ok(reply)
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// A moto server and a cloud that talks to it.
struct Bench {
    moto: Moto,
    cloud: Cloud,
    recorder: Arc<Recorder>,
}

impl Bench {
    /// `None` means that moto is not there and the test is skipped.
    async fn start() -> Option<Self> {
        let moto = Moto::start(&[])?;
        let inner = AwsBackend::builder().endpoint_url(moto.url()).region(REGION).credentials("test", "test").build().await;
        let scope = inner.scope().await.unwrap();
        let recorder = Arc::new(Recorder { inner, succeeded: Mutex::default() });
        let cloud = Cloud::new(recorder.clone(), scope);
        Some(Self { moto, cloud, recorder })
    }

    /// Send the operation whose request has this JSON.
    async fn send<O: Operation + DeserializeOwned>(&self, request: Value) -> O::Output {
        self.try_send::<O>(request).await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    async fn try_send<O: Operation + DeserializeOwned>(&self, request: Value) -> Result<O::Output> {
        self.cloud.send::<O>(serde_json::from_value(request).unwrap()).await
    }

    async fn fail<O: Operation + DeserializeOwned>(&self, request: Value) -> Error {
        match self.try_send::<O>(request).await {
            Ok(_) => panic!("{} succeeded", O::INFO.action()),
            Err(error) => error,
        }
    }

    /// Every operation of the table has succeeded once, except for those that moto lacks.
    fn assert_covered(&self, table: &[&OperationInfo]) {
        let succeeded = self.recorder.succeeded.lock().unwrap();
        let missing: Vec<_> = table
            .iter()
            .map(|info| info.action())
            .filter(|action| !LACKING.contains(&action.as_str()) && !succeeded.contains(action))
            .collect();
        assert!(missing.is_empty(), "never succeeded: {missing:?}");
    }
}

/// The JSON of anything that the library returns.
fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[tokio::test]
async fn what_moto_lacks_is_unsupported() {
    let Some(bench) = Bench::start().await else { return };
    let scope = Arc::new(Scope::new("", REGION));
    for action in LACKING {
        let operation = AnyOperation::from_json(action, in_path(action)).unwrap();
        let call = Call::new(scope.clone(), operation, Timestamp::default());
        let error = bench.recorder.call(call).await.expect_err(action);
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{action}: {error:?}");
        assert!(!error.is_retryable());
        assert_eq!(error.details().operation.as_deref(), Some(action));
        assert!(error.details().advice.as_ref().unwrap().contains(action));
    }
}

/// What has to be in a request for it to be sent at all: the members that are parts of its path.
fn in_path(action: &str) -> Value {
    let (service, name) = action.split_once(':').unwrap();
    let row = rest::service(service).and_then(|service| service.operation(name));
    let placed = row.into_iter().flat_map(|row| row.request).filter(|placed| placed.place == rest::Place::Path);
    let value = |kind| if kind == rest::Kind::Integer { Value::from(1) } else { Value::from("x") };
    placed.map(|placed| (placed.member.to_owned(), value(placed.kind))).collect::<serde_json::Map<_, _>>().into()
}
