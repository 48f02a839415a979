//! Several accounts and Regions: worlds of their own on one clock, and Regions that are down.

use super::support::{image, without_balancer};
use ecs_usecases::{
    ErrorKind, Simulator,
    backend::Scope,
    layers::{Fault, FaultKind},
    simulator::{Happening, ImageBehaviour, Scenario},
    span::Span,
};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

const ACCOUNT: &str = "111122223333";

fn in_region(region: &str, desired: i32) -> Scenario {
    Scenario { region: region.into(), ..without_balancer(desired, json!({})) }
}

/// Two Regions of one account, and one of another.
fn three() -> Scenario {
    let other = Scenario { account: "444455556666".into(), ..in_region("eu-west-1", 1) };
    Scenario { elsewhere: vec![in_region("us-east-1", 3), other], ..in_region("eu-west-1", 2) }
}

fn us() -> Scope {
    Scope::new(ACCOUNT, "us-east-1")
}

async fn service(simulator: &Arc<Simulator>, scope: &Scope) -> Value {
    let request = json!({"cluster": "main", "services": ["web"]});
    simulator.call_json_in(scope, "ecs:DescribeServices", request).await.unwrap()["services"][0].clone()
}

#[tokio::test]
async fn each_region_is_steady_at_the_start_and_on_its_own() {
    let simulator = Simulator::new(three()).unwrap();
    for (scope, tasks) in [(simulator.scope().clone(), 2), (us(), 3), (Scope::new("444455556666", "eu-west-1"), 1)] {
        let service = service(&simulator, &scope).await;
        assert_eq!(service["runningCount"], tasks);
        let arn = format!("arn:aws:ecs:{}:{}:service/main/web", scope.region, scope.account);
        assert_eq!(service["serviceArn"], arn.as_str());
    }
    let scale = json!({"cluster": "main", "service": "web", "desiredCount": 5});
    simulator.call_json_in(&us(), "ecs:UpdateService", scale).await.unwrap();
    simulator.advance(Duration::from_mins(5));
    assert_eq!(service(&simulator, &us()).await["runningCount"], 5);
    assert_eq!(service(&simulator, simulator.scope()).await["runningCount"], 2);
    // A line of another Region names it, and all are in the order of time.
    let trace = simulator.trace();
    assert!(trace.lines().any(|line| line.contains(" [111122223333 us-east-1] ")), "{trace}");
    assert!(trace.lines().is_sorted_by_key(|line| line.split(' ').next()));
}

#[test]
fn scenarios_that_cannot_be_are_refused_by_path() {
    let path = |scenario: Scenario| {
        let error = Simulator::new(scenario).err().expect("it can't be");
        (error.kind(), error.details().resource.clone().unwrap_or_default())
    };
    let invalid = |path: &str| (ErrorKind::InvalidRequest, path.to_owned());
    let with = |elsewhere: Vec<Scenario>| Scenario { elsewhere, ..Scenario::default() };
    assert_eq!(path(with(vec![Scenario::default()])), invalid("elsewhere[0].region"));
    assert_eq!(path(with(vec![in_region("us-east-1", 1), in_region("us-east-1", 1)])), invalid("elsewhere[1].region"));
    let nested = Scenario { elsewhere: vec![in_region("eu-central-1", 1)], ..in_region("us-east-1", 1) };
    assert_eq!(path(with(vec![nested])), invalid("elsewhere[0].elsewhere"));
    let mut broken = in_region("us-east-1", 1);
    broken.services[0].image = "shop/web:none".into();
    let (kind, at) = path(with(vec![broken]));
    assert!(kind == ErrorKind::InvalidRequest && at.starts_with("elsewhere[0].services"), "{at}");
}

