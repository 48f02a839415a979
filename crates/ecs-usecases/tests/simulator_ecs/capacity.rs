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
