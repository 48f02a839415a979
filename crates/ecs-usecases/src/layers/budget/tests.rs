#![allow(clippy::unwrap_used)]

use super::*;
use crate::{
    Simulator,
    cancel::CancelToken,
    clock::Timestamp,
    model::ecs::{DescribeClusters, RegisterTaskDefinition},
    simulator::{ClusterScript, Scenario},
};
use futures::future::join_all;
use std::time::Duration;

fn world() -> Arc<Simulator> {
    Simulator::new(Scenario { clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }], ..Scenario::default() })
        .unwrap()
}

fn read(simulator: &Simulator) -> Call {
    let describe = DescribeClusters { clusters: Some(vec!["main".into()]), ..Default::default() };
    Call::new(Arc::new(simulator.scope().clone()), describe, simulator.now())
}

/// When each of so many calls at once was answered, in seconds from the start.
async fn answered(simulator: &Arc<Simulator>, budget: &RateBudget, calls: usize) -> Vec<f64> {
    let backend = budget.clone().layer(simulator.clone());
    let start = simulator.now();
    let times: Arc<Mutex<Vec<(usize, Timestamp)>>> = Arc::default();
    let work = (0..calls).map(|number| {
        let (backend, times, call) = (backend.clone(), times.clone(), read(simulator));
        async move {
            backend.call(call).await.unwrap();
            times.lock().unwrap().push((number, backend.clock().now()));
        }
    });
    simulator.clock().drive(Box::pin(join_all(work).map(drop))).await;
    let times = times.lock().unwrap();
    assert!(times.is_sorted_by_key(|(number, _)| *number), "served in the order of asking");
    times.iter().map(|(_, at)| at.since(start).as_secs_f64()).collect()
}

#[tokio::test]
async fn a_burst_goes_at_once_and_the_rest_at_the_refill() {
    let simulator = world();
    // Cluster reads: 50 at once, 20 a second. The simulator throttles by the same figures, and has nothing to throttle.
    let times = answered(&simulator, &RateBudget::of_share(1.0).unwrap(), 250).await;
    assert_eq!(times.iter().filter(|at| **at == 0.0).count(), 49, "one less than the burst: never on the edge");
    let last = times.last().copied().unwrap();
    assert!((10.0..10.1).contains(&last), "{last}");
    for window in times.windows(71) {
        assert!(window[70] - window[0] >= 1.0, "more than 50 and 20 in a second: {window:?}");
    }
}

#[tokio::test]
async fn a_share_leaves_the_rest_to_others() {
    let simulator = world();
    let budget = RateBudget::of_share(0.5).unwrap();
    let times = answered(&simulator, &budget, 125).await;
    let last = times.last().copied().unwrap();
    assert!((10.0..10.2).contains(&last), "{last}: 25 at once and 10 a second");
    let info = *read(&simulator).operation.info();
    assert!((budget.least_seconds(&info, 125) - 10.0).abs() < 1e-9);
    assert!(RateBudget::of_share(0.0).is_err() && RateBudget::of_share(1.1).is_err() && RateBudget::of_share(f64::NAN).is_err());
}

#[tokio::test]
async fn accounts_and_regions_have_buckets_of_their_own() {
    let simulator = world();
    let backend = RateBudget::of_share(1.0).unwrap().layer(simulator.clone());
    let start = simulator.now();
    let call = |region: &str| {
        let call = read(&simulator);
        Call { scope: Arc::new(Scope::new(&simulator.scope().account, region)), ..call }
    };
    let calls: Vec<_> = (0..40).flat_map(|_| [call("eu-west-1"), call("us-east-1")]).collect();
    let work = calls.into_iter().map(|call| {
        let backend = backend.clone();
        async move { backend.call(call).await }
    });
    simulator.clock().drive(Box::pin(join_all(work).map(drop))).await;
    assert_eq!(simulator.now(), start, "40 fit into each");
}

#[tokio::test]
async fn who_gives_up_leaves_its_turn_to_the_next() {
    let simulator = world();
    let turns = Turns::new(Bucket { burst: 1.0, refill: 1.0 });
    let clock = simulator.clock();
    let start = clock.now();
    let work = async {
        turns.take(clock).await;
        let (mut second, mut third) = (Box::pin(turns.take(clock)), Box::pin(turns.take(clock)));
        assert!(futures::poll!(&mut second).is_pending() && futures::poll!(&mut third).is_pending());
        // Both wait; then the one in front gives up.
        drop(second);
        third.await;
        assert_eq!(clock.now().since(start), Duration::from_secs(1), "one token a second, none lost");
        turns.take(clock).await;
        assert_eq!(clock.now().since(start), Duration::from_secs(2));
    };
    clock.drive(Box::pin(work)).await;
}

#[tokio::test]
async fn a_throttled_call_slows_down_what_follows_and_it_recovers() {
    let turns = Turns::new(Bucket { burst: 10.0, refill: 10.0 });
    let at = |seconds: f64| Timestamp((seconds * 1000.0) as i64);
    assert!(turns.take_now(at(0.0)));
    turns.slow_down(at(1.0));
    turns.slow_down(at(1.5));
    let count = |from: f64| (0..1000).filter(|step| turns.take_now(at(from + f64::from(*step) / 1000.0))).count();
    let first = count(1.5);
    assert!((4..=6).contains(&first), "{first} in the first second: about half of ten");
    let later = count(60.0);
    assert!((18..=20).contains(&later), "{later} in a second after a minute: the burst and the refill");
}

#[tokio::test]
async fn a_cancelled_run_does_not_wait_for_its_turn() {
    let simulator = world();
    let backend = RateBudget::of_share(1.0).unwrap().layer(simulator.clone());
    let cancel = CancelToken::default();
    let register = || RegisterTaskDefinition { family: "web".into(), ..Default::default() };
    let work = async {
        // The simulator refuses a definition without containers; each call takes a token all the same.
        for _ in 0..19 {
            let call = Call::new(Arc::new(simulator.scope().clone()), register(), simulator.now());
            assert_ne!(backend.call(call).await.unwrap_err().kind(), ErrorKind::Throttled);
        }
        let call = Call { cancel: Some(cancel.clone()), ..Call::new(Arc::new(simulator.scope().clone()), register(), simulator.now()) };
        let waiting = backend.call(call);
        let (waited, ()) = futures::join!(waiting, async { cancel.cancel() });
        assert_eq!(waited.unwrap_err().kind(), ErrorKind::Cancelled);
    };
    simulator.clock().drive(Box::pin(work)).await;
}
