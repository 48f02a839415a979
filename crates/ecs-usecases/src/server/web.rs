//! Requests to the simulated load balancers themselves. They come to the server as to a proxy, or with a load balancer's name as the host.

use super::{
    Served,
    answer::{Failure, carry_out},
    http::{Dropped, Reply, text},
};
use crate::{
    backend::Call,
    clock::{Clock, SystemClock},
    error::ErrorKind,
    model::http::{SendRequest, SendRequestResponse},
    operations::{self, http::Response},
};
use hyper::{
    HeaderMap, StatusCode,
    header::{AUTHORIZATION, HOST, HeaderName, HeaderValue},
    http::request,
};
use std::{net::IpAddr, sync::Arc};

/// Answer a request as the load balancer does that it is for; `None` if it is for none.
pub(super) async fn answer(served: &Served, head: &request::Parts) -> Option<Result<Reply, Dropped>> {
    let header = |name: HeaderName| head.headers.get(name).and_then(|value| value.to_str().ok());
    // Calls of AWS are signed.
    if header(AUTHORIZATION).is_some_and(|authorization| authorization.starts_with("AWS4-")) {
        return None;
    }
    let as_to_a_proxy = head.uri.authority().map(hyper::http::uri::Authority::as_str);
    let authority = as_to_a_proxy.or_else(|| header(HOST))?;
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    if host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return None;
    }
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    let request = SendRequest {
        url: format!("http://{authority}{path}"),
        method: Some(head.method.as_str().to_owned()),
        headers: Some(readable(&head.headers).collect()),
        ..SendRequest::default()
    };
    served.metronome.catch_up(&served.simulator());
    let simulator = served.simulator();
    if as_to_a_proxy.is_none() && !simulator.is_reached_by(&request) {
        return None;
    }
    let call = Call::new(Arc::new(simulator.scope().clone()), request, simulator.now());
    Some(match carry_out(served, &simulator, call).await {
        Ok(operations::Reply::Http(Response::SendRequest(answered))) => Ok(http(*answered)),
        Err(Failure::Answered(error)) if error.kind() == ErrorKind::InvalidRequest => {
            Ok(text(StatusCode::NOT_IMPLEMENTED, "text/plain", error.to_string()))
        }
        Err(Failure::Answered(error)) if error.kind() == ErrorKind::Timeout => {
            // Silence is what there is; whoever asks gives up first.
            (&SystemClock as &dyn Clock).sleep(served.patience).await;
            Err(Dropped)
        }
        _ => Err(Dropped),
    })
}

fn readable(headers: &HeaderMap) -> impl Iterator<Item = (String, String)> {
    headers.iter().filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
}

fn http(answered: SendRequestResponse) -> Reply {
    let status = u16::try_from(answered.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut reply = text(status.unwrap_or(StatusCode::BAD_GATEWAY), "text/plain", answered.body);
    reply.headers_mut().clear();
    for (name, value) in answered.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value)) {
            reply.headers_mut().insert(name, value);
        }
    }
    reply
}
