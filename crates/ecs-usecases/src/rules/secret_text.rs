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

/// One form of secrets.
struct Form {
    /// What it is, if nothing else looks like it.
    what: Option<&'static str>,
    /// One of these stands in every text of the form. Looking for them costs far less than the expression.
    needles: &'static [&'static str],
    /// The first group, if there is one, is kept.
    expression: Regex,
}

impl Form {
    fn may_be_in(&self, text: &str) -> bool {
        self.needles.is_empty() || self.needles.iter().any(|needle| text.contains(needle))
    }
}

/// Forms that are secret wherever they stand, each as its vendor documents it: what it is, what stands in each, and how it looks.
const KNOWN: [(&str, &[&str], &str); 42] = [
    // Also a key whose end is in another line.
    ("a private key", &["-----BEGIN"], r"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"),
    // IAM users, STS, and others.
    ("an AWS access key", &["AKIA", "ASIA", "ABIA", "ACCA"], r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b"),
    ("an Amazon Bedrock API key", &["ABSK"], r"\bABSK[A-Za-z0-9+/]{100,}={0,2}"),
    ("a GitHub token", &["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], r"\bgh[pousr]_[A-Za-z0-9]{36,}"),
    ("a GitHub token", &["github_pat_"], r"\bgithub_pat_[A-Za-z0-9_]{22,}"),
    (
        "a GitLab token",
        &["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glft-", "glimt-", "glsoat-"],
        r"\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|soat)-[A-Za-z0-9_-]{20,}",
    ),
    ("a Slack token", &["xox"], r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    ("a Slack token", &["xapp-"], r"\bxapp-[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]+"),
    ("a Slack webhook", &["hooks.slack.com"], r"(https://hooks\.slack\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/]+"),
    ("a Discord webhook", &["/api/webhooks/"], r"(https://discord(?:app)?\.com/api/webhooks/[0-9]+/)[A-Za-z0-9_-]+"),
    ("a Stripe key", &["sk_live_", "sk_test_", "rk_live_", "rk_test_"], r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}"),
    ("a Stripe webhook secret", &["whsec_"], r"\bwhsec_[A-Za-z0-9+/=]{24,}"),
    ("a Google API key", &["AIza"], r"\bAIza[A-Za-z0-9_-]{35}"),
    ("a Google client secret", &["GOCSPX-"], r"\bGOCSPX-[A-Za-z0-9_-]{28}"),
    ("a Google access token", &["ya29."], r"\bya29\.[A-Za-z0-9_-]{20,}"),
    ("an Azure storage key", &["AccountKey="], r"(AccountKey=)[A-Za-z0-9+/]{86}=="),
    ("an Azure shared access key", &["SharedAccessKey="], r"(SharedAccessKey=)[A-Za-z0-9+/]{43}="),
    ("an Azure client secret", &["Q~"], r"\b[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}"),
    ("a Twilio API key", &["SK"], r"\bSK[0-9a-f]{32}\b"),
    ("a DigitalOcean token", &["dop_v1_", "doo_v1_", "dor_v1_"], r"\bdo[opr]_v1_[a-f0-9]{64}\b"),
    ("a Hugging Face token", &["hf_"], r"\bhf_[A-Za-z0-9]{30,}"),
    ("a key of Anthropic, OpenAI or the like", &["sk-"], r"\bsk-[A-Za-z0-9_-]{20,}"),
    ("an npm token", &["npm_"], r"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a PyPI token", &["pypi-AgE"], r"\bpypi-AgE[A-Za-z0-9_-]{16,}"),
    ("a RubyGems key", &["rubygems_"], r"\brubygems_[a-f0-9]{48}\b"),
    ("a Docker Hub token", &["dckr_"], r"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}"),
    ("a SendGrid key", &["SG."], r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    ("a Mailgun key", &["key-"], r"\bkey-[0-9a-f]{32}\b"),
    ("a Mailchimp key", &["-us"], r"\b[0-9a-f]{32}-us[0-9]{1,2}\b"),
    ("a token of a Telegram bot", &[":AA"], r"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}"),
    ("a Shopify token", &["shpat_", "shpca_", "shppa_", "shpss_"], r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b"),
    ("a Databricks token", &["dapi"], r"\bdapi[0-9a-f]{32}(?:-[0-9])?\b"),
    ("a New Relic key", &["NRAK-"], r"\bNRAK-[A-Z0-9]{27}\b"),
    ("a Grafana token", &["glsa_", "glc_"], r"\b(?:glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}|glc_[A-Za-z0-9+/]{32,})"),
    ("a Sentry token", &["sntrys_"], r"\bsntrys_[A-Za-z0-9+/=_]{40,}"),
    ("an Atlassian token", &["ATATT3"], r"\bATATT3[A-Za-z0-9_=-]{30,}"),
    ("a HashiCorp Vault token", &["hvs.", "hvb."], r"\bhv[sb]\.[A-Za-z0-9_-]{24,}"),
    ("a PlanetScale secret", &["pscale_"], r"\bpscale_(?:tkn|pw|oauth)_[A-Za-z0-9_=.-]{32,}"),
    ("a Postman key", &["PMAK-"], r"\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}\b"),
    ("an age secret key", &["AGE-SECRET-KEY-1"], r"\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b"),
    ("a JSON web token", &["eyJ"], r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),
    (IN_URL, &["://"], r"(://[^\s/:@]*:)[^\s/@]+@"),
];

const IN_URL: &str = "a URL with a password";

/// Forms that others have as well: they are hidden in text, and prove nothing.
const LIKELY: [(&[&str], &str); 4] = [
    (&["pypi-"], r"\bpypi-[A-Za-z0-9_-]{16,}"),
    // `Authorization: Bearer ...`.
    (&[], r"(?i)(\b(?:bearer|basic)\s+)[A-Za-z0-9+/=._~-]{8,}"),
    // The inside of a key: a whole line of base64.
    (&[], r"(?m)^[A-Za-z0-9+/]{60,}={0,2}$"),
    // Signatures of presigned URLs.
    (&[], r"(?i)(x-amz-(?:signature|security-token|credential)=)[^\s&]+"),
];

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let compile = |expression: &str| Regex::new(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
    let known = KNOWN.iter().map(|(what, needles, form)| Form { what: Some(*what), needles, expression: compile(form) });
    let likely = LIKELY.iter().map(|(needles, form)| Form { what: None, needles, expression: compile(form) });
    let named = WORDS.map(regex_lite::escape).join("|");
    // `DB_PASSWORD=...`, `"clientSecret": "..."`, `--api-key ...`.
    let assigned = [
        format!(r#"(?i)([\w.-]*(?:{named})[\w.-]*["']?\s*[=:]\s*)"[^"]*""#),
        format!(r"(?i)([\w.-]*(?:{named})[\w.-]*['\x22]?\s*[=:]\s*)'[^']*'"),
        format!(r#"(?i)([\w.-]*(?:{named})[\w.-]*["']?\s*[=:]\s*)[^\s"',;&}}]+"#),
        format!(r"(?i)(--[\w.-]*(?:{named})[\w.-]*\s+)[^\s-][^\s]*"),
    ];
    let assigned = assigned.map(|form| Form { what: None, needles: &[], expression: compile(&form) });
    known.chain(likely).chain(assigned).collect()
});

/// Whose secret stands in the text, such as `a GitHub token`, if one stands there whose form nothing else has.
///
/// A password in a URL is none if it is to be filled in, as in `postgres://app:${DB_PASSWORD}@db/shop`.
pub fn known_secret(text: &str) -> Option<&'static str> {
    // Most values are short, and of the short ones only a URL can hold a secret.
    const SHORTEST_KEY: usize = 15;
    if text.len() < SHORTEST_KEY && !text.contains("://") {
        return None;
    }
    FORMS.iter().filter(|form| form.what.is_some() && form.may_be_in(text)).find_map(|form| {
        let what = form.what?;
        let found = form.expression.captures(text)?;
        if what == IN_URL {
            let password = found[0].strip_prefix(&found[1]).unwrap_or_default().trim_end_matches('@');
            return (!is_filled_in_later(password)).then_some(what);
        }
        Some(what)
    })
}

/// Whether it is the name of a variable or a mark, where a shell or a template puts the value.
pub(crate) fn is_filled_in_later(text: &str) -> bool {
    let (first, last) = (text.chars().next(), text.chars().last());
    match first {
        Some('$') => true,
        Some('{') => last == Some('}'),
        Some('<') => last == Some('>'),
        Some('%') => text.len() == 2 || last == Some('%'),
        Some(letter @ ('*' | 'x' | 'X')) => text.chars().all(|other| other == letter),
        _ => text.is_empty(),
    }
}

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
            if !form.may_be_in(&text) {
                continue;
            }
            let masked = form.expression.replace_all(&text, |found: &regex_lite::Captures<'_>| {
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
    fn secrets_are_known_by_the_form_that_their_vendor_gives_them() {
        let repeated = |text: &str, times: usize| text.repeat(times);
        for (text, what) in [
            ("AKIAIOSFODNN7EXAMPLE".to_owned(), "an AWS access key"),
            (format!("ghs_{}", repeated("a1B2", 9)), "a GitHub token"),
            (format!("github_pat_{}", repeated("a1B2", 9)), "a GitHub token"),
            (format!("glpat-{}", repeated("a1B2", 5)), "a GitLab token"),
            (format!("xoxb-{}", repeated("12345-", 3)), "a Slack token"),
            ("post to https://hooks.slack.com/services/T0/B0/abc".to_owned(), "a Slack webhook"),
            (format!("sk_live_{}", repeated("a1", 12)), "a Stripe key"),
            (format!("AIza{}", repeated("a1B2_", 7)), "a Google API key"),
            (format!("AccountName=a;AccountKey={}==;x=1", repeated("aB", 43)), "an Azure storage key"),
            (format!("SK{}", repeated("0a", 16)), "a Twilio API key"),
            (format!("dop_v1_{}", repeated("0a", 32)), "a DigitalOcean token"),
            (format!("hf_{}", repeated("aB", 17)), "a Hugging Face token"),
            (format!("sk-ant-{}", repeated("aB0-", 9)), "a key of Anthropic, OpenAI or the like"),
            (format!("npm_{}", repeated("aB0c", 9)), "an npm token"),
            (format!("pypi-AgEIcHlwaS5vcmc{}", repeated("aB", 30)), "a PyPI token"),
            (format!("123456789:AA{}", repeated("aB0", 11)), "a token of a Telegram bot"),
            (format!("-----BEGIN EC PRIVATE KEY-----\n{}", repeated("aB", 30)), "a private key"),
            ("postgres://app:hunter2@db/shop".to_owned(), "a URL with a password"),
            ("redis://:hunter2@cache:6379".to_owned(), "a URL with a password"),
        ] {
            assert_eq!(known_secret(&text), Some(what), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_secret_is_not_known() {
        for text in [
            "",
            "postgres://db/shop",
            "postgres://app@db/shop",
            "postgres://app:${DB_PASSWORD}@db/shop",
            "postgres://app:<password>@db/shop",
            "https://example.com:8080/a@b",
            "pypi-mirror-of-the-company",
            "basic authentication",
            "/ecs/task-definition-of-the-web-service",
            "sha256:bb398ee3607294579a9987c38794d6cc35a9249d5ae07ab8cd3b1a5b1a3d4e5f",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
            "SKIP_MIGRATIONS",
            "eyJ",
        ] {
            assert_eq!(known_secret(text), None, "{text}");
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
