//! Requests over HTTP that nobody signs: what a smoke check sends.

use super::{failure::Failure, message::Message, transport};
use crate::{
    clock::stopwatch,
    error::{Error, ErrorKind, Result},
    model::http::{SendRequest, SendRequestResponse},
    operations::{
        Operation,
        http::{PATIENCE, Request, Response, target},
    },
    span::Span,
};
use aws_config::SdkConfig;
use std::collections::BTreeMap;

/// Send it. Redirections are not followed; an answer with an error status is a reply.
pub(super) async fn send(config: &SdkConfig, request: &Request) -> Result<Response> {
    let Request::SendRequest(request) = request;
    let (method, url) = target(request)?;
    let Span(patience) = request.timeout.unwrap_or(PATIENCE);
    let timeouts = match config.timeout_config() {
        Some(usual) => usual.to_builder().read_timeout(patience).operation_timeout(patience).build(),
        None => aws_config::timeout::TimeoutConfig::builder().operation_timeout(patience).build(),
    };
    let endpoint = format!("{}://{}", url.scheme_str().unwrap_or_default(), url.authority().map_or("", |authority| authority.as_str()));
    let path = url.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let headers = request.headers.iter().flatten().map(|(name, value)| (name.clone(), value.clone())).collect();
    let passed = stopwatch();
    let message = Message { method, path, headers, body: Vec::new() };
    let received = transport::send_plain(config, timeouts, message, &endpoint).await.map_err(|failure| explain(failure, patience))?;
    let latency_ms = passed().as_secs_f64() * 1000.0;
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in received.headers {
        headers.entry(name).and_modify(|known| *known = format!("{known}, {value}")).or_insert(value);
    }
    Ok(Response::SendRequest(Box::new(SendRequestResponse {
        status: received.status.into(),
        headers,
        body: String::from_utf8_lossy(&received.body).into_owned(),
        latency_ms,
        ..SendRequestResponse::default()
    })))
}

fn explain(failure: Failure, patience: std::time::Duration) -> Error {
    if failure.is_timeout() {
        return Error::new(ErrorKind::Timeout, format!("no answer within {}", Span(patience)));
    }
    failure.into_error(&SendRequest::INFO)
}
