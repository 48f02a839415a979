//! From what the SDK or the service says to an [`Error`] that says what to do.

use super::{
    kind::{Cause, Symptoms, kind},
    query,
    recording::Unrecorded,
};
use crate::{
    error::{Error, ErrorKind},
    operations::OperationInfo,
};
use aws_credential_types::provider::error::CredentialsError;
#[cfg(feature = "dynamodb")]
use aws_sdk_ecs::error::ProvideErrorMetadata;
use aws_sdk_ecs::{config::http::HttpResponse, error::SdkError};
use serde_json::Value;
use std::error::Error as StdError;

/// How long a part of an answer that is not AWS's own message may get in ours.
const EXCERPT: usize = 200;

/// An answer as it came over the wire.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The error code, if a header gives it.
    pub(super) code: Option<String>,
    pub(super) body: Vec<u8>,
    pub(super) custom_endpoint: bool,
}

/// A call that did not succeed.
#[derive(Debug, Default)]
pub(super) struct Failure {
    cause: Cause,
    status: u16,
    code: String,
    message: String,
    html: bool,
    custom_endpoint: bool,
}

impl Answer {
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(super) fn into_failure(self) -> Failure {
        let text = String::from_utf8_lossy(&self.body);
        let html = is_html(&text);
        let (code, message) =
            if html { (None, None) } else { read_json_error(&text).or_else(|| query::read_error(&text)).unwrap_or_default() };
        Failure {
            cause: Cause::Answer,
            status: self.status,
            code: bare_code(&self.code.or(code).unwrap_or_default()).to_owned(),
            message: message.filter(|message| !message.is_empty()).unwrap_or_else(|| describe(self.status, &text, html)),
            html,
            custom_endpoint: self.custom_endpoint,
        }
    }
}

impl Failure {
    /// A request that can't be sent.
    pub(super) fn request(message: String) -> Self {
        Self { cause: Cause::Request, message, ..Self::default() }
    }

    /// Whether no answer came in time.
    pub(super) fn is_timeout(&self) -> bool {
        self.cause == Cause::Timeout
    }

    pub(super) fn into_error(self, operation: &OperationInfo) -> Error {
        let kind = kind(&Symptoms {
            cause: self.cause,
            status: self.status,
            code: &self.code,
            message: &self.message,
            html: self.html,
            custom_endpoint: self.custom_endpoint,
        });
        let advice = self.advice(kind, operation);
        let mut error = Error::new(kind, self.message);
        if !self.code.is_empty() {
            error = error.with_code(self.code);
        }
        match advice {
            Some(advice) => error.advise(advice),
            None => error,
        }
    }

    fn advice(&self, kind: ErrorKind, operation: &OperationInfo) -> Option<String> {
        match kind {
            ErrorKind::AccessDenied if self.cause == Cause::Credentials => Some(
                "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached; `aws sts \
                 get-caller-identity` tells what is found"
                    .into(),
            ),
            ErrorKind::AccessDenied if is_about_identity(&self.code) => Some(
                "Renew the credentials, and check that the machine's clock is right and that the Region is enabled for the account".into(),
            ),
            ErrorKind::AccessDenied => {
                let action = denied_action(&self.message).map_or_else(|| operation.action(), str::to_owned);
                Some(Error::permission_advice(&action))
            }
            ErrorKind::Unsupported if self.custom_endpoint => {
                Some(format!("The endpoint does not offer `{}`; use one that does, or AWS itself", operation.action()))
            }
            ErrorKind::Unsupported => Some("Check that the feature is offered in this Region and for this platform version".into()),
            ErrorKind::Throttled => Some("Send less at a time: let what runs share one rate limit, and retry with back-off".into()),
            ErrorKind::QuotaExceeded => Some("Remove what is not needed, or ask for more in Service Quotas".into()),
            ErrorKind::Diverged => Some("Record the session again, or let the replay ignore the member with `ignore_member`".into()),
            ErrorKind::Network => Some("Check the endpoint, the Region's name, the proxy and the route to the service".into()),
            _ => None,
        }
    }
}

impl<E: StdError + 'static> From<SdkError<E, HttpResponse>> for Failure {
    /// Only for calls without an answer: an answer is read by [`Answer::into_failure`].
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        if let Some(unrecorded) = find_source::<Unrecorded>(&error) {
            return Self { cause: Cause::Unrecorded, message: unrecorded.to_string(), ..Self::default() };
        }
        let cause = match &error {
            SdkError::TimeoutError(_) => Cause::Timeout,
            SdkError::ConstructionFailure(_) => Cause::Request,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Cause::Timeout,
            SdkError::DispatchFailure(failure) if failure.is_user() => Cause::Request,
            _ => match find_source::<CredentialsError>(&error) {
                Some(CredentialsError::ProviderTimedOut(_)) => Cause::Timeout,
                Some(_) => Cause::Credentials,
                None => Cause::Connection,
            },
        };
        Self { cause, message: sentence(&error), ..Self::default() }
    }
}

