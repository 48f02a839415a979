//! Whether the value of a variable, an argument or an option is a secret, by its name and by its form.
//!
//! [`secret_text`](super::secret_text) hides too much rather than too little. What is judged here is told to people as a finding,
//! so that a name must say that the value itself is the secret: `DB_PASSWORD` does, `DB_PASSWORD_FILE` and `TOKEN_URL` do not.

use super::secret_text::{is_filled_in_later, known_secret};

/// A name with none of these in it is not looked at further.
const STEMS: [&str; 7] = ["pass", "pwd", "secret", "token", "cred", "key", "auth"];

/// Words after the one that says what the value is.
const QUALIFIERS: [&str; 24] = [
    "value",
    "plain",
    "plaintext",
    "text",
    "string",
    "base64",
    "b64",
    "base",
    "old",
    "new",
    "current",
    "previous",
    "primary",
    "secondary",
    "default",
    "dev",
    "test",
    "staging",
    "stage",
    "prod",
    "production",
    "live",
    "ro",
    "rw",
];

/// What a key is for, if it must be kept secret.
const KEYS: [&str; 22] = [
    "api",
    "secret",
    "access",
    "private",
    "encryption",
    "signing",
    "signature",
    "auth",
    "license",
    "master",
    "account",
    "storage",
    "hmac",
    "jwt",
    "crypto",
    "cipher",
    "session",
    "app",
    "admin",
    "shared",
    "webhook",
    "subscription",
];

/// Prefixes of variables that are built into what browsers load, so that everybody may read them.
const PUBLISHED: [&str; 7] = ["NEXT_PUBLIC_", "NUXT_PUBLIC_", "EXPO_PUBLIC_", "VITE_", "REACT_APP_", "GATSBY_", "VUE_APP_"];

/// Words that say that everybody may know the value.
const OPEN: [&str; 4] = ["public", "publishable", "anon", "anonymous"];

/// Values that are settings, whatever the name says.
const SETTINGS: [&str; 14] =
    ["true", "false", "yes", "no", "on", "off", "none", "null", "nil", "enabled", "disabled", "required", "optional", "default"];

/// Beginnings of values that say where a secret is.
const REFERENCES: [&str; 8] = ["arn:", "file:", "vault:", "op://", "ssm:", "secretsmanager:", "sm://", "ref+"];

/// Why the value is a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Secrecy {
    /// The name says so.
    Name,
    /// It has a form that nothing else has.
    Form(&'static str),
}

/// Whether the value of something with this name is a secret, and why.
pub(crate) fn secrecy(name: &str, value: &str) -> Option<Secrecy> {
    if value.is_empty() || is_published(name) {
        return None;
    }
    if let Some(form) = known_secret(value) {
        return Some(Secrecy::Form(form));
    }
    let is_password = names_secret(name)?;
    (!is_setting(value, is_password) && !is_reference(value)).then_some(Secrecy::Name)
}

/// The same where a shell may fill in the value when it runs.
pub(crate) fn secrecy_of_argument(name: &str, value: &str) -> Option<Secrecy> {
    if is_filled_in_later(value) { None } else { secrecy(name, value) }
}

fn is_published(name: &str) -> bool {
    PUBLISHED.iter().any(|prefix| name.starts_with(prefix)) || words(name).iter().any(|word| OPEN.contains(&word.as_str()))
}

/// Whether the name is that of a secret; of a password, which may be a number, if it says so.
fn names_secret(name: &str) -> Option<bool> {
    let lower = name.to_ascii_lowercase();
    if !STEMS.iter().any(|stem| lower.contains(stem)) {
        return None;
    }
    if matches!(lower.as_str(), "ecs_engine_auth_data") || lower.ends_with("access_key_id") || lower.ends_with("accesskeyid") {
        return Some(false);
    }
    let words = words(name);
    let is_qualifier = |word: &String| QUALIFIERS.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit());
    let end = words.iter().rposition(|word| !is_qualifier(word))?;
    let (tail, before) = (words[end].as_str(), end.checked_sub(1).map(|at| words[at].as_str()));
    let is_password = tail.ends_with("password") || tail.ends_with("passwd") || tail == "passphrase";
    let is_short_password = before.is_some() && matches!(tail, "pass" | "pwd");
    let is_key = tail == "key" && before.is_some_and(|before| KEYS.contains(&before));
    let is_other = matches!(tail, "token" | "credential" | "credentials" | "accesskey" | "privatekey")
        || ["secret", "secretkey", "apikey", "authtoken", "accesstoken"].iter().any(|end| tail.ends_with(end));
    (is_password || is_short_password || is_key || is_other).then_some(is_password)
}

