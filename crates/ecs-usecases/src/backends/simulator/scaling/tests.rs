#![allow(clippy::unwrap_used, clippy::needless_pass_by_value)]

use super::*;
use crate::backends::simulator::testing::{advance, answers_all, call, code, world};
use crate::clock::Timestamp;
use serde_json::{Value, json};
use std::time::Duration;

const RESOURCE: &str = "service/main/web";

fn of(more: Value) -> Value {
    let mut request = json!({"ServiceNamespace": "ecs", "ResourceId": RESOURCE, "ScalableDimension": "ecs:service:DesiredCount"});
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    request
}

/// A service of two tasks that get `requests` a second together.
fn web(requests: f64) -> World {
    world(json!({
        "clusters": [{"name": "main"}],
        "repositories": [{"name": "web", "images": [{"tags": ["1"]}]}],
        "target_groups": [{"name": "web"}],
        "load_balancers": [{"name": "front", "listeners": [{"forward": {"web": 1}, "requests_per_second": requests}]}],
        "services": [{"name": "web", "image": "web:1", "desired_count": 2, "target_group": "web"}],
    }))
}

fn register(world: &mut World, least: i32, most: i32) {
    call(world, "application-autoscaling:RegisterScalableTarget", of(json!({"MinCapacity": least, "MaxCapacity": most}))).unwrap();
}

fn track(world: &mut World, target: f64) -> Value {
    let group = crate::backends::simulator::arns::target_group_arn(&world.scope, "web");
    let balancer = crate::backends::simulator::arns::load_balancer_arn(&world.scope, "application", "front");
    let label = format!("{}/{}", balancer.split_once("loadbalancer/").unwrap().1, group.rsplit_once(':').unwrap().1);
    let policy = json!({"PolicyName": "requests", "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": target,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label},
    }});
    call(world, "application-autoscaling:PutScalingPolicy", of(policy)).unwrap()
}

