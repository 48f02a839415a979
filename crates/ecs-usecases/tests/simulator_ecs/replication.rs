//! Replication of images to other accounts and Regions.

use super::support::{image, without_balancer};
use ecs_usecases::{
    Simulator,
    backend::Scope,
    simulator::{Happening, ImageBehaviour, ImageScript, ReplicationScript, RepositoryScript, Scenario},
    span::Span,
};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

const ACCOUNT: &str = "111122223333";

fn in_region(region: &str) -> Scenario {
    Scenario { region: region.into(), ..without_balancer(1, json!({})) }
}

/// Home, a Region with the same shop, and one where nothing is.
fn two() -> Scenario {
    Scenario { elsewhere: vec![in_region("us-east-1")], ..in_region("eu-west-1") }
}

fn to(regions: &[&str], prefix: &str) -> Value {
    let destinations: Vec<_> = regions.iter().map(|region| json!({"region": region, "registryId": ACCOUNT})).collect();
    let filters = json!([{"filter": prefix, "filterType": "PREFIX_MATCH"}]);
    json!({"replicationConfiguration": {"rules": [{"destinations": destinations, "repositoryFilters": filters}]}})
}

struct Registries(Arc<Simulator>);

impl Registries {
    fn of(scenario: Scenario) -> Self {
        Self(Simulator::new(scenario).unwrap())
    }

    async fn replicate(&self, configuration: Value) {
        self.0.call_json("ecr:PutReplicationConfiguration", configuration).await.unwrap();
    }

    /// The digest of a tag; none if it is not there.
    async fn digest(&self, region: &str, repository: &str, tag: &str) -> Option<String> {
        let request = json!({"repositoryName": repository, "imageIds": [{"imageTag": tag}]});
        let found = self.0.call_json_in(&Scope::new(ACCOUNT, region), "ecr:DescribeImages", request).await.ok()?;
        found["imageDetails"][0]["imageDigest"].as_str().map(str::to_owned)
    }

    /// Status by Region.
    async fn status(&self, tag: &str) -> Vec<(String, String)> {
        let request = json!({"repositoryName": "shop/web", "imageId": {"imageTag": tag}});
        let found = self.0.call_json("ecr:DescribeImageReplicationStatus", request).await.unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        found["replicationStatuses"].as_array().unwrap().iter().map(|one| (text(&one["region"]), text(&one["status"]))).collect()
    }
}

fn status(region: &str, status: &str) -> (String, String) {
    (region.into(), status.into())
}

#[tokio::test]
async fn what_is_pushed_afterwards_arrives_after_a_lag() {
    let registries = Registries::of(two());
    let crash = ImageBehaviour { crash_after: Some(Span::from_secs(3)), exit_code: 3, ..ImageBehaviour::default() };
    registries.0.push_image("shop/web", &image("before", ImageBehaviour::default())).unwrap();
    registries.replicate(to(&["us-east-1", "eu-central-1"], "shop/")).await;
    let digest = registries.0.push_image("shop/web", &image("2.0", crash)).unwrap();
    assert_eq!(registries.status("2.0").await, [status("eu-central-1", "IN_PROGRESS"), status("us-east-1", "IN_PROGRESS")]);
    registries.0.advance(Duration::from_secs(29));
    assert_eq!(registries.digest("us-east-1", "shop/web", "2.0").await, None);
    registries.0.advance(Duration::from_secs(1));
    // In a Region where there is no such repository, it is made.
    for region in ["us-east-1", "eu-central-1"] {
        assert_eq!(registries.digest(region, "shop/web", "2.0").await, Some(digest.clone()), "{region}");
        assert_eq!(registries.digest(region, "shop/web", "before").await, None, "{region}");
    }
    assert_eq!(registries.status("2.0").await, [status("eu-central-1", "COMPLETE"), status("us-east-1", "COMPLETE")]);
    assert_eq!(registries.status("before").await, []);
    assert!(registries.0.trace().contains("shop/web 2.0 arrived as"));
    // It is the same program there.
    let scope = Scope::new(ACCOUNT, "us-east-1");
    let call = async |action: &str, request: Value| registries.0.call_json_in(&scope, action, request).await.unwrap();
    let web = json!({"taskDefinition": "web"});
    let mut definition = call("ecs:DescribeTaskDefinition", web).await["taskDefinition"].clone();
    definition["containerDefinitions"][0]["image"] = json!(format!("{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/shop/web@{digest}"));
    let register = json!({"family": "job", "containerDefinitions": definition["containerDefinitions"], "cpu": "256", "memory": "512", "executionRoleArn": definition["executionRoleArn"], "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"]});
    call("ecs:RegisterTaskDefinition", register).await;
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-a"]}});
    let run = json!({"cluster": "main", "taskDefinition": "job", "launchType": "FARGATE", "networkConfiguration": network});
    let task = call("ecs:RunTask", run).await["tasks"][0]["taskArn"].clone();
    registries.0.advance(Duration::from_mins(2));
    let stopped = call("ecs:DescribeTasks", json!({"cluster": "main", "tasks": [task]})).await;
    assert_eq!(stopped["tasks"][0]["containers"][0]["exitCode"], 3);
}

