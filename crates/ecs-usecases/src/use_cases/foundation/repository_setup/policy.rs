//! The repository policy: made from a readable form, and compared by meaning.

use super::validate::check_account;
use crate::{
    backend::Scope,
    error::{Error, Result},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// Who may pull from and push to a repository besides the account itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum RepositoryAccess {
    /// These accounts and principals, and no others.
    Grants {
        /// Accounts whose principals may pull, as far as their own policies allow.
        #[serde(default)]
        pull_accounts: Vec<String>,
        /// Principals that may push and pull: ARNs of roles, or account ids.
        #[serde(default)]
        push_principals: Vec<String>,
    },
    /// This policy, in AWS's form.
    Document {
        /// The policy document.
        policy: Value,
    },
}

const PULL: [&str; 3] = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const PUSH: [&str; 4] = ["ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];

impl RepositoryAccess {
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Self::Grants { pull_accounts, push_principals } => {
                for (index, account) in pull_accounts.iter().enumerate() {
                    check_account(account, &format!("repository_policy.pull_accounts[{index}]"))?;
                }
                for (index, principal) in push_principals.iter().enumerate() {
                    let path = format!("repository_policy.push_principals[{index}]");
                    if principal == "*" {
                        return Err(Error::invalid(path, "everybody may not push").advise("Name roles by ARN, or accounts."));
                    }
                    if !principal.starts_with("arn:") {
                        check_account(principal, &path).map_err(|error| error.advise("Give the ARN of a role, or an account id."))?;
                    }
                }
                if pull_accounts.is_empty() && push_principals.is_empty() {
                    return Err(Error::invalid("repository_policy", "it grants nothing to anybody")
                        .advise("Name accounts or principals, or leave repository_policy out to keep the policy as it is."));
                }
                Ok(())
            }
            Self::Document { policy } => {
                if !policy.get("Statement").is_some_and(|statement| statement.is_array() || statement.is_object()) {
                    return Err(Error::invalid("repository_policy.policy", "it is not a policy document: it has no Statement"));
                }
                match policy.to_string().len() {
                    length if length > 10_240 => {
                        Err(Error::invalid("repository_policy.policy", format!("it has {length} characters; ECR allows 10240")))
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// The policy document.
    pub(super) fn document(&self, scope: &Scope) -> Value {
        let (pull_accounts, push_principals) = match self {
            Self::Document { policy } => return policy.clone(),
            Self::Grants { pull_accounts, push_principals } => (pull_accounts, push_principals),
        };
        let partition = partition(&scope.region);
        let arns = |all: &[String]| all.iter().map(|principal| principal_arn(principal, partition)).collect::<Vec<_>>();
        let mut statements = Vec::new();
        if !pull_accounts.is_empty() {
            statements.push(json!({"Sid": "Pull", "Effect": "Allow", "Principal": {"AWS": arns(pull_accounts)}, "Action": PULL}));
        }
        if !push_principals.is_empty() {
            let actions: Vec<_> = PULL.iter().chain(&PUSH).collect();
            statements.push(json!({"Sid": "Push", "Effect": "Allow", "Principal": {"AWS": arns(push_principals)}, "Action": actions}));
        }
        json!({"Version": "2012-10-17", "Statement": statements})
    }
}

fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

fn principal_arn(principal: &str, partition: &str) -> String {
    if principal.starts_with("arn:") { principal.to_owned() } else { format!("arn:{partition}:iam::{principal}:root") }
}

/// Whether two policies mean the same: the order of members, actions and principals does not matter, nor whether a list
/// of one is written as a list, nor whether an account is written as its id or as the ARN of its root.
pub(super) fn same(one: &str, other: &Value, scope: &Scope) -> bool {
    serde_json::from_str::<Value>(one).is_ok_and(|one| normal(&one, scope) == normal(other, scope))
}

fn normal(policy: &Value, scope: &Scope) -> Value {
    let Value::Object(policy) = policy else { return policy.clone() };
    let statements = match policy.get("Statement") {
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let mut statements: Vec<_> = statements.iter().map(|statement| normal_statement(statement, partition(&scope.region))).collect();
    statements.sort_by_key(sorted_text);
    let mut policy = policy.clone();
    policy.insert("Statement".into(), Value::Array(statements));
    Value::Object(policy)
}

fn normal_statement(statement: &Value, partition: &str) -> Value {
    let Value::Object(members) = statement else { return statement.clone() };
    let mut normal = Map::new();
    for (member, value) in members {
        let value = match (member.as_str(), value) {
            ("Action" | "NotAction" | "Resource" | "NotResource", value) => listed(value, str::to_owned),
            ("Principal" | "NotPrincipal", Value::String(everybody)) => json!({"AWS": [everybody]}),
            ("Principal" | "NotPrincipal", Value::Object(kinds)) => Value::Object(
                kinds
                    .iter()
                    .map(|(kind, value)| {
                        let account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
                        let arn = |text: &str| if account(text) { principal_arn(text, partition) } else { text.to_owned() };
                        (kind.clone(), listed(value, arn))
                    })
                    .collect(),
            ),
            (_, value) => value.clone(),
        };
        normal.insert(member.clone(), value);
    }
    Value::Object(normal)
}

fn listed(value: &Value, as_it_is: impl Fn(&str) -> String) -> Value {
    let mut all: Vec<String> = match value {
        Value::String(one) => vec![as_it_is(one)],
        Value::Array(many) if many.iter().all(Value::is_string) => many.iter().filter_map(Value::as_str).map(as_it_is).collect(),
        other => return other.clone(),
    };
    all.sort_unstable();
    all.dedup();
    json!(all)
}

/// The value as text with its members sorted, to sort by.
fn sorted_text(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        Scope::new("111122223333", "eu-west-1")
    }

    #[test]
    fn grants_become_a_policy() {
        let grants: RepositoryAccess = serde_json::from_value(json!({
            "type": "grants", "pull_accounts": ["444455556666"], "push_principals": ["arn:aws:iam::111122223333:role/ci"],
        }))
        .unwrap();
        grants.check().unwrap();
        let policy = grants.document(&scope());
        assert_eq!(policy["Statement"][0]["Principal"]["AWS"], json!(["arn:aws:iam::444455556666:root"]));
        assert_eq!(policy["Statement"][1]["Action"].as_array().unwrap().len(), 7);
        assert!(serde_json::from_value::<RepositoryAccess>(json!({"type": "grants", "pull": []})).is_err());
    }

    #[test]
    fn policies_are_compared_by_meaning() {
        let grants = RepositoryAccess::Grants { pull_accounts: vec!["444455556666".into()], push_principals: vec![] };
        let written = json!({
            "Statement": {"Action": ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:BatchCheckLayerAvailability"],
                "Principal": {"AWS": "444455556666"}, "Effect": "Allow", "Sid": "Pull"},
            "Version": "2012-10-17",
        });
        assert!(same(&serde_json::to_string_pretty(&written).unwrap(), &grants.document(&scope()), &scope()));
        let other = RepositoryAccess::Grants { pull_accounts: vec!["444455556667".into()], push_principals: vec![] };
        assert!(!same(&written.to_string(), &other.document(&scope()), &scope()));
        assert!(!same("no policy", &written, &scope()));
    }

    #[test]
    fn conditions_are_not_lost() {
        let with = |organisation: &str| {
            json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage",
                "Condition": {"StringEquals": {"aws:PrincipalOrgID": organisation}}}]})
        };
        assert!(!same(&with("o-1").to_string(), &with("o-2"), &scope()));
        assert!(same(&with("o-1").to_string(), &with("o-1"), &scope()));
    }

    #[test]
    fn a_grant_to_everybody_or_nobody_is_refused() {
        let push = |principal: &str| RepositoryAccess::Grants { pull_accounts: vec![], push_principals: vec![principal.into()] };
        assert!(push("*").check().is_err());
        assert!(push("ci").check().is_err());
        assert!(RepositoryAccess::Grants { pull_accounts: vec![], push_principals: vec![] }.check().is_err());
        assert!(RepositoryAccess::Document { policy: json!({}) }.check().is_err());
    }
}
