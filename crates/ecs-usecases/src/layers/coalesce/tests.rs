#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    Simulator,
    backend::Cloud,
    layers::{Exchange, Fault, FaultKind, Faults, Record, Recording},
    model::ecs::{DescribeClusters, DescribeServices, DescribeTaskDefinition, TagResource},
    operations::Operation,
    simulator::{ClusterScript, ImageScript, RepositoryScript, Scenario, ServiceScript},
};
use futures::future::{BoxFuture, join_all};
use serde_json::{Value, json};
use std::time::Duration;

fn world(services: usize) -> Arc<Simulator> {
    let service = |number: usize| ServiceScript { name: format!("s{number}"), image: "shop/web:1.0".into(), ..ServiceScript::default() };
    Simulator::new(Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![ImageScript { tags: vec!["1.0".into()], ..ImageScript::default() }],
            ..RepositoryScript::default()
        }],
        services: (0..services).map(service).collect(),
        ..Scenario::default()
    })
    .unwrap()
}

/// A cloud that merges, and what arrived beneath.
fn merging(simulator: &Arc<Simulator>, budget: Option<RateBudget>, faults: Faults) -> (Cloud, Recording) {
    let recording = Recording::default();
    let layer = budget.map_or_else(Coalesce::default, Coalesce::within);
    (simulator.cloud().with(faults).with(Record(recording.clone())).with(layer), recording)
}

fn services(names: &[&str]) -> DescribeServices {
    DescribeServices { cluster: Some("main".into()), services: names.iter().map(|name| (*name).to_owned()).collect(), ..Default::default() }
}

/// Do these at the same time.
async fn together<T: Send>(simulator: &Arc<Simulator>, work: impl IntoIterator<Item = BoxFuture<'_, T>>) -> Vec<T> {
    let mut results = Vec::new();
    let all: Vec<_> = work.into_iter().collect();
    simulator.clock().drive(Box::pin(async { results = join_all(all).await })).await;
    results
}

