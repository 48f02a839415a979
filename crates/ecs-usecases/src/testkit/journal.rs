//! What every [`Journal`] has to do. An implementation's tests run these with a journal that is empty.

use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    journal::{
        Body, Entry, Fence, Journal, Lease, Record, RunFilter, RunHead, RunState, Writer,
        lease::{is_lost, of_run},
        verify,
    },
};
use serde_json::json;
use std::sync::Arc;

/// All of it. An error tells what is not as it has to be. Runs and resources are named after `name`, so that several suites can
/// share one store.
pub async fn conforms(journal: Arc<dyn Journal>, name: &str) -> Result<()> {
    let suite = Suite { journal, name: name.to_owned() };
    suite.keeps_what_is_appended().await.map_err(|error| error.while_("keeps what is appended"))?;
    suite.appends_once().await.map_err(|error| error.while_("appends once"))?;
    suite.refuses_gaps_and_others().await.map_err(|error| error.while_("refuses gaps and others"))?;
    suite.refuses_a_stale_token().await.map_err(|error| error.while_("refuses a stale token"))?;
    suite.compares_leases().await.map_err(|error| error.while_("compares leases"))?;
    suite.lists().await.map_err(|error| error.while_("lists"))?;
    suite.forgets_only_what_has_ended().await.map_err(|error| error.while_("forgets only what has ended"))?;
    suite.takes_long_and_strange_texts().await.map_err(|error| error.while_("takes long and strange texts"))
}

struct Suite {
    journal: Arc<dyn Journal>,
    name: String,
}

/// A batch to append: the records, and the head after them.
struct Batch(Vec<Record>, RunHead);

impl Suite {
    fn id(&self, run: &str) -> String {
        format!("{}-{run}", self.name)
    }

    /// The next records of a run.
    fn batch(before: &RunHead, entries: Vec<Entry>) -> Result<Batch> {
        let mut head = before.clone();
        let mut records = Vec::new();
        for entry in entries {
            let at = Timestamp(head.updated_at.0 + 1);
            if let Entry::Finished { error, .. } = &entry {
                head.state = if error.is_none() { RunState::Succeeded } else { RunState::Failed };
            }
            let record = Record::seal(&head.run_id, (head.number, &head.hash), at, entry)?;
            if head.number == 0 {
                head.started_at = at;
            }
            (head.number, head.hash, head.updated_at) = (record.number, record.hash.clone(), at);
            records.push(record);
        }
        Ok(Batch(records, head))
    }

    fn start(&self, run: &str, began: i64) -> Result<Batch> {
        Self::batch(&RunHead::new(&self.id(run), "noop", Timestamp(began)), vec![started(), fact("#1")])
    }

    async fn append(&self, Batch(records, head): &Batch, fence: Option<&Fence>) -> Result<()> {
        self.journal.append(records, head, fence).await
    }

    async fn keeps_what_is_appended(&self) -> Result<()> {
        let id = self.id("kept");
        ensure(self.journal.load(&id).await?.is_empty(), "a run that is not there has no records")?;
        ensure(self.journal.head(&id).await?.is_none(), "a run that is not there has no head")?;
        let first = self.start("kept", 1_000)?;
        self.append(&first, None).await?;
        let second = Self::batch(&first.1, vec![fact("#2"), finished()])?;
        self.append(&second, None).await?;
        let records = self.journal.load(&id).await?;
        ensure(records == [first.0, second.0].concat(), "the records are as they were given")?;
        let bodies = verify(&id, &records, Some((4, &second.1.hash)))?;
        ensure(self.journal.head(&id).await?.as_ref() == Some(&second.1), "the head is as it was given")?;
        ensure(RunHead::of(&records, &bodies).as_ref() == Some(&second.1), "the head is that of the records")
    }

    async fn appends_once(&self) -> Result<()> {
        let first = self.start("once", 2_000)?;
        for _ in 0..3 {
            self.append(&first, None).await?;
        }
        ensure(self.journal.load(&self.id("once")).await? == first.0, "a repeated append changes nothing")
    }

    async fn refuses_gaps_and_others(&self) -> Result<()> {
        let first = self.start("other", 3_000)?;
        self.append(&first, None).await?;
        let next = Self::batch(&first.1, vec![fact("#2")])?;
        let after_next = Self::batch(&next.1, vec![fact("#3")])?;
        conflicts(self.append(&after_next, None).await, "a gap")?;
        self.append(&next, None).await?;
        let another = Self::batch(&first.1, vec![fact("#other")])?;
        conflicts(self.append(&another, None).await, "another record in its place")?;
        let longer = Self::batch(&first.1, vec![fact("#other"), fact("#3")])?;
        conflicts(self.append(&longer, None).await, "other records, of which the first has a place that is taken")?;
        ensure(self.journal.load(&self.id("other")).await?.len() == 3, "what was refused left nothing")?;
        ensure(self.journal.head(&self.id("other")).await?.as_ref() == Some(&next.1), "nor did it change the head")
    }

    async fn refuses_a_stale_token(&self) -> Result<()> {
        let id = self.id("fenced");
        let lease = self.lease(&of_run(&id), 1, 0);
        let fence = |token| Fence { resource: of_run(&id), token };
        let first = self.start("fenced", 4_000)?;
        conflicts(self.append(&first, Some(&fence(1))).await, "a lease that is not there")?;
        ensure(self.journal.put_lease(None, &lease).await?, "a lease is put")?;
        self.append(&first, Some(&fence(1))).await?;
        ensure(self.journal.put_lease(Some(&lease), &self.lease(&of_run(&id), 2, 0)).await?, "it is taken")?;
        let next = Self::batch(&first.1, vec![fact("#2")])?;
        let refused = self.append(&next, Some(&fence(1))).await;
        ensure(refused.as_ref().is_err_and(is_lost), "the error says that the lease was lost")?;
        conflicts(self.journal.append(&[], &first.1, Some(&fence(1))).await, "an append of nothing by a stale holder")?;
        ensure(self.journal.load(&id).await?.len() == 2, "the stale holder wrote nothing")?;
        self.append(&next, Some(&fence(2))).await
    }

