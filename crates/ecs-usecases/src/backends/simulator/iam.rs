//! Simulated Identity and Access Management: roles, and what they may do, as scenarios script them.
//!
//! It is global: what the scenarios of all Regions of an account say holds in each of them.

use super::{Scenario, scenario::RoleScript, world::aws_error};
use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    model::{
        iam::{
            EvaluationResult, GetRole, GetRoleResponse, PolicyEvaluationDecisionType as Decision, Role, SimulatePrincipalPolicy,
            SimulatePrincipalPolicyResponse,
        },
        last_part,
    },
    operations::iam::{Request, Response},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The user that calls when a scenario names no role for it. It may do everything.
pub(crate) const USER: &str = "simulated";

/// What the scenarios say of an account.
pub(crate) struct Account<'a> {
    id: &'a str,
    scenarios: Vec<&'a Scenario>,
}

/// A role that is there.
struct Found {
    arn: String,
    script: RoleScript,
}

impl<'a> Account<'a> {
    /// The account of this id, with those of the scenarios that are about it.
    pub(crate) fn of(id: &'a str, scenarios: impl Iterator<Item = &'a Scenario>) -> Self {
        Self { id, scenarios: scenarios.filter(|scenario| scenario.account == id).collect() }
    }

    /// Its number.
    pub(crate) fn id(&self) -> &str {
        self.id
    }

    /// Who calls: the ARN, and the id of the user or role.
    pub(crate) fn caller(&self) -> (String, String) {
        match self.scenarios.iter().find_map(|scenario| scenario.caller.as_ref()) {
            Some(role) => self.assumed(role),
            None => (format!("arn:aws:iam::{}:user/{USER}", self.id), self.unique("AIDA", USER)),
        }
    }

    /// A session of a role: the ARN, and the id.
    pub(crate) fn assumed(&self, role: &str) -> (String, String) {
        self.session(role, USER).1
    }

    /// A session of a role by its name: the access key, and the ARN and the id.
    pub(crate) fn session(&self, role: &str, name: &str) -> (String, (String, String)) {
        let arn = format!("arn:aws:sts::{}:assumed-role/{role}/{name}", self.id);
        (self.unique("ASIA", role), (arn, format!("{}:{name}", self.unique("AROA", role))))
    }

    /// Whether it is said that this role is not there.
    pub(crate) fn lacks(&self, role: &str) -> bool {
        self.scenarios.iter().any(|scenario| scenario.missing_roles.iter().any(|missing| missing == role))
    }

    /// A role: scripted, or named by what a scenario has, or ECS's own.
    fn role(&self, name: &str) -> Result<Found> {
        let none = || no_entity(format!("The role with name {name} cannot be found."));
        if self.lacks(name) {
            return Err(none());
        }
        let scripted = self.scenarios.iter().flat_map(|scenario| &scenario.roles).find(|role| role.name == name);
        if let Some(script) = scripted {
            return Ok(Found { arn: format!("arn:aws:iam::{}:role/{name}", self.id), script: script.clone() });
        }
        let arn = self.named().into_iter().find(|arn| last_part(arn) == name).ok_or_else(none)?;
        let trust = ["ecs.amazonaws.com", "ecs-tasks.amazonaws.com"].map(str::to_owned).to_vec();
        Ok(Found { arn, script: RoleScript { name: name.to_owned(), trust, ..RoleScript::default() } })
    }

    /// The ARNs of the roles that the scenarios name, or that stand for what they leave out.
    fn named(&self) -> Vec<String> {
        let own = format!("arn:aws:iam::{}:role/", self.id);
        let mut arns = vec![
            format!("{own}aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
            format!("{own}ecsTaskExecutionRole"),
            format!("{own}ecsInfrastructureRole"),
        ];
        for service in self.scenarios.iter().flat_map(|scenario| &scenario.services) {
            service.task_definition.iter().for_each(|definition| collect(definition, &own, &mut arns));
            service.settings.values().for_each(|setting| collect(setting, &own, &mut arns));
        }
        arns
    }

    /// An id as IAM gives it: the same whenever the same is named.
    fn unique(&self, prefix: &str, name: &str) -> String {
        let hash = Sha256::digest(format!("{}/{prefix}/{name}", self.id));
        let letter = |byte: &u8| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::from(byte % 32)]);
        prefix.chars().chain(hash.iter().take(17).map(letter)).collect()
    }

    fn created(&self) -> Timestamp {
        self.scenarios.iter().find_map(|scenario| Timestamp::parse(&scenario.start)).unwrap_or_default()
    }
}

/// All ARNs of roles in a document.
fn collect(document: &Value, own: &str, arns: &mut Vec<String>) {
    match document {
        Value::String(text) if text.starts_with(own) => arns.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, own, arns)),
        Value::Object(members) => members.values().for_each(|member| collect(member, own, arns)),
        _ => {}
    }
}

