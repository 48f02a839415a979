//! What stands in the cells: taken from the entries, which take it from the code where it is implemented.

use super::{Matrix, MatrixBy, MatrixRow};
use crate::{
    catalog::{
        self, CatalogEntry,
        document::{LaunchKind, Pillar, Strategy},
        render::words,
    },
    error::Result,
    use_case::Actor,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const ACTORS: [Actor; 6] = [
    Actor::DevelopmentTeam,
    Actor::CicdPipeline,
    Actor::OperationsTeam,
    Actor::InfrastructureTeam,
    Actor::SecurityTeam,
    Actor::VulnerabilityManagementTeam,
];
const LAUNCH_TYPES: [LaunchKind; 5] =
    [LaunchKind::Fargate, LaunchKind::FargateSpot, LaunchKind::Ec2, LaunchKind::ManagedInstances, LaunchKind::External];
const STRATEGIES: [Strategy; 6] =
    [Strategy::Rolling, Strategy::BlueGreen, Strategy::Canary, Strategy::Linear, Strategy::Weighted, Strategy::None];
const PILLARS: [Pillar; 6] = [
    Pillar::OperationalExcellence,
    Pillar::Security,
    Pillar::Reliability,
    Pillar::PerformanceEfficiency,
    Pillar::CostOptimization,
    Pillar::Sustainability,
];
const YES: &str = "yes";

pub(super) fn matrix(by: MatrixBy) -> Result<Matrix> {
    let entries = catalog::list().iter().map(|item| catalog::get(item.id)).collect::<Result<Vec<_>>>()?;
    Ok(match by {
        MatrixBy::Actor => by_column(by, "Who answers for which stage", &entries, &ACTORS, |entry, actor| {
            let stages = entry.document.stages.iter().filter(|stage| stage.responsible == Some(*actor));
            let stages: Vec<_> = stages.map(|stage| stage.name.as_str()).collect();
            let named = entry.document.actors.contains(actor);
            if stages.is_empty() && named { "takes part".to_owned() } else { stages.join(", ") }
        }),
        MatrixBy::LaunchType => by_column(by, "Where tasks can run", &entries, &LAUNCH_TYPES, |entry, launch_type| {
            yes(entry.document.launch_types.contains(launch_type))
        }),
        MatrixBy::Strategy => by_column(by, "How what runs is changed", &entries, &STRATEGIES, |entry, strategy| {
            yes(entry.document.strategies.contains(strategy))
        }),
        MatrixBy::Pillar => by_column(by, "Best practices by pillar", &entries, &PILLARS, |entry, pillar| {
            let practices = entry.document.best_practices.iter().filter(|practice| practice.pillar == Some(*pillar));
            practices.map(|practice| practice.practice.as_str()).collect::<Vec<_>>().join(" ")
        }),
        MatrixBy::EcrFeature => by_ecr_feature(&entries),
        MatrixBy::Artifact => by_artifact(&entries),
        MatrixBy::IamAction => by_action(&entries),
    })
}

fn yes(holds: bool) -> String {
    if holds { YES.to_owned() } else { String::new() }
}

fn head(entry: &CatalogEntry) -> String {
    format!("{} {}", entry.document.id, entry.document.title)
}

/// The name of a value in JSON, as words.
fn named(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().as_ref().and_then(Value::as_str).map(words).unwrap_or_default()
}

/// A row a use case, a column a value.
fn by_column<T: serde::Serialize>(
    by: MatrixBy,
    title: &str,
    entries: &[&CatalogEntry],
    values: &[T],
    cell: impl Fn(&CatalogEntry, &T) -> String,
) -> Matrix {
    let row = |entry: &&CatalogEntry| MatrixRow { head: head(entry), cells: values.iter().map(|value| cell(entry, value)).collect() };
    let columns = std::iter::once("use case".to_owned()).chain(values.iter().map(named)).collect();
    Matrix { by, title: title.to_owned(), columns, rows: entries.iter().map(row).collect() }
}

/// A row a use case, a column a member of what is asked of ECR.
fn by_ecr_feature(entries: &[&CatalogEntry]) -> Matrix {
    let asked = |entry: &CatalogEntry| match serde_json::to_value(&entry.document.ecr) {
        Ok(Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    };
    let features: Vec<String> = entries.first().map(|entry| asked(entry).keys().cloned().collect()).unwrap_or_default();
    let row = |entry: &&CatalogEntry| {
        let asked = asked(entry);
        let cell = |feature: &String| asked.get(feature).and_then(Value::as_str).unwrap_or_default().to_owned();
        MatrixRow { head: head(entry), cells: features.iter().map(cell).collect() }
    };
    let columns = std::iter::once("use case".to_owned()).chain(features.iter().map(|feature| words(feature))).collect();
    Matrix { by: MatrixBy::EcrFeature, title: "What is asked of Amazon ECR".into(), columns, rows: entries.iter().map(row).collect() }
}

/// A row an artifact; there are too many of them for columns.
fn by_artifact(entries: &[&CatalogEntry]) -> Matrix {
    #[derive(Default)]
    struct Users {
        leave: BTreeSet<String>,
        take: BTreeSet<String>,
    }
    let mut artifacts: BTreeMap<&str, Users> = BTreeMap::new();
    for entry in entries {
        for stage in &entry.document.stages {
            for artifact in &stage.leaves {
                artifacts.entry(artifact).or_default().leave.insert(head(entry));
            }
            for artifact in &stage.takes {
                artifacts.entry(artifact).or_default().take.insert(head(entry));
            }
        }
    }
    let list = |users: BTreeSet<String>| users.into_iter().collect::<Vec<_>>().join(", ");
    let rows = artifacts
        .into_iter()
        .map(|(artifact, users)| MatrixRow { head: artifact.to_owned(), cells: vec![list(users.leave), list(users.take)] });
    Matrix {
        by: MatrixBy::Artifact,
        title: "What is left by whom, and taken by whom".into(),
        columns: ["artifact", "left by", "taken by"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

/// A row an IAM action, a column a use case that this version can run.
fn by_action(entries: &[&CatalogEntry]) -> Matrix {
    let known: Vec<_> = entries.iter().filter(|entry| !entry.actions.is_empty()).collect();
    let actions: BTreeSet<&str> = known.iter().flat_map(|entry| &entry.actions).map(String::as_str).collect();
    let row = |action: &str| MatrixRow {
        head: action.to_owned(),
        cells: known.iter().map(|entry| yes(entry.actions.iter().any(|other| other == action))).collect(),
    };
    let columns = std::iter::once("IAM action".to_owned()).chain(known.iter().map(|entry| head(entry))).collect();
    Matrix { by: MatrixBy::IamAction, title: "IAM actions that are called".into(), columns, rows: actions.into_iter().map(row).collect() }
}
