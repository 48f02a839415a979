//! Secrets and parameters that a task needs to start. Their values are never read.

use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecs::RegisterTaskDefinition,
        secretsmanager::DescribeSecret,
        ssm::{DescribeParameters, ParameterStringFilter},
    },
    rules::{SecretSource, secret_sources},
    run::Run,
};
/// Refuse a definition that names a secret or parameter which is not there. All of them are told at once.
pub(crate) async fn secrets_exist(run: &Run, definition: &RegisterTaskDefinition) -> Result<()> {
    let mut missing = Vec::new();
    for source in secret_sources(definition) {
        let exists = match &source {
            SecretSource::Secret(id) => secret_exists(run, id).await,
            SecretSource::Parameter(name) => parameter_exists(run, name).await,
            // It has to be asked for there, with that account's rights.
            SecretSource::Elsewhere(_) => continue,
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