/// Answer an operation as IAM does.
pub(crate) fn answer(account: &Account<'_>, request: &Request) -> Result<Response> {
    Ok(match request {
        Request::GetRole(request) => Response::GetRole(Box::new(get_role(account, request)?)),
        Request::SimulatePrincipalPolicy(request) => Response::SimulatePrincipalPolicy(Box::new(simulate(account, request)?)),
    })
}

fn get_role(account: &Account<'_>, request: &GetRole) -> Result<GetRoleResponse> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte);
    if request.role_name.is_empty() || request.role_name.len() > 64 || !request.role_name.bytes().all(fits) {
        return Err(aws_error(ErrorKind::InvalidRequest, "ValidationError", "roleName must have 1-64 characters of [\\w+=,.@-]"));
    }
    let Found { arn, script } = account.role(&request.role_name)?;
    let path = arn.split_once(":role").and_then(|(_, path)| path.rsplit_once('/')).map_or("", |(path, _)| path);
    let statement = json!({"Effect": "Allow", "Principal": {"Service": script.trust}, "Action": "sts:AssumeRole"});
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    let role = Role {
        path: Some(format!("{path}/")),
        role_name: Some(script.name.clone()),
        role_id: Some(account.unique("AROA", &script.name)),
        arn: Some(arn.clone()),
        create_date: Some(account.created()),
        assume_role_policy_document: Some(percent_encoded(&policy)),
        max_session_duration: Some(3600),
        ..Role::default()
    };
    Ok(GetRoleResponse { role: Some(role), ..GetRoleResponse::default() })
}

fn simulate(account: &Account<'_>, request: &SimulatePrincipalPolicy) -> Result<SimulatePrincipalPolicyResponse> {
    let source = &request.policy_source_arn;
    let resource = source.strip_prefix(&format!("arn:aws:iam::{}:", account.id));
    let script = match resource.and_then(|resource| resource.split_once('/')) {
        Some(("role", name)) => account.role(last_part(name))?.script,
        Some(("user", USER)) => RoleScript::default(),
        Some((kind @ ("user" | "group"), name)) => {
            return Err(no_entity(format!("The {kind} with name {} cannot be found.", last_part(name))));
        }
        _ => return Err(invalid(format!("Invalid Entity Arn: {source}, must be a user, group or role of this account"))),
    };
    if request.action_names.is_empty() {
        return Err(aws_error(ErrorKind::InvalidRequest, "ValidationError", "actionNames must have at least 1 item"));
    }
    if let Some(odd) = request
        .action_names
        .iter()
        .find(|action| action.split_once(':').is_none_or(|(service, name)| service.is_empty() || name.is_empty()))
    {
        return Err(invalid(format!("Invalid Entity Action: {odd}")));
    }
    let everything = vec!["*".to_owned()];
    let resources = request.resource_arns.as_ref().filter(|arns| !arns.is_empty()).unwrap_or(&everything);
    let each = |action: &String, resource: &String| EvaluationResult {
        eval_action_name: Some(action.clone()),
        eval_resource_name: Some(resource.clone()),
        eval_decision: Some(decide(&script, action)),
        ..EvaluationResult::default()
    };
    let all: Vec<_> = request.action_names.iter().flat_map(|action| resources.iter().map(move |resource| (action, resource))).collect();
    let most = request.max_items.unwrap_or(100);
    let size = usize::try_from(most).ok().filter(|size| (1..=1000).contains(size));
    let size = size.ok_or_else(|| aws_error(ErrorKind::InvalidRequest, "ValidationError", "maxItems must be between 1 and 1000"))?;
    let from = match request.marker.as_deref() {
        None => 0,
        Some(marker) => marker.parse().map_err(|_| invalid("Invalid Marker"))?,
    };
    let page: Vec<_> = all.iter().skip(from).take(size).map(|(action, resource)| each(action, resource)).collect();
    let next = from + page.len();
    let more = next < all.len();
    Ok(SimulatePrincipalPolicyResponse {
        evaluation_results: page,
        is_truncated: Some(more),
        marker: more.then(|| next.to_string()),
        ..SimulatePrincipalPolicyResponse::default()
    })
}

/// What is denied is not allowed, and what is not allowed is denied, too.
fn decide(script: &RoleScript, action: &str) -> Decision {
    let matches = |patterns: &[String]| patterns.iter().any(|pattern| super::glob::fits(&pattern.to_lowercase(), &action.to_lowercase()));
    if matches(&script.deny) {
        Decision::ExplicitDeny
    } else if matches(&script.allow) {
        Decision::Allowed
    } else {
        Decision::ImplicitDeny
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn no_entity(message: String) -> Error {
    aws_error(ErrorKind::NotFound, "NoSuchEntity", message)
}

fn invalid(message: impl Into<String>) -> Error {
    aws_error(ErrorKind::InvalidRequest, "InvalidInput", message)
}
