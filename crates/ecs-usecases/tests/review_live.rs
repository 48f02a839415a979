//! Reviews of what is live, on the simulator: gaps of an account and the checklist of Amazon ECR. Nothing is written.
#![allow(clippy::unwrap_used)]

mod common;
mod worlds;

use common::Noted;
use ecs_usecases::{
    Client, ErrorKind, Simulator,
    catalog::{
        self,
        document::Pillar,
        review::{
            GapReport, ReviewSeverity, ReviewVerdict, RuleOutcome, ServiceFinding,
            ecr::{EcrChecklist, EcrGroup, EcrStatus, of_document, of_service},
            gaps::{GapPriority, observable},
            review_service,
        },
    },
    layers::{Fault, FaultKind, RateBudget},
    model::ecr,
    simulator::{ImageScript, Scenario, ServiceScript},
    span::Span,
};
use serde_json::json;
use std::{collections::BTreeSet, sync::Arc};

fn ids(report: &GapReport) -> Vec<&str> {
    report.have.iter().map(|had| had.id.as_str()).collect()
}

// Gaps of a list.

#[test]
fn names_are_matched_as_people_write_them() {
    for (given, id) in [
        ("UC14", "UC14"),
        ("uc8", "UC08"),
        ("UC-11", "UC11"),
        ("UC52: our replication", "UC52"),
        ("blue_green_deployment", "UC11"),
        ("BlueGreenDeployment", "UC11"),
        ("Blue/green deployments", "UC11"),
        ("canary release", "UC14"),
        ("rollback", "UC08"),
        ("Auto scaling", "UC16"),
        ("scheduled tasks", "UC23"),
        ("migrate from k8s", "UC67"),
        ("our repository cleanup", "UC53"),
        ("image replication", "UC52"),
        ("secrets managment", "UC72"),
    ] {
        let report = catalog::find_gaps(&[given]);
        assert_eq!(ids(&report), [id], "{given}: {:?} {:?}", report.ambiguous, report.unknown);
        assert!(report.have[0].evidence[0].contains(given));
        assert_eq!(report.missing.len(), 71);
    }
}

#[test]
fn what_may_mean_several_or_none_counts_for_none() {
    let report = catalog::find_gaps(&["service", "feeding the cat", "", "UC99", "migrate"]);
    assert!(report.have.is_empty(), "{:?}", report.have);
    assert_eq!(report.missing.len(), 72);
    assert_eq!(report.ambiguous.len() + report.unknown.len(), 5);
    assert!(report.unknown.iter().any(|name| name.given == "UC99" && name.nearest.contains("UC72")));
    assert!(report.unknown.iter().any(|name| name.given == "feeding the cat" && name.nearest.starts_with("UC")));
    let several = catalog::find_gaps(&["migrate from"]);
    assert!(several.ambiguous.iter().all(|name| name.candidates.len() > 1), "{several:?}");
}

#[test]
fn the_safety_net_of_what_a_team_does_comes_first() {
    let report = catalog::find_gaps(&["UC13"]);
    let critical: BTreeSet<_> =
        report.missing.iter().filter(|gap| gap.priority == GapPriority::Critical).map(|gap| gap.id.as_str()).collect();
    assert_eq!(critical, BTreeSet::from(["UC08", "UC50", "UC71"]));
    let rollback = report.missing.iter().find(|gap| gap.id == "UC08").unwrap();
    assert!(rollback.why[0].contains("no way back") && rollback.implemented && rollback.api == "rollback");
    assert!(!rollback.actors.is_empty() && !rollback.artifacts.is_empty() && !rollback.ecr.retention.is_empty());
    assert_eq!(rollback.observable, None);
    assert!(report.missing.is_sorted_by(|one, other| one.points >= other.points));
    // With them, they are no longer missing, and nothing is critical.
    let report = catalog::find_gaps(&["UC13", "UC08", "UC50", "UC71"]);
    assert!(report.missing.iter().all(|gap| gap.priority != GapPriority::Critical), "{:?}", report.missing[0]);
    let points: u32 = report.families.iter().map(|family| family.have).sum();
    assert_eq!((points, report.families.iter().map(|family| family.of).sum::<u32>()), (4, 72));
    // Who names a use case as related makes it more urgent.
    let gap = report.missing.iter().find(|gap| gap.id == "UC11").unwrap();
    let naming = ["UC13", "UC08", "UC50", "UC71"]
        .iter()
        .filter(|id| catalog::get(id).unwrap().document.related.contains(&"UC11".to_owned()))
        .count();
    assert_eq!(gap.points, 10 * naming as u32);
    // Who has nothing begins with the foundation and one deployment with its way back.
    let first = catalog::find_gaps::<&str>(&[]);
    let high: Vec<_> = first.missing.iter().filter(|gap| gap.priority == GapPriority::High).map(|gap| gap.id.as_str()).collect();
    assert_eq!(high, ["UC01", "UC02", "UC06", "UC08"]);
    assert!(catalog::find_gaps(&["UC17"]).missing.iter().any(|gap| gap.id == "UC52" && gap.priority == GapPriority::Critical));
}

