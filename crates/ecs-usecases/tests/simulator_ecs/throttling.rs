//! The token buckets that AWS documents.

use super::support::*;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn each_category_has_its_burst_and_refill() {
    let read = || json!({"cluster": "main", "services": ["web"]});
    let cases: Vec<(&str, Value, u32, u32)> = vec![
        ("ecs:CreateCluster", json!({"clusterName": "main"}), 20, 1),
        ("ecs:DescribeClusters", json!({"clusters": ["main"]}), 50, 20),
        ("ecs:DeregisterTaskDefinition", json!({"taskDefinition": "web:9"}), 20, 1),
        ("ecs:DescribeTaskDefinition", json!({"taskDefinition": "web:1"}), 50, 20),
        ("ecs:StopTask", json!({"cluster": "main", "task": "none"}), 100, 40),
        ("ecs:ListTasks", json!({"cluster": "main"}), 100, 20),
        ("ecs:UpdateService", json!({"cluster": "main", "service": "none"}), 50, 5),
        ("ecs:DescribeServices", read(), 100, 20),
        ("ecs:TagResource", json!({"resourceArn": "none", "tags": []}), 20, 10),
        ("ecs:ListTagsForResource", json!({"resourceArn": "none"}), 50, 20),
        ("ecs:ListServiceDeployments", json!({"cluster": "main", "service": "web"}), 50, 20),
        ("ecs:DescribeServiceRevisions", json!({"serviceRevisionArns": []}), 50, 20),
        ("elasticloadbalancing:DescribeTargetGroups", json!({}), 40, 10),
    ];
    for (action, request, burst, refill) in cases {
        let mut scene = scenario(1, json!({}));
        scene.throttling = true;
        let shop = Shop::open(scene);
        let passed = async || {
            let mut passed = 0;
            loop {
                match shop.call(action, request.clone()).await {
                    Err(error) if error.code() == Some("ThrottlingException") => {
                        assert!(error.is_retryable() && error.to_string().contains("Rate exceeded"), "{error}");
                        return passed;
                    }
                    _ => passed += 1,
                }
                assert!(passed < 1000, "{action} is never throttled");
            }
        };
        assert_eq!(passed().await, burst, "burst of {action}");
        shop.0.advance(Duration::from_secs(1));
        assert_eq!(passed().await, refill, "refill of {action}");
        shop.0.advance(Duration::from_hours(1));
        assert_eq!(passed().await, burst, "{action} after an hour");
    }
}

#[tokio::test]
async fn calls_of_a_category_share_a_bucket() {
    let mut scene = scenario(1, json!({}));
    scene.throttling = true;
    let shop = Shop::open(scene);
    for _ in 0..50 {
        shop.ecs("DescribeServices", json!({"cluster": "main", "services": ["web"]})).await;
        shop.ecs("ListServices", json!({"cluster": "main"})).await;
    }
    let error = shop.call("ecs:ListServices", json!({"cluster": "main"})).await.unwrap_err();
    assert_eq!(error.code(), Some("ThrottlingException"));
    shop.ecs("ListTasks", json!({"cluster": "main"})).await;
}
