//! `BatchCheckLayerAvailability`: the layers that the stored manifests have.

use super::{constraint, repositories};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::ecr::{
        BatchCheckLayerAvailability, BatchCheckLayerAvailabilityResponse, Layer, LayerAvailability, LayerFailure, LayerFailureCode,
    },
};
use serde_json::Value;

pub(super) fn check(world: &World, request: &BatchCheckLayerAvailability) -> Result<BatchCheckLayerAvailabilityResponse> {
    let held = repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    if !(1..=100).contains(&request.layer_digests.len()) {
        return Err(constraint("layerDigests", "must have 1-100 items"));
    }
    let manifests: Vec<Value> = held.images.values().filter_map(|image| serde_json::from_str(&image.manifest).ok()).collect();
    let blobs = || manifests.iter().flat_map(|manifest| manifest["layers"].as_array().into_iter().flatten().chain([&manifest["config"]]));
    let mut reply = BatchCheckLayerAvailabilityResponse::default();
    for digest in &request.layer_digests {
        let fine = digest.split_once(':').is_some_and(|(_, hex)| !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if !fine {
            reply.failures.push(LayerFailure {
                layer_digest: Some(digest.clone()),
                failure_code: Some(LayerFailureCode::InvalidLayerDigest),
                failure_reason: Some("Invalid layer digest".into()),
                ..LayerFailure::default()
            });
            continue;
        }
        let blob = blobs().find(|blob| blob["digest"] == digest.as_str());
        reply.layers.push(Layer {
            layer_digest: Some(digest.clone()),
            layer_availability: Some(if blob.is_some() { LayerAvailability::Available } else { LayerAvailability::Unavailable }),
            layer_size: blob.and_then(|blob| blob["size"].as_i64()),
            media_type: blob.and_then(|blob| blob["mediaType"].as_str()).map(str::to_owned),
            ..Layer::default()
        });
    }
    Ok(reply)
}
