//! Replication: what is pushed to a repository that a rule is about arrives in other accounts and Regions, too.
//!
//! Only what is pushed after the rule was made is replicated, and what arrived by replication is not replicated again.

use super::{
    Moves,
    images::{self, Content, Stored},
    manifests, push as pushing, repositories, scans,
};
use crate::{
    backend::Scope,
    backends::simulator::world::{Happens, Letter, World},
    clock::Timestamp,
    error::Result,
    model::ecr::{
        CreateRepository, DescribeImageReplicationStatus, DescribeImageReplicationStatusResponse, ImageReplicationStatus,
        ReplicationConfiguration, ReplicationRule, ReplicationStatus,
    },
};

/// A copy of an image in another account or Region.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Copied {
    to: Scope,
    /// When it is there.
    at: Timestamp,
    failed: bool,
}

/// An image on its way.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Arrival {
    from: Scope,
    repository: String,
    tag: Option<String>,
    /// The image, after the images in it if it is an index.
    parts: Vec<Part>,
}

/// A manifest with what its image is.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Part {
    digest: String,
    manifest: String,
    media_type: String,
    content: Content,
}

fn is_about(rule: &ReplicationRule, repository: &str) -> bool {
    let mut filters = rule.repository_filters.iter().flatten().peekable();
    // A rule without a filter is about all repositories.
    filters.peek().is_none() || filters.any(|filter| filter.filter.as_deref().is_some_and(|prefix| repository.starts_with(prefix)))
}

fn destinations(configuration: &ReplicationConfiguration, repository: &str) -> Vec<Scope> {
    let rules = configuration.rules.iter().flatten().filter(|rule| is_about(rule, repository));
    let mut scopes: Vec<Scope> = rules
        .flat_map(|rule| rule.destinations.iter().flatten())
        .filter_map(|destination| Some(Scope::new(destination.registry_id.as_ref()?, destination.region.as_ref()?)))
        .collect();
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// An image was pushed now, by this tag or without one: send it where the rules say.
pub(super) fn send(world: &mut World, repository: &str, digest: &str, tag: Option<&str>) {
    let destinations = destinations(&world.ecr.replication, repository);
    if destinations.is_empty() {
        return;
    }
    let at = world.now + world.scenario.replication.lag.0;
    let Some(held) = world.ecr.repositories.get(repository) else { return };
    let Some(image) = held.images.get(digest) else { return };
    let part = |digest: &String, stored: &Stored| Part {
        digest: digest.clone(),
        manifest: stored.manifest.clone(),
        media_type: stored.media_type.clone(),
        content: world.ecr.contents.get(digest).cloned().unwrap_or_default(),
    };
    let mut parts: Vec<Part> = image.children.iter().filter_map(|child| Some(part(child, held.images.get(child)?))).collect();
    parts.push(part(&digest.to_owned(), image));
    let arrival = Arrival { from: world.scope.clone(), repository: repository.to_owned(), tag: tag.map(str::to_owned), parts };
    let mut copies = Vec::with_capacity(destinations.len());
    for to in destinations {
        let failed = world.scenario.replication.failing.contains(&to.region);
        if !failed {
            let what = Happens::Ecr(Moves::Arrive(Box::new(arrival.clone())));
            world.outbox.push(Letter { to: to.clone(), at, what });
        }
        copies.push(Copied { to, at, failed });
    }
    let held = world.ecr.repositories.get_mut(repository);
    if let Some(image) = held.and_then(|held| held.images.get_mut(digest)) {
        image.copies.retain(|copy| !copies.iter().any(|new| new.to == copy.to));
        image.copies.extend(copies);
    }
}

/// An image arrives from another account or Region.
pub(super) fn arrive(world: &mut World, arrival: &Arrival) {
    let Arrival { from, repository, tag, parts } = arrival;
    if !world.ecr.repositories.contains_key(repository) {
        let request = CreateRepository { repository_name: repository.clone(), ..CreateRepository::default() };
        if let Err(error) = repositories::create(world, &request) {
            world.note(format!("the repository {repository} can't be replicated: {error}"));
            return;
        }
    }
    for (index, part) in parts.iter().enumerate() {
        let tag = tag.as_deref().filter(|_| index + 1 == parts.len());
        put(world, repository, part, tag);
    }
    let digest = parts.last().map_or("", |part| &part.digest);
    let name = tag.as_deref().unwrap_or_default();
    world.note(format!("{repository} {name} arrived as {digest} from account {} in {}", from.account, from.region));
}

fn put(world: &mut World, repository: &str, part: &Part, tag: Option<&str>) {
    let now = world.now;
    let read = || manifests::read(&part.manifest, Some(&part.media_type)).unwrap_or_default();
    world.ecr.contents.entry(part.digest.clone()).or_insert_with(|| part.content.clone());
    // A tag that can't be moved there stays where it is, and the image arrives without it. One that is there already is fine.
    let added = pushing::add(world, repository, &part.manifest, read(), tag, now)
        .or_else(|_| pushing::add(world, repository, &part.manifest, read(), None, now))
        .unwrap_or(false);
    if added && pushing::scans_on_push(world, repository) {
        scans::begin(world, repository, &part.digest, now);
    }
}

pub(super) fn status(world: &World, request: &DescribeImageReplicationStatus) -> Result<DescribeImageReplicationStatusResponse> {
    let held = repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    let (_, image) =
        images::find(held, &request.image_id).ok_or_else(|| images::no_image(world, &request.repository_name, &request.image_id))?;
    let status = |copy: &Copied| {
        let status = match copy {
            Copied { failed: true, at, .. } if *at <= world.now => ReplicationStatus::Failed,
            Copied { at, .. } if *at <= world.now => ReplicationStatus::Complete,
            _ => ReplicationStatus::InProgress,
        };
        ImageReplicationStatus {
            region: Some(copy.to.region.clone()),
            registry_id: Some(copy.to.account.clone()),
            status: Some(status),
            ..ImageReplicationStatus::default()
        }
    };
    Ok(DescribeImageReplicationStatusResponse {
        repository_name: Some(request.repository_name.clone()),
        image_id: Some(request.image_id.clone()),
        replication_statuses: image.copies.iter().map(status).collect(),
        ..DescribeImageReplicationStatusResponse::default()
    })
}
