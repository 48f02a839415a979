//! The roles that the task and the agent take on.

use super::TaskDefinitionRule;
use super::facts::{containers, list, on_fargate, text};
use crate::model::ecs::{LogDriver, RegisterTaskDefinition};
use crate::rules::placeholders;
use crate::rules::{Found, Rule};

const EXECUTION: &str = "Amazon ECS task execution IAM role";

pub(super) static RULES: [TaskDefinitionRule; 6] = [
    Rule::error("TD-ROLE", "RegisterTaskDefinitionRequest.taskRoleArn", "A role is the ARN of an IAM role, or its name.", role),
    Rule::warning("TD-ROLE-EMPTY", "RegisterTaskDefinitionRequest.taskRoleArn", "A role that is not wanted is left out, not empty.", empty),
    Rule::error("TD-EXECUTION-ROLE-ECR", EXECUTION, "On Fargate an image in ECR needs an execution role.", execution_ecr),
    Rule::error("TD-EXECUTION-ROLE-LOGS", EXECUTION, "On Fargate the awslogs driver needs an execution role.", execution_logs),
    Rule::error("TD-EXECUTION-ROLE-SECRETS", EXECUTION, "Secrets need an execution role.", execution_secrets),
    Rule::error("TD-S3FILES-TASK-ROLE", "S3FilesVolumeConfiguration", "An S3 Files volume needs a task role.", s3files_task_role),
];

fn roles(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (&'static str, &String)> {
    let execution = definition.execution_role_arn.iter().map(|role| ("executionRoleArn", role));
    definition.task_role_arn.iter().map(|role| ("taskRoleArn", role)).chain(execution)
}

/// Whether it is the short name of a role.
fn is_role_name(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+=,.@-".contains(&b))
}

/// Whether it is the ARN of a role; whether its account is one is told by the placeholders.
fn is_role_arn(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    parts.len() == 6
        && parts[0] == "arn"
        && parts[2] == "iam"
        && parts[3].is_empty()
        && !parts[4].is_empty()
        && parts[5].strip_prefix("role/").is_some_and(|path| path.rsplit('/').next().is_some_and(is_role_name))
}

fn role(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, role) in roles(definition) {
        if role.is_empty() || !placeholders::in_role(role).is_empty() || is_role_arn(role) || is_role_name(role) {
            continue;
        }
        found.add(
            path,
            format!("the role is {role:?}; it must be the ARN of an IAM role, such as arn:aws:iam::111122223333:role/name"),
            "Write the ARN of the role",
        );
    }
}

fn empty(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, role) in roles(definition) {
        if role.is_empty() {
            found.add(path, "the role is an empty text; the task has no role", "Leave it out, or write the ARN of the role");
        }
    }
}

fn no_execution_role(definition: &RegisterTaskDefinition) -> bool {
    text(definition.execution_role_arn.as_ref()).is_empty()
}

fn execution_ecr(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let private = |image: &str| image.split('/').next().is_some_and(|host| host.contains(".dkr.ecr") || host.contains(".dkr-ecr."));
    let image = containers(definition).find(|(_, container)| private(text(container.image.as_ref())));
    if let (true, true, Some((path, _))) = (on_fargate(definition), no_execution_role(definition), image) {
        found.add(
            "executionRoleArn",
            format!("there is no execution role; on Fargate {path}.image, in ECR, requires one"),
            "Set executionRoleArn",
        );
    }
}

fn execution_logs(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let logs = containers(definition)
        .find(|(_, container)| container.log_configuration.as_ref().is_some_and(|log| log.log_driver == Some(LogDriver::Awslogs)));
    if let (true, true, Some((path, _))) = (on_fargate(definition), no_execution_role(definition), logs) {
        found.add(
            "executionRoleArn",
            format!("there is no execution role; on Fargate the log driver awslogs of {path} requires one"),
            "Set executionRoleArn",
        );
    }
}

fn execution_secrets(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let secrets = containers(definition).find(|(_, container)| !list(container.secrets.as_ref()).is_empty());
    if let (true, Some((path, _))) = (no_execution_role(definition), secrets) {
        found.add(
            "executionRoleArn",
            format!("there is no execution role; the secrets of {path} require one"),
            "Set executionRoleArn to a role that may read the secrets",
        );
    }
}

fn s3files_task_role(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let volumes = list(definition.volumes.as_ref());
    let volume = volumes.iter().position(|volume| volume.s3files_volume_configuration.is_some());
    if let (true, Some(at)) = (text(definition.task_role_arn.as_ref()).is_empty(), volume) {
        found.add("taskRoleArn", format!("there is no task role; volumes[{at}], of S3 Files, requires one"), "Set taskRoleArn");
    }
}
