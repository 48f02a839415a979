//! Which runs the docs show of each use case: steps of scenarios in `tests/scenarios`. The pictures are drawn from them, and
//! the use case's page shows the pictures and the first one's request.

use crate::project::Outcome;
use ecs_usecases::simulator::Scenario;
use serde_json::Value;
use std::{fs, path::Path};

/// Where the pictures are.
pub(crate) const FOLDER: &str = "docs/src/pictures";

/// A run that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Name of the scenario, and of the picture.
    pub(crate) scenario: &'static str,
    /// Which of its steps, from 0.
    pub(crate) step: usize,
}

const fn shown(scenario: &'static str, step: usize) -> Shown {
    Shown { scenario, step }
}

/// The runs by the name of their use case. The first is the one whose request the page shows.
const RUNS: &[(&str, &[Shown])] = &[
    ("normal_deployment", &[shown("environments", 1), shown("environment-check-fails", 0)]),
    ("emergency_hotfix", &[shown("hotfix", 2)]),
    ("rollback", &[shown("rollback-to-last-good", 1), shown("rollback-while-deploying", 1)]),
    ("configuration_change", &[shown("configuration-change", 0), shown("by-header", 0), shown("recreate", 0)]),
    ("blue_green_deployment", &[shown("blue-green", 0), shown("blue-green-analysis-fails", 0)]),
    ("rolling_deployment", &[shown("rolling-good", 0), shown("rolling-crash", 0)]),
    ("canary_deployment", &[shown("canary-passes", 0), shown("canary-fails", 0), shown("canary-weighted", 0)]),
    ("multi_region_deployment", &[shown("multi-region", 0), shown("multi-region-one-is-down", 0)]),
    ("linear_deployment", &[shown("linear", 0), shown("linear-fails", 0)]),
    ("ab_test", &[shown("ab-test-promotes", 0), shown("ab-test-fails", 0)]),
    ("feature_flag_release", &[shown("feature-flag", 0), shown("feature-flag-fails", 0)]),
    ("zero_downtime_deployment", &[shown("zero-downtime", 0), shown("zero-downtime-repairs", 1)]),
    ("microservices_deployment", &[shown("microservices", 0), shown("microservices-roll-back", 0)]),
];

/// Use cases without a picture, whose page shows the request of this run all the same.
const WITHOUT_PICTURE: &[(&str, Shown)] = &[("repository_setup", shown("repository-setup", 0))];

/// Every run that has a picture.
pub(crate) fn pictured() -> impl Iterator<Item = Shown> {
    RUNS.iter().flat_map(|(_, runs)| runs.iter().copied())
}

/// The pictures of a use case.
pub(crate) fn pictures_of(use_case: &str) -> &'static [Shown] {
    RUNS.iter().find(|(name, _)| *name == use_case).map_or(&[], |(_, runs)| *runs)
}

/// The run whose request a use case's page shows.
pub(crate) fn call_of(use_case: &str) -> Option<Shown> {
    let without = || WITHOUT_PICTURE.iter().find(|(name, _)| *name == use_case).map(|(_, run)| *run);
    pictures_of(use_case).first().copied().or_else(without)
}

/// Use cases with an example in each language, and the name of its files.
const EXAMPLES: &[(&str, &str)] = &[
    ("normal_deployment", "normal_deployment"),
    ("emergency_hotfix", "hotfix"),
    ("rollback", "rollback"),
    ("blue_green_deployment", "blue_green"),
    ("rolling_deployment", "quickstart"),
    ("canary_deployment", "canary"),
    ("multi_region_deployment", "multi_region"),
    ("linear_deployment", "linear"),
    ("ab_test", "ab_test"),
    ("feature_flag_release", "feature_flag"),
    ("microservices_deployment", "microservices"),
    ("zero_downtime_deployment", "zero_downtime"),
    ("configuration_change", "configuration_change"),
    ("repository_setup", "repository_setup"),
];

/// The example of a use case: language and file of each.
pub(crate) fn example_of(use_case: &str) -> Option<[(&'static str, String); 3]> {
    let name = EXAMPLES.iter().find(|(name, _)| *name == use_case)?.1;
    Some([
        ("rust", format!("examples/{name}.rs")),
        ("python", format!("examples/python/{name}.py")),
        ("js", format!("examples/node/{name}.mjs")),
    ])
}

/// A file of `tests/scenarios`.
pub(crate) struct Case {
    /// What it is about, in a sentence.
    pub(crate) about: String,
    /// The world.
    pub(crate) scenario: Scenario,
    /// Use cases with their requests, in order.
    pub(crate) steps: Vec<(String, Value)>,
}

impl Shown {
    /// Read its scenario; the step is there.
    pub(crate) fn read(self, root: &Path) -> Outcome<Case> {
        let path = root.join(format!("tests/scenarios/{}.json", self.scenario));
        let wrong = |why: String| format!("{}: {why}", path.display());
        let text = fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        let mut case: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let steps = case["steps"].as_array().into_iter().flatten();
        let steps = steps.map(|step| Some((step["use_case"].as_str()?.to_owned(), step["request"].clone())));
        let steps: Vec<_> = steps.collect::<Option<_>>().ok_or_else(|| wrong("a step without a use case".into()))?;
        if steps.len() <= self.step {
            return Err(wrong(format!("it has no step {}", self.step)));
        }
        Ok(Case {
            about: case["about"].as_str().unwrap_or_default().to_owned(),
            scenario: serde_json::from_value(case["scenario"].take()).map_err(|error| wrong(error.to_string()))?,
            steps,
        })
    }

    /// Its picture's place below `docs/src`.
    pub(crate) fn picture(self) -> String {
        format!("pictures/{}.svg", self.scenario)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use ecs_usecases::use_case::{Family, registry};
    use std::collections::BTreeSet;

    #[test]
    fn every_use_case_of_the_family_has_a_picture_and_every_run_is_of_its_use_case() {
        let root = crate::project::Project::find().root;
        for entry in registry().iter().filter(|entry| entry.info.family == Family::Deployment && entry.info.id > 0) {
            assert!(!pictures_of(entry.info.name).is_empty(), "{} has no picture", entry.info.name);
        }
        let all = RUNS.iter().flat_map(|(name, runs)| runs.iter().map(move |run| (*name, *run)));
        for (name, run) in all.chain(WITHOUT_PICTURE.iter().copied()) {
            assert_eq!(run.read(&root).unwrap().steps[run.step].0, name, "{}", run.scenario);
        }
        assert_eq!(pictured().map(|run| run.scenario).collect::<BTreeSet<_>>().len(), pictured().count(), "a picture a scenario");
    }
}
