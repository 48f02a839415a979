//! The catalog: what each use case does, asks for and costs, as data that the code stands behind.
//!
//! The texts of an entry are in one file each, which are read when the library is built. What the code knows better is taken
//! from it: whether a use case is there, its actors, stages and failures, and the AWS actions that it calls.

mod calls;
pub mod document;
mod entry;
mod family;
mod matrix;
mod picture;
mod policy;
mod recommend;
mod render;
pub mod review;

pub use entry::CatalogEntry;
pub use matrix::{Matrix, MatrixBy, MatrixRow, matrix};
pub use recommend::{
    AnswerOrigin, Answers, AppliedAdjustment, AssumedAnswer, CapacityBudget, ChangeRisk, DecisionAdjustment, DecisionAnswer,
    DecisionBranch, DecisionLeaf, DecisionNode, DecisionQuestion, DecisionRefusal, DecisionTree, DowntimePolicy, LoadBalancerKind,
    PathStep, Recommendation, RefusedUseCase, TaskState, TeamPractice, TrafficLevel, Urgency, Work, decision_tree, recommend,
};
pub use review::{find_gaps, review, review_document, review_ecr_integration};

use crate::{
    error::{Error, ErrorKind, Result},
    use_case::{self, Family},
};
use document::Complexity;
use schemars::JsonSchema;
use serde::Serialize;
use std::sync::{LazyLock, OnceLock};

/// An entry as the build found it.
struct Indexed {
    id: &'static str,
    name: &'static str,
    title: &'static str,
    summary: &'static str,
    complexity: &'static str,
    json: &'static str,
}

/// How many entries there are.
const ENTRIES: usize = INDEX.len();

const INDEX: &[Indexed] = &include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// An entry in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CatalogItem {
    /// Its id, such as `UC14`.
    pub id: &'static str,
    /// Its API name, such as `canary_deployment`.
    pub name: &'static str,
    /// Its name in Rust, such as `CanaryDeployment`.
    pub title: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// Its family.
    pub family: Family,
    /// How much there is to get right.
    pub complexity: Complexity,
    /// Whether this version can run it.
    pub implemented: bool,
}

/// All entries, in the order of their ids.
pub fn list() -> &'static [CatalogItem] {
    static ITEMS: LazyLock<Vec<CatalogItem>> = LazyLock::new(|| INDEX.iter().map(item).collect());
    &ITEMS
}

fn item(indexed: &Indexed) -> CatalogItem {
    CatalogItem {
        id: indexed.id,
        name: indexed.name,
        title: indexed.title,
        summary: indexed.summary,
        family: family::of(number(indexed.id)),
        complexity: match indexed.complexity {
            "simple" => Complexity::Simple,
            "moderate" => Complexity::Moderate,
            _ => Complexity::Complex,
        },
        implemented: implementation(indexed.name).is_some(),
    }
}

fn number(id: &str) -> u16 {
    id.trim_start_matches("UC").parse().unwrap_or_default()
}

fn implementation(name: &str) -> Option<&'static use_case::Entry> {
    use_case::registry().iter().find(|entry| entry.info.name == name)
}

/// The entry of this id (`UC14`, in any case), API name (`canary_deployment`) or title (`CanaryDeployment`).
///
/// [`NotFound`](ErrorKind::NotFound) if there is none; the advice names the one that looks most like it.
pub fn get(name: &str) -> Result<&'static CatalogEntry> {
    static ENTRIES_READ: [OnceLock<CatalogEntry>; ENTRIES] = [const { OnceLock::new() }; ENTRIES];
    let name = name.trim();
    let same = |indexed: &Indexed| {
        [indexed.id, indexed.name, indexed.title].iter().any(|known| known.eq_ignore_ascii_case(name))
            || indexed.name.replace('_', "").eq_ignore_ascii_case(&name.replace(['_', '-', ' '], ""))
    };
    let Some(at) = INDEX.iter().position(same) else { return Err(unknown(name)) };
    if let Some(entry) = ENTRIES_READ[at].get() {
        return Ok(entry);
    }
    let entry = CatalogEntry::read(item(&INDEX[at]), INDEX[at].json)?;
    Ok(ENTRIES_READ[at].get_or_init(|| entry))
}

fn unknown(name: &str) -> Error {
    let asked = name.to_lowercase();
    let likeness = |indexed: &Indexed| {
        [indexed.id, indexed.name, indexed.title]
            .iter()
            .map(|known| strsim::jaro_winkler(&known.to_lowercase(), &asked))
            .fold(0.0, f64::max)
    };
    let error = Error::new(ErrorKind::NotFound, format!("the catalog has no `{name}`")).on(name);
    match INDEX.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other))) {
        Some(nearest) => error.advise(format!("Did you mean {} `{}`? The ids go from UC01 to UC72.", nearest.id, nearest.name)),
        None => error,
    }
}
