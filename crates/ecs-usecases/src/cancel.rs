//! [`CancelToken`]: by which a run is asked to stop.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::Notify;

/// Asks a run to stop at the next point where nothing is in flight.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<(AtomicBool, Notify)>);

impl CancelToken {
    /// Ask.
    pub fn cancel(&self) {
        self.0.0.store(true, Ordering::SeqCst);
        self.0.1.notify_waiters();
    }

    /// Whether somebody asked.
    pub fn is_cancelled(&self) -> bool {
        self.0.0.load(Ordering::SeqCst)
    }

    /// Wait until somebody asks.
    pub async fn cancelled(&self) {
        let asked = self.0.1.notified();
        if !self.is_cancelled() {
            asked.await;
        }
    }
}
