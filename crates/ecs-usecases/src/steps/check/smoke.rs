//! A request over HTTP whose answer has to be right several times in a row.

use crate::{
    error::{ErrorKind, Result},
    model::http::SendRequest,
    run::Run,
    span::Span,
};
use std::collections::BTreeMap;

/// What is asked, and what the answer has to be.
pub(super) struct Wanted<'a> {
    pub(super) url: &'a str,
    pub(super) headers: &'a BTreeMap<String, String>,
    pub(super) status: i32,
    pub(super) contains: Option<&'a str>,
    pub(super) times: u32,
}

/// An answer is waited for this long.
const ANSWER: Span = Span::from_secs(10);

/// Whether the answers are right in time, and what was seen last.
pub(super) async fn right(run: &Run, wanted: &Wanted<'_>, every: Span, patience: Span) -> Result<(bool, String)> {
    let until = run.now().await? + patience.0;
    run.wait("the answers are right", async {
        let mut in_a_row = 0;
        loop {
            let seen = once(run, wanted).await?;
            in_a_row = if seen.is_ok() { in_a_row + 1 } else { 0 };
            if in_a_row >= wanted.times {
                return Ok((true, format!("{} right answers in a row", wanted.times)));
            }
            let now = run.cloud().clock().now();
            if now >= until {
                return Ok((false, seen.err().unwrap_or_else(|| format!("only {in_a_row} right answers in a row"))));
            }
            run.pause(every.0).await?;
        }
    })
    .await
}

/// One request. What is wrong with its answer.
async fn once(run: &Run, wanted: &Wanted<'_>) -> Result<Result<(), String>> {
    let request = SendRequest {
        url: wanted.url.to_owned(),
        headers: (!wanted.headers.is_empty()).then(|| wanted.headers.clone()),
        timeout: Some(ANSWER),
        ..Default::default()
    };
    let answer = match run.observe(request).await {
        Ok(answer) => answer,
        // No answer is what the check is about.
        Err(error) if matches!(error.kind(), ErrorKind::Network | ErrorKind::Timeout) => return Ok(Err(format!("no answer: {error}"))),
        Err(error) => return Err(error),
    };
    if answer.status != wanted.status {
        return Ok(Err(format!("status {}, not {}", answer.status, wanted.status)));
    }
    match wanted.contains {
        Some(text) if !answer.body.contains(text) => Ok(Err(format!("the answer does not contain `{text}`"))),
        _ => Ok(Ok(())),
    }
}
