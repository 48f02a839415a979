//! What is hidden, what is not, and that nothing planted survives.
#![allow(clippy::unwrap_used)]

use super::*;
use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};

const JSON: &str = "application/x-amz-json-1.1";
const FORM: &str = "application/x-www-form-urlencoded";

fn scrubbed(text: &str, content_type: &str) -> String {
    body(text, content_type, &Scrub::default(), &mut Mapping::default())
}

fn scrubbed_json(value: &Value) -> Value {
    serde_json::from_str(&scrubbed(&value.to_string(), JSON)).unwrap()
}

#[test]
fn environments_keep_their_form() {
    let definition = json!({ "containerDefinitions": [{
        "name": "app",
        "environment": [{ "name": "DB", "value": "one" }, { "name": "AGAIN", "value": "one" }, { "name": "NONE", "value": "" }],
        "secrets": [
            { "name": "S", "valueFrom": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shop/db-AbCdEf:password::" },
            { "name": "P", "valueFrom": "/shop/db" },
        ],
        "repositoryCredentials": { "credentialsParameter": "arn:aws:secretsmanager:eu-west-1:210987654321:secret:hub" },
        "logConfiguration": { "options": { "awslogs-region": "eu-west-1", "splunk-token": "t0ken" } },
        "command": ["serve", "--db-password", "pw", "--port", "80", "--token=abc"],
        "image": "210987654321.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:1234567890121234567890121234567890121234567890121234567890121234",
        "cpu": 256,
    }] });
    let expected = json!({ "containerDefinitions": [{
        "name": "app",
        "environment": [{ "name": "DB", "value": "scrubbed-1" }, { "name": "AGAIN", "value": "scrubbed-1" }, { "name": "NONE", "value": "" }],
        "secrets": [
            { "name": "S", "valueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:scrubbed-2:password::" },
            { "name": "P", "valueFrom": "scrubbed-3" },
        ],
        "repositoryCredentials": { "credentialsParameter": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:scrubbed-4" },
        "logConfiguration": { "options": { "awslogs-region": "eu-west-1", "splunk-token": "scrubbed-5" } },
        "command": ["serve", "--db-password", "scrubbed-6", "--port", "80", "--token=scrubbed-7"],
        "image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:1234567890121234567890121234567890121234567890121234567890121234",
        "cpu": 256,
    }] });
    assert_eq!(scrubbed_json(&definition), expected);
}

#[test]
fn other_places_of_secrets() {
    let before = json!({
        "overrides": { "containerOverrides": [{ "name": "a", "environment": [{ "name": "K", "value": "v1" }] }] },
        "SecretString": "v2",
        "Parameter": { "Name": "n", "Type": "SecureString", "Value": "v3" },
        "Plain": { "Name": "n", "Type": "String", "Value": "stays" },
        "tags": [{ "key": "db_password", "value": "v4" }, { "key": "team", "value": "stays" }],
        "authorizationData": [{ "authorizationToken": "QVdTOnNlY3JldA==", "proxyEndpoint": "https://210987654321.dkr.ecr.eu-west-1.amazonaws.com" }],
        "policyText": "{\"Principal\": {\"AWS\": \"arn:aws:iam::210987654321:root\"},\"password\":\"v5\"}",
        "nextToken": "stays",
        "Environment": { "Variables": { "A": "v6" } },
        "account": 210_987_654_321_u64,
        "size": 0.210_987_654_321,
    });
    let text = scrubbed(&before.to_string(), JSON);
    for secret in ["v1", "v2", "v3", "v4", "v5", "v6", "QVdT"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    assert_eq!(text.matches("210987654321").count(), 1, "the fraction only: {text}");
    assert_eq!(text.matches("stays").count(), 3, "{text}");
    assert!(text.contains(r#"{\"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}"#), "{text}");
    assert!(text.contains("\"account\":111122223333"), "{text}");
}

#[test]
fn forms_of_secrets_in_text() {
    for (before, after) in [
        ("postgres://app:pw@db/shop", "postgres://scrubbed-1@db/shop"),
        ("mail jo.doe@corp.example.org now", "mail scrubbed-1@example.com now"),
        ("key AKIAIOSFODNN7ABCDEFG", "key AKIAEXAMPLE000000001"),
        ("ASIAIOSFODNN7ABCDEFG", "ASIAEXAMPLE000000001"),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzKEY", "scrubbed-1"),
        ("PASSWORD=hunter2 run", "PASSWORD=scrubbed-1 run"),
        ("x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-_1 y", "x scrubbed-1 y"),
        ("https://h/p?X-Amz-Signature=0a&x=1", "https://h/p?X-Amz-Signature=scrubbed-1&x=1"),
        ("acct210987654321x", "acct111122223333x"),
        ("2109-8765-4321", "1111-2222-3333"),
        ("arn%3A210987654321%3A", "arn%3A111122223333%3A"),
        ("%20210987654321", "%20111122223333"),
        // What has the length of an account id, and is none.
        ("8f0c3a1e-1234-4321-8765-210987654321", "8f0c3a1e-1234-4321-8765-210987654321"),
        ("1700000000.210987654321", "1700000000.210987654321"),
        ("1700000000000", "1700000000000"),
        ("web@sha256:abc", "web@sha256:abc"),
        ("The security token included in the request is invalid.", "The security token included in the request is invalid."),
    ] {
        assert_eq!(scrubbed(before, "text/plain"), after, "{before}");
    }
    let mixed = |count: usize| "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7".chars().cycle().take(count).collect::<String>();
    assert_eq!(scrubbed(&mixed(101), "text/plain"), "scrubbed-1");
    assert_eq!(scrubbed(&mixed(60), "text/plain"), mixed(60));
}

#[test]
fn xml_and_forms() {
    let xml = "<R xmlns=\"http://x/doc/2015-12-01/\"><Arn>arn:aws:x:eu-west-1:210987654321:a</Arn><ClientSecret>a&amp;b</ClientSecret><M>1 &lt; 2</M>\
        <N>33.210987654321</N></R>";
    let expected = "<R xmlns=\"http://x/doc/2015-12-01/\"><Arn>arn:aws:x:eu-west-1:111122223333:a</Arn><ClientSecret>scrubbed-1</ClientSecret>\
        <M>1 &lt; 2</M><N>33.210987654321</N></R>";
    assert_eq!(scrubbed(xml, "text/xml"), expected);
    assert_eq!(scrubbed("<A>&#50;10987654321</A>", "text/xml"), "<A>111122223333</A>");
    let form = "Action=A&Actions.member.1.Config.ClientSecret=x&Arn=arn%3Aaws%3A210987654321&Tags.member.1.Key=password&Tags.member.1.Value=y&Name=n";
    let expected = "Action=A&Actions.member.1.Config.ClientSecret=scrubbed-1&Arn=arn%3Aaws%3A111122223333&Tags.member.1.Key=password\
        &Tags.member.1.Value=scrubbed-2&Name=n";
    assert_eq!(scrubbed(form, FORM), expected);
}

#[test]
fn own_rules() {
    let rules = Scrub::default().hide_text("acme").hide_text("").hide_pattern("prod-[a-z]+").unwrap().hide_addresses();
    let mut mapping = Mapping::default();
    assert_eq!(body("acme acme prod-blue 10.1.2.3 1.2", "", &rules, &mut mapping), "hidden-1 hidden-1 scrubbed-1 198.18.0.1 1.2");
    assert!(Scrub::default().hide_pattern("(").is_err());
    assert!(!format!("{rules:?}").contains("acme"));
}

#[test]
fn what_was_hidden_is_hidden_where_it_is_repeated() {
    let mut mapping = Mapping::default();
    let mut scrub = |text: &str| body(text, JSON, &Scrub::default(), &mut mapping);
    scrub(r#"{"environment":[{"name":"A","value":"Hunter2Hunter2"},{"name":"B","value":"production"}]}"#);
    assert_eq!(scrub(r#"{"message":"bad value Hunter2Hunter2."}"#), r#"{"message":"bad value scrubbed-1."}"#);
    // A word that is like a name is one.
    assert_eq!(scrub(r#"{"cluster":"production"}"#), r#"{"cluster":"production"}"#);
}

#[test]
fn accounts_stay_apart_and_alike() {
    let ids: Vec<_> = (0..30).map(|n| format!("2{n:011}")).collect();
    let text = scrubbed(&format!("{} {}", ids.join(" "), ids.join(" ")), "");
    let found: Vec<_> = text.split(' ').collect();
    assert_eq!(found[..30], found[30..]);
    assert_eq!(found[..30].iter().collect::<std::collections::BTreeSet<_>>().len(), 30);
    assert!(found.iter().all(|id| is_account_stand_in(id)));
    // An account that looks like a stand-in is an account all the same.
    assert_eq!(scrubbed("222233334444 111122223333", ""), "111122223333 222233334444");
}

#[test]
fn stand_ins_that_are_taken_are_not_given() {
    let mut mapping = Mapping::beside("111122223333 scrubbed-1");
    assert_eq!(body("210987654321 pwd=x", "", &Scrub::default(), &mut mapping), "222233334444 pwd=scrubbed-2");
}

/// A value of JSON with secrets in it, and the secrets.
#[derive(Debug, Clone)]
struct Planted {
    value: Value,
    secrets: Vec<String>,
}

fn harmless() -> impl Strategy<Value = String> {
    "[a-z]{0,6}[ :/._-]?[a-z\\\\\"é<&]{0,6}"
}

fn secret_text() -> impl Strategy<Value = (String, String)> {
    prop_oneof![
        "[1-9][0-9]{11}".prop_map(|id| (id.clone(), id)),
        "[1-9][0-9]{11}".prop_map(|id| (format!("arn:aws:ecs:eu-west-1:{id}:cluster/x"), id)),
        "[1-9][0-9]{11}".prop_map(|id| (format!("{id}.dkr.ecr.eu-west-1.amazonaws.com/a:1"), id)),
        "(AKIA|ASIA|AROA)[A-Z2-7]{16}".prop_map(|key| (key.clone(), key)),
        "eyJ[A-Za-z0-9_-]{12,40}\\.[A-Za-z0-9_-]{12,40}\\.[A-Za-z0-9_-]{12,40}".prop_map(|token| (token.clone(), token)),
        "[A-Za-z0-9+/]{160}".prop_map(|token| (token.clone(), token)),
        "IQoJ[A-Za-z0-9+/]{60,200}".prop_map(|token| (token.clone(), token)),
        "[a-z]{3,8}[0-9]{4}".prop_map(|name| (format!("{name}@corp.example.org"), name)),
        "[A-Za-z0-9]{10,20}".prop_map(|password| (format!("mysql://root:{password}@db:3306/x"), password)),
        "[A-Za-z0-9]{10,20}".prop_map(|password| (format!("DB_PASSWORD={password}"), password)),
    ]
}

fn planted() -> impl Strategy<Value = Planted> {
    let place = prop_oneof![
        (harmless(), secret_text(), harmless()).prop_map(|(before, (text, secret), after)| {
            Planted { value: json!(format!("{before} {text} {after}")), secrets: vec![secret] }
        }),
        "[!-~]{9,30}"
            .prop_map(|value| Planted { value: json!({ "environment": [{ "name": "N", "value": value }] }), secrets: vec![value] }),
        "[!-~]{9,30}".prop_map(|value| Planted { value: json!({ "secretString": value }), secrets: vec![value] }),
        "[!-~]{9,30}".prop_map(|value| Planted { value: json!({ "Value": value, "Type": "SecureString" }), secrets: vec![value] }),
        ("[a-z]{1,5}", harmless()).prop_map(|(key, value)| Planted { value: json!({ key: value }), secrets: vec![] }),
        any::<f64>().prop_map(|number| Planted { value: json!(number), secrets: vec![] }),
    ];
    place.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|items| Planted {
                secrets: items.iter().flat_map(|item| item.secrets.clone()).collect(),
                value: items.into_iter().map(|item| item.value).collect(),
            }),
            vec((harmless(), inner.clone()), 0..4).prop_map(|items| Planted {
                secrets: items.iter().flat_map(|(_, item)| item.secrets.clone()).collect(),
                value: Value::Object(items.into_iter().map(|(key, item)| (key, item.value)).collect()),
            }),
            // A policy or a manifest in a text.
            inner.prop_map(|item| Planted { value: json!({ "text": json!([item.value]).to_string() }), secrets: item.secrets }),
        ]
    })
}

/// What is there, decoded, so that an escape can't hide a secret from the test.
fn leaves(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| {
            out.push(key.clone());
            leaves(value, out);
        }),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, out)),
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(nested @ (Value::Array(_) | Value::Object(_))) => leaves(&nested, out),
            _ => out.push(text.clone()),
        },
        other => out.push(other.to_string()),
    }
}

fn shape(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(members.iter().map(|(key, value)| (key.clone(), shape(value))).collect()),
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::String(_) => Value::Null,
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_planted_survives_in_json(planted in planted(), spaces in any::<bool>()) {
        let text = if spaces { serde_json::to_string_pretty(&planted.value).unwrap() } else { planted.value.to_string() };
        let scrubbed = scrubbed(&text, JSON);
        let after: Value = serde_json::from_str(&scrubbed).unwrap();
        let mut found = Vec::new();
        leaves(&after, &mut found);
        for secret in &planted.secrets {
            prop_assert!(!found.iter().any(|leaf| leaf.contains(secret.as_str())), "{secret} in {scrubbed}");
        }
        let before: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(shape(&after), shape(&before));
    }

    #[test]
    fn nothing_planted_survives_in_forms_and_xml(before in harmless(), (text, secret) in secret_text(), after in harmless()) {
        let value = format!("{before} {text} {after}");
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("Action", "A").append_pair("A.member.1.B", &value).finish();
        let form = scrubbed(&form, FORM);
        prop_assert!(!form_urlencoded::parse(form.as_bytes()).any(|(_, value)| value.contains(&secret)), "{}", form);
        let xml = format!("<R><A>{}</A></R>", value.replace('&', "&amp;").replace('<', "&lt;"));
        let xml = scrubbed(&xml, "text/xml");
        prop_assert!(!xml.contains(&secret), "{}", xml);
        roxmltree::Document::parse(&xml).unwrap();
    }
}
