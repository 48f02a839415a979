//! An HTTP client that answers from a recording.

use super::{
    FailureKind, HttpExchange, HttpOutcome, HttpRecording, RecordedAnswer, RecordedFailure, RecordedRequest, Scrub, client,
    compare::{Bindings, Canonical, tell},
};
use crate::clock::{Timestamp, VirtualClock};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        http::{HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn},
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
    },
    http::StatusCode,
};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http_body::{Body, Frame};
use std::{
    collections::BTreeSet,
    error::Error as StdError,
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
};

/// Answers each request with what was recorded for it. Clones share what is left.
///
/// A request is known by its Region, its action and its body. Equal requests get their answers in the order in which they were
/// recorded; other than that the order does not count. Where the recording has a stand-in the request may have any value,
/// as long as it is the same one throughout.
#[derive(Clone)]
pub struct HttpReplay {
    rules: Arc<Scrub>,
    ignored: BTreeSet<String>,
    start: Timestamp,
    first: Option<Origin>,
    state: Arc<Mutex<State>>,
}

/// Where a recording comes from, as far as it tells.
#[derive(Clone)]
struct Origin {
    region: String,
    account: Option<String>,
    custom_endpoint: bool,
}

struct State {
    left: Vec<HttpExchange>,
    answered: Vec<HttpExchange>,
    bound: Bindings,
}

impl HttpReplay {
    /// Answer from this recording.
    pub fn new(recording: &HttpRecording) -> Self {
        let left = recording.exchanges();
        let origin = |exchange: &HttpExchange| Origin {
            region: exchange.region.clone(),
            account: exchange.account.clone(),
            custom_endpoint: exchange.custom_endpoint,
        };
        Self {
            rules: Arc::clone(&recording.rules),
            ignored: BTreeSet::new(),
            start: left.first().map(|exchange| exchange.at).unwrap_or_default(),
            first: left.iter().find(|exchange| !exchange.region.is_empty()).map(origin),
            state: Arc::new(Mutex::new(State { left, answered: Vec::new(), bound: Bindings::new() })),
        }
    }

    /// Do not compare the values of this member of requests, such as `StartTime`, which is another at every run.
    #[must_use]
    pub fn ignore_member(mut self, name: impl Into<String>) -> Self {
        self.ignored.insert(name.into());
        self
    }

    /// The exchanges that nobody asked for.
    pub fn left(&self) -> Vec<HttpExchange> {
        self.state().left.clone()
    }

    /// The Region of the first exchange.
    pub(in super::super) fn region(&self) -> Option<String> {
        self.first.as_ref().map(|origin| origin.region.clone())
    }

    /// The stand-in of the account that was recorded.
    pub(in super::super) fn account(&self) -> Option<String> {
        self.first.as_ref().and_then(|origin| origin.account.clone())
    }

    /// Whether the answers are not those of AWS.
    pub(in super::super) fn is_of_custom_endpoint(&self) -> bool {
        self.first.as_ref().is_some_and(|origin| origin.custom_endpoint)
    }

    /// A clock that starts when the recording did and waits for nothing.
    pub(in super::super) fn clock(&self) -> VirtualClock {
        VirtualClock::starting_at(self.start)
    }

