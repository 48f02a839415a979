//! Simulated ECR: repositories, images, policies, scans.

mod authorization;
mod batch;
mod build;
mod images;
pub(crate) mod import;
mod layers;
mod lifecycle;
mod lifecycle_policy;
mod manifests;
mod policies;
mod preview;
mod push;
mod reference;
mod registry;
mod replication;
mod repositories;
mod scans;
mod tags;
#[cfg(test)]
mod tests;

pub(crate) use build::{build, push};
pub(crate) use reference::{Resolved, is_part_of, pulled, resolve};

use super::world::{World, aws_error};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecr::{RegistryScanningConfiguration, ReplicationConfiguration},
    operations::ecr::{Request, Response},
    rules::wildcard,
};
use std::collections::BTreeMap;

/// What happens by itself in ECR.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Moves {
    /// A repository's lifecycle policy acts, unless it was replaced meanwhile (`generation`).
    Lifecycle { repository: String, generation: u64 },
    /// An image arrives from another account or Region.
    Arrive(Box<replication::Arrival>),
}

/// The registry of one account and Region.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct State {
    repositories: BTreeMap<String, repositories::Held>,
    /// What the program in an image does, by digest: the same content is the same program in every repository.
    contents: BTreeMap<String, images::Content>,
    scanning: Option<RegistryScanningConfiguration>,
    replication: ReplicationConfiguration,
    generation: u64,
}

/// Let something happen that is due.
pub(crate) fn move_on(world: &mut World, moves: Moves) {
    match moves {
        Moves::Lifecycle { repository, generation } => preview::act(world, &repository, generation),
        Moves::Arrive(arrival) => replication::arrive(world, &arrival),
    }
}

/// Answer an operation as ECR does.
pub(crate) fn answer(world: &mut World, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::CreateRepository(request) => Response::CreateRepository(Box::new(repositories::create(world, request)?)),
        Request::DescribeRepositories(request) => Response::DescribeRepositories(Box::new(repositories::describe(world, request)?)),
        Request::DeleteRepository(request) => Response::DeleteRepository(Box::new(repositories::delete(world, request)?)),
        Request::PutImageTagMutability(request) => Response::PutImageTagMutability(Box::new(repositories::put_mutability(world, request)?)),
        Request::PutImageScanningConfiguration(request) => {
            Response::PutImageScanningConfiguration(Box::new(repositories::put_scanning(world, request)?))
        }
        Request::PutLifecyclePolicy(request) => Response::PutLifecyclePolicy(Box::new(policies::put_lifecycle(world, request)?)),
        Request::GetLifecyclePolicy(request) => Response::GetLifecyclePolicy(Box::new(policies::get_lifecycle(world, request)?)),
        Request::DeleteLifecyclePolicy(request) => Response::DeleteLifecyclePolicy(Box::new(policies::delete_lifecycle(world, request)?)),
        Request::StartLifecyclePolicyPreview(request) => Response::StartLifecyclePolicyPreview(Box::new(preview::start(world, request)?)),
        Request::GetLifecyclePolicyPreview(request) => Response::GetLifecyclePolicyPreview(Box::new(preview::get(world, request)?)),
        Request::SetRepositoryPolicy(request) => Response::SetRepositoryPolicy(Box::new(policies::set(world, request)?)),
        Request::GetRepositoryPolicy(request) => Response::GetRepositoryPolicy(Box::new(policies::get(world, request)?)),
        Request::DeleteRepositoryPolicy(request) => Response::DeleteRepositoryPolicy(Box::new(policies::delete(world, request)?)),
        Request::PutReplicationConfiguration(request) => {
            Response::PutReplicationConfiguration(Box::new(registry::put_replication(world, request)?))
        }
        Request::DescribeImageReplicationStatus(request) => {
            Response::DescribeImageReplicationStatus(Box::new(replication::status(world, request)?))
        }
        Request::DescribeRegistry(_) => Response::DescribeRegistry(Box::new(registry::describe(world))),
        Request::TagResource(request) => Response::TagResource(Box::new(tags::tag(world, request)?)),
        Request::UntagResource(request) => Response::UntagResource(Box::new(tags::untag(world, request)?)),
        Request::ListTagsForResource(request) => Response::ListTagsForResource(Box::new(tags::list(world, request)?)),
        Request::DescribeImages(request) => Response::DescribeImages(Box::new(images::describe(world, request)?)),
        Request::BatchGetImage(request) => Response::BatchGetImage(Box::new(batch::get(world, request)?)),
        Request::PutImage(request) => Response::PutImage(Box::new(push::put(world, request)?)),
        Request::ListImages(request) => Response::ListImages(Box::new(images::list(world, request)?)),
        Request::DescribeImageScanFindings(request) => Response::DescribeImageScanFindings(Box::new(scans::describe(world, request)?)),
        Request::StartImageScan(request) => Response::StartImageScan(Box::new(scans::start(world, request)?)),
        Request::GetRegistryScanningConfiguration(_) => Response::GetRegistryScanningConfiguration(Box::new(registry::get_scanning(world))),
        Request::GetAuthorizationToken(request) => Response::GetAuthorizationToken(Box::new(authorization::get(world, request)?)),
        Request::BatchDeleteImage(request) => Response::BatchDeleteImage(Box::new(batch::delete(world, request)?)),
        Request::BatchCheckLayerAvailability(request) => Response::BatchCheckLayerAvailability(Box::new(layers::check(world, request)?)),
        Request::PutRegistryScanningConfiguration(request) => {
            Response::PutRegistryScanningConfiguration(Box::new(registry::put_scanning(world, request)?))
        }
    })
}

/// A request that breaks a documented constraint.
fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "InvalidParameterException", message)
}

fn constraint(parameter: &str, why: &str) -> Error {
    invalid(format!("Invalid parameter at '{parameter}' failed to satisfy constraint: '{why}'"))
}

/// How many results a page has; the size asked for must be in `1..=most`.
fn page_size(asked: Option<i32>, default: usize, most: usize) -> Result<usize> {
    match asked {
        None => Ok(default),
        Some(size) => {
            let fine = usize::try_from(size).ok().filter(|size| (1..=most).contains(size));
            fine.ok_or_else(|| constraint("maxResults", &format!("must be between 1 and {most}")))
        }
    }
}

/// Cut `items`, which may have one item more than a page, to the page; the token of the next page is the last item's.
fn cut<T>(mut items: Vec<T>, size: usize, token: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
    let more = items.len() > size;
    items.truncate(size);
    let next = items.last().filter(|_| more).map(token);
    (items, next)
}
