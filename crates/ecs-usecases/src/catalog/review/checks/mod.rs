//! The checks of a written use case, a table a topic.

mod description;
mod ecr;
mod failures;
mod sections;
mod settings;
mod stages;

use super::check::{Check, ReviewTopic, Reviewed};
use crate::{
    catalog::document::Pillar,
    rules::{Found, Rule},
};

/// Every check, in the order of the report.
pub(super) fn all() -> impl Iterator<Item = &'static Check> {
    [description::CHECKS, stages::CHECKS, failures::CHECKS, ecr::CHECKS, settings::CHECKS, sections::CHECKS].into_iter().flatten()
}

/// The pillars, shorter.
const OPERATIONS: Pillar = Pillar::OperationalExcellence;
const SECURITY: Pillar = Pillar::Security;
const RELIABILITY: Pillar = Pillar::Reliability;
const PERFORMANCE: Pillar = Pillar::PerformanceEfficiency;
const COST: Pillar = Pillar::CostOptimization;
const SUSTAINABILITY: Pillar = Pillar::Sustainability;

/// What a check says of itself besides its function.
struct Says {
    id: &'static str,
    topic: ReviewTopic,
    pillars: &'static [Pillar],
    weight: u32,
    source: &'static str,
    about: &'static str,
    why: &'static str,
}

/// A check for a part that has to be there.
const fn needed(says: &Says, check: fn(&Reviewed, &mut Found<'_>)) -> Check {
    Check {
        rule: Rule::error(says.id, says.source, says.about, check),
        topic: says.topic,
        pillars: says.pillars,
        weight: says.weight,
        why: says.why,
        applies: |_| true,
    }
}

/// A check of what a part says, where it is there.
const fn refined(says: &Says, applies: fn(&Reviewed) -> bool, check: fn(&Reviewed, &mut Found<'_>)) -> Check {
    Check {
        rule: Rule::warning(says.id, says.source, says.about, check),
        topic: says.topic,
        pillars: says.pillars,
        weight: says.weight,
        why: says.why,
        applies,
    }
}

/// Whether one of the words begins a word of the text.
fn names_one(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').any(|word| words.iter().any(|known| word.starts_with(known)))
}

/// Report the members of a record that are empty.
fn members(found: &mut Found<'_>, path: &str, members: &[(&str, bool, &str)]) {
    for (name, there, advice) in members {
        if !there {
            found.add(format!("{path}.{name}"), format!("`{name}` is not said"), *advice);
        }
    }
}
