//! What a lifecycle policy would do, and its doing: previews, and the daily evaluation.

use super::{
    Moves, cut, images,
    lifecycle::{self, Candidate},
    lifecycle_policy::{self, Policy},
    page_size, policies,
    repositories::{self, Held},
};
use crate::{
    backends::simulator::world::{Happens, World, aws_error},
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::ecr::{
        GetLifecyclePolicyPreview, GetLifecyclePolicyPreviewResponse, ImageActionType, LifecyclePolicyPreviewResult,
        LifecyclePolicyPreviewStatus, LifecyclePolicyPreviewSummary, LifecyclePolicyRuleAction, LifecyclePolicyStorageClass,
        LifecyclePolicyTargetStorageClass, StartLifecyclePolicyPreview, StartLifecyclePolicyPreviewResponse, TagStatus,
        TransitioningImageTotalCount,
    },
};
use std::time::Duration;

/// How long a preview takes.
const TAKES: Duration = Duration::from_secs(5);
/// A policy acts this long after it was put, and again after as long.
const EVERY: Duration = Duration::from_hours(24);

/// A preview of a repository.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Preview {
    text: String,
    completes_at: Timestamp,
    results: Vec<LifecyclePolicyPreviewResult>,
}

fn touched(held: &Held, policy: &Policy, now: Timestamp) -> Vec<(String, i32)> {
    let candidates: Vec<Candidate<'_>> = held
        .images
        .iter()
        .map(|(digest, image)| Candidate {
            digest,
            tags: &image.tags,
            pushed_at: image.pushed_at,
            pulled_at: image.pulled_at,
            archived_at: image.archived_at,
            in_index: image.parents > 0,
        })
        .collect();
    lifecycle::evaluate(policy, &candidates, now)
}

fn is_transition(policy: &Policy, priority: i32) -> bool {
    policy.rules.iter().any(|rule| rule.priority == priority && rule.transition)
}

fn result(held: &Held, policy: &Policy, digest: &str, priority: i32) -> LifecyclePolicyPreviewResult {
    let image = &held.images[digest];
    let transition = is_transition(policy, priority);
    LifecyclePolicyPreviewResult {
        image_tags: image.tags.iter().cloned().collect(),
        image_digest: Some(digest.to_owned()),
        image_pushed_at: Some(image.pushed_at),
        action: Some(LifecyclePolicyRuleAction {
            r#type: Some(if transition { ImageActionType::Transition } else { ImageActionType::Expire }),
            target_storage_class: transition.then_some(LifecyclePolicyTargetStorageClass::Archive),
            ..LifecyclePolicyRuleAction::default()
        }),
        applied_rule_priority: Some(priority),
        storage_class: Some(if image.archived_at.is_some() {
            LifecyclePolicyStorageClass::Archive
        } else {
            LifecyclePolicyStorageClass::Standard
        }),
        ..LifecyclePolicyPreviewResult::default()
    }
}

pub(super) fn start(world: &mut World, request: &StartLifecyclePolicyPreview) -> Result<StartLifecyclePolicyPreviewResponse> {
    let (now, name) = (world.now, &request.repository_name);
    let held = repositories::find(world, request.registry_id.as_ref(), name)?;
    if held.preview.as_ref().is_some_and(|preview| preview.completes_at > now) {
        let message = "The previous lifecycle policy preview request has not completed. Wait and try again.";
        return Err(aws_error(ErrorKind::Conflict, "LifecyclePolicyPreviewInProgressException", message));
    }
    let (text, policy) = match (&request.lifecycle_policy_text, &held.lifecycle) {
        (Some(text), _) => (text.clone(), lifecycle_policy::parse(text)?),
        (None, Some(lifecycle)) => (lifecycle.text.clone(), lifecycle.policy.clone()),
        (None, None) => return Err(policies::no_lifecycle(world, name)),
    };
    let results = touched(held, &policy, now).iter().map(|(digest, priority)| result(held, &policy, digest, *priority)).collect();
    let held = repositories::find_mut(world, request.registry_id.as_ref(), name)?;
    held.preview = Some(Preview { text: text.clone(), completes_at: now + TAKES, results });
    Ok(StartLifecyclePolicyPreviewResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(name.clone()),
        lifecycle_policy_text: Some(text),
        status: Some(LifecyclePolicyPreviewStatus::InProgress),
        ..StartLifecyclePolicyPreviewResponse::default()
    })
}

