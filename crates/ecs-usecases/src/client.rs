//! [`Client`]: run use cases on a cloud.

mod audit;
mod perform;
mod rehearse;
mod runs;

pub use runs::{RunAttempt, RunStory, SentChange};

#[cfg(feature = "testkit")]
use crate::run::Witness;
use crate::{
    backend::{Cloud, CloudBackend, Scope},
    backends::simulator::Simulator,
    error::{Error, ErrorKind, Result},
    journal::{Journal, MemoryJournal, lease::Process},
    layers::{Coalesce, Faults, Permitted, RateBudget, Retry},
    plan::{self, Plan},
    rehearsal::RehearsalDemand,
    run::{CancelToken, EventSender},
    use_case::{self, UseCase},
};
use perform::Job;
use serde_json::Value;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Runs use cases on one cloud, in one account and Region.
#[derive(Clone)]
pub struct Client {
    cloud: Cloud,
    journal: Arc<dyn Journal>,
    process: Process,
    lease: Duration,
    ids: Arc<RunIds>,
}

/// How long a process that executes a run may be silent before another may take over. It shows that it lives three times as often.
pub const LEASE: Duration = Duration::from_secs(60);

/// How a run's id is chosen when the caller does not.
enum RunIds {
    /// The same in every process, for the simulator.
    Counted(AtomicU64),
    /// Unlike any other.
    Random,
}

/// What a caller may say about one run.
#[derive(Default)]
pub struct RunOptions {
    /// Id of the run. A run of this id that the journal holds is resumed.
    pub run_id: Option<String>,
    /// Where the events go.
    pub events: Option<EventSender>,
    /// By which the run can be cancelled.
    pub cancel: CancelToken,
    /// Of the run of a plan: stop before a write that is not planned, instead of warning of it. A write that undoes a failure is
    /// not planned either.
    pub strict: bool,
    /// The process that executed the run is known to be dead: don't wait until its lease is over. If it is not dead, it is
    /// stopped at its next write.
    pub take_over: bool,
    /// What is demanded of a rehearsal before it begins.
    pub rehearsal: RehearsalDemand,
}

impl Client {
    /// A client of this backend. Its runs share four fifths of the rate at which AWS lets the account call, and the answers to
    /// reads that come together; calls that fail for a passing reason are sent again where that is safe.
    pub fn new(backend: Arc<dyn CloudBackend>, scope: Scope) -> Self {
        Self::within(RateBudget::default(), Cloud::new(backend, scope))
    }

    /// The same within this budget, which other clients can share.
    pub fn within(budget: RateBudget, cloud: Cloud) -> Self {
        Self::of(cloud.with(Permitted).with(Coalesce::within(budget)).with(Retry::default()))
    }

    /// A client of this cloud as it is, without those layers.
    pub fn of(cloud: Cloud) -> Self {
        let journal = Arc::new(MemoryJournal::default());
        Self { cloud, journal, process: Process::this(), lease: LEASE, ids: Arc::new(RunIds::Random) }
    }

    /// Write to this journal.
    #[must_use]
    pub fn journal(mut self, journal: Arc<dyn Journal>) -> Self {
        self.journal = journal;
        self
    }

