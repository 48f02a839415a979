//! A request over HTTP, as a smoke check sends it. These shapes are not AWS's.

use super::shape::shape;
use crate::span::Span;
use std::collections::BTreeMap;

shape! { camel SendRequest {
    url: String,
    method: Option<String>,
    headers: Option<BTreeMap<String, String>>,
    timeout: Option<Span>,
} }
shape! { camel SendRequestResponse {
    status: i32,
    headers: BTreeMap<String, String>,
    body: String,
    latency_ms: f64,
} }
