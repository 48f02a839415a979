//! Rolling deployments that go well, and what else a scheduler does.

use super::support::*;
use ecs_usecases::span::Span;
use serde_json::{Value, json};

const CANNOT_MOVE: &str = "(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.";

#[tokio::test]
async fn percents_that_round_to_no_room_never_progress() {
    for (desired, minimum, maximum) in [(2, 75, 100), (3, 100, 125)] {
        let shop = Shop::open(scenario(desired, percents(minimum, maximum)));
        let arn = shop.deploy("1.1").await;
        shop.pass(3600);
        assert_eq!(shop.status(&arn).await, "IN_PROGRESS");
        assert_eq!(shop.events().await, [CANNOT_MOVE], "{minimum}% to {maximum}% of {desired}");
        assert_eq!(shop.running_images().await, vec!["web:1.0"; desired as usize]);
        shop.clean();
    }
}

#[tokio::test]
async fn percents_with_room_keep_to_their_bounds() {
    for (desired, minimum, maximum) in [(4, 75, 100), (3, 100, 134), (1, 0, 100), (1, 100, 200), (10, 50, 150), (4, 100, 200)] {
        let shop = Shop::open(scenario(desired, percents(minimum, maximum)));
        let (lower, upper) = ((desired * minimum + 99) / 100, desired * maximum / 100);
        let arn = shop.deploy("1.1").await;
        for _ in 0..600 {
            shop.pass(1);
            let running = shop.tasks("RUNNING").await;
            assert!(running.len() as i32 <= upper, "{} active, over {upper}", running.len());
            let ready = running.iter().filter(|task| task["lastStatus"] == "RUNNING").count();
            assert!(ready as i32 >= lower, "{ready} running, under {lower}");
        }
        assert_eq!(shop.status(&arn).await, "SUCCESSFUL");
        assert_eq!(shop.running_images().await, vec!["web:1.1"; desired as usize]);
        shop.clean();
    }
}

#[tokio::test]
async fn a_good_roll_tells_what_aws_tells() {
    let shop = Shop::open(scenario(1, json!({})));
    let arn = shop.deploy("1.1").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    let expected = [
        "(service web) has started 1 tasks: (task T).",
        "(service web) registered 1 targets in (target-group TG)",
        "(service web) has stopped 1 running tasks: (task T).",
        "(service web) deregistered 1 targets in (target-group TG)",
        "(service web, taskSet ecs-svc/N) has begun draining connections on 1 tasks.",
        "(service web) (deployment ecs-svc/N) deployment completed.",
        "(service web) has reached a steady state.",
    ];
    assert_eq!(shop.events().await, expected);
    let primary = shop.service().await["deployments"][0].clone();
    assert_eq!(primary["rolloutState"], "COMPLETED");
    assert_eq!(primary["rolloutStateReason"], format!("ECS deployment {} completed.", primary["id"].as_str().unwrap()));
    shop.clean();
}

#[tokio::test]
async fn a_service_scales_out_and_in() {
    let shop = Shop::open(scenario(2, json!({})));
    for desired in [5, 1, 0, 3] {
        let deployments = shop.ecs("ListServiceDeployments", json!({"cluster": "main", "service": "web"})).await;
        shop.update(json!({"desiredCount": desired})).await.unwrap();
        shop.pass(300);
        let service = shop.service().await;
        assert_eq!((&service["desiredCount"], &service["runningCount"]), (&json!(desired), &json!(desired)));
        let now = shop.ecs("ListServiceDeployments", json!({"cluster": "main", "service": "web"})).await;
        assert_eq!(now, deployments, "scaling is no deployment");
    }
    let scaled = shop.tasks("STOPPED").await;
    let reason = scaled[0]["stoppedReason"].as_str().unwrap();
    assert_eq!(masked(reason), "Scaling activity initiated by (deployment ecs-svc/N)");
    assert_eq!(scaled[0]["stopCode"], "ServiceSchedulerInitiated");
    shop.clean();
}

#[tokio::test]
async fn a_deployment_of_no_task_ends_at_once() {
    let shop = Shop::open(scenario(0, json!({})));
    let arn = shop.deploy("crash").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    assert_eq!(shop.tasks("RUNNING").await.len(), 0);
    shop.clean();
}

#[tokio::test]
async fn some_members_start_a_deployment_and_others_do_not() {
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-c"], "securityGroups": ["sg-1"]}});
    let cases: Vec<(Value, bool)> = vec![
        (json!({"forceNewDeployment": true}), true),
        (json!({"platformVersion": "1.4.0"}), true),
        (json!({"networkConfiguration": network}), true),
        (json!({"loadBalancers": []}), true),
        (json!({"serviceRegistries": [{"registryArn": "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1"}]}), true),
        (json!({"serviceConnectConfiguration": {"enabled": false}}), true),
        (json!({"volumeConfigurations": []}), true),
        (json!({"desiredCount": 3}), false),
        (json!({"capacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": 1}]}), false),
        (json!({"deploymentConfiguration": {"maximumPercent": 150}}), false),
        (json!({"availabilityZoneRebalancing": "DISABLED"}), false),
        (json!({"placementStrategy": [{"type": "spread", "field": "host"}]}), false),
        (json!({"healthCheckGracePeriodSeconds": 60}), false),
        (json!({"enableExecuteCommand": true}), false),
        (json!({"enableECSManagedTags": true}), false),
    ];
    for (members, deploys) in cases {
        let shop = Shop::open(scenario(1, json!({})));
        let service = shop.update(members.clone()).await.unwrap();
        assert_eq!(service["currentServiceDeployment"].is_string(), deploys, "{members}");
        shop.clean();
    }
}

