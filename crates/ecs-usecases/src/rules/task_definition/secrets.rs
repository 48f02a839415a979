//! Environment variables, environment files, secrets and credential specs.

use super::TaskDefinitionRule;
use super::facts::{containers, list, text};
use crate::model::ecs::{RegisterTaskDefinition, Secret};
use crate::rules::placeholders;
use crate::rules::{Found, Rule};
use std::collections::HashSet;
use std::path::Path;

pub(super) static RULES: [TaskDefinitionRule; 7] = [
    Rule::error(
        "TD-SECRET-VALUE-FROM",
        "Secret.valueFrom",
        "A secret is the ARN of a Secrets Manager secret or of an SSM parameter, or the name of a parameter.",
        value_from,
    ),
    Rule::error(
        "TD-SECRET-NAME-UNIQUE",
        "Pass sensitive data to an Amazon ECS container",
        "No two secrets of a container have the same name.",
        name_unique,
    ),
    Rule::error(
        "TD-SECRET-ENVIRONMENT",
        "Pass sensitive data to an Amazon ECS container",
        "A secret does not have the name of an environment variable of the container.",
        environment_shared,
    ),
    Rule::warning(
        "TD-ENVIRONMENT-UNIQUE",
        "ContainerDefinition.environmentFiles",
        "No two environment variables of a container have the same name.",
        environment_unique,
    ),
    Rule::error(
        "TD-ENVIRONMENT-FILE-COUNT",
        "ContainerDefinition.environmentFiles",
        "A container has at most 10 environment files.",
        file_count,
    ),
    Rule::error(
        "TD-ENVIRONMENT-FILE",
        "EnvironmentFile.value",
        "An environment file is the ARN of an S3 object whose name ends in .env.",
        file,
    ),
    Rule::error(
        "TD-CREDENTIAL-SPEC",
        "ContainerDefinition.credentialSpecs",
        "There is at most one credential spec, an ARN after credentialspec: or credentialspecdomainless:.",
        credential_spec,
    ),
];

/// Each secret of containers and of their log configurations.
fn secrets(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &Secret)> {
    containers(definition).flat_map(|(path, container)| {
        let options = container.log_configuration.as_ref().and_then(|log| log.secret_options.as_ref());
        let log = format!("{path}.logConfiguration.secretOptions");
        let of_container =
            list(container.secrets.as_ref()).iter().enumerate().map(move |(at, secret)| (format!("{path}.secrets[{at}]"), secret));
        of_container.chain(list(options).iter().enumerate().map(move |(at, secret)| (format!("{log}[{at}]"), secret)))
    })
}

/// Whether it names a secret or a parameter.
fn is_reference(value: &str) -> bool {
    let mut parts = value.split(':');
    if parts.next() != Some("arn") {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"_.-/".contains(&b);
        return !value.is_empty() && value.bytes().all(allowed);
    }
    let (_, service, region, account) = (parts.next(), parts.next(), parts.next(), parts.next());
    if region.is_none_or(str::is_empty) || account.is_none_or(str::is_empty) {
        return false;
    }
    let resource = parts.next().unwrap_or_default();
    match service {
        Some("secretsmanager") => resource == "secret" && parts.next().is_some_and(|name| !name.is_empty()) && parts.count() <= 3,
        Some("ssm") => resource.strip_prefix("parameter").is_some_and(|name| name.len() > 1 && name.starts_with('/')),
        _ => false,
    }
}

fn value_from(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, secret) in secrets(definition) {
        let Some(value) = &secret.value_from else { continue };
        if placeholders::in_secret(value).is_empty() && !is_reference(value) {
            found.add(
                format!("{path}.valueFrom"),
                format!("the value is {value:?}; it must be the ARN of a secret or a parameter, or the name of a parameter"),
                "Write the full ARN of the secret",
            );
        }
    }
}

fn name_unique(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let mut seen = HashSet::new();
        for (at, secret) in list(container.secrets.as_ref()).iter().enumerate() {
            if let Some(name) = &secret.name
                && !seen.insert(name)
            {
                found.add(
                    format!("{path}.secrets[{at}].name"),
                    format!("the secret {name:?} is there twice; names must be unique in a container"),
                    "Keep one of them",
                );
            }
        }
    }
}

fn environment_shared(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let variables: HashSet<&str> = list(container.environment.as_ref()).iter().filter_map(|pair| pair.name.as_deref()).collect();
        for (at, secret) in list(container.secrets.as_ref()).iter().enumerate() {
            let name = text(secret.name.as_ref());
            if variables.contains(name) {
                found.add(
                    format!("{path}.secrets[{at}].name"),
                    format!("the secret {name:?} has the name of an environment variable of the container"),
                    "Remove the environment variable",
                );
            }
        }
    }
}

fn environment_unique(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let mut seen = HashSet::new();
        for (at, pair) in list(container.environment.as_ref()).iter().enumerate() {
            if let Some(name) = &pair.name
                && !seen.insert(name)
            {
                found.add(
                    format!("{path}.environment[{at}].name"),
                    format!("the variable {name:?} is there twice; only one of the values can be meant"),
                    "Keep one of them",
                );
            }
        }
    }
}

fn file_count(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let count = list(container.environment_files.as_ref()).len();
        if count > 10 {
            found.add(
                format!("{path}.environmentFiles"),
                format!("there are {count} environment files; at most 10 are allowed"),
                "Join files",
            );
        }
    }
}

fn file(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        for (at, file) in list(container.environment_files.as_ref()).iter().enumerate() {
            let value = text(file.value.as_ref());
            let parts: Vec<&str> = value.splitn(6, ':').collect();
            let object = parts.len() == 6 && parts[0] == "arn" && parts[2] == "s3" && parts[5].contains('/');
            if file.value.is_some()
                && placeholders::in_reference(value).is_empty()
                && !(object && Path::new(value).extension().is_some_and(|extension| extension == "env"))
            {
                found.add(
                    format!("{path}.environmentFiles[{at}].value"),
                    format!("the file is {value:?}; it must be the ARN of an S3 object whose name ends in .env"),
                    "Write arn:aws:s3:::bucket/name.env",
                );
            }
        }
    }
}

fn credential_spec(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let specs = list(container.credential_specs.as_ref());
        if specs.len() > 1 {
            found.add(
                format!("{path}.credentialSpecs"),
                format!("there are {} credential specs; at most one is allowed", specs.len()),
                "Keep one",
            );
        }
        for (at, spec) in specs.iter().enumerate() {
            let arn = spec.strip_prefix("credentialspec:").or_else(|| spec.strip_prefix("credentialspecdomainless:"));
            if placeholders::in_reference(spec).is_empty() && !arn.is_some_and(|arn| arn.starts_with("arn:")) {
                found.add(
                    format!("{path}.credentialSpecs[{at}]"),
                    format!("the credential spec is {spec:?}; it must be an ARN after credentialspec: or credentialspecdomainless:"),
                    "Add the prefix and the ARN of the SSM parameter or the S3 object",
                );
            }
        }
    }
}
