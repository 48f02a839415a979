//! Rules about a service.

use super::{PostureRule, ResourceKind, Subject, subject::ServiceFacts};
use crate::model::ecs::{AwsVpcConfiguration, DeploymentController, DeploymentControllerType, LaunchType, SchedulingStrategy, Service};

mod capacity;
mod deployment;
mod draining;
mod network;
mod operation;
mod scaling;
mod spread;

impl Subject for ServiceFacts {
    const KIND: ResourceKind = ResourceKind::Service;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[
        ("Network", &network::RULES),
        ("Capacity", &capacity::RULES),
        ("Number and places of tasks", &spread::RULES),
        ("Scaling", &scaling::RULES),
        ("Deployment", &deployment::RULES),
        ("Draining", &draining::RULES),
        ("Operation", &operation::RULES),
    ];
}

const TASK_DEFINITION: &str = "the task definition was not read";

/// Who deploys it: Amazon ECS if nobody else is named.
fn controller(service: &Service) -> DeploymentControllerType {
    let controller = service.deployment_controller.as_ref().and_then(|DeploymentController { r#type, .. }| r#type.clone());
    controller.unwrap_or(DeploymentControllerType::Ecs)
}

fn is_daemon(service: &Service) -> bool {
    service.scheduling_strategy == Some(SchedulingStrategy::Daemon)
}

/// Whether its tasks run on Fargate, by its launch type or by its capacity providers.
fn on_fargate(service: &Service) -> bool {
    let providers = service.capacity_provider_strategy.iter().filter_map(|item| item.capacity_provider.as_deref());
    service.launch_type == Some(LaunchType::Fargate) || providers.into_iter().any(|name| matches!(name, "FARGATE" | "FARGATE_SPOT"))
}

fn vpc(service: &Service) -> Option<&AwsVpcConfiguration> {
    service.network_configuration.as_ref()?.awsvpc_configuration.as_ref()
}
