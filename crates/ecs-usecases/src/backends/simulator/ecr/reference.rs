//! References to images, as task definitions have them.

use super::{State, images::Stored, repositories::Held};
use crate::{
    backends::simulator::{behaviour::ImageBehaviour, world::World},
    error::{Error, ErrorKind, Result},
};

/// What a reference to an image leads to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resolved {
    /// `sha256:` and the hash.
    pub(crate) digest: String,
    /// `X86_64` or `ARM64`; several for an index.
    pub(crate) architectures: Vec<String>,
    /// Compressed size of what is pulled.
    pub(crate) size_mib: u32,
    /// What the program in it does.
    pub(crate) behaviour: ImageBehaviour,
}

/// Account and Region of a full reference, with the rest; no account and Region for a short one.
fn split(image: &str) -> (Option<(&str, &str)>, &str) {
    let full = image.split_once('/').and_then(|(host, rest)| {
        let (account, host) = host.split_once(".dkr.ecr.")?;
        Some(((account, host.split_once(".amazonaws.com")?.0), rest))
    });
    full.map_or((None, image), |(scope, rest)| (Some(scope), rest))
}

/// Repository, tag and digest of a reference without its registry. No tag and no digest is the tag `latest`.
fn parts(image: &str) -> (&str, Option<&str>, Option<&str>) {
    let (name, digest) = image.split_once('@').map_or((image, None), |(name, digest)| (name, Some(digest)));
    let (name, tag) = name.split_once(':').map_or((name, None), |(name, tag)| (name, Some(tag)));
    let tag = if digest.is_none() { Some(tag.unwrap_or("latest")) } else { tag };
    (name, tag, digest)
}

/// The digest that wins when a reference has both; a tag beside it is not looked at, as by Docker.
fn digest_in<'a>(held: &'a Held, tag: Option<&str>, digest: Option<&str>) -> Option<(&'a String, &'a Stored)> {
    let digest = match digest {
        Some(digest) => digest,
        None => held.by_tag.get(tag?)?,
    };
    held.images.get_key_value(digest)
}

impl State {
    fn lookup(&self, image: &str) -> Option<(&String, &Stored)> {
        let (name, tag, digest) = parts(split(image).1);
        digest_in(self.repositories.get(name)?, tag, digest)
    }

    /// Change how the program of this reference behaves.
    pub(crate) fn script(&mut self, image: &str, behaviour: ImageBehaviour) -> Result<()> {
        let found = self.lookup(image).map(|(digest, stored)| (digest.clone(), stored.children.clone()));
        let Some((digest, children)) = found else {
            return Err(Error::new(ErrorKind::NotFound, format!("the simulated registry has no image `{image}`")).on(image));
        };
        for child in children {
            self.contents.entry(child).or_default().behaviour = behaviour.clone();
        }
        self.contents.entry(digest).or_default().behaviour = behaviour;
        Ok(())
    }
}

/// Whether a reference is to the registry of this account and Region.
fn is_here(world: &World, image: &str) -> bool {
    split(image).0.is_none_or(|(account, region)| account == world.scope.account && region == world.scope.region)
}

/// What a reference leads to: `ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY[:TAG][@DIGEST]`, or `REPOSITORY[:TAG][@DIGEST]`.
/// `None` if the image is not in the registry of this account and Region.
pub(crate) fn resolve(world: &World, image: &str) -> Option<Resolved> {
    let (digest, stored) = world.ecr.lookup(image).filter(|(_, stored)| stored.archived_at.is_none() && is_here(world, image))?;
    Some(Resolved {
        digest: digest.clone(),
        architectures: stored.architectures.clone(),
        size_mib: u32::try_from(stored.bytes / (1024 * 1024)).unwrap_or(u32::MAX),
        behaviour: world.ecr.contents.get(digest).map(|content| content.behaviour.clone()).unwrap_or_default(),
    })
}

/// Whether the image of a digest is one of those behind a reference to an index.
pub(crate) fn is_part_of(world: &World, image: &str, digest: &str) -> bool {
    world.ecr.lookup(image).is_some_and(|(_, stored)| stored.children.iter().any(|child| child == digest))
}

/// An image was pulled now: its `lastRecordedPullTime`.
pub(crate) fn pulled(world: &mut World, image: &str) {
    if !is_here(world, image) {
        return;
    }
    let now = world.now;
    let (name, tag, digest) = parts(split(image).1);
    let Some(held) = world.ecr.repositories.get_mut(name) else { return };
    let Some(digest) = digest_in(held, tag, digest).map(|(digest, _)| digest.clone()) else { return };
    if let Some(stored) = held.images.get_mut(&digest) {
        stored.pulled_at = Some(now);
    }
}
