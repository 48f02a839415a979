//! A report as JUnit XML, which CI systems show as tests.

use crate::rules::posture::{Check, Outcome, PostureReport};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;

impl PostureReport {
    /// As JUnit XML: a suite for each resource, a case for each rule. A rule that fails at several places is one failure that tells
    /// of all; one that does not apply, or can't be told, is skipped.
    pub fn to_junit(&self) -> String {
        let mut report = Report::new("ecs-usecases rules");
        let mut checks: BTreeMap<_, Vec<&Check>> = BTreeMap::new();
        for check in &self.checks {
            checks.entry((check.kind, check.resource.as_str())).or_default().push(check);
        }
        for (kind, resource) in self.resources() {
            let mut suite = TestSuite::new(format!("{} {resource}", kind.as_str()));
            let own = &checks[&(kind, resource)];
            for (at, first) in own.iter().enumerate() {
                if own[..at].iter().any(|before| before.rule == first.rule) {
                    continue;
                }
                let all: Vec<&Check> = own[at..].iter().copied().filter(|check| check.rule == first.rule).collect();
                let mut case = TestCase::new(format!("{}: {}", first.rule, first.title), status(&all));
                case.set_classname(format!("{}.{resource}", kind.as_str()));
                if let Some(place) = first.place {
                    case.extra.insert("file".into(), first.resource.as_str().into());
                    case.extra.insert("line".into(), place.line.to_string().into());
                }
                suite.add_test_case(case);
            }
            report.add_test_suite(suite);
        }
        report.to_string().expect("a text takes all that is written to it")
    }
}

/// The status of a rule on a resource.
fn status(checks: &[&Check]) -> TestCaseStatus {
    let first = checks[0];
    let with = |mut status: TestCaseStatus, message: &str, description: Option<String>| {
        status.set_message(message);
        if let Some(description) = description {
            status.set_description(description);
        }
        status
    };
    match first.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::NotApplicable => with(TestCaseStatus::skipped(), "it does not apply", None),
        Outcome::Unknown => with(TestCaseStatus::skipped(), &format!("not known: {}", first.message), None),
        Outcome::Error => with(TestCaseStatus::non_success(NonSuccessKind::Error), &first.message, None),
        Outcome::Failed => {
            let lines: Vec<String> = checks.iter().map(|check| line(check)).collect();
            let mut status = with(TestCaseStatus::non_success(NonSuccessKind::Failure), &first.message, Some(lines.join("\n")));
            status.set_type(first.level.as_str());
            status
        }
    }
}

fn line(check: &Check) -> String {
    let place = check.place.map_or_else(String::new, |place| format!("{}:{}:{}: ", check.resource, place.line, place.column));
    let path = if check.path.is_empty() { String::new() } else { format!("{}: ", check.path) };
    format!("{place}{path}{}. {}", check.message, check.remedy)
}
