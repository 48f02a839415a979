//! What keeps a load balancer up, and tells what it did.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{cfn_lint, checkov, guard, prowler, security_hub},
    subject::LoadBalancerFacts,
};
use super::{attribute, is_application};
use crate::{model::elbv2::LoadBalancerTypeEnum, rules::Pillar};
use std::collections::BTreeSet;

pub(super) static RULES: [PostureRule<LoadBalancerFacts>; 5] = [
    PostureRule {
        about: About {
            id: "ELB-ZONES",
            title: "The load balancer is in two or more Availability Zones.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Enable subnets in two or more Availability Zones",
            documentation: "Elastic Load Balancing User Guide, Availability Zones and load balancer nodes",
            sources: &[security_hub("ELB.13", Level::Medium), prowler("elbv2_is_in_multiple_az", Level::Medium)],
        },
        examples: include_str!("../examples/ELB-ZONES.json"),
        check: zones,
    },
    PostureRule {
        about: About {
            id: "ELB-SUBNETS",
            title: "An Application Load Balancer has two or more subnets.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Name subnets of two or more Availability Zones",
            documentation: "Elastic Load Balancing API Reference, CreateLoadBalancer",
            sources: &[cfn_lint("E3680")],
        },
        examples: include_str!("../examples/ELB-SUBNETS.json"),
        check: subnets,
    },
    PostureRule {
        about: About {
            id: "ELB-CROSS-ZONE",
            title: "Requests go to targets in all Availability Zones alike.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set the attribute load_balancing.cross_zone.enabled to true",
            documentation: "Elastic Load Balancing User Guide, cross-zone load balancing",
            sources: &[checkov("CKV_AWS_152"), prowler("elbv2_cross_zone_load_balancing_enabled", Level::Medium)],
        },
        examples: include_str!("../examples/ELB-CROSS-ZONE.json"),
        check: cross_zone,
    },
    PostureRule {
        about: About {
            id: "ELB-DELETION-PROTECTION",
            title: "The load balancer is protected from deletion.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set the attribute deletion_protection.enabled to true",
            documentation: "Application Load Balancer User Guide, deletion protection",
            sources: &[
                security_hub("ELB.6", Level::Medium),
                guard("ELB_DELETION_PROTECTION_ENABLED"),
                checkov("CKV_AWS_150"),
                prowler("elbv2_deletion_protection", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ELB-DELETION-PROTECTION.json"),
        check: deletion_protection,
    },
    PostureRule {
        about: About {
            id: "ELB-ACCESS-LOGS",
            title: "Requests are logged.",
            pillar: Pillar::OperationalExcellence,
            level: Level::Medium,
            remedy: "Set the attributes access_logs.s3.enabled to true and access_logs.s3.bucket to a bucket for logs",
            documentation: "Application Load Balancer User Guide, access logs for your Application Load Balancer",
            sources: &[
                security_hub("ELB.5", Level::Medium),
                guard("ELBV2_ACCESS_LOGGING_RULE"),
                checkov("CKV_AWS_91"),
                prowler("elbv2_logging_enabled", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ELB-ACCESS-LOGS.json"),
        check: access_logs,
    },
];

/// How many different values there are, of zones that name one.
fn distinct<'a>(values: impl Iterator<Item = Option<&'a str>>) -> usize {
    values.flatten().collect::<BTreeSet<_>>().len()
}

fn zones(facts: &LoadBalancerFacts, checked: &mut Checked) {
    let zones = &facts.load_balancer.availability_zones;
    if zones.is_empty() {
        return checked.unknown("the Availability Zones");
    }
    if distinct(zones.iter().map(|zone| zone.zone_name.as_deref())) < 2 {
        checked.fail("AvailabilityZones", "the load balancer is in one Availability Zone");
    }
}

fn subnets(facts: &LoadBalancerFacts, checked: &mut Checked) {
    let zones = &facts.load_balancer.availability_zones;
    // On an Outpost one subnet is what there is.
    if !is_application(facts) || zones.iter().any(|zone| zone.outpost_id.is_some()) {
        return checked.not_applicable();
    }
    match distinct(zones.iter().map(|zone| zone.subnet_id.as_deref())) {
        0 => checked.unknown("the subnets"),
        1 => checked.fail("AvailabilityZones", "the load balancer has one subnet, and an Application Load Balancer needs two"),
        _ => {}
    }
}

fn cross_zone(facts: &LoadBalancerFacts, checked: &mut Checked) {
    if is_application(facts) {
        // It is always on there.
        return checked.not_applicable();
    }
    switched_on(facts, "load_balancing.cross_zone.enabled", "nodes send requests to targets of their own Availability Zone only", checked);
}

fn deletion_protection(facts: &LoadBalancerFacts, checked: &mut Checked) {
    switched_on(facts, "deletion_protection.enabled", "one call deletes the load balancer", checked);
}

fn access_logs(facts: &LoadBalancerFacts, checked: &mut Checked) {
    if facts.load_balancer.r#type == Some(LoadBalancerTypeEnum::Gateway) {
        return checked.not_applicable();
    }
    match (attribute(facts, "access_logs.s3.enabled", "false"), attribute(facts, "access_logs.s3.bucket", "")) {
        (Some("true"), Some("")) => checked.fail("attributes.access_logs.s3.bucket", "access logs are on and have no bucket"),
        (Some("true"), _) => {}
        (Some(_), _) => checked.fail("attributes.access_logs.s3.enabled", "access logs are off"),
        (None, _) => checked.unknown("the attributes"),
    }
}

fn switched_on(facts: &LoadBalancerFacts, key: &str, otherwise: &str, checked: &mut Checked) {
    match attribute(facts, key, "false") {
        None => checked.unknown("the attributes"),
        Some("true") => {}
        Some(_) => checked.fail(format!("attributes.{key}"), format!("{key} is not true: {otherwise}")),
    }
}
