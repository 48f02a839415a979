//! Task definitions: registered as they came, with what AWS adds.

use super::{Definition, client_error, last_part, page};
use crate::{
    backends::simulator::world::World,
    error::{ErrorKind, Result},
    model::ecs::{self as shapes, Compatibility, NetworkMode, TaskDefinition, TaskDefinitionField, TaskDefinitionStatus},
    rules::{self, task_definition::facts},
};
use std::sync::Arc;

/// All revisions of one name. Revision `n` is at `n - 1`.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Family {
    pub(super) revisions: Vec<Revision>,
}

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Revision {
    pub(super) definition: Definition,
    pub(super) tags: Vec<shapes::Tag>,
}

impl Family {
    /// The definitions of all revisions.
    pub(crate) fn definitions_mut(&mut self) -> impl Iterator<Item = &mut Definition> {
        self.revisions.iter_mut().map(|revision| &mut revision.definition)
    }

    fn latest_active(&self) -> Option<&Revision> {
        self.revisions.iter().rev().find(|revision| is_active(&revision.definition))
    }
}

pub(crate) fn is_active(definition: &TaskDefinition) -> bool {
    definition.status == Some(TaskDefinitionStatus::Active)
}

pub(crate) fn register(world: &mut World, request: &shapes::RegisterTaskDefinition) -> Result<shapes::RegisterTaskDefinitionResponse> {
    check(request)?;
    let tags = request.tags.clone().unwrap_or_default();
    let number = world.ecs.families.get(&request.family).map_or(0, |family| family.revisions.len()) + 1;
    let malformed = |error: serde_json::Error| client_error(ErrorKind::InvalidRequest, error.to_string());
    let mut document = serde_json::to_value(request).map_err(malformed)?;
    if let Some(members) = document.as_object_mut() {
        members.remove("tags");
    }
    let mut definition: TaskDefinition = serde_json::from_value(document).map_err(malformed)?;
    definition.task_definition_arn = Some(world.arn("ecs", &format!("task-definition/{}:{number}", request.family)));
    definition.revision = i32::try_from(number).ok();
    definition.status = Some(TaskDefinitionStatus::Active);
    definition.registered_at = Some(world.now);
    definition.registered_by = Some(format!("arn:aws:iam::{}:user/simulator", world.scope.account));
    add_defaults(&mut definition);
    let definition = Arc::new(definition);
    world.note(format!("task definition {}:{number} registered", request.family));
    let family = world.ecs.families.entry(request.family.clone()).or_default();
    family.revisions.push(Revision { definition: definition.clone(), tags: tags.clone() });
    Ok(shapes::RegisterTaskDefinitionResponse { task_definition: Some((*definition).clone()), tags, ..Default::default() })
}

fn check(request: &shapes::RegisterTaskDefinition) -> Result<()> {
    let refused: Vec<_> =
        rules::task_definition::check(request).into_iter().filter(|finding| finding.severity == rules::Severity::Error).collect();
    if refused.is_empty() {
        return Ok(());
    }
    Err(rules::to_error(&refused).with_code("ClientException"))
}

/// What AWS fills in: it shows in every description, and is no change.
fn add_defaults(definition: &mut TaskDefinition) {
    let wanted = &definition.requires_compatibilities;
    definition.network_mode.get_or_insert(NetworkMode::Bridge);
    if definition.compatibilities.is_empty() {
        let awsvpc = definition.network_mode == Some(NetworkMode::Awsvpc);
        let on_fargate = facts::fits_fargate(definition.network_mode.as_ref(), definition.cpu.as_deref(), definition.memory.as_deref());
        definition.compatibilities = match (wanted.is_empty(), awsvpc) {
            (false, _) => wanted.clone(),
            // Instances outside of AWS have no awsvpc.
            (true, false) => vec![Compatibility::External, Compatibility::Ec2],
            (true, true) if on_fargate => vec![Compatibility::Ec2, Compatibility::Fargate],
            (true, true) => vec![Compatibility::Ec2],
        };
        if awsvpc && !definition.compatibilities.contains(&Compatibility::Ec2) {
            definition.compatibilities.insert(0, Compatibility::Ec2);
        }
    }
    for container in &mut definition.container_definitions {
        container.cpu.get_or_insert(0);
        container.essential.get_or_insert(true);
        container.environment.get_or_insert_default();
        container.mount_points.get_or_insert_default();
        container.volumes_from.get_or_insert_default();
        for mapping in container.port_mappings.get_or_insert_default() {
            mapping.protocol.get_or_insert(shapes::TransportProtocol::Tcp);
            if definition.network_mode != Some(NetworkMode::Bridge) && mapping.host_port.is_none() {
                mapping.host_port = mapping.container_port;
            }
        }
    }
}

