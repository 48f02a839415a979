//! Crashes at every call of one run: at each call what would be left is kept, and another process goes on from there. So a run of n
//! calls is begun once and not 2n times.

use super::{
    disturb::Disturb,
    drive::to_the_end,
    fault::{Fault, Spot},
    stage::{Stage, begin},
};
use crate::{
    backend::{Call, CloudBackend, Layer},
    backends::simulator::Simulator,
    clock::Clock,
    error::Result,
    journal::MemoryJournal,
    operations::Reply,
};
use async_trait::async_trait;
use std::sync::{Arc, Mutex, PoisonError};

/// What is left when the process dies at a call.
pub(super) struct Left {
    pub(super) spot: Spot,
    /// The world at that moment.
    pub(super) simulator: Arc<Simulator>,
    /// The journal at that moment.
    pub(super) journal: MemoryJournal,
}

/// The layer that keeps what would be left.
#[derive(Clone)]
struct Keep(Arc<Kept>);

struct Kept {
    simulator: Arc<Simulator>,
    journal: Arc<MemoryJournal>,
    left: Mutex<(usize, Vec<Left>)>,
}

impl Keep {
    fn keep(&self, call: usize, fault: Fault) {
        let left = Left { spot: Spot { call, fault }, simulator: self.0.simulator.fork(), journal: (*self.0.journal).clone() };
        self.0.left.lock().unwrap_or_else(PoisonError::into_inner).1.push(left);
    }
}

impl Layer for Keep {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Keeping { inner, keep: self })
    }
}

struct Keeping {
    inner: Arc<dyn CloudBackend>,
    keep: Keep,
}

#[async_trait]
impl CloudBackend for Keeping {
    async fn call(&self, call: Call) -> Result<Reply> {
        let number = {
            let mut left = self.keep.0.left.lock().unwrap_or_else(PoisonError::into_inner);
            left.0 += 1;
            left.0
        };
        self.keep.keep(number, Fault::CrashBefore);
        let answered = self.inner.call(call).await;
        self.keep.keep(number, Fault::CrashAfter);
        answered
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

impl Stage<'_> {
    /// Let the process die before and after each call, and another go on. `each` is told what is wrong with how that ends, a line each.
    ///
    /// It is the same as [`Stage::disturb`] by these faults one after the other, and quicker.
    pub fn crash_everywhere(&self, mut each: impl FnMut(Spot, Vec<String>)) -> Result<()> {
        if self.has_faults() {
            // What the scenario's own faults have counted belongs to the world, and is in no copy of it.
            for call in 1..=self.calls() {
                for fault in [Fault::CrashBefore, Fault::CrashAfter] {
                    let spot = Spot { call, fault };
                    each(spot, self.disturb(&[spot])?);
                }
            }
            return Ok(());
        }
        for left in self.left_everywhere() {
            let spot = left.spot;
            each(spot, self.go_on(left)?);
        }
        Ok(())
    }

    fn left_everywhere(&self) -> Vec<Left> {
        let simulator = self.base().fork();
        let journal = Arc::new(MemoryJournal::default());
        let left = Mutex::new((0, Vec::new()));
        let keep = Keep(Arc::new(Kept { simulator: simulator.clone(), journal: journal.clone(), left }));
        let cloud = simulator.cloud().with(keep.clone());
        // How it ends is known.
        drop(to_the_end(begin(&cloud, &journal, self)));
        let mut left = keep.0.left.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut left.1)
    }

    fn go_on(&self, left: Left) -> Result<Vec<String>> {
        let Left { spot, simulator, journal } = left;
        let journal = Arc::new(journal);
        let disturb = Disturb::new(&simulator, &[], Arc::default(), self.until());
        match self.perform(simulator, &disturb, &journal) {
            Ok(ended) => self.judge(&ended, &[spot], &disturb),
            Err(why) => Ok(vec![why]),
        }
    }
}
