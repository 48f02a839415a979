//! What the AWS backend says over the wire, and what it makes of any answer: a scripted endpoint on loopback.

#![allow(clippy::unwrap_used)]

mod endpoint;
mod errors;
mod roles;
mod services;
mod signature;
mod web;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, error::CredentialsError, future};
use ecs_usecases::{
    backend::{Call, Cloud, CloudBackend, Scope},
    backends::aws::{AwsBackend, AwsBackendBuilder},
    clock::Timestamp,
    error::ErrorKind,
    model::{
        cloudwatch::{DescribeAlarms, GetMetricData, PutMetricAlarm},
        ecr::DescribeImages,
        ecs::{DescribeServices, SchedulingStrategy},
        elbv2::{DescribeRules, ModifyRule},
    },
    operations::{AnyOperation, OperationInfo, rest},
};
use endpoint::{Answer, Endpoint};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::{env, process::Command, sync::Arc};

const REGION: &str = "eu-west-1";

fn builder(url: &str) -> AwsBackendBuilder {
    AwsBackend::builder().endpoint_url(url).region(REGION).credentials("key", "secret")
}

async fn cloud(url: &str) -> Cloud {
    Cloud::new(Arc::new(builder(url).build().await), Scope::new("", REGION))
}

fn request<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

#[tokio::test]
async fn json_services_are_lossless() {
    let reply = json!({
        "services": [{
            "serviceName": "web",
            "schedulingStrategy": "PER_MOON",
            "createdAt": 1_700_000_000.123,
            "novelty": { "deep": [1, "two"] },
            "deploymentConfiguration": { "strategy": "TELEPORT", "beam": 7 },
        }],
        "weather": "fine",
    });
    let endpoint = Endpoint::start([Answer::ok("application/x-amz-json-1.1", reply.to_string())]);
    let sent = json!({ "services": ["web"], "include": ["EVERYTHING"], "depth": { "levels": 3 } });
    let output = cloud(&endpoint.url()).await.send(request::<DescribeServices>(sent.clone())).await.unwrap();
    assert_eq!(serde_json::to_value(&output).unwrap(), reply);
    assert_eq!(output.services[0].scheduling_strategy, Some(SchedulingStrategy::Unknown("PER_MOON".into())));
    assert_eq!(output.services[0].extra["novelty"]["deep"][1], "two");

    let seen = endpoint.requests().remove(0);
    assert_eq!(serde_json::from_str::<Value>(&seen.body).unwrap(), sent);
    assert_eq!(seen.header("x-amz-target"), Some("AmazonEC2ContainerServiceV20141113.DescribeServices"));
    assert_eq!(seen.header("content-type"), Some("application/x-amz-json-1.1"));
    let authorization = seen.header("authorization").unwrap();
    assert!(authorization.contains("Credential=key/") && authorization.contains("/eu-west-1/ecs/"), "{authorization}");
}

#[tokio::test]
async fn odd_answers_are_read_as_far_as_they_go() {
    let reply = json!({ "imageDetails": [{ "imageDigest": "sha256:1", "oddity": 1 }], "nextToken": "more", "imageCount": "many" });
    let odd = r#"{"imageDetails":[],"nextToken":null,"newList":[{"a":[[]]}]}"#;
    let endpoint = Endpoint::start([
        Answer::ok("application/x-amz-json-1.1", reply.to_string()),
        Answer::ok("application/x-amz-json-1.1", odd),
        Answer::ok("application/x-amz-json-1.1", ""),
        Answer::ok("application/x-amz-json-1.1", r#"{"imageDetails":null,"newMember":{"list":null,"items":[null,1]}}"#),
        Answer::ok("application/x-amz-json-1.1", "not json"),
    ]);
    let cloud = cloud(&endpoint.url()).await;
    let ask = || request::<DescribeImages>(json!({ "repositoryName": "web" }));
    assert_eq!(serde_json::to_value(cloud.send(ask()).await.unwrap()).unwrap(), reply);
    assert_eq!(cloud.send(ask()).await.unwrap().extra["newList"], json!([{ "a": [[]] }]));
    assert_eq!(cloud.send(ask()).await.unwrap(), ecs_usecases::model::ecr::DescribeImagesResponse::default());
    let nulls = cloud.send(ask()).await.unwrap();
    assert_eq!((nulls.image_details.len(), &nulls.extra["newMember"]), (0, &json!({ "items": [null, 1] })));
    let error = cloud.send(ask()).await.unwrap_err();
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Internal, false));
}

