//! What the table's items look like.
//!
//! | partition | sort | item |
//! |---|---|---|
//! | `run/ID` | `head` | a run's head |
//! | `run/ID` | `record/NUMBER/PART` | a record, in parts where it is long |
//! | `runs` | `BEGAN/ID` | a run in the list: written when it begins and when it ends |
//! | `lease/RESOURCE` | `lease` | a lease |

use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    journal::{
        Lease, Record, RunHead, RunState, damage,
        table::{EXPIRES_AT, PARTITION_KEY, SORT_KEY},
    },
};
use aws_sdk_dynamodb::types::AttributeValue;
use std::collections::HashMap;

pub(super) type Item = HashMap<String, AttributeValue>;

/// An item has at most 400 KB, names included. A record's text is divided into parts of this many bytes.
const PART: usize = 350_000;
/// The partition of the list.
pub(super) const RUNS: &str = "runs";

pub(super) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

#[allow(clippy::needless_pass_by_value)] // numbers are small
pub(super) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

pub(super) fn key(partition: impl Into<String>, sort: impl Into<String>) -> Item {
    Item::from([(PARTITION_KEY.to_owned(), text(partition)), (SORT_KEY.to_owned(), text(sort))])
}

fn with<const N: usize>(mut item: Item, attributes: [(&str, AttributeValue); N]) -> Item {
    item.extend(attributes.map(|(name, value)| (name.to_owned(), value)));
    item
}

pub(super) fn run(run_id: &str) -> String {
    format!("run/{run_id}")
}

pub(super) fn head_key(run_id: &str) -> Item {
    key(run(run_id), "head")
}

/// Where a run stands in the list, which is in the order of their beginnings.
pub(super) fn listed_key(head: &RunHead) -> Item {
    key(RUNS, format!("{:020}/{}", head.started_at.0.max(0), head.run_id))
}

pub(super) fn lease_key(resource: &str) -> Item {
    key(format!("lease/{resource}"), "lease")
}

/// The sort key of a record's part. Parts count from 0.
pub(super) fn part(record: u64, part: usize) -> String {
    format!("record/{record:010}/{part:06}")
}

/// The items of a record.
pub(super) fn record(record: &Record) -> Vec<Item> {
    let mut rest = record.body.as_str();
    let mut bodies = Vec::new();
    while rest.len() > PART {
        let (body, after) = rest.split_at(rest.floor_char_boundary(PART));
        bodies.push(body);
        rest = after;
    }
    bodies.push(rest);
    let parts = bodies.len();
    let item = |(at, body): (usize, &str)| with(key(run(&record.run_id), part(record.number, at)), [("body", text(body))]);
    let mut items: Vec<Item> = bodies.into_iter().enumerate().map(item).collect();
    items[0].extend([("hash".to_owned(), text(&record.hash)), ("parts".to_owned(), number(parts))]);
    items
}

/// The records of these items, which are in the order of their keys.
pub(super) fn records(run_id: &str, items: &[Item]) -> Result<Vec<Record>> {
    let mut records: Vec<Record> = Vec::new();
    let mut missing = 0;
    for item in items {
        let expected = records.len() as u64 + u64::from(missing == 0);
        let broken = || damage(run_id, expected, "it can't be read, or a part of it is not there");
        let sort = string(item, SORT_KEY).and_then(|sort| sort.strip_prefix("record/")).ok_or_else(broken)?;
        let (at, part) = sort.split_once('/').ok_or_else(broken)?;
        let (at, part): (u64, usize) = (at.parse().map_err(|_| broken())?, part.parse().map_err(|_| broken())?);
        let body = string(item, "body").ok_or_else(broken)?;
        if part == 0 && missing == 0 {
            if at != expected {
                return Err(damage(run_id, expected, "it is not there"));
            }
            let hash = string(item, "hash").ok_or_else(broken)?.to_owned();
            missing = integer::<usize>(item, "parts").filter(|parts| *parts > 0).ok_or_else(broken)? - 1;
            records.push(Record { run_id: run_id.to_owned(), number: at, body: body.to_owned(), hash });
        } else if let Some(record) = records.last_mut().filter(|record| record.number == at && missing > 0) {
            record.body.push_str(body);
            missing -= 1;
        } else if missing > 0 {
            return Err(broken());
        }
        // Else it is what is left of a longer record that never counted.
    }
    if missing > 0 { Err(damage(run_id, records.len() as u64, "a part of it is not there")) } else { Ok(records) }
}

/// The item of a head, which ends at this moment.
pub(super) fn head(head: &RunHead, expires: Option<Timestamp>) -> Item {
    let item = with(
        head_key(&head.run_id),
        [
            ("use_case", text(&head.use_case)),
            ("state", text(head.state.as_str())),
            ("started_at", number(head.started_at.0)),
            ("updated_at", number(head.updated_at.0)),
            ("number", number(head.number)),
            ("hash", text(&head.hash)),
        ],
    );
    ending(item, expires)
}

/// The item of a run in the list.
pub(super) fn listed(head: &RunHead, expires: Option<Timestamp>) -> Item {
    let item =
        with(listed_key(head), [("run_id", text(&head.run_id)), ("use_case", text(&head.use_case)), ("state", text(head.state.as_str()))]);
    ending(item, expires)
}

fn ending(mut item: Item, expires: Option<Timestamp>) -> Item {
    if let Some(moment) = expires {
        item.insert(EXPIRES_AT.to_owned(), number(seconds(moment)));
    }
    item
}

/// What DynamoDB's time to live counts in.
pub(super) fn seconds(moment: Timestamp) -> i64 {
    moment.0.div_euclid(1000)
}

/// The head of this item, unless it has ended by now or only tells of an append that is on its way.
pub(super) fn read_head(run_id: &str, item: &Item, now: Timestamp) -> Result<Option<RunHead>> {
    if !item.contains_key("number") || integer::<i64>(item, EXPIRES_AT).is_some_and(|end| end <= seconds(now)) {
        return Ok(None);
    }
    let read = || {
        Some(RunHead {
            run_id: run_id.to_owned(),
            use_case: string(item, "use_case")?.to_owned(),
            state: RunState::named(string(item, "state")?)?,
            started_at: Timestamp(integer(item, "started_at")?),
            updated_at: Timestamp(integer(item, "updated_at")?),
            number: integer(item, "number")?,
            hash: string(item, "hash")?.to_owned(),
        })
    };
    read().map(Some).ok_or_else(|| damage(run_id, integer(item, "number").unwrap_or_default(), "its head can't be read"))
}

/// The item of a lease.
pub(super) fn lease(lease: &Lease) -> Result<Item> {
    let written =
        serde_json::to_string(lease).map_err(|error| Error::new(ErrorKind::Internal, format!("a lease can't be written: {error}")))?;
    let attributes = [("token", number(lease.token)), ("beat", number(lease.beat)), ("lease", text(written))];
    Ok(with(lease_key(&lease.resource), attributes))
}

/// The lease of this item.
pub(super) fn read_lease(resource: &str, item: &Item) -> Result<Lease> {
    let damaged = |why: &str| {
        let message = format!("the journal is damaged at the lease of {resource}: {why}");
        Error::new(ErrorKind::Internal, message).with_code("JournalDamaged").on(resource)
    };
    let written = string(item, "lease").ok_or_else(|| damaged("it is not there"))?;
    serde_json::from_str(written).map_err(|error| damaged(&error.to_string()))
}

pub(super) fn string<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}

fn integer<T: std::str::FromStr>(item: &Item, name: &str) -> Option<T> {
    item.get(name)?.as_n().ok()?.parse().ok()
}
