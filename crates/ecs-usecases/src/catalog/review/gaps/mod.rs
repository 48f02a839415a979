//! [`find_gaps`]: which use cases of the catalog a team has not got, and which of them matter first.

mod evidence;
mod names;
mod priority;

pub use evidence::observable;
pub(super) use evidence::{by_kms, wildcard};
pub use names::{AmbiguousName, UnknownName};
pub use priority::GapPriority;

use super::{account::Account, live::Unread};
use crate::{
    catalog::{
        self, CatalogItem,
        document::{Complexity, EcrRequirements},
    },
    use_case::{Actor, Family},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which use cases a team has, and which it has not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GapReport {
    /// Those it has.
    pub have: Vec<Had>,
    /// Those it has not, the most urgent first.
    pub missing: Vec<Gap>,
    /// Names that may mean several, which count for none.
    pub ambiguous: Vec<AmbiguousName>,
    /// Names that mean none.
    pub unknown: Vec<UnknownName>,
    /// How many of each family it has.
    pub families: Vec<FamilyCoverage>,
    /// What of the account could not be read: what it would have shown counts as missing.
    pub unread: Vec<Unread>,
}

/// A use case that the team has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Had {
    /// Its id.
    pub id: String,
    /// Its API name.
    pub name: String,
    /// What was given for it, or what of the account shows it.
    pub evidence: Vec<String>,
}

/// A use case that is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    /// Its id.
    pub id: String,
    /// Its name in Rust.
    pub title: String,
    /// What it does, in one sentence.
    pub summary: String,
    /// Its family.
    pub family: Family,
    /// How urgent it is.
    pub priority: GapPriority,
    /// The points that give the priority.
    pub points: u32,
    /// Why it is so urgent, a reason a line.
    pub why: Vec<String>,
    /// Who takes part.
    pub actors: Vec<Actor>,
    /// The artifacts that its stages leave.
    pub artifacts: Vec<String>,
    /// What it asks of Amazon ECR.
    pub ecr: EcrRequirements,
    /// How much there is to get right.
    pub complexity: Complexity,
    /// The name by which the API runs it, in Python and on the wire; the same in camel case in TypeScript.
    pub api: String,
    /// Whether this version can run it.
    pub implemented: bool,
    /// Of a report of a live account: whether the account could have shown it. What it can't show, the team may do all the same.
    pub observable: Option<bool>,
}

/// How much of a family a team has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FamilyCoverage {
    /// The family.
    pub family: Family,
    /// How many of it the team has.
    pub have: u32,
    /// How many there are.
    pub of: u32,
}

/// Which of the catalog's use cases are missing from this list of ids, names or titles.
///
/// Names are matched leniently: `Blue/green deployments` is UC11. One that may mean several, or none, is listed as such and counts
/// for none. How the priority is given is told at [`GapPriority`].
pub fn find_gaps<S: AsRef<str>>(have: &[S]) -> GapReport {
    let mut had: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let (mut ambiguous, mut unknown) = (Vec::new(), Vec::new());
    for given in have {
        match names::meant(given.as_ref()) {
            names::Meant::One(item) => had.entry(item.id).or_default().push(format!("given as `{}`", given.as_ref().trim())),
            names::Meant::Several(name) => ambiguous.push(name),
            names::Meant::None(name) => unknown.push(name),
        }
    }
    GapReport { ambiguous, unknown, ..report(&had, false) }
}

/// The same of what an account shows.
pub(super) fn of_account(account: &Account) -> GapReport {
    let mut had: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for evidence in evidence::TABLE {
        let shown = (evidence.shown)(account);
        if !shown.is_empty() {
            had.insert(evidence.id, shown);
        }
    }
    GapReport { unread: account.unread.clone(), ..report(&had, true) }
}

fn report(had: &BTreeMap<&'static str, Vec<String>>, live: bool) -> GapReport {
    let ids: BTreeSet<&str> = had.keys().copied().collect();
    let mut missing: Vec<Gap> =
        catalog::list().iter().filter(|item| !ids.contains(item.id)).filter_map(|item| gap(item, &ids, live)).collect();
    missing.sort_by(|one, other| other.points.cmp(&one.points).then_with(|| one.id.cmp(&other.id)));
    let families = FAMILIES.map(|family| {
        let of = catalog::list().iter().filter(|item| item.family == family);
        let have = of.clone().filter(|item| ids.contains(item.id)).count() as u32;
        FamilyCoverage { family, have, of: of.count() as u32 }
    });
    let have = catalog::list().iter().filter_map(|item| {
        let evidence = had.get(item.id)?.clone();
        Some(Had { id: item.id.to_owned(), name: item.name.to_owned(), evidence })
    });
    GapReport { have: have.collect(), missing, ambiguous: Vec::new(), unknown: Vec::new(), families: families.into(), unread: Vec::new() }
}

const FAMILIES: [Family; 8] = [
    Family::Foundation,
    Family::Deployment,
    Family::Workload,
    Family::Operations,
    Family::Images,
    Family::Resilience,
    Family::Governance,
    Family::Migration,
];

fn gap(item: &CatalogItem, had: &BTreeSet<&str>, live: bool) -> Option<Gap> {
    let document = &catalog::get(item.id).ok()?.document;
    let (points, mut why) = priority::points(item, had);
    let looked_for = evidence::looked_for(item.id).filter(|_| live);
    why.extend(looked_for.map(|what| format!("the account has no {what}")));
    let mut artifacts: Vec<String> = Vec::new();
    for artifact in document.stages.iter().flat_map(|stage| &stage.leaves) {
        if !artifacts.contains(artifact) {
            artifacts.push(artifact.clone());
        }
    }
    Some(Gap {
        id: item.id.to_owned(),
        title: item.title.to_owned(),
        summary: item.summary.to_owned(),
        family: item.family,
        priority: GapPriority::of(points),
        points,
        why,
        actors: document.actors.clone(),
        artifacts,
        ecr: document.ecr.clone(),
        complexity: item.complexity,
        api: item.name.to_owned(),
        implemented: item.implemented,
        observable: live.then_some(looked_for.is_some()),
    })
}
