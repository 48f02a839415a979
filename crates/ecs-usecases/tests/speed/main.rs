//! A small version of `benches/speed.rs`, so that its aims hold and it does not rot.
#![allow(clippy::unwrap_used)]

mod counting;
mod fleet;
mod shapes;

use ecs_usecases::span::Span;

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
        if shape.aimed_at && (measured.calls > shapes::MOST_CALLS || measured.lag > shapes::MOST_LAG) {
            missed.push(line);
        } else if measured.calls > 70 || measured.lag > 15.0 {
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
