//! Whose permissions the task and the agent have.

use super::{
    super::{
        About, Checked, Level, PostureRule,
        source::{checkov, well_architected},
    },
    given, images, only_on_fargate,
};
use crate::{
    model::ecs::{LogDriver, RegisterTaskDefinition},
    rules::Pillar,
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 3] = [
    PostureRule {
        about: About {
            id: "ECS-TASK-ROLE",
            title: "A task on an instance has a role of its own.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set taskRoleArn, if need be to a role without permissions",
            documentation: "Amazon ECS Developer Guide, Amazon ECS task IAM role",
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-TASK-ROLE.json"),
        check: task_role,
    },
    PostureRule {
        about: About {
            id: "ECS-EXECUTION-ROLE",
            title: "The agent pulls images and writes logs with a role of the task.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Set executionRoleArn",
            documentation: "Amazon ECS Developer Guide, Amazon ECS task execution IAM role",
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-EXECUTION-ROLE.json"),
        check: execution_role,
    },
    PostureRule {
        about: About {
            id: "ECS-ROLES-DIFFER",
            title: "The task role is another than the execution role.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Create a role for what the program does, and leave the execution role to Amazon ECS",
            documentation: "Amazon ECS Developer Guide, best practices for IAM roles in Amazon ECS",
            sources: &[checkov("CKV_AWS_249"), well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-ROLES-DIFFER.json"),
        check: differ,
    },
];

fn task_role(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    // On Fargate a task without a role has no permissions at all, which is as little as can be.
    if !only_on_fargate(definition) && given(definition.task_role_arn.as_ref()).is_none() {
        checked.fail("taskRoleArn", "there is no task role: containers can take that of the instance, with all that it may");
    }
}

fn execution_role(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if only_on_fargate(definition) || given(definition.execution_role_arn.as_ref()).is_some() {
        // On Fargate registration asks for it where it is needed.
        return;
    }
    let pulls = definition.container_definitions.iter().filter_map(|container| given(container.image.as_ref()));
    let pulls = pulls.map(images::Image::of).any(|image| image.is_in_private_ecr());
    let mut drivers =
        definition.container_definitions.iter().filter_map(|container| container.log_configuration.as_ref()?.log_driver.as_ref());
    let logs = drivers.any(|driver| *driver == LogDriver::Awslogs);
    let what = match (pulls, logs) {
        (true, true) => "images in ECR are pulled and logs are written",
        (true, false) => "images in ECR are pulled",
        (false, true) => "logs are written",
        (false, false) => return,
    };
    checked.fail("executionRoleArn", format!("there is no execution role: {what} with that of the instance, which all its tasks share"));
}

fn differ(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    let task = given(definition.task_role_arn.as_ref());
    if task.is_some() && task == given(definition.execution_role_arn.as_ref()) {
        checked.fail("taskRoleArn", "the task role is the execution role: the program may read every secret and image that the agent may");
    }
}
