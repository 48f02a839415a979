//! [`PillarScore`]: how much of what a pillar asks for holds.

use crate::catalog::document::Pillar;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The score of one pillar of the AWS Well-Architected Framework.
///
/// It is the share of the pillar's checks that hold, each counted by its weight of 1 to 3, of 100 and rounded down: 100 says that
/// all hold. A check counts for each of its pillars. A check that was not asked, because the part that it refines is missing, counts
/// for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PillarScore {
    /// The pillar.
    pub pillar: Pillar,
    /// 0 to 100; absent if none of its checks was asked.
    pub score: Option<u32>,
    /// Sum of the weights of its checks that hold.
    pub held: u32,
    /// Sum of the weights of its checks.
    pub asked: u32,
}

/// The pillars in AWS's order.
pub(super) const PILLARS: [Pillar; 6] = [
    Pillar::OperationalExcellence,
    Pillar::Security,
    Pillar::Reliability,
    Pillar::PerformanceEfficiency,
    Pillar::CostOptimization,
    Pillar::Sustainability,
];

/// Counts what held.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) asked: u32,
    pub(super) held: u32,
    weights: [(u32, u32); PILLARS.len()],
}

impl Tally {
    pub(super) fn count(&mut self, pillars: &[Pillar], weight: u32, holds: bool) {
        self.asked += 1;
        self.held += u32::from(holds);
        for (pillar, (held, asked)) in PILLARS.iter().zip(&mut self.weights) {
            if pillars.contains(pillar) {
                *asked += weight;
                *held += if holds { weight } else { 0 };
            }
        }
    }

    pub(super) fn scores(&self) -> Vec<PillarScore> {
        let score = |(pillar, &(held, asked)): (&Pillar, &(u32, u32))| PillarScore {
            pillar: *pillar,
            score: (held * 100).checked_div(asked),
            held,
            asked,
        };
        PILLARS.iter().zip(&self.weights).map(score).collect()
    }
}
