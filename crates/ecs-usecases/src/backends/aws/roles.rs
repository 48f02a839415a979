//! Calls by a role: its credentials come from STS, and are kept until shortly before they expire.

use super::{clients::Clients, speak};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::sts::AssumeRole,
    operations::{Reply, sts},
};
use aws_config::{SdkConfig, identity::IdentityCache};
use aws_credential_types::{
    Credentials,
    provider::{ProvideCredentials, SharedCredentialsProvider, error::CredentialsError, future},
};
use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, UNIX_EPOCH},
};

/// Credentials are renewed this long before they expire, so that no call is under way with them when they do.
const MARGIN: Duration = Duration::from_secs(300);
/// What CloudTrail calls the session.
const SESSION: &str = "ecs-usecases";

/// A role, and the session of it that is used now.
pub(super) struct Role {
    arn: String,
    session: Mutex<Option<Session>>,
    /// Held by who assumes the role: others wait instead of assuming it too.
    assuming: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Session {
    credentials: Credentials,
    until: Timestamp,
}

impl Role {
    pub(super) fn new(arn: &str) -> Arc<Self> {
        Arc::new(Self { arn: arn.into(), session: Mutex::default(), assuming: tokio::sync::Mutex::default() })
    }

    /// See to it that there is a session that lasts, by the credentials of `base`.
    pub(super) async fn renew(&self, base: &Clients, now: Timestamp) -> Result<()> {
        let lasts = || self.session().as_ref().is_some_and(|session| now + MARGIN < session.until);
        if lasts() {
            return Ok(());
        }
        let _alone = self.assuming.lock().await;
        if lasts() {
            return Ok(());
        }
        match self.assume(base).await {
            Ok(session) => *self.session() = Some(session),
            // What is left of the session is better than no call at all.
            Err(error) if error.is_retryable() && self.session().as_ref().is_some_and(|session| now < session.until) => {}
            Err(error) => return Err(error.during("sts:AssumeRole").on(&self.arn)),
        }
        Ok(())
    }

    async fn assume(&self, base: &Clients) -> Result<Session> {
        let request = AssumeRole { role_arn: self.arn.clone(), role_session_name: SESSION.into(), ..AssumeRole::default() };
        let Reply::Sts(sts::Response::AssumeRole(reply)) = speak::perform(base, &request.into()).await? else {
            return Err(Error::new(ErrorKind::Internal, "STS answered another question"));
        };
        let lacking = |member: &str| Error::new(ErrorKind::Internal, format!("STS gave no {member}"));
        let given = reply.credentials.ok_or_else(|| lacking("credentials"))?;
        let until = given.expiration.ok_or_else(|| lacking("time of expiry"))?;
        let credentials = Credentials::new(
            given.access_key_id.ok_or_else(|| lacking("access key"))?,
            given.secret_access_key.ok_or_else(|| lacking("secret key"))?.expose(),
            given.session_token,
            Some(UNIX_EPOCH + Duration::from_millis(u64::try_from(until.0).unwrap_or_default())),
            SESSION,
        );
        Ok(Session { credentials, until })
    }

    fn session(&self) -> MutexGuard<'_, Option<Session>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Role").field(&self.arn).finish()
    }
}

/// Gives the session that [`Role::renew`] has seen to.
#[derive(Debug)]
struct Provider(Arc<Role>);

impl ProvideCredentials for Provider {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let session = self.0.session().clone();
        future::ProvideCredentials::ready(
            session.map(|session| session.credentials).ok_or_else(|| CredentialsError::not_loaded("the role has not been assumed")),
        )
    }
}

/// The configuration of clients that call by this role.
pub(super) fn configure(base: &SdkConfig, role: &Arc<Role>) -> SdkConfig {
    // The role keeps its session itself; a second cache would hold on to one that has been renewed.
    base.to_builder()
        .credentials_provider(SharedCredentialsProvider::new(Provider(role.clone())))
        .identity_cache(IdentityCache::no_cache())
        .build()
}
