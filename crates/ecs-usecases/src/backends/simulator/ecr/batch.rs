//! `BatchGetImage` and `BatchDeleteImage`.

use super::{constraint, images, preview, repositories};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::ecr::{
        BatchDeleteImage, BatchDeleteImageResponse, BatchGetImage, BatchGetImageResponse, Image, ImageFailure, ImageFailureCode,
        ImageIdentifier,
    },
};

fn failure(held: &repositories::Held, id: &ImageIdentifier) -> (ImageFailureCode, &'static str) {
    let digest = id.image_digest.as_deref();
    if digest.is_none() && id.image_tag.is_none() {
        return (ImageFailureCode::MissingDigestAndTag, "Invalid request parameters: both tag and digest cannot be null");
    }
    if digest.is_some_and(|digest| {
        !digest.strip_prefix("sha256:").is_some_and(|hex| hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }) {
        let reason = "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'";
        return (ImageFailureCode::InvalidImageDigest, reason);
    }
    let tagged = id.image_tag.as_ref().and_then(|tag| held.by_tag.get(tag));
    match (digest, tagged) {
        (Some(digest), Some(tagged)) if digest != tagged && held.images.contains_key(digest) => {
            (ImageFailureCode::ImageTagDoesNotMatchDigest, "The image tag does not match the image digest")
        }
        _ => (ImageFailureCode::ImageNotFound, "Requested image not found"),
    }
}

fn failed(id: &ImageIdentifier, code: ImageFailureCode, reason: &str) -> ImageFailure {
    ImageFailure {
        image_id: Some(id.clone()),
        failure_code: Some(code),
        failure_reason: Some(reason.to_owned()),
        ..ImageFailure::default()
    }
}

/// A tag goes alone unless it is the last of its image; a digest goes with all of its tags.
pub(super) fn delete(world: &mut World, request: &BatchDeleteImage) -> Result<BatchDeleteImageResponse> {
    repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    if !(1..=100).contains(&request.image_ids.len()) {
        return Err(constraint("imageIds", "must have 1-100 items"));
    }
    let mut reply = BatchDeleteImageResponse::default();
    let mut notes = Vec::new();
    let Some(held) = world.ecr.repositories.get_mut(&request.repository_name) else { return Ok(reply) };
    for id in &request.image_ids {
        let Some((digest, image)) = images::find(held, id) else {
            let (code, reason) = failure(held, id);
            reply.failures.push(failed(id, code, reason));
            continue;
        };
        let whole = id.image_tag.is_none() || image.tags.len() == 1;
        if whole && image.parents > 0 {
            let reason = "Requested image referenced by manifest list";
            reply.failures.push(failed(id, ImageFailureCode::ImageReferencedByManifestList, reason));
            continue;
        }
        let digest = digest.clone();
        let named = |tag: Option<&String>| ImageIdentifier {
            image_digest: Some(digest.clone()),
            image_tag: tag.cloned(),
            ..ImageIdentifier::default()
        };
        match &id.image_tag {
            Some(tag) => reply.image_ids.push(named(Some(tag))),
            None if image.tags.is_empty() => reply.image_ids.push(named(None)),
            None => reply.image_ids.extend(image.tags.iter().map(|tag| named(Some(tag)))),
        }
        if whole {
            preview::remove(held, &digest);
            notes.push(format!("image {digest} of {} was deleted", request.repository_name));
        } else if let Some(tag) = &id.image_tag {
            held.by_tag.remove(tag);
            if let Some(image) = held.images.get_mut(&digest) {
                image.tags.remove(tag);
            }
            notes.push(format!("tag {tag} of {} was deleted", request.repository_name));
        }
    }
    for note in notes {
        world.note(note);
    }
    Ok(reply)
}

pub(super) fn get(world: &World, request: &BatchGetImage) -> Result<BatchGetImageResponse> {
    let held = repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    if !(1..=100).contains(&request.image_ids.len()) {
        return Err(constraint("imageIds", "must have 1-100 items"));
    }
    let accepted = request.accepted_media_types.as_deref().unwrap_or_default();
    let mut reply = BatchGetImageResponse::default();
    for id in &request.image_ids {
        let found = images::find(held, id).filter(|(_, image)| accepted.is_empty() || accepted.contains(&image.media_type));
        let Some((digest, image)) = found else {
            let (code, reason) = failure(held, id);
            reply.failures.push(failed(id, code, reason));
            continue;
        };
        reply.images.push(Image {
            registry_id: held.shape.registry_id.clone(),
            repository_name: held.shape.repository_name.clone(),
            image_id: Some(ImageIdentifier {
                image_digest: Some(digest.clone()),
                image_tag: id.image_tag.clone(),
                ..ImageIdentifier::default()
            }),
            image_manifest: Some(image.manifest.clone()),
            image_manifest_media_type: Some(image.media_type.clone()),
            ..Image::default()
        });
    }
    Ok(reply)
}
