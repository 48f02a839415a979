//! One run of a use case on a mirror, and what it came to.

use super::{
    capacity::CapacityNeed,
    cost::{Cost, PriceList},
    services::{self, ServiceCourse},
    what_if::WhatIf,
};
use crate::{
    backend::{Cloud, Scope},
    error::{Details, ErrorKind, Result},
    mirror::Mirror,
    plan::{self, BasisRead, PlannedStage, PlannedWrite, Played, Risk},
    run::CancelToken,
    span::Span,
    use_case::Entry,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// What a run comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Course {
    /// How it ends: `succeeded`, another ending of a deployment, or the kind of an error.
    pub ending: String,
    /// Why it ends so, in a sentence.
    pub cause: String,
    /// The error, if the use case ends with one; its outcome is told by the ending.
    pub error: Option<Details>,
    /// How long it takes.
    pub duration: Span,
    /// The stages, in the order in which they begin.
    pub stages: Vec<PlannedStage>,
    /// Everything that is written, in order.
    pub writes: Vec<PlannedWrite>,
    /// The most tasks at once, of all services that were read. Of several accounts and Regions as they are at each call.
    pub peak_tasks: u32,
    /// The services that are written to.
    pub services: Vec<ServiceCourse>,
    /// What tasks take at their peak, by what they run on.
    pub capacity: Vec<CapacityNeed>,
    /// Why tasks found no room, where some did.
    pub no_room: Vec<String>,
    /// What it costs.
    pub cost: Cost,
    /// What must hold and did not: a minimum of healthy tasks that was not kept by what the run or ECS did, traffic without a
    /// healthy target.
    pub broken: Vec<String>,
    /// What the run warns of, and what had to be assumed.
    pub warnings: Vec<String>,
}

/// What the faults that can happen to a run are found by.
pub(super) struct Facts {
    /// Tasks that are started of what does not run yet.
    pub(super) new_tasks: u32,
    /// Requests arrive at one of its services through a load balancer.
    pub(super) balanced: bool,
    /// One of its services is on Fargate Spot.
    pub(super) spot: bool,
    /// Where its services are.
    pub(super) scopes: BTreeSet<Scope>,
    pub(super) basis: Vec<BasisRead>,
    pub(super) risks: Vec<Risk>,
}

/// Everything that moves by itself has this long to settle after a run.
const SETTLES: Duration = Duration::from_mins(30);
/// How often it is looked whether it has.
const LOOKS: Duration = Duration::from_secs(15);
/// A run under a fault that takes so much longer than expected does not end.
const LONGER: Duration = Duration::from_hours(24);

/// What plays a use case.
pub(super) struct Stage<'a> {
    pub(super) live: &'a Cloud,
    pub(super) entry: &'a Entry,
    pub(super) request: &'a Value,
    pub(super) cancel: &'a CancelToken,
    pub(super) prices: &'a PriceList,
}

impl Stage<'_> {
    /// The run as it is expected. One that is refused before it writes is refused here with the same error.
    pub(super) async fn expected(&self) -> Result<(Course, Facts)> {
        let mirror = Mirror::with_quotas(self.live);
        let played = self.play(&mirror, None).await?;
        let ending = played.ending()?;
        let (basis, risks) = (played.basis(), played.risks().await?);
        let (course, mut facts) = self.course(played, ending);
        (facts.basis, facts.risks) = (basis, risks);
        Ok((course, facts))
    }

    /// The run under a fault. Gives when it happened, too, and the zones that were lost.
    pub(super) async fn under(&self, what_if: &WhatIf, expected: &Course, facts: &Facts) -> Result<(Course, Option<Span>, Vec<String>)> {
        let mirror = Mirror::with_quotas(self.live);
        let at = what_if.apply(&mirror, expected, facts)?;
        let played = self.play(&mirror, Some(expected.duration.0 + LONGER)).await?;
        let ending = match played.ending() {
            Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
            Err(error) => (error.kind().as_str().to_owned(), error.to_string()),
            Ok(ending) => ending,
        };
        let course = self.course(played, ending).0;
        let lost = mirror.simulator().metered().into_iter().flat_map(|metered| metered.lost_zones).collect();
        Ok((course, at, lost))
    }

    async fn play(&self, mirror: &Arc<Mirror>, limit: Option<Duration>) -> Result<Played> {
        plan::play(self.live, mirror.clone(), self.entry, self.request, self.cancel.clone(), limit).await
    }

    /// What it came to, once nothing moves by itself any more.
    fn course(&self, played: Played, (ending, cause): (String, String)) -> (Course, Facts) {
        let simulator = played.mirror.simulator();
        let mut metered = simulator.metered();
        let mut waited = Duration::ZERO;
        while waited < SETTLES && !services::concerned(&played.writes, &metered).iter().all(|(_, standing)| services::is_settled(standing))
        {
            simulator.advance(LOOKS);
            waited += LOOKS;
            metered = simulator.metered();
        }
        let concerned = services::concerned(&played.writes, &metered);
        let now = || concerned.iter().filter_map(|(_, standing)| standing.now.as_ref());
        let facts = Facts {
            new_tasks: metered.iter().map(|metered| metered.new_started).sum(),
            balanced: now().any(|now| now.balanced),
            spot: now().any(|now| now.spot),
            scopes: concerned.iter().map(|(scope, _)| (*scope).clone()).collect(),
            basis: Vec::new(),
            risks: Vec::new(),
        };
        let mut broken: Vec<String> = metered.iter().flat_map(|metered| metered.beneath.iter().cloned()).collect();
        broken.extend(simulator.broken());
        let error = played.result.as_ref().err().map(|error| Details { outcome: None, ..error.details().clone() });
        let course = Course {
            ending,
            cause,
            error,
            duration: played.duration,
            peak_tasks: played.mirror.peak_tasks(),
            services: concerned.iter().map(|(scope, standing)| ServiceCourse::of(scope, standing)).collect(),
            capacity: CapacityNeed::of(&metered),
            no_room: metered.iter().flat_map(|metered| metered.no_room.iter().cloned()).collect(),
            cost: Cost::of(&metered, self.prices),
            broken,
            warnings: played.warnings,
            stages: played.stages,
            writes: played.writes,
        };
        (course, facts)
    }
}
