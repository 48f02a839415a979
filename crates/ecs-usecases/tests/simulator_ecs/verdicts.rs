//! What rolling deployments and rollbacks say, against what is so.

use super::support::*;
use ecs_usecases::{
    Error, ErrorKind,
    simulator::Scenario,
    span::Span,
    steps::{DeploymentOutcome, Ending, verdict::Restorer},
};
use serde_json::{Value, json};

type Ended = (Result<(), Error>, Option<DeploymentOutcome>);

async fn deploy(shop: &Shop, tag: &str) -> Ended {
    shop.run("rolling_deployment", json!({"image": format!("shop/web:{tag}")})).await
}

/// The outcome of a deployment that failed.
fn failed((result, outcome): Ended) -> DeploymentOutcome {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeploymentFailed, "{error}");
    outcome.unwrap_or_else(|| panic!("no outcome: {error}"))
}

fn meanwhile(mut scene: Scenario, seconds: u64, action: &str, mut request: Value) -> Shop {
    if action == "ecs:UpdateService" {
        request["cluster"] = json!("main");
        request["service"] = json!("web");
    }
    scene.happenings = vec![happening(Span::from_secs(seconds), action, request)];
    Shop::open(scene)
}

fn digests(images: &[String]) -> bool {
    images.iter().all(|image| image.contains("@sha256:"))
}

#[tokio::test]
async fn success_is_every_task_new_and_healthy() {
    let shop = Shop::open(scenario(4, breaker(true)));
    let (result, outcome) = deploy(&shop, "1.1").await;
    result.unwrap();
    let outcome = outcome.unwrap();
    assert_eq!((outcome.verdict.ending, outcome.state.running, outcome.state.desired), (Ending::Succeeded, 4, 4));
    let running = shop.running_images().await;
    assert!(running.len() == 4 && digests(&running), "{running:?}");
    // Once more: nothing is to be done, and it is said so.
    let (result, outcome) = deploy(&shop, "1.1").await;
    result.unwrap();
    assert_eq!(outcome.unwrap().deployment_id, None);
    shop.clean();
}

#[tokio::test]
async fn superseded_is_left_alone() {
    let shop =
        meanwhile(scenario(4, breaker(true)), 40, "ecs:UpdateService", json!({"taskDefinition": "web:1", "forceNewDeployment": true}));
    let outcome = failed(deploy(&shop, "1.1").await);
    assert_eq!((outcome.verdict.ending, outcome.state.restored_by), (Ending::Superseded, None));
    shop.pass(600);
    assert_eq!(shop.running_images().await, ["web:1.0"; 4]);
    let list = shop.ecs("ListServiceDeployments", json!({"cluster": "main", "service": "web"})).await;
    assert_eq!(list["serviceDeployments"].as_array().unwrap().len(), 3, "the first, ours and theirs");
    shop.clean();
}

#[tokio::test]
async fn a_rollback_that_is_superseded_is_superseded() {
    let other = json!({"taskDefinition": "web:1", "forceNewDeployment": true});
    let shop = meanwhile(scenario(4, breaker(true)), 45, "ecs:UpdateService", other);
    let outcome = failed(deploy(&shop, "crash").await);
    assert!([Ending::Superseded, Ending::RolledBack].contains(&outcome.verdict.ending), "{:?}", outcome.verdict);
    shop.pass(600);
    assert_eq!(shop.running_images().await, ["web:1.0"; 4]);
    shop.clean();
}

