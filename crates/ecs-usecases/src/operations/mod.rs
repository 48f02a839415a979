//! Every cloud operation as a value, in one table a service.
//!
//! A row gives the operation's output type, its effect, and how a repeat of it is made safe. Names are AWS's.

mod table;

pub mod appconfig;
pub mod appconfigdata;
pub mod application_autoscaling;
pub mod cloudwatch;
pub mod dynamodb;
pub mod ecr;
pub mod ecs;
pub mod elbv2;
pub mod http;
pub mod iam;
pub mod logs;
pub mod rates;
pub mod rest;
pub mod secretsmanager;
pub mod service_quotas;
pub mod ssm;
pub mod sts;
pub mod wire;

use crate::error::{Error, ErrorKind, Result};
use serde_json::Value;

/// Whether an operation changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It does not.
    Read,
    /// It does.
    Write,
}

/// How sending an operation again is made safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It sets a desired state, or only reads: sending it again is harmless.
    Idempotent,
    /// AWS recognises a repeat by a client token.
    Token,
    /// Look for the effect first, and send only if it is not there.
    Probe,
}

/// What the table says of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationInfo {
    /// The service's prefix in IAM actions: `ecs`, `ecr`, `elasticloadbalancing`, `cloudwatch`, `logs` and so on.
    pub service: &'static str,
    /// AWS's name of the operation.
    pub name: &'static str,
    /// Whether it changes anything.
    pub effect: Effect,
    /// How a repeat is made safe.
    pub repeat: Repeat,
}

impl OperationInfo {
    /// The service and the name, such as `ecs:UpdateService`. IAM calls the action the same, but for `appconfigdata`, a service of its
    /// own on the wire whose actions IAM has under `appconfig`.
    pub fn action(&self) -> String {
        format!("{}:{}", self.service, self.name)
    }
}

/// One operation: its request is the value, its reply is `Output`.
pub trait Operation: Into<AnyOperation> + Send + 'static {
    /// The reply.
    type Output: serde::Serialize + serde::de::DeserializeOwned + Send + 'static;
    /// What the table says of it.
    const INFO: OperationInfo;
    /// Take the output out of a reply; `None` if the reply is another operation's.
    fn output(reply: Reply) -> Option<Self::Output>;
}

macro_rules! services {
    ($( $variant:ident => $module:ident ),* $(,)?) => {
        /// Any operation of any service.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        pub enum AnyOperation { $( $variant($module::Request), )* }

        /// The reply to any operation.
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs)]
        pub enum Reply { $( $variant($module::Response), )* }

        impl AnyOperation {
            /// What the table says of it.
            pub fn info(&self) -> &'static OperationInfo {
                match self { $( Self::$variant(request) => request.info(), )* }
            }

            /// The request as AWS's JSON.
            pub fn to_json(&self) -> Value {
                match self { $( Self::$variant(request) => request.to_json(), )* }
            }

            /// The request of an action such as `ecs:UpdateService` from AWS's JSON.
            pub fn from_json(action: &str, request: Value) -> Result<Self> {
                let (service, name) = action.split_once(':').unwrap_or((action, ""));
                $( if service == $module::SERVICE {
                    return $module::Request::from_json(name, request).map(Self::$variant);
                } )*
                Err(unknown(service, name))
            }

            /// The request of an operation from any form that its members can be read from; `None` if the table has none.
            pub fn read<'de, D: serde::Deserializer<'de>>(service: &str, name: &str, form: D) -> std::result::Result<Option<Self>, D::Error> {
                match service {
                    $( $module::SERVICE => Ok($module::Request::read(name, form)?.map(Self::$variant)), )*
                    _ => Ok(None),
                }
            }

            /// The reply to this operation from AWS's JSON.
            pub fn reply_from_json(&self, reply: &Value) -> Result<Reply> {
                match self { $( Self::$variant(request) => request.reply_from_json(reply).map(Reply::$variant), )* }
            }

            /// Every operation there is.
            pub fn table() -> Vec<&'static OperationInfo> {
                let mut all = Vec::new();
                $( all.extend($module::TABLE); )*
                all
            }
        }

        impl serde::Serialize for Reply {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                match self { $( Self::$variant(response) => response.serialize(serializer), )* }
            }
        }

        impl Reply {
            /// The reply as AWS's JSON.
            pub fn to_json(&self) -> Value {
                match self { $( Self::$variant(response) => response.to_json(), )* }
            }
        }
    };
}

services!(
    Ecs => ecs,
    Ecr => ecr,
    Elbv2 => elbv2,
    CloudWatch => cloudwatch,
    Logs => logs,
    SecretsManager => secretsmanager,
    Ssm => ssm,
    ApplicationAutoScaling => application_autoscaling,
    Iam => iam,
    Sts => sts,
    ServiceQuotas => service_quotas,
    Http => http,
    AppConfig => appconfig,
    AppConfigData => appconfigdata,
    DynamoDb => dynamodb,
);

