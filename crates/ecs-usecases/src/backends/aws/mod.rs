//! AWS itself, or anything that speaks its wire protocols.
//!
//! The SDK does what it does well: credentials, endpoints, signing, connections, timeouts. What is said over the wire is
//! ours: each request's body is written from our shapes and each reply is read into them, so that members and values
//! which neither the SDK nor this library knows go through unharmed. The SDK's own retries are off; a layer owns retries.

mod builder;
mod clients;
mod exchange;
mod failure;
mod kind;
mod query;
pub mod recording;
mod send;
mod xml;

pub use builder::AwsBackendBuilder;

use crate::{
    backend::{Call, CloudBackend, Scope},
    clock::Clock,
    error::{Error, ErrorKind, Result},
    operations::{AnyOperation, Reply},
};
use async_trait::async_trait;
use aws_config::SdkConfig;
use aws_credential_types::provider::ProvideCredentials;
use clients::Clients;
use exchange::Exchange;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// The cloud that is AWS.
///
/// A [`Call`] is sent to its scope's Region. One set of credentials serves all calls: a call for another account than
/// theirs is refused, as far as the account is known (see [`AwsBackend::scope`]).
pub struct AwsBackend {
    config: SdkConfig,
    account: OnceLock<String>,
    regions: Mutex<BTreeMap<String, Arc<Clients>>>,
    clock: Arc<dyn Clock>,
}

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
        Self { config, account: known, regions: Mutex::default(), clock }
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

    fn clients(&self, region: &str) -> Result<Arc<Clients>> {
        if region.is_empty() {
            return Err(no_region("the call names no Region"));
        }
        let mut regions = self.regions.lock().unwrap_or_else(PoisonError::into_inner);
        let clients = regions.entry(region.into()).or_insert_with(|| Arc::new(Clients::new(&self.config, region)));
        Ok(Arc::clone(clients))
    }

    fn check_account(&self, scope: &Scope) -> Result<()> {
        match self.account.get() {
            Some(account) if !scope.account.is_empty() && *account != scope.account => Err(Error::new(
                ErrorKind::AccessDenied,
                format!("the call is for account {}, and the credentials are of account {account}", scope.account),
            )
            .advise(format!("Use credentials of account {}", scope.account))),
            _ => Ok(()),
        }
    }

    async fn perform(&self, call: &Call) -> Result<Reply> {
        let clients = match &call.role {
            None => {
                self.check_account(&call.scope)?;
                self.clients(&call.scope.region)?
            }
            Some(role) => return Err(no_roles(role)),
        };
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
                let exchange = Exchange::new(query::form(operation.info().name, send::ELBV2_VERSION, &operation.to_json()));
                let failure = send::elbv2(clients.elbv2(), request, &exchange).await;
                send::read_elbv2(request, &exchange.success(failure, operation.info())?).map(Reply::Elbv2)
            }
            #[cfg(feature = "aws-cloudwatch")]
            AnyOperation::CloudWatch(request) => {
                let exchange = Exchange::in_json(operation.to_json().to_string(), send::CLOUDWATCH_TARGET, operation.info().name);
                let failure = send::cloudwatch(clients.cloudwatch(), request, &exchange).await;
                read_json(operation, &exchange.success(failure, operation.info())?)
            }
            #[cfg(not(feature = "aws-cloudwatch"))]
            AnyOperation::CloudWatch(_) => Err(built_without("CloudWatch").advise("Build with the cargo feature `aws-cloudwatch`")),
            AnyOperation::Logs(_)
            | AnyOperation::SecretsManager(_)
            | AnyOperation::Ssm(_)
            | AnyOperation::ApplicationAutoScaling(_)
            | AnyOperation::Iam(_)
            | AnyOperation::Sts(_)
            | AnyOperation::ServiceQuotas(_)
            | AnyOperation::AppConfig(_)
            | AnyOperation::AppConfigData(_)
            | AnyOperation::Http(_) => {
                Err(built_without(operation.info().service).advise("Use the simulator: no cargo feature adds this service yet"))
            }
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

fn built_without(service: &str) -> Error {
    Error::new(ErrorKind::Unsupported, format!("the AWS backend was built without {service}"))
}

/// A call by a role must not go by other credentials.
fn no_roles(role: &str) -> Error {
    Error::new(ErrorKind::Unsupported, "the AWS backend does not assume roles").on(role).advise("Use credentials of the role itself")
}

fn no_region(message: &str) -> Error {
    Error::new(ErrorKind::InvalidRequest, message).advise("Set AWS_REGION, or `region` in the profile, or give the builder a Region")
}

fn read_json(operation: &AnyOperation, body: &[u8]) -> Result<Reply> {
    // Some actions answer with nothing at all instead of an empty object.
    let body = if body.is_empty() { b"{}" } else { body };
    let reply = serde_json::from_slice(body).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("the reply is not JSON: {error}"))
            .advise("Check that the endpoint is AWS or speaks its protocols")
    })?;
    operation.reply_from_json(reply)
}

#[cfg(all(test, not(feature = "aws-cloudwatch")))]
mod tests {
    use super::*;
    use crate::{backend::Cloud, model::cloudwatch::DescribeAlarms};

    #[tokio::test]
    async fn a_missing_feature_is_named() {
        let backend = AwsBackend::builder().sdk_config(SdkConfig::builder().build()).build().await;
        let error =
            Cloud::new(Arc::new(backend), Scope::new("", "eu-west-1")).send(DescribeAlarms::default()).await.expect_err("unsupported");
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Unsupported, false));
        assert!(error.to_string().contains("`aws-cloudwatch`"));
    }
}
