//! What ECS needs to shift a service's traffic, and which target group has it now.

use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecs::{AdvancedConfiguration, LoadBalancer},
        elbv2::{HostHeaderConditionConfig, HttpHeaderConditionConfig, PathPatternConditionConfig, RuleCondition},
    },
    run::Run,
    steps::{analysis::Arms, traffic::WeightedRule},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a service needs so that ECS can shift its traffic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Routing {
    /// ARN of the second target group.
    pub alternate_target_group_arn: String,
    /// ARN of the listener rule of the production traffic (of the listener, for a Network Load Balancer).
    pub production_listener_rule: String,
    /// ARN of the role by which ECS changes the load balancer.
    pub role_arn: String,
    /// ARN of the listener rule of the test traffic.
    #[serde(default)]
    pub test_listener_rule: Option<String>,
}

/// Which requests a rule is about: all conditions that are given have to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RuleMatch {
    /// Name of an HTTP header.
    pub header: Option<String>,
    /// Values of that header, with `*` and `?`; one has to match.
    pub header_values: Vec<String>,
    /// A cookie as `name=value`, with `*` and `?`.
    pub cookie: Option<String>,
    /// Path pattern.
    pub path: Option<String>,
    /// Host name pattern.
    pub host: Option<String>,
}

impl RuleMatch {
    pub(super) fn check(&self, path: &str) -> Result<()> {
        if self.header.is_some() == self.header_values.is_empty() {
            return Err(Error::invalid(path, "a header needs its name and the values that match"));
        }
        if self.conditions().is_empty() {
            return Err(Error::invalid(path, "a rule without a condition gets all requests: give a header, cookie, path or host"));
        }
        // Limits of Elastic Load Balancing: five values a rule, names of at most 40 characters.
        if self.header.as_ref().is_some_and(|name| name.len() > 40) {
            return Err(Error::invalid(format!("{path}.header"), "a header's name has at most 40 characters"));
        }
        let values = self.header_values.len() + [&self.cookie, &self.path, &self.host].into_iter().flatten().count();
        if values > 5 {
            return Err(Error::invalid(path, format!("a rule has at most five condition values, not {values}")));
        }
        Ok(())
    }

    /// The conditions as Elastic Load Balancing has them.
    pub(super) fn conditions(&self) -> Vec<RuleCondition> {
        let header = |name: &str, values: Vec<String>| RuleCondition {
            field: Some("http-header".into()),
            http_header_config: Some(HttpHeaderConditionConfig {
                http_header_name: Some(name.into()),
                values: Some(values),
                ..Default::default()
            }),
            ..Default::default()
        };
        let mut conditions = Vec::new();
        if let Some(name) = &self.header {
            conditions.push(header(name, self.header_values.clone()));
        }
        if let Some(cookie) = &self.cookie {
            conditions.push(header("Cookie", vec![format!("*{cookie}*")]));
        }
        if let Some(path) = &self.path {
            conditions.push(RuleCondition {
                field: Some("path-pattern".into()),
                path_pattern_config: Some(PathPatternConditionConfig { values: Some(vec![path.clone()]), ..Default::default() }),
                ..Default::default()
            });
        }
        if let Some(host) = &self.host {
            conditions.push(RuleCondition {
                field: Some("host-header".into()),
                host_header_config: Some(HostHeaderConditionConfig { values: Some(vec![host.clone()]), ..Default::default() }),
                ..Default::default()
            });
        }
        conditions
    }
}

/// The service's load balancers, with what the request adds to them. All need a second target group and a production rule.
pub(super) fn with_routing(known: &[LoadBalancer], routing: Option<&Routing>) -> Result<Vec<LoadBalancer>> {
    if known.is_empty() {
        return Err(Error::new(ErrorKind::Refused, "the service has no load balancer, so that no traffic can be shifted")
            .on("service")
            .advise("Put the service behind a load balancer, or deploy it by rolling_deployment."));
    }
    let mut balancers = known.to_vec();
    for balancer in &mut balancers {
        if let Some(routing) = routing {
            balancer.advanced_configuration = Some(AdvancedConfiguration {
                alternate_target_group_arn: Some(routing.alternate_target_group_arn.clone()),
                production_listener_rule: Some(routing.production_listener_rule.clone()),
                test_listener_rule: routing.test_listener_rule.clone(),
                role_arn: Some(routing.role_arn.clone()),
                ..Default::default()
            });
        }
        let ready = balancer.advanced_configuration.as_ref().is_some_and(|advanced| {
            advanced.alternate_target_group_arn.is_some() && advanced.production_listener_rule.is_some() && advanced.role_arn.is_some()
        });
        if !ready {
            return Err(Error::new(
                ErrorKind::Refused,
                "the service has no second target group and production listener rule for ECS to shift traffic with",
            )
            .on("routing")
            .advise("Give the routing, or use the weighted strategy."));
        }
        let advanced = balancer.advanced_configuration.clone().unwrap_or_default();
        if advanced.test_listener_rule.is_some() && advanced.test_listener_rule == advanced.production_listener_rule {
            return Err(Error::invalid("routing.test_listener_rule", "the test traffic needs a rule of its own, not that of production"));
        }
    }
    Ok(balancers)
}

/// ARNs of the listener rules whose traffic ECS shifts.
pub(super) fn rules(balancers: &[LoadBalancer]) -> Vec<String> {
    let advanced = balancers.iter().filter_map(|balancer| balancer.advanced_configuration.as_ref());
    advanced.flat_map(|advanced| [&advanced.production_listener_rule, &advanced.test_listener_rule]).flatten().cloned().collect()
}

/// The target group that has the traffic now, and the one that the new revision will get it in.
pub(super) async fn arms(run: &Run, balancers: &[LoadBalancer]) -> Result<Arms> {
    let first = balancers.first().cloned().unwrap_or_default();
    let advanced = first.advanced_configuration.unwrap_or_default();
    let (main, alternate) = (first.target_group_arn.unwrap_or_default(), advanced.alternate_target_group_arn.unwrap_or_default());
    let rule = advanced.production_listener_rule.unwrap_or_default();
    let read = WeightedRule::read(run, &rule).await?;
    let live: Vec<_> = read.weights().into_iter().filter(|(_, weight)| *weight > 0).map(|(group, _)| group).collect();
    match live.as_slice() {
        [one] if *one == main => Arms::of(run, &main, &alternate).await,
        [one] if *one == alternate => Arms::of(run, &alternate, &main).await,
        _ => Err(Error::new(
            ErrorKind::Refused,
            format!("the rule must forward all traffic to one of the service's two target groups, not to {}", live.join(", ")),
        )
        .on(rule)
        .advise("Set the weights so that exactly one of them has traffic.")),
    }
}
