//! What is there now, as far as the request is about it.

use super::{Lifecycle, RepositorySetup, ScanMode};
use crate::{
    error::{ErrorKind, Result},
    model::ecr,
    run::Run,
};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(super) struct Current {
    pub(super) repository: Option<ecr::Repository>,
    pub(super) lifecycle: Option<String>,
    pub(super) policy: Option<String>,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) scanning: ecr::RegistryScanningConfiguration,
    pub(super) replication: ecr::ReplicationConfiguration,
}

/// Read it. What the request leaves as it is, is not read, so that it needs no permission for it.
pub(super) async fn read(run: &Run, request: &RepositorySetup) -> Result<Current> {
    let mut current = Current { repository: repository(run, &request.repository).await?, ..Current::default() };
    let repository_name = request.repository.clone();
    if let Some(repository) = &current.repository {
        if request.lifecycle != Lifecycle::Unmanaged {
            let get = ecr::GetLifecyclePolicy { repository_name: repository_name.clone(), ..Default::default() };
            current.lifecycle =
                absent(run.send(get).await, "LifecyclePolicyNotFoundException")?.and_then(|found| found.lifecycle_policy_text);
        }
        if request.repository_policy.is_some() {
            let get = ecr::GetRepositoryPolicy { repository_name, ..Default::default() };
            current.policy = absent(run.send(get).await, "RepositoryPolicyNotFoundException")?.and_then(|found| found.policy_text);
        }
        if let Some(arn) = repository.repository_arn.clone().filter(|_| !request.tags.is_empty()) {
            let list = ecr::ListTagsForResource { resource_arn: arn, ..Default::default() };
            let tags = run.send(list).await?.tags;
            current.tags = tags.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))).collect();
        }
    }
    if request.scan == ScanMode::Enhanced {
        current.scanning = registry_scanning(run).await?;
    }
    if !request.replication.is_empty() {
        current.replication = registry_replication(run).await?;
    }
    Ok(current)
}

async fn repository(run: &Run, name: &str) -> Result<Option<ecr::Repository>> {
    let describe = ecr::DescribeRepositories { repository_names: Some(vec![name.to_owned()]), ..Default::default() };
    let found = absent(run.send(describe).await, "RepositoryNotFoundException")?;
    Ok(found.and_then(|found| found.repositories.into_iter().next()))
}

/// A thing that does not exist is nothing, and no error.
fn absent<T>(result: Result<T>, code: &str) -> Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound && error.code().is_none_or(|found| found == code) => Ok(None),
        Err(error) => Err(error),
    }
}

pub(super) async fn registry_scanning(run: &Run) -> Result<ecr::RegistryScanningConfiguration> {
    Ok(run.send(ecr::GetRegistryScanningConfiguration::default()).await?.scanning_configuration.unwrap_or_default())
}

pub(super) async fn registry_replication(run: &Run) -> Result<ecr::ReplicationConfiguration> {
    Ok(run.send(ecr::DescribeRegistry::default()).await?.replication_configuration.unwrap_or_default())
}
