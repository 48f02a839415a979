//! A feature flag of AWS AppConfig: read, exposed to a share of the requests, turned off.
//!
//! The share is a rule of a multi-variant flag: `(split pct::10 by::$userId)` takes a tenth of the users, and a greater share
//! takes these and more. 0% is a disabled flag, and 100% an enabled one, both without variants.

mod document;
mod expose;
mod follow;
mod off;
mod read;

pub use expose::expose;
pub use follow::{Progress, settle};
pub use off::turn_off;
pub use read::read;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a flag is. Application, environment and profile by name or id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlagName {
    /// AppConfig application.
    pub application: String,
    /// Its environment.
    pub environment: String,
    /// Its configuration profile, of the type `AWS.AppConfig.FeatureFlags`.
    pub profile: String,
    /// Key of the flag.
    pub flag: String,
}

/// How a change of a flag is deployed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FlagRollout {
    /// Id of the deployment strategy, such as `AppConfig.AllAtOnce`. Its bake time is waited for, too.
    pub strategy: String,
}

impl Default for FlagRollout {
    fn default() -> Self {
        Self { strategy: ALL_AT_ONCE.into() }
    }
}

/// AppConfig's own strategy that deploys to all targets at once, and bakes for ten minutes.
pub const ALL_AT_ONCE: &str = "AppConfig.AllAtOnce";

/// A flag as it is: the newest version of its profile, and what is deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Id of the application.
    pub application_id: String,
    /// Id of the environment.
    pub environment_id: String,
    /// Id of the configuration profile.
    pub profile_id: String,
    /// Key of the flag.
    pub key: String,
    /// Number of the newest hosted version.
    pub version: i32,
    /// The document of the newest version.
    pub document: Value,
    /// What is deployed to all targets; `None` if nothing ever was.
    pub deployed: Option<DeployedVersion>,
    /// Number of the newest deployment to the environment; 0 if there is none.
    pub latest_deployment: i32,
    /// The deployment that goes on in the environment.
    pub running: Option<RunningDeployment>,
}

/// A version that a deployment brought to all targets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeployedVersion {
    /// Number of the deployment.
    pub deployment: i32,
    /// Number of the version.
    pub version: i32,
    /// Its document.
    pub document: Value,
}

/// A deployment that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningDeployment {
    /// Its number.
    pub number: i32,
    /// Id of the profile that it deploys.
    pub profile_id: String,
    /// Whether it has reached all targets, and only bakes.
    pub everywhere: bool,
}

impl Flag {
    /// For which share of the requests, in percent, the deployed version has it on; `None` if variants decide that were not
    /// made here. A deployment that goes on is not counted.
    pub fn exposed(&self) -> Option<f64> {
        self.deployed.as_ref().map_or(Some(0.0), |deployed| document::percent(&deployed.document, &self.key))
    }

    /// Whether the newest version has changes besides this flag's that are not deployed.
    pub fn has_other_changes(&self) -> bool {
        let newer = self.deployed.as_ref().filter(|deployed| deployed.version != self.version);
        newer.is_some_and(|deployed| document::without(&self.document, &self.key) != document::without(&deployed.document, &self.key))
    }

    /// What an error names.
    fn resource(&self) -> String {
        format!("flag {} of profile {}", self.key, self.profile_id)
    }
}
