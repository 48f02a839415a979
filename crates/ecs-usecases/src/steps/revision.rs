//! Register the task definition of a deployment.

use super::service::Before;
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{ContainerDefinition, RegisterTaskDefinition, Tag, TaskDefinition},
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
    let malformed = |error: serde_json::Error| Error::new(crate::ErrorKind::Internal, error.to_string());
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

/// A revision to deploy.
#[derive(Debug, Clone)]
pub struct NewRevision {
    /// ARN of the task definition.
    pub arn: String,
    /// Whether it is the one that the service runs already.
    pub unchanged: bool,
}

impl NewRevision {
    /// Say in an error that the new revision is registered and stays so.
    pub fn left_by(&self, error: Error) -> Error {
        let left = format!("task definition {}", family_and_revision(&self.arn));
        // A run that was cancelled is resumed and goes on with it.
        if self.unchanged || error.kind() == ErrorKind::Cancelled || error.details().left_behind.contains(&left) {
            return error;
        }
        error.leaving(left)
    }
}

/// Register this definition, unless it is what the service runs already.
pub async fn register_revision(run: &Run, before: &Before, definition: RegisterTaskDefinition) -> Result<NewRevision> {
    run.step("register the revision", async {
        if definition == to_register(&before.definition, &before.tags)? {
            return Ok(NewRevision { arn: before.task_definition(), unchanged: true });
        }
        let mut definition = definition;
        definition.tags.get_or_insert_default().push(super::scaling::state_tag(before));
        let reply = run.send(definition).await?;
        let arn = reply.task_definition.and_then(|definition| definition.task_definition_arn);
        let arn = arn.ok_or_else(|| Error::new(crate::ErrorKind::Internal, "AWS gave no ARN for the new task definition"))?;
        Ok(NewRevision { arn, unchanged: false })
    })
    .await
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
