//! The lifecycle policy: made from a readable form, compared by meaning, and tried on today's images.

use crate::{
    error::{Error, ErrorKind, Result},
    model::ecr,
    run::Run,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};

/// Which images go when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Lifecycle {
    /// Keep the newest images, and let untagged ones go after a while.
    Rules {
        /// How many of which images are kept.
        #[serde(default)]
        keep_last: Vec<KeepLast>,
        /// Days after which an image without a tag goes. They stay when absent.
        #[serde(default)]
        expire_untagged_after_days: Option<u32>,
    },
    /// This policy, in AWS's form.
    Document {
        /// The policy document.
        policy: Value,
    },
    /// Leave the policy that is there.
    Unmanaged,
}

/// Keep the newest of some images; the others go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepLast {
    /// How many are kept.
    pub count: u32,
    /// Patterns with `*`, such as `release-*`: it is about images that have tags for **all** of them. When empty, it is
    /// about all images that no other rule is about.
    #[serde(default)]
    pub patterns: Vec<String>,
}

impl Default for Lifecycle {
    /// Untagged images go after 14 days; of the others the last 100 are kept.
    fn default() -> Self {
        Self::Rules { keep_last: vec![KeepLast { count: 100, patterns: Vec::new() }], expire_untagged_after_days: Some(14) }
    }
}

/// What a lifecycle policy does to the images that were there when it was set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LifecyclePreview {
    /// Images that it deletes.
    pub would_expire: Vec<ExpiringImage>,
    /// Number of images that stay.
    pub kept: u32,
}

/// An image that a lifecycle policy deletes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ExpiringImage {
    /// Digest.
    pub digest: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Priority of the rule that deletes it.
    pub rule_priority: i32,
}

impl Lifecycle {
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Self::Unmanaged => Ok(()),
            Self::Document { policy } => check_document(policy),
            Self::Rules { keep_last, expire_untagged_after_days } => {
                let at = |index: usize, field: &str| format!("lifecycle.keep_last[{index}].{field}");
                if keep_last.is_empty() && expire_untagged_after_days.is_none() {
                    return Err(Error::invalid("lifecycle", "it has no rule").advise("Give a rule, or choose `unmanaged`."));
                }
                if *expire_untagged_after_days == Some(0) {
                    return Err(Error::invalid("lifecycle.expire_untagged_after_days", "it is at least 1"));
                }
                for (index, keep) in keep_last.iter().enumerate() {
                    if keep.count == 0 {
                        return Err(Error::invalid(at(index, "count"), "it is at least 1"));
                    }
                    if let Some(pattern) = keep.patterns.iter().find(|pattern| pattern.is_empty() || pattern.matches('*').count() > 4) {
                        return Err(Error::invalid(at(index, "patterns"), format!("`{pattern}` is not a pattern with at most four `*`")));
                    }
                    if keep_last[..index].iter().any(|before| before.patterns == keep.patterns) {
                        return Err(Error::invalid(at(index, "patterns"), "another rule is about the same images"));
                    }
                }
                check_document(&self.document().unwrap_or_default())
            }
        }
    }

    /// The policy document; `None` if the policy is not managed.
    pub(super) fn document(&self) -> Option<Value> {
        let (keep_last, untagged) = match self {
            Self::Unmanaged => return None,
            Self::Document { policy } => return Some(policy.clone()),
            Self::Rules { keep_last, expire_untagged_after_days } => (keep_last, expire_untagged_after_days),
        };
        let mut rules: Vec<Value> = Vec::new();
        let mut add = |description: String, selection: Value| {
            rules.push(
                json!({"rulePriority": rules.len() + 1, "description": description, "selection": selection, "action": {"type": "expire"}}),
            );
        };
        for keep in keep_last.iter().filter(|keep| !keep.patterns.is_empty()) {
            add(
                format!("Keep the last {} tagged {}", keep.count, keep.patterns.join(" and ")),
                json!({"tagStatus": "tagged", "tagPatternList": keep.patterns, "countType": "imageCountMoreThan", "countNumber": keep.count}),
            );
        }
        if let Some(days) = untagged {
            add(
                format!("Untagged images go after {days} days"),
                json!({"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": days}),
            );
        }
        // AWS wants the rule about any image last.
        for keep in keep_last.iter().filter(|keep| keep.patterns.is_empty()) {
            add(
                format!("Keep the last {}", keep.count),
                json!({"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": keep.count}),
            );
        }
        Some(json!({ "rules": rules }))
    }
}

fn check_document(policy: &Value) -> Result<()> {
    let wrong = |why: String| Error::invalid("lifecycle.policy", why);
    let Some(rules) = policy.get("rules").and_then(Value::as_array) else { return Err(wrong("it has no rules".into())) };
    if rules.is_empty() || rules.len() > 50 {
        return Err(wrong(format!("it has {} rules; ECR allows 1 to 50", rules.len())));
    }
    let mut seen = BTreeSet::new();
    for rule in rules {
        let Some(priority) = rule.get("rulePriority").and_then(Value::as_i64).filter(|priority| *priority > 0) else {
            return Err(wrong(format!("a rule has no rulePriority above 0: {rule}")));
        };
        if !seen.insert(priority) {
            return Err(wrong(format!("two rules have the priority {priority}")));
        }
        if rule["selection"]["countNumber"].as_i64().is_none_or(|number| number < 1) {
            return Err(wrong(format!("the countNumber of rule {priority} is not above 0")));
        }
    }
    let last = seen.last().copied();
    let any = rules.iter().filter(|rule| rule["selection"]["tagStatus"] == "any");
    if let Some(rule) = any.into_iter().find(|rule| rule["rulePriority"].as_i64() != last) {
        return Err(wrong(format!("rule {} is about any image; only the one with the highest number may be", rule["rulePriority"])));
    }
    match policy.to_string().len() {
        length if !(100..=30_720).contains(&length) => Err(wrong(format!("it has {length} characters; ECR allows 100 to 30720"))),
        _ => Ok(()),
    }
}

