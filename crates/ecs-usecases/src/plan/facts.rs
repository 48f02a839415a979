//! What the risks are judged by: the services that a plan writes to, as the mirror has them at the end.

use super::{
    PlannedWrite,
    risks::{Risk, RiskLevel},
};
use crate::{
    backend::{Cloud, Scope},
    error::{Error, ErrorKind, Result},
    mirror::Mirror,
    model::{
        ecr::{DescribeRepositories, ImageTagMutability},
        ecs::{self as shapes, DeploymentStrategy, DescribeServices, DescribeTaskDefinition, TaskDefinition},
    },
};
use std::{collections::BTreeSet, sync::Arc};

/// What the risks are judged by.
pub(super) struct Facts<'a> {
    pub(super) writes: &'a [PlannedWrite],
    pub(super) ending: &'a str,
    pub(super) cause: &'a str,
    pub(super) services: Vec<Concerned>,
    /// Repositories of this registry whose tags can be moved, by URI.
    pub(super) movable: BTreeSet<String>,
}

/// A service that the plan writes to, as it is at the end.
pub(super) struct Concerned {
    pub(super) name: String,
    pub(super) service: shapes::Service,
    pub(super) definition: Option<TaskDefinition>,
}

impl Concerned {
    pub(super) fn configuration(&self) -> shapes::DeploymentConfiguration {
        self.service.deployment_configuration.clone().unwrap_or_default()
    }

    pub(super) fn risk(&self, id: &str, level: RiskLevel, why: impl Into<String>) -> Risk {
        Risk { id: id.to_owned(), level, resource: self.name.clone(), why: why.into() }
    }

    pub(super) fn rolls(&self) -> bool {
        self.configuration().strategy.is_none_or(|strategy| strategy == DeploymentStrategy::Rolling)
    }

    pub(super) fn alarms(&self) -> Option<shapes::DeploymentAlarms> {
        self.configuration().alarms.filter(|alarms| alarms.enable == Some(true))
    }
}

impl<'a> Facts<'a> {
    /// Read what the mirror knows at the end of the run.
    pub(super) async fn read(mirror: &Arc<Mirror>, writes: &'a [PlannedWrite], ending: &'a str, cause: &'a str) -> Result<Self> {
        let mut services = Vec::new();
        let mut movable = BTreeSet::new();
        let mut seen = BTreeSet::new();
        for write in writes.iter().filter(|write| matches!(write.action.as_str(), "ecs:UpdateService" | "ecs:CreateService")) {
            let cloud = mirror.cloud().in_scope(Scope::new(&write.account, &write.region));
            let Some((cluster, name)) = write.service() else { continue };
            if !seen.insert((write.region.clone(), cluster.clone(), name.clone())) {
                continue;
            }
            let Some(concerned) = concerned(&cloud, &cluster, &name).await? else { continue };
            let images = concerned.definition.iter().flat_map(|definition| &definition.container_definitions);
            for repository in images.filter_map(|container| container.image.as_deref().and_then(repository)) {
                let named = repository.split_once('/').map(|(_, name)| name.to_owned());
                let describe = DescribeRepositories { repository_names: named.map(|name| vec![name]), ..Default::default() };
                let found = absent(cloud.send(describe).await)?.unwrap_or_default().repositories.into_iter().next();
                if found.is_some_and(|found| found.image_tag_mutability == Some(ImageTagMutability::Mutable)) {
                    movable.insert(repository);
                }
            }
            services.push(concerned);
        }
        Ok(Self { writes, ending, cause, services, movable })
    }
}

/// What is not there or may not be read is no fact.
fn absent<T>(result: Result<T>) -> Result<Option<T>> {
    let optional = |error: &Error| {
        matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AccessDenied | ErrorKind::Unsupported | ErrorKind::InvalidRequest)
    };
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if optional(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn concerned(cloud: &Cloud, cluster: &str, name: &str) -> Result<Option<Concerned>> {
    let describe = DescribeServices { cluster: Some(cluster.to_owned()), services: vec![name.to_owned()], ..Default::default() };
    let Some(service) = absent(cloud.send(describe).await)?.and_then(|found| found.services.into_iter().next()) else { return Ok(None) };
    let named = service.task_definition.clone().unwrap_or_default();
    let definition = absent(cloud.send(DescribeTaskDefinition { task_definition: named, ..Default::default() }).await)?;
    Ok(Some(Concerned {
        name: service.service_name.clone().unwrap_or_default(),
        service,
        definition: definition.and_then(|found| found.task_definition),
    }))
}

impl PlannedWrite {
    /// Cluster and name of the service that is written to.
    fn service(&self) -> Option<(String, String)> {
        let name = self.resource.clone()?;
        let cluster = self.cluster.clone().unwrap_or_else(|| "default".into());
        Some((cluster, name))
    }
}

/// The repository of an ECR image that is named by its tag alone.
pub(super) fn repository(image: &str) -> Option<String> {
    (image.contains(".dkr.ecr.") && !image.contains('@')).then(|| image.rsplit_once(':').map_or(image, |(name, _)| name).to_owned())
}
