//! Manifests: made from a script, and read again.
//!
//! A manifest of one architecture has it in an annotation, because its config blob can't be read here. What else the simulator
//! has to know of an image goes with its manifest too, so that it survives being put into another registry.

use super::images::Content;
use crate::backends::simulator::scenario::ImageScript;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

pub(super) const IMAGE: &str = "application/vnd.oci.image.manifest.v1+json";
pub(super) const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const DOCKER_INDEX: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";

const ARCHITECTURE: &str = "org.opencontainers.image.architecture";
const CONTENT: &str = "ecs-usecases.simulator.content";
const DIGEST: &str = "ecs-usecases.simulator.digest";

/// `sha256:` and the hash of a text.
pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::from("sha256:"), |mut digest, byte| {
        let _ = write!(digest, "{byte:02x}");
        digest
    })
}

/// The architecture as an OCI platform writes it.
fn platform(architecture: &str) -> &str {
    match architecture {
        "X86_64" => "amd64",
        "ARM64" => "arm64",
        other => other,
    }
}

/// The architecture as ECS writes it.
fn ecs_name(architecture: &str) -> &str {
    match architecture {
        "amd64" => "X86_64",
        "arm64" => "ARM64",
        other => other,
    }
}

fn annotations(script: &ImageScript, digest: Option<&String>) -> Map<String, Value> {
    let mut all = Map::new();
    let plain = ImageScript::default();
    let nothing_found = script.findings.as_ref().is_none_or(std::collections::BTreeMap::is_empty);
    if script.behaviour != plain.behaviour || !nothing_found {
        let content = json!({"behaviour": script.behaviour, "findings": script.findings});
        all.insert(CONTENT.into(), content.to_string().into());
    }
    if let Some(digest) = digest {
        all.insert(DIGEST.into(), digest.as_str().into());
    }
    all
}

/// The manifest of an image of one architecture. `seed` is what makes it another image than others.
pub(super) fn image(seed: &str, script: &ImageScript, architecture: &str, digest: Option<&String>) -> String {
    let blob = |what: &str| sha256(&format!("{seed}/{what}/{architecture}"));
    let mut annotations = annotations(script, digest);
    annotations.insert(ARCHITECTURE.into(), platform(architecture).into());
    let size = i64::from(script.size_mib) * 1024 * 1024;
    let base = size / 2;
    json!({
        "schemaVersion": 2,
        "mediaType": IMAGE,
        "config": {"mediaType": CONFIG, "digest": blob("config"), "size": 1469},
        "layers": [
            {"mediaType": LAYER, "digest": sha256(&format!("base/{architecture}/{base}")), "size": base},
            {"mediaType": LAYER, "digest": blob("layer"), "size": size - base},
        ],
        "annotations": annotations,
    })
    .to_string()
}

/// The manifest of an index of images: digest, length of the manifest, and architecture of each.
pub(super) fn index(script: &ImageScript, children: &[(String, usize, String)]) -> String {
    let manifests: Vec<Value> = children
        .iter()
        .map(|(digest, size, architecture)| {
            let platform = json!({"architecture": platform(architecture), "os": "linux"});
            json!({"mediaType": IMAGE, "digest": digest, "size": size, "platform": platform})
        })
        .collect();
    let annotations = annotations(script, script.digest.as_ref());
    let mut manifest = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests});
    if !annotations.is_empty() {
        manifest["annotations"] = annotations.into();
    }
    manifest.to_string()
}

/// What a manifest says.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) digest: String,
    pub(super) media_type: Option<String>,
    pub(super) artifact_type: Option<String>,
    pub(super) architectures: Vec<String>,
    pub(super) bytes: i64,
    pub(super) children: Vec<String>,
    pub(super) is_index: bool,
    pub(super) content: Option<Content>,
}

/// Read a manifest; `None` if it is not one.
pub(super) fn read(text: &str, media_type: Option<&str>) -> Option<Read> {
    let manifest: Value = serde_json::from_str(text).ok()?;
    manifest.as_object()?.get("schemaVersion")?;
    let text_at = |value: &Value| value.as_str().map(str::to_owned);
    let annotation = |name: &str| manifest["annotations"][name].as_str();
    let media_type = text_at(&manifest["mediaType"]).or_else(|| media_type.map(str::to_owned));
    let is_index = matches!(media_type.as_deref(), Some(INDEX | DOCKER_INDEX)) || manifest["manifests"].is_array();
    let none = Vec::new();
    let manifests = manifest["manifests"].as_array().unwrap_or(&none);
    let architectures = if is_index {
        manifests.iter().filter_map(|child| child["platform"]["architecture"].as_str()).map(|name| ecs_name(name).to_owned()).collect()
    } else {
        vec![ecs_name(annotation(ARCHITECTURE).unwrap_or("amd64")).to_owned()]
    };
    let layers = manifest["layers"].as_array().unwrap_or(&none).iter().filter_map(|layer| layer["size"].as_i64()).sum::<i64>();
    let content = annotation(CONTENT).and_then(|text| serde_json::from_str::<Value>(text).ok()).map(|content| Content {
        behaviour: serde_json::from_value(content["behaviour"].clone()).unwrap_or_default(),
        findings: serde_json::from_value(content["findings"].clone()).unwrap_or_default(),
    });
    Some(Read {
        digest: annotation(DIGEST).map_or_else(|| sha256(text), str::to_owned),
        media_type,
        artifact_type: text_at(&manifest["artifactType"]).or_else(|| text_at(&manifest["config"]["mediaType"])),
        architectures,
        bytes: layers,
        children: manifests.iter().filter_map(|child| text_at(&child["digest"])).collect(),
        is_index,
        content,
    })
}

/// Whether a manifest of one image says for which architecture it is.
pub(super) fn tells_architecture(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|manifest| manifest["annotations"][ARCHITECTURE].is_string())
}