#[tokio::test]
async fn query_services_are_lossless() {
    let reply = "<DescribeRulesResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><DescribeRulesResult><Rules><member>\
        <Priority>1</Priority><Mood>good</Mood><Actions><member><Type>teleport</Type><Order>2</Order></member></Actions></member></Rules>\
        </DescribeRulesResult></DescribeRulesResponse>";
    let endpoint = Endpoint::start([Answer::ok("text/xml", reply), Answer::ok("text/xml", "<ModifyRuleResponse/>")]);
    let cloud = cloud(&endpoint.url()).await;
    // The SDK also refuses the second answer, for it has no result in it; our reading wins.
    let output = cloud.send(request::<DescribeRules>(json!({ "RuleArns": ["arn"], "Depth": 3 }))).await.unwrap();
    let rule = json!({ "Priority": "1", "Actions": [{ "Type": "teleport", "Order": 2 }], "Mood": "good" });
    assert_eq!(serde_json::to_value(&output.rules[0]).unwrap(), rule);

    let again = json!({ "RuleArn": "arn", "Actions": rule["Actions"], "Mood": rule["Mood"] });
    cloud.send(request::<ModifyRule>(again)).await.unwrap();
    let seen = endpoint.requests();
    assert_eq!(seen[0].body, "Action=DescribeRules&Version=2015-12-01&RuleArns.member.1=arn&Depth=3");
    assert_eq!(
        seen[1].body,
        "Action=ModifyRule&Version=2015-12-01&RuleArn=arn&Actions.member.1.Type=teleport&Actions.member.1.Order=2&Mood=good"
    );
    assert_eq!(seen[1].header("content-type"), Some("application/x-www-form-urlencoded"));
}

#[tokio::test]
async fn cloudwatch_speaks_json() {
    // The SDK expects CBOR and can't read any of these answers; our reading wins.
    let reply = json!({
        "MetricDataResults": [{ "Id": "e", "Timestamps": [1_700_000_000.0], "Values": [0.5], "StatusCode": "Guessed" }],
        "Certainty": 0.5,
    });
    let endpoint = Endpoint::start([
        Answer::ok("application/x-amz-json-1.0", reply.to_string()),
        Answer::ok("application/x-amz-json-1.0", ""),
        Answer::error(400, r#"{"__type":"com.amazonaws.cloudwatch#ResourceNotFound","message":"no alarm"}"#),
    ]);
    let cloud = cloud(&endpoint.url()).await;
    let sent = json!({ "MetricDataQueries": [{ "Id": "e", "Expression": "1" }], "StartTime": 1.5, "EndTime": 2.0, "Novelty": [1] });
    let output = cloud.send(request::<GetMetricData>(sent.clone())).await.unwrap();
    assert_eq!(serde_json::to_value(&output).unwrap(), reply);
    // Longer than what the SDK compresses.
    let long = json!({ "AlarmName": "a", "AlarmDescription": "x".repeat(20_000) });
    cloud.send(request::<PutMetricAlarm>(long.clone())).await.unwrap();
    let error = cloud.send(DescribeAlarms::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::NotFound, Some("ResourceNotFound")));

    let seen = endpoint.requests();
    assert_eq!(serde_json::from_str::<Value>(&seen[0].body).unwrap(), sent);
    assert_eq!(serde_json::from_str::<Value>(&seen[1].body).unwrap(), long);
    assert_eq!(seen[0].path, "/");
    assert_eq!(seen[0].header("x-amz-target"), Some("GraniteServiceVersion20100801.GetMetricData"));
    assert_eq!(seen[0].header("content-type"), Some("application/x-amz-json-1.0"));
    assert_eq!((seen[0].header("smithy-protocol"), seen[1].header("content-encoding")), (None, None));
}

#[tokio::test]
async fn every_operation_names_its_action() {
    let endpoint = Endpoint::start([]);
    let backend = builder(&endpoint.url()).build().await;
    let scope = Arc::new(Scope::new("", REGION));
    let table: Vec<&OperationInfo> = AnyOperation::table().into_iter().filter(|info| info.service != "http").collect();
    for info in &table {
        let row = rest::service(info.service).and_then(|service| service.operation(info.name));
        let placed = row.into_iter().flat_map(|row| row.request).filter(|placed| placed.place == rest::Place::Path);
        let member = |placed: &rest::Placed| match placed.kind {
            rest::Kind::Integer => json!(7),
            _ => json!("x"),
        };
        let request: Value = placed.map(|placed| (placed.member.to_owned(), member(placed))).collect::<serde_json::Map<_, _>>().into();
        let operation = AnyOperation::from_json(&info.action(), request).unwrap();
        let error = backend.call(Call::new(scope.clone(), operation, Timestamp::default())).await.unwrap_err();
        assert_eq!(error.details().operation, Some(info.action()));
    }
    let seen = endpoint.requests();
    assert_eq!(seen.len(), table.len());
    for (info, request) in table.into_iter().zip(seen) {
        let named = match (request.header("x-amz-target"), rest::service(info.service)) {
            (Some(target), _) => target.ends_with(&format!(".{}", info.name)),
            (None, Some(service)) => {
                let row = service.operation(info.name).unwrap();
                let filled =
                    row.path.split('/').map(|part| match row.request.iter().find(|placed| part == format!("{{{}}}", placed.name)) {
                        Some(placed) if placed.kind == rest::Kind::Integer => "7",
                        Some(_) => "x",
                        None => part,
                    });
                (request.method.as_str(), request.path.split('?').next())
                    == (row.method, Some(filled.collect::<Vec<_>>().join("/").as_str()))
            }
            (None, None) => request.body.starts_with(&format!("Action={}&", info.name)),
        };
        assert!(named, "{}: {:?} {} {}", info.action(), request.header("x-amz-target"), request.path, request.body);
    }
}