pub(super) fn get(world: &World, request: &GetLifecyclePolicyPreview) -> Result<GetLifecyclePolicyPreviewResponse> {
    let name = &request.repository_name;
    let held = repositories::find(world, request.registry_id.as_ref(), name)?;
    let Some(preview) = &held.preview else {
        let message = format!(
            "Lifecycle policy preview does not exist for the repository with name '{name}' in the registry with id '{}'",
            world.scope.account
        );
        return Err(aws_error(ErrorKind::NotFound, "LifecyclePolicyPreviewNotFoundException", message));
    };
    let mut reply = GetLifecyclePolicyPreviewResponse {
        registry_id: held.shape.registry_id.clone(),
        repository_name: Some(name.clone()),
        lifecycle_policy_text: Some(preview.text.clone()),
        status: Some(LifecyclePolicyPreviewStatus::InProgress),
        ..GetLifecyclePolicyPreviewResponse::default()
    };
    if preview.completes_at > world.now {
        return Ok(reply);
    }
    let size = page_size(request.max_results, 100, 100)?;
    let ids = request.image_ids.as_deref().unwrap_or_default();
    let tag = request.filter.as_ref().and_then(|filter| filter.tag_status.as_ref());
    let wanted = |result: &&LifecyclePolicyPreviewResult| {
        let tagged = match tag {
            Some(TagStatus::Tagged) => !result.image_tags.is_empty(),
            Some(TagStatus::Untagged) => result.image_tags.is_empty(),
            _ => true,
        };
        let named = |id| images::find(held, id).is_some_and(|(digest, _)| result.image_digest.as_ref() == Some(digest));
        tagged && (ids.is_empty() || ids.iter().any(named))
    };
    let skipped: usize = match request.next_token.as_deref() {
        None => 0,
        Some(token) => token.parse().map_err(|_| super::invalid("The next token is not valid"))?,
    };
    let numbered: Vec<_> = preview.results.iter().filter(wanted).enumerate().skip(skipped).take(size + 1).collect();
    let (page, next) = cut(numbered, size, |(index, _)| (index + 1).to_string());
    reply.status = Some(LifecyclePolicyPreviewStatus::Complete);
    reply.preview_results = page.into_iter().map(|(_, result)| result.clone()).collect();
    reply.next_token = next;
    let archived =
        preview.results.iter().filter(|result| result.action.as_ref().is_some_and(|action| action.target_storage_class.is_some())).count();
    let count = TransitioningImageTotalCount {
        target_storage_class: Some(LifecyclePolicyTargetStorageClass::Archive),
        image_total_count: Some(archived as i32),
        ..TransitioningImageTotalCount::default()
    };
    reply.summary = Some(LifecyclePolicyPreviewSummary {
        expiring_image_total_count: Some((preview.results.len() - archived) as i32),
        transitioning_image_total_counts: if archived > 0 { vec![count] } else { Vec::new() },
        ..LifecyclePolicyPreviewSummary::default()
    });
    Ok(reply)
}

/// Schedule the next time that a policy acts.
pub(super) fn plan(world: &mut World, repository: &str, generation: u64) {
    world.schedule(EVERY, Happens::Ecr(Moves::Lifecycle { repository: repository.to_owned(), generation }));
}

/// Let a policy act on its repository.
pub(super) fn act(world: &mut World, repository: &str, generation: u64) {
    let now = world.now;
    let Some(held) = world.ecr.repositories.get_mut(repository) else { return };
    let Some(mut lifecycle) = held.lifecycle.take() else { return };
    let current = lifecycle.generation == generation;
    let mut notes = Vec::new();
    if current {
        lifecycle.evaluated_at = Some(now);
        for (digest, priority) in touched(held, &lifecycle.policy, now) {
            if is_transition(&lifecycle.policy, priority) {
                if let Some(image) = held.images.get_mut(&digest) {
                    image.archived_at = Some(now);
                }
                notes.push(format!("lifecycle policy of {repository} archived {digest} by rule {priority}"));
            } else {
                remove(held, &digest);
                notes.push(format!("lifecycle policy of {repository} expired {digest} by rule {priority}"));
            }
        }
    }
    held.lifecycle = Some(lifecycle);
    for note in notes {
        world.note(note);
    }
    if current {
        plan(world, repository, generation);
    }
}

/// Take an image out of its repository, with its tags.
pub(super) fn remove(held: &mut Held, digest: &str) {
    let Some(image) = held.images.remove(digest) else { return };
    for tag in &image.tags {
        held.by_tag.remove(tag);
    }
    for child in &image.children {
        if let Some(child) = held.images.get_mut(child) {
            child.parents = child.parents.saturating_sub(1);
        }
    }
}
