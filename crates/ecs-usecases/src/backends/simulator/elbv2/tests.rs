#![allow(clippy::unwrap_used)]

use super::{targets::healthy_targets, traffic::settle, *};
use crate::{
    backends::simulator::{ListenerScript, LoadBalancerScript, RuleScript, Scenario, TargetGroupScript, catch_up},
    clock::Timestamp,
    model::elbv2::{TargetHealthStateEnum as Health, *},
    span::Span,
};
use std::time::Duration;

mod health;

const START: &str = "2026-01-01T00:00:00Z";

fn world_of(scenario: Scenario) -> World {
    let start = Timestamp::parse(START).unwrap();
    let mut world = World::new(crate::backend::Scope::new(&scenario.account, &scenario.region), scenario, start);
    build(&mut world).unwrap();
    world
}

fn advance(world: &mut World, seconds: u64) {
    let until = world.now + Duration::from_secs(seconds);
    catch_up(world, until);
}

/// Two target groups behind one listener, blue with all of the traffic: 100 requests a second.
fn scenario() -> Scenario {
    let group = |name: &str| TargetGroupScript {
        name: name.into(),
        health_check_interval: Span::from_secs(10),
        healthy_threshold: 3,
        deregistration_delay: Span::from_secs(30),
        ..TargetGroupScript::default()
    };
    let rule = RuleScript { priority: 10, path: "/api/*".into(), forward: [("blue".to_owned(), 1)].into(), requests_per_second: 1.0 };
    Scenario {
        target_groups: vec![group("blue"), group("green"), group("spare")],
        load_balancers: vec![LoadBalancerScript {
            name: "web".into(),
            listeners: vec![ListenerScript {
                forward: [("blue".to_owned(), 100), ("green".to_owned(), 0)].into(),
                rules: vec![rule],
                requests_per_second: 100.0,
                ..ListenerScript::default()
            }],
            ..LoadBalancerScript::default()
        }],
        ..Scenario::default()
    }
}

fn group(world: &World, name: &str) -> String {
    arns::target_group_arn(&world.scope, name)
}

fn app(world: &World, up_after: u64) -> App {
    App {
        up_at: Some(world.now + Duration::from_secs(up_after)),
        fails_health_check: false,
        error_rate: 0.0,
        latency_ms: 20.0,
        program: None,
    }
}

fn add(world: &mut World, name: &str, id: &str, app: App) {
    let arn = group(world, name);
    register_target(world, &arn, id, 8080, "eu-west-1a", app).unwrap();
}

fn health(world: &World, name: &str, id: &str) -> Option<Health> {
    target_health(world, &group(world, name), id)
}

fn code<T: std::fmt::Debug>(result: Result<T>) -> String {
    result.unwrap_err().code().unwrap_or_default().to_owned()
}

#[test]
fn arns_can_be_told_from_names() {
    let mut world = world_of(scenario());
    let listener = arns::listener_arn(&world.scope, "application", "web", 80);
    assert!(listener.starts_with("arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/web/"));
    assert_eq!(listener.split('/').count(), 5);
    let rule = arns::rule_arn(&world.scope, "application", "web", 80, 10);
    let described = rules::describe(&world, &DescribeRules { listener_arn: Some(listener), ..DescribeRules::default() }).unwrap();
    assert_eq!(described.rules[0].rule_arn.as_ref(), Some(&rule));
    assert_eq!(described.rules[1].priority.as_deref(), Some("default"));
    assert_eq!(described.rules[1].rule_arn, Some(arns::default_rule_arn(&world.scope, "application", "web", 80)));
    let before = weights(&world, &rule);
    assert_eq!(before, [(group(&world, "blue"), 1)]);
    let green = group(&world, "green");
    set_weights(&mut world, &rule, &[(&green, 7)]).unwrap();
    assert_eq!(weights(&world, &rule), [(green, 7)]);
}

fn counted(world: &World, name: &str) -> (u64, u64) {
    let minutes = world.elbv2.groups[&group(world, name)].traffic.minutes.values();
    minutes.fold((0, 0), |(ok, errors), minute| (ok + minute.ok, errors + minute.errors))
}

