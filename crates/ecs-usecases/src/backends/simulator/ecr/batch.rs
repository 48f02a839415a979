//! `BatchGetImage`.

use super::{constraint, images, repositories};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::ecr::{BatchGetImage, BatchGetImageResponse, Image, ImageFailure, ImageFailureCode, ImageIdentifier},
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
            reply.failures.push(ImageFailure {
                image_id: Some(id.clone()),
                failure_code: Some(code),
                failure_reason: Some(reason.to_owned()),
                ..ImageFailure::default()
            });
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
