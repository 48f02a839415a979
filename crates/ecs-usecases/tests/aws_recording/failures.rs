//! What did not come to an answer is recorded and played back too.

use super::{
    cloud,
    endpoint::{Answer, Endpoint},
    played_back, recording_builder, session,
};
use ecs_usecases::{
    backend::Cloud,
    backends::aws::recording::{FailureKind, HttpOutcome, HttpRecording},
    error::{Error, ErrorKind},
};
use serde_json::json;
use std::{net::TcpListener, time::Duration};

async fn fail(cloud: &Cloud) -> Error {
    session::call(cloud, "ecs:ListTasks", json!({ "cluster": "shop" })).await.unwrap_err()
}

#[tokio::test]
async fn a_refused_connection() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let recording = HttpRecording::default();
    let real = fail(&cloud(recording_builder(&format!("http://127.0.0.1:{port}"), &recording)).await).await;
    assert_eq!(real.kind(), ErrorKind::Network);
    assert!(matches!(&recording.exchanges()[0].outcome, HttpOutcome::Failure(failure) if failure.kind == FailureKind::Io));
    let (replay, player) = played_back(&recording).await;
    assert_eq!(json!(fail(&player).await), json!(real));
    assert_eq!(replay.left(), []);
}

#[tokio::test]
async fn a_broken_answer() {
    let endpoint = Endpoint::start([Answer::broken("application/x-amz-json-1.1", "{\"taskArns\":")]);
    let recording = HttpRecording::default();
    let real = fail(&cloud(recording_builder(&endpoint.url(), &recording)).await).await;
    assert_eq!(real.kind(), ErrorKind::Network);
    let HttpOutcome::Answer(answer) = &recording.exchanges()[0].outcome else { panic!("{recording:?}") };
    assert_eq!((answer.body.as_str(), answer.broken_off.is_some()), ("{\"taskArns\":", true));
    let (_, player) = played_back(&recording).await;
    assert_eq!(json!(fail(&player).await), json!(real));
}

#[tokio::test]
async fn silence() {
    // The system completes the handshake; nobody ever accepts.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let limit = Duration::from_millis(300);
    let recording = HttpRecording::default();
    let real = fail(&cloud(recording_builder(&url, &recording).read_timeout(limit)).await).await;
    assert_eq!(real.kind(), ErrorKind::Timeout);
    let (_, player) = played_back(&recording).await;
    assert_eq!(json!(fail(&player).await), json!(real));

    // Here it is the SDK that gives up, and the connection is only let go of.
    let recording = HttpRecording::default();
    let real = fail(&cloud(recording_builder(&url, &recording).operation_timeout(limit)).await).await;
    assert_eq!(real.kind(), ErrorKind::Timeout);
    assert!(matches!(&recording.exchanges()[0].outcome, HttpOutcome::Failure(failure) if failure.kind == FailureKind::Abandoned));
    let (_, player) = played_back(&recording).await;
    let again = fail(&player).await;
    assert_eq!((again.kind(), again.is_retryable()), (ErrorKind::Timeout, true));
}

#[tokio::test]
async fn answers_are_read_as_they_came() {
    for answer in [
        || Answer::error(400, r#"{"__type":"com.amazonaws.ecs#ClusterNotFoundException","message":"Cluster not found."}"#),
        || Answer::error(503, ""),
        || Answer::error(500, "<!DOCTYPE html><h1>Internal Server Error</h1>"),
        || Answer::ok("application/x-amz-json-1.1", "not json"),
        || {
            Answer::error(
                400,
                r#"{"__type":"AccessDeniedException","Message":"User: arn:aws:iam::111122223333:user/x is not authorized to perform: ecs:ListTasks"}"#,
            )
        },
    ] {
        let endpoint = Endpoint::start([answer()]);
        let recording = HttpRecording::default();
        let real = fail(&cloud(recording_builder(&endpoint.url(), &recording)).await).await;
        let (_, player) = played_back(&recording).await;
        assert_eq!(json!(fail(&player).await), json!(real));
    }
}
