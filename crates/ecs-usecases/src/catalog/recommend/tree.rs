//! [`DecisionTree`]: the questions, what their answers lead to, and what is recommended there.

use crate::{
    catalog::document::Strategy,
    error::{self, Error, ErrorKind, Result},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, sync::OnceLock};

const TREE: &str = include_str!(concat!(env!("OUT_DIR"), "/decision_tree.json"));

/// The way from answers to a use case. Several ways may lead to the same node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionTree {
    /// The questions, in the order in which one asks them.
    pub questions: Vec<DecisionQuestion>,
    /// Id of the first node.
    pub start: String,
    /// The nodes.
    pub nodes: Vec<DecisionNode>,
    /// The leaves.
    pub leaves: Vec<DecisionLeaf>,
    /// What answers add to a leaf's request besides.
    pub adjustments: Vec<DecisionAdjustment>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionQuestion {
    /// Its id: a field of the answers.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
    /// The answer that is assumed.
    pub default: String,
    /// Why it is that one.
    pub default_why: String,
    /// The answers.
    pub answers: Vec<DecisionAnswer>,
}

/// An answer to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionAnswer {
    /// The answer.
    pub answer: String,
    /// What it means.
    pub means: String,
    /// Answers to other questions that follow from it, by question. Others contradict it.
    #[serde(default)]
    pub implies: BTreeMap<String, String>,
    /// Of a question to which one answers with names: the names that mean this.
    #[serde(default)]
    pub of: Vec<String>,
}

/// A place where the way parts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionNode {
    /// Its id.
    pub id: String,
    /// Id of the question by whose answer it parts.
    pub question: String,
    /// Where the answers lead.
    pub branches: Vec<DecisionBranch>,
}

/// Where some answers lead.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionBranch {
    /// The answers.
    pub answers: Vec<String>,
    /// Id of the node or leaf that comes next.
    pub next: String,
    /// Why.
    pub why: String,
    /// Use cases that are out of the question from here on.
    #[serde(default)]
    pub refuses: Vec<DecisionRefusal>,
}

/// A use case that is out of the question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionRefusal {
    /// API name of the use case.
    pub use_case: String,
    /// Why.
    pub why: String,
}

/// What is recommended at the end of a way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionLeaf {
    /// Its id.
    pub id: String,
    /// API name of the use case.
    pub use_case: String,
    /// How what runs is changed.
    pub strategy: Strategy,
    /// Why.
    pub why: String,
    /// What has to be there before it can run.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The request, with placeholders such as `{cluster}`. None of a use case that this version can't run.
    #[serde(default)]
    pub request: Option<Value>,
}

/// What an answer adds to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionAdjustment {
    /// The answers that it is for, by question: one of each.
    pub when: BTreeMap<String, Vec<String>>,
    /// Ids of the leaves that it is for.
    pub leaves: Vec<String>,
    /// What is added to the request, or to each of its environments if it has some.
    pub set: Value,
    /// Why.
    pub why: String,
}

/// The tree, read when it is first asked for.
pub(super) fn read() -> Result<&'static DecisionTree> {
    static READ: OnceLock<DecisionTree> = OnceLock::new();
    if let Some(tree) = READ.get() {
        return Ok(tree);
    }
    let tree = error::read(&mut serde_json::Deserializer::from_str(TREE), "decision tree")?;
    Ok(READ.get_or_init(|| tree))
}

impl DecisionTree {
    /// The question of this id.
    pub fn question(&self, id: &str) -> Option<&DecisionQuestion> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The node of this id.
    pub fn node(&self, id: &str) -> Option<&DecisionNode> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// The leaf of this id.
    pub fn leaf(&self, id: &str) -> Option<&DecisionLeaf> {
        self.leaves.iter().find(|leaf| leaf.id == id)
    }

    /// A defect of the tree: its data does not hold together.
    pub(super) fn broken(what: &str) -> Error {
        Error::new(ErrorKind::Internal, format!("the decision tree has no {what}"))
    }
}

impl DecisionQuestion {
    /// What one can answer: the answers, or the names that mean them.
    pub fn known(&self) -> Vec<&str> {
        let names: Vec<&str> = self.answers.iter().flat_map(|answer| &answer.of).map(String::as_str).collect();
        if names.is_empty() { self.answers.iter().map(|answer| answer.answer.as_str()).collect() } else { names }
    }

    /// The answer of this name.
    pub fn answer(&self, name: &str) -> Option<&DecisionAnswer> {
        self.answers.iter().find(|answer| answer.answer == name)
    }
}