impl AnyOperation {
    /// The name or ARN of what it is about, as far as one member tells.
    pub fn resource(&self) -> Option<String> {
        const NAMING: [&str; 42] = [
            "service",
            "serviceName",
            "serviceDeploymentArn",
            "taskDefinition",
            "task",
            "services",
            "serviceDeploymentArns",
            "serviceRevisionArns",
            "tasks",
            "family",
            "familyPrefix",
            "repositoryName",
            "repositoryNames",
            "resourceArn",
            "logStreamName",
            "logGroupName",
            "logGroupIdentifier",
            "SecretId",
            "PolicyName",
            "ScheduledActionName",
            "ResourceId",
            "RuleArn",
            "ListenerArn",
            "TargetGroupArn",
            "Name",
            "Names",
            "Path",
            "AlarmName",
            "AlarmNames",
            "cluster",
            "clusterName",
            "RoleName",
            "RoleArn",
            "PolicySourceArn",
            "QuotaCode",
            "url",
            "ConfigurationProfileId",
            "EnvironmentId",
            "ApplicationId",
            "ApplicationIdentifier",
            "TableName",
            "ResourceArn",
        ];
        let request = self.to_json();
        NAMING.iter().find_map(|member| match &request[*member] {
            Value::String(name) => Some(name.clone()),
            Value::Array(names) if !names.is_empty() => Some(names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")),
            _ => None,
        })
    }

    /// Put the token where AWS, or a later probe, finds it again.
    pub fn stamp(&mut self, token: &str) {
        use crate::model::ecs::Tag;
        match self {
            Self::Ecs(ecs::Request::CreateService(request)) => {
                request.client_token.get_or_insert_with(|| token.into());
            }
            Self::Ecs(ecs::Request::RunTask(request)) => {
                request.client_token.get_or_insert_with(|| token.into());
            }
            Self::Ecs(ecs::Request::RegisterTaskDefinition(request)) => {
                let tags = request.tags.get_or_insert_default();
                if !tags.iter().any(|tag| tag.key.as_deref() == Some(TOKEN_TAG)) {
                    tags.push(Tag { key: Some(TOKEN_TAG.into()), value: Some(token.into()), ..Tag::default() });
                }
            }
            Self::SecretsManager(secretsmanager::Request::CreateSecret(request)) => {
                request.client_request_token.get_or_insert_with(|| token.into());
            }
            Self::SecretsManager(secretsmanager::Request::PutSecretValue(request)) => {
                request.client_request_token.get_or_insert_with(|| token.into());
            }
            Self::SecretsManager(secretsmanager::Request::UpdateSecret(request)) => {
                request.client_request_token.get_or_insert_with(|| token.into());
            }
            Self::AppConfig(request) => match request {
                appconfig::Request::CreateApplication(request) => describe(&mut request.description, token),
                appconfig::Request::CreateEnvironment(request) => describe(&mut request.description, token),
                appconfig::Request::CreateConfigurationProfile(request) => describe(&mut request.description, token),
                appconfig::Request::CreateHostedConfigurationVersion(request) => describe(&mut request.description, token),
                appconfig::Request::CreateDeploymentStrategy(request) => describe(&mut request.description, token),
                appconfig::Request::StartDeployment(request) => describe(&mut request.description, token),
                _ => {}
            },
            _ => {}
        }
    }
}

/// The tag by which a probe recognises what a call made.
pub const TOKEN_TAG: &str = "ecs-usecases:token";

/// The tag of a task definition that says which state the service had before it was deployed: ECS records neither the
/// desired count nor the scaling limits of a former deployment.
pub const STATE_TAG: &str = "ecs-usecases:state-before";

/// Whether a tag is one of ours, which a copy of what has it does not get.
pub fn is_own_tag(key: &str) -> bool {
    key == TOKEN_TAG || key == STATE_TAG
}

/// How a token stands in a description, for what has no client token and whose tags are told by another call only.
pub(crate) fn token_mark(token: &str) -> String {
    format!("({TOKEN_TAG} {token})")
}

fn describe(description: &mut Option<String>, token: &str) {
    let mark = token_mark(token);
    match description {
        Some(words) if words.contains(&mark) => {}
        Some(words) if !words.is_empty() => *words = format!("{words} {mark}"),
        _ => *description = Some(mark),
    }
}

fn unknown(service: &str, name: &str) -> Error {
    Error::new(ErrorKind::Unsupported, format!("`{service}:{name}` is not in the operations table"))
}
