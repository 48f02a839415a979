//! [`Recorder`]: a listener that keeps what it hears.

use super::RunReport;
use crate::{
    error::{Error, Result},
    event::Event,
    run::EventSender,
};
use serde::Serialize;
use std::{
    future::poll_fn,
    sync::{Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{Mutex as AsyncMutex, mpsc};

/// A listener of runs. It keeps their events, for a report while the run goes on or afterwards, and lets them be read as
/// they come.
pub struct Recorder {
    heard: Mutex<Heard>,
    /// Whose turn it is to wait for events: a channel wakes one.
    turn: AsyncMutex<()>,
}

struct Heard {
    channel: mpsc::UnboundedReceiver<Event>,
    events: Vec<Event>,
    /// How many of them were read.
    read: usize,
}

impl Recorder {
    /// What a run is told to send its events to, and who listens. Both attempts of a run that is resumed may send to the
    /// same recorder.
    pub fn channel() -> (EventSender, Self) {
        let (sender, channel) = mpsc::unbounded_channel();
        let heard = Heard { channel, events: Vec::new(), read: 0 };
        (sender, Self { heard: Mutex::new(heard), turn: AsyncMutex::new(()) })
    }

    /// The next events that nobody read, at least one and at most `limit`; empty when there will be no more.
    pub async fn next_events(&self, limit: usize) -> Vec<Event> {
        let _turn = self.turn.lock().await;
        poll_fn(|cx| {
            let heard = &mut *self.heard();
            heard.listen();
            if heard.read == heard.events.len() {
                // Nothing is there: this asks to be woken.
                match heard.channel.poll_recv(cx) {
                    std::task::Poll::Ready(Some(event)) => heard.events.push(event),
                    std::task::Poll::Ready(None) => return std::task::Poll::Ready(Vec::new()),
                    std::task::Poll::Pending => return std::task::Poll::Pending,
                }
            }
            let until = heard.events.len().min(heard.read + limit.max(1));
            let batch = heard.events[heard.read..until].to_vec();
            heard.read = until;
            std::task::Poll::Ready(batch)
        })
        .await
    }

    /// All events so far, whether or not they were read.
    pub fn events(&self) -> Vec<Event> {
        let mut heard = self.heard();
        heard.listen();
        heard.events.clone()
    }

    /// The report of what was heard so far, with how the run ended if it has.
    pub fn report<T: Serialize>(&self, result: Option<&Result<T>>) -> RunReport {
        let mut heard = self.heard();
        heard.listen();
        let report = RunReport::of_events(&heard.events);
        drop(heard);
        match result {
            Some(result) => report.ended(result.as_ref().map(|outcome| serde_json::to_value(outcome).unwrap_or_default())),
            None => report,
        }
    }

    /// The report of what was heard, of a run that failed.
    pub fn report_of(&self, error: &Error) -> RunReport {
        self.report(None::<&Result<()>>).ended(Err(error))
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Heard {
    /// Take what is in the channel.
    fn listen(&mut self) {
        while let Ok(event) = self.channel.try_recv() {
            self.events.push(event);
        }
    }
}
