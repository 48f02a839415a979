//! Schedules: `at(...)`, `rate(...)` and `cron(...)`, in UTC.

use super::{cron::Cron, invalid};
use crate::{clock::Timestamp, error::Result};

/// When an action is due.
#[derive(Debug)]
pub(super) enum Schedule {
    At(Timestamp),
    /// Every so many milliseconds.
    Rate(i64),
    Cron(Cron),
}

impl Schedule {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let unreadable = || invalid(format!("The schedule expression {text} is not valid"));
        let (kind, inside) = text.strip_suffix(')').and_then(|text| text.split_once('(')).ok_or_else(unreadable)?;
        match kind {
            "at" => Timestamp::parse(&format!("{inside}Z")).map(Self::At).ok_or_else(unreadable),
            "rate" => {
                let (value, unit) = inside.split_once(' ').ok_or_else(unreadable)?;
                let value: i64 = value.parse().ok().filter(|value| (1..1_000_000).contains(value)).ok_or_else(unreadable)?;
                let minutes = match unit {
                    "minute" | "minutes" => 1,
                    "hour" | "hours" => 60,
                    "day" | "days" => 24 * 60,
                    _ => return Err(unreadable()),
                };
                Ok(Self::Rate(value * minutes * 60_000))
            }
            "cron" => Cron::parse(inside).map(Self::Cron).ok_or_else(unreadable),
            _ => Err(unreadable()),
        }
    }

    /// The first moment after `after` at which an action that began to count at `start` is due.
    pub(super) fn next(&self, start: Timestamp, after: Timestamp) -> Option<Timestamp> {
        match self {
            Self::At(moment) => Some(*moment).filter(|moment| *moment > after),
            Self::Rate(every) => Some(Timestamp(start.0 + ((after.0 - start.0).max(0) / every + 1) * every)),
            Self::Cron(cron) => cron.next(after.max(Timestamp(start.0 - 1))),
        }
    }
}
