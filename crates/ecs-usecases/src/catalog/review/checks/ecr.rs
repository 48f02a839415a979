//! What the use case asks of Amazon ECR: its seven parts, and what they must not say.

use super::{COST, Check, OPERATIONS, RELIABILITY, ReviewTopic::Ecr, Reviewed, SECURITY, SUSTAINABILITY, Says, needed, refined};
use crate::catalog::document::EcrRequirements;

/// The parts with their texts.
pub(in super::super) fn parts(ecr: &EcrRequirements) -> [(&'static str, &str); 7] {
    [
        ("naming", &ecr.naming),
        ("tags", &ecr.tags),
        ("lifecycle", &ecr.lifecycle),
        ("scan", &ecr.scan),
        ("replication", &ecr.replication),
        ("retention", &ecr.retention),
        ("build_and_push", &ecr.build_and_push),
    ]
}

macro_rules! part {
    ($field:ident, $id:literal, $pillars:expr, $weight:literal, $source:literal, $about:literal, $why:literal, $advice:literal) => {
        needed(
            &Says { id: $id, topic: Ecr, pillars: $pillars, weight: $weight, source: $source, about: $about, why: $why },
            |reviewed, found| {
                if reviewed.document.ecr.$field.is_empty() {
                    found.add(
                        concat!("ecr.", stringify!($field)),
                        concat!("the ECR requirements do not say `", stringify!($field), "`"),
                        $advice,
                    );
                }
            },
        )
    };
}

pub(super) const CHECKS: &[Check] = &[
    part!(
        naming,
        "UC-ECR-NAMING",
        &[OPERATIONS],
        1,
        "Amazon ECR User Guide, Amazon ECR private repositories (namespaces)",
        "It says how repositories are named.",
        "Policies, lifecycle rules and replication filters go by the prefix of the name.",
        "Name the convention, such as `team/service`, one repository a service."
    ),
    part!(
        tags,
        "UC-ECR-TAGS",
        &[SECURITY, RELIABILITY],
        2,
        "Amazon ECR User Guide, Preventing image tags from being overwritten in Amazon ECR",
        "It says how images are tagged, and whether tags can be moved.",
        "A tag that moves lets two tasks of one service run different code.",
        "Use immutable tags of version and commit, and deploy by digest."
    ),
    part!(
        lifecycle,
        "UC-ECR-LIFECYCLE",
        &[COST, SUSTAINABILITY],
        2,
        "Amazon ECR User Guide, Automate the cleanup of images by using lifecycle policies in Amazon ECR",
        "It says what the lifecycle policy takes away.",
        "Images that nobody expires are paid for ever; a rule that is too short takes the rollback away.",
        "Say which images expire by age or count, and that images in use and rollback targets stay."
    ),
    part!(
        scan,
        "UC-ECR-SCAN",
        &[SECURITY],
        3,
        "AWS Well-Architected Framework, SEC06-BP01 Perform vulnerability management",
        "It says how images are scanned, and what is let pass.",
        "A vulnerability that is found after the deployment is found by others too.",
        "Scan on push or continuously, and refuse images with findings from a severity on."
    ),
    part!(
        replication,
        "UC-ECR-REPLICATION",
        &[RELIABILITY],
        1,
        "Amazon ECR User Guide, Private image replication in Amazon ECR",
        "It says whether images are replicated to other Regions or accounts.",
        "A Region that pulls from another can't start tasks when that one is lost.",
        "Name the Regions and accounts, or say that one Region is enough and why."
    ),
    part!(
        retention,
        "UC-ECR-RETENTION",
        &[RELIABILITY, COST],
        2,
        "AWS Well-Architected Framework, COST04-BP05 Enforce data retention policies",
        "It says which images are kept for rollback or evidence, and how long.",
        "A rollback to an image that is gone fails when it is needed.",
        "Say how many releases are kept as rollback targets, and how long images are kept as evidence."
    ),
    part!(
        build_and_push,
        "UC-ECR-BUILD",
        &[OPERATIONS, SECURITY],
        2,
        "AWS Well-Architected Framework, SEC11-BP06 Deploy software programmatically",
        "It says who builds and pushes, and how.",
        "An image of unknown origin can't be built again, nor trusted.",
        "Let the pipeline build once, push with a role of its own, and record the digest."
    ),
    refined(
        &Says {
            id: "UC-ECR-LATEST",
            topic: Ecr,
            pillars: &[RELIABILITY, SECURITY],
            weight: 2,
            source: "Amazon ECS Developer Guide, Best practices for Amazon ECS container images",
            about: "It does not deploy the tag `latest`.",
            why: "What `latest` names changes without a deployment, and a rollback to it brings the same image again.",
        },
        says_something,
        |reviewed, found| {
            for (path, text) in texts(reviewed) {
                if sentences(&text).any(|sentence| asks_for_latest(&sentence)) {
                    found.add(path, "it deploys the tag `latest`", "Deploy a version tag that can't be moved, or the digest.");
                }
            }
        },
    ),
    refined(
        &Says {
            id: "UC-ECR-MUTABLE",
            topic: Ecr,
            pillars: &[SECURITY, RELIABILITY],
            weight: 2,
            source: "AWS Security Hub, [ECR.2] ECR private repositories should have tag immutability configured",
            about: "It does not ask for tags that can be overwritten.",
            why: "A tag that can be overwritten runs other code than was scanned and approved.",
        },
        says_something,
        |reviewed, found| {
            for (path, text) in texts(reviewed) {
                if sentences(&text).any(|sentence| asks_for_mutable(&sentence)) {
                    found.add(
                        path,
                        "it asks for tags that can be overwritten",
                        "Set `imageTagMutability` to IMMUTABLE, with exclusions where a tag has to move.",
                    );
                }
            }
        },
    ),
    refined(
        &Says {
            id: "UC-ECR-DIGEST",
            topic: Ecr,
            pillars: &[SECURITY, RELIABILITY],
            weight: 2,
            source: "AWS Well-Architected Framework, SEC06-BP04 Validate software integrity",
            about: "What runs is named by digest.",
            why: "Only a digest says that what runs is what was scanned, approved and tested.",
        },
        says_all,
        |reviewed, found| {
            let document = &reviewed.document;
            let ecr = parts(&document.ecr).into_iter().map(|(_, text)| text);
            let settings = document.task.iter().chain(&document.service).flat_map(|setting| [setting.value.as_str(), setting.why.as_str()]);
            let said = ecr.chain(settings).chain([document.description.as_str()]).chain(document.security.iter().map(String::as_str));
            if !said.into_iter().any(|text| text.to_lowercase().contains("digest")) {
                found.add(
                    "ecr.tags",
                    "nothing says that the image is pinned by digest",
                    "Resolve the tag once, and write `repository@sha256:...` to the task definition.",
                );
            }
        },
    ),
];

/// Whether each part that could name the digest is there: without one of them, that is what is missing.
fn says_all(reviewed: &Reviewed) -> bool {
    let document = &reviewed.document;
    let settings = || document.task.iter().chain(&document.service);
    parts(&document.ecr).iter().all(|(_, text)| !text.is_empty())
        && !document.task.is_empty()
        && !document.service.is_empty()
        && settings().all(|setting| !setting.value.is_empty() && !setting.why.is_empty())
        && !document.security.is_empty()
        && !document.description.is_empty()
}

fn says_something(reviewed: &Reviewed) -> bool {
    parts(&reviewed.document.ecr).iter().any(|(_, text)| !text.is_empty())
}

/// The texts that say which image is taken.
fn texts(reviewed: &Reviewed) -> Vec<(String, String)> {
    let ecr = parts(&reviewed.document.ecr).map(|(name, text)| (format!("ecr.{name}"), text.to_owned()));
    let task = reviewed.document.task.iter().enumerate();
    let images = task.filter(|(_, setting)| setting.setting.to_lowercase().ends_with("image"));
    ecr.into_iter().chain(images.map(|(at, setting)| (format!("task[{at}].value"), setting.value.clone()))).collect()
}

fn sentences(text: &str) -> impl Iterator<Item = String> {
    let parts: Vec<_> = text.to_lowercase().split(['.', ';']).map(str::to_owned).collect();
    parts.into_iter()
}

/// Words by which a sentence refuses or explains what it names.
const NO: [&str; 17] = [
    "never",
    "not",
    "no",
    "without",
    "instead",
    "avoid",
    "cannot",
    "can't",
    "refuse",
    "refuses",
    "refused",
    "than",
    "since",
    "warn",
    "warns",
    "forbidden",
    "replace",
];

/// What can be the latest of several.
const OF_MANY: [&str; 14] = [
    "image", "images", "release", "releases", "version", "versions", "revision", "good", "complete", "build", "builds", "but", "scan",
    "platform",
];

fn words(sentence: &str) -> Vec<&str> {
    sentence.split(|letter: char| !letter.is_alphanumeric() && letter != '\'').filter(|word| !word.is_empty()).collect()
}

fn asks_for_latest(sentence: &str) -> bool {
    let words = words(sentence);
    // The latest 30 images, or the latest good release, is no tag.
    let tag =
        |at: usize| words.get(at + 1).is_none_or(|next| !next.starts_with(|first: char| first.is_ascii_digit()) && !OF_MANY.contains(next));
    let named = words.iter().enumerate().any(|(at, word)| *word == "latest" && tag(at));
    named && !words.iter().any(|word| NO.contains(word))
}

fn asks_for_mutable(sentence: &str) -> bool {
    let words = words(sentence);
    let asks = words.windows(2).any(|pair| pair == ["mutable", "tags"] || pair == ["mutable", "tag"]) || words == ["mutable"];
    asks && !words
        .iter()
        .any(|word| NO.contains(word) || *word == "immutable" || *word == "drift" || *word == "exclusion" || *word == "exclusions")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_is_not_asked_for() {
        assert!(asks_for_latest("each build is pushed as latest"));
        assert!(asks_for_latest("repository:latest"));
        assert!(!asks_for_latest("pinned by digest, never by latest or stable"));
        assert!(!asks_for_latest("the latest-but-one digest is not used"));
        assert!(!asks_for_latest("a digest"));
        assert!(!asks_for_latest("keeps the latest 30 images"));
        assert!(!asks_for_latest("the latest good release is kept"));
        assert!(!asks_for_mutable("the drift of mutable tags"));
        assert!(asks_for_mutable("we use mutable tags"));
        assert!(!asks_for_mutable("no mutable tags"));
        assert!(!asks_for_mutable("immutable tags"));
    }
}
