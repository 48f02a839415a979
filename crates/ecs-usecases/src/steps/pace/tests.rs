#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::ecs::{Deployment, DeploymentConfiguration, LoadBalancer, ServiceEvent};

fn at(seconds: i64) -> Timestamp {
    Timestamp(seconds * 1000)
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A service of two tasks behind a load balancer, whose deployment was created at 1,000 s.
fn service(events: &[(i64, &str)], running: i32, ours: i32) -> Service {
    let event = |(seconds, message): &(i64, &str)| ServiceEvent {
        created_at: Some(at(*seconds)),
        message: Some(format!("(service web) {message}")),
        ..Default::default()
    };
    Service {
        desired_count: Some(2),
        running_count: Some(running),
        load_balancers: vec![LoadBalancer::default()],
        deployments: vec![Deployment {
            id: Some("ours".into()),
            status: Some("PRIMARY".into()),
            running_count: Some(ours),
            pending_count: Some(0),
            ..Default::default()
        }],
        events: events.iter().rev().map(event).collect(),
        ..Default::default()
    }
}

fn look(service: &Service, now: i64) -> Look<'_> {
    Look { now: at(now), service, deployment: None, id: "ours", created_at: at(1000) }
}

/// The service was created long ago: 20 s until its tasks were registered, 30 s until they were healthy.
const CREATION: [(i64, &str); 3] =
    [(0, "has started 2 tasks: (task a) (task b)."), (20, "registered 2 targets in (target-group x)"), (50, "has reached a steady state.")];

fn pace(delay: u64) -> Pace {
    Pace { group: Some(Group { deregistration_delay: Some(secs(delay)), health_interval: None }), ..Pace::default() }
}

#[test]
fn events_tell_how_long_the_phases_took() {
    let mut events = CREATION.to_vec();
    assert_eq!(phases(&marks(&service(&events, 2, 2))), Phases { start: Some(secs(20)), serve: Some(secs(30)), drain: None });
    events.extend([
        (100, "has started 2 tasks: (task c) (task d)."),
        (125, "registered 1 targets in (target-group x)"),
        (126, "registered 1 targets in (target-group x)"),
        (160, "has stopped 2 running tasks: (task a) (task b)."),
        (160, "deregistered 2 targets in (target-group x)"),
        (221, "(deployment ecs-svc/1) deployment completed."),
        (221, "has reached a steady state."),
    ]);
    let known = phases(&marks(&service(&events, 2, 2)));
    assert_eq!(known, Phases { start: Some(secs(26)), serve: Some(secs(34)), drain: Some(secs(61)) });
}

#[test]
fn the_end_is_foreseen_from_the_deployment_before() {
    let shown = service(&CREATION, 2, 0);
    let forecast = pace(60).forecast(&look(&shown, 1000));
    // 1 s to begin, 20 to start, 30 to serve, 60 to drain, 1 to stop.
    assert_eq!(forecast.end, at(1112));
    assert!(forecast.opening >= at(1060), "no task drains yet, and draining takes a minute");
}

#[test]
fn the_stop_of_the_last_old_tasks_gives_the_end() {
    let mut events = CREATION.to_vec();
    events.extend([
        (1001, "has started 2 tasks: (task c) (task d)."),
        (1030, "registered 2 targets in (target-group x)"),
        (1064, "has stopped 2 running tasks: (task a) (task b)."),
    ]);
    let mut pace = pace(60);
    pace.forecast(&look(&service(&CREATION, 2, 0), 1000));
    let shown = service(&events, 4, 2);
    let forecast = pace.forecast(&look(&shown, 1090));
    assert_eq!((forecast.end, forecast.spread), (at(1125), secs(1)));
    let next = pace.next(&look(&shown, 1090));
    assert_eq!(next, at(1125));
    assert_eq!(pace.next(&look(&shown, 1125)), at(1127));
}

#[test]
fn a_deployment_that_is_overdue_is_read_less_and_less_often() {
    let mut events = CREATION.to_vec();
    events.extend([(1001, "has started 2 tasks: (task c) (task d)."), (1064, "has stopped 2 running tasks: (task a) (task b).")]);
    let shown = service(&events, 4, 2);
    let mut pace = pace(60);
    pace.old_at_first = Some(2);
    let (mut now, mut looks) = (1124, 0);
    while now < 1124 + 3600 {
        now = pace.next(&look(&shown, now)).0 / 1000;
        looks += 1;
    }
    assert!((30..=60).contains(&looks), "{looks} looks in the hour after its end was foreseen");
}

#[test]
fn health_percents_make_batches() {
    let with = |desired, minimum, maximum| Service {
        desired_count: Some(desired),
        deployment_configuration: Some(DeploymentConfiguration {
            minimum_healthy_percent: Some(minimum),
            maximum_percent: Some(maximum),
            ..Default::default()
        }),
        ..Default::default()
    };
    assert_eq!(rounds(&with(4, 100, 200), 0, 4), 1);
    assert_eq!(rounds(&with(4, 100, 200), 4, 4), 0);
    assert_eq!(rounds(&with(4, 100, 125), 0, 4), 4);
    assert_eq!(rounds(&with(4, 50, 100), 0, 4), 2);
    assert_eq!(rounds(&with(4, 75, 100), 0, 4), 4);
    assert_eq!(rounds(&with(4, 100, 100), 0, 4), 0, "it can't move, and that ends too");
    assert_eq!(rounds(&with(0, 100, 200), 0, 0), 0);
}

#[test]
fn failures_are_looked_at_more_often() {
    let mut shown = service(&CREATION, 2, 0);
    let calm = pace(300).next(&look(&shown, 1100)).since(at(1100));
    shown.deployments[0].failed_tasks = Some(1);
    let failing = pace(300).next(&look(&shown, 1100)).since(at(1100));
    assert!(failing <= secs(15) && failing * 3 < calm, "{failing:?} {calm:?}");
}
