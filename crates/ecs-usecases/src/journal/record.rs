//! [`Record`]: one entry of a run, numbered and chained to those before it.

use super::Entry;
use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use sha2::{Digest, Sha256};

/// The form in which records are written. Older forms are read; a newer one is refused.
pub const FORMAT: u32 = 1;

/// One record: its text, and the hash that chains it to all before it. A changed, dropped or moved record breaks the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The run.
    pub run_id: String,
    /// Number in the run, from 1 without gaps.
    pub number: u64,
    /// The [`Body`] as JSON text, exactly as it is hashed.
    pub body: String,
    /// SHA-256 in hexadecimal of the hash before it (of the run's id for the first) and the body.
    pub hash: String,
}

/// What a record's text says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Body {
    /// [`FORMAT`].
    pub format: u32,
    /// The run.
    pub run: String,
    /// Number in the run.
    pub number: u64,
    /// When it was written, in the time of the cloud.
    #[serde(with = "rfc3339")]
    pub at: Timestamp,
    /// What it says.
    pub entry: Entry,
}

impl Record {
    /// The record of this entry that comes after `before`, which is the number and the hash of the one before.
    pub fn seal(run_id: &str, before: (u64, &str), at: Timestamp, entry: Entry) -> Result<Self> {
        let number = before.0 + 1;
        let body = serde_json::to_string(&Body { format: FORMAT, run: run_id.to_owned(), number, at, entry })
            .map_err(|error| Error::new(ErrorKind::Internal, format!("a record can't be written: {error}")))?;
        let hash = chained(run_id, before, &body);
        Ok(Self { run_id: run_id.to_owned(), number, body, hash })
    }

    /// The record that has this text and comes after `before`.
    #[cfg(feature = "testkit")]
    pub(crate) fn of_text(run_id: &str, before: (u64, &str), body: String) -> Self {
        let hash = chained(run_id, before, &body);
        Self { run_id: run_id.to_owned(), number: before.0 + 1, body, hash }
    }

    /// What it says.
    pub fn read(&self) -> Result<Body> {
        let body: Body = serde_json::from_str(&self.body).map_err(|error| {
            #[derive(Deserialize)]
            struct Form {
                format: u32,
            }
            match serde_json::from_str(&self.body) {
                Ok(Form { format }) if format > FORMAT => Error::new(
                    ErrorKind::Unsupported,
                    format!("{} has format {format}, and this version reads up to {FORMAT}", self.name()),
                )
                .advise("Use the version of the library that wrote it, or a newer one."),
                _ => self.damaged(&format!("it can't be read: {error}")),
            }
        })?;
        if body.run != self.run_id || body.number != self.number {
            return Err(self.damaged(&format!("it says that it is record {} of run {}", body.number, body.run)));
        }
        Ok(body)
    }

    /// Whether something is done by it, so that it must be on the disk before that. Replies and facts only tell what is looked for
    /// again if they are lost.
    pub fn is_decision(&self) -> bool {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(dead_code)] // only whether it is one of them is asked
        enum Tells {
            Reply(IgnoredAny),
            Failure(IgnoredAny),
            Fact(IgnoredAny),
            Version(IgnoredAny),
        }
        #[derive(Deserialize)]
        struct Kind {
            #[serde(rename = "entry")]
            _tells: Tells,
        }
        serde_json::from_str::<Kind>(&self.body).is_err()
    }

    fn name(&self) -> String {
        format!("record {} of run {}", self.number, self.run_id)
    }

    fn damaged(&self, why: &str) -> Error {
        damage(&self.run_id, self.number, why)
    }
}

/// The journal does not hold what was written.
pub fn damage(run_id: &str, number: u64, why: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("the journal is damaged at record {number} of run {run_id}: {why}"))
        .with_code("JournalDamaged")
        .on(run_id)
        .advise("Restore the journal from a copy. What the run changed stands; look at it before another run is started")
}

/// Check the numbers and the chain of a run's records, and that the one that `head` tells (number and hash), if it is known, is among
/// them: a run that goes on may have more. Gives the bodies.
pub fn verify(run_id: &str, records: &[Record], head: Option<(u64, &str)>) -> Result<Vec<Body>> {
    let mut before = (0, "");
    let mut bodies = Vec::with_capacity(records.len());
    for record in records {
        let expected = before.0 + 1;
        if record.run_id != run_id || record.number != expected {
            return Err(damage(run_id, expected, &format!("{} stands in its place", record.name())));
        }
        if record.hash != chained(run_id, before, &record.body) {
            return Err(record.damaged("its hash is another one"));
        }
        bodies.push(record.read()?);
        before = (record.number, &record.hash);
    }
    if let Some((number, hash)) = head.filter(|(number, _)| *number > 0) {
        match records.get(number as usize - 1) {
            Some(record) if record.hash == hash => {}
            Some(_) => return Err(damage(run_id, number, "another one was written")),
            None => return Err(damage(run_id, before.0 + 1, &format!("there are {} records, and {number} were written", before.0))),
        }
    }
    Ok(bodies)
}

