//! What becomes of the services that a run changes.

use super::what_if::WhatIf;
use crate::{
    backend::Scope,
    backends::simulator::{Metered, Standing},
    plan::PlannedWrite,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which state holds when a course is over and everything that moves by itself has had half an hour to settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceStanding {
    /// The task definition that it had before, with every wanted task healthy.
    Former,
    /// Another task definition than before, with every wanted task healthy.
    New,
    /// A deployment goes on or has failed without an end, or tasks are missing.
    Open,
    /// There is no such service.
    Gone,
}

/// A service in one course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceCourse {
    /// Account.
    pub account: String,
    /// Region.
    pub region: String,
    /// Name of its cluster.
    pub cluster: String,
    /// Name.
    pub service: String,
    /// Which state holds in the end.
    pub holds: ServiceStanding,
    /// ARN of the task definition before; none, if the run makes the service.
    pub task_definition_before: Option<String>,
    /// ARN of the task definition in the end.
    pub task_definition: Option<String>,
    /// Tasks wanted in the end.
    pub desired: i32,
    /// Healthy tasks that its health percents keep.
    pub minimum: i32,
    /// Healthy tasks in the end.
    pub healthy: i32,
    /// The most tasks that were there at once, those that start and stop too.
    pub peak_tasks: u32,
    /// The most tasks that ran at once.
    pub peak_running: u32,
    /// The fewest tasks that ran, of whatever revision; none, if the run makes the service.
    pub lowest_running: Option<u32>,
    /// Tasks in the end that run what did not run before.
    pub new_tasks: i32,
    /// Target groups that requests arrive at and that have no healthy target in the end.
    pub unserved: Vec<String>,
}

/// Account and Region, cluster and name of the service that a write is to.
pub(super) fn named(write: &PlannedWrite) -> Option<(Scope, String, String)> {
    let last = |text: &str| text.rsplit('/').next().unwrap_or(text).to_owned();
    let resource = write.resource.as_deref()?;
    let (cluster, name) = match write.action.as_str() {
        "ecs:UpdateService" | "ecs:CreateService" | "ecs:DeleteService" => {
            (write.cluster.as_deref().map_or_else(|| "default".to_owned(), last), last(resource))
        }
        "ecs:StopServiceDeployment" | "ecs:ContinueServiceDeployment" => {
            let mut parts = resource.rsplit('/').skip(1).map(str::to_owned);
            let name = parts.next()?;
            (parts.next()?, name)
        }
        _ => return None,
    };
    Some((Scope::new(&write.account, &write.region), cluster, name))
}

/// The services that are written to, as they stand.
pub(super) fn concerned<'a>(writes: &[PlannedWrite], metered: &'a [Metered]) -> Vec<(&'a Scope, &'a Standing)> {
    let named: BTreeSet<_> = writes.iter().filter_map(named).collect();
    let all = metered.iter().flat_map(|metered| metered.services.iter().map(move |service| (&metered.scope, service)));
    let mut found: Vec<(&Scope, &Standing)> = Vec::new();
    let mut places: BTreeMap<(&Scope, &str, &str), usize> = BTreeMap::new();
    for (scope, standing) in all {
        if !named.contains(&(scope.clone(), standing.cluster.clone(), standing.name.clone())) {
            continue;
        }
        // One that was made again has the name of the one before it: the latest counts.
        let place = *places.entry((scope, &standing.cluster, &standing.name)).or_insert(found.len());
        if place < found.len() {
            found[place] = (scope, standing);
        } else {
            found.push((scope, standing));
        }
    }
    found
}

/// Whether nothing moves any more by itself.
pub(super) fn is_settled(standing: &Standing) -> bool {
    standing.now.as_ref().is_none_or(|now| now.settled && now.healthy == now.desired && now.running == now.desired)
}

impl ServiceCourse {
    pub(super) fn of(scope: &Scope, standing: &Standing) -> Self {
        let Standing { cluster, name, usage, now } = standing;
        let before = usage.before.as_ref().map(|before| before.definition.clone());
        let count = |number: i64| u32::try_from(number).unwrap_or(0);
        let holds = match now {
            None => ServiceStanding::Gone,
            Some(now) if !now.settled || now.healthy < now.desired => ServiceStanding::Open,
            Some(now) if before.as_ref() == Some(&now.definition) => ServiceStanding::Former,
            Some(_) => ServiceStanding::New,
        };
        let of = |number: fn(&crate::backends::simulator::ServiceNow) -> i32| now.as_ref().map_or(0, number);
        Self {
            account: scope.account.clone(),
            region: scope.region.clone(),
            cluster: cluster.clone(),
            service: name.clone(),
            holds,
            task_definition_before: before,
            task_definition: now.as_ref().map(|now| now.definition.clone()),
            desired: of(|now| now.desired),
            minimum: of(|now| now.minimum),
            healthy: of(|now| now.healthy),
            peak_tasks: count(usage.peak_present),
            peak_running: count(usage.peak_running),
            lowest_running: usage.lowest_running.map(count),
            new_tasks: of(|now| now.new),
            unserved: now.as_ref().filter(|now| now.desired > 0).map(|now| now.unserved.clone()).unwrap_or_default(),
        }
    }

    /// Why it is not in a safe state after a fault; nothing, if it is. `expected` is how it ends without the fault.
    pub(super) fn unsafe_after(&self, what_if: &WhatIf, expected: Option<&Self>) -> Vec<String> {
        let mut why = Vec::new();
        let name = format!("service {}", self.service);
        match self.holds {
            ServiceStanding::Open => why.push(format!(
                "{name} is in no proven state after half an hour: {} of {} tasks are healthy, {} of them new",
                self.healthy, self.desired, self.new_tasks
            )),
            ServiceStanding::Gone
                if self.task_definition_before.is_some() && expected.is_none_or(|known| known.holds != ServiceStanding::Gone) =>
            {
                why.push(format!("{name} is gone"));
            }
            ServiceStanding::New | ServiceStanding::Former if what_if.is_bad_image() && self.new_tasks > 0 => {
                why.push(format!("{name} goes on with {} tasks of it: nothing noticed", self.new_tasks));
            }
            _ => {}
        }
        why.extend(self.unserved());
        why
    }

    /// Requests that nobody answers.
    pub(super) fn unserved(&self) -> impl Iterator<Item = String> {
        self.unserved.iter().map(|group| format!("service {}: requests arrive at {group}, which has no healthy target", self.service))
    }
}
