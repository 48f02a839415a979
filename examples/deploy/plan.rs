//! What is deployed: the built-in task definition, or a file, and why a file can't be.

use super::options::Options;
use ecs_usecases::{
    backend::Scope,
    model::ecs::{Compatibility, ContainerDefinition, LaunchType, NetworkMode, RegisterTaskDefinition, TransportProtocol},
    rules::{self, Finding, Severity},
    steps::{Gate, ImageReference, image::EcrRegistry},
};
use serde::Serialize;
use std::collections::BTreeMap;

const BUILT_IN: &str = include_str!("task-definition.json");

/// What will be deployed, where, and with what around it.
pub struct Plan {
    /// The task definition as it is registered first.
    pub definition: RegisterTaskDefinition,
    /// Account and Region of its images.
    pub scope: Scope,
    /// Container whose image changes.
    pub container: String,
    /// Host of the registry, as that container's image has it.
    pub registry: String,
    /// Repository of that container's image.
    pub repository: String,
    /// The images that have to be in the registry, by repository.
    pub images: BTreeMap<String, Vec<ImageReference>>,
    /// Where its tasks run.
    pub launch_type: LaunchType,
    /// The container port that gets traffic, or why the service has no load balancer.
    pub traffic: Result<i32, String>,
    /// Tasks that are wanted.
    pub desired_count: i32,
    /// Seed of the simulation.
    pub seed: u64,
    /// What images have to meet.
    pub gate: Gate,
    /// What is not wrong, but worth a look.
    pub warnings: Vec<Finding>,
}

/// When something was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedAt {
    /// The file could not be read.
    Reading,
    /// AWS would not register it.
    Rules,
    /// It can't be deployed from ECR to the simulated cluster.
    Planning,
    /// The admission of its images refused it.
    Admission,
}

/// Why nothing was deployed.
#[derive(Debug, Clone, Serialize)]
pub struct Refusal {
    /// When.
    pub at: RefusedAt,
    /// Why, in a sentence.
    pub reason: String,
    /// What is wrong with the task definition, one by one.
    pub findings: Vec<Finding>,
}

impl Refusal {
    /// A refusal without findings.
    pub fn new(at: RefusedAt, reason: impl Into<String>) -> Self {
        Self { at, reason: reason.into(), findings: Vec::new() }
    }
}

impl Plan {
    /// What the options ask for.
    pub fn of(options: &Options) -> Result<Self, Refusal> {
        let text = match &options.task_definition {
            None => BUILT_IN.to_owned(),
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| Refusal::new(RefusedAt::Reading, format!("{} can't be read: {error}", path.display())))?,
        };
        Self::of_text(&text, options)
    }

    /// The same for the text of a task definition.
    pub fn of_text(text: &str, options: &Options) -> Result<Self, Refusal> {
        let definition =
            rules::document::read_task_definition(text).map_err(|error| Refusal::new(RefusedAt::Reading, error.to_string()))?;
        let (errors, warnings): (Vec<_>, Vec<_>) =
            rules::task_definition::check(&definition).into_iter().partition(|finding| finding.severity == Severity::Error);
        if !errors.is_empty() {
            let reason = format!("AWS would not take this task definition, or no task of it would start: {}", count(errors.len(), "error"));
            return Err(Refusal { at: RefusedAt::Rules, reason, findings: errors });
        }
        let launch_type = launch_type(&definition)?;
        let images = images_of(&definition)?;
        let scope = registry_of(&definition, &images)?;
        let (changed, image) = container_to_change(&definition, &images, &scope)?;
        let mut by_repository = BTreeMap::<String, Vec<ImageReference>>::new();
        for (_, image) in images.iter().filter(|(_, image)| is_in(image, &scope)) {
            let known = by_repository.entry(image.repository().to_owned()).or_default();
            if !known.contains(image) {
                known.push(image.clone());
            }
        }
        Ok(Self {
            scope,
            container: changed.name.clone().unwrap_or_default(),
            registry: image.host().unwrap_or_default().to_owned(),
            repository: image.repository().to_owned(),
            images: by_repository,
            launch_type,
            traffic: traffic(&definition, changed),
            desired_count: options.desired_count,
            seed: options.seed,
            gate: Gate { allowed_registries: options.allowed_registries.clone(), ..Gate::default() },
            warnings,
            definition,
        })
    }

    /// The CPU architecture of its tasks.
    pub fn architecture(&self) -> String {
        let platform = self.definition.runtime_platform.as_ref().and_then(|platform| platform.cpu_architecture.as_ref());
        platform.map_or("X86_64", |architecture| architecture.as_str()).to_owned()
    }

    /// A tag that none of the task definition's images has.
    pub fn free_tag(&self, wanted: &str) -> String {
        let images = self.images.get(&self.repository);
        let mut tag = wanted.to_owned();
        while images.is_some_and(|images| images.iter().any(|image| image.tag() == Some(&tag))) {
            tag.push_str("-next");
        }
        tag
    }
}

