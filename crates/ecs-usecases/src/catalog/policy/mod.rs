//! The least IAM policy that a use case needs, from the calls that it makes.
//!
//! Which resources an action can be narrowed to is AWS's to say; [`resources`] has it. What only the account's owner knows is a
//! placeholder: `${Partition}`, `${Region}`, `${Account}`, `${Cluster}`, `${Service}` and so on.

mod resources;

use super::calls::PASS_ROLE;
use crate::steps::strategy::SECOND_SERVICE;
use resources::{CLUSTER, ROWS, Row, SERVICE_PLACEHOLDER};
use serde_json::{Value, json};

/// Services that roles are passed to, with the name of the statement and the placeholder of the roles.
const PASSED_TO: [(&str, &str, &str); 2] =
    [("ecs-tasks.amazonaws.com", "PassRolesToTasks", "${TaskRole}"), ("ecs.amazonaws.com", "PassRolesToEcs", "${EcsInfrastructureRole}")];

/// An IAM policy that allows these actions, a statement for all that can be narrowed alike; roles can be passed to these services only.
pub(super) fn of(actions: &[&str], passed_to: &[&str]) -> Option<Value> {
    let mut statements: Vec<Value> = ROWS.iter().filter_map(|row| statement(row, actions)).collect();
    for (service, sid, role) in PASSED_TO.iter().filter(|(service, ..)| passed_to.contains(service)) {
        statements.push(json!({
            "Sid": sid,
            "Effect": "Allow",
            "Action": PASS_ROLE,
            "Resource": format!("arn:${{Partition}}:iam::${{Account}}:role/{role}"),
            "Condition": { "StringEquals": { "iam:PassedToService": service } },
        }));
    }
    (!statements.is_empty()).then(|| json!({ "Version": "2012-10-17", "Statement": statements }))
}

/// What of a row these actions are; `None` if nothing.
fn statement(row: &Row, actions: &[&str]) -> Option<Value> {
    let wanted: Vec<&&str> = actions.iter().filter(|action| row.has(action)).collect();
    if wanted.is_empty() {
        return None;
    }
    let mut resources: Vec<String> = row.resources.iter().map(|&arn| arn.to_owned()).collect();
    if actions.contains(&"ecs:CreateService") {
        // A service that is there for the time of the run only has a name of its own.
        let second = |arn: &String| arn.replace(SERVICE_PLACEHOLDER, &format!("{SERVICE_PLACEHOLDER}{SECOND_SERVICE}"));
        let seconds: Vec<String> = resources.iter().filter(|arn| arn.contains(SERVICE_PLACEHOLDER)).map(second).collect();
        resources.extend(seconds);
    }
    let mut statement = json!({ "Sid": row.sid, "Effect": "Allow", "Action": wanted, "Resource": resources });
    if row.in_cluster {
        statement["Condition"] = json!({ "ArnEquals": { "ecs:cluster": CLUSTER } });
    }
    Some(statement)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{catalog, operations::AnyOperation};
    use std::collections::BTreeSet;

    /// The IAM action of an operation. AppConfig's data plane is a service of its own on the wire, and not in IAM.
    fn action(info: &crate::operations::OperationInfo) -> String {
        info.action().replace("appconfigdata:", "appconfig:")
    }

    #[test]
    fn every_operation_has_one_row_and_every_row_is_an_operation() {
        let table: BTreeSet<String> = AnyOperation::table().into_iter().filter(|info| info.service != "http").map(action).collect();
        let rows_of = |action: &str| ROWS.iter().filter(|row| row.has(action)).count();
        let wrong: Vec<_> = table.iter().filter(|action| rows_of(action) != 1).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        let unknown: Vec<_> = ROWS.iter().flat_map(Row::actions).filter(|action| !table.contains(action)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn every_action_of_the_catalog_is_allowed_once_and_nothing_else() {
        let mut policies = 0;
        for item in catalog::list() {
            let entry = catalog::get(item.id).unwrap();
            let Some(policy) = &entry.iam_policy else { continue };
            policies += 1;
            let statements = policy["Statement"].as_array().unwrap();
            let mut allowed: Vec<String> = Vec::new();
            for statement in statements {
                match &statement["Action"] {
                    Value::String(action) => allowed.push(action.clone()),
                    actions => allowed.extend(actions.as_array().unwrap().iter().map(|action| action.as_str().unwrap().to_owned())),
                }
            }
            allowed.sort();
            // It is passed to each service by a statement.
            allowed.dedup_by(|one, other| one == other && one == PASS_ROLE);
            assert_eq!(allowed, entry.actions, "{}", item.name);
            let sids: BTreeSet<&str> = statements.iter().map(|statement| statement["Sid"].as_str().unwrap()).collect();
            assert_eq!(sids.len(), statements.len(), "{}", item.name);
            assert!(sids.iter().all(|sid| sid.bytes().all(|letter| letter.is_ascii_alphanumeric())), "{sids:?}");
            // AWS's limit for a managed policy, blanks not counted.
            let length = policy.to_string().len();
            assert!(length <= 6144, "{}: {length}", item.name);
        }
        assert!(policies >= 14, "{policies}");
    }

    #[test]
    fn actions_are_narrowed_as_far_as_aws_can() {
        let policy = of(&["ecs:DescribeTaskDefinition", "ecs:ListTasks", "ecs:UpdateService"], &[]).unwrap();
        let of_action = |wanted: &str| {
            let all = policy["Statement"].as_array().unwrap();
            all.iter().find(|statement| statement["Action"].as_array().unwrap().iter().any(|action| action == wanted)).unwrap().clone()
        };
        assert_eq!(
            of_action("ecs:UpdateService")["Resource"],
            json!(["arn:${Partition}:ecs:${Region}:${Account}:service/${Cluster}/${Service}"])
        );
        assert_eq!(of_action("ecs:DescribeTaskDefinition")["Resource"], json!(["*"]));
        assert_eq!(of_action("ecs:ListTasks")["Condition"]["ArnEquals"]["ecs:cluster"], CLUSTER);
    }

    #[test]
    fn a_second_service_is_allowed_to_who_creates_it() {
        let policy = of(&["ecs:CreateService", "ecs:StopServiceDeployment"], &[]).unwrap();
        let text = policy.to_string();
        for resource in [":service/${Cluster}/${Service}-canary\"", ":service-deployment/${Cluster}/${Service}-canary/*\""] {
            assert!(text.contains(resource), "{text}");
        }
        assert!(!of(&["ecs:UpdateService"], &[]).unwrap().to_string().contains("-canary"));
    }

    #[test]
    fn roles_are_passed_to_the_named_services_only() {
        let policy = of(&["ecs:RegisterTaskDefinition", PASS_ROLE], &["ecs-tasks.amazonaws.com"]).unwrap();
        let passing: Vec<_> = policy["Statement"].as_array().unwrap().iter().filter(|statement| statement["Action"] == PASS_ROLE).collect();
        assert_eq!(passing.len(), 1);
        assert_eq!(passing[0]["Condition"]["StringEquals"]["iam:PassedToService"], "ecs-tasks.amazonaws.com");
        assert_eq!(passing[0]["Resource"], "arn:${Partition}:iam::${Account}:role/${TaskRole}");
    }
}
