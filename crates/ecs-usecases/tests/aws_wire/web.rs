//! Requests over HTTP that nobody signs.

use super::{builder, request};
use crate::endpoint::{Answer, Endpoint};
use ecs_usecases::{
    backend::{Cloud, Scope},
    error::{Error, ErrorKind},
    model::http::{SendRequest, SendRequestResponse},
};
use serde_json::{Value, json};
use std::{net::TcpListener, sync::Arc, time::Duration};

async fn send(sent: Value) -> Result<SendRequestResponse, Error> {
    // No Region and no account: the request goes where its URL says.
    let backend = builder("http://aws.invalid").connect_timeout(Duration::from_millis(500)).account("111111111111").build().await;
    Cloud::new(Arc::new(backend), Scope::new("222222222222", "")).send(request::<SendRequest>(sent)).await
}

#[tokio::test]
async fn an_answer_is_a_reply_whatever_it_says() {
    let endpoint = Endpoint::start([
        Answer::ok("text/plain", "ok").with("X-One", "a").with("X-One", "b"),
        Answer::error(500, "oops"),
        Answer::error(302, "").with("Location", "http://127.0.0.1:1/"),
    ]);
    let url = format!("{}/health?deep=1", endpoint.url());
    let found = send(json!({ "url": url, "headers": { "Host": "shop.example", "X-Mood": "good" } })).await.unwrap();
    assert_eq!((found.status, found.body.as_str()), (200, "ok"));
    assert_eq!((found.headers["content-type"].as_str(), found.headers["x-one"].as_str()), ("text/plain", "a, b"));
    assert!(found.latency_ms > 0.0);
    let wrong = send(json!({ "url": endpoint.url() })).await.unwrap();
    assert_eq!((wrong.status, wrong.body.as_str()), (500, "oops"));
    let moved = send(json!({ "url": endpoint.url(), "method": "get" })).await.unwrap();
    assert_eq!((moved.status, moved.headers["location"].as_str()), (302, "http://127.0.0.1:1/"));

    let seen = endpoint.requests();
    assert_eq!((seen.len(), seen[0].method.as_str(), seen[0].path.as_str()), (3, "GET", "/health?deep=1"));
    assert_eq!((seen[0].header("host"), seen[0].header("x-mood")), (Some("shop.example"), Some("good")));
    assert_eq!((seen[1].path.as_str(), seen[1].header("host")), ("/", endpoint.url().strip_prefix("http://")));
    for asked in &seen {
        assert!(asked.headers.iter().all(|(name, _)| name != "authorization" && !name.starts_with("x-amz")), "{:?}", asked.headers);
    }
}

#[tokio::test]
async fn no_answer_is_an_error() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let refused = send(json!({ "url": format!("http://127.0.0.1:{port}/") })).await.unwrap_err();
    assert_eq!((refused.kind(), refused.is_retryable()), (ErrorKind::Network, true), "{refused:?}");
    assert_eq!(refused.details().operation.as_deref(), Some("http:SendRequest"));
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let late = send(json!({ "url": url, "timeout": "300ms" })).await.unwrap_err();
    assert_eq!((late.kind(), late.details().message.as_str()), (ErrorKind::Timeout, "no answer within 300ms"));
    let broken = Endpoint::start([Answer::broken("text/plain", "half")]);
    assert_eq!(send(json!({ "url": broken.url() })).await.unwrap_err().kind(), ErrorKind::Network);
}

#[tokio::test]
async fn what_may_change_something_is_not_sent() {
    let endpoint = Endpoint::start([]);
    for sent in [json!({ "url": endpoint.url(), "method": "POST" }), json!({ "url": "ftp://x/" }), json!({ "url": "not a URL" })] {
        assert_eq!(send(sent.clone()).await.unwrap_err().kind(), ErrorKind::InvalidRequest, "{sent}");
    }
    assert!(endpoint.requests().is_empty());
}
