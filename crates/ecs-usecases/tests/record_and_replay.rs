//! What was called and answered can be recorded, kept as text, and played back without a cloud.
#![allow(clippy::unwrap_used)]

mod worlds;

use ecs_usecases::{
    Client, ErrorKind, RunOptions, Simulator,
    backend::Cloud,
    layers::{Record, Recording, Replay},
};
use serde_json::{Value, json};
use std::sync::Arc;

const RUN: &str = "recorded";

async fn deploy(cloud: Cloud, image: &str) -> ecs_usecases::Result<Value> {
    let request = json!({"cluster": "main", "service": "web", "image": image});
    let options = RunOptions { run_id: Some(RUN.into()), ..RunOptions::default() };
    Client::of(cloud).invoke("rolling_deployment", request, options).await
}

async fn recorded(image: &str) -> (Recording, ecs_usecases::Result<Value>) {
    let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
    let recording = Recording::default();
    let result = deploy(simulator.cloud().with(Record(recording.clone())), image).await;
    // As text and back: a recording is kept in a file.
    (Recording::from_jsonl(&recording.to_jsonl()).unwrap(), result)
}

fn played_back(recording: &Recording) -> (Arc<Replay>, Cloud) {
    let replay = Arc::new(Replay::new(recording));
    let scope = Simulator::new(worlds::shop(&worlds::breaker())).unwrap().scope().clone();
    (replay.clone(), Cloud::new(replay, scope))
}

#[tokio::test]
async fn a_recorded_run_plays_back_to_the_same_outcome() {
    for image in ["shop/web:1.1", "shop/web:crash", "shop/web:absent"] {
        let (recording, expected) = recorded(image).await;
        let (replay, cloud) = played_back(&recording);
        let found = deploy(cloud, image).await;
        match (expected, found) {
            (Ok(expected), Ok(found)) => assert_eq!(expected, found),
            (Err(expected), Err(found)) => assert_eq!(json!(expected), json!(found)),
            (expected, found) => panic!("{image}: {expected:?} became {found:?}"),
        }
        assert_eq!(replay.left(), [], "{image}: everything that was recorded is asked for again");
    }
}

#[tokio::test]
async fn what_was_not_recorded_is_refused() {
    let (recording, _) = recorded("shop/web:1.1").await;
    let (_, cloud) = played_back(&recording);
    let error = deploy(cloud, "shop/web:slow").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("the recording holds no such call"), "{error}");
}

#[test]
fn a_broken_recording_names_its_line() {
    let error = Recording::from_jsonl("\n{\"at\": 1}\n").unwrap_err();
    assert_eq!(error.details().resource.as_deref(), Some("line 2"));
}
