//! The ARNs of load balancing, made from names, so that a scenario can tell them without asking.

use crate::backend::Scope;
use sha2::{Digest, Sha256};
use std::fmt::Write;

fn arn(scope: &Scope, resource: &str) -> String {
    format!("arn:aws:elasticloadbalancing:{}:{}:{resource}", scope.region, scope.account)
}

/// Sixteen hexadecimal digits that are the same whenever the same thing is named in the same account and Region.
fn hex(scope: &Scope, what: &str) -> String {
    let hash = Sha256::digest(format!("{}/{}/{what}", scope.account, scope.region));
    hash.iter().take(8).fold(String::with_capacity(16), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// `app` for an application load balancer, `net` for a network load balancer.
fn short(kind: &str) -> &str {
    match kind {
        "application" | "app" => "app",
        _ => "net",
    }
}

/// `app/NAME/16hex`
fn balancer_path(scope: &Scope, kind: &str, name: &str) -> String {
    let kind = short(kind);
    format!("{kind}/{name}/{}", hex(scope, &format!("loadbalancer/{kind}/{name}")))
}

/// `app/NAME/16hex/16hex`
fn listener_path(scope: &Scope, kind: &str, load_balancer: &str, port: i32) -> String {
    let of = format!("listener/{}/{load_balancer}/{port}", short(kind));
    format!("{}/{}", balancer_path(scope, kind, load_balancer), hex(scope, &of))
}

/// The ARN of a target group.
pub fn target_group_arn(scope: &Scope, name: &str) -> String {
    arn(scope, &format!("targetgroup/{name}/{}", hex(scope, &format!("targetgroup/{name}"))))
}

/// The ARN of a load balancer; `kind` is `application` or `network`.
pub fn load_balancer_arn(scope: &Scope, kind: &str, name: &str) -> String {
    arn(scope, &format!("loadbalancer/{}", balancer_path(scope, kind, name)))
}

/// The ARN of the listener on a port of a load balancer.
pub fn listener_arn(scope: &Scope, kind: &str, load_balancer: &str, port: i32) -> String {
    arn(scope, &format!("listener/{}", listener_path(scope, kind, load_balancer, port)))
}

/// The ARN of the rule with a priority of a listener.
pub fn rule_arn(scope: &Scope, kind: &str, load_balancer: &str, port: i32, priority: i32) -> String {
    rule_of(scope, &listener_arn(scope, kind, load_balancer, port), &priority.to_string())
}

/// The ARN of the default rule of a listener.
pub fn default_rule_arn(scope: &Scope, kind: &str, load_balancer: &str, port: i32) -> String {
    rule_of(scope, &listener_arn(scope, kind, load_balancer, port), "default")
}

/// The ARN of a rule from the ARN of its listener; `priority` is a number or `default`.
pub(super) fn rule_of(scope: &Scope, listener_arn: &str, priority: &str) -> String {
    let path = path_of(listener_arn).trim_start_matches("listener/");
    arn(scope, &format!("listener-rule/{path}/{}", hex(scope, &format!("listener-rule/{path}/{priority}"))))
}

/// What follows the account in an ARN.
pub(super) fn path_of(arn: &str) -> &str {
    arn.splitn(6, ':').nth(5).unwrap_or(arn)
}

/// A load balancer as the dimension `LoadBalancer` of a metric: `app/NAME/16hex`.
pub fn load_balancer_dimension(arn: &str) -> &str {
    path_of(arn).trim_start_matches("loadbalancer/")
}

/// A target group as the dimension `TargetGroup` of a metric: `targetgroup/NAME/16hex`.
pub fn target_group_dimension(arn: &str) -> &str {
    path_of(arn)
}