    fn take(&self, sent: &HttpExchange) -> Result<HttpExchange, Unrecorded> {
        let mut state = self.state();
        let State { left, answered, bound } = &mut *state;
        let canonical = |request: &RecordedRequest, bound: &Bindings| {
            let content_type = request.headers.get("content-type").map_or("", String::as_str);
            Canonical::new(&request.body, content_type, &self.rules, &self.ignored, bound)
        };
        // What stands for a secret may be in the path, too.
        let line =
            |request: &RecordedRequest, bound: &Bindings| Canonical::new(&request.path, "text/plain", &self.rules, &self.ignored, bound);
        let (path, body) = (line(&sent.request, bound), canonical(&sent.request, bound));
        // What has to be bound for the request to be the recorded one.
        let same = |recorded: &RecordedRequest, bound: &Bindings| -> Result<Bindings, Vec<String>> {
            let told = |_| vec![format!("the path was `{}` and is `{}`", recorded.path, sent.request.path)];
            let in_path = path.matches(&line(recorded, bound), bound).map_err(told);
            let known: Bindings = bound.iter().chain(in_path.iter().flatten()).map(|(key, taken)| (key.clone(), taken.clone())).collect();
            match (in_path, body.matches(&canonical(recorded, bound), &known)) {
                (Ok(in_path), Ok(in_body)) => Ok(in_path.into_iter().chain(in_body).collect()),
                (Err(path), Err(body)) => Err(path.into_iter().chain(body).collect()),
                (Err(differences), Ok(_)) | (Ok(_), Err(differences)) => Err(differences),
            }
        };
        let mut nearest: Option<Vec<String>> = None;
        for index in 0..left.len() {
            let recorded = &left[index];
            if recorded.name() != sent.name() {
                continue;
            }
            let mut differences = head_differences(sent, recorded);
            match same(&recorded.request, bound) {
                Ok(fresh) if differences.is_empty() => {
                    bound.extend(fresh);
                    let exchange = left.remove(index);
                    answered.push(exchange.clone());
                    return Ok(exchange);
                }
                Ok(_) => {}
                Err(others) => differences.extend(others),
            }
            if nearest.as_ref().is_none_or(|nearest| differences.len() < nearest.len()) {
                nearest = Some(differences);
            }
        }
        let again = |recorded: &&HttpExchange| {
            recorded.name() == sent.name() && head_differences(sent, recorded).is_empty() && same(&recorded.request, bound).is_ok()
        };
        let times = answered.iter().filter(again).count();
        Err(Unrecorded { action: sent.name(), answered: times, nearest, left: left.iter().map(HttpExchange::name).collect() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for HttpReplay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpReplay").field("left", &self.state().left.len()).finish_non_exhaustive()
    }
}

/// What differs outside of path and body.
fn head_differences(sent: &HttpExchange, recorded: &HttpExchange) -> Vec<String> {
    [("Region", &sent.region, &recorded.region), ("method", &sent.request.method, &recorded.request.method)]
        .into_iter()
        .filter(|(_, sent, recorded)| sent != recorded)
        .map(|(what, sent, recorded)| format!("the {what} was `{recorded}` and is `{sent}`"))
        .collect()
}

/// A request that the recording does not hold. The backend turns it into an [`ErrorKind::Diverged`](crate::error::ErrorKind::Diverged).
#[derive(Debug, Clone)]
pub struct Unrecorded {
    action: String,
    answered: usize,
    nearest: Option<Vec<String>>,
    left: BTreeSet<String>,
}

impl fmt::Display for Unrecorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the recording holds no such request of `{}`", self.action)?;
        if self.answered > 0 {
            write!(f, " any more: it was answered {} times already", self.answered)?;
        }
        match &self.nearest {
            Some(differences) => write!(f, "; in the nearest that is left {}", tell(differences)),
            None if self.left.is_empty() => f.write_str("; nothing is left of it"),
            None => write!(f, "; none of that action is left, only of {}", self.left.iter().cloned().collect::<Vec<_>>().join(", ")),
        }
    }
}

impl StdError for Unrecorded {}

/// A client of this replay.
pub(in super::super) fn replaying_client(replay: &HttpReplay) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(ReplayingConnector(replay.clone()));
    http_client_fn(move |_, _| connector.clone())
}

#[derive(Debug)]
struct ReplayingConnector(HttpReplay);

impl HttpConnector for ReplayingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        // Nothing of it is kept, so it is not scrubbed: the comparison marks what is secret.
        let sent = client::recorded(&request, str::to_owned, |body, _| body.to_owned());
        let outcome = self.0.take(&sent).map(|exchange| exchange.outcome);
        HttpConnectorFuture::ready(match outcome {
            Ok(HttpOutcome::Answer(answer)) => response(answer),
            Ok(HttpOutcome::Failure(failure)) => Err(failure.into_error()),
            Err(unrecorded) => Err(ConnectorError::user(unrecorded.into())),
        })
    }
}

fn response(answer: RecordedAnswer) -> Result<HttpResponse, ConnectorError> {
    let user = |error: BoxError| ConnectorError::user(error);
    let body = match answer.broken_off {
        // A body that the caller let go of is not read further when it is let go of again.
        None => SdkBody::from(answer.body),
        Some(failure) => SdkBody::from_body_1_x(Broken { data: Some(answer.body.into()), failure: Some(failure) }),
    };
    let status = StatusCode::try_from(answer.status).map_err(|error| user(error.into()))?;
    let mut response = HttpResponse::new(status, body);
    for (name, value) in answer.headers {
        response.headers_mut().try_insert(name, value).map_err(|error| user(error.into()))?;
    }
    Ok(response)
}

/// A body that breaks off.
struct Broken {
    data: Option<Bytes>,
    failure: Option<RecordedFailure>,
}

impl Body for Broken {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Some(data) = self.data.take() {
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        Poll::Ready(self.failure.take().map(|failure| match failure.kind {
            FailureKind::Abandoned => Err(failure.into_error().into()),
            _ => Err(failure.into_source()),
        }))
    }
}

impl RecordedFailure {
    fn into_source(self) -> BoxError {
        let chain = self.causes.into_iter().rev().fold(None, |cause, text| Some(Box::new(Cause { text, cause })));
        chain.map_or_else(|| "the recording tells no cause".into(), |cause| cause as BoxError)
    }

    fn into_error(self) -> ConnectorError {
        match self.kind {
            FailureKind::Timeout | FailureKind::Abandoned => ConnectorError::timeout(self.into_source()),
            FailureKind::Io => ConnectorError::io(self.into_source()),
            FailureKind::User => ConnectorError::user(self.into_source()),
            FailureKind::Other => ConnectorError::other(self.into_source(), None),
        }
    }
}

/// An error of the recording and what caused it.
#[derive(Debug)]
struct Cause {
    text: String,
    cause: Option<Box<Cause>>,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
