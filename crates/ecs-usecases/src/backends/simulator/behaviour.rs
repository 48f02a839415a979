//! What the program in an image does when it runs.

use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
        }
    }
}
