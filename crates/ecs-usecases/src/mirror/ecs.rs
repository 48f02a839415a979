//! Clusters, task definitions and services.

use super::{
    Mirror,
    mentions::{last_part, reference},
    reading::pages,
    thing::{Known, Thing},
};
use crate::{
    backend::Scope,
    backends::simulator::imports::{
        ecs::{self as put, LiveFamily, LiveService},
        quotas,
    },
    error::{ErrorKind, Result},
    model::{
        ecs::{self as shapes, LaunchType, ServiceDeploymentStatus as Status, TaskDefinition, TaskDefinitionStatus},
        service_quotas::GetServiceQuota,
    },
};
use std::collections::BTreeMap;

impl Mirror {
    pub(super) async fn cluster(&self, known: &mut Known, scope: &Scope, name: &str) -> Result<()> {
        use shapes::ClusterField::{Configurations, Settings, Tags};
        let include = Some(vec![Settings, Configurations, Tags]);
        let describe = shapes::DescribeClusters { clusters: Some(vec![name.to_owned()]), include, ..Default::default() };
        if self.with_quotas {
            self.import(known, scope, Thing::FargateQuotas).await?;
        }
        for cluster in self.read(scope, describe).await?.clusters {
            let providers: Vec<_> = cluster.capacity_providers.iter().filter(|name| !name.starts_with("FARGATE")).cloned().collect();
            self.simulator.change(scope, |world| put::cluster(world, cluster))?;
            if !providers.is_empty() {
                self.import(known, scope, Thing::Instances(name.to_owned())).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn clusters(&self, known: &mut Known, scope: &Scope) -> Result<()> {
        for arn in pages!(self, scope, shapes::ListClusters::default(), next_token, next_token, cluster_arns) {
            self.import(known, scope, Thing::Cluster(last_part(&arn).to_owned())).await?;
        }
        Ok(())
    }

    pub(super) async fn instances(&self, known: &mut Known, scope: &Scope, cluster: &str) -> Result<()> {
        self.import(known, scope, Thing::Cluster(cluster.to_owned())).await?;
        let mut list = shapes::ListContainerInstances { cluster: Some(cluster.to_owned()), ..Default::default() };
        loop {
            let Some(page) = self.glance(scope, list.clone(), "no container instance is there").await? else { return Ok(()) };
            if !page.container_instance_arns.is_empty() {
                let container_instances = page.container_instance_arns;
                let describe =
                    shapes::DescribeContainerInstances { cluster: list.cluster.clone(), container_instances, ..Default::default() };
                let found = self.read(scope, describe).await?.container_instances;
                self.simulator.change(scope, |world| put::instances(world, cluster, &found))?;
            }
            list.next_token = page.next_token;
            if list.next_token.is_none() {
                return Ok(());
            }
        }
    }

    pub(super) async fn providers(&self, scope: &Scope) -> Result<()> {
        for provider in pages!(self, scope, shapes::DescribeCapacityProviders::default(), next_token, next_token, capacity_providers) {
            let name = provider.name.unwrap_or_default();
            self.simulator.change(scope, |world| put::provider(world, &name))?;
        }
        Ok(())
    }

    pub(super) async fn fargate_quotas(&self, scope: &Scope) -> Result<()> {
        for (service, code) in quotas::FARGATE {
            let get = GetServiceQuota { service_code: service.into(), quota_code: code.into(), ..Default::default() };
            let found = self.glance(scope, get, "the quota of vCPUs on Fargate is not held to").await?;
            let value = found.and_then(|found| found.quota?.value);
            self.simulator.change(scope, |world| quotas::put(world, code, value))?;
        }
        Ok(())
    }

    pub(super) async fn family(&self, scope: &Scope, name: &str) -> Result<()> {
        let list =
            |status| shapes::ListTaskDefinitions { family_prefix: Some(name.to_owned()), status: Some(status), ..Default::default() };
        let active = pages!(self, scope, list(TaskDefinitionStatus::Active), next_token, next_token, task_definition_arns);
        let inactive = pages!(self, scope, list(TaskDefinitionStatus::Inactive), next_token, next_token, task_definition_arns);
        let live = LiveFamily { name: name.to_owned(), active, inactive };
        self.simulator.change(scope, |world| put::family(world, &live))
    }

    pub(super) async fn families(&self, known: &mut Known, scope: &Scope) -> Result<()> {
        for name in pages!(self, scope, shapes::ListTaskDefinitionFamilies::default(), next_token, next_token, families) {
            self.import(known, scope, Thing::Family(name)).await?;
        }
        Ok(())
    }

    pub(super) async fn definition(&self, known: &mut Known, scope: &Scope, name: &str) -> Result<()> {
        let family = name.split(':').next().unwrap_or(name);
        self.import(known, scope, Thing::Family(family.to_owned())).await?;
        let include = Some(vec![shapes::TaskDefinitionField::Tags]);
        let describe = shapes::DescribeTaskDefinition { task_definition: name.to_owned(), include, ..Default::default() };
        let found = match self.read(scope, describe).await {
            Ok(found) => found,
            // AWS says of one that is not there that the request is wrong.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidRequest) => return Ok(()),
            Err(error) => return Err(error),
        };
        let Some(definition) = found.task_definition else { return Ok(()) };
        self.parts(known, scope, &definition).await?;
        let number = definition.task_definition_arn.as_deref().map(|arn| last_part(arn).to_owned());
        known.extend(number.map(|number| (scope.clone(), Thing::Definition(number))));
        self.simulator.change(scope, |world| put::definition(world, definition, found.tags))
    }

    /// What a task of this definition needs to start.
    async fn parts(&self, known: &mut Known, scope: &Scope, definition: &TaskDefinition) -> Result<()> {
        for container in &definition.container_definitions {
            if let Some((repository, id)) = container.image.as_deref().and_then(|image| reference(scope, image)) {
                self.import(known, scope, Thing::Image(repository, id)).await?;
            }
            let options = container.log_configuration.as_ref().and_then(|logs| logs.options.as_ref());
            if let Some(group) = options.and_then(|options| options.get("awslogs-group")) {
                self.import(known, scope, Thing::LogGroups(group.clone())).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn services(&self, known: &mut Known, scope: &Scope, cluster: &str) -> Result<()> {
        let list = shapes::ListServices { cluster: Some(cluster.to_owned()), max_results: Some(100), ..Default::default() };
        for arn in pages!(self, scope, list, next_token, next_token, service_arns) {
            self.import(known, scope, Thing::Service(cluster.to_owned(), last_part(&arn).to_owned())).await?;
        }
        Ok(())
    }

    pub(super) async fn service(&self, known: &mut Known, scope: &Scope, cluster: &str, name: &str) -> Result<()> {
        self.import(known, scope, Thing::Cluster(cluster.to_owned())).await?;
        let describe = shapes::DescribeServices {
            cluster: Some(cluster.to_owned()),
            services: vec![name.to_owned()],
            include: Some(vec![shapes::ServiceField::Tags]),
            ..Default::default()
        };
        let Some(service) = self.find(scope, describe).await?.and_then(|found| found.services.into_iter().next()) else { return Ok(()) };
        let needed = service.deployments.iter().filter_map(|deployment| deployment.task_definition.as_deref());
        let needed: Vec<String> = needed.chain(service.task_definition.as_deref()).map(|arn| last_part(arn).to_owned()).collect();
        for definition in needed {
            self.import(known, scope, Thing::Definition(definition)).await?;
        }
        let groups = groups(&service);
        for group in &groups {
            self.import(known, scope, Thing::Group(group.clone())).await?;
        }
        let deployment = self.going_on(scope, &service).await?;
        let revisions = self.revisions_of(scope, &service, deployment.as_ref()).await?;
        let tasks = self.tasks_of(scope, cluster, Some(name)).await?;
        for definition in tasks.iter().filter_map(|task| task.task_definition_arn.as_deref()) {
            self.import(known, scope, Thing::Definition(last_part(definition).to_owned())).await?;
        }
        if service.launch_type == Some(LaunchType::Ec2) {
            self.import(known, scope, Thing::Instances(cluster.to_owned())).await?;
        }
        let alarms = service.deployment_configuration.as_ref().and_then(|configuration| configuration.alarms.as_ref()?.alarm_names.clone());
        for alarm in alarms.into_iter().flatten() {
            self.import(known, scope, Thing::Alarm(alarm)).await?;
        }
        let targets: BTreeMap<_, _> = {
            let notes = self.notes();
            groups.iter().filter_map(|group| Some((group.clone(), notes.targets.get(group)?.clone()))).collect()
        };
        self.estimate(scope, &service, &tasks, &groups).await?;
        let live = LiveService { service, deployment, revisions, tasks, targets };
        self.simulator.change(scope, |world| put::service(world, live))?;
        self.import(known, scope, Thing::Target(format!("service/{cluster}/{name}"))).await
    }

    /// The service deployment that goes on.
    async fn going_on(&self, scope: &Scope, service: &shapes::Service) -> Result<Option<shapes::ServiceDeployment>> {
        let Some(arn) = &service.current_service_deployment else { return Ok(None) };
        let describe = shapes::DescribeServiceDeployments { service_deployment_arns: vec![arn.clone()], ..Default::default() };
        let found = self.glance(scope, describe, "the deployment that goes on is not followed").await?;
        let found = found.and_then(|found| found.service_deployments.into_iter().next());
        Ok(found.filter(|deployment| deployment.finished_at.is_none()))
    }

    async fn revisions_of(
        &self,
        scope: &Scope,
        service: &shapes::Service,
        deployment: Option<&shapes::ServiceDeployment>,
    ) -> Result<Vec<shapes::ServiceRevision>> {
        let mut arns: Vec<String> = service.current_service_revisions.iter().filter_map(|summary| summary.arn.clone()).collect();
        if let Some(deployment) = deployment {
            let summaries = deployment.source_service_revisions.iter().chain(&deployment.target_service_revision);
            arns.extend(summaries.filter_map(|summary| summary.arn.clone()));
            arns.extend(deployment.rollback.as_ref().and_then(|rollback| rollback.service_revision_arn.clone()));
        }
        arns.sort();
        arns.dedup();
        arns.truncate(20);
        if arns.is_empty() {
            return Ok(Vec::new());
        }
        let describe = shapes::DescribeServiceRevisions { service_revision_arns: arns, ..Default::default() };
        Ok(self.glance(scope, describe, "its revisions are made up").await?.unwrap_or_default().service_revisions)
    }

    /// The past deployments of a service, as far as one page goes.
    pub(super) async fn history(&self, known: &mut Known, scope: &Scope, cluster: &str, name: &str) -> Result<()> {
        self.import(known, scope, Thing::Service(cluster.to_owned(), name.to_owned())).await?;
        let briefs = self.briefs(scope, cluster, name).await?;
        self.simulator.change(scope, |world| put::history(world, cluster, name, &briefs))
    }

    pub(super) async fn briefs(&self, scope: &Scope, cluster: &str, name: &str) -> Result<Vec<shapes::ServiceDeploymentBrief>> {
        let list = shapes::ListServiceDeployments {
            cluster: Some(cluster.to_owned()),
            service: name.to_owned(),
            max_results: Some(100),
            ..Default::default()
        };
        Ok(self.glance(scope, list, "nothing is known of past deployments").await?.unwrap_or_default().service_deployments)
    }

    pub(super) async fn deployment(&self, known: &mut Known, scope: &Scope, arn: &str) -> Result<()> {
        let [cluster, name] = owner(arn);
        self.import(known, scope, Thing::History(cluster, name)).await?;
        if !self.simulator.change(scope, |world| put::lacks_deployment(world, arn))? {
            return Ok(());
        }
        let describe = shapes::DescribeServiceDeployments { service_deployment_arns: vec![arn.to_owned()], ..Default::default() };
        let found = self.find(scope, describe).await?.unwrap_or_default().service_deployments;
        for deployment in found.into_iter().filter(|deployment| !matches!(deployment.status, Some(Status::InProgress | Status::Pending))) {
            self.simulator.change(scope, |world| put::deployment(world, deployment))?;
        }
        Ok(())
    }

    pub(super) async fn revision(&self, known: &mut Known, scope: &Scope, arn: &str) -> Result<()> {
        let [cluster, name] = owner(arn);
        self.import(known, scope, Thing::Service(cluster.clone(), name.clone())).await?;
        if !self.simulator.change(scope, |world| put::lacks_revision(world, &cluster, &name, arn))? {
            return Ok(());
        }
        let describe = shapes::DescribeServiceRevisions { service_revision_arns: vec![arn.to_owned()], ..Default::default() };
        for revision in self.find(scope, describe).await?.unwrap_or_default().service_revisions {
            self.simulator.change(scope, |world| put::revision(world, &cluster, &name, revision))?;
        }
        Ok(())
    }
}

/// Cluster and name of the service that an ARN of a deployment or a revision belongs to.
fn owner(arn: &str) -> [String; 2] {
    let mut parts = arn.rsplit('/').skip(1).map(str::to_owned);
    let name = parts.next().unwrap_or_default();
    [parts.next().unwrap_or_default(), name]
}

/// The target groups of a service, the alternate ones too.
fn groups(service: &shapes::Service) -> Vec<String> {
    let of = |balancer: &shapes::LoadBalancer| {
        let alternate = balancer.advanced_configuration.as_ref().and_then(|advanced| advanced.alternate_target_group_arn.clone());
        [balancer.target_group_arn.clone(), alternate]
    };
    service.load_balancers.iter().flat_map(of).flatten().collect()
}