/// The error of a call by a client of the SDK's own. `operation` gives its name.
#[cfg(feature = "dynamodb")]
pub(crate) fn client_error<E>(error: SdkError<E, HttpResponse>, operation: &OperationInfo) -> Error
where
    E: ProvideErrorMetadata + StdError + 'static,
{
    let failure = match &error {
        SdkError::ServiceError(answer) => Failure {
            cause: Cause::Answer,
            status: answer.raw().status().as_u16(),
            code: answer.err().code().map(bare_code).unwrap_or_default().to_owned(),
            message: answer.err().message().map_or_else(|| sentence(answer.err()), str::to_owned),
            ..Failure::default()
        },
        _ => Failure::from(error),
    };
    failure.into_error(operation)
}

fn find_source<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    chain(error).find_map(|error| error.downcast_ref())
}

fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// An error and its causes, each said once.
fn sentence(error: &(dyn StdError + 'static)) -> String {
    let mut sentence = String::new();
    for part in chain(error).map(ToString::to_string) {
        if !sentence.contains(&part) {
            sentence = if sentence.is_empty() { part } else { format!("{sentence}: {part}") };
        }
    }
    sentence
}

fn is_html(text: &str) -> bool {
    let start = text.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    start.starts_with("<!doctype") || start.starts_with("<html")
}

fn read_json_error(text: &str) -> Option<(Option<String>, Option<String>)> {
    let answer: Value = serde_json::from_str(text).ok()?;
    let member = |names: [&str; 2]| names.iter().find_map(|name| answer.get(name)?.as_str()).map(str::to_owned);
    Some((member(["__type", "code"]), member(["message", "Message"])))
}

/// `Code` from `namespace#Code`, from `Code:https://…` and from `Code;Sender`.
fn bare_code(code: &str) -> &str {
    let code = code.split([':', ';']).next().unwrap_or_default();
    code.rsplit('#').next().unwrap_or(code)
}

fn describe(status: u16, text: &str, html: bool) -> String {
    if html || text.trim().is_empty() {
        return format!("the endpoint answered with HTTP status {status}");
    }
    let excerpt: String = text.trim().chars().take(EXCERPT).collect();
    format!("the endpoint answered with HTTP status {status}: {excerpt}")
}

/// Whether the code says that the caller is not known, rather than that the caller may not.
fn is_about_identity(code: &str) -> bool {
    ["Token", "Signature", "UnrecognizedClient", "AccessKey", "AuthFailure", "OptIn", "RequestExpired", "Skewed"]
        .iter()
        .any(|part| code.contains(part))
}

/// The action that AWS says is missing, which may be another than the one that was called, such as `iam:PassRole`.
fn denied_action(message: &str) -> Option<&str> {
    let action = message.split("not authorized to perform: ").nth(1)?.split_whitespace().next()?;
    action.contains(':').then_some(action)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::operations::Operation;

    fn error(status: u16, code: Option<&str>, body: &str, custom_endpoint: bool) -> Error {
        let answer = Answer { status, code: code.map(Into::into), body: body.into(), custom_endpoint };
        answer.into_failure().into_error(&crate::model::ecs::UpdateService::INFO)
    }

    #[test]
    fn reads_code_and_message_of_every_protocol() {
        for (code, body) in [
            (None, r#"{"__type":"ServiceNotFoundException","message":"no service"}"#),
            (None, r#"{"__type":"com.amazonaws.ecs#ServiceNotFoundException","Message":"no service"}"#),
            (Some("ServiceNotFoundException:http://internal.amazon.com/"), r#"{"message":"no service"}"#),
            (Some("ServiceNotFoundException;Sender"), r#"{"__type":"Other","message":"no service"}"#),
            (None, "<ErrorResponse><Error><Code>ServiceNotFoundException</Code><Message>no service</Message></Error></ErrorResponse>"),
        ] {
            let error = error(400, code, body, false);
            assert_eq!(error.kind(), ErrorKind::NotFound);
            assert_eq!(error.code(), Some("ServiceNotFoundException"));
            assert_eq!(error.details().message, "no service");
        }
    }

    #[test]
    fn says_what_to_do() {
        let advice = |error: Error| error.details().advice.clone().unwrap();
        let denied = r#"{"__type":"AccessDeniedException","message":"User: x is not authorized to perform: iam:PassRole on resource: y"}"#;
        assert!(advice(error(400, None, denied, false)).contains("`iam:PassRole`"));
        assert!(advice(error(400, None, r#"{"__type":"AccessDeniedException"}"#, false)).contains("`ecs:UpdateService`"));
        assert!(advice(error(400, None, r#"{"__type":"ExpiredTokenException"}"#, false)).contains("Renew"));
        assert!(advice(error(400, None, r#"{"__type":"ThrottlingException"}"#, false)).contains("back-off"));
        let page = error(500, None, "<!doctype html><p>trace</p>", true);
        assert_eq!((page.kind(), page.is_retryable()), (ErrorKind::Unsupported, false));
        assert_eq!(page.details().message, "the endpoint answered with HTTP status 500");
        assert!(advice(page).contains("`ecs:UpdateService`"));
    }

    #[test]
    fn survives_answers_that_are_not_aws_errors() {
        for body in ["", "{}", "[]", "null", "oops", "<a/>", "\u{0}", "<htm", "é<!doctyp"] {
            assert_eq!(error(503, None, body, false).kind(), ErrorKind::ServiceFault, "{body}");
        }
    }
}
