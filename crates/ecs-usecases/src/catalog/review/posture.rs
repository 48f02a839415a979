//! What the rules of posture say of a service and of what stands around it. Of repositories the checklist of Amazon ECR tells.

use super::{
    live::ServiceFacts,
    service::{ReviewSeverity, RuleOutcome, ServiceFinding},
};
use crate::{
    model::elbv2::TargetGroupAttribute,
    rules::posture::{self, Check, Level, Outcome},
    steps::revision::to_register,
};
use std::collections::BTreeMap;

/// What each rule that could be asked said of each resource.
pub(super) fn outcomes(facts: &ServiceFacts) -> Vec<RuleOutcome> {
    let read = |action: &str| facts.unread.iter().all(|unread| unread.action != action);
    let name = facts.service.service_name.as_deref().unwrap_or_default();
    let attributes = |known: &BTreeMap<String, String>| {
        let attribute = |(key, value): (&String, &String)| TargetGroupAttribute {
            key: Some(key.clone()),
            value: Some(value.clone()),
            ..Default::default()
        };
        known.iter().map(attribute).collect::<Vec<_>>()
    };
    let groups: Vec<_> = facts
        .target_groups
        .iter()
        .map(|(group, known)| posture::TargetGroupFacts {
            target_group: group.clone(),
            // Each target group has attributes: none at all were not read.
            attributes: (!known.is_empty()).then(|| attributes(known)),
        })
        .collect();
    let definition = to_register(&facts.definition, &[]).ok();
    let mut checks = Vec::new();
    for group in &groups {
        let name = group.target_group.target_group_name.as_deref().unwrap_or_default();
        checks.extend(posture::check(name, group).checks);
    }
    if let Some(definition) = &definition {
        let family = facts.definition.family.as_deref().unwrap_or_default();
        checks.extend(posture::check(family, definition).checks);
    }
    let service = posture::ServiceFacts {
        service: facts.service.clone(),
        task_definition: definition,
        target_groups: read("elasticloadbalancing:DescribeTargetGroups").then_some(groups),
        scalable_targets: read("application-autoscaling:DescribeScalableTargets").then(|| facts.scalable_targets.clone()),
        scaling_policies: read("application-autoscaling:DescribeScalingPolicies").then(|| facts.scaling_policies.clone()),
    };
    checks.extend(posture::check(name, &service).checks);
    if let Some(cluster) = &facts.cluster {
        let name = cluster.cluster_name.as_deref().unwrap_or_default();
        checks.extend(posture::check(name, &posture::ClusterFacts { cluster: cluster.clone() }).checks);
    }
    for balancer in &facts.load_balancers {
        let name = balancer.load_balancer_name.as_deref().unwrap_or_default();
        let known = posture::LoadBalancerFacts { load_balancer: balancer.clone(), attributes: None, listeners: None };
        checks.extend(posture::check(name, &known).checks);
    }
    by_rule(&checks)
}

/// One outcome for each rule and resource that passed or failed, in the order of the checks.
fn by_rule(checks: &[Check]) -> Vec<RuleOutcome> {
    let mut outcomes: Vec<(&str, RuleOutcome)> = Vec::new();
    for check in checks.iter().filter(|check| matches!(check.outcome, Outcome::Passed | Outcome::Failed)) {
        let severity = severity(check.level);
        let known = outcomes.iter().position(|(resource, outcome)| *resource == check.resource && outcome.id == check.rule);
        let at = known.unwrap_or_else(|| {
            let outcome = RuleOutcome { id: check.rule.to_string(), severity, pillars: vec![check.pillar], findings: Vec::new() };
            outcomes.push((&check.resource, outcome));
            outcomes.len() - 1
        });
        if check.outcome == Outcome::Failed {
            outcomes[at].1.findings.push(ServiceFinding {
                id: check.rule.to_string(),
                severity,
                pillars: vec![check.pillar],
                path: if check.path.is_empty() { check.resource.clone() } else { format!("{}: {}", check.resource, check.path) },
                what: check.message.clone(),
                why: check.title.to_string(),
                source: check.documentation.to_string(),
                remedy: check.remedy.to_string(),
            });
        }
    }
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn severity(level: Level) -> ReviewSeverity {
    match level {
        Level::Low => ReviewSeverity::Low,
        Level::Medium => ReviewSeverity::Medium,
        Level::High | Level::Critical | Level::Invalid => ReviewSeverity::High,
    }
}
