//! An audit log shows each change of it, and an anchor each change of all that was before it.
#![allow(clippy::unwrap_used)]

use ecs_usecases::{
    Client, RunOptions, Simulator,
    clock::Timestamp,
    error::ErrorKind,
    journal::{
        Entry, Journal, MemoryJournal, Record, RunFilter, RunHead,
        audit::{self, AuditAnchor, verify_export},
    },
    use_cases::Noop,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// A client whose journal has three short runs.
async fn client() -> Client {
    let simulator = Simulator::new(serde_json::from_value(json!({})).unwrap()).unwrap();
    let client = simulator.client().journal(Arc::new(MemoryJournal::default()));
    for id in ["run-a", "run-b", "run-c"] {
        client.run_with(Noop::default(), RunOptions { run_id: Some(id.into()), ..RunOptions::default() }).await.unwrap();
    }
    client
}

async fn exported(client: &Client) -> (String, AuditAnchor) {
    (client.export_audit(&RunFilter::default()).await.unwrap(), client.anchor_audit().await.unwrap())
}

fn refused(text: &str, anchor: Option<&AuditAnchor>) -> String {
    let error = verify_export(text, anchor).expect_err(text);
    // A format that there is not yet is refused as well.
    let unknown = error.kind() == ErrorKind::Unsupported;
    assert!(unknown || matches!(error.code(), Some("AuditDamaged" | "JournalDamaged")), "{error:?}");
    error.details().message.clone()
}

#[tokio::test]
async fn what_nobody_touched_is_whole() {
    let client = client().await;
    let (text, anchor) = exported(&client).await;
    let report = verify_export(&text, Some(&anchor)).unwrap();
    assert_eq!(report.runs.iter().map(|run| run.run_id.as_str()).collect::<Vec<_>>(), ["run-a", "run-b", "run-c"]);
    assert_eq!((report.records, report.anchored), (text.lines().count() as u64 - 2, report.records));
    assert_eq!(client.verify_audit(Some(&anchor)).await.unwrap(), report);
    // What is written later does not matter to an anchor.
    client.run(Noop::default()).await.unwrap();
    let later = client.verify_audit(Some(&anchor)).await.unwrap();
    assert_eq!((later.runs.len(), later.anchored), (4, report.anchored));
    let one = client.export_audit(&RunFilter { limit: Some(1), ..RunFilter::default() }).await.unwrap();
    assert_eq!(verify_export(&one, None).unwrap().runs.len(), 1);
}

#[tokio::test]
async fn every_byte_counts() {
    let (text, _) = exported(&client().await).await;
    let bytes = text.as_bytes();
    let mut tried = 0;
    for at in 0..bytes.len() {
        // Every bit of it, what blank and letter case it could be mistaken for, and none of it.
        let others = (0..8).map(|bit| bytes[at] ^ (1 << bit)).chain([b' ', b'\n', b'\t', b'0', b'a', b'A', b'"', b'\\']);
        for other in others.filter(|other| *other != bytes[at]) {
            let mut changed = bytes.to_vec();
            changed[at] = other;
            if let Ok(changed) = String::from_utf8(changed) {
                refused(&changed, None);
                tried += 1;
            }
        }
        let without = [&bytes[..at], &bytes[at + 1..]].concat();
        refused(std::str::from_utf8(&without).unwrap(), None);
        let cut = &text[..at];
        refused(cut, None);
    }
    assert!(tried > 10 * bytes.len(), "{tried}");
}

#[tokio::test]
async fn lines_that_are_dropped_moved_or_said_twice_are_found() {
    let (text, _) = exported(&client().await).await;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        refused(&[&lines[..at], &lines[at + 1..]].concat().concat(), None);
        refused(&[&lines[..=at], &lines[at..]].concat().concat(), None);
        for other in at + 1..lines.len() {
            let mut moved = lines.clone();
            moved.swap(at, other);
            refused(&moved.concat(), None);
        }
    }
}

