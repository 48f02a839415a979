//! AWS's wire protocols: which one a request speaks, what it asks, and how it is answered.

mod build;
mod cbor;
mod query;
mod rest;
#[cfg(test)]
mod tests;
mod tree;

use super::service::Service;
use crate::{
    error::{Error, ErrorKind},
    model::with_empty_lists,
    operations::{AnyOperation, Reply, wire::Wire},
};
use hyper::HeaderMap;
use tree::Tree;

/// The protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// AWS JSON 1.0 or 1.1.
    Json,
    /// Forms and XML.
    Query,
    /// Smithy RPC v2 CBOR.
    Cbor,
    /// REST with JSON.
    Rest,
}

/// What a request is about, before its members are read.
pub(crate) struct Asked {
    pub(crate) protocol: Protocol,
    /// `None` if no service has such a name.
    pub(crate) service: Option<&'static Service>,
    pub(crate) operation: String,
    form: Option<Tree>,
    route: Option<Box<rest::Route>>,
}

/// An answer, before it is HTTP.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    /// Members of the reply that are headers. One may be the content type.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// `x-amzn-query-error`, for services that once spoke the Query protocol.
    pub(crate) query_error: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// The form of what an HTTP request says, as far as it tells the protocol.
pub(crate) struct Parts<'a> {
    pub(crate) method: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
    pub(crate) target: Option<&'a str>,
    /// The service that the request is signed for.
    pub(crate) signing: Option<&'a str>,
    pub(crate) body: &'a [u8],
}

impl Asked {
    /// Tell what a request is about.
    pub(crate) fn read(parts: &Parts<'_>) -> Result<Self, (Self, Error)> {
        if let Some(path) = parts.path.strip_prefix("/service/") {
            let (service, operation) = path.split_once("/operation/").unwrap_or((path, ""));
            return Ok(Self::new(Protocol::Cbor, Service::by_target(service), operation));
        }
        if let Some(target) = parts.target {
            let (service, operation) = target.rsplit_once('.').unwrap_or((target, ""));
            return Ok(Self::new(Protocol::Json, Service::by_target(service), operation));
        }
        if let Some(route) = rest::route(parts.method, parts.path, parts.query, parts.headers) {
            let service = Service::by_prefix(route.service.service);
            let asked = Self::new(Protocol::Rest, service, route.operation.name);
            return Ok(Self { route: Some(Box::new(route)), ..asked });
        }
        if let Some(service) = Service::rest(parts.signing) {
            return Ok(Self::new(Protocol::Rest, Some(service), ""));
        }
        let body = if parts.body.is_empty() { parts.query.unwrap_or_default().as_bytes() } else { parts.body };
        match query::read(body) {
            Ok(form) if form.action.is_empty() => Ok(Self::new(Protocol::Json, None, "")),
            Ok(form) => {
                let service = Service::by_query(&form.version, parts.signing);
                Ok(Self { form: Some(form.request), ..Self::new(Protocol::Query, service, &form.action) })
            }
            Err(why) => {
                let service = Service::by_query("", parts.signing);
                Err((Self::new(Protocol::Query, service, ""), malformed(why)))
            }
        }
    }

    fn new(protocol: Protocol, service: Option<&'static Service>, operation: &str) -> Self {
        Self { protocol, service, operation: operation.into(), form: None, route: None }
    }

    /// The members, read into the operation's shape.
    pub(crate) fn operation(&mut self, body: &[u8]) -> Result<AnyOperation, Error> {
        let Some(service) = self.service else { return Err(self.unknown()) };
        let read = match self.protocol {
            Protocol::Json => {
                let body = if body.trim_ascii().is_empty() { b"{}" } else { body };
                let mut form = serde_json::Deserializer::from_slice(body);
                AnyOperation::read(service.prefix, &self.operation, &mut form)
                    .and_then(|operation| operation.map(|operation| form.end().map(|()| operation)).transpose())
                    .map_err(|error| malformed(error.to_string()))?
            }
            Protocol::Query => {
                let form = self.form.take().unwrap_or(Tree::Structure(Vec::new()));
                AnyOperation::read(service.prefix, &self.operation, form).map_err(|error| malformed(error.to_string()))?
            }
            Protocol::Cbor => {
                let form = cbor::read(body).map_err(malformed)?;
                AnyOperation::read(service.prefix, &self.operation, form).map_err(|error| malformed(error.to_string()))?
            }
            Protocol::Rest => match &self.route {
                None => None,
                Some(route) => {
                    let form = route.request(body)?;
                    AnyOperation::read(service.prefix, &self.operation, form).map_err(|error| malformed(error.to_string()))?
                }
            },
        };
        read.ok_or_else(|| self.unknown())
    }

