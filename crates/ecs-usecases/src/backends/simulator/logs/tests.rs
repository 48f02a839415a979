#![allow(clippy::unwrap_used)]

use super::*;
use crate::backends::simulator::testing::{advance, answers_all, call, code, world};
use serde_json::{Value, json};
use std::time::Duration;

fn messages(reply: &Value) -> Vec<&str> {
    reply["events"].as_array().into_iter().flatten().map(|event| event["message"].as_str().unwrap()).collect()
}

fn with_stream() -> World {
    let mut world = world(json!({}));
    call(&mut world, "logs:CreateLogGroup", json!({"logGroupName": "/ecs/web", "tags": {"team": "a"}})).unwrap();
    call(&mut world, "logs:CreateLogStream", json!({"logGroupName": "/ecs/web", "logStreamName": "s"})).unwrap();
    world
}

fn put(world: &mut World, lines: &[(i64, &str)]) -> Result<Value> {
    let now = world.now.0;
    let events: Vec<Value> = lines.iter().map(|(after, text)| json!({"timestamp": now + after, "message": text})).collect();
    call(world, "logs:PutLogEvents", json!({"logGroupName": "/ecs/web", "logStreamName": "s", "logEvents": events}))
}

#[test]
fn groups_have_names_retention_and_tags() {
    let mut world = with_stream();
    let named = json!({"logGroupName": "/ecs/web"});
    assert_eq!(code(&mut world, "logs:CreateLogGroup", named.clone()), "ResourceAlreadyExistsException");
    assert_eq!(code(&mut world, "logs:CreateLogGroup", json!({"logGroupName": "a b"})), "InvalidParameterException");
    let retain = |days: i32| json!({"logGroupName": "/ecs/web", "retentionInDays": days});
    assert_eq!(code(&mut world, "logs:PutRetentionPolicy", retain(2)), "InvalidParameterException");
    call(&mut world, "logs:PutRetentionPolicy", retain(7)).unwrap();
    let group = call(&mut world, "logs:DescribeLogGroups", json!({"logGroupNamePrefix": "/ecs"})).unwrap()["logGroups"][0].clone();
    assert_eq!((&group["retentionInDays"], &group["logGroupClass"]), (&json!(7), &json!("STANDARD")));
    assert_eq!(group["arn"], json!("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:*"));
    call(&mut world, "logs:DeleteRetentionPolicy", named.clone()).unwrap();
    let arn = group["logGroupArn"].clone();
    call(&mut world, "logs:TagResource", json!({"resourceArn": arn, "tags": {"stage": "live"}})).unwrap();
    call(&mut world, "logs:UntagResource", json!({"resourceArn": arn, "tagKeys": ["team"]})).unwrap();
    assert_eq!(call(&mut world, "logs:ListTagsForResource", json!({"resourceArn": arn})).unwrap(), json!({"tags": {"stage": "live"}}));
    assert_eq!(code(&mut world, "logs:ListTagsForResource", json!({"resourceArn": group["arn"]})), "InvalidParameterException");
    call(&mut world, "logs:DeleteLogGroup", named.clone()).unwrap();
    assert_eq!(code(&mut world, "logs:DeleteLogGroup", named), "ResourceNotFoundException");
    call(&mut world, "logs:CreateLogGroup", json!({"logGroupName": "kept", "deletionProtectionEnabled": true})).unwrap();
    assert_eq!(code(&mut world, "logs:DeleteLogGroup", json!({"logGroupName": "kept"})), "ValidationException");
}

#[test]
fn lists_come_by_pages() {
    let mut world = world(json!({}));
    for name in ["c", "a", "b"] {
        call(&mut world, "logs:CreateLogGroup", json!({"logGroupName": name})).unwrap();
        call(&mut world, "logs:CreateLogStream", json!({"logGroupName": "c", "logStreamName": name})).unwrap();
    }
    let first = call(&mut world, "logs:DescribeLogGroups", json!({"limit": 2})).unwrap();
    let rest = call(&mut world, "logs:DescribeLogGroups", json!({"limit": 2, "nextToken": first["nextToken"]})).unwrap();
    assert_eq!((&first["logGroups"][1]["logGroupName"], &rest["logGroups"][0]["logGroupName"]), (&json!("b"), &json!("c")));
    assert_eq!(rest["nextToken"], Value::Null);
    let streams = call(&mut world, "logs:DescribeLogStreams", json!({"logGroupName": "c", "descending": true, "limit": 1})).unwrap();
    assert_eq!(streams["logStreams"][0]["logStreamName"], json!("c"));
    assert_eq!(code(&mut world, "logs:DescribeLogGroups", json!({"nextToken": "?"})), "InvalidParameterException");
    let both = json!({"logGroupName": "c", "orderBy": "LastEventTime", "logStreamNamePrefix": "a"});
    assert_eq!(code(&mut world, "logs:DescribeLogStreams", both), "InvalidParameterException");
}

