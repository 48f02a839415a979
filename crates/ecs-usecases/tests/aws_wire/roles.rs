//! Calls by a role.

use super::{REGION, builder, request, signature::assert_signed};
use crate::endpoint::{Answer, Asked, Endpoint};
use ecs_usecases::{
    backend::{Cloud, Scope},
    clock::{Clock, SystemClock, Timestamp},
    error::ErrorKind,
    model::{ecs::DescribeServices, ssm::GetParameter, sts::GetCallerIdentity},
};
use serde_json::json;
use std::{sync::Arc, time::Duration};

const ROLE: &str = "arn:aws:iam::222222222222:role/deploy";
const JSON: &str = "application/x-amz-json-1.1";

/// STS's answer: a session of which so many seconds are left.
fn session(number: u32, seconds: i64) -> Answer {
    let until = Timestamp(SystemClock.now().0 + seconds * 1000);
    Answer::ok(
        "text/xml",
        format!(
            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials>\
             <AccessKeyId>ASIA{number}</AccessKeyId><SecretAccessKey>secret-{number}</SecretAccessKey><SessionToken>token-{number}</SessionToken>\
             <Expiration>{until}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
        ),
    )
}

fn nothing() -> Answer {
    Answer::ok(JSON, "{}")
}

async fn cloud(endpoint: &Endpoint, region: &str) -> Cloud {
    let backend = builder(&endpoint.url()).account("111111111111").build().await;
    Cloud::new(Arc::new(backend), Scope::new("111111111111", REGION)).at(Scope::new("222222222222", region), Some(ROLE.into()))
}

fn parameter() -> GetParameter {
    request(json!({ "Name": "a" }))
}

fn key(asked: &Asked) -> &str {
    asked.header("authorization").unwrap().split("Credential=").nth(1).unwrap().split('/').next().unwrap()
}

fn keys(endpoint: &Endpoint) -> Vec<String> {
    endpoint.requests().iter().map(|asked| key(asked).to_owned()).collect()
}

#[tokio::test]
async fn one_session_serves_every_service_and_region() {
    let who = "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>222222222222</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
    let endpoint = Endpoint::start([session(1, 3600), nothing(), nothing(), Answer::ok("text/xml", who), nothing()]);
    let cloud = cloud(&endpoint, "us-east-2").await;
    cloud.send(DescribeServices::default()).await.unwrap();
    cloud.send(parameter()).await.unwrap();
    assert_eq!(cloud.send(GetCallerIdentity::default()).await.unwrap().account.as_deref(), Some("222222222222"));
    let elsewhere = cloud.at(Scope::new("222222222222", "eu-central-1"), Some(ROLE.into()));
    elsewhere.send(parameter()).await.unwrap();

    let seen = endpoint.requests();
    assert_eq!(
        seen[0].body,
        "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A222222222222%3Arole%2Fdeploy&RoleSessionName=ecs-usecases"
    );
    assert_signed(&seen[0], "secret", "us-east-2/sts");
    assert_eq!(keys(&endpoint), ["key", "ASIA1", "ASIA1", "ASIA1", "ASIA1"]);
    for (asked, scope) in seen[1..].iter().zip(["us-east-2/ecs", "us-east-2/ssm", "us-east-2/sts", "eu-central-1/ssm"]) {
        assert_eq!(asked.header("x-amz-security-token"), Some("token-1"));
        assert_signed(asked, "secret-1", scope);
    }
}

#[tokio::test]
async fn a_role_is_assumed_once_by_calls_at_the_same_time() {
    let endpoint = Endpoint::start([session(1, 3600), nothing(), nothing(), nothing()]);
    let cloud = cloud(&endpoint, REGION).await;
    let (one, two, three) = tokio::join!(cloud.send(parameter()), cloud.send(parameter()), cloud.send(parameter()));
    assert!(one.is_ok() && two.is_ok() && three.is_ok());
    assert_eq!(keys(&endpoint), ["key", "ASIA1", "ASIA1", "ASIA1"]);
}

