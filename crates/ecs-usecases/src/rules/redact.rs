//! Keeps what may be secret out of what is shown and written down: JSON, by where a value stands and by how it looks.

pub(crate) use super::secret_text::MASK as HIDDEN;
use super::secret_text::{Masker, is_secret_name};
use serde_json::Value;
use std::{cell::RefCell, collections::HashMap, fmt::Write};

/// Members that are called so and are none: names and places of secrets, not their values, and marks of pages and repeats.
const HARMLESS: [&str; 14] = [
    "secrets",
    "secretId",
    "SecretId",
    "secretArn",
    "credentialsParameter",
    "repositoryCredentials",
    "credentialSpecs",
    "nextToken",
    "NextToken",
    "nextForwardToken",
    "nextBackwardToken",
    "clientToken",
    "ClientRequestToken",
    "nextPageToken",
];

/// What becomes of a text that looks as if a secret were in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// It is hidden as a whole.
    Hide,
    /// The secret in it is, as far as its form is known; the rest is for people to read.
    Mask,
}

/// A value as text, without what may be secret in it. `path` is where it stands.
pub(crate) fn shown(action: &str, path: &str, value: &Value) -> String {
    match hidden(action, path, value) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The same as a value.
pub(crate) fn hidden(action: &str, path: &str, value: &Value) -> Value {
    let mut value = value.clone();
    hide(action, path, &mut value, Text::Hide);
    value
}

/// Hide what may be secret. Gives the JSON pointers of what is hidden.
pub(crate) fn hide(action: &str, path: &str, value: &mut Value, text: Text) -> Vec<String> {
    let (is_ssm, path) = (action.starts_with("ssm:"), path.to_owned());
    let mut search =
        Search { is_ssm, is_plain_parameter: false, text, path, pointer: String::new(), within: Within::Anything, found: Vec::new() };
    search.visit(value);
    search.found
}

struct Search {
    is_ssm: bool,
    /// It is in a parameter that is not secret.
    is_plain_parameter: bool,
    text: Text,
    /// Where it is, in words.
    path: String,
    /// The same as a JSON pointer.
    pointer: String,
    within: Within,
    found: Vec<String>,
}

/// What the members are of the object that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    Anything,
    /// Variables of an environment by name.
    Environment,
    /// Headers of a request over HTTP by name.
    Headers,
}

/// Headers that everybody may see.
const OPEN_HEADERS: [&str; 7] = ["accept", "accept-encoding", "accept-language", "content-length", "content-type", "host", "user-agent"];

impl Within {
    fn of(name: &str, value: &Value) -> Self {
        match name {
            "environment" if value.is_object() => Self::Environment,
            "headers" if value.is_object() => Self::Headers,
            _ => Self::Anything,
        }
    }

    fn is_secret(self, name: &str) -> bool {
        match self {
            Self::Anything => false,
            Self::Environment => true,
            Self::Headers => !OPEN_HEADERS.iter().any(|open| name.eq_ignore_ascii_case(open)),
        }
    }
}

impl Search {
    fn visit(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                // AWS's own mark of what is secret is the type SecureString.
                let is_plain = self.is_ssm && members.get("Type").and_then(Value::as_str).is_some_and(|kind| kind != "SecureString");
                let outer = std::mem::replace(&mut self.is_plain_parameter, is_plain);
                for (name, member) in members {
                    let before = (self.path.len(), self.pointer.len());
                    self.path.push('.');
                    self.path.push_str(name);
                    self.pointer.push('/');
                    push_escaped(&mut self.pointer, name);
                    if member.is_string() && self.within.is_secret(name) && member != HIDDEN {
                        self.hide(member);
                    } else {
                        let within = std::mem::replace(&mut self.within, Within::of(name, member));
                        self.visit(member);
                        self.within = within;
                    }
                    self.path.truncate(before.0);
                    self.pointer.truncate(before.1);
                }
                self.is_plain_parameter = outer;
            }
            Value::Array(items) => {
                let all_words = items.iter().all(Value::is_string);
                // `--password x` is two items of a command.
                let mut told = false;
                for (index, item) in items.iter_mut().enumerate() {
                    let before = (self.path.len(), self.pointer.len());
                    let _ = write!(self.path, "[{index}]");
                    let _ = write!(self.pointer, "/{index}");
                    let tells = item.as_str().is_some_and(|word| word.starts_with('-') && !word.contains('=') && is_word(word));
                    if all_words && told {
                        self.hide(item);
                    } else {
                        self.visit(item);
                    }
                    told = tells;
                    self.path.truncate(before.0);
                    self.pointer.truncate(before.1);
                }
            }
            Value::String(text) => match self.judge(text) {
                Judged::Plain => {}
                Judged::Secret => self.hide(value),
                Judged::Looks if self.text == Text::Hide => self.hide(value),
                Judged::Looks => {
                    let masked = Masker::default().mask(text);
                    if masked != *text {
                        *text = masked;
                        self.found.push(self.pointer.clone());
                    }
                }
            },
            _ => {}
        }
    }

    fn hide(&mut self, value: &mut Value) {
        *value = Value::from(HIDDEN);
        self.found.push(self.pointer.clone());
    }

    fn judge(&self, text: &str) -> Judged {
        if text.is_empty() || text == HIDDEN {
            return Judged::Plain;
        }
        let name = self.path.rsplit('.').next().unwrap_or(&self.path);
        let name = name.split('[').next().unwrap_or(name);
        let is_environment = name == "value" && (self.path.contains("environment[") || self.path.contains("Environment["));
        let is_parameter = self.is_ssm && !self.is_plain_parameter && name.eq_ignore_ascii_case("value");
        let is_named = || {
            let reference = text.starts_with("arn:") || HARMLESS.contains(&name) || self.path.contains("secrets[");
            !reference && is_word(name)
        };
        if is_environment || is_parameter || is_named() {
            Judged::Secret
        } else if looks_secret(text) {
            Judged::Looks
        } else {
            Judged::Plain
        }
    }
}

