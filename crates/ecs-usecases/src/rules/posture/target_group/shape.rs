//! What AWS refuses of a target group, or what of it can not work.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{cfn_lint, well_architected},
    subject::TargetGroupFacts,
};
use super::{attribute, is_lambda};
use crate::{model::elbv2::ProtocolEnum, rules::Pillar};

pub(super) static RULES: [PostureRule<TargetGroupFacts>; 5] = [
    PostureRule {
        about: About {
            id: "TG-TARGET-TYPE",
            title: "A target group names protocol, port and VPC, unless its target is a Lambda function.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Set Protocol, Port and VpcId, or leave them and the settings of the health check out for Lambda",
            documentation: "Elastic Load Balancing API Reference, CreateTargetGroup",
            sources: &[cfn_lint("E3681")],
        },
        examples: include_str!("../examples/TG-TARGET-TYPE.json"),
        check: target_type,
    },
    PostureRule {
        about: About {
            id: "TG-GENEVE-PORT",
            title: "A target group for GENEVE has the port 6081.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Set Port to 6081",
            documentation: "Elastic Load Balancing API Reference, CreateTargetGroup",
            sources: &[cfn_lint("E3683")],
        },
        examples: include_str!("../examples/TG-GENEVE-PORT.json"),
        check: geneve_port,
    },
    PostureRule {
        about: About {
            id: "TG-GENEVE-LISTENER",
            title: "A target group for GENEVE stands behind a Gateway Load Balancer.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Forward to a target group with a protocol that the load balancer speaks",
            documentation: "Elastic Load Balancing API Reference, CreateRule",
            sources: &[cfn_lint("E3711")],
        },
        examples: include_str!("../examples/TG-GENEVE-LISTENER.json"),
        check: geneve_behind,
    },
    PostureRule {
        about: About {
            id: "TG-HEALTH-MATCHER",
            title: "Only health checks by HTTP or HTTPS look at response codes.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Leave Matcher and ProtocolVersion out, or check by HTTP or HTTPS",
            documentation: "Elastic Load Balancing API Reference, CreateTargetGroup",
            sources: &[cfn_lint("E3684")],
        },
        examples: include_str!("../examples/TG-HEALTH-MATCHER.json"),
        check: matcher,
    },
    PostureRule {
        about: About {
            id: "TG-SLOW-START",
            title: "Slow start is used with the algorithm round robin only.",
            pillar: Pillar::PerformanceEfficiency,
            level: Level::Invalid,
            remedy: "Set slow_start.duration_seconds to 0, or load_balancing.algorithm.type to round_robin",
            documentation: "Application Load Balancer User Guide, edit target group attributes for your Application Load Balancer",
            sources: &[well_architected("PERF04-BP04")],
        },
        examples: include_str!("../examples/TG-SLOW-START.json"),
        check: slow_start,
    },
];

fn target_type(facts: &TargetGroupFacts, checked: &mut Checked) {
    let group = &facts.target_group;
    let lambda = is_lambda(facts);
    let members = [("Port", group.port.is_some()), ("Protocol", group.protocol.is_some()), ("VpcId", group.vpc_id.is_some())];
    for (member, given) in members {
        match (lambda, given) {
            (true, true) => checked.fail(member, format!("{member} is not for a target group of Lambda")),
            (false, false) => checked.fail(member, format!("{member} is absent, and needed for targets that are no Lambda functions")),
            _ => {}
        }
    }
    let not_for_lambda = [
        ("HealthCheckPort", group.health_check_port.is_some()),
        ("HealthCheckProtocol", group.health_check_protocol.is_some()),
        ("ProtocolVersion", group.protocol_version.is_some()),
    ];
    for (member, _) in not_for_lambda.into_iter().filter(|(_, given)| lambda && *given) {
        checked.fail(member, format!("{member} is not for a target group of Lambda"));
    }
}

fn is_geneve(facts: &TargetGroupFacts) -> bool {
    facts.target_group.protocol == Some(ProtocolEnum::Geneve)
}

fn geneve_port(facts: &TargetGroupFacts, checked: &mut Checked) {
    match facts.target_group.port {
        _ if !is_geneve(facts) => checked.not_applicable(),
        Some(port) if port != 6081 => checked.fail("Port", format!("the port is {port}")),
        _ => {}
    }
}

fn geneve_behind(facts: &TargetGroupFacts, checked: &mut Checked) {
    if !is_geneve(facts) {
        return checked.not_applicable();
    }
    for (at, arn) in facts.target_group.load_balancer_arns.iter().enumerate() {
        if !arn.contains(":loadbalancer/gwy/") {
            checked.fail(format!("LoadBalancerArns[{at}]"), format!("{arn} is not a Gateway Load Balancer"));
        }
    }
}

fn matcher(facts: &TargetGroupFacts, checked: &mut Checked) {
    let group = &facts.target_group;
    let Some(protocol) = &group.health_check_protocol else { return checked.not_applicable() };
    if matches!(protocol, ProtocolEnum::Http | ProtocolEnum::Https) {
        return;
    }
    for (member, given) in [("Matcher", group.matcher.is_some()), ("ProtocolVersion", group.protocol_version.is_some())] {
        if given {
            checked.fail(member, format!("{member} is not for health checks by {protocol}"));
        }
    }
}

fn slow_start(facts: &TargetGroupFacts, checked: &mut Checked) {
    let Some(seconds) = attribute(facts, "slow_start.duration_seconds", "0") else { return checked.unknown("the attributes") };
    let algorithm = attribute(facts, "load_balancing.algorithm.type", "round_robin").unwrap_or_default();
    if seconds != "0" && algorithm != "round_robin" {
        checked.fail("attributes.slow_start.duration_seconds", format!("slow start is on, and the algorithm is {algorithm}"));
    }
}