#[tokio::test]
async fn a_newer_deployment_stops_the_one_that_goes_on() {
    let shop = Shop::open(scenario(4, json!({})));
    let first = shop.deploy("1.1").await;
    shop.pass(40);
    let second = shop.deploy("1.2").await;
    assert_eq!(shop.status(&first).await, "STOP_REQUESTED");
    shop.pass(3);
    let stopped = shop.deployment(&first).await;
    assert_eq!(stopped["status"], "STOPPED");
    assert_eq!(stopped["statusReason"], "Service deployment was stopped because a newer service deployment was started.");
    assert_eq!(shop.end(&second).await, "SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.2"; 4]);
    shop.clean();
}

#[tokio::test]
async fn a_deployment_is_stopped_by_rollback_or_abort() {
    for (kind, status, reason) in [
        ("ROLLBACK", "ROLLBACK_SUCCESSFUL", "Service deployment rolled back because of a StopServiceDeployment request."),
        ("ABORT", "STOPPED", "Service deployment stopped by a user."),
    ] {
        let shop = Shop::open(scenario(3, json!({})));
        let arn = shop.deploy("1.1").await;
        shop.pass(25);
        let request = json!({"serviceDeploymentArn": arn, "stopType": kind});
        shop.ecs("StopServiceDeployment", request.clone()).await;
        assert_eq!(shop.end(&arn).await, status);
        assert_eq!(shop.deployment(&arn).await["statusReason"], reason);
        assert_eq!(shop.call("ecs:StopServiceDeployment", request).await.unwrap_err().code(), Some("ConflictException"));
        if kind == "ROLLBACK" {
            assert_eq!(shop.running_images().await, ["web:1.0"; 3]);
            assert!(shop.events().await.contains(&"(service web) rolling back to deployment ecs-svc/N.".to_owned()));
        } else {
            let before = shop.running_images().await;
            shop.pass(600);
            assert_eq!(shop.running_images().await, before, "it stays where it was");
        }
        shop.clean();
    }
}

#[tokio::test]
async fn a_task_stopped_by_a_user_is_replaced_and_shown_for_an_hour() {
    let shop = Shop::open(scenario(2, json!({})));
    let task = shop.tasks("RUNNING").await[0]["taskArn"].clone();
    shop.ecs("StopTask", json!({"cluster": "main", "task": task, "reason": "to see what happens"})).await;
    shop.pass(120);
    assert_eq!(shop.tasks("RUNNING").await.len(), 2);
    let stopped = shop.tasks("STOPPED").await;
    assert_eq!(stopped.len(), 1);
    assert_eq!(stopped[0]["stopCode"], "UserInitiated");
    assert_eq!(stopped[0]["stoppedReason"], "to see what happens");
    assert_eq!(stopped[0]["lastStatus"], "STOPPED");
    shop.pass(3400);
    assert_eq!(shop.tasks("STOPPED").await.len(), 1, "it is shown for an hour after it stopped");
    shop.pass(300);
    assert_eq!(shop.tasks("STOPPED").await.len(), 0);
    let gone = shop.ecs("DescribeTasks", json!({"cluster": "main", "tasks": [task]})).await;
    assert_eq!(gone["failures"][0]["reason"], "MISSING");
    shop.clean();
}

#[tokio::test]
async fn a_stopped_task_drains_for_the_deregistration_delay() {
    for delay in [0, 30, 300] {
        let mut scene = scenario(1, json!({}));
        scene.target_groups[0].deregistration_delay = Span::from_secs(delay);
        let shop = Shop::open(scene);
        let task = shop.tasks("RUNNING").await[0]["taskArn"].clone();
        shop.deploy("1.1").await;
        let (mut drained, mut ended) = (0, false);
        for _ in 0..900 {
            shop.pass(1);
            let shown = shop.ecs("DescribeTasks", json!({"cluster": "main", "tasks": [task]})).await["tasks"][0].clone();
            drained += u64::from(shown["lastStatus"] == "DEACTIVATING");
            ended |= shown["lastStatus"] == "STOPPED";
        }
        assert!(ended && drained.abs_diff(delay) <= 1, "drained for {drained} s, not {delay}");
        shop.clean();
    }
}

#[tokio::test]
async fn the_grace_period_spares_slow_starters() {
    for (grace, status) in [(0, "ROLLBACK_SUCCESSFUL"), (60, "ROLLBACK_SUCCESSFUL"), (300, "SUCCESSFUL")] {
        let mut settings = breaker(true);
        settings["healthCheckGracePeriodSeconds"] = json!(grace);
        let shop = Shop::open(scenario(2, settings));
        let arn = shop.deploy("lazy").await;
        assert_eq!(shop.end(&arn).await, status, "with {grace} s");
        shop.clean();
    }
}

#[tokio::test]
async fn two_hundred_tasks_roll() {
    let shop = Shop::open(scenario(200, json!({})));
    let arn = shop.deploy("1.1").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    let service = shop.service().await;
    assert_eq!((&service["runningCount"], service["events"].as_array().unwrap().len() <= 100), (&json!(200), true));
    shop.clean();
}

#[tokio::test]
async fn the_same_seed_gives_the_same_trace() {
    let mut traces = Vec::new();
    for seed in [7, 7, 8] {
        let mut scene = scenario(4, breaker(true));
        scene.seed = seed;
        let shop = Shop::open(scene);
        let _ = shop.run("rolling_deployment", json!({"image": "shop/web:1.1"})).await;
        let _ = shop.run("rolling_deployment", json!({"image": "shop/web:crash"})).await;
        traces.push(shop.0.trace());
        shop.clean();
    }
    assert_eq!(traces[0], traces[1]);
    assert_ne!(traces[0], traces[2]);
}
