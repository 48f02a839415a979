//! The image of each container.

use super::TaskDefinitionRule;
use super::facts::containers;
use crate::model::ecs::RegisterTaskDefinition;
use crate::rules::placeholders;
use crate::rules::{Found, Rule};

const IMAGE: &str = "ContainerDefinition.image";

pub(super) static RULES: [TaskDefinitionRule; 5] = [
    Rule::error("TD-IMAGE", IMAGE, "Each container names its image.", given),
    Rule::error(
        "TD-IMAGE-CHARACTERS",
        IMAGE,
        "An image is letters, digits, hyphens, underscores, colons, periods, slashes, number signs and an @ before the digest.",
        characters,
    ),
    Rule::error("TD-IMAGE-LENGTH", IMAGE, "An image without its digest is at most 255 characters.", length),
    Rule::error("TD-IMAGE-DIGEST", IMAGE, "A digest is sha256 with 64 hexadecimal digits.", digest),
    Rule::warning(
        "TD-IMAGE-REFERENCE",
        "Docker image reference",
        "An image is a repository in lowercase, with a tag of at most 128 characters or a digest.",
        reference,
    ),
];

/// Each image that is there and has nothing in it that must be replaced first.
fn images(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &str)> {
    containers(definition).filter_map(|(path, container)| {
        let image = container.image.as_deref().filter(|image| !image.is_empty())?;
        placeholders::in_image(image).is_empty().then(|| (format!("{path}.image"), image))
    })
}

fn given(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        if container.image.as_deref().unwrap_or_default().is_empty() {
            let state = if container.image.is_some() { "empty" } else { "missing" };
            found.add(
                format!("{path}.image"),
                format!("the image is {state}; each container needs one"),
                "Name an image with its tag or digest",
            );
        }
    }
}

fn characters(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, image) in images(definition) {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "-_:./#@".contains(c);
        if let Some(wrong) = image.chars().find(|c| !allowed(*c)) {
            found.add(
                path,
                format!("the image {image:?} has the character {wrong:?}; letters, digits and - _ : . / # are allowed, @ before a digest"),
                "Correct the image",
            );
        }
    }
}

fn length(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, image) in images(definition) {
        let length = image.split('@').next().unwrap_or_default().chars().count();
        if length > 255 {
            found.add(
                path,
                format!("the image has {length} characters before the digest; at most 255 are allowed"),
                "Shorten the repository or the tag",
            );
        }
    }
}

fn digest(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, image) in images(definition) {
        let Some((_, digest)) = image.split_once('@') else { continue };
        let hash = digest.strip_prefix("sha256:").unwrap_or_default();
        if hash.len() != 64 || !hash.bytes().all(|b| b.is_ascii_hexdigit()) {
            found.add(
                path,
                format!("the digest is {digest:?}; it must be sha256: and 64 hexadecimal digits"),
                "Copy the digest from the registry",
            );
        }
    }
}

/// What Docker would say of the reference, if it would refuse it.
fn refusal(image: &str) -> Option<&'static str> {
    let name = image.split('@').next().unwrap_or_default();
    let (host, rest) = match name.split_once('/') {
        Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => (Some(host), rest),
        _ => (None, name),
    };
    let (repository, tag) = rest.split_once(':').map_or((rest, None), |(repository, tag)| (repository, Some(tag)));
    let part = |part: &str| {
        let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
        edge(part.bytes().next()) && edge(part.bytes().last())
    };
    if host == Some("") {
        Some("the registry is empty")
    } else if repository.bytes().any(|b| b.is_ascii_uppercase()) {
        Some("the repository has uppercase letters")
    } else if !repository.split('/').all(part) {
        Some("a part of the repository is empty or starts or ends with a separator")
    } else if tag.is_some_and(|tag| tag.is_empty() || tag.len() > 128 || tag.starts_with(['.', '-']) || tag.contains([':', '/'])) {
        Some("the tag is not 1 to 128 letters, digits, underscores, periods and hyphens")
    } else {
        None
    }
}

fn reference(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, image) in images(definition) {
        if let Some(why) = refusal(image) {
            found.add(path, format!("the image is {image:?}; {why}, so no instance can pull it"), "Correct the image");
        }
    }
}
