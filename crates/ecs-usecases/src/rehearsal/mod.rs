//! [`Rehearsal`]: a use case is run on mirrors of the cloud before it is run in truth, once as it is expected and once under each
//! fault that can happen to it.
//!
//! It stands on the plan's mechanism: a mirror reads the live cloud, to which nothing is ever written, and the simulator plays on
//! in virtual time. What is new is what is counted on the way (tasks, vCPUs, money), what is done to the world (a fault), and the
//! judgement of what the fault leaves.

mod capacity;
mod cost;
mod course;
mod demand;
mod markdown;
mod services;
mod snapshot;
mod what_if;

pub use capacity::CapacityNeed;
pub use cost::{Cost, CostItem, Price, PriceList};
pub use course::Course;
pub use demand::RehearsalDemand;
pub use services::{ServiceCourse, ServiceStanding};
pub use what_if::{LeftOut, WhatIf};

use crate::{
    backend::Cloud,
    clock::{Timestamp, rfc3339},
    error::{self, Error, Result},
    plan::{BasisRead, Risk},
    rules::redact,
    run::CancelToken,
    span::Span,
    use_case::Entry,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use snapshot::Snapshot;
use std::collections::HashMap;

/// What is rehearsed, and by which prices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RehearsalOptions {
    /// The faults that are tried out; one of each when absent. Those that can't happen to the run are left out.
    pub what_ifs: Option<Vec<WhatIf>>,
    /// The prices; those that are known here when absent.
    pub prices: Option<PriceList>,
}

impl RehearsalOptions {
    /// Options in this form.
    pub fn read(options: &Value) -> Result<Self> {
        error::read(options, "options")
    }
}

/// How a use case goes, as expected and under faults, and whether that is good enough.
///
/// It has passed when all of this is so. As expected, the run ends as asked, every service that it changes has its minimum of
/// healthy tasks, and nothing is broken. Under each fault, every service that it changes ends in a safe state: the former task
/// definition is back, or the new one holds with every wanted task healthy, which one that crashes or answers with errors never
/// does; requests arrive only where something healthy answers; and nothing is broken. Broken is a minimum of healthy tasks that was
/// not kept by what the run or ECS did itself, as opposed to what the fault did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rehearsal {
    /// Name of the use case.
    pub use_case: String,
    /// Its request, as on the wire, without what may be secret in it.
    pub request: Value,
    /// Account from which it runs.
    pub account: String,
    /// Region from which it runs.
    pub region: String,
    /// When the cloud was read (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub made_at: Timestamp,
    /// Whether it has passed.
    pub passed: bool,
    /// Why it has not, a sentence each.
    pub reasons: Vec<String>,
    /// The run as it is expected.
    pub expected: Course,
    /// The run under each fault.
    pub what_ifs: Vec<Rehearsed>,
    /// Faults that were not tried out, because they can't happen to this run.
    pub left_out: Vec<LeftOut>,
    /// What could go wrong that is not tried out, the worst first.
    pub risks: Vec<Risk>,
    /// What was read of the cloud and must still be so when it is run.
    pub basis: Vec<BasisRead>,
}

/// The run under a fault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rehearsed {
    /// The fault.
    pub what_if: WhatIf,
    /// How long after the start it happens, if it has a moment.
    pub happens_after: Option<Span>,
    /// Names of the Availability Zones that are lost.
    pub lost_zones: Vec<String>,
    /// Whether it ends in a safe state.
    pub safe: bool,
    /// Why not, a sentence each.
    pub reasons: Vec<String>,
    /// How it goes.
    pub course: Course,
}

/// Rehearse a use case on mirrors of this cloud. A run that is refused before it writes is refused here with the same error.
pub(crate) async fn make(live: &Cloud, entry: &Entry, request: Value, options: RehearsalOptions, cancel: CancelToken) -> Result<Rehearsal> {
    let wanted = options.what_ifs.unwrap_or_else(WhatIf::all);
    wanted.iter().try_for_each(WhatIf::check).map_err(|error| error.while_("read the options of the rehearsal"))?;
    let request = entry.normal(&request)?;
    let live = live.clone().with(Snapshot { keeps: !wanted.is_empty() });
    let prices = match &options.prices {
        Some(prices) => prices,
        None => PriceList::known()?,
    };
    let stage = course::Stage { live: &live, entry, request: &request, cancel: &cancel, prices };
    let (expected, facts) = stage.expected().await?;
    let mut reasons: Vec<String> = as_asked(&expected).into_iter().map(|why| format!("as expected: {why}")).collect();
    let (mut what_ifs, mut left_out) = (Vec::new(), Vec::new());
    for what_if in wanted {
        if let Some(why) = what_if.left_out(&expected, &facts) {
            left_out.push(LeftOut { what_if, why });
            continue;
        }
        let (course, happens_after, lost_zones) = stage.under(&what_if, &expected, &facts).await?;
        let why = not_safe(&what_if, &course, &expected);
        reasons.extend(why.iter().map(|why| format!("if {what_if}: {why}")));
        what_ifs.push(Rehearsed { what_if, happens_after, lost_zones, safe: why.is_empty(), reasons: why, course });
    }
    let scope = live.scope();
    Ok(Rehearsal {
        use_case: entry.info.name.to_owned(),
        account: scope.account.clone(),
        region: scope.region.clone(),
        made_at: live.clock().now(),
        passed: reasons.is_empty(),
        reasons,
        expected,
        what_ifs,
        left_out,
        risks: facts.risks,
        basis: facts.basis,
        request: redact::hidden("", "", &request),
    })
}

/// Why the expected course does not end as asked.
fn as_asked(course: &Course) -> Vec<String> {
    let mut why = Vec::new();
    if course.ending != "succeeded" {
        why.push(format!("it ends {}: {}", course.ending, course.cause));
    }
    for service in &course.services {
        if service.healthy < service.minimum {
            why.push(format!("service {} has {} healthy tasks, and its minimum is {}", service.service, service.healthy, service.minimum));
        }
        why.extend(service.unserved());
    }
    why.extend(course.broken.iter().cloned());
    why
}

/// Why the state after a fault is not safe.
fn not_safe(what_if: &WhatIf, course: &Course, expected: &Course) -> Vec<String> {
    fn named(service: &ServiceCourse) -> [&str; 4] {
        [&service.account, &service.region, &service.cluster, &service.service]
    }
    let usual: HashMap<_, _> = expected.services.iter().map(|service| (named(service), service)).collect();
    let safe = |service: &ServiceCourse| service.unsafe_after(what_if, usual.get(&named(service)).copied());
    let mut why: Vec<String> = course.services.iter().flat_map(safe).collect();
    why.extend(course.broken.iter().cloned());
    why
}

impl Rehearsal {
    /// The rehearsal for people, as Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::of(self)
    }

    /// The error that says that it has not passed; none if it has.
    pub fn refusal(&self) -> Option<Error> {
        demand::refusal(self)
    }
}

impl std::fmt::Display for Rehearsal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&markdown::of(self))
    }
}
