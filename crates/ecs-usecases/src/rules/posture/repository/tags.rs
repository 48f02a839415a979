//! Whether a tag means one image for ever.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{aws_config, checkov, control_tower, prowler, security_hub, trivy, well_architected},
    subject::RepositoryFacts,
};
use crate::{
    model::ecr::ImageTagMutability,
    rules::{Pillar, wildcard},
};

pub(super) static RULES: [PostureRule<RepositoryFacts>; 2] = [
    PostureRule {
        about: About {
            id: "ECR-TAG-IMMUTABILITY",
            title: "Tags of images are immutable.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set imageTagMutability to IMMUTABLE, or to IMMUTABLE_WITH_EXCLUSION with filters for the tags that are meant to move",
            documentation: "Amazon ECR User Guide, preventing image tags from being overwritten in Amazon ECR",
            sources: &[
                security_hub("ECR.2", Level::Medium),
                control_tower("CT.ECR.PR.3"),
                aws_config("ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED"),
                checkov("CKV_AWS_51"),
                trivy("AWS-0031", Level::High),
                prowler("ecr_repositories_tag_immutability", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ECR-TAG-IMMUTABILITY.json"),
        check: immutable,
    },
    PostureRule {
        about: About {
            id: "ECR-MUTABLE-TAGS",
            title: "Only tags that are meant to move are excluded from immutability.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Narrow the exclusion filters to the tags that move, such as latest or dev-*",
            documentation: "Amazon ECR API Reference, ImageTagMutabilityExclusionFilter",
            sources: &[well_architected("SEC06-BP04")],
        },
        examples: include_str!("../examples/ECR-MUTABLE-TAGS.json"),
        check: exclusions,
    },
];

/// Tags such as releases have: a filter that fits one of them lets releases be overwritten.
const RELEASES: [&str; 8] =
    ["1.2.0", "v1.2.0", "17", "build-17", "release-1.2.0", "2026-11-30", "9fceb02", "9fceb02d0ae598e95dc970b74767f19372d61af8"];

/// A release that the pattern fits.
pub(super) fn release(pattern: &str) -> Option<&'static str> {
    RELEASES.into_iter().find(|tag| wildcard::fits(pattern, tag))
}

fn filters(facts: &RepositoryFacts) -> impl Iterator<Item = &str> {
    facts.repository.image_tag_mutability_exclusion_filters.iter().map(|filter| filter.filter.as_deref().unwrap_or_default())
}

fn immutable(facts: &RepositoryFacts, checked: &mut Checked) {
    let all = |filter: &str| !filter.is_empty() && filter.bytes().all(|byte| byte == b'*');
    match &facts.repository.image_tag_mutability {
        Some(ImageTagMutability::Immutable | ImageTagMutability::ImmutableWithExclusion) => {}
        Some(ImageTagMutability::MutableWithExclusion) if filters(facts).any(all) => {}
        Some(ImageTagMutability::MutableWithExclusion) => {
            checked
                .fail("imageTagMutability", "imageTagMutability is MUTABLE_WITH_EXCLUSION: all but the excluded tags can be overwritten");
        }
        Some(other) => checked.fail("imageTagMutability", format!("imageTagMutability is {other}: tags can be overwritten")),
        None => checked.fail("imageTagMutability", "imageTagMutability is not set, and MUTABLE for that"),
    }
}

fn exclusions(facts: &RepositoryFacts, checked: &mut Checked) {
    if facts.repository.image_tag_mutability != Some(ImageTagMutability::ImmutableWithExclusion) {
        return checked.not_applicable();
    }
    for (at, filter) in filters(facts).enumerate() {
        if let Some(tag) = release(filter) {
            let path = format!("imageTagMutabilityExclusionFilters[{at}].filter");
            checked.fail(path, format!("`{filter}` fits tags such as {tag}, so that releases can be overwritten"));
        }
    }
}
