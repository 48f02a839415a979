//! Log groups: created, described, deleted, and how long they keep events.

use super::{bad_token, invalid, limit, no_group, streams::Stream, tags, unfit};
use crate::{
    backends::simulator::{
        page::page,
        world::{World, aws_error},
    },
    clock::Timestamp,
    error::{ErrorKind, Result},
    model::logs::{
        CreateLogGroup, CreateLogGroupResponse, DeleteLogGroup, DeleteLogGroupResponse, DeleteRetentionPolicy,
        DeleteRetentionPolicyResponse, DescribeLogGroups, DescribeLogGroupsResponse, LogGroup, LogGroupClass, PutRetentionPolicy,
        PutRetentionPolicyResponse,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The retentions that there are, in days.
const RETENTIONS: [i32; 22] = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
pub(super) const DAY: i64 = 24 * 3_600_000;

/// A log group.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Group {
    pub(super) created_at: Timestamp,
    pub(super) class: Option<LogGroupClass>,
    pub(super) key: Option<String>,
    pub(super) protected: bool,
    pub(super) retention: Option<i32>,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) streams: BTreeMap<String, Stream>,
}

impl Group {
    pub(super) fn new(now: Timestamp) -> Self {
        Self { created_at: now, ..Self::default() }
    }

    /// The moment before which events are no longer kept.
    pub(super) fn oldest(&self, now: Timestamp) -> i64 {
        self.retention.map_or(i64::MIN, |days| now.0 - i64::from(days) * DAY)
    }

    /// Drop the events that are older than the retention.
    pub(super) fn expire(&mut self, now: Timestamp) {
        let oldest = self.oldest(now);
        for stream in self.streams.values_mut() {
            stream.events.retain(|event| event.timestamp >= oldest);
        }
    }
}

/// 1-512 letters, digits and `.-_/#`.
fn check_name(name: &str) -> Result<()> {
    if !(1..=512).contains(&name.len()) {
        return Err(unfit("logGroupName", name, "have length between 1 and 512"));
    }
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_/#".contains(&byte)) {
        return Err(unfit("logGroupName", name, r"satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+"));
    }
    Ok(())
}

pub(super) fn create(world: &mut World, request: &CreateLogGroup) -> Result<CreateLogGroupResponse> {
    let name = &request.log_group_name;
    check_name(name)?;
    let mut group = Group {
        created_at: world.now,
        class: request.log_group_class.clone(),
        key: request.kms_key_id.clone(),
        protected: request.deletion_protection_enabled == Some(true),
        ..Group::default()
    };
    if let Some(LogGroupClass::Unknown(other)) = &request.log_group_class {
        return Err(unfit("logGroupClass", other, "satisfy enum value set: [STANDARD, INFREQUENT_ACCESS, DELIVERY, ESSENTIALS]"));
    }
    tags::add(&mut group.tags, request.tags.iter().flatten())?;
    if world.logs.groups.contains_key(name) {
        return Err(aws_error(ErrorKind::Conflict, "ResourceAlreadyExistsException", "The specified log group already exists"));
    }
    world.logs.groups.insert(name.clone(), group);
    Ok(CreateLogGroupResponse::default())
}

pub(super) fn delete(world: &mut World, request: &DeleteLogGroup) -> Result<DeleteLogGroupResponse> {
    if find(world, &request.log_group_name)?.protected {
        let message = "The specified log group has deletion protection enabled and cannot be deleted.";
        return Err(aws_error(ErrorKind::Conflict, "ValidationException", message));
    }
    world.logs.groups.remove(&request.log_group_name);
    Ok(DeleteLogGroupResponse::default())
}

