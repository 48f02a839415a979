//! What other programs read of a report is what the report says.
#![allow(clippy::unwrap_used)]

use crate::{
    model::ecs::RegisterTaskDefinition,
    rules::posture::{ClusterFacts, Outcome, PostureReport, check, check_file},
};
use quick_junit::{NonSuccessKind, Report, TestCaseStatus};
use serde_json::Value;

const FILE: &str = r#"{
  "family": "web",
  "containerDefinitions": [
    { "name": "one", "image": "nginx:1.27", "memory": 128, "privileged": true },
    { "name": "two", "image": "nginx:1.27", "memory": 128, "privileged": true }
  ]
}"#;

/// A file with failures, and a cluster with a name that no form may take for more than text.
fn report() -> PostureReport {
    let mut report = check_file("task defs/wéb.json", FILE).unwrap();
    let cluster: ClusterFacts = serde_json::from_value(serde_json::json!({ "cluster": { "clusterName": "main" } })).unwrap();
    report.extend(check("=<b>|\"main\"\n", &cluster));
    report
}

/// The same, and a rule that failed itself.
fn with_an_error() -> PostureReport {
    let mut report = report();
    let at = report.checks.iter().position(|check| check.outcome == Outcome::Passed).unwrap();
    report.checks[at].outcome = Outcome::Error;
    report.checks[at].message = "index out of bounds".to_owned();
    report
}

#[test]
fn sarif_has_a_result_for_each_failure_at_its_place() {
    let report = report();
    let sarif: Value = serde_json::from_str(&report.to_sarif()).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.failures().len());
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert_eq!(rules[index]["defaultConfiguration"]["level"], result["level"]);
    }
    let privileged: Vec<&Value> = results.iter().filter(|result| result["ruleId"] == "ECS-PRIVILEGED").collect();
    assert_eq!(privileged.len(), 2);
    assert_eq!(privileged[0]["level"], "error");
    let place = &privileged[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "task%20defs/w%C3%A9b.json");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&5.into(), &60.into()));
    let rule = rules.iter().find(|rule| rule["id"] == "ECS-PRIVILEGED").unwrap();
    assert_eq!((&rule["properties"]["security-severity"], &rule["properties"]["tags"][2]), (&"8.0".into(), &"security".into()));
    let cluster = results.iter().find(|result| result["ruleId"] == "ECS-CLUSTER-TAGS").unwrap();
    assert!(cluster["locations"][0].get("physicalLocation").is_none());
    assert_eq!((&cluster["level"], &run["invocations"][0]["executionSuccessful"]), (&"note".into(), &true.into()));
}

#[test]
fn sarif_tells_of_rules_that_failed_themselves() {
    let sarif: Value = serde_json::from_str(&with_an_error().to_sarif()).unwrap();
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let text = invocation["toolExecutionNotifications"][0]["message"]["text"].as_str().unwrap();
    assert!(text.ends_with("index out of bounds"), "{text}");
}

/// The types are made from the schema of SARIF 2.1.0: a member that it does not name would be lost on the way.
#[test]
fn sarif_has_the_members_of_its_schema_alone() {
    let before: Value = serde_json::from_str(&with_an_error().to_sarif()).unwrap();
    let read: serde_sarif::sarif::Sarif = serde_json::from_value(before.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), before);
}

