//! Of the Security Token Service, what scripts ask before they do anything: who am I, and may I be another.

use super::{iam::Account, world::aws_error};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::sts::{AssumeRole, AssumeRoleResponse, AssumedRoleUser, Credentials, GetCallerIdentityResponse},
    operations::sts::{Request, Response, account_of},
};
use std::time::Duration;

/// What a session's token begins with; the ARN of its role follows.
pub(crate) const SESSION: &str = "simulated:";

/// Answer an operation as STS does. `role` is the ARN of the role by which the call is made, if there is one; `of` tells the account of
/// an id.
pub(crate) fn answer<'a>(
    account: &Account<'_>,
    of: impl Fn(&'a str) -> Account<'a>,
    role: Option<&str>,
    request: &'a Request,
    now: Timestamp,
) -> Result<Response> {
    let caller = || match role.and_then(|arn| arn.rsplit('/').next()) {
        Some(name) => account.assumed(name),
        None => account.caller(),
    };
    Ok(match request {
        Request::AssumeRole(request) => Response::AssumeRole(Box::new(assume(&caller().0, of, request, now)?)),
        Request::GetCallerIdentity(_) => {
            let (arn, id) = caller();
            Response::GetCallerIdentity(Box::new(GetCallerIdentityResponse {
                user_id: Some(id),
                account: Some(account.id().to_owned()),
                arn: Some(arn),
                ..GetCallerIdentityResponse::default()
            }))
        }
    })
}

/// Whether this caller may be a role. All roles may be assumed but those that are said to be missing.
pub(crate) fn check<'a>(caller: &str, of: impl Fn(&'a str) -> Account<'a>, role: &'a str) -> Result<Account<'a>, Error> {
    let invalid = || aws_error(ErrorKind::InvalidRequest, "ValidationError", format!("{role} is invalid"));
    let account = of(account_of(role).ok_or_else(invalid)?);
    if account.lacks(role.rsplit('/').next().unwrap_or_default()) {
        let message = format!("User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role}");
        return Err(aws_error(ErrorKind::AccessDenied, "AccessDenied", message).during("sts:AssumeRole"));
    }
    Ok(account)
}

fn assume<'a>(caller: &str, of: impl Fn(&'a str) -> Account<'a>, request: &'a AssumeRole, now: Timestamp) -> Result<AssumeRoleResponse> {
    let invalid = |message: &str| aws_error(ErrorKind::InvalidRequest, "ValidationError", message);
    let (role, session) = (request.role_arn.as_str(), &request.role_session_name);
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if !(2..=64).contains(&session.len()) || !session.bytes().all(fits) {
        return Err(invalid("roleSessionName must have 2-64 characters of [\\w+=,.@-]"));
    }
    let seconds = request.duration_seconds.unwrap_or(3600);
    if !(900..=43_200).contains(&seconds) {
        return Err(invalid("durationSeconds must be between 900 and 43200"));
    }
    let account = check(caller, of, role)?;
    let (key, user) = account.session(role.rsplit('/').next().unwrap_or_default(), session);
    Ok(AssumeRoleResponse {
        credentials: Some(Credentials {
            access_key_id: Some(key),
            secret_access_key: Some("simulated".into()),
            session_token: Some(format!("{SESSION}{role}")),
            expiration: Some(now + Duration::from_secs(seconds.unsigned_abs().into())),
            ..Credentials::default()
        }),
        assumed_role_user: Some(AssumedRoleUser { assumed_role_id: Some(user.1), arn: Some(user.0), ..AssumedRoleUser::default() }),
        source_identity: request.source_identity.clone(),
        ..AssumeRoleResponse::default()
    })
}
