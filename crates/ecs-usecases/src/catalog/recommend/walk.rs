//! The way of some answers through the tree.

use super::tree::{DecisionBranch, DecisionLeaf, DecisionTree};
use crate::error::{Error, Result};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// How an answer came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerOrigin {
    /// It was given.
    Given,
    /// It follows from another answer.
    Implied,
    /// It is the question's default.
    Assumed,
}

/// An answer, and how it came about.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) answer: String,
    pub(super) origin: AnswerOrigin,
    /// Why it is that, if it was not given.
    pub(super) why: String,
}

/// All answers: those that are given, and for the other questions what follows from these or is assumed.
pub(super) fn settle(tree: &DecisionTree, given: &BTreeMap<String, String>) -> Result<BTreeMap<String, Known>> {
    let mut contradictions = Vec::new();
    let mut known: BTreeMap<String, Known> = given
        .iter()
        .map(|(question, answer)| (question.clone(), Known { answer: answer.clone(), origin: AnswerOrigin::Given, why: String::new() }))
        .collect();
    for question in &tree.questions {
        let Some(answer) = given.get(&question.id) else { continue };
        let found = question.answer(answer).ok_or_else(|| DecisionTree::broken(&format!("answer {answer} to {}", question.id)))?;
        for (other, implied) in &found.implies {
            match known.get(other) {
                Some(said) if said.answer != *implied => contradictions.push(contradiction(&question.id, answer, other, implied, said)),
                Some(_) => {}
                None => {
                    let why = format!("It follows from {} {answer}: {}.", question.id, found.means);
                    known.insert(other.clone(), Known { answer: implied.clone(), origin: AnswerOrigin::Implied, why });
                }
            }
        }
    }
    if contradictions.len() > 1 {
        let fields: Vec<_> = contradictions.iter().filter_map(|error| error.details().resource.clone()).collect();
        return Err(Error::invalid(fields.join("; "), "answers contradict each other").with_findings(contradictions));
    }
    if let Some(contradiction) = contradictions.pop() {
        return Err(contradiction);
    }
    for question in &tree.questions {
        known.entry(question.id.clone()).or_insert_with(|| Known {
            answer: question.default.clone(),
            origin: AnswerOrigin::Assumed,
            why: question.default_why.clone(),
        });
    }
    Ok(known)
}

fn contradiction(question: &str, answer: &str, other: &str, implied: &str, said: &Known) -> Error {
    let said_by = if said.origin == AnswerOrigin::Given { String::new() } else { format!(" ({})", said.why.trim_end_matches('.')) };
    Error::invalid(
        format!("{question}, {other}"),
        format!("`{question}` is {answer}, which means that `{other}` is {implied}, but it is {}{said_by}", said.answer),
    )
    .advise(format!("Change one of the two, or leave `{other}` out"))
}

/// A branch that was taken: the question's id, the answer, and where it leads.
pub(super) type Taken<'tree> = (&'tree str, String, &'tree DecisionBranch);

/// The branches that these answers take, and the leaf to which they lead.
pub(super) fn walk<'tree>(tree: &'tree DecisionTree, known: &BTreeMap<String, Known>) -> Result<(Vec<Taken<'tree>>, &'tree DecisionLeaf)> {
    let (mut at, mut taken) = (tree.start.as_str(), Vec::new());
    loop {
        if let Some(leaf) = tree.leaf(at) {
            return Ok((taken, leaf));
        }
        let node = tree.node(at).ok_or_else(|| DecisionTree::broken(&format!("node {at}")))?;
        let answer = &known.get(&node.question).ok_or_else(|| DecisionTree::broken(&format!("question {}", node.question)))?.answer;
        let branch = node.branches.iter().find(|branch| branch.answers.contains(answer));
        let branch = branch.ok_or_else(|| DecisionTree::broken(&format!("way on from {at} for {answer}")))?;
        if taken.len() > tree.nodes.len() {
            return Err(DecisionTree::broken("end: it goes in a circle"));
        }
        taken.push((node.question.as_str(), answer.clone(), branch));
        at = &branch.next;
    }
}
