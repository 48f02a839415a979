//! Threads that meet in the leases of one process, in the journal in memory and in the writer of a run, in as many orders as a scheduler
//! finds: nobody waits for what has been, and no two hold the same.
//!
//! The files are those of the library, compiled with locks that the scheduler controls. 300 schedules of each test, or as many as
//! `SCHEDULES` says.
#![allow(clippy::unwrap_used)]

#[allow(dead_code, unused_imports)] // not all of it is used here
mod journal;
mod leases;
mod writers;

mod sync {
    pub use shuttle::sync::{Mutex, MutexGuard};

    pub mod atomic {
        pub use shuttle::sync::atomic::AtomicU64;
    }
}
mod clock {
    pub use ecs_usecases::clock::{Clock, Timestamp};
}
mod error {
    pub use ecs_usecases::error::{Error, ErrorKind, Result};
}
use async_trait::async_trait;
use clock::{Clock, Timestamp};
use journal::{Entry, Fence, Journal, Record, RunHead};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Try this under as many schedules as are asked for.
pub fn explore(test: impl Fn() + Send + Sync + 'static) {
    let asked = std::env::var("SCHEDULES").ok().and_then(|count| count.parse().ok());
    shuttle::check_random(test, asked.unwrap_or(300));
}

/// A clock that jumps for whoever sleeps, and lets others go first.
#[derive(Default)]
pub struct Jumping(AtomicI64);

#[async_trait]
impl Clock for Jumping {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
    async fn sleep_until(&self, moment: Timestamp) {
        self.0.fetch_max(moment.0, Ordering::SeqCst);
        shuttle::thread::yield_now();
    }
    async fn settle(&self) {
        shuttle::thread::yield_now();
    }
}

/// The next record of a run, under a fence.
pub fn append(journal: &Arc<dyn Journal>, run_id: &str, fence: Option<&Fence>) -> error::Result<()> {
    shuttle::future::block_on(async {
        loop {
            let head = journal.head(run_id).await?;
            let mut head = head.unwrap_or_else(|| RunHead::new(run_id, "noop", Timestamp(0)));
            let entry = Entry::Started { use_case: "noop".into(), request: json!({}), hidden: Vec::new() };
            let record = Record::seal(run_id, (head.number, &head.hash), Timestamp(0), entry)?;
            (head.number, head.hash) = (record.number, record.hash.clone());
            match journal.append(&[record], &head, fence).await {
                // Another was faster: it comes after that one.
                Err(error) if error.code() == Some("JournalMoved") => {}
                result => return result,
            }
        }
    })
}
