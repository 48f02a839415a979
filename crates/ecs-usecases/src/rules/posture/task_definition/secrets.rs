//! Secrets in plain text, where everybody sees them who may describe a task definition. A message never tells the value.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{aws_config, control_tower, prowler, security_hub, trivy, well_architected},
};
use crate::{
    model::ecs::{ContainerDefinition, RegisterTaskDefinition},
    rules::{
        Pillar,
        secret_name::{Secrecy, secrecy, secrecy_of_argument},
        secret_text::known_secret,
        task_definition::facts::{containers, list, text},
    },
};
use std::collections::BTreeMap;

const SENSITIVE: &str = "Amazon ECS Developer Guide, pass sensitive data to an Amazon ECS container";

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 4] = [
    PostureRule {
        about: About {
            id: "ECS-ENVIRONMENT-SECRETS",
            title: "No environment variable holds a secret in plain text.",
            pillar: Pillar::Security,
            level: Level::Critical,
            remedy: "Put the value into Secrets Manager or Parameter Store, name it in secrets, and change it, since it was readable",
            documentation: SENSITIVE,
            sources: &[
                security_hub("ECS.8", Level::High),
                control_tower("CT.ECS.PR.12"),
                aws_config("ECS_NO_ENVIRONMENT_SECRETS"),
                trivy("AWS-0036", Level::Critical),
                prowler("ecs_task_definitions_no_environment_secrets", Level::Critical),
            ],
        },
        examples: include_str!("../examples/ECS-ENVIRONMENT-SECRETS.json"),
        check: environment,
    },
    PostureRule {
        about: About {
            id: "ECS-COMMAND-SECRETS",
            title: "No command, entry point or health check holds a secret in plain text.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Give the value to the container in secrets, let the program read the variable, and change the value",
            documentation: SENSITIVE,
            sources: &[well_architected("SEC02-BP03")],
        },
        examples: include_str!("../examples/ECS-COMMAND-SECRETS.json"),
        check: commands,
    },
    PostureRule {
        about: About {
            id: "ECS-OPTION-SECRETS",
            title: "No option of a log driver, a log router or a volume driver holds a secret in plain text.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Name the option in secretOptions of the log configuration, and change the value",
            documentation: SENSITIVE,
            sources: &[well_architected("SEC02-BP03")],
        },
        examples: include_str!("../examples/ECS-OPTION-SECRETS.json"),
        check: options,
    },
    PostureRule {
        about: About {
            id: "ECS-LABEL-SECRETS",
            title: "No Docker label holds a secret.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Remove the label, and change the value",
            documentation: "Amazon ECS API Reference, ContainerDefinition dockerLabels",
            sources: &[well_architected("SEC02-BP03")],
        },
        examples: include_str!("../examples/ECS-LABEL-SECRETS.json"),
        check: labels,
    },
];

fn fail(checked: &mut Checked, path: String, what: &str, name: &str, secrecy: Secrecy) {
    let message = match secrecy {
        Secrecy::Name => format!("{what} {name} has the name of a secret, and its value stands here"),
        Secrecy::Form(form) => format!("the value of {what} {name} is or holds {form}"),
    };
    checked.fail(path, message);
}

fn environment(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        for (at, pair) in list(container.environment.as_ref()).iter().enumerate() {
            let name = text(pair.name.as_ref());
            if let Some(secrecy) = secrecy(name, text(pair.value.as_ref())) {
                fail(checked, format!("{path}.environment[{at}]"), "the variable", name, secrecy);
            }
        }
    }
}

fn map(checked: &mut Checked, path: &str, what: &str, values: Option<&BTreeMap<String, String>>) {
    for (name, value) in values.into_iter().flatten() {
        if let Some(secrecy) = secrecy(name, value) {
            fail(checked, format!("{path}.{name}"), what, name, secrecy);
        }
    }
}

fn options(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        let log = container.log_configuration.as_ref().and_then(|log| log.options.as_ref());
        map(checked, &format!("{path}.logConfiguration.options"), "the option", log);
        let router = container.firelens_configuration.as_ref().and_then(|router| router.options.as_ref());
        map(checked, &format!("{path}.firelensConfiguration.options"), "the option", router);
    }
    for (at, volume) in list(definition.volumes.as_ref()).iter().enumerate() {
        let driver = volume.docker_volume_configuration.as_ref().and_then(|docker| docker.driver_opts.as_ref());
        map(checked, &format!("volumes[{at}].dockerVolumeConfiguration.driverOpts"), "the option", driver);
        // What `mount -o` takes, such as `username=web,password=...`.
        for (name, value) in driver.into_iter().flatten() {
            let found = value.split(',').filter_map(|part| part.split_once('=')).find_map(|(key, value)| Some((key, secrecy(key, value)?)));
            if let Some((key, secrecy)) = found {
                fail(checked, format!("volumes[{at}].dockerVolumeConfiguration.driverOpts.{name}"), "the option", key, secrecy);
            }
        }
    }
}

fn labels(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        map(checked, &format!("{path}.dockerLabels"), "the label", container.docker_labels.as_ref());
    }
}

fn commands(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        for (name, words) in words(container) {
            for (at, finding) in in_words(words) {
                checked.fail(format!("{path}.{name}[{at}]"), finding);
            }
        }
    }
}

/// The lists of words that are run in the container.
fn words(container: &ContainerDefinition) -> [(&'static str, &[String]); 3] {
    let health = container.health_check.as_ref().and_then(|health| health.command.as_ref());
    [
        ("entryPoint", list(container.entry_point.as_ref())),
        ("command", list(container.command.as_ref())),
        ("healthCheck.command", list(health)),
    ]
}

/// Secrets among words, which may be whole scripts: the index of the word, and what is said of it.
fn in_words(words: &[String]) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    // An option whose value is the next word.
    let mut told: Option<&str> = None;
    for (at, word) in words.iter().enumerate() {
        if let Some(form) = known_secret(word) {
            found.push((at, format!("{form} stands here")));
            told = None;
            continue;
        }
        for part in word.split_whitespace() {
            let part = part.trim_matches(|letter| matches!(letter, '"' | '\'' | ';'));
            let (name, value) = match (told.take(), part.split_once('=')) {
                (Some(name), _) if !part.starts_with('-') => (name, Some(part)),
                (_, Some((name, value))) => (name, Some(value)),
                (_, None) => (part, None),
            };
            let name = name.trim_start_matches('-');
            match value.map(|value| value.trim_matches(['"', '\''])) {
                Some(value) if secrecy_of_argument(name, value).is_some() => {
                    found.push((at, format!("{name} has the name of a secret, and its value stands here")));
                }
                None if part.starts_with("--") => told = Some(part),
                _ => {}
            }
        }
    }
    found.dedup_by_key(|(at, _)| *at);
    found
}
