//! Rules about a listener.

use super::{
    About, Checked, Level, PostureRule, ResourceKind, Subject,
    source::{cfn_lint, checkov, guard, prowler, security_hub, trivy},
    subject::ListenerFacts,
};
use crate::{
    model::elbv2::{ActionTypeEnum, Listener, LoadBalancerTypeEnum, ProtocolEnum, RedirectActionConfig},
    rules::Pillar,
};

static RULES: [PostureRule<ListenerFacts>; 7] = [
    PostureRule {
        about: About {
            id: "ELB-LISTENER-HTTPS",
            title: "A listener of an Application Load Balancer takes HTTPS, or redirects to it.",
            pillar: Pillar::Security,
            level: Level::Critical,
            remedy: "Make the listener one for HTTPS with a certificate, or let it redirect to one",
            documentation: "Application Load Balancer User Guide, create an HTTPS listener for your Application Load Balancer",
            sources: &[
                security_hub("ELB.18", Level::Medium),
                guard("ELBV2_LISTENER_PROTOCOL_RULE"),
                checkov("CKV_AWS_2"),
                checkov("CKV_AWS_378"),
                trivy("AWS-0054", Level::Critical),
                prowler("elbv2_ssl_listeners", Level::Medium),
            ],
        },
        examples: include_str!("examples/ELB-LISTENER-HTTPS.json"),
        check: https,
    },
    PostureRule {
        about: About {
            id: "ELB-LISTENER-TLS",
            title: "A listener of a Network Load Balancer takes TLS.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Make the listener one for TLS with a certificate",
            documentation: "Network Load Balancer User Guide, create a listener for your Network Load Balancer",
            sources: &[security_hub("ELB.18", Level::Medium)],
        },
        examples: include_str!("examples/ELB-LISTENER-TLS.json"),
        check: tls,
    },
    PostureRule {
        about: About {
            id: "ELB-TLS-VERSION",
            title: "The listener takes TLS 1.2 or later only.",
            pillar: Pillar::Security,
            level: Level::Critical,
            remedy: "Set the security policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            documentation: "Application Load Balancer User Guide, security policies for your Application Load Balancer",
            sources: &[
                trivy("AWS-0047", Level::Critical),
                checkov("CKV_AWS_103"),
                checkov("CKV2_AWS_74"),
                guard("ELBV2_LISTENER_SSL_POLICY_RULE"),
            ],
        },
        examples: include_str!("examples/ELB-TLS-VERSION.json"),
        check: version,
    },
    PostureRule {
        about: About {
            id: "ELB-TLS-POLICY",
            title: "The security policy of the listener is one that AWS recommends.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set the security policy ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            documentation: "AWS Security Hub User Guide, Security Hub controls for Elastic Load Balancing",
            sources: &[security_hub("ELB.17", Level::Medium), prowler("elbv2_insecure_ssl_ciphers", Level::Medium)],
        },
        examples: include_str!("examples/ELB-TLS-POLICY.json"),
        check: recommended,
    },
    PostureRule {
        about: About {
            id: "ELB-TLS-POST-QUANTUM",
            title: "The listener offers a key exchange that quantum computers do not break.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Set a security policy with PQ in its name, such as ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            documentation: "Application Load Balancer User Guide, security policies for your Application Load Balancer",
            sources: &[prowler("elbv2_listener_pqc_tls_enabled", Level::Low)],
        },
        examples: include_str!("examples/ELB-TLS-POST-QUANTUM.json"),
        check: post_quantum,
    },
    PostureRule {
        about: About {
            id: "ELB-CERTIFICATE",
            title: "A listener for HTTPS or TLS has a certificate.",
            pillar: Pillar::Security,
            level: Level::Invalid,
            remedy: "Name a certificate of AWS Certificate Manager in Certificates",
            documentation: "Elastic Load Balancing API Reference, CreateListener",
            sources: &[cfn_lint("E3676")],
        },
        examples: include_str!("examples/ELB-CERTIFICATE.json"),
        check: certificate,
    },
    PostureRule {
        about: About {
            id: "ELB-ACM-CERTIFICATE",
            title: "The certificate of the listener is renewed by AWS Certificate Manager.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Request the certificate from AWS Certificate Manager and set it as the default certificate of the listener",
            documentation: "Application Load Balancer User Guide, SSL certificates for your Application Load Balancer",
            sources: &[guard("ELBV2_ACM_CERTIFICATE_REQUIRED")],
        },
        examples: include_str!("examples/ELB-ACM-CERTIFICATE.json"),
        check: acm,
    },
];

impl Subject for ListenerFacts {
    const KIND: ResourceKind = ResourceKind::Listener;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[("Listener", &RULES)];
}

