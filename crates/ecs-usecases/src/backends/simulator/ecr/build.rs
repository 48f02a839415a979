//! Put a scenario's repositories in place, and push images as a builder does.

use super::{images::Content, manifests, push as pushing, replication, repositories, scans};
use crate::{
    backends::simulator::{
        scenario::{ImageScript, RepositoryScript},
        world::World,
    },
    clock::Timestamp,
    error::{Error, Result},
    model::ecr::{CreateRepository, ImageScanningConfiguration, ImageTagMutability},
};

/// Build what the scenario lists.
pub(crate) fn build(world: &mut World) -> Result<()> {
    for (index, script) in world.scenario.repositories.clone().iter().enumerate() {
        let path = format!("repositories[{index}]");
        repository(world, script).map_err(|error| Error::invalid(format!("{path}.name"), error.details().message.clone()))?;
        for (at, image) in script.images.iter().enumerate() {
            let named = |error: Error| Error::invalid(format!("{path}.images[{at}]"), error.details().message.clone());
            let pushed_at = Timestamp(world.now.0 - i64::try_from(image.age.0.as_millis()).unwrap_or(0));
            let digest = put(world, &script.name, image, pushed_at).map_err(named)?;
            if image.findings.is_some() {
                scan_all(world, &script.name, &digest, Timestamp(pushed_at.0.min(world.now.0 - scans::TAKES)));
            }
        }
        if script.immutable_tags
            && let Some(held) = world.ecr.repositories.get_mut(&script.name)
        {
            // Set last: the images of a scenario may tell how a tag moved.
            held.shape.image_tag_mutability = Some(ImageTagMutability::Immutable);
        }
    }
    Ok(())
}

fn repository(world: &mut World, script: &RepositoryScript) -> Result<()> {
    let scanning = ImageScanningConfiguration { scan_on_push: Some(script.scan_on_push), ..ImageScanningConfiguration::default() };
    let request = CreateRepository {
        repository_name: script.name.clone(),
        image_scanning_configuration: Some(scanning),
        ..CreateRepository::default()
    };
    repositories::create(world, &request)?;
    let oldest = script.images.iter().map(|image| image.age.0).max().unwrap_or_default();
    if let Some(held) = world.ecr.repositories.get_mut(&script.name) {
        held.shape.created_at = Some(Timestamp(world.now.0 - i64::try_from(oldest.as_millis()).unwrap_or(0)));
    }
    Ok(())
}

/// Push an image, and give its digest. Pushing the same again changes nothing.
pub(crate) fn push(world: &mut World, repository: &str, script: &ImageScript) -> Result<String> {
    let now = world.now;
    let digest = put(world, repository, script, now)?;
    if pushing::scans_on_push(world, repository) {
        scan_all(world, repository, &digest, now);
    } else if script.findings.is_some() {
        scan_all(world, repository, &digest, Timestamp(now.0 - scans::TAKES));
    }
    world.note(format!("pushed {repository} {} as {digest}", script.tags.join(", ")));
    Ok(digest)
}

/// Scan an image, and those in it if it is an index, unless they were scanned before.
fn scan_all(world: &mut World, repository: &str, digest: &str, started: Timestamp) {
    let image = world.ecr.repositories.get(repository).and_then(|held| held.images.get(digest));
    let mut all = image.map(|image| image.children.clone()).unwrap_or_default();
    all.push(digest.to_owned());
    for digest in all {
        scans::begin_first(world, repository, &digest, started);
    }
}

fn put(world: &mut World, repository: &str, script: &ImageScript, pushed_at: Timestamp) -> Result<String> {
    let Some(held) = world.ecr.repositories.get(repository) else {
        return Err(repositories::no_repository(&world.scope.account, repository));
    };
    if script.architectures.is_empty() {
        return Err(Error::invalid("architectures", "an image has at least one architecture"));
    }
    if let Some(digest) = &script.digest
        && !digest.starts_with("sha256:")
    {
        return Err(Error::invalid("digest", format!("`{digest}` is not a digest: it starts with `sha256:`")));
    }
    // An image without tags is another than the one before it.
    let number = if script.tags.is_empty() { held.images.len().to_string() } else { String::new() };
    let seed = format!("{repository}:{}{number}", script.tags.join(","));
    let content = Content { behaviour: script.behaviour.clone(), findings: script.findings.clone().unwrap_or_default() };
    let manifest = if let [only] = script.architectures.as_slice() {
        manifests::image(&seed, script, only, script.digest.as_ref())
    } else {
        let mut children = Vec::with_capacity(script.architectures.len());
        for architecture in &script.architectures {
            let manifest = manifests::image(&seed, script, architecture, None);
            let digest = store(world, repository, &manifest, &[], pushed_at, &content)?;
            children.push((digest, manifest.len(), architecture.clone()));
        }
        manifests::index(script, &children)
    };
    store(world, repository, &manifest, &script.tags, pushed_at, &content)
}

fn store(world: &mut World, repository: &str, manifest: &str, tags: &[String], pushed_at: Timestamp, content: &Content) -> Result<String> {
    let read = || manifests::read(manifest, None).unwrap_or_default();
    let digest = read().digest;
    let missing: Vec<Option<&str>> = {
        let image = world.ecr.repositories.get(repository).and_then(|held| held.images.get(&digest));
        let unset = tags.iter().filter(|tag| image.is_none_or(|image| !image.tags.contains(*tag))).map(|tag| Some(tag.as_str()));
        let bare = (image.is_none() && tags.is_empty()).then_some(None);
        unset.chain(bare).collect()
    };
    world.ecr.contents.entry(digest.clone()).or_insert_with(|| content.clone());
    for tag in missing {
        pushing::add(world, repository, manifest, read(), tag, pushed_at)?;
        replication::send(world, repository, &digest, tag);
    }
    Ok(digest)
}
