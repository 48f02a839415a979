//! Leases.

use super::{
    Jumping, append,
    clock::Clock,
    error::ErrorKind,
    explore,
    journal::{
        Journal, MemoryJournal,
        lease::{Attempt, Held, Hold, LOST, Process, is_lost, of_run},
    },
};
use shuttle::{
    future::block_on,
    sync::atomic::{AtomicU64, Ordering},
    thread,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

const TTL: Duration = Duration::from_mins(1);
const WEB: &str = "111122223333/eu-west-1/service/main/web";

fn journal() -> Arc<dyn Journal> {
    Arc::new(MemoryJournal::default())
}

fn begin(journal: &Arc<dyn Journal>, clock: &dyn Clock, process: &Process, run_id: &str, take_over: bool) -> super::error::Result<Attempt> {
    block_on(Attempt::begin(journal.clone(), clock, process, run_id, TTL, take_over))
}

#[test]
fn of_several_threads_of_a_process_one_executes_a_run() {
    explore(|| {
        let (journal, process, clock) = (journal(), Process::new(), Arc::new(Jumping::default()));
        let begun: Vec<_> = (0..3)
            .map(|_| {
                let (journal, process, clock) = (journal.clone(), process.clone(), clock.clone());
                thread::spawn(move || begin(&journal, &*clock, &process, "run-1", false))
            })
            .collect();
        let begun: Vec<_> = begun.into_iter().map(|thread| thread.join().unwrap()).collect();
        assert_eq!(begun.iter().filter(|result| result.is_ok()).count(), 1);
        for error in begun.into_iter().filter_map(Result::err) {
            assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
        }
    });
}

#[test]
fn what_one_thread_leaves_another_takes_up() {
    explore(|| {
        let (journal, process, clock) = (journal(), Process::new(), Arc::new(Jumping::default()));
        let executed = Arc::new(AtomicU64::new(0));
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let (journal, process, clock, executed) = (journal.clone(), process.clone(), clock.clone(), executed.clone());
                thread::spawn(move || {
                    let mut tokens = Vec::new();
                    for _ in 0..2 {
                        let Ok(attempt) = begin(&journal, &*clock, &process, "run-1", false) else { continue };
                        assert_eq!(executed.fetch_add(1, Ordering::SeqCst), 0, "two execute it at the same time");
                        append(&journal, "run-1", Some(attempt.fence())).unwrap();
                        tokens.push(attempt.fence().token);
                        executed.fetch_sub(1, Ordering::SeqCst);
                        // Let go, or only dropped.
                        if attempt.fence().token % 2 == 0 {
                            block_on(attempt.end()).unwrap();
                        }
                    }
                    tokens
                })
            })
            .collect();
        let tokens: Vec<u64> = threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        assert!(!tokens.is_empty());
        assert_eq!(tokens.iter().collect::<BTreeSet<_>>().len(), tokens.len(), "a token was given twice: {tokens:?}");
        assert_eq!(block_on(journal.load("run-1")).unwrap().len(), tokens.len());
    });
}

#[test]
fn whose_lease_was_taken_writes_no_more() {
    explore(|| {
        let (journal, clock) = (journal(), Arc::new(Jumping::default()));
        let latest = Arc::new(AtomicU64::new(0));
        let threads: Vec<_> = (0..3)
            .map(|_| {
                let (journal, clock, latest) = (journal.clone(), clock.clone(), latest.clone());
                thread::spawn(move || {
                    let attempt = begin(&journal, &*clock, &Process::new(), "run-1", true).unwrap();
                    let token = attempt.fence().token;
                    latest.fetch_max(token, Ordering::SeqCst);
                    for _ in 0..2 {
                        let before = latest.load(Ordering::SeqCst);
                        match append(&journal, "run-1", Some(attempt.fence())) {
                            Ok(()) => assert!(before <= token, "{token} wrote after {before} was given"),
                            Err(error) => assert!(is_lost(&error), "{error}"),
                        }
                    }
                    token
                })
            })
            .collect();
        let mut tokens: Vec<u64> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        tokens.sort_unstable();
        assert_eq!(tokens, [1, 2, 3]);
    });
}

