//! Policies of repositories: who may use them, and how long images live.

use super::{
    constraint,
    lifecycle_policy::{self, Policy},
    preview, repositories,
};
use crate::{
    backends::simulator::world::{World, aws_error},
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::ecr::{
        DeleteLifecyclePolicy, DeleteLifecyclePolicyResponse, DeleteRepositoryPolicy, DeleteRepositoryPolicyResponse, GetLifecyclePolicy,
        GetLifecyclePolicyResponse, GetRepositoryPolicy, GetRepositoryPolicyResponse, PutLifecyclePolicy, PutLifecyclePolicyResponse,
        SetRepositoryPolicy, SetRepositoryPolicyResponse,
    },
};
use serde_json::Value;

/// The lifecycle policy of a repository.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Lifecycle {
    pub(super) text: String,
    pub(super) policy: Policy,
    pub(super) evaluated_at: Option<Timestamp>,
    pub(super) generation: u64,
}

/// The error for a lifecycle policy that is not there.
pub(super) fn no_lifecycle(world: &World, name: &str) -> Error {
    let message =
        format!("Lifecycle policy does not exist for the repository with name '{name}' in the registry with id '{}'", world.scope.account);
    aws_error(ErrorKind::NotFound, "LifecyclePolicyNotFoundException", message)
}

pub(super) fn put_lifecycle(world: &mut World, request: &PutLifecyclePolicy) -> Result<PutLifecyclePolicyResponse> {
    let policy = lifecycle_policy::parse(&request.lifecycle_policy_text)?;
    world.ecr.generation += 1;
    let generation = world.ecr.generation;
    let held = repositories::find_mut(world, request.registry_id.as_ref(), &request.repository_name)?;
    held.lifecycle = Some(Lifecycle { text: request.lifecycle_policy_text.clone(), policy, evaluated_at: None, generation });
    let registry_id = held.shape.registry_id.clone();
    preview::plan(world, &request.repository_name, generation);
    Ok(PutLifecyclePolicyResponse {
        registry_id,
        repository_name: Some(request.repository_name.clone()),
        lifecycle_policy_text: Some(request.lifecycle_policy_text.clone()),
        ..PutLifecyclePolicyResponse::default()
    })
}

pub(super) fn get_lifecycle(world: &World, request: &GetLifecyclePolicy) -> Result<GetLifecyclePolicyResponse> {
    let held = repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    let lifecycle = held.lifecycle.as_ref().ok_or_else(|| no_lifecycle(world, &request.repository_name))?;
    Ok(GetLifecyclePolicyResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(request.repository_name.clone()),
        lifecycle_policy_text: Some(lifecycle.text.clone()),
        last_evaluated_at: lifecycle.evaluated_at,
        ..GetLifecyclePolicyResponse::default()
    })
}

pub(super) fn delete_lifecycle(world: &mut World, request: &DeleteLifecyclePolicy) -> Result<DeleteLifecyclePolicyResponse> {
    let held = repositories::find_mut(world, request.registry_id.as_ref(), &request.repository_name)?;
    let registry_id = held.shape.registry_id.clone();
    let Some(lifecycle) = held.lifecycle.take() else { return Err(no_lifecycle(world, &request.repository_name)) };
    Ok(DeleteLifecyclePolicyResponse {
        registry_id,
        repository_name: Some(request.repository_name.clone()),
        lifecycle_policy_text: Some(lifecycle.text),
        last_evaluated_at: lifecycle.evaluated_at,
        ..DeleteLifecyclePolicyResponse::default()
    })
}

fn no_policy(account: &str, name: &str) -> Error {
    let message = format!("Repository policy does not exist for the repository with name '{name}' in the registry with id '{account}'");
    aws_error(ErrorKind::NotFound, "RepositoryPolicyNotFoundException", message)
}

/// Whether a text is a policy document: an object with statements that each have an effect, a principal and actions.
fn is_policy(text: &str) -> bool {
    let Ok(json) = serde_json::from_str::<Value>(text) else { return false };
    let statements = match &json["Statement"] {
        Value::Array(all) => all.as_slice(),
        one @ Value::Object(_) => std::slice::from_ref(one),
        _ => return false,
    };
    let either = |statement: &Value, one: &str, other: &str| statement[one].is_null() != statement[other].is_null();
    !statements.is_empty()
        && statements.iter().all(|statement| {
            matches!(statement["Effect"].as_str(), Some("Allow" | "Deny"))
                && either(statement, "Principal", "NotPrincipal")
                && either(statement, "Action", "NotAction")
        })
}

pub(super) fn set(world: &mut World, request: &SetRepositoryPolicy) -> Result<SetRepositoryPolicyResponse> {
    let held = repositories::find_mut(world, request.registry_id.as_ref(), &request.repository_name)?;
    if request.policy_text.len() > 10_240 || !is_policy(&request.policy_text) {
        return Err(constraint("PolicyText", "Invalid repository policy provided"));
    }
    held.policy = Some(request.policy_text.clone());
    Ok(SetRepositoryPolicyResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(request.repository_name.clone()),
        policy_text: Some(request.policy_text.clone()),
        ..SetRepositoryPolicyResponse::default()
    })
}

pub(super) fn get(world: &World, request: &GetRepositoryPolicy) -> Result<GetRepositoryPolicyResponse> {
    let held = repositories::find(world, request.registry_id.as_ref(), &request.repository_name)?;
    Ok(GetRepositoryPolicyResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(request.repository_name.clone()),
        policy_text: Some(held.policy.clone().ok_or_else(|| no_policy(&world.scope.account, &request.repository_name))?),
        ..GetRepositoryPolicyResponse::default()
    })
}

pub(super) fn delete(world: &mut World, request: &DeleteRepositoryPolicy) -> Result<DeleteRepositoryPolicyResponse> {
    let account = world.scope.account.clone();
    let held = repositories::find_mut(world, request.registry_id.as_ref(), &request.repository_name)?;
    let text = held.policy.take().ok_or_else(|| no_policy(&account, &request.repository_name))?;
    Ok(DeleteRepositoryPolicyResponse {
        registry_id: Some(account),
        repository_name: Some(request.repository_name.clone()),
        policy_text: Some(text),
        ..DeleteRepositoryPolicyResponse::default()
    })
}
