//! Items of the images that run.

use super::{
    Answer, EcrGroup, Question,
    live::{each_image, not_there},
    written::{said, says, shown_live},
};
use crate::{model::ecr::ImageStatus, steps::image::wanted_architecture};

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "ECR-I1",
        group: EcrGroup::Image,
        title: "Each container runs an image of a private ECR registry.",
        why: "An image from elsewhere is not scanned nor kept by you, and its registry's limits stop the start of tasks.",
        source: "Amazon ECS Developer Guide, Best practices for Amazon ECS container images",
        remedy: "Copy the image to ECR, or reach it through a pull-through cache.",
        written: |_| shown_live(),
        live: |facts| {
            let each = facts.images.iter().map(|image| {
                let place = if image.registry.is_some() { "is in ECR" } else { "is not in a private ECR registry" };
                Answer::held(image.registry.is_some(), format!("{} of {} {place}", image.image, image.container))
            });
            Answer::all(each, "the task definition has no containers")
        },
    },
    Question {
        id: "ECR-I2",
        group: EcrGroup::Image,
        title: "The task definition names each image by digest.",
        why: "A tag names another image tomorrow, so that tasks of one revision run different code.",
        source: "AWS Well-Architected Framework, SEC06-BP04 Validate software integrity",
        remedy: "Resolve the tag once, and register the task definition with `repository@sha256:...`.",
        written: |document| {
            let ecr = &document.ecr;
            let settings = document.task.iter().map(|setting| setting.value.as_str()).collect::<Vec<_>>().join(" ");
            let all = [&ecr.naming, &ecr.tags, &ecr.lifecycle, &ecr.scan, &ecr.retention, &ecr.replication, &ecr.build_and_push, &settings];
            match all.into_iter().find(|text| text.to_lowercase().contains("digest")) {
                Some(text) => Answer::held(true, text.trim().to_owned()),
                None => Answer::held(false, "no text says that the image is pinned by digest"),
            }
        },
        live: |facts| {
            each_image(facts, |image| {
                let by_digest = image.reference.as_ref().is_some_and(|reference| reference.digest().is_some());
                Answer::held(by_digest, format!("{} runs {}", image.container, image.image))
            })
        },
    },
    Question {
        id: "ECR-I3",
        group: EcrGroup::Image,
        title: "The images are in ECR and can be pulled.",
        why: "Tasks that run go on without their image; the next one does not start.",
        source: "Amazon ECS Developer Guide, CannotPullContainer task errors in Amazon ECS",
        remedy: "Push the image again, restore it from the archive, or roll back to a revision whose images exist.",
        written: |_| shown_live(),
        live: |facts| {
            each_image(facts, |image| {
                let Some(detail) = &image.detail else { return not_there(image) };
                let archived = matches!(detail.image_status, Some(ImageStatus::Archived | ImageStatus::Activating));
                let state = detail.image_status.as_ref().map_or("ACTIVE", ImageStatus::as_str);
                Answer::held(!archived, format!("{} of {} is {state}", image.image, image.container))
            })
        },
    },
    Question {
        id: "ECR-I4",
        group: EcrGroup::Image,
        title: "The images are for the CPU architecture of the task.",
        why: "A task whose image is for another architecture ends with `exec format error`.",
        source: "Amazon ECS Developer Guide, Amazon ECS task definitions for 64-bit ARM workloads",
        remedy: "Build an index for both architectures, or set `runtimePlatform.cpuArchitecture`.",
        written: |_| shown_live(),
        live: |facts| {
            let wanted = wanted_architecture(facts.definition.runtime_platform.as_ref());
            each_image(facts, |image| {
                if image.detail.is_none() {
                    return not_there(image);
                }
                if image.architectures.is_empty() {
                    return Answer::unknown(format!("the manifest of {} does not tell its architecture", image.image));
                }
                let holds = image.architectures.iter().any(|known| known == wanted.as_str());
                let has = image.architectures.join(", ");
                Answer::held(holds, format!("the task runs on {}; {} has {has}", wanted.as_str(), image.container))
            })
        },
    },
    Question {
        id: "ECR-I5",
        group: EcrGroup::Image,
        title: "No container runs the tag `latest`.",
        why: "What `latest` names changes without a deployment, and a rollback brings the same image again.",
        source: "Amazon ECS Developer Guide, Best practices for Amazon ECS container images",
        remedy: "Deploy a version tag, or better the digest.",
        written: |document| {
            if document.ecr.tags.is_empty() {
                said("ecr.tags", "")
            } else {
                says("ecr.tags", &document.ecr.tags, &["version", "digest", "commit", "sha", "immutable"])
            }
        },
        live: |facts| {
            each_image(facts, |image| {
                let latest = image
                    .reference
                    .as_ref()
                    .is_some_and(|reference| reference.digest().is_none() && reference.tag().is_none_or(|tag| tag == "latest"));
                Answer::held(!latest, format!("{} runs {}", image.container, image.image))
            })
        },
    },
];
