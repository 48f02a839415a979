//! AppConfig applications with their feature flags.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An AppConfig application.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationScript {
    /// Name.
    pub name: String,
    /// Environments.
    pub environments: Vec<EnvironmentScript>,
    /// Sets of feature flags, each deployed to every environment.
    pub flag_sets: Vec<FlagSetScript>,
}

/// An environment of an AppConfig application.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EnvironmentScript {
    /// Name.
    pub name: String,
    /// Names of the CloudWatch alarms that roll a deployment back.
    pub alarms: Vec<String>,
}

/// A configuration profile of feature flags with its first version.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FlagSetScript {
    /// Name of the profile.
    pub name: String,
    /// Whether each flag is on, by its key.
    pub flags: BTreeMap<String, bool>,
    /// The flags in the form of `AWS.AppConfig.FeatureFlags`, where more is to be said of them.
    pub document: Option<serde_json::Value>,
}
