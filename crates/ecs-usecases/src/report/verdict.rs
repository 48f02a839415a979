//! How a run stands, in a word and a colour.

use super::{RunReport, words};
use crate::error::ErrorKind;
use serde_json::Value;

/// How a run stands.
pub(super) struct Standing {
    /// Which colour it has.
    pub(super) tone: Tone,
    /// In a word or two.
    pub(super) words: String,
    /// Why, in a sentence.
    pub(super) cause: Option<String>,
}

/// What a colour means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tone {
    /// It ended as asked.
    Good,
    /// It did not, and what was there before is there again, or nothing was changed.
    Safe,
    /// It did not.
    Bad,
    /// It goes on.
    Open,
    /// Nothing can be said.
    Plain,
}

impl Tone {
    /// The name of its class.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Safe => "safe",
            Self::Bad => "bad",
            Self::Open => "open",
            Self::Plain => "plain",
        }
    }

    /// A sign for where there are no colours.
    pub(super) fn sign(self) -> &'static str {
        match self {
            Self::Good => "✅",
            Self::Safe => "↩️",
            Self::Bad => "❌",
            Self::Open => "⏳",
            Self::Plain => "▫️",
        }
    }
}

/// How this run stands: by the verdict of its outcome if that has one, by its error, or by what its events told.
pub(super) fn standing(report: &RunReport) -> Standing {
    let verdict = report.any_outcome().and_then(|outcome| outcome.get("verdict"));
    let text = |name: &str| verdict.and_then(|verdict| verdict.get(name)).and_then(Value::as_str).map(str::to_owned);
    let cause = text("cause").filter(|cause| !cause.is_empty());
    if let Some(error) = &report.error {
        let cause = cause.or_else(|| Some(error.message.clone()));
        return match text("ending").filter(|ending| ending != "succeeded") {
            Some(ending) => Standing { tone: tone_of_ending(&ending), words: words::title(&ending), cause },
            None => Standing { tone: tone_of_kind(error.kind), words: words::title(error.kind.as_str()), cause },
        };
    }
    if report.outcome.is_some() {
        let ending = text("ending").unwrap_or_else(|| "succeeded".to_owned());
        return Standing { tone: tone_of_ending(&ending), words: words::title(&ending), cause };
    }
    match (report.result.as_deref(), report.started_at) {
        (Some("succeeded"), _) => Standing { tone: Tone::Good, words: "Succeeded".into(), cause: None },
        (Some(kind), _) => {
            let known = serde_json::from_value::<ErrorKind>(kind.into()).map_or(Tone::Bad, tone_of_kind);
            Standing { tone: known, words: words::title(kind), cause: report.message.clone() }
        }
        (None, Some(_)) => Standing { tone: Tone::Open, words: "Running".into(), cause: None },
        (None, None) => Standing { tone: Tone::Plain, words: "Not known".into(), cause: Some("Nothing was recorded of this run.".into()) },
    }
}

fn tone_of_ending(ending: &str) -> Tone {
    match ending {
        "succeeded" => Tone::Good,
        "rolled_back" | "superseded" => Tone::Safe,
        _ => Tone::Bad,
    }
}

fn tone_of_kind(kind: ErrorKind) -> Tone {
    match kind {
        ErrorKind::Refused | ErrorKind::InvalidRequest => Tone::Safe,
        ErrorKind::Cancelled => Tone::Plain,
        _ => Tone::Bad,
    }
}
