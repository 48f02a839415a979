//! The audit log: every run's records in a form that is kept elsewhere and checked without the journal.
//!
//! It is text: a line with the format, a line a record, and a last line with the number of records and a hash of all that stands
//! before it. Each record's hash covers those before it in its run, so that one who changes, drops, moves or adds a record has to
//! make all later hashes anew. Against that, an [`AuditAnchor`] is kept where the journal's keeper can't write: it says how far each
//! run had come.

use super::{Body, Journal, Record, RunFilter, RunHead, sha256, verify as verify_chain};
use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the text.
const FORMAT: u32 = 1;

/// How far each run had come at a moment. Kept elsewhere, it shows later that nothing before it was changed or taken away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditAnchor {
    /// When it was made, in the time of the cloud (RFC 3339).
    #[serde(with = "rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub at: Timestamp,
    /// The runs that there were, in the order of their ids.
    pub runs: Vec<AnchoredRun>,
    /// SHA-256 of the ids, numbers and hashes, in hexadecimal.
    pub hash: String,
}

/// How far a run had come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AnchoredRun {
    /// The run's id.
    pub run_id: String,
    /// Records that it had.
    pub number: u64,
    /// Hash of the last of them.
    pub hash: String,
}

/// What was checked and found to be whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AuditReport {
    /// The runs, in the order in which they stand there.
    pub runs: Vec<RunHead>,
    /// Records of all of them.
    pub records: u64,
    /// Of them, those that an anchor vouches for; 0 without an anchor.
    pub anchored: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    audit_log: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    run: String,
    number: u64,
    hash: String,
    body: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    records: u64,
    sha256: String,
}

impl AuditAnchor {
    /// The anchor of these runs.
    fn of(heads: &[RunHead], at: Timestamp) -> Self {
        let run = |head: &RunHead| AnchoredRun { run_id: head.run_id.clone(), number: head.number, hash: head.hash.clone() };
        let mut runs: Vec<_> = heads.iter().map(run).collect();
        runs.sort_by(|one, other| one.run_id.cmp(&other.run_id));
        let hash = Self::hash(&runs);
        Self { at, runs, hash }
    }

