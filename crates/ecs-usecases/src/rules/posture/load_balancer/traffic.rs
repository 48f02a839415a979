//! What a load balancer lets through.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{checkov, guard, prowler, security_hub, trivy},
    subject::LoadBalancerFacts,
};
use super::{attribute, is_application};
use crate::{
    model::elbv2::{LoadBalancerSchemeEnum, LoadBalancerTypeEnum, ProtocolEnum},
    rules::{Pillar, posture::listener::to_https},
};

pub(super) static RULES: [PostureRule<LoadBalancerFacts>; 6] = [
    PostureRule {
        about: About {
            id: "ELB-HTTP-REDIRECT",
            title: "Requests by HTTP are redirected to HTTPS.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set the default action of the HTTP listener to redirect, with the protocol HTTPS",
            documentation: "Application Load Balancer User Guide, redirect actions",
            sources: &[
                security_hub("ELB.1", Level::Medium),
                guard("ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK"),
                checkov("CKV2_AWS_20"),
                prowler("elbv2_ssl_listeners", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ELB-HTTP-REDIRECT.json"),
        check: redirects,
    },
    PostureRule {
        about: About {
            id: "ELB-LISTENERS",
            title: "The load balancer has a listener.",
            pillar: Pillar::CostOptimization,
            level: Level::Medium,
            remedy: "Add a listener, or delete the load balancer",
            documentation: "Elastic Load Balancing User Guide, how Elastic Load Balancing works",
            sources: &[prowler("elbv2_listeners_underneath", Level::Medium)],
        },
        examples: include_str!("../examples/ELB-LISTENERS.json"),
        check: has_listeners,
    },
    PostureRule {
        about: About {
            id: "ELB-NETWORK-TLS",
            title: "A Network Load Balancer ends TLS.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Add a listener with the protocol TLS and a certificate",
            documentation: "Network Load Balancer User Guide, create a listener for your Network Load Balancer",
            sources: &[prowler("elbv2_nlb_tls_termination_enabled", Level::Medium)],
        },
        examples: include_str!("../examples/ELB-NETWORK-TLS.json"),
        check: network_tls,
    },
    PostureRule {
        about: About {
            id: "ELB-INVALID-HEADERS",
            title: "The load balancer drops invalid HTTP headers.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set the attribute routing.http.drop_invalid_header_fields.enabled to true",
            documentation: "Application Load Balancer User Guide, edit attributes for your Application Load Balancer",
            sources: &[
                security_hub("ELB.4", Level::Medium),
                guard("ALB_HTTP_DROP_INVALID_HEADER_ENABLED"),
                checkov("CKV_AWS_131"),
                trivy("AWS-0052", Level::High),
                prowler("elbv2_alb_drop_invalid_header_fields_enabled", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ELB-INVALID-HEADERS.json"),
        check: invalid_headers,
    },
    PostureRule {
        about: About {
            id: "ELB-DESYNC",
            title: "Requests that HTTP desync attacks are made of are stopped.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set the attribute routing.http.desync_mitigation_mode to defensive or strictest",
            documentation: "Application Load Balancer User Guide, desync mitigation mode",
            sources: &[
                security_hub("ELB.12", Level::Medium),
                checkov("CKV_AWS_328"),
                prowler("elbv2_desync_mitigation_mode", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ELB-DESYNC.json"),
        check: desync,
    },
    PostureRule {
        about: About {
            id: "ELB-INTERNET-FACING",
            title: "The load balancer is not exposed to the internet.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Make an internal load balancer, or accept the finding where the service is meant for the internet",
            documentation: "Elastic Load Balancing User Guide, load balancer scheme",
            sources: &[trivy("AWS-0053", Level::High)],
        },
        examples: include_str!("../examples/ELB-INTERNET-FACING.json"),
        check: internet_facing,
    },
];

fn redirects(facts: &LoadBalancerFacts, checked: &mut Checked) {
    if !is_application(facts) {
        return checked.not_applicable();
    }
    let Some(listeners) = &facts.listeners else { return checked.unknown("the listeners") };
    for (at, listener) in listeners.iter().enumerate() {
        if listener.protocol == Some(ProtocolEnum::Http) && !to_https(listener) {
            let port = listener.port.map_or_else(String::new, |port| format!(" at port {port}"));
            checked.fail(format!("listeners[{at}].DefaultActions"), format!("the HTTP listener{port} does not redirect to HTTPS"));
        }
    }
}

fn has_listeners(facts: &LoadBalancerFacts, checked: &mut Checked) {
    match &facts.listeners {
        None => checked.unknown("the listeners"),
        Some(listeners) if listeners.is_empty() => {
            checked.fail("listeners", "the load balancer has no listener: it costs and does nothing");
        }
        Some(_) => {}
    }
}

fn network_tls(facts: &LoadBalancerFacts, checked: &mut Checked) {
    if facts.load_balancer.r#type != Some(LoadBalancerTypeEnum::Network) {
        return checked.not_applicable();
    }
    let Some(listeners) = &facts.listeners else { return checked.unknown("the listeners") };
    if !listeners.iter().any(|listener| listener.protocol == Some(ProtocolEnum::Tls)) {
        checked.fail("listeners", "no listener has the protocol TLS");
    }
}

fn invalid_headers(facts: &LoadBalancerFacts, checked: &mut Checked) {
    if !is_application(facts) {
        return checked.not_applicable();
    }
    let key = "routing.http.drop_invalid_header_fields.enabled";
    match attribute(facts, key, "false") {
        None => checked.unknown("the attributes"),
        Some("true") => {}
        Some(_) => checked.fail(format!("attributes.{key}"), "headers with invalid names are passed on to targets"),
    }
}

fn desync(facts: &LoadBalancerFacts, checked: &mut Checked) {
    if !is_application(facts) {
        return checked.not_applicable();
    }
    let key = "routing.http.desync_mitigation_mode";
    match attribute(facts, key, "defensive") {
        None => checked.unknown("the attributes"),
        Some("defensive" | "strictest") => {}
        Some(mode) => checked.fail(format!("attributes.{key}"), format!("the mode is {mode}: ambiguous requests are passed on to targets")),
    }
}

fn internet_facing(facts: &LoadBalancerFacts, checked: &mut Checked) {
    if facts.load_balancer.r#type == Some(LoadBalancerTypeEnum::Gateway) {
        return checked.not_applicable();
    }
    match &facts.load_balancer.scheme {
        None => checked.unknown("the scheme"),
        Some(LoadBalancerSchemeEnum::InternetFacing) => checked.fail("Scheme", "the scheme is internet-facing"),
        Some(_) => {}
    }
}
