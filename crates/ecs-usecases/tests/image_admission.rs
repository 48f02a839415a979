//! Admitting images on the simulator.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Answer, Noted, crash_and_resume, run_noted, run_on};
use ecs_usecases::{
    Error, ErrorKind, Result, Run, Simulator, UseCase,
    clock::Timestamp,
    layers::{Fault, FaultKind},
    model::ecs::{CPUArchitecture, ContainerDefinition},
    simulator::{ImageScript, RepositoryScript, Scenario},
    span::Span,
    steps::image::{AdmittedImage, FindingException, Gate, ImageReference, Severity, TaskImage, admit_image, admit_task_images},
    use_case::{Family, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};

const HOST: &str = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";

/// Admit an image, and nothing else.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Admit {
    image: ImageReference,
    architecture: String,
    gate: Gate,
}

impl UseCase for Admit {
    type Outcome = AdmittedImage;
    const INFO: UseCaseInfo =
        UseCaseInfo { id: 1000, title: "Admit", name: "admit", family: Family::Images, actors: &[], stages: &[], failures: &[] };

    async fn run(self, run: &Run) -> Result<AdmittedImage> {
        admit_image(run, &self.image, &CPUArchitecture::from(self.architecture.as_str()), &self.gate).await
    }
}

/// Admit the images of other containers, and nothing else.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct AdmitOthers {
    images: BTreeMap<String, String>,
    gate: Gate,
}

impl UseCase for AdmitOthers {
    type Outcome = Vec<TaskImage>;
    const INFO: UseCaseInfo = UseCaseInfo {
        id: 1001,
        title: "AdmitOthers",
        name: "admit_others",
        family: Family::Images,
        actors: &[],
        stages: &[],
        failures: &[],
    };

    async fn run(self, run: &Run) -> Result<Vec<TaskImage>> {
        let container = |(name, image): (&String, &String)| ContainerDefinition {
            name: Some(name.clone()),
            image: Some(image.clone()),
            ..ContainerDefinition::default()
        };
        let containers: Vec<_> = self.images.iter().map(container).collect();
        admit_task_images(run, &containers, Some("app"), &self.gate).await
    }
}

fn admit(image: &str) -> Admit {
    Admit { image: ImageReference::parse(image).unwrap(), architecture: "X86_64".into(), gate: Gate::default() }
}

fn findings(all: &[(&str, u32)]) -> BTreeMap<String, u32> {
    all.iter().map(|(severity, count)| ((*severity).to_owned(), *count)).collect()
}

fn scenario() -> Scenario {
    let image = |tag: &str, age: u64| ImageScript { tags: vec![tag.into()], age: Span::from_secs(age), ..ImageScript::default() };
    let images = vec![
        image("v1", 9000),
        ImageScript { architectures: vec!["ARM64".into()], ..image("arm", 8000) },
        ImageScript { architectures: vec!["X86_64".into(), "ARM64".into()], ..image("both", 7000) },
        ImageScript { findings: Some(findings(&[("CRITICAL", 2), ("HIGH", 1)])), ..image("bad", 6000) },
        ImageScript { findings: Some(findings(&[("MEDIUM", 3)])), ..image("so-so", 5000) },
        ImageScript { findings: None, ..image("unscanned", 4000) },
    ];
    Scenario {
        repositories: vec![RepositoryScript { name: "shop/web".into(), images, ..RepositoryScript::default() }],
        ..Scenario::default()
    }
}

fn simulator() -> Arc<Simulator> {
    Simulator::new(scenario()).unwrap()
}

async fn refused(request: Admit) -> Error {
    let (result, noted, _) = run_noted(&simulator(), request).await;
    assert_eq!(noted.writes(), Vec::<String>::new());
    result.unwrap_err()
}

