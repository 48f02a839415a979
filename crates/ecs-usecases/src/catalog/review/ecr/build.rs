//! Items of how images are built and pushed.

use super::{
    Answer, EcrGroup, Question,
    live::{each_image, not_there, repository_of, told_of, unless_unread},
    written::{said, says},
};

/// Tags that name a place and not a version.
const PLACES: [&str; 9] = ["latest", "stable", "dev", "test", "staging", "prod", "production", "main", "master"];

/// How build attestations and bills of materials are stored: media types, and the endings of cosign's tags.
const ATTESTATIONS: [&str; 7] = ["in-toto", "spdx", "cyclonedx", "sbom", "slsa", "att", "provenance"];

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "ECR-B1",
        group: EcrGroup::Build,
        title: "A pipeline builds and pushes the images.",
        why: "An image that a person built from a working copy can't be built again.",
        source: "AWS Well-Architected Framework, SEC11-BP06 Deploy software programmatically",
        remedy: "Build once in the pipeline, push by a role of its own, and record the digest.",
        written: |document| said("ecr.build_and_push", &document.ecr.build_and_push),
        live: |facts| {
            each_image(facts, |image| {
                let Some(_) = &image.detail else { return not_there(image) };
                Answer::unknown(format!("ECR does not tell who pushed {}; CloudTrail has the PutImage event", image.image))
            })
        },
    },
    Question {
        id: "ECR-B2",
        group: EcrGroup::Build,
        title: "A tag of the image leads back to its version or commit.",
        why: "Without it nobody knows which source runs, nor what a rollback brings back.",
        source: "AWS Well-Architected Framework, OPS05-BP01 Use version control",
        remedy: "Push each build with its version and the commit as tags.",
        written: |document| says("ecr.tags", &document.ecr.tags, &["version", "commit", "sha", "build", "git", "release"]),
        live: |facts| {
            each_image(facts, |image| {
                let Some(detail) = &image.detail else { return not_there(image) };
                let told = detail.image_tags.iter().any(|tag| !PLACES.contains(&tag.to_lowercase().as_str()));
                let tags = if detail.image_tags.is_empty() { "no tag".to_owned() } else { detail.image_tags.join(", ") };
                Answer::held(told, format!("the image of {} has {tags}", image.container))
            })
        },
    },
    Question {
        id: "ECR-B3",
        group: EcrGroup::Build,
        title: "Provenance or a bill of materials is stored with the image.",
        why: "When a library turns out to be vulnerable, the bill of materials tells which images have it.",
        source: "Amazon ECR User Guide, OCI reference artifacts in Amazon ECR",
        remedy: "Let the build attach provenance and SBOM, such as `docker buildx build --provenance --sbom`.",
        written: |document| {
            let text = format!("{} {}", document.ecr.build_and_push, document.security.join(" "));
            says("ecr.build_and_push and security", text.trim(), &["sbom", "provenance", "attest", "bill of materials"])
        },
        live: |facts| {
            each_image(facts, |image| {
                let Some(digest) = image.detail.as_ref().and_then(|detail| detail.image_digest.as_deref()) else { return not_there(image) };
                let Some(repository) = repository_of(facts, image) else {
                    return Answer::unknown(format!("the repository of {} could not be read", image.image));
                };
                unless_unread(repository, &["ecr:DescribeImages"], || {
                    let index = image
                        .detail
                        .as_ref()
                        .and_then(|detail| detail.image_manifest_media_type.as_deref())
                        .is_some_and(|kind| kind.contains("index"));
                    match told_of(repository, digest, &ATTESTATIONS).next() {
                        Some(stored) => Answer::held(true, format!("{stored} tells of the image of {}", image.container)),
                        // Those of buildx are inside of the index, which is not looked into.
                        None if index => {
                            Answer::unknown(format!("the image of {} is an index, which may have attestations in it", image.container))
                        }
                        None => Answer::held(false, format!("no attestation is stored with the image of {}", image.container)),
                    }
                })
            })
        },
    },
];