    /// AWS's answer to an operation that it does not have.
    fn unknown(&self) -> Error {
        let (code, message) = match self.protocol {
            Protocol::Query => {
                let version = self.wire().and_then(|wire| wire.query).map_or("", |(version, _)| version);
                ("InvalidAction", format!("Could not find operation {} for version {version}", self.operation))
            }
            _ => ("UnknownOperationException", format!("The operation `{}` is not offered", self.operation)),
        };
        Error::new(ErrorKind::Unsupported, message).with_code(code)
    }

    /// The answer to an operation that succeeded.
    pub(crate) fn success(&self, reply: &Reply, request_id: &str) -> Result<Answer, Error> {
        let defect = |error: &dyn std::fmt::Display| Error::new(ErrorKind::Internal, format!("the reply can't be written: {error}"));
        let tree = || with_empty_lists(|| Tree::of(reply)).map_err(|error| defect(&error));
        let (mut status, mut headers) = (200, Vec::new());
        let body = match (self.protocol, &self.route) {
            (Protocol::Rest, Some(route)) => {
                status = route.operation.status;
                let (placed, body) = route.reply(tree()?);
                headers = placed;
                body
            }
            (Protocol::Json | Protocol::Rest, _) => with_empty_lists(|| serde_json::to_vec(reply)).map_err(|error| defect(&error))?,
            (Protocol::Query, _) => self.result(&tree()?, request_id),
            (Protocol::Cbor, _) => cbor::write(&tree()?),
        };
        Ok(Answer { status, content_type: self.content_type(), headers, query_error: None, body })
    }

    fn result(&self, tree: &Tree, request_id: &str) -> Vec<u8> {
        query::reply(self.namespace(), &self.operation, tree, request_id).into_bytes()
    }

    fn wire(&self) -> Option<&'static Wire> {
        self.service?.wire()
    }

    fn namespace(&self) -> &'static str {
        self.wire().and_then(|wire| wire.query).map_or("", |(_, namespace)| namespace)
    }

    fn content_type(&self) -> &'static str {
        match (self.protocol, self.wire().map(|wire| wire.json)) {
            (Protocol::Query, _) => "text/xml",
            (Protocol::Cbor, _) => "application/cbor",
            (Protocol::Rest, _) => "application/json",
            (Protocol::Json, Some("1.0")) => "application/x-amz-json-1.0",
            (Protocol::Json, _) => "application/x-amz-json-1.1",
        }
    }

    /// The answer to an operation that failed.
    pub(crate) fn failure(&self, error: &Error, request_id: &str) -> Answer {
        let code = match error.kind() {
            ErrorKind::Throttled => self.service.map_or("ThrottlingException", |service| service.throttled),
            _ if is_our_fault(error) => self.service.map_or("InternalFailure", |service| service.fault),
            _ => error.code().unwrap_or("ValidationException"),
        };
        let message = &error.details().message;
        let sender = !is_our_fault(error);
        let name = self.service.map_or(code, |service| service.error_name(code));
        let speaks_both = self.wire().is_some_and(|wire| wire.query.is_some() && wire.target.is_some());
        let side = if sender { "Sender" } else { "Receiver" };
        let body = match self.protocol {
            Protocol::Json => serde_json::json!({ "__type": name, "message": message }).to_string().into_bytes(),
            Protocol::Rest => serde_json::json!({ "Message": message }).to_string().into_bytes(),
            Protocol::Query => query::error(self.namespace(), sender, code, message, request_id).into_bytes(),
            Protocol::Cbor => cbor::write(&Tree::Structure(vec![
                ("__type".into(), Tree::Text(format!("com.amazonaws.cloudwatch#{name}"))),
                ("message".into(), Tree::Text(message.clone())),
            ])),
        };
        let headers = if self.protocol == Protocol::Rest { vec![("x-amzn-errortype", name.to_owned())] } else { Vec::new() };
        Answer {
            status: self.status(error, name),
            content_type: self.content_type(),
            headers,
            query_error: (speaks_both && self.protocol != Protocol::Query).then(|| format!("{code};{side}")),
            body,
        }
    }

    fn status(&self, error: &Error, name: &str) -> u16 {
        if self.protocol == Protocol::Rest
            && let Some(status) = self.service.and_then(|service| rest::status(service.prefix, name))
        {
            return status;
        }
        let not_found = self.service.is_some_and(|service| matches!(service.prefix, "cloudwatch" | "iam"));
        match error.kind() {
            _ if is_our_fault(error) => 500,
            ErrorKind::AccessDenied if matches!(self.protocol, Protocol::Query | Protocol::Rest) => 403,
            ErrorKind::Unsupported if self.protocol == Protocol::Rest => 404,
            ErrorKind::NotFound if not_found => 404,
            _ => 400,
        }
    }
}

fn is_our_fault(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ServiceFault | ErrorKind::Internal)
}

fn malformed(why: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidRequest, why).with_code("SerializationException")
}