#[tokio::test]
#[allow(clippy::disallowed_methods)] // a session expires by the clock on the wall
async fn a_session_is_renewed_five_minutes_before_it_expires() {
    let endpoint = Endpoint::start([session(1, 304), nothing(), session(2, 3600), nothing(), nothing(), nothing()]);
    let cloud = cloud(&endpoint, REGION).await;
    cloud.send(parameter()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(4500)).await;
    cloud.send(parameter()).await.unwrap();
    cloud.send(DescribeServices::default()).await.unwrap();
    cloud.send(parameter()).await.unwrap();
    assert_eq!(keys(&endpoint), ["key", "ASIA1", "key", "ASIA2", "ASIA2", "ASIA2"]);
}

#[tokio::test]
async fn what_is_left_of_a_session_is_used_while_sts_fails() {
    let endpoint =
        Endpoint::start([session(1, 120), nothing(), Answer::error(503, ""), nothing(), session(2, -10), Answer::error(503, "")]);
    let cloud = cloud(&endpoint, REGION).await;
    cloud.send(parameter()).await.unwrap();
    cloud.send(parameter()).await.unwrap();
    assert_eq!(keys(&endpoint), ["key", "ASIA1", "key", "ASIA1"]);
    // An endpoint in another time gives what has expired. It is used, and then not used again.
    assert_eq!(cloud.send(parameter()).await.unwrap_err().kind(), ErrorKind::ServiceFault);
    let error = cloud.send(parameter()).await.unwrap_err();
    assert_eq!(error.details().operation.as_deref(), Some("sts:AssumeRole"));
    assert_eq!(keys(&endpoint)[4..], ["key", "ASIA2", "key"]);
}

#[tokio::test]
async fn a_role_that_can_not_be_assumed_is_explained() {
    let denied = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: x is not authorized to perform: sts:AssumeRole on resource: y\
                  </Message></Error></ErrorResponse>";
    let empty = "<AssumeRoleResponse><AssumeRoleResult/></AssumeRoleResponse>";
    let endpoint = Endpoint::start([Answer::error(403, denied), Answer::error(503, ""), Answer::ok("text/xml", empty)]);
    let cloud = cloud(&endpoint, REGION).await;
    for (kind, retryable) in [(ErrorKind::AccessDenied, false), (ErrorKind::ServiceFault, true), (ErrorKind::Internal, false)] {
        let error = cloud.send(parameter()).await.unwrap_err();
        assert_eq!((error.kind(), error.is_retryable()), (kind, retryable), "{error:?}");
        assert_eq!((error.details().operation.as_deref(), error.details().resource.as_deref()), (Some("sts:AssumeRole"), Some(ROLE)));
        assert!(kind != ErrorKind::AccessDenied || error.details().advice.as_ref().unwrap().contains("`sts:AssumeRole`"), "{error:?}");
    }
    assert_eq!(endpoint.requests().len(), 3, "nothing is sent by a role that was not assumed");
}

#[tokio::test]
async fn a_role_of_another_account_is_refused() {
    let endpoint = Endpoint::start([session(1, 3600), nothing()]);
    let cloud = cloud(&endpoint, REGION).await;
    let wrong = cloud.at(Scope::new("333333333333", REGION), Some(ROLE.into())).send(parameter()).await.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::AccessDenied);
    assert!(wrong.to_string().contains("333333333333") && wrong.to_string().contains(ROLE), "{wrong}");
    let odd = cloud.at(Scope::new("222222222222", REGION), Some("deploy".into())).send(parameter()).await.unwrap_err();
    assert_eq!(odd.kind(), ErrorKind::InvalidRequest);
    assert!(endpoint.requests().is_empty());
    cloud.at(Scope::new("", REGION), Some(ROLE.into())).send(parameter()).await.unwrap();
}