/// A provider that finds nothing.
#[derive(Debug)]
struct Nobody;

impl ProvideCredentials for Nobody {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded("nothing is configured")))
    }
}

#[tokio::test]
async fn missing_credentials_and_regions_are_explained() {
    let endpoint = Endpoint::start([]);
    let bare = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(Nobody))
        .build();
    let backend = AwsBackend::builder().sdk_config(bare).endpoint_url(endpoint.url());
    for error in errors::failures(backend.build().await).await {
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::AccessDenied, false), "{error:?}");
        assert!(error.details().advice.as_ref().unwrap().contains("AWS_PROFILE"), "{error:?}");
    }
    assert!(endpoint.requests().is_empty());

    let nowhere = AwsBackend::builder().sdk_config(SdkConfig::builder().build()).build().await;
    let error = nowhere.scope().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.details().advice.as_ref().unwrap().contains("AWS_REGION"));
    let error = Cloud::new(Arc::new(nowhere), Scope::new("", "")).send(DescribeAlarms::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

/// Variables of a process can't be set safely while its threads run, so this test runs itself in another process.
#[tokio::test]
async fn the_environment_is_honoured() {
    const NAME: &str = "the_environment_is_honoured";
    const PROGRAM: &str = "ECS_USECASES_TEST_ENDPOINT";
    if let Ok(url) = env::var(PROGRAM) {
        return in_environment(&url).await;
    }
    let endpoint = || Endpoint::start((0..2).map(|_| Answer::ok("application/x-amz-json-1.1", "{}")));
    let (shared, own, program) = (endpoint(), endpoint(), endpoint());
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", NAME])
        .env(PROGRAM, program.url())
        .env("AWS_ENDPOINT_URL", shared.url())
        .env("AWS_ENDPOINT_URL_ECS", own.url())
        .env("AWS_REGION", "ap-south-1")
        .env("AWS_ACCOUNT_ID", "111111111111")
        .env("AWS_ACCESS_KEY_ID", "from-environment")
        .env("AWS_SECRET_ACCESS_KEY", "secret")
        .env_remove("AWS_PROFILE")
        .status()
        .unwrap();
    assert!(status.success());
    for (endpoint, scopes) in [(&shared, vec!["ecr"]), (&own, vec!["ecs"]), (&program, vec!["ecr", "ecs"])] {
        let requests = endpoint.requests();
        assert_eq!(requests.len(), scopes.len());
        for (request, service) in requests.iter().zip(scopes) {
            let authorization = request.header("authorization").unwrap();
            assert!(authorization.contains("Credential=from-environment/"), "{authorization}");
            assert!(authorization.contains(&format!("/ap-south-1/{service}/")), "{authorization}");
        }
    }
}

async fn in_environment(program: &str) {
    for backend in [AwsBackend::from_env().await, AwsBackend::builder().endpoint_url(program).build().await] {
        let scope = backend.scope().await.unwrap();
        assert_eq!(scope, Scope::new("111111111111", "ap-south-1"));
        let cloud = Cloud::new(Arc::new(backend), scope);
        cloud.send(request::<DescribeImages>(json!({ "repositoryName": "web" }))).await.unwrap();
        cloud.send(DescribeServices::default()).await.unwrap();
    }
}

#[tokio::test]
async fn calls_for_another_account_are_refused() {
    let endpoint = Endpoint::start([Answer::ok("application/x-amz-json-1.1", "{}")]);
    let backend = builder(&endpoint.url()).account("111111111111").build().await;
    let scope = backend.scope().await.unwrap();
    assert_eq!(scope, Scope::new("111111111111", REGION));
    let cloud = Cloud::new(Arc::new(backend), Scope::new("222222222222", REGION));
    let error = cloud.send(DescribeServices::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied);
    assert!(endpoint.requests().is_empty());
    cloud.in_scope(scope).send(DescribeServices::default()).await.unwrap();
}
