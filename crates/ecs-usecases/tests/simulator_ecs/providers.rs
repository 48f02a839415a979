//! Capacity providers: strategies of services and tasks, and the clusters that they belong to.

use super::support::*;
use ecs_usecases::simulator::InstanceScript;
use serde_json::{Value, json};

fn strategy(items: &[(&str, i32, i32)]) -> Value {
    items.iter().map(|(name, base, weight)| json!({"capacityProvider": name, "base": base, "weight": weight})).collect()
}

fn providers(tasks: &[Value]) -> Vec<&str> {
    let mut names: Vec<_> = tasks.iter().map(|task| task["capacityProviderName"].as_str().unwrap()).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn a_service_with_a_strategy_of_fargate_runs_on_fargate() {
    let spread = strategy(&[("FARGATE", 1, 1), ("FARGATE_SPOT", 0, 3)]);
    let shop = Shop::open(without_balancer(5, json!({"capacityProviderStrategy": spread})));
    let service = shop.service().await;
    assert_eq!((&service["launchType"], &service["capacityProviderStrategy"]), (&Value::Null, &spread));
    let tasks = shop.tasks("RUNNING").await;
    assert_eq!(providers(&tasks), ["FARGATE", "FARGATE", "FARGATE_SPOT", "FARGATE_SPOT", "FARGATE_SPOT"]);
    assert!(tasks.iter().all(|task| task["launchType"] == "FARGATE" && task["containerInstanceArn"].is_null()));
    let only = strategy(&[("FARGATE_SPOT", 0, 1)]);
    let changed = shop.update(json!({"capacityProviderStrategy": only})).await.unwrap();
    assert_eq!(changed["deployments"].as_array().unwrap().len(), 1, "it starts no deployment");
    let arn = shop.deploy("1.1").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    assert_eq!(providers(&shop.tasks("RUNNING").await), ["FARGATE_SPOT"; 5]);
    let back = shop.update(json!({"capacityProviderStrategy": []})).await.unwrap();
    assert_eq!((&back["launchType"], &back["capacityProviderStrategy"]), (&json!("FARGATE"), &json!([])));
    shop.clean();
}

#[tokio::test]
async fn a_provider_of_the_scenario_stands_for_the_instances() {
    let mut scene = without_balancer(2, json!({"capacityProviderStrategy": strategy(&[("servers", 0, 1)])}));
    scene.clusters[0].instances = vec![InstanceScript::default()];
    let shop = Shop::open(scene);
    let tasks = shop.tasks("RUNNING").await;
    assert_eq!(providers(&tasks), ["servers"; 2]);
    assert!(tasks.iter().all(|task| task["launchType"] == "EC2" && task["containerInstanceArn"].is_string()));
    let all = shop.ecs("DescribeCapacityProviders", json!({"cluster": "main"})).await;
    let types: Vec<_> = all["capacityProviders"].as_array().unwrap().iter().map(|known| known["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["FARGATE", "FARGATE_SPOT", "EC2_AUTOSCALING"]);
    shop.clean();
}

#[tokio::test]
async fn a_cluster_has_providers_and_a_default_strategy() {
    let shop = Shop::open(without_balancer(0, json!({})));
    shop.ecs("CreateCluster", json!({"clusterName": "new"})).await;
    let run = |members: Value| {
        let mut request = json!({"cluster": "new", "taskDefinition": "web"});
        request["networkConfiguration"] = json!({"awsvpcConfiguration": {"subnets": ["subnet-a"]}});
        request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        shop.call("ecs:RunTask", request)
    };
    let spot = strategy(&[("FARGATE_SPOT", 0, 1)]);
    let error = run(json!({"capacityProviderStrategy": spot})).await.unwrap_err();
    assert!(error.to_string().contains("FARGATE_SPOT is not associated"), "{error}");
    let put = |names: Value, default: &Value| {
        let request = json!({"cluster": "new", "capacityProviders": names, "defaultCapacityProviderStrategy": default});
        shop.call("ecs:PutClusterCapacityProviders", request)
    };
    assert_eq!(put(json!(["none"]), &json!([])).await.unwrap_err().code(), Some("InvalidParameterException"));
    assert_eq!(put(json!(["FARGATE"]), &spot).await.unwrap_err().code(), Some("InvalidParameterException"));
    let cluster = put(json!(["FARGATE", "FARGATE_SPOT"]), &spot).await.unwrap()["cluster"].clone();
    assert_eq!((&cluster["capacityProviders"], &cluster["defaultCapacityProviderStrategy"]), (&json!(["FARGATE", "FARGATE_SPOT"]), &spot));
    let task = run(json!({})).await.unwrap()["tasks"][0].clone();
    assert_eq!((&task["capacityProviderName"], &task["launchType"]), (&json!("FARGATE_SPOT"), &json!("FARGATE")));
    assert_eq!(put(json!(["FARGATE"]), &json!([])).await.unwrap_err().code(), Some("ResourceInUseException"));
    shop.ecs("StopTask", json!({"cluster": "new", "task": task["taskArn"]})).await;
    shop.pass(60);
    put(json!(["FARGATE"]), &json!([])).await.unwrap();
    for wrong in [
        strategy(&[("FARGATE", 1, 1), ("FARGATE_SPOT", 1, 1)]),
        strategy(&[("FARGATE", 0, 0), ("FARGATE_SPOT", 0, 0)]),
        strategy(&[("FARGATE", 0, 1001)]),
    ] {
        assert!(put(json!(["FARGATE", "FARGATE_SPOT"]), &wrong).await.is_err(), "{wrong}");
    }
    let some = shop.ecs("DescribeCapacityProviders", json!({"capacityProviders": ["FARGATE", "none"]})).await;
    assert_eq!((&some["capacityProviders"][0]["status"], &some["failures"][0]["reason"]), (&json!("ACTIVE"), &json!("MISSING")));
    shop.clean();
}

#[tokio::test]
async fn clusters_are_listed_and_changed() {
    let shop = Shop::open(without_balancer(0, json!({})));
    shop.ecs("CreateCluster", json!({"clusterName": "other"})).await;
    let first = shop.ecs("ListClusters", json!({"maxResults": 1})).await;
    let second = shop.ecs("ListClusters", json!({"nextToken": first["nextToken"]})).await;
    assert!(first["clusterArns"][0].as_str().unwrap().ends_with("cluster/main"));
    assert!(second["clusterArns"][0].as_str().unwrap().ends_with("cluster/other"));
    let settings = json!([{"name": "containerInsights", "value": "enhanced"}]);
    let changed = shop.ecs("UpdateClusterSettings", json!({"cluster": "other", "settings": settings})).await;
    assert_eq!(changed["cluster"]["settings"], settings);
    shop.ecs("UpdateCluster", json!({"cluster": "other", "serviceConnectDefaults": {"namespace": "shop"}})).await;
    let shown = shop.ecs("DescribeClusters", json!({"clusters": ["main", "other"], "include": ["SETTINGS"]})).await["clusters"].clone();
    assert_eq!(shown[0]["settings"], json!([{"name": "containerInsights", "value": "disabled"}]));
    assert_eq!((&shown[1]["settings"], &shown[1]["serviceConnectDefaults"]["namespace"]), (&settings, &json!("shop")));
    let named = json!({"name": "containerInsights", "effectiveSettings": true});
    assert_eq!(shop.ecs("ListAccountSettings", named).await["settings"][0]["value"], "disabled");
    assert_eq!(shop.ecs("ListAccountSettings", json!({})).await, json!({"settings": []}), "nobody set any");
}