    fn hash(runs: &[AnchoredRun]) -> String {
        let texts: Vec<String> = runs.iter().flat_map(|run| [run.run_id.clone(), run.number.to_string(), run.hash.clone()]).collect();
        sha256(&texts.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Whether these records hold what it says. Gives how many it vouches for.
    fn check(&self, runs: &BTreeMap<&str, &[Record]>) -> Result<u64> {
        if Self::hash(&self.runs) != self.hash {
            return Err(damaged("the anchor's hash is not that of its runs"));
        }
        let mut vouched = 0;
        for AnchoredRun { run_id, number, hash } in &self.runs {
            let records = runs.get(run_id.as_str()).copied().unwrap_or_default();
            let there = number.checked_sub(1).and_then(|at| records.get(usize::try_from(at).ok()?));
            match there {
                Some(record) if record.hash == *hash => vouched += number,
                Some(_) => return Err(damaged(&format!("record {number} of run {run_id} is another one than the anchor says")).on(run_id)),
                None if *number == 0 => {}
                None => {
                    let there = records.len();
                    return Err(damaged(&format!("run {run_id} has {there} records, and had {number} when the anchor was made")).on(run_id));
                }
            }
        }
        Ok(vouched)
    }
}

/// The anchor of all runs in a journal. A run that is forgotten later is missed when it is checked: make a new one then.
pub async fn anchor(journal: &dyn Journal, now: Timestamp) -> Result<AuditAnchor> {
    Ok(AuditAnchor::of(&journal.heads(&all(&RunFilter::default())).await?, now))
}

/// The log of the runs that fit, the oldest first; all of them unless the filter has a limit.
pub async fn export(journal: &dyn Journal, filter: &RunFilter) -> Result<String> {
    let mut text = line(&First { audit_log: FORMAT })?;
    let mut count = 0;
    for head in journal.heads(&all(filter)).await?.into_iter().rev() {
        for Record { run_id, number, body, hash } in whole(journal, &head).await? {
            text += &line(&Line { run: run_id, number, hash, body })?;
            count += 1;
        }
    }
    let seal = sha256(&[&text]);
    text += &line(&Last { records: count, sha256: seal })?;
    Ok(text)
}

/// Check all runs of a journal, against an anchor if there is one. An error names the record, or the run, that is not as it was.
pub async fn verify(journal: &dyn Journal, anchor: Option<&AuditAnchor>) -> Result<AuditReport> {
    let mut runs = Vec::new();
    for head in journal.heads(&all(&RunFilter::default())).await?.into_iter().rev() {
        runs.push(whole(journal, &head).await?);
    }
    report(&runs, anchor)
}

/// Check a log that was exported, against an anchor if there is one. An error names the line, the record or the run that is not as
/// it was. Without an anchor it can't be seen that whole runs are absent, or that somebody wrote all of it anew.
pub fn verify_export(text: &str, anchor: Option<&AuditAnchor>) -> Result<AuditReport> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let [first, lines @ .., last] = &lines[..] else { return Err(damaged("it is no audit log: it has less than two lines")) };
    let First { audit_log } = read(first, 1)?;
    if audit_log > FORMAT {
        let message = format!("the audit log has format {audit_log}, and this version reads up to {FORMAT}");
        return Err(Error::new(ErrorKind::Unsupported, message).advise("Use the version of the library that wrote it, or a newer one."));
    }
    let mut runs: Vec<Vec<Record>> = Vec::new();
    for (at, text) in lines.iter().enumerate() {
        let Line { run, number, hash, body } = read(text, at + 2)?;
        let record = Record { run_id: run, number, body, hash };
        match runs.last_mut() {
            Some(records) if records[0].run_id == record.run_id => records.push(record),
            _ => runs.push(vec![record]),
        }
    }
    let checked = report(&runs, anchor)?;
    let Last { records, sha256: seal } = read(last, lines.len() + 2)?;
    if records != checked.records {
        return Err(damaged(&format!("there are {} records, and {records} were written", checked.records)));
    }
    if seal != sha256(&[&text[..text.len() - last.len()]]) {
        return Err(damaged("its hash is another one"));
    }
    Ok(checked)
}

fn report(runs: &[Vec<Record>], anchor: Option<&AuditAnchor>) -> Result<AuditReport> {
    let mut by_id: BTreeMap<&str, &[Record]> = BTreeMap::new();
    let (mut heads, mut records) = (Vec::with_capacity(runs.len()), 0);
    for run in runs {
        let Some(first) = run.first() else { continue };
        let bodies: Vec<Body> = verify_chain(&first.run_id, run, None)?;
        let head = RunHead::of(run, &bodies);
        heads.push(head.ok_or_else(|| damaged(&format!("run {} does not begin with its start", first.run_id)).on(&first.run_id))?);
        records += run.len() as u64;
        if by_id.insert(&first.run_id, run).is_some() {
            return Err(damaged(&format!("run {} is there twice", first.run_id)).on(&first.run_id));
        }
    }
    let anchored = anchor.map_or(Ok(0), |anchor| anchor.check(&by_id))?;
    Ok(AuditReport { runs: heads, records, anchored })
}

/// A run's records, which are at least as many as the head says.
async fn whole(journal: &dyn Journal, head: &RunHead) -> Result<Vec<Record>> {
    let records = journal.load(&head.run_id).await?;
    verify_chain(&head.run_id, &records, Some((head.number, &head.hash)))?;
    Ok(records)
}

fn all(filter: &RunFilter) -> RunFilter {
    RunFilter { limit: filter.limit.or(Some(u32::MAX)), ..filter.clone() }
}

fn line(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string(value);
    Ok(text.map_err(|error| Error::new(ErrorKind::Internal, format!("an audit log can't be written: {error}")))? + "\n")
}

/// A line, if it is written as it would be written now: what reads the same but was touched is found too.
fn read<T: Serialize + for<'a> Deserialize<'a>>(text: &str, number: usize) -> Result<T> {
    let value = serde_json::from_str(text).map_err(|error| damaged(&format!("line {number} can't be read: {error}")))?;
    if line(&value)? != text {
        return Err(damaged(&format!("line {number} is not as it was written")));
    }
    Ok(value)
}

fn damaged(why: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("the audit log is damaged: {why}"))
        .with_code("AuditDamaged")
        .advise("Compare it with a copy that was kept elsewhere: somebody or something changed one of them")
}
