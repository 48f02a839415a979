//! What really goes over the wire: our body out, the raw answer back.

use super::failure::{Answer, Failure};
use crate::{
    error::{Error, ErrorKind, Result},
    operations::OperationInfo,
};
use aws_sdk_ecs::{
    config::{
        ConfigBag, Intercept, RuntimeComponents,
        http::HttpRequest,
        interceptors::{BeforeTransmitInterceptorContextMut, FinalizerInterceptorContextRef},
    },
    error::BoxError,
};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// An interceptor that replaces the body of one request and keeps the answer as it came.
#[derive(Clone)]
pub(super) struct Exchange(Arc<Wire>);

struct Wire {
    body: String,
    /// `X-Amz-Target`, if the SDK would speak another protocol than AWS's JSON.
    target: Option<String>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    url: String,
    answer: Option<Answer>,
}

impl Exchange {
    /// Send this body in the protocol that the SDK speaks anyway.
    pub(super) fn new(body: String) -> Self {
        Self(Arc::new(Wire { body, target: None, seen: Mutex::default() }))
    }

    /// Send this body in AWS's JSON, whatever the SDK speaks.
    #[cfg(feature = "aws-cloudwatch")]
    pub(super) fn in_json(body: String, service: &str, operation: &str) -> Self {
        Self(Arc::new(Wire { body, target: Some(format!("{service}.{operation}")), seen: Mutex::default() }))
    }

    /// The body of a successful answer. It wins over the SDK's opinion of it: what the SDK can't read, we may.
    pub(super) fn success(&self, failure: Option<Failure>, operation: &OperationInfo) -> Result<Vec<u8>> {
        match (self.seen().answer.take(), failure) {
            (Some(answer), _) if answer.is_success() => Ok(answer.body),
            (Some(answer), _) => Err(answer.into_failure().into_error(operation)),
            (None, Some(failure)) => Err(failure.into_error(operation)),
            (None, None) => Err(Error::new(ErrorKind::Internal, "the SDK reported success without an answer")),
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Bodies may hold secrets.
        f.debug_struct("Exchange").finish_non_exhaustive()
    }
}

impl Intercept for Exchange {
    fn name(&self) -> &'static str {
        "ecs-usecases exchange"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        if let Some(target) = &self.0.target {
            speak_json(request, target)?;
        }
        request.headers_mut().remove("content-encoding");
        request.headers_mut().try_insert("content-length", self.0.body.len().to_string())?;
        *request.body_mut() = self.0.body.clone().into();
        request.uri().clone_into(&mut self.seen().url);
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        // A body that broke off is not in memory: then there is no answer, and the SDK's error tells why.
        if let Some(response) = context.response()
            && let Some(body) = response.body().bytes()
        {
            let header = |name| response.headers().get(name).map(str::to_owned);
            let mut seen = self.seen();
            let custom_endpoint = !is_aws(&seen.url);
            seen.answer = Some(Answer {
                status: response.status().as_u16(),
                code: header("x-amzn-query-error").or_else(|| header("x-amzn-errortype")),
                body: body.to_vec(),
                custom_endpoint,
            });
        }
        Ok(())
    }
}

/// Turn an RPC v2 CBOR request into one in AWS's JSON 1.0.
fn speak_json(request: &mut HttpRequest, target: &str) -> Result<(), BoxError> {
    if let Some((endpoint, _)) = request.uri().split_once("/service/") {
        let root = format!("{endpoint}/");
        request.set_uri(root)?;
    }
    let headers = request.headers_mut();
    headers.remove("smithy-protocol");
    headers.remove("accept");
    headers.try_insert("content-type", "application/x-amz-json-1.0")?;
    headers.try_insert("x-amz-target", target.to_owned())?;
    Ok(())
}

/// Whether a URL is one of AWS's own, in any of its partitions that have public names.
pub(super) fn is_aws(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', ':']).next().unwrap_or_default();
    host.contains(".amazonaws.") || host.ends_with(".api.aws") || host.ends_with(".on.aws")
}

#[cfg(test)]
mod tests {
    use super::is_aws;

    #[test]
    fn tells_aws_from_other_endpoints() {
        assert!(is_aws("https://ecs.eu-west-1.amazonaws.com/"));
        assert!(is_aws("https://ecs.cn-north-1.amazonaws.com.cn/"));
        assert!(is_aws("https://vpce-1-2.ecs.eu-west-1.vpce.amazonaws.com/"));
        assert!(is_aws("https://ecr.eu-west-1.api.aws/"));
        assert!(!is_aws("http://127.0.0.1:5000/"));
        assert!(!is_aws("https://emulator.example/.amazonaws."));
    }
}
