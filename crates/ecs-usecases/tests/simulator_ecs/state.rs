//! The state of a simulator taken out and put in again: what follows is the same to the millisecond.

use super::support::*;
use ecs_usecases::{
    RunOptions, Simulator,
    clock::{Clock, Timestamp, VirtualClock},
    simulator::{InstanceScript, Scenario},
    span::Span,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{fs, path::Path, sync::Arc, time::Duration};

/// As a file would have it.
fn through_text(state: &Value) -> Value {
    serde_json::from_str(&serde_json::to_string(state).unwrap()).unwrap()
}

fn twin(simulator: &Simulator) -> Arc<Simulator> {
    let state = simulator.dump().unwrap();
    let twin = Simulator::load(through_text(&state)).unwrap();
    assert_eq!(serde_json::to_string(&twin.dump().unwrap()).unwrap(), serde_json::to_string(&state).unwrap());
    twin
}

/// What can be seen of a simulator. Each look is a call, so it changes the token buckets too.
async fn seen(simulator: &Arc<Simulator>) -> Vec<Value> {
    let mut seen = vec![json!(simulator.trace()), json!(simulator.violations())];
    for service in simulator.scenario().services {
        let cluster = &service.cluster;
        let call = async |action: &str, request: Value| match simulator.call_json(action, request).await {
            Ok(reply) => reply,
            Err(error) => json!(error.to_string()),
        };
        seen.push(call("ecs:DescribeServices", json!({"cluster": cluster, "services": [service.name]})).await);
        seen.push(call("ecs:ListServiceDeployments", json!({"cluster": cluster, "service": service.name})).await);
        for status in ["RUNNING", "STOPPED"] {
            let list = json!({"cluster": cluster, "serviceName": service.name, "desiredStatus": status});
            let tasks = call("ecs:ListTasks", list).await["taskArns"].clone();
            seen.push(call("ecs:DescribeTasks", json!({"cluster": cluster, "tasks": tasks})).await);
        }
    }
    seen
}

/// The simulator and its twin do the same for the next hour, and are the same then.
async fn goes_on_alike(simulator: &Arc<Simulator>) {
    let twin = twin(simulator);
    for minutes in [1, 4, 55] {
        for each in [simulator, &twin] {
            each.advance(Duration::from_mins(minutes));
        }
        let (one, other) = (seen(simulator).await, seen(&twin).await);
        for (one, other) in one.into_iter().zip(other) {
            assert_eq!(one, other);
        }
        assert_eq!(simulator.dump().unwrap(), twin.dump().unwrap());
    }
}

fn alarmed() -> Scenario {
    let alarms = json!({"alarms": {"alarmNames": ["errors"], "enable": true, "rollback": true}, "bakeTimeInMinutes": 5});
    Scenario { alarms: vec![alarm(false)], throttling: true, ..scenario(2, json!({"deploymentConfiguration": alarms})) }
}

fn canary() -> Scenario {
    let canary = json!({
        "strategy": "CANARY", "bakeTimeInMinutes": 3,
        "canaryConfiguration": {"canaryPercent": 12.5, "canaryBakeTimeInMinutes": 5},
        "lifecycleHooks": [{"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"],
                            "timeoutConfiguration": {"timeoutInMinutes": 2, "action": "CONTINUE"}}],
    });
    scenario(2, json!({"deploymentConfiguration": canary}))
}

fn on_instances() -> Scenario {
    let mut scene = scenario(4, percents(50, 100));
    scene.clusters[0].instances = vec![InstanceScript { count: 2, cpu: 512, memory: 1024, architecture: "X86_64".into() }];
    scene.services[0].launch_type = "EC2".into();
    scene
}

#[tokio::test]
async fn a_rolling_deployment_goes_on() {
    let shop = Shop::open(Scenario { consistency_delay: Span::from_secs(40), throttling: true, ..scenario(4, breaker(true)) });
    let arn = shop.deploy("crash").await;
    shop.pass(30);
    goes_on_alike(&shop.0).await;
    assert_eq!(shop.status(&arn).await, "ROLLBACK_SUCCESSFUL");
    shop.clean();
}

#[tokio::test]
async fn a_canary_goes_on_from_its_pause_and_from_its_bake() {
    for (seconds, stage) in [(60, "POST_SCALE_UP"), (300, "PRODUCTION_TRAFFIC_SHIFT")] {
        let shop = Shop::open(canary());
        let arn = shop.deploy("1.1").await;
        shop.pass(seconds);
        assert_eq!(shop.deployment(&arn).await["lifecycleStage"], stage);
        goes_on_alike(&shop.0).await;
        assert_eq!(shop.status(&arn).await, "SUCCESSFUL");
        shop.clean();
    }
}