#[test]
fn junit_has_a_case_for_each_rule_and_resource() {
    let report = with_an_error();
    let read = Report::deserialize_from_str(&report.to_junit()).unwrap();
    assert_eq!(read.test_suites.len(), 2);
    let cases: Vec<_> = read.test_suites.iter().flat_map(|suite| &suite.test_cases).collect();
    let mut rules: Vec<_> = report.checks.iter().map(|check| (&check.rule, &check.resource)).collect();
    rules.sort();
    rules.dedup();
    assert_eq!((cases.len(), read.tests), (rules.len(), rules.len()));
    assert_eq!(read.errors, 1);
    let skipped = |outcome: Outcome| report.checks.iter().filter(|check| check.outcome == outcome).count();
    let found = cases.iter().filter(|case| matches!(case.status, TestCaseStatus::Skipped { .. })).count();
    assert_eq!(found, skipped(Outcome::Unknown) + skipped(Outcome::NotApplicable));
    let privileged = cases.iter().find(|case| case.name.starts_with("ECS-PRIVILEGED: ")).unwrap();
    let TestCaseStatus::NonSuccess { kind: NonSuccessKind::Failure, description: Some(text), .. } = &privileged.status else {
        panic!("{privileged:?}")
    };
    assert_eq!(text.as_str().lines().count(), 2, "{text:?}");
    assert!(text.as_str().contains("task defs/wéb.json:5:60: containerDefinitions[1].privileged: "), "{text:?}");
}

#[test]
fn pages_tell_every_failure_and_take_no_text_for_markup() {
    let report = report();
    let (markdown, html) = (report.to_markdown(), report.to_html());
    for check in report.failures() {
        assert!(markdown.contains(check.rule.as_ref()) && html.contains(check.rule.as_ref()), "{}", check.rule);
    }
    assert!(!markdown.contains("<b>") && !html.contains("<b>"), "{markdown}");
    assert!(html.contains("=&lt;b&gt;|&quot;main&quot;"), "{html}");
    let rows = markdown.lines().filter(|line| line.contains("ECS-CLUSTER-TAGS"));
    let cells: Vec<usize> = rows.map(|row| row.replace("\\|", "").matches('|').count()).collect();
    assert_eq!(cells, [7], "{markdown}");
    let high = report.failures().iter().filter(|check| check.level.as_str() == "high").count();
    assert!(high > 0 && markdown.contains(&format!("| high | {high} |")), "{markdown}");
    assert!(with_an_error().to_markdown().contains("index out of bounds"));
}

#[test]
fn csv_has_a_line_for_each_check() {
    let report = report();
    let text = report.to_csv();
    assert!(text.starts_with("rule,outcome,level,"));
    assert_eq!(text.matches("\r\n").count(), report.checks.len() + 1);
    assert!(text.contains(
        r#""ECS-PRIVILEGED","failed","high","security","task_definition","task defs/wéb.json","containerDefinitions[1].privileged","5","#
    ));
    assert!(text.contains(r#""'=<b>|""main"""#), "{text}");
}

#[test]
fn scores_count_a_rule_once_for_a_resource() {
    let report = report();
    let security = report.scores().into_iter().find(|score| score.pillar.as_str() == "security").unwrap();
    let failed = |check: &&crate::rules::posture::Check| check.outcome == Outcome::Failed && check.pillar.as_str() == "security";
    let mut rules: Vec<_> = report.checks.iter().filter(failed).map(|check| (&check.rule, &check.resource)).collect();
    assert!(rules.len() > security.failed, "ECS-PRIVILEGED fails at two places");
    rules.dedup();
    assert_eq!(rules.len(), security.failed);
    assert_eq!(usize::from(security.score.unwrap()), security.passed * 100 / (security.passed + security.failed));
    assert!(PostureReport::default().scores().iter().all(|score| score.score.is_none()));
}

#[test]
fn an_empty_report_has_every_form() {
    let empty = PostureReport::default();
    let sarif: Value = serde_json::from_str(&empty.to_sarif()).unwrap();
    assert_eq!(sarif["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(Report::deserialize_from_str(&empty.to_junit()).unwrap().tests, 0);
    assert!(empty.to_markdown().starts_with("# Rules\n\n0 failures, 0 passed"));
    assert!(empty.to_html().starts_with("<div"));
    assert_eq!(empty.to_csv().lines().count(), 1);
}

/// A file that fails nothing has a page without failures.
#[test]
fn a_definition_of_no_kind_has_a_report() {
    let report = check("bare", &RegisterTaskDefinition::default());
    assert!(report.to_markdown().contains("not known"));
}
