//! The protocols, with what they were made for and with what they were not.

use super::{Asked, Parts, Protocol, cbor, query, tree::Tree};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind},
    model::{
        appconfig::{Deployment, HostedConfigurationVersion},
        cloudwatch::{DescribeAlarmsResponse, MetricAlarm},
        elbv2::{Action, AuthenticateOidcActionConfig, CreateRuleResponse, Rule},
    },
    operations::{AnyOperation, Reply, appconfig, cloudwatch, elbv2},
};
use hyper::HeaderMap;
use proptest::prelude::*;
use serde_json::{Value, json};

fn ask(target: Option<&str>, path: &str, body: &[u8]) -> (Asked, Result<AnyOperation, Error>) {
    let headers = HeaderMap::new();
    match Asked::read(&Parts { method: "POST", headers: &headers, path, query: None, target, signing: Some("elasticloadbalancing"), body })
    {
        Ok(mut asked) => {
            let operation = asked.operation(body);
            (asked, operation)
        }
        Err((asked, error)) => (asked, Err(error)),
    }
}

fn code(result: Result<AnyOperation, Error>) -> String {
    result.expect_err("it can't be right").code().unwrap_or_default().to_owned()
}

#[test]
fn a_form_is_read_into_the_shape() {
    let form = b"Action=CreateRule&Version=2015-12-01&ListenerArn=arn&Priority=10&Conditions.member.1.Field=path-pattern\
        &Conditions.member.1.PathPatternConfig.Values.member.2=%2Fb&Conditions.member.1.PathPatternConfig.Values.member.1=%2Fa\
        &Actions.member.1.Type=forward&Actions.member.1.ForwardConfig.TargetGroups.member.1.Weight=90\
        &Actions.member.1.AuthenticateOidcConfig.AuthenticationRequestExtraParams.entry.1.key=k\
        &Actions.member.1.AuthenticateOidcConfig.AuthenticationRequestExtraParams.entry.1.value=v&Tags=";
    let (asked, operation) = ask(None, "/", form);
    assert_eq!(asked.protocol, Protocol::Query);
    assert_eq!(
        operation.expect("it is right").to_json(),
        json!({
            "ListenerArn": "arn",
            "Priority": 10,
            "Conditions": [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/a", "/b"]}}],
            "Actions": [{
                "Type": "forward",
                "ForwardConfig": {"TargetGroups": [{"Weight": 90}]},
                "AuthenticateOidcConfig": {"AuthenticationRequestExtraParams": {"k": "v"}},
            }],
            "Tags": [],
        })
    );
}

#[test]
fn a_reply_is_written_as_xml_with_nothing_of_the_caller_s_as_markup() {
    let oidc = AuthenticateOidcActionConfig {
        authentication_request_extra_params: Some([("<k>".to_owned(), "</entry>&".to_owned())].into()),
        ..AuthenticateOidcActionConfig::default()
    };
    let mut action = Action { authenticate_oidc_config: Some(oidc), order: Some(1), ..Action::default() };
    action.extra.insert("<script>".into(), json!("x"));
    let rule = Rule { priority: Some("a\u{1}\r]]>".into()), actions: vec![action], ..Rule::default() };
    let reply = Reply::Elbv2(elbv2::Response::CreateRule(Box::new(CreateRuleResponse { rules: vec![rule], ..Default::default() })));
    let (asked, _) = ask(None, "/", b"Action=CreateRule&Version=2015-12-01");
    let answer = asked.success(&reply, "id").expect("it can be written");
    assert_eq!(
        String::from_utf8(answer.body).expect("text"),
        "<CreateRuleResponse xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><CreateRuleResult><Rules><member>\
         <Priority>a\u{fffd}&#13;]]&gt;</Priority><Conditions></Conditions><Actions><member><AuthenticateOidcConfig><AuthenticationRequestExtraParams>\
         <entry><key>&lt;k&gt;</key><value>&lt;/entry&gt;&amp;</value></entry></AuthenticationRequestExtraParams>\
         </AuthenticateOidcConfig><Order>1</Order></member></Actions><Transforms></Transforms></member></Rules></CreateRuleResult>\
         <ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></CreateRuleResponse>"
    );
}

#[test]
fn times_are_written_as_each_protocol_has_them() {
    let alarm = MetricAlarm { state_updated_timestamp: Some(Timestamp(1_767_225_600_500)), ..MetricAlarm::default() };
    let reply = Reply::CloudWatch(cloudwatch::Response::DescribeAlarms(Box::new(DescribeAlarmsResponse {
        metric_alarms: vec![alarm],
        ..Default::default()
    })));
    let body = |target, path, body: &[u8]| ask(target, path, body).0.success(&reply, "id").expect("it can be written").body;
    let xml = body(None, "/", b"Action=DescribeAlarms&Version=2010-08-01");
    assert!(String::from_utf8_lossy(&xml).contains("<StateUpdatedTimestamp>2026-01-01T00:00:00.500Z</StateUpdatedTimestamp>"));
    let text = body(Some("GraniteServiceVersion20100801.DescribeAlarms"), "/", b"{}");
    let text: Value = serde_json::from_slice(&text).expect("JSON");
    assert_eq!(text["MetricAlarms"][0]["StateUpdatedTimestamp"], json!(1_767_225_600.5));
    assert_eq!(text["CompositeAlarms"], json!([]), "AWS answers with empty lists");
    let binary = body(None, "/service/GraniteServiceVersion20100801/operation/DescribeAlarms", b"");
    let Ok(Tree::Structure(members)) = cbor::read(&binary) else { panic!("not a structure") };
    let member = |members: &[(String, Tree)], name: &str| members.iter().find(|(known, _)| known == name).expect(name).1.clone();
    let Tree::List(alarms) = member(&members, "MetricAlarms") else { panic!("not a list") };
    let Tree::Structure(alarm) = &alarms[0] else { panic!("not a structure") };
    assert_eq!(member(alarm, "StateUpdatedTimestamp"), Tree::Time(Timestamp(1_767_225_600_500)));
}

/// A REST request with some headers.
fn rest(method: &str, path: &str, query: Option<&str>, with: &[(&'static str, &str)], body: &[u8]) -> (Asked, Result<AnyOperation, Error>) {
    let mut headers = HeaderMap::new();
    for (name, value) in with {
        headers.insert(*name, value.parse().expect("a header's value"));
    }
    let parts = Parts { method, headers: &headers, path, query, target: None, signing: Some("appconfig"), body };
    let mut asked = Asked::read(&parts).map_err(|(_, error)| error).expect("no form is read");
    let operation = asked.operation(body);
    (asked, operation)
}

#[test]
fn a_rest_request_has_its_members_in_many_places() {
    let path = "/applications/a%20b/configurationprofiles/flags/hostedconfigurationversions";
    let with = [("content-type", "application/json"), ("latest-version-number", "3"), ("description", "one")];
    let (asked, operation) = rest("POST", path, None, &with, br#"{"version": "1"}"#);
    assert_eq!((asked.protocol, asked.operation.as_str()), (Protocol::Rest, "CreateHostedConfigurationVersion"));
    assert_eq!(
        operation.expect("it is right").to_json(),
        json!({
            "ApplicationId": "a b", "ConfigurationProfileId": "flags", "Content": "{\"version\": \"1\"}",
            "ContentType": "application/json", "LatestVersionNumber": 3, "Description": "one",
        })
    );
    let (_, operation) = rest("GET", "/applications/a/environments", Some("max_results=2&next_token=x%2By"), &[], b"");
    assert_eq!(operation.expect("it is right").to_json(), json!({"ApplicationId": "a", "MaxResults": 2, "NextToken": "x+y"}));
    let (_, operation) = rest("DELETE", "/applications/a/environments/e/deployments/7", None, &[("allow-revert", "true")], b"");
    let expected = json!({"ApplicationId": "a", "EnvironmentId": "e", "DeploymentNumber": 7, "AllowRevert": true});
    assert_eq!(operation.expect("it is right").to_json(), expected);
    let (_, operation) = rest("POST", "/applications", None, &[], br#"{"Name": "shop"}"#);
    assert_eq!(operation.expect("it is right").to_json(), json!({"Name": "shop"}));
}

#[test]
fn a_rest_request_that_can_not_be_right_is_refused() {
    for (method, path, query, with, body, expected) in [
        ("GET", "/applications/a/environments/e/deployments/x", None, ("a", ""), &b""[..], "SerializationException"),
        ("GET", "/applications", Some("max_results=many"), ("a", ""), b"", "SerializationException"),
        ("GET", "/applications/%ff", None, ("a", ""), b"", "SerializationException"),
        ("DELETE", "/applications/a/environments/e/deployments/7", None, ("allow-revert", "maybe"), b"", "SerializationException"),
        ("POST", "/applications", None, ("a", ""), b"{", "SerializationException"),
        ("POST", "/applications", None, ("a", ""), b"[]", "SerializationException"),
        ("POST", "/applications/a/configurationprofiles/p/hostedconfigurationversions", None, ("a", ""), b"\xff", "SerializationException"),
        ("PATCH", "/applications", None, ("a", ""), b"", "UnknownOperationException"),
        ("GET", "/applications//environments", None, ("a", ""), b"", "UnknownOperationException"),
        ("GET", "/", None, ("a", ""), b"", "UnknownOperationException"),
    ] {
        assert_eq!(code(rest(method, path, query, &[with], body).1), expected, "{method} {path}");
    }
}

#[test]
fn a_rest_reply_has_headers_a_payload_and_times_as_text() {
    let (asked, _) = rest("GET", "/applications/a/configurationprofiles/p/hostedconfigurationversions/1", None, &[], b"");
    let version = HostedConfigurationVersion {
        version_number: Some(1),
        content: Some("{}".into()),
        content_type: Some("application/json".into()),
        ..HostedConfigurationVersion::default()
    };
    let reply = Reply::AppConfig(appconfig::Response::GetHostedConfigurationVersion(Box::new(version)));
    let answer = asked.success(&reply, "id").expect("it can be written");
    let headers = [("Version-Number", "1".to_owned()), ("Content-Type", "application/json".to_owned())];
    assert_eq!((answer.status, answer.headers.as_slice(), answer.body.as_slice()), (200, &headers[..], &b"{}"[..]));
    let (asked, _) = rest("POST", "/applications/a/environments/e/deployments", None, &[], b"{}");
    let started = Deployment { started_at: Some(Timestamp(1_767_225_600_500)), ..Deployment::default() };
    let reply = Reply::AppConfig(appconfig::Response::StartDeployment(Box::new(started)));
    let answer = asked.success(&reply, "id").expect("it can be written");
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!((answer.status, &body["StartedAt"], &body["EventLog"]), (201, &json!("2026-01-01T00:00:00.500Z"), &json!([])));
    let refused = Error::new(ErrorKind::Conflict, "no").with_code("ConflictException");
    let answer = asked.failure(&refused, "id");
    assert_eq!((answer.status, answer.headers), (409, vec![("x-amzn-errortype", "ConflictException".to_owned())]));
}

#[test]
fn what_is_not_known_is_refused_as_aws_does() {
    for (target, path, body, expected) in [
        (Some("AmazonEC2ContainerServiceV20141113.Nonsense"), "/", "{}", "UnknownOperationException"),
        (Some("AmazonEC2ContainerServiceV20141113"), "/", "{}", "UnknownOperationException"),
        (Some("Nobody.ListClusters"), "/", "{}", "UnknownOperationException"),
        (None, "/service/Nobody/operation/X", "", "UnknownOperationException"),
        (None, "/service/GraniteServiceVersion20100801", "", "UnknownOperationException"),
        (None, "/", "", "UnknownOperationException"),
        (None, "/", "Action=Nonsense&Version=2015-12-01", "InvalidAction"),
        (None, "/", "Action=DescribeRules&Version=1999-01-01", "InvalidAction"),
        (Some("AmazonEC2ContainerServiceV20141113.ListTasks"), "/", "{", "SerializationException"),
        (Some("AmazonEC2ContainerServiceV20141113.ListTasks"), "/", "{} {}", "SerializationException"),
        (Some("AmazonEC2ContainerServiceV20141113.ListTasks"), "/", "[1]", "SerializationException"),
        (Some("AmazonEC2ContainerServiceV20141113.ListTasks"), "/", r#"{"maxResults":"many"}"#, "SerializationException"),
        (None, "/service/GraniteServiceVersion20100801/operation/DescribeAlarms", "\u{7f}", "SerializationException"),
        (None, "/", "Action=DescribeRules&PageSize=many", "SerializationException"),
        (None, "/", "Action=DescribeRules&PageSize=1&PageSize=2", "SerializationException"),
    ] {
        let (asked, operation) = ask(target, path, body.as_bytes());
        let error = operation.expect_err(body);
        assert_eq!(error.code(), Some(expected), "{target:?} {path} {body}");
        assert_eq!(asked.failure(&error, "id").status, 400);
    }
}

#[test]
fn errors_have_the_names_and_headers_of_their_protocol() {
    let error = Error::new(ErrorKind::InvalidRequest, "<bad> & \"odd\"").with_code("InvalidParameterValue");
    let target = Some("GraniteServiceVersion20100801.PutMetricData");
    let (asked, _) = ask(target, "/", b"{}");
    let answer = asked.failure(&error, "id");
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    assert_eq!(body, json!({"__type": "InvalidParameterValueException", "message": "<bad> & \"odd\""}));
    assert_eq!(answer.query_error.as_deref(), Some("InvalidParameterValue;Sender"));
    let (asked, _) = ask(None, "/", b"Action=PutMetricData&Version=2010-08-01");
    let xml = String::from_utf8(asked.failure(&error, "id").body).expect("text");
    assert!(xml.contains("<Code>InvalidParameterValue</Code><Message>&lt;bad&gt; &amp; &quot;odd&quot;</Message>"), "{xml}");
    let throttled = Error::new(ErrorKind::Throttled, "Rate exceeded").with_code("ThrottlingException");
    let (asked, _) = ask(None, "/", b"Action=DescribeRules&Version=2015-12-01");
    assert!(String::from_utf8_lossy(&asked.failure(&throttled, "id").body).contains("<Code>Throttling</Code>"));
    assert_eq!(asked.failure(&Error::new(ErrorKind::ServiceFault, "oops"), "id").status, 500);
}

#[test]
fn what_nests_without_end_is_refused() {
    let deep = format!("Action=CreateRule&Version=2015-12-01&{}=1", vec!["A"; 5000].join("."));
    assert_eq!(code(ask(None, "/", deep.as_bytes()).1), "SerializationException");
    let json = format!("{{\"tags\":{}", "[".repeat(100_000));
    assert_eq!(code(ask(Some("AmazonEC2ContainerServiceV20141113.CreateCluster"), "/", json.as_bytes()).1), "SerializationException");
    let arrays = [0x81_u8].repeat(100_000);
    let path = "/service/GraniteServiceVersion20100801/operation/DescribeAlarms";
    assert_eq!(code(ask(None, path, &arrays).1), "SerializationException");
    // An array that claims to have 2^63 items.
    assert_eq!(code(ask(None, path, &[0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).1), "SerializationException");
}

/// Any tree that a protocol could carry.
fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Tree::Flag),
        any::<i64>().prop_map(Tree::Integer),
        (-1.0e12..1.0e12).prop_map(Tree::Float),
        (-(1_i64 << 43)..(1 << 43)).prop_map(|millis| Tree::Time(Timestamp(millis))),
        ".*".prop_map(Tree::Text),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Tree::List),
            prop::collection::vec((".*", inner), 0..6).prop_map(Tree::Structure),
        ]
    })
}

/// Bodies that are nearly right: a right one with some bytes changed, cut out or doubled.
fn nearly(right: &'static [&'static [u8]]) -> impl Strategy<Value = Vec<u8>> {
    (prop::sample::select(right), prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 0..8)).prop_map(
        |(right, changes)| {
            let mut body = right.to_vec();
            for (place, byte, what) in changes {
                if body.is_empty() {
                    break;
                }
                let place = place.index(body.len());
                match what {
                    0 => body[place] = byte,
                    1 => drop(body.remove(place)),
                    2 => body.insert(place, byte),
                    _ => body.truncate(place),
                }
            }
            body
        },
    )
}