    async fn compares_leases(&self) -> Result<()> {
        let resource = format!("{}/eu-west-1/service/main/web", self.name);
        ensure(self.journal.lease(&resource).await?.is_none(), "no lease yet")?;
        let first = Lease { other: Some("run-x".into()), ..self.lease(&resource, 1, 0) };
        ensure(self.journal.put_lease(None, &first).await?, "the first is put")?;
        ensure(!self.journal.put_lease(None, &self.lease(&resource, 1, 0)).await?, "a second first is not")?;
        ensure(self.journal.lease(&resource).await? == Some(first.clone()), "it is as it was put")?;
        let beat = Lease { beat: 1, released: true, cancel: true, ..first.clone() };
        ensure(self.journal.put_lease(Some(&first), &beat).await?, "a beat")?;
        ensure(!self.journal.put_lease(Some(&first), &Lease { token: 2, ..first.clone() }).await?, "what was known is old")?;
        ensure(self.journal.lease(&resource).await? == Some(beat), "what was refused changed nothing")?;
        let missing = self.lease(&format!("{resource}-2"), 1, 0);
        ensure(!self.journal.put_lease(Some(&missing), &missing).await?, "a known lease that is not there")
    }

    async fn lists(&self) -> Result<()> {
        let use_case = format!("{}_listed", self.name);
        let mut heads = Vec::new();
        for number in 0..5_i64 {
            let head = RunHead::new(&self.id(&format!("listed-{number}")), &use_case, Timestamp(10_000 + number));
            let entries = if number % 2 == 0 { vec![started(), finished()] } else { vec![started()] };
            let batch = Self::batch(&head, entries)?;
            self.append(&batch, None).await?;
            heads.insert(0, batch.1);
        }
        let filter = RunFilter { use_case: Some(use_case), ..RunFilter::default() };
        ensure(self.journal.heads(&filter).await? == heads, "all, the latest first")?;
        let open = RunFilter { state: Some(RunState::Open), ..filter.clone() };
        ensure(self.journal.heads(&open).await?.len() == 2, "those that are open")?;
        let two = RunFilter { limit: Some(2), ..filter.clone() };
        ensure(self.journal.heads(&two).await? == heads[..2], "not more than asked for")?;
        let two_ended = RunFilter { limit: Some(2), state: Some(RunState::Succeeded), ..filter };
        ensure(self.journal.heads(&two_ended).await?.len() == 2, "as many as asked for, although others come between")
    }

    async fn forgets_only_what_has_ended(&self) -> Result<()> {
        let open = self.start("open", 20_000)?;
        self.append(&open, None).await?;
        self.journal.forget(&self.id("open")).await?;
        ensure(self.journal.load(&self.id("open")).await?.len() == 2, "an open run is kept")?;
        let closed = Self::batch(&open.1, vec![finished()])?;
        self.append(&closed, None).await?;
        self.journal.forget(&self.id("open")).await?;
        ensure(self.journal.load(&self.id("open")).await?.is_empty(), "an ended one is forgotten")?;
        ensure(self.journal.head(&self.id("open")).await?.is_none(), "and its head too")?;
        self.journal.forget(&self.id("never")).await
    }

    async fn takes_long_and_strange_texts(&self) -> Result<()> {
        let id = self.id("strange");
        let value = json!({"text": "\u{0}\n\"'\\ä€😀", "long": "x".repeat(200_000), "number": 0.1, "big": u64::MAX, "null": null});
        let writer = Writer::new(self.journal.clone(), &id, "noop", None);
        writer.append(Timestamp(30_000), started()).await?;
        let entry = Entry::Fact { position: "#1".into(), name: "strange".into(), value: value.clone() };
        writer.append(Timestamp(30_001), entry).await?;
        let head = writer.head().await;
        let bodies = verify(&id, &self.journal.load(&id).await?, Some((head.number, &head.hash)))?;
        ensure(matches!(&bodies[1], Body { entry: Entry::Fact { value: kept, .. }, .. } if *kept == value), "the value is as it was given")
    }

    fn lease(&self, resource: &str, token: u64, beat: u64) -> Lease {
        Lease {
            resource: resource.to_owned(),
            token,
            beat,
            run_id: self.id("holder"),
            process: "1-0/1".into(),
            at: Timestamp(1_000),
            ttl: 60_000,
            released: false,
            cancel: false,
            other: None,
        }
    }
}

fn started() -> Entry {
    Entry::Started { use_case: "noop".into(), request: json!({}), hidden: Vec::new() }
}

fn fact(position: &str) -> Entry {
    Entry::Fact { position: position.into(), name: "now".into(), value: json!(1) }
}

fn finished() -> Entry {
    Entry::Finished { outcome: Some(json!({})), error: None }
}

fn ensure(holds: bool, what: &str) -> Result<()> {
    if holds { Ok(()) } else { Err(Error::new(ErrorKind::Internal, format!("this is not so: {what}"))) }
}

fn conflicts(result: Result<()>, what: &str) -> Result<()> {
    match result {
        Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
        Err(error) => Err(error.while_(what)),
        Ok(()) => Err(Error::new(ErrorKind::Internal, format!("it was accepted: {what}"))),
    }
}