#[test]
fn requests_follow_weights_and_nothing_is_lost() {
    let mut world = world_of(scenario());
    for (name, id, error_rate) in [("blue", "10.0.0.1", 0.0), ("blue", "10.0.0.2", 0.0), ("green", "10.0.0.3", 10.0)] {
        let app = App { error_rate, ..app(&world, 0) };
        add(&mut world, name, id, app);
    }
    advance(&mut world, 60);
    let (blue, green) = (group(&world, "blue"), group(&world, "green"));
    let listener = arns::listener_arn(&world.scope, "application", "web", 80);
    set_weights(&mut world, &listener, &[(&blue, 90), (&green, 10)]).unwrap();
    assert_eq!(weights(&world, &listener), [(blue.clone(), 90), (green.clone(), 10)]);
    advance(&mut world, 90);
    set_weights(&mut world, &listener, &[(&blue, 1), (&green, 2)]).unwrap();
    advance(&mut world, 30);
    settle(&mut world);
    // 101 a second while nothing was healthy (10 s), then 50 s and 90 s and 30 s; the rule's own 1 a second goes to blue.
    assert_eq!(counted(&world, "green"), (810 + 1800, 90 + 200));
    assert_eq!(counted(&world, "blue"), (50 * 100 + 90 * 90 + 1000 + 170, 0));
    let balancer = &world.elbv2.balancers[&arns::load_balancer_arn(&world.scope, "application", "web")];
    let (answered, refused) = balancer
        .traffic
        .minutes
        .values()
        .fold((0, 0), |(answered, refused), minute| (answered + minute.ok + minute.errors, refused + minute.refused));
    assert_eq!((answered, refused), (170 * 101, 10 * 101));
    let note = world.trace.back().unwrap();
    assert!(note.ends_with("now forwards to blue 1, green 2"), "{note}");
}

#[test]
fn counts_do_not_depend_on_how_often_they_are_settled() {
    let run = |every: u64| {
        let mut world = world_of(scenario());
        let app = App { error_rate: 3.7, ..app(&world, 0) };
        add(&mut world, "blue", "10.0.0.1", app);
        for _ in 0..600 / every {
            advance(&mut world, every);
            settle(&mut world);
        }
        counted(&world, "blue")
    };
    assert_eq!(run(1), run(600));
}

