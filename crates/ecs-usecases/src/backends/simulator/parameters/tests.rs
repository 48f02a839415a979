#![allow(clippy::unwrap_used)]

use super::*;
use crate::backends::simulator::testing::{answers_all, call, code, world};
use crate::operations::AnyOperation;
use serde_json::{Value, json};

fn put(world: &mut World, name: &str, value: &str, kind: &str) -> Result<Value> {
    call(world, "ssm:PutParameter", json!({"Name": name, "Value": value, "Type": kind, "Overwrite": true}))
}

fn get(world: &mut World, name: &str, decrypt: bool) -> Value {
    call(world, "ssm:GetParameter", json!({"Name": name, "WithDecryption": decrypt})).unwrap()["Parameter"].clone()
}

#[test]
fn a_parameter_has_versions() {
    let mut world = world(json!({}));
    put(&mut world, "/web/url", "one", "String").unwrap();
    assert_eq!(put(&mut world, "/web/url", "two", "String").unwrap(), json!({"Version": 2, "Tier": "Standard"}));
    assert_eq!(get(&mut world, "/web/url", false)["Value"], json!("two"));
    let first = get(&mut world, "/web/url:1", false);
    assert_eq!((&first["Value"], &first["Selector"]), (&json!("one"), &json!(":1")));
    let arn = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/url";
    assert_eq!((&first["ARN"], &get(&mut world, &format!("{arn}:1"), false)["Value"]), (&json!(arn), &json!("one")));
    assert_eq!(code(&mut world, "ssm:GetParameter", json!({"Name": "/web/url:9"})), "ParameterVersionNotFound");
    assert_eq!(code(&mut world, "ssm:GetParameter", json!({"Name": "/web"})), "ParameterNotFound");
    let again = json!({"Name": "/web/url", "Value": "x", "Type": "String"});
    assert_eq!(code(&mut world, "ssm:PutParameter", again), "ParameterAlreadyExists");
    assert_eq!(put(&mut world, "/web/url", "x", "SecureString").unwrap_err().code(), Some("HierarchyTypeMismatchException"));
    for number in 3..=101 {
        assert_eq!(put(&mut world, "/web/url", "x", "String").unwrap()["Version"], json!(number));
    }
    assert_eq!(code(&mut world, "ssm:GetParameter", json!({"Name": "/web/url:1"})), "ParameterVersionNotFound");
}

#[test]
fn what_is_put_is_checked() {
    let mut world = world(json!({}));
    for name in ["aws/x", "/SSMx", "a b", "a/b", "/a//b", ""] {
        assert_eq!(put(&mut world, name, "x", "String").unwrap_err().code(), Some("ValidationException"), "{name}");
    }
    let deep = "/x".repeat(16);
    assert_eq!(put(&mut world, &deep, "x", "String").unwrap_err().code(), Some("HierarchyLevelLimitExceededException"));
    assert_eq!(put(&mut world, "a", "x", "Number").unwrap_err().code(), Some("UnsupportedParameterType"));
    let long = "x".repeat(4097);
    assert_eq!(put(&mut world, "a", &long, "String").unwrap_err().code(), Some("ValidationException"));
    let tiered = |tier: &str, value: &str| json!({"Name": "a", "Value": value, "Type": "String", "Tier": tier, "Overwrite": true});
    assert_eq!(call(&mut world, "ssm:PutParameter", tiered("Intelligent-Tiering", &long)).unwrap()["Tier"], json!("Advanced"));
    assert_eq!(code(&mut world, "ssm:PutParameter", tiered("Standard", "x")), "ValidationException");
    let pattern = |value: &str| json!({"Name": "b", "Value": value, "Type": "String", "AllowedPattern": "^\\d+$"});
    assert_eq!(code(&mut world, "ssm:PutParameter", pattern("x")), "ParameterPatternMismatchException");
    call(&mut world, "ssm:PutParameter", pattern("12")).unwrap();
    assert_eq!(put(&mut world, "b", "x", "String").unwrap_err().code(), Some("ParameterPatternMismatchException"));
    assert_eq!(code(&mut world, "ssm:PutParameter", json!({"Name": "c", "Value": "x"})), "ValidationException");
}

