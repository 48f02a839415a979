//! What the program in an image does when it runs.

use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a container of an image behaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImageBehaviour {
    /// Time from RUNNING until it answers requests and health checks.
    pub start_up: Span,
    /// It exits this long after RUNNING.
    pub crash_after: Option<Span>,
    /// The exit code it exits with.
    pub exit_code: i32,
    /// It uses more memory than it has, and is killed when it would crash (`crash_after`).
    pub out_of_memory: bool,
    /// Its health check never passes: the load balancer's and the container's.
    pub fails_health_check: bool,
    /// The image can't be pulled.
    pub cannot_be_pulled: bool,
    /// Share of requests answered with HTTP 5xx, in percent.
    pub error_rate: f64,
    /// Time to answer a request, in milliseconds.
    pub latency_ms: f64,
    /// The last lines that it logs.
    pub log: Vec<String>,
    /// Where it reads its feature flags from. Without it, all its flags are off.
    // Left out when absent, so that images without flags keep their digests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag_source: Option<FlagSource>,
    /// How it answers a request that has a feature flag on, by the flag's key. Of several that are on, the worst counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub flags: BTreeMap<String, FlaggedBehaviour>,
    /// What it does when a task is run with another command, by the words of the command with a space between them. A command
    /// that is not here ends well, unless the image ends by itself anyway.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub commands: BTreeMap<String, CommandBehaviour>,
}

impl ImageBehaviour {
    /// How the image behaves when it is run with this command instead of its own.
    pub(crate) fn with_command(&self, command: &[String]) -> Self {
        let scripted = self.commands.get(&command.join(" "));
        if scripted.is_none() && self.crash_after.is_some() {
            return self.clone();
        }
        let CommandBehaviour { takes, exit_code, log } = scripted.cloned().unwrap_or_default();
        Self { crash_after: Some(takes), exit_code, log, out_of_memory: false, ..self.clone() }
    }
}

/// What a program does that ends by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CommandBehaviour {
    /// How long it runs.
    pub takes: Span,
    /// The exit code that it ends with.
    pub exit_code: i32,
    /// The last lines that it logs.
    pub log: Vec<String>,
}

impl Default for CommandBehaviour {
    fn default() -> Self {
        Self { takes: Span::from_secs(10), exit_code: 0, log: Vec::new() }
    }
}

/// How code behind a feature flag answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FlaggedBehaviour {
    /// Share of requests answered with HTTP 5xx, in percent.
    pub error_rate: f64,
    /// Time to answer a request, in milliseconds.
    pub latency_ms: f64,
}

impl Default for FlaggedBehaviour {
    fn default() -> Self {
        Self { error_rate: 0.0, latency_ms: 20.0 }
    }
}

/// The feature flags of AppConfig that a program reads; each by its name or id. It counts its requests by flag as custom metrics
/// of CloudWatch: `Requests`, `Errors` and `Latency` (milliseconds), with the dimensions Service, Flag and Variant (`on` or `off`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlagSource {
    /// Application.
    pub application: String,
    /// Environment.
    pub environment: String,
    /// Configuration profile.
    pub profile: String,
    /// Namespace of the metrics.
    #[serde(default = "namespace")]
    pub namespace: String,
}

fn namespace() -> String {
    "FeatureFlags".into()
}

impl Default for ImageBehaviour {
    fn default() -> Self {
        Self {
            start_up: Span::from_secs(2),
            crash_after: None,
            exit_code: 1,
            out_of_memory: false,
            fails_health_check: false,
            cannot_be_pulled: false,
            error_rate: 0.0,
            latency_ms: 20.0,
            log: Vec::new(),
            flag_source: None,
            flags: BTreeMap::new(),
            commands: BTreeMap::new(),
        }
    }
}
