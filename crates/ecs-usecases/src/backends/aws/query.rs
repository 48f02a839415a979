//! The Query protocol: a form out, XML back.

use super::xml::{self, Element};
use crate::error::{Error, ErrorKind, Result};
use form_urlencoded::Serializer;
use roxmltree::Document;
use serde_json::Value;

/// Members that are maps. In JSON a map looks like a structure, in the Query protocol it does not.
const MAPS: [&str; 1] = ["AuthenticationRequestExtraParams"];

/// The body of a request.
pub(super) fn form(operation: &str, version: &str, request: &Value) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("Action", operation).append_pair("Version", version);
    append(&mut form, "", "", request);
    form.finish()
}

fn append(form: &mut Serializer<'_, String>, path: &str, member: &str, value: &Value) {
    match value {
        Value::Null => {}
        Value::Bool(value) => drop(form.append_pair(path, if *value { "true" } else { "false" })),
        Value::Number(value) => drop(form.append_pair(path, &value.to_string())),
        Value::String(value) => drop(form.append_pair(path, value)),
        // An empty list is said with an empty value: it is not the same as an absent one.
        Value::Array(items) if items.is_empty() => drop(form.append_pair(path, "")),
        Value::Array(items) => {
            for (item, position) in items.iter().zip(1..) {
                append(form, &format!("{path}.member.{position}"), "", item);
            }
        }
        Value::Object(entries) if MAPS.contains(&member) => {
            for ((key, value), position) in entries.iter().zip(1..) {
                form.append_pair(&format!("{path}.entry.{position}.key"), key);
                append(form, &format!("{path}.entry.{position}.value"), "", value);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                append(form, &path, name, value);
            }
        }
    }
}

/// Read the result of an operation out of its answer.
pub(super) fn read<T>(
    body: &[u8],
    operation: &str,
    deserialize: impl FnOnce(Element<'_, '_>) -> std::result::Result<T, xml::Mismatch>,
) -> Result<T> {
    let malformed = |reason: String| Error::new(ErrorKind::Internal, format!("the reply has another form than AWS documents: {reason}"));
    let text = std::str::from_utf8(body).map_err(|error| malformed(error.to_string()))?;
    let document = Document::parse(text).map_err(|error| malformed(error.to_string()))?;
    let root = document.root_element();
    // Some other page that happens to be XML must not pass for an empty result.
    if root.tag_name().name() != format!("{operation}Response") {
        return Err(malformed(format!("it is a <{}>", root.tag_name().name())));
    }
    // An operation without output may leave the result out; the metadata beside it is no member of any output.
    let name = format!("{operation}Result");
    let nothing = Document::parse("<none/>").map_err(|error| malformed(error.to_string()))?;
    let result = root.children().find(|child| child.tag_name().name() == name).unwrap_or(nothing.root_element());
    deserialize(Element(result)).map_err(|error| malformed(error.to_string()))
}

/// How the XML of a service's replies is read into its outputs.
macro_rules! read_xml {
    ($read:ident $service:ident { $( $name:ident )* }) => {
        pub(super) fn $read(request: &$service::Request, body: &[u8]) -> $crate::error::Result<$service::Response> {
            $crate::backends::aws::query::read(body, request.info().name, |result| match request {
                $( $service::Request::$name(_) => {
                    <<$crate::model::$service::$name as $crate::operations::Operation>::Output as serde::Deserialize>::deserialize(result)
                        .map(|output| $service::Response::$name(Box::new(output)))
                } )*
            })
        }
    };
}
pub(super) use read_xml;

