//! Blue/green, canary and linear deployments.

use super::support::*;
use ecs_usecases::simulator::Scenario;
use serde_json::{Value, json};

fn shifting(strategy: &str, mut members: Value) -> Scenario {
    members["strategy"] = json!(strategy);
    scenario(2, json!({"deploymentConfiguration": members}))
}

fn stages(shop: &Shop) -> Vec<String> {
    let entered = shop.0.trace();
    entered.lines().filter_map(|line| line.split_once("service web enters ").map(|(_, stage)| stage.to_owned())).collect()
}

fn pause(stage: &str, minutes: i32, action: &str) -> Value {
    json!({"targetType": "PAUSE", "lifecycleStages": [stage], "timeoutConfiguration": {"timeoutInMinutes": minutes, "action": action}})
}

/// Every share of traffic that green has, with the seconds for which it has it, until the deployment has ended.
async fn shares(shop: &Shop, arn: &str) -> Vec<(f64, u64)> {
    let mut shares: Vec<(f64, u64)> = Vec::new();
    while ["IN_PROGRESS", "ROLLBACK_IN_PROGRESS"].contains(&shop.status(arn).await.as_str()) {
        let percent = shop.green_percent().await;
        match shares.last_mut() {
            Some((known, seconds)) if (*known - percent).abs() < 0.05 => *seconds += 1,
            _ => shares.push((percent, 1)),
        }
        shop.pass(1);
    }
    shares
}

#[tokio::test]
async fn stages_come_in_their_order() {
    let shop = Shop::open(shifting("BLUE_GREEN", json!({"bakeTimeInMinutes": 3})));
    let arn = shop.deploy("1.1").await;
    assert_eq!(shop.deployment(&arn).await["lifecycleStage"], "PRE_SCALE_UP");
    let shares = shares(&shop, &arn).await;
    assert_eq!(shop.status(&arn).await, "SUCCESSFUL");
    assert_eq!(shares.iter().map(|(percent, _)| *percent).collect::<Vec<_>>(), [0.0, 100.0]);
    assert!(shares[1].1 >= 180, "it bakes for three minutes with all traffic: {shares:?}");
    let expected = [
        "SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRE_PRODUCTION_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
        "BAKE_TIME",
        "CLEAN_UP",
    ];
    assert_eq!(stages(&shop), expected);
    assert_eq!(shop.running_images().await, ["web:1.1"; 2]);
    // And back again, into the first target group.
    let arn = shop.deploy("1.2").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    assert!(shop.green_percent().await < 0.05);
    shop.clean();
}

#[tokio::test]
async fn each_strategy_shifts_in_its_steps() {
    let cases = [
        ("CANARY", json!({}), vec![(0.0, 0), (5.0, 600), (100.0, 0)]),
        (
            "CANARY",
            json!({"canaryConfiguration": {"canaryPercent": 12.5, "canaryBakeTimeInMinutes": 2}}),
            vec![(0.0, 0), (12.5, 120), (100.0, 0)],
        ),
        ("CANARY", json!({"canaryConfiguration": {"canaryPercent": 100.0}}), vec![(0.0, 0), (100.0, 0)]),
        (
            "LINEAR",
            json!({"linearConfiguration": {"stepPercent": 30.0, "stepBakeTimeInMinutes": 1}}),
            vec![(0.0, 0), (30.0, 60), (60.0, 60), (90.0, 60), (100.0, 0)],
        ),
    ];
    for (strategy, members, expected) in cases {
        let shop = Shop::open(shifting(strategy, members.clone()));
        let arn = shop.deploy("1.1").await;
        let seen = shares(&shop, &arn).await;
        assert_eq!(shop.status(&arn).await, "SUCCESSFUL");
        let percents = |list: &[(f64, u64)]| list.iter().map(|(percent, _)| *percent).collect::<Vec<_>>();
        assert_eq!(percents(&seen), percents(&expected), "{strategy} {members}");
        for ((percent, took), (_, bake)) in seen.iter().zip(&expected) {
            assert!(*bake == 0 || took.abs_diff(*bake) <= 5, "{percent}% for {took} s, not {bake}");
        }
        shop.clean();
    }
}

#[tokio::test]
async fn linear_has_ten_steps_by_default() {
    let shop = Shop::open(shifting("LINEAR", json!({})));
    let arn = shop.deploy("1.1").await;
    let seen = shares(&shop, &arn).await;
    let percents: Vec<_> = seen.iter().map(|(percent, _)| *percent).collect();
    assert_eq!(percents, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0]);
    assert!(seen[1..10].iter().all(|(_, took)| took.abs_diff(360) <= 5), "{seen:?}");
    shop.clean();
}

