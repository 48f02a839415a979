//! A small version of `benches/speed.rs`, so that its aims hold and it does not rot.
#![allow(clippy::unwrap_used)]

mod counting;
mod fleet;
mod shapes;

use ecs_usecases::{
    Client, ErrorKind, RunOptions, Simulator,
    clock::Clock,
    journal::MemoryJournal,
    layers::{RateBudget, Retry},
    simulator::ImageBehaviour,
    span::Span,
    use_cases::RollingDeployment,
};
use std::{sync::Arc, time::Duration};

#[tokio::test]
async fn following_a_deployment_takes_few_calls_and_ends_with_it() {
    let mut missed = Vec::new();
    for shape in shapes::all() {
        let measured = shapes::measure(&shape).await;
        let line = format!(
            "{}: {} after {:.1} s, {} calls, lag {:.2} s, {} calls in all",
            shape.name, measured.ending, measured.seconds, measured.calls, measured.lag, measured.all_calls
        );
        println!("{line}");
        assert!(measured.lag >= 0.0, "{line}: a verdict before the end");
        let (calls, lag) = if shape.aimed_at { (shapes::MOST_CALLS, shapes::MOST_LAG) } else { (70, 15.0) };
        if measured.calls > calls || measured.lag > lag {
            missed.push(line);
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[tokio::test]
async fn many_services_at_once_take_what_the_buckets_allow() {
    let fleet = fleet::at_once(60, 1.0).await;
    println!("{:.1} s of {:.1} s ({}), alone {:.1} s", fleet.seconds, fleet.bound, fleet.narrowest, fleet.alone);
    println!("{:?}, merged {:.1} and {:.1}", fleet.calls, fleet.merged_first, fleet.merged);
    assert_eq!((fleet.succeeded, fleet.throttled), (60, 0));
    assert!(fleet.seconds <= fleet.bound * 1.1, "{} of {}", fleet.seconds, fleet.bound);
    assert!(fleet.merged_first >= 10.0, "{}", fleet.merged_first);
}

#[tokio::test]
async fn regions_by_services_in_waves() {
    let regions = fleet::in_waves(4, 3, &[1, 4, 7], Span::from_mins(1)).await;
    println!("{:.1} s, alone {:.1} s, {} calls", regions.seconds, regions.alone, regions.calls);
    assert_eq!((regions.waves, regions.deployed, regions.throttled), (3, 12, 0));
}

/// A run that waits for its turn to write is cancelled at once, has sent nothing, and can be resumed.
#[tokio::test]
async fn a_run_can_be_cancelled_while_it_waits_for_its_turn() {
    let world = shapes::world(2, None, (100, 200), ImageBehaviour::default(), 100);
    let simulator = Simulator::new(world).unwrap();
    let counting = counting::Counting::default();
    // One revision in twenty seconds.
    let budget = RateBudget::of_share(0.05).unwrap();
    let cloud = simulator.cloud().with(counting.clone()).with(budget).with(Retry::default());
    let client = Client::of(cloud).journal(Arc::new(MemoryJournal::default()));
    let registered = || counting.by_action().get("ecs:RegisterTaskDefinition").copied().unwrap_or(0);
    let deployment = || RollingDeployment { force: true, ..RollingDeployment::new("main", "web", "shop/web:1.1".parse().unwrap()) };
    let options = || RunOptions { run_id: Some("waits".into()), ..RunOptions::default() };

    client
        .cloud()
        .send(ecs_usecases::model::ecs::RegisterTaskDefinition { family: "other".into(), ..Default::default() })
        .await
        .unwrap_err();
    let before = registered();
    let cancelled = options();
    let cancel = cancelled.cancel.clone();
    let mut ended = None;
    let both = async {
        let run = async { (client.run_with(deployment(), cancelled).await, simulator.now()) };
        let later = async {
            simulator.virtual_clock().sleep_until(simulator.start() + Duration::from_secs(10)).await;
            cancel.cancel();
        };
        ended = Some(futures::future::join(run, later).await.0);
    };
    simulator.virtual_clock().drive(Box::pin(both)).await;
    let (result, at) = ended.unwrap();
    assert_eq!(result.unwrap_err().kind(), ErrorKind::Cancelled);
    assert_eq!(at.since(simulator.start()), Duration::from_secs(10), "at once");
    assert_eq!(registered(), before, "nothing was sent");

    let outcome = client.resume("waits", RunOptions::default()).await.unwrap();
    assert_eq!(outcome["verdict"]["ending"], "succeeded");
    assert_eq!(registered(), before + 1);
}
