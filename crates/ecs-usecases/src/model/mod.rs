//! The shapes that AWS defines, with AWS's names in JSON, lossless.
//!
//! A module a service. Members are documented by AWS under the same names; unknown members are kept in `extra` and
//! unknown enum values in `Unknown`, and both are sent back as they came. [`http`] alone is not AWS's.
#![allow(missing_docs, clippy::enum_variant_names, clippy::upper_case_acronyms)]

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
pub mod secretsmanager;
pub mod service_quotas;
pub(crate) mod shape;
pub(crate) use shape::with_empty_lists;
pub mod ssm;
pub mod sts;

/// The name at the end of an ARN, or the name itself.
pub(crate) fn last_part(name_or_arn: &str) -> &str {
    name_or_arn.rsplit('/').next().unwrap_or(name_or_arn)
}

pub use crate::clock::Timestamp;
pub use shape::{Extra, Secret};
