//! Deployments that fail, and how they say so.

use super::support::*;
use ecs_usecases::{simulator::ImageBehaviour, span::Span};
use serde_json::{Value, json};
use std::time::Duration;

const BREAKER_REASON: &str = "Service deployment rolled back because the circuit breaker threshold was exceeded.";

#[tokio::test]
async fn a_bad_roll_tells_what_aws_tells() {
    let shop = Shop::open(scenario(1, breaker(true)));
    let arn = shop.deploy("crash").await;
    let id = shop.service().await["deployments"][0]["id"].clone();
    let mut reason = Value::Null;
    while shop.status(&arn).await == "IN_PROGRESS" {
        shop.0.advance(Duration::from_millis(100));
    }
    for deployment in shop.service().await["deployments"].as_array().unwrap() {
        if deployment["id"] == id {
            assert_eq!((&deployment["status"], &deployment["rolloutState"]), (&json!("ACTIVE"), &json!("FAILED")));
            reason = deployment["rolloutStateReason"].clone();
        }
    }
    assert_eq!(reason, "ECS deployment circuit breaker: tasks failed to start.");
    assert_eq!(shop.status(&arn).await, "ROLLBACK_IN_PROGRESS");
    assert_eq!(shop.end(&arn).await, "ROLLBACK_SUCCESSFUL");
    let started = "(service web) has started 1 tasks: (task T).";
    let registered = "(service web) registered 1 targets in (target-group TG)";
    let expected = [
        started,
        registered,
        started,
        registered,
        started,
        registered,
        "(service web) (deployment ecs-svc/N) deployment failed: tasks failed to start.",
        "(service web) rolling back to deployment ecs-svc/N.",
        "(service web) (deployment ecs-svc/N) deployment completed.",
        "(service web) has reached a steady state.",
    ];
    assert_eq!(shop.events().await, expected);
    let deployment = shop.deployment(&arn).await;
    assert_eq!(deployment["statusReason"], BREAKER_REASON);
    assert_eq!(deployment["rollback"]["reason"], BREAKER_REASON);
    assert_eq!(deployment["deploymentCircuitBreaker"], json!({"status": "TRIGGERED", "failureCount": 3, "threshold": 3}));
    shop.clean();
}

#[tokio::test]
async fn thresholds_are_what_is_documented() {
    let by = |kind: &str, value: i32| json!({"type": kind, "value": value});
    for (desired, threshold, failures) in [
        (1, Value::Null, 3),
        (25, Value::Null, 13),
        (400, Value::Null, 200),
        (800, Value::Null, 200),
        (100, by("COUNT", 7), 7),
        (1, by("COUNT", 1), 1),
        (1000, by("UNBOUNDED_PERCENT", 50), 500),
        (2, by("UNBOUNDED_PERCENT", 50), 1),
        (10, by("BOUNDED_PERCENT", 100), 10),
        (3, by("BOUNDED_PERCENT", 1), 3),
    ] {
        let shop = Shop::open(scenario(0, json!({})));
        let mut circuit = json!({"enable": true, "rollback": true});
        if !threshold.is_null() {
            circuit["thresholdConfiguration"] = threshold.clone();
        }
        let members = json!({
            "desiredCount": desired,
            "forceNewDeployment": true,
            "deploymentConfiguration": {"deploymentCircuitBreaker": circuit},
        });
        let arn = shop.update(members).await.unwrap()["currentServiceDeployment"].as_str().unwrap().to_owned();
        let told = shop.deployment(&arn).await["deploymentCircuitBreaker"]["threshold"].clone();
        assert_eq!(told, json!(failures), "{threshold} of {desired}");
    }
}

#[tokio::test]
async fn failed_health_checks_of_the_load_balancer_open_the_breaker() {
    let shop = Shop::open(scenario(2, breaker(true)));
    let arn = shop.deploy("sick").await;
    assert_eq!(shop.end(&arn).await, "ROLLBACK_SUCCESSFUL");
    let task = shop.failed_task().await;
    let group = shop.group("blue").await;
    assert_eq!(task["stoppedReason"], format!("Task failed ELB health checks in (target-group {group})"));
    assert_eq!(task["stopCode"], "ServiceSchedulerInitiated");
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    shop.clean();
}

#[tokio::test]
async fn failed_health_checks_of_the_container_open_the_breaker() {
    let mut scene = without_balancer(2, breaker(true));
    let check = json!({"command": ["CMD-SHELL", "curl -f localhost"], "interval": 5, "retries": 2});
    scene.services[0].task_definition = Some(json!({
        "family": "web",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{"name": "app", "image": "shop/web:1.0", "essential": true, "healthCheck": check}],
    }));
    let shop = Shop::open(scene);
    assert_eq!(shop.tasks("RUNNING").await[0]["healthStatus"], "HEALTHY");
    let arn = shop.deploy("sick").await;
    assert_eq!(shop.end(&arn).await, "ROLLBACK_SUCCESSFUL");
    let task = shop.failed_task().await;
    assert_eq!(task["stoppedReason"], "Task failed container health checks");
    assert_eq!(task["healthStatus"], "UNHEALTHY");
    shop.clean();
}

