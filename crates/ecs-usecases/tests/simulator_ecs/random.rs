//! Deployments in random worlds, with calls that fail: they always end, and what they say is so.

use super::support::*;
use ecs_usecases::{
    ErrorKind,
    layers::{Fault, FaultKind},
    simulator::ImageBehaviour,
    span::Span,
    steps::{Ending, verdict::Restorer},
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn behaviour() -> impl Strategy<Value = ImageBehaviour> {
    let crash = prop_oneof![2 => Just(None), 1 => (1u64..120).prop_map(|seconds| Some(Span::from_secs(seconds)))];
    (0u64..60, crash, prop::bool::weighted(0.2), prop::bool::weighted(0.1)).prop_map(|(start_up, crash_after, sick, unpullable)| {
        ImageBehaviour {
            start_up: Span::from_secs(start_up),
            crash_after,
            fails_health_check: sick,
            cannot_be_pulled: unpullable,
            ..ImageBehaviour::default()
        }
    })
}

fn percents() -> impl Strategy<Value = (i32, i32)> {
    prop_oneof![Just((100, 200)), Just((50, 100)), Just((0, 100)), Just((75, 150)), Just((50, 125)), Just((100, 110))]
}

fn fault() -> impl Strategy<Value = Fault> {
    let action = prop_oneof![
        2 => Just("*"),
        1 => Just("ecs:RegisterTaskDefinition"),
        1 => Just("ecs:UpdateService"),
        1 => Just("ecs:DescribeServices"),
        1 => Just("ecs:DescribeServiceDeployments"),
        1 => Just("ecr:DescribeImages"),
    ];
    let kind = prop_oneof![
        Just(FaultKind::Throttle),
        Just(FaultKind::ServerError),
        Just(FaultKind::DropBefore),
        Just(FaultKind::DropAfter),
        Just(FaultKind::Slow),
    ];
    (action, 0u32..20, 1u32..4, kind).prop_map(|(action, after, times, kind)| Fault::new(action, kind).after(after).times(times))
}

#[derive(Debug, Clone)]
struct Case {
    seed: u64,
    desired: i32,
    percents: (i32, i32),
    breaker: Option<bool>,
    balanced: bool,
    delay: u64,
    image: ImageBehaviour,
    faults: Vec<Fault>,
}

fn case() -> impl Strategy<Value = Case> {
    let world = (any::<u64>(), 1i32..8, percents(), prop::option::of(any::<bool>()), any::<bool>(), 0u64..15);
    (world, behaviour(), prop::collection::vec(fault(), 0..4)).prop_map(
        |((seed, desired, percents, breaker, balanced, delay), image, faults)| Case {
            seed,
            desired,
            percents,
            breaker,
            balanced,
            delay,
            image,
            faults,
        },
    )
}

async fn deploy(case: Case) {
    let (minimum, maximum) = case.percents;
    let mut configuration = json!({"minimumHealthyPercent": minimum, "maximumPercent": maximum});
    if let Some(rollback) = case.breaker {
        configuration["deploymentCircuitBreaker"] = json!({"enable": true, "rollback": rollback});
    }
    let rebalancing = if maximum > 100 { "ENABLED" } else { "DISABLED" };
    let settings = json!({"deploymentConfiguration": configuration, "availabilityZoneRebalancing": rebalancing});
    let build = if case.balanced { scenario } else { without_balancer };
    let mut scene = build(case.desired, settings);
    scene.seed = case.seed;
    scene.throttling = true;
    scene.consistency_delay = Span::from_secs(case.delay);
    scene.repositories[0].images.push(image("new", case.image));
    scene.faults = case.faults;
    let shop = Shop::open(scene);
    let start = shop.0.now();
    let (result, outcome) = shop.run("rolling_deployment", json!({"image": "shop/web:new", "timeout": "40m"})).await;
    let took = shop.0.now().since(start).as_secs();
    assert!(took < 3 * 3600, "it took {took} s");
    shop.clean();

    shop.pass(60);
    let family = shop.ecs("ListTaskDefinitions", json!({"familyPrefix": "web"})).await;
    let revisions = family["taskDefinitionArns"].as_array().unwrap().len();
    let list = shop.ecs("ListServiceDeployments", json!({"cluster": "main", "service": "web"})).await;
    let deployments = list["serviceDeployments"].as_array().unwrap().len();
    let images = shop.running_images().await;
    let old = |image: &String| image == "web:1.0";
    match (result, outcome) {
        (Ok(()), outcome) => {
            let outcome = outcome.unwrap();
            assert_eq!((outcome.verdict.ending, revisions, deployments), (Ending::Succeeded, 2, 2));
            assert_eq!(outcome.state.desired, case.desired);
            assert!(!images.iter().any(old), "{images:?}\n{}", shop.0.trace());
        }
        (Err(error), Some(outcome)) => {
            let by_us = outcome.state.restored_by == Some(Restorer::UseCase);
            assert_eq!((revisions, deployments), (2, 2 + usize::from(by_us)), "{error}");
            let left: Vec<Value> = error.details().left_behind.iter().map(|left| json!(left)).collect();
            if outcome.state.restored_by.is_some() {
                assert!(images.iter().all(old) && images.len() == case.desired as usize, "{error}: {images:?}\n{}", shop.0.trace());
                let running = shop.service().await["runningCount"].clone();
                assert_eq!(running, case.desired);
            } else {
                assert!(!left.is_empty(), "{error}");
            }
        }
        (Err(error), None) => {
            assert!(
                matches!(error.kind(), ErrorKind::Refused | ErrorKind::Throttled | ErrorKind::ServiceFault | ErrorKind::Network),
                "{error}"
            );
            assert!(revisions <= 2 && deployments <= 3, "{error}");
            if deployments == 1 {
                assert!(images.iter().all(old) && images.len() == case.desired as usize, "{error}: {images:?}");
            }
        }
    }
    shop.clean();
}

/// What people do to a service.
#[derive(Debug, Clone)]
enum Deed {
    Deploy(&'static str),
    Scale(i32),
    StopTask,
    StopDeployment(&'static str),
    Continue(&'static str),
    Strategy(&'static str),
    Pause(bool),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => prop::sample::select(vec!["1.0", "1.1", "1.2", "crash", "sick", "unpullable", "lazy"]).prop_map(Deed::Deploy),
        2 => (0i32..6).prop_map(Deed::Scale),
        1 => Just(Deed::StopTask),
        2 => prop::sample::select(vec!["ROLLBACK", "ABORT"]).prop_map(Deed::StopDeployment),
        1 => prop::sample::select(vec!["ROLLBACK", "CONTINUE"]).prop_map(Deed::Continue),
        1 => prop::sample::select(vec!["ROLLING", "BLUE_GREEN", "CANARY", "LINEAR"]).prop_map(Deed::Strategy),
        1 => any::<bool>().prop_map(Deed::Pause),
    ]
}

async fn meddle(seed: u64, strategy: &str, (minimum, maximum): (i32, i32), deeds: Vec<(Deed, u64)>) {
    let configuration = json!({
        "strategy": strategy,
        "minimumHealthyPercent": minimum,
        "maximumPercent": maximum,
        "deploymentCircuitBreaker": {"enable": true, "rollback": true},
        "canaryConfiguration": {"canaryPercent": 10.0, "canaryBakeTimeInMinutes": 2},
        "linearConfiguration": {"stepPercent": 40.0, "stepBakeTimeInMinutes": 1},
    });
    let rebalancing = if maximum > 100 { "ENABLED" } else { "DISABLED" };
    let mut scene = scenario(2, json!({"deploymentConfiguration": configuration, "availabilityZoneRebalancing": rebalancing}));
    scene.seed = seed;
    let shop = Shop::open(scene);
    for (deed, seconds) in deeds {
        let current = shop.service().await["currentServiceDeployment"].clone();
        // What is refused is refused; what was done must not break anything.
        match deed {
            Deed::Deploy(tag) => {
                let definition = shop.register(tag).await;
                shop.update(json!({"taskDefinition": definition})).await.map(drop).unwrap_or_default();
            }
            Deed::Scale(desired) => drop(shop.update(json!({"desiredCount": desired})).await),
            Deed::Strategy(strategy) => drop(shop.update(json!({"deploymentConfiguration": {"strategy": strategy}})).await),
            Deed::Pause(on) => {
                let hook = json!({"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP", "PRE_PRODUCTION_TRAFFIC_SHIFT"],
                    "timeoutConfiguration": {"timeoutInMinutes": 10, "action": "CONTINUE"}});
                let hooks = if on { json!([hook]) } else { json!([]) };
                drop(shop.update(json!({"deploymentConfiguration": {"lifecycleHooks": hooks}})).await);
            }
            Deed::StopTask => {
                if let Some(task) = shop.tasks("RUNNING").await.first() {
                    shop.ecs("StopTask", json!({"cluster": "main", "task": task["taskArn"]})).await;
                }
            }
            Deed::StopDeployment(kind) if current.is_string() => {
                drop(shop.call("ecs:StopServiceDeployment", json!({"serviceDeploymentArn": current, "stopType": kind})).await);
            }
            Deed::Continue(action) if current.is_string() => {
                let hook = shop.deployment(current.as_str().unwrap()).await["lifecycleHookDetails"][0]["hookId"].clone();
                let answer = json!({"serviceDeploymentArn": current, "hookId": hook, "action": action});
                drop(shop.call("ecs:ContinueServiceDeployment", answer).await);
            }
            Deed::StopDeployment(_) | Deed::Continue(_) => {}
        }
        shop.pass(seconds);
    }
    shop.pass(4 * 3600);
    shop.clean();
    let service = shop.service().await;
    let primary = service["deployments"][0].clone();
    let room = 2 * maximum / 100 > 2 || minimum <= 50;
    if service["currentServiceDeployment"].is_string() {
        let said = shop.events().await.iter().any(|event| event.contains("because of the service deployment configuration"));
        assert!(!room || said, "it goes on for hours\n{}", shop.0.trace());
    } else if primary["rolloutState"] == "COMPLETED" && primary["failedTasks"] == 0 {
        assert_eq!(service["runningCount"], service["desiredCount"], "{}", shop.0.trace());
        assert_eq!(service["deployments"].as_array().unwrap().len(), 1);
    }
}

/// 32 cases, or as many as `PROPTEST_CASES` says.
fn few() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(32), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn a_deployment_ends_and_says_what_is_so(case in case()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(deploy(case));
    }

    #[test]
    fn whatever_people_do_the_service_comes_to_rest(
        seed in any::<u64>(),
        strategy in prop::sample::select(vec!["ROLLING", "BLUE_GREEN", "CANARY", "LINEAR"]),
        percents in percents(),
        deeds in prop::collection::vec((deed(), 0u64..400), 1..12),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(meddle(seed, strategy, percents, deeds));
    }
}
