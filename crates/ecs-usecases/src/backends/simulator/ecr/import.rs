//! Put repositories, their images and the registry's settings into a world as another cloud shows them.

use super::{
    images::{Content, Stored},
    lifecycle_policy, manifests,
    policies::Lifecycle,
    preview,
    repositories::Held,
};
use crate::{
    backends::simulator::{ImageBehaviour, world::World},
    clock::Timestamp,
    model::ecr::{
        DescribeImageScanFindingsResponse, Image, ImageDetail, ImageStatus, RegistryScanningConfiguration, ReplicationConfiguration,
        Repository, Tag,
    },
};
use serde::{Deserialize, Serialize};

/// What AWS shows of an image that the simulator does not tell itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// Its members that change here are told anew.
    pub(crate) detail: ImageDetail,
    /// All findings of its scan.
    pub(crate) findings: Option<DescribeImageScanFindingsResponse>,
}

/// A repository that is not there yet, without its images.
pub(crate) fn repository(world: &mut World, shape: Repository) {
    let name = shape.repository_name.clone().unwrap_or_default();
    world.ecr.repositories.entry(name).or_insert_with(|| Held { shape, ..Held::default() });
}

/// Whether there is such a repository.
pub(crate) fn has_repository(world: &World, repository: &str) -> bool {
    world.ecr.repositories.contains_key(repository)
}

/// The tags of a repository.
pub(crate) fn tags(world: &mut World, repository: &str, tags: Vec<Tag>) {
    if let Some(held) = world.ecr.repositories.get_mut(repository) {
        held.tags = tags.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))).collect();
    }
}

/// The policy of who may use a repository.
pub(crate) fn policy(world: &mut World, repository: &str, text: String) {
    if let Some(held) = world.ecr.repositories.get_mut(repository) {
        held.policy = Some(text);
    }
}

/// The lifecycle policy of a repository, which acts on the images that are imported. One that can't be read here acts on none.
pub(crate) fn lifecycle(world: &mut World, repository: &str, text: String, evaluated_at: Option<Timestamp>) {
    let Ok(policy) = lifecycle_policy::parse(&text) else { return };
    world.ecr.generation += 1;
    let generation = world.ecr.generation;
    let Some(held) = world.ecr.repositories.get_mut(repository) else { return };
    held.lifecycle = Some(Lifecycle { text, policy, evaluated_at, generation });
    preview::plan(world, repository, generation);
}

/// An image with its manifest. Its program behaves well until something else is said of it.
pub(crate) fn image(world: &mut World, repository: &str, detail: ImageDetail, image: &Image) {
    let (Some(digest), Some(manifest)) = (detail.image_digest.clone(), image.image_manifest.clone()) else { return };
    let Some(read) = manifests::read(&manifest, image.image_manifest_media_type.as_deref()) else { return };
    let Some(held) = world.ecr.repositories.get_mut(repository) else { return };
    if held.images.contains_key(&digest) {
        return;
    }
    // The architecture of a single image stands in a blob that is not read: any may be meant.
    let tells = read.is_index || manifests::tells_architecture(&manifest);
    let architectures = if tells { read.architectures } else { vec!["X86_64".into(), "ARM64".into()] };
    for child in &read.children {
        if let Some(child) = held.images.get_mut(child) {
            child.parents += 1;
        }
    }
    let parents = held.images.values().filter(|other| other.children.contains(&digest)).count();
    for tag in &detail.image_tags {
        held.by_tag.insert(tag.clone(), digest.clone());
    }
    let first_child = read.children.first().and_then(|child| held.images.get(child)).map(|child| child.bytes);
    let counts = detail.image_scan_findings_summary.as_ref().map(|summary| &summary.finding_severity_counts);
    let findings = counts.into_iter().flatten().map(|(severity, count)| (severity.to_string(), count.unsigned_abs())).collect();
    let stored = Stored {
        media_type: detail.image_manifest_media_type.clone().or(read.media_type).unwrap_or_else(|| manifests::IMAGE.into()),
        artifact_type: detail.artifact_media_type.clone(),
        manifest,
        architectures,
        bytes: detail.image_size_in_bytes.or(first_child).unwrap_or(read.bytes),
        tags: detail.image_tags.iter().cloned().collect(),
        pushed_at: detail.image_pushed_at.unwrap_or_default(),
        pulled_at: detail.last_recorded_pull_time,
        archived_at: (detail.image_status == Some(ImageStatus::Archived)).then(|| detail.last_archived_at.unwrap_or_default()),
        scan: None,
        children: read.children,
        parents,
        copies: Vec::new(),
        shown: Some(Box::new(Shown { detail, findings: None })),
    };
    held.images.insert(digest.clone(), stored);
    world.ecr.contents.entry(digest).or_insert_with(|| Content { behaviour: ImageBehaviour::default(), findings });
}

/// The findings of an image that is there.
pub(crate) fn findings(world: &mut World, repository: &str, digest: &str, findings: DescribeImageScanFindingsResponse) {
    let image = world.ecr.repositories.get_mut(repository).and_then(|held| held.images.get_mut(digest));
    if let Some(shown) = image.and_then(|image| image.shown.as_mut()) {
        shown.findings = Some(findings);
    }
}

/// The replication of the registry.
pub(crate) fn replication(world: &mut World, shape: Option<ReplicationConfiguration>) {
    world.ecr.replication = shape.unwrap_or_default();
}

/// The scanning of the registry.
pub(crate) fn scanning(world: &mut World, shape: Option<RegistryScanningConfiguration>) {
    world.ecr.scanning = shape;
}
