//! The services that no SDK crate is linked for: the tables say how each is spoken to.

use super::{
    clients::Clients,
    endpoint::{self, Place},
    failure::Failure,
    message::{Message, Received},
    query::{self, read_xml},
    rest,
    transport::Signed,
};
use crate::{
    error::{Error, ErrorKind, Result},
    operations::{
        AnyOperation, OperationInfo, Reply, iam, rest as table, sts,
        wire::{self, Wire},
    },
};
use std::borrow::Cow;

/// Send an operation, and read its reply.
pub(super) async fn perform(clients: &Clients, operation: &AnyOperation) -> Result<Reply> {
    let info = operation.info();
    let wire = wire::of(info.service).ok_or_else(|| unknown(info))?;
    let sender = &clients.signed;
    let to = endpoint::of(&clients.config, wire, &clients.region).await.map_err(|failure| failure.into_error(info))?;
    let request = with_token(operation).to_json();
    if let Some(target) = wire.target {
        let mut message = Message::post(&format!("application/x-amz-json-{}", wire.json), request.to_string());
        message.headers.push(("x-amz-target".into(), format!("{target}.{}", info.name)));
        let received = send(sender, wire, info, message, &to).await?;
        return operation.reply_from_json(&super::json(&received.body)?);
    }
    if let Some((version, _)) = wire.query {
        let message = Message::post("application/x-www-form-urlencoded", query::form(info.name, version, &request));
        let body = send(sender, wire, info, message, &to).await?.body;
        return match operation {
            AnyOperation::Iam(request) => read_iam(request, &body).map(Reply::Iam),
            AnyOperation::Sts(request) => read_sts(request, &body).map(Reply::Sts),
            _ => Err(unknown(info)),
        };
    }
    let row = table::service(info.service).and_then(|service| service.operation(info.name)).ok_or_else(|| unknown(info))?;
    let received = send(sender, wire, info, rest::request(row, request)?, &to).await?;
    operation.reply_from_json(&rest::reply(row, &received)?)
}

/// Secrets Manager wants a token for each new version; AWS's own clients make one if the caller gives none.
fn with_token(operation: &AnyOperation) -> Cow<'_, AnyOperation> {
    let mut operation = Cow::Borrowed(operation);
    if matches!(*operation, AnyOperation::SecretsManager(_)) {
        operation.to_mut().stamp(&format!("{:032x}", rand::random::<u128>()));
    }
    operation
}

/// A successful answer, or the error that the service gave.
async fn send(sender: &Signed, wire: &Wire, info: &OperationInfo, message: Message, to: &Place) -> Result<Received> {
    let received = sender.send(info.name, message, to, wire.signing).await.map_err(|failure: Failure| failure.into_error(info))?;
    if (200..300).contains(&received.status) { Ok(received) } else { Err(received.answer(&to.url).into_failure().into_error(info)) }
}

fn unknown(info: &OperationInfo) -> Error {
    Error::new(ErrorKind::Internal, format!("no protocol is known by which `{}` is sent", info.action()))
}

read_xml! { read_iam iam { GetRole SimulatePrincipalPolicy } }
read_xml! { read_sts sts { AssumeRole GetCallerIdentity } }
