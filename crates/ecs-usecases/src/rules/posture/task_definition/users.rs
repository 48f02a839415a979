//! As whom containers run, and what of their own file system they can change.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{aws_config, checkov, control_tower, prowler, security_hub},
};
use super::given;
use crate::{
    model::ecs::{ContainerDefinition, RegisterTaskDefinition},
    rules::{
        Pillar,
        task_definition::facts::{containers, on_windows},
    },
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 3] = [
    PostureRule {
        about: About {
            id: "ECS-NON-ROOT-USER",
            title: "Linux containers do not run as root.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set user to a user of the image that is not root, such as 1000:1000",
            documentation: "Amazon ECS API Reference, ContainerDefinition user",
            sources: &[security_hub("ECS.20", Level::Medium), control_tower("CT.ECS.PR.3"), aws_config("ECS_TASK_DEFINITION_NONROOT_USER")],
        },
        examples: include_str!("../examples/ECS-NON-ROOT-USER.json"),
        check: non_root,
    },
    PostureRule {
        about: About {
            id: "ECS-WINDOWS-USER",
            title: "Windows containers do not run as the administrator.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set user to ContainerUser, or to another user of the image that is no administrator",
            documentation: "AWS Config Developer Guide, ecs-task-definition-windows-user-non-admin",
            sources: &[security_hub("ECS.21", Level::Medium)],
        },
        examples: include_str!("../examples/ECS-WINDOWS-USER.json"),
        check: windows,
    },
    PostureRule {
        about: About {
            id: "ECS-READONLY-ROOT",
            title: "Containers can not change their root file system.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set readonlyRootFilesystem, and mount a volume or a tmpfs where the program writes",
            documentation: "Amazon ECS API Reference, ContainerDefinition readonlyRootFilesystem",
            sources: &[
                security_hub("ECS.5", Level::High),
                control_tower("CT.ECS.PR.6"),
                aws_config("ECS_CONTAINERS_READONLY_ACCESS"),
                checkov("CKV_AWS_336"),
                prowler("ecs_task_definitions_containers_readonly_access", Level::High),
            ],
        },
        examples: include_str!("../examples/ECS-READONLY-ROOT.json"),
        check: readonly,
    },
];

/// How it comes that a Linux container runs as root, if it may. `user` may be `user`, `user:group`, or either as a number.
pub(super) fn root(container: &ContainerDefinition) -> Option<String> {
    let Some(user) = given(container.user.as_ref()) else {
        return Some("no user is given, and that of the image is root unless its builder chose another".to_owned());
    };
    let name = user.split(':').next().unwrap_or_default();
    let is_zero = !name.is_empty() && name.bytes().all(|byte| byte == b'0');
    (name == "root" || is_zero || name.is_empty()).then(|| format!("the user is {user}"))
}

fn non_root(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_windows(definition) {
        return checked.not_applicable();
    }
    for (path, container) in containers(definition) {
        if let Some(user) = root(container) {
            checked.fail(format!("{path}.user"), user);
        }
    }
}

fn windows(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if !on_windows(definition) {
        return checked.not_applicable();
    }
    for (path, container) in containers(definition) {
        match given(container.user.as_ref()) {
            None => checked.fail(format!("{path}.user"), "no user is given: it is ContainerAdministrator unless the image says otherwise"),
            Some(user) if user.eq_ignore_ascii_case("ContainerAdministrator") => {
                checked.fail(format!("{path}.user"), "the user is ContainerAdministrator");
            }
            Some(_) => {}
        }
    }
}

fn readonly(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_windows(definition) {
        // Not supported there.
        return checked.not_applicable();
    }
    for (path, container) in containers(definition) {
        if container.readonly_root_filesystem != Some(true) {
            checked.fail(format!("{path}.readonlyRootFilesystem"), "the root file system can be written to");
        }
    }
}
