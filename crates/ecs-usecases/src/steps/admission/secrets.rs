//! Secrets and parameters that a task needs to start. Their values are never read.

use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecs::RegisterTaskDefinition,
        secretsmanager::DescribeSecret,
        ssm::{DescribeParameters, ParameterStringFilter},
    },
    run::Run,
};
use std::collections::BTreeSet;

/// Refuse a definition that names a secret or parameter which is not there. All of them are told at once.
pub(crate) async fn secrets_exist(run: &Run, definition: &RegisterTaskDefinition) -> Result<()> {
    let mut missing = Vec::new();
    for source in sources(definition) {
        let exists = match &source {
            Source::Secret(id) => secret_exists(run, id).await,
            Source::Parameter(name) => parameter_exists(run, name).await,
            // It has to be asked for there, with that account's rights.
            Source::Elsewhere(_) => continue,
        };
        match exists {
            Ok(true) => {}
            Ok(false) => missing.push(source.to_string()),
            Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported) => {
                run.warn(format!("whether {source} exists could not be checked: {}", error.details().message));
            }
            Err(error) => return Err(error),
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::NotFound, format!("there is no {}", missing.join(", no ")))
        .on("secrets")
        .advise("Create it, or correct valueFrom: without it no task can start."))
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Secret(String),
    Parameter(String),
    Elsewhere(String),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Secret(id) => write!(f, "secret {id}"),
            Self::Parameter(name) => write!(f, "parameter {name}"),
            Self::Elsewhere(arn) => f.write_str(arn),
        }
    }
}

/// Where the values of the definition's secrets come from.
fn sources(definition: &RegisterTaskDefinition) -> BTreeSet<Source> {
    let mut found = BTreeSet::new();
    for container in &definition.container_definitions {
        let logs = container.log_configuration.iter().flat_map(|logs| logs.secret_options.iter().flatten());
        let secrets = container.secrets.iter().flatten().chain(logs).filter_map(|secret| secret.value_from.as_deref());
        let registry = container.repository_credentials.iter().filter_map(|registry| registry.credentials_parameter.as_deref());
        found.extend(secrets.chain(registry).map(source));
    }
    found
}

/// `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME[:KEY:STAGE:VERSION]`, `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`, or
/// the name of a parameter.
fn source(value_from: &str) -> Source {
    let parts: Vec<&str> = value_from.split(':').collect();
    match parts.as_slice() {
        ["arn", _, "secretsmanager", ..] if parts.len() >= 7 => Source::Secret(parts[..7].join(":")),
        ["arn", _, "ssm", _, _, parameter] => {
            let name = parameter.strip_prefix("parameter/").unwrap_or(parameter);
            // The name of a hierarchy begins with a slash, which its ARN does not repeat.
            Source::Parameter(if name.contains('/') { format!("/{name}") } else { name.to_owned() })
        }
        ["arn", ..] => Source::Elsewhere(value_from.to_owned()),
        _ => Source::Parameter(value_from.to_owned()),
    }
}

async fn secret_exists(run: &Run, id: &str) -> Result<bool> {
    match run.send(DescribeSecret { secret_id: id.to_owned(), ..Default::default() }).await {
        Ok(found) => Ok(found.deleted_date.is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

async fn parameter_exists(run: &Run, name: &str) -> Result<bool> {
    let filter = ParameterStringFilter {
        key: Some("Name".into()),
        option: Some("Equals".into()),
        values: Some(vec![name.to_owned()]),
        ..Default::default()
    };
    let describe = DescribeParameters { parameter_filters: Some(vec![filter]), ..Default::default() };
    Ok(!run.send(describe).await?.parameters.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_found_in_each_form() {
        let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";
        assert_eq!(source(secret), Source::Secret(secret.into()));
        assert_eq!(source(&format!("{secret}:password::")), Source::Secret(secret.into()));
        assert_eq!(source("arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db"), Source::Parameter("/shop/db".into()));
        assert_eq!(source("arn:aws:ssm:eu-west-1:111122223333:parameter/db"), Source::Parameter("db".into()));
        assert_eq!(source("/shop/db"), Source::Parameter("/shop/db".into()));
        assert_eq!(source("arn:aws:s3:::bucket/env"), Source::Elsewhere("arn:aws:s3:::bucket/env".into()));
    }
}
