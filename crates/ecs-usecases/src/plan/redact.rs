//! Keeps what may be secret out of what is shown.

pub(super) use crate::rules::secret_text::MASK as HIDDEN;
use crate::rules::secret_text::is_secret_name as is_word;
use serde_json::Value;

/// Members that are called so and are none: names and places of secrets, not their values.
const HARMLESS: [&str; 7] =
    ["secrets", "secretId", "SecretId", "secretArn", "credentialsParameter", "repositoryCredentials", "credentialSpecs"];

/// A value as text, without what may be secret in it. `path` is where it stands.
pub(super) fn shown(action: &str, path: &str, value: &Value) -> String {
    match hidden(action, path, value) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The same as a value.
pub(super) fn hidden(action: &str, path: &str, value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let inner = |(name, member): (&String, &Value)| (name.clone(), hidden(action, &format!("{path}.{name}"), member));
            Value::Object(members.iter().map(inner).collect())
        }
        Value::Array(items) => {
            let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            // `--password x` is two items of a command.
            let told = |index: usize| {
                index > 0 && words.get(index - 1).is_some_and(|before| before.starts_with('-') && !before.contains('=') && is_word(before))
            };
            let one = |(index, item): (usize, &Value)| {
                if words.len() == items.len() && told(index) {
                    Value::from(HIDDEN)
                } else {
                    hidden(action, &format!("{path}[{index}]"), item)
                }
            };
            Value::Array(items.iter().enumerate().map(one).collect())
        }
        Value::String(text) if is_secret(action, path, text) => Value::from(HIDDEN),
        other => other.clone(),
    }
}

fn is_secret(action: &str, path: &str, text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    let name = path.rsplit('.').next().unwrap_or(path);
    let name = name.split('[').next().unwrap_or(name);
    let is_environment = (path.contains("environment[") || path.contains("Environment[")) && name == "value";
    let is_parameter = action.starts_with("ssm:") && name.eq_ignore_ascii_case("value");
    if is_environment || is_parameter {
        return true;
    }
    let reference = text.starts_with("arn:") || HARMLESS.contains(&name) || path.contains("secrets[");
    (is_word(name) && !reference) || looks_secret(text)
}

/// Values that are secret whatever they are called.
fn looks_secret(text: &str) -> bool {
    let key = |prefix: &str| {
        text.match_indices(prefix).any(|(at, _)| {
            let rest = &text.as_bytes()[at..];
            rest.len() >= 20 && rest[..20].iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        })
    };
    let in_url = || {
        let rest = text.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
        rest.and_then(|host| host.split_once('@')).is_some_and(|(user, _)| user.contains(':'))
    };
    let assigned = || {
        let mut parts = text.split(|letter: char| letter.is_whitespace() || matches!(letter, '&' | ';' | '"' | '\''));
        parts.any(|part| {
            part.split_once(['=', ':']).is_some_and(|(name, value)| !value.is_empty() && is_word(name) && !part.starts_with("arn:"))
        })
    };
    text.contains("-----BEGIN") || key("AKIA") || key("ASIA") || in_url() || assigned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_of_the_environment_and_what_looks_secret_are_hidden() {
        let container = json!({
            "name": "app",
            "environment": [{"name": "LEVEL", "value": "debug"}],
            "secrets": [{"name": "DB_PASSWORD", "valueFrom": "/prod/db/password"}],
            "command": ["serve", "--password", "hunter2", "--token=abc", "--port", "80"],
            "logConfiguration": {"options": {"splunk-token": "abc", "awslogs-group": "/ecs/web"}},
            "dockerLabels": {"url": "https://me:pass@host/x", "key": "AKIAIOSFODNN7EXAMPLE"},
        });
        let hidden = hidden("ecs:RegisterTaskDefinition", "containerDefinitions[app]", &container);
        assert_eq!(
            hidden,
            json!({
                "name": "app",
                "environment": [{"name": "LEVEL", "value": HIDDEN}],
                "secrets": [{"name": "DB_PASSWORD", "valueFrom": "/prod/db/password"}],
                "command": ["serve", "--password", HIDDEN, HIDDEN, "--port", "80"],
                "logConfiguration": {"options": {"splunk-token": HIDDEN, "awslogs-group": "/ecs/web"}},
                "dockerLabels": {"url": HIDDEN, "key": HIDDEN},
            })
        );
    }

    #[test]
    fn secrets_and_parameters_are_hidden_by_where_they_stand() {
        assert_eq!(shown("secretsmanager:CreateSecret", "SecretString", &json!("x")), HIDDEN);
        assert_eq!(shown("ssm:PutParameter", "Value", &json!("x")), HIDDEN);
        assert_eq!(shown("elasticloadbalancing:CreateRule", "Actions[0].AuthenticateOidcConfig.ClientSecret", &json!("x")), HIDDEN);
        assert_eq!(shown("ecs:UpdateService", "taskDefinition", &json!("web:2")), "web:2");
        assert_eq!(shown("ecr:CreateRepository", "encryptionConfiguration.kmsKey", &json!("arn:aws:kms:x")), "arn:aws:kms:x");
    }
}
