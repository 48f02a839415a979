//! Which use case, which strategy and which settings: from answers, by a tree that is data.

mod answers;
mod draw;
mod picture;
mod request;
mod tree;
mod walk;

pub use answers::{
    Answers, CapacityBudget, ChangeRisk, DowntimePolicy, LoadBalancerKind, TaskState, TeamPractice, TrafficLevel, Urgency, Work,
};
pub use tree::{
    DecisionAdjustment, DecisionAnswer, DecisionBranch, DecisionLeaf, DecisionNode, DecisionQuestion, DecisionRefusal, DecisionTree,
};
pub use walk::AnswerOrigin;

use super::{CatalogItem, document::Strategy, implementation};
use crate::error::Result;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use walk::{Known, Taken};

/// Which use case to take, and how.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Recommendation {
    /// The use case.
    pub use_case: CatalogItem,
    /// How what runs is changed.
    pub strategy: Strategy,
    /// Id of the tree's leaf.
    pub leaf: String,
    /// Why.
    pub why: String,
    /// What has to be there before it can run.
    pub needs: Vec<String>,
    /// The request of the use case; it can be run as it is when nothing is missing. Absent if this version can't run the use case.
    pub request: Option<Value>,
    /// Fields of the answers that the request needs and that were not given: `{name}` stands in their places.
    pub missing: Vec<String>,
    /// The way through the tree.
    pub path: Vec<PathStep>,
    /// What other answers added to the request.
    pub adjustments: Vec<AppliedAdjustment>,
    /// Use cases that are out of the question, and why.
    pub refused: Vec<RefusedUseCase>,
    /// Questions that were not answered though the recommendation depends on them, and what was assumed.
    pub assumed: Vec<AssumedAnswer>,
    /// Fields that were given and that made no difference here.
    pub unused: Vec<String>,
}

/// A question on the way, and where its answer led.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PathStep {
    /// The question's id.
    pub id: String,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// How the answer came about.
    pub origin: AnswerOrigin,
    /// Why the way goes on as it does.
    pub why: String,
}

/// What other answers added to the request.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AppliedAdjustment {
    /// The answers.
    pub because: BTreeMap<String, String>,
    /// What was added.
    pub set: Value,
    /// Why.
    pub why: String,
}

/// A use case that is out of the question.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RefusedUseCase {
    /// The use case's id.
    pub id: &'static str,
    /// Its API name.
    pub name: &'static str,
    /// Why not.
    pub why: String,
    /// The question by whose answer it went.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// An answer that was assumed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AssumedAnswer {
    /// The question's id.
    pub id: String,
    /// The question.
    pub question: String,
    /// The answer that was assumed.
    pub answer: String,
    /// Why.
    pub why: String,
}

/// The tree by which [`recommend`] goes.
///
/// [`Internal`](crate::ErrorKind::Internal) if it can't be read, which is a defect of this library.
pub fn decision_tree() -> Result<&'static DecisionTree> {
    tree::read()
}

/// Which use case, strategy and request fit these answers.
///
/// [`InvalidRequest`](crate::ErrorKind::InvalidRequest) if answers contradict each other, with the fields, or if the request would not
/// be right with what was given.
///
/// ```
/// use ecs_usecases::catalog::{self, Answers, ChangeRisk, TrafficLevel};
///
/// let answers = Answers { traffic: Some(TrafficLevel::High), risk: Some(ChangeRisk::High), ..Answers::default() };
/// let recommended = catalog::recommend(&answers)?;
/// assert_eq!(recommended.use_case.name, "canary_deployment");
/// assert_eq!(recommended.missing, ["cluster", "image", "service"]);
/// # Ok::<_, ecs_usecases::Error>(())
/// ```
pub fn recommend(answers: &Answers) -> Result<Recommendation> {
    let tree = tree::read()?;
    let known = walk::settle(tree, &answers.given(tree)?)?;
    let (taken, leaf) = walk::walk(tree, &known)?;
    let use_case = item(&leaf.use_case)?;
    let mut asked: BTreeSet<&str> = taken.iter().map(|(question, ..)| *question).collect();
    let values = answers.values();
    let (mut adjustments, mut filled, mut missing) = (Vec::new(), None, BTreeSet::new());
    if let Some(template) = &leaf.request {
        let mut template = template.clone();
        for adjustment in tree.adjustments.iter().filter(|adjustment| adjustment.leaves.contains(&leaf.id)) {
            asked.extend(adjustment.when.keys().map(String::as_str));
            if adjustment.fits(&known) {
                request::adjust(&mut template, &adjustment.set);
                adjustments.push(applied(adjustment, &known, &values));
            }
        }
        let (request, absent) = request::fill(&template, &values);
        if let (true, Some(entry)) = (absent.is_empty(), implementation(use_case.name)) {
            entry.normal(&request)?;
        }
        (filled, missing) = (Some(request), absent);
    }
    Ok(Recommendation {
        use_case,
        strategy: leaf.strategy,
        leaf: leaf.id.clone(),
        why: leaf.why.clone(),
        needs: leaf.needs.clone(),
        path: taken.iter().map(|taken| step(tree, taken, &known)).collect(),
        refused: refused(&taken, leaf)?,
        assumed: assumed(tree, &asked, &known),
        unused: unused(answers, leaf, &asked, &known),
        request: filled,
        missing: missing.into_iter().collect(),
        adjustments,
    })
}

