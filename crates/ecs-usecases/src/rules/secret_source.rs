//! Where the values of a task's secrets come from.

use crate::model::ecs::RegisterTaskDefinition;
use std::collections::BTreeSet;

/// Where a value of a task comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretSource {
    /// Secrets Manager: the ARN of the secret, without key, stage and version.
    Secret(String),
    /// Parameter Store: the name.
    Parameter(String),
    /// Another service: the ARN.
    Elsewhere(String),
}

impl SecretSource {
    /// What names it in a task definition.
    pub fn value_from(&self) -> &str {
        let (Self::Secret(name) | Self::Parameter(name) | Self::Elsewhere(name)) = self;
        name
    }
}

impl std::fmt::Display for SecretSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Secret(id) => write!(f, "secret {id}"),
            Self::Parameter(name) => write!(f, "parameter {name}"),
            Self::Elsewhere(arn) => f.write_str(arn),
        }
    }
}

/// Where the values of the definition's secrets come from.
pub fn secret_sources(definition: &RegisterTaskDefinition) -> BTreeSet<SecretSource> {
    let mut found = BTreeSet::new();
    for container in &definition.container_definitions {
        let logs = container.log_configuration.iter().flat_map(|logs| logs.secret_options.iter().flatten());
        let secrets = container.secrets.iter().flatten().chain(logs).filter_map(|secret| secret.value_from.as_deref());
        let registry = container.repository_credentials.iter().filter_map(|registry| registry.credentials_parameter.as_deref());
        found.extend(secrets.chain(registry).map(secret_source));
    }
    found
}

/// `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME[:KEY:STAGE:VERSION]`, `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME`, or
/// the name of a parameter.
pub fn secret_source(value_from: &str) -> SecretSource {
    let parts: Vec<&str> = value_from.split(':').collect();
    match parts.as_slice() {
        ["arn", _, "secretsmanager", ..] if parts.len() >= 7 => SecretSource::Secret(parts[..7].join(":")),
        ["arn", _, "ssm", _, _, parameter] => {
            let name = parameter.strip_prefix("parameter/").unwrap_or(parameter);
            // The name of a hierarchy begins with a slash, which its ARN does not repeat.
            SecretSource::Parameter(if name.contains('/') { format!("/{name}") } else { name.to_owned() })
        }
        ["arn", ..] => SecretSource::Elsewhere(value_from.to_owned()),
        _ => SecretSource::Parameter(value_from.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_found_in_each_form() {
        let secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";
        assert_eq!(secret_source(secret), SecretSource::Secret(secret.into()));
        assert_eq!(secret_source(&format!("{secret}:password::")), SecretSource::Secret(secret.into()));
        assert_eq!(secret_source("arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db"), SecretSource::Parameter("/shop/db".into()));
        assert_eq!(secret_source("arn:aws:ssm:eu-west-1:111122223333:parameter/db"), SecretSource::Parameter("db".into()));
        assert_eq!(secret_source("/shop/db"), SecretSource::Parameter("/shop/db".into()));
        assert_eq!(secret_source("arn:aws:s3:::bucket/env"), SecretSource::Elsewhere("arn:aws:s3:::bucket/env".into()));
    }
}
