//! REST-JSON: the table says which members of a request go into the path, the query and headers, and where those of a reply come from.

use super::message::{Message, Received};
use crate::{
    error::{Error, ErrorKind, Result},
    operations::rest::{Kind, Place, Placed, RestOperation},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

/// What stands for itself in a path or a query, as signatures have it.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The request of an operation.
pub(super) fn request(operation: &RestOperation, request: Value) -> Result<Message> {
    let Value::Object(mut members) = request else { return Err(Error::invalid("request", "it is not an object")) };
    let (mut path, mut query, mut headers, mut payload) = (operation.path.to_owned(), Vec::new(), Vec::new(), None);
    for placed in operation.request {
        let text = members.shift_remove(placed.member).map(|value| text(placed, &value)).transpose()?;
        match (placed.place, text) {
            (Place::Path, Some(text)) if !text.is_empty() => path = path.replace(&format!("{{{}}}", placed.name), &encoded(&text)),
            (Place::Path, _) => return Err(Error::invalid(placed.member, "it is a part of the path and must not be empty")),
            (_, None) => {}
            (Place::Query, Some(text)) => query.push(format!("{}={}", encoded(placed.name), encoded(&text))),
            (Place::Header, Some(text)) => headers.push((placed.name.to_ascii_lowercase(), text)),
            (Place::Payload, Some(text)) => payload = Some(text),
        }
    }
    if !query.is_empty() {
        path = path + "?" + &query.join("&");
    }
    // Members that the table does not know have no place but the body.
    let body = match payload {
        Some(text) => text,
        None if members.is_empty() && matches!(operation.method, "GET" | "DELETE") => String::new(),
        None => {
            headers.push(("content-type".into(), "application/json".into()));
            Value::Object(members).to_string()
        }
    };
    Ok(Message { method: operation.method.into(), path, headers, body: body.into() })
}

/// The reply in the form of its shape.
pub(super) fn reply(operation: &RestOperation, received: &Received) -> Result<Value> {
    let malformed = |what: &str, why: String| Error::new(ErrorKind::Internal, format!("the {what} of the reply can't be read: {why}"));
    let text = std::str::from_utf8(&received.body).map_err(|error| malformed("body", error.to_string()))?;
    let mut members = match operation.reply.iter().find(|placed| placed.place == Place::Payload) {
        Some(payload) => Map::from_iter([(payload.member.to_owned(), Value::from(text))]),
        None => match super::json(text.as_bytes())? {
            Value::Object(members) => members,
            _ => return Err(malformed("body", "it is not an object".into())),
        },
    };
    for placed in operation.reply.iter().filter(|placed| placed.place == Place::Header) {
        if let Some(text) = received.header(placed.name) {
            let value = value(placed.kind, text).ok_or_else(|| malformed("header", format!("{} is `{text}`", placed.name)))?;
            members.insert(placed.member.to_owned(), value);
        }
    }
    Ok(Value::Object(members))
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

fn text(placed: &Placed, value: &Value) -> Result<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        _ => Err(Error::invalid(placed.member, "it is neither text nor a number nor a flag")),
    }
}

fn value(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Text => Some(Value::from(text)),
        Kind::Integer => text.trim().parse::<i64>().ok().map(Value::from),
        Kind::Flag => text.trim().parse::<bool>().ok().map(Value::from),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::operations::rest;
    use serde_json::json;

    fn operation(service: &str, name: &str) -> &'static RestOperation {
        rest::service(service).unwrap().operation(name).unwrap()
    }

    #[test]
    fn members_go_where_the_table_says() {
        let create = operation("appconfig", "CreateHostedConfigurationVersion");
        let version = json!({
            "ApplicationId": "a/b", "ConfigurationProfileId": "é", "Content": "{\"on\":true}", "ContentType": "text/json", "LatestVersionNumber": 3,
        });
        let message = request(create, version).unwrap();
        assert_eq!((message.method.as_str(), message.body.as_slice()), ("POST", b"{\"on\":true}".as_slice()));
        assert_eq!(message.path, "/applications/a%2Fb/configurationprofiles/%C3%A9/hostedconfigurationversions");
        let headers = [("content-type", "text/json"), ("latest-version-number", "3")];
        assert_eq!(message.headers, headers.map(|(name, value)| (name.to_owned(), value.to_owned())));

        let list = json!({ "ApplicationId": "a", "MaxResults": 5, "NextToken": "a b&c" });
        let message = request(operation("appconfig", "ListEnvironments"), list).unwrap();
        assert_eq!(message.path, "/applications/a/environments?max_results=5&next_token=a%20b%26c");
        assert!(message.body.is_empty() && message.headers.is_empty());

        let start = json!({ "ApplicationId": "a", "EnvironmentId": "e", "ConfigurationVersion": "1", "Novelty": { "deep": 1 } });
        let message = request(operation("appconfig", "StartDeployment"), start).unwrap();
        assert_eq!(message.body, br#"{"ConfigurationVersion":"1","Novelty":{"deep":1}}"#);
        let stop = json!({ "ApplicationId": "a", "EnvironmentId": "e", "DeploymentNumber": 7, "AllowRevert": true });
        let message = request(operation("appconfig", "StopDeployment"), stop).unwrap();
        assert_eq!((message.path.as_str(), message.headers[0].1.as_str()), ("/applications/a/environments/e/deployments/7", "true"));
        for nothing in [json!({}), json!({ "ApplicationId": "" }), json!({ "ApplicationId": [] }), json!([])] {
            let error = request(operation("appconfig", "GetApplication"), nothing).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        }
    }

    #[test]
    fn members_come_from_where_the_table_says() {
        let get = operation("appconfigdata", "GetLatestConfiguration");
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut received = Received {
            status: 200,
            headers: vec![header("next-poll-configuration-token", "t"), header("next-poll-interval-in-seconds", "60")],
            body: b"on".to_vec(),
        };
        let expected = json!({ "Configuration": "on", "NextPollConfigurationToken": "t", "NextPollIntervalInSeconds": 60 });
        assert_eq!(reply(get, &received).unwrap(), expected);
        received.headers[1].1 = "soon".into();
        assert_eq!(reply(get, &received).unwrap_err().kind(), ErrorKind::Internal);
        let app = operation("appconfig", "GetApplication");
        assert_eq!(reply(app, &Received::default()).unwrap(), json!({}));
        assert!(reply(app, &Received { body: b"<html>".to_vec(), ..Received::default() }).is_err());
    }
}
