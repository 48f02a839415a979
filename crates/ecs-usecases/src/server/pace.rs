//! How the server's virtual time follows real time.

use crate::{
    clock::{Clock, SystemClock, Timestamp},
    error::Error,
    simulator::Simulator,
};
use serde::{Deserialize, Serialize};
use std::{sync::Mutex, sync::PoisonError, time::Duration};

/// How fast virtual time passes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Said", into = "Said")]
pub enum Pace {
    /// Only when it is advanced by a control request, or by use cases that run on the same simulator.
    Manual,
    /// As fast as real time.
    #[default]
    Real,
    /// This many times faster than real time.
    Times(f64),
}

/// As it is written: `"manual"`, `"real"`, or a number.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Said {
    Word(String),
    Times(f64),
}

/// Faster than this, a request would have to catch up with months.
const FASTEST: f64 = 100_000.0;

impl TryFrom<Said> for Pace {
    type Error = String;
    fn try_from(said: Said) -> Result<Self, String> {
        match said {
            Said::Word(word) if word == "manual" => Ok(Self::Manual),
            Said::Word(word) if word == "real" => Ok(Self::Real),
            Said::Times(times) if times > 0.0 && times <= FASTEST => Ok(Self::Times(times)),
            Said::Word(word) => word.parse().map(Said::Times).map_or_else(|_| Err(wrong(&word)), Self::try_from),
            Said::Times(times) => Err(wrong(&times.to_string())),
        }
    }
}

fn wrong(said: &str) -> String {
    format!("`{said}` is no pace: say `manual`, `real`, or a number up to {FASTEST} of how many times faster than real time")
}

impl From<Pace> for Said {
    fn from(pace: Pace) -> Self {
        match pace {
            Pace::Manual => Self::Word("manual".into()),
            Pace::Real => Self::Word("real".into()),
            Pace::Times(times) => Self::Times(times),
        }
    }
}

impl std::str::FromStr for Pace {
    type Err = Error;
    /// `manual`, `real`, or a number.
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::try_from(Said::Word(text.into())).map_err(|why| Error::invalid("pace", why))
    }
}

impl Pace {
    fn factor(self) -> f64 {
        match self {
            Self::Manual => 0.0,
            Self::Real => 1.0,
            Self::Times(times) => times,
        }
    }

    /// How long a span of virtual time takes; a span by hand takes as long as a real one.
    pub(crate) fn real(self, span: Duration) -> Duration {
        match self {
            Self::Manual | Self::Real => span,
            Self::Times(times) => span.div_f64(times),
        }
    }
}

/// A pace, and since when it is kept.
pub(crate) struct Metronome(Mutex<Kept>);

#[derive(Clone, Copy)]
struct Kept {
    pace: Pace,
    real: Timestamp,
    until: Timestamp,
}

impl Metronome {
    pub(crate) fn new(pace: Pace, simulator: &Simulator) -> Self {
        Self(Mutex::new(Kept { pace, real: SystemClock.now(), until: simulator.now() }))
    }

    pub(crate) fn pace(&self) -> Pace {
        self.kept().pace
    }

    /// Keep another pace from now on.
    pub(crate) fn keep(&self, pace: Pace, simulator: &Simulator) {
        self.catch_up(simulator);
        self.start_again(pace, simulator);
    }

    /// Keep a pace from the simulator's time on, whatever was before.
    pub(crate) fn start_again(&self, pace: Pace, simulator: &Simulator) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Kept { pace, real: SystemClock.now(), until: simulator.now() };
    }

    /// Let pass what should have passed.
    pub(crate) fn catch_up(&self, simulator: &Simulator) {
        let kept = self.kept();
        if kept.pace == Pace::Manual {
            return;
        }
        let passed = SystemClock.now().since(kept.real).mul_f64(kept.pace.factor());
        let due = kept.until + passed;
        if due >= simulator.now() {
            simulator.advance_to(due);
        } else {
            // It was advanced by hand, or by a use case: time goes on from there.
            self.start_again(kept.pace, simulator);
        }
    }

    fn kept(&self) -> Kept {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
