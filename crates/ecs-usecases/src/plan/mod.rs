//! [`Plan`]: what a use case would do, found by running it on a mirror of the cloud.
//!
//! One mechanism for every use case: the mirror answers as the cloud would, and everything that the run writes is collected with
//! what it changes. Nothing is written to the cloud. A plan is run by [`Client::run_plan`](crate::Client::run_plan), which reads
//! again what the plan stands on and refuses if it says something else.

mod basis;
mod before;
mod collect;
mod defaults;
mod diff;
mod facts;
mod follow;
pub(crate) mod markdown;
mod risks;
mod stages;

pub use basis::BasisRead;
pub use diff::Change;
pub use risks::{Risk, RiskLevel};
pub use stages::PlannedStage;

pub(crate) use basis::{check, same};
pub(crate) use follow::Follow;

use crate::{
    backend::Cloud,
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
    mirror::Mirror,
    run::{CancelToken, Journaling, Run, Told},
    span::Span,
    use_case::{self, Entry},
};
use collect::Collector;
use futures::future::{Either, select};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use tokio::sync::mpsc;

/// What a use case would do: every write with what it changes, the stages with how long they take, and the risks.
///
/// Values that may be secret are not shown. `request` is as the caller gave it, because the plan is run with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Name of the use case.
    pub use_case: String,
    /// Its request, as on the wire.
    pub request: Value,
    /// Account from which it runs.
    pub account: String,
    /// Region from which it runs.
    pub region: String,
    /// When the plan was made (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub made_at: Timestamp,
    /// Everything that is written, in order.
    pub writes: Vec<PlannedWrite>,
    /// The stages, in the order in which they begin.
    pub stages: Vec<PlannedStage>,
    /// How long it takes.
    pub duration: Span,
    /// How it ends if images behave well: `succeeded`, another ending of a deployment, or the kind of an error.
    pub ending: String,
    /// Why it ends so, in a sentence.
    pub cause: String,
    /// The most tasks of the services concerned that are there at the same time.
    pub peak_tasks: u32,
    /// What the run would warn of, and what had to be assumed.
    pub warnings: Vec<String>,
    /// What could go wrong, the worst first.
    pub risks: Vec<Risk>,
    /// What was read of the cloud and must still be so when the plan is run.
    pub basis: Vec<BasisRead>,
}

/// One write, and what it changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlannedWrite {
    /// The AWS action.
    pub action: String,
    /// Account in which it is done.
    pub account: String,
    /// Region in which it is done.
    pub region: String,
    /// Name or ARN of what is changed. Ids of what is only made by the run, which AWS chooses, are `*`.
    pub resource: Option<String>,
    /// The ECS cluster that it is in, if the request names one.
    pub cluster: Option<String>,
    /// The branch of the run; empty for the trunk. Writes of one branch keep their order.
    pub branch: String,
    /// The steps that it is in, from the outermost to the innermost.
    pub step: Vec<String>,
    /// How long after the start.
    pub after: Span,
    /// What it changes. Values that AWS would have set itself are no change.
    pub changes: Vec<Change>,
}

/// A run on a mirror that is over.
pub(crate) struct Played {
    pub(crate) mirror: Arc<Mirror>,
    /// When it began.
    pub(crate) start: Timestamp,
    /// How long it took.
    pub(crate) duration: Span,
    pub(crate) stages: Vec<PlannedStage>,
    pub(crate) writes: Vec<PlannedWrite>,
    pub(crate) result: Result<Value>,
    /// What the run warned of, and what had to be assumed.
    pub(crate) warnings: Vec<String>,
}

