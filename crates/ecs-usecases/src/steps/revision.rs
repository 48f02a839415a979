//! Register the task definition of a deployment.

use super::service::Before;
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{
        ContainerDefinition, DescribeTaskDefinition, RegisterTaskDefinition, Tag, TaskDefinition, TaskDefinitionField, TaskDefinitionStatus,
    },
    operations::is_own_tag,
    rules::document::READ_ONLY,
    run::Run,
};

/// The container that a deployment gives another image: the named one, or the only essential one.
pub fn container_to_change<'a>(definition: &'a TaskDefinition, name: Option<&str>, repository: &str) -> Result<&'a ContainerDefinition> {
    let containers = &definition.container_definitions;
    let names = || containers.iter().filter_map(|container| container.name.as_deref()).collect::<Vec<_>>().join(", ");
    if let Some(name) = name {
        return containers.iter().find(|container| container.name.as_deref() == Some(name)).ok_or_else(|| {
            Error::invalid("container", format!("the task definition has no container {name}")).advise(format!("It has: {}.", names()))
        });
    }
    let same_repository = |container: &&ContainerDefinition| {
        let image = container.image.as_deref().unwrap_or_default();
        let path = image.split_once('/').map_or(image, |(_, path)| path);
        path.split(['@', ':']).next() == Some(repository)
    };
    let mut candidates: Vec<_> = containers.iter().filter(same_repository).collect();
    if candidates.is_empty() {
        candidates = containers.iter().filter(|container| container.essential != Some(false)).collect();
    }
    match candidates.as_slice() {
        [one] => Ok(one),
        _ => Err(Error::invalid("container", "the task definition has several containers that could be meant")
            .advise(format!("Name one of: {}.", names()))),
    }
}

/// What `RegisterTaskDefinition` takes of a definition that AWS describes: everything but what AWS adds.
pub fn to_register(definition: &TaskDefinition, tags: &[Tag]) -> Result<RegisterTaskDefinition> {
    let malformed = |error: serde_json::Error| Error::new(ErrorKind::Internal, error.to_string());
    let mut document = serde_json::to_value(definition).map_err(malformed)?;
    if let Some(members) = document.as_object_mut() {
        for added in READ_ONLY {
            members.shift_remove(added);
        }
    }
    let mut register: RegisterTaskDefinition = serde_json::from_value(document).map_err(malformed)?;
    let ours = |key: &str| is_own_tag(key) || key.starts_with("aws:");
    let kept: Vec<_> = tags.iter().filter(|tag| tag.key.as_deref().is_some_and(|key| !ours(key))).cloned().collect();
    register.tags = (!kept.is_empty()).then_some(kept);
    Ok(register)
}

/// A registered definition with its tags.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The definition.
    pub definition: TaskDefinition,
    /// Its tags.
    pub tags: Vec<Tag>,
}

impl Registered {
    /// Read a task definition, by family and revision or ARN.
    pub async fn read(run: &Run, name: &str) -> Result<Self> {
        let include = Some(vec![TaskDefinitionField::Tags]);
        let described = run.send(DescribeTaskDefinition { task_definition: name.to_owned(), include, ..Default::default() }).await?;
        let unknown = || Error::new(ErrorKind::NotFound, "there is no such task definition").on(name);
        Ok(Self { definition: described.task_definition.ok_or_else(unknown)?, tags: described.tags })
    }

    /// ECS starts no deployment of a definition that was deregistered: what to register to have it again, with a warning. None of one
    /// that can be deployed as it is.
    pub fn again(&self, run: &Run) -> Result<Option<RegisterTaskDefinition>> {
        (self.definition.status == Some(TaskDefinitionStatus::Inactive)).then(|| self.to_register(run)).transpose()
    }

    fn to_register(&self, run: &Run) -> Result<RegisterTaskDefinition> {
        let name = family_and_revision(self.definition.task_definition_arn.as_deref().unwrap_or_default());
        run.warn(format!("{name} was deregistered: it is registered again"));
        to_register(&self.definition, &self.tags)
    }
}

/// AWS refused to deploy the task definition of this ARN: if that is because it was deregistered, register it again.
pub async fn register_again(run: &Run, arn: &str, refused: &Error) -> Result<NewRevision> {
    let found = Registered::read(run, arn).await?;
    // A look may still show it as it was.
    let is_told = refused.details().message.to_lowercase().contains("inactive");
    if !is_told && found.definition.status != Some(TaskDefinitionStatus::Inactive) {
        return Err(refused.clone());
    }
    Ok(NewRevision { arn: register(run, found.to_register(run)?).await?, unchanged: false, registered: true })
}

/// A revision to deploy.
#[derive(Debug, Clone)]
pub struct NewRevision {
    /// ARN of the task definition.
    pub arn: String,
    /// Whether it is the one that the service runs already.
    pub unchanged: bool,
    /// Whether this run registered it.
    pub registered: bool,
}

impl NewRevision {
    /// Say in an error that the revision that the run registered stays so.
    pub fn left_by(&self, error: Error) -> Error {
        let left = format!("task definition {}", family_and_revision(&self.arn));
        // A run that was cancelled is resumed and goes on with it.
        if !self.registered || error.kind() == ErrorKind::Cancelled || error.details().left_behind.contains(&left) {
            return error;
        }
        error.leaving(left)
    }
}

/// Register this definition, unless it is what the service runs already.
pub async fn register_revision(run: &Run, before: &Before, definition: RegisterTaskDefinition) -> Result<NewRevision> {
    run.step("register the revision", async {
        if definition == to_register(&before.definition, &before.tags)? {
            return Ok(NewRevision { arn: before.task_definition(), unchanged: true, registered: false });
        }
        let mut definition = definition;
        definition.tags.get_or_insert_default().push(super::scaling::state_tag(before));
        Ok(NewRevision { arn: register(run, definition).await?, unchanged: false, registered: true })
    })
    .await
}

/// Register a definition. Its ARN.
pub async fn register(run: &Run, definition: RegisterTaskDefinition) -> Result<String> {
    let registered = run.send(definition).await?.task_definition;
    let arn = registered.and_then(|definition| definition.task_definition_arn);
    arn.ok_or_else(|| Error::new(ErrorKind::Internal, "AWS gave no ARN for the new task definition"))
}

/// `family:revision` of a task definition's ARN.
pub fn family_and_revision(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_aws_adds_is_not_sent_back_and_the_rest_is() {
        let described = json!({
            "family": "web", "taskDefinitionArn": "arn", "revision": 3, "status": "DELETE_IN_PROGRESS", "registeredAt": 1.0,
            "registeredBy": "someone", "deregisteredAt": 2.0, "deleteRequestedAt": 3.0, "compatibilities": ["EC2"],
            "containerDefinitions": [{"name": "app", "image": "web"}], "newMember": {"kept": true},
        });
        let definition: TaskDefinition = serde_json::from_value(described).unwrap();
        let register = serde_json::to_value(to_register(&definition, &[]).unwrap()).unwrap();
        let expected = json!({"family": "web", "containerDefinitions": [{"name": "app", "image": "web"}], "newMember": {"kept": true}});
        assert_eq!(register, expected);
    }
}
