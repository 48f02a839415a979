//! What a run demands of a rehearsal before it begins.

use super::{Rehearsal, RehearsalOptions, make};
use crate::{
    backend::Cloud,
    error::{Error, ErrorKind, Result},
    plan,
    rules::redact,
    run::CancelToken,
    span::Span,
    use_case::Entry,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a run demands of a rehearsal before it begins. Of a run that goes on after an interruption nothing is demanded: what moved
/// since, it moved itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum RehearsalDemand {
    /// Nothing.
    #[default]
    None,
    /// One is held now; the run is refused if it does not pass.
    Required {
        /// What is rehearsed.
        #[serde(default)]
        options: RehearsalOptions,
    },
    /// This one, which was held before. The run is refused if it has not passed, was of another request, is too old, or if the
    /// cloud says something else now.
    Given {
        /// The rehearsal.
        rehearsal: Box<Rehearsal>,
        /// It may be this old, by the cloud's clock; an hour, unless it is said.
        #[serde(default = "an_hour")]
        max_age: Span,
    },
}

fn an_hour() -> Span {
    Span::from_mins(60)
}

impl From<Rehearsal> for RehearsalDemand {
    fn from(rehearsal: Rehearsal) -> Self {
        Self::Given { rehearsal: Box::new(rehearsal), max_age: an_hour() }
    }
}

impl RehearsalDemand {
    /// Hold a rehearsal now.
    pub fn required() -> Self {
        Self::Required { options: RehearsalOptions::default() }
    }

    /// Refuse the run of this request if what is demanded is not so. Nothing is written.
    pub(crate) async fn check(&self, live: &Cloud, entry: &Entry, request: &Value, cancel: CancelToken) -> Result<()> {
        match self {
            Self::None => Ok(()),
            Self::Required { options } => {
                let rehearsal = make(live, entry, request.clone(), options.clone(), cancel).await?;
                refusal(&rehearsal).map_or(Ok(()), Err)
            }
            Self::Given { rehearsal, max_age } => {
                given(live, entry, request, rehearsal, *max_age)?;
                plan::check(live, &rehearsal.basis).await.map_err(|error| error.while_("compare with the rehearsal"))
            }
        }
    }
}

fn given(live: &Cloud, entry: &Entry, request: &Value, rehearsal: &Rehearsal, max_age: Span) -> Result<()> {
    let refused = |why: String| Err(Error::new(ErrorKind::Refused, why).advise("Nothing was changed. Rehearse this request again."));
    if let Some(error) = refusal(rehearsal) {
        return Err(error);
    }
    let scope = live.scope();
    if rehearsal.use_case != entry.info.name || !plan::same(&rehearsal.request, &redact::hidden("", "", &entry.normal(request)?)) {
        return refused(format!("the rehearsal is of a {} with another request", rehearsal.use_case));
    }
    if (&rehearsal.account, &rehearsal.region) != (&scope.account, &scope.region) {
        return refused(format!("the rehearsal is of account {} in {}", rehearsal.account, rehearsal.region));
    }
    let age = live.clock().now().since(rehearsal.made_at);
    if age > max_age.0 {
        return refused(format!("the rehearsal is {} old, and may be {max_age}", Span(age)));
    }
    Ok(())
}

/// The error that says that a rehearsal has not passed: its reasons are the findings, and it is the outcome.
pub(super) fn refusal(rehearsal: &Rehearsal) -> Option<Error> {
    if rehearsal.passed && rehearsal.reasons.is_empty() {
        return None;
    }
    let first = rehearsal.reasons.first().map_or("it says so", String::as_str);
    let more = rehearsal.reasons.len().saturating_sub(1);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    let findings = rehearsal.reasons.iter().map(|why| Error::new(ErrorKind::Refused, why.clone())).collect();
    let error = Error::new(ErrorKind::Refused, format!("the rehearsal has not passed: {first}{more}"))
        .advise("Nothing was changed. Look at the rehearsal, and mend what it found.");
    Some(error.with_findings(findings).with_outcome(rehearsal))
}
