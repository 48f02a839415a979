//! Which images run, and where they come from.

use super::super::{About, Checked, Level, PostureRule, source::well_architected};
use super::given;
use crate::{
    model::ecs::{RegisterTaskDefinition, VersionConsistency},
    rules::{Pillar, placeholders, task_definition::facts::containers},
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 3] = [
    PostureRule {
        about: About {
            id: "ECS-IMAGE-TAG",
            title: "Each image has a tag of its own version, or a digest.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Name the image by the tag that its build gave it, or by its digest",
            documentation: "Amazon ECS Developer Guide, best practices for Amazon ECS container images",
            sources: &[well_architected("REL08-BP04")],
        },
        examples: include_str!("../examples/ECS-IMAGE-TAG.json"),
        check: tag,
    },
    PostureRule {
        about: About {
            id: "ECS-IMAGE-REGISTRY",
            title: "Images come from Amazon ECR.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Copy the image to a repository of yours, or pull it through a pull-through cache, where it is scanned and always there",
            documentation: "Amazon ECR User Guide, sync an upstream registry with an Amazon ECR private registry",
            sources: &[well_architected("SEC11-BP05")],
        },
        examples: include_str!("../examples/ECS-IMAGE-REGISTRY.json"),
        check: registry,
    },
    PostureRule {
        about: About {
            id: "ECS-VERSION-CONSISTENCY",
            title: "All tasks of a deployment run the same image.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Remove versionConsistency, or name the image by its digest",
            documentation: "Amazon ECS API Reference, ContainerDefinition versionConsistency",
            sources: &[well_architected("REL08-BP04")],
        },
        examples: include_str!("../examples/ECS-VERSION-CONSISTENCY.json"),
        check: consistency,
    },
];

/// The parts of the name of an image.
pub(super) struct Image<'a> {
    /// The registry's host; absent for Docker Hub, which needs none.
    pub host: Option<&'a str>,
    pub tag: Option<&'a str>,
    pub has_digest: bool,
}

impl<'a> Image<'a> {
    pub fn of(image: &'a str) -> Self {
        let (name, has_digest) = match image.split_once('@') {
            Some((name, _)) => (name, true),
            None => (image, false),
        };
        // A first part with neither a dot nor a colon is a user of Docker Hub.
        let host = name.split_once('/').map(|(first, _)| first).filter(|first| first.contains(['.', ':']) || *first == "localhost");
        let last = name.rsplit('/').next().unwrap_or(name);
        Self { host, tag: last.split_once(':').map(|(_, tag)| tag), has_digest }
    }

    pub fn is_in_private_ecr(&self) -> bool {
        self.host.is_some_and(|host| [".dkr.ecr.", ".dkr.ecr-fips.", ".dkr-ecr.", ".dkr-ecr-fips."].iter().any(|part| host.contains(part)))
    }

    fn is_in_ecr(&self) -> bool {
        self.is_in_private_ecr() || self.host == Some("public.ecr.aws")
    }
}

fn images(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &str)> {
    containers(definition).filter_map(|(path, container)| Some((format!("{path}.image"), given(container.image.as_ref())?)))
}

fn tag(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, image) in images(definition) {
        let parts = Image::of(image);
        match parts.tag {
            _ if parts.has_digest => {}
            Some("latest") => checked.fail(path, "the tag is latest: what runs is whatever was pushed last"),
            // What is to be filled in may bring its tag.
            None if !placeholders::in_image(image).is_empty() => checked.unknown(format!("{path} is to be filled in")),
            None => checked.fail(path, "there is no tag, which is the same as latest: what runs is whatever was pushed last"),
            _ => {}
        }
    }
}

fn registry(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, image) in images(definition) {
        let parts = Image::of(image);
        let first = image.split('/').next().unwrap_or_default();
        if parts.is_in_ecr() {
            continue;
        }
        if !placeholders::in_image(first).is_empty() {
            checked.unknown(format!("{path} is to be filled in"));
            continue;
        }
        let message = match parts.host {
            None | Some("docker.io" | "index.docker.io" | "registry-1.docker.io") => {
                "the image comes from Docker Hub, which limits how often it is pulled".to_owned()
            }
            Some(host) => format!("the image comes from {host}: without it no task starts"),
        };
        checked.fail(path, message);
    }
}

fn consistency(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        let has_digest = given(container.image.as_ref()).is_some_and(|image| Image::of(image).has_digest);
        if container.version_consistency == Some(VersionConsistency::Disabled) && !has_digest {
            let message = "version consistency is disabled: a task that starts later runs whatever the tag means then";
            checked.fail(format!("{path}.versionConsistency"), message);
        }
    }
}
