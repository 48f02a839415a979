//! What a plan stands on: what was read, so that it can be read again.

use super::Change;
use crate::rules::redact;
use crate::{
    backend::{Call, Cloud, Scope},
    error::{Error, ErrorKind, Result},
    layers::ReadOnly,
    mirror::Reading,
    operations::AnyOperation,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fmt::Write,
    sync::Arc,
};

/// One read of the cloud, and what it said that must still be so.
///
/// What changes by itself (counts, times, events) is left out, and what may be secret is not shown and not part of the digest:
/// a secret can't be guessed from it. Secrets that change are noticed by their version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BasisRead {
    /// Account that was read.
    pub account: String,
    /// Region that was read.
    pub region: String,
    /// The AWS action.
    pub action: String,
    /// The request in AWS's form.
    pub request: Value,
    /// Of a long list only the items that mention one of these count; all, if there are none.
    pub about: Vec<String>,
    /// What it said, in AWS's form; the code of an error is text.
    pub said: Value,
    /// SHA-256 of what it said.
    pub digest: String,
}

/// Reads that say only what changes by itself.
const VOLATILE: [&str; 14] = [
    "ecs:ListTasks",
    "ecs:DescribeTasks",
    "ecs:ListContainerInstances",
    "ecs:DescribeContainerInstances",
    "ecs:ListServices",
    "ecs:ListClusters",
    "elasticloadbalancing:DescribeTargetHealth",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListMetrics",
    "application-autoscaling:DescribeScalingActivities",
    "logs:GetLogEvents",
    "logs:FilterLogEvents",
    "logs:DescribeLogStreams",
];

/// Past deployments that count: older ones are forgotten by themselves.
const DEPLOYMENTS: usize = 10;

/// The basis of a plan from everything that was read for it.
pub(super) fn of(readings: &[Reading]) -> Vec<BasisRead> {
    let groups = Groups::of(readings);
    let mut seen = BTreeSet::new();
    let kept = readings.iter().filter(|reading| !VOLATILE.contains(&reading.action.as_str()));
    let first = kept.filter(|reading| seen.insert((&reading.scope, &reading.action, reading.request.to_string())));
    first
        .map(|reading| {
            let about = groups.about(reading);
            let said = match &reading.said {
                Ok(_) => lasting(&reading.action, &about, reading.reply().unwrap_or_default()),
                Err(code) => code.as_str().into(),
            };
            BasisRead {
                account: reading.scope.account.clone(),
                region: reading.scope.region.clone(),
                action: reading.action.clone(),
                request: reading.request.clone(),
                about,
                digest: digest(&said),
                said,
            }
        })
        .collect()
}

/// The target groups that a plan is about, by the load balancer that they can be behind.
struct Groups<'a> {
    /// By what the ARNs of a load balancer and its listeners have in common; by nothing, where it is not known.
    of_balancer: BTreeMap<String, BTreeSet<&'a str>>,
}

/// What of the reply of DescribeTargetGroups tells where a group is.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct LiveGroups {
    #[serde(default)]
    target_groups: Vec<LiveGroup>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct LiveGroup {
    target_group_arn: Option<String>,
    #[serde(default)]
    load_balancer_arns: Vec<String>,
}

