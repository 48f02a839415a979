//! Items of what images cost.

use super::{
    Answer, EcrGroup, Question,
    live::{each_image, each_repository, not_there, unless_unread},
    written::{said, says, shown_live},
};
use serde_json::Value;

/// From this size on an image is pulled for longer than a start should take.
const LARGE: i64 = 1024 * 1024 * 1024;

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "ECR-C1",
        group: EcrGroup::Cost,
        title: "A lifecycle policy removes images that nobody needs.",
        why: "Each push stays and is paid for, for ever.",
        source: "AWS Security Hub, [ECR.3] ECR repositories should have at least one lifecycle policy configured",
        remedy: "Put a lifecycle policy: so many releases are kept, others expire by age.",
        written: |document| said("ecr.lifecycle", &document.ecr.lifecycle),
        live: |facts| {
            each_repository(facts, |repository| {
                unless_unread(repository, &["ecr:GetLifecyclePolicy"], || {
                    let has = if repository.lifecycle_policy.is_some() { "has a" } else { "has no" };
                    Answer::held(repository.lifecycle_policy.is_some(), format!("{} {has} lifecycle policy", repository.name()))
                })
            })
        },
    },
    Question {
        id: "ECR-C2",
        group: EcrGroup::Cost,
        title: "Untagged images expire.",
        why: "Builds that were overtaken and layers of old indexes make most of what is stored.",
        source: "Amazon ECR User Guide, Examples of lifecycle policies in Amazon ECR",
        remedy: "Add a rule for `tagStatus` untagged, after so many days as a deployment may take.",
        written: |document| says("ecr.lifecycle", &document.ecr.lifecycle, &["untagged"]),
        live: |facts| {
            each_repository(facts, |repository| {
                unless_unread(repository, &["ecr:GetLifecyclePolicy"], || {
                    let policy = repository.lifecycle_policy.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
                    let rules = policy.as_ref().and_then(|policy| policy["rules"].as_array()).cloned().unwrap_or_default();
                    let rule = rules.iter().find(|rule| matches!(rule["selection"]["tagStatus"].as_str(), Some("untagged" | "any")));
                    let told = match rule {
                        Some(rule) => format!("rule {} of {} expires untagged images", rule["rulePriority"], repository.name()),
                        None => format!("no rule of {} expires untagged images", repository.name()),
                    };
                    Answer::held(rule.is_some(), told)
                })
            })
        },
    },
    Question {
        id: "ECR-C3",
        group: EcrGroup::Cost,
        title: "Images are pulled from the Region of the service.",
        why: "Each start of a task pays for the transfer between Regions, and waits for it.",
        source: "Amazon ECR User Guide, Private image replication in Amazon ECR",
        remedy: "Replicate the repository to the Region of the service, and name the image there.",
        written: |document| said("ecr.replication", &document.ecr.replication),
        live: |facts| {
            each_image(facts, |image| {
                let region = image.registry.as_ref().map_or("", |registry| registry.region.as_str());
                Answer::held(
                    region == facts.scope.region,
                    format!("the image of {} is pulled from {region} to {}", image.container, facts.scope.region),
                )
            })
        },
    },
    Question {
        id: "ECR-C4",
        group: EcrGroup::Cost,
        title: "No image is larger than 1 GiB.",
        why: "The size is paid for by month and by pull, and is most of the time that a task takes to start.",
        source: "Amazon ECS Developer Guide, Best practices for Amazon ECS container images",
        remedy: "Build in several stages, and take a slim base image.",
        written: |_| shown_live(),
        live: |facts| {
            each_image(facts, |image| {
                let Some(detail) = &image.detail else { return not_there(image) };
                match detail.image_size_in_bytes {
                    // An index has no size of its own.
                    None | Some(0) => Answer::unknown(format!("ECR does not tell the size of the image of {}", image.container)),
                    Some(bytes) => {
                        Answer::held(bytes <= LARGE, format!("the image of {} has {} MiB", image.container, bytes / 1024 / 1024))
                    }
                }
            })
        },
    },
];
