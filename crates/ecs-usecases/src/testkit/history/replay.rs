//! Replays a history: the journal answers all that the run asks for, and the cloud nothing.

use super::History;
use crate::{
    Client,
    backend::{Call, Cloud, CloudBackend, Scope},
    clock::{Clock, Timestamp, VirtualClock},
    error::{Error, ErrorKind, Result},
    journal::{Body, Entry, Fence, Journal, Lease, MemoryJournal, RunHead, lease::of_run, sha256},
    operations::Reply,
    rules::redact::{self, Text},
    run::{Asked, Recorded, Witness, Writing},
    testkit::matrix::drive::to_the_end,
    use_case,
};
use async_trait::async_trait;
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

pub(super) async fn replay(history: &History, entry: &use_case::Entry) -> Result<()> {
    let Some((Body { entry: Entry::Finished { outcome, error }, .. }, bodies)) = history.bodies.split_last() else {
        return Err(Error::new(ErrorKind::Internal, "the run has not ended"));
    };
    let run_id = history.records[0].run_id.as_str();
    let journal = Arc::new(interrupted(history, bodies).await?);
    let (seen, cloud) = (Arc::new(Seen::default()), Arc::new(Nothing::after(history, bodies)));
    let scope = Scope::new(&history.head.account, &history.head.region);
    let client = Client::of(Cloud::new(cloud.clone(), scope)).journal(journal);
    let Some(result) = to_the_end(client.watch_again(entry, history.head.request.clone(), run_id, seen.clone())) else {
        let asked = cloud.asked().unwrap_or_default();
        // Only what a poll found out is written down, not why it failed: that may be how the run ended.
        return match seen.left_out(bodies) {
            None if error.is_some() && asked.is_poll => Ok(()),
            _ => Err(seen.beyond(&asked.action)),
        };
    };
    let is_divergence = |error: &Error| error.kind() == ErrorKind::Diverged;
    if let Err(now) = &result
        && is_divergence(now)
        && !error.as_ref().is_some_and(is_divergence)
    {
        return Err(now.clone());
    }
    seen.left_out(bodies).map_or(Ok(()), Err)?;
    let (now, recorded) = (shown(result.as_ref().ok(), result.as_ref().err()), shown(outcome.as_ref(), error.as_ref()));
    if !is_still(&recorded, &now) {
        return Err(Error::new(ErrorKind::Diverged, format!("it ended with {recorded}, and ends with {now} now")));
    }
    Ok(())
}

/// Whether an end is what was recorded. Outcomes may have got further members since.
fn is_still(recorded: &Value, now: &Value) -> bool {
    match (recorded, now) {
        (Value::Object(recorded), Value::Object(now)) => {
            recorded.iter().all(|(name, member)| now.get(name).is_some_and(|now| is_still(member, now)))
        }
        (Value::Array(recorded), Value::Array(now)) => {
            recorded.len() == now.len() && recorded.iter().zip(now).all(|(recorded, now)| is_still(recorded, now))
        }
        _ => recorded == now,
    }
}

/// Members of outcomes that were seen in polls, and that a resumed run does not know.
const SEEN: [&str; 1] = ["lowest_healthy"];

/// How a run ended, without what the journal does not keep.
fn shown(outcome: Option<&Value>, error: Option<&Error>) -> Value {
    let mut ended = match (outcome, error) {
        (Some(outcome), _) => outcome.clone(),
        (None, error) => serde_json::to_value(error).unwrap_or_default(),
    };
    redact::hide("", "", &mut ended, Text::Mask);
    drop_seen(&mut ended);
    ended
}

fn drop_seen(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|name, _| !SEEN.contains(&name.as_str()));
            members.values_mut().for_each(drop_seen);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_seen),
        _ => {}
    }
}

/// A journal in which the run stands before its end, and holds what it held.
async fn interrupted(history: &History, bodies: &[Body]) -> Result<MemoryJournal> {
    let journal = MemoryJournal::default();
    let records = &history.records[..bodies.len()];
    let head = RunHead::of(records, bodies).ok_or_else(|| Error::new(ErrorKind::Internal, "it does not begin with its start"))?;
    journal.append(records, &head, None::<&Fence>).await?;
    let lease = |resource: &str, token: u64, released: bool| Lease {
        resource: resource.to_owned(),
        token,
        beat: 0,
        run_id: head.run_id.clone(),
        process: "1-0000000000000000/1".into(),
        at: head.updated_at,
        ttl: 60_000,
        released,
        cancel: false,
        other: None,
    };
    for body in bodies {
        let lease = match &body.entry {
            Entry::Held { resource, token, .. } => lease(resource, *token, false),
            Entry::Attempt { token, .. } => lease(&of_run(&head.run_id), *token, true),
            _ => continue,
        };
        let known = journal.lease(&lease.resource).await?;
        journal.put_lease(known.as_ref(), &lease).await?;
    }
    Ok(journal)
}

