//! A run that is killed at any call and resumed ends where it would have ended.
#![allow(clippy::unwrap_used)]

mod worlds;

use ecs_usecases::testkit::crash::{assert_same, at_every_call};
use serde_json::json;
use std::time::Duration;

async fn survives(use_case: &str, request: serde_json::Value, pause: Duration) {
    let report = at_every_call(&worlds::shop(&worlds::breaker()), use_case, &request, pause).await.unwrap();
    println!("{use_case}: {} calls, {} crash points, {} differences", report.calls, report.points, report.differences.len());
    assert!(report.points >= 20, "only {} crash points", report.points);
    assert_same(&report).unwrap();
}

#[tokio::test]
async fn a_rolling_deployment_that_succeeds() {
    survives("rolling_deployment", json!({"cluster": "main", "service": "web", "image": "shop/web:1.1"}), Duration::ZERO).await;
}

#[tokio::test]
async fn a_rolling_deployment_that_is_rolled_back() {
    survives("rolling_deployment", json!({"cluster": "main", "service": "web", "image": "shop/web:crash"}), Duration::ZERO).await;
}

#[tokio::test]
async fn a_rolling_deployment_that_lies_dead_for_half_an_hour() {
    survives("rolling_deployment", json!({"cluster": "main", "service": "web", "image": "shop/web:1.1"}), Duration::from_secs(1800)).await;
}

#[tokio::test]
async fn a_rollback() {
    let request = json!({"cluster": "main", "service": "web", "to": {"type": "image", "image": "shop/web:1.1"}});
    survives("rollback", request, Duration::ZERO).await;
}

#[tokio::test]
async fn a_canary_that_passes() {
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1", "method": {"type": "native", "bake": "3m"}});
    survives("canary_deployment", request, Duration::ZERO).await;
}

#[tokio::test]
async fn a_canary_that_fails_its_analysis() {
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:faulty", "method": {"type": "native", "bake": "3m"}});
    survives("canary_deployment", request, Duration::ZERO).await;
}

#[tokio::test]
async fn a_weighted_canary() {
    for tag in ["1.1", "faulty"] {
        let request = json!({
            "cluster": "main", "service": "web", "image": format!("shop/web:{tag}"),
            "method": {
                "type": "weighted", "steps": [20.0], "bake": "2m",
                "listener_rule_arn": worlds::listener(), "canary_target_group_arn": worlds::target_group("green"),
            },
        });
        survives("canary_deployment", request, Duration::ZERO).await;
    }
}
