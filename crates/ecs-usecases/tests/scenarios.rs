//! The scenarios that all languages run: the same outcomes, the same errors, and the same trace, byte for byte.
//!
//! `UPDATE_TRACES=1` writes the traces anew.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use ecs_usecases::Simulator;
use scenario_files::{Case, first_difference};
use serde_json::Value;
use std::{fs, path::Path};

#[tokio::test]
async fn every_scenario_ends_as_expected_with_the_same_trace() {
    let mut wrong = Vec::new();
    for case in scenario_files::all() {
        if let Err(why) = run(&case).await {
            wrong.push(format!("{}: {why}", case.file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A line of the table in docs/src/verdicts.md.
struct Row<'a> {
    scenario: &'a str,
    ending: &'a str,
    cause: &'a str,
    /// Members of the evidence that show it.
    evidence: Vec<&'a str>,
}

fn rows(page: &str) -> Vec<Row<'_>> {
    let lines = page.lines().filter(|line| line.starts_with("| ") && line.contains("`verdict-"));
    lines.map(row).collect()
}

fn row(line: &str) -> Row<'_> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [_, _, scenario, ending, cause, evidence] = cells[..] else { panic!("six cells are expected in {line}") };
    let members = evidence.split('`').skip(1).step_by(2).collect();
    Row { scenario: scenario.trim_matches('`'), ending: ending.trim_matches('`'), cause, evidence: members }
}

/// What a step expects, if it expects a verdict or a refusal: ending, cause, evidence.
fn expected(expect: &Value) -> Option<(String, String, Value)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    if let Some(verdict) = verdict(expect) {
        return Some((text(&verdict["ending"]), text(&verdict["cause"]), verdict["evidence"].clone()));
    }
    let error = expect.get("error")?;
    Some((text(&error["kind"]), text(&error["message"]), Value::Null))
}

fn verdict(value: &Value) -> Option<&Value> {
    match value {
        Value::Object(members) => members.get("verdict").or_else(|| members.values().find_map(verdict)),
        Value::Array(items) => items.iter().find_map(verdict),
        _ => None,
    }
}

#[test]
fn the_table_of_verdicts_says_what_the_scenarios_expect() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/verdicts.md");
    let page = fs::read_to_string(page).unwrap();
    let rows = rows(&page);
    let mut cases = scenario_files::all();
    cases.retain(|case| case.name.starts_with("verdict-"));
    assert_eq!(cases.len(), 12, "the cases that are told wrong elsewhere");
    for case in &cases {
        let file = case.file.file_name().unwrap().to_str().unwrap();
        let told: Vec<&Row<'_>> = rows.iter().filter(|row| row.scenario == file).collect();
        let expected: Vec<_> = case.steps.iter().filter_map(|step| expected(&step.expect)).collect();
        let endings: Vec<_> = expected.iter().map(|(ending, cause, _)| (ending.as_str(), cause.as_str())).collect();
        assert_eq!(told.iter().map(|row| (row.ending, row.cause)).collect::<Vec<_>>(), endings, "{file}");
        assert!(endings.iter().all(|(ending, cause)| !ending.is_empty() && !cause.is_empty()), "{file} expects no ending, or no cause");
        for (row, (_, _, evidence)) in told.iter().zip(&expected) {
            for member in &row.evidence {
                let shown = evidence.get(member).is_some_and(|value| !value.is_null() && *value != serde_json::json!([]));
                assert!(shown, "{file} does not expect the evidence `{member}` that the table names");
            }
        }
    }
    let known: Vec<_> = cases.iter().filter_map(|case| case.file.file_name()?.to_str()).collect();
    assert!(rows.iter().all(|row| known.contains(&row.scenario)), "a row names a scenario that is not there");
}

async fn run(case: &Case) -> Result<(), String> {
    let simulator = Simulator::new(case.scenario.clone()).map_err(|error| error.to_string())?;
    let trace = case.run(&simulator.client(), &simulator).await?;
    let golden = case.golden();
    if std::env::var_os("UPDATE_TRACES").is_some_and(|value| value != "0") {
        return fs::write(&golden, trace).map_err(|error| error.to_string());
    }
    let known = fs::read_to_string(&golden).map_err(|error| format!("{}: {error}; UPDATE_TRACES=1 writes it", golden.display()))?;
    first_difference(&known, &trace).map_or(Ok(()), Err)
}
