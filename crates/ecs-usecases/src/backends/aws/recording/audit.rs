//! Looks over a recording for what the scrubbing may have missed. It shares neither patterns nor code with it.

use super::{HttpExchange, HttpOutcome, RecordedFailure, scrub::is_account_stand_in};
use std::{collections::BTreeMap, fmt};

/// A place that still looks secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The exchange, counted from 0: a line of the text.
    pub exchange: usize,
    /// Its action.
    pub action: String,
    /// Which part of it, such as `request body`.
    pub part: String,
    /// What it looks like.
    pub looks_like: &'static str,
    /// Where in that part, in bytes.
    pub at: usize,
    /// How long it is.
    pub length: usize,
}

impl fmt::Display for Finding {
    /// Without the text itself: messages end up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { exchange, action, part, looks_like, at, length } = self;
        write!(f, "{looks_like} in the {part} of exchange {exchange} ({action}), {length} bytes at {at}")
    }
}

pub(super) fn audit(index: usize, exchange: &HttpExchange) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |part: &str, text: &str| {
        for (looks_like, at, length) in suspicious(text) {
            findings.push(Finding { exchange: index, action: exchange.name(), part: part.to_owned(), looks_like, at, length });
        }
    };
    let account = exchange.account.as_deref().unwrap_or_default();
    for (part, text) in [("account", account), ("Region", &exchange.region), ("action", &exchange.action)] {
        look(part, text);
    }
    look("request path", &exchange.request.path);
    look("request body", &exchange.request.body);
    let mut headers = |part: &str, headers: &BTreeMap<String, String>| {
        for (name, value) in headers {
            look(&format!("{part} header {name}"), value);
        }
    };
    if let HttpOutcome::Answer(answer) = &exchange.outcome {
        headers("answer", &answer.headers);
        look("answer body", &answer.body);
    }
    let failure = match &exchange.outcome {
        HttpOutcome::Answer(answer) => answer.broken_off.as_ref(),
        HttpOutcome::Failure(failure) => Some(failure),
    };
    failure.iter().flat_map(|RecordedFailure { causes, .. }| causes).for_each(|cause| look("failure", cause));
    findings
}

type Suspicion = (&'static str, usize, usize);

fn suspicious(text: &str) -> Vec<Suspicion> {
    let mut found = Vec::new();
    for (needle, looks_like) in [("AWS4-HMAC", "a signature"), ("PRIVATE KEY-----", "a private key")] {
        found.extend(text.match_indices(needle).map(|(at, _)| (looks_like, at, needle.len())));
    }
    let lower = text.to_ascii_lowercase();
    for (at, name) in lower.match_indices("security-token") {
        let value = text[at + name.len()..].trim_start();
        if value.starts_with(['=', ':']) && !value[1..].trim_start().starts_with("scrubbed-") {
            found.push(("a session token", at, name.len()));
        }
    }
    for (at, run) in runs(text, |byte| byte.is_ascii_digit()) {
        if run.len() == 12 && !is_account_stand_in(run) && !is_random_hex(text, at) && !is_number(text, at, run.len()) {
            found.push(("an account id", at, run.len()));
        }
    }
    for (at, run) in runs(text, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
        let is_key = |prefix: &str| run.find(prefix).is_some_and(|start| run.len() - start >= 16);
        if !run.contains("EXAMPLE") && ["AKIA", "ASIA", "AROA", "AIDA"].iter().any(|prefix| is_key(prefix)) {
            found.push(("an access key id", at, run.len()));
        }
    }
    for (at, run) in runs(text, |byte| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte)) {
        // Random text uses most of its alphabet.
        let distinct = run.bytes().fold(0_u128, |seen, byte| seen | 1 << (byte & 127)).count_ones();
        if is_mixed(run) && run.len() > 100 && distinct > 36 {
            found.push(("a token", at, run.len()));
        } else if distinct > 20 && run.split(['=', '_', '-']).any(|part| part.len() == 40 && is_mixed(part)) {
            found.push(("a secret access key", at, run.len()));
        } else if run.starts_with("eyJ") && run.len() > 16 && text[at + run.len()..].starts_with('.') {
            found.push(("a JSON web token", at, run.len()));
        }
    }
    found
}

/// Whether it has letters of both cases and digits.
fn is_mixed(text: &str) -> bool {
    let kinds = [u8::is_ascii_uppercase, u8::is_ascii_lowercase, u8::is_ascii_digit];
    kinds.iter().all(|kind| text.bytes().any(|byte| kind(&byte)))
}

/// The longest pieces that are made of such bytes, and where they stand.
fn runs(text: &str, is_part: impl Fn(u8) -> bool) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, byte) in text.bytes().chain([0]).enumerate() {
        match (is_part(byte), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

/// Whether this stands in a digest or a UUID.
fn is_random_hex(text: &str, at: usize) -> bool {
    let around = runs(text, |byte| byte.is_ascii_hexdigit() || byte == b'-')
        .into_iter()
        .find(|(from, run)| (*from..*from + run.len()).contains(&at));
    around.is_some_and(|(_, run)| {
        let lengths: Vec<_> = run.split('-').map(str::len).collect();
        lengths.iter().any(|length| *length >= 32) || lengths.windows(5).any(|lengths| lengths == [8, 4, 4, 4, 12])
    })
}

/// Whether this is the fraction of a number.
fn is_number(text: &str, at: usize, length: usize) -> bool {
    let around = runs(text, |byte| byte.is_ascii_alphanumeric() || b"._:/".contains(&byte))
        .into_iter()
        .find(|(from, run)| (*from..*from + run.len()).contains(&at));
    around.is_some_and(|(from, run)| from + run.len() == at + length && from < at && run.contains('.') && run.parse::<f64>().is_ok())
}