#[tokio::test]
async fn what_someone_sets_after_the_rollback_is_left_alone() {
    let request = json!({"image": "shop/web:crash", "maximum_percent": 180});
    // The same world goes the same way: this is when ECS has rolled back, which is seen a little later.
    let first = Shop::open(scenario(2, breaker(true)));
    assert_eq!(failed(first.run("rolling_deployment", request.clone()).await).verdict.ending, Ending::RolledBack);
    let trace = first.0.trace();
    let done = trace.lines().find(|line| line.ends_with("deployment completed.")).unwrap().split(' ').next().unwrap();
    let start = ecs_usecases::clock::Timestamp::parse(&first.0.scenario().start).unwrap();
    let done = ecs_usecases::clock::Timestamp::parse(done).unwrap().since(start);

    let mut scene = scenario(2, breaker(true));
    let theirs = json!({
        "cluster": "main", "service": "web", "forceNewDeployment": true, "taskDefinition": "web:1",
        "deploymentConfiguration": {"maximumPercent": 150, "minimumHealthyPercent": 50},
    });
    scene.happenings = vec![happening(Span(done + std::time::Duration::from_millis(500)), "ecs:UpdateService", theirs)];
    let shop = Shop::open(scene);
    let outcome = failed(shop.run("rolling_deployment", request).await);
    assert_eq!((outcome.verdict.ending, outcome.state.restored_by), (Ending::RolledBack, Some(Restorer::Ecs)));
    let kept = shop.service().await["deploymentConfiguration"].clone();
    assert_eq!((&kept["maximumPercent"], &kept["minimumHealthyPercent"]), (&json!(150), &json!(50)));
    shop.pass(600);
    shop.clean();
}

#[tokio::test]
async fn stopped_by_someone_is_stopped_or_rolled_back() {
    // The same world gives the same ids.
    let first = Shop::open(scenario(4, breaker(true)));
    let arn = deploy(&first, "1.1").await.1.unwrap().service_deployment_arn.unwrap();
    for (kind, ending, restorer) in [("ROLLBACK", Ending::RolledBack, Restorer::Ecs), ("ABORT", Ending::Stopped, Restorer::UseCase)] {
        let request = json!({"serviceDeploymentArn": arn, "stopType": kind});
        let shop = meanwhile(scenario(4, breaker(true)), 40, "ecs:StopServiceDeployment", request);
        let outcome = failed(deploy(&shop, "1.1").await);
        assert_eq!((outcome.verdict.ending, outcome.state.restored_by), (ending, Some(restorer)), "{}", outcome.verdict.cause);
        assert_eq!(shop.running_images().await, ["web:1.0"; 4]);
        shop.clean();
    }
}

#[tokio::test]
async fn scaled_to_zero_meanwhile_proves_nothing() {
    let shop = meanwhile(scenario(4, breaker(true)), 20, "ecs:UpdateService", json!({"desiredCount": 0}));
    let outcome = failed(deploy(&shop, "1.1").await);
    assert_eq!(outcome.verdict.ending, Ending::Stuck);
    assert!(outcome.verdict.cause.contains("scaled to zero"), "{}", outcome.verdict.cause);
    assert_eq!((outcome.state.desired, outcome.state.running), (0, 0));
    assert_eq!(shop.service().await["taskDefinition"], outcome.previous_task_definition);
    shop.clean();
}

#[tokio::test]
async fn without_a_breaker_it_is_stuck_or_timed_out_and_restored() {
    for (grace, timeout, ending) in [(0, "1h", Ending::Stuck), (600, "3m", Ending::TimedOut)] {
        let shop = Shop::open(scenario(4, json!({"healthCheckGracePeriodSeconds": grace})));
        let outcome = failed(shop.run("rolling_deployment", json!({"image": "shop/web:sick", "timeout": timeout})).await);
        assert_eq!((outcome.verdict.ending, outcome.state.restored_by), (ending, Some(Restorer::UseCase)));
        assert_eq!(outcome.state.task_definition, outcome.previous_task_definition);
        assert_eq!(shop.running_images().await, ["web:1.0"; 4]);
        shop.clean();
    }
}

#[tokio::test]
async fn keep_keeps_and_says_so() {
    let shop = Shop::open(scenario(2, breaker(false)));
    let (result, outcome) = shop.run("rolling_deployment", json!({"image": "shop/web:crash", "on_failure": "keep"})).await;
    let error = result.unwrap_err();
    assert!(!error.details().left_behind.is_empty(), "{error}");
    let outcome = outcome.unwrap();
    assert_eq!((outcome.verdict.ending, outcome.state.restored_by), (Ending::Stopped, None));
    assert!(outcome.verdict.cause.contains("exited with code 3"), "{}", outcome.verdict.cause);
    shop.clean();
}

