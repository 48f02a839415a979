//! What the operations take and refuse, and what they show.

use super::support::*;
use ecs_usecases::{simulator::ServiceScript, span::Span};
use serde_json::{Value, json};

#[tokio::test]
async fn a_call_takes_only_so_many() {
    let shop = Shop::open(scenario(1, json!({})));
    for (action, members, list, most) in [
        ("ecs:DescribeServices", json!({"cluster": "main"}), "services", 10),
        ("ecs:DescribeTasks", json!({"cluster": "main"}), "tasks", 100),
        ("ecs:DescribeServiceDeployments", json!({}), "serviceDeploymentArns", 20),
        ("ecs:DescribeServiceRevisions", json!({}), "serviceRevisionArns", 20),
        ("ecs:DescribeClusters", json!({}), "clusters", 100),
    ] {
        for (count, fine) in [(most, true), (most + 1, false)] {
            let mut request: Value = members.clone();
            request[list] = json!((0..count).map(|number| format!("x/y/{number}")).collect::<Vec<_>>());
            let reply = shop.call(action, request).await;
            assert_eq!(reply.is_ok(), fine, "{count} of {action}");
            match reply {
                Ok(reply) => assert_eq!(reply["failures"].as_array().unwrap().len(), count, "{action}"),
                Err(error) => assert_eq!(error.code(), Some("InvalidParameterException")),
            }
        }
    }
}

#[tokio::test]
async fn lists_come_in_pages() {
    let mut scene = without_balancer(1, json!({}));
    for number in 0..24 {
        scene.services.push(ServiceScript { name: format!("more-{number:02}"), desired_count: 0, ..scene.services[0].clone() });
    }
    let shop = Shop::open(scene);
    for (size, pages) in [(None, vec![10, 10, 5]), (Some(100), vec![25]), (Some(24), vec![24, 1])] {
        let (mut seen, mut sizes, mut token) = (std::collections::BTreeSet::new(), Vec::new(), Value::Null);
        loop {
            let mut request = json!({"cluster": "main"});
            if let Some(size) = size {
                request["maxResults"] = json!(size);
            }
            if !token.is_null() {
                request["nextToken"] = token.clone();
            }
            let page = shop.ecs("ListServices", request).await;
            let arns = page["serviceArns"].as_array().unwrap();
            sizes.push(arns.len());
            seen.extend(arns.iter().map(ToString::to_string));
            token = page["nextToken"].clone();
            if token.is_null() {
                break;
            }
        }
        assert_eq!((sizes, seen.len()), (pages, 25));
    }
}

#[tokio::test]
async fn readers_may_be_shown_what_was_before() {
    let mut scene = scenario(2, json!({}));
    scene.consistency_delay = Span::from_secs(5);
    let shop = Shop::open(scene);
    let definition = shop.register("1.1").await;
    shop.update(json!({"taskDefinition": definition})).await.unwrap();
    let mut shown = std::collections::BTreeMap::<bool, u32>::new();
    for _ in 0..50 {
        *shown.entry(shop.service().await["taskDefinition"] == definition.as_str()).or_default() += 1;
    }
    assert!(shown.len() == 2, "both are shown: {shown:?}");
    shop.pass(5);
    for _ in 0..50 {
        assert_eq!(shop.service().await["taskDefinition"], definition.as_str());
    }
    shop.clean();
}

#[tokio::test]
async fn a_deregistered_definition_runs_on_but_is_not_deployed() {
    let shop = Shop::open(scenario(1, json!({})));
    let old = shop.service().await["taskDefinition"].clone();
    shop.ecs("DeregisterTaskDefinition", json!({"taskDefinition": old})).await;
    shop.update(json!({"desiredCount": 2})).await.unwrap();
    shop.pass(120);
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    let error = shop.update(json!({"taskDefinition": old, "forceNewDeployment": true})).await.unwrap_err();
    assert_eq!((error.code(), error.to_string().contains("TaskDefinition is inactive")), (Some("ClientException"), true));
    let shown = shop.ecs("DescribeTaskDefinition", json!({"taskDefinition": old})).await;
    assert_eq!(shown["taskDefinition"]["status"], "INACTIVE");
    shop.clean();
}

#[tokio::test]
async fn a_service_is_created_once_by_its_token() {
    let shop = Shop::open(without_balancer(1, json!({})));
    let definition = shop.service().await["taskDefinition"].clone();
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-a"]}});
    let create = |token: &str| {
        json!({"cluster": "main", "serviceName": "new", "taskDefinition": definition, "desiredCount": 1, "launchType": "FARGATE",
               "networkConfiguration": network, "clientToken": token})
    };
    let first = shop.ecs("CreateService", create("one")).await;
    let again = shop.ecs("CreateService", create("one")).await;
    assert_eq!(first["service"]["deployments"][0]["id"], again["service"]["deployments"][0]["id"]);
    assert_eq!(shop.call("ecs:CreateService", create("two")).await.unwrap_err().code(), Some("InvalidParameterException"));
    let delete = json!({"cluster": "main", "service": "new"});
    let error = shop.call("ecs:DeleteService", delete.clone()).await.unwrap_err();
    assert!(error.to_string().contains("scaled above 0"), "{error}");
    let arn = first["service"]["currentServiceDeployment"].as_str().unwrap().to_owned();
    shop.ecs("DeleteService", json!({"cluster": "main", "service": "new", "force": true})).await;
    assert_eq!(shop.status(&arn).await, "STOP_REQUESTED");
    let error = shop.call("ecs:CreateService", create("three")).await.unwrap_err();
    assert!(error.to_string().contains("still Draining"), "{error}");
    shop.pass(120);
    assert_eq!(shop.status(&arn).await, "STOPPED");
    shop.ecs("CreateService", create("three")).await;
    shop.ecs("UpdateService", json!({"cluster": "main", "service": "new", "desiredCount": 0})).await;
    shop.ecs("DeleteService", delete).await;
    shop.clean();
}

#[tokio::test]
async fn rebalancing_needs_room() {
    let shop = Shop::open(scenario(2, json!({})));
    let maximum = json!({"minimumHealthyPercent": 50, "maximumPercent": 100});
    let error = shop.update(json!({"deploymentConfiguration": maximum})).await.unwrap_err();
    assert!(error.to_string().contains("availabilityZoneRebalancing"), "{error}");
    let both = json!({"deploymentConfiguration": maximum, "availabilityZoneRebalancing": "DISABLED"});
    shop.update(both).await.unwrap();
    let error = shop.update(json!({"availabilityZoneRebalancing": "ENABLED"})).await.unwrap_err();
    assert!(error.to_string().contains("availabilityZoneRebalancing"), "{error}");
}
