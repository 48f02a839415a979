//! Small records that outlive a run, such as approvals: JSON in Parameter Store, where IAM says who may write which and
//! CloudTrail tells who did.

use crate::{
    error::{Error, ErrorKind, Result},
    model::ssm::{GetParameter, GetParametersByPath, ParameterType, PutParameter},
    run::Run,
};
use serde::{Serialize, de::DeserializeOwned};

/// A name below our part of Parameter Store. What is no letter, digit, `_`, `.` or `-` becomes `_`.
pub(super) fn name(parts: &[&str]) -> String {
    let safe =
        |part: &&str| part.chars().map(|each| if each.is_ascii_alphanumeric() || "_.-".contains(each) { each } else { '_' }).collect();
    let parts: Vec<String> = parts.iter().map(safe).collect();
    format!("/ecs-usecases/{}", parts.join("/"))
}

/// Write a record: a new one, or in the place of one that is there.
pub(super) async fn write<T: Serialize>(run: &Run, name: &str, record: &T, overwrite: bool) -> Result<()> {
    let text = serde_json::to_string(record).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let put = PutParameter {
        name: name.to_owned(),
        value: text.into(),
        r#type: Some(ParameterType::String),
        overwrite: Some(overwrite),
        ..Default::default()
    };
    run.send(put).await.map(drop)
}

/// Read a record, if it is there.
pub(super) async fn read<T: DeserializeOwned>(run: &Run, name: &str) -> Result<Option<T>> {
    let get = GetParameter { name: name.to_owned(), ..Default::default() };
    found(name, run.send(get).await)
}

/// The same inside of a wait.
pub(super) async fn observe<T: DeserializeOwned>(run: &Run, name: &str) -> Result<Option<T>> {
    let get = GetParameter { name: name.to_owned(), ..Default::default() };
    found(name, run.observe(get).await)
}

fn found<T: DeserializeOwned>(name: &str, reply: Result<crate::model::ssm::GetParameterResponse>) -> Result<Option<T>> {
    match reply {
        Ok(reply) => reply.parameter.and_then(|parameter| parameter.value).map(|value| parse(name, value.expose())).transpose(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// All records below a name.
pub(super) async fn list<T: DeserializeOwned>(run: &Run, path: &str) -> Result<Vec<T>> {
    let mut all = Vec::new();
    let mut next_token = None;
    loop {
        let get = GetParametersByPath { path: path.to_owned(), recursive: Some(true), next_token, ..Default::default() };
        let page = run.send(get).await?;
        for parameter in page.parameters {
            if let Some(value) = &parameter.value {
                all.push(parse(parameter.name.as_deref().unwrap_or(path), value.expose())?);
            }
        }
        next_token = page.next_token.filter(|token| !token.is_empty());
        if next_token.is_none() {
            return Ok(all);
        }
    }
}

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|error| Error::new(ErrorKind::Conflict, format!("the record {name} has another form: {error}")).on(name))
}
