//! Standalone tasks: RunTask, and what shows them.

use super::support::*;
use ecs_usecases::{
    simulator::{ImageBehaviour, InstanceScript},
    span::Span,
};
use serde_json::{Value, json};

/// A cluster with a definition `web`, whose image ends by itself after 20 s, well.
fn shop() -> Shop {
    let mut scene = without_balancer(0, json!({}));
    let job = ImageBehaviour { crash_after: Some(Span::from_secs(20)), exit_code: 0, ..ImageBehaviour::default() };
    scene.repositories[0].images.push(image("job", job));
    scene.services[0].image = "shop/web:job".into();
    Shop::open(scene)
}

fn request(members: &Value) -> Value {
    let mut request = json!({
        "cluster": "main",
        "taskDefinition": "web",
        "launchType": "FARGATE",
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a"]}},
    });
    request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    request
}

async fn refused(shop: &Shop, members: Value) -> (String, String) {
    let error = shop.call("ecs:RunTask", request(&members)).await.unwrap_err();
    (error.code().unwrap().to_owned(), error.details().message.clone())
}

async fn list(shop: &Shop, mut filter: Value) -> usize {
    filter["cluster"] = json!("main");
    shop.ecs("ListTasks", filter).await["taskArns"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn a_job_runs_ends_and_is_shown_for_an_hour() {
    let shop = shop();
    let overrides = json!({"containerOverrides": [{"name": "app", "command": ["migrate"], "environment": [{"name": "A", "value": "1"}]}]});
    let asked = json!({"overrides": overrides, "startedBy": "ci", "tags": [{"key": "run", "value": "7"}]});
    let started = shop.ecs("RunTask", request(&asked)).await;
    assert_eq!(started["failures"], json!([]));
    let task = &started["tasks"][0];
    assert_eq!((&task["lastStatus"], &task["desiredStatus"]), (&json!("PROVISIONING"), &json!("RUNNING")));
    assert_eq!((&task["group"], &task["startedBy"]), (&json!("family:web"), &json!("ci")));
    assert_eq!(task["overrides"]["containerOverrides"], overrides["containerOverrides"]);
    assert_eq!(task["tags"], asked["tags"]);
    let arn = task["taskArn"].clone();
    shop.pass(30);
    let describe = json!({"cluster": "main", "tasks": [arn], "include": ["TAGS"]});
    let clusters = shop.ecs("DescribeClusters", json!({"clusters": ["main"]})).await;
    assert_eq!(clusters["clusters"][0]["runningTasksCount"], 1);
    let running = shop.ecs("DescribeTasks", describe.clone()).await["tasks"][0].clone();
    assert_eq!((&running["lastStatus"], &running["tags"]), (&json!("RUNNING"), &asked["tags"]));
    shop.pass(30);
    let ended = shop.ecs("DescribeTasks", describe.clone()).await["tasks"][0].clone();
    assert_eq!((&ended["lastStatus"], &ended["stopCode"]), (&json!("STOPPED"), &json!("EssentialContainerExited")));
    assert_eq!((&ended["stoppedReason"], &ended["containers"][0]["exitCode"]), (&json!("Essential container in task exited"), &json!(0)));
    shop.pass(3500);
    assert_eq!(list(&shop, json!({"desiredStatus": "STOPPED"})).await, 1);
    shop.pass(120);
    assert_eq!(shop.ecs("DescribeTasks", describe).await["failures"][0]["reason"], "MISSING");
    shop.clean();
}

#[tokio::test]
async fn a_token_starts_tasks_once() {
    let shop = shop();
    let asked = request(&json!({"count": 2, "clientToken": "one"}));
    let first = shop.ecs("RunTask", asked.clone()).await;
    shop.pass(30);
    let again = shop.ecs("RunTask", asked.clone()).await;
    assert_eq!(first["tasks"][1]["taskArn"], again["tasks"][1]["taskArn"]);
    assert_eq!(again["tasks"][0]["lastStatus"], "RUNNING", "shown as it is now");
    assert_eq!(list(&shop, json!({})).await, 2);
    assert_eq!(refused(&shop, json!({"count": 1, "clientToken": "one"})).await.0, "ConflictException");
    shop.pass(24 * 3600);
    let later = shop.ecs("RunTask", asked).await;
    assert_ne!(first["tasks"][0]["taskArn"], later["tasks"][0]["taskArn"], "a token is forgotten after a day");
    shop.clean();
}

#[tokio::test]
async fn tasks_are_listed_by_what_they_are() {
    let shop = Shop::open(without_balancer(2, json!({})));
    let one = shop.ecs("RunTask", request(&json!({"startedBy": "ci", "group": "batch"}))).await["tasks"][0].clone();
    assert_eq!(one["group"], "batch");
    shop.pass(60);
    assert_eq!(list(&shop, json!({})).await, 3);
    assert_eq!(list(&shop, json!({"family": "web"})).await, 3);
    assert_eq!(list(&shop, json!({"family": "we"})).await, 0);
    assert_eq!(list(&shop, json!({"serviceName": "web"})).await, 2);
    assert_eq!(list(&shop, json!({"startedBy": "ci"})).await, 1);
    assert_eq!(list(&shop, json!({"startedBy": "ci", "desiredStatus": "STOPPED"})).await, 0);
    assert_eq!(list(&shop, json!({"launchType": "EC2"})).await, 0);
    assert_eq!(list(&shop, json!({"desiredStatus": "PENDING"})).await, 0);
    let both = json!({"cluster": "main", "startedBy": "ci", "family": "web"});
    assert_eq!(shop.call("ecs:ListTasks", both).await.unwrap_err().code(), Some("InvalidParameterException"));

    let error = shop.call("ecs:DeleteCluster", json!({"cluster": "main"})).await.unwrap_err();
    assert_eq!(error.code(), Some("ClusterContainsServicesException"));
    shop.ecs("DeleteService", json!({"cluster": "main", "service": "web", "force": true})).await;
    let error = shop.call("ecs:DeleteCluster", json!({"cluster": "main"})).await.unwrap_err();
    assert_eq!(error.code(), Some("ClusterContainsTasksException"));
    shop.ecs("StopTask", json!({"cluster": "main", "task": one["taskArn"], "reason": "enough"})).await;
    shop.pass(60);
    let stopped = shop.ecs("DescribeTasks", json!({"cluster": "main", "tasks": [one["taskArn"]]})).await["tasks"][0].clone();
    assert_eq!((&stopped["stopCode"], &stopped["stoppedReason"]), (&json!("UserInitiated"), &json!("enough")));
    shop.ecs("TagResource", json!({"resourceArn": one["taskArn"], "tags": [{"key": "a", "value": "b"}]})).await;
    assert_eq!(shop.ecs("ListTagsForResource", json!({"resourceArn": one["taskArn"]})).await["tags"][0]["key"], "a");
    shop.clean();
}

#[tokio::test]
async fn what_cannot_run_is_refused() {
    let shop = shop();
    let code = "InvalidParameterException".to_owned();
    let message = "Override for container named db is not a container in the TaskDefinition.".to_owned();
    assert_eq!(refused(&shop, json!({"overrides": {"containerOverrides": [{"name": "db"}]}})).await, (code.clone(), message));
    for members in [
        json!({"count": 11}),
        json!({"count": 0}),
        json!({"propagateTags": "SERVICE"}),
        json!({"networkConfiguration": null}),
        json!({"capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}]}),
        json!({"launchType": "EC2"}),
    ] {
        assert_eq!(refused(&shop, members.clone()).await.0, code, "{members}");
    }
    assert_eq!(refused(&shop, json!({"taskDefinition": "none"})).await.0, "ClientException");
    assert_eq!(refused(&shop, json!({"cluster": "none"})).await.0, "ClusterNotFoundException");
    assert_eq!(list(&shop, json!({})).await, 0);
    shop.clean();
}

#[tokio::test]
async fn without_room_there_are_failures() {
    let mut scene = without_balancer(0, json!({}));
    scene.services[0].launch_type = "EC2".into();
    scene.clusters[0].instances = vec![
        InstanceScript { count: 1, cpu: 256, memory: 4096, ..InstanceScript::default() },
        InstanceScript { count: 1, cpu: 4096, memory: 512, ..InstanceScript::default() },
        InstanceScript { count: 1, architecture: "ARM64".into(), ..InstanceScript::default() },
    ];
    let shop = Shop::open(scene);
    let started = shop.ecs("RunTask", request(&json!({"launchType": "EC2", "count": 3}))).await;
    assert_eq!(started["tasks"].as_array().unwrap().len(), 2);
    let reasons: Vec<_> = started["failures"].as_array().unwrap().iter().map(|failure| failure["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["RESOURCE:CPU", "RESOURCE:MEMORY", "ATTRIBUTE"]);
    let instance = started["tasks"][0]["containerInstanceArn"].clone();
    assert_eq!(list(&shop, json!({"containerInstance": instance})).await, 1);
    for task in started["tasks"].as_array().unwrap() {
        shop.ecs("StopTask", json!({"cluster": "main", "task": task["taskArn"]})).await;
    }
    shop.pass(60);
    let smaller = json!({"launchType": "EC2", "count": 3, "overrides": {"cpu": "128", "memory": "256"}});
    let started = shop.ecs("RunTask", request(&smaller)).await;
    assert_eq!((started["tasks"].as_array().unwrap().len(), &started["tasks"][0]["cpu"]), (3, &json!("128")));
    shop.clean();
}

#[tokio::test]
async fn a_failed_check_of_a_container_stops_no_standalone_task() {
    let mut scene = without_balancer(0, json!({}));
    scene.services[0].task_definition = Some(json!({
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "app", "image": "shop/web:sick", "healthCheck": {"command": ["CMD", "true"], "interval": 5}}],
    }));
    let shop = Shop::open(scene);
    let arn = shop.ecs("RunTask", request(&json!({}))).await["tasks"][0]["taskArn"].clone();
    shop.pass(600);
    let task = shop.ecs("DescribeTasks", json!({"cluster": "main", "tasks": [arn]})).await["tasks"][0].clone();
    assert_eq!((&task["lastStatus"], &task["healthStatus"]), (&json!("RUNNING"), &json!("UNHEALTHY")));
    shop.clean();
}

#[tokio::test]
async fn a_command_of_its_own_ends_as_the_image_says_and_well_if_it_says_nothing() {
    let mut scene = without_balancer(0, json!({}));
    let commands = json!({"./check": {"takes": "5s", "exit_code": 4, "log": ["cart: 500"]}});
    scene.repositories[0].images.push(image("scripted", serde_json::from_value(json!({"commands": commands})).unwrap()));
    scene.services[0].image = "shop/web:scripted".into();
    let shop = Shop::open(scene);
    for (command, code) in [("./check", 4), ("./migrate", 0)] {
        let overrides = json!({"containerOverrides": [{"name": "app", "command": [command]}]});
        let started = shop.ecs("RunTask", request(&json!({"overrides": overrides}))).await;
        shop.pass(90);
        let describe = json!({"cluster": "main", "tasks": [started["tasks"][0]["taskArn"]]});
        let ended = shop.ecs("DescribeTasks", describe).await["tasks"][0].clone();
        assert_eq!((&ended["lastStatus"], &ended["containers"][0]["exitCode"]), (&json!("STOPPED"), &json!(code)), "{command}");
    }
}
