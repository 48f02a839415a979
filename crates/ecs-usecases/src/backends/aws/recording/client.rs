//! An HTTP client that records what passes through another one.

use super::super::exchange::is_aws;
use super::{HttpExchange, HttpOutcome, HttpRecording, RecordedAnswer, RecordedFailure, RecordedRequest, exchange::FailureKind, tee::Tee};
use crate::{
    clock::{Clock, SystemClock},
    operations::{
        rest::{self, Place, Placed},
        wire,
    },
};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        connector_metadata::ConnectorMetadata,
        http::{HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector},
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
        runtime_components::{RuntimeComponents, RuntimeComponentsBuilder},
    },
    http::Headers,
};
use aws_smithy_types::{body::SdkBody, config_bag::ConfigBag};
use std::{collections::BTreeMap, error::Error as StdError};

/// Request headers that say how the body is to be read. No other is kept: most of them are secret or change with the machine.
const REQUEST_HEADERS: [&str; 3] = ["content-type", "x-amz-target", "x-amzn-query-mode"];

/// The same of answers. Lengths and checksums are left out, for scrubbing changes them.
const ANSWER_HEADERS: [&str; 8] =
    ["content-type", "date", "location", "retry-after", "x-amz-request-id", "x-amzn-errortype", "x-amzn-query-error", "x-amzn-requestid"];

/// Record what passes through this client.
pub(in super::super) fn recording_client(recording: &HttpRecording, inner: SharedHttpClient, account: Option<&str>) -> SharedHttpClient {
    let account = account.map(|account| recording.own_account(account));
    SharedHttpClient::new(RecordingClient { inner, recording: recording.clone(), account })
}

#[derive(Debug)]
struct RecordingClient {
    inner: SharedHttpClient,
    recording: HttpRecording,
    account: Option<String>,
}

impl HttpClient for RecordingClient {
    fn http_connector(&self, settings: &HttpConnectorSettings, components: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(RecordingConnector {
            inner: self.inner.http_connector(settings, components),
            recording: self.recording.clone(),
            account: self.account.clone(),
        })
    }

    fn validate_base_client_config(&self, components: &RuntimeComponentsBuilder, config: &ConfigBag) -> Result<(), BoxError> {
        HttpClient::validate_base_client_config(&self.inner, components, config)
    }

    fn validate_final_config(&self, components: &RuntimeComponents, config: &ConfigBag) -> Result<(), BoxError> {
        HttpClient::validate_final_config(&self.inner, components, config)
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.inner.connector_metadata()
    }
}

#[derive(Debug)]
struct RecordingConnector {
    inner: SharedHttpConnector,
    recording: HttpRecording,
    account: Option<String>,
}

impl HttpConnector for RecordingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let pending = Pending::begin(&self.recording, &request, self.account.clone());
        let answer = self.inner.call(request);
        HttpConnectorFuture::new(async move {
            let mut pending = pending;
            match answer.await {
                Ok(mut response) => {
                    pending.answered(&response);
                    let body = std::mem::replace(response.body_mut(), SdkBody::taken());
                    *response.body_mut() = SdkBody::from_body_1_x(Tee::new(body, pending));
                    Ok(response)
                }
                Err(error) => {
                    pending.failed(&error);
                    Err(error)
                }
            }
        })
    }
}

/// An exchange whose end has not come. When it is dropped before, the caller gave it up, and that is what is recorded.
pub(super) struct Pending {
    recording: HttpRecording,
    position: usize,
    exchange: Option<HttpExchange>,
    content_type: String,
}

impl Pending {
    fn begin(recording: &HttpRecording, request: &HttpRequest, account: Option<String>) -> Self {
        let position = recording.begin();
        let exchange =
            HttpExchange { account, ..recorded(request, |text| recording.scrub_text(text), |body, kind| recording.scrub_body(body, kind)) };
        Self { recording: recording.clone(), position, exchange: Some(exchange), content_type: String::new() }
    }

    fn answered(&mut self, response: &HttpResponse) {
        let row = self.exchange.as_ref().and_then(|exchange| rest::service(&exchange.service)?.operation(&exchange.action));
        let names = ANSWER_HEADERS.into_iter().chain(row.map_or(&[][..], |row| row.reply).iter().filter_map(in_header));
        let headers = kept(response.headers(), names, |text| self.recording.scrub_text(text));
        self.content_type = headers.get("content-type").cloned().unwrap_or_default();
        if let Some(exchange) = &mut self.exchange {
            exchange.outcome =
                HttpOutcome::Answer(RecordedAnswer { status: response.status().as_u16(), headers, body: String::new(), broken_off: None });
        }
    }

    fn failed(&mut self, error: &ConnectorError) {
        let kind = if error.is_timeout() {
            FailureKind::Timeout
        } else if error.is_io() {
            FailureKind::Io
        } else if error.is_user() {
            FailureKind::User
        } else {
            FailureKind::Other
        };
        // Its own text follows from the kind.
        let failure = RecordedFailure { kind, causes: error.source().map_or_else(Vec::new, |source| self.causes(source)) };
        if let Some(mut exchange) = self.exchange.take() {
            exchange.outcome = HttpOutcome::Failure(failure);
            self.recording.end(self.position, exchange);
        }
    }

