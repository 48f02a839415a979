//! Deregister old revisions of a task definition: never one that runs, is a way back, or was good lately.

use crate::{
    error::{ErrorKind, Result},
    model::ecs::{
        DeregisterTaskDefinition, DescribeServiceRevisions, DescribeTasks, ListClusters, ListServiceDeployments, ListTaskDefinitions,
        ListTasks, Service, ServiceDeploymentStatus, SortOrder, TaskDefinitionStatus,
    },
    run::Run,
};
use std::collections::BTreeSet;

/// Service revisions that one call describes.
const AT_ONCE: usize = 20;

/// Deregister all revisions of the family but the `keep` newest ones, those that run anywhere in the account and Region,
/// those that any deployment of the service names, and those of its last `keep` good deployments. What was deregistered.
pub async fn retire_revisions(run: &Run, cluster: &str, service: &Service, deployed: &str, keep: u32) -> Result<Vec<String>> {
    let family = super::revision::family_and_revision(deployed).split(':').next().unwrap_or_default().to_owned();
    run.step("retire old revisions", async {
        let mut revisions = revisions(run, &family).await?;
        let keep = keep.max(1) as usize;
        if revisions.len() <= keep {
            return Ok(Vec::new());
        }
        let old = revisions.split_off(keep);
        let mut wanted: BTreeSet<String> = BTreeSet::from([deployed.to_owned()]);
        // What it ran before is the way back.
        wanted.extend(service.task_definition.clone());
        wanted.extend(service.deployments.iter().filter_map(|deployment| deployment.task_definition.clone()));
        wanted.extend(good(run, cluster, service, keep).await?);
        wanted.extend(running(run, &family).await?);
        let mut retired = Vec::new();
        for arn in old.into_iter().filter(|arn| !wanted.contains(arn)) {
            run.send(DeregisterTaskDefinition { task_definition: arn.clone(), ..Default::default() }).await?;
            retired.push(arn);
        }
        Ok(retired)
    })
    .await
}

/// The active revisions of a family, the newest first.
async fn revisions(run: &Run, family: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut next_token = None;
    loop {
        let list = ListTaskDefinitions {
            family_prefix: Some(family.to_owned()),
            status: Some(TaskDefinitionStatus::Active),
            sort: Some(SortOrder::Desc),
            next_token,
            ..Default::default()
        };
        let page = run.send(list).await?;
        found.extend(page.task_definition_arns);
        next_token = page.next_token;
        if next_token.is_none() {
            return Ok(found);
        }
    }
}

/// Task definitions of the last good deployments of the service.
async fn good(run: &Run, cluster: &str, service: &Service, count: usize) -> Result<Vec<String>> {
    let list = ListServiceDeployments {
        service: service.service_arn.clone().unwrap_or_default(),
        cluster: Some(cluster.to_owned()),
        status: Some(vec![ServiceDeploymentStatus::Successful]),
        max_results: Some(100),
        ..Default::default()
    };
    let deployments = match run.send(list).await {
        Ok(found) => found.service_deployments,
        Err(error) if error.kind() == ErrorKind::Unsupported => Vec::new(),
        Err(error) => return Err(error),
    };
    let mut arns: Vec<String> = Vec::new();
    for arn in deployments.into_iter().filter_map(|deployment| deployment.target_service_revision_arn) {
        if !arns.contains(&arn) && arns.len() < count {
            arns.push(arn);
        }
    }
    let mut definitions = Vec::new();
    for arns in arns.chunks(AT_ONCE) {
        let describe = DescribeServiceRevisions { service_revision_arns: arns.to_vec(), ..Default::default() };
        definitions.extend(run.send(describe).await?.service_revisions.into_iter().filter_map(|revision| revision.task_definition));
    }
    Ok(definitions)
}

/// Task definitions of the family that run in any cluster.
async fn running(run: &Run, family: &str) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut clusters = Vec::new();
    let mut next_token = None;
    loop {
        let page = run.send(ListClusters { next_token, ..Default::default() }).await?;
        clusters.extend(page.cluster_arns);
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    for cluster in clusters {
        let mut next_token = None;
        loop {
            let list = ListTasks { cluster: Some(cluster.clone()), family: Some(family.to_owned()), next_token, ..Default::default() };
            let page = run.send(list).await?;
            if !page.task_arns.is_empty() {
                let describe = DescribeTasks { cluster: Some(cluster.clone()), tasks: page.task_arns, ..Default::default() };
                found.extend(run.send(describe).await?.tasks.into_iter().filter_map(|task| task.task_definition_arn));
            }
            next_token = page.next_token;
            if next_token.is_none() {
                break;
            }
        }
    }
    Ok(found)
}
