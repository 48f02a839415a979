//! How requests and health checks reach targets.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{checkov, security_hub, well_architected},
    subject::TargetGroupFacts,
};
use super::{attribute, is_lambda};
use crate::{
    model::elbv2::{ProtocolEnum, TargetTypeEnum},
    rules::Pillar,
};

pub(super) static RULES: [PostureRule<TargetGroupFacts>; 5] = [
    PostureRule {
        about: About {
            id: "TG-ENCRYPTED",
            title: "Requests to targets are encrypted.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Make a target group with the protocol HTTPS or TLS: the protocol of one can not be changed",
            documentation: "AWS Security Hub User Guide, Security Hub controls for Elastic Load Balancing",
            sources: &[security_hub("ELB.22", Level::Medium), checkov("CKV_AWS_378")],
        },
        examples: include_str!("../examples/TG-ENCRYPTED.json"),
        check: encrypted,
    },
    PostureRule {
        about: About {
            id: "TG-HEALTH-ENCRYPTED",
            title: "Health checks are encrypted.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set HealthCheckProtocol to HTTPS",
            documentation: "AWS Security Hub User Guide, Security Hub controls for Elastic Load Balancing",
            sources: &[security_hub("ELB.21", Level::Medium)],
        },
        examples: include_str!("../examples/TG-HEALTH-ENCRYPTED.json"),
        check: health_encrypted,
    },
    PostureRule {
        about: About {
            id: "TG-HEALTH-CHECK",
            title: "Targets are checked for their health.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set HealthCheckEnabled to true",
            documentation: "Application Load Balancer User Guide, health checks for Application Load Balancer target groups",
            sources: &[checkov("CKV_AWS_261"), well_architected("REL11-BP01")],
        },
        examples: include_str!("../examples/TG-HEALTH-CHECK.json"),
        check: health_check,
    },
    PostureRule {
        about: About {
            id: "TG-HEALTH-PATH",
            title: "Health checks ask a path that tells of the health of the program.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Set HealthCheckPath to a path that answers when the program can serve, such as /health",
            documentation: "Application Load Balancer User Guide, health checks for Application Load Balancer target groups",
            sources: &[checkov("CKV_AWS_261")],
        },
        examples: include_str!("../examples/TG-HEALTH-PATH.json"),
        check: health_path,
    },
    PostureRule {
        about: About {
            id: "TG-DEREGISTRATION-DELAY",
            title: "The time that targets have to finish requests is chosen.",
            pillar: Pillar::OperationalExcellence,
            level: Level::Low,
            remedy: "Set deregistration_delay.timeout_seconds to a little more than the longest request takes",
            documentation: "Amazon ECS Developer Guide, optimize load balancer connection draining parameters for Amazon ECS",
            sources: &[well_architected("OPS06-BP03")],
        },
        examples: include_str!("../examples/TG-DEREGISTRATION-DELAY.json"),
        check: deregistration_delay,
    },
];

fn encrypted(facts: &TargetGroupFacts, checked: &mut Checked) {
    let by_other = matches!(facts.target_group.target_type, Some(TargetTypeEnum::Lambda | TargetTypeEnum::Alb));
    match &facts.target_group.protocol {
        _ if by_other => checked.not_applicable(),
        Some(ProtocolEnum::Geneve) => checked.not_applicable(),
        Some(ProtocolEnum::Https | ProtocolEnum::Tls | ProtocolEnum::Quic) => {}
        Some(other) => checked.fail("Protocol", format!("the protocol is {other}")),
        None => checked.unknown("the protocol"),
    }
}

fn health_encrypted(facts: &TargetGroupFacts, checked: &mut Checked) {
    match &facts.target_group.health_check_protocol {
        _ if is_lambda(facts) => checked.not_applicable(),
        Some(ProtocolEnum::Https) => {}
        Some(other) => checked.fail("HealthCheckProtocol", format!("health checks go by {other}")),
        None => checked.unknown("the protocol of the health check"),
    }
}

fn health_check(facts: &TargetGroupFacts, checked: &mut Checked) {
    // It is on by default, except for Lambda, where AWS always says it.
    if facts.target_group.health_check_enabled == Some(false) {
        checked.fail("HealthCheckEnabled", "health checks are off: targets that fail get requests");
    }
}

fn health_path(facts: &TargetGroupFacts, checked: &mut Checked) {
    let group = &facts.target_group;
    let protocol = group.health_check_protocol.as_ref().or(group.protocol.as_ref());
    let by_http = matches!(protocol, Some(ProtocolEnum::Http | ProtocolEnum::Https));
    if is_lambda(facts) || !by_http || group.health_check_enabled == Some(false) {
        return checked.not_applicable();
    }
    let default = if group.protocol_version.as_deref() == Some("GRPC") { "/AWS.ALB/healthcheck" } else { "/" };
    match group.health_check_path.as_deref() {
        Some(path) if path != default => {}
        _ => checked.fail("HealthCheckPath", format!("health checks ask {default}, which is the default")),
    }
}

fn deregistration_delay(facts: &TargetGroupFacts, checked: &mut Checked) {
    if is_lambda(facts) {
        return checked.not_applicable();
    }
    let key = "deregistration_delay.timeout_seconds";
    let path = format!("attributes.{key}");
    match attribute(facts, key, "300") {
        None => checked.unknown("the attributes"),
        Some("300") => checked.fail(path, "it is the default of 300 seconds: a deployment waits for it, however short requests are"),
        Some("0") => checked.fail(path, "it is 0: requests under way are cut off when a task stops"),
        Some(_) => {}
    }
}