    /// The body came to its end, or broke off. Only the first end counts.
    pub(super) fn end(&mut self, body: &[u8], error: Option<&BoxError>) {
        let broken_off = error.map(|error| RecordedFailure { kind: FailureKind::Io, causes: self.causes(error.as_ref()) });
        self.close(body, broken_off);
    }

    /// The caller let go of a body that has not ended.
    pub(super) fn abandon(&mut self, body: &[u8]) {
        self.close(body, Some(abandoned()));
    }

    fn close(&mut self, body: &[u8], failure: Option<RecordedFailure>) {
        let Some(mut exchange) = self.exchange.take() else { return };
        if let HttpOutcome::Answer(answer) = &mut exchange.outcome {
            // Bodies of AWS's protocols are UTF-8; what is not can't be searched for secrets.
            answer.body = self.recording.scrub_body(&String::from_utf8_lossy(body), &self.content_type);
            answer.broken_off = failure;
        }
        self.recording.end(self.position, exchange);
    }

    fn causes(&self, error: &(dyn StdError + 'static)) -> Vec<String> {
        std::iter::successors(Some(error), |error| (*error).source()).map(|cause| self.recording.scrub_text(&cause.to_string())).collect()
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some(exchange) = self.exchange.take() {
            self.recording.end(self.position, exchange);
        }
    }
}

fn abandoned() -> RecordedFailure {
    RecordedFailure { kind: FailureKind::Abandoned, causes: vec!["the caller stopped waiting".into()] }
}

/// The request of an exchange, scrubbed by these functions; nothing has come of it yet.
pub(super) fn recorded(request: &HttpRequest, text: impl Fn(&str) -> String, body: impl Fn(&str, &str) -> String) -> HttpExchange {
    let uri = request.uri();
    let path = uri.split_once("://").map_or(uri, |(_, rest)| rest.find('/').map_or("/", |start| &rest[start..]));
    let raw = request.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    let signed = credential_scope(request.headers());
    // Only what nobody signs may be for anybody: then the whole URI tells what it is.
    let (region, signing, path) = match &signed {
        Some((region, service)) => (region.as_str(), service.as_str(), path),
        None => ("", "http", uri),
    };
    let found = rest::find(request.method(), path.split('?').next().unwrap_or_default())
        .filter(|found| wire::of(found.service.service).is_some_and(|wire| wire.signing == signing));
    let placed = found.as_ref().map_or(&[][..], |found| found.operation.request);
    let headers = kept(request.headers(), REQUEST_HEADERS.into_iter().chain(placed.iter().filter_map(in_header)), &text);
    let content_type = headers.get("content-type").map_or("", String::as_str);
    let (service, action) = match (headers.get("x-amz-target"), &found) {
        (Some(target), _) => (signing, target.rsplit('.').next().unwrap_or_default().to_owned()),
        (None, Some(found)) => (found.service.service, found.operation.name.to_owned()),
        (None, None) if signed.is_none() => (signing, "SendRequest".to_owned()),
        (None, None) => (signing, form_action(&raw)),
    };
    HttpExchange {
        at: SystemClock.now(),
        account: None,
        region: region.to_owned(),
        custom_endpoint: !is_aws(uri),
        service: prefix(service).to_owned(),
        action,
        request: RecordedRequest { method: request.method().to_owned(), path: text(path), body: body(&raw, content_type), headers },
        outcome: HttpOutcome::Failure(abandoned()),
    }
}

fn form_action(form: &str) -> String {
    let mut pairs = form_urlencoded::parse(form.as_bytes());
    pairs.find(|(key, _)| key == "Action").map(|(_, action)| action.into_owned()).unwrap_or_default()
}

/// The name of a member's header.
fn in_header(placed: &Placed) -> Option<&'static str> {
    (placed.place == Place::Header).then_some(placed.name)
}

fn kept<'a>(headers: &Headers, names: impl IntoIterator<Item = &'a str>, scrub: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    names.into_iter().filter_map(|name| Some((name.to_ascii_lowercase(), scrub(headers.get(name.to_ascii_lowercase())?)))).collect()
}

/// Region and service that a request is signed for: an endpoint's name need not tell.
fn credential_scope(headers: &Headers) -> Option<(String, String)> {
    let credential = headers.get("authorization")?.strip_prefix("AWS4-")?.split("Credential=").nth(1)?.split(',').next()?;
    let mut parts = credential.rsplit('/').skip(1);
    let service = parts.next()?;
    Some((parts.next()?.to_owned(), service.to_owned()))
}

/// A service as IAM calls it; some sign by another name than their actions have.
fn prefix(service: &str) -> &str {
    if wire::of(service).is_some() {
        return service;
    }
    wire::SERVICES.iter().find(|wire| wire.signing == service).map_or(service, |wire| wire.service)
}
