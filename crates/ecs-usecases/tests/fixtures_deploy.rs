//! Task definitions of other projects, deployed by the example `deploy`: each is deployed, or refused for a reason that is said.
//!
//! The files are looked for in `fixtures/taskdefs` of the folder in `ECS_USECASES_SHARED`, or of `shared` beside the workspace.
#![allow(clippy::unwrap_used)]

mod example;

use clap::Parser;
use ecs_usecases::{rules::document::read_task_definition, steps::ImageReference};
use example::{
    options::Options,
    plan::{Plan, RefusedAt},
    sink::Sink,
    story::{self, Ended},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What becomes of a file.
enum Becomes {
    /// It is deployed, by a rolling deployment at least.
    Deployed,
    /// AWS would refuse it: the rules whose findings are errors.
    RefusedByRules(&'static [&'static str]),
    /// It can't be deployed from ECR to the simulated cluster; the reason has this in it.
    RefusedBecause(&'static str),
}
use Becomes::{Deployed, RefusedBecause, RefusedByRules};

const PLACEHOLDERS: Becomes = RefusedByRules(&["TD-PLACEHOLDER"]);

/// With every registry allowed.
const TABLE: [(&str, Becomes); 23] = [
    ("BigRedS__tiny-telemetry", RefusedByRules(&["TD-LOG-STREAM-PREFIX", "TD-PLACEHOLDER"])),
    ("CharanMamidala__order-payment-microservices", PLACEHOLDERS),
    ("CodeFleck__sensorvision", PLACEHOLDERS),
    ("CrowdStrike__detection-container", PLACEHOLDERS),
    ("DarkC0der-0__oauth2-auth-server", PLACEHOLDERS),
    ("KoshkiKode__unshelvd", Deployed),
    ("Memo2782__5g-core-analyzer", PLACEHOLDERS),
    ("MikeDanSan__cloud-data-platform", PLACEHOLDERS),
    ("Poss111__mrbot", RefusedByRules(&["TD-EXECUTION-ROLE-LOGS", "TD-IMAGE", "TD-LOG-AWSLOGS", "TD-LOG-STREAM-PREFIX"])),
    ("Qbizinc__airflow-presto", RefusedByRules(&["TD-START-TIMEOUT"])),
    ("aws-containers__ecs-anywhere-tutorial", PLACEHOLDERS),
    ("aws-observability__aws-otel-collector", PLACEHOLDERS),
    ("aws-samples__amazon-ecs-firelens-examples", Deployed),
    ("aws-samples__amazon-ecs-firelens-under-the-hood", Deployed),
    ("aws-samples__amazon-ecs-fluent-bit-daemon-service", RefusedBecause("ECR is the image source of every deployment")),
    ("aws-samples__amazon-ecs-gmsa", RefusedByRules(&["TD-EXECUTION-ROLE-SECRETS", "TD-PLACEHOLDER"])),
    ("aws-samples__aws-containers-task-definitions", RefusedBecause("ECR is the image source of every deployment")),
    ("aws-samples__aws-ecs-anywhere-workshop-samples", RefusedBecause("EXTERNAL")),
    ("aws-samples__aws-fargate-falco-examples", Deployed),
    ("aws-samples__ecs-bg-external-controller", RefusedByRules(&["TD-CONTAINER-NAME", "TD-FAMILY", "TD-PLACEHOLDER", "TD-ROLE"])),
    ("aws-samples__ecs-demo-php-simple-app", RefusedBecause("ECR is the image source of every deployment")),
    ("aws-samples__ecs-mesh-workshop", RefusedByRules(&["TD-LOG-AWSLOGS", "TD-PLACEHOLDER"])),
    ("aws-samples__sample-amazon-ecs-blue-green-deployment-patterns", PLACEHOLDERS),
];

/// Name and path of every file, in the order of names.
fn fixtures() -> Vec<(String, PathBuf)> {
    let shared = std::env::var_os("ECS_USECASES_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let folder = shared.join("fixtures/taskdefs");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no folder {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.into_iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path)).collect()
}

/// The images of a file that are outside of its own registry, and their registries.
fn outside(path: &Path) -> (Vec<String>, BTreeSet<String>) {
    let definition = read_task_definition(&std::fs::read_to_string(path).unwrap()).unwrap();
    let images = definition.container_definitions.iter().filter_map(|container| container.image.as_ref());
    let images: Vec<_> = images.filter_map(|image| ImageReference::parse(image.as_str()).ok()).collect();
    let account = definition.execution_role_arn.as_deref().and_then(|arn| arn.split(':').nth(4));
    let is_own = |image: &ImageReference| image.ecr().is_some_and(|registry| Some(registry.account.as_str()) == account);
    // Where an image is in the account of the task's role, ECR images of other accounts are from outside too.
    let several = images.iter().any(is_own);
    let outside = images.into_iter().filter(|image| image.ecr().is_none() || (several && !is_own(image)));
    outside.map(|image| (image.to_string(), image.as_pulled().0)).unzip()
}

async fn tell(path: &Path, allowed: &BTreeSet<String>) -> (Ended, String) {
    let mut arguments = vec!["deploy".to_owned(), format!("--task-definition={}", path.display())];
    arguments.extend(allowed.iter().map(|host| format!("--allow-registry={host}")));
    let options = Options::parse_from(arguments);
    let sink = Sink::default();
    let ended = story::tell(&options, &mut sink.show(&options)).await;
    (ended, sink.text())
}

#[tokio::test]
async fn each_file_is_deployed_or_refused_for_a_reason() {
    let fixtures = fixtures();
    if fixtures.is_empty() {
        return;
    }
    let names: Vec<_> = fixtures.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, TABLE.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "every file has its line in the table");
    for ((name, path), (_, becomes)) in fixtures.iter().zip(&TABLE) {
        let (ended, told) = tell(path, &outside(path).1).await;
        match (&ended, becomes) {
            (Ended::Told(summary), Deployed) => {
                assert!(summary.as_told, "{name}: {told}");
                assert!(summary.chapters.len() >= 2, "{name}: {told}");
                assert_eq!(ended.exit_code(), 0);
            }
            (Ended::Refused(refusal), RefusedByRules(rules)) => {
                let ids: BTreeSet<_> = refusal.findings.iter().map(|finding| finding.id.as_ref()).collect();
                assert_eq!(ids.into_iter().collect::<Vec<_>>(), *rules, "{name}");
                for finding in &refusal.findings {
                    assert!(told.contains(&finding.path) && told.contains(&finding.message), "{name}: {told}");
                }
                assert_eq!(ended.exit_code(), 2);
            }
            (Ended::Refused(refusal), RefusedBecause(reason)) => {
                assert_eq!(refusal.at, RefusedAt::Planning, "{name}");
                assert!(refusal.reason.contains(reason) && told.contains(&refusal.reason), "{name}: {told}");
                assert_eq!(ended.exit_code(), 2);
            }
            _ => panic!("{name} became something else: {told}"),
        }
    }
}

#[tokio::test]
async fn without_allowed_registries_images_outside_of_ecr_are_refused_by_name() {
    for (name, path) in fixtures() {
        let (images, _) = outside(&path);
        let (ended, told) = tell(&path, &BTreeSet::new()).await;
        let Ended::Refused(refusal) = &ended else {
            assert!(images.is_empty() && matches!(ended, Ended::Told(_)), "{name}: {told}");
            continue;
        };
        let options = Options::parse_from(["deploy".to_owned(), format!("--task-definition={}", path.display())]);
        if Plan::of(&options).is_ok() {
            assert_eq!(refusal.at, RefusedAt::Admission, "{name}");
            assert!(!images.is_empty(), "{name}: {told}");
        }
        // What AWS would refuse anyway, or is in several registries, or runs elsewhere, is told that first.
        let of_images = refusal.at == RefusedAt::Admission || refusal.reason.contains("no container's image is in ECR");
        for image in images.iter().filter(|_| of_images) {
            assert!(told.contains(image.as_str()), "{name} does not name {image}: {told}");
        }
    }
}