#[test]
fn events_are_read_forward_and_backward() {
    let mut world = with_stream();
    put(&mut world, &[(0, "one"), (0, "two"), (1, "three"), (2, "four")]).unwrap();
    let get = |world: &mut World, more: Value| {
        let mut request = json!({"logGroupName": "/ecs/web", "logStreamName": "s", "limit": 2});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        call(world, "logs:GetLogEvents", request).unwrap()
    };
    let latest = get(&mut world, json!({}));
    assert_eq!(messages(&latest), ["three", "four"]);
    assert_eq!(messages(&get(&mut world, json!({"nextToken": latest["nextBackwardToken"]}))), ["one", "two"]);
    let first = get(&mut world, json!({"startFromHead": true}));
    let second = get(&mut world, json!({"startFromHead": true, "nextToken": first["nextForwardToken"]}));
    assert_eq!((messages(&first), messages(&second)), (vec!["one", "two"], vec!["three", "four"]));
    let end = get(&mut world, json!({"startFromHead": true, "nextToken": second["nextForwardToken"]}));
    assert_eq!((messages(&end).len(), &end["nextForwardToken"]), (0, &second["nextForwardToken"]));
    put(&mut world, &[(3, "five")]).unwrap();
    assert_eq!(messages(&get(&mut world, json!({"nextToken": end["nextForwardToken"]}))), ["five"]);
    let filter = |world: &mut World, request: Value| call(world, "logs:FilterLogEvents", request).unwrap();
    let found = filter(&mut world, json!({"logGroupName": "/ecs/web", "filterPattern": "?one ?five", "limit": 1}));
    let rest = filter(&mut world, json!({"logGroupName": "/ecs/web", "filterPattern": "?one ?five", "nextToken": found["nextToken"]}));
    assert_eq!((messages(&found), messages(&rest)), (vec!["one"], vec!["five"]));
}

#[test]
fn a_batch_is_in_order_and_of_the_present() {
    let mut world = with_stream();
    assert_eq!(put(&mut world, &[(1, "b"), (0, "a")]).unwrap_err().code(), Some("InvalidParameterException"));
    let day = groups::DAY;
    assert!(put(&mut world, &[(-2 * day, "a"), (0, "b")]).unwrap_err().details().message.contains("24 hours"));
    let reply = put(&mut world, &[(-15 * day, "old"), (0, "good"), (day, "new")]).unwrap();
    assert_eq!(reply["rejectedLogEventsInfo"], json!({"tooNewLogEventStartIndex": 2, "tooOldLogEventEndIndex": 1}));
    let huge = "x".repeat(1_048_576);
    assert!(put(&mut world, &[(0, &huge)]).unwrap_err().details().message.starts_with("Upload too large: 1048602 bytes"));
    call(&mut world, "logs:PutRetentionPolicy", json!({"logGroupName": "/ecs/web", "retentionInDays": 1})).unwrap();
    advance(&mut world, Duration::from_hours(25));
    let left = call(&mut world, "logs:FilterLogEvents", json!({"logGroupName": "/ecs/web"})).unwrap();
    assert_eq!(messages(&left).len(), 0);
    let missing = json!({"logGroupName": "/ecs/web", "logStreamName": "x", "logEvents": [{"timestamp": 1, "message": "m"}]});
    assert_eq!(code(&mut world, "logs:PutLogEvents", missing), "ResourceNotFoundException");
}

fn web(options: &Value) -> World {
    world(json!({
        "clusters": [{"name": "main"}],
        "repositories": [{"name": "web", "images": [{"tags": ["1"], "behaviour": {"log": ["ready", "listening"]}}]}],
        "services": [{"name": "web", "desired_count": 1, "task_definition": {
            "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
            "executionRoleArn": "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
            "containerDefinitions": [{"name": "app", "image": "web:1", "logConfiguration": {"logDriver": "awslogs", "options": options}}],
        }}],
    }))
}

#[test]
fn tasks_write_what_their_images_log() {
    let options = json!({"awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web"});
    let mut world = web(&options);
    let found = call(&mut world, "logs:FilterLogEvents", json!({"logGroupName": "/ecs/web"})).unwrap();
    assert_eq!(messages(&found), ["ready", "listening"]);
    let tasks = call(&mut world, "ecs:ListTasks", json!({"cluster": "main"})).unwrap();
    let task = tasks["taskArns"][0].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(found["events"][0]["logStreamName"], json!(format!("web/app/{task}")));
}

#[test]
fn a_task_does_not_start_without_its_group() {
    for (makes, starts) in [("false", false), ("true", true)] {
        let mut world = web(&json!({
            "awslogs-group": "gone", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "web", "awslogs-create-group": makes,
        }));
        call(&mut world, "logs:DeleteLogGroup", json!({"logGroupName": "gone"})).unwrap();
        call(&mut world, "ecs:UpdateService", json!({"cluster": "main", "service": "web", "forceNewDeployment": true})).unwrap();
        advance(&mut world, Duration::from_mins(5));
        let reason = "ResourceInitializationError: failed to validate logger args";
        assert_eq!(world.trace.iter().any(|line| line.contains(reason)), !starts, "{:#?}", world.trace);
        assert_eq!(call(&mut world, "logs:DescribeLogStreams", json!({"logGroupName": "gone"})).is_ok(), starts);
    }
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    answers_all(crate::operations::logs::TABLE);
}
