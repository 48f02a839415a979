//! Where the logs go, and whether they hold up the program.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{control_tower, prowler, security_hub, well_architected},
};
use super::only_on_fargate;
use crate::{
    model::ecs::{LogDriver, RegisterTaskDefinition},
    rules::{Pillar, task_definition::facts::containers},
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 3] = [
    PostureRule {
        about: About {
            id: "ECS-LOGGING",
            title: "Each container has a log configuration.",
            pillar: Pillar::OperationalExcellence,
            level: Level::High,
            remedy: "Add a logConfiguration, such as one of the awslogs driver",
            documentation: "Amazon ECS Developer Guide, send Amazon ECS logs to CloudWatch",
            sources: &[
                security_hub("ECS.9", Level::High),
                control_tower("CT.ECS.PR.5"),
                prowler("ecs_task_definitions_logging_enabled", Level::High),
            ],
        },
        examples: include_str!("../examples/ECS-LOGGING.json"),
        check: configured,
    },
    PostureRule {
        about: About {
            id: "ECS-LOG-MODE",
            title: "A log driver that stalls does not stall the program.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Set the option mode to non-blocking, and max-buffer-size to what the program writes in a minute, unless no line may be lost",
            documentation: "Amazon ECS API Reference, LogConfiguration options",
            sources: &[prowler("ecs_task_definitions_logging_block_mode", Level::Low), well_architected("REL05-BP01")],
        },
        examples: include_str!("../examples/ECS-LOG-MODE.json"),
        check: mode,
    },
    PostureRule {
        about: About {
            id: "ECS-LOG-LEAVES-HOST",
            title: "Logs do not stay on the host that the task runs on.",
            pillar: Pillar::OperationalExcellence,
            level: Level::Low,
            remedy: "Take the driver awslogs, awsfirelens or splunk, or another that sends",
            documentation: "Amazon ECS API Reference, LogConfiguration logDriver",
            sources: &[well_architected("SEC04-BP02")],
        },
        examples: include_str!("../examples/ECS-LOG-LEAVES-HOST.json"),
        check: leaves_host,
    },
];

fn configured(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        match &container.log_configuration {
            None => {
                let end = if only_on_fargate(definition) { "is lost" } else { "stays on the host at best" };
                let message = format!("there is no log configuration: what the container writes {end}");
                checked.fail(format!("{path}.logConfiguration"), message);
            }
            Some(log) if log.log_driver.is_none() => {
                checked.fail(format!("{path}.logConfiguration.logDriver"), "the log configuration has no driver");
            }
            Some(_) => {}
        }
    }
}

/// Since June 2025 a mode that is not given is non-blocking, unless the account setting `defaultLogDriverMode` says otherwise,
/// which is the account's to answer for.
fn mode(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        let mode = container.log_configuration.as_ref().and_then(|log| log.options.as_ref()?.get("mode"));
        if mode.is_some_and(|mode| mode == "blocking") {
            let message = "the mode is blocking: the program stops at its next line if the logs can not be delivered";
            checked.fail(format!("{path}.logConfiguration.options.mode"), message);
        }
    }
}

fn leaves_host(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        let driver = container.log_configuration.as_ref().and_then(|log| log.log_driver.as_ref());
        if let Some(driver @ (LogDriver::JsonFile | LogDriver::Journald)) = driver {
            let message = format!("the driver {driver} keeps the logs on the host, and they go when the host goes");
            checked.fail(format!("{path}.logConfiguration.logDriver"), message);
        }
    }
}
