//! The services that no SDK crate is linked for: what goes over the wire, and how it is signed.

use super::{REGION, builder, cloud, request, signature::assert_signed};
use crate::endpoint::{Answer, Endpoint};
use ecs_usecases::{
    backend::{Call, CloudBackend, Scope},
    clock::Timestamp,
    model::{
        appconfig::{CreateHostedConfigurationVersion, GetDeployment, ListEnvironments},
        appconfigdata::{GetLatestConfiguration, StartConfigurationSession},
        iam::{GetRole, SimulatePrincipalPolicy},
        logs::FilterLogEvents,
        secretsmanager::{GetSecretValue, PutSecretValue},
        ssm::GetParameter,
        sts::GetCallerIdentity,
    },
    operations::{AnyOperation, rest, wire},
};
use serde_json::{Value, json};
use std::sync::Arc;

const JSON: &str = "application/x-amz-json-1.1";

#[tokio::test]
async fn json_is_lossless() {
    let reply = json!({ "Parameter": { "Name": "a", "Type": "SecretPaper", "Value": "v", "Version": 3, "LastModifiedDate": 1_700_000_000.25, "Mood": [1] } });
    let endpoint = Endpoint::start([Answer::ok(JSON, reply.to_string()), Answer::ok(JSON, "")]);
    let cloud = cloud(&endpoint.url()).await;
    let sent = json!({ "Name": "a", "WithDecryption": true, "Novelty": { "deep": [1, "two"] } });
    let output = cloud.send(request::<GetParameter>(sent.clone())).await.unwrap();
    assert_eq!(serde_json::to_value(&output).unwrap(), reply);
    cloud.send(request::<FilterLogEvents>(json!({ "logGroupName": "a" }))).await.unwrap();
    let seen = endpoint.requests();
    assert_eq!((seen[0].method.as_str(), seen[0].path.as_str()), ("POST", "/"));
    assert_eq!(serde_json::from_str::<Value>(&seen[0].body).unwrap(), sent);
    assert_eq!((seen[0].header("x-amz-target"), seen[0].header("content-type")), (Some("AmazonSSM.GetParameter"), Some(JSON)));
    assert!(seen[0].header("user-agent").is_some_and(|agent| agent.contains("aws-sdk-rust")), "{:?}", seen[0].header("user-agent"));
    assert_eq!(seen[1].header("x-amz-target"), Some("Logs_20140328.FilterLogEvents"));
}

#[tokio::test]
async fn a_new_version_of_a_secret_has_a_token() {
    let endpoint = Endpoint::start((0..4).map(|_| Answer::ok(JSON, "{}")));
    let cloud = cloud(&endpoint.url()).await;
    let put = || json!({ "SecretId": "a", "SecretString": "s" });
    let mut own = put();
    own["ClientRequestToken"] = json!("mine");
    for request in [put(), put(), own] {
        cloud.send(super::request::<PutSecretValue>(request)).await.unwrap();
    }
    cloud.send(request::<GetSecretValue>(json!({ "SecretId": "a" }))).await.unwrap();
    let bodies: Vec<Value> = endpoint.requests().iter().map(|asked| serde_json::from_str(&asked.body).unwrap()).collect();
    let token = |at: usize| bodies[at]["ClientRequestToken"].as_str().unwrap_or_default();
    assert!(token(0).len() == 32 && token(1).len() == 32 && token(0) != token(1), "{bodies:?}");
    assert_eq!((token(2), &bodies[3]), ("mine", &json!({ "SecretId": "a" })));
}

#[tokio::test]
async fn forms_and_xml_are_lossless() {
    let role = "<GetRoleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><GetRoleResult><Role><Path>/</Path><RoleName>x</RoleName>\
        <RoleId>AROA</RoleId><Arn>arn:aws:iam::1:role/x</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate><MaxSessionDuration>3600</MaxSessionDuration>\
        <Tags><member><Key>k</Key><Value>v</Value></member></Tags><Mood>good</Mood></Role></GetRoleResult></GetRoleResponse>";
    let results = "<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults><member>\
        <EvalActionName>ecs:RunTask</EvalActionName><EvalDecision>perhaps</EvalDecision></member></EvaluationResults>\
        </SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>";
    let who =
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>1</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
    let endpoint = Endpoint::start([role, results, who].map(|xml| Answer::ok("text/xml", xml)));
    let cloud = cloud(&endpoint.url()).await;
    let found = cloud.send(request::<GetRole>(json!({ "RoleName": "x" }))).await.unwrap().role.unwrap();
    assert_eq!(found.create_date.unwrap().to_string(), "2026-01-02T03:04:05.000Z");
    assert_eq!((found.max_session_duration, &found.extra["Mood"]), (Some(3600), &json!("good")));
    let asked = json!({ "PolicySourceArn": "arn", "ActionNames": ["ecs:RunTask", "iam:PassRole"], "Depth": 3 });
    let decided = cloud.send(request::<SimulatePrincipalPolicy>(asked)).await.unwrap();
    assert_eq!(serde_json::to_value(&decided.evaluation_results[0]).unwrap()["EvalDecision"], "perhaps");
    assert_eq!(cloud.send(GetCallerIdentity::default()).await.unwrap().account.as_deref(), Some("1"));
    let seen = endpoint.requests();
    let form = "Action=SimulatePrincipalPolicy&Version=2010-05-08&PolicySourceArn=arn&ActionNames.member.1=ecs%3ARunTask\
                &ActionNames.member.2=iam%3APassRole&Depth=3";
    assert_eq!((seen[1].body.as_str(), seen[1].header("content-type")), (form, Some("application/x-www-form-urlencoded")));
    assert_eq!(seen[2].body, "Action=GetCallerIdentity&Version=2011-06-15");
}

