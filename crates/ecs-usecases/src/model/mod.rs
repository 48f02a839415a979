//! The shapes that AWS defines, with AWS's names in JSON, lossless.
//!
//! A module a service. Members are documented by AWS under the same names; unknown members are kept in `extra` and
//! unknown enum values in `Unknown`, and both are sent back as they came.
#![allow(missing_docs, clippy::enum_variant_names, clippy::upper_case_acronyms)]

pub mod appconfig;
pub mod appconfigdata;
pub mod application_autoscaling;
pub mod cloudwatch;
pub mod ecr;
pub mod ecs;
pub mod elbv2;
pub mod logs;
pub mod secretsmanager;
pub(crate) mod shape;
pub(crate) use shape::with_empty_lists;
pub mod ssm;

pub use crate::clock::Timestamp;
pub use shape::{Extra, Secret};
