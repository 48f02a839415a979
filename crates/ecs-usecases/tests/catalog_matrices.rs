//! The cells of the matrices hold against the entries.
#![allow(clippy::unwrap_used)]

use ecs_usecases::{
    catalog::{self, CatalogEntry, Matrix, MatrixBy, document::Strategy},
    use_case::registry,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn entries() -> Vec<&'static CatalogEntry> {
    catalog::list().iter().map(|item| catalog::get(item.id).unwrap()).collect()
}

fn cell<'a>(matrix: &'a Matrix, head: &str, column: &str) -> &'a str {
    let row = matrix.rows.iter().find(|row| row.head == head).unwrap_or_else(|| panic!("{head} has no row"));
    let column =
        matrix.columns.iter().position(|name| name == column).unwrap_or_else(|| panic!("{column} is no column of {:?}", matrix.columns));
    &row.cells[column - 1]
}

fn head(entry: &CatalogEntry) -> String {
    format!("{} {}", entry.document.id, entry.document.title)
}

#[test]
fn every_matrix_is_a_table_in_every_form() {
    for by in MatrixBy::ALL {
        let matrix = catalog::matrix(by).unwrap();
        assert_eq!(matrix.by, by);
        assert!(matrix.rows.len() > 20 && matrix.columns.len() > 2, "{by:?}");
        assert!(matrix.rows.iter().all(|row| row.cells.len() + 1 == matrix.columns.len()), "{by:?}");
        let heads: BTreeSet<_> = matrix.rows.iter().map(|row| &row.head).collect();
        assert_eq!(heads.len(), matrix.rows.len(), "{by:?}: a row is there twice");
        // Every column and every row says something, or it would not be there.
        for column in 0..matrix.columns.len() - 1 {
            assert!(matrix.rows.iter().any(|row| !row.cells[column].is_empty()), "{by:?}: nothing under {}", matrix.columns[column + 1]);
        }
        let silent: Vec<_> = matrix.rows.iter().filter(|row| row.cells.iter().all(String::is_empty)).map(|row| &row.head).collect();
        assert!(silent.is_empty(), "{by:?}: {silent:?}");

        let markdown = matrix.to_markdown();
        let lines: Vec<_> = markdown.lines().collect();
        assert_eq!((lines[0], lines.len()), (format!("## {}", matrix.title).as_str(), matrix.rows.len() + 4), "{by:?}");
        for line in &lines[2..] {
            assert_eq!(line.replace("\\|", "").matches('|').count(), matrix.columns.len() + 1, "{line}");
        }

        let html = matrix.to_html();
        assert_eq!(html.matches("<tr>").count(), matrix.rows.len() + 1, "{by:?}");
        assert_eq!(html.matches("<td>").count(), matrix.rows.len() * (matrix.columns.len() - 1), "{by:?}");
        assert_eq!(html.matches("</td>").count(), html.matches("<td>").count());

        let csv = matrix.to_csv().unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), matrix.columns);
        let records: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), matrix.rows.len());
        for (record, row) in records.iter().zip(&matrix.rows) {
            let expected: Vec<_> = std::iter::once(&row.head).chain(&row.cells).collect();
            assert_eq!(record.iter().collect::<Vec<_>>(), expected);
        }

        let wire = serde_json::to_value(&matrix).unwrap();
        assert_eq!((&wire["by"], wire["rows"].as_array().unwrap().len()), (&json!(by.as_str()), matrix.rows.len()));
    }
}

#[test]
fn launch_types_and_strategies_are_those_of_the_entries() {
    let lists = [(MatrixBy::LaunchType, "launch_types"), (MatrixBy::Strategy, "strategies")];
    for (by, member) in lists {
        let matrix = catalog::matrix(by).unwrap();
        let mut yes = 0;
        for (entry, row) in entries().into_iter().zip(&matrix.rows) {
            let said = serde_json::to_value(entry).unwrap()[member].as_array().unwrap().len();
            assert_eq!(row.head, head(entry));
            assert_eq!(row.cells.iter().filter(|cell| *cell == "yes").count(), said, "{}", row.head);
            yes += said;
        }
        assert_eq!(yes, matrix.rows.iter().flat_map(|row| &row.cells).filter(|cell| !cell.is_empty()).count());
    }
    let matrix = catalog::matrix(MatrixBy::Strategy).unwrap();
    for entry in entries() {
        let told = cell(&matrix, &head(entry), "blue/green") == "yes";
        assert_eq!(told, entry.document.strategies.contains(&Strategy::BlueGreen), "{}", entry.document.id);
    }
    let launch_types = catalog::matrix(MatrixBy::LaunchType).unwrap();
    assert_eq!(cell(&launch_types, "UC37 EdgeDeployment", "external (ECS Anywhere)"), "yes");
    assert_eq!(cell(&launch_types, "UC37 EdgeDeployment", "Fargate"), "");
}