#[tokio::test]
async fn a_breaker_without_rollback_stops_the_deployment() {
    let shop = Shop::open(scenario(2, breaker(false)));
    let arn = shop.deploy("crash").await;
    assert_eq!(shop.end(&arn).await, "STOPPED");
    let primary = shop.service().await["deployments"][0].clone();
    assert_eq!(primary["rolloutState"], "FAILED");
    assert_eq!(primary["rolloutStateReason"], "ECS deployment circuit breaker: tasks failed to start.");
    let started = shop.events().await.len();
    shop.pass(1800);
    assert_eq!(shop.events().await.len(), started, "nothing is started any more");
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    shop.clean();
}

#[tokio::test]
async fn after_a_breaker_without_rollback_lost_tasks_of_the_old_revision_are_replaced() {
    let shop = Shop::open(scenario(2, breaker(false)));
    let arn = shop.deploy("crash").await;
    assert_eq!(shop.end(&arn).await, "STOPPED");
    let lost = shop.tasks("RUNNING").await[0]["taskArn"].clone();
    shop.ecs("StopTask", json!({"cluster": "main", "task": lost})).await;
    shop.pass(180);
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    shop.clean();
}

#[tokio::test]
async fn a_requested_stop_and_a_requested_rollback_are_seen() {
    for (kind, seen) in [
        ("ROLLBACK", &["IN_PROGRESS", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS", "ROLLBACK_SUCCESSFUL"][..]),
        ("ABORT", &["IN_PROGRESS", "STOP_REQUESTED", "STOPPED"]),
    ] {
        let shop = Shop::open(scenario(2, breaker(true)));
        let arn = shop.deploy("1.1").await;
        shop.pass(20);
        let mut statuses = vec![shop.status(&arn).await];
        shop.ecs("StopServiceDeployment", json!({"serviceDeploymentArn": arn, "stopType": kind})).await;
        for _ in 0..600 {
            let status = shop.status(&arn).await;
            if statuses.last() != Some(&status) {
                statuses.push(status);
            }
            shop.0.advance(Duration::from_millis(500));
        }
        assert_eq!(statuses, seen);
        shop.clean();
    }
}

#[tokio::test]
async fn a_superseded_deployment_is_asked_to_stop_first() {
    let shop = Shop::open(scenario(2, breaker(true)));
    let first = shop.deploy("1.1").await;
    shop.pass(20);
    let second = shop.deploy("1.2").await;
    assert_eq!((shop.status(&first).await, shop.status(&second).await), ("STOP_REQUESTED".into(), "IN_PROGRESS".into()));
    shop.pass(3);
    assert_eq!(shop.status(&first).await, "STOPPED");
    assert_eq!(shop.end(&second).await, "SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.2"; 2]);
    shop.clean();
}

fn alarms() -> Value {
    json!({"deploymentConfiguration": {
        "alarms": {"alarmNames": ["errors"], "enable": true, "rollback": true},
        "bakeTimeInMinutes": 5,
    }})
}

#[tokio::test]
async fn an_alarm_rolls_back() {
    let mut scene = scenario(2, alarms());
    scene.alarms = vec![alarm(false)];
    let shop = Shop::open(scene);
    let arn = shop.deploy("faulty").await;
    assert_eq!(shop.end(&arn).await, "ROLLBACK_SUCCESSFUL");
    let deployment = shop.deployment(&arn).await;
    assert_eq!(deployment["statusReason"], "Service deployment rolled back because of an alarm.");
    assert_eq!(deployment["alarms"]["status"], "TRIGGERED");
    assert_eq!(deployment["alarms"]["triggeredAlarmNames"], json!(["errors"]));
    assert!(shop.events().await.contains(&"(service web) (deployment ecs-svc/N) deployment failed: alarm detected.".to_owned()));
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    shop.clean();
}

#[tokio::test]
async fn an_alarm_that_fires_already_is_ignored() {
    let mut scene = scenario(2, alarms());
    scene.alarms = vec![alarm(true)];
    let shop = Shop::open(scene);
    let arn = shop.deploy("1.1").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    shop.clean();
}

#[tokio::test]
async fn out_of_memory_is_exit_137() {
    let shop = Shop::open(scenario(1, breaker(true)));
    let arn = shop.deploy("oom").await;
    assert_eq!(shop.end(&arn).await, "ROLLBACK_SUCCESSFUL");
    let task = shop.failed_task().await;
    assert_eq!(task["stopCode"], "EssentialContainerExited");
    assert_eq!(task["stoppedReason"], "Essential container in task exited");
    assert_eq!(task["containers"][0]["exitCode"], 137);
    assert_eq!(task["containers"][0]["reason"], "OutOfMemoryError: Container killed due to memory usage");
    shop.clean();
}

#[tokio::test]
async fn images_that_cannot_be_pulled_fail_to_start() {
    for tag in ["nowhere", "arm", "unpullable"] {
        let shop = Shop::open(scenario(1, breaker(true)));
        let arn = shop.deploy(tag).await;
        assert_eq!(shop.end(&arn).await, "ROLLBACK_SUCCESSFUL", "{tag}");
        let task = shop.failed_task().await;
        assert_eq!(task["stopCode"], "TaskFailedToStart");
        let reason = task["stoppedReason"].as_str().unwrap();
        assert!(reason.starts_with("CannotPullContainerError: pull image manifest has been retried "), "{reason}");
        assert!(task["containers"][0]["exitCode"].is_null() && task["startedAt"].is_null());
        shop.clean();
    }
}

#[tokio::test]
async fn starts_that_fail_again_and_again_are_spaced_out() {
    let shop = Shop::open(scenario(1, json!({})));
    shop.deploy("nowhere").await;
    let mut starts = Vec::new();
    shop.pass(4 * 3600);
    for line in shop.0.trace().lines().filter(|line| line.contains("has started 1 tasks")) {
        starts.push(ecs_usecases::clock::Timestamp::parse(line.split(' ').next().unwrap()).unwrap());
    }
    let gaps: Vec<u64> = starts.windows(2).map(|pair| pair[1].since(pair[0]).as_secs()).collect();
    assert!(gaps[..4].iter().all(|&gap| gap < 60), "the first are at once: {gaps:?}");
    assert!(gaps.windows(2).skip(4).all(|pair| pair[1] + 5 >= pair[0]), "then they grow: {gaps:?}");
    assert!(gaps.last().is_some_and(|&gap| (900..1000).contains(&gap)), "to a quarter of an hour: {gaps:?}");
    assert!(shop.events().await.contains(&"(service web) is unable to consistently start tasks successfully.".to_owned()));
    // A new revision starts at once.
    let arn = shop.deploy("1.1").await;
    shop.pass(180);
    assert_eq!(shop.status(&arn).await, "SUCCESSFUL");
    shop.clean();
}

#[tokio::test]
async fn a_task_that_crashes_late_is_replaced_and_counted_for_nothing() {
    let mut scene = scenario(2, breaker(true));
    scene.repositories[0]
        .images
        .push(image("late", ImageBehaviour { crash_after: Some(Span::from_secs(900)), ..ImageBehaviour::default() }));
    let shop = Shop::open(scene);
    let arn = shop.deploy("late").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    shop.pass(1200);
    let service = shop.service().await;
    assert_eq!((&service["runningCount"], &service["deployments"][0]["failedTasks"]), (&json!(2), &json!(0)));
    assert_eq!(shop.failed_task().await["containers"][0]["exitCode"], 1);
    shop.clean();
}

#[tokio::test]
async fn a_healthy_task_resets_the_failures_unless_told_otherwise() {
    for (resets, failures) in [(None, 0), (Some(true), 0), (Some(false), 2)] {
        let mut settings = breaker(true);
        if let Some(resets) = resets {
            settings["deploymentConfiguration"]["deploymentCircuitBreaker"]["resetOnHealthyTask"] = json!(resets);
        }
        let shop = Shop::open(scenario(1, settings));
        let arn = shop.deploy("crash").await;
        let failed = async || shop.service().await["deployments"][0]["failedTasks"].as_i64().unwrap();
        while failed().await < 2 {
            shop.pass(1);
        }
        shop.0.script_image("shop/web:crash", ImageBehaviour::default()).unwrap();
        assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
        assert_eq!(failed().await, failures, "{resets:?}");
        shop.clean();
    }
}

/// What a service loses after its deployment failed, or was aborted, is replaced by tasks of the revision before.
#[tokio::test]
async fn lost_tasks_are_replaced_after_a_deployment_that_nobody_rolled_back() {
    for aborted in [false, true] {
        let shop = Shop::open(scenario(3, breaker(false)));
        let arn = shop.deploy(if aborted { "lazy" } else { "crash" }).await;
        if aborted {
            shop.ecs("StopServiceDeployment", json!({"serviceDeploymentArn": arn, "stopType": "ABORT"})).await;
        }
        assert_eq!(shop.end(&arn).await, "STOPPED");
        shop.pass(600);
        let old = |tasks: Vec<Value>| tasks.into_iter().filter(|task| task["containers"][0]["image"].as_str().unwrap().ends_with(":1.0"));
        let mut running: Vec<_> = old(shop.tasks("RUNNING").await).collect();
        assert_eq!(running.len(), 3, "{}", shop.0.trace());
        shop.ecs("StopTask", json!({"cluster": "main", "task": running.remove(0)["taskArn"]})).await;
        shop.pass(120);
        assert_eq!(old(shop.tasks("RUNNING").await).count(), 3, "aborted {aborted}\n{}", shop.0.trace());
        assert_eq!(shop.service().await["runningCount"], 3);
        shop.clean();
    }
}
