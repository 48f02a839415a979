//! AWS Security Token Service: who calls, and calling as another.

super::table::operations! { "sts", Sts, sts {
    AssumeRole -> AssumeRoleResponse, Read, Idempotent;
    GetCallerIdentity -> GetCallerIdentityResponse, Read, Idempotent;
} }

/// The account that a role belongs to, by the role's ARN; `None` if it is not the ARN of a role.
pub fn account_of(role_arn: &str) -> Option<&str> {
    let mut parts = role_arn.splitn(6, ':');
    let (arn, _partition, service, region) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let (account, resource) = (parts.next()?, parts.next()?);
    let name = resource.strip_prefix("role/")?.rsplit('/').next()?;
    let is_role = arn == "arn" && service == "iam" && region.is_empty() && !name.is_empty();
    (is_role && account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
}

#[cfg(test)]
mod tests {
    use super::account_of;

    #[test]
    fn the_arn_of_a_role_tells_its_account() {
        assert_eq!(account_of("arn:aws:iam::111122223333:role/deploy"), Some("111122223333"));
        assert_eq!(account_of("arn:aws-cn:iam::111122223333:role/team/deploy"), Some("111122223333"));
        for other in ["", "deploy", "arn:aws:iam::1:role/x", "arn:aws:iam::111122223333:user/x", "arn:aws:iam::111122223333:role/"] {
            assert_eq!(account_of(other), None, "{other}");
        }
    }
}
