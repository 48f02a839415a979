//! What has to come of a disturbed run, by the kind of fault.

use super::fault::{Fault, Spot};

/// What has to come of a disturbed run. Whatever the fault, the run ends, no invariant of the world is broken, and the journal is
/// closed; beyond that:
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expectation {
    /// It ends as if nothing had happened: the same result, the same world at rest. The run had all that it needs to get there: its
    /// journal, what AWS recognises as a repeat, and retries.
    SameEnd,
    /// If it succeeds, it ends as if nothing had happened. If not, its error is [truthful](Self::Truthful). The fault costs time that
    /// the run has to count.
    SameEndOrTruthfulError,
    /// What it says is so: who succeeded runs what it names and a failure names what is left; nothing that somebody else changed was
    /// overwritten. It may end otherwise, because the fault takes away what it needs or changes what it finds.
    Truthful,
}

impl Fault {
    /// What has to come of a run that meets it.
    pub fn expectation(self) -> Expectation {
        match self {
            Self::CrashBefore
            | Self::CrashAfter
            | Self::ReplyLost
            | Self::Duplicate
            | Self::Throttle
            | Self::ServerError
            | Self::StaleRead => Expectation::SameEnd,
            Self::TimeoutUndone | Self::TimeoutDone | Self::CrashForAnHour | Self::ClockJump => Expectation::SameEndOrTruthfulError,
            Self::AccessDenied
            | Self::ForeignScale
            | Self::ForeignDeploy
            | Self::ForeignWeights
            | Self::ForeignTag
            | Self::ForeignRepository => Expectation::Truthful,
        }
    }
}

/// Of several faults the one that asks for least decides. Where the scenario has somebody else act at a fixed time, a fault that
/// costs time, be it the second of a retry, can put the run on the other side of that: then the end may be another one. So it may where
/// what a duplicate makes takes the number of what they make.
///
/// Where the run that is not disturbed ends by its time-out, what it waits for can have come by the time that a fault costs: then it may
/// succeed.
///
/// Where the scenario itself lets calls fail a number of times, a fault by which nobody hears the answer can use such a failure up: then
/// the run may succeed where it failed.
pub(super) fn of(spots: &[Spot], others_act: bool, calls_fail: bool, times_out: bool) -> Expectation {
    let of = |spot: &Spot| match spot.fault {
        Fault::TimeoutUndone
        | Fault::TimeoutDone
        | Fault::CrashForAnHour
        | Fault::ClockJump
        | Fault::ReplyLost
        | Fault::Throttle
        | Fault::ServerError
        | Fault::Duplicate
            if others_act =>
        {
            Expectation::Truthful
        }
        Fault::TimeoutUndone | Fault::TimeoutDone | Fault::CrashForAnHour | Fault::ClockJump if times_out => Expectation::Truthful,
        Fault::CrashAfter | Fault::CrashForAnHour | Fault::TimeoutDone | Fault::Duplicate if calls_fail => Expectation::Truthful,
        fault => fault.expectation(),
    };
    spots.iter().map(of).max().unwrap_or(Expectation::SameEnd)
}
