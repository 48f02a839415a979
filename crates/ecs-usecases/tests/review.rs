//! Reviews of use cases: every entry is complete by its own review, and whoever takes a part away is told which.
#![allow(clippy::unwrap_used)]

use ecs_usecases::{
    ErrorKind,
    catalog::{
        self, CatalogEntry,
        document::{Pillar, UseCaseDocument},
        review::{LARGEST_DOCUMENT, Review, ReviewGap, ReviewVerdict, WrittenForm, review_document, review_entry, review_written},
    },
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fmt::Write};

fn entries() -> impl Iterator<Item = &'static CatalogEntry> {
    catalog::list().iter().map(|item| catalog::get(item.id).unwrap())
}

fn told(review: &Review) -> String {
    review.findings.iter().fold(String::new(), |text, found| text + &format!("  {} {}: {}\n", found.id, found.path, found.what))
}

#[test]
fn every_entry_is_complete_by_its_own_review() {
    let mut wrong = String::new();
    for entry in entries() {
        let review = catalog::review(&entry.document.id).unwrap();
        if review.verdict != ReviewVerdict::Complete {
            let _ = write!(wrong, "{} {:?}\n{}", review.subject, review.verdict, told(&review));
            continue;
        }
        assert!(review.scores.iter().all(|score| score.score == Some(100)), "{}: {:?}", review.subject, review.scores);
        assert_eq!((review.checks, review.broken.len()), (review.held, 0));
        assert!(review.checks > 30, "{}", review.checks);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The entry with this changed.
fn spoilt(entry: &CatalogEntry, spoil: impl FnOnce(&mut Value)) -> CatalogEntry {
    let mut document = serde_json::to_value(&entry.document).unwrap();
    spoil(&mut document);
    CatalogEntry { document: serde_json::from_value(document).unwrap(), ..entry.clone() }
}

fn paths(review: &Review) -> Vec<&str> {
    review.findings.iter().map(|found| found.path.as_str()).collect()
}

/// Fields that name an entry instead of saying something of it.
const NAMES: [&str; 2] = ["id", "name"];

#[test]
fn each_part_that_is_taken_away_is_named_and_nothing_else() {
    let mut wrong = String::new();
    let mut spoils = 0;
    for entry in entries() {
        let whole = serde_json::to_value(&entry.document).unwrap();
        let mut demand = |spoilt: &CatalogEntry, expected: &[String]| {
            spoils += 1;
            let review = review_entry(spoilt);
            if paths(&review) != expected || review.verdict != ReviewVerdict::Incomplete {
                let _ = write!(wrong, "{} without {expected:?}: {:?}\n{}", entry.document.id, review.verdict, told(&review));
            }
        };
        for (field, value) in whole.as_object().unwrap() {
            if NAMES.contains(&field.as_str()) || field == "inputs" || field == "ecr" {
                continue;
            }
            demand(&spoilt(entry, |document| drop(document.as_object_mut().unwrap().remove(field))), std::slice::from_ref(field));
            let Some(items) = value.as_array() else { continue };
            for (at, item) in items.iter().enumerate() {
                for member in item.as_object().into_iter().flat_map(serde_json::Map::keys) {
                    let without = spoilt(entry, |document| drop(document[field][at].as_object_mut().unwrap().remove(member)));
                    demand(&without, &[format!("{field}[{at}].{member}")]);
                }
            }
        }
        for part in whole["ecr"].as_object().unwrap().keys() {
            let without = spoilt(entry, |document| drop(document["ecr"].as_object_mut().unwrap().remove(part)));
            demand(&without, &[format!("ecr.{part}")]);
        }
        for at in 0..entry.document.inputs.len() {
            for member in ["artifact", "brought_by"] {
                let without = spoilt(entry, |document| drop(document["inputs"][at].as_object_mut().unwrap().remove(member)));
                demand(&without, &[format!("inputs[{at}].{member}")]);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(spoils > 5000, "{spoils}");
}

#[test]
fn what_nobody_brings_any_more_is_named() {
    for entry in entries() {
        let document = &entry.document;
        let named = |review: &Review| -> BTreeSet<String> {
            assert!(review.findings.iter().all(|found| found.id == "UC-ARTIFACT-FLOW"), "{}\n{}", document.id, told(review));
            review.findings.iter().map(|found| found.what.split('`').nth(1).unwrap().to_owned()).collect()
        };
        // Without the inputs, what they were is missing.
        let review = review_entry(&spoilt(entry, |document| drop(document.as_object_mut().unwrap().remove("inputs"))));
        let inputs: BTreeSet<String> = document.inputs.iter().map(|input| input.artifact.clone()).collect();
        assert_eq!(named(&review), inputs, "{}", document.id);
        // Without a stage, what it left alone is missing where it is taken later.
        for at in 1..document.stages.len() {
            if document.stages.len() < 3 {
                continue;
            }
            let review = review_entry(&spoilt(entry, |document| drop(document["stages"].as_array_mut().unwrap().remove(at))));
            let elsewhere = |artifact: &String| {
                let earlier =
                    document.stages.iter().enumerate().filter(|(other, _)| *other != at).any(|(_, stage)| stage.leaves.contains(artifact));
                earlier || inputs.contains(artifact) || document.stages[0].takes.contains(artifact)
            };
            let later = document.stages[at + 1..].iter().flat_map(|stage| &stage.takes);
            let expected: BTreeSet<String> =
                later.filter(|artifact| document.stages[at].leaves.contains(artifact) && !elsewhere(artifact)).cloned().collect();
            assert_eq!(named(&review), expected, "{} without stage {at}", document.id);
        }
    }
}

#[test]
fn the_refinement_of_a_part_is_what_the_catalog_says_there() {
    let entry = catalog::get("UC14").unwrap();
    for (path, text) in [
        ("ecr.retention", entry.document.ecr.retention.as_str()),
        ("description", entry.document.description.as_str()),
        ("failures[0].then", entry.document.failures[0].then.as_str()),
        ("pitfalls[1].instead", entry.document.pitfalls[1].instead.as_str()),
    ] {
        let without = spoilt(entry, |document| {
            let mut value = document;
            let parts: Vec<&str> = path.split('.').collect();
            for part in &parts[..parts.len() - 1] {
                value = match part.split_once('[') {
                    Some((name, at)) => &mut value[name][at.trim_end_matches(']').parse::<usize>().unwrap()],
                    None => &mut value[*part],
                };
            }
            value.as_object_mut().unwrap().remove(parts[parts.len() - 1]);
        });
        let review = review_entry(&without);
        assert_eq!(review.like.as_deref(), Some("UC14"));
        let found = &review.findings[0];
        assert!(found.path == path && found.refinement.contains(text), "{found:?}");
        assert!(!found.why.is_empty() && !found.source.is_empty() && found.gap == ReviewGap::Missing);
    }
}

#[test]
fn a_missing_part_lowers_the_score_of_its_pillars_only() {
    let entry = catalog::get("UC14").unwrap();
    let review = review_entry(&spoilt(entry, |document| drop(document.as_object_mut().unwrap().remove("cost"))));
    for score in &review.scores {
        // `UC-COST` counts three for cost alone.
        let expected = if score.pillar == Pillar::CostOptimization { (score.asked - 3) * 100 / score.asked } else { 100 };
        assert_eq!(score.score, Some(expected), "{score:?}");
    }
    assert!(review.scores.iter().any(|score| score.score < Some(100)));
}

#[test]
fn what_is_said_wrongly_has_to_be_refined() {
    let entry = catalog::get("UC13").unwrap();
    let refined = |id: &str, spoil: &dyn Fn(&mut UseCaseDocument)| {
        let mut spoilt = entry.clone();
        spoil(&mut spoilt.document);
        let review = review_entry(&spoilt);
        assert_eq!(review.verdict, ReviewVerdict::NeedsRefinement, "{id}\n{}", told(&review));
        assert_eq!(review.findings.iter().map(|found| found.id.as_str()).collect::<Vec<_>>(), [id], "{}", told(&review));
    };
    refined("UC-ECR-LATEST", &|document| {
        document.ecr.build_and_push = "Each build pushes digest and latest, and the service deploys latest.".into();
    });
    refined("UC-ECR-MUTABLE", &|document| document.ecr.tags = "Teams use mutable tags by digest.".into());
    refined("UC-SECURITY-WHO", &|document| document.security = vec!["Nothing is to be thought of beyond what is usual.".into()]);
    refined("UC-MONITORING-SIGNAL", &|document| document.monitoring = vec!["Somebody has a look at it from time to time.".into()]);
    refined("UC-THIN", &|document| document.cost = vec!["as usual".into()]);
    refined("UC-WAY-BACK", &|document| {
        document.recovery = vec!["Somebody will have an idea of what could be done.".into()];
        document.failures.iter_mut().for_each(|failure| "somebody is called".clone_into(&mut failure.then));
    });
}

#[test]
fn nobody_who_is_no_actor_answers_for_a_stage() {
    let mut entry = catalog::get("UC13").unwrap().clone();
    entry.document.actors.retain(|actor| *actor != ecs_usecases::use_case::Actor::OperationsTeam);
    let review = review_entry(&entry);
    assert_eq!(review.verdict, ReviewVerdict::Incomplete);
    assert!(review.findings.iter().any(|found| found.id == "UC-RESPONSIBLE" && found.path == "stages[0].responsible"), "{}", told(&review));
}

const HALF: &str = "
title: Nightly rollout
summary: Rolls the shop out at night.
launch_types: [fargate, lambda]
strategy: rolling
actors: [Operations, CI/CD Pipeline]
stages:
  - name: build
    owner: pipeline
    takes: commit
    leaves: [image]
    does: Builds the image.
  - name: deploy
    responsible: Operations Team
    takes: [image, change ticket]
    leaves: [verdict]
    does: Updates the service.
ecr:
  tags: Each night is pushed as latest.
  scanning: On push.
securty:
  - Only the pipeline may deploy.
";

#[test]
fn half_of_a_use_case_gets_a_report() {
    let written = review_document(HALF).unwrap();
    assert_eq!(written.form, WrittenForm::Yaml);
    assert_eq!(written.document.stages.len(), 2);
    assert_eq!(written.document.stages[0].takes, ["commit"]);
    assert_eq!(written.document.ecr.scan, "On push.");
    let lost: Vec<_> = written.not_understood.iter().map(|part| (part.path.as_str(), part.nearest.as_deref())).collect();
    assert_eq!(lost, [("launch_types[1]", None), ("securty", Some("security"))]);
    let review = review_written(&written);
    assert_eq!(review.verdict, ReviewVerdict::Incomplete);
    let found = paths(&review);
    for expected in
        ["failures", "recovery", "ecr.naming", "ecr.lifecycle", "security", "monitoring", "compliance", "cicd", "cost", "ecr.tags"]
    {
        assert!(found.contains(&expected), "{expected} in {found:?}");
    }
    assert!(!found.contains(&"actors") && !found.contains(&"ecr.scan") && !found.contains(&"stages"));
    let flow = review.findings.iter().find(|found| found.id == "UC-ARTIFACT-FLOW").unwrap();
    assert!(flow.path == "stages[1].takes" && flow.what.contains("`change ticket`"), "{flow:?}");
    assert_eq!(catalog::review(HALF).unwrap(), review);
}

#[test]
fn what_is_nearly_in_the_catalog_is_refined_by_it() {
    let review = catalog::review("title: Canary Deployments\nsummary: A canary.\n").unwrap();
    assert_eq!(review.like.as_deref(), Some("UC14"));
    let cost = review.findings.iter().find(|found| found.path == "cost").unwrap();
    assert!(
        cost.refinement.contains("UC14 of the catalog says: ") && cost.refinement.contains(&catalog::get("UC14").unwrap().document.cost[0])
    );
    assert_eq!(catalog::review("title: Feeding the cat\nsummary: At noon.\n").unwrap().like, None);
}

#[test]
fn what_is_no_use_case_gets_a_report_too() {
    for text in [
        "- one\n- two\n",
        "just words\nover two lines",
        "{}",
        "[]",
        "stages: 7\nactors: {a: b}\necr: none\n",
        "# Title only\n",
        "\u{feff}\ntitle: x\n",
        "null\n",
    ] {
        let written = review_document(text).unwrap();
        let review = review_written(&written);
        assert_eq!(review.verdict, ReviewVerdict::Incomplete, "{text}");
        assert!(review.broken.is_empty(), "{:?}", review.broken);
    }
    let written = review_document("stages: 7\nactors: {a: b}\necr: none\n").unwrap();
    let lost: Vec<_> = written.not_understood.iter().map(|part| part.path.as_str()).collect();
    assert_eq!(lost, ["actors[0]", "ecr"]);
}

#[test]
#[allow(clippy::disallowed_methods)] // It is the real time that is measured.
fn bombs_and_large_files_are_refused() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (name, before) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().zip(["a", "b", "c", "d", "e", "f", "g", "h"]) {
        let _ = writeln!(bomb, "{name}: &{name} [{}]", vec![format!("*{before}"); 10].join(", "));
    }
    let deep = format!("title: {}x{}\n", "[".repeat(5000), "]".repeat(5000));
    let many = format!("title: x\ncost:\n{}", "- x\n".repeat(200_000));
    let twice = "title: one\ntitle: two\n".to_owned();
    let broken = "title: [one\nsummary: two\n".to_owned();
    for text in [bomb, deep, many, twice, broken] {
        let began = std::time::Instant::now();
        let error = review_document(&text).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error:?}");
        assert!(error.details().message.contains("the YAML can't be read"), "{error:?}");
        assert!(began.elapsed().as_secs() < 5);
    }
    for text in ["title: x\n".repeat(LARGEST_DOCUMENT / 9 + 1), "#".repeat(50 * 1024 * 1024)] {
        let error = review_document(&text).unwrap_err();
        assert!(error.details().message.contains("1 MiB"), "{error:?}");
    }
    let error = review_document(" \n").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    // Within the limit Markdown of any kind is read.
    let heavy = format!("# x\n\n{}", "| a | b |\n|---|---|\n| c | d |\n\n".repeat(20_000));
    assert!(review_document(&heavy).is_ok());
    assert!(review_document(&format!("# x\n{}", "> ".repeat(100_000))).is_ok());
}

#[test]
fn an_unknown_name_suggests_the_nearest() {
    let error = catalog::review("canary_deploy").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.details().advice.as_ref().unwrap().contains("`canary_deployment`"), "{error:?}");
}

#[test]
fn what_the_catalog_prints_is_read_back_as_it_was() {
    for entry in entries() {
        let written = review_document(&entry.to_markdown()).unwrap();
        assert_eq!(written.form, WrittenForm::Markdown);
        assert_eq!(written.not_understood, [], "{}", entry.document.id);
        let plain = |document: &UseCaseDocument| serde_json::to_value(document).unwrap();
        let (read, wrote) = (plain(&written.document), plain(&entry.document));
        for (field, value) in wrote.as_object().unwrap() {
            assert_eq!(&read[field], value, "{} {field}", entry.document.id);
        }
        // Its YAML is read too; the text of JSON is YAML.
        let yaml = review_document(&serde_json::to_string_pretty(&entry.document).unwrap()).unwrap();
        assert_eq!((yaml.document, yaml.not_understood.len()), (entry.document.clone(), 0), "{}", entry.document.id);
    }
}

const MARKDOWN: &str = "
# Weekend release of the shop

Brings the week's work to production.

It runs on Saturday, when few people buy.

## Deployment strategy
Blue/green

## Actors
- Development Team
- Operations
- The cat

## Steps

### Build
- **owner**: CI/CD pipeline
- takes: commit
- leaves: image, SBOM

Builds and pushes.

### Switch
- responsible: operations team
- takes: image
- leaves: verdict

## ECR requirements

| Part | Requirement |
|---|---|
| Naming | `shop/web` |
| Tags | version, pinned by digest |
| Colour | green |

## Error handling

| Failure | Response |
|---|---|
| tests fail | traffic goes back \\| at once |

## Rollback
Switch the traffic back within five minutes.

## Disaster recovery
- Deploy to the second Region.

## Lunch
Pizza.
";

#[test]
fn markdown_is_read_by_its_headings() {
    let written = review_document(MARKDOWN).unwrap();
    let document = &written.document;
    assert_eq!(
        (document.title.as_str(), document.summary.as_str()),
        ("Weekend release of the shop", "Brings the week's work to production.")
    );
    assert_eq!(document.description, "It runs on Saturday, when few people buy.");
    let value = serde_json::to_value(document).unwrap();
    assert_eq!(value["strategies"], json!(["blue_green"]));
    assert_eq!(value["actors"], json!(["development_team", "operations_team"]));
    assert_eq!(
        value["stages"],
        json!([
            { "name": "Build", "responsible": "cicd_pipeline", "takes": ["commit"], "leaves": ["image", "SBOM"], "does": "Builds and pushes." },
            { "name": "Switch", "responsible": "operations_team", "takes": ["image"], "leaves": ["verdict"] },
        ])
    );
    assert_eq!((document.ecr.naming.as_str(), document.ecr.tags.as_str()), ("shop/web", "version, pinned by digest"));
    assert_eq!(value["failures"], json!([{ "when": "tests fail", "then": "traffic goes back | at once" }]));
    assert_eq!(document.recovery, ["Switch the traffic back within five minutes.", "Deploy to the second Region."]);
    let lost: Vec<_> = written.not_understood.iter().map(|part| (part.path.as_str(), part.text.as_str())).collect();
    assert_eq!(lost, [("Actors[2]", "The cat"), ("ECR requirements.Colour", "green"), ("Lunch", "Pizza.")]);
    assert_eq!(review_written(&written).verdict, ReviewVerdict::Incomplete);
}

#[test]
fn a_report_is_shown_whole_and_kept() {
    let text = HALF.replace("Nightly rollout", "<script>|x|</script>");
    let review = catalog::review(&text).unwrap();
    let (markdown, html) = (review.to_markdown(), review.to_html());
    for found in &review.findings {
        let told = |text: &str| text.replace('|', "\\|");
        assert!(
            markdown.contains(&told(&found.refinement)) && markdown.contains(&found.path) && markdown.contains(&found.source),
            "{}",
            found.id
        );
    }
    assert!(html.contains("&lt;script&gt;|x|&lt;") && !html.contains("<script>"), "{html}");
    assert!(markdown.contains("securty") && html.contains("securty"));
    assert_eq!(html.matches("<tr>").count(), html.matches("</tr>").count());
    let kept = serde_json::to_string(&review).unwrap();
    assert_eq!(serde_json::from_str::<Review>(&kept).unwrap(), review);
}

#[test]
fn each_check_says_what_must_hold_why_and_by_whom() {
    let mut ids = BTreeSet::new();
    for check in catalog::review::checks() {
        let rule = &check.rule;
        assert!(ids.insert(rule.id), "{} twice", rule.id);
        assert!(rule.source.starts_with('A') && rule.about.ends_with('.') && check.why.ends_with('.'), "{}", rule.id);
        assert!((1..=3).contains(&check.weight) && !check.pillars.is_empty(), "{}", rule.id);
    }
    assert!(ids.len() >= 40, "{}", ids.len());
}
