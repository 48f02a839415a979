//! Which request gets which answer, and what the text of a recording holds.

use super::{
    cloud,
    endpoint::{Answer, Endpoint},
    played_back, recording_builder,
    session::call,
};
use ecs_usecases::{
    backend::{Cloud, Scope},
    backends::aws::{
        AwsBackend,
        recording::{HttpRecording, HttpReplay, Scrub},
    },
    error::ErrorKind,
};
use serde_json::{Value, json};

const JSON: &str = "application/x-amz-json-1.1";

/// A recorder of an endpoint that gives these answers.
async fn recorded(recording: &HttpRecording, answers: impl IntoIterator<Item = Value>) -> (Endpoint, Cloud) {
    let endpoint = Endpoint::start(answers.into_iter().map(|answer| Answer::ok(JSON, answer.to_string())));
    let cloud = cloud(recording_builder(&endpoint.url(), recording)).await;
    (endpoint, cloud)
}

#[tokio::test]
async fn order_counts_only_among_equals() {
    let recording = HttpRecording::default();
    let answer = |n: u32| json!({ "services": [{ "desiredCount": n }] });
    let (_endpoint, recorder) = recorded(&recording, (1..=4).map(answer)).await;
    let ask =
        async |cloud: &Cloud, service: &str| call(cloud, "ecs:DescribeServices", json!({ "cluster": "shop", "services": [service] })).await;
    for (service, expected) in [("a", 1), ("b", 2), ("a", 3), ("c", 4)] {
        assert_eq!(ask(&recorder, service).await.unwrap(), answer(expected));
    }
    let (replay, player) = played_back(&recording).await;
    for (service, expected) in [("b", 2), ("a", 1), ("a", 3)] {
        assert_eq!(ask(&player, service).await.unwrap(), answer(expected));
    }
    assert_eq!(replay.left().len(), 1);
    assert_eq!(replay.left()[0].name(), "ecs:DescribeServices");
    let message = ask(&player, "a").await.unwrap_err().details().message.clone();
    assert!(
        message.contains("any more: it was answered 2 times already; in the nearest that is left `services[0]` was \"c\" and is \"a\""),
        "{message}"
    );
    // Nothing is recorded by being played back.
    assert_eq!(recording.exchanges().len(), 4);
    let elsewhere = player.in_scope(Scope::new("", "us-east-2"));
    let message = ask(&elsewhere, "c").await.unwrap_err().details().message.clone();
    assert!(message.contains("the Region was `eu-west-1` and is `us-east-2`"), "{message}");
}

#[tokio::test]
async fn two_accounts_stay_two() {
    let recording = HttpRecording::default();
    let (_endpoint, recorder) = recorded(&recording, [json!({}), json!({}), json!({})]).await;
    let tasks = |id: &str| json!({ "cluster": format!("arn:aws:ecs:eu-west-1:{id}:cluster/shop") });
    for id in ["210987654321", "210987654322", "210987654321"] {
        call(&recorder, "ecs:ListTasks", tasks(id)).await.unwrap();
    }
    let bodies: Vec<_> = recording.exchanges().into_iter().map(|exchange| exchange.request.body).collect();
    assert_eq!(bodies, [tasks("111122223333"), tasks("222233334444"), tasks("111122223333")].map(|body| body.to_string()));

    // Other accounts may play their parts, but one can't play two.
    let (_, player) = played_back(&recording).await;
    for id in ["310987654321", "222233334444"] {
        call(&player, "ecs:ListTasks", tasks(id)).await.unwrap();
    }
    let error = call(&player, "ecs:ListTasks", tasks("410987654321")).await.unwrap_err();
    assert!(error.details().message.contains("another account where `111122223333` was sent"), "{error}");
    call(&player, "ecs:ListTasks", tasks("310987654321")).await.unwrap();
}

#[tokio::test]
async fn members_can_be_ignored() {
    let recording = HttpRecording::default();
    let (_endpoint, recorder) = recorded(&recording, [json!({ "MetricDataResults": [] })]).await;
    let request = |start: u32| json!({ "MetricDataQueries": [], "StartTime": start, "EndTime": 100 });
    call(&recorder, "cloudwatch:GetMetricData", request(1)).await.unwrap();
    let replay = HttpReplay::new(&recording).ignore_member("StartTime");
    let player = cloud(AwsBackend::builder().replay(&replay)).await;
    call(&player, "cloudwatch:GetMetricData", request(2)).await.unwrap();
    assert_eq!(replay.left(), []);
}

#[tokio::test]
async fn own_rules_hide_and_match() {
    let rules = || Scrub::default().hide_text("acme").hide_pattern("project-[a-z]+").unwrap();
    let recording = HttpRecording::new(rules());
    let answer = json!({ "clusters": [{ "clusterName": "acme-project-moon" }] });
    let (_endpoint, recorder) = recorded(&recording, [answer.clone()]).await;
    let request = json!({ "clusters": ["acme-project-moon"] });
    assert_eq!(call(&recorder, "ecs:DescribeClusters", request.clone()).await.unwrap(), answer);
    let text = recording.to_jsonl().unwrap();
    assert!(!text.contains("acme") && !text.contains("moon") && text.contains("hidden-1-scrubbed-1"), "{text}");

    let replay = HttpReplay::new(&HttpRecording::from_jsonl(&text).unwrap().with_rules(rules()));
    let player = cloud(AwsBackend::builder().replay(&replay)).await;
    let found = call(&player, "ecs:DescribeClusters", request).await.unwrap();
    assert_eq!(found["clusters"][0]["clusterName"], "hidden-1-scrubbed-1");
}

#[tokio::test]
async fn a_text_with_secrets_is_not_written() {
    let recording = HttpRecording::default();
    let (_endpoint, recorder) = recorded(&recording, [json!({})]).await;
    call(&recorder, "ecs:ListTasks", json!({ "cluster": "shop" })).await.unwrap();
    let clean = recording.to_jsonl().unwrap();
    assert_eq!(HttpRecording::from_jsonl(&clean).unwrap().exchanges(), recording.exchanges());
    for planted in ["210987654321", "AKIAIOSFODNN7SEEDED1", "AWS4-HMAC-SHA256", super::session::SECRET_KEY, "eyJhbGciOiJIUzI1NiJ9.e30.x"] {
        let recording = HttpRecording::from_jsonl(&clean.replace("shop", planted)).unwrap();
        assert_eq!(recording.audit().len(), 1, "{:?}", recording.audit());
        let error = recording.to_jsonl().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused);
        let message = error.to_string();
        assert!(!message.contains(planted) && message.contains("in the request body of exchange 0 (ecs:ListTasks)"), "{message}");
        assert!(recording.to_jsonl_unaudited().contains(planted));
    }
    let error = HttpRecording::from_jsonl("{}\n").unwrap_err();
    assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::InvalidRequest, Some("line 1")));
}
