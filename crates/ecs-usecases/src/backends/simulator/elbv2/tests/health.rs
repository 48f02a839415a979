//! Health of targets, with times.

use super::*;

#[test]
fn a_target_is_healthy_at_the_first_check_after_it_is_up() {
    let mut world = world_of(scenario());
    let soon = app(&world, 0);
    add(&mut world, "blue", "10.0.0.1", soon);
    let late = app(&world, 12);
    add(&mut world, "blue", "10.0.0.2", late);
    advance(&mut world, 9);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Initial));
    advance(&mut world, 1);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Healthy));
    assert_eq!(health(&world, "blue", "10.0.0.2"), Some(Health::Initial));
    advance(&mut world, 10);
    assert_eq!(health(&world, "blue", "10.0.0.2"), Some(Health::Healthy));
    assert_eq!(healthy_targets(&world, &group(&world, "blue")), 2);
}

#[test]
fn a_slow_target_is_unhealthy_first_and_needs_passes_in_a_row() {
    let mut world = world_of(scenario());
    let slow = app(&world, 31);
    add(&mut world, "blue", "10.0.0.1", slow);
    advance(&mut world, 20);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Unhealthy));
    // Up at 31 s; passes at 40, 50 and 60 s.
    advance(&mut world, 39);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Unhealthy));
    advance(&mut world, 1);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Healthy));
}

#[test]
fn a_failing_target_stays_unhealthy() {
    let mut world = world_of(scenario());
    let failing = App { fails_health_check: true, ..app(&world, 0) };
    add(&mut world, "blue", "10.0.0.1", failing);
    let never = App { up_at: None, ..app(&world, 0) };
    add(&mut world, "blue", "10.0.0.2", never);
    advance(&mut world, 19);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Initial));
    advance(&mut world, 1);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Unhealthy));
    advance(&mut world, 3600);
    assert_eq!(health(&world, "blue", "10.0.0.2"), Some(Health::Unhealthy));
    assert_eq!(healthy_targets(&world, &group(&world, "blue")), 0);
}

#[test]
fn a_target_drains_and_goes_or_dies_at_once() {
    let mut world = world_of(scenario());
    for id in ["10.0.0.1", "10.0.0.2", "10.0.0.3"] {
        let app = app(&world, 0);
        add(&mut world, "blue", id, app);
    }
    advance(&mut world, 10);
    let blue = group(&world, "blue");
    assert_eq!(deregistration_delay(&world, &blue), Duration::from_secs(30));
    deregister_target(&mut world, &blue, "10.0.0.1", 8080);
    remove_target(&mut world, &blue, "10.0.0.2");
    assert_eq!(health(&world, "blue", "10.0.0.2"), None);
    assert_eq!(healthy_targets(&world, &blue), 1);
    advance(&mut world, 29);
    assert_eq!(health(&world, "blue", "10.0.0.1"), Some(Health::Draining));
    advance(&mut world, 1);
    assert_eq!(health(&world, "blue", "10.0.0.1"), None);
    // Registered again while it drains: the drain is forgotten.
    deregister_target(&mut world, &blue, "10.0.0.3", 8080);
    advance(&mut world, 15);
    let again = app(&world, 0);
    add(&mut world, "blue", "10.0.0.3", again);
    advance(&mut world, 60);
    assert_eq!(health(&world, "blue", "10.0.0.3"), Some(Health::Healthy));
}

#[test]
fn targets_of_an_unused_group_are_checked_once_it_is_used() {
    let mut world = world_of(scenario());
    let ready = app(&world, 0);
    add(&mut world, "spare", "10.0.0.1", ready);
    advance(&mut world, 100);
    assert_eq!(health(&world, "spare", "10.0.0.1"), Some(Health::Unused));
    let (spare, rule) = (group(&world, "spare"), arns::rule_arn(&world.scope, "application", "web", 80, 10));
    let asked = DescribeTargetHealth { target_group_arn: spare.clone(), ..DescribeTargetHealth::default() };
    let reason =
        target_operations::describe_health(&world, &asked).unwrap().target_health_descriptions[0].target_health.clone().unwrap().reason;
    assert_eq!(reason, Some(TargetHealthReasonEnum::TargetNotInUse));
    set_weights(&mut world, &rule, &[(&spare, 1)]).unwrap();
    advance(&mut world, 9);
    let described = target_operations::describe_health(&world, &asked).unwrap().target_health_descriptions[0].clone();
    assert_eq!(described.health_check_port.as_deref(), Some("8080"));
    assert_eq!(described.target_health.unwrap().reason, Some(TargetHealthReasonEnum::ElbInitialHealthChecking));
    advance(&mut world, 1);
    assert_eq!(health(&world, "spare", "10.0.0.1"), Some(Health::Healthy));
}
