//! [`Attempt`]: a process executes a run.

use super::{BUSY, Fence, Lease, Process, of_run, process::Living};
use crate::{
    clock::{Clock, Timestamp},
    error::{Error, ErrorKind, Result},
    journal::{Journal, RunState},
    sync::Mutex,
};
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};

/// One process's execution of one run, for as long as it has the run's lease.
pub struct Attempt {
    journal: Arc<dyn Journal>,
    process: Process,
    living: Living,
    run_id: String,
    ttl: Duration,
    fence: Fence,
    /// The run's lease as it was last put.
    lease: Mutex<Lease>,
}

/// How a resource that another run holds is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Only if it is free.
    IfFree,
    /// Whoever holds it: that run is stopped.
    TakeOver,
}

/// A resource that is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Token of the lease.
    pub token: u64,
    /// The run that had not let it go, if there was one, and whether that was being executed.
    pub taken_from: Option<(String, bool)>,
}

impl Attempt {
    /// Take the lease of a run. If another process has it, watch whether that lives; `take_over` says that it is known not to.
    ///
    /// [`Conflict`](ErrorKind::Conflict) if another process executes the run.
    pub async fn begin(
        journal: Arc<dyn Journal>,
        clock: &dyn Clock,
        process: &Process,
        run_id: &str,
        ttl: Duration,
        take_over: bool,
    ) -> Result<Self> {
        let (resource, living) = (of_run(run_id), process.begin());
        loop {
            let known = journal.lease(&resource).await?;
            if let Some(lease) = known.as_ref().filter(|lease| !lease.released && !take_over)
                && lives(&*journal, clock, process, lease).await?
            {
                return Err(Error::new(ErrorKind::Conflict, format!("run {run_id} goes on in process {}", lease.process))
                    .with_code(BUSY)
                    .on(run_id)
                    .advise("Wait until it has ended"));
            }
            let token = known.as_ref().map_or(0, |lease| lease.token) + 1;
            let lease = Lease {
                resource: resource.clone(),
                token,
                beat: 0,
                run_id: run_id.to_owned(),
                process: living.name.clone(),
                at: clock.now(),
                ttl: ttl.as_millis() as u64,
                released: false,
                cancel: false,
                other: None,
            };
            if journal.put_lease(known.as_ref(), &lease).await? {
                let fence = Fence { resource, token };
                let (process, run_id, lease) = (process.clone(), run_id.to_owned(), Mutex::new(lease));
                return Ok(Self { journal, process, living, run_id, ttl, fence, lease });
            }
        }
    }

    /// What each write of the run has to meet.
    pub fn fence(&self) -> &Fence {
        &self.fence
    }

    /// The name of this execution.
    pub fn name(&self) -> &str {
        &self.living.name
    }

    /// Show that the run is alive, again and again. It returns when the lease is lost; `cancel` is called when somebody asks
    /// that the run stop for good.
    pub async fn keep(&self, clock: &dyn Clock, cancel: impl Fn()) -> Error {
        loop {
            clock.idle_until(clock.now() + self.ttl / 3).await;
            // While the journal can't be reached nothing is written either; if the lease is taken meanwhile, the next write tells.
            let now = clock.now();
            let Ok(stored) = self.journal.lease(&self.fence.resource).await else { continue };
            if let Err(lost) = self.fence.check(stored.as_ref()) {
                return lost;
            }
            let Some(stored) = stored else { continue };
            if stored.cancel {
                cancel();
            }
            let next = Lease { beat: stored.beat + 1, at: now, ..stored.clone() };
            if matches!(self.journal.put_lease(Some(&stored), &next).await, Ok(true)) {
                *self.lease.lock().unwrap_or_else(PoisonError::into_inner) = next;
            }
        }
    }

    /// Whether nobody can have taken the lease of this execution for being silent: its last beat is younger than the time to live.
    pub fn may_go_on(&self, now: Timestamp) -> bool {
        now.since(self.lease.lock().unwrap_or_else(PoisonError::into_inner).at) < self.ttl
    }

    /// Whether the run's lease is still this execution's.
    pub async fn check(&self) -> Result<()> {
        self.fence.check(self.journal.lease(&self.fence.resource).await?.as_ref())
    }

    /// Hold a resource for this run. [`Conflict`](ErrorKind::Conflict) if another run holds it, or if this execution has lost its
    /// lease.
    pub async fn hold(&self, clock: &dyn Clock, resource: &str, how: Hold) -> Result<Held> {
        loop {
            // Or a process that was stopped would stop those who came after it, and its own run could not go on with it either.
            self.check().await?;
            let known = self.journal.lease(resource).await?;
            let mut taken_from = None;
            match &known {
                Some(lease) if lease.run_id == self.run_id => taken_from = lease.other.clone().map(|other| (other, false)),
                Some(lease) if !lease.released => taken_from = self.take_from(clock, lease, how).await?,
                _ => {}
            }
            let token = known.as_ref().map_or(0, |lease| lease.token) + 1;
            let other = taken_from.as_ref().map(|(run_id, _)| run_id.clone());
            let next = self.leased(resource, token, clock.now(), other);
            if self.journal.put_lease(known.as_ref(), &next).await? {
                // Only then: a run that is resumed between the two finds that it does not hold the resource any more.
                if let Some((run_id, _)) = &taken_from {
                    self.stop(run_id).await?;
                }
                return Ok(Held { token, taken_from });
            }
        }
    }