#[tokio::test]
async fn rest_is_lossless() {
    let deployment = json!({
        "ApplicationId": "a", "DeploymentNumber": 7, "StartedAt": "2026-01-02T03:04:05.678Z", "State": "BEAMING", "Mood": { "deep": [1] },
    });
    let endpoint = Endpoint::start([
        Answer::ok("application/json", deployment.to_string()),
        Answer::ok("application/json", r#"{"flags":1}"#).with("Version-Number", "4").with("Application-Id", "a"),
        Answer::ok("application/json", r#"{"Items":[{"Id":"e"}],"NextToken":"more"}"#),
        Answer::ok("application/json", r#"{"InitialConfigurationToken":"t"}"#),
        Answer::ok("text/plain", "on").with("Next-Poll-Configuration-Token", "u").with("Next-Poll-Interval-In-Seconds", "60"),
    ]);
    let cloud = cloud(&endpoint.url()).await;
    let asked = json!({ "ApplicationId": "a", "EnvironmentId": "e", "DeploymentNumber": 7 });
    let found = cloud.send(request::<GetDeployment>(asked)).await.unwrap();
    assert_eq!(found.started_at.unwrap().to_string(), "2026-01-02T03:04:05.678Z");
    let mut known = deployment.clone();
    known["StartedAt"] = json!(found.started_at);
    assert_eq!(serde_json::to_value(&found).unwrap(), known);

    let version = json!({
        "ApplicationId": "a", "ConfigurationProfileId": "p/1", "Content": "{\"flags\":1}", "ContentType": "application/json", "Description": "it's new",
    });
    let made = cloud.send(request::<CreateHostedConfigurationVersion>(version)).await.unwrap();
    assert_eq!((made.version_number, made.content.as_deref(), made.application_id.as_deref()), (Some(4), Some("{\"flags\":1}"), Some("a")));
    let listed = cloud.send(request::<ListEnvironments>(json!({ "ApplicationId": "a", "NextToken": "a b/c" }))).await.unwrap();
    assert_eq!((listed.items.len(), listed.next_token.as_deref()), (1, Some("more")));
    let session = json!({ "ApplicationIdentifier": "a", "EnvironmentIdentifier": "e", "ConfigurationProfileIdentifier": "p" });
    let token = cloud.send(request::<StartConfigurationSession>(session.clone())).await.unwrap().initial_configuration_token;
    let latest = cloud.send(request::<GetLatestConfiguration>(json!({ "ConfigurationToken": token }))).await.unwrap();
    assert_eq!((latest.configuration.as_deref(), latest.next_poll_interval_in_seconds), (Some("on"), Some(60)));
    assert_eq!(latest.next_poll_configuration_token.as_deref(), Some("u"));

    let seen = endpoint.requests();
    let lines: Vec<String> = seen.iter().map(|asked| format!("{} {}", asked.method, asked.path)).collect();
    let expected = [
        "GET /applications/a/environments/e/deployments/7",
        "POST /applications/a/configurationprofiles/p%2F1/hostedconfigurationversions",
        "GET /applications/a/environments?next_token=a%20b%2Fc",
        "POST /configurationsessions",
        "GET /configuration?configuration_token=t",
    ];
    assert_eq!(lines, expected);
    assert_eq!((seen[1].body.as_str(), seen[1].header("description")), ("{\"flags\":1}", Some("it's new")));
    assert_eq!(serde_json::from_str::<Value>(&seen[3].body).unwrap(), session);
    assert!(seen[0].body.is_empty() && seen[0].header("content-type").is_none());
    for asked in &seen {
        assert_signed(asked, "secret", "eu-west-1/appconfig");
    }
}

#[tokio::test]
async fn every_request_is_signed_for_its_service() {
    let endpoint = Endpoint::start([]);
    let backend = builder(&endpoint.url()).build().await;
    let scope = Arc::new(Scope::new("", REGION));
    let mut services = Vec::new();
    for info in AnyOperation::table().into_iter().filter(|info| info.service != "http") {
        let row = rest::service(info.service).and_then(|service| service.operation(info.name));
        let in_path = row.is_some_and(|row| row.request.iter().any(|placed| placed.place == rest::Place::Path));
        if services.contains(&info.service) || in_path {
            continue;
        }
        services.push(info.service);
        let operation = AnyOperation::from_json(&info.action(), json!({})).unwrap();
        backend.call(Call::new(scope.clone(), operation, Timestamp::default())).await.unwrap_err();
    }
    let seen = endpoint.requests();
    assert_eq!((seen.len(), services.len()), (wire::SERVICES.len(), wire::SERVICES.len()));
    for (service, asked) in services.into_iter().zip(&seen) {
        assert_signed(asked, "secret", &format!("eu-west-1/{}", wire::of(service).unwrap().signing));
    }
}
