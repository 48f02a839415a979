//! Who does what, with which artifacts.

use super::{
    Check, OPERATIONS, RELIABILITY,
    ReviewTopic::{Artifacts, Responsibilities, Steps},
    SECURITY, Says, members, needed,
};
use crate::catalog::document::UseCaseDocument;

pub(super) const CHECKS: &[Check] = &[
    needed(
        &Says {
            id: "UC-ACTORS",
            topic: Responsibilities,
            pillars: &[OPERATIONS],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS02-BP02 Processes and procedures have identified owners",
            about: "It names who takes part.",
            why: "Who is not named is not asked, and is not there when it fails.",
        },
        |reviewed, found| {
            if reviewed.document.actors.is_empty() {
                found.add("actors", "nobody is named who takes part", "Name the teams and pipelines that take part.");
            }
        },
    ),
    needed(
        &Says {
            id: "UC-STEPS",
            topic: Steps,
            pillars: &[OPERATIONS, RELIABILITY],
            weight: 3,
            source: "AWS Well-Architected Framework, REL08-BP01 Use runbooks for standard activities such as deployment",
            about: "It has its stages in order, two or more.",
            why: "Without steps each person does it in another way, and nobody sees how far it has come.",
        },
        |reviewed, found| match reviewed.document.stages.len() {
            0 => found.add("stages", "it has no stages", "Write the stages in order: name, who answers for it, what it takes and leaves."),
            1 => {
                found.add(
                    "stages",
                    "it has one stage only",
                    "Part it where somebody else takes over, or where it can fail and be resumed.",
                );
            }
            _ => {}
        },
    ),
    needed(
        &Says {
            id: "UC-STEP-NAME",
            topic: Steps,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS07-BP03 Use runbooks to perform procedures",
            about: "Each stage has a name, and says what is done.",
            why: "A stage that says nothing is left out under pressure.",
        },
        |reviewed, found| {
            for (at, stage) in reviewed.document.stages.iter().enumerate() {
                let says = reviewed.implemented || !stage.does.is_empty();
                members(
                    found,
                    &format!("stages[{at}]"),
                    &[
                        ("name", !stage.name.is_empty(), "Name the stage."),
                        ("does", says, "Say what is done in this stage, and how one sees that it is done."),
                    ],
                );
            }
        },
    ),
    needed(
        &Says {
            id: "UC-RESPONSIBLE",
            topic: Responsibilities,
            pillars: &[OPERATIONS, SECURITY],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS02-BP03 Operations activities have identified owners responsible for their performance",
            about: "Somebody answers for each stage, and is one of the actors.",
            why: "A stage that nobody answers for waits for somebody, and duties can't be kept apart.",
        },
        |reviewed, found| {
            let document = &reviewed.document;
            for (at, stage) in document.stages.iter().enumerate() {
                let path = format!("stages[{at}].responsible");
                match stage.responsible {
                    None => found.add(path, format!("nobody answers for `{}`", stage.name), "Say who answers for this stage."),
                    // Without actors that is what is missing.
                    Some(actor) if !document.actors.is_empty() && !document.actors.contains(&actor) => {
                        let message = format!("who answers for `{}` is none of the actors", stage.name);
                        found.add(path, message, "Add it to the actors, or let one of them answer for the stage.");
                    }
                    Some(_) => {}
                }
            }
        },
    ),
    needed(
        &Says {
            id: "UC-ARTIFACTS",
            topic: Artifacts,
            pillars: &[OPERATIONS],
            weight: 2,
            source: "AWS Well-Architected Framework, OPS07-BP03 Use runbooks to perform procedures",
            about: "Each stage says what it takes and what it leaves.",
            why: "What a stage leaves is how one sees that it is done, and where the next one begins.",
        },
        |reviewed, found| {
            for (at, stage) in reviewed.document.stages.iter().enumerate() {
                members(
                    found,
                    &format!("stages[{at}]"),
                    &[
                        ("takes", !stage.takes.is_empty(), "Name what the stage needs before it can begin."),
                        (
                            "leaves",
                            !stage.leaves.is_empty(),
                            "Name what is there when the stage is done: a digest, a revision, a verdict, a report.",
                        ),
                    ],
                );
            }
        },
    ),
    needed(
        &Says {
            id: "UC-ARTIFACT-FLOW",
            topic: Artifacts,
            pillars: &[OPERATIONS, RELIABILITY],
            weight: 3,
            source: "AWS Well-Architected Framework, OPS07-BP03 Use runbooks to perform procedures",
            about: "What a stage takes is left by a stage before it, or brought by an actor.",
            why: "A stage whose artifact nobody makes can't begin.",
        },
        |reviewed, found| {
            let document = &reviewed.document;
            for (at, artifact) in nobody_makes(document) {
                let message = format!("`{artifact}` is left by no stage before it and brought by nobody");
                let advice = format!("Let a stage before it leave `{artifact}`, or say in `inputs` who brings it.");
                found.add(format!("stages[{at}].takes"), message, advice);
            }
        },
    ),
    needed(
        &Says {
            id: "UC-INPUTS",
            topic: Artifacts,
            pillars: &[OPERATIONS],
            weight: 1,
            source: "AWS Well-Architected Framework, OPS02-BP03 Operations activities have identified owners responsible for their performance",
            about: "Of each input it is said what it is, and which of the actors brings it.",
            why: "What nobody has to bring is not there when it is needed.",
        },
        |reviewed, found| {
            let document = &reviewed.document;
            for (at, input) in document.inputs.iter().enumerate() {
                let known = input.brought_by.is_none_or(|actor| document.actors.is_empty() || document.actors.contains(&actor));
                members(
                    found,
                    &format!("inputs[{at}]"),
                    &[
                        ("artifact", !input.artifact.is_empty(), "Name the artifact as the stage that takes it does."),
                        ("brought_by", input.brought_by.is_some() && known, "Say which of the actors brings it."),
                    ],
                );
            }
        },
    ),
];

/// What stages take that nobody makes. What the first takes comes with the request.
///
/// Where the first stage does not say what it takes, a stage what it leaves, or an input what it is, that is what is missing, and what follows from it is not told again.
fn nobody_makes(document: &UseCaseDocument) -> Vec<(usize, &str)> {
    let plain = |artifact: &str| artifact.trim().to_lowercase();
    let mut there: Vec<String> = document.inputs.iter().map(|input| plain(&input.artifact)).collect();
    if there.iter().any(String::is_empty) || document.stages.first().is_some_and(|first| first.takes.is_empty()) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    for (at, stage) in document.stages.iter().enumerate() {
        let lacking = stage.takes.iter().filter(|artifact| at > 0 && !there.contains(&plain(artifact)));
        missing.extend(lacking.map(|artifact| (at, artifact.as_str())));
        if stage.leaves.is_empty() {
            break;
        }
        there.extend(stage.takes.iter().filter(|_| at == 0).chain(&stage.leaves).map(|artifact| plain(artifact)));
    }
    missing
}