/// The words of a name in lower case: `DB_PASSWORD`, `db-password` and `dbPassword` have the same.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for letter in name.chars() {
        let splits = !letter.is_alphanumeric();
        if (splits || was_lower && letter.is_uppercase()) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if !splits && let Some(word) = words.last_mut() {
            word.push(letter.to_ascii_lowercase());
        }
        was_lower = letter.is_lowercase() || letter.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is_setting(value: &str, is_password: bool) -> bool {
    SETTINGS.iter().any(|setting| value.eq_ignore_ascii_case(setting)) || !is_password && value.parse::<f64>().is_ok()
}

/// Whether it says where something is: an ARN, the place in a store of secrets, a path, a URL.
fn is_reference(value: &str) -> bool {
    let is_path = || value.starts_with('/') && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte));
    let is_url = || value.starts_with("http://") || value.starts_with("https://");
    REFERENCES.iter().any(|beginning| value.starts_with(beginning)) || is_path() || is_url()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_that_the_value_is_a_secret() {
        for name in [
            "DB_PASSWORD",
            "db-password",
            "dbPassword",
            "PGPASSWORD",
            "MYSQL_ROOT_PASSWORD",
            "SMTP_PASS",
            "DB_PWD",
            "API_TOKEN",
            "GITHUB_TOKEN",
            "CLIENT_SECRET",
            "clientSecret",
            "SECRET_KEY_BASE",
            "JWT_SECRET",
            "STRIPE_API_KEY",
            "APIKEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "ECS_ENGINE_AUTH_DATA",
            "PASSWORD_1",
            "TOKEN_BASE64",
            "RAILS_MASTER_KEY",
            "APP_CREDENTIALS",
            "APP_KEY",
            "splunk-token",
            "NEW_RELIC_LICENSE_KEY",
        ] {
            assert_eq!(secrecy(name, "hunter2-AbC"), Some(Secrecy::Name), "{name}");
        }
    }

    #[test]
    fn names_say_that_the_value_is_something_about_a_secret() {
        for name in [
            "DB_SECRET_ARN",
            "TOKEN_URL",
            "OAUTH_TOKEN_ENDPOINT",
            "PASSWORD_FILE",
            "SECRET_NAME",
            "SECRET_ID",
            "PASSWORD_MIN_LENGTH",
            "TOKEN_TTL",
            "TOKEN_ISSUER",
            "MAX_TOKENS",
            "KEY",
            "PARTITION_KEY",
            "SORT_KEY",
            "CACHE_KEY",
            "PUBLIC_KEY",
            "STRIPE_PUBLISHABLE_KEY",
            "SUPABASE_ANON_KEY",
            "NEXT_PUBLIC_API_KEY",
            "PWD",
            "OLDPWD",
            "PASS",
            "TOKENIZER",
            "SECRETS_MANAGER_REGION",
            "KEYCLOAK_REALM",
            "AUTHOR",
            "COMPASS",
            "PASSENGER_LIMIT",
            "PAYPAL_CLIENT_ID",
            "ADMIN_USERNAME",
        ] {
            assert_eq!(secrecy(name, "hunter2-AbC"), None, "{name}");
        }
    }

    #[test]
    fn values_say_that_they_are_no_secret() {
        for (name, value) in [
            ("DB_PASSWORD", ""),
            ("MYSQL_ALLOW_EMPTY_PASSWORD", "yes"),
            ("USE_TOKEN", "True"),
            ("TOKEN", "3600"),
            ("DB_SECRET", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"),
            ("DB_PASSWORD", "/run/secrets/db-password"),
            ("GOOGLE_APPLICATION_CREDENTIALS", "/etc/gcp/key.json"),
            ("DB_PASSWORD", "vault:secret/data/db#password"),
            ("OAUTH_TOKEN", "https://id.example.com/token"),
        ] {
            assert_eq!(secrecy(name, value), None, "{name}={value}");
        }
        assert_eq!(secrecy("DB_PASSWORD", "123456"), Some(Secrecy::Name), "a bad password is one");
        assert_eq!(secrecy("DB_PASSWORD", "${DB_PASSWORD}"), Some(Secrecy::Name), "ECS puts in nothing: who registers it does");
        assert_eq!(secrecy_of_argument("--password", "$DB_PASSWORD"), None, "a shell does");
    }

    #[test]
    fn a_form_is_enough() {
        assert_eq!(secrecy("DATABASE_URL", "postgres://app:hunter2@db/shop"), Some(Secrecy::Form("a URL with a password")));
        assert_eq!(secrecy("UPLOADER", "AKIAIOSFODNN7EXAMPLE"), Some(Secrecy::Form("an AWS access key")));
        assert_eq!(secrecy("DATABASE_URL", "postgres://db/shop"), None);
    }
}