/// A deleted revision stays as long as services or tasks have it.
fn is_there(world: &World, revision: &Revision) -> bool {
    if revision.definition.status != Some(TaskDefinitionStatus::DeleteInProgress) {
        return true;
    }
    let arn = &revision.definition.task_definition_arn;
    let mut services = world.ecs.services.iter().filter(|service| service.status != "INACTIVE");
    revision.definition.delete_requested_at >= Some(world.now)
        || services.any(|service| {
            let mut rollouts = service.rollouts.iter().map(|rollout| &service.revisions[rollout.revision]);
            rollouts.any(|revision| revision.definition.task_definition_arn == *arn)
        })
        || world.ecs.tasks.values().any(|task| task.stopped_at.is_none() && task.definition.task_definition_arn == *arn)
}

/// Family and index of `family:revision` or an ARN.
pub(super) fn position(name: &str) -> Option<(&str, usize)> {
    let (family, revision) = last_part(name).rsplit_once(':')?;
    Some((family, revision.parse::<usize>().ok()?.checked_sub(1)?))
}

/// Find `family`, `family:revision` or an ARN.
fn find<'a>(world: &'a World, name: &str) -> Option<&'a Revision> {
    let name = last_part(name);
    match name.rsplit_once(':') {
        Some(_) => {
            let (family, index) = position(name)?;
            world.ecs.families.get(family)?.revisions.get(index).filter(|revision| is_there(world, revision))
        }
        None => world.ecs.families.get(name)?.latest_active(),
    }
}

/// The definition that a service has already: it must exist.
pub(crate) fn of_service(world: &World, name: &str) -> Result<Definition> {
    let revision = find(world, name).ok_or_else(|| client_error(ErrorKind::NotFound, "TaskDefinition not found."))?;
    Ok(revision.definition.clone())
}

/// The definition for a service: it must exist and be active.
pub(crate) fn for_service(world: &World, name: &str) -> Result<Definition> {
    let revision = find(world, name).ok_or_else(|| client_error(ErrorKind::NotFound, "TaskDefinition not found."))?;
    if !is_active(&revision.definition) {
        return Err(client_error(ErrorKind::InvalidRequest, "TaskDefinition is inactive"));
    }
    Ok(revision.definition.clone())
}

pub(crate) fn describe(world: &World, request: &shapes::DescribeTaskDefinition) -> Result<shapes::DescribeTaskDefinitionResponse> {
    let unknown = || client_error(ErrorKind::NotFound, "Unable to describe task definition.");
    let revision = find(world, &request.task_definition).ok_or_else(unknown)?;
    let with_tags = request.include.as_ref().is_some_and(|include| include.contains(&TaskDefinitionField::Tags));
    Ok(shapes::DescribeTaskDefinitionResponse {
        task_definition: Some((*revision.definition).clone()),
        tags: if with_tags { revision.tags.clone() } else { Vec::new() },
        ..Default::default()
    })
}

pub(crate) fn deregister(
    world: &mut World,
    request: &shapes::DeregisterTaskDefinition,
) -> Result<shapes::DeregisterTaskDefinitionResponse> {
    let name = last_part(&request.task_definition).to_owned();
    let now = world.now;
    let unknown = || client_error(ErrorKind::NotFound, "Unable to describe task definition.");
    if !name.contains(':') {
        return Err(client_error(ErrorKind::InvalidRequest, "Missing revision."));
    }
    let (family, index) = position(&name).ok_or_else(unknown)?;
    if find(world, &name).is_none() {
        return Err(unknown());
    }
    let revision = world.ecs.families.get_mut(family).and_then(|family| family.revisions.get_mut(index)).ok_or_else(unknown)?;
    let mut definition = (*revision.definition).clone();
    if definition.status == Some(TaskDefinitionStatus::DeleteInProgress) {
        return Err(client_error(ErrorKind::InvalidRequest, "The specified task definition is being deleted."));
    }
    definition.status = Some(TaskDefinitionStatus::Inactive);
    definition.deregistered_at = Some(now);
    revision.definition = Arc::new(definition.clone());
    Ok(shapes::DeregisterTaskDefinitionResponse { task_definition: Some(definition), ..Default::default() })
}