fn asked(exchange: &Exchange, member: &str) -> Vec<String> {
    exchange.request[member].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[tokio::test]
async fn services_that_are_asked_for_together_are_asked_for_ten_at_a_time() {
    let simulator = world(25);
    let (cloud, recording) = merging(&simulator, None, Faults::default());
    let start = simulator.now();
    let names: Vec<String> = (0..25).map(|number| format!("s{number}")).collect();
    let replies = together(&simulator, names.iter().map(|name| cloud.send(services(&[name])).boxed())).await;
    for (name, reply) in names.iter().zip(replies) {
        let reply = reply.unwrap();
        assert_eq!(reply.services.iter().filter_map(|service| service.service_name.as_ref()).collect::<Vec<_>>(), [name]);
    }
    assert_eq!(recording.exchanges().iter().map(|exchange| asked(exchange, "services").len()).collect::<Vec<_>>(), [10, 10, 5]);
    assert_eq!(simulator.now(), start, "nobody waited");
}

#[tokio::test]
async fn who_asks_alone_is_answered_as_without() {
    let simulator = world(1);
    let (cloud, recording) = merging(&simulator, None, Faults::default());
    let alone = async { cloud.send(services(&["s0", "missing"])).await };
    let reply = together(&simulator, [alone.boxed()]).await.remove(0).unwrap();
    assert_eq!(reply, simulator.cloud().send(services(&["s0", "missing"])).await.unwrap());
    // And also outside of what the clock drives.
    assert_eq!(cloud.send(services(&["s0"])).await.unwrap().services.len(), 1);
    assert_eq!(recording.exchanges().len(), 2);
}

#[tokio::test]
async fn a_missing_service_is_missing_to_who_asked_for_it() {
    let simulator = world(2);
    let (cloud, recording) = merging(&simulator, None, Faults::default());
    let arn = format!("arn:aws:ecs:eu-west-1:{}:service/main/s1", simulator.scope().account);
    let asks: Vec<Vec<&str>> = vec![vec!["s0"], vec!["missing"], vec!["s1", "s0"], vec![&arn]];
    let replies = together(&simulator, asks.iter().map(|names| cloud.send(services(names)).boxed())).await;
    let seen: Vec<(Vec<String>, usize)> = replies
        .into_iter()
        .map(|reply| reply.unwrap())
        .map(|reply| (reply.services.into_iter().filter_map(|service| service.service_name).collect(), reply.failures.len()))
        .collect();
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(seen, [(list(&["s0"]), 0), (list(&[]), 1), (list(&["s1", "s0"]), 0), (list(&["s1"]), 0)]);
    assert_eq!(recording.exchanges().len(), 1);
}

#[tokio::test]
async fn what_may_lie_in_one_name_is_asked_again_by_each_and_throttling_goes_to_all() {
    for (kind, calls, refused) in [(FaultKind::Deny, 3, 0), (FaultKind::Throttle, 1, 2), (FaultKind::ServerError, 1, 2)] {
        let simulator = world(2);
        let (cloud, recording) = merging(&simulator, None, Faults::new([Fault::new("ecs:DescribeServices", kind)]));
        let replies = together(&simulator, ["s0", "s1"].map(|name| cloud.send(services(&[name])).boxed())).await;
        assert_eq!(replies.iter().filter(|reply| reply.is_err()).count(), refused, "{kind:?}");
        assert_eq!(recording.exchanges().len(), calls, "{kind:?}");
    }
}

#[tokio::test]
async fn the_same_read_is_asked_once_and_other_clusters_are_asked_apart() {
    let simulator = world(1);
    let (cloud, recording) = merging(&simulator, None, Faults::default());
    let describe = || cloud.send(DescribeTaskDefinition { task_definition: "s0".into(), ..Default::default() }).map(|reply| reply.is_ok());
    assert_eq!(together(&simulator, [describe().boxed(), describe().boxed(), describe().boxed()]).await, [true; 3]);
    assert_eq!(recording.exchanges().len(), 1);
    let other = DescribeServices { cluster: Some("other".into()), ..services(&["s0"]) };
    let replies = together(&simulator, [cloud.send(services(&["s0"])).boxed(), cloud.send(other).boxed()]).await;
    assert_eq!(replies.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
    assert_eq!(recording.exchanges().len(), 3);
}

#[tokio::test]
async fn a_read_that_was_sent_is_joined_until_something_is_written() {
    for writes in [false, true] {
        let simulator = world(1);
        // The first read takes ten seconds to be answered.
        let slow = Fault::new(DescribeClusters::INFO.action(), FaultKind::Slow);
        let (cloud, recording) = merging(&simulator, None, Faults::new([slow]));
        let read = || DescribeClusters { clusters: Some(vec!["main".into()]), ..Default::default() };
        let late = async {
            simulator.clock().sleep(Duration::from_secs(5)).await;
            if writes {
                let arn = format!("arn:aws:ecs:eu-west-1:{}:cluster/main", simulator.scope().account);
                cloud.send(TagResource { resource_arn: arn, ..Default::default() }).await.ok();
            }
            cloud.send(read()).await
        };
        let replies = together(&simulator, [cloud.send(read()).boxed(), late.boxed()]).await;
        assert!(replies.iter().all(Result::is_ok));
        let reads = recording.exchanges().iter().filter(|exchange| exchange.action == "ecs:DescribeClusters").count();
        assert_eq!(reads, if writes { 2 } else { 1 }, "who has written reads what it wrote");
    }
}

#[tokio::test]
async fn whoever_gives_up_takes_nothing_from_the_others() {
    let simulator = world(2);
    let slow = Fault::new("ecs:DescribeServices", FaultKind::Slow);
    let (cloud, recording) = merging(&simulator, None, Faults::new([slow]));
    let cancel = crate::CancelToken::default();
    let scope = Arc::new(simulator.scope().clone());
    let leaves = async {
        let call = Call { cancel: Some(cancel.clone()), ..Call::new(scope, services(&["s0"]), simulator.now()) };
        cloud.backend().call(call).await.unwrap_err().kind() == ErrorKind::Cancelled
    };
    let stays = async { cloud.send(services(&["s1"])).await.is_ok_and(|reply| reply.services.len() == 1) };
    let cancels = async {
        simulator.clock().sleep(Duration::from_secs(1)).await;
        cancel.cancel();
        true
    };
    assert_eq!(together(&simulator, [leaves.boxed(), stays.boxed(), cancels.boxed()]).await, [true; 3]);
    assert_eq!(recording.exchanges().len(), 1);
}

#[tokio::test]
async fn reads_that_wait_for_their_turn_are_joined_meanwhile() {
    let simulator = world(12);
    // Eight at once and two a second are far fewer than are asked for.
    let budget = RateBudget::of_share(0.1).unwrap();
    let (cloud, recording) = merging(&simulator, Some(budget), Faults::default());
    let work = (0..600).map(|number| {
        let (cloud, simulator) = (cloud.clone(), simulator.clone());
        async move {
            simulator.clock().sleep(Duration::from_millis(number * 37)).await;
            cloud.send(services(&[&format!("s{}", number % 12)])).await.is_ok_and(|reply| reply.services.len() == 1)
        }
        .boxed()
    });
    let answered = together(&simulator, work).await;
    assert!(answered.iter().all(|answered| *answered));
    let calls = recording.exchanges();
    assert!(calls.iter().all(|exchange| exchange.error.is_none()), "nothing was throttled");
    assert!((50..130).contains(&calls.len()), "{} calls for 600 reads in 22 s", calls.len());
}

#[tokio::test]
async fn requests_over_http_are_each_sent() {
    let call = |action: &str, request: Value| crate::operations::AnyOperation::from_json(action, request).unwrap();
    assert!(Read::of(&call("http:SendRequest", json!({"url": "http://example.com/"}))).is_none());
    assert!(Read::of(&call("ecs:UpdateService", json!({"service": "web"}))).is_none());
    assert!(Read::of(&call("ecs:DescribeClusters", json!({}))).is_some());
}