/// Run a use case on this mirror. It takes no time of the live cloud but what reading takes.
/// After `limit` it is given up.
pub(crate) async fn play(
    live: &Cloud,
    mirror: Arc<Mirror>,
    entry: &Entry,
    request: &Value,
    cancel: CancelToken,
    limit: Option<Duration>,
) -> Result<Played> {
    let use_case = entry.prepare(request)?;
    let start = mirror.simulator().now();
    let (events, mut told) = mpsc::unbounded_channel();
    let collector = Arc::new(Collector::new(&mirror, start));
    let cloud = mirror.cloud().with(collector.layer());
    let told_to = Told { events: Some(events), cancel, witness: Some(collector.clone()) };
    let run = Run::new("plan".into(), cloud, Journaling::of_plan(), told_to);
    let mut result = None;
    let played = mirror.simulator().virtual_clock();
    {
        use crate::clock::Clock;
        let work = async {
            let Some(limit) = limit else {
                result = Some(use_case(&run).await);
                return;
            };
            result = Some(match select(use_case(&run), std::pin::pin!(played.sleep_until(start + limit))).await {
                Either::Left((ended, _)) => ended,
                Either::Right(_) => Err(Error::new(ErrorKind::Timeout, format!("it does not end within {}", Span(limit)))),
            });
        };
        // Reading the live cloud may have to wait in its time.
        live.clock().drive(played.drive(Box::pin(work))).await;
    }
    drop(run);
    let result = result.unwrap_or_else(|| Err(Error::new(ErrorKind::Internal, "the run ended without a result")));
    let mut events = Vec::new();
    while let Ok(event) = told.try_recv() {
        events.push(event);
    }
    let mut warnings = stages::warnings(&events);
    warnings.extend(mirror.warnings());
    Ok(Played {
        start,
        duration: Span(events.last().map_or(start, |event| event.at).since(start)),
        stages: stages::stages(&entry.info, &events, start),
        writes: mirror.with_readings(|readings| collector.writes(readings)),
        result,
        warnings,
        mirror,
    })
}

impl Played {
    /// How it ended and why: `succeeded`, another ending of a deployment, or the kind of an error. An error of a run that changed
    /// nothing is the error of whoever wanted to know.
    pub(crate) fn ending(&self) -> Result<(String, String)> {
        match &self.result {
            Ok(outcome) => Ok(ended(outcome).unwrap_or_else(|| ("succeeded".into(), "it does what was asked".into()))),
            Err(error) if error.kind() == ErrorKind::Cancelled || self.writes.is_empty() => Err(error.clone()),
            Err(error) => {
                let outcome = error.details().outcome.as_ref().and_then(ended);
                Ok(outcome.unwrap_or_else(|| (error.kind().as_str().to_owned(), error.to_string())))
            }
        }
    }

    /// What was read of the live cloud and must still be so when it is done.
    pub(crate) fn basis(&self) -> Vec<BasisRead> {
        self.mirror.with_readings(basis::of)
    }

    /// What could go wrong, the worst first.
    pub(crate) async fn risks(&self) -> Result<Vec<Risk>> {
        let (ending, cause) = self.ending()?;
        let facts = facts::Facts::read(&self.mirror, &self.writes, &ending, &cause).await?;
        Ok(risks::all(&facts))
    }
}

/// Run a use case on a mirror of this cloud, and tell what it did. A run that is refused before it writes is refused here with
/// the same error.
pub(crate) async fn make(live: &Cloud, entry: &Entry, request: Value, cancel: CancelToken) -> Result<Plan> {
    let played = play(live, Mirror::new(live), entry, &request, cancel, None).await?;
    let (ending, cause) = played.ending()?;
    let risks = played.risks().await?;
    let scope = live.scope();
    Ok(Plan {
        use_case: entry.info.name.to_owned(),
        request,
        account: scope.account.clone(),
        region: scope.region.clone(),
        made_at: played.start,
        peak_tasks: played.mirror.peak_tasks(),
        basis: played.basis(),
        stages: played.stages,
        duration: played.duration,
        writes: played.writes,
        warnings: played.warnings,
        risks,
        ending,
        cause,
    })
}

/// Ending and cause that an outcome tells.
fn ended(outcome: &Value) -> Option<(String, String)> {
    let verdict = &outcome["verdict"];
    Some((verdict["ending"].as_str()?.to_owned(), verdict["cause"].as_str().unwrap_or_default().to_owned()))
}

impl Plan {
    /// The plan for people, as Markdown.
    pub fn to_markdown(&self) -> String {
        markdown::of(self)
    }

    /// The use case that it is of.
    pub(crate) fn entry(&self) -> Result<&'static Entry> {
        use_case::find(&self.use_case)
    }
}

impl std::fmt::Display for Plan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&markdown::of(self))
    }
}