#[test]
fn gaps_are_shown_whole_and_kept() {
    let report = catalog::find_gaps(&["UC13", "service", "<b>cat</b>"]);
    let (markdown, html) = (report.to_markdown(), report.to_html());
    for gap in &report.missing {
        assert!(markdown.contains(&gap.title) && html.contains(&gap.title));
    }
    assert!(html.contains("&lt;b&gt;cat") && !html.contains("<b>cat"));
    assert_eq!(html.matches("<tr>").count(), html.matches("</tr>").count());
    assert_eq!(serde_json::from_str::<GapReport>(&serde_json::to_string(&report).unwrap()).unwrap(), report);
}

// Gaps of an account.

const DIGEST: &str = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// A shop whose repository and service are in order.
fn good() -> Scenario {
    let mut world = worlds::shop(&json!({
        "deploymentConfiguration": {
            "strategy": "ROLLING",
            "deploymentCircuitBreaker": { "enable": true, "rollback": true },
        },
    }));
    let repository = &mut world.repositories[0];
    (repository.immutable_tags, repository.scan_on_push) = (true, true);
    repository.images[0].digest = Some(DIGEST.into());
    let host = format!("{}.dkr.ecr.{}.amazonaws.com", world.account, world.region);
    world.services[0].task_definition = Some(json!({
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "executionRoleArn": format!("arn:aws:iam::{}:role/pull", world.account),
        "containerDefinitions": [{
            "name": "web",
            "image": format!("{host}/shop/web@{DIGEST}"),
            "portMappings": [{ "containerPort": 8080 }],
            "secrets": [{ "name": "PASSWORD", "valueFrom": format!("arn:aws:ssm:{}:{}:parameter/web/password", world.region, world.account) }],
        }],
    }));
    world
}