fn activities(world: &mut World) -> Vec<Value> {
    let request = json!({"ServiceNamespace": "ecs"});
    let reply = call(world, "application-autoscaling:DescribeScalingActivities", request).unwrap();
    reply["ScalingActivities"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_target_has_a_range_and_its_service_is_brought_into_it() {
    let mut world = web(0.0);
    let register_it = "application-autoscaling:RegisterScalableTarget";
    assert_eq!(code(&mut world, register_it, of(json!({"MinCapacity": 1}))), "ValidationException");
    assert_eq!(code(&mut world, register_it, of(json!({"MinCapacity": 3, "MaxCapacity": 2}))), "ValidationException");
    let gone = of(json!({"ResourceId": "service/main/gone", "MinCapacity": 1, "MaxCapacity": 2}));
    assert_eq!(call(&mut world, register_it, gone).unwrap_err().details().message, "ECS service doesn't exist: service/main/gone");
    register(&mut world, 3, 5);
    assert_eq!(capacity(&world, RESOURCE), Some(3));
    let first = &activities(&mut world)[0];
    assert_eq!((&first["Cause"], &first["StatusCode"]), (&json!("minimum capacity was set to 3"), &json!("InProgress")));
    advance(&mut world, Duration::from_mins(5));
    assert_eq!(activities(&mut world)[0]["StatusCode"], json!("Successful"));
    call(&mut world, register_it, of(json!({"MaxCapacity": 3, "SuspendedState": {"ScheduledScalingSuspended": true}}))).unwrap();
    let describe = "application-autoscaling:DescribeScalableTargets";
    let target = call(&mut world, describe, json!({"ServiceNamespace": "ecs"})).unwrap()["ScalableTargets"][0].clone();
    assert_eq!((&target["MinCapacity"], &target["MaxCapacity"]), (&json!(3), &json!(3)));
    assert_eq!(target["SuspendedState"]["ScheduledScalingSuspended"], json!(true));
    call(&mut world, "application-autoscaling:DeregisterScalableTarget", of(json!({}))).unwrap();
    let again = of(json!({}));
    assert_eq!(code(&mut world, "application-autoscaling:DeregisterScalableTarget", again), "ObjectNotFoundException");
    assert_eq!(code(&mut world, describe, json!({"ServiceNamespace": "dynamodb"})), "ValidationException");
}

#[test]
fn tracking_scales_out_and_no_further_than_the_maximum() {
    let mut world = web(20.0);
    register(&mut world, 1, 10);
    // 1200 requests a minute on two targets, wanted are 200 a target.
    let reply = track(&mut world, 200.0);
    assert_eq!(reply["Alarms"].as_array().unwrap().len(), 2);
    advance(&mut world, Duration::from_mins(30));
    assert_eq!(capacity(&world, RESOURCE), Some(6));
    let last = activities(&mut world).remove(0);
    assert!(last["Cause"].as_str().unwrap().ends_with("in state ALARM triggered policy requests"), "{last}");
    assert_eq!((&last["Description"], &last["StatusCode"]), (&json!("Setting desired count to 6."), &json!("Successful")));
    register(&mut world, 1, 4);
    advance(&mut world, Duration::from_mins(30));
    assert_eq!(capacity(&world, RESOURCE), Some(4));
}

#[test]
fn tracking_scales_in_after_a_quarter_of_an_hour_unless_suspended() {
    let mut world = web(1.0);
    register(&mut world, 1, 10);
    let suspended = of(json!({"SuspendedState": {"DynamicScalingInSuspended": true}}));
    call(&mut world, "application-autoscaling:RegisterScalableTarget", suspended).unwrap();
    track(&mut world, 60.0);
    advance(&mut world, Duration::from_mins(30));
    assert_eq!(capacity(&world, RESOURCE), Some(2));
    let resumed = of(json!({"SuspendedState": {"DynamicScalingInSuspended": false}}));
    call(&mut world, "application-autoscaling:RegisterScalableTarget", resumed).unwrap();
    advance(&mut world, Duration::from_mins(2));
    assert_eq!(capacity(&world, RESOURCE), Some(1));
    // Without its policy nothing moves, and its alarms are gone.
    call(&mut world, "application-autoscaling:DeleteScalingPolicy", of(json!({"PolicyName": "requests"}))).unwrap();
    assert_eq!(call(&mut world, "cloudwatch:DescribeAlarms", json!({})).unwrap(), json!({}));
    let again = of(json!({"PolicyName": "requests"}));
    assert_eq!(code(&mut world, "application-autoscaling:DeleteScalingPolicy", again), "ObjectNotFoundException");
}

#[test]
fn a_step_policy_follows_the_alarms_that_act_on_it() {
    let mut world = web(0.0);
    register(&mut world, 1, 20);
    let policy = of(json!({"PolicyName": "steps", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": {
        "AdjustmentType": "PercentChangeInCapacity", "MinAdjustmentMagnitude": 2, "Cooldown": 600, "StepAdjustments": [
            {"MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 10.0, "ScalingAdjustment": 10},
            {"MetricIntervalLowerBound": 10.0, "ScalingAdjustment": 200},
        ],
    }}));
    let put = "application-autoscaling:PutScalingPolicy";
    let arn = call(&mut world, put, policy).unwrap()["PolicyARN"].clone();
    let alarm = json!({"AlarmName": "queue", "Namespace": "own", "MetricName": "waiting", "Statistic": "Maximum", "Period": 60,
        "EvaluationPeriods": 1, "Threshold": 50.0, "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [arn]});
    call(&mut world, "cloudwatch:PutMetricAlarm", alarm).unwrap();
    // Policies are looked at ten seconds after the minute.
    advance(&mut world, Duration::from_secs(15));
    let mut counts = Vec::new();
    for waiting in [40.0, 55.0, 55.0, 75.0] {
        let data = json!({"Namespace": "own", "MetricData": [{"MetricName": "waiting", "Value": waiting}]});
        call(&mut world, "cloudwatch:PutMetricData", data).unwrap();
        advance(&mut world, Duration::from_mins(1));
        counts.push(capacity(&world, RESOURCE).unwrap());
    }
    // A cooldown lets through only a greater step.
    assert_eq!(counts, [2, 4, 4, 12]);
    let described = call(&mut world, "application-autoscaling:DescribeScalingPolicies", json!({"ServiceNamespace": "ecs"})).unwrap();
    assert_eq!(described["ScalingPolicies"][0]["Alarms"][0]["AlarmName"], json!("queue"));
    for wrong in [
        json!({"PolicyName": "x", "PolicyType": "TargetTrackingScaling"}),
        json!({"PolicyName": "x", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": {"AdjustmentType": "ExactCapacity"}}),
        json!({"PolicyName": "steps", "PolicyType": "TargetTrackingScaling"}),
        json!({"PolicyName": "x", "PolicyType": "PredictiveScaling"}),
    ] {
        assert_eq!(code(&mut world, put, of(wrong)), "ValidationException");
    }
}

#[test]
fn scheduled_actions_set_the_range_at_their_time() {
    let mut world = web(0.0);
    register(&mut world, 1, 10);
    let put = "application-autoscaling:PutScheduledAction";
    let action = |name: &str, schedule: &str, least: i32, most: i32| {
        let range = json!({"MinCapacity": least, "MaxCapacity": most});
        of(json!({"ScheduledActionName": name, "Schedule": schedule, "ScalableTargetAction": range}))
    };
    let now = world.now;
    let at = (now + Duration::from_mins(90)).to_string();
    call(&mut world, put, action("morning", &format!("at({})", &at[..19]), 5, 8)).unwrap();
    call(&mut world, put, action("often", "rate(2 hours)", 1, 3)).unwrap();
    for wrong in ["at(soon)", "rate(0 hours)", "cron(0 0 1 1 1 *)", "cron(0 0 L * ? *)", "daily"] {
        assert_eq!(code(&mut world, put, action("wrong", wrong, 1, 2)), "ValidationException", "{wrong}");
    }
    advance(&mut world, Duration::from_mins(89));
    assert_eq!(capacity(&world, RESOURCE), Some(2));
    advance(&mut world, Duration::from_mins(2));
    assert_eq!(capacity(&world, RESOURCE), Some(5));
    advance(&mut world, Duration::from_mins(30));
    assert_eq!(capacity(&world, RESOURCE), Some(3));
    let causes: Vec<Value> = activities(&mut world).into_iter().map(|activity| activity["Cause"].clone()).collect();
    assert_eq!(causes[0], json!("maximum capacity was set to 3"));
    assert_eq!(causes[1], json!("scheduled action name often was triggered"));
    let suspend = of(json!({"SuspendedState": {"ScheduledScalingSuspended": true}, "MaxCapacity": 9}));
    call(&mut world, "application-autoscaling:RegisterScalableTarget", suspend).unwrap();
    call(&mut world, put, action("often", "rate(1 hour)", 7, 9)).unwrap();
    advance(&mut world, Duration::from_hours(3));
    assert_eq!(capacity(&world, RESOURCE), Some(3));
    let describe = "application-autoscaling:DescribeScheduledActions";
    let page = call(&mut world, describe, json!({"ServiceNamespace": "ecs", "MaxResults": 1})).unwrap();
    let next = call(&mut world, describe, json!({"ServiceNamespace": "ecs", "NextToken": page["NextToken"]})).unwrap();
    assert_eq!(next["ScheduledActions"][0]["ScheduledActionName"], json!("often"));
    let delete = of(json!({"ScheduledActionName": "often"}));
    call(&mut world, "application-autoscaling:DeleteScheduledAction", delete.clone()).unwrap();
    assert_eq!(code(&mut world, "application-autoscaling:DeleteScheduledAction", delete), "ObjectNotFoundException");
}

#[test]
fn cron_expressions_tell_the_next_moment() {
    let after = Timestamp::parse("2026-01-01T10:30:00Z").unwrap(); // a Thursday
    let next = |text: &str| cron::Cron::parse(text).and_then(|cron| cron.next(after)).map(|moment| moment.to_string());
    for (text, moment) in [
        ("0 12 * * ? *", "2026-01-01T12:00:00.000Z"),
        ("30 10 * * ? *", "2026-01-02T10:30:00.000Z"),
        ("0/15 10-11 * * ? *", "2026-01-01T10:45:00.000Z"),
        ("0 8 ? * MON-FRI *", "2026-01-02T08:00:00.000Z"),
        ("0 8 ? * SAT,SUN *", "2026-01-03T08:00:00.000Z"),
        ("0 0 29 2 ? *", "2028-02-29T00:00:00.000Z"),
    ] {
        assert_eq!(next(text).as_deref(), Some(moment), "{text}");
    }
    assert_eq!(next("0 0 1 1 ? 2025"), None);
    assert_eq!(next("0 24 * * ? *"), None);
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    answers_all(crate::operations::application_autoscaling::TABLE);
}