#[tokio::test]
async fn a_pause_awaits_an_action_at_each_step() {
    let members = json!({
        "canaryConfiguration": {"canaryPercent": 20.0, "canaryBakeTimeInMinutes": 1},
        "lifecycleHooks": [pause("PRE_PRODUCTION_TRAFFIC_SHIFT", 60, "ROLLBACK")],
    });
    let shop = Shop::open(shifting("CANARY", members));
    let arn = shop.deploy("1.1").await;
    let mut ids = Vec::new();
    for percent in [0.0, 20.0] {
        shop.pass(300);
        let hook = shop.deployment(&arn).await["lifecycleHookDetails"][0].clone();
        assert_eq!((&hook["status"], &hook["targetType"]), (&json!("AWAITING_ACTION"), &json!("PAUSE")));
        assert!((shop.green_percent().await - percent).abs() < 0.05);
        let answer = json!({"serviceDeploymentArn": arn, "hookId": hook["hookId"], "action": "CONTINUE"});
        shop.ecs("ContinueServiceDeployment", answer.clone()).await;
        assert!(shop.call("ecs:ContinueServiceDeployment", answer).await.is_err(), "it is answered only once");
        ids.push(hook["hookId"].clone());
    }
    assert_ne!(ids[0], ids[1], "each step gives a fresh id");
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    shop.clean();
}

#[tokio::test]
async fn pauses_hold_at_the_first_stage_and_end_as_told() {
    for stage in ["PRE_SCALE_UP", "POST_SCALE_UP", "POST_PRODUCTION_TRAFFIC_SHIFT"] {
        for (action, status, image) in [("ROLLBACK", "ROLLBACK_SUCCESSFUL", "web:1.0"), ("CONTINUE", "SUCCESSFUL", "web:1.1")] {
            let shop = Shop::open(shifting("BLUE_GREEN", json!({"lifecycleHooks": [pause(stage, 30, action)]})));
            let arn = shop.deploy("1.1").await;
            shop.pass(1500);
            assert_eq!(shop.deployment(&arn).await["lifecycleHookDetails"][0]["status"], "AWAITING_ACTION", "at {stage}");
            assert_eq!(shop.tasks("RUNNING").await.len(), if stage == "PRE_SCALE_UP" { 2 } else { 4 });
            assert_eq!(shop.end(&arn).await, status, "{action} at {stage}");
            assert_eq!(shop.running_images().await, [image; 2]);
            shop.clean();
        }
    }
}

#[tokio::test]
async fn a_failing_function_rolls_back_wherever_it_is_asked() {
    let function = "arn:aws:lambda:eu-west-1:111122223333:function:check";
    for stage in ["PRE_SCALE_UP", "POST_SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME"] {
        for (answer, status) in [("FAILED", "ROLLBACK_SUCCESSFUL"), ("SUCCEEDED", "SUCCESSFUL")] {
            let hook = json!({"hookTargetArn": function, "roleArn": "arn:aws:iam::111122223333:role/hooks", "lifecycleStages": [stage]});
            let mut scene = shifting("BLUE_GREEN", json!({"lifecycleHooks": [hook]}));
            scene.hooks.insert(function.into(), answer.into());
            let shop = Shop::open(scene);
            let arn = shop.deploy("1.1").await;
            assert_eq!(shop.end(&arn).await, status, "{answer} at {stage}");
            let all_on_green = shop.green_percent().await > 99.9;
            assert_eq!(all_on_green, status == "SUCCESSFUL");
            shop.clean();
        }
    }
}