async fn set_up(simulator: &Arc<Simulator>) {
    let ask = async |action: &str, request| simulator.call_json(action, request).await.unwrap();
    let untagged = json!({ "tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 14 });
    let policy = json!({ "rules": [{ "rulePriority": 1, "selection": untagged, "action": { "type": "expire" } }] });
    ask("ecr:PutLifecyclePolicy", json!({ "repositoryName": "shop/web", "lifecyclePolicyText": policy.to_string() })).await;
    let rules = json!([{ "destinations": [{ "region": "eu-central-1", "registryId": simulator.scope().account }] }]);
    ask("ecr:PutReplicationConfiguration", json!({ "replicationConfiguration": { "rules": rules } })).await;
    let arn = format!("arn:aws:ecr:{}:{}:repository/shop/web", simulator.scope().region, simulator.scope().account);
    ask("ecr:TagResource", json!({ "resourceArn": arn, "tags": [{ "Key": "team", "Value": "shop" }] })).await;
    let target = json!({
        "ServiceNamespace": "ecs",
        "ResourceId": "service/main/web",
        "ScalableDimension": "ecs:service:DesiredCount",
        "MinCapacity": 2,
        "MaxCapacity": 8,
    });
    ask("application-autoscaling:RegisterScalableTarget", target).await;
}

/// A client, and what it sends.
fn watched(simulator: &Arc<Simulator>) -> (Client, Noted) {
    let noted = Noted::default();
    (Client::within(RateBudget::default(), simulator.cloud().with(simulator.fault_layer()).with(noted.clone())), noted)
}

#[tokio::test]
async fn an_account_shows_which_use_cases_are_in_use() {
    let mut world = good();
    let batch = ServiceScript { name: "worker".into(), image: "shop/web:1.1".into(), ..ServiceScript::default() };
    world.services.push(batch);
    let simulator = Simulator::new(world).unwrap();
    set_up(&simulator).await;
    let (client, noted) = watched(&simulator);
    let report = client.find_gaps().await.unwrap();
    assert!(noted.count() > 15 && noted.writes().is_empty(), "{:?}", noted.writes());
    assert_eq!(report.unread, []);
    assert_eq!(ids(&report), ["UC02", "UC08", "UC13", "UC16", "UC24", "UC27", "UC50", "UC52", "UC53", "UC57", "UC72"]);
    let evidence = |id: &str| report.have.iter().find(|had| had.id == id).unwrap().evidence.join("; ");
    for (id, said) in [
        ("UC02", "repository shop/web has immutable tags and a lifecycle policy"),
        ("UC08", "service web is rolled back by its circuit breaker"),
        ("UC16", "service/main/web scales from 2 to 8, with 0 policies and 0 scheduled actions"),
        ("UC24", "service worker takes no requests: nothing routes to it"),
        ("UC27", "service web is behind the load balancer front"),
        ("UC50", "repository shop/web is scanned"),
        ("UC52", "the registry replicates to account 111122223333 in eu-central-1"),
        ("UC53", "repository shop/web has a lifecycle policy"),
        ("UC57", "service web is rebalanced over the zones of 2 subnets"),
        ("UC72", "container web of web gets the secrets PASSWORD"),
    ] {
        assert!(evidence(id).contains(said), "{id}: {}", evidence(id));
    }
    let seen: Vec<_> = report.missing.iter().filter(|gap| gap.observable == Some(true)).map(|gap| gap.id.as_str()).collect();
    assert!(seen.contains(&"UC11") && seen.iter().all(|id| observable(id)), "{seen:?}");
    let canary = report.missing.iter().find(|gap| gap.id == "UC14").unwrap();
    assert!(canary.why.iter().any(|why| why == "the account has no services that are deployed as canaries"), "{:?}", canary.why);
}

#[tokio::test]
async fn each_strategy_shows_its_use_case() {
    for (configuration, id) in [
        (json!({ "strategy": "BLUE_GREEN" }), "UC11"),
        (json!({ "strategy": "CANARY", "canaryConfiguration": { "canaryPercent": 10.0, "canaryBakeTimeInMinutes": 1 } }), "UC14"),
        (json!({ "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 25.0, "stepBakeTimeInMinutes": 1 } }), "UC18"),
        (json!({ "strategy": "ROLLING" }), "UC13"),
    ] {
        let simulator = Simulator::new(worlds::shop(&json!({ "deploymentConfiguration": configuration }))).unwrap();
        let report = watched(&simulator).0.find_gaps().await.unwrap();
        let shown: Vec<_> = ids(&report).into_iter().filter(|id| ["UC11", "UC13", "UC14", "UC18"].contains(id)).collect();
        assert_eq!(shown, [id]);
        assert!(!ids(&report).contains(&"UC08") && !ids(&report).contains(&"UC53"));
    }
}

#[tokio::test]
async fn all_pages_of_an_account_are_read() {
    let mut world = worlds::shop(&json!({}));
    let service = |number: i32| ServiceScript {
        name: format!("s{number:03}"),
        image: "shop/web:1.0".into(),
        desired_count: 1,
        ..ServiceScript::default()
    };
    world.services.extend((0..45).map(service));
    world.quotas.insert("L-3032A538".into(), 500.0);
    let simulator = Simulator::new(world).unwrap();
    let report = watched(&simulator).0.find_gaps().await.unwrap();
    let workers = report.have.iter().find(|had| had.id == "UC24").unwrap();
    assert_eq!(workers.evidence.len(), 45);
}

#[tokio::test]
async fn an_empty_account_has_nothing_and_what_is_denied_is_told() {
    let simulator = Simulator::new(Scenario::default()).unwrap();
    let report = watched(&simulator).0.find_gaps().await.unwrap();
    assert_eq!((report.have.len(), report.missing.len(), report.unread.len()), (0, 72, 0));
    let mut world = good();
    world.faults = vec![Fault { times: Some(100), ..Fault::new("ecr:DescribeRepositories", FaultKind::Deny) }];
    let simulator = Simulator::new(world).unwrap();
    let report = watched(&simulator).0.find_gaps().await.unwrap();
    assert_eq!(report.unread.iter().map(|unread| unread.action.as_str()).collect::<Vec<_>>(), ["ecr:DescribeRepositories"]);
    assert!(ids(&report).contains(&"UC13") && !ids(&report).contains(&"UC53"));
}

// The checklist.

fn status(checklist: &EcrChecklist, id: &str) -> EcrStatus {
    checklist.items.iter().find(|item| item.id == id).unwrap_or_else(|| panic!("no {id}")).status
}

fn of(checklist: &EcrChecklist, status: EcrStatus) -> Vec<&str> {
    checklist.items.iter().filter(|item| item.status == status).map(|item| item.id.as_str()).collect()
}

#[test]
fn every_entry_answers_the_checklist() {
    for item in catalog::list() {
        let checklist = catalog::review_ecr_integration(item.id).unwrap();
        let groups: BTreeSet<EcrGroup> = checklist.items.iter().map(|item| item.group).collect();
        assert_eq!(groups.len(), 6);
        assert_eq!(of(&checklist, EcrStatus::Fail), Vec::<&str>::new(), "{}", checklist.subject);
        assert!(checklist.passed >= 6 && !checklist.live, "{} {}", checklist.subject, checklist.passed);
    }
    let mut document = catalog::get("UC14").unwrap().document.clone();
    document.ecr.lifecycle.clear();
    document.ecr.scan.clear();
    assert_eq!(of(&of_document(&document), EcrStatus::Fail), ["ECR-S1", "ECR-S2", "ECR-C1", "ECR-C2"]);
    assert_eq!(catalog::review_ecr_integration("canary_deploy").unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn a_service_that_is_in_order_passes() {
    let simulator = Simulator::new(good()).unwrap();
    set_up(&simulator).await;
    let (client, noted) = watched(&simulator);
    let checklist = client.review_ecr_integration("main", "web").await.unwrap();
    assert!(noted.writes().is_empty() && noted.count() > 8, "{:?}", noted.writes());
    let told = checklist.to_markdown();
    // Encryption by a key, attestations and signatures are not there; who pushed is nowhere to be read.
    assert_eq!(of(&checklist, EcrStatus::Fail), ["ECR-R3", "ECR-B3", "ECR-S3"], "{told}");
    assert_eq!(of(&checklist, EcrStatus::Unknown), ["ECR-B1"], "{told}");
    assert_eq!(checklist.passed as usize + 4, checklist.items.len(), "{told}");
    let mut facts = client.service_facts("main", "web").await.unwrap();
    let repository = &mut facts.repositories[0];
    repository.repository.encryption_configuration =
        Some(ecr::EncryptionConfiguration { encryption_type: Some(ecr::EncryptionType::Kms), ..Default::default() });
    for kind in ["application/vnd.cncf.notary.signature", "application/vnd.in-toto+json"] {
        repository.images.push(ecr::ImageDetail {
            subject_manifest_digest: Some(DIGEST.into()),
            artifact_media_type: Some(kind.into()),
            image_digest: Some("sha256:bb".into()),
            ..Default::default()
        });
    }
    let checklist = of_service(&facts);
    assert_eq!(of(&checklist, EcrStatus::Fail), Vec::<&str>::new(), "{}", checklist.to_markdown());
    let review = review_service(&facts, Vec::new());
    assert_eq!((review.verdict, review.findings.len()), (ReviewVerdict::Complete, 0));
    assert!(review.scores.iter().filter_map(|score| score.score).all(|score| score == 100));
}

fn bad() -> Scenario {
    let mut world = worlds::shop(&json!({}));
    let repository = &mut world.repositories[0];
    repository.name = "web".into();
    repository.images = vec![ImageScript {
        tags: vec!["latest".into()],
        size_mib: 2048,
        age: Span::from_secs(200 * 86_400),
        findings: Some([("CRITICAL".to_owned(), 2), ("LOW".to_owned(), 5)].into()),
        ..ImageScript::default()
    }];
    world.services[0].image = "web:latest".into();
    world
}

#[tokio::test]
async fn a_service_that_is_not_in_order_fails_item_by_item() {
    let simulator = Simulator::new(bad()).unwrap();
    let open = json!({ "Version": "2012-10-17", "Statement": [{ "Sid": "all", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage" }] });
    let request = json!({ "repositoryName": "web", "policyText": open.to_string() });
    simulator.call_json("ecr:SetRepositoryPolicy", request).await.unwrap();
    let (client, _) = watched(&simulator);
    let checklist = client.review_ecr_integration("main", "web").await.unwrap();
    let told = checklist.to_markdown();
    for id in [
        "ECR-R1", "ECR-R2", "ECR-R3", "ECR-R4", "ECR-I2", "ECR-I5", "ECR-B2", "ECR-B3", "ECR-S1", "ECR-S2", "ECR-S3", "ECR-C1", "ECR-C2",
        "ECR-C4", "ECR-O1", "ECR-O2", "ECR-O3", "ECR-O4",
    ] {
        assert_eq!(status(&checklist, id), EcrStatus::Fail, "{id}\n{told}");
    }
    for id in ["ECR-I1", "ECR-I3", "ECR-I4", "ECR-C3"] {
        assert_eq!(status(&checklist, id), EcrStatus::Pass, "{id}\n{told}");
    }
    let scan = checklist.items.iter().find(|item| item.id == "ECR-S2").unwrap();
    assert_eq!(scan.evidence, ["the image of app has 2 CRITICAL"]);
    assert!(told.contains("pushed 200 days ago") && told.contains("2048 MiB"), "{told}");
    let html = checklist.to_html();
    assert_eq!(html.matches("<tr>").count(), checklist.items.len() + 1);
    assert_eq!(serde_json::from_str::<EcrChecklist>(&serde_json::to_string(&checklist).unwrap()).unwrap(), checklist);
    // The worst comes first, and each pillar's score is told.
    let review = client.review_service("main", "web").await.unwrap();
    assert_eq!((review.verdict, review.findings[0].severity), (ReviewVerdict::Incomplete, ReviewSeverity::High));
    assert!(review.findings.is_sorted_by_key(|finding| finding.severity));
    let images = review_service(&client.service_facts("main", "web").await.unwrap(), Vec::new());
    assert!(images.scores.iter().any(|score| score.pillar == Pillar::Security && score.score < Some(50)), "{:?}", images.scores);
    // The rules of posture are asked too.
    let own = review.findings.iter().filter(|finding| !finding.id.starts_with("ECR-"));
    assert!(own.clone().count() > 3, "{}", review.to_markdown());
    assert!(own.clone().all(|finding| !finding.remedy.is_empty() && !finding.source.is_empty() && !finding.why.is_empty()));
    let asked = |review: &catalog::review::ServiceReview| review.scores.iter().map(|score| score.asked).sum::<u32>();
    assert!(asked(&review) > asked(&images) + 20, "{} and {}", asked(&review), asked(&images));
    assert!(review.to_markdown().contains("ECR-R4") && review.to_html().contains("ECR-R4"));
}

#[tokio::test]
async fn an_image_that_is_gone_or_elsewhere_is_told() {
    let simulator = Simulator::new(good()).unwrap();
    let request = json!({ "repositoryName": "shop/web", "imageIds": [{ "imageDigest": DIGEST }] });
    simulator.call_json("ecr:BatchDeleteImage", request).await.unwrap();
    let (client, _) = watched(&simulator);
    let checklist = client.review_ecr_integration("main", "web").await.unwrap();
    assert_eq!(status(&checklist, "ECR-I3"), EcrStatus::Fail, "{}", checklist.to_markdown());
    let mut facts = client.service_facts("main", "web").await.unwrap();
    // From Docker Hub, nothing of ECR can be asked but that.
    facts.images[0].registry = None;
    facts.repositories.clear();
    let checklist = of_service(&facts);
    assert_eq!(of(&checklist, EcrStatus::Fail), ["ECR-I1"], "{}", checklist.to_markdown());
    assert_eq!(checklist.items.len(), of(&checklist, EcrStatus::NotApplicable).len() + 1);
    let error = client.review_ecr_integration("main", "api").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error:?}");
}

#[tokio::test]
async fn what_is_denied_is_unknown_and_not_failed() {
    let mut world = good();
    let deny = |action: &str| Fault { times: Some(100), ..Fault::new(action, FaultKind::Deny) };
    world.faults = vec![deny("ecr:GetLifecyclePolicy"), deny("ecr:DescribeRegistry"), deny("ecr:DescribeImageScanFindings")];
    let simulator = Simulator::new(world).unwrap();
    let checklist = watched(&simulator).0.review_ecr_integration("main", "web").await.unwrap();
    for id in ["ECR-C1", "ECR-C2", "ECR-O2", "ECR-S2"] {
        assert_eq!(status(&checklist, id), EcrStatus::Unknown, "{id}\n{}", checklist.to_markdown());
    }
    let unread: BTreeSet<_> = checklist.unread.iter().map(|unread| unread.action.as_str()).collect();
    assert_eq!(unread, BTreeSet::from(["ecr:GetLifecyclePolicy", "ecr:DescribeRegistry", "ecr:DescribeImageScanFindings"]));
    assert!(checklist.to_markdown().contains("ecr:GetLifecyclePolicy"));
}

#[tokio::test]
async fn what_other_rules_found_is_part_of_the_review() {
    let simulator = Simulator::new(good()).unwrap();
    set_up(&simulator).await;
    let facts = watched(&simulator).0.service_facts("main", "web").await.unwrap();
    assert_eq!((facts.target_groups.len(), facts.load_balancers.len(), facts.scalable_targets.len()), (2, 1, 1));
    assert!(facts.cluster.is_some() && facts.unread.is_empty(), "{:?}", facts.unread);
    let without = review_service(&facts, Vec::new());
    let finding = ServiceFinding {
        id: "SVC-ONE-ZONE".into(),
        severity: ReviewSeverity::High,
        pillars: vec![Pillar::Reliability],
        path: "networkConfiguration.awsvpcConfiguration.subnets".into(),
        what: "all tasks are in one zone".into(),
        why: "The service is gone with its zone.".into(),
        source: "page".into(),
        remedy: "Add a subnet of another zone.".into(),
    };
    let outcome = RuleOutcome {
        id: finding.id.clone(),
        severity: finding.severity,
        pillars: finding.pillars.clone(),
        findings: vec![finding.clone()],
    };
    let held = RuleOutcome { findings: Vec::new(), ..outcome.clone() };
    let review = review_service(&facts, vec![outcome]);
    assert_eq!((review.verdict, &review.findings[0]), (ReviewVerdict::Incomplete, &finding));
    let reliability =
        |review: &catalog::review::ServiceReview| *review.scores.iter().find(|score| score.pillar == Pillar::Reliability).unwrap();
    assert_eq!(reliability(&review).asked, reliability(&without).asked + 3);
    assert_eq!(reliability(&review).held, reliability(&without).held);
    assert_eq!(reliability(&review_service(&facts, vec![held])).held, reliability(&without).held + 3);
}