#[tokio::test]
async fn instances_keep_what_is_taken_of_them() {
    let shop = Shop::open(on_instances());
    let arn = shop.deploy("1.1").await;
    shop.pass(30);
    assert_eq!(shop.status(&arn).await, "IN_PROGRESS");
    goes_on_alike(&shop.0).await;
    assert_eq!(shop.status(&arn).await, "SUCCESSFUL");
    shop.clean();
}

#[tokio::test]
async fn an_alarm_that_fires_goes_on_firing() {
    let shop = Shop::open(alarmed());
    let arn = shop.deploy("faulty").await;
    while !shop.0.trace().contains("alarm errors went from OK to ALARM") {
        shop.pass(1);
    }
    let data =
        json!({"Namespace": "Shop", "MetricData": [{"MetricName": "orders", "Value": 0.1, "Dimensions": [{"Name": "a", "Value": "b"}]}]});
    shop.call("cloudwatch:PutMetricData", data).await.unwrap();
    goes_on_alike(&shop.0).await;
    assert_eq!(shop.status(&arn).await, "ROLLBACK_SUCCESSFUL");
}

#[tokio::test]
async fn a_preview_of_a_lifecycle_policy_completes() {
    let shop = Shop::open(scenario(1, json!({})));
    // An image is scanned once a day at most, and they were scanned when they were pushed.
    shop.pass(24 * 3600);
    let rule = json!({"rulePriority": 1, "selection": {"tagStatus": "tagged", "tagPatternList": ["1.*"], "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}});
    let text = json!({"rules": [rule]}).to_string();
    shop.call("ecr:PutLifecyclePolicy", json!({"repositoryName": "shop/web", "lifecyclePolicyText": text})).await.unwrap();
    shop.call("ecr:StartImageScan", json!({"repositoryName": "shop/web", "imageId": {"imageTag": "1.0"}})).await.unwrap();
    shop.call("ecr:StartLifecyclePolicyPreview", json!({"repositoryName": "shop/web"})).await.unwrap();
    shop.pass(2);
    let twin = Shop(twin(&shop.0));
    let mut replies = Vec::new();
    for each in [&shop, &twin] {
        let get = || each.call("ecr:GetLifecyclePolicyPreview", json!({"repositoryName": "shop/web"}));
        let before = get().await.unwrap();
        each.pass(3);
        let after = get().await.unwrap();
        assert_eq!((&before["status"], &after["status"]), (&json!("IN_PROGRESS"), &json!("COMPLETE")));
        each.pass(26 * 3600);
        replies.push((after, each.call("ecr:DescribeImages", json!({"repositoryName": "shop/web"})).await.unwrap()));
    }
    assert_eq!(replies[0].0["previewResults"].as_array().unwrap().len(), 2);
    assert_eq!(replies[0].1["imageDetails"].as_array().unwrap().len(), 8);
    assert_eq!(replies[0], replies[1]);
    assert_eq!(shop.0.dump().unwrap(), twin.0.dump().unwrap());
}

/// The scenario files, at their end, and half way through a deployment that follows.
#[tokio::test]
async fn every_scenario_goes_on() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let mut seen = 0;
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let case: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        let simulator = Simulator::new(serde_json::from_value(case["scenario"].clone()).unwrap()).unwrap();
        let client = simulator.client();
        for step in case["steps"].as_array().unwrap() {
            // How it ends is judged elsewhere.
            let _ = client.invoke(step["use_case"].as_str().unwrap(), step["request"].clone(), RunOptions::default()).await;
        }
        twin(&simulator);
        for service in simulator.scenario().services {
            let request = json!({"cluster": service.cluster, "service": service.name, "forceNewDeployment": true});
            seen += usize::from(simulator.call_json("ecs:UpdateService", request).await.is_ok());
        }
        simulator.advance(Duration::from_secs(30));
        goes_on_alike(&simulator).await;
    }
    assert!(seen > 20, "only {seen} deployments");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]
    #[test]
    fn it_goes_on_from_any_moment(
        scene in prop_oneof![Just(alarmed()), Just(canary()), Just(on_instances()), Just(scenario(3, breaker(true)))],
        tag in prop_oneof![Just("1.1"), Just("crash"), Just("sick"), Just("faulty"), Just("lazy")],
        cuts in prop::collection::vec(0u64..600_000, 1..3),
    ) {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
            let shop = Shop::open(scene);
            shop.deploy(tag).await;
            let mut twins = Vec::new();
            for cut in cuts {
                shop.0.advance(Duration::from_millis(cut));
                twins.push(twin(&shop.0));
            }
            shop.pass(3600);
            for twin in twins {
                twin.advance(Duration::from_millis((shop.0.now().0 - twin.now().0) as u64));
                assert_eq!(shop.0.dump().unwrap(), twin.dump().unwrap());
            }
        });
    }
}

