//! What is taken away from tasks.

use crate::{
    error::{Error, Result},
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something of AWS's own that is no longer there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outage {
    /// An Availability Zone: the tasks in it stop at once, its container instances take none, and no task is placed in it any
    /// more.
    ZoneLost {
        /// Its name, such as `eu-west-1a`; the one with the most tasks when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// Fargate Spot: its tasks get SIGTERM and have two minutes; no other is placed on it for a time.
    SpotReclaimed {
        /// For how long there is no capacity.
        #[serde(default = "no_spot")]
        lasts: Span,
    },
}

fn no_spot() -> Span {
    Span::from_mins(10)
}

/// An outage at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutageScript {
    /// How long after the start.
    pub after: Span,
    /// What is taken away.
    pub outage: Outage,
}

impl Outage {
    /// Refuse a zone that is not of this Region.
    pub(crate) fn check(&self, region: &str) -> Result<()> {
        let Self::ZoneLost { zone: Some(zone) } = self else { return Ok(()) };
        let letter = zone.strip_prefix(region).is_some_and(|letter| letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_lowercase()));
        if letter { Ok(()) } else { Err(Error::invalid("zone", format!("`{zone}` is no Availability Zone of {region}"))) }
    }
}
