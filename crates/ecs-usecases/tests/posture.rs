//! Rules of posture: which rules of others they ask, and what they say of the task definitions of other projects.
//!
//! The rules of others are looked for in `facts/RULES.tsv` and the task definitions in `fixtures/taskdefs`, of the folder in
//! `ECS_USECASES_SHARED`, or of `shared` beside the workspace. `UPDATE_POSTURE=1` writes the expected reports anew.
#![allow(clippy::unwrap_used)]

use ecs_usecases::rules::{
    cfn_lint_in_registration,
    document::read_task_definition,
    posture::{self, Check, Level, Outcome, PostureReport, ResourceKind, Source, Tool},
    task_definition,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::{Path, PathBuf},
};

/// One rule of somebody else.
struct Row {
    tool: Tool,
    id: String,
    level: Option<Level>,
}

fn shared(part: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("ECS_USECASES_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = shared.join(part);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: there is no {}", path.display());
    None
}

fn tool(name: &str) -> Tool {
    match name {
        "SecurityHub" => Tool::SecurityHub,
        "ControlTower" => Tool::ControlTower,
        "AWSConfigPack" => Tool::AwsConfig,
        "guard-registry" => Tool::GuardRegistry,
        "cfn-lint" => Tool::CfnLint,
        "checkov" => Tool::Checkov,
        "trivy-checks" => Tool::Trivy,
        "prowler" => Tool::Prowler,
        other => panic!("{other} is no known tool"),
    }
}

fn level(text: &str) -> Option<Level> {
    match text.split(' ').next().unwrap().to_ascii_lowercase().as_str() {
        "low" => Some(Level::Low),
        "medium" => Some(Level::Medium),
        "high" => Some(Level::High),
        "critical" => Some(Level::Critical),
        "error" => Some(Level::Invalid),
        "-" | "(none" => None,
        other => panic!("{other} is no known level"),
    }
}

fn rows() -> Option<Vec<Row>> {
    let text = std::fs::read_to_string(shared("facts/RULES.tsv")?).unwrap();
    let rows = text.lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, id, how_bad, ..] = columns[..] else { panic!("{line}") };
        // Some have a note behind the id.
        let id = id.split(' ').next().unwrap_or(id);
        Row { tool: tool(name), id: id.to_owned(), level: level(how_bad) }
    });
    Some(rows.collect())
}

/// Every source that a rule of posture or of registration names, with the rule.
fn sources() -> Vec<(&'static str, Source)> {
    let of_posture = posture::all().into_iter().flat_map(|(_, about)| about.sources.iter().map(|source| (about.id, *source)));
    of_posture.chain(cfn_lint_in_registration().into_iter().map(|source| ("registration", source))).collect()
}

#[test]
fn every_source_exists_and_is_as_bad_as_it_is_there() {
    let Some(rows) = rows() else { return };
    for (rule, source) in sources().iter().filter(|(_, source)| source.tool != Tool::WellArchitected) {
        let row = rows.iter().find(|row| row.tool == source.tool && row.id == source.id);
        let row = row.unwrap_or_else(|| panic!("{rule}: there is no {source}"));
        assert_eq!(source.level, row.level, "{rule}: {source}");
    }
}

#[test]
fn best_practices_of_the_well_architected_framework_have_the_form_of_its_ids() {
    for (rule, source) in sources().iter().filter(|(_, source)| source.tool == Tool::WellArchitected) {
        let (question, practice) = source.id.split_once("-BP").unwrap_or_else(|| panic!("{rule}: {source}"));
        let pillar = question.trim_end_matches(|letter: char| letter.is_ascii_digit());
        assert!(["OPS", "SEC", "REL", "PERF", "COST", "SUS"].contains(&pillar), "{rule}: {source}");
        assert!(
            question.len() == pillar.len() + 2 && practice.len() == 2 && practice.bytes().all(|byte| byte.is_ascii_digit()),
            "{rule}: {source}"
        );
    }
}

#[test]
fn every_rule_of_others_is_asked_or_has_a_reason() {
    let Some(rows) = rows() else { return };
    let asked: BTreeSet<(&str, &str)> = sources().iter().map(|(_, source)| (source.tool.as_str(), source.id)).collect();
    let refused: BTreeSet<(&str, &str)> = posture::NOT_ASKED.iter().map(|(tool, id, _)| (*tool, *id)).collect();
    let wanted = rows.iter().map(|row| (row.tool.as_str(), row.id.as_str()));
    let missing: Vec<_> = wanted.filter(|row| !asked.contains(row) && !refused.contains(row)).collect();
    assert!(missing.is_empty(), "no rule asks {missing:?}");
    for row in &refused {
        assert!(!asked.contains(row), "{row:?} is asked, and said not to be");
        assert!(rows.iter().any(|known| (known.tool.as_str(), known.id.as_str()) == *row), "{row:?} does not exist");
    }
}

