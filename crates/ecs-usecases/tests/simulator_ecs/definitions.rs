//! Task definitions that go away.

use super::support::*;
use serde_json::{Value, json};

async fn families(shop: &Shop, request: Value) -> Value {
    shop.ecs("ListTaskDefinitionFamilies", request).await["families"].clone()
}

#[tokio::test]
async fn a_definition_is_deleted_when_nothing_has_it_any_more() {
    let shop = Shop::open(without_balancer(1, json!({})));
    let delete = json!({"taskDefinitions": ["web:1", "none:1"]});
    let failed = shop.ecs("DeleteTaskDefinitions", delete.clone()).await["failures"].clone();
    assert!(failed[0]["reason"].as_str().unwrap().contains("still in ACTIVE status"), "{failed}");
    assert!(failed[1]["reason"].as_str().unwrap().contains("was not found"), "{failed}");
    shop.ecs("DeregisterTaskDefinition", json!({"taskDefinition": "web:1"})).await;
    assert_eq!(families(&shop, json!({"familyPrefix": "w"})).await, json!(["web"]));
    assert_eq!(families(&shop, json!({"status": "ACTIVE"})).await, json!([]));
    assert_eq!(families(&shop, json!({"status": "INACTIVE"})).await, json!(["web"]));
    let deleted = shop.ecs("DeleteTaskDefinitions", delete).await["taskDefinitions"][0].clone();
    assert_eq!(deleted["status"], "DELETE_IN_PROGRESS");
    assert!(deleted["deleteRequestedAt"].is_number());
    shop.update(json!({"desiredCount": 2})).await.unwrap();
    shop.pass(120);
    assert_eq!(shop.running_images().await, ["web:1.0"; 2], "the service goes on");
    let listed = shop.ecs("ListTaskDefinitions", json!({"status": "DELETE_IN_PROGRESS"})).await["taskDefinitionArns"].clone();
    assert_eq!(listed.as_array().unwrap().len(), 1);
    let again = json!({"taskDefinition": "web:1"});
    assert!(shop.call("ecs:DeregisterTaskDefinition", again.clone()).await.is_err());
    shop.ecs("DeleteService", json!({"cluster": "main", "service": "web", "force": true})).await;
    shop.pass(300);
    assert_eq!(shop.call("ecs:DescribeTaskDefinition", again).await.unwrap_err().code(), Some("ClientException"));
    assert_eq!(families(&shop, json!({})).await, json!([]));
    let new = json!({"family": "web", "containerDefinitions": [{"name": "app", "image": "shop/web:1.0", "memory": 128}]});
    assert_eq!(shop.ecs("RegisterTaskDefinition", new).await["taskDefinition"]["revision"], 2, "numbers are not used again");
    shop.clean();
}