/// The code and message of an error answer.
pub(super) fn read_error(text: &str) -> Option<(Option<String>, Option<String>)> {
    let document = Document::parse(text).ok()?;
    let error = document.descendants().find(|node| node.tag_name().name() == "Error")?;
    let member =
        |name| error.children().find(|node| node.tag_name().name() == name).and_then(|node| node.text()).map(|text| text.trim().to_owned());
    Some((member("Code"), member("Message")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::model::elbv2::{CreateRuleResponse, DescribeLoadBalancersResponse};
    use serde::Deserialize;
    use serde_json::json;

    #[test]
    fn writes_lists_structures_maps_and_unknown_members() {
        let request = json!({
            "Name": "a b",
            "Empty": [],
            "Nothing": null,
            "Flag": true,
            "Actions": [{ "Order": 1, "Config": { "AuthenticationRequestExtraParams": { "k": "v" } } }],
        });
        let form = form("CreateThing", "2015-12-01", &request);
        let pairs: Vec<_> = form_urlencoded::parse(form.as_bytes()).map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(
            pairs,
            [
                "Action=CreateThing",
                "Version=2015-12-01",
                "Name=a b",
                "Empty=",
                "Flag=true",
                "Actions.member.1.Order=1",
                "Actions.member.1.Config.AuthenticationRequestExtraParams.entry.1.key=k",
                "Actions.member.1.Config.AuthenticationRequestExtraParams.entry.1.value=v",
            ]
        );
    }

    #[test]
    fn reads_types_from_the_shape_and_keeps_the_unknown() {
        let xml = br#"<CreateRuleResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><CreateRuleResult><Rules><member>
            <Priority>10</Priority><IsDefault>false</IsDefault><Conditions/><Novelty><A>1</A><L><member>x</member></L></Novelty>
            <Actions><member><Type>teleport</Type><Order>1</Order><ForwardConfig><TargetGroups><member><Weight>90</Weight></member></TargetGroups>
            </ForwardConfig><AuthenticateOidcConfig><Scope>a &amp; b</Scope><AuthenticationRequestExtraParams>
            <entry><key>display</key><value>page</value></entry></AuthenticationRequestExtraParams></AuthenticateOidcConfig></member></Actions>
            </member></Rules></CreateRuleResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></CreateRuleResponse>"#;
        let reply = read(xml, "CreateRule", |result| CreateRuleResponse::deserialize(result)).unwrap();
        assert_eq!(
            serde_json::to_value(&reply).unwrap(),
            json!({ "Rules": [{
                "Priority": "10",
                "Actions": [{
                    "Type": "teleport",
                    "AuthenticateOidcConfig": { "Scope": "a & b", "AuthenticationRequestExtraParams": { "display": "page" } },
                    "Order": 1,
                    "ForwardConfig": { "TargetGroups": [{ "Weight": 90 }] },
                }],
                "IsDefault": false,
                "Novelty": { "A": "1", "L": ["x"] },
            }] })
        );
    }

    #[test]
    fn reads_times_and_a_missing_result() {
        let xml = b"<DescribeLoadBalancersResponse><DescribeLoadBalancersResult><LoadBalancers><member><CreatedTime>2026-01-02T03:04:05.678Z</CreatedTime>\
            </member></LoadBalancers></DescribeLoadBalancersResult></DescribeLoadBalancersResponse>";
        let reply = read(xml, "DescribeLoadBalancers", |result| DescribeLoadBalancersResponse::deserialize(result)).unwrap();
        assert_eq!(reply.load_balancers[0].created_time.unwrap().to_string(), "2026-01-02T03:04:05.678Z");
        let nothing = b"<DescribeLoadBalancersResponse/>";
        let empty = read(nothing, "DescribeLoadBalancers", |result| DescribeLoadBalancersResponse::deserialize(result)).unwrap();
        assert_eq!(empty, DescribeLoadBalancersResponse::default());
        let page = read(b"<html/>", "DescribeLoadBalancers", |result| DescribeLoadBalancersResponse::deserialize(result));
        assert!(page.unwrap_err().details().message.contains("<html>"));
    }

    #[test]
    fn reads_errors() {
        let xml = "<ErrorResponse><Error><Type>Sender</Type><Code>RuleNotFound</Code><Message>no rule</Message></Error></ErrorResponse>";
        assert_eq!(read_error(xml), Some((Some("RuleNotFound".into()), Some("no rule".into()))));
        assert_eq!(read_error("<html>"), None);
    }
}
