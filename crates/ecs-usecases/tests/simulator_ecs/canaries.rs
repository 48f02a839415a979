//! Canaries by ECS and by the weights of a rule: what they say, and what they leave.

use super::support::*;
use ecs_usecases::{
    ErrorKind,
    simulator::Scenario,
    span::Span,
    steps::{Ending, analysis::Finding, verdict::Restorer},
};
use serde_json::{Value, json};

async fn listener(shop: &Shop) -> String {
    let rule = shop.rule().await.replace("listener-rule/", "listener/");
    rule.rsplit_once('/').unwrap().0.to_owned()
}

async fn weighted(shop: &Shop, tag: &str, members: Value) -> Value {
    let (listener, green) = (listener(shop).await, shop.group("green").await);
    let mut method = json!({"type": "weighted", "listener_rule_arn": listener, "canary_target_group_arn": green, "bake": "5m"});
    for (member, value) in members.as_object().unwrap() {
        method[member] = value.clone();
    }
    json!({"image": format!("shop/web:{tag}"), "method": method})
}

async fn weights(shop: &Shop) -> Vec<(String, i64)> {
    let listener = listener(shop).await;
    let found = shop.call("elasticloadbalancing:DescribeListeners", json!({"ListenerArns": [listener]})).await.unwrap();
    let action = &found["Listeners"][0]["DefaultActions"][0];
    let name = |tuple: &Value| tuple["TargetGroupArn"].as_str().unwrap().split('/').nth(1).unwrap().to_owned();
    let tuples = action["ForwardConfig"]["TargetGroups"].as_array().unwrap();
    tuples.iter().map(|tuple| (name(tuple), tuple["Weight"].as_i64().unwrap())).collect()
}

async fn canary_service(shop: &Shop) -> String {
    let described = shop.ecs("DescribeServices", json!({"cluster": "main", "services": ["web-canary"]})).await;
    described["services"][0]["status"].as_str().unwrap_or("none").to_owned()
}

#[tokio::test]
async fn a_weighted_canary_passes_or_is_taken_back() {
    for (tag, image, passes) in [("1.1", "web@", true), ("faulty", "web:1.0", false)] {
        let shop = Shop::open(scenario(4, breaker(true)));
        let before = weights(&shop).await;
        let (result, outcome) = shop.run("canary_deployment", weighted(&shop, tag, json!({})).await).await;
        assert_eq!(result.is_ok(), passes, "{tag}: {result:?}");
        let outcome = outcome.unwrap();
        let (ending, restored_by) = if passes { (Ending::Succeeded, None) } else { (Ending::RolledBack, Some(Restorer::UseCase)) };
        assert_eq!((outcome.verdict.ending, outcome.state.restored_by), (ending, restored_by));
        assert_eq!(outcome.analysis.iter().any(|judgement| judgement.finding == Finding::Fail), !passes);
        assert_eq!(weights(&shop).await, before);
        shop.pass(300);
        assert_eq!(canary_service(&shop).await, "INACTIVE");
        let running = shop.running_images().await;
        assert!(running.len() == 4 && running.iter().all(|running| running.starts_with(image)), "{running:?}");
        shop.clean();
    }
}

#[tokio::test]
async fn a_weighted_canary_whose_tasks_crash_gets_no_traffic() {
    let shop = Shop::open(scenario(4, breaker(true)));
    let before = weights(&shop).await;
    let (result, outcome) = shop.run("canary_deployment", weighted(&shop, "crash", json!({})).await).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::DeploymentFailed);
    assert!(outcome.unwrap().verdict.cause.contains("Essential container in task exited"));
    assert_eq!(weights(&shop).await, before);
    shop.clean();
}

fn with_other_weights(at: Span, shop: &Shop, listener: &str, blue: &str, green: &str) -> Scenario {
    let tuples = json!([{"TargetGroupArn": blue, "Weight": 70}, {"TargetGroupArn": green, "Weight": 30}]);
    let actions = json!([{"Type": "forward", "ForwardConfig": {"TargetGroups": tuples}}]);
    let modify = json!({"ListenerArn": listener, "DefaultActions": actions});
    assert_eq!(shop.0.now(), Shop::open(scenario(4, breaker(true))).0.now());
    Scenario { happenings: vec![happening(at, "elasticloadbalancing:ModifyListener", modify)], ..scenario(4, breaker(true)) }
}

