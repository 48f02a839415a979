//! What the rules of posture say of a service and of what stands around it.

use super::{
    live::ServiceFacts,
    service::{ReviewSeverity, RuleOutcome, ServiceFinding},
    surroundings::Surroundings,
};
use crate::{
    model::{ecr::ReplicationConfiguration, elbv2::TargetGroupAttribute},
    rules::posture::{self, Check, Level, Outcome, PostureReport, ResourceKind, Subject},
    steps::revision::to_register,
};
use std::collections::BTreeMap;

/// What each rule says of each resource.
pub(super) fn report(facts: &ServiceFacts, around: &Surroundings) -> PostureReport {
    let read = |action: &str| facts.unread.iter().all(|unread| unread.action != action);
    let mut report = PostureReport::default();
    let definition = to_register(&facts.definition, around.tags.as_deref().unwrap_or_default()).ok();
    if let Some(definition) = &definition {
        add(&mut report, facts.definition.family.as_ref(), definition);
    }
    let groups: Vec<_> = facts.target_groups.iter().map(|(group, known)| target_group(group.clone(), known)).collect();
    let service = posture::ServiceFacts {
        service: facts.service.clone(),
        task_definition: definition,
        target_groups: read("elasticloadbalancing:DescribeTargetGroups").then(|| groups.clone()),
        scalable_targets: read("application-autoscaling:DescribeScalableTargets").then(|| facts.scalable_targets.clone()),
        scaling_policies: read("application-autoscaling:DescribeScalingPolicies").then(|| facts.scaling_policies.clone()),
    };
    add(&mut report, facts.service.service_name.as_ref(), &service);
    if let Some(cluster) = &facts.cluster {
        add(&mut report, cluster.cluster_name.as_ref(), &posture::ClusterFacts { cluster: cluster.clone() });
    }
    for provider in &around.capacity_providers {
        add(&mut report, provider.name.as_ref(), provider);
    }
    for group in &groups {
        add(&mut report, group.target_group.target_group_name.as_ref(), group);
    }
    for balancer in &facts.load_balancers {
        let arn = balancer.load_balancer_arn.as_deref().unwrap_or_default();
        let listeners = around.listeners.get(arn);
        let known = posture::LoadBalancerFacts {
            load_balancer: balancer.clone(),
            attributes: around.attributes.get(arn).cloned(),
            listeners: listeners.cloned(),
        };
        add(&mut report, balancer.load_balancer_name.as_ref(), &known);
        for listener in listeners.into_iter().flatten() {
            let facts = posture::ListenerFacts { listener: listener.clone(), load_balancer: Some(balancer.clone()) };
            add(&mut report, listener.listener_arn.as_ref(), &facts);
        }
    }
    for known in &facts.repositories {
        let was_read = |action: &str| !known.unread.contains(action);
        let repository = posture::RepositoryFacts {
            repository: known.repository.clone(),
            lifecycle_policy_text: was_read("ecr:GetLifecyclePolicy").then(|| known.lifecycle_policy.clone()),
            policy_text: was_read("ecr:GetRepositoryPolicy").then(|| known.policy.clone()),
            scanning: known.scanning.clone(),
            replication: was_read("ecr:DescribeRegistry")
                .then(|| ReplicationConfiguration { rules: Some(known.replication.clone()), ..Default::default() }),
        };
        add(&mut report, known.repository.repository_name.as_ref(), &repository);
    }
    add(&mut report, Some(&format!("{} {}", facts.scope.account, facts.scope.region)), &around.registry);
    add(&mut report, Some(&facts.scope.account), &posture::AccountFacts { settings: around.settings.clone() });
    report
}

fn add<T: Subject>(report: &mut PostureReport, name: Option<&String>, subject: &T) {
    report.extend(posture::check(name.map_or("", String::as_str), subject));
}

fn target_group(group: crate::model::elbv2::TargetGroup, known: &BTreeMap<String, String>) -> posture::TargetGroupFacts {
    let attribute = |(key, value): (&String, &String)| TargetGroupAttribute {
        key: Some(key.clone()),
        value: Some(value.clone()),
        ..Default::default()
    };
    // Each target group has attributes: none at all were not read.
    let attributes = (!known.is_empty()).then(|| known.iter().map(attribute).collect());
    posture::TargetGroupFacts { target_group: group, attributes }
}

/// What a review of the service counts. Of repositories and their registry the checklist of Amazon ECR tells.
pub(super) fn outcomes(report: &PostureReport) -> Vec<RuleOutcome> {
    let counted = |check: &&Check| !matches!(check.kind, ResourceKind::Repository | ResourceKind::Registry);
    by_rule(report.checks.iter().filter(counted))
}

/// One outcome for each rule and resource that passed or failed, in the order of the checks.
fn by_rule<'a>(checks: impl Iterator<Item = &'a Check>) -> Vec<RuleOutcome> {
    let mut outcomes: Vec<(&str, RuleOutcome)> = Vec::new();
    for check in checks.filter(|check| matches!(check.outcome, Outcome::Passed | Outcome::Failed)) {
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