/// An execution of a run, and whether it got what it wanted.
type Wanted = (Attempt, super::error::Result<Held>);

/// Three runs, each executed by a thread, want the same thing. Gives what each got.
fn wanted_by_three(how: [Hold; 3], shared: bool) -> (Arc<dyn Journal>, Vec<Wanted>) {
    let (journal, clock, common) = (journal(), Arc::new(Jumping::default()), Process::new());
    let threads: Vec<_> = (0..3)
        .map(|number| {
            let (journal, clock) = (journal.clone(), clock.clone());
            let process = if shared { common.clone() } else { Process::new() };
            thread::spawn(move || {
                let run_id = format!("run-{number}");
                let attempt = begin(&journal, &*clock, &process, &run_id, false).unwrap();
                append(&journal, &run_id, Some(attempt.fence())).unwrap();
                let held = block_on(attempt.hold(&*clock, WEB, how[number]));
                (attempt, held)
            })
        })
        .collect();
    (journal, threads.into_iter().map(|thread| thread.join().unwrap()).collect())
}

fn may_write(journal: &Arc<dyn Journal>, attempt: &Attempt) -> bool {
    attempt.fence().check(block_on(journal.lease(&attempt.fence().resource)).unwrap().as_ref()).is_ok()
}

#[test]
fn what_is_wanted_by_three_is_held_by_one() {
    explore(|| {
        let (journal, all) = wanted_by_three([Hold::IfFree; 3], true);
        let held: Vec<_> = all.iter().filter(|(_, held)| held.is_ok()).collect();
        assert_eq!(held.len(), 1);
        let (attempt, Ok(Held { token, taken_from })) = held[0] else { unreachable!() };
        assert_eq!(*taken_from, None);
        block_on(attempt.still_holds(WEB, *token)).unwrap();
        assert!(all.iter().all(|(attempt, _)| may_write(&journal, attempt)), "nobody was stopped");
    });
}

#[test]
fn who_loses_what_it_holds_writes_no_more() {
    for how in [[Hold::TakeOver; 3], [Hold::IfFree, Hold::TakeOver, Hold::TakeOver], [Hold::IfFree, Hold::IfFree, Hold::TakeOver]] {
        for shared in [true, false] {
            explore(move || {
                let (journal, all) = wanted_by_three(how, shared);
                let mut holders = 0;
                for (attempt, held) in &all {
                    match held {
                        Ok(Held { token, .. }) => {
                            let Err(error) = block_on(attempt.still_holds(WEB, *token)) else {
                                holders += 1;
                                continue;
                            };
                            assert_eq!(error.code(), Some(LOST));
                            assert!(!may_write(&journal, attempt), "{} lost it and may write", attempt.fence().resource);
                        }
                        Err(error) => assert_eq!(error.kind(), ErrorKind::Conflict, "{error}"),
                    }
                }
                assert_eq!(holders, 1);
                assert!(block_on(journal.lease(&of_run("run-0"))).unwrap().is_some());
            });
        }
    }
}

#[test]
fn who_was_stopped_stops_nobody() {
    explore(|| {
        let (journal, clock) = (journal(), Arc::new(Jumping::default()));
        let run = |run_id: &str| {
            let attempt = begin(&journal, &*clock, &Process::new(), run_id, false).unwrap();
            append(&journal, run_id, Some(attempt.fence())).unwrap();
            attempt
        };
        let (old, new) = (run("run-1"), run("run-2"));
        block_on(old.hold(&*clock, WEB, Hold::IfFree)).unwrap();
        let taken = block_on(new.hold(&*clock, WEB, Hold::TakeOver)).unwrap();
        assert_eq!(taken.taken_from, Some(("run-1".into(), true)));
        // The process of the old run has not noticed yet.
        let error = block_on(old.hold(&*clock, WEB, Hold::TakeOver)).unwrap_err();
        assert!(is_lost(&error), "{error}");
        block_on(new.still_holds(WEB, taken.token)).unwrap();
        assert!(may_write(&journal, &new));
    });
}
