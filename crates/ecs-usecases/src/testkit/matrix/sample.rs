//! A part of the matrix that a seed chooses: for each use case and fault at least one call, and pairs and triples of faults.

use super::{
    Matrix, Report, Stage,
    fault::{Fault, Spot},
};
use crate::error::Result;
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How much of the matrix is tried.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    /// The chance that a fault is tried at some call of a step, from 0 to 1. Whatever it is, each use case meets each fault once.
    pub singles: f64,
    /// Pairs and triples of faults a step, on average.
    pub combined: f64,
}

impl Matrix {
    /// What this seed chooses: the same whenever the cases are the same.
    pub fn sample(&self, seed: u64, share: Share) -> Result<Report> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut report = Report::default();
        let mut met = BTreeSet::new();
        for stage in self.stages() {
            let stage = stage?;
            for fault in Fault::ALL {
                let wanted = rng.random_bool(share.singles);
                let calls: Vec<usize> = (1..=stage.calls()).filter(|call| stage.can_meet(Spot { call: *call, fault })).collect();
                let Some(&call) = calls.choose(&mut rng) else { continue };
                if met.insert((stage.use_case(), fault)) || wanted {
                    try_spots(&stage, vec![Spot { call, fault }], &mut report)?;
                }
            }
            let mut left = share.combined;
            while left > 0.0 && rng.random_bool(left.min(1.0)) {
                left -= 1.0;
                if let Some(spots) = combined(&stage, &mut rng) {
                    try_spots(&stage, spots, &mut report)?;
                }
            }
        }
        Ok(report)
    }
}

impl Stage<'_> {
    /// Every single fault at every call.
    pub fn every_single(&self, report: &mut Report) -> Result<()> {
        self.crash_everywhere(|spot, wrong| report.note(&self.plan(vec![spot]), self.use_case(), wrong))?;
        for plan in self.singles().filter(|plan| !matches!(plan.spots[0].fault, Fault::CrashBefore | Fault::CrashAfter)) {
            try_spots(self, plan.spots, report)?;
        }
        Ok(())
    }

    /// So many pairs and triples as this seed chooses them for this step, whichever others are tried.
    pub fn some_combined(&self, seed: u64, count: usize, report: &mut Report) -> Result<()> {
        let named = Sha256::digest(format!("{seed} {}", self.name()));
        let mut rng = ChaCha8Rng::from_seed(named.into());
        for _ in 0..count {
            if let Some(spots) = combined(self, &mut rng) {
                try_spots(self, spots, report)?;
            }
        }
        Ok(())
    }
}

/// Two or three faults at different calls. Those after the first may come to pass in what the run does about the first.
fn combined(stage: &Stage<'_>, rng: &mut impl Rng) -> Option<Vec<Spot>> {
    let wanted = rng.random_range(2..=3);
    // A run that was disturbed makes more calls.
    let last = stage.calls() + stage.calls() / 2;
    if stage.calls() < 2 {
        return None;
    }
    let mut spots: Vec<Spot> = Vec::new();
    for _ in 0..20 {
        let spot = Spot { call: rng.random_range(1..=last), fault: *Fault::ALL.choose(rng)? };
        let later = Spot { call: spot.call.min(stage.calls()), ..spot };
        if spots.iter().all(|known| known.call != spot.call) && (stage.can_meet(later) || spot.fault == Fault::StaleRead) {
            spots.push(spot);
        }
        if spots.len() == wanted {
            spots.sort_by_key(|spot| spot.call);
            return Some(spots);
        }
    }
    None
}

fn try_spots(stage: &Stage<'_>, spots: Vec<Spot>, report: &mut Report) -> Result<()> {
    let wrong = stage.disturb(&spots)?;
    report.note(&stage.plan(spots), stage.use_case(), wrong);
    Ok(())
}
