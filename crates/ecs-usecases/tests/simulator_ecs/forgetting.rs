//! What a simulator that runs for long forgets.

use super::support::*;
use ecs_usecases::{
    ErrorKind,
    backend::{Call, CloudBackend, Scope},
    operations::AnyOperation,
};
use serde_json::{Value, json};
use std::sync::Arc;

const DAY: u64 = 24 * 3600;

async fn deployments(shop: &Shop) -> Vec<Value> {
    let listed = shop.ecs("ListServiceDeployments", json!({"cluster": "main", "service": "web"})).await;
    listed["serviceDeployments"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn service_deployments_are_shown_for_90_days() {
    let shop = Shop::open(without_balancer(1, breaker(true)));
    let old = shop.deploy("1.1").await;
    assert_eq!(shop.end(&old).await, "SUCCESSFUL");
    let revision = shop.deployment(&old).await["targetServiceRevision"]["arn"].clone();
    shop.pass(60 * DAY);
    let new = shop.deploy("1.2").await;
    assert_eq!(shop.end(&new).await, "SUCCESSFUL");
    shop.pass(29 * DAY);
    assert_eq!(deployments(&shop).await.len(), 3, "with the one that created it");
    shop.pass(2 * DAY);
    let left = deployments(&shop).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["serviceDeploymentArn"], new.as_str());
    let gone = shop.ecs("DescribeServiceDeployments", json!({"serviceDeploymentArns": [old]})).await;
    assert_eq!(gone["failures"][0]["reason"], "MISSING");
    // The source of the deployment that is left is remembered; the revision before it is not.
    let described = shop.ecs("DescribeServiceRevisions", json!({"serviceRevisionArns": [revision]})).await;
    assert_eq!(described["serviceRevisions"].as_array().map(Vec::len), Some(1));
    let service = |state: &Value| state["worlds"][0]["ecs"]["services"]["items"]["0"].clone();
    let state = service(&shop.0.dump().unwrap());
    let count = |member: &str| state[member]["items"].as_object().unwrap().len();
    assert_eq!((count("history"), count("revisions")), (1, 2));
    shop.clean();
}

#[tokio::test]
async fn inactive_services_are_shown_for_a_day() {
    let shop = Shop::open(without_balancer(1, json!({})));
    let delete = json!({"cluster": "main", "service": "web", "force": true});
    let known = || async { shop.0.dump().unwrap()["worlds"][0]["ecs"]["services"]["items"].as_object().unwrap().len() };
    shop.ecs("DeleteService", delete.clone()).await;
    shop.pass(DAY - 60);
    assert_eq!(shop.service().await["status"], "INACTIVE");
    // One of the same name is another service, and is not forgotten with it.
    let create = json!({"cluster": "main", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1, "launchType": "FARGATE",
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a"]}}});
    shop.ecs("CreateService", create).await;
    assert_eq!(known().await, 2);
    shop.pass(600);
    assert_eq!(known().await, 1);
    assert_eq!(shop.service().await["status"], "ACTIVE");
    assert_eq!(shop.running_images().await, ["web:1.0"]);
    shop.ecs("DeleteService", delete).await;
    shop.pass(DAY + 600);
    let gone = shop.ecs("DescribeServices", json!({"cluster": "main", "services": ["web"]})).await;
    assert_eq!(gone["failures"][0]["reason"], "MISSING");
    assert_eq!(known().await, 0);
    shop.pass(100 * DAY);
    shop.clean();
}

#[tokio::test]
async fn a_simulator_holds_a_thousand_accounts_and_regions() {
    let shop = Shop::open(without_balancer(1, json!({})));
    let call = |number: usize| {
        let operation = AnyOperation::from_json("ecs:DescribeClusters", json!({})).unwrap();
        let scope = Arc::new(Scope::new(format!("{number:012}"), "eu-west-1"));
        shop.0.call(Call::new(scope, operation, shop.0.now()))
    };
    for number in 1..1000 {
        call(number).await.unwrap();
    }
    let refused = call(1000).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::QuotaExceeded);
    assert!(refused.to_string().contains("at most 1000 accounts and Regions"), "{refused}");
    call(999).await.unwrap();
    assert_eq!(shop.service().await["status"], "ACTIVE");
}
