//! One operation of AWS over the wire.

use super::{
    Served,
    caller::Caller,
    http::{Dropped, Reply, text},
    protocol::{Answer, Asked, Parts},
};
use crate::{
    backend::{Call, CloudBackend},
    clock::{Clock, SystemClock},
    error::Error,
    layers::{FaultKind, SLOW},
    operations,
    simulator::Simulator,
};
use hyper::{
    StatusCode,
    header::{AUTHORIZATION, HeaderName, HeaderValue},
    http::request,
};
use std::sync::Arc;

/// Answer it as AWS does.
pub(super) async fn answer(served: &Served, head: &request::Parts, body: &[u8]) -> Result<Reply, Dropped> {
    let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok());
    let caller = header(AUTHORIZATION.as_str()).map(Caller::read).unwrap_or_default().with_token(header("x-amz-security-token"));
    let parts = Parts {
        method: head.method.as_str(),
        headers: &head.headers,
        path: head.uri.path(),
        query: head.uri.query(),
        target: header("x-amz-target"),
        signing: caller.service,
        body,
    };
    let request_id = request_id();
    let mut asked = match Asked::read(&parts) {
        Ok(asked) => asked,
        Err((asked, error)) => return Ok(http(asked.failure(&error, &request_id), &request_id)),
    };
    served.metronome.catch_up(&served.simulator());
    let answered = match perform(served, &mut asked, &caller, body, &request_id).await {
        Ok(answer) => answer,
        Err(Failure::Answered(error)) => asked.failure(&error, &request_id),
        Err(Failure::Dropped) => return Err(Dropped),
    };
    Ok(http(answered, &request_id))
}

/// Why there is no reply.
pub(super) enum Failure {
    /// This is answered.
    Answered(Error),
    /// The connection is closed.
    Dropped,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Answered(error)
    }
}

async fn perform(served: &Served, asked: &mut Asked, caller: &Caller<'_>, body: &[u8], request_id: &str) -> Result<Answer, Failure> {
    let simulator = served.simulator();
    let scope = caller.scope(simulator.scope());
    let operation = asked.operation(body)?;
    let call = Call { role: caller.role.map(Arc::from), ..Call::new(Arc::new(scope), operation, simulator.now()) };
    Ok(asked.success(&carry_out(served, &simulator, call).await?, request_id)?)
}

/// Perform a call, unless a fault is due for it.
pub(super) async fn carry_out(served: &Served, simulator: &Arc<Simulator>, call: Call) -> Result<operations::Reply, Failure> {
    served.count(call.operation.info().action());
    match served.faults.due(&call, simulator.now()) {
        None => {}
        Some(FaultKind::DropBefore | FaultKind::Unreachable) => return Err(Failure::Dropped),
        Some(FaultKind::DropAfter) => {
            simulator.call(call).await?;
            return Err(Failure::Dropped);
        }
        Some(FaultKind::Slow) => (&SystemClock as &dyn Clock).sleep(served.metronome.pace().real(SLOW)).await,
        Some(FaultKind::Stale) => {
            if let Some(reply) = served.faults.old_answer(&call) {
                return Ok(reply);
            }
        }
        Some(fault @ (FaultKind::Throttle | FaultKind::ServerError | FaultKind::Deny)) => {
            if let Some(error) = fault.answer(&call.operation.info().action()) {
                return Err(error.into());
            }
        }
    }
    let place = served.faults.place(&call);
    let reply = simulator.call(call).await?;
    if let Some(place) = place {
        served.faults.keep(place, &reply);
    }
    Ok(reply)
}

fn http(answer: Answer, request_id: &str) -> Reply {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut reply = text(status, answer.content_type, answer.body);
    let mut insert = |name: &'static str, value: &str| {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            reply.headers_mut().insert(name, value);
        }
    };
    insert("x-amzn-requestid", request_id);
    for (name, value) in &answer.headers {
        insert(name, value);
    }
    if answer.content_type == "application/cbor" {
        insert("smithy-protocol", "rpc-v2-cbor");
    }
    if let Some(code) = &answer.query_error {
        insert("x-amzn-query-error", code);
    }
    reply
}

/// A random UUID of version 4.
fn request_id() -> String {
    let id = format!("{:032x}", rand::random::<u128>());
    let variant = ["8", "9", "a", "b"][usize::from(id.as_bytes()[16] % 4)];
    format!("{}-{}-4{}-{variant}{}-{}", &id[..8], &id[8..12], &id[13..16], &id[17..20], &id[20..])
}
