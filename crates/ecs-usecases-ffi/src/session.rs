//! [`Session`]: where a client's runs go.

use crate::{
    aws::{AwsOptions, Connection},
    books::Books,
    guard::guarded,
    journal_work::JournalWork,
    review::ReviewWork,
    twin::read,
};
use ecs_usecases::{
    Client, Error, ErrorKind, Plan, RehearsalDemand, RehearsalOptions, Result, RunOptions, Simulator, backend::Scope, journal::JournalPlace,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// What a client of a binding is behind its language: a cloud and a journal.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    cloud: Cloud,
    books: Books,
}

enum Cloud {
    Aws(Connection),
    Simulated(Client),
}

/// What is known of a run while it goes on.
#[derive(Default)]
pub(crate) struct Known {
    /// Which use case it is.
    pub(crate) use_case: OnceLock<String>,
    /// The account and Region.
    pub(crate) scope: OnceLock<Scope>,
}

/// What is asked of a session.
#[derive(Debug, Clone)]
pub enum Work {
    /// Run a use case.
    Run {
        /// Its name on the wire.
        use_case: String,
        /// Its request on the wire.
        request: Value,
    },
    /// Tell what a use case would do.
    Plan {
        /// Its name on the wire.
        use_case: String,
        /// Its request on the wire.
        request: Value,
    },
    /// Tell how a use case goes, as expected and under faults.
    Rehearse {
        /// Its name on the wire.
        use_case: String,
        /// Its request on the wire with options: `{"request": .., "options": ..}`.
        request: Value,
    },
    /// Run a use case if a rehearsal passes.
    RunRehearsed {
        /// Its name on the wire.
        use_case: String,
        /// Its request on the wire with what is demanded: `{"request": .., "rehearsal": ..}`.
        request: Value,
    },
    /// Run a plan: `{"plan": .., "strict": ..}`.
    RunPlan(Value),
    /// Go on with a run that was interrupted.
    Resume {
        /// The run.
        run_id: String,
        /// The process that executed it is known to be dead.
        take_over: bool,
    },
    /// Work with the journal.
    Journal(JournalWork, Value),
    /// Review what is live.
    Review(ReviewWork, Value),
}

impl Work {
    /// What a binding's call of this name means: a use case; `plan.`, `rehearse.` or `rehearsed.` and a use case; `run.plan`; work
    /// with the journal; or a review. No use case has a dot in its name.
    pub fn called(name: String, request: Value) -> Self {
        if let Some(work) = JournalWork::named(&name) {
            return Self::Journal(work, request);
        }
        if let Some(work) = ReviewWork::named(&name) {
            return Self::Review(work, request);
        }
        match name.split_once('.') {
            Some(("plan", use_case)) => Self::Plan { use_case: use_case.to_owned(), request },
            Some(("rehearse", use_case)) => Self::Rehearse { use_case: use_case.to_owned(), request },
            Some(("rehearsed", use_case)) => Self::RunRehearsed { use_case: use_case.to_owned(), request },
            Some(("run", "plan")) => Self::RunPlan(request),
            _ => Self::Run { use_case: name, request },
        }
    }
}

/// A use case to rehearse.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToRehearse {
    request: Value,
    #[serde(default)]
    options: RehearsalOptions,
}

/// A use case to run if a rehearsal passes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Demanding {
    request: Value,
    rehearsal: RehearsalDemand,
}

/// A plan to run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToRun {
    plan: Plan,
    #[serde(default)]
    strict: bool,
}

impl Session {
    /// A session with AWS. It connects when it is first used.
    pub fn aws(options: AwsOptions) -> Self {
        let (region, endpoint_url) = (options.region.clone(), options.endpoint_url.clone());
        let place = |location| JournalPlace { location, region, endpoint_url };
        let books = Books::new(options.journal.clone().map(place));
        Self(Arc::new(Inner { cloud: Cloud::Aws(Connection::new(options)), books }))
    }

    /// A session with a simulator, in this account and Region, with a journal in this file or in memory.
    pub fn simulated(simulator: &Arc<Simulator>, scope: Scope, journal: Option<String>) -> Self {
        let books = Books::new(journal.map(|location| JournalPlace { location, ..JournalPlace::default() }));
        let client = simulator.client_in(scope);
        // Runs that are numbered from 1 would meet those of another process.
        let client = if books.is_kept() { client.random_ids() } else { client };
        Self(Arc::new(Inner { cloud: Cloud::Simulated(client), books }))
    }

    /// Whether it is a simulator's.
    pub(crate) fn is_simulated(&self) -> bool {
        matches!(self.0.cloud, Cloud::Simulated(_))
    }

    /// Do the work to its end, and note what is known of it as soon as it is.
    pub(crate) async fn perform(&self, work: Work, options: RunOptions, known: &Known) -> Result<Value> {
        if let Work::Run { use_case, .. } = &work {
            known.use_case.get_or_init(|| use_case.clone());
        }
        guarded(async {
            #[cfg(debug_assertions)]
            if let Work::Run { use_case, request } = &work
                && use_case.starts_with("__")
            {
                return crate::probe::run(use_case, request, &options).await;
            }
            let client = match &self.0.cloud {
                Cloud::Aws(connection) => connection.client().await?,
                Cloud::Simulated(client) => client.clone(),
            };
            let client = client.journal(self.0.books.journal().await?);
            known.scope.get_or_init(|| (**client.cloud().scope()).clone());
            match work {
                Work::Run { use_case, request } => {
                    let use_case = known.use_case.get_or_init(|| use_case);
                    client.invoke(use_case, request, options).await
                }
                Work::Plan { use_case, request } => {
                    let use_case = known.use_case.get_or_init(|| use_case);
                    let plan = client.plan_json(use_case, request, options).await?;
                    wire(&plan)
                }
                Work::Rehearse { use_case, request } => {
                    let use_case = known.use_case.get_or_init(|| use_case);
                    let ToRehearse { request, options: rehearsed } = read(request, "rehearsal")?;
                    let rehearsal = client.rehearse_json(use_case, request, rehearsed, options.cancel).await?;
                    wire(&rehearsal)
                }
                Work::RunRehearsed { use_case, request } => {
                    let use_case = known.use_case.get_or_init(|| use_case);
                    let Demanding { request, rehearsal } = read(request, "rehearsal")?;
                    client.invoke(use_case, request, RunOptions { rehearsal, ..options }).await
                }
                Work::RunPlan(request) => {
                    let ToRun { plan, strict } = read(request, "plan")?;
                    known.use_case.get_or_init(|| plan.use_case.clone());
                    client.run_plan(&plan, RunOptions { strict, ..options }).await
                }
                Work::Journal(work, request) => work.perform(&client, request).await,
                Work::Review(work, request) => work.perform(&client, request).await,
                Work::Resume { run_id, take_over } => {
                    let use_case = self.use_case_of(&run_id).await?;
                    known.use_case.get_or_init(|| use_case);
                    client.resume(&run_id, RunOptions { take_over, ..options }).await
                }
            }
        })
        .await
    }

    /// Which use case the journal has under this run id.
    async fn use_case_of(&self, run_id: &str) -> Result<String> {
        match self.0.books.journal().await?.head(run_id).await? {
            Some(head) => Ok(head.use_case),
            None => Err(Error::new(ErrorKind::NotFound, "the journal holds no such run").on(run_id)),
        }
    }
}

pub(crate) fn wire(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
}