#[tokio::test]
async fn a_good_image_is_pinned_without_a_write() {
    let simulator = simulator();
    let (result, noted, _) = run_noted(&simulator, admit("shop/web:v1")).await;
    let image = result.unwrap();
    assert_eq!(noted.writes(), Vec::<String>::new());
    assert_eq!((image.repository.as_str(), image.tag.as_deref()), ("shop/web", Some("v1")));
    assert_eq!(image.uri, format!("{HOST}/shop/web@{}", image.digest));
    assert_eq!(image.scan.status, "COMPLETE");
    assert_eq!(image.scan.digest, image.digest);
    let by_digest = simulator.client().run(admit(&image.uri)).await.unwrap();
    assert_eq!(by_digest, AdmittedImage { tag: None, ..image });
}

#[tokio::test]
async fn a_missing_tag_is_told_with_those_that_exist() {
    let error = refused(admit("shop/web:v2")).await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.details().advice.as_ref().unwrap().contains("unscanned, so-so, bad, both, arm."), "{error}");
    assert!(error.to_string().contains("admit the image shop/web:v2"), "{error}");
}

#[tokio::test]
async fn a_missing_repository_is_told() {
    let error = refused(admit("shop/api:v1")).await;
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.details().advice.as_ref().unwrap().contains("RepositorySetup"), "{error}");
}

#[tokio::test]
async fn images_of_elsewhere_are_refused_before_anything_is_read() {
    for (image, why) in [
        ("444455556666.dkr.ecr.eu-west-1.amazonaws.com/shop/web:v1", "444455556666"),
        ("111122223333.dkr-ecr.us-east-1.on.aws/shop/web:v1", "us-east-1"),
        ("docker.io/library/nginx:1", "docker.io"),
    ] {
        let (result, noted, _) = run_noted(&simulator(), admit(image)).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!(noted.count(), 0);
    }
    assert_eq!(refused(admit("shop/web")).await.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn the_architecture_has_to_be_the_tasks() {
    let error = refused(admit("shop/web:arm")).await;
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("has ARM64, the task wants X86_64"), "{error}");
    for architecture in ["X86_64", "ARM64"] {
        let image = simulator().client().run(Admit { architecture: architecture.into(), ..admit("shop/web:both") }).await.unwrap();
        assert_eq!(image.architectures, ["ARM64", "X86_64"]);
        assert!(image.uri.ends_with(&image.digest));
    }
}

#[tokio::test]
async fn findings_are_refused_by_severity() {
    let error = refused(admit("shop/web:bad")).await;
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("2 CRITICAL"), "{error}");
    let image = simulator().client().run(admit("shop/web:so-so")).await.unwrap();
    assert_eq!(image.scan.counts.get("MEDIUM"), Some(&3));
    let strict = Gate { fail_on: Severity::Medium, ..Gate::default() };
    assert!(refused(Admit { gate: strict, ..admit("shop/web:so-so") }).await.to_string().contains("3 MEDIUM"));
}

/// Ids of the findings at the gate, as the refusal names them.
async fn worst(image: &str) -> Vec<String> {
    let error = refused(admit(image)).await;
    let message = &error.details().message;
    message.split_once("; ").unwrap().1.split("; ").next().unwrap().split(", ").map(str::to_owned).collect()
}

#[tokio::test]
async fn an_exception_counts_until_it_ends() {
    let ids = worst("shop/web:bad").await;
    assert_eq!(ids.len(), 2);
    let until = |until: &str| Gate {
        exceptions: ids
            .iter()
            .map(|id| FindingException { finding: id.clone(), until: Timestamp::parse(until).unwrap(), reason: "not reachable".into() })
            .collect(),
        ..Gate::default()
    };
    let image = simulator().client().run(Admit { gate: until("2026-02-01T00:00:00Z"), ..admit("shop/web:bad") }).await.unwrap();
    assert_eq!(image.scan.excepted, ids);
    let error = refused(Admit { gate: until("2025-12-31T00:00:00Z"), ..admit("shop/web:bad") }).await;
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("exceptions that are over"), "{error}");
}