const FORMS: &[&[u8]] = &[
    b"Action=CreateRule&Version=2015-12-01&ListenerArn=arn&Priority=10&Conditions.member.1.Field=path-pattern&Actions.member.1.Type=forward\
      &Actions.member.1.ForwardConfig.TargetGroups.member.1.Weight=90&Tags.member.1.Key=k",
    b"Action=PutMetricData&Version=2010-08-01&Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Value=1.5\
      &MetricData.member.1.Timestamp=2026-01-01T00%3A00%3A00Z",
];
const BINARIES: &[&[u8]] = &[
    b"\xbf\x69Namespace\x61n\x6aMetricData\x81\xa2\x6aMetricName\x61m\x65Value\xfb\x3f\xf8\x00\x00\x00\x00\x00\x00\xff",
    b"\xa1\x6aAlarmNames\x82\x61a\x61b",
    b"\xa2\x69StartTime\xc1\x1a\x69\x55\xb9\x00\x67EndTime\xc1\xfb\x41\xda\x55\x6e\x40\x00\x00\x00",
];
const TEXTS: &[&[u8]] = &[
    br#"{"cluster":"main","serviceName":"web","taskDefinition":"web:1","desiredCount":2,"tags":[{"key":"a","value":"b"}],"loadBalancers":[]}"#,
    br#"{"family":"web","containerDefinitions":[{"name":"app","image":"x","portMappings":[{"containerPort":80}],"environment":[]}]}"#,
];

