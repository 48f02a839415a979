//! The journal in a DynamoDB table, which the use case has made.

use super::{Bench, scenario_files, server::config};
use aws_config::SdkConfig;
use aws_sdk_dynamodb::types::AttributeValue;
use ecs_usecases::{
    Client, RunOptions, Simulator,
    clock::Timestamp,
    error::ErrorKind,
    journal::{DynamoDbJournal, DynamoDbSettings, Entry, Journal, Lease, Record, RunFilter, RunHead, RunState, verify},
    testkit::journal::conforms,
    use_cases::JournalSetup,
};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc, time::Duration};

const TABLE: &str = "runs";

impl Bench {
    fn config(&self) -> SdkConfig {
        config(&self.moto.url())
    }

    /// The journal in the table that the use case makes.
    async fn journal(&self) -> DynamoDbJournal {
        Client::of(self.cloud.clone()).run(JournalSetup::named(TABLE)).await.unwrap();
        DynamoDbJournal::new(&self.config(), TABLE)
    }

    fn key(partition: &str, sort: &str) -> HashMap<String, AttributeValue> {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        HashMap::from([(JournalSetup::PARTITION_KEY.to_owned(), text(partition)), (JournalSetup::SORT_KEY.to_owned(), text(sort))])
    }

    /// Wait for an item.
    async fn appears(&self, key: HashMap<String, AttributeValue>) {
        let client = aws_sdk_dynamodb::Client::new(&self.config());
        let get = client.get_item().table_name(TABLE).set_key(Some(key)).consistent_read(true);
        while get.clone().send().await.unwrap().item.is_none() {}
    }

    /// How many items the table has.
    async fn items(&self) -> i32 {
        let client = aws_sdk_dynamodb::Client::new(&self.config());
        client.scan().table_name(TABLE).consistent_read(true).send().await.unwrap().count
    }
}

/// Records of a run after `head`, with these texts.
fn records(head: &RunHead, texts: impl IntoIterator<Item = String>) -> (Vec<Record>, RunHead) {
    let (mut head, mut records) = (head.clone(), Vec::new());
    for text in texts {
        let entry = match head.number {
            0 => Entry::Started { use_case: head.use_case.clone(), request: json!({ "text": text }), hidden: Vec::new() },
            number => Entry::Fact { position: format!("#{number}"), name: "text".into(), value: json!(text) },
        };
        let record = Record::seal(&head.run_id, (head.number, &head.hash), head.updated_at, entry).unwrap();
        (head.number, head.hash) = (record.number, record.hash.clone());
        records.push(record);
    }
    (records, head)
}

fn finished(head: &RunHead) -> (Vec<Record>, RunHead) {
    let entry = Entry::Finished { outcome: Some(json!({})), error: None };
    let record = Record::seal(&head.run_id, (head.number, &head.hash), head.updated_at, entry).unwrap();
    let head = RunHead { number: record.number, hash: record.hash.clone(), state: RunState::Succeeded, ..head.clone() };
    (vec![record], head)
}

#[tokio::test]
async fn it_does_what_a_journal_has_to() {
    let Some(bench) = Bench::start().await else { return };
    let journal = bench.journal().await;
    conforms(Arc::new(journal), "table").await.unwrap_or_else(|error| panic!("{error:?}"));
}

#[tokio::test]
async fn a_table_that_is_not_there_is_named() {
    let Some(bench) = Bench::start().await else { return };
    let journal = DynamoDbJournal::new(&bench.config(), "missing");
    let error = journal.head("run-1").await.unwrap_err();
    assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::NotFound, Some("missing")), "{error:?}");
    assert!(error.details().advice.as_ref().unwrap().contains("journal_setup"), "{error:?}");
}

#[tokio::test]
async fn what_no_transaction_takes_counts_all_at_once() {
    let Some(bench) = Bench::start().await else { return };
    let journal = bench.journal().await;
    // One text is longer than an item may be, and 250 records are more than a transaction takes.
    let texts = (0..250).map(|number| if number == 7 { "ä".repeat(400_000) } else { number.to_string() });
    let new = RunHead::new("long", "noop", Timestamp(1_000));
    let (all, head) = records(&new, texts);
    journal.append(&all, &head, None).await.unwrap();
    assert_eq!(journal.load("long").await.unwrap(), all);
    journal.append(&all, &head, None).await.unwrap();
    // An append that ended amid its way does not count, and does not stand in the way of another.
    let (lost, after) = records(&head, (0..500).map(|number| format!("{number} {}", "x".repeat(20_000))));
    let first = Bench::key("run/long", "record/0000000251/000000");
    tokio::select! {
        done = journal.append(&lost, &after, None) => panic!("it was too quick: {done:?}"),
        () = bench.appears(first) => {}
    }
    assert_eq!(journal.load("long").await.unwrap(), all);
    let (next, moved) = records(&head, ["next".to_owned()]);
    journal.append(&next, &moved, None).await.unwrap();
    let (end, ended) = finished(&moved);
    journal.append(&end, &ended, None).await.unwrap();
    let loaded = journal.load("long").await.unwrap();
    assert_eq!(loaded, [all, next, end].concat());
    verify("long", &loaded, Some((ended.number, &ended.hash))).unwrap();
    journal.forget("long").await.unwrap();
    assert_eq!(bench.items().await, 0, "nothing is left of what was forgotten");
}

