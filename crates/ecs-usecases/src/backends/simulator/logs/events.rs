//! Log events: put, and read from one stream.

use super::{State, bad_token, groups, invalid, limit, no_stream, unfit};
use crate::{
    backends::simulator::world::World,
    clock::Timestamp,
    error::Result,
    model::logs::{GetLogEvents, GetLogEventsResponse, OutputLogEvent, PutLogEvents, PutLogEventsResponse, RejectedLogEventsInfo},
};
use serde::{Deserialize, Serialize};

/// A batch, and a page, has at most this many bytes.
const MOST_BYTES: i64 = 1_048_576;
/// AWS still answers a sequence token, and ignores those that it gets.
pub(super) const SEQUENCE_TOKEN: &str = "49039859592515714242560470574164718082410614281254240264";

/// A log event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Event {
    /// Milliseconds since 1970.
    pub(super) timestamp: i64,
    /// Its number among all events of the Region, in order of arrival.
    pub(super) number: u64,
    pub(super) ingested_at: Timestamp,
    pub(super) message: String,
}

impl Event {
    /// Bytes as AWS counts them.
    pub(super) fn size(&self) -> i64 {
        size(&self.message)
    }
}

fn size(message: &str) -> i64 {
    message.len() as i64 + 26
}

/// Add events to a stream that is there. Those older than the group's retention are dropped when they are next looked at.
pub(super) fn add(state: &mut State, group: &str, stream: &str, now: Timestamp, lines: impl IntoIterator<Item = (i64, String)>) {
    let State { groups, latest } = state;
    let Some(stream) = groups.get_mut(group).and_then(|group| group.streams.get_mut(stream)) else { return };
    for (timestamp, message) in lines {
        *latest += 1;
        let at = stream.events.partition_point(|event| event.timestamp <= timestamp);
        stream.events.insert(at, Event { timestamp, number: *latest, ingested_at: now, message });
        stream.ingested_at = Some(now);
    }
}

pub(super) fn put(world: &mut World, request: &PutLogEvents) -> Result<PutLogEventsResponse> {
    let events = &request.log_events;
    if !(1..=10_000).contains(&events.len()) {
        return Err(unfit("logEvents", &format!("[{} events]", events.len()), "have length between 1 and 10000"));
    }
    let mut lines = Vec::with_capacity(events.len());
    for event in events {
        let (Some(timestamp), Some(message)) = (event.timestamp, &event.message) else {
            return Err(invalid("A log event must have a timestamp and a message."));
        };
        if message.is_empty() {
            return Err(unfit("logEvents.member.message", "", "have length greater than or equal to 1"));
        }
        lines.push((timestamp, message.clone()));
    }
    let bytes: i64 = lines.iter().map(|(_, message)| size(message)).sum();
    if bytes > MOST_BYTES {
        return Err(invalid(format!("Upload too large: {bytes} bytes exceeds limit of {MOST_BYTES}")));
    }
    if !lines.is_sorted_by_key(|(timestamp, _)| *timestamp) {
        return Err(invalid("Log events in a single PutLogEvents request must be in chronological order."));
    }
    let now = world.now;
    let group = groups::find(world, &request.log_group_name)?;
    if !group.streams.contains_key(&request.log_stream_name) {
        return Err(no_stream());
    }
    let (too_old, too_new, expired) = (now.0 - 14 * groups::DAY, now.0 + 2 * 3_600_000, group.oldest(now));
    let count = |limit: i64| lines.partition_point(|(timestamp, _)| *timestamp < limit);
    let (old, expired, new) = (count(too_old), count(expired), count(too_new + 1));
    let good = old.max(expired)..new.max(old.max(expired));
    if let (Some((first, _)), Some((last, _))) = (lines[good.clone()].first(), lines[good.clone()].last())
        && last - first > groups::DAY
    {
        return Err(invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours."));
    }
    let index = |index: usize, told: bool| told.then_some(index as i32);
    let rejected = RejectedLogEventsInfo {
        too_new_log_event_start_index: index(new, new < lines.len()),
        too_old_log_event_end_index: index(old, old > 0),
        expired_log_event_end_index: index(expired, expired > old),
        ..RejectedLogEventsInfo::default()
    };
    add(&mut world.logs, &request.log_group_name, &request.log_stream_name, now, lines[good].to_vec());
    Ok(PutLogEventsResponse {
        next_sequence_token: Some(SEQUENCE_TOKEN.to_owned()),
        rejected_log_events_info: (rejected != RejectedLogEventsInfo::default()).then_some(rejected),
        ..PutLogEventsResponse::default()
    })
}

/// A gap in a stream: right behind the event of this time and number.
type Gap = (i64, u64);

/// Where a token leads: forward or backward from a gap.
fn read(token: &str) -> Option<(bool, Gap)> {
    let (direction, gap) = token.split_once('/')?;
    let (timestamp, number) = gap.split_once('/')?;
    let forward = match direction {
        "f" => true,
        "b" => false,
        _ => return None,
    };
    Some((forward, (timestamp.parse().ok()?, number.parse().ok()?)))
}

pub(super) fn get(world: &mut World, request: &GetLogEvents) -> Result<GetLogEventsResponse> {
    let most = limit(request.limit, 10_000)?;
    let name = groups::named(request.log_group_name.as_ref(), request.log_group_identifier.as_ref())?.to_owned();
    let stream = groups::find(world, &name)?.streams.get(&request.log_stream_name).ok_or_else(no_stream)?;
    let from = request.start_time.unwrap_or(0);
    let until = request.end_time.unwrap_or(i64::MAX);
    let events: Vec<&Event> = stream.events.iter().filter(|event| (from..until).contains(&event.timestamp)).collect();
    let token = request.next_token.as_deref().map(|token| read(token).ok_or_else(bad_token)).transpose()?;
    let start = match token {
        Some((_, gap)) => events.partition_point(|event| (event.timestamp, event.number) <= gap),
        None if request.start_from_head == Some(true) => 0,
        None => events.len(),
    };
    let forward = token.map_or(request.start_from_head == Some(true), |(forward, _)| forward);
    let mut bytes = 0;
    let mut fits = |event: &&&Event| {
        bytes += event.size();
        bytes <= MOST_BYTES
    };
    let shown = if forward {
        let count = events[start..].iter().take(most).take_while(|event| fits(event)).count();
        start..start + count
    } else {
        let count = events[..start].iter().rev().take(most).take_while(|event| fits(event)).count();
        start - count..start
    };
    let page = &events[shown];
    let here = token.map_or((0, 0), |(_, gap)| gap);
    let before = page.first().map_or(here, |event| (event.timestamp, event.number - 1));
    let behind = page.last().map_or(here, |event| (event.timestamp, event.number));
    let output = |event: &&Event| OutputLogEvent {
        timestamp: Some(event.timestamp),
        message: Some(event.message.clone()),
        ingestion_time: Some(event.ingested_at.0),
        ..OutputLogEvent::default()
    };
    Ok(GetLogEventsResponse {
        events: page.iter().map(output).collect(),
        next_forward_token: Some(format!("f/{}/{}", behind.0, behind.1)),
        next_backward_token: Some(format!("b/{}/{}", before.0, before.1)),
        ..GetLogEventsResponse::default()
    })
}