/// What of the reply of DescribeServices tells which groups take turns.
#[derive(Deserialize)]
struct LiveServices {
    #[serde(default)]
    services: Vec<LiveService>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LiveService {
    #[serde(default)]
    load_balancers: Vec<TakesTurns>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TakesTurns {
    target_group_arn: Option<String>,
    advanced_configuration: Option<Alternate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Alternate {
    alternate_target_group_arn: Option<String>,
}

impl<'a> Groups<'a> {
    fn of(readings: &'a [Reading]) -> Self {
        fn read<T: serde::de::DeserializeOwned>(reading: &Reading) -> Option<T> {
            serde_json::from_str(reading.said.as_deref().ok()?).ok()
        }
        let said = |action: &'static str| readings.iter().filter(move |reading| reading.action == action);
        let mut behind: BTreeMap<String, String> = BTreeMap::new();
        for group in said("elasticloadbalancing:DescribeTargetGroups").filter_map(read::<LiveGroups>).flat_map(|live| live.target_groups) {
            if let (Some(arn), Some(balancer)) = (group.target_group_arn, group.load_balancer_arns.first()) {
                behind.insert(arn, path(balancer).to_owned());
            }
        }
        // One that is behind none yet will be behind that of the group it takes turns with.
        let services = said("ecs:DescribeServices").filter_map(read::<LiveServices>).flat_map(|live| live.services);
        for balancer in services.flat_map(|service| service.load_balancers) {
            let alternate = balancer.advanced_configuration.and_then(|advanced| advanced.alternate_target_group_arn);
            let both = [balancer.target_group_arn, alternate];
            let Some(known) = both.iter().flatten().find_map(|group| behind.get(group)).cloned() else { continue };
            for group in both.into_iter().flatten() {
                behind.entry(group).or_insert_with(|| known.clone());
            }
        }
        let mut of_balancer: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for group in said("elasticloadbalancing:DescribeTargetHealth").filter_map(|reading| reading.request["TargetGroupArn"].as_str()) {
            of_balancer.entry(behind.get(group).cloned().unwrap_or_default()).or_default().insert(group);
        }
        Self { of_balancer }
    }

    /// A load balancer may have a hundred rules of others: those groups that a list is about; nothing, if all of it counts.
    fn about(&self, reading: &Reading) -> Vec<String> {
        let request = &reading.request;
        let of = match reading.action.as_str() {
            "elasticloadbalancing:DescribeRules" => request["ListenerArn"].as_str(),
            "elasticloadbalancing:DescribeTargetGroups" => request["LoadBalancerArn"].as_str(),
            _ => return Vec::new(),
        };
        let mut found: BTreeSet<&str> = self.of_balancer.get("").cloned().unwrap_or_default();
        match of {
            Some(arn) => found.extend(self.of_balancer.get(path(arn)).into_iter().flatten()),
            // What is asked for by name counts whole.
            None if request["TargetGroupArns"].is_array() || request["RuleArns"].is_array() => return Vec::new(),
            None => found.extend(self.of_balancer.values().flatten()),
        }
        found.into_iter().map(str::to_owned).collect()
    }
}

/// `app/NAME/ID` of the ARN of a load balancer or of a listener of it.
fn path(arn: &str) -> &str {
    let rest = arn.split_once("loadbalancer/").or_else(|| arn.split_once("listener/")).map_or("", |(_, rest)| rest);
    rest.match_indices('/').nth(2).map_or(rest, |(at, _)| &rest[..at])
}

fn digest(said: &Value) -> String {
    Sha256::digest(said.to_string()).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What of a reply lasts.
fn lasting(action: &str, about: &[String], mut kept: Value) -> Value {
    strip(&mut kept);
    if action == "ecs:ListServiceDeployments"
        && let Some(deployments) = kept["serviceDeployments"].as_array_mut()
    {
        deployments.truncate(DEPLOYMENTS);
    }
    if !about.is_empty() {
        let about: HashSet<&str> = about.iter().map(String::as_str).collect();
        for list in kept.as_object_mut().into_iter().flat_map(Map::values_mut).filter_map(Value::as_array_mut) {
            list.retain(|item| mentions(item, &about));
        }
    }
    redact::hide(action, "", &mut kept, redact::Text::Hide);
    // In order, so that the same says the same.
    kept.sort_all_objects();
    kept
}

/// Whether one of these stands somewhere in it.
fn mentions(value: &Value, about: &HashSet<&str>) -> bool {
    match value {
        Value::String(text) => about.contains(text.as_str()),
        Value::Array(items) => items.iter().any(|item| mentions(item, about)),
        Value::Object(members) => members.values().any(|member| mentions(member, about)),
        _ => false,
    }
}

/// Take away the members that change by themselves.
fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, value| lasts(name, value));
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}

fn lasts(name: &str, value: &Value) -> bool {
    // Scaling sets how many tasks there are, but none at all is another thing.
    if name == "desiredCount" {
        return value.as_i64() == Some(0);
    }
    let settings = ["HealthyThresholdCount", "UnhealthyThresholdCount", "StartTime", "EndTime"];
    let counts = name.ends_with("Count") || name.ends_with("Counts") && name != "findingSeverityCounts" || name == "failedTasks";
    let times = ["At", "Date", "Time", "Timestamp"].iter().any(|end| name.ends_with(end)) || name.starts_with("lastRecorded");
    let texts = [
        "events",
        "statistics",
        "statusReason",
        "rolloutStateReason",
        "StateReason",
        "StateReasonData",
        "storedBytes",
        "nextToken",
        "NextToken",
        "NextMarker",
    ];
    settings.contains(&name) || !(counts || times || texts.contains(&name))
}

/// Read a basis again; an error names what says something else now.
pub(crate) async fn check(live: &Cloud, basis: &[BasisRead]) -> Result<()> {
    let live = live.clone().with(ReadOnly);
    let mut moved = Vec::new();
    for read in basis {
        let operation = AnyOperation::from_json(&read.action, read.request.clone())?;
        let scope = Scope::new(&read.account, &read.region);
        let call = Call::new(Arc::new(scope), operation, live.clock().now());
        let now = match live.backend().call(call).await {
            Ok(reply) => lasting(&read.action, &read.about, reply.to_json()),
            Err(error) if error.kind() == ErrorKind::NotFound => error.code().unwrap_or("NotFound").into(),
            Err(error) => return Err(error.while_("read again what the plan stands on")),
        };
        if digest(&now) != read.digest {
            let before = moved.len();
            differences("", &read.said, &now, &mut |path, before, after| {
                let shown = |value: Option<&Value>| value.map(|value| redact::shown(&read.action, path, value));
                moved.push((read.action.clone(), Change { path: path.to_owned(), before: shown(before), after: shown(after) }));
            });
            if moved.len() == before {
                // Somebody changed the plan: its digest is of something else.
                moved.push((
                    read.action.clone(),
                    Change { path: String::new(), before: Some(read.digest.clone()), after: Some(digest(&now)) },
                ));
            }
        }
    }
    let Some((action, first)) = moved.first() else { return Ok(()) };
    let resource = if first.path.is_empty() { action.clone() } else { first.path.clone() };
    let told: Vec<String> = moved.iter().take(MOST).map(|(action, change)| format!("{action}: {}", told(change))).collect();
    let rest = moved.len().saturating_sub(MOST);
    let more = if rest > 0 { format!("; and {rest} more") } else { String::new() };
    Err(Error::new(ErrorKind::Conflict, format!("the world has moved since the plan was made: {}{more}", told.join("; ")))
        .on(resource)
        .advise("Nothing was changed. Make a new plan."))
}

/// Whether two values say the same. A number that was kept by a language that knows no others has no fraction where it is whole.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    let mut same = true;
    differences("", one, other, &mut |_, _, _| same = false);
    same
}

/// Differences that an error names.
const MOST: usize = 10;

fn told(change: &Change) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "absent".into());
    let path = if change.path.is_empty() { "it" } else { &change.path };
    format!("{path} was {}, and is {}", text(&change.before), text(&change.after))
}