/// Which kind of load balancer it belongs to: what was read, or what its ARN says.
fn of_kind(facts: &ListenerFacts, kind: &LoadBalancerTypeEnum, in_arn: &str) -> Option<bool> {
    if let Some(load_balancer) = &facts.load_balancer {
        return Some(load_balancer.r#type.as_ref() == Some(kind));
    }
    facts.listener.listener_arn.as_deref().map(|arn| arn.contains(in_arn))
}

/// Whether all that comes is redirected to HTTPS, unless a rule of the listener says otherwise.
pub(super) fn to_https(listener: &Listener) -> bool {
    let https = |to: &RedirectActionConfig| to.protocol.as_deref() == Some("HTTPS");
    listener
        .default_actions
        .iter()
        .any(|action| action.r#type == Some(ActionTypeEnum::Redirect) && action.redirect_config.as_ref().is_some_and(https))
}

fn https(facts: &ListenerFacts, checked: &mut Checked) {
    match of_kind(facts, &LoadBalancerTypeEnum::Application, ":listener/app/") {
        None => checked.unknown("the load balancer"),
        Some(false) => checked.not_applicable(),
        Some(true) if facts.listener.protocol != Some(ProtocolEnum::Https) && !to_https(&facts.listener) => {
            checked.fail("Protocol", "the listener takes requests by HTTP and does not redirect them to HTTPS");
        }
        Some(true) => {}
    }
}

fn tls(facts: &ListenerFacts, checked: &mut Checked) {
    match (of_kind(facts, &LoadBalancerTypeEnum::Network, ":listener/net/"), &facts.listener.protocol) {
        (None, _) => checked.unknown("the load balancer"),
        (Some(false), _) => checked.not_applicable(),
        (Some(true), Some(ProtocolEnum::Tls)) => {}
        (Some(true), Some(other)) => checked.fail("Protocol", format!("the protocol is {other}, which the load balancer does not encrypt")),
        (Some(true), None) => checked.unknown("the protocol"),
    }
}

fn is_encrypted(facts: &ListenerFacts) -> bool {
    matches!(facts.listener.protocol, Some(ProtocolEnum::Https | ProtocolEnum::Tls))
}

/// The policy of a listener that none was set for.
const DEFAULT_POLICY: &str = "ELBSecurityPolicy-2016-08";

/// The policies that Security Hub takes.
const RECOMMENDED: [&str; 8] = [
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
];

/// The security policy of a listener that has one.
fn policy<'a>(facts: &'a ListenerFacts, checked: &mut Checked) -> Option<&'a str> {
    if is_encrypted(facts) {
        return Some(facts.listener.ssl_policy.as_deref().unwrap_or(DEFAULT_POLICY));
    }
    checked.not_applicable();
    None
}

/// Whether a policy takes TLS 1.0 or 1.1, by its name, which says the least version; nothing if the name is of no known form.
fn takes_old_versions(policy: &str) -> Option<bool> {
    let name = policy.strip_prefix("ELBSecurityPolicy-")?;
    let versioned = ["TLS13-", "TLS-", "FS-"].iter().find_map(|family| name.strip_prefix(family));
    match versioned {
        Some(rest) if rest.starts_with("1-2-") || rest.starts_with("1-3-") => Some(false),
        Some(rest) if rest.starts_with("1-0-") || rest.starts_with("1-1-") => Some(true),
        // Of the first years, without a version in the name.
        _ if ["2015-05", "2016-08", "FS-2018-06"].contains(&name) => Some(true),
        _ => None,
    }
}

fn version(facts: &ListenerFacts, checked: &mut Checked) {
    let Some(policy) = policy(facts, checked) else { return };
    match takes_old_versions(policy) {
        Some(true) => checked.fail("SslPolicy", format!("{policy} takes TLS 1.0 or 1.1")),
        Some(false) => {}
        None => checked.unknown(format!("which versions of TLS the policy {policy} takes")),
    }
}

fn recommended(facts: &ListenerFacts, checked: &mut Checked) {
    let Some(policy) = policy(facts, checked) else { return };
    if !RECOMMENDED.contains(&policy) {
        checked.fail("SslPolicy", format!("{policy} is not one of the policies that AWS recommends"));
    }
}

fn post_quantum(facts: &ListenerFacts, checked: &mut Checked) {
    let Some(policy) = policy(facts, checked) else { return };
    if !policy.split('-').any(|part| part == "PQ") {
        checked.fail("SslPolicy", format!("{policy} has no post-quantum key exchange"));
    }
}

fn certificate(facts: &ListenerFacts, checked: &mut Checked) {
    if !is_encrypted(facts) {
        return checked.not_applicable();
    }
    if !facts.listener.certificates.iter().any(|certificate| certificate.certificate_arn.is_some()) {
        checked.fail("Certificates", "the listener has no certificate");
    }
}

fn acm(facts: &ListenerFacts, checked: &mut Checked) {
    if !is_encrypted(facts) || facts.listener.certificates.is_empty() {
        return checked.not_applicable();
    }
    for (at, certificate) in facts.listener.certificates.iter().enumerate() {
        let arn = certificate.certificate_arn.as_deref().unwrap_or_default();
        if arn.split(':').nth(2) != Some("acm") {
            checked.fail(format!("Certificates[{at}].CertificateArn"), format!("{arn} is not a certificate of AWS Certificate Manager"));
        }
    }
}
