//! Putting images.

use super::{constraint, images::Stored, invalid, manifests, registry, replication, repositories, scans};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::ecr::{Image, ImageIdentifier, PutImage, PutImageResponse},
};
use std::collections::BTreeSet;

/// Four MiB.
const LONGEST: usize = 4 * 1024 * 1024;

fn check_tag(tag: &str) -> Result<()> {
    let letters = tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    if tag.is_empty() || tag.len() > 128 || !letters || tag.starts_with(['.', '-']) {
        return Err(constraint("imageTag", "must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'"));
    }
    Ok(())
}

/// Put an image, or give one that is there another tag.
pub(super) fn put(world: &mut World, request: &PutImage) -> Result<PutImageResponse> {
    repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    if request.image_manifest.len() > LONGEST {
        return Err(constraint("imageManifest", "must have at most 4194304 characters"));
    }
    let Some(read) = manifests::read(&request.image_manifest, request.image_manifest_media_type.as_deref()) else {
        return Err(constraint("imageManifest", "Invalid JSON syntax"));
    };
    let Some(media_type) = read.media_type.clone() else {
        return Err(invalid("imageManifestMediaType must be specified for a manifest without mediaType"));
    };
    if request.image_manifest_media_type.as_ref().is_some_and(|asked| *asked != media_type) {
        return Err(invalid(format!("The manifest has the media type '{media_type}', not the one asked for")));
    }
    if let Some(asked) = request.image_digest.as_ref().filter(|asked| **asked != read.digest) {
        let message = format!(
            "The supplied image digest '{asked}' does not match the calculated digest '{}' of the supplied image manifest",
            read.digest
        );
        return Err(aws_error(ErrorKind::InvalidRequest, "ImageDigestDoesNotMatchException", message));
    }
    let digest = read.digest.clone();
    let now = world.now;
    let added = add(world, &request.repository_name, &request.image_manifest, read, request.image_tag.as_deref(), now)?;
    if added && scans_on_push(world, &request.repository_name) {
        scans::begin(world, &request.repository_name, &digest, now);
    }
    replication::send(world, &request.repository_name, &digest, request.image_tag.as_deref());
    let image = Image {
        registry_id: Some(world.scope.account.clone()),
        repository_name: Some(request.repository_name.clone()),
        image_id: Some(ImageIdentifier { image_digest: Some(digest), image_tag: request.image_tag.clone(), ..ImageIdentifier::default() }),
        image_manifest: Some(request.image_manifest.clone()),
        image_manifest_media_type: Some(media_type),
        ..Image::default()
    };
    Ok(PutImageResponse { image: Some(image), ..PutImageResponse::default() })
}

/// Whether the repository or the registry scans images when they are pushed.
pub(super) fn scans_on_push(world: &World, repository: &str) -> bool {
    let own = world.ecr.repositories.get(repository).and_then(|held| held.shape.image_scanning_configuration.as_ref()?.scan_on_push);
    own == Some(true) || registry::scans_on_push(world, repository)
}

/// Store an image if it is not there, and set a tag. Whether it was not there.
pub(super) fn add(
    world: &mut World,
    repository: &str,
    manifest: &str,
    read: manifests::Read,
    tag: Option<&str>,
    pushed_at: Timestamp,
) -> Result<bool> {
    let account = world.scope.account.clone();
    let Some(held) = world.ecr.repositories.get_mut(repository) else { return Err(repositories::no_repository(&account, repository)) };
    let digest = read.digest;
    let there = held.images.get(&digest);
    if there.is_some_and(|image| tag.is_none_or(|tag| image.tags.contains(tag))) {
        let message = format!(
            "Image with digest '{digest}' and tag '{}' already exists in the repository with name '{repository}' in registry with id '{account}'",
            tag.unwrap_or("null")
        );
        return Err(aws_error(ErrorKind::Conflict, "ImageAlreadyExistsException", message));
    }
    if let Some(tag) = tag {
        check_tag(tag)?;
        if held.by_tag.contains_key(tag) && held.is_immutable(tag) {
            let message = format!(
                "The image tag '{tag}' already exists in the '{repository}' repository and cannot be overwritten because the tag is immutable."
            );
            return Err(aws_error(ErrorKind::Conflict, "ImageTagAlreadyExistsException", message));
        }
    }
    let added = there.is_none();
    if added {
        if let Some(missing) = read.children.iter().find(|child| !held.images.contains_key(*child)) {
            let message = format!("The manifest list refers to the image '{missing}', which is not in the repository '{repository}'");
            return Err(aws_error(ErrorKind::InvalidRequest, "ReferencedImagesNotFoundException", message));
        }
        // What is pulled of an index is one of its images.
        let bytes = read.children.first().and_then(|child| held.images.get(child)).map_or(read.bytes, |child| child.bytes);
        for child in &read.children {
            if let Some(child) = held.images.get_mut(child) {
                child.parents += 1;
            }
        }
        let stored = Stored {
            manifest: manifest.to_owned(),
            media_type: read.media_type.unwrap_or_else(|| manifests::IMAGE.into()),
            artifact_type: if read.is_index { None } else { read.artifact_type },
            architectures: read.architectures,
            bytes,
            tags: BTreeSet::new(),
            pushed_at,
            pulled_at: None,
            archived_at: None,
            scan: None,
            children: read.children,
            parents: 0,
            copies: Vec::new(),
            shown: None,
        };
        held.images.insert(digest.clone(), stored);
        world.ecr.contents.entry(digest.clone()).or_insert_with(|| read.content.unwrap_or_default());
    }
    if let (Some(tag), Some(held)) = (tag, world.ecr.repositories.get_mut(repository)) {
        if let Some(former) = held.by_tag.insert(tag.to_owned(), digest.clone())
            && let Some(image) = held.images.get_mut(&former)
        {
            image.tags.remove(tag);
        }
        if let Some(image) = held.images.get_mut(&digest) {
            image.tags.insert(tag.to_owned());
        }
    }
    Ok(added)
}