/// Where two values differ: a path each.
fn differences(path: &str, one: &Value, other: &Value, found: &mut impl FnMut(&str, Option<&Value>, Option<&Value>)) {
    match (one, other) {
        (Value::Object(ones), Value::Object(others)) => {
            let names: BTreeSet<&String> = ones.keys().chain(others.keys()).collect();
            for name in names {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match (ones.get(name), others.get(name)) {
                    (Some(one), Some(other)) => differences(&path, one, other, found),
                    (one, other) => found(&path, one, other),
                }
            }
        }
        (Value::Array(ones), Value::Array(others)) => {
            for index in 0..ones.len().max(others.len()) {
                let path = format!("{path}[{index}]");
                match (ones.get(index), others.get(index)) {
                    (Some(one), Some(other)) => differences(&path, one, other, found),
                    (one, other) => found(&path, one, other),
                }
            }
        }
        (Value::Number(one), Value::Number(other)) if one.as_f64() == other.as_f64() => {}
        _ if one == other => {}
        _ => found(path, Some(one), Some(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn counts_times_and_events_do_not_last_and_settings_do() {
        let service = |running: i32, desired: i32| {
            json!({"services": [{
                "serviceName": "web", "runningCount": running, "desiredCount": desired, "createdAt": 1.5,
                "events": [{"id": running}], "taskDefinition": "web:1",
            }]})
        };
        let said = |running, desired| lasting("ecs:DescribeServices", &[], service(running, desired));
        assert_eq!(said(1, 2), said(4, 7));
        assert_ne!(said(1, 2), said(1, 0));
        assert_eq!(said(1, 2), json!({"services": [{"serviceName": "web", "taskDefinition": "web:1"}]}));
        let group = json!({"TargetGroups": [{"HealthyThresholdCount": 3}]});
        assert_eq!(lasting("elasticloadbalancing:DescribeTargetGroups", &[], group.clone()), group);
    }

    #[test]
    fn the_rules_of_others_do_not_count() {
        let rules = |weight: i32| json!({"Rules": [{"RuleArn": "a", "to": "mine"}, {"RuleArn": "b", "to": "theirs", "Weight": weight}]});
        let said = |weight| lasting("elasticloadbalancing:DescribeRules", &["mine".to_owned()], rules(weight));
        assert_eq!(said(1), said(2));
    }

    #[test]
    fn a_whole_number_is_the_same_in_both_forms() {
        assert!(same(&json!({"percent": 10.0, "steps": [1, 2.5]}), &json!({"percent": 10, "steps": [1.0, 2.5]})));
        assert!(!same(&json!({"percent": 10.0}), &json!({"percent": 10.5})));
        assert!(!same(&json!({"percent": 10.0}), &json!({"percent": 10.0, "more": null})));
    }

    #[test]
    fn a_difference_has_a_path() {
        let mut found = Vec::new();
        let (one, other) = (json!({"a": [{"b": 1}], "c": 2}), json!({"a": [{"b": 3}, 4]}));
        differences("", &one, &other, &mut |path, before, after| found.push((path.to_owned(), before.cloned(), after.cloned())));
        assert_eq!(
            found,
            [("a[0].b".into(), Some(json!(1)), Some(json!(3))), ("a[1]".into(), None, Some(json!(4))), ("c".into(), Some(json!(2)), None)]
        );
    }
}
