//! AWS itself, or anything that speaks its wire protocols.
//!
//! The SDK does what it does well: credentials, endpoints, signing, connections, timeouts. What is said over the wire is
//! ours: each request's body is written from our shapes and each reply is read into them, so that members and values
//! which neither the SDK nor this library knows go through unharmed. The SDK's own retries are off; a layer owns retries.
//!
//! ECS, ECR, Elastic Load Balancing and CloudWatch go by their SDK clients. All other services go by the SDK's orchestrator without a
//! client: the tables of [`crate::operations`] say how they are spoken to.

mod builder;
mod clients;
mod endpoint;
mod exchange;
mod failure;
mod kind;
mod message;
mod query;
pub mod recording;
mod rest;
mod roles;
mod send;
mod speak;
mod transport;
mod web;
mod xml;

pub use builder::AwsBackendBuilder;
#[cfg(feature = "dynamodb")]
pub(crate) use failure::client_error;

use crate::{
    backend::{Call, CloudBackend, Scope},
    clock::Clock,
    error::{Error, ErrorKind, Result},
    operations::{AnyOperation, Reply, sts, wire},
};
use async_trait::async_trait;
use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials;
use clients::Clients;
use exchange::Exchange;
use roles::Role;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

/// The cloud that is AWS.
///
/// A [`Call`] is sent to its scope's Region, by the credentials of the configuration or, if it names a role, by those of a session of
/// this role, which is assumed when it is first needed and renewed five minutes before it expires. A call for another account than
/// that of the role or, as far as it is known (see [`AwsBackend::scope`]), of the credentials is refused.
pub struct AwsBackend {
    config: SdkConfig,
    account: OnceLock<String>,
    clients: Mutex<BTreeMap<Caller, Arc<Clients>>>,
    roles: Mutex<BTreeMap<String, Arc<Role>>>,
    clock: Arc<dyn Clock>,
}

/// Whose clients they are: a role's, or nobody's but the configuration's; and of which Region.
type Caller = (Option<Arc<str>>, String);

impl AwsBackend {
    /// With the credentials, Region and endpoints that the environment, the profile or the machine's role give.
    pub async fn from_env() -> Self {
        Self::builder().build().await
    }

    /// The same with some of it set by the program.
    pub fn builder() -> AwsBackendBuilder {
        AwsBackendBuilder::default()
    }

    fn new(config: SdkConfig, account: Option<String>, clock: Arc<dyn Clock>) -> Self {
        let known = OnceLock::new();
        if let Some(account) = account {
            known.get_or_init(|| account);
        }
        Self { config, account: known, clients: Mutex::default(), roles: Mutex::default(), clock }
    }

    /// The account and Region that the configuration names.
    ///
    /// The account comes from the builder, from `AWS_ACCOUNT_ID`, or from the credentials; it is empty when none tells.
    pub async fn scope(&self) -> Result<Scope> {
        let region = self.config.region().ok_or_else(|| no_region("no Region is configured"))?;
        if self.account.get().is_none()
            && let Some(provider) = self.config.credentials_provider()
            && let Ok(credentials) = provider.provide_credentials().await
            && let Some(account) = credentials.account_id()
        {
            self.account.get_or_init(|| account.as_str().into());
        }
        Ok(Scope::new(self.account.get().cloned().unwrap_or_default(), region.as_ref()))
    }

    /// What sends a call.
    async fn clients(&self, call: &Call) -> Result<Arc<Clients>> {
        let region = &call.scope.region;
        if region.is_empty() {
            return Err(no_region("the call names no Region"));
        }
        let own = || self.clients_of((None, region.clone()), || self.config.clone());
        let Some(arn) = &call.role else {
            self.check_account(&call.scope)?;
            return Ok(own());
        };
        let account = sts::account_of(arn).ok_or_else(|| Error::invalid("role", format!("`{arn}` is not the ARN of a role")))?;
        if !call.scope.account.is_empty() && account != call.scope.account {
            return Err(other_account(&call.scope, &format!("the role {arn} is"), account));
        }
        let role = locked(&self.roles).entry(arn.to_string()).or_insert_with(|| Role::new(arn)).clone();
        role.renew(&own(), self.clock.now()).await?;
        Ok(self.clients_of((Some(arn.clone()), region.clone()), || roles::configure(&self.config, &role)))
    }

    fn clients_of(&self, caller: Caller, config: impl FnOnce() -> SdkConfig) -> Arc<Clients> {
        let region = caller.1.clone();
        locked(&self.clients).entry(caller).or_insert_with(|| Arc::new(Clients::new(&config(), &region))).clone()
    }