#[tokio::test]
async fn a_missing_scan_is_started_and_waited_for() {
    let (result, noted, _) = run_noted(&simulator(), admit("shop/web:unscanned")).await;
    assert_eq!(result.unwrap().scan.status, "COMPLETE");
    assert_eq!(noted.writes(), ["ecr:StartImageScan"]);
    // An image that nobody scanned passes where that is asked for, and no scan is started.
    let lenient = Gate { require_scan: false, ..Gate::default() };
    let (result, noted, warnings) = run_noted(&simulator(), Admit { gate: lenient, ..admit("shop/web:unscanned") }).await;
    assert_eq!(result.unwrap().scan.status, "NONE");
    assert_eq!(noted.writes(), Vec::<String>::new());
    assert!(warnings.iter().any(|warning| warning.contains("without a scan")), "{warnings:?}");
}

#[tokio::test]
async fn a_scan_that_does_not_end_in_time_is_no_scan() {
    let hasty = Gate { scan_timeout: Span::from_millis(1), ..Gate::default() };
    let error = simulator().client().run(Admit { gate: hasty, ..admit("shop/web:unscanned") }).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("within 1ms"), "{error}");
}

#[tokio::test]
async fn signatures_can_not_be_verified_yet() {
    let signed = Gate { require_signature: true, ..Gate::default() };
    assert_eq!(refused(Admit { gate: signed, ..admit("shop/web:v1") }).await.kind(), ErrorKind::Unsupported);
}

#[tokio::test]
async fn passing_failures_are_ridden_out_and_lost_replies_start_one_scan() {
    for kind in [FaultKind::Throttle, FaultKind::DropBefore, FaultKind::DropAfter, FaultKind::ServerError] {
        let faults = vec![Fault::new("*", kind).after(2).times(4)];
        let simulator = Simulator::new(Scenario { faults, ..scenario() }).unwrap();
        let image = simulator.client().run(admit("shop/web:unscanned")).await.unwrap();
        assert_eq!(image.scan.status, "COMPLETE", "{kind:?}");
    }
    let denied = vec![Fault::new("ecr:StartImageScan", FaultKind::Deny).times(9)];
    let simulator = Simulator::new(Scenario { faults: denied, ..scenario() }).unwrap();
    let error = simulator.client().run(admit("shop/web:unscanned")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert!(error.details().advice.as_ref().unwrap().contains("ecr:StartImageScan"), "{error}");
}

/// Admit the good image while ECR says this of its scan.
async fn scanned_as(replies: impl IntoIterator<Item = Value>) -> (Result<AdmittedImage>, Noted) {
    let cloud = simulator().cloud().with(Answer::new("ecr:DescribeImageScanFindings", replies));
    let (result, noted, _) = run_on(cloud, admit("shop/web:v1")).await;
    (result, noted)
}

#[tokio::test]
async fn only_a_scan_that_ended_well_is_a_scan() {
    let says = |status: &str| json!({"imageScanStatus": {"status": status, "description": "so it is"}});
    for status in ["COMPLETE", "ACTIVE"] {
        assert_eq!(scanned_as([says("PENDING"), says("IN_PROGRESS"), says(status)]).await.0.unwrap().scan.status, status);
    }
    let bad =
        ["FAILED", "UNSUPPORTED_IMAGE", "SCAN_ELIGIBILITY_EXPIRED", "FINDINGS_UNAVAILABLE", "LIMIT_EXCEEDED", "IMAGE_ARCHIVED", "INVENTED"];
    for reply in bad.into_iter().map(says).chain([json!({})]) {
        let (result, noted) = scanned_as([reply.clone()]).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused, "{reply}: {error}");
        assert_eq!(noted.writes(), Vec::<String>::new());
    }
    let error = scanned_as([says("IN_PROGRESS")]).await.0.unwrap_err();
    assert!(error.to_string().contains("within 5m: it is IN_PROGRESS"), "{error}");
}

#[tokio::test]
async fn all_pages_of_enhanced_findings_are_read() {
    let page = |severity: &str, id: &str, next: Option<&str>| {
        json!({"imageScanStatus": {"status": "ACTIVE"}, "nextToken": next, "imageScanFindings": {"enhancedFindings": [
            {"severity": severity, "status": "ACTIVE", "packageVulnerabilityDetails": {"vulnerabilityId": id}}]}})
    };
    let (result, _) = scanned_as([page("LOW", "CVE-1", Some("more")), page("CRITICAL", "CVE-2", None)]).await;
    let error = result.unwrap_err();
    assert!(error.to_string().contains("1 CRITICAL; CVE-2"), "{error}");
}