#[test]
fn what_a_listener_forwards_to_is_validated() {
    let mut world = world_of(scenario());
    let (blue, green) = (group(&world, "blue"), group(&world, "green"));
    let rule = arns::rule_arn(&world.scope, "application", "web", 80, 10);
    assert_eq!(code(set_weights(&mut world, &rule, &[(&blue, 1000)])), "ValidationError");
    assert_eq!(code(set_weights(&mut world, &rule, &[(&blue, 1), (&blue, 1)])), "ValidationError");
    assert_eq!(code(set_weights(&mut world, &rule, &[])), "ValidationError");
    assert_eq!(code(set_weights(&mut world, &rule, &[("nothing", 1)])), "TargetGroupNotFound");
    assert_eq!(code(set_weights(&mut world, "nothing", &[(&blue, 1)])), "RuleNotFound");
    assert_eq!(
        code(target_groups::delete(&mut world, &DeleteTargetGroup { target_group_arn: green, ..DeleteTargetGroup::default() })),
        "ResourceInUse"
    );
    let listener_arn = arns::listener_arn(&world.scope, "application", "web", 80);
    let path = RuleCondition { field: Some("path-pattern".into()), values: Some(vec!["/x".into()]), ..RuleCondition::default() };
    let forward = Action { r#type: Some(ActionTypeEnum::Forward), target_group_arn: Some(blue), ..Action::default() };
    let mut request = CreateRule { listener_arn, priority: 10, conditions: vec![path], actions: vec![forward], ..CreateRule::default() };
    assert_eq!(code(rules::create(&mut world, &request)), "PriorityInUse");
    request.priority = 50_001;
    assert_eq!(code(rules::create(&mut world, &request)), "ValidationError");
    request.priority = 11;
    let rule = rules::create(&mut world, &request).unwrap().rules.remove(0);
    assert_eq!(rule.conditions[0].path_pattern_config.as_ref().unwrap().values.as_deref(), Some(&["/x".to_owned()][..]));
    assert_eq!(rule.actions[0].forward_config.as_ref().unwrap().target_groups.as_ref().unwrap()[0].weight, Some(1));
    let rule_arn = rule.rule_arn.unwrap();
    rules::delete(&mut world, &DeleteRule { rule_arn: rule_arn.clone(), ..DeleteRule::default() }).unwrap();
    let again = rules::create(&mut world, &request).unwrap().rules.remove(0);
    assert_ne!(again.rule_arn, Some(rule_arn.clone()), "the ARN of the rule that is gone");
    assert_eq!(code(rules::delete(&mut world, &DeleteRule { rule_arn, ..DeleteRule::default() })), "RuleNotFound");
    let rule_arn = arns::default_rule_arn(&world.scope, "application", "web", 80);
    assert_eq!(code(rules::delete(&mut world, &DeleteRule { rule_arn, ..DeleteRule::default() })), "OperationNotPermitted");
}

#[test]
fn creating_again_is_the_same_or_a_duplicate() {
    let mut world = world_of(scenario());
    let mut request = CreateTargetGroup {
        name: "new".into(),
        protocol: Some(ProtocolEnum::Https),
        port: Some(443),
        vpc_id: Some("vpc-1".into()),
        ..CreateTargetGroup::default()
    };
    let first = target_groups::create(&mut world, &request).unwrap();
    assert_eq!(first.target_groups[0].health_check_timeout_seconds, Some(10));
    assert_eq!(target_groups::create(&mut world, &request).unwrap(), first);
    request.port = Some(444);
    assert_eq!(code(target_groups::create(&mut world, &request)), "DuplicateTargetGroupName");
    request.name = "-new".into();
    assert_eq!(code(target_groups::create(&mut world, &request)), "ValidationError");
    let blue = group(&world, "blue");
    let forward =
        |arn: &str| vec![Action { r#type: Some(ActionTypeEnum::Forward), target_group_arn: Some(arn.into()), ..Action::default() }];
    let mut listener = CreateListener {
        load_balancer_arn: arns::load_balancer_arn(&world.scope, "application", "web"),
        protocol: Some(ProtocolEnum::Http),
        port: Some(8080),
        default_actions: forward(&blue),
        ..CreateListener::default()
    };
    let first = listeners::create(&mut world, &listener).unwrap();
    assert_eq!(listeners::create(&mut world, &listener).unwrap(), first);
    listener.default_actions = forward(&group(&world, "green"));
    assert_eq!(code(listeners::create(&mut world, &listener)), "DuplicateListener");
    listener.protocol = Some(ProtocolEnum::Tcp);
    assert_eq!(code(listeners::create(&mut world, &listener)), "UnsupportedProtocol");
}

#[test]
fn attributes_have_defaults_and_ranges() {
    let mut world = world_of(scenario());
    let target_group_arn = group(&world, "blue");
    let mut set = |key: &str, value: &str| {
        let attribute = TargetGroupAttribute { key: Some(key.into()), value: Some(value.into()), ..TargetGroupAttribute::default() };
        let request = ModifyTargetGroupAttributes {
            target_group_arn: target_group_arn.clone(),
            attributes: vec![attribute],
            ..ModifyTargetGroupAttributes::default()
        };
        attributes::modify(&mut world, &request).map(|_| ())
    };
    assert_eq!(code(set("deregistration_delay.timeout_seconds", "3601")), "ValidationError");
    assert_eq!(code(set("slow_start.duration_seconds", "29")), "ValidationError");
    assert_eq!(code(set("stickiness.type", "source_ip")), "ValidationError");
    assert_eq!(code(set("nothing", "1")), "ValidationError");
    set("slow_start.duration_seconds", "0").unwrap();
    set("slow_start.duration_seconds", "900").unwrap();
    set("deregistration_delay.timeout_seconds", "0").unwrap();
    assert_eq!(deregistration_delay(&world, &target_group_arn), Duration::ZERO);
}

#[test]
fn lists_come_in_pages() {
    let world = world_of(scenario());
    let mut request = DescribeTargetGroups { page_size: Some(2), ..DescribeTargetGroups::default() };
    let first = target_groups::describe(&world, &request).unwrap();
    assert_eq!(first.target_groups.len(), 2);
    assert_eq!(first.target_groups[0].load_balancer_arns.len(), 1);
    request.marker = first.next_marker;
    let second = target_groups::describe(&world, &request).unwrap();
    assert_eq!((second.target_groups.len(), second.next_marker), (1, None));
    request.page_size = Some(401);
    assert_eq!(code(target_groups::describe(&world, &request)), "ValidationError");
}

#[test]
fn a_scenario_that_names_nothing_is_refused_with_its_field() {
    let mut scenario = scenario();
    scenario.load_balancers[0].listeners[0].rules[0].forward = [("red".to_owned(), 1)].into();
    let start = Timestamp::parse(START).unwrap();
    let mut world = World::new(crate::backend::Scope::new("1", "eu-west-1"), scenario, start);
    let error = build(&mut world).unwrap_err();
    assert_eq!(error.details().resource.as_deref(), Some("load_balancers[0].listeners[0].rules[0].forward.red"));
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    use crate::operations::elbv2::{Request, TABLE};
    let mut world = world_of(scenario());
    for operation in TABLE {
        let request = Request::from_json(operation.name, serde_json::json!({})).unwrap();
        match answer(&mut world, &request) {
            Ok(reply) => assert!(request.reply_from_json(&reply.to_json()).unwrap() == reply, "{}", operation.name),
            Err(error) => assert!(error.code().is_some(), "{}: {error}", operation.name),
        }
    }
}

#[test]
fn a_listener_is_modified_and_keeps_its_arn() {
    let mut world = world_of(scenario());
    let (listener_arn, green) = (arns::listener_arn(&world.scope, "application", "web", 80), group(&world, "green"));
    let stickiness =
        TargetGroupStickinessConfig { enabled: Some(true), duration_seconds: Some(60), ..TargetGroupStickinessConfig::default() };
    let mut request = ModifyListener {
        listener_arn: listener_arn.clone(),
        port: Some(81),
        default_actions: Some(vec![actions::forwarding(&[(green.clone(), 5)], Some(stickiness.clone()))]),
        ..ModifyListener::default()
    };
    let modified = listeners::modify(&mut world, &request).unwrap().listeners.remove(0);
    assert_eq!((modified.port, modified.listener_arn.as_ref()), (Some(81), Some(&listener_arn)));
    assert_eq!(weights(&world, &listener_arn), [(green.clone(), 5)]);
    // Shifting weights keeps the stickiness.
    let blue = group(&world, "blue");
    set_weights(&mut world, &listener_arn, &[(&blue, 1), (&green, 2)]).unwrap();
    let described =
        listeners::describe(&world, &DescribeListeners { listener_arns: Some(vec![listener_arn.clone()]), ..DescribeListeners::default() });
    let action = described.unwrap().listeners.remove(0).default_actions.remove(0);
    assert_eq!(action.forward_config.unwrap().target_group_stickiness_config, Some(stickiness));
    assert_eq!(action.target_group_arn, None);
    // Another listener on the former port has an ARN of its own.
    let create = CreateListener {
        load_balancer_arn: arns::load_balancer_arn(&world.scope, "application", "web"),
        protocol: Some(ProtocolEnum::Http),
        port: Some(80),
        default_actions: vec![actions::forwarding(&[(blue, 1)], None)],
        ..CreateListener::default()
    };
    let created = listeners::create(&mut world, &create).unwrap().listeners.remove(0);
    assert_ne!(created.listener_arn, Some(listener_arn));
    request.port = Some(80);
    assert_eq!(code(listeners::modify(&mut world, &request)), "DuplicateListener");
}

#[test]
fn minutes_of_traffic_are_kept_for_a_day() {
    let mut world = world_of(scenario());
    let app = app(&world, 0);
    add(&mut world, "blue", "10.0.0.1", app);
    for _ in 0..50 {
        advance(&mut world, 3600);
        settle(&mut world);
    }
    let kept = world.elbv2.groups[&group(&world, "blue")].traffic.minutes.len();
    assert!((24 * 60..=24 * 60 + 1).contains(&kept), "{kept}");
}
