//! Who calls: what an `Authorization` header says. Signatures are not checked, and an odd or missing one is no reason to
//! refuse.

use crate::backend::Scope;

/// What a signed request tells of its caller.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Caller<'a> {
    pub(crate) access_key: Option<&'a str>,
    pub(crate) region: Option<&'a str>,
    pub(crate) service: Option<&'a str>,
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
        Self { access_key, region: part(), service: part() }
    }

    /// The account and Region that the call is about. An access key of twelve digits is the account's number, as other
    /// emulators have it; any other belongs to the account of the scenario.
    pub(crate) fn scope(&self, home: &Scope) -> Scope {
        let account = self.access_key.filter(|key| key.len() == 12 && key.bytes().all(|byte| byte.is_ascii_digit()));
        let region = self.region.filter(|region| is_region(region));
        Scope::new(account.unwrap_or(&home.account), region.unwrap_or(&home.region))
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
        for odd in ["", "Basic dGVzdA==", "Credential=", "AWS4-HMAC-SHA256 Credential=////", "AWS4-HMAC-SHA256 Credential=test/1/<x>/ecs"] {
            assert_eq!(Caller::read(odd).scope(&home), home, "{odd}");
        }
    }
}