/// The same log with its last line made anew, as one would who wants to hide something.
fn sealed(lines: &[String]) -> String {
    let text = lines.concat();
    let last = json!({ "records": lines.len() - 1, "sha256": hash(&[&text]) });
    // In the order in which they are written.
    format!("{text}{{\"records\":{},\"sha256\":{}}}\n", last["records"], last["sha256"])
}

/// SHA-256 of texts that end with a zero byte each, made apart from the library.
fn hash(texts: &[&str]) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

#[tokio::test]
async fn who_makes_the_hashes_anew_is_found_by_the_anchor() {
    let (text, anchor) = exported(&client().await).await;
    let lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let lines = &lines[..lines.len() - 1];
    let of_b = |line: &String| line.starts_with("{\"run\":\"run-b\"");
    // A whole run is dropped.
    let without: Vec<String> = lines.iter().filter(|line| !of_b(line)).cloned().collect();
    assert_eq!(verify_export(&sealed(&without), None).unwrap().runs.len(), 2);
    assert!(refused(&sealed(&without), Some(&anchor)).contains("run run-b has 0 records"));
    // The end of a run is dropped.
    let end = lines.iter().rposition(of_b).unwrap();
    let cut = [&lines[..end], &lines[end + 1..]].concat();
    verify_export(&sealed(&cut), None).unwrap();
    assert!(refused(&sealed(&cut), Some(&anchor)).contains("run run-b has"));
    // A record is changed, and all hashes after it are made anew.
    let mut before = "run-b".to_owned();
    let forged: Vec<String> = lines
        .iter()
        .map(|line| {
            if !of_b(line) {
                return line.clone();
            }
            let value: Value = serde_json::from_str(line).unwrap();
            let body = value["body"].as_str().unwrap().replace("noop", "poon");
            before = hash(&[&before, &body]);
            format!("{{\"run\":\"run-b\",\"number\":{},\"hash\":\"{before}\",\"body\":{}}}\n", value["number"], json!(body))
        })
        .collect();
    assert_ne!(forged, lines);
    verify_export(&sealed(&forged), None).unwrap();
    assert!(refused(&sealed(&forged), Some(&anchor)).contains("another one than the anchor says"));
    // Nor does it help to change the anchor a little.
    let mut other = anchor.clone();
    other.runs.retain(|run| run.run_id != "run-b");
    assert!(refused(&text, Some(&other)).contains("the anchor's hash"));
}

#[tokio::test]
async fn a_journal_that_was_cut_is_found() {
    let journal = MemoryJournal::default();
    let entry = |number: u64| match number {
        1 => Entry::Started { use_case: "noop".into(), request: json!({}), hidden: Vec::new() },
        _ => Entry::Fact { position: "#1".into(), name: "now".into(), value: json!(number) },
    };
    let mut head = RunHead::new("run-1", "noop", Timestamp(1));
    let mut records = Vec::new();
    for number in 1..=5 {
        let record = Record::seal("run-1", (head.number, &head.hash), Timestamp(1), entry(number)).unwrap();
        (head.number, head.hash) = (number, record.hash.clone());
        records.push(record);
    }
    journal.append(&records, &head, None).await.unwrap();
    let anchor = audit::anchor(&journal, Timestamp(2)).await.unwrap();
    assert_eq!(audit::verify(&journal, Some(&anchor)).await.unwrap().anchored, 5);
    let cut = MemoryJournal::default();
    let (number, hash) = (records[3].number, records[3].hash.clone());
    cut.append(&records[..4], &RunHead { number, hash, ..head }, None).await.unwrap();
    assert_eq!(audit::verify(&cut, None).await.unwrap().records, 4);
    let error = audit::verify(&cut, Some(&anchor)).await.unwrap_err();
    assert!(error.details().message.contains("run run-1 has 4 records, and had 5"), "{error:?}");
}
