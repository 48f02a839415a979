//! A request and an answer as HTTP has them, before the one has an endpoint and after the other has come.

use super::exchange::is_aws;
use super::failure::Answer;
use aws_sdk_ecs::{
    config::http::{HttpRequest, HttpResponse},
    error::BoxError,
};
use aws_smithy_types::body::SdkBody;

/// A request without its endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) method: String,
    /// Path and query.
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Message {
    /// A body of this type, sent to the root.
    pub(super) fn post(content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { method: "POST".into(), path: "/".into(), headers: vec![("content-type".into(), content_type.into())], body: body.into() }
    }

    /// As the SDK's transport takes it.
    pub(super) fn request(&self) -> Result<HttpRequest, BoxError> {
        let mut request = HttpRequest::new(if self.body.is_empty() { SdkBody::empty() } else { SdkBody::from(self.body.clone()) });
        request.set_method(&self.method)?;
        request.set_uri(self.path.clone())?;
        for (name, value) in &self.headers {
            request.headers_mut().try_insert(name.to_ascii_lowercase(), value.clone())?;
        }
        if !self.body.is_empty() || self.method == "POST" {
            request.headers_mut().try_insert("content-length", self.body.len().to_string())?;
        }
        Ok(request)
    }
}

/// An answer, whatever its status.
#[derive(Debug, Default)]
pub(super) struct Received {
    pub(super) status: u16,
    /// By names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Received {
    /// What came. Its body has been read.
    pub(super) fn from(response: &HttpResponse) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().iter().map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
            body: response.body().bytes().unwrap_or_default().to_vec(),
        }
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// What a service of AWS at this URL means by it.
    pub(super) fn answer(self, url: &str) -> Answer {
        Answer {
            status: self.status,
            code: self.header("x-amzn-query-error").or_else(|| self.header("x-amzn-errortype")).map(str::to_owned),
            body: self.body,
            custom_endpoint: !is_aws(url),
        }
    }
}
