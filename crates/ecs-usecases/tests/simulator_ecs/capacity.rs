//! Container instances: too little room, and room again.

use super::support::*;
use ecs_usecases::simulator::{InstanceScript, Scenario};
use serde_json::json;

const NO_ROOM: &str = "(service web) was unable to place a task because no container instance met all of its requirements.";

/// Instances with room for four tasks, two each.
fn narrow(desired: i32, architecture: &str) -> Scenario {
    let mut scene = scenario(desired, json!({}));
    scene.clusters[0].instances = vec![InstanceScript { count: 2, cpu: 512, memory: 1024, architecture: architecture.into() }];
    scene.services[0].launch_type = "EC2".into();
    scene
}

#[tokio::test]
async fn a_deployment_waits_for_capacity() {
    let shop = Shop::open(narrow(4, "X86_64"));
    let arn = shop.deploy("1.1").await;
    shop.pass(1800);
    assert_eq!(shop.status(&arn).await, "IN_PROGRESS");
    assert_eq!(shop.events().await, [NO_ROOM], "told once, not at every try");
    assert_eq!(shop.running_images().await, ["web:1.0"; 4]);
    shop.update(json!({"desiredCount": 3})).await.unwrap();
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.1"; 3]);
    assert!(shop.tasks("RUNNING").await.iter().all(|task| task["containerInstanceArn"].is_string()));
    shop.clean();
}

#[tokio::test]
async fn a_service_grows_as_far_as_there_is_room() {
    let shop = Shop::open(narrow(2, "X86_64"));
    shop.update(json!({"desiredCount": 6})).await.unwrap();
    shop.pass(600);
    assert_eq!(shop.service().await["runningCount"], 4);
    assert!(shop.events().await.contains(&NO_ROOM.to_owned()));
    shop.clean();
}

const NO_VCPUS: &str = "(service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

#[tokio::test]
async fn fargate_holds_to_the_quota_of_vcpus() {
    // Tasks of a quarter of a vCPU: five have room.
    let quotas = [("L-3032A538".to_owned(), 1.25), ("L-36FBB829".to_owned(), 0.25)].into();
    let shop = Shop::open(Scenario { quotas, ..scenario(4, json!({})) });
    let arn = shop.deploy("1.1").await;
    shop.pass(60);
    assert!(shop.events().await.contains(&NO_VCPUS.to_owned()), "{:?}", shop.events().await);
    // One at a time, as tasks stop and give room.
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.1"; 4]);
    shop.update(json!({"desiredCount": 9})).await.unwrap();
    shop.pass(1800);
    assert_eq!(shop.service().await["runningCount"], 5);
    // Fargate Spot has a quota of its own.
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-a"]}});
    shop.ecs(
        "PutClusterCapacityProviders",
        json!({"cluster": "main", "capacityProviders": ["FARGATE", "FARGATE_SPOT"], "defaultCapacityProviderStrategy": []}),
    )
    .await;
    let mut run = json!({"cluster": "main", "taskDefinition": "web", "count": 2, "networkConfiguration": network});
    run["capacityProviderStrategy"] = json!([{"capacityProvider": "FARGATE_SPOT", "weight": 1}]);
    let reply = shop.ecs("RunTask", run).await;
    assert_eq!(reply["tasks"].as_array().unwrap().len(), 1);
    assert!(reply["failures"][0]["reason"].as_str().unwrap().starts_with("You've reached the limit on the number of vCPUs"), "{reply}");
    shop.clean();
}
