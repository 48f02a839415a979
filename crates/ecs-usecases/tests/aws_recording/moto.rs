//! A session with moto, and the recording of one that is kept.

use super::{
    REGION, cloud, played_back, recording_builder,
    server::Moto,
    session::{self, ACCOUNT, OTHER, SECRET_KEY, SEEDED, Secrets},
};
use ecs_usecases::{
    backend::{Cloud, Scope},
    backends::aws::{
        AwsBackend,
        recording::{HttpExchange, HttpRecording, HttpReplay},
    },
    error::ErrorKind,
};
use serde_json::{Value, json};
use std::{env, fs, path::PathBuf};

fn kept() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/moto_session.jsonl")
}

/// What stands for what in the recording of a session.
fn stand_ins() -> [(&'static str, &'static str); 7] {
    [
        (ACCOUNT, "111122223333"),
        (OTHER, "222233334444"),
        (SEEDED.password, "scrubbed-1"),
        (SEEDED.url, "scrubbed-2"),
        (SEEDED.reference, "scrubbed-3"),
        (SEEDED.token, "scrubbed-4"),
        ("jo.doe@corp.example.org", "scrubbed-1@example.com"),
    ]
}

#[tokio::test]
async fn a_session_is_recorded_without_its_secrets_and_played_back() {
    let Some(moto) = Moto::start(&[]) else { return };
    let recording = HttpRecording::default();
    let vpc = moto.vpc();
    let recorder = cloud(recording_builder(&moto.url(), &recording).account(ACCOUNT)).await;
    let real = session::run(&recorder, &vpc, &SEEDED).await;
    assert!(real.iter().any(|(_, result)| result.as_ref().is_ok_and(|reply| reply.to_string().contains(SEEDED.password))));

    let text = recording.to_jsonl().unwrap();
    for (secret, _) in stand_ins() {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    for secret in [SECRET_KEY, "AKIAIOSFODNN7SEEDED1", "Tr0ub4dor", "AWS4-HMAC", "Credential=", "uthorization", "127.0.0.1"] {
        assert!(!text.contains(secret), "{secret} is in {text}");
    }
    if env::var_os("UPDATE_RECORDINGS").is_some() {
        fs::write(kept(), &text).unwrap();
    }

    let (replay, player) = played_back(&recording).await;
    assert_eq!(**player.scope(), Scope::new("111122223333", REGION));
    assert_eq!(player.clock().now(), recording.exchanges()[0].at);
    let again = session::run(&player, &vpc, &SEEDED).await;
    assert_eq!(again.len(), real.len());
    for ((action, real), (_, again)) in real.into_iter().zip(again) {
        let as_text = |result: Result<Value, Value>| match result {
            Ok(found) => format!("ok {found}"),
            Err(error) => format!("error {error}"),
        };
        let expected = stand_ins().iter().fold(as_text(real), |text, (secret, stand_in)| text.replace(secret, stand_in));
        assert_eq!(as_text(again), expected, "{action}");
    }
    assert_eq!(replay.left(), []);
}

/// The kept recording and the network in it.
fn read_kept() -> (HttpRecording, String) {
    let recording = HttpRecording::from_jsonl(&fs::read_to_string(kept()).unwrap()).unwrap();
    let creates = |exchange: &HttpExchange| exchange.action == "CreateTargetGroup";
    let request = recording.exchanges().into_iter().find(creates).unwrap().request;
    let vpc = request.body.split("VpcId=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    (recording, vpc)
}

async fn replayed(recording: &HttpRecording) -> (HttpReplay, Cloud) {
    let replay = HttpReplay::new(recording);
    let cloud = cloud(AwsBackend::builder().replay(&replay)).await;
    (replay, cloud)
}

#[tokio::test]
async fn a_kept_recording_is_played_back_without_any_server() {
    let (recording, vpc) = read_kept();
    assert_eq!(recording.audit(), []);
    // Other secrets than those that were recorded, for nobody knows them any more.
    let mine = Secrets { password: "mine", url: "http://mine", reference: "mine-too", token: "my-token" };
    let (replay, cloud) = replayed(&recording).await;
    let log = session::run(&cloud, &vpc, &mine).await;
    assert_eq!(replay.left(), []);

    let all = |action: &str| log.iter().filter(|(name, _)| *name == action).map(|(_, result)| result).collect::<Vec<_>>();
    let described = all("ecs:DescribeTaskDefinition");
    let container = &described[0].as_ref().unwrap()["taskDefinition"]["containerDefinitions"][0];
    assert_eq!(container["environment"][0]["value"], "scrubbed-1");
    assert_eq!(container["image"], "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1");
    assert_eq!(described[0], described[1]);
    assert_eq!(described[2].as_ref().unwrap_err()["kind"], "not_found");
    assert_eq!(all("ecs:ListServiceDeployments")[0].as_ref().unwrap_err()["kind"], "unsupported");
    assert_eq!(all("ecr:DescribeRepositories")[0].as_ref().unwrap_err()["code"], "RepositoryNotFoundException");
    let policy = all("ecr:GetRepositoryPolicy")[0].as_ref().unwrap()["policyText"].as_str().unwrap().to_owned();
    assert!(policy.contains("arn:aws:iam::222233334444:root"), "{policy}");
    let groups = all("elasticloadbalancing:DescribeTargetGroups");
    assert_eq!(groups[0].as_ref().unwrap()["TargetGroups"][0]["Port"], 80);
    assert_eq!(groups[1].as_ref().unwrap_err()["kind"], "not_found");
    let alarm = &all("cloudwatch:DescribeAlarms")[0].as_ref().unwrap()["MetricAlarms"][0];
    assert_eq!(alarm["AlarmDescription"], "mail scrubbed-1@example.com");
    assert_eq!(alarm["AlarmActions"][0], "arn:aws:sns:eu-west-1:222233334444:alarm");
    assert_eq!(all("cloudwatch:GetMetricData")[0].as_ref().unwrap_err()["code"], "ValidationError");
}

#[tokio::test]
async fn a_request_that_was_not_recorded_is_told_apart() {
    let (recording, _) = read_kept();
    let (_, cloud) = replayed(&recording).await;
    let fail = async |action: &str, request: Value| session::call(&cloud, action, request).await.unwrap_err();

    let error = fail("ecs:CreateCluster", json!({ "clusterName": "store" })).await;
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::Diverged, false));
    assert_eq!(error.details().operation.as_deref(), Some("ecs:CreateCluster"));
    assert_eq!(
        error.details().message,
        "the recording holds no such request of `ecs:CreateCluster`; in the nearest that is left `clusterName` was \"shop\" and is \"store\""
    );
    assert!(error.details().advice.as_ref().unwrap().contains("ignore_member"));

    let error = fail("elasticloadbalancing:DescribeTargetGroups", json!({ "Names": ["other"] })).await;
    assert!(error.details().message.ends_with("`Names.member.1` was \"absent\" and is \"other\""), "{error}");

    let error = fail("ecs:ListTasks", json!({ "cluster": "shop" })).await;
    assert!(error.details().message.contains("none of that action is left, only of cloudwatch:DescribeAlarms, "), "{error}");
}
