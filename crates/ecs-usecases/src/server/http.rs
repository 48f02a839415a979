//! One HTTP request: its body within bounds, then to AWS's operations or to the simulator's control.

use super::{Served, answer, control, web};
use futures::FutureExt;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE},
};
use std::{io::Read, panic::AssertUnwindSafe, sync::Arc};

/// The largest body of a control request, in bytes.
const MAX_STATE: usize = 64 << 20;

pub(super) type Reply = Response<Full<Bytes>>;

/// The connection is to be closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is dropped on purpose")]
pub(super) struct Dropped;

/// Answer a request.
pub(super) async fn answer(served: Arc<Served>, request: Request<Incoming>) -> Result<Reply, Dropped> {
    let (head, body) = request.into_parts();
    // A state may be large, and only its owner sends one.
    let most = if head.uri.path().starts_with(control::ROOT) { served.max_body.max(MAX_STATE) } else { served.max_body };
    let declared = head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > most as u64) {
        return Ok(refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
    }
    let collected = tokio::time::timeout(served.patience, Limited::new(body, most).collect()).await;
    let body = match collected {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            return Ok(refused(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
        }
        Ok(Err(_)) => return Err(Dropped),
        Err(_) => return Ok(refused(StatusCode::REQUEST_TIMEOUT, "the body took too long")),
    };
    let body = if head.headers.get("content-encoding").is_some_and(|coding| coding == "gzip") {
        match inflate(&body, most) {
            Some(body) => body,
            None => return Ok(refused(StatusCode::BAD_REQUEST, "the body is not gzip, or it is too large")),
        }
    } else {
        body
    };
    // Locks survive a panic, and the world's own state is changed by whole calls.
    let answered = AssertUnwindSafe(async {
        if let Some(answered) = web::answer(&served, &head).await {
            return answered;
        }
        match head.uri.path().strip_prefix(control::ROOT) {
            Some(path) => Ok(control::answer(&served, &head.method, path, &body)),
            None if head.method == Method::GET && head.uri.path() == "/" && head.uri.query().is_none() => Ok(control::welcome()),
            None => answer::answer(&served, &head, &body).await,
        }
    });
    match answered.catch_unwind().await {
        Ok(answered) => answered,
        Err(_) => Ok(text(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", "the simulator panicked; please report it")),
    }
}

fn inflate(body: &[u8], max: usize) -> Option<Bytes> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(body).take(max as u64 + 1).read_to_end(&mut plain).ok()?;
    (plain.len() <= max).then(|| plain.into())
}

/// An answer that ends the connection, since what was not read would be taken for the next request.
fn refused(status: StatusCode, why: &'static str) -> Reply {
    let mut reply = text(status, "text/plain", why);
    reply.headers_mut().insert(CONNECTION, hyper::header::HeaderValue::from_static("close"));
    reply
}

/// An answer with a body.
pub(super) fn text(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Reply {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status;
    reply.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(content_type));
    reply
}
