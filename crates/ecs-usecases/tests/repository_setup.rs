//! Setting up repositories on the simulator.
#![allow(clippy::unwrap_used)]

mod common;

use common::{CancelAt, crash_and_resume, run_noted};
use ecs_usecases::{
    CancelToken, Client, ErrorKind, RunOptions, Simulator,
    layers::{Fault, FaultKind},
    simulator::{Happening, ImageScript, RepositoryScript, Scenario},
    span::Span,
    use_cases::foundation::*,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};

const NAME: &str = "shop/web";

/// Everything that can be asked for.
fn everything() -> RepositorySetup {
    RepositorySetup {
        mutable_tag_exclusions: vec!["latest".into(), "dev-*".into()],
        encryption: Some(Encryption { r#type: EncryptionKind::Aes256, key: None }),
        scan: ScanMode::Enhanced,
        repository_policy: Some(RepositoryAccess::Grants {
            pull_accounts: vec!["444455556666".into()],
            push_principals: vec!["arn:aws:iam::111122223333:role/ci".into()],
        }),
        replication: vec![ReplicationTarget { region: "eu-central-1".into(), account: None }],
        tags: BTreeMap::from([("team".into(), "shop".into())]),
        ..RepositorySetup::named(NAME)
    }
}

/// What suits a repository that exists, and differs from it in every setting of its own.
fn changed() -> RepositorySetup {
    RepositorySetup {
        encryption: None,
        scan: ScanMode::OnPush,
        replication: Vec::new(),
        mutable_tag_exclusions: Vec::new(),
        ..everything()
    }
}

fn fault(action: &str, kind: FaultKind) -> Fault {
    Fault::new(action, kind)
}

fn empty() -> Scenario {
    Scenario::default()
}

/// A repository with five tagged images, the newest an hour old.
fn existing() -> Scenario {
    let image =
        |number: u64| ImageScript { tags: vec![format!("v{number}")], age: Span::from_secs(3600 * (6 - number)), ..ImageScript::default() };
    let repository = RepositoryScript { name: NAME.into(), images: (1..=5).map(image).collect(), ..RepositoryScript::default() };
    Scenario { repositories: vec![repository], ..Scenario::default() }
}

fn simulator(scenario: Scenario) -> Arc<Simulator> {
    Simulator::new(scenario).unwrap()
}

/// All that the use case can change, without times.
async fn state(simulator: &Arc<Simulator>) -> Value {
    let ask = async |action: &str, request: Value| match simulator.call_json(action, request).await {
        Ok(mut reply) => {
            if let Some(repositories) = reply.get_mut("repositories").and_then(Value::as_array_mut) {
                for repository in repositories {
                    repository.as_object_mut().unwrap().remove("createdAt");
                }
            }
            if let Some(reply) = reply.as_object_mut() {
                reply.remove("lastEvaluatedAt");
            }
            reply
        }
        Err(error) => json!({ "error": error.code() }),
    };
    let repositories = ask("ecr:DescribeRepositories", json!({})).await;
    let arn = repositories["repositories"][0]["repositoryArn"].clone();
    let mut tags = Value::Null;
    if arn.is_string() {
        tags = ask("ecr:ListTagsForResource", json!({ "resourceArn": arn })).await;
    }
    json!({
        "repositories": repositories,
        "tags": tags,
        "lifecycle": ask("ecr:GetLifecyclePolicy", json!({"repositoryName": NAME})).await,
        "policy": ask("ecr:GetRepositoryPolicy", json!({"repositoryName": NAME})).await,
        "registry": ask("ecr:DescribeRegistry", json!({})).await,
        "scanning": ask("ecr:GetRegistryScanningConfiguration", json!({})).await,
        "images": ask("ecr:ListImages", json!({"repositoryName": NAME})).await,
    })
}

fn settings(outcome: &RepositorySetupOutcome) -> Vec<&str> {
    outcome.changes.iter().map(|change| change.what.as_str()).collect()
}

#[tokio::test]
async fn a_repository_is_created_with_everything_and_a_second_run_writes_nothing() {
    let simulator = simulator(empty());
    let outcome = simulator.client().run(everything()).await.unwrap();
    assert!(outcome.created);
    assert_eq!(outcome.repository_arn, "arn:aws:ecr:eu-west-1:111122223333:repository/shop/web");
    assert_eq!(outcome.repository_uri, "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web");
    assert_eq!(
        settings(&outcome),
        [
            "repository",
            "tag_mutability",
            "encryption",
            "tags.team",
            "lifecycle_policy",
            "repository_policy",
            "registry_scanning",
            "replication"
        ]
    );
    assert_eq!(outcome.lifecycle_preview, None);
    let before = state(&simulator).await;
    assert_eq!(before["repositories"]["repositories"][0]["imageTagMutability"], "IMMUTABLE_WITH_EXCLUSION");

    let (again, noted, _) = run_noted(&simulator, everything()).await;
    let again = again.unwrap();
    assert!(!again.created);
    assert_eq!(again.changes, []);
    assert_eq!(noted.writes(), Vec::<String>::new());
    assert_eq!(state(&simulator).await, before);
}

#[tokio::test]
async fn a_lost_reply_gives_one_repository() {
    let simulator = simulator(Scenario { faults: vec![fault("ecr:CreateRepository", FaultKind::DropAfter)], ..empty() });
    let outcome = simulator.client().run(everything()).await.unwrap();
    assert!(outcome.created);
    assert_eq!(state(&simulator).await["repositories"]["repositories"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn throttling_and_failing_connections_are_ridden_out() {
    for kind in [FaultKind::Throttle, FaultKind::ServerError, FaultKind::DropBefore] {
        let simulator = simulator(Scenario { faults: vec![fault("*", kind).after(2).times(5)], ..empty() });
        simulator.client().run(everything()).await.unwrap();
    }
}

#[tokio::test]
async fn denied_writes_leave_nothing_behind() {
    let writes = [
        "CreateRepository",
        "PutLifecyclePolicy",
        "SetRepositoryPolicy",
        "PutRegistryScanningConfiguration",
        "PutReplicationConfiguration",
    ];
    for write in writes {
        let action = format!("ecr:{write}");
        let simulator = simulator(Scenario { faults: vec![fault(&action, FaultKind::Deny)], ..empty() });
        let before = state(&simulator).await;
        let error = simulator.client().run(everything()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied, "{error}");
        assert_eq!(error.details().operation.as_deref(), Some(action.as_str()));
        assert_eq!(error.details().left_behind, Vec::<String>::new(), "{error}");
        assert!(error.details().advice.is_some());
        assert_eq!(state(&simulator).await, before, "{write}");
    }
}

#[tokio::test]
async fn an_existing_repository_gets_its_settings_back() {
    let writes = ["PutImageTagMutability", "PutImageScanningConfiguration", "TagResource", "PutLifecyclePolicy", "SetRepositoryPolicy"];
    for write in writes {
        let simulator = simulator(Scenario { faults: vec![fault(&format!("ecr:{write}"), FaultKind::Deny)], ..existing() });
        let before = state(&simulator).await;
        let error = simulator.client().run(changed()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AccessDenied, "{error}");
        assert_eq!(error.details().left_behind, Vec::<String>::new(), "{error}");
        assert_eq!(state(&simulator).await, before, "{write}");
    }
}

#[tokio::test]
async fn what_can_not_be_put_back_is_said() {
    let faults = vec![fault("ecr:SetRepositoryPolicy", FaultKind::Deny), fault("ecr:DeleteRepository", FaultKind::Deny)];
    let simulator = simulator(Scenario { faults, ..empty() });
    let error = simulator.client().run(everything()).await.unwrap_err();
    assert_eq!(error.details().operation.as_deref(), Some("ecr:SetRepositoryPolicy"));
    assert_eq!(error.details().left_behind.len(), 1, "{error}");
    assert!(error.details().left_behind[0].starts_with("repository shop/web"), "{error}");
}

#[tokio::test]
async fn only_what_differs_is_changed() {
    let simulator = simulator(existing());
    simulator.client().run(changed()).await.unwrap();
    let more = RepositorySetup { tags: BTreeMap::from([("team".into(), "web".into()), ("cost".into(), "7".into())]), ..changed() };
    let (outcome, noted, _) = run_noted(&simulator, more).await;
    let outcome = outcome.unwrap();
    assert_eq!(noted.writes(), ["ecr:TagResource"]);
    assert_eq!(
        serde_json::to_value(&outcome.changes).unwrap(),
        json!([{"what": "tags.cost", "before": null, "after": "7"}, {"what": "tags.team", "before": "shop", "after": "web"}])
    );
}

#[tokio::test]
async fn another_encryption_is_a_conflict_before_anything_is_changed() {
    let simulator = simulator(existing());
    let request = RepositorySetup { encryption: Some(Encryption { r#type: EncryptionKind::Kms, key: None }), ..changed() };
    let (result, noted, _) = run_noted(&simulator, request).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    assert!(error.to_string().contains("fixed"), "{error}");
    assert_eq!(noted.writes(), Vec::<String>::new());
}

fn keep_two(max_deletions: Option<u32>) -> RepositorySetup {
    let keep = KeepLast { count: 2, patterns: Vec::new() };
    let lifecycle = Lifecycle::Rules { keep_last: vec![keep], expire_untagged_after_days: None };
    RepositorySetup { lifecycle, max_deletions, ..changed() }
}

#[tokio::test]
async fn the_preview_tells_what_goes() {
    let simulator = simulator(existing());
    let outcome = simulator.client().run(keep_two(Some(3))).await.unwrap();
    let preview = outcome.lifecycle_preview.unwrap();
    let mut tags: Vec<_> = preview.would_expire.iter().flat_map(|image| image.tags.clone()).collect();
    tags.sort_unstable();
    assert_eq!(tags, ["v1", "v2", "v3"]);
    assert!(preview.would_expire.iter().all(|image| image.rule_priority == 1 && image.digest.starts_with("sha256:")));
    assert_eq!(preview.kept, 2);
}

#[tokio::test]
async fn too_many_deletions_are_refused_before_anything_is_changed() {
    let simulator = simulator(existing());
    let before = state(&simulator).await;
    let (result, noted, _) = run_noted(&simulator, keep_two(Some(2))).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("3 images"), "{error}");
    assert_eq!(noted.writes(), ["ecr:StartLifecyclePolicyPreview"]);
    assert_eq!(state(&simulator).await, before);
}

#[tokio::test]
async fn a_crash_at_any_call_ends_as_no_crash_does() {
    for (scenario, request) in [(empty(), everything()), (existing(), keep_two(None))] {
        let straight = simulator(scenario.clone());
        let (wanted, noted, _) = run_noted(&straight, request.clone()).await;
        let (wanted, end) = (wanted.unwrap(), state(&straight).await);
        for (at, done) in (0..noted.count()).flat_map(|at| [(at, false), (at, true)]) {
            let simulator = simulator(scenario.clone());
            let result = crash_and_resume(&simulator, &request, &[], at, done).await.unwrap();
            assert_eq!(result.unwrap(), wanted, "call {at}, done: {done}");
            assert_eq!(state(&simulator).await, end, "call {at}, done: {done}");
        }
    }
}

#[tokio::test]
async fn a_crash_while_putting_back_ends_as_no_crash_does() {
    for (scenario, request) in [(empty(), everything()), (existing(), changed())] {
        let faults = [fault("ecr:SetRepositoryPolicy", FaultKind::Deny).times(100)];
        let (mut at, mut crashes) = (0, 0);
        loop {
            let simulator = simulator(scenario.clone());
            let before = state(&simulator).await;
            let Some(result) = crash_and_resume(&simulator, &request, &faults, at / 2, at % 2 == 1).await else { break };
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::AccessDenied, "{error}");
            assert_eq!(error.details().left_behind, Vec::<String>::new(), "{error}");
            assert_eq!(state(&simulator).await, before, "crash {at}");
            (at, crashes) = (at + 1, crashes + 1);
        }
        assert!(crashes >= 12, "{crashes}");
    }
}

#[tokio::test]
async fn what_others_change_meanwhile_is_not_overwritten() {
    let theirs = json!({"replicationConfiguration": {"rules": [{"destinations": [{"region": "us-east-1", "registryId": "111122223333"}],
        "repositoryFilters": [{"filter": "infra/", "filterType": "PREFIX_MATCH"}]}]}});
    let happening =
        Happening { after: Span::from_secs(5), action: "ecr:PutReplicationConfiguration".into(), request: theirs, ..Happening::default() };
    let faults = vec![fault("ecr:CreateRepository", FaultKind::Slow)];
    let simulator = simulator(Scenario { faults, happenings: vec![happening], ..empty() });
    let error = simulator.client().run(everything()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert!(error.to_string().contains("replication"), "{error}");
    assert_eq!(error.details().left_behind, Vec::<String>::new(), "{error}");
    let after = state(&simulator).await;
    assert_eq!(after["registry"]["replicationConfiguration"]["rules"].as_array().unwrap().len(), 1);
    assert_eq!(after["scanning"]["scanningConfiguration"]["scanType"], "BASIC");
    assert!(after["repositories"]["repositories"].as_array().is_none_or(Vec::is_empty));
}

#[tokio::test]
async fn a_repository_that_somebody_has_created_meanwhile_is_a_conflict() {
    let happening = Happening {
        after: Span::from_secs(5),
        action: "ecr:CreateRepository".into(),
        request: json!({"repositoryName": NAME}),
        ..Happening::default()
    };
    let faults = vec![fault("ecr:DescribeRegistry", FaultKind::Slow)];
    let simulator = simulator(Scenario { faults, happenings: vec![happening], ..empty() });
    let error = simulator.client().run(everything()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert_eq!(state(&simulator).await["repositories"]["repositories"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_new_repository_with_an_image_of_others_is_not_deleted() {
    let manifest = json!({"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json"}).to_string();
    let request = json!({"repositoryName": NAME, "imageTag": "v1", "imageManifest": manifest});
    let happening = Happening { after: Span::from_secs(5), action: "ecr:PutImage".into(), request, ..Happening::default() };
    let faults = vec![fault("ecr:PutLifecyclePolicy", FaultKind::Slow), fault("ecr:SetRepositoryPolicy", FaultKind::Deny)];
    let simulator = simulator(Scenario { faults, happenings: vec![happening], ..empty() });
    let error = simulator.client().run(everything()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied, "{error}");
    assert!(error.details().left_behind[0].starts_with("repository shop/web"), "{error}");
    assert_eq!(state(&simulator).await["images"]["imageIds"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_cancelled_run_says_what_holds_and_is_finished_by_the_resumed_one() {
    let straight = simulator(empty());
    straight.client().run(everything()).await.unwrap();
    let simulator = simulator(empty());
    let cancel = CancelToken::default();
    let client = Client::of(simulator.cloud().with(CancelAt("ecr:PutLifecyclePolicy", cancel.clone())));
    let options = RunOptions { run_id: Some("run-cancelled".into()), cancel, ..RunOptions::default() };
    let error = client.run_with(everything(), options).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(error.details().left_behind, ["repository shop/web", "lifecycle_policy of shop/web"]);
    client.resume("run-cancelled", RunOptions::default()).await.unwrap();
    assert_eq!(state(&simulator).await, state(&straight).await);
}

#[tokio::test]
async fn reads_that_lag_change_nothing() {
    for scenario in [empty(), existing()] {
        let simulator = simulator(Scenario { consistency_delay: Span::from_secs(3), ..scenario });
        let request = RepositorySetup { encryption: None, ..keep_two(None) };
        simulator.client().run(request.clone()).await.unwrap();
        simulator.advance(std::time::Duration::from_secs(10));
        let (again, noted, _) = run_noted(&simulator, request).await;
        assert_eq!(again.unwrap().changes, []);
        assert_eq!(noted.writes(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_request_that_can_not_be_right_sends_nothing() {
    let simulator = simulator(empty());
    let (result, noted, _) = run_noted(&simulator, RepositorySetup::named("web")).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(error.details().resource.as_deref(), Some("repository"));
    assert_eq!(noted.count(), 0);
}
