#![allow(clippy::unwrap_used)]

use super::*;
use crate::backends::simulator::testing::{advance, answers_all, call, code, world};
use crate::operations::AnyOperation;
use serde_json::{Value, json};
use std::time::Duration;

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn with_secret() -> (World, Value) {
    let mut world = world(json!({}));
    let request = json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": TOKEN, "Tags": [{"Key": "team", "Value": "a"}]});
    let reply = call(&mut world, "secretsmanager:CreateSecret", request.clone()).unwrap();
    // The same request again is the same secret.
    assert_eq!(call(&mut world, "secretsmanager:CreateSecret", request).unwrap(), reply);
    (world, reply)
}

fn value(world: &mut World, request: Value) -> Value {
    let mut request = request;
    request["SecretId"] = json!("db");
    call(world, "secretsmanager:GetSecretValue", request).unwrap()["SecretString"].clone()
}

#[test]
fn a_secret_has_versions_and_labels() {
    let (mut world, created) = with_secret();
    assert!(created["ARN"].as_str().unwrap().starts_with("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-"));
    let put = json!({"SecretId": created["ARN"], "SecretString": "hunter3"});
    let second = call(&mut world, "secretsmanager:PutSecretValue", put).unwrap();
    assert_eq!(second["VersionStages"], json!(["AWSCURRENT"]));
    assert_eq!(value(&mut world, json!({})), json!("hunter3"));
    assert_eq!(value(&mut world, json!({"VersionStage": "AWSPREVIOUS"})), json!("hunter2"));
    assert_eq!(value(&mut world, json!({"VersionId": TOKEN})), json!("hunter2"));
    let pending = json!({"SecretId": "db", "SecretBinary": "aGk=", "VersionStages": ["AWSPENDING"]});
    call(&mut world, "secretsmanager:PutSecretValue", pending).unwrap();
    assert_eq!(value(&mut world, json!({})), json!("hunter3"));
    call(&mut world, "secretsmanager:UpdateSecret", json!({"SecretId": "db", "SecretString": "hunter4", "Description": "d"})).unwrap();
    assert_eq!(value(&mut world, json!({"VersionStage": "AWSPREVIOUS"})), json!("hunter3"));
    let described = call(&mut world, "secretsmanager:DescribeSecret", json!({"SecretId": "db"})).unwrap();
    // The first version has lost its labels.
    assert_eq!((described["VersionIdsToStages"].as_object().unwrap().len(), &described["Description"]), (3, &json!("d")));
    let mismatch = json!({"SecretId": "db", "VersionId": TOKEN, "VersionStage": "AWSCURRENT"});
    assert_eq!(code(&mut world, "secretsmanager:GetSecretValue", mismatch), "InvalidRequestException");
    let unknown = json!({"SecretId": "db", "VersionStage": "X"});
    assert_eq!(code(&mut world, "secretsmanager:GetSecretValue", unknown), "ResourceNotFoundException");
}

#[test]
fn a_token_is_of_one_value() {
    let (mut world, created) = with_secret();
    let put = |value: &str| json!({"SecretId": "db", "SecretString": value, "ClientRequestToken": TOKEN});
    assert_eq!(call(&mut world, "secretsmanager:PutSecretValue", put("hunter2")).unwrap()["VersionId"], created["VersionId"]);
    assert_eq!(code(&mut world, "secretsmanager:PutSecretValue", put("other")), "ResourceExistsException");
    assert_eq!(code(&mut world, "secretsmanager:UpdateSecret", put("hunter2")), "ResourceExistsException");
    assert_eq!(code(&mut world, "secretsmanager:CreateSecret", json!({"Name": "db"})), "ResourceExistsException");
    assert_eq!(code(&mut world, "secretsmanager:CreateSecret", json!({"Name": "a b"})), "ValidationException");
    let both = json!({"Name": "x", "SecretString": "a", "SecretBinary": "aGk="});
    assert_eq!(code(&mut world, "secretsmanager:CreateSecret", both), "InvalidParameterException");
    assert_eq!(code(&mut world, "secretsmanager:PutSecretValue", json!({"SecretId": "db"})), "InvalidRequestException");
}

