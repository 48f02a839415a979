//! Of the Security Token Service, what scripts ask before they do anything: who am I.

use super::iam::Account;
use crate::{
    model::sts::GetCallerIdentityResponse,
    operations::sts::{Request, Response},
};

/// Answer an operation as STS does. `role` is the ARN of the role by which the call is made, if there is one.
pub(crate) fn answer(account: &Account<'_>, role: Option<&str>, request: &Request) -> Response {
    let Request::GetCallerIdentity(_) = request;
    let (arn, id) = match role.and_then(|arn| arn.rsplit('/').next()) {
        Some(name) => account.assumed(name),
        None => account.caller(),
    };
    Response::GetCallerIdentity(Box::new(GetCallerIdentityResponse {
        user_id: Some(id),
        account: Some(account.id().to_owned()),
        arn: Some(arn),
        ..GetCallerIdentityResponse::default()
    }))
}
