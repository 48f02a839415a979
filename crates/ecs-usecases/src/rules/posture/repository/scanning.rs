//! How images are scanned.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{aws_config, checkov, control_tower, guard, prowler, security_hub, trivy, well_architected},
    subject::RepositoryFacts,
};
use crate::{
    model::ecr::{RegistryScanningConfiguration, RegistryScanningRule, ScanFrequency, ScanType},
    rules::{Pillar, wildcard},
};

pub(super) static RULES: [PostureRule<RepositoryFacts>; 2] = [
    PostureRule {
        about: About {
            id: "ECR-SCAN",
            title: "Images are scanned when they are pushed.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Add a rule for the repository with SCAN_ON_PUSH or CONTINUOUS_SCAN to the scanning configuration of the registry",
            documentation: "Amazon ECR User Guide, scan images for software vulnerabilities in Amazon ECR",
            sources: &[
                security_hub("ECR.1", Level::High),
                control_tower("CT.ECR.PR.2"),
                aws_config("ECR_PRIVATE_IMAGE_SCANNING_ENABLED"),
                guard("ECR_REPO_SCAN_ON_PUSH"),
                checkov("CKV_AWS_163"),
                trivy("AWS-0030", Level::High),
                prowler("ecr_repositories_scan_images_on_push_enabled", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ECR-SCAN.json"),
        check: scan_on_push,
    },
    PostureRule {
        about: About {
            id: "ECR-SCAN-CONTINUOUS",
            title: "Images are scanned again when new vulnerabilities become known.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Set the scan type of the registry to ENHANCED, with a rule with CONTINUOUS_SCAN for the repository",
            documentation: "Amazon ECR User Guide, scan images for OS and programming language package vulnerabilities",
            sources: &[well_architected("SEC06-BP01")],
        },
        examples: include_str!("../examples/ECR-SCAN-CONTINUOUS.json"),
        check: continuous,
    },
];

/// Whether the registry has a rule of one of these frequencies for the repository.
fn has_rule(facts: &RepositoryFacts, scanning: &RegistryScanningConfiguration, frequencies: &[ScanFrequency]) -> bool {
    let name = facts.repository.repository_name.as_deref().unwrap_or_default();
    scanning.rules.iter().any(|rule| rule.scan_frequency.as_ref().is_some_and(|it| frequencies.contains(it)) && applies(rule, name))
}

/// Whether a rule of the registry is about the repository: a filter without a star is found anywhere in the name.
fn applies(rule: &RegistryScanningRule, name: &str) -> bool {
    let mut filters = rule.repository_filters.iter().flatten().filter_map(|filter| filter.filter.as_deref());
    filters.any(|filter| if filter.contains('*') { wildcard::fits(filter, name) } else { name.contains(filter) })
}

fn scan_on_push(facts: &RepositoryFacts, checked: &mut Checked) {
    let own = facts.repository.image_scanning_configuration.as_ref().and_then(|own| own.scan_on_push) == Some(true);
    let at = "imageScanningConfiguration.scanOnPush";
    match &facts.scanning {
        None if own => {}
        None => checked.unknown("how the registry scans"),
        Some(registry) if has_rule(facts, registry, &[ScanFrequency::ScanOnPush, ScanFrequency::ContinuousScan]) => {}
        Some(registry) if registry.scan_type == Some(ScanType::Enhanced) => {
            // With enhanced scanning only the rules of the registry count.
            checked.fail(at, "the registry scans with ENHANCED, and none of its rules is for this repository");
        }
        Some(_) if own => {}
        Some(_) => {
            checked.fail(at, "scanOnPush is false, and no rule of the registry scans images of this repository when they are pushed");
        }
    }
}

fn continuous(facts: &RepositoryFacts, checked: &mut Checked) {
    let Some(registry) = &facts.scanning else { return checked.unknown("how the registry scans") };
    if registry.scan_type != Some(ScanType::Enhanced) {
        checked.fail("scanning.scanType", "the registry scans with BASIC, once");
    } else if !has_rule(facts, registry, &[ScanFrequency::ContinuousScan]) {
        checked.fail("scanning.rules", "no rule with CONTINUOUS_SCAN is for this repository");
    }
}