/// A number of things.
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

fn launch_type(definition: &RegisterTaskDefinition) -> Result<LaunchType, Refusal> {
    let wanted = definition.requires_compatibilities.clone().unwrap_or_default();
    if wanted.contains(&Compatibility::Fargate) {
        return Ok(LaunchType::Fargate);
    }
    if wanted.is_empty() || wanted.contains(&Compatibility::Ec2) {
        return Ok(LaunchType::Ec2);
    }
    let names: Vec<_> = wanted.iter().map(Compatibility::as_str).collect();
    Err(Refusal::new(
        RefusedAt::Planning,
        format!(
            "requiresCompatibilities is {}: such tasks run on machines of your own, and the simulated cluster has Fargate and EC2 instances",
            names.join(", ")
        ),
    ))
}

type Image<'a> = (&'a ContainerDefinition, ImageReference);

fn images_of(definition: &RegisterTaskDefinition) -> Result<Vec<Image<'_>>, Refusal> {
    let mut images = Vec::new();
    for container in &definition.container_definitions {
        let reference = ImageReference::parse(container.image.clone().unwrap_or_default());
        let refused = |error| Refusal::new(RefusedAt::Planning, format!("container {}: {error}", named(container)));
        images.push((container, reference.map_err(refused)?));
    }
    Ok(images)
}

/// An essential container whose image is in ECR; one with a port, if there is one.
fn container_to_change<'a>(definition: &RegisterTaskDefinition, images: &[Image<'a>], scope: &Scope) -> Result<Image<'a>, Refusal> {
    let in_ecr = images.iter().filter(|(_, image)| is_in(image, scope));
    let essential: Vec<_> = in_ecr.filter(|(container, _)| container.essential != Some(false)).collect();
    let with_port = essential.iter().find(|(container, _)| traffic(definition, container).is_ok());
    let chosen = with_port.or(essential.first()).map(|(container, image)| (*container, image.clone()));
    chosen.ok_or_else(|| {
        Refusal::new(
            RefusedAt::Planning,
            "ECR is the image source of every deployment, and of the containers whose image is in ECR none is essential",
        )
    })
}

fn is_in(image: &ImageReference, scope: &Scope) -> bool {
    image.ecr().is_some_and(|registry| registry.is_of(scope))
}

/// The account and Region whose registry the deployment is about: that of all ECR images, or else the one of the account
/// that the task's roles are in. Images of other registries are from outside.
fn registry_of(definition: &RegisterTaskDefinition, images: &[Image<'_>]) -> Result<Scope, Refusal> {
    let mut registries = BTreeMap::<Scope, Vec<String>>::new();
    for (container, image) in images {
        if let Some(EcrRegistry { account, region }) = image.ecr() {
            registries.entry(Scope { account, region }).or_default().push(named(container).to_owned());
        }
    }
    if registries.is_empty() {
        let listed: Vec<_> = images.iter().map(|(container, image)| format!("{}: {image}", named(container))).collect();
        return Err(Refusal::new(
            RefusedAt::Planning,
            format!("ECR is the image source of every deployment, and no container's image is in ECR ({})", listed.join(", ")),
        ));
    }
    let roles = [&definition.execution_role_arn, &definition.task_role_arn];
    let accounts: Vec<_> = roles.into_iter().flatten().filter_map(|arn| arn.split(':').nth(4)).collect();
    let own: Vec<_> = registries.keys().filter(|scope| registries.len() == 1 || accounts.contains(&scope.account.as_str())).collect();
    if let [one] = own.as_slice() {
        return Ok((*one).clone());
    }
    let listed: Vec<_> = registries
        .iter()
        .map(|(Scope { account, region }, containers)| format!("account {account} in {region} ({})", containers.join(", ")))
        .collect();
    Err(Refusal::new(
        RefusedAt::Planning,
        format!(
            "the ECR images of this file are in {} registries, and its roles do not tell which one is its own: {}",
            listed.len(),
            listed.join(", ")
        ),
    ))
}

/// The port that a load balancer of target type `ip` can send HTTP requests to, or why there is none.
fn traffic(definition: &RegisterTaskDefinition, container: &ContainerDefinition) -> Result<i32, String> {
    let mode = definition.network_mode.clone().unwrap_or(NetworkMode::Bridge);
    if mode != NetworkMode::Awsvpc {
        return Err(format!("network mode {mode} gives tasks no address of their own for a load balancer"));
    }
    let tcp = |protocol: &Option<TransportProtocol>| protocol.as_ref().is_none_or(|protocol| *protocol == TransportProtocol::Tcp);
    let mappings = container.port_mappings.iter().flatten();
    let port = mappings.filter(|mapping| tcp(&mapping.protocol)).find_map(|mapping| mapping.container_port);
    port.ok_or_else(|| format!("container {} has no TCP port for a load balancer", named(container)))
}

fn named(container: &ContainerDefinition) -> &str {
    container.name.as_deref().unwrap_or_default()
}
