//! [`History`]: the journal of a run that ended, kept as a file. Each version of the library has to be able to replay it.

mod replay;

use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    journal::{Body, Entry, Journal, Record, verify},
    rules::redact,
    use_case::{self, UseCase},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A run that ended, as it was written down by the version of the library that executed it.
///
/// As text it has one JSON document a line: first a [`Head`], then the bodies of the records, byte for byte.
#[derive(Debug, Clone)]
pub struct History {
    head: Head,
    records: Vec<Record>,
    bodies: Vec<Body>,
}

/// Of what a file is the history. Number and hash are those of the last record: a line that is changed later is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// What was run, for people.
    pub history: String,
    /// Account of the run.
    pub account: String,
    /// Region of the run.
    pub region: String,
    /// Records that there are.
    pub records: u64,
    /// Hash of the last one.
    pub hash: String,
    /// The whole request, if the journal keeps only a part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
}

impl History {
    /// The history of a run of this journal, which has ended. `name` tells people what it is, the account and the Region are those
    /// of the client. Names of processes are left out, so that the same run gives the same text.
    pub async fn of(name: &str, (account, region): (&str, &str), journal: &dyn Journal, run_id: &str) -> Result<Self> {
        let mut records: Vec<Record> = Vec::new();
        for body in verify(run_id, &journal.load(run_id).await?, None)? {
            let entry = match body.entry {
                Entry::Attempt { token, library, .. } => Entry::Attempt { token, process: "1-0000000000000000/1".into(), library },
                other => other,
            };
            let before = records.last().map_or((0, ""), |last| (last.number, last.hash.as_str()));
            let record = Record::seal(run_id, before, body.at, entry)?;
            records.push(record);
        }
        let (account, region) = (account.to_owned(), region.to_owned());
        let (count, hash) = records.last().map_or((0, String::new()), |last| (last.number, last.hash.clone()));
        Self::whole(Head { history: name.to_owned(), account, region, records: count, hash, request: None }, records)
    }

    /// Read a text that [`History::text`] gave.
    pub fn read(text: &str) -> Result<Self> {
        let mut lines = text.lines();
        let head: Head = crate::error::read(&mut serde_json::Deserializer::from_str(lines.next().unwrap_or_default()), "the first line")?;
        let mut records: Vec<Record> = Vec::new();
        let mut run_id = String::new();
        for line in lines {
            let before = records.last().map_or((0, ""), |last| (last.number, last.hash.as_str()));
            if records.is_empty() {
                #[derive(Deserialize)]
                struct Named {
                    run: String,
                }
                let named: Named = crate::error::read(&mut serde_json::Deserializer::from_str(line), "the second line")?;
                run_id = named.run;
            }
            let record = Record::of_text(&run_id, before, line.to_owned());
            records.push(record);
        }
        Self::whole(head, records)
    }

    fn whole(head: Head, records: Vec<Record>) -> Result<Self> {
        let run_id = records.first().map_or("", |record| record.run_id.as_str());
        let bodies = verify(run_id, &records, Some((head.records, &head.hash)))?;
        let started = matches!(bodies.first(), Some(Body { entry: Entry::Started { .. }, .. }));
        let ended = matches!(bodies.last(), Some(Body { entry: Entry::Finished { .. }, .. }));
        if head.records != records.len() as u64 || !started || !ended {
            return Err(Error::new(ErrorKind::InvalidRequest, "it is not the journal of a run from its start to its end").on(&head.history));
        }
        Ok(Self { head, records, bodies })
    }

    /// As text, to be kept in a file.
    pub fn text(&self) -> String {
        let head = serde_json::to_string(&self.head).unwrap_or_default();
        self.records.iter().fold(head + "\n", |text, record| text + &record.body + "\n")
    }

    /// What was run, for people.
    pub fn name(&self) -> &str {
        &self.head.history
    }

    /// Name of the use case.
    pub fn use_case(&self) -> &str {
        match &self.bodies[0].entry {
            Entry::Started { use_case, .. } => use_case,
            _ => "",
        }
    }

    /// Whether the run ended as asked.
    pub fn succeeded(&self) -> bool {
        matches!(self.bodies.last(), Some(Body { entry: Entry::Finished { error: None, .. }, .. }))
    }

    /// Whether it can be replayed: the journal keeps the whole request, or it was given.
    pub fn is_replayable(&self) -> bool {
        self.head.request.is_some() || matches!(&self.bodies[0].entry, Entry::Started { hidden, .. } if hidden.is_empty())
    }

    /// The same with the whole request, of which the journal keeps only a part. What looks like a secret in it is then in the text.
    pub fn with_request(mut self, request: Value) -> Result<Self> {
        match &self.bodies[0].entry {
            Entry::Started { request: recorded, .. } if *recorded == redact::hidden("", "", &request) => {
                self.head.request = Some(request);
                Ok(self)
            }
            _ => Err(Error::new(ErrorKind::InvalidRequest, "the run had another request").on(&self.head.history)),
        }
    }

    /// Run the use case of the registry as it is now from the start, as if the run had been interrupted right before its end. It has
    /// to ask for what is recorded, where it is recorded, and for nothing else, and to end in the same way.
    ///
    /// An error tells the first thing that differs: the step, what is recorded there, and what is asked for now.
    pub async fn replay(&self) -> Result<()> {
        replay::replay(self, use_case::find(self.use_case())?).await.map_err(|error| error.while_(self.name()))
    }

    /// The same by this use case, which need not be one of the registry.
    pub async fn replay_by<U: UseCase>(&self) -> Result<()> {
        replay::replay(self, &use_case::Entry::of::<U>()).await.map_err(|error| error.while_(self.name()))
    }

    /// When the last record was written.
    fn end(&self) -> Timestamp {
        self.bodies.last().map_or_else(Timestamp::default, |body| body.at)
    }
}