#[tokio::test]
async fn weights_that_someone_changed_are_left_alone() {
    // In the first step, in the last step, and where the analysis then fails.
    for (seconds, tag) in [(240, "1.1"), (600, "1.1"), (100, "faulty")] {
        let first = Shop::open(scenario(4, breaker(true)));
        let (listener, blue, green) = (listener(&first).await, first.group("blue").await, first.group("green").await);
        let shop = Shop::open(with_other_weights(Span::from_secs(seconds), &first, &listener, &blue, &green));
        let request = weighted(&shop, tag, json!({"steps": [10.0, 50.0]})).await;
        let (result, _) = shop.run("canary_deployment", request).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Conflict, "at {seconds} s with {tag}: {error}");
        assert!(error.details().left_behind.iter().any(|left| left.contains("web-canary")), "{error}");
        assert_eq!(weights(&shop).await, [("blue".to_owned(), 70), ("green".to_owned(), 30)], "{}", shop.0.trace());
        shop.clean();
    }
}

#[tokio::test]
async fn a_canary_without_requests_is_aborted_at_the_deadline() {
    for native in [false, true] {
        let mut scene = scenario(2, breaker(true));
        scene.load_balancers[0].listeners[0].requests_per_second = 0.0;
        let shop = Shop::open(scene);
        let start = shop.0.now();
        let request = if native { json!({"image": "shop/web:1.1"}) } else { weighted(&shop, "1.1", json!({"bake": "10m"})).await };
        let (result, outcome) = shop.run("canary_deployment", request).await;
        assert_eq!(result.unwrap_err().kind(), ErrorKind::DeploymentFailed);
        let outcome = outcome.unwrap();
        assert_eq!(outcome.verdict.ending, Ending::RolledBack);
        assert!(outcome.verdict.cause.contains("no data until the deadline"), "{}", outcome.verdict.cause);
        assert!(outcome.analysis.iter().all(|judgement| judgement.finding == Finding::NoData));
        let minutes = shop.0.now().since(start).as_secs() / 60;
        assert!((20..30).contains(&minutes), "{minutes} minutes");
        assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
        shop.clean();
    }
}

#[tokio::test]
async fn a_native_canary_passes_or_is_taken_back_and_leaves_no_hook() {
    for (tag, image, passes) in [("1.1", "web@", true), ("faulty", "web:1.0", false), ("crash", "web:1.0", false)] {
        let shop = Shop::open(scenario(4, breaker(true)));
        let (result, outcome) = shop.run("canary_deployment", json!({"image": format!("shop/web:{tag}")})).await;
        assert_eq!(result.is_ok(), passes, "{tag}: {result:?}");
        assert_eq!(outcome.unwrap().verdict.ending, if passes { Ending::Succeeded } else { Ending::RolledBack });
        assert_eq!(shop.green_percent().await > 99.0, passes);
        let hooks = shop.service().await["deploymentConfiguration"]["lifecycleHooks"].clone();
        assert!(hooks.as_array().is_none_or(Vec::is_empty), "{hooks}");
        let running = shop.running_images().await;
        assert!(running.len() == 4 && running.iter().all(|running| running.starts_with(image)), "{running:?}");
        shop.clean();
    }
}

#[tokio::test]
async fn shares_that_can_not_be_are_refused() {
    let shop = Shop::open(scenario(2, breaker(true)));
    let before = shop.service().await;
    let mut requests = Vec::new();
    for percent in [0.0, 100.5, 150.0, -1.0] {
        requests.push(json!({"image": "shop/web:1.1", "method": {"type": "native", "percent": percent}}));
    }
    for steps in [json!([]), json!([50.0, 10.0]), json!([100.0]), json!([10.0, 120.0])] {
        requests.push(weighted(&shop, "1.1", json!({"steps": steps})).await);
    }
    for request in requests {
        let (result, _) = shop.run("canary_deployment", request.clone()).await;
        assert_eq!(result.unwrap_err().kind(), ErrorKind::InvalidRequest, "{request}");
    }
    assert_eq!(shop.service().await, before, "nothing was changed");
    shop.clean();
}
