//! Target groups and load balancers of a scenario.

use crate::span::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A target group, with target type `ip` unless said otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TargetGroupScript {
    /// Name.
    pub name: String,
    /// Protocol: `HTTP`, `HTTPS`, `TCP`.
    pub protocol: String,
    /// Port.
    pub port: i32,
    /// Target type: `ip` or `instance`.
    pub target_type: String,
    /// Path of the health check.
    pub health_check_path: String,
    /// Time between health checks.
    pub health_check_interval: Span,
    /// Passes in a row after which an unhealthy target is healthy again.
    pub healthy_threshold: u32,
    /// Failures in a row after which a target is unhealthy.
    pub unhealthy_threshold: u32,
    /// How long a deregistered target drains.
    pub deregistration_delay: Span,
}

impl Default for TargetGroupScript {
    fn default() -> Self {
        Self {
            name: String::new(),
            protocol: "HTTP".into(),
            port: 80,
            target_type: "ip".into(),
            health_check_path: "/".into(),
            health_check_interval: Span::from_secs(30),
            healthy_threshold: 5,
            unhealthy_threshold: 2,
            deregistration_delay: Span::from_secs(300),
        }
    }
}

/// A load balancer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LoadBalancerScript {
    /// Name.
    pub name: String,
    /// `application` or `network`.
    pub kind: String,
    /// Listeners.
    pub listeners: Vec<ListenerScript>,
}

impl Default for LoadBalancerScript {
    fn default() -> Self {
        Self { name: String::new(), kind: "application".into(), listeners: Vec::new() }
    }
}

/// A listener.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListenerScript {
    /// Port.
    pub port: i32,
    /// Protocol: `HTTP`, `HTTPS`, `TCP`, `TLS`.
    pub protocol: String,
    /// Where the default action forwards to: weight by name of the target group.
    pub forward: BTreeMap<String, i32>,
    /// Rules besides the default one.
    pub rules: Vec<RuleScript>,
    /// Requests a second that the default action gets.
    pub requests_per_second: f64,
}

impl Default for ListenerScript {
    fn default() -> Self {
        Self { port: 80, protocol: "HTTP".into(), forward: BTreeMap::new(), rules: Vec::new(), requests_per_second: 0.0 }
    }
}

/// A listener rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RuleScript {
    /// Priority, 1-50000; the lowest is tried first.
    pub priority: i32,
    /// Path pattern.
    pub path: String,
    /// Where it forwards to: weight by name of the target group.
    pub forward: BTreeMap<String, i32>,
    /// Requests a second that it gets.
    pub requests_per_second: f64,
}

impl Default for RuleScript {
    fn default() -> Self {
        Self { priority: 1, path: "/*".into(), forward: BTreeMap::new(), requests_per_second: 0.0 }
    }
}
