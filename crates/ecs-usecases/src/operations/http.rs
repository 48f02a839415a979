//! Requests over HTTP: what a smoke check sends to a load balancer. It is not a service of AWS, and has no IAM actions; it is in
//! the tables so that such requests are journaled, recorded and made to fail like any call.
//!
//! The method is `GET`, `HEAD` or `OPTIONS`, and `GET` unless it is said: nothing is changed. Redirections are not followed. An answer
//! with an error status is a reply; no answer is an error.

super::table::operations! { "http", Http, http {
    SendRequest -> SendRequestResponse, Read, Idempotent;
} }

/// How long an answer is waited for unless it is said.
pub const PATIENCE: crate::span::Span = crate::span::Span::from_secs(10);

/// The method and the URL of a request, if it is one that may be sent.
pub(crate) fn target(request: &SendRequest) -> Result<(String, ::http::Uri)> {
    let method = request.method.as_deref().unwrap_or("GET").to_ascii_uppercase();
    if !matches!(method.as_str(), "GET" | "HEAD" | "OPTIONS") {
        return Err(Error::invalid("method", format!("`{method}` may change something; GET, HEAD and OPTIONS are sent")));
    }
    let url: ::http::Uri =
        request.url.parse().map_err(|error| Error::invalid("url", format!("`{}` is not a URL: {error}", request.url)))?;
    if !matches!(url.scheme_str(), Some("http" | "https")) {
        return Err(Error::invalid("url", format!("`{}` does not begin with http:// or https://", request.url)));
    }
    Ok((method, url))
}