    fn check_account(&self, scope: &Scope) -> Result<()> {
        match self.account.get() {
            Some(account) if !scope.account.is_empty() && *account != scope.account => {
                Err(other_account(scope, "the credentials are", account))
            }
            _ => Ok(()),
        }
    }

    async fn perform(&self, call: &Call) -> Result<Reply> {
        if let AnyOperation::Http(request) = &call.operation {
            return web::send(&self.config, request).await.map(Reply::Http);
        }
        let clients = self.clients(call).await?;
        let operation = &call.operation;
        match operation {
            AnyOperation::Ecs(request) => {
                let exchange = Exchange::new(operation.to_json().to_string());
                let failure = send::ecs(clients.ecs(), request, &exchange).await;
                read_json(operation, &exchange.success(failure, operation.info())?)
            }
            AnyOperation::Ecr(request) => {
                let exchange = Exchange::new(operation.to_json().to_string());
                let failure = send::ecr(clients.ecr(), request, &exchange).await;
                read_json(operation, &exchange.success(failure, operation.info())?)
            }
            AnyOperation::Elbv2(request) => {
                let version = wire::of(operation.info().service).and_then(|wire| wire.query).map_or("", |(version, _)| version);
                let exchange = Exchange::new(query::form(operation.info().name, version, &operation.to_json()));
                let failure = send::elbv2(clients.elbv2(), request, &exchange).await;
                send::read_elbv2(request, &exchange.success(failure, operation.info())?).map(Reply::Elbv2)
            }
            #[cfg(feature = "aws-cloudwatch")]
            AnyOperation::CloudWatch(request) => {
                let target = wire::of(operation.info().service).and_then(|wire| wire.target).unwrap_or_default();
                let exchange = Exchange::in_json(operation.to_json().to_string(), target, operation.info().name);
                let failure = send::cloudwatch(clients.cloudwatch(), request, &exchange).await;
                read_json(operation, &exchange.success(failure, operation.info())?)
            }
            _ => speak::perform(&clients, operation).await,
        }
    }
}

#[async_trait]
impl CloudBackend for AwsBackend {
    async fn call(&self, call: Call) -> Result<Reply> {
        self.perform(&call).await.map_err(|error| call.blame(error))
    }

    fn clock(&self) -> &dyn Clock {
        &*self.clock
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn other_account(scope: &Scope, whose: &str, account: &str) -> Error {
    Error::new(ErrorKind::AccessDenied, format!("the call is for account {}, and {whose} of account {account}", scope.account))
        .advise(format!("Use credentials of account {}", scope.account))
}

fn no_region(message: &str) -> Error {
    Error::new(ErrorKind::InvalidRequest, message).advise("Set AWS_REGION, or `region` in the profile, or give the builder a Region")
}

fn read_json(operation: &AnyOperation, body: &[u8]) -> Result<Reply> {
    operation.reply_from_json(&json(body)?)
}

fn json(body: &[u8]) -> Result<Value> {
    // Some actions answer with nothing at all instead of an empty object.
    let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
    let mut reply = serde_json::from_slice(body).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("the reply is not JSON: {error}"))
            .advise("Check that the endpoint is AWS or speaks its protocols")
    })?;
    without_nulls(&mut reply);
    Ok(reply)
}

/// A member that is null is absent, to AWS's own clients too. Some emulators write them, where a list is meant.
fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

#[cfg(all(test, not(feature = "aws-cloudwatch")))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{backend::Cloud, model::cloudwatch::DescribeAlarms};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn cloudwatch_needs_no_crate_of_its_own() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let endpoint = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = vec![0; 8192];
            let read = stream.read(&mut asked).await.unwrap();
            let body = r#"{"MetricAlarms":[{"AlarmName":"a"}]}"#;
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
            String::from_utf8_lossy(&asked[..read]).to_lowercase()
        });
        let backend = AwsBackend::builder().endpoint_url(url).region("eu-west-1").credentials("key", "secret").build().await;
        let cloud = Cloud::new(Arc::new(backend), Scope::new("", "eu-west-1"));
        let found = cloud.send(DescribeAlarms::default()).await.unwrap();
        assert_eq!(found.metric_alarms[0].alarm_name.as_deref(), Some("a"));
        let asked = endpoint.await.unwrap();
        assert!(asked.contains("x-amz-target: graniteserviceversion20100801.describealarms"), "{asked}");
        assert!(asked.contains("/eu-west-1/monitoring/aws4_request"), "{asked}");
    }
}