#[tokio::test]
async fn what_can_not_be_is_refused() {
    let shop = Shop::open(shifting("BLUE_GREEN", json!({})));
    for (members, says) in [
        (json!({"lifecycleHooks": [pause("TEST_TRAFFIC_SHIFT", 5, "ROLLBACK")]}), "PAUSE hooks cannot"),
        (json!({"lifecycleHooks": [pause("PRODUCTION_TRAFFIC_SHIFT", 5, "ROLLBACK")]}), "PAUSE hooks cannot"),
        (json!({"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0.05}}), "canaryPercent"),
        (json!({"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 100.5}}), "canaryPercent"),
        (json!({"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 2.5}}), "stepPercent"),
    ] {
        let error = shop.update(json!({"deploymentConfiguration": members})).await.unwrap_err();
        assert_eq!(error.code(), Some("InvalidParameterException"));
        assert!(error.to_string().contains(says), "{error}");
    }
    let (rule, blue, green) = (shop.rule().await, shop.group("blue").await, shop.group("green").await);
    let tuples = json!([{"TargetGroupArn": blue, "Weight": 1}, {"TargetGroupArn": green, "Weight": 1}]);
    let actions = json!([{"Type": "forward", "ForwardConfig": {"TargetGroups": tuples}}]);
    shop.call("elasticloadbalancing:ModifyRule", json!({"RuleArn": rule, "Actions": actions})).await.map(drop).unwrap_or_default();
    let listeners = shop.call("elasticloadbalancing:DescribeRules", json!({"RuleArns": [rule]})).await.unwrap();
    if listeners["Rules"][0]["Actions"][0]["ForwardConfig"]["TargetGroups"].as_array().unwrap().len() < 2 {
        let listener = rule.replace("listener-rule/", "listener/");
        let listener = listener.rsplit_once('/').unwrap().0;
        let modify = json!({"ListenerArn": listener, "DefaultActions": actions});
        shop.call("elasticloadbalancing:ModifyListener", modify).await.unwrap();
    }
    let error = shop.update(json!({"forceNewDeployment": true})).await.unwrap_err();
    assert!(error.to_string().contains("Exactly one target group"), "{error}");
    shop.clean();
}

#[tokio::test]
async fn crashing_tasks_never_get_traffic() {
    let shop = Shop::open(shifting("CANARY", json!({"deploymentCircuitBreaker": {"enable": true, "rollback": true}})));
    let arn = shop.deploy("crash").await;
    assert_eq!(shares(&shop, &arn).await.len(), 1);
    assert_eq!(shop.status(&arn).await, "ROLLBACK_SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    shop.clean();
}

#[tokio::test]
async fn a_shift_that_is_superseded_gives_its_traffic_back() {
    // During the canary's bake, and while the old tasks are taken away.
    for (at, known) in [(300, "5"), (600, "100")] {
        let shop = Shop::open(shifting("CANARY", json!({})));
        let first = shop.deploy("1.1").await;
        shop.pass(at);
        while known == "100" && stages(&shop).last().unwrap() != "CLEAN_UP" && shop.status(&first).await == "IN_PROGRESS" {
            shop.pass(1);
        }
        assert_eq!(shop.status(&first).await, "IN_PROGRESS");
        let second = shop.deploy("1.2").await;
        assert_eq!(shop.status(&first).await, "STOP_REQUESTED");
        assert_eq!(shop.deployment(&second).await["lifecycleStage"], "RECONCILE_SERVICE");
        shop.pass(3);
        assert_eq!(shop.status(&first).await, "STOPPED");
        assert_eq!(shop.end(&second).await, "SUCCESSFUL", "after one that was stopped at {known}%");
        assert_eq!(shop.running_images().await, ["web:1.2"; 2]);
        shop.clean();
    }
}

#[tokio::test]
async fn stopping_a_shift_takes_the_traffic_back_as_soon_as_it_rolls_back() {
    let shop = Shop::open(shifting("LINEAR", json!({})));
    let arn = shop.deploy("1.1").await;
    shop.pass(1000);
    assert!(shop.green_percent().await > 15.0);
    shop.ecs("StopServiceDeployment", json!({"serviceDeploymentArn": arn, "stopType": "ROLLBACK"})).await;
    assert_eq!(shop.status(&arn).await, "ROLLBACK_REQUESTED");
    while shop.status(&arn).await == "ROLLBACK_REQUESTED" {
        shop.0.advance(std::time::Duration::from_millis(100));
    }
    assert_eq!(shop.status(&arn).await, "ROLLBACK_IN_PROGRESS");
    assert!(shop.green_percent().await < 0.05);
    assert_eq!(shop.end(&arn).await, "ROLLBACK_SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    shop.clean();
}

#[tokio::test]
async fn a_shift_that_a_roll_replaces_leaves_the_old_tasks_in_traffic() {
    let shop = Shop::open(shifting("BLUE_GREEN", json!({"lifecycleHooks": [pause("POST_SCALE_UP", 60, "ROLLBACK")]})));
    shop.deploy("1.1").await;
    shop.pass(120);
    assert_eq!(shop.tasks("RUNNING").await.len(), 4);
    shop.update(json!({"deploymentConfiguration": {"strategy": "ROLLING"}})).await.unwrap();
    let arn = shop.deploy("1.2").await;
    shop.pass(5);
    let old = shop.running_images().await.iter().filter(|image| *image == "web:1.0").count();
    assert_eq!(old, 2, "they go only when the new ones are healthy");
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.2"; 2]);
    shop.clean();
}
