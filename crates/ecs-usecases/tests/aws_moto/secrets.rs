//! Secrets Manager, and the parameters of Systems Manager.

use super::{Bench, json};
use ecs_usecases::{
    error::ErrorKind,
    model::{
        secretsmanager::{
            CreateSecret, DeleteSecret, DescribeSecret, GetSecretValue, ListSecrets, PutSecretValue, RestoreSecret, TagResource,
            UntagResource, UpdateSecret,
        },
        ssm::{
            AddTagsToResource, DeleteParameter, DeleteParameters, DescribeParameters, GetParameter, GetParameters, GetParametersByPath,
            ListTagsForResource, PutParameter,
        },
    },
    operations::{secretsmanager, ssm},
};
use serde_json::json;

#[tokio::test]
async fn secrets() {
    let Some(bench) = Bench::start().await else { return };
    let secret = json!({ "SecretId": "shop/key" });
    let made =
        bench.send::<CreateSecret>(json!({ "Name": "shop/key", "SecretString": "one", "Tags": [{ "Key": "team", "Value": "web" }] })).await;
    let arn = made.arn.unwrap();
    let error = bench.fail::<CreateSecret>(json!({ "Name": "shop/key", "SecretString": "one" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some("ResourceExistsException")));
    bench.send::<PutSecretValue>(json!({ "SecretId": arn, "SecretString": "two" })).await;
    let read = bench.send::<GetSecretValue>(secret.clone()).await;
    assert_eq!(read.secret_string.unwrap().expose(), "two");
    let former = json!({ "SecretId": "shop/key", "VersionStage": "AWSPREVIOUS" });
    assert_eq!(bench.send::<GetSecretValue>(former).await.secret_string.unwrap().expose(), "one");
    bench.send::<UpdateSecret>(json!({ "SecretId": "shop/key", "Description": "the <key>" })).await;
    bench.send::<TagResource>(json!({ "SecretId": "shop/key", "Tags": [{ "Key": "tier", "Value": "one" }] })).await;
    bench.send::<UntagResource>(json!({ "SecretId": "shop/key", "TagKeys": ["team"] })).await;
    let described = bench.send::<DescribeSecret>(secret.clone()).await;
    assert_eq!(described.description.as_deref(), Some("the <key>"));
    assert_eq!(json(&described)["Tags"], json!([{ "Key": "tier", "Value": "one" }]));
    assert!(described.created_date.is_some_and(|at| at.0 > 1_700_000_000_000), "{:?}", described.created_date);
    assert_eq!(bench.send::<ListSecrets>(json!({})).await.secret_list.len(), 1);
    bench.send::<DeleteSecret>(json!({ "SecretId": "shop/key", "RecoveryWindowInDays": 7 })).await;
    let error = bench.fail::<GetSecretValue>(secret.clone()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::InvalidRequest, Some("InvalidRequestException")));
    bench.send::<RestoreSecret>(secret.clone()).await;
    bench.send::<GetSecretValue>(secret).await;
    let error = bench.fail::<DescribeSecret>(json!({ "SecretId": "none" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ResourceNotFoundException")));
    bench.assert_covered(secretsmanager::TABLE);
}

#[tokio::test]
async fn parameters() {
    let Some(bench) = Bench::start().await else { return };
    let put = |name: &str, value: &str, kind: &str| json!({ "Name": name, "Value": value, "Type": kind });
    assert_eq!(bench.send::<PutParameter>(put("/shop/url", "http://a", "String")).await.version, Some(1));
    bench.send::<PutParameter>(put("/shop/key", "s3cret", "SecureString")).await;
    let error = bench.fail::<PutParameter>(put("/shop/url", "http://b", "String")).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some("ParameterAlreadyExists")));
    let read = bench.send::<GetParameter>(json!({ "Name": "/shop/key", "WithDecryption": true })).await.parameter.unwrap();
    assert_eq!(json(&read)["Value"], "s3cret");
    assert!(read.last_modified_date.is_some_and(|at| at.0 > 1_700_000_000_000), "{:?}", read.last_modified_date);
    let both = json(&bench.send::<GetParameters>(json!({ "Names": ["/shop/url", "/none"] })).await);
    assert_eq!((both["Parameters"].as_array().unwrap().len(), &both["InvalidParameters"]), (1, &json!(["/none"])));
    assert_eq!(bench.send::<GetParametersByPath>(json!({ "Path": "/shop" })).await.parameters.len(), 2);
    assert_eq!(bench.send::<DescribeParameters>(json!({})).await.parameters.len(), 2);
    let id = json!({ "ResourceType": "Parameter", "ResourceId": "/shop/url" });
    let tags = json!([{ "Key": "team", "Value": "web" }]);
    let mut tagged = id.clone();
    tagged["Tags"] = tags.clone();
    bench.send::<AddTagsToResource>(tagged).await;
    assert_eq!(json(&bench.send::<ListTagsForResource>(id).await)["TagList"], tags);
    bench.send::<DeleteParameter>(json!({ "Name": "/shop/url" })).await;
    bench.send::<DeleteParameters>(json!({ "Names": ["/shop/key"] })).await;
    let error = bench.fail::<GetParameter>(json!({ "Name": "/shop/url" })).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ParameterNotFound")));
    bench.assert_covered(ssm::TABLE);
}
