//! CPU architectures of an image, read from its manifest.

use crate::{
    error::{Error, ErrorKind, Result},
    model::ecr,
    run::Run,
};
use serde::Deserialize;
use std::collections::BTreeMap;

const INDEXES: [&str; 2] = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];
const SINGLES: [&str; 2] = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];
const ANNOTATION: &str = "org.opencontainers.image.architecture";

/// What a manifest says of the platforms that an image is for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Platforms {
    /// It is an index of one image a platform.
    pub(super) index: bool,
    /// Digest of the image of each architecture; of a single image, its own. Empty if the manifest does not tell.
    pub(super) digests: BTreeMap<String, String>,
}

impl Platforms {
    pub(super) fn architectures(&self) -> Vec<String> {
        self.digests.keys().cloned().collect()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    media_type: Option<String>,
    manifests: Option<Vec<Child>>,
    #[serde(default)]
    annotations: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
struct Child {
    digest: String,
    platform: Option<Platform>,
}

#[derive(Deserialize)]
struct Platform {
    architecture: String,
}

/// The architecture as ECS names it.
pub(super) fn as_ecs_names_it(architecture: &str) -> String {
    match architecture {
        "amd64" | "x86_64" | "x86-64" | "X86_64" => "X86_64".into(),
        "arm64" | "aarch64" | "ARM64" => "ARM64".into(),
        other => other.to_owned(),
    }
}

fn read(text: &str, media_type: Option<&str>, digest: &str) -> Result<Platforms> {
    let unreadable = |why: String| {
        Error::new(ErrorKind::Refused, format!("the manifest can't be read: {why}")).advise("Build and push the image again.")
    };
    let manifest: Manifest = serde_json::from_str(text).map_err(|error| unreadable(error.to_string()))?;
    let kind = manifest.media_type.as_deref().or(media_type);
    if let Some(children) = manifest.manifests {
        let known = children.into_iter().filter_map(|child| Some((child.platform?.architecture, child.digest)));
        // An attestation is listed with the platform `unknown`.
        let digests =
            known.filter(|(architecture, _)| architecture != "unknown").map(|(name, digest)| (as_ecs_names_it(&name), digest)).collect();
        return Ok(Platforms { index: true, digests });
    }
    if kind.is_some_and(|kind| INDEXES.contains(&kind)) {
        return Err(unreadable("it is an index without images".into()));
    }
    let architecture = manifest.annotations.and_then(|mut annotations| annotations.remove(ANNOTATION));
    let digests = architecture.map(|name| (as_ecs_names_it(&name), digest.to_owned())).into_iter().collect();
    Ok(Platforms { index: false, digests })
}

/// The kinds of manifests that are known.
#[cfg(feature = "testkit")]
pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
    INDEXES.into_iter().chain(SINGLES)
}

/// Whether the text of a manifest can be read, and for which architectures it is.
pub(crate) fn try_read(text: &str, media_type: Option<&str>, digest: &str) -> Result<Vec<String>> {
    read(text, media_type, digest).map(|platforms| platforms.architectures())
}

/// Read the manifest of an image that exists.
pub(super) async fn platforms(run: &Run, repository: &str, digest: &str) -> Result<Platforms> {
    let id = ecr::ImageIdentifier { image_digest: Some(digest.to_owned()), ..Default::default() };
    let accepted = INDEXES.iter().chain(&SINGLES).map(|kind| (*kind).to_owned()).collect();
    let get = ecr::BatchGetImage {
        repository_name: repository.to_owned(),
        image_ids: vec![id],
        accepted_media_types: Some(accepted),
        ..Default::default()
    };
    let reply = run.send(get).await?;
    let name = format!("{repository}@{digest}");
    let Some(image) = reply.images.into_iter().next() else {
        let failure = reply.failures.into_iter().next().unwrap_or_default();
        let code = failure.failure_code.unwrap_or_default();
        let kind = if code == ecr::ImageFailureCode::ImageNotFound { ErrorKind::NotFound } else { ErrorKind::Refused };
        let reason = failure.failure_reason.unwrap_or_else(|| "no manifest was given back".into());
        return Err(Error::new(kind, format!("the manifest can't be read: {reason}"))
            .during("ecr:BatchGetImage")
            .on(name)
            .with_code(code.as_str())
            .advise("Push the image again, or deploy one that is complete."));
    };
    read(image.image_manifest.as_deref().unwrap_or_default(), image.image_manifest_media_type.as_deref(), digest)
        .map_err(|error| error.on(name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_index_lists_its_architectures_without_attestations() {
        let index = json!({"schemaVersion": 2, "manifests": [
            {"digest": "sha256:a", "platform": {"architecture": "amd64", "os": "linux"}},
            {"digest": "sha256:b", "platform": {"architecture": "arm64", "os": "linux", "variant": "v8"}},
            {"digest": "sha256:c", "platform": {"architecture": "unknown", "os": "unknown"}},
            {"digest": "sha256:d"},
        ]});
        let found = read(&index.to_string(), Some(INDEXES[0]), "sha256:i").unwrap();
        assert!(found.index);
        assert_eq!(found.architectures(), ["ARM64", "X86_64"]);
        assert_eq!(found.digests["ARM64"], "sha256:b");
    }

    #[test]
    fn a_single_image_tells_by_annotation_or_not_at_all() {
        let with = json!({"schemaVersion": 2, "annotations": {ANNOTATION: "arm64"}});
        assert_eq!(read(&with.to_string(), None, "sha256:x").unwrap().digests, BTreeMap::from([("ARM64".into(), "sha256:x".into())]));
        assert_eq!(read(r#"{"schemaVersion": 2}"#, Some(SINGLES[0]), "sha256:x").unwrap(), Platforms::default());
    }

    #[test]
    fn an_unreadable_manifest_is_refused() {
        assert_eq!(read("", None, "d").unwrap_err().kind(), ErrorKind::Refused);
        assert_eq!(read("{}", Some(INDEXES[1]), "d").unwrap_err().kind(), ErrorKind::Refused);
    }
}
