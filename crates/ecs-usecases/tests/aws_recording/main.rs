//! Sessions of the AWS backend, recorded over HTTP without their secrets and played back without a network.
//!
//! `UPDATE_RECORDINGS=1` writes the recording under `tests/recordings` anew, from moto.

#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "../aws_wire/endpoint.rs"]
mod endpoint;
mod failures;
mod matching;
mod moto;
#[allow(dead_code)]
#[path = "../aws_moto/server.rs"]
mod server;
mod services;
mod session;

use ecs_usecases::{
    backend::Cloud,
    backends::aws::{
        AwsBackend, AwsBackendBuilder,
        recording::{HttpRecording, HttpReplay},
    },
};
use std::sync::Arc;

const REGION: &str = "eu-west-1";

/// A backend that records what it says to this endpoint.
fn recording_builder(url: &str, recording: &HttpRecording) -> AwsBackendBuilder {
    AwsBackend::builder().endpoint_url(url).region(REGION).credentials("AKIAIOSFODNN7SEEDED1", session::SECRET_KEY).record(recording)
}

async fn cloud(builder: AwsBackendBuilder) -> Cloud {
    let backend = builder.build().await;
    let scope = backend.scope().await.unwrap();
    Cloud::new(Arc::new(backend), scope)
}

/// A cloud that answers from this recording, once it was a text.
async fn played_back(recording: &HttpRecording) -> (HttpReplay, Cloud) {
    let text = recording.to_jsonl().unwrap_or_else(|error| panic!("{error}"));
    let replay = HttpReplay::new(&HttpRecording::from_jsonl(&text).unwrap());
    let cloud = cloud(AwsBackend::builder().replay(&replay)).await;
    (replay, cloud)
}
