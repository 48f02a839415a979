//! Images as they are stored, described and listed.

use super::{
    cut, invalid, page_size, replication,
    repositories::{self, Held},
    scans::{self, Scan},
};
use crate::{
    backends::simulator::{
        behaviour::ImageBehaviour,
        world::{World, aws_error},
    },
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::ecr::{
        DescribeImages, DescribeImagesResponse, ImageDetail, ImageIdentifier, ImageStatus, ImageStatusFilter, ListImages,
        ListImagesResponse, TagStatus,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What is in an image, whatever repository it is in.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Content {
    pub(super) behaviour: ImageBehaviour,
    /// What a scan finds: the number of findings by severity.
    pub(super) findings: BTreeMap<String, u32>,
}

/// An image in a repository.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Stored {
    pub(super) manifest: String,
    pub(super) media_type: String,
    pub(super) artifact_type: Option<String>,
    /// `X86_64` or `ARM64`.
    pub(super) architectures: Vec<String>,
    pub(super) bytes: i64,
    pub(super) tags: BTreeSet<String>,
    pub(super) pushed_at: Timestamp,
    pub(super) pulled_at: Option<Timestamp>,
    pub(super) archived_at: Option<Timestamp>,
    pub(super) scan: Option<Scan>,
    /// The images of an index.
    pub(super) children: Vec<String>,
    /// How many indexes it is in.
    pub(super) parents: usize,
    /// Where it is replicated to.
    #[serde(default)]
    pub(super) copies: Vec<replication::Copied>,
    /// What AWS shows of it, if it was imported.
    #[serde(default)]
    pub(super) shown: Option<Box<super::import::Shown>>,
}

/// The error for an image that is not there.
pub(super) fn no_image(world: &World, repository: &str, id: &ImageIdentifier) -> Error {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "null".into());
    let message = format!(
        "The image with imageId {{imageDigest:'{}', imageTag:'{}'}} does not exist within the repository with name '{repository}' in the registry with id '{}'",
        text(&id.image_digest),
        text(&id.image_tag),
        world.scope.account
    );
    aws_error(ErrorKind::NotFound, "ImageNotFoundException", message)
}

/// The digest and image that an identifier names.
pub(super) fn find<'a>(held: &'a Held, id: &'a ImageIdentifier) -> Option<(&'a String, &'a Stored)> {
    let tagged = match &id.image_tag {
        Some(tag) => Some(held.by_tag.get(tag)?),
        None => None,
    };
    match (&id.image_digest, tagged) {
        (Some(digest), Some(tagged)) if digest != tagged => None,
        (Some(digest), _) => held.images.get_key_value(digest),
        (None, Some(tagged)) => held.images.get_key_value(tagged),
        (None, None) => None,
    }
}

fn detail(world: &World, held: &Held, digest: &str, image: &Stored) -> ImageDetail {
    let (status, summary) = scans::summary(world, digest, image);
    let shown = image.shown.as_ref().map(|shown| shown.detail.clone()).unwrap_or_default();
    ImageDetail {
        registry_id: held.shape.registry_id.clone(),
        repository_name: held.shape.repository_name.clone(),
        image_digest: Some(digest.to_owned()),
        image_tags: image.tags.iter().cloned().collect(),
        image_size_in_bytes: Some(image.bytes),
        image_pushed_at: Some(image.pushed_at),
        image_scan_status: status,
        image_scan_findings_summary: summary,
        image_manifest_media_type: Some(image.media_type.clone()),
        artifact_media_type: image.artifact_type.clone(),
        last_recorded_pull_time: image.pulled_at,
        image_status: Some(if image.archived_at.is_some() { ImageStatus::Archived } else { ImageStatus::Active }),
        last_archived_at: image.archived_at,
        ..shown
    }
}

/// Whether an image is among those asked for; archived ones only if they are asked for.
fn wanted(image: &Stored, tag: Option<&TagStatus>, status: Option<&ImageStatusFilter>) -> bool {
    let tagged = match tag {
        Some(TagStatus::Tagged) => !image.tags.is_empty(),
        Some(TagStatus::Untagged) => image.tags.is_empty(),
        _ => true,
    };
    let archived = image.archived_at.is_some();
    tagged
        && match status {
            Some(ImageStatusFilter::Any) => true,
            Some(ImageStatusFilter::Archived) => archived,
            Some(ImageStatusFilter::Activating) => false,
            _ => !archived,
        }
}

pub(super) fn describe(world: &World, request: &DescribeImages) -> Result<DescribeImagesResponse> {
    let held = repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    let mut reply = DescribeImagesResponse::default();
    if let Some(ids) = request.image_ids.as_ref().filter(|ids| !ids.is_empty()) {
        if request.max_results.is_some() || request.next_token.is_some() {
            return Err(invalid("maxResults and nextToken can't be used with imageIds"));
        }
        if ids.len() > 100 {
            return Err(super::constraint("imageIds", "must have at most 100 items"));
        }
        let mut seen = BTreeSet::new();
        for id in ids {
            let (digest, image) = find(held, id).ok_or_else(|| no_image(world, &request.repository_name, id))?;
            if seen.insert(digest) {
                reply.image_details.push(detail(world, held, digest, image));
            }
        }
        return Ok(reply);
    }
    let size = page_size(request.max_results, 100, 1000)?;
    let (tag, status) = request.filter.as_ref().map_or((None, None), |filter| (filter.tag_status.as_ref(), filter.image_status.as_ref()));
    let after = request.next_token.as_deref().unwrap_or_default();
    let rest = held.images.range(after.to_owned()..).filter(|(digest, image)| digest.as_str() > after && wanted(image, tag, status));
    let (page, next) = cut(rest.take(size + 1).collect(), size, |(digest, _)| (*digest).clone());
    reply.image_details = page.into_iter().map(|(digest, image)| detail(world, held, digest, image)).collect();
    reply.next_token = next;
    Ok(reply)
}

pub(super) fn list(world: &World, request: &ListImages) -> Result<ListImagesResponse> {
    let held = repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    let size = page_size(request.max_results, 100, 1000)?;
    let (tag, status) = request.filter.as_ref().map_or((None, None), |filter| (filter.tag_status.as_ref(), filter.image_status.as_ref()));
    // One entry for every tag of an image, or one without a tag; a token is the last digest and tag.
    let after = request.next_token.as_deref().unwrap_or_default();
    let (after_digest, after_tag) = after.split_once(' ').unwrap_or((after, ""));
    let entries =
        held.images.range(after_digest.to_owned()..).filter(|(_, image)| wanted(image, tag, status)).flat_map(|(digest, image)| {
            let untagged = image.tags.is_empty().then_some("");
            image.tags.iter().map(String::as_str).chain(untagged).map(move |tag| (digest.as_str(), tag))
        });
    let rest = entries.filter(|(digest, tag)| after.is_empty() || (*digest, *tag) > (after_digest, after_tag));
    let (page, next) = cut(rest.take(size + 1).collect(), size, |(digest, tag)| format!("{digest} {tag}"));
    let image_ids = page.into_iter().map(|(digest, tag)| ImageIdentifier {
        image_digest: Some(digest.to_owned()),
        image_tag: (!tag.is_empty()).then(|| tag.to_owned()),
        ..ImageIdentifier::default()
    });
    Ok(ListImagesResponse { image_ids: image_ids.collect(), next_token: next, ..ListImagesResponse::default() })
}
