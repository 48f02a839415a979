//! [`ServiceFacts`]: all that a review of a live service looks at, gathered in one place by reads alone.

use super::reading::Reading;
use crate::{
    backend::{Cloud, Scope},
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::{
        application_autoscaling::{DescribeScalableTargets, DescribeScalingPolicies, ScalableTarget, ScalingPolicy, ServiceNamespace},
        ecr, ecs,
        elbv2::{DescribeLoadBalancers, DescribeTargetGroupAttributes, DescribeTargetGroups, LoadBalancer, TargetGroup},
    },
    steps::image::{EcrRegistry, ImageReference, read_manifest},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Something that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unread {
    /// The IAM action of the read, such as `ecr:GetLifecyclePolicy`.
    pub action: String,
    /// Of what.
    pub resource: Option<String>,
    /// Why.
    pub error: String,
}

/// A service with what belongs to it. Lists are whole unless `unread` says otherwise.
#[derive(Debug, Clone)]
pub struct ServiceFacts {
    /// Where it is.
    pub scope: Scope,
    /// Its cluster, if it could be read.
    pub cluster: Option<ecs::Cluster>,
    /// The service.
    pub service: ecs::Service,
    /// Its task definition.
    pub definition: ecs::TaskDefinition,
    /// Its target groups with their attributes, alternate ones too.
    pub target_groups: Vec<(TargetGroup, BTreeMap<String, String>)>,
    /// The load balancers in front of them.
    pub load_balancers: Vec<LoadBalancer>,
    /// Its limits of Application Auto Scaling.
    pub scalable_targets: Vec<ScalableTarget>,
    /// Its scaling policies.
    pub scaling_policies: Vec<ScalingPolicy>,
    /// The images of its containers, in the definition's order.
    pub images: Vec<ImageFacts>,
    /// The private ECR repositories of these images.
    pub repositories: Vec<RepositoryFacts>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// When it was read.
    pub read_at: Timestamp,
}

/// The image of a container.
#[derive(Debug, Clone, Default)]
pub struct ImageFacts {
    /// Name of the container.
    pub container: String,
    /// As the task definition names it.
    pub image: String,
    /// The same taken apart, if it is an image's name.
    pub reference: Option<ImageReference>,
    /// The private ECR registry that it is in.
    pub registry: Option<EcrRegistry>,
    /// What ECR says of it; none if it is elsewhere, gone or could not be read.
    pub detail: Option<ecr::ImageDetail>,
    /// Whether ECR was asked and has no such image.
    pub gone: bool,
    /// The CPU architectures that its manifest names, as ECS names them.
    pub architectures: Vec<String>,
    /// Counts of its scan findings by severity; none if there is no scan.
    pub findings: Option<BTreeMap<String, i32>>,
    /// Status of its scan.
    pub scan_status: Option<String>,
}

/// A private ECR repository.
#[derive(Debug, Clone, Default)]
pub struct RepositoryFacts {
    /// The repository.
    pub repository: ecr::Repository,
    /// Its Region.
    pub region: String,
    /// Its lifecycle policy as JSON text, if it has one.
    pub lifecycle_policy: Option<String>,
    /// Its policy as JSON text, if it has one.
    pub policy: Option<String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// All its images.
    pub images: Vec<ecr::ImageDetail>,
    /// The replication of its registry.
    pub replication: Vec<ecr::ReplicationRule>,
    /// How its registry scans.
    pub scanning: Option<ecr::RegistryScanningConfiguration>,
    /// Reads of it that failed, by IAM action: what they would show is not known.
    pub unread: BTreeSet<String>,
}

impl RepositoryFacts {
    /// Its name.
    pub fn name(&self) -> &str {
        self.repository.repository_name.as_deref().unwrap_or_default()
    }
}

/// Gather what belongs to a service. The service and its task definition have to be readable; of the rest, what is not is noted.
pub(super) async fn gather(cloud: &Cloud, cluster: &str, name: &str) -> Result<ServiceFacts> {
    let mut reading = Reading::of(cloud);
    let describe = ecs::DescribeServices {
        cluster: Some(cluster.to_owned()),
        services: vec![name.to_owned()],
        include: Some(vec![ecs::ServiceField::Tags]),
        ..Default::default()
    };
    let found = reading.send(describe).await?;
    let service = found.services.into_iter().find(|service| service.status.as_deref() != Some("INACTIVE")).ok_or_else(|| {
        Error::new(ErrorKind::NotFound, "the cluster has no such service").on(format!("{cluster}/{name}")).during("ecs:DescribeServices")
    })?;
    let definition = match &service.task_definition {
        Some(arn) => {
            let describe = ecs::DescribeTaskDefinition { task_definition: arn.clone(), ..Default::default() };
            reading.send(describe).await?.task_definition
        }
        // With an external deployment controller the task sets name it.
        None => None,
    };
    let definition = definition.ok_or_else(|| {
        Error::new(ErrorKind::Unsupported, "the service names no task definition of its own").on(format!("{cluster}/{name}"))
    })?;
    let clusters = ecs::DescribeClusters {
        clusters: Some(vec![cluster.to_owned()]),
        include: Some(vec![ecs::ClusterField::Configurations, ecs::ClusterField::Settings, ecs::ClusterField::Tags]),
        ..Default::default()
    };
    let cluster = reading.try_send(clusters).await?.and_then(|reply| reply.clusters.into_iter().next());
    let (target_groups, load_balancers) = balancing(&mut reading, &service).await?;
    let (scalable_targets, scaling_policies) = scaling(&mut reading, &service).await?;
    let mut images = Vec::new();
    for container in &definition.container_definitions {
        images.push(image(&mut reading, container).await?);
    }
    let mut repositories: Vec<RepositoryFacts> = Vec::new();
    for image in &images {
        let (Some(reference), Some(registry)) = (&image.reference, &image.registry) else { continue };
        let known = repositories.iter().any(|known| {
            known.name() == reference.repository()
                && known.region == registry.region
                && known.repository.registry_id.as_deref() == Some(registry.account.as_str())
        });
        if !known && let Some(facts) = repository(&mut reading, registry, reference.repository()).await? {
            repositories.push(facts);
        }
    }
    Ok(ServiceFacts {
        scope: reading.scope().clone(),
        cluster,
        service,
        definition,
        target_groups,
        load_balancers,
        scalable_targets,
        scaling_policies,
        images,
        repositories,
        read_at: cloud.clock().now(),
        unread: reading.not_read(),
    })
}

type Balancing = (Vec<(TargetGroup, BTreeMap<String, String>)>, Vec<LoadBalancer>);

async fn balancing(reading: &mut Reading, service: &ecs::Service) -> Result<Balancing> {
    let mut arns: Vec<String> = Vec::new();
    for balancer in &service.load_balancers {
        let alternate = balancer.advanced_configuration.as_ref().and_then(|advanced| advanced.alternate_target_group_arn.clone());
        arns.extend(balancer.target_group_arn.clone().into_iter().chain(alternate));
    }
    if arns.is_empty() {
        return Ok(Balancing::default());
    }
    let describe = DescribeTargetGroups { target_group_arns: Some(arns), ..Default::default() };
    let groups = reading.try_send(describe).await?.map(|reply| reply.target_groups).unwrap_or_default();
    let mut known = Vec::new();
    let mut balancers = BTreeSet::new();
    for group in groups {
        let arn = group.target_group_arn.clone().unwrap_or_default();
        let describe = DescribeTargetGroupAttributes { target_group_arn: arn, ..Default::default() };
        let attributes = reading.try_send(describe).await?.map(|reply| reply.attributes).unwrap_or_default();
        let attributes = attributes.into_iter().filter_map(|attribute| Some((attribute.key?, attribute.value?))).collect();
        balancers.extend(group.load_balancer_arns.iter().cloned());
        known.push((group, attributes));
    }
    if balancers.is_empty() {
        return Ok((known, Vec::new()));
    }
    let describe = DescribeLoadBalancers { load_balancer_arns: Some(balancers.into_iter().collect()), ..Default::default() };
    let balancers = reading.try_send(describe).await?.map(|reply| reply.load_balancers).unwrap_or_default();
    Ok((known, balancers))
}

async fn scaling(reading: &mut Reading, service: &ecs::Service) -> Result<(Vec<ScalableTarget>, Vec<ScalingPolicy>)> {
    let cluster = service.cluster_arn.as_deref().and_then(|arn| arn.rsplit('/').next()).unwrap_or_default();
    let id = format!("service/{cluster}/{}", service.service_name.as_deref().unwrap_or_default());
    let describe =
        DescribeScalableTargets { service_namespace: ServiceNamespace::Ecs, resource_ids: Some(vec![id.clone()]), ..Default::default() };
    let targets = reading.try_send(describe).await?.map(|reply| reply.scalable_targets).unwrap_or_default();
    if targets.is_empty() {
        return Ok((targets, Vec::new()));
    }
    let describe = DescribeScalingPolicies { service_namespace: ServiceNamespace::Ecs, resource_id: Some(id), ..Default::default() };
    let policies = reading.try_send(describe).await?.map(|reply| reply.scaling_policies).unwrap_or_default();
    Ok((targets, policies))
}

async fn image(reading: &mut Reading, container: &ecs::ContainerDefinition) -> Result<ImageFacts> {
    let name = container.image.clone().unwrap_or_default();
    let reference = ImageReference::parse(name.clone()).ok();
    let registry = reference.as_ref().and_then(ImageReference::ecr);
    let mut facts = ImageFacts {
        container: container.name.clone().unwrap_or_default(),
        image: name,
        reference: reference.clone(),
        registry: registry.clone(),
        ..ImageFacts::default()
    };
    let (Some(reference), Some(registry)) = (reference, registry) else { return Ok(facts) };
    let digest = reference.digest().map(str::to_owned);
    let tag = if digest.is_some() { None } else { Some(reference.tag().unwrap_or("latest").to_owned()) };
    let id = ecr::ImageIdentifier { image_digest: digest, image_tag: tag, ..Default::default() };
    let failed = reading.unread.len();
    let describe = ecr::DescribeImages {
        registry_id: Some(registry.account.clone()),
        repository_name: reference.repository().to_owned(),
        image_ids: Some(vec![id]),
        ..Default::default()
    };
    facts.detail = reading.try_in(&registry.region, describe).await?.and_then(|reply| reply.image_details.into_iter().next());
    facts.gone = facts.detail.is_none() && reading.unread.len() == failed;
    let Some(digest) = facts.detail.as_ref().and_then(|detail| detail.image_digest.clone()) else { return Ok(facts) };
    let id = ecr::ImageIdentifier { image_digest: Some(digest.clone()), ..Default::default() };
    let get = ecr::BatchGetImage {
        registry_id: Some(registry.account.clone()),
        repository_name: reference.repository().to_owned(),
        image_ids: vec![id.clone()],
        ..Default::default()
    };
    if let Some(found) = reading.try_in(&registry.region, get).await?.and_then(|reply| reply.images.into_iter().next()) {
        let text = found.image_manifest.unwrap_or_default();
        facts.architectures = read_manifest(&text, found.image_manifest_media_type.as_deref(), &digest).unwrap_or_default();
    }
    let findings = ecr::DescribeImageScanFindings {
        registry_id: Some(registry.account.clone()),
        repository_name: reference.repository().to_owned(),
        image_id: id,
        ..Default::default()
    };
    if let Some(scan) = reading.try_in(&registry.region, findings).await? {
        facts.scan_status = scan.image_scan_status.and_then(|status| status.status).map(|status| status.as_str().to_owned());
        facts.findings = scan.image_scan_findings.map(|findings| {
            findings.finding_severity_counts.into_iter().map(|(severity, count)| (severity.as_str().to_owned(), count)).collect()
        });
    }
    Ok(facts)
}

/// A repository with its settings and images; none if it is not there or can't be read.
pub(super) async fn repository(reading: &mut Reading, registry: &EcrRegistry, name: &str) -> Result<Option<RepositoryFacts>> {
    let (account, region) = (&registry.account, registry.region.as_str());
    let describe = ecr::DescribeRepositories {
        registry_id: Some(account.clone()),
        repository_names: Some(vec![name.to_owned()]),
        ..Default::default()
    };
    let Some(found) = reading.try_in(region, describe).await?.and_then(|reply| reply.repositories.into_iter().next()) else {
        return Ok(None);
    };
    settings(reading, account, region, found).await.map(Some)
}

/// The settings and images of a repository that was described.
pub(super) async fn settings(reading: &mut Reading, account: &str, region: &str, found: ecr::Repository) -> Result<RepositoryFacts> {
    let before = reading.unread.len();
    let name = found.repository_name.clone().unwrap_or_default();
    let (registry_id, repository_name) = (Some(account.to_owned()), name);
    let get = ecr::GetLifecyclePolicy { registry_id: registry_id.clone(), repository_name: repository_name.clone(), ..Default::default() };
    let lifecycle_policy = reading.try_in(region, get).await?.and_then(|reply| reply.lifecycle_policy_text);
    let get = ecr::GetRepositoryPolicy { registry_id: registry_id.clone(), repository_name: repository_name.clone(), ..Default::default() };
    let policy = reading.try_in(region, get).await?.and_then(|reply| reply.policy_text);
    let list = ecr::ListTagsForResource { resource_arn: found.repository_arn.clone().unwrap_or_default(), ..Default::default() };
    let tags = reading.try_in(region, list).await?.map(|reply| reply.tags).unwrap_or_default();
    let ask = |next_token| ecr::DescribeImages {
        registry_id: registry_id.clone(),
        repository_name: repository_name.clone(),
        next_token,
        ..Default::default()
    };
    let images = reading.try_every(region, ask, |page| (page.image_details, page.next_token)).await?;
    // Of another account's registry nothing is told.
    let own = reading.scope().account == account;
    let (mut replication, mut scanning) = (Vec::new(), None);
    if own {
        let registry = reading.try_in(region, ecr::DescribeRegistry::default()).await?;
        replication = registry.and_then(|reply| reply.replication_configuration).and_then(|found| found.rules).unwrap_or_default();
        let asked = reading.try_in(region, ecr::GetRegistryScanningConfiguration::default()).await?;
        scanning = asked.and_then(|reply| reply.scanning_configuration);
    }
    let mut unread: BTreeSet<String> = reading.unread[before..].iter().map(|unread| unread.action.clone()).collect();
    if !own {
        unread.extend(["ecr:DescribeRegistry".to_owned(), "ecr:GetRegistryScanningConfiguration".to_owned()]);
    }
    Ok(RepositoryFacts {
        repository: found,
        region: region.to_owned(),
        lifecycle_policy,
        policy,
        tags: tags.into_iter().filter_map(|tag| Some((tag.key?, tag.value.unwrap_or_default()))).collect(),
        images,
        replication,
        scanning,
        unread,
    })
}