#[tokio::test]
async fn a_scan_that_the_registry_does_not_allow_is_no_scan() {
    let simulator = simulator();
    simulator.call_json("ecr:PutRegistryScanningConfiguration", json!({"scanType": "ENHANCED", "rules": []})).await.unwrap();
    let error = simulator.client().run(admit("shop/web:unscanned")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(error.to_string().contains("enhanced"), "{error}");
}

#[tokio::test]
async fn an_image_that_does_not_tell_its_architecture_passes_with_a_warning() {
    let untold = json!({"images": [{"imageManifest": "{\"schemaVersion\": 2}"}]});
    let cloud = simulator().cloud().with(Answer::new("ecr:BatchGetImage", [untold]));
    let (result, _, warnings) = run_on(cloud, admit("shop/web:v1")).await;
    assert_eq!(result.unwrap().architectures, Vec::<String>::new());
    assert!(warnings.iter().any(|warning| warning.contains("CPU architecture")), "{warnings:?}");
}

#[tokio::test]
async fn reads_that_lag_are_waited_for() {
    let simulator = Simulator::new(Scenario { consistency_delay: Span::from_secs(8), ..scenario() }).unwrap();
    assert_eq!(simulator.client().run(admit("shop/web:unscanned")).await.unwrap().scan.status, "COMPLETE");
}

#[tokio::test]
async fn a_crash_at_any_call_ends_as_no_crash_does() {
    let request = admit("shop/web:unscanned");
    let wanted = simulator().client().run(request.clone()).await.unwrap();
    let mut crashes = 0;
    for at in 0..100 {
        let simulator = simulator();
        let Some(result) = crash_and_resume(&simulator, &request, &[], at / 2, at % 2 == 1).await else { break };
        assert_eq!(result.unwrap(), wanted, "crash {at}");
        crashes += 1;
    }
    assert!(crashes >= 10, "{crashes}");
}

fn others(images: &[(&str, &str)], allowed: &[&str]) -> AdmitOthers {
    let allowed_registries = allowed.iter().map(|registry| (*registry).to_owned()).collect();
    let images = images.iter().map(|(name, image)| ((*name).to_owned(), (*image).to_owned())).collect();
    AdmitOthers { images, gate: Gate { allowed_registries, ..Gate::default() } }
}

#[tokio::test]
async fn other_containers_come_from_ecr_or_an_allowed_registry() {
    let own = format!("{HOST}/shop/web:v1");
    let request = others(
        &[("app", "anything"), ("agent", "public.ecr.aws/obs/agent:1"), ("proxy", "nginx:1"), ("own", &own)],
        &["public.ecr.aws/obs", "docker.io"],
    );
    let (result, noted, _) = run_noted(&simulator(), request).await;
    let images = result.unwrap();
    assert_eq!(noted.writes(), Vec::<String>::new());
    let told: Vec<_> = images.iter().map(|image| (image.container.as_str(), image.registry.as_str(), image.digest.is_some())).collect();
    assert_eq!(told, [("agent", "public.ecr.aws", false), ("own", HOST, true), ("proxy", "docker.io", false)]);
    assert_eq!(images[1].image, own);
}

#[tokio::test]
async fn all_that_is_wrong_with_other_containers_is_told_at_once() {
    let missing = format!("{HOST}/shop/web:gone");
    let none = format!("{HOST}/shop/none:1");
    let elsewhere = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/a/b:1";
    let request = others(&[("a", "nginx"), ("b", &missing), ("c", "NGINX"), ("d", elsewhere), ("e", &none)], &[]);
    let error = simulator().client().run(request).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    let text = error.to_string();
    for told in
        ["container a: nginx comes from docker.io", "container b", "no such image", "upper-case", "container d", "no repository shop/none"]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(error.details().advice.as_ref().unwrap().contains("444455556666.dkr.ecr.eu-west-1.amazonaws.com, docker.io"), "{text}");
}
