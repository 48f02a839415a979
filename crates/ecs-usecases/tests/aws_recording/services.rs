//! Recordings of the services that no SDK crate is linked for, of roles, and of requests that nobody signs.

use super::{
    cloud,
    endpoint::{Answer, Endpoint},
    played_back, recording_builder,
    session::call,
};
use ecs_usecases::{
    backend::{Cloud, Scope},
    backends::aws::recording::{HttpExchange, HttpRecording},
    clock::{Clock, SystemClock, Timestamp},
    error::Result,
};
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::222222222222:role/deploy";

fn answers() -> Vec<Answer> {
    let until = Timestamp(SystemClock.now().0 + 3_600_000);
    let session = format!(
        "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>s3cret-of-role\
         </SecretAccessKey><SessionToken>t0ken-of-role</SessionToken><Expiration>{until}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
    );
    let role = "<GetRoleResponse><GetRoleResult><Role><RoleName>x</RoleName><CreateDate>2026-01-02T03:04:05Z</CreateDate></Role></GetRoleResult></GetRoleResponse>";
    let key = r#"{"Parameter":{"Name":"key","Type":"SecureString","Value":"s3cret-parameter"}}"#;
    vec![
        Answer::ok("application/x-amz-json-1.1", key),
        Answer::ok("text/xml", role),
        Answer::ok("application/json", r#"{"on":1}"#).with("Version-Number", "4").with("Application-Id", "a"),
        Answer::ok("text/plain", "on").with("Next-Poll-Configuration-Token", "u").with("Next-Poll-Interval-In-Seconds", "60"),
        Answer::error(404, r#"{"Message":"no application"}"#).with("x-amzn-errortype", "ResourceNotFoundException"),
        Answer::ok("text/plain", "fine"),
        Answer::ok("text/xml", session),
        Answer::ok("application/x-amz-json-1.1", "{}"),
    ]
}

/// A session. The secret parameter is left out of what came of it.
async fn run(cloud: &Cloud, url: &str) -> Vec<Result<Value, Value>> {
    let version =
        json!({ "ApplicationId": "a", "ConfigurationProfileId": "p", "Content": "{\"on\":1}", "ContentType": "application/json" });
    let mut log = Vec::new();
    for (action, request) in [
        ("ssm:GetParameter", json!({ "Name": "key", "WithDecryption": true })),
        ("iam:GetRole", json!({ "RoleName": "x" })),
        ("appconfig:CreateHostedConfigurationVersion", version),
        ("appconfigdata:GetLatestConfiguration", json!({ "ConfigurationToken": "t" })),
        ("appconfig:GetApplication", json!({ "ApplicationId": "none" })),
        ("http:SendRequest", json!({ "url": url, "headers": { "Authorization": "Basic c2VjcmV0" } })),
    ] {
        let found = call(cloud, action, request).await;
        log.push(found.map_err(|error| json!(error)));
    }
    let by_role = cloud.at(Scope::new("", "eu-west-1"), Some(ROLE.into()));
    log.push(
        by_role.send(ecs_usecases::model::ssm::DescribeParameters::default()).await.map(|reply| json!(reply)).map_err(|error| json!(error)),
    );
    if let Some(Ok(parameter)) = log.first_mut() {
        parameter["Parameter"].as_object_mut().unwrap().remove("Value").unwrap();
    }
    if let Ok(answer) = &mut log[5] {
        for member in ["latencyMs", "headers"] {
            answer.as_object_mut().unwrap().remove(member).unwrap();
        }
    }
    log
}

#[tokio::test]
async fn they_are_played_back_without_their_secrets() {
    let endpoint = Endpoint::start(answers());
    let recording = HttpRecording::default();
    let url = format!("{}/health", endpoint.url());
    let live = run(&cloud(recording_builder(&endpoint.url(), &recording)).await, &url).await;
    assert_eq!(live.iter().filter(|found| found.is_ok()).count(), 6, "{live:?}");
    let names: Vec<String> = recording.exchanges().iter().map(HttpExchange::name).collect();
    let expected = [
        "ssm:GetParameter",
        "iam:GetRole",
        "appconfig:CreateHostedConfigurationVersion",
        "appconfigdata:GetLatestConfiguration",
        "appconfig:GetApplication",
        "http:SendRequest",
        "sts:AssumeRole",
        "ssm:DescribeParameters",
    ];
    assert_eq!(names, expected);
    let text = recording.to_jsonl().unwrap();
    for secret in ["s3cret-parameter", "s3cret-of-role", "t0ken-of-role", "ASIAIOSFODNN7EXAMPLE", "c2VjcmV0", "222222222222"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    let (replay, cloud) = played_back(&recording).await;
    assert_eq!(run(&cloud, &url).await, live);
    assert!(replay.left().is_empty(), "{:?}", replay.left());
}