fn item(name: &str) -> Result<CatalogItem> {
    super::list().iter().find(|item| item.name == name).copied().ok_or_else(|| DecisionTree::broken(&format!("use case {name}")))
}

impl DecisionAdjustment {
    fn fits(&self, known: &BTreeMap<String, Known>) -> bool {
        self.when.iter().all(|(question, answers)| known.get(question).is_some_and(|known| answers.contains(&known.answer)))
    }
}

fn applied(adjustment: &DecisionAdjustment, known: &BTreeMap<String, Known>, values: &BTreeMap<&'static str, Value>) -> AppliedAdjustment {
    let because = adjustment.when.keys().filter_map(|question| Some((question.clone(), known.get(question)?.answer.clone())));
    AppliedAdjustment { because: because.collect(), set: request::fill(&adjustment.set, values).0, why: adjustment.why.clone() }
}

fn ask(tree: &DecisionTree, question: &str) -> String {
    tree.question(question).map(|question| question.ask.clone()).unwrap_or_default()
}

fn step(tree: &DecisionTree, (question, answer, branch): &Taken<'_>, known: &BTreeMap<String, Known>) -> PathStep {
    PathStep {
        id: (*question).to_owned(),
        question: ask(tree, question),
        answer: answer.clone(),
        origin: known.get(*question).map_or(AnswerOrigin::Assumed, |known| known.origin),
        why: branch.why.clone(),
    }
}

/// Each use case once, by the answer that refused it first.
fn refused(taken: &[Taken<'_>], leaf: &DecisionLeaf) -> Result<Vec<RefusedUseCase>> {
    let mut refused: Vec<RefusedUseCase> = Vec::new();
    for (question, answer, branch) in taken {
        for refusal in branch.refuses.iter().filter(|refusal| refusal.use_case != leaf.use_case) {
            if refused.iter().any(|other| other.name == refusal.use_case) {
                continue;
            }
            let CatalogItem { id, name, .. } = item(&refusal.use_case)?;
            refused.push(RefusedUseCase { id, name, why: refusal.why.clone(), question: (*question).to_owned(), answer: answer.clone() });
        }
    }
    Ok(refused)
}

fn assumed(tree: &DecisionTree, asked: &BTreeSet<&str>, known: &BTreeMap<String, Known>) -> Vec<AssumedAnswer> {
    let questions = tree.questions.iter().filter(|question| asked.contains(question.id.as_str()));
    let assumed = questions.filter_map(|question| {
        let known = known.get(&question.id).filter(|known| known.origin == AnswerOrigin::Assumed)?;
        Some(AssumedAnswer {
            id: question.id.clone(),
            question: question.ask.clone(),
            answer: known.answer.clone(),
            why: known.why.clone(),
        })
    });
    assumed.collect()
}

/// What was given but is neither a question of the way nor a value in the request.
fn unused(answers: &Answers, leaf: &DecisionLeaf, asked: &BTreeSet<&str>, known: &BTreeMap<String, Known>) -> Vec<String> {
    let template = leaf.request.as_ref().map(Value::to_string).unwrap_or_default();
    let given = known.iter().filter(|(_, known)| known.origin == AnswerOrigin::Given).map(|(name, _)| name.clone());
    let mut names: BTreeSet<String> = answers.values().keys().map(|name| (*name).to_owned()).collect();
    names.extend(given);
    names.retain(|name| !asked.contains(name.as_str()) && !template.contains(&format!("{{{name}}}")));
    names.into_iter().collect()
}