#[tokio::test]
async fn of_many_that_append_at_once_one_does() {
    let Some(bench) = Bench::start().await else { return };
    let journal = bench.journal().await;
    for (round, length) in [1_usize, 3, 130].into_iter().enumerate() {
        let new = RunHead::new(&format!("raced-{round}"), "noop", Timestamp(1_000));
        let batches: Vec<_> = (0..5).map(|who| records(&new, (0..length).map(|at| format!("{who} {at}")))).collect();
        let appends = batches.iter().map(|(records, head)| journal.append(records, head, None));
        let done = futures::future::join_all(appends).await;
        let winners: Vec<_> = done.iter().zip(&batches).filter(|(done, _)| done.is_ok()).collect();
        assert_eq!(winners.len(), 1, "{done:?}");
        for error in done.iter().filter_map(|done| done.as_ref().err()) {
            assert_eq!(error.kind(), ErrorKind::Conflict, "{error:?}");
        }
        assert_eq!(journal.load(&new.run_id).await.unwrap(), winners[0].1.0);
    }
}

#[tokio::test]
async fn a_lease_that_was_put_without_an_answer_is_put() {
    let Some(bench) = Bench::start().await else { return };
    let journal = bench.journal().await;
    let lease = |token: u64, process: &str| Lease {
        resource: "r".into(),
        token,
        beat: 0,
        run_id: "run-1".into(),
        process: process.into(),
        at: Timestamp(1),
        ttl: 1,
        released: false,
        cancel: false,
        other: None,
    };
    assert!(journal.put_lease(None, &lease(1, "a")).await.unwrap());
    assert!(journal.put_lease(None, &lease(1, "a")).await.unwrap(), "asked again by the one that put it");
    assert!(!journal.put_lease(None, &lease(1, "b")).await.unwrap());
    let puts = ["a", "b", "c", "d"].map(|process| lease(2, process));
    let known = lease(1, "a");
    let done = futures::future::join_all(puts.iter().map(|next| journal.put_lease(Some(&known), next))).await;
    assert_eq!(done.into_iter().filter(|done| *done.as_ref().unwrap()).count(), 1);
}

#[tokio::test]
async fn what_has_ended_goes_when_it_is_time() {
    let Some(bench) = Bench::start().await else { return };
    let journal = bench.journal().await;
    let kept = journal.clone().settings(DynamoDbSettings { keep_finished: Some(Duration::from_hours(24)) });
    let gone = journal.clone().settings(DynamoDbSettings { keep_finished: Some(Duration::ZERO) });
    for (name, journal) in [("kept", &kept), ("gone", &gone)] {
        let (begin, head) = records(&RunHead::new(name, "noop", Timestamp(1_000)), ["a".to_owned(), "b".to_owned()]);
        journal.append(&begin, &head, None).await.unwrap();
        assert!(journal.head(name).await.unwrap().is_some());
        let (end, head) = finished(&head);
        journal.append(&end, &head, None).await.unwrap();
    }
    assert_eq!(journal.load("kept").await.unwrap().len(), 3);
    assert!(journal.load("gone").await.unwrap().is_empty());
    assert!(journal.head("gone").await.unwrap().is_none());
    let listed = journal.heads(&RunFilter::default()).await.unwrap();
    assert_eq!(listed.iter().map(|head| head.run_id.as_str()).collect::<Vec<_>>(), ["kept"]);
    // All of it ends, not only the head.
    let client = aws_sdk_dynamodb::Client::new(&bench.config());
    let items = client.scan().table_name(TABLE).send().await.unwrap().items.unwrap();
    let without = items.iter().filter(|item| !item.contains_key(JournalSetup::EXPIRES_AT)).count();
    assert_eq!((items.len(), without), (10, 0));
}

#[tokio::test]
async fn another_machine_finishes_what_one_began() {
    let Some(bench) = Bench::start().await else { return };
    let journal = bench.journal().await;
    let case = scenario_files::all().into_iter().find(|case| case.name == "rolling-crash").unwrap();
    let (step, simulator) = (&case.steps[0], Simulator::new(case.scenario.clone()).unwrap());
    let options = || RunOptions { run_id: Some("deploy".into()), take_over: true, ..RunOptions::default() };
    let client = || simulator.client().journal(Arc::new(DynamoDbJournal::new(&bench.config(), TABLE)));
    let first = client();
    let begun = first.invoke(&step.use_case, step.request.clone(), options());
    let written = async {
        loop {
            let head = journal.head("deploy").await.unwrap();
            if head.is_some_and(|head| head.number >= 12) {
                break;
            }
        }
    };
    tokio::select! {
        done = begun => panic!("it ended too early: {done:?}"),
        () = written => {} // and the first one is no more
    }
    let ended = client().resume("deploy", options()).await;
    let expected: Result<Value, _> =
        Simulator::new(case.scenario.clone()).unwrap().client().invoke(&step.use_case, step.request.clone(), RunOptions::default()).await;
    let verdict = |ended: &Result<Value, ecs_usecases::Error>| match ended {
        Ok(outcome) => outcome["verdict"]["ending"].clone(),
        Err(error) => json!(error.kind()),
    };
    assert_eq!(verdict(&ended), verdict(&expected), "{ended:?}");
    let runs = client().list_runs(&RunFilter::default()).await.unwrap();
    assert_eq!(runs.iter().map(|run| (run.run_id.as_str(), run.state == RunState::Open)).collect::<Vec<_>>(), [("deploy", false)]);
}