#[tokio::test]
async fn a_simulator_can_go_back() {
    let shop = Shop::open(scenario(2, breaker(true)));
    let state = shop.0.dump().unwrap();
    let start = shop.0.now();
    let arn = shop.deploy("1.1").await;
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    let (first, ended) = (shop.0.trace(), shop.0.now());
    shop.0.restore(state.clone()).unwrap();
    assert_eq!((shop.0.now(), shop.0.dump().unwrap()), (start, state.clone()));
    // A client of before goes on with it, and everything happens again.
    assert_eq!(shop.deploy("1.1").await, arn);
    assert_eq!(shop.end(&arn).await, "SUCCESSFUL");
    assert_eq!((shop.0.trace(), shop.0.now()), (first, ended));
    let other = Simulator::new(Scenario { region: "us-east-1".into(), ..Scenario::default() }).unwrap();
    let refused = other.restore(state).unwrap_err().to_string();
    assert!(refused.contains("eu-west-1") && refused.contains("us-east-1"), "{refused}");
    assert!(other.trace().is_empty());
}

#[tokio::test]
async fn what_is_no_state_is_refused() {
    let shop = Shop::open(scenario(1, json!({})));
    let state = shop.0.dump().unwrap();
    let refused = |change: fn(&mut Value)| {
        let mut changed = state.clone();
        change(&mut changed);
        Simulator::load(changed).map(|_| ()).unwrap_err().to_string()
    };
    let version = refused(|state| state["version"] = json!(77));
    assert!(version.contains("version 77") && version.contains("version 1"), "{version}");
    assert!(refused(|state| *state = json!({})).contains("no version"));
    let phase = refused(|state| state["worlds"][0]["ecs"]["tasks"]["0"]["phase"] = json!("Dancing"));
    assert!(phase.contains("worlds[0].ecs.tasks.0.phase"), "{phase}");
    assert!(refused(|state| state["worlds"][0]["ecs"]["services"]["items"] = json!({})).contains("which is not there"));
    assert!(refused(|state| state["worlds"] = json!([])).contains("home account"));
}

/// A state that was dumped by a build without the test kit is watched from where it is.
#[tokio::test]
async fn a_state_without_a_watcher_is_watched_from_now() {
    let shop = Shop::open(canary());
    shop.deploy("1.1").await;
    shop.pass(300);
    let mut state = shop.0.dump().unwrap();
    assert!(state["worlds"][0].as_object_mut().unwrap().remove("watcher").is_some());
    let twin = Shop(Simulator::load(state).unwrap());
    twin.pass(3600);
    twin.clean();
}

#[tokio::test]
async fn a_clock_that_is_set_wakes_who_has_slept_enough() {
    let clock = VirtualClock::starting_at(Timestamp(10_000));
    let mut short = polling(clock.sleep_until(Timestamp(12_000)));
    let mut long = polling(clock.sleep_until(Timestamp(20_000)));
    assert!(!short() && !long());
    clock.set(Timestamp(-5_000));
    clock.advance(Duration::from_secs(16));
    assert_eq!(clock.now(), Timestamp(11_000));
    assert!(!short() && !long());
    clock.set(Timestamp(13_000));
    assert!(short() && !long());
    clock.advance(Duration::from_secs(7));
    assert!(long());
}

/// Polls a future each time that it is called. Whether it is done.
fn polling<'a>(future: impl Future<Output = ()> + Send + 'a) -> impl FnMut() -> bool + 'a {
    let mut future = Box::pin(future);
    move || future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())).is_ready()
}

/// A shape has a moment as seconds; no millisecond is lost.
#[test]
fn a_moment_survives_json() {
    let edge = 1i64 << 43;
    let powers = (0..43).flat_map(|bit| [(1i64 << bit) - 1, 1 << bit, (1 << bit) + 1]);
    let many = (0..200_000).map(|step| step * 87_960_931 % edge);
    for millis in powers.chain(many).chain([edge - 1, edge]).flat_map(|millis| [millis, -millis]).chain([i64::MAX]) {
        let text = serde_json::to_string(&Timestamp(millis)).unwrap();
        assert_eq!(serde_json::from_str::<Timestamp>(&text).unwrap(), Timestamp(millis), "{text}");
    }
}