#[tokio::test]
async fn readers_who_lag_do_not_fool_it() {
    for (tag, fine) in [("1.1", true), ("crash", false)] {
        for seed in 1..6 {
            let mut scene = scenario(2, breaker(true));
            scene.consistency_delay = Span::from_secs(20);
            scene.seed = seed;
            let shop = Shop::open(scene);
            let (result, outcome) = deploy(&shop, tag).await;
            assert_eq!(result.is_ok(), fine, "{result:?}");
            let ending = outcome.unwrap().verdict.ending;
            assert_eq!(ending, if fine { Ending::Succeeded } else { Ending::RolledBack });
            shop.clean();
        }
    }
}

#[tokio::test]
async fn rollback_goes_to_the_last_good_the_named_or_the_image() {
    for (to, expected) in [
        (json!({"type": "last_good"}), "web:1.0"),
        (json!({"type": "task_definition", "name": "web:1"}), "web:1.0"),
        (json!({"type": "image", "image": "shop/web:1.2"}), "web@"),
    ] {
        let shop = Shop::open(scenario(3, breaker(true)));
        deploy(&shop, "1.1").await.0.unwrap();
        let (result, outcome) = shop.run("rollback", json!({"to": to})).await;
        result.unwrap();
        assert_eq!(outcome.unwrap().verdict.ending, Ending::Succeeded);
        let running = shop.running_images().await;
        assert!(running.len() == 3 && running.iter().all(|image| image.starts_with(expected)), "{running:?}");
        shop.clean();
    }
}

#[tokio::test]
async fn rollback_registers_a_deregistered_definition_again() {
    let shop = Shop::open(scenario(2, breaker(true)));
    deploy(&shop, "1.1").await.0.unwrap();
    shop.ecs("DeregisterTaskDefinition", json!({"taskDefinition": "web:1"})).await;
    let (result, outcome) = shop.run("rollback", json!({})).await;
    result.unwrap();
    assert!(outcome.unwrap().task_definition.ends_with("web:3"));
    assert_eq!(shop.running_images().await, ["web:1.0"; 2]);
    shop.clean();
}

#[tokio::test]
async fn rollback_refuses_where_the_image_is_gone_and_names_others() {
    let shop = Shop::open(scenario(2, breaker(true)));
    deploy(&shop, "1.1").await.0.unwrap();
    let gone = shop.register("gone").await;
    let before = shop.service().await;
    let (result, _) = shop.run("rollback", json!({"to": {"type": "task_definition", "name": gone}})).await;
    let error = result.unwrap_err();
    assert!(error.to_string().contains("gone"), "{error}");
    assert!(error.details().advice.as_deref().unwrap_or_default().contains("web:1"), "{error}");
    assert_eq!(shop.service().await, before, "nothing was changed");
    shop.clean();
}

#[tokio::test]
async fn rollback_without_anything_earlier_is_refused() {
    let shop = Shop::open(scenario(2, breaker(true)));
    let (result, _) = shop.run("rollback", json!({})).await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::NotFound);
    shop.clean();
}

#[tokio::test]
async fn rollback_stops_what_goes_on() {
    let shop = Shop::open(scenario(4, json!({})));
    let arn = shop.deploy("1.1").await;
    shop.pass(30);
    let (result, outcome) = shop.run("rollback", json!({})).await;
    result.unwrap();
    let outcome = outcome.unwrap();
    assert_eq!((outcome.verdict.ending, outcome.state.restored_by), (Ending::Succeeded, Some(Restorer::Ecs)));
    assert_eq!(shop.status(&arn).await, "ROLLBACK_SUCCESSFUL");
    assert_eq!(shop.running_images().await, ["web:1.0"; 4]);
    shop.clean();
}
