//! Rules about a registry.

use super::{
    About, Checked, Level, PostureRule, ResourceKind, Subject, policy,
    source::{prowler, well_architected},
    subject::RegistryFacts,
};
use crate::{
    model::ecr::{RegistryScanningRule, ScanFrequency, ScanType},
    rules::Pillar,
};

static RULES: [PostureRule<RegistryFacts>; 4] = [
    PostureRule {
        about: About {
            id: "ECR-REGISTRY-SCAN",
            title: "The registry scans images of all repositories when they are pushed.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Put a scanning configuration with a rule with SCAN_ON_PUSH or CONTINUOUS_SCAN and the filter *",
            documentation: "Amazon ECR User Guide, scan images for software vulnerabilities in Amazon ECR",
            sources: &[prowler("ecr_registry_scan_images_on_push_enabled", Level::Medium)],
        },
        examples: include_str!("examples/ECR-REGISTRY-SCAN.json"),
        check: scans_all,
    },
    PostureRule {
        about: About {
            id: "ECR-REGISTRY-ENHANCED",
            title: "The registry scans operating system and language packages.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Set scanType to ENHANCED, which is Amazon Inspector",
            documentation: "Amazon ECR User Guide, scan images for OS and programming language package vulnerabilities",
            sources: &[well_architected("SEC06-BP01")],
        },
        examples: include_str!("examples/ECR-REGISTRY-ENHANCED.json"),
        check: enhanced,
    },
    PostureRule {
        about: About {
            id: "ECR-REGISTRY-POLICY",
            title: "The registry is not open to everybody.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Name the accounts that may replicate to it or pull through its cache in Principal",
            documentation: "Amazon ECR User Guide, private registry permissions in Amazon ECR",
            sources: &[well_architected("SEC03-BP07")],
        },
        examples: include_str!("examples/ECR-REGISTRY-POLICY.json"),
        check: policy_is_closed,
    },
    PostureRule {
        about: About {
            id: "ECR-REGISTRY-REPLICATION",
            title: "The registry replicates images to another place.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Put a replication configuration with a destination in another Region or account",
            documentation: "Amazon ECR User Guide, private image replication in Amazon ECR",
            sources: &[well_architected("REL10-BP01")],
        },
        examples: include_str!("examples/ECR-REGISTRY-REPLICATION.json"),
        check: replicates,
    },
];

impl Subject for RegistryFacts {
    const KIND: ResourceKind = ResourceKind::Registry;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[("Registry", &RULES)];
}

fn scans_all(facts: &RegistryFacts, checked: &mut Checked) {
    let Some(scanning) = &facts.scanning else { return checked.unknown("how the registry scans") };
    let all = |rule: &RegistryScanningRule| {
        let pushed = matches!(rule.scan_frequency, Some(ScanFrequency::ScanOnPush | ScanFrequency::ContinuousScan));
        pushed && rule.repository_filters.iter().flatten().any(|filter| filter.filter.as_deref() == Some("*"))
    };
    if !scanning.rules.iter().any(all) {
        checked.fail("scanning.rules", "no rule scans images of every repository when they are pushed");
    }
}

fn enhanced(facts: &RegistryFacts, checked: &mut Checked) {
    let Some(scanning) = &facts.scanning else { return checked.unknown("how the registry scans") };
    match &scanning.scan_type {
        Some(ScanType::Enhanced) => {}
        Some(other) => {
            checked.fail("scanning.scanType", format!("scanType is {other}: packages of programming languages are not looked at"));
        }
        None => checked.fail("scanning.scanType", "scanType is not set, and BASIC for that"),
    }
}

fn policy_is_closed(facts: &RegistryFacts, checked: &mut Checked) {
    policy::judge(facts.policy_text.as_ref(), checked, policy::open_to_everybody);
}

fn replicates(facts: &RegistryFacts, checked: &mut Checked) {
    let Some(replication) = &facts.replication else { return checked.unknown("how the registry replicates") };
    if !replication.rules.iter().flatten().any(|rule| rule.destinations.iter().flatten().next().is_some()) {
        checked.fail("replication.rules", "the registry replicates to nowhere");
    }
}
