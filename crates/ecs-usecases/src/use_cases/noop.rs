//! Nothing, end to end: what a call through a binding costs.

use crate::{
    error::Result,
    run::Run,
    use_case::{Family, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Do nothing. It measures what a call costs, and shows that a binding works.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Noop {}

/// Nothing.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct NoopOutcome {}

impl UseCase for Noop {
    type Outcome = NoopOutcome;
    const INFO: UseCaseInfo =
        UseCaseInfo { id: 0, title: "Noop", name: "noop", family: Family::Foundation, actors: &[], stages: &[], failures: &[] };

    async fn run(self, _run: &Run) -> Result<NoopOutcome> {
        Ok(NoopOutcome {})
    }
}