/// Delete revisions that were deregistered before.
pub(crate) fn delete(world: &mut World, request: &shapes::DeleteTaskDefinitions) -> Result<shapes::DeleteTaskDefinitionsResponse> {
    super::describe::at_most(&request.task_definitions, 10, "taskDefinitions")?;
    let now = world.now;
    let mut reply = shapes::DeleteTaskDefinitionsResponse::default();
    for wanted in &request.task_definitions {
        let (family, index) = position(wanted).ok_or_else(|| client_error(ErrorKind::InvalidRequest, "Missing revision."))?;
        let arn = world.arn("ecs", &format!("task-definition/{family}:{}", index + 1));
        let reason = match find(world, wanted) {
            None => "The specified task definition was not found. Specify a valid account, family, revision and try again.",
            Some(revision) if is_active(&revision.definition) => {
                "The specified task definition is still in ACTIVE status. Please deregister the target and try again."
            }
            Some(_) => "",
        };
        if !reason.is_empty() {
            reply.failures.push(shapes::Failure { arn: Some(arn), reason: Some(reason.into()), ..Default::default() });
            continue;
        }
        let Some(revision) = world.ecs.families.get_mut(family).and_then(|family| family.revisions.get_mut(index)) else { continue };
        let mut definition = (*revision.definition).clone();
        definition.status = Some(TaskDefinitionStatus::DeleteInProgress);
        definition.delete_requested_at.get_or_insert(now);
        revision.definition = Arc::new(definition.clone());
        reply.task_definitions.push(definition);
    }
    Ok(reply)
}

/// Families with revisions that are there.
pub(crate) fn families(world: &World, request: &shapes::ListTaskDefinitionFamilies) -> Result<shapes::ListTaskDefinitionFamiliesResponse> {
    let prefix = request.family_prefix.as_deref().unwrap_or_default();
    let wanted = |family: &Family| {
        let active = family.latest_active().is_some();
        match request.status {
            Some(shapes::TaskDefinitionFamilyStatus::Active) => active,
            Some(shapes::TaskDefinitionFamilyStatus::Inactive) => !active,
            _ => true,
        }
    };
    let there = |family: &Family| family.revisions.iter().any(|revision| is_there(world, revision));
    let all = world.ecs.families.iter().filter(|(name, family)| name.starts_with(prefix) && wanted(family) && there(family));
    let names: Vec<_> = all.map(|(name, _)| name.clone()).collect();
    let (families, next_token) = page(&names, request.next_token.as_deref(), request.max_results, 100)?;
    Ok(shapes::ListTaskDefinitionFamiliesResponse { families, next_token, ..Default::default() })
}

pub(crate) fn list(world: &World, request: &shapes::ListTaskDefinitions) -> Result<shapes::ListTaskDefinitionsResponse> {
    let status = request.status.clone().unwrap_or(TaskDefinitionStatus::Active);
    let families = world.ecs.families.iter().filter(|(name, _)| request.family_prefix.as_ref().is_none_or(|prefix| *name == prefix));
    let revisions = families.flat_map(|(_, family)| family.revisions.iter());
    let mut arns: Vec<_> = revisions
        .filter(|revision| revision.definition.status.as_ref() == Some(&status) && is_there(world, revision))
        .filter_map(|revision| revision.definition.task_definition_arn.clone())
        .collect();
    if request.sort == Some(shapes::SortOrder::Desc) {
        arns.reverse();
    }
    let (task_definition_arns, next_token) = page(&arns, request.next_token.as_deref(), request.max_results, 100)?;
    Ok(shapes::ListTaskDefinitionsResponse { task_definition_arns, next_token, ..Default::default() })
}

/// The tags that a definition has now.
pub(crate) fn tags(world: &World, definition: &Definition) -> Vec<shapes::Tag> {
    let revision = definition.task_definition_arn.as_deref().and_then(|arn| find(world, arn));
    revision.map(|revision| revision.tags.clone()).unwrap_or_default()
}

/// The tags of a task definition, to be changed.
pub(crate) fn tags_mut<'a>(world: &'a mut World, name: &str) -> Option<&'a mut Vec<shapes::Tag>> {
    let (family, index) = position(name)?;
    Some(&mut world.ecs.families.get_mut(family)?.revisions.get_mut(index)?.tags)
}
