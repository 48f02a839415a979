//! What could go wrong and is tried out.

use super::course::{Course, Facts};
use crate::{
    backends::simulator::{Outage, supposing},
    error::{Error, Result},
    mirror::Mirror,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{fmt, time::Duration};

/// A fault that is tried out. Of images only those are meant that the run starts and that did not run before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum WhatIf {
    /// The new image exits with code 1 three seconds after it runs.
    ImageCrashes,
    /// The new image takes longer until it answers.
    StartsSlowly {
        /// Seconds that it takes longer.
        #[serde(default = "slow")]
        seconds: u32,
    },
    /// The new image answers requests with HTTP 5xx.
    Errors {
        /// Share of the requests, in percent.
        #[serde(default = "some")]
        percent: f64,
    },
    /// An Availability Zone is lost in the middle of the run, and stays lost.
    ZoneLost {
        /// Its name, such as `eu-west-1a`; the one with the most tasks when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// Fargate Spot takes its capacity back in the middle of the run, and has none for ten minutes.
    SpotReclaimed,
}

fn slow() -> u32 {
    120
}

fn some() -> f64 {
    5.0
}

/// How long Fargate Spot has no capacity.
const NO_SPOT: Span = Span::from_mins(10);

/// A fault that was not tried out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LeftOut {
    /// The fault.
    pub what_if: WhatIf,
    /// Why, in a sentence.
    pub why: String,
}

impl WhatIf {
    /// One of each.
    pub fn all() -> Vec<Self> {
        vec![
            Self::ImageCrashes,
            Self::StartsSlowly { seconds: slow() },
            Self::Errors { percent: some() },
            Self::ZoneLost { zone: None },
            Self::SpotReclaimed,
        ]
    }

    /// Refuse what can't be.
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Self::Errors { percent } if !(percent.is_finite() && *percent > 0.0 && *percent <= 100.0) => {
                Err(Error::invalid("what_ifs.percent", format!("{percent} is no share of requests: it is above 0 and at most 100")))
            }
            Self::StartsSlowly { seconds: 0 } => Err(Error::invalid("what_ifs.seconds", "a slow start takes at least a second longer")),
            _ => Ok(()),
        }
    }

    /// Whether the new image is to blame, so that it must not be left in place.
    pub(super) fn is_bad_image(&self) -> bool {
        matches!(self, Self::ImageCrashes | Self::Errors { .. })
    }

    /// Why this can't happen to a run that goes like this; none if it can.
    pub(super) fn left_out(&self, expected: &Course, facts: &Facts) -> Option<String> {
        let serves = expected.services.iter().any(|service| service.desired > 0);
        let why = match self {
            Self::ImageCrashes | Self::StartsSlowly { .. } | Self::Errors { .. } if facts.new_tasks == 0 => {
                "the run starts no task of a task definition or an image that does not run already"
            }
            Self::Errors { .. } if !facts.balanced => "no load balancer sends requests to the services that the run changes",
            Self::ZoneLost { .. } | Self::SpotReclaimed if !serves => "the run changes no service that has tasks",
            Self::ZoneLost { zone: Some(zone) } if !expected.services.iter().any(|service| is_of(zone, &service.region)) => {
                "none of the services that the run changes is in its Region"
            }
            Self::SpotReclaimed if !facts.spot => {
                "no task of the services that the run changes is on FARGATE_SPOT; whether container instances are Spot can't be read"
            }
            _ => return None,
        };
        Some(why.to_owned())
    }

    /// Let it happen on this mirror. Gives when after the start, if it has a moment.
    pub(super) fn apply(&self, mirror: &Mirror, expected: &Course, facts: &Facts) -> Result<Option<Span>> {
        let simulator = mirror.simulator();
        let middle = middle(expected);
        let scopes = || facts.scopes.iter();
        match self {
            Self::ImageCrashes => simulator.suppose(&supposing::crash()),
            Self::StartsSlowly { seconds } => simulator.suppose(&supposing::slower(Duration::from_secs(u64::from(*seconds)))),
            Self::Errors { percent } => simulator.suppose(&supposing::errors(*percent)),
            Self::ZoneLost { zone } => {
                let scope = scopes().find(|scope| zone.as_ref().is_none_or(|zone| is_of(zone, &scope.region)));
                if let Some(scope) = scope {
                    simulator.strike_after(scope, middle, &Outage::ZoneLost { zone: zone.clone() })?;
                }
                return Ok(Some(Span(middle)));
            }
            Self::SpotReclaimed => {
                for scope in scopes() {
                    simulator.strike_after(scope, middle, &Outage::SpotReclaimed { lasts: NO_SPOT })?;
                }
                return Ok(Some(Span(middle)));
            }
        }
        Ok(None)
    }
}

fn is_of(zone: &str, region: &str) -> bool {
    zone.strip_prefix(region).is_some_and(|letter| letter.len() == 1)
}

/// Half way between the first write to a service and the end.
fn middle(expected: &Course) -> Duration {
    let first = expected.writes.iter().filter(|write| super::services::named(write).is_some()).map(|write| write.after.0).min();
    let first = first.unwrap_or_default().as_millis();
    let end = expected.duration.0.as_millis().max(first);
    // Virtual time has milliseconds.
    Duration::from_millis(u64::try_from(first.midpoint(end)).unwrap_or(0))
}

impl fmt::Display for WhatIf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ImageCrashes => f.write_str("the new image crashes"),
            Self::StartsSlowly { seconds } => write!(f, "the new image takes {seconds} s longer to start"),
            Self::Errors { percent } => write!(f, "the new image answers {percent}% of requests with errors"),
            Self::ZoneLost { zone: None } => f.write_str("an Availability Zone is lost"),
            Self::ZoneLost { zone: Some(zone) } => write!(f, "the Availability Zone {zone} is lost"),
            Self::SpotReclaimed => f.write_str("Fargate Spot takes its capacity back"),
        }
    }
}