#[tokio::test]
async fn images_are_pushed_and_scripted_in_a_region() {
    let simulator = Simulator::new(three()).unwrap();
    let digest = simulator.push_image_in(&us(), "shop/web", &image("2.0", ImageBehaviour::default())).unwrap();
    let request = json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": "2.0"}]});
    let found = simulator.call_json_in(&us(), "ecr:DescribeImages", request.clone()).await.unwrap();
    assert_eq!(found["imageDetails"][0]["imageDigest"], digest.as_str());
    assert_eq!(simulator.call_json("ecr:DescribeImages", request).await.unwrap_err().code(), Some("ImageNotFoundException"));
    simulator.script_image_in(&us(), "shop/web:2.0", ImageBehaviour { fails_health_check: true, ..ImageBehaviour::default() }).unwrap();
    assert!(simulator.script_image("shop/web:2.0", ImageBehaviour::default()).is_err());
}

#[tokio::test]
async fn somebody_acts_in_another_region() {
    let scale = |count: i32| json!({"cluster": "main", "service": "web", "desiredCount": count});
    let happening = |region: Option<&str>, count| Happening {
        after: Span::from_secs(60),
        action: "ecs:UpdateService".into(),
        request: scale(count),
        region: region.map(str::to_owned),
        account: None,
    };
    let mut scenario = three();
    scenario.happenings = vec![happening(Some("us-east-1"), 4)];
    scenario.elsewhere[1].happenings = vec![happening(None, 2)];
    let simulator = Simulator::new(scenario).unwrap();
    simulator.advance(Duration::from_secs(59));
    assert_eq!(service(&simulator, &us()).await["desiredCount"], 3);
    // What is on its way is in the state.
    let simulator = Simulator::load(simulator.dump().unwrap()).unwrap();
    simulator.advance(Duration::from_secs(1));
    assert_eq!(service(&simulator, &us()).await["desiredCount"], 4);
    assert_eq!(service(&simulator, simulator.scope()).await["desiredCount"], 2);
    assert_eq!(service(&simulator, &Scope::new("444455556666", "eu-west-1")).await["desiredCount"], 2);
}

#[tokio::test]
async fn a_region_is_down_for_a_while() {
    let down =
        Fault::new("*", FaultKind::Unreachable).in_region("us-east-1").between(Duration::from_mins(1), Some(Duration::from_mins(11)));
    let simulator = Simulator::new(Scenario { faults: vec![down], ..three() }).unwrap();
    let cloud = simulator.cloud().with(simulator.fault_layer());
    let here = cloud.clone();
    let there = cloud.in_scope(us());
    let look = || ecs_usecases::model::ecs::ListClusters::default();
    there.send(look()).await.expect("not yet");
    for minutes in [1, 5, 4] {
        simulator.advance(Duration::from_mins(minutes));
        let error = there.send(look()).await.expect_err("it is down");
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Network, true));
        here.send(look()).await.expect("the other Region is there");
    }
    simulator.advance(Duration::from_mins(1));
    there.send(look()).await.expect("it is over");
}

#[tokio::test]
async fn retries_bridge_a_short_outage_and_not_a_long_one() {
    for (seconds, fine) in [(10, true), (600, false)] {
        let down = Fault::new("*", FaultKind::Unreachable).between(Duration::ZERO, Some(Duration::from_secs(seconds)));
        let mut scenario = three();
        // A fault of a scenario elsewhere is about calls there.
        scenario.elsewhere[0].faults = vec![down];
        let simulator = Simulator::new(scenario).unwrap();
        let call = async |scope: Scope| {
            let client = simulator.client_in(scope);
            let mut ended = None;
            let work = async { ended = Some(client.cloud().send(ecs_usecases::model::ecs::ListClusters::default()).await) };
            client.cloud().clock().drive(Box::pin(work)).await;
            ended.unwrap()
        };
        let there = call(us()).await;
        assert_eq!(there.is_ok(), fine, "{seconds} s");
        if let Err(error) = there {
            assert_eq!(error.kind(), ErrorKind::Network);
        }
        let before = simulator.now();
        call(simulator.scope().clone()).await.expect("it was never down");
        assert_eq!(simulator.now(), before);
    }
}