pub(super) fn describe(world: &mut World, request: &DescribeLogGroups) -> Result<DescribeLogGroupsResponse> {
    let size = limit(request.limit, 50)?;
    if request.log_group_name_prefix.is_some() && request.log_group_name_pattern.is_some() {
        return Err(invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."));
    }
    let prefix = request.log_group_name_prefix.as_deref().unwrap_or_default();
    let pattern = request.log_group_name_pattern.as_deref().unwrap_or_default();
    let named = request.log_group_identifiers.as_ref().map(|all| all.iter().map(|one| name_of(one)).collect::<Vec<_>>());
    let now = world.now;
    for group in world.logs.groups.values_mut() {
        group.expire(now);
    }
    let fits = |name: &String, group: &Group| {
        name.starts_with(prefix)
            && name.contains(pattern)
            && named.as_ref().is_none_or(|named| named.contains(&name.as_str()))
            && request.log_group_class.as_ref().is_none_or(|class| *class == *group.class.as_ref().unwrap_or(&LogGroupClass::Standard))
    };
    let groups = world.logs.groups.iter().filter(|(name, group)| fits(name, group));
    let shapes = groups.map(|(name, group)| (name.clone(), shape(world, name, group))).collect();
    let (log_groups, next_token) = page(shapes, false, request.next_token.as_deref(), size).ok_or_else(bad_token)?;
    Ok(DescribeLogGroupsResponse { log_groups, next_token, ..DescribeLogGroupsResponse::default() })
}

fn shape(world: &World, name: &str, group: &Group) -> LogGroup {
    let arn = arn(world, name);
    LogGroup {
        log_group_name: Some(name.to_owned()),
        creation_time: Some(group.created_at.0),
        retention_in_days: group.retention,
        metric_filter_count: Some(0),
        arn: Some(format!("{arn}:*")),
        stored_bytes: Some(group.streams.values().flat_map(|stream| &stream.events).map(super::events::Event::size).sum()),
        kms_key_id: group.key.clone(),
        log_group_class: Some(group.class.clone().unwrap_or(LogGroupClass::Standard)),
        log_group_arn: Some(arn),
        deletion_protection_enabled: Some(group.protected),
        ..LogGroup::default()
    }
}

pub(super) fn arn(world: &World, name: &str) -> String {
    world.arn("logs", &format!("log-group:{name}"))
}

/// The name in an ARN of a log group, or the name itself.
pub(super) fn name_of(identifier: &str) -> &str {
    identifier.split_once(":log-group:").map_or(identifier, |(_, name)| name.trim_end_matches(":*"))
}

/// The group that a request names by `logGroupName` or `logGroupIdentifier`.
pub(super) fn named<'a>(name: Option<&'a String>, identifier: Option<&'a String>) -> Result<&'a str> {
    match (name, identifier) {
        (Some(name), None) => Ok(name),
        (None, Some(identifier)) => Ok(name_of(identifier)),
        _ => Err(invalid("Exactly one of logGroupName and logGroupIdentifier must be specified.")),
    }
}

/// A group, without the events that are no longer kept.
pub(super) fn find<'a>(world: &'a mut World, name: &str) -> Result<&'a mut Group> {
    let now = world.now;
    let group = world.logs.groups.get_mut(name).ok_or_else(no_group)?;
    group.expire(now);
    Ok(group)
}

pub(super) fn put_retention(world: &mut World, request: &PutRetentionPolicy) -> Result<PutRetentionPolicyResponse> {
    let days = request.retention_in_days;
    if !RETENTIONS.contains(&days) {
        let all: Vec<String> = RETENTIONS.iter().map(ToString::to_string).collect();
        return Err(unfit("retentionInDays", &days.to_string(), &format!("satisfy enum value set: [{}]", all.join(", "))));
    }
    find(world, &request.log_group_name)?.retention = Some(days);
    Ok(PutRetentionPolicyResponse::default())
}

pub(super) fn delete_retention(world: &mut World, request: &DeleteRetentionPolicy) -> Result<DeleteRetentionPolicyResponse> {
    find(world, &request.log_group_name)?.retention = None;
    Ok(DeleteRetentionPolicyResponse::default())
}
