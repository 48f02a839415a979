//! [`GapPriority`]: which missing use case comes first.

use crate::{
    catalog::{self, CatalogItem},
    use_case::Family,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How urgent a missing use case is, by points:
///
/// - 100 for a safety net of something that the team does: the way back and the gates of a deployment, the watch over what runs.
/// - 10 for each use case of the team that names it as related, at most 50.
/// - 20 if it is of the foundation and the team does anything at all, 10 if it is of operations, images, resilience or governance.
///
/// From 100 on it is critical, from 40 high, from 20 medium, below low. A team that has nothing is told to begin with the foundation
/// and one deployment with its way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapPriority {
    /// Something that the team does has no safety net.
    Critical,
    /// Much of what the team does leads to it.
    High,
    /// Some of what the team does leads to it.
    Medium,
    /// Little or nothing leads to it.
    Low,
}

impl GapPriority {
    /// That of so many points.
    pub fn of(points: u32) -> Self {
        match points {
            100.. => Self::Critical,
            40.. => Self::High,
            20.. => Self::Medium,
            _ => Self::Low,
        }
    }
}

/// What makes a safety net due.
enum Due {
    /// The team deploys.
    Deploys,
    /// It deploys or runs a workload.
    Runs,
    /// It deploys to several Regions or fails over to one.
    Regions,
    /// It scans by approval.
    Scans,
    /// It makes exceptions from the gates.
    Emergencies,
}

/// A use case that something else must not be without.
const SAFETY_NETS: [(&str, Due, &str); 6] = [
    ("UC08", Due::Deploys, "the team deploys, and has no way back to the last good version"),
    ("UC50", Due::Deploys, "the team deploys images that no scan has passed"),
    ("UC71", Due::Runs, "the team runs something that nothing watches"),
    ("UC52", Due::Regions, "the team uses several Regions, and images are not replicated to them"),
    ("UC04", Due::Scans, "scans run on a schedule, and nobody approves what they may touch"),
    ("UC65", Due::Emergencies, "the team goes around its gates in emergencies, and no log shows it"),
];

impl Due {
    fn is_due(&self, had: &BTreeSet<&str>) -> bool {
        let has = |ids: &[&str]| ids.iter().any(|id| had.contains(id));
        let family =
            |family: Family| catalog::list().iter().any(|item| item.family == family && item.id != "UC08" && had.contains(item.id));
        match self {
            Self::Deploys => family(Family::Deployment),
            Self::Runs => family(Family::Deployment) || family(Family::Workload),
            Self::Regions => has(&["UC17", "UC58", "UC61"]),
            Self::Scans => has(&["UC12"]),
            Self::Emergencies => has(&["UC07"]),
        }
    }
}

/// What a team begins with.
const FIRST: [&str; 4] = ["UC01", "UC02", "UC06", "UC08"];

/// The points of a use case that is missing beside those that the team has, and why.
pub(super) fn points(item: &CatalogItem, had: &BTreeSet<&str>) -> (u32, Vec<String>) {
    let (mut points, mut why) = (0, Vec::new());
    if had.is_empty() {
        if FIRST.contains(&item.id) {
            return (40, vec!["the team has nothing yet, and everything else stands on it".into()]);
        }
        return (0, vec!["the team has nothing yet that leads to it".into()]);
    }
    if let Some((_, _, reason)) = SAFETY_NETS.iter().find(|(id, due, _)| *id == item.id && due.is_due(had)) {
        points += 100;
        why.push((*reason).to_owned());
    }
    let naming: Vec<&str> = had
        .iter()
        .copied()
        .filter(|id| catalog::get(id).is_ok_and(|entry| entry.document.related.iter().any(|related| related == item.id)))
        .collect();
    if !naming.is_empty() {
        points += (naming.len() as u32 * 10).min(50);
        why.push(format!("{} of the team {} to it", naming.join(", "), if naming.len() == 1 { "leads" } else { "lead" }));
    }
    let family = match item.family {
        Family::Foundation => Some((20, "it is of the foundation of what the team does")),
        Family::Operations | Family::Images | Family::Resilience | Family::Governance => Some((10, "it keeps what the team runs in order")),
        Family::Deployment | Family::Workload | Family::Migration => None,
    };
    if let Some((more, reason)) = family {
        points += more;
        why.push(reason.to_owned());
    }
    if why.is_empty() {
        why.push("nothing that the team does leads to it".to_owned());
    }
    (points, why)
}
