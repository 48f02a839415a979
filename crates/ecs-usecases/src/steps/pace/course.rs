//! What a service's events tell of the course of a deployment: when tasks were started, registered and stopped.

use crate::{clock::Timestamp, model::ecs::Service};
use std::time::Duration;

/// One event that tells of the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// So many tasks were started.
    Started(i32),
    /// Targets were registered with a load balancer.
    Registered(i32),
    /// So many running tasks were stopped; behind a load balancer their connections drain from then on.
    Stopped(i32),
    /// Everything wanted runs, and nothing else.
    Done,
}

/// How long the phases of one batch took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Phases {
    /// From the start of a task until it is registered with its load balancer.
    pub(super) start: Option<Duration>,
    /// From then, or without a load balancer from the start, until a task is healthy, so that an old one gives way.
    pub(super) serve: Option<Duration>,
    /// From the stop of the last old tasks until the deployment is over.
    pub(super) drain: Option<Duration>,
}

impl Phases {
    /// The same, and what it does not know from there.
    pub(super) fn or(self, other: Self) -> Self {
        Self { start: self.start.or(other.start), serve: self.serve.or(other.serve), drain: self.drain.or(other.drain) }
    }
}

/// The events of a service that tell of its deployments, the oldest first.
pub(super) fn marks(service: &Service) -> Vec<(Timestamp, Mark)> {
    let mark = |message: &str| {
        Some(if let Some(count) = count(message, " has started ", " tasks") {
            Mark::Started(count)
        } else if let Some(count) = count(message, " registered ", " targets") {
            Mark::Registered(count)
        } else if let Some(count) = count(message, " has stopped ", " running tasks") {
            Mark::Stopped(count)
        } else if message.contains(" deployment completed") || message.contains(" has reached a steady state") {
            Mark::Done
        } else {
            return None;
        })
    };
    service.events.iter().rev().filter_map(|event| Some((event.created_at?, mark(event.message.as_deref()?)?))).collect()
}

fn count(message: &str, before: &str, after: &str) -> Option<i32> {
    let (_, rest) = message.split_once(before)?;
    rest.split_once(after)?.0.parse().ok()
}

/// What is stopped this soon after a start was not stopped because what was started is healthy.
const AT_ONCE: Duration = Duration::from_secs(2);

/// How long each phase took when it was last gone through.
pub(super) fn phases(marks: &[(Timestamp, Mark)]) -> Phases {
    let mut known = Phases::default();
    let (mut started, mut registered, mut stopped): (Option<Timestamp>, Option<Timestamp>, Option<Timestamp>) = (None, None, None);
    for &(at, mark) in marks {
        let serves_since = registered.or(started);
        match mark {
            Mark::Started(_) => (started, registered) = (Some(at), None),
            Mark::Registered(_) => {
                known.start = started.map(|started| at.since(started)).or(known.start);
                registered = Some(at);
            }
            Mark::Stopped(_) => {
                let served = serves_since.map(|since| at.since(since)).filter(|served| *served >= AT_ONCE);
                known.serve = served.or(known.serve);
                stopped = Some(at);
            }
            Mark::Done => {
                match (stopped, serves_since) {
                    (Some(stopped), _) => known.drain = Some(at.since(stopped)),
                    // The first tasks of a service, for which no others have to go.
                    (None, Some(since)) => known.serve = Some(at.since(since)),
                    (None, None) => {}
                }
                (started, registered, stopped) = (None, None, None);
            }
        }
    }
    known
}