    /// Whether this run still holds what it held when it was interrupted. [`Conflict`](ErrorKind::Conflict) if another run has
    /// held it since.
    pub async fn still_holds(&self, resource: &str, token: u64) -> Result<()> {
        match self.journal.lease(resource).await? {
            Some(lease) if lease.run_id == self.run_id && lease.token == token => Ok(()),
            stored => {
                let by = stored.map_or("nobody".to_owned(), |lease| format!("run {}", lease.run_id));
                Err(Error::new(ErrorKind::Conflict, format!("since run {} was interrupted, {by} has held {resource}", self.run_id))
                    .with_code(super::LOST)
                    .on(resource)
                    .advise("Start a new run: what this one knows may no longer be so"))
            }
        }
    }

    /// Let the resources go, because the run has ended.
    pub async fn release(&self, resources: &[(String, u64)]) -> Result<()> {
        for (resource, token) in resources {
            while let Some(lease) = self.journal.lease(resource).await? {
                if lease.token != *token || lease.run_id != self.run_id || lease.released {
                    break;
                }
                let next = Lease { beat: lease.beat + 1, released: true, ..lease.clone() };
                if self.journal.put_lease(Some(&lease), &next).await? {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Let the run itself go: who resumes it need not wait. What it holds stays its own until another run takes it.
    pub async fn end(&self) -> Result<()> {
        while let Some(lease) = self.journal.lease(&self.fence.resource).await? {
            if self.fence.check(Some(&lease)).is_err() {
                break;
            }
            let next = Lease { beat: lease.beat + 1, released: true, ..lease.clone() };
            if self.journal.put_lease(Some(&lease), &next).await? {
                break;
            }
        }
        Ok(())
    }

    /// Whom a resource would be taken from: nobody if its holder has ended.
    async fn take_from(&self, clock: &dyn Clock, lease: &Lease, how: Hold) -> Result<Option<(String, bool)>> {
        let holder = &lease.run_id;
        if self.journal.head(holder).await?.is_none_or(|head| head.state != RunState::Open) {
            return Ok(None);
        }
        let executed = self.journal.lease(&of_run(holder)).await?.filter(|lease| !lease.released);
        let Some(executed) = executed else { return Ok(Some((holder.clone(), false))) };
        if how == Hold::TakeOver {
            return Ok(Some((holder.clone(), true)));
        }
        if seems_alive(clock, &executed) || lives(&*self.journal, clock, &self.process, &executed).await? {
            return Err(Error::new(ErrorKind::Conflict, format!("run {holder} holds {}, since {}", lease.resource, lease.at))
                .with_code(BUSY)
                .on(&lease.resource)
                .advise(format!("Wait until run {holder} has ended, or cancel it")));
        }
        Ok(Some((holder.clone(), false)))
    }

    /// Whatever process executes this run loses its lease.
    async fn stop(&self, run_id: &str) -> Result<()> {
        let resource = of_run(run_id);
        while let Some(known) = self.journal.lease(&resource).await? {
            let other = Some(self.run_id.clone());
            let next = Lease { token: known.token + 1, beat: 0, released: true, other, ..known.clone() };
            if self.journal.put_lease(Some(&known), &next).await? {
                break;
            }
        }
        Ok(())
    }

    fn leased(&self, resource: &str, token: u64, at: Timestamp, other: Option<String>) -> Lease {
        Lease {
            resource: resource.to_owned(),
            token,
            beat: 0,
            run_id: self.run_id.clone(),
            process: self.living.name.clone(),
            at,
            ttl: self.ttl.as_millis() as u64,
            released: false,
            cancel: false,
            other,
        }
    }
}

/// A beat that is younger than the time between two, by a clock that need not be right: enough to refuse, not enough to take.
fn seems_alive(clock: &dyn Clock, lease: &Lease) -> bool {
    let now = clock.now();
    now >= lease.at && now.since(lease.at) < Duration::from_millis(lease.ttl) * 2 / 3
}

/// Looks at a lease in its time to live and a bit more.
const LOOKS: u32 = 7;

/// Watch whether there is a beat.
async fn lives(journal: &dyn Journal, clock: &dyn Clock, process: &Process, lease: &Lease) -> Result<bool> {
    if let Some(known) = process.lives(&lease.process) {
        return Ok(known);
    }
    // Counted in sleeps: the clock may be set meanwhile.
    for _ in 0..LOOKS {
        clock.sleep(Duration::from_millis(lease.ttl) / (LOOKS - 1)).await;
        let now = journal.lease(&lease.resource).await?;
        if !Lease::is_same(now.as_ref(), Some(lease)) {
            return Ok(now.is_some_and(|lease| !lease.released));
        }
    }
    Ok(false)
}
