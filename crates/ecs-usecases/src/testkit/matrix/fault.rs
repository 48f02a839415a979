//! The faults of the matrix, and plans of one or several of them.

use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What is done to one call of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The process dies before the call is sent; another goes on with its journal.
    CrashBefore,
    /// The process dies when the call is done, before the reply arrives; another goes on with its journal.
    CrashAfter,
    /// The same, and it takes an hour until another goes on.
    CrashForAnHour,
    /// The call is done, and the connection breaks before the reply arrives.
    ReplyLost,
    /// The call is delivered twice; the first reply is used.
    Duplicate,
    /// AWS asks to slow down; nothing is done.
    Throttle,
    /// AWS answers HTTP 500; nothing is done.
    ServerError,
    /// No answer within the time that an operation has; nothing is done.
    TimeoutUndone,
    /// No answer within the time that an operation has; the call is done.
    TimeoutDone,
    /// The read is answered as the same read was answered last time, whatever has changed since.
    StaleRead,
    /// The credentials do not allow this action, from this call on.
    AccessDenied,
    /// Before the call somebody else changes how many tasks the service wants.
    ForeignScale,
    /// Before the call somebody else deploys another task definition to the service.
    ForeignDeploy,
    /// Before the call somebody else shifts the weights of the listener rule.
    ForeignWeights,
    /// Before the call somebody else moves the image's tag to another image.
    ForeignTag,
    /// Before the call somebody else changes a setting of the repository.
    ForeignRepository,
    /// The clock goes ahead by an hour while the call is under way.
    ClockJump,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 17] = [
        Self::CrashBefore,
        Self::CrashAfter,
        Self::CrashForAnHour,
        Self::ReplyLost,
        Self::Duplicate,
        Self::Throttle,
        Self::ServerError,
        Self::TimeoutUndone,
        Self::TimeoutDone,
        Self::StaleRead,
        Self::AccessDenied,
        Self::ForeignScale,
        Self::ForeignDeploy,
        Self::ForeignWeights,
        Self::ForeignTag,
        Self::ForeignRepository,
        Self::ClockJump,
    ];

    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::CrashBefore => "crash_before",
            Self::CrashAfter => "crash_after",
            Self::CrashForAnHour => "crash_for_an_hour",
            Self::ReplyLost => "reply_lost",
            Self::Duplicate => "duplicate",
            Self::Throttle => "throttle",
            Self::ServerError => "server_error",
            Self::TimeoutUndone => "timeout_undone",
            Self::TimeoutDone => "timeout_done",
            Self::StaleRead => "stale_read",
            Self::AccessDenied => "access_denied",
            Self::ForeignScale => "foreign_scale",
            Self::ForeignDeploy => "foreign_deploy",
            Self::ForeignWeights => "foreign_weights",
            Self::ForeignTag => "foreign_tag",
            Self::ForeignRepository => "foreign_repository",
            Self::ClockJump => "clock_jump",
        }
    }

    /// Whether the process dies.
    pub fn is_crash(self) -> bool {
        matches!(self, Self::CrashBefore | Self::CrashAfter | Self::CrashForAnHour)
    }

    /// Whether somebody else changes something.
    pub fn is_foreign(self) -> bool {
        matches!(self, Self::ForeignScale | Self::ForeignDeploy | Self::ForeignWeights | Self::ForeignTag | Self::ForeignRepository)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Fault {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == text).ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            Error::invalid("fault", format!("there is no fault `{text}`")).advise(format!("There are: {known}."))
        })
    }
}

/// A fault at one call. Calls are counted from 1, over all processes that work on the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Number of the call.
    pub call: usize,
    /// What is done to it.
    pub fault: Fault,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "k={} {}", self.call, self.fault)
    }
}

/// One disturbed run: the step of a case, and what is done to which of its calls. As text it is
/// `rolling-good/0 k=7 crash_after + k=9 throttle`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Name of the case.
    pub case: String,
    /// The step, counted from 0.
    pub step: usize,
    /// The faults, in the order of the calls.
    pub spots: Vec<Spot>,
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.case, self.step)?;
        for (index, spot) in self.spots.iter().enumerate() {
            write!(f, "{}{spot}", if index == 0 { " " } else { " + " })?;
        }
        Ok(())
    }
}

impl FromStr for Plan {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        let wrong =
            || Error::invalid("plan", format!("`{text}` is no plan")).advise("It is like `rolling-good/0 k=7 crash_after + k=9 throttle`.");
        let (head, spots) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let (case, step) = head.rsplit_once('/').ok_or_else(wrong)?;
        let spot = |text: &str| {
            let (call, fault) = text.trim().strip_prefix("k=").and_then(|rest| rest.split_once(' ')).ok_or_else(wrong)?;
            Ok(Spot { call: call.parse().map_err(|_| wrong())?, fault: fault.trim().parse()? })
        };
        let spots = spots.split('+').map(spot).collect::<Result<_>>()?;
        Ok(Self { case: case.to_owned(), step: step.parse().map_err(|_| wrong())?, spots })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_as_it_is_written() {
        for text in ["rolling-good/0 k=7 crash_after", "a/b/12 k=1 throttle + k=30 foreign_deploy"] {
            assert_eq!(text.parse::<Plan>().unwrap().to_string(), text);
        }
        for text in ["", "rolling-good", "rolling-good/0", "rolling-good/0 7 throttle", "rolling-good/0 k=7 flood", "x/y k=1 throttle"] {
            assert!(text.parse::<Plan>().is_err(), "{text}");
        }
    }

    #[test]
    fn faults_have_the_names_that_they_have_in_json() {
        for fault in Fault::ALL {
            assert_eq!(serde_json::to_value(fault).unwrap(), fault.name());
            assert_eq!(fault.name().parse::<Fault>().unwrap(), fault);
        }
    }
}
