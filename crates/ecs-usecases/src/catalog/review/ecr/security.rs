//! Items of scans, signatures and the right to pull.

use super::{
    Answer, EcrGroup, EcrStatus, Question,
    live::{each_image, each_repository, not_there, repository_of, told_of, unless_unread},
    written::{said, says, shown_live},
};
use crate::{
    catalog::review::gaps::wildcard,
    model::{
        ecr::ScanFrequency,
        ecs::{Compatibility, LaunchType},
    },
};

/// Findings that are not let pass.
const GRAVE: [&str; 2] = ["CRITICAL", "HIGH"];

/// Scans whose findings are whole.
const DONE: [&str; 2] = ["COMPLETE", "ACTIVE"];

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "ECR-S1",
        group: EcrGroup::Security,
        title: "Images are scanned when they are pushed, or continuously.",
        why: "A vulnerability that no scan finds is found by others.",
        source: "AWS Security Hub, [ECR.1] ECR private repositories should have image scanning configured",
        remedy: "Set the registry to enhanced scanning, or to scan on push with a filter for the repository.",
        written: |document| said("ecr.scan", &document.ecr.scan),
        live: |facts| {
            each_repository(facts, |repository| {
                let on_push = repository.repository.image_scanning_configuration.as_ref().and_then(|scan| scan.scan_on_push) == Some(true);
                let rule = repository.scanning.iter().flat_map(|scanning| &scanning.rules).find(|rule| {
                    rule.scan_frequency.as_ref().is_some_and(|often| *often != ScanFrequency::Manual)
                        && rule.repository_filters.iter().flatten().any(|filter| wildcard(filter.filter.as_deref(), repository.name()))
                });
                match rule {
                    Some(rule) => {
                        let often = rule.scan_frequency.as_ref().map_or("", ScanFrequency::as_str);
                        Answer::held(true, format!("the registry scans {}: {often}", repository.name()))
                    }
                    None if on_push => Answer::held(true, format!("{} scans on push", repository.name())),
                    None => unless_unread(repository, &["ecr:GetRegistryScanningConfiguration"], || {
                        Answer::held(false, format!("neither {} nor its registry scans", repository.name()))
                    }),
                }
            })
        },
    },
    Question {
        id: "ECR-S2",
        group: EcrGroup::Security,
        title: "The images that run have no critical or high findings.",
        why: "What runs with a known vulnerability is open to everybody who reads of it.",
        source: "AWS Well-Architected Framework, SEC06-BP01 Perform vulnerability management",
        remedy: "Rebuild on a base that is mended and deploy, or record an exception with an end.",
        written: |document| says("ecr.scan", &document.ecr.scan, &["critical", "high", "gate", "finding", "refuse"]),
        live: |facts| {
            each_image(facts, |image| {
                if image.detail.is_none() {
                    return not_there(image);
                }
                let status = image.scan_status.as_deref().unwrap_or("none");
                let Some(findings) = image.findings.as_ref().filter(|_| DONE.contains(&status)) else {
                    let unread = facts.unread.iter().any(|unread| unread.action == "ecr:DescribeImageScanFindings");
                    let evidence = format!("the image of {} has no whole scan: its status is {status}", image.container);
                    return Answer::of(if unread { EcrStatus::Unknown } else { EcrStatus::Fail }, evidence);
                };
                let grave: Vec<_> = GRAVE
                    .iter()
                    .filter_map(|severity| findings.get(*severity).filter(|count| **count > 0).map(|count| format!("{count} {severity}")))
                    .collect();
                let told = if grave.is_empty() { "no critical or high finding".to_owned() } else { grave.join(" and ") };
                Answer::held(grave.is_empty(), format!("the image of {} has {told}", image.container))
            })
        },
    },
    Question {
        id: "ECR-S3",
        group: EcrGroup::Security,
        title: "The images are signed.",
        why: "Who may push can otherwise put any code behind a tag.",
        source: "Amazon ECR User Guide, Sign images stored in an Amazon ECR private repository",
        remedy: "Sign in the pipeline with AWS Signer or a key of KMS, and verify before the deployment.",
        written: |document| {
            let text = format!("{} {} {}", document.ecr.scan, document.ecr.build_and_push, document.security.join(" "));
            says("scan, build_and_push and security", text.trim(), &["sign", "notation", "cosign"])
        },
        live: |facts| {
            each_image(facts, |image| {
                let Some(digest) = image.detail.as_ref().and_then(|detail| detail.image_digest.as_deref()) else { return not_there(image) };
                let Some(repository) = repository_of(facts, image) else {
                    return Answer::unknown(format!("the repository of {} could not be read", image.image));
                };
                unless_unread(repository, &["ecr:DescribeImages"], || {
                    match told_of(repository, digest, &["notary", "signature", "cosign", "sig"]).next() {
                        Some(stored) => Answer::held(
                            true,
                            format!("{stored} is a signature of the image of {}; whose was not verified", image.container),
                        ),
                        None => Answer::held(false, format!("no signature is stored with the image of {}", image.container)),
                    }
                })
            })
        },
    },
    Question {
        id: "ECR-S4",
        group: EcrGroup::Security,
        title: "The task pulls by an execution role of its own.",
        why: "On Fargate nothing is pulled from ECR without it; on EC2 every task pulls with the rights of the instance.",
        source: "Amazon ECS Developer Guide, Amazon ECS task execution IAM role",
        remedy: "Set `executionRoleArn` to a role that may pull from these repositories only.",
        written: |_| shown_live(),
        live: |facts| {
            if facts.images.iter().all(|image| image.registry.is_none()) {
                return Answer::of(EcrStatus::NotApplicable, "no image of the service is in a private ECR registry");
            }
            let fargate = facts.service.launch_type == Some(LaunchType::Fargate)
                || facts.definition.requires_compatibilities.contains(&Compatibility::Fargate);
            match &facts.definition.execution_role_arn {
                Some(role) => Answer::held(true, format!("executionRoleArn is {role}")),
                None if fargate => Answer::held(false, "the task definition has no executionRoleArn"),
                None => Answer::held(false, "the task definition has no executionRoleArn: tasks pull with the role of the instance"),
            }
        },
    },
];