#[test]
fn every_stage_stands_under_the_one_who_answers_for_it() {
    let matrix = catalog::matrix(MatrixBy::Actor).unwrap();
    assert_eq!(matrix.columns[1..3], ["development team", "CI/CD pipeline"]);
    for (entry, row) in entries().into_iter().zip(&matrix.rows) {
        let told: usize = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        assert_eq!(told, entry.document.actors.iter().map(|actor| format!("{actor:?}")).collect::<BTreeSet<_>>().len(), "{}", row.head);
        for stage in &entry.document.stages {
            assert!(row.cells.iter().any(|cell| cell.contains(&stage.name)), "{}: {}", row.head, stage.name);
        }
    }
    // Of what is implemented, the code says it.
    let canary = registry().iter().find(|entry| entry.info.name == "canary_deployment").unwrap();
    let pipeline: Vec<_> =
        canary.info.stages.iter().filter(|stage| json!(stage.responsible) == "cicd_pipeline").map(|stage| stage.name).collect();
    assert_eq!(cell(&matrix, "UC14 CanaryDeployment", "CI/CD pipeline"), pipeline.join(", "));
}

#[test]
fn artifacts_are_left_and_taken_by_the_stages_that_say_so() {
    let matrix = catalog::matrix(MatrixBy::Artifact).unwrap();
    let artifacts: BTreeSet<&str> = entries()
        .iter()
        .flat_map(|entry| &entry.document.stages)
        .flat_map(|stage| stage.takes.iter().chain(&stage.leaves))
        .map(String::as_str)
        .collect();
    assert_eq!(matrix.rows.iter().map(|row| row.head.as_str()).collect::<BTreeSet<_>>(), artifacts);
    for entry in entries() {
        for stage in &entry.document.stages {
            assert!(stage.leaves.iter().all(|artifact| cell(&matrix, artifact, "left by").contains(&head(entry))), "{}", head(entry));
            assert!(stage.takes.iter().all(|artifact| cell(&matrix, artifact, "taken by").contains(&head(entry))), "{}", head(entry));
        }
    }
    let leaves = |artifact: &str| {
        entries().iter().filter(|entry| entry.document.stages.iter().any(|stage| stage.leaves.iter().any(|left| left == artifact))).count()
    };
    assert_eq!(cell(&matrix, "digest", "left by").split(", ").count(), leaves("digest"));
}

#[test]
fn ecr_features_and_pillars_are_the_sentences_of_the_entries() {
    let ecr = catalog::matrix(MatrixBy::EcrFeature).unwrap();
    assert_eq!(ecr.columns[1..], ["naming", "tags", "lifecycle", "scan", "replication", "retention", "build and push"]);
    let pillars = catalog::matrix(MatrixBy::Pillar).unwrap();
    assert_eq!(pillars.columns.len(), 7);
    for entry in entries() {
        let name = head(entry);
        assert_eq!(cell(&ecr, &name, "retention"), entry.document.ecr.retention);
        assert_eq!(cell(&ecr, &name, "build and push"), entry.document.ecr.build_and_push);
        for practice in &entry.document.best_practices {
            let pillar = json!(practice.pillar.unwrap()).as_str().unwrap().replace('_', " ");
            assert!(cell(&pillars, &name, &pillar).contains(&practice.practice), "{name}: {pillar}");
        }
    }
}

#[test]
fn iam_actions_are_those_of_what_can_run() {
    let matrix = catalog::matrix(MatrixBy::IamAction).unwrap();
    let running: Vec<_> = entries().into_iter().filter(|entry| entry.implemented).collect();
    assert_eq!(matrix.columns[1..], running.iter().map(|entry| head(entry)).collect::<Vec<_>>());
    for entry in running {
        let told: BTreeSet<&str> =
            matrix.rows.iter().filter(|row| cell(&matrix, &row.head, &head(entry)) == "yes").map(|row| row.head.as_str()).collect();
        assert_eq!(told, entry.actions.iter().map(String::as_str).collect::<BTreeSet<_>>(), "{}", head(entry));
        assert!(told.iter().all(|action| action.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty())));
    }
    assert_eq!(serde_json::to_value(&matrix).unwrap()["columns"][0], Value::from("IAM action"));
}
