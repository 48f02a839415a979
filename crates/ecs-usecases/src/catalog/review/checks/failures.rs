//! How it fails, and what holds then.

use super::{
    Check, OPERATIONS, RELIABILITY,
    ReviewTopic::{DisasterRecovery, ErrorHandling},
    Says, members, names_one, needed, refined,
};

/// Words that say how one is back where one was, or that one has never left it.
const WAYS_BACK: [&str; 26] = [
    "roll",
    "restor",
    "revert",
    "undo",
    "undone",
    "back",
    "former",
    "again",
    "resum",
    "remov",
    "keep",
    "kept",
    "unchanged",
    "nothing",
    "stop",
    "refus",
    "repeat",
    "abort",
    "old",
    "previous",
    "recover",
    "rebuil",
    "retry",
    "retri",
    "rerun",
    "stays",
];

pub(super) const CHECKS: &[Check] = &[
    needed(
        &Says {
            id: "UC-FAILURES",
            topic: ErrorHandling,
            pillars: &[RELIABILITY, OPERATIONS],
            weight: 3,
            source: "AWS Well-Architected Framework, OPS06-BP01 Plan for unsuccessful changes",
            about: "It says how it can fail.",
            why: "What fails for a reason that nobody wrote down is decided at night by whoever is on call.",
        },
        |reviewed, found| {
            if reviewed.document.failures.is_empty() {
                found.add("failures", "it does not say how it can fail", "Write for each stage how it fails, and what holds afterwards.");
            }
        },
    ),
    needed(
        &Says {
            id: "UC-CONSEQUENCES",
            topic: ErrorHandling,
            pillars: &[RELIABILITY],
            weight: 3,
            source: "AWS Well-Architected Framework, OPS06-BP01 Plan for unsuccessful changes",
            about: "Of each failure it is said when it happens and what holds then.",
            why: "A failure without its consequence leaves open whether the old or the new version runs.",
        },
        |reviewed, found| {
            for (at, failure) in reviewed.document.failures.iter().enumerate() {
                members(
                    found,
                    &format!("failures[{at}]"),
                    &[
                        ("when", !failure.when.is_empty(), "Say what goes wrong."),
                        ("then", !failure.then.is_empty(), "Say which state holds then, and how the use case undid its own work."),
                    ],
                );
            }
        },
    ),
    needed(
        &Says {
            id: "UC-RECOVERY",
            topic: DisasterRecovery,
            pillars: &[RELIABILITY],
            weight: 3,
            source: "AWS Well-Architected Framework, REL13-BP02 Use defined recovery strategies to meet the recovery objectives",
            about: "It says how one gets back, and how it recovers from the loss of a Region, of data or of its runner.",
            why: "A way back that is thought up during the outage takes longer than the outage may.",
        },
        |reviewed, found| {
            if reviewed.document.recovery.is_empty() {
                let advice =
                    "Write the rollback, who starts it and how long it takes, and what is done when the Region or the data is lost.";
                found.add("recovery", "neither rollback nor recovery is described", advice);
            }
        },
    ),
    refined(
        &Says {
            id: "UC-WAY-BACK",
            topic: DisasterRecovery,
            pillars: &[RELIABILITY],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS06-BP04 Automate testing and rollback",
            about: "The failures or the recovery say how one is back in the state before, or that it was never left.",
            why: "Without a way back each failure becomes an outage.",
        },
        |reviewed| !reviewed.document.recovery.is_empty() && !reviewed.document.failures.is_empty(),
        |reviewed, found| {
            let document = &reviewed.document;
            let mut said = document.failures.iter().map(|failure| &failure.then).chain(&document.recovery);
            if !said.any(|text| names_one(text, &WAYS_BACK)) {
                let advice =
                    "Say what puts the last good state back: the circuit breaker, a rollback to a named revision, or a switch of traffic.";
                found.add("recovery", "no way back to the last good state is named", advice);
            }
        },
    ),
];