    /// How long a process of this client may be silent before another takes over what it executes, [`LEASE`] unless it is said.
    /// A run that is left by a process that was killed can be resumed by another after this time.
    #[must_use]
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease.max(Duration::from_millis(30));
        self
    }

    /// Be another process, for tests of several in one.
    #[must_use]
    pub fn process(mut self, process: Process) -> Self {
        self.process = process;
        self
    }

    /// Number the runs from 1 instead of giving them random ids, so that a simulation repeats exactly.
    #[must_use]
    pub fn counted_ids(mut self) -> Self {
        self.ids = Arc::new(RunIds::Counted(AtomicU64::new(0)));
        self
    }

    /// Give the runs random ids, because others write to the same journal.
    #[must_use]
    pub fn random_ids(mut self) -> Self {
        self.ids = Arc::new(RunIds::Random);
        self
    }

    /// The cloud.
    pub fn cloud(&self) -> &Cloud {
        &self.cloud
    }

    /// Run a use case to its end; it need not be one of the registry.
    pub async fn run<U: UseCase>(&self, use_case: U) -> Result<U::Outcome> {
        self.run_with(use_case, RunOptions::default()).await
    }

    /// Run a use case to its end, with options.
    pub async fn run_with<U: UseCase>(&self, use_case: U, options: RunOptions) -> Result<U::Outcome> {
        let request = serde_json::to_value(&use_case).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        let outcome = self.perform(Job { entry: &use_case::Entry::of::<U>(), request: Some(request), witness: None }, options).await?;
        serde_json::from_value(outcome).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
    }

    /// Run the named use case with a request in JSON.
    pub async fn invoke(&self, name: &str, request: Value, options: RunOptions) -> Result<Value> {
        self.perform(Job { entry: use_case::find(name)?, request: Some(request), witness: None }, options).await
    }

    /// Tell what a use case would do: it is run on a mirror of the cloud, and nothing is written to the cloud itself. A use
    /// case that would be refused is refused here with the same error.
    pub async fn plan<U: UseCase>(&self, use_case: U) -> Result<Plan> {
        let request = serde_json::to_value(&use_case).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        plan::make(&self.cloud, &use_case::Entry::of::<U>(), request, CancelToken::default()).await
    }

    /// The same by name with a request in JSON. Of the options only `cancel` counts.
    pub async fn plan_json(&self, name: &str, request: Value, options: RunOptions) -> Result<Plan> {
        plan::make(&self.cloud, use_case::find(name)?, request, options.cancel).await
    }

    /// Run a plan. If the cloud says something else than when the plan was made, this is refused with
    /// [`Conflict`](ErrorKind::Conflict) before anything is changed. A write that the plan does not have is warned of, or not done
    /// (`strict`).
    pub async fn run_plan(&self, plan: &Plan, options: RunOptions) -> Result<Value> {
        let entry = plan.entry()?;
        let begun = match &options.run_id {
            Some(run_id) => self.journal.head(run_id).await?.is_some(),
            None => false,
        };
        // What moved since a run was interrupted, it moved itself.
        if !begun {
            let mut result = Ok(());
            let check = async { result = plan::check(&self.cloud, &plan.basis).await };
            self.cloud.clock().drive(Box::pin(check)).await;
            result?;
        }
        let follow = Arc::new(plan::Follow::new(plan, options.strict.then(|| options.cancel.clone())));
        let result = self.perform(Job { entry, request: Some(plan.request.clone()), witness: Some(follow.clone()) }, options).await;
        follow.stopped().map_or(result, Err)
    }

    /// Go on with a run that was interrupted. If its request held what may be secret, which no journal keeps, this is refused with
    /// [`InvalidRequest`](ErrorKind::InvalidRequest): run it again with the whole request and its id.
    pub async fn resume(&self, run_id: &str, mut options: RunOptions) -> Result<Value> {
        let Some(head) = self.journal.head(run_id).await? else {
            return Err(Error::new(ErrorKind::NotFound, "the journal holds no such run").on(run_id));
        };
        options.run_id = Some(run_id.to_owned());
        self.perform(Job { entry: use_case::find(&head.use_case)?, request: None, witness: None }, options).await
    }

    /// Go on with a run of this use case, and let the witness see all that it asks for. The request is that of the journal, unless it is
    /// given.
    #[cfg(feature = "testkit")]
    pub(crate) async fn watch_again(
        &self,
        entry: &use_case::Entry,
        request: Option<Value>,
        run_id: &str,
        witness: Arc<dyn Witness>,
    ) -> Result<Value> {
        let options = RunOptions { run_id: Some(run_id.to_owned()), ..RunOptions::default() };
        self.perform(Job { entry, request, witness: Some(witness) }, options).await
    }

    fn next_id(&self) -> String {
        match &*self.ids {
            RunIds::Counted(count) => format!("run-{}", count.fetch_add(1, Ordering::SeqCst) + 1),
            RunIds::Random => format!("run-{:016x}", rand::random::<u64>()),
        }
    }
}

impl Simulator {
    /// A client of this world, with the scenario's faults between them. Its runs are numbered from 1.
    pub fn client(self: &Arc<Self>) -> Client {
        self.client_in(self.scope().clone())
    }

    /// The same in another account or Region.
    pub fn client_in(self: &Arc<Self>, scope: Scope) -> Client {
        Client::within(RateBudget::default(), self.cloud().in_scope(scope).with(self.fault_layer())).counted_ids()
    }

    /// The layer that injects the scenario's faults.
    pub fn fault_layer(&self) -> Faults {
        Faults::new(self.faults()).since(self.start())
    }
}
