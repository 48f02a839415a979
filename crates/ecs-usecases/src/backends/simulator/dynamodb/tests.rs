#![allow(clippy::unwrap_used)]

use crate::backends::simulator::{
    testing::{advance, answers_all, call, code, world},
    world::World,
};
use serde_json::{Value, json};
use std::time::Duration;

fn request(more: &Value) -> Value {
    let mut request = json!({
        "TableName": "runs", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    request
}

/// A world with a table that is active.
fn with_table() -> World {
    let mut world = world(json!({}));
    call(&mut world, "dynamodb:CreateTable", request(&json!({"Tags": [{"Key": "team", "Value": "shop"}]}))).unwrap();
    advance(&mut world, Duration::from_secs(30));
    world
}

fn table(world: &mut World) -> Value {
    call(world, "dynamodb:DescribeTable", json!({"TableName": "runs"})).unwrap()["Table"].clone()
}

#[test]
fn a_table_is_being_created_before_it_is_active() {
    let mut world = world(json!({}));
    let made = call(&mut world, "dynamodb:CreateTable", request(&json!({}))).unwrap()["TableDescription"].clone();
    assert_eq!((&made["TableStatus"], &made["TableName"]), (&json!("CREATING"), &json!("runs")));
    assert_eq!(made["TableArn"], "arn:aws:dynamodb:eu-west-1:111122223333:table/runs");
    assert_eq!(code(&mut world, "dynamodb:CreateTable", request(&json!({}))), "ResourceInUseException");
    let protect = json!({"TableName": "runs", "DeletionProtectionEnabled": true});
    assert_eq!(code(&mut world, "dynamodb:UpdateTable", protect.clone()), "ResourceInUseException");
    advance(&mut world, Duration::from_secs(8));
    assert_eq!(table(&mut world)["TableStatus"], "ACTIVE");
    call(&mut world, "dynamodb:UpdateTable", protect).unwrap();
    assert_eq!(table(&mut world)["TableStatus"], "UPDATING");
    advance(&mut world, Duration::from_secs(5));
    let changed = table(&mut world);
    assert_eq!((&changed["TableStatus"], &changed["DeletionProtectionEnabled"]), (&json!("ACTIVE"), &json!(true)));
}

#[test]
fn a_table_goes_by_its_arn_as_well() {
    let mut world = with_table();
    let arn = table(&mut world)["TableArn"].clone();
    let found = call(&mut world, "dynamodb:DescribeTable", json!({"TableName": arn})).unwrap();
    assert_eq!(found["Table"]["TableName"], "runs");
    assert_eq!(code(&mut world, "dynamodb:DescribeTable", json!({"TableName": "missing"})), "ResourceNotFoundException");
    assert_eq!(code(&mut world, "dynamodb:DescribeTable", json!({"TableName": "a b"})), "ValidationException");
}

#[test]
fn keys_and_capacity_have_to_fit() {
    let mut world = world(json!({}));
    let hash = |name: &str, kind: &str| json!({"AttributeName": name, "KeyType": kind});
    let text = |name: &str| json!({"AttributeName": name, "AttributeType": "S"});
    for wrong in [
        json!({"KeySchema": []}),
        json!({"KeySchema": [hash("pk", "RANGE")]}),
        json!({"KeySchema": [hash("pk", "HASH"), hash("sk", "RANGE")]}),
        json!({"KeySchema": [hash("pk", "HASH"), hash("pk", "RANGE")]}),
        json!({"KeySchema": [hash("pk", "HASH"), hash("sk", "HASH")], "AttributeDefinitions": [text("pk"), text("sk")]}),
        json!({"AttributeDefinitions": [text("pk"), text("more")]}),
        json!({"AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "X"}]}),
        json!({"BillingMode": "PROVISIONED"}),
        json!({"BillingMode": "FREE"}),
        json!({"ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}),
        json!({"TableName": "ab"}),
        json!({"Tags": [{"Key": "aws:x", "Value": ""}]}),
    ] {
        assert_eq!(code(&mut world, "dynamodb:CreateTable", request(&wrong)), "ValidationException", "{wrong}");
    }
    let both = json!({
        "KeySchema": [hash("pk", "HASH"), hash("sk", "RANGE")], "AttributeDefinitions": [text("sk"), text("pk")],
        "BillingMode": "PROVISIONED", "ProvisionedThroughput": {"ReadCapacityUnits": 2, "WriteCapacityUnits": 3},
    });
    let made = call(&mut world, "dynamodb:CreateTable", request(&both)).unwrap()["TableDescription"].clone();
    assert_eq!((&made["ProvisionedThroughput"]["WriteCapacityUnits"], &made["BillingModeSummary"]), (&json!(3), &Value::Null));
    advance(&mut world, Duration::from_secs(10));
    call(&mut world, "dynamodb:UpdateTable", json!({"TableName": "runs", "BillingMode": "PAY_PER_REQUEST"})).unwrap();
    let changed = table(&mut world);
    assert_eq!(changed["BillingModeSummary"]["BillingMode"], "PAY_PER_REQUEST");
    assert_eq!(changed["ProvisionedThroughput"]["WriteCapacityUnits"], 0);
    advance(&mut world, Duration::from_secs(10));
    assert_eq!(code(&mut world, "dynamodb:UpdateTable", json!({"TableName": "runs"})), "ValidationException");
}

#[test]
fn time_to_live_takes_hold_in_its_time() {
    let mut world = with_table();
    let set =
        |enabled: bool, name: &str| json!({"TableName": "runs", "TimeToLiveSpecification": {"Enabled": enabled, "AttributeName": name}});
    let status = |world: &mut World| {
        call(world, "dynamodb:DescribeTimeToLive", json!({"TableName": "runs"})).unwrap()["TimeToLiveDescription"]["TimeToLiveStatus"]
            .clone()
    };
    assert_eq!(status(&mut world), "DISABLED");
    assert_eq!(code(&mut world, "dynamodb:UpdateTimeToLive", set(false, "ends")), "ValidationException");
    call(&mut world, "dynamodb:UpdateTimeToLive", set(true, "ends")).unwrap();
    assert_eq!(status(&mut world), "ENABLING");
    assert_eq!(code(&mut world, "dynamodb:UpdateTimeToLive", set(false, "ends")), "ValidationException");
    advance(&mut world, Duration::from_hours(1));
    assert_eq!(status(&mut world), "ENABLED");
    for wrong in [set(true, "ends"), set(true, "other"), set(false, "other")] {
        assert_eq!(code(&mut world, "dynamodb:UpdateTimeToLive", wrong), "ValidationException");
    }
    call(&mut world, "dynamodb:UpdateTimeToLive", set(false, "ends")).unwrap();
    assert_eq!(status(&mut world), "DISABLING");
    advance(&mut world, Duration::from_hours(1));
    assert_eq!(status(&mut world), "DISABLED");
}

#[test]
fn backups_of_a_new_table_are_not_there_at_once() {
    let mut world = world(json!({}));
    call(&mut world, "dynamodb:CreateTable", request(&json!({}))).unwrap();
    let set = |more: Value| json!({"TableName": "runs", "PointInTimeRecoverySpecification": more});
    let on = set(json!({"PointInTimeRecoveryEnabled": true}));
    let update = "dynamodb:UpdateContinuousBackups";
    advance(&mut world, Duration::from_secs(9));
    assert_eq!(code(&mut world, update, on.clone()), "ContinuousBackupsUnavailableException");
    advance(&mut world, Duration::from_secs(9));
    let recovery = |reply: &Value| reply["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"].clone();
    let found = recovery(&call(&mut world, update, on).unwrap());
    assert_eq!((&found["PointInTimeRecoveryStatus"], &found["RecoveryPeriodInDays"]), (&json!("ENABLED"), &json!(35)));
    let found = recovery(&call(&mut world, update, set(json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 3}))).unwrap());
    assert_eq!(found["RecoveryPeriodInDays"], 3);
    call(&mut world, update, set(json!({"PointInTimeRecoveryEnabled": false}))).unwrap();
    let found = recovery(&call(&mut world, "dynamodb:DescribeContinuousBackups", json!({"TableName": "runs"})).unwrap());
    assert_eq!(found, json!({"PointInTimeRecoveryStatus": "DISABLED"}));
    for wrong in [json!({}), json!({"PointInTimeRecoveryEnabled": true, "RecoveryPeriodInDays": 36})] {
        assert_eq!(code(&mut world, update, set(wrong)), "ValidationException");
    }
    let missing = json!({"TableName": "missing"});
    assert_eq!(code(&mut world, "dynamodb:DescribeContinuousBackups", missing), "TableNotFoundException");
}

#[test]
fn tags_go_by_arn() {
    let mut world = with_table();
    let arn = table(&mut world)["TableArn"].clone();
    let more = json!([{"Key": "team", "Value": "web"}, {"Key": "cost", "Value": "7"}]);
    call(&mut world, "dynamodb:TagResource", json!({"ResourceArn": arn, "Tags": more})).unwrap();
    let tags = call(&mut world, "dynamodb:ListTagsOfResource", json!({"ResourceArn": arn})).unwrap()["Tags"].clone();
    assert_eq!(tags, json!([{"Key": "cost", "Value": "7"}, {"Key": "team", "Value": "web"}]));
    assert_eq!(code(&mut world, "dynamodb:ListTagsOfResource", json!({"ResourceArn": "runs"})), "ValidationException");
    assert_eq!(code(&mut world, "dynamodb:ListTagsOfResource", json!({"ResourceArn": arn, "NextToken": "x"})), "ValidationException");
    let many: Vec<_> = (0..49).map(|n| json!({"Key": n.to_string(), "Value": ""})).collect();
    assert_eq!(code(&mut world, "dynamodb:TagResource", json!({"ResourceArn": arn, "Tags": many})), "LimitExceededException");
    answers_all(crate::operations::dynamodb::TABLE);
}
