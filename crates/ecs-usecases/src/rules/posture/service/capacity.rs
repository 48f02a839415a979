//! What the tasks of a service run on.

use super::{
    super::{
        About, Checked, Level, PostureRule,
        source::{aws_config, cfn_lint, checkov, control_tower, prowler, security_hub, well_architected},
        subject::ServiceFacts,
    },
    TASK_DEFINITION, controller, is_daemon, on_fargate,
};
use crate::{
    model::ecs::{Compatibility, DeploymentControllerType, LaunchType, LogDriver, NetworkMode},
    rules::{
        Pillar,
        task_definition::facts::{containers, fits_fargate, list, on_windows, requires},
    },
};

pub(super) static RULES: [PostureRule<ServiceFacts>; 5] = [
    PostureRule {
        about: About {
            id: "ECS-PLATFORM-VERSION",
            title: "Fargate tasks run on the latest platform version.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set platformVersion to LATEST",
            documentation: "Amazon ECS Developer Guide, Fargate platform versions for Amazon ECS",
            sources: &[
                security_hub("ECS.10", Level::Medium),
                control_tower("CT.ECS.PR.1"),
                aws_config("ECS_FARGATE_LATEST_PLATFORM_VERSION"),
                checkov("CKV_AWS_332"),
                prowler("ecs_service_fargate_latest_platform_version", Level::Medium),
            ],
        },
        examples: include_str!("../examples/ECS-PLATFORM-VERSION.json"),
        check: platform_version,
    },
    PostureRule {
        about: About {
            id: "ECS-SPOT-BASE",
            title: "Some tasks run on capacity that is not taken back.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Add FARGATE to capacityProviderStrategy, with the tasks that must always run as its base",
            documentation: "Amazon ECS Developer Guide, Amazon ECS clusters for Fargate",
            sources: &[well_architected("REL11-BP05")],
        },
        examples: include_str!("../examples/ECS-SPOT-BASE.json"),
        check: spot,
    },
    PostureRule {
        about: About {
            id: "ECS-SERVICE-DAEMON",
            title: "A daemon service runs on instances, and Amazon ECS deploys it.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Set schedulingStrategy to REPLICA",
            documentation: "Amazon ECS API Reference, CreateService schedulingStrategy",
            sources: &[cfn_lint("E3044")],
        },
        examples: include_str!("../examples/ECS-SERVICE-DAEMON.json"),
        check: daemon,
    },
    PostureRule {
        about: About {
            id: "ECS-SERVICE-COMPATIBILITY",
            title: "A service on Fargate runs a task definition for Fargate.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Add FARGATE to requiresCompatibilities, which checks the rest of the task definition as well",
            documentation: "Amazon ECS API Reference, RegisterTaskDefinition requiresCompatibilities",
            sources: &[cfn_lint("E3054")],
        },
        examples: include_str!("../examples/ECS-SERVICE-COMPATIBILITY.json"),
        check: compatibility,
    },
    PostureRule {
        about: About {
            id: "ECS-SERVICE-LOG-DRIVER",
            title: "Containers of a service on Fargate have a log driver that Fargate has.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Take the driver awslogs, splunk or awsfirelens",
            documentation: "Amazon ECS API Reference, LogConfiguration logDriver",
            sources: &[cfn_lint("E3713")],
        },
        examples: include_str!("../examples/ECS-SERVICE-LOG-DRIVER.json"),
        check: log_driver,
    },
];

/// The latest version of the platform: 1.4.0 for Linux, 1.0.0 for Windows.
fn platform_version(facts: &ServiceFacts, checked: &mut Checked) {
    let service = &facts.service;
    if !on_fargate(service) {
        return checked.not_applicable();
    }
    let is_windows = service.platform_family.as_deref().is_some_and(|family| family.to_ascii_uppercase().starts_with("WINDOWS"))
        || facts.task_definition.as_ref().is_some_and(on_windows);
    let latest = if is_windows { "1.0.0" } else { "1.4.0" };
    if let Some(version) = service.platform_version.as_deref().filter(|version| !matches!(*version, "" | "LATEST") && *version != latest) {
        checked.fail("platformVersion", format!("the platform version is {version}; {latest} is the latest"));
    }
}

fn spot(facts: &ServiceFacts, checked: &mut Checked) {
    let mut used = facts.service.capacity_provider_strategy.iter();
    let mut used = used.by_ref().filter(|item| item.weight.unwrap_or(0) > 0 || item.base.unwrap_or(0) > 0).peekable();
    if used.peek().is_none() {
        return checked.not_applicable();
    }
    if used.all(|item| item.capacity_provider.as_deref() == Some("FARGATE_SPOT")) {
        let message = "all tasks run on FARGATE_SPOT: all of them can be stopped with two minutes' warning";
        checked.fail("capacityProviderStrategy", message);
    }
}

fn daemon(facts: &ServiceFacts, checked: &mut Checked) {
    let service = &facts.service;
    if !is_daemon(service) {
        return checked.not_applicable();
    }
    let controller = controller(service);
    if on_fargate(service) {
        checked.fail("schedulingStrategy", "the scheduling strategy is DAEMON, which Fargate does not have");
    } else if matches!(controller, DeploymentControllerType::CodeDeploy | DeploymentControllerType::External) {
        checked.fail("schedulingStrategy", format!("the scheduling strategy is DAEMON, which the controller {controller} does not have"));
    }
}

fn compatibility(facts: &ServiceFacts, checked: &mut Checked) {
    if facts.service.launch_type != Some(LaunchType::Fargate) {
        return checked.not_applicable();
    }
    let Some(definition) = &facts.task_definition else { return checked.unknown(TASK_DEFINITION) };
    let others = list(definition.requires_compatibilities.as_ref());
    if others.is_empty() {
        // One that asks for nothing was checked for nothing, and is compatible with Fargate if it has what Fargate needs.
        if definition.network_mode != Some(NetworkMode::Awsvpc) {
            let mode = definition.network_mode.as_ref().map_or("bridge", NetworkMode::as_str);
            let message =
                format!("the launch type is FARGATE, which has the network mode awsvpc alone, and the task definition has {mode}");
            checked.fail("taskDefinition", message);
        } else if !fits_fargate(definition.network_mode.as_ref(), definition.cpu.as_deref(), definition.memory.as_deref()) {
            let message = "the launch type is FARGATE, which needs the CPU and the memory of a task, and the task definition lacks them";
            checked.fail("taskDefinition", message);
        }
    } else if !requires(definition, &Compatibility::Fargate) {
        let others: Vec<&str> = others.iter().map(Compatibility::as_str).collect();
        checked.fail("taskDefinition", format!("the launch type is FARGATE, and the task definition is for {}", others.join(", ")));
    }
}

fn log_driver(facts: &ServiceFacts, checked: &mut Checked) {
    if !on_fargate(&facts.service) {
        return checked.not_applicable();
    }
    let Some(definition) = &facts.task_definition else { return checked.unknown(TASK_DEFINITION) };
    for (path, container) in containers(definition) {
        let driver = container.log_configuration.as_ref().and_then(|log| log.log_driver.as_ref());
        if let Some(driver) = driver.filter(|driver| !matches!(driver, LogDriver::Awslogs | LogDriver::Splunk | LogDriver::Awsfirelens)) {
            checked.fail(format!("taskDefinition.{path}.logConfiguration.logDriver"), format!("the log driver is {driver}"));
        }
    }
}
