//! Roles that a task has: they exist, tasks may assume them, and the caller may pass them.

use crate::{
    error::{Error, ErrorKind, Result},
    model::{
        ecs::RegisterTaskDefinition,
        iam::{GetRole, PolicyEvaluationDecisionType, SimulatePrincipalPolicy},
        sts::GetCallerIdentity,
    },
    run::Run,
};
use std::collections::BTreeSet;

/// The service that assumes a task's roles.
const TASKS: &str = "ecs-tasks.amazonaws.com";

/// Refuse a definition with a role that is not there, that tasks may not assume, or that the caller may not pass. Roles of
/// other accounts are not looked at.
pub(crate) async fn roles_can_be_passed(run: &Run, definition: &RegisterTaskDefinition) -> Result<()> {
    let roles: BTreeSet<&str> =
        [&definition.execution_role_arn, &definition.task_role_arn].into_iter().flatten().map(String::as_str).collect();
    let own: Vec<&str> = roles.into_iter().filter(|role| is_own(run, role)).collect();
    if own.is_empty() {
        return Ok(());
    }
    match check(run, &own).await {
        Ok(wrong) if wrong.is_empty() => Ok(()),
        Ok(wrong) => Err(Error::new(ErrorKind::Refused, wrong.join("; "))
            .on("taskRoleArn, executionRoleArn")
            .advise("Create the role, let ecs-tasks.amazonaws.com assume it, and allow iam:PassRole of it to the caller.")),
        // Those who deploy need not be allowed to read roles.
        Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported) => {
            tracing::debug!(%error, "the task's roles could not be checked");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// `arn:aws:iam::ACCOUNT:role/NAME`, or a name of the own account.
fn is_own(run: &Run, role: &str) -> bool {
    let account = role.split(':').nth(4);
    account.is_none_or(|account| account == run.cloud().scope().account)
}

async fn check(run: &Run, roles: &[&str]) -> Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut arns = Vec::new();
    for role in roles {
        let name = role.rsplit('/').next().unwrap_or(role).to_owned();
        match run.send(GetRole { role_name: name, ..Default::default() }).await {
            Ok(found) => {
                let found = found.role.unwrap_or_default();
                // The document is URL-encoded JSON; the name of a service is the same in both.
                if found.assume_role_policy_document.is_some_and(|policy| !policy.contains(TASKS)) {
                    wrong.push(format!("{TASKS} may not assume role {role}"));
                }
                arns.extend(found.arn);
            }
            Err(error) if error.kind() == ErrorKind::NotFound => wrong.push(format!("there is no role {role}")),
            Err(error) => return Err(error),
        }
    }
    let caller = run.send(GetCallerIdentity::default()).await?.arn.unwrap_or_default();
    let Some(principal) = principal(&caller).filter(|_| !arns.is_empty()) else { return Ok(wrong) };
    let simulate = SimulatePrincipalPolicy {
        policy_source_arn: principal,
        action_names: vec!["iam:PassRole".into()],
        resource_arns: Some(arns.clone()),
        ..Default::default()
    };
    match run.send(simulate).await {
        Ok(found) => wrong.extend(found.evaluation_results.into_iter().filter_map(|result| {
            let allowed = result.eval_decision == Some(PolicyEvaluationDecisionType::Allowed);
            (!allowed).then(|| format!("{caller} may not pass {}", result.eval_resource_name.unwrap_or_else(|| arns.join(", "))))
        })),
        // What was found until then counts.
        Err(error) if matches!(error.kind(), ErrorKind::AccessDenied | ErrorKind::Unsupported | ErrorKind::NotFound) => {}
        Err(error) => return Err(error),
    }
    Ok(wrong)
}

/// The user or role whose policies count; nothing for the root user, who may do everything.
fn principal(caller: &str) -> Option<String> {
    let (start, name) = caller.split_once(":assumed-role/").or_else(|| caller.split_once(":user/"))?;
    if caller.contains(":user/") {
        return Some(caller.to_owned());
    }
    let role = name.split('/').next()?;
    Some(format!("{}:role/{role}", start.replacen(":sts:", ":iam:", 1)))
}

#[cfg(test)]
mod tests {
    use super::principal;

    #[test]
    fn the_principal_is_the_role_behind_a_session() {
        let session = "arn:aws:sts::111122223333:assumed-role/deployer/ci";
        assert_eq!(principal(session).as_deref(), Some("arn:aws:iam::111122223333:role/deployer"));
        assert_eq!(principal("arn:aws:iam::111122223333:user/ann").as_deref(), Some("arn:aws:iam::111122223333:user/ann"));
        assert_eq!(principal("arn:aws:iam::111122223333:root"), None);
    }
}
