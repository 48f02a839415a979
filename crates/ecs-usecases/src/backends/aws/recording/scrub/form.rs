//! Scrubs a form of the Query protocol.

use super::{Kind, Scrub, Sink, json, names, text};
use form_urlencoded::{Serializer, parse};

pub(super) fn scrub(body: &str, rules: &Scrub, sink: &mut dyn Sink) -> String {
    let pairs: Vec<_> = parse(body.as_bytes()).collect();
    let mut out = Serializer::new(String::with_capacity(body.len()));
    for (key, value) in &pairs {
        let secret = is_secret(key)
            || tag_of(key)
                .is_some_and(|names| pairs.iter().any(|(key, value)| names.contains(&key.to_string()) && names::is_secret(value)));
        let value = if value.is_empty() {
            String::new()
        } else if secret {
            sink.hide(Kind::Text, value)
        } else {
            // A policy is JSON in a text.
            json::scrub_nested(value, rules, sink).unwrap_or_else(|| text(value, rules, sink))
        };
        out.append_pair(&text(key, rules, sink), &value);
    }
    out.finish()
}

/// Whether the innermost name in `A.member.1.B` says so.
fn is_secret(key: &str) -> bool {
    key.rsplit('.').find(|part| part.parse::<u32>().is_err() && *part != "member").is_some_and(names::is_secret)
}

/// Where the name of this value can stand, if it is the value of a pair.
fn tag_of(key: &str) -> Option<[String; 3]> {
    let pair = key.strip_suffix("Value").or_else(|| key.strip_suffix("value"))?;
    Some([format!("{pair}Key"), format!("{pair}key"), format!("{pair}Name")])
}
