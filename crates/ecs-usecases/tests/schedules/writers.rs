//! The writer of a run, to whom several branches give entries.

use super::{
    clock::Timestamp,
    explore,
    journal::{Entry, Journal, MemoryJournal, Writer, verify},
};
use futures::{FutureExt, future::Either};
use serde_json::json;
use shuttle::{future::block_on, thread};
use std::{collections::BTreeSet, sync::Arc};

fn fact(branch: usize, number: usize) -> Entry {
    Entry::Fact { position: format!("/{branch}#{number}"), name: "now".into(), value: json!(number) }
}

fn positions(journal: &Arc<dyn Journal>) -> Vec<String> {
    // In this order: others go on writing.
    let (head, records) = (block_on(journal.head("run-1")).unwrap(), block_on(journal.load("run-1")).unwrap());
    let bodies = verify("run-1", &records, head.as_ref().map(|head| (head.number, head.hash.as_str()))).unwrap();
    let position = |entry| match entry {
        Entry::Fact { position, .. } => position,
        other => panic!("{other:?}"),
    };
    bodies.into_iter().map(|body| position(body.entry)).collect()
}

#[test]
fn whatever_is_given_at_the_same_time_is_written_in_one_chain() {
    explore(|| {
        let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::default());
        let writer = Arc::new(Writer::new(journal.clone(), "run-1", "noop", None));
        let threads: Vec<_> = (0..3)
            .map(|branch| {
                let (journal, writer) = (journal.clone(), writer.clone());
                thread::spawn(move || {
                    for number in 0..3 {
                        block_on(writer.append(Timestamp(0), fact(branch, number))).unwrap();
                        let written = positions(&journal);
                        assert!(written.contains(&format!("/{branch}#{number}")), "it was told to be safe and is not: {written:?}");
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        let written = positions(&journal);
        assert_eq!(written.len(), 9);
        for branch in 0..3 {
            let own: Vec<_> = written.iter().filter(|position| position.starts_with(&format!("/{branch}#"))).collect();
            assert_eq!(own, [0, 1, 2].map(|number| format!("/{branch}#{number}")).iter().collect::<Vec<_>>());
        }
    });
}

/// Something that is pending this often before it is done.
async fn later(polls: usize) {
    for _ in 0..polls {
        shuttle::future::yield_now().await;
    }
}

#[test]
fn a_caller_who_goes_away_holds_nobody_up_and_nothing_is_written_twice() {
    explore(|| {
        let journal: Arc<dyn Journal> = Arc::new(MemoryJournal::default());
        let writer = Arc::new(Writer::new(journal.clone(), "run-1", "noop", None));
        let threads: Vec<_> = (0..3)
            .map(|branch| {
                let writer = writer.clone();
                thread::spawn(move || {
                    for number in 0..2 {
                        let append = writer.append(Timestamp(0), fact(branch, number)).boxed();
                        if branch == 0 {
                            // It gives up after some polls.
                            if let Either::Right(((), append)) = block_on(futures::future::select(append, later(number).boxed())) {
                                drop(append);
                            }
                        } else {
                            block_on(append).unwrap();
                        }
                    }
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        block_on(writer.append(Timestamp(0), fact(3, 0))).unwrap();
        let written = positions(&journal);
        assert_eq!(written.iter().collect::<BTreeSet<_>>().len(), written.len(), "{written:?}");
        for branch in 1..3 {
            assert_eq!(written.iter().filter(|position| position.starts_with(&format!("/{branch}#"))).count(), 2, "{written:?}");
        }
    });
}