/// Whether two policies mean the same: the order of members, rules and tags does not matter.
pub(super) fn same(one: &str, other: &Value) -> bool {
    serde_json::from_str::<Value>(one).is_ok_and(|one| normal(one) == normal(other.clone()))
}

fn normal(mut policy: Value) -> Value {
    let Some(rules) = policy.get_mut("rules").and_then(Value::as_array_mut) else { return policy };
    rules.sort_by_key(|rule| rule["rulePriority"].as_i64());
    for rule in rules {
        let Some(selection) = rule.get_mut("selection").and_then(Value::as_object_mut) else { continue };
        if selection.get("storageClass").is_some_and(|class| class == "standard") {
            selection.shift_remove("storageClass");
        }
        for list in ["tagPatternList", "tagPrefixList"] {
            if let Some(tags) = selection.get_mut(list).and_then(Value::as_array_mut) {
                tags.sort_by_key(Value::to_string);
            }
        }
    }
    policy
}

const POLL: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_mins(10);

/// Find out what the policy would do to today's images. Nothing is deleted by it.
pub(super) async fn preview(run: &Run, repository: &str, policy: &Value) -> Result<LifecyclePreview> {
    let start = ecr::StartLifecyclePolicyPreview {
        repository_name: repository.to_owned(),
        lifecycle_policy_text: Some(policy.to_string()),
        ..Default::default()
    };
    run.send(start).await.map_err(|error| {
        if error.code() == Some("LifecyclePolicyPreviewInProgressException") {
            error.advise("Somebody else previews a policy of this repository; try again when that has ended.")
        } else {
            error
        }
    })?;
    let limit = run.now().await? + LONGEST;
    run.wait("lifecycle preview", async {
        let expiring = loop {
            match read_preview(run, repository, policy).await? {
                Some(expiring) => break expiring,
                None if run.cloud().clock().now() >= limit => {
                    return Err(unknown(repository, "it did not end within ten minutes"));
                }
                None => run.pause(POLL).await?,
            }
        };
        let images = count_images(run, repository).await?;
        Ok(LifecyclePreview { kept: images.saturating_sub(expiring.len() as u32), would_expire: expiring })
    })
    .await
}

fn unknown(repository: &str, why: &str) -> Error {
    Error::new(ErrorKind::Refused, format!("what the lifecycle policy would delete is not known: {why}"))
        .during("ecr:GetLifecyclePolicyPreview")
        .on(repository)
        .advise("Try again, or turn preview_lifecycle off to apply the policy unseen.")
}

/// All pages of the preview; `None` while it runs.
async fn read_preview(run: &Run, repository: &str, policy: &Value) -> Result<Option<Vec<ExpiringImage>>> {
    let (mut expiring, mut next_token) = (Vec::new(), None);
    loop {
        let get = ecr::GetLifecyclePolicyPreview {
            repository_name: repository.to_owned(),
            next_token,
            max_results: Some(100),
            ..Default::default()
        };
        let page = match run.observe(get).await {
            Ok(page) => page,
            // What was just started may not be seen yet.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if page.lifecycle_policy_text.as_deref().is_some_and(|text| !same(text, policy)) {
            return Ok(None);
        }
        match page.status {
            Some(ecr::LifecyclePolicyPreviewStatus::Complete) => {}
            Some(ecr::LifecyclePolicyPreviewStatus::InProgress) => return Ok(None),
            other => return Err(unknown(repository, &format!("the preview is {}", other.unwrap_or_default()))),
        }
        expiring.extend(page.preview_results.into_iter().filter_map(|image| {
            let expires = image.action.and_then(|action| action.r#type).is_none_or(|action| action == ecr::ImageActionType::Expire);
            expires.then(|| ExpiringImage {
                digest: image.image_digest.unwrap_or_default(),
                tags: image.image_tags,
                rule_priority: image.applied_rule_priority.unwrap_or_default(),
            })
        }));
        next_token = page.next_token.filter(|token| !token.is_empty());
        if next_token.is_none() {
            return Ok(Some(expiring));
        }
    }
}

async fn count_images(run: &Run, repository: &str) -> Result<u32> {
    let (mut count, mut next_token) = (0, None);
    loop {
        let describe =
            ecr::DescribeImages { repository_name: repository.to_owned(), next_token, max_results: Some(1000), ..Default::default() };
        let page = run.observe(describe).await?;
        count += page.image_details.len() as u32;
        next_token = page.next_token.filter(|token| !token.is_empty());
        if next_token.is_none() {
            return Ok(count);
        }
    }
}

pub(super) fn check_deletions(preview: &LifecyclePreview, allowed: Option<u32>) -> Result<()> {
    let Some(allowed) = allowed.filter(|allowed| preview.would_expire.len() > *allowed as usize) else { return Ok(()) };
    let named = |image: &ExpiringImage| match image.tags.first() {
        Some(tag) => format!("{tag} (rule {})", image.rule_priority),
        None => format!("{} (rule {})", image.digest, image.rule_priority),
    };
    let first: Vec<_> = preview.would_expire.iter().take(5).map(named).collect();
    let count = preview.would_expire.len();
    Err(Error::new(
        ErrorKind::Refused,
        format!("the lifecycle policy would delete {count} images of today's, {allowed} are allowed: {}", first.join(", ")),
    )
    .advise("Change the lifecycle rules, or raise max_deletions. Nothing was changed."))
}

#[cfg(test)]
#[path = "lifecycle_tests.rs"]
mod tests;
