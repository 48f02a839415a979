//! Keeps what may be secret out of text that others wrote, such as the lines of a log.

use crate::model::ecs::{ContainerDefinition, TaskDefinition};
use regex_lite::Regex;
use std::sync::LazyLock;

/// What is shown instead.
pub const MASK: &str = "[secret]";

/// Words in the name of a variable, a member or an option whose value is not shown.
pub const WORDS: [&str; 11] =
    ["secret", "password", "passwd", "passphrase", "token", "credential", "apikey", "api_key", "api-key", "privatekey", "private_key"];

/// Values this short are no secrets, and would hide half of the text.
const SHORTEST: usize = 4;

/// Whether something with this name holds a secret.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

/// Forms that are secret wherever they stand, each as its vendor documents it. The first group, if there is one, is kept.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let named = WORDS.map(regex_lite::escape).join("|");
    [
        // Private keys in PEM, also one whose end is in another line.
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)",
        // AWS access key ids: IAM user, STS, and others.
        r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b",
        // GitHub and GitLab.
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_-]{20,})",
        // Slack, and its webhooks.
        r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
        r"(https://hooks\.slack\.com/services/)[A-Za-z0-9/]+",
        // Stripe, Google, npm, PyPI, SendGrid, OpenAI and those of its form.
        r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}",
        r"\bAIza[A-Za-z0-9_-]{35}",
        r"\bnpm_[A-Za-z0-9]{36}\b",
        r"\bpypi-[A-Za-z0-9_-]{16,}",
        r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
        r"\bsk-[A-Za-z0-9_-]{20,}",
        // JSON web tokens.
        r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
        // `Authorization: Bearer ...`.
        r"(?i)(\b(?:bearer|basic)\s+)[A-Za-z0-9+/=._~-]{8,}",
        // The password in a URL.
        r"(://[^\s/:@]*:)[^\s/@]+@",
        // The inside of a key: a whole line of base64.
        r"(?m)^[A-Za-z0-9+/]{60,}={0,2}$",
        // Signatures of presigned URLs.
        r"(?i)(x-amz-(?:signature|security-token|credential)=)[^\s&]+",
    ]
    .into_iter()
    .map(str::to_owned)
    // `DB_PASSWORD=...`, `"clientSecret": "..."`, `--api-key ...`.
    .chain([
        format!(r#"(?i)([\w.-]*(?:{named})[\w.-]*["']?\s*[=:]\s*)"[^"]*""#),
        format!(r"(?i)([\w.-]*(?:{named})[\w.-]*['\x22]?\s*[=:]\s*)'[^']*'"),
        format!(r#"(?i)([\w.-]*(?:{named})[\w.-]*["']?\s*[=:]\s*)[^\s"',;&}}]+"#),
        format!(r"(?i)(--[\w.-]*(?:{named})[\w.-]*\s+)[^\s-][^\s]*"),
    ])
    .map(|form| Regex::new(&form).unwrap_or_else(|error| panic!("{form}: {error}")))
    .collect()
});

/// Masks the secrets of one task in text.
#[derive(Debug, Clone, Default)]
pub struct Masker {
    /// Values that are known to be secret, the longest first.
    values: Vec<String>,
}

impl Masker {
    /// That of the tasks of a definition: the values of variables and log options whose names are those of secrets are masked
    /// wherever they stand. What its `secrets` are is not known here, and is not asked for.
    pub fn of(definition: &TaskDefinition) -> Self {
        let mut values: Vec<String> = definition.container_definitions.iter().flat_map(secret_values).collect();
        values.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        values.dedup();
        Self { values }
    }

    /// The text with each secret in it masked.
    pub fn mask(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for value in &self.values {
            text = text.replace(value.as_str(), MASK);
        }
        for form in FORMS.iter() {
            let masked = form.replace_all(&text, |found: &regex_lite::Captures<'_>| {
                let whole = &found[0];
                let kept = found.get(1).map_or("", |kept| kept.as_str());
                if kept.to_ascii_lowercase().ends_with("secretsmanager:") {
                    // An ARN or an action, which name a secret.
                    return whole.to_owned();
                }
                // What was masked before, or ends a URL's password, stays readable.
                let end = if kept.starts_with("://") && whole.ends_with('@') { "@" } else { "" };
                format!("{kept}{MASK}{end}")
            });
            text = masked.into_owned();
        }
        text
    }
}

fn secret_values(container: &ContainerDefinition) -> Vec<String> {
    let environment = container.environment.iter().flatten().filter_map(|pair| Some((pair.name.as_ref()?, pair.value.as_ref()?)));
    let options = container.log_configuration.iter().filter_map(|log| log.options.as_ref()).flatten();
    let named = environment.chain(options).filter(|(name, _)| is_secret_name(name));
    named.map(|(_, value)| value.clone()).filter(|value| value.chars().count() >= SHORTEST).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::json;

    fn masker() -> Masker {
        let definition = json!({"containerDefinitions": [
            {"name": "app", "environment": [
                {"name": "DB_PASSWORD", "value": "hunter22"},
                {"name": "API_TOKEN", "value": "hunter22-and-more"},
                {"name": "SHORT_SECRET", "value": "abc"},
                {"name": "STAGE", "value": "production"},
            ]},
            {"name": "logs", "logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "0f0f-1e1e"}}},
        ]});
        Masker::of(&serde_json::from_value(definition).unwrap())
    }

    #[test]
    fn values_of_variables_with_secret_names_are_masked_wherever_they_stand() {
        let masked = masker().mask("login as root with hunter22, then hunter22-and-more, at 0f0f-1e1e in production: abc");
        assert_eq!(masked, "login as root with [secret], then [secret], at [secret] in production: abc");
    }

    #[test]
    fn forms_that_are_secret_are_masked() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl";
        let github = format!("ghp_{}", "a1B2".repeat(9));
        for (text, masked) in [
            ("key AKIAIOSFODNN7EXAMPLE is used", "key [secret] is used"),
            (&format!("token {github} expired"), "token [secret] expired"),
            (&format!("Authorization: Bearer {jwt}"), "Authorization: Bearer [secret]"),
            ("postgres://app:s3cr3t@db.internal/shop", "postgres://app:[secret]@db.internal/shop"),
            ("DB_PASSWORD=s3cr3t PORT=8080", "DB_PASSWORD=[secret] PORT=8080"),
            (r#"{"clientSecret": "s3 cr3t", "port": 1}"#, r#"{"clientSecret": [secret], "port": 1}"#),
            ("run --api-key s3cr3t --port 80", "run --api-key [secret] --port 80"),
            ("a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b", "a [secret] b"),
            ("a -----BEGIN PRIVATE KEY-----MIIE", "a [secret]"),
            ("https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b&x=1", "https://b.s3.amazonaws.com/k?X-Amz-Signature=[secret]&x=1"),
        ] {
            assert_eq!(Masker::default().mask(text), masked, "{text}");
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            "listening on 0.0.0.0:8080",
            "panicked at src/main.rs:12:5: no route to host",
            "GET http://example.com:8080/health 503",
            "user:42 logged in at https://example.com/a@b",
            "the password is wrong",
            "pull 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web@sha256:bb398ee3607294579a9987c38794d6cc35a9249d",
        ] {
            assert_eq!(masker().mask(text), text);
        }
    }
}