#[tokio::test]
async fn only_what_a_rule_is_about_is_replicated_and_only_once() {
    let mut scenario = two();
    let other = RepositoryScript { name: "other/web".into(), ..RepositoryScript::default() };
    scenario.repositories.push(other);
    let registries = Registries::of(scenario);
    registries.replicate(to(&["us-east-1"], "shop/")).await;
    // It would go on from there, if it had been pushed there.
    let scope = Scope::new(ACCOUNT, "us-east-1");
    registries.0.call_json_in(&scope, "ecr:PutReplicationConfiguration", to(&["eu-central-1"], "shop/")).await.unwrap();
    for repository in ["shop/web", "other/web"] {
        registries.0.push_image(repository, &image("2.0", ImageBehaviour::default())).unwrap();
    }
    registries.0.advance(Duration::from_mins(10));
    assert!(registries.digest("us-east-1", "shop/web", "2.0").await.is_some());
    assert!(registries.digest("us-east-1", "other/web", "2.0").await.is_none());
    assert!(registries.digest("eu-central-1", "shop/web", "2.0").await.is_none());
}

#[tokio::test]
async fn indexes_arrive_with_their_images_and_new_tags_by_themselves() {
    let registries = Registries::of(two());
    let both = ImageScript { architectures: vec!["X86_64".into(), "ARM64".into()], ..image("before", ImageBehaviour::default()) };
    let index = registries.0.push_image("shop/web", &both).unwrap();
    registries.replicate(to(&["us-east-1"], "")).await;
    let request = json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": "before"}]});
    let manifest = registries.0.call_json("ecr:BatchGetImage", request).await.unwrap()["images"][0]["imageManifest"].clone();
    let retag = json!({"repositoryName": "shop/web", "imageManifest": manifest, "imageTag": "release"});
    registries.0.call_json("ecr:PutImage", retag).await.unwrap();
    registries.0.advance(Duration::from_secs(30));
    assert_eq!(registries.digest("us-east-1", "shop/web", "release").await, Some(index));
}

#[tokio::test]
async fn a_tag_that_cannot_be_moved_there_stays() {
    let mut scenario = two();
    scenario.elsewhere[0].repositories[0].immutable_tags = true;
    let registries = Registries::of(scenario);
    registries.replicate(to(&["us-east-1"], "shop/")).await;
    let there = registries.digest("us-east-1", "shop/web", "1.0").await;
    let other = ImageScript { size_mib: 7, ..image("1.0", ImageBehaviour::default()) };
    let digest = registries.0.push_image("shop/web", &other).unwrap();
    registries.0.advance(Duration::from_secs(30));
    assert_eq!(registries.digest("us-east-1", "shop/web", "1.0").await, there);
    let by_digest = json!({"repositoryName": "shop/web", "imageIds": [{"imageDigest": digest}]});
    let found = registries.0.call_json_in(&Scope::new(ACCOUNT, "us-east-1"), "ecr:DescribeImages", by_digest).await.unwrap();
    assert_eq!(found["imageDetails"][0]["imageTags"], json!([]));
}

#[tokio::test]
async fn replication_can_fail() {
    let script = ReplicationScript { lag: Span::from_secs(5), failing: vec!["us-east-1".into()] };
    let registries = Registries::of(Scenario { replication: script, ..two() });
    registries.replicate(to(&["us-east-1", "eu-central-1"], "shop/")).await;
    registries.0.push_image("shop/web", &image("2.0", ImageBehaviour::default())).unwrap();
    registries.0.advance(Duration::from_secs(5));
    assert_eq!(registries.status("2.0").await, [status("eu-central-1", "COMPLETE"), status("us-east-1", "FAILED")]);
    assert_eq!(registries.digest("us-east-1", "shop/web", "2.0").await, None);
    let missing = json!({"repositoryName": "shop/web", "imageId": {"imageTag": "none"}});
    let error = registries.0.call_json("ecr:DescribeImageReplicationStatus", missing).await.unwrap_err();
    assert_eq!(error.code(), Some("ImageNotFoundException"));
}

/// Somebody pushes in one Region, and somebody else uses it in another, while nobody looks.
#[tokio::test]
async fn what_happens_in_two_regions_happens_in_the_order_of_time() {
    let mut scenario = two();
    let happening = |after: u64, action: &str, request: Value| Happening {
        after: Span::from_secs(after),
        action: action.into(),
        request,
        ..Happening::default()
    };
    scenario.happenings = vec![happening(0, "ecr:PutReplicationConfiguration", to(&["us-east-1"], "shop/"))];
    let registries = Registries::of(scenario.clone());
    let request = json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": "1.2"}]});
    let manifest = registries.0.call_json("ecr:BatchGetImage", request).await.unwrap()["images"][0]["imageManifest"].clone();
    let retag = |tag: &str| json!({"repositoryName": "shop/web", "imageManifest": manifest, "imageTag": tag});
    scenario.happenings.push(happening(60, "ecr:PutImage", retag("green")));
    let look = |tag: &str| json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": tag}]});
    for (after, fine) in [(89, false), (91, true)] {
        let mut scenario = scenario.clone();
        scenario.elsewhere[0].happenings = vec![happening(after, "ecr:DescribeImages", look("green"))];
        let registries = Registries::of(scenario);
        registries.0.advance(Duration::from_mins(5));
        let trace = registries.0.trace();
        let line = trace.lines().find(|line| line.contains("called ecr:DescribeImages")).unwrap();
        assert_eq!(line.ends_with(": done"), fine, "{line}");
    }
}