/// A cloud that knows only what the journal has of it: the reads in whose replies something was hidden. To all else it never answers,
/// as what was under way when the recorded run ended was not answered either.
struct Nothing {
    clock: VirtualClock,
    read: HashMap<String, Value>,
    asked: Mutex<Option<Unanswered>>,
}

/// The first call that the journal does not hold.
#[derive(Clone, Default)]
struct Unanswered {
    action: String,
    /// It has no place of its own in the journal.
    is_poll: bool,
}

impl Nothing {
    fn after(history: &History, bodies: &[Body]) -> Self {
        let read = bodies.iter().filter_map(|body| match &body.entry {
            Entry::Reply { digest, reply, hidden, .. } if !hidden.is_empty() => Some((digest.clone(), reply.clone())),
            _ => None,
        });
        let end: Timestamp = history.end();
        Self { clock: VirtualClock::starting_at(end), read: read.collect(), asked: Mutex::default() }
    }

    fn asked(&self) -> Option<Unanswered> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[async_trait]
impl CloudBackend for Nothing {
    async fn call(&self, call: Call) -> Result<Reply> {
        let action = call.operation.info().action();
        let request = redact::hidden(&action, "", &call.operation.to_json()).to_string();
        let place = format!("{} {}", call.scope.account, call.scope.region);
        let reply =
            [sha256(&[&action, &request]), sha256(&[&action, &request, &place])].into_iter().find_map(|digest| self.read.get(&digest));
        if let Some(reply) = reply {
            return call.operation.reply_from_json(reply);
        }
        let unanswered = Unanswered { action, is_poll: call.token.is_empty() };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(unanswered);
        std::future::pending().await
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

/// What the program asked for.
#[derive(Default)]
struct Seen(Mutex<BTreeMap<String, Place>>);

struct Place {
    asked: String,
    steps: Vec<String>,
}

#[async_trait]
impl Witness for Seen {
    async fn before(&self, _write: &Writing<'_>) -> Result<Option<String>> {
        Ok(None)
    }

    fn asked(&self, position: &str, asked: Asked<'_>, steps: &[String]) {
        let place = Place { asked: asked.to_string(), steps: steps.to_vec() };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(position.to_owned(), place);
    }
}

impl Seen {
    /// The error for a call that is not in the journal.
    fn beyond(&self, action: &str) -> Error {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Polls have no position of their own: they are in the step of the wait that was last begun.
        let place = seen.iter().filter(|(_, place)| place.asked == action).max_by_key(|(position, _)| number(position));
        let (at, steps) = place.map_or((String::new(), &[][..]), |(position, place)| (format!(" at {position}"), &place.steps[..]));
        let error = Error::new(ErrorKind::Diverged, format!("the journal records nothing{at}, where {action} is asked for now"));
        steps.iter().rev().fold(error, Error::while_)
    }

    /// The error for what is recorded and was not asked for.
    fn left_out(&self, bodies: &[Body]) -> Option<Error> {
        let mut recorded: HashMap<String, Recorded> = HashMap::new();
        let mut order = Vec::new();
        for body in bodies {
            match &body.entry {
                Entry::Intent { position, .. }
                | Entry::Reply { position, .. }
                | Entry::Failure { position, .. }
                | Entry::Fact { position, .. } => order.push(position),
                _ => continue,
            }
            Recorded::note(&mut recorded, body.at, body.entry.clone());
        }
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let position = order.into_iter().find(|position| !seen.contains_key(*position))?;
        let message = format!("the journal records {} at {position}, where nothing is asked for now", recorded[position]);
        Some(Error::new(ErrorKind::Diverged, message))
    }
}

/// The number in a position `branch#number`.
fn number(position: &str) -> u64 {
    position.rsplit_once('#').and_then(|(_, number)| number.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::is_still;
    use serde_json::json;

    #[test]
    fn an_end_may_have_got_further_members_and_nothing_else() {
        let recorded = json!({"services": [{"name": "web", "state": "deployed"}], "wave": null});
        let with = |change: fn(&mut serde_json::Value)| {
            let mut now = recorded.clone();
            change(&mut now);
            is_still(&recorded, &now)
        };
        assert!(with(|_| {}));
        assert!(with(|now| now["services"][0]["rollback"] = json!(null)));
        assert!(!with(|now| now["services"][0]["state"] = json!("failed")));
        assert!(!with(|now| now["services"] = json!([])));
        assert!(!with(|now| now["services"] = json!([{"name": "web", "state": "deployed"}, {}])));
        assert!(!with(|now| drop(now.as_object_mut().and_then(|now| now.shift_remove("wave")))));
    }
}