/// A member's name in a JSON pointer.
fn push_escaped(pointer: &mut String, name: &str) {
    if name.contains(['~', '/']) {
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(name);
    }
}

enum Judged {
    Plain,
    Secret,
    Looks,
}

/// Names come again and again, so what they are is remembered.
fn is_word(name: &str) -> bool {
    const MOST: usize = 10_000;
    thread_local!(static KNOWN: RefCell<HashMap<String, bool>> = RefCell::default());
    KNOWN.with_borrow_mut(|known| {
        if let Some(known) = known.get(name) {
            return *known;
        }
        let is = is_secret_name(name);
        if known.len() < MOST {
            known.insert(name.to_owned(), is);
        }
        is
    })
}

/// Values that are secret whatever they are called.
fn looks_secret(text: &str) -> bool {
    const PEM: &str = "-----BEGIN";
    // Most texts are names and states: nothing is assigned in them, and they are shorter than what a key begins with.
    let assigns = text.bytes().any(|byte| matches!(byte, b'=' | b':'));
    if !assigns && text.len() < PEM.len() {
        return false;
    }
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
        parts
            .any(|part| part.split_once(['=', ':']).is_some_and(|(name, value)| !value.is_empty() && name != "arn" && is_secret_name(name)))
    };
    text.contains(PEM) || key("AKIA") || key("ASIA") || (assigns && (in_url() || assigned()))
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
    fn maps_of_variables_and_headers_are_hidden_and_their_pointers_are_told() {
        let mut request = json!({
            "environment": "production",
            "change": {"environment": {"SETTING": "x", "A/B": "y"}, "cpu": 512},
            "checks": [{"url": "http://front/", "headers": {"authorization": "z", "Accept": "text/html"}}],
        });
        let hidden = hide("", "", &mut request, Text::Hide);
        assert_eq!(hidden, ["/change/environment/SETTING", "/change/environment/A~1B", "/checks/0/headers/authorization"]);
        assert_eq!(
            request,
            json!({
                "environment": "production",
                "change": {"environment": {"SETTING": HIDDEN, "A/B": HIDDEN}, "cpu": 512},
                "checks": [{"url": "http://front/", "headers": {"authorization": HIDDEN, "Accept": "text/html"}}],
            })
        );
    }

    #[test]
    fn the_beginning_of_a_key_is_hidden_however_short_the_line() {
        for text in ["-----BEGIN", "-----BEGIN EC", "-----BEGIN RSA"] {
            assert_eq!(shown("ecs:RunTask", "line", &json!(text)), HIDDEN, "{text}");
        }
        assert_eq!(shown("ecs:RunTask", "line", &json!("-----BEGI")), "-----BEGI");
    }

    #[test]
    fn secrets_and_parameters_are_hidden_by_where_they_stand() {
        assert_eq!(shown("secretsmanager:CreateSecret", "SecretString", &json!("x")), HIDDEN);
        assert_eq!(shown("ssm:PutParameter", "Value", &json!("x")), HIDDEN);
        assert_eq!(shown("elasticloadbalancing:CreateRule", "Actions[0].AuthenticateOidcConfig.ClientSecret", &json!("x")), HIDDEN);
        assert_eq!(shown("ecs:UpdateService", "taskDefinition", &json!("web:2")), "web:2");
        assert_eq!(shown("ecr:CreateRepository", "encryptionConfiguration.kmsKey", &json!("arn:aws:kms:x")), "arn:aws:kms:x");
    }

    #[test]
    fn hides_tokens_that_aws_gives_out() {
        for (action, mut reply, pointers) in [
            (
                "ecr:GetAuthorizationToken",
                json!({"authorizationData": [{"authorizationToken": "QVdTOnBhc3M=", "expiresAt": 1, "proxyEndpoint": "https://1.dkr.ecr"}]}),
                vec!["/authorizationData/0/authorizationToken"],
            ),
            (
                "sts:AssumeRole",
                json!({"Credentials": {"AccessKeyId": "ASIA1", "SecretAccessKey": "abc", "SessionToken": "def", "Expiration": 1}}),
                vec!["/Credentials/SecretAccessKey", "/Credentials/SessionToken"],
            ),
            (
                "secretsmanager:GetSecretValue",
                json!({"ARN": "arn:aws:secretsmanager:eu-west-1:1:secret:a", "SecretString": "abc", "SecretBinary": "ZGVm"}),
                vec!["/SecretBinary", "/SecretString"],
            ),
        ] {
            let mut found = hide(action, "", &mut reply, Text::Hide);
            found.sort();
            let missing: Vec<_> = pointers.iter().filter(|pointer| !found.iter().any(|found| found == *pointer)).collect();
            assert!(missing.is_empty(), "{action}: {missing:?} of {found:?}");
            for pointer in pointers {
                assert_eq!(reply.pointer(pointer).and_then(Value::as_str), Some(HIDDEN), "{action}");
            }
        }
    }
}
