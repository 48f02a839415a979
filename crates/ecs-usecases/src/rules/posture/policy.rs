//! Resource policies, statement by statement.

use super::Checked;
use serde_json::{Map, Value};

/// Keys of conditions that leave some callers out.
const NARROWING: [&str; 15] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalisawsservice",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalservicename",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "aws:vpcsourceip",
];

/// Fail with what `wrong` says of a statement; a policy that was not read is not known, and one that is null holds.
pub(super) fn judge(policy: Option<&Option<String>>, checked: &mut Checked, wrong: fn(&Map<String, Value>) -> Option<&'static str>) {
    let Some(policy) = policy else { return checked.unknown("the policy") };
    let Some(text) = policy else { return };
    let Ok(document) = serde_json::from_str::<Value>(text) else { return checked.unknown("a policy that is JSON") };
    let (statements, list) = match document.get("Statement") {
        Some(Value::Array(statements)) => (statements.as_slice(), true),
        Some(one) => (std::slice::from_ref(one), false),
        None => return,
    };
    for (at, statement) in statements.iter().enumerate() {
        let Some(statement) = statement.as_object() else { continue };
        if let (Some("Allow"), Some(message)) = (statement.get("Effect").and_then(Value::as_str), wrong(statement)) {
            let path = if list { format!("policyText.Statement[{at}]") } else { "policyText.Statement".to_owned() };
            checked.fail(path, message);
        }
    }
}

/// The texts of a member that is a text or a list of them.
fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    let many = value.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    value.and_then(Value::as_str).into_iter().chain(many.iter().filter_map(Value::as_str))
}

/// It allows all principals, or all but some, without a condition that leaves strangers out.
pub(super) fn open_to_everybody(statement: &Map<String, Value>) -> Option<&'static str> {
    let principal = statement.get("Principal");
    let named = principal.and_then(Value::as_object).and_then(|kinds| kinds.get("AWS"));
    let everybody = texts(principal).chain(texts(named)).any(|name| name == "*");
    if narrowed(statement) {
        None
    } else if statement.contains_key("NotPrincipal") {
        Some("the statement allows everybody but those in NotPrincipal")
    } else {
        everybody.then_some("the statement allows every principal, without a condition that leaves strangers out")
    }
}

/// Whether a condition asks for a value of a key that strangers do not have.
fn narrowed(statement: &Map<String, Value>) -> bool {
    let operators = statement.get("Condition").and_then(Value::as_object);
    operators.into_iter().flatten().any(|(operator, keys)| {
        let operator = operator.to_lowercase();
        // What is not equal to one value, or may be absent, lets strangers in.
        let may_be_absent = operator.ends_with("ifexists") || operator.starts_with("forallvalues:") || operator == "null";
        let asks = !operator.contains("not") && !may_be_absent;
        let fixed = |value: &Value| texts(Some(value)).all(|text| !["*", "0.0.0.0/0", "::/0", "false"].contains(&text));
        asks && keys.as_object().into_iter().flatten().any(|(key, value)| NARROWING.contains(&key.to_lowercase().as_str()) && fixed(value))
    })
}

/// It allows every action, or all but some.
pub(super) fn every_action(statement: &Map<String, Value>) -> Option<&'static str> {
    if statement.contains_key("NotAction") {
        return Some("the statement allows every action but those in NotAction");
    }
    let every = texts(statement.get("Action")).any(|action| action == "*" || action.eq_ignore_ascii_case("ecr:*"));
    every.then_some("the statement allows every action, deletion with them")
}
