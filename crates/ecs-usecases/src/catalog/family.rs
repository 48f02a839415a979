//! Which family an id belongs to.

use crate::use_case::Family;

pub(super) fn of(id: u16) -> Family {
    match id {
        1..=5 | 10 => Family::Foundation,
        12 | 15 | 23..=40 => Family::Workload,
        16 | 41..=47 | 71 | 72 => Family::Operations,
        48..=56 => Family::Images,
        57..=61 => Family::Resilience,
        62..=65 => Family::Governance,
        66..=70 => Family::Migration,
        _ => Family::Deployment,
    }
}