#[test]
fn secure_strings_are_read_only_when_asked_to_be_decrypted() {
    let mut world = world(json!({}));
    put(&mut world, "/web/key", "hunter2", "SecureString").unwrap();
    assert_eq!(get(&mut world, "/web/key", true)["Value"], json!("hunter2"));
    assert!(!get(&mut world, "/web/key", false).to_string().contains("hunter2"));
    let put = AnyOperation::from_json("ssm:PutParameter", json!({"Name": "a", "Value": "hunter2"})).unwrap();
    let get = AnyOperation::from_json("ssm:GetParameter", json!({"Name": "/web/key", "WithDecryption": true})).unwrap();
    let reply = crate::backends::simulator::answer(&mut world, &get).unwrap();
    let shown = format!("{:?} {put:?} {reply:?}", world.parameters);
    assert!(!shown.contains("hunter2") && shown.contains("[secret]"));
}

#[test]
fn parameters_are_found_by_names_paths_and_filters() {
    let mut world = world(json!({}));
    for (name, kind) in [("/a/one", "String"), ("/a/two", "SecureString"), ("/a/b/three", "String"), ("plain", "StringList")] {
        put(&mut world, name, "x", kind).unwrap();
    }
    let names = |world: &mut World, action: &str, request: Value| -> (Vec<String>, Value) {
        let reply = call(world, action, request).unwrap();
        let list = reply["Parameters"].as_array().cloned().unwrap_or_default();
        (list.iter().map(|one| one["Name"].as_str().unwrap().to_owned()).collect(), reply["NextToken"].clone())
    };
    let by_path = "ssm:GetParametersByPath";
    assert_eq!(names(&mut world, by_path, json!({"Path": "/a"})).0, ["/a/one", "/a/two"]);
    let (first, token) = names(&mut world, by_path, json!({"Path": "/a/", "Recursive": true, "MaxResults": 2}));
    let (rest, _) = names(&mut world, by_path, json!({"Path": "/a/", "Recursive": true, "MaxResults": 2, "NextToken": token}));
    assert_eq!((first, rest), (vec!["/a/b/three".to_owned(), "/a/one".into()], vec!["/a/two".into()]));
    let filter = |key: &str, option: &str, value: &str| json!({"ParameterFilters": [{"Key": key, "Option": option, "Values": [value]}]});
    let describe = "ssm:DescribeParameters";
    assert_eq!(names(&mut world, describe, filter("Type", "Equals", "SecureString")).0, ["/a/two"]);
    assert_eq!(names(&mut world, describe, filter("Name", "Contains", "la")).0, ["plain"]);
    assert_eq!(names(&mut world, describe, filter("Path", "Recursive", "/a")).0.len(), 3);
    assert_eq!(code(&mut world, describe, filter("Size", "Equals", "1")), "InvalidFilterKey");
    assert_eq!(code(&mut world, describe, filter("Type", "Contains", "1")), "InvalidFilterOption");
    assert_eq!(code(&mut world, by_path, json!({"Path": "/a", "NextToken": "x"})), "InvalidNextToken");
    let found = call(&mut world, "ssm:GetParameters", json!({"Names": ["plain", "/a/one:1", "gone"]})).unwrap();
    assert_eq!((found["Parameters"].as_array().unwrap().len(), &found["InvalidParameters"]), (2, &json!(["gone"])));
    let deleted = call(&mut world, "ssm:DeleteParameters", json!({"Names": ["plain", "gone"]})).unwrap();
    assert_eq!(deleted, json!({"DeletedParameters": ["plain"], "InvalidParameters": ["gone"]}));
    call(&mut world, "ssm:DeleteParameter", json!({"Name": "/a/one"})).unwrap();
    assert_eq!(code(&mut world, "ssm:DeleteParameter", json!({"Name": "/a/one"})), "ParameterNotFound");
}

#[test]
fn parameters_have_tags() {
    let mut world = world(json!({}));
    put(&mut world, "a", "x", "String").unwrap();
    let tag = |id: &str| json!({"ResourceType": "Parameter", "ResourceId": id, "Tags": [{"Key": "team", "Value": "a"}]});
    call(&mut world, "ssm:AddTagsToResource", tag("a")).unwrap();
    assert_eq!(code(&mut world, "ssm:AddTagsToResource", tag("b")), "InvalidResourceId");
    let listed = call(&mut world, "ssm:ListTagsForResource", json!({"ResourceType": "Parameter", "ResourceId": "a"})).unwrap();
    assert_eq!(listed, json!({"TagList": [{"Key": "team", "Value": "a"}]}));
    let with_tag = json!({"ParameterFilters": [{"Key": "tag:team", "Values": ["a"]}]});
    assert_eq!(call(&mut world, "ssm:DescribeParameters", with_tag).unwrap()["Parameters"][0]["Name"], json!("a"));
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    answers_all(crate::operations::ssm::TABLE);
}
