//! [`Mirror`]: a cloud that reads from another and plays on a simulator.
//!
//! What a call mentions is imported from the live cloud when it is first mentioned, with all that it needs, as that cloud shows
//! it: the same ARNs, numbers and settings. Then the simulator answers, reads and writes alike. Nothing is ever written to the
//! live cloud: a layer refuses it. The mirror's time begins at the live time, is virtual, and plays out at once.

mod appconfig;
mod dynamodb;
mod ecr;
mod ecs;
mod elbv2;
mod estimate;
mod mentions;
mod others;
mod reading;
mod tasks;
mod thing;

pub use reading::Reading;

use crate::{
    backend::{Call, Cloud, CloudBackend, Scope},
    backends::simulator::{ImageBehaviour, Simulator},
    clock::Clock,
    error::Result,
    layers::ReadOnly,
    model::elbv2::TargetHealthDescription,
    operations::{AnyOperation, Reply},
};
use async_trait::async_trait;
use estimate::Measured;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};
use thing::Thing;

/// A cloud that shows what another has, and in which everything may be done because nothing of it is real.
pub struct Mirror {
    live: Cloud,
    simulator: Arc<Simulator>,
    /// One thing is imported at a time, so that none is imported twice.
    importing: tokio::sync::Mutex<BTreeSet<(Scope, Thing)>>,
    notes: Mutex<Notes>,
    peak: AtomicU32,
    /// The quotas of Fargate are read, too.
    with_quotas: bool,
}

/// What was learnt on the way.
#[derive(Default)]
struct Notes {
    /// The role by which calls in an account and Region are made.
    roles: BTreeMap<Scope, Arc<str>>,
    readings: Vec<Reading>,
    warnings: Vec<String>,
    behaviours: Vec<(String, ImageBehaviour)>,
    targets: BTreeMap<String, Vec<TargetHealthDescription>>,
    measured: BTreeMap<String, Measured>,
}

impl Mirror {
    /// A mirror of this cloud, which is only read.
    pub fn new(live: &Cloud) -> Arc<Self> {
        Self::of(live, false)
    }

    /// The same, held to the quotas of vCPUs that the account has on Fargate.
    pub fn with_quotas(live: &Cloud) -> Arc<Self> {
        Self::of(live, true)
    }

    fn of(live: &Cloud, with_quotas: bool) -> Arc<Self> {
        let live = live.clone().with(ReadOnly);
        let simulator = Simulator::empty((**live.scope()).clone(), live.clock().now());
        let (importing, notes, peak) = (tokio::sync::Mutex::default(), Mutex::default(), AtomicU32::new(0));
        Arc::new(Self { live, simulator, importing, notes, peak, with_quotas })
    }

    /// This mirror, seen from the account and Region from which the live cloud is seen.
    pub fn cloud(self: &Arc<Self>) -> Cloud {
        Cloud::new(self.clone(), (**self.live.scope()).clone())
    }

    /// The simulator that answers.
    pub fn simulator(&self) -> &Arc<Simulator> {
        &self.simulator
    }

    /// Let the program in an image behave so, instead of well. `image` is `repository:tag`, `repository@digest` or a full
    /// reference; it need not be known yet.
    pub async fn behave(&self, image: &str, behaviour: ImageBehaviour) -> Result<()> {
        let known = self.importing.lock().await;
        self.notes().behaviours.push((image.to_owned(), behaviour));
        let scopes: BTreeSet<Scope> = known.iter().map(|(scope, _)| scope.clone()).collect();
        scopes.iter().try_for_each(|scope| self.script(scope))
    }

    /// Everything that was read of the live cloud, in order.
    pub fn readings(&self) -> Vec<Reading> {
        self.notes().readings.clone()
    }

    /// The same, as they are kept.
    pub(crate) fn with_readings<T>(&self, work: impl FnOnce(&[Reading]) -> T) -> T {
        work(&self.notes().readings)
    }

    /// What could not be read and had to be assumed.
    pub fn warnings(&self) -> Vec<String> {
        self.notes().warnings.clone()
    }

    /// The most tasks that were there at the same time so far. Those of several accounts and Regions are counted together at each
    /// call.
    pub fn peak_tasks(&self) -> u32 {
        let alone = self.simulator.metered().iter().map(|metered| u32::try_from(metered.peak.tasks).unwrap_or(0)).max();
        self.peak.load(Ordering::SeqCst).max(alone.unwrap_or(0))
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn warn(&self, text: String) {
        let mut notes = self.notes();
        if !notes.warnings.contains(&text) {
            notes.warnings.push(text);
        }
    }

    /// Let the images that are there behave as was said.
    fn script(&self, scope: &Scope) -> Result<()> {
        let behaviours = self.notes().behaviours.clone();
        self.simulator.change(scope, |world| {
            for (image, behaviour) in behaviours {
                // An image that is not there yet is scripted when it is.
                let _ = world.ecr.script(&image, behaviour);
            }
        })
    }
}

#[async_trait]
impl CloudBackend for Mirror {
    async fn call(&self, call: Call) -> Result<Reply> {
        {
            // Reading takes real time, in which none passes here.
            let _hold = self.simulator.virtual_clock().hold();
            let mut known = self.importing.lock().await;
            if let Some(role) = &call.role {
                self.notes().roles.insert((*call.scope).clone(), role.clone());
            }
            if is_of_the_account(&call.operation) {
                return self.read_any(&call.scope, call.operation).await;
            }
            for thing in mentions::mentions(&call.scope, &call.operation) {
                self.import(&mut known, &call.scope, thing).await?;
            }
        }
        let reply = self.simulator.call(call).await;
        self.peak.fetch_max(self.simulator.tasks_now(), Ordering::SeqCst);
        reply
    }

    fn clock(&self) -> &dyn Clock {
        self.simulator.clock()
    }

    fn changes(&self, scope: &Scope, cluster: &str, service: &str) -> Option<u64> {
        let changes = self.simulator.changes_of(scope, cluster, service);
        self.peak.fetch_max(self.simulator.tasks_now(), Ordering::SeqCst);
        changes
    }
}

/// Whether an operation asks for what no run changes here: roles, quotas, who calls. The live cloud knows.
fn is_of_the_account(operation: &AnyOperation) -> bool {
    matches!(operation, AnyOperation::Iam(_) | AnyOperation::Sts(_) | AnyOperation::ServiceQuotas(_))
}
