//! [`Session`]: where a client's runs go.

use crate::{
    aws::{AwsOptions, Connection},
    guard::guarded,
    twin::read,
};
use ecs_usecases::{
    Client, Error, ErrorKind, Plan, Result, RunOptions, Simulator,
    backend::Scope,
    journal::{Journal, MemoryJournal},
};
use serde::Deserialize;
use serde_json::Value;
use std::sync::{Arc, OnceLock};

/// What a client of a binding is behind its language: a cloud and a journal.
#[derive(Clone)]
pub struct Session(Arc<Inner>);

struct Inner {
    cloud: Cloud,
    journal: Arc<dyn Journal>,
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
    /// Run a plan: `{"plan": .., "strict": ..}`.
    RunPlan(Value),
    /// Go on with a run that was interrupted.
    Resume {
        /// The run.
        run_id: String,
    },
}

impl Work {
    /// What a binding's call of this name means: a use case; `plan.` and a use case; `run.plan`. No use case has a dot in its name.
    pub fn called(name: String, request: Value) -> Self {
        match name.strip_prefix("plan.") {
            Some(use_case) => Self::Plan { use_case: use_case.to_owned(), request },
            None if name == "run.plan" => Self::RunPlan(request),
            None => Self::Run { use_case: name, request },
        }
    }
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
        Self(Arc::new(Inner { cloud: Cloud::Aws(Connection::new(options)), journal: Arc::new(MemoryJournal::default()) }))
    }

    /// A session with a simulator, in this account and Region.
    pub fn simulated(simulator: &Arc<Simulator>, scope: Scope) -> Self {
        let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::default());
        Self(Arc::new(Inner { cloud: Cloud::Simulated(simulator.client_in(scope).journal(journal.clone())), journal }))
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
                Cloud::Aws(connection) => connection.client(&self.0.journal).await?,
                Cloud::Simulated(client) => client.clone(),
            };
            known.scope.get_or_init(|| (**client.cloud().scope()).clone());
            match work {
                Work::Run { use_case, request } => {
                    let use_case = known.use_case.get_or_init(|| use_case);
                    client.invoke(use_case, request, options).await
                }
                Work::Plan { use_case, request } => {
                    let use_case = known.use_case.get_or_init(|| use_case);
                    let plan = client.plan_json(use_case, request, options).await?;
                    serde_json::to_value(plan).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
                }
                Work::RunPlan(request) => {
                    let ToRun { plan, strict } = read(request, "plan")?;
                    known.use_case.get_or_init(|| plan.use_case.clone());
                    client.run_plan(&plan, RunOptions { strict, ..options }).await
                }
                Work::Resume { run_id } => {
                    let use_case = self.use_case_of(&run_id).await?;
                    known.use_case.get_or_init(|| use_case);
                    client.resume(&run_id, options).await
                }
            }
        })
        .await
    }

    /// Which use case the journal has under this run id.
    async fn use_case_of(&self, run_id: &str) -> Result<String> {
        match self.0.journal.head(run_id).await? {
            Some(head) => Ok(head.use_case),
            None => Err(Error::new(ErrorKind::NotFound, "the journal holds no such run").on(run_id)),
        }
    }
}