#[test]
fn a_deletion_can_be_taken_back_within_its_window() {
    let (mut world, created) = with_secret();
    let delete = |days: i64| json!({"SecretId": "db", "RecoveryWindowInDays": days});
    assert_eq!(code(&mut world, "secretsmanager:DeleteSecret", delete(6)), "InvalidParameterException");
    call(&mut world, "secretsmanager:DeleteSecret", delete(7)).unwrap();
    assert_eq!(code(&mut world, "secretsmanager:GetSecretValue", json!({"SecretId": "db"})), "InvalidRequestException");
    assert_eq!(code(&mut world, "secretsmanager:CreateSecret", json!({"Name": "db"})), "InvalidRequestException");
    assert_eq!(call(&mut world, "secretsmanager:ListSecrets", json!({})).unwrap(), json!({}));
    let planned = call(&mut world, "secretsmanager:ListSecrets", json!({"IncludePlannedDeletion": true})).unwrap();
    assert!(planned["SecretList"][0]["DeletedDate"].is_number());
    call(&mut world, "secretsmanager:RestoreSecret", json!({"SecretId": created["ARN"]})).unwrap();
    advance(&mut world, Duration::from_hours(24));
    call(&mut world, "secretsmanager:DeleteSecret", delete(7)).unwrap();
    // The first deletion would be due now.
    advance(&mut world, Duration::from_hours(6 * 24 + 1));
    call(&mut world, "secretsmanager:DescribeSecret", json!({"SecretId": "db"})).unwrap();
    advance(&mut world, Duration::from_hours(24));
    assert_eq!(code(&mut world, "secretsmanager:DescribeSecret", json!({"SecretId": "db"})), "ResourceNotFoundException");
    call(&mut world, "secretsmanager:DeleteSecret", json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true})).unwrap();
}

#[test]
fn secrets_are_listed_by_filters_and_pages() {
    let (mut world, _) = with_secret();
    for name in ["web/key", "web/other"] {
        call(&mut world, "secretsmanager:CreateSecret", json!({"Name": name})).unwrap();
    }
    let names = |world: &mut World, request: Value| -> (Vec<String>, Value) {
        let reply = call(world, "secretsmanager:ListSecrets", request).unwrap();
        let list = reply["SecretList"].as_array().cloned().unwrap_or_default();
        (list.iter().map(|entry| entry["Name"].as_str().unwrap().to_owned()).collect(), reply["NextToken"].clone())
    };
    let (first, token) = names(&mut world, json!({"MaxResults": 2, "SortBy": "name"}));
    let (rest, end) = names(&mut world, json!({"MaxResults": 2, "SortBy": "name", "NextToken": token}));
    assert_eq!((first, rest, end), (vec!["db".to_owned(), "web/key".into()], vec!["web/other".into()], Value::Null));
    let filter = |key: &str, value: &str| json!({"Filters": [{"Key": key, "Values": [value]}]});
    assert_eq!(names(&mut world, filter("tag-key", "team")).0, ["db"]);
    assert_eq!(names(&mut world, filter("name", "!web/")).0, ["db"]);
    assert_eq!(names(&mut world, filter("all", "OTHER")).0, ["web/other"]);
    call(&mut world, "secretsmanager:UntagResource", json!({"SecretId": "db", "TagKeys": ["team"]})).unwrap();
    call(&mut world, "secretsmanager:TagResource", json!({"SecretId": "web/key", "Tags": [{"Key": "team", "Value": "b"}]})).unwrap();
    assert_eq!(names(&mut world, filter("tag-key", "team")).0, ["web/key"]);
    assert_eq!(code(&mut world, "secretsmanager:ListSecrets", json!({"NextToken": "x"})), "InvalidNextTokenException");
}

#[test]
fn values_are_never_shown() {
    let (mut world, _) = with_secret();
    let get = AnyOperation::from_json("secretsmanager:GetSecretValue", json!({"SecretId": "db"})).unwrap();
    let reply = crate::backends::simulator::answer(&mut world, &get).unwrap();
    let put = AnyOperation::from_json("secretsmanager:PutSecretValue", json!({"SecretId": "db", "SecretString": "hunter2"})).unwrap();
    let shown = format!("{:?} {reply:?} {put:?} {:#?}", world.secrets, world.trace);
    assert!(!shown.contains("hunter2") && shown.contains("[secret]"));
    let wrong = AnyOperation::from_json("secretsmanager:PutSecretValue", json!({"SecretId": "db", "SecretString": 4711})).unwrap_err();
    assert!(!wrong.to_string().contains("4711"), "{wrong}");
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    answers_all(crate::operations::secretsmanager::TABLE);
}