/// For implementations of [`Journal::load`](super::Journal::load): the records that were found, if they are as many as the head says
/// and the last one is the head's.
pub fn complete(run_id: &str, records: Vec<Record>, number: u64, hash: &str) -> Result<Vec<Record>> {
    let last = records.last().map_or((0, ""), |last| (last.number, last.hash.as_str()));
    if last.0 != number {
        let why = format!("there are {} records, and {number} were written", last.0);
        return Err(damage(run_id, last.0.min(number) + 1, &why));
    }
    if last.1 != hash {
        return Err(damage(run_id, last.0, "its hash is not the one that the run's head has"));
    }
    Ok(records)
}

fn chained(run_id: &str, before: (u64, &str), body: &str) -> String {
    let before = if before.0 == 0 { run_id } else { before.1 };
    sha256(&[before, body])
}

/// SHA-256 in hexadecimal of these texts, each ended by a zero byte.
pub(crate) fn sha256(parts: &[&str]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut text = String::with_capacity(64);
    for byte in hash.finalize() {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn records() -> Vec<Record> {
        let mut records: Vec<Record> = Vec::new();
        for number in 0..4 {
            let before = records.last().map_or((0, String::new()), |last| (last.number, last.hash.clone()));
            let entry = Entry::Fact { position: format!("#{number}"), name: "now".into(), value: json!(number) };
            records.push(Record::seal("run-1", (before.0, &before.1), Timestamp(number), entry).unwrap());
        }
        records
    }

    #[test]
    fn what_is_about_to_be_done_is_a_decision_and_what_was_learned_is_not() {
        let (text, value) = (String::new, || json!({"entry": "intent"}));
        let (position, digest, action, resource) = (text(), text(), text(), text());
        let error = Error::new(ErrorKind::Internal, "it failed");
        let entries = [
            (Entry::Started { use_case: text(), request: value(), hidden: Vec::new() }, true),
            (Entry::Attempt { token: 1, process: text(), library: text() }, true),
            (Entry::Held { resource, token: 1, taken_from: None }, true),
            (Entry::Intent { position: position.clone(), action, resource: None, place: None, digest: digest.clone() }, true),
            (Entry::Reply { position: position.clone(), action: None, digest: digest.clone(), reply: value(), hidden: Vec::new() }, false),
            (Entry::Failure { position: position.clone(), action: None, digest, error: error.clone() }, false),
            (Entry::Fact { position, name: text(), value: value() }, false),
            (Entry::Version { branch: text(), change: text() }, false),
            (Entry::Finished { outcome: None, error: Some(error) }, true),
        ];
        for (entry, expected) in entries {
            let record = Record::seal("run-1", (0, ""), Timestamp(0), entry).unwrap();
            assert_eq!(record.is_decision(), expected, "{}", record.body);
        }
    }

    #[test]
    fn what_was_written_verifies() {
        let records = records();
        let last = records.last().unwrap();
        assert_eq!(verify("run-1", &records, Some((4, &last.hash))).unwrap().len(), 4);
        assert_eq!(verify("run-1", &[], None).unwrap().len(), 0);
    }

    #[test]
    fn every_changed_byte_is_found() {
        let records = records();
        for index in 0..records.len() {
            for byte in 0..records[index].body.len() {
                let mut changed = records.clone();
                let mut body = changed[index].body.clone().into_bytes();
                body[byte] ^= 1;
                changed[index].body = String::from_utf8(body).unwrap();
                let error = verify("run-1", &changed, None).unwrap_err();
                assert!(error.to_string().contains(&format!("record {} of run run-1", index + 1)), "{error}");
            }
        }
    }

    #[test]
    fn dropped_moved_and_cut_records_are_found() {
        let whole = records();
        let head = Some((4, whole[3].hash.as_str()));
        for index in 0..4 {
            let mut dropped = whole.clone();
            dropped.remove(index);
            assert!(verify("run-1", &dropped, head).is_err(), "without {index}");
        }
        for index in 0..3 {
            let mut moved = whole.clone();
            moved.swap(index, index + 1);
            assert!(verify("run-1", &moved, head).is_err(), "{index} moved");
        }
        assert!(verify("run-2", &whole, None).is_err(), "another run's");
    }

    #[test]
    fn a_newer_format_says_so() {
        let mut record = records().remove(0);
        record.body = record.body.replace("\"format\":1", "\"format\":9").replace("\"fact\"", "\"future\"");
        let error = record.read().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
}