proptest! {
    #[test]
    fn cbor_gives_back_what_it_was_given(tree in trees()) {
        prop_assert_eq!(cbor::read(&cbor::write(&tree)).expect("it was just written"), tree);
    }

    /// Whatever a text holds, the document stays well formed and the text is read back.
    #[test]
    fn xml_is_well_formed_whatever_it_holds(tree in trees(), text in ".*", code in ".*") {
        let document = Tree::Structure(vec![("Known".into(), Tree::Text(text.clone())), ("Other".into(), tree)]);
        let xml = query::reply("urn:x", "DescribeThings", &document, "id");
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut depth = 0_i32;
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(quick_xml::events::Event::Start(_)) => depth += 1,
                Ok(quick_xml::events::Event::End(_)) => depth -= 1,
                Ok(_) => {}
                Err(error) => prop_assert!(false, "{error}: {xml}"),
            }
        }
        prop_assert_eq!(depth, 0);
        let error = query::error("urn:x", true, &code, &text, "id");
        prop_assert_eq!(error.matches("<Code>").count(), 1);
    }

    #[test]
    fn no_form_makes_it_panic(body in prop_oneof![nearly(FORMS), prop::collection::vec(any::<u8>(), 0..300)]) {
        drop(ask(None, "/", &body));
    }

    #[test]
    fn no_cbor_makes_it_panic(body in prop_oneof![nearly(BINARIES), prop::collection::vec(any::<u8>(), 0..300)], put in any::<bool>()) {
        let operation = if put { "PutMetricData" } else { "GetMetricData" };
        drop(ask(None, &format!("/service/GraniteServiceVersion20100801/operation/{operation}"), &body));
    }

    #[test]
    fn no_json_makes_it_panic(body in prop_oneof![nearly(TEXTS), prop::collection::vec(any::<u8>(), 0..300)], create in any::<bool>()) {
        let operation = if create { "CreateService" } else { "RegisterTaskDefinition" };
        drop(ask(Some(&format!("AmazonEC2ContainerServiceV20141113.{operation}")), "/", &body));
    }
}
