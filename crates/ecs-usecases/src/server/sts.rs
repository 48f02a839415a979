//! Of the Security Token Service, what scripts ask before they do anything: who am I.

use super::{caller::Caller, protocol::Asked};
use crate::backend::Scope;

/// Who calls.
pub(super) struct Identity {
    account: String,
    arn: String,
    user: String,
}

impl Identity {
    pub(super) fn each(&self) -> [(&str, &str); 3] {
        [("UserId", &self.user), ("Account", &self.account), ("Arn", &self.arn)]
    }
}

/// The answer to `GetCallerIdentity`; `None` for anything else.
pub(super) fn answer(asked: &Asked, scope: &Scope, caller: &Caller<'_>) -> Option<Identity> {
    let is_asked = asked.service.is_some_and(|service| service.prefix == "sts") && asked.operation == "GetCallerIdentity";
    is_asked.then(|| Identity {
        account: scope.account.clone(),
        arn: format!("arn:aws:iam::{}:user/simulated", scope.account),
        user: caller.access_key.unwrap_or("anonymous").to_owned(),
    })
}