/// Name and text of every file, in the order of names.
fn fixtures() -> Vec<(String, String)> {
    let Some(folder) = shared("fixtures/taskdefs") else { return Vec::new() };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let read = |path: &PathBuf| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap());
    paths.iter().map(read).collect()
}

fn report(name: &str, text: &str) -> PostureReport {
    let definition = read_task_definition(text).unwrap();
    let mut report = PostureReport::default();
    report.add_findings(ResourceKind::TaskDefinition, name, &task_definition::check(&definition));
    report.extend(posture::check(name, &definition));
    report
}

fn line(check: &Check) -> String {
    format!("{} {} {}: {}", check.level.as_str(), check.rule, check.path, check.message)
}

fn written(report: &PostureReport) -> String {
    let mut text = report.failures().into_iter().map(line).collect::<Vec<_>>().join("\n");
    let named = |outcome| {
        let of_outcome = report.checks.iter().filter(|check| check.outcome == outcome);
        let rules: Vec<&str> = of_outcome.map(|check| check.rule.as_ref()).collect();
        if rules.is_empty() { "none".to_owned() } else { rules.join(" ") }
    };
    write!(
        text,
        "\n\nunknown: {}\nnot applicable: {}\npassed: {}\n",
        named(Outcome::Unknown),
        named(Outcome::NotApplicable),
        named(Outcome::Passed)
    )
    .unwrap();
    text
}

#[test]
fn task_definitions_of_other_projects_get_the_reviewed_reports() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/posture/expected");
    let updates = std::env::var_os("UPDATE_POSTURE").is_some();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let fixtures = fixtures();
    for (name, text) in &fixtures {
        let report = report(name, text);
        assert_eq!(report.errors().count(), 0, "{name}");
        report.failures().iter().for_each(|check| *counts.entry(check.rule.to_string()).or_default() += 1);
        let (path, found) = (folder.join(format!("{name}.txt")), written(&report));
        if updates {
            std::fs::write(&path, &found).unwrap();
        } else if std::fs::read_to_string(&path).ok().as_ref() != Some(&found) {
            wrong.push(format!("{name} gets:\n{found}"));
        }
    }
    eprintln!("{counts:#?}");
    assert!(wrong.is_empty(), "not as reviewed:\n{}", wrong.join("\n"));
    if !fixtures.is_empty() && !updates {
        let reviewed = std::fs::read_dir(&folder).unwrap().count();
        assert_eq!(reviewed, fixtures.len(), "every reviewed report is of a file that is there");
    }
}

#[test]
fn no_report_tells_a_secret() {
    let secret =
        ["hunter2-of-the-shop", "tok_0123456789", "AKIAIOSFODNN7EXAMPLE", "s3cr3t-in-a-url", "label-secret-value", "splunk-secret-value"];
    let definition = serde_json::json!({
        "family": "web",
        "containerDefinitions": [{
            "name": "app", "image": "web:1.0",
            "environment": [
                { "name": "DB_PASSWORD", "value": secret[0] },
                { "name": "UPLOADER", "value": secret[2] },
                { "name": "DATABASE_URL", "value": format!("postgres://shop:{}@db/shop", secret[3]) },
            ],
            "command": ["serve", "--token", secret[1], &format!("postgres://shop:{}@db/shop", secret[3])],
            "dockerLabels": { "api-key": secret[4] },
            "logConfiguration": { "logDriver": "splunk", "options": { "splunk-token": secret[5], "splunk-url": "https://splunk" } },
        }],
        "volumes": [{ "name": "v", "dockerVolumeConfiguration": { "driverOpts": { "o": format!("username=web,password={}", secret[0]) } } }],
    });
    let report = report("web", &definition.to_string());
    let failed = |rule: &str| report.failures().iter().filter(|check| check.rule == rule).count();
    let counts = ["ECS-ENVIRONMENT-SECRETS", "ECS-COMMAND-SECRETS", "ECS-LABEL-SECRETS", "ECS-OPTION-SECRETS"].map(failed);
    assert_eq!(counts, [3, 2, 1, 2]);
    let text = serde_json::to_string(&report).unwrap();
    for secret in secret {
        assert!(!text.contains(secret), "{secret} is told");
    }
}
