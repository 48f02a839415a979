//! Which use case somebody means by a name.

use crate::catalog::{self, CatalogItem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A name that may mean several use cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AmbiguousName {
    /// As it was given.
    pub given: String,
    /// The ids and names that it may mean.
    pub candidates: Vec<String>,
}

/// A name that means no use case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct UnknownName {
    /// As it was given.
    pub given: String,
    /// The one that looks most like it.
    pub nearest: String,
}

pub(super) enum Meant {
    One(&'static CatalogItem),
    Several(AmbiguousName),
    None(UnknownName),
}

/// Likeness from which a name is meant, 0 to 1.
const MEANT: f64 = 0.82;
/// Others that are less far behind may be meant too.
const MARGIN: f64 = 0.05;

/// Words that say nothing of which use case it is.
const EMPTY: [&str; 14] = ["the", "a", "an", "of", "our", "use", "case", "with", "for", "to", "on", "and", "ecs", "aws"];

/// The use case that is meant by an id, a name or a title, as people write them.
pub(super) fn meant(given: &str) -> Meant {
    let plain = given.trim();
    let id = plain.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    // `UC14`, `UC14 canary` and `uc-14`; what follows an id is a comment.
    let number = id.to_lowercase().strip_prefix("uc").and_then(|number| number.parse::<u16>().ok());
    let number = number.or_else(|| {
        let rest = plain.to_lowercase();
        rest.strip_prefix("uc").and_then(|rest| rest.trim_start_matches(['-', ' ', '_']).split(' ').next()?.parse().ok())
    });
    if let Some(number) = number {
        return match catalog::list().iter().find(|item| item.id == format!("UC{number:02}")) {
            Some(item) => Meant::One(item),
            None => Meant::None(UnknownName { given: plain.to_owned(), nearest: "the ids go from UC01 to UC72".into() }),
        };
    }
    let joined = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let exact = joined(plain);
    if let Some(item) = catalog::list().iter().find(|item| joined(item.name) == exact) {
        return Meant::One(item);
    }
    let wanted = words(plain);
    let mut likely: Vec<(f64, &CatalogItem)> = catalog::list().iter().map(|item| (likeness(&wanted, item.name), item)).collect();
    likely.sort_by(|one, other| other.0.total_cmp(&one.0));
    let best = likely[0].0;
    if best < MEANT || wanted.is_empty() {
        let nearest = format!("{} {}", likely[0].1.id, likely[0].1.name);
        return Meant::None(UnknownName { given: plain.to_owned(), nearest });
    }
    let near: Vec<_> = likely.iter().take_while(|(likeness, _)| best - likeness < MARGIN).collect();
    if near.len() == 1 {
        return Meant::One(near[0].1);
    }
    let candidates = near.iter().map(|(_, item)| format!("{} {}", item.id, item.name)).collect();
    Meant::Several(AmbiguousName { given: plain.to_owned(), candidates })
}

/// Whole words, in their simplest form: `deployments` is `deployment`.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut before_lower = false;
    for letter in text.chars() {
        if letter.is_uppercase() && before_lower {
            spaced.push(' ');
        }
        before_lower = letter.is_lowercase();
        spaced.extend(letter.to_lowercase());
    }
    let words = spaced.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty() && !EMPTY.contains(word));
    words.map(simple).collect()
}

fn simple(word: &str) -> String {
    match word {
        "deploy" | "deploying" | "release" | "releases" | "deployments" | "rollout" => "deployment".into(),
        "autoscaling" => "scaling".into(),
        "job" | "jobs" => "job".into(),
        "k8s" | "eks" => "kubernetes".into(),
        "multiregion" => "region".into(),
        other => other.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(other).to_owned(),
    }
}

/// How alike they are, 0 to 1: each word counts by the most alike word of the other side, and words that stand alone on either side count
/// against it. `deployment` alone counts little, since a third of the catalog has it.
fn likeness(wanted: &[String], name: &str) -> f64 {
    let known = words(&name.replace('_', " "));
    let weight = |word: &str| if word == "deployment" { 0.35 } else { 1.0 };
    let one_way = |from: &[String], to: &[String]| {
        let total: f64 = from.iter().map(|word| weight(word)).sum();
        let alike: f64 = from
            .iter()
            .map(|word| {
                let best = to.iter().map(|other| strsim::jaro_winkler(word, other)).fold(0.0, f64::max);
                weight(word) * if best < 0.85 { 0.0 } else { best }
            })
            .sum();
        if total > 0.0 { alike / total } else { 0.0 }
    };
    // What is written counts more than what is left out.
    0.65 * one_way(wanted, &known) + 0.35 * one_way(&known, wanted)
}
