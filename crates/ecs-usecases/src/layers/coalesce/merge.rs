//! Which reads can be asked together, and what of the common answer belongs to whom.

use crate::{
    model::ecs::{
        DescribeServiceDeployments, DescribeServiceDeploymentsResponse, DescribeServices, DescribeServicesResponse, DescribeTasks,
        DescribeTasksResponse, Failure,
    },
    operations::{AnyOperation, Effect, Reply, ecs},
};

/// A read that can wait for others.
pub(super) struct Read {
    /// Only reads of the same key are asked together.
    pub(super) key: String,
    /// The names or ARNs that it asks about; empty if it can't be merged with one about others.
    pub(super) names: Vec<String>,
    /// Names that one call takes.
    pub(super) most: usize,
}

impl Read {
    /// This operation as such a read. `None` for what is not one: writes, and reads of which each has to be made: requests over
    /// HTTP, and configurations that are handed out against a token.
    pub(super) fn of(operation: &AnyOperation) -> Option<Self> {
        let info = operation.info();
        if info.effect != Effect::Read || matches!(operation, AnyOperation::Http(_) | AnyOperation::AppConfigData(_)) {
            return None;
        }
        let mergeable = match operation {
            AnyOperation::Ecs(ecs::Request::DescribeServices(read)) => {
                Some((format!("{:?} {:?} {:?}", read.cluster, read.include, read.extra), &read.services, 10))
            }
            AnyOperation::Ecs(ecs::Request::DescribeTasks(read)) => {
                Some((format!("{:?} {:?} {:?}", read.cluster, read.include, read.extra), &read.tasks, 100))
            }
            AnyOperation::Ecs(ecs::Request::DescribeServiceDeployments(read)) => {
                Some((format!("{:?}", read.extra), &read.service_deployment_arns, 20))
            }
            _ => None,
        };
        Some(match mergeable.filter(|(_, names, most)| !names.is_empty() && names.len() <= *most) {
            Some((rest, names, most)) => Self { key: format!("{} {rest}", info.name), names: names.clone(), most },
            None => Self { key: format!("{}:{} {}", info.service, info.name, operation.to_json()), names: Vec::new(), most: 0 },
        })
    }
}

/// The same read about these names.
pub(super) fn about(operation: &AnyOperation, names: Vec<String>) -> AnyOperation {
    match operation {
        AnyOperation::Ecs(ecs::Request::DescribeServices(read)) => DescribeServices { services: names, ..(**read).clone() }.into(),
        AnyOperation::Ecs(ecs::Request::DescribeTasks(read)) => DescribeTasks { tasks: names, ..(**read).clone() }.into(),
        AnyOperation::Ecs(ecs::Request::DescribeServiceDeployments(read)) => {
            DescribeServiceDeployments { service_deployment_arns: names, ..(**read).clone() }.into()
        }
        other => other.clone(),
    }
}

/// The part of a common answer that is about these names, in their order.
pub(super) fn part(reply: &Reply, names: &[String]) -> Reply {
    let Reply::Ecs(reply) = reply else { return reply.clone() };
    Reply::Ecs(match reply {
        ecs::Response::DescribeServices(all) => {
            let is = |service: &crate::model::ecs::Service, name: &str| {
                service.service_arn.as_deref() == Some(name) || service.service_name.as_deref() == Some(last(name))
            };
            let services = pick(&all.services, names, is);
            ecs::Response::DescribeServices(Box::new(DescribeServicesResponse {
                services,
                failures: failures(&all.failures, names),
                extra: all.extra.clone(),
            }))
        }
        ecs::Response::DescribeTasks(all) => {
            let is = |task: &crate::model::ecs::Task, name: &str| task.task_arn.as_deref().map(last) == Some(last(name));
            let tasks = pick(&all.tasks, names, is);
            ecs::Response::DescribeTasks(Box::new(DescribeTasksResponse {
                tasks,
                failures: failures(&all.failures, names),
                extra: all.extra.clone(),
            }))
        }
        ecs::Response::DescribeServiceDeployments(all) => {
            let is =
                |deployment: &crate::model::ecs::ServiceDeployment, name: &str| deployment.service_deployment_arn.as_deref() == Some(name);
            ecs::Response::DescribeServiceDeployments(Box::new(DescribeServiceDeploymentsResponse {
                service_deployments: pick(&all.service_deployments, names, is),
                failures: failures(&all.failures, names),
                extra: all.extra.clone(),
            }))
        }
        other => other.clone(),
    })
}

fn pick<T: Clone>(all: &[T], names: &[String], is: impl Fn(&T, &str) -> bool) -> Vec<T> {
    names.iter().filter_map(|name| all.iter().find(|one| is(one, name)).cloned()).collect()
}

/// A failure names what it is about by its ARN, whatever it was asked by. One that names nothing could be anybody's.
fn failures(all: &[Failure], names: &[String]) -> Vec<Failure> {
    let is_ours = |failure: &&Failure| failure.arn.as_deref().is_none_or(|arn| names.iter().any(|name| last(name) == last(arn)));
    all.iter().filter(is_ours).cloned().collect()
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
