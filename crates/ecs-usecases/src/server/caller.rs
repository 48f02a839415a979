//! Who calls: what an `Authorization` header says. Signatures are not checked, and an odd or missing one is no reason to
//! refuse.

use crate::{backend::Scope, operations::sts, simulator::SESSION};

/// What a signed request tells of its caller.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Caller<'a> {
    pub(crate) access_key: Option<&'a str>,
    pub(crate) region: Option<&'a str>,
    pub(crate) service: Option<&'a str>,
    /// The ARN of the role that it is a session of.
    pub(crate) role: Option<&'a str>,
}

impl<'a> Caller<'a> {
    /// From an `Authorization` header, or from the `X-Amz-Credential` of a presigned URL.
    pub(crate) fn read(authorization: &'a str) -> Self {
        let Some((_, credential)) = authorization.split_once("Credential=") else { return Self::default() };
        let credential = credential.split([',', ' ', '&']).next().unwrap_or_default();
        let mut parts = credential.split('/');
        let mut part = || parts.next().filter(|part| !part.is_empty());
        let access_key = part();
        let _date = part();
        Self { access_key, region: part(), service: part(), role: None }
    }

    /// The same with the token of a session, which tells the role.
    pub(crate) fn with_token(self, token: Option<&'a str>) -> Self {
        Self { role: token.and_then(|token| token.strip_prefix(SESSION)).filter(|role| sts::account_of(role).is_some()), ..self }
    }

    /// The account and Region that the call is about. A session belongs to the account of its role. An access key of twelve digits is
    /// the account's number, as other emulators have it; any other belongs to the account of the scenario.
    pub(crate) fn scope(&self, home: &Scope) -> Scope {
        let assumed = self.role.and_then(sts::account_of);
        let numbered = self.access_key.filter(|key| key.len() == 12 && key.bytes().all(|byte| byte.is_ascii_digit()));
        let region = self.region.filter(|region| is_region(region));
        Scope::new(assumed.or(numbered).unwrap_or(&home.account), region.unwrap_or(&home.region))
    }
}

/// Something like `eu-west-1`: it becomes a part of ARNs.
fn is_region(region: &str) -> bool {
    region.len() <= 32
        && region.contains('-')
        && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scope_is_that_of_the_signature() {
        let home = Scope::new("111122223333", "eu-west-1");
        let signed = "AWS4-HMAC-SHA256 Credential=444455556666/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0";
        let caller = Caller::read(signed);
        assert_eq!((caller.scope(&home), caller.service), (Scope::new("444455556666", "us-east-1"), Some("ecs")));
        let role = "arn:aws:iam::777788889999:role/deploy";
        let session = Caller::read(signed).with_token(Some("simulated:arn:aws:iam::777788889999:role/deploy"));
        assert_eq!((session.scope(&home), session.role), (Scope::new("777788889999", "us-east-1"), Some(role)));
        assert_eq!(Caller::read(signed).with_token(Some("simulated:nobody")).role, None);
        for odd in ["", "Basic dGVzdA==", "Credential=", "AWS4-HMAC-SHA256 Credential=////", "AWS4-HMAC-SHA256 Credential=test/1/<x>/ecs"] {
            assert_eq!(Caller::read(odd).scope(&home), home, "{odd}");
        }
    }
}
