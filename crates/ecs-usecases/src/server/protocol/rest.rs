//! REST-JSON: the operation is told by the method and the path, and its members come from these, the query, headers and the body.

use super::{malformed, tree::Tree};
use crate::{
    error::Error,
    operations::rest::{self, Found, Kind, Place, Placed, RestOperation, RestService},
};
use hyper::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// What a request's line and headers say of its operation.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) service: &'static RestService,
    pub(crate) operation: &'static RestOperation,
    /// The members that are not in the body.
    members: Result<Map<String, Value>, Error>,
}

/// The operation of a request, if there is one.
pub(super) fn route(method: &str, path: &str, query: Option<&str>, headers: &HeaderMap) -> Option<Route> {
    let Found { service, operation, path } = rest::find(method, path)?;
    Some(Route { service, operation, members: members(operation, &path, query, headers) })
}

fn members(
    operation: &RestOperation,
    segments: &[(&'static str, &str)],
    query: Option<&str>,
    headers: &HeaderMap,
) -> Result<Map<String, Value>, Error> {
    let mut members = Map::new();
    for placed in operation.request {
        let text = match placed.place {
            Place::Path => {
                let segment = segments.iter().find(|(name, _)| *name == placed.name).map(|(_, segment)| *segment);
                let decoded = segment.map(|segment| percent_decode_str(segment).decode_utf8());
                decoded.transpose().map_err(|_| malformed(format!("{} is not UTF-8", placed.name)))?.map(Into::into)
            }
            Place::Query => {
                let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
                pairs.find(|(name, _)| name == placed.name).map(|(_, value)| value.into_owned())
            }
            Place::Header => match headers.get(placed.name) {
                Some(value) => Some(value.to_str().map_err(|_| malformed(format!("{} is not ASCII", placed.name)))?.to_owned()),
                None => None,
            },
            Place::Payload => None,
        };
        if let Some(text) = text {
            members.insert(placed.member.to_owned(), read(placed, text)?);
        }
    }
    Ok(members)
}

fn read(placed: &Placed, text: String) -> Result<Value, Error> {
    let wrong = |what: &str| malformed(format!("{} must be {what}, not `{text}`", placed.name));
    match placed.kind {
        Kind::Text => Ok(Value::String(text)),
        Kind::Integer => text.trim().parse::<i64>().map(Value::from).map_err(|_| wrong("a whole number")),
        Kind::Flag => match text.trim() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(wrong("true or false")),
        },
    }
}

impl Route {
    /// The whole request as the JSON of its shape.
    pub(super) fn request(&self, body: &[u8]) -> Result<Value, Error> {
        let mut request = match self.operation.request.iter().find(|placed| placed.place == Place::Payload) {
            Some(payload) => {
                let text = std::str::from_utf8(body).map_err(|_| malformed("the simulator only takes text as a payload"))?;
                Map::from_iter([(payload.member.to_owned(), Value::String(text.to_owned()))])
            }
            None if body.trim_ascii().is_empty() => Map::new(),
            None => serde_json::from_slice(body).map_err(|error| malformed(error.to_string()))?,
        };
        request.extend(self.members.clone()?);
        Ok(Value::Object(request))
    }

    /// The headers and the body of a reply.
    pub(super) fn reply(&self, tree: Tree) -> (Vec<(&'static str, String)>, Vec<u8>) {
        let Tree::Structure(members) = tree else { return (Vec::new(), b"{}".to_vec()) };
        let (mut headers, mut payload, mut body) = (Vec::new(), None, Map::new());
        for (name, member) in members {
            match self.operation.reply.iter().find(|placed| placed.member == name) {
                Some(Placed { place: Place::Payload, .. }) => payload = Some(text(&member).unwrap_or_default()),
                Some(placed) => headers.extend(text(&member).map(|text| (placed.name, text))),
                None => drop(body.insert(name, json(&member))),
            }
        }
        let has_payload = self.operation.reply.iter().any(|placed| placed.place == Place::Payload);
        let body = if has_payload { payload.unwrap_or_default() } else { Value::Object(body).to_string() };
        (headers, body.into_bytes())
    }
}

/// A member as a header has it.
fn text(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Text(text) => Some(text.clone()),
        Tree::Integer(number) => Some(number.to_string()),
        Tree::Flag(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A member as the body has it: times are text.
fn json(tree: &Tree) -> Value {
    match tree {
        Tree::Null => Value::Null,
        Tree::Flag(flag) => Value::Bool(*flag),
        Tree::Integer(number) => Value::from(*number),
        Tree::Float(number) => Value::from(*number),
        Tree::Time(moment) => Value::String(moment.to_string()),
        Tree::Text(text) => Value::String(text.clone()),
        Tree::List(items) => items.iter().map(json).collect(),
        Tree::Structure(members) | Tree::Map(members) => {
            Value::Object(members.iter().map(|(name, member)| (name.clone(), json(member))).collect())
        }
    }
}

/// The HTTP status of an error.
pub(super) fn status(service: &str, code: &str) -> Option<u16> {
    let errors = rest::service(service)?.errors;
    errors.iter().find(|(name, _)| *name == code).map(|(_, status)| *status)
}
