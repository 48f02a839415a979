//! What can't be right whatever is there.

use super::{EncryptionKind, RepositorySetup};
use crate::{
    backend::Scope,
    error::{Error, Result},
    steps::image::check_repository,
};

pub(super) fn check(request: &RepositorySetup, scope: &Scope) -> Result<()> {
    name(request)?;
    exclusions(request)?;
    if let Some(encryption) = &request.encryption
        && encryption.r#type == EncryptionKind::Aes256
        && encryption.key.is_some()
    {
        return Err(Error::invalid("encryption.key", "AES256 takes no key").advise("Leave the key out, or choose KMS."));
    }
    request.lifecycle.check()?;
    if let Some(access) = &request.repository_policy {
        access.check()?;
    }
    for (index, target) in request.replication.iter().enumerate() {
        let at = |field: &str| format!("replication[{index}].{field}");
        if target.region.is_empty() {
            return Err(Error::invalid(at("region"), "the Region is missing"));
        }
        if let Some(account) = &target.account {
            check_account(account, &at("account"))?;
        }
        let account = target.account.as_ref().unwrap_or(&scope.account);
        if *account == scope.account && target.region == scope.region {
            return Err(
                Error::invalid(at("region"), "a repository can't be replicated to itself").advise("Name another Region or account.")
            );
        }
    }
    if let Some(key) = request.tags.keys().find(|key| key.is_empty() || key.len() > 128 || key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(Error::invalid(format!("tags.{key}"), "a tag's key has 1 to 128 characters and does not begin with `aws:`"));
    }
    if request.tags.len() > 50 {
        return Err(Error::invalid("tags", format!("there are {} tags; ECR allows 50", request.tags.len())));
    }
    if request.max_deletions.is_some() && !request.preview_lifecycle {
        return Err(Error::invalid("max_deletions", "deletions can't be limited without a preview").advise("Turn preview_lifecycle on."));
    }
    Ok(())
}

fn name(request: &RepositorySetup) -> Result<()> {
    let name = &request.repository;
    let wrong = |why: String| Error::invalid("repository", why);
    check_repository(name).map_err(wrong)?;
    if name.len() < 2 {
        return Err(wrong(format!("the name `{name}` is too short; ECR wants 2 to 256 characters")));
    }
    if !request.allow_any_name && !name.contains('/') {
        return Err(wrong(format!("the name `{name}` does not name a team")).advise("Name it `team/service`, or set allow_any_name."));
    }
    Ok(())
}

fn exclusions(request: &RepositorySetup) -> Result<()> {
    let all = &request.mutable_tag_exclusions;
    if all.is_empty() {
        return Ok(());
    }
    if !request.immutable_tags {
        return Err(Error::invalid("mutable_tag_exclusions", "there is nothing to except: all tags are mutable")
            .advise("Set immutable_tags, or leave the exclusions out."));
    }
    if all.len() > 5 {
        return Err(Error::invalid("mutable_tag_exclusions", format!("there are {} patterns; ECR allows 5", all.len())));
    }
    for (index, pattern) in all.iter().enumerate() {
        let good = |letter: char| letter.is_ascii_alphanumeric() || "._*-".contains(letter);
        if pattern.is_empty() || pattern.len() > 128 || !pattern.chars().all(good) {
            let why = format!("`{pattern}` is not a pattern of 1 to 128 letters, digits, `.`, `_`, `-` and `*`");
            return Err(Error::invalid(format!("mutable_tag_exclusions[{index}]"), why));
        }
        if all[..index].contains(pattern) {
            return Err(Error::invalid(format!("mutable_tag_exclusions[{index}]"), format!("`{pattern}` is there twice")));
        }
    }
    Ok(())
}

pub(super) fn check_account(account: &str, path: &str) -> Result<()> {
    if account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    Err(Error::invalid(path, format!("`{account}` is not an account id of twelve digits")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Encryption, ReplicationTarget};
    use super::*;

    fn wrong(change: impl FnOnce(&mut RepositorySetup)) -> String {
        let mut request = RepositorySetup::named("shop/web");
        change(&mut request);
        check(&request, &Scope::new("111122223333", "eu-west-1")).unwrap_err().to_string()
    }

    #[test]
    fn defaults_are_right() {
        check(&RepositorySetup::named("shop/web"), &Scope::new("111122223333", "eu-west-1")).unwrap();
        let read: RepositorySetup = serde_json::from_str(r#"{"repository": "shop/web"}"#).unwrap();
        assert_eq!(read, RepositorySetup::named("shop/web"));
        let again: RepositorySetup = serde_json::from_value(serde_json::to_value(&read).unwrap()).unwrap();
        assert_eq!(again, read);
    }

    #[test]
    fn names_follow_the_convention() {
        assert!(wrong(|request| request.repository = "web".into()).contains("team/service"));
        assert!(wrong(|request| request.repository = "Shop/web".into()).contains("upper-case"));
        assert!(wrong(|request| request.repository = "shop/".into()).contains("empty part"));
        let any = RepositorySetup { allow_any_name: true, ..RepositorySetup::named("web") };
        check(&any, &Scope::new("111122223333", "eu-west-1")).unwrap();
    }

    #[test]
    fn mistakes_are_named() {
        assert!(wrong(|request| request.mutable_tag_exclusions = vec!["x".into(); 2]).contains("twice"));
        assert!(wrong(|request| request.mutable_tag_exclusions = (0..6).map(|n| n.to_string()).collect()).contains("allows 5"));
        assert!(
            wrong(|request| {
                request.immutable_tags = false;
                request.mutable_tag_exclusions = vec!["latest".into()];
            })
            .contains("mutable")
        );
        let key = Encryption { r#type: EncryptionKind::Aes256, key: Some("k".into()) };
        assert!(wrong(|request| request.encryption = Some(key)).contains("no key"));
        let here = ReplicationTarget { region: "eu-west-1".into(), account: None };
        assert!(wrong(|request| request.replication = vec![here]).contains("itself"));
        let bad = ReplicationTarget { region: "eu-west-2".into(), account: Some("12".into()) };
        assert!(wrong(|request| request.replication = vec![bad]).contains("twelve"));
        assert!(wrong(|request| drop(request.tags.insert("aws:x".into(), "y".into()))).contains("aws:"));
        assert!(
            wrong(|request| {
                request.preview_lifecycle = false;
                request.max_deletions = Some(1);
            })
            .contains("preview")
        );
    }
}
