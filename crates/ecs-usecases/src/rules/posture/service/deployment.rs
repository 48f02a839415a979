//! What a deployment does to a service, and who notices that it goes wrong.

use super::{
    super::{About, Checked, Level, PostureRule, source::well_architected, subject::ServiceFacts},
    controller, is_daemon,
};
use crate::{
    model::ecs::{DeploymentControllerType, DeploymentStrategy},
    rules::{Pillar, task_definition::facts::list},
};

pub(super) static RULES: [PostureRule<ServiceFacts>; 5] = [
    PostureRule {
        about: About {
            id: "ECS-CIRCUIT-BREAKER",
            title: "A deployment that does not come up is rolled back by itself.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set enable and rollback of deploymentConfiguration.deploymentCircuitBreaker",
            documentation: "Amazon ECS Developer Guide, how the Amazon ECS deployment circuit breaker detects failures",
            sources: &[well_architected("OPS06-BP04"), well_architected("REL08-BP05")],
        },
        examples: include_str!("../examples/ECS-CIRCUIT-BREAKER.json"),
        check: circuit_breaker,
    },
    PostureRule {
        about: About {
            id: "ECS-DEPLOYMENT-ALARMS",
            title: "A deployment that harms users is rolled back by alarms.",
            pillar: Pillar::OperationalExcellence,
            level: Level::Low,
            remedy: "Name alarms on errors and latency in deploymentConfiguration.alarms, and set its enable and rollback",
            documentation: "Amazon ECS Developer Guide, how CloudWatch alarms detect Amazon ECS deployment failures",
            sources: &[well_architected("OPS06-BP04")],
        },
        examples: include_str!("../examples/ECS-DEPLOYMENT-ALARMS.json"),
        check: alarms,
    },
    PostureRule {
        about: About {
            id: "ECS-MINIMUM-HEALTHY",
            title: "A rolling deployment leaves at least two thirds of the tasks running.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set minimumHealthyPercent to 100, and maximumPercent to 200",
            documentation: "Amazon Builders' Library, automating safe, hands-off deployments",
            sources: &[well_architected("OPS06-BP03")],
        },
        examples: include_str!("../examples/ECS-MINIMUM-HEALTHY.json"),
        check: minimum_healthy,
    },
    PostureRule {
        about: About {
            id: "ECS-GRACE-PERIOD",
            title: "A task behind a load balancer has time to start before its health counts.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Set healthCheckGracePeriodSeconds to what the slowest start takes",
            documentation: "Amazon ECS API Reference, CreateService healthCheckGracePeriodSeconds",
            sources: &[well_architected("REL11-BP03")],
        },
        examples: include_str!("../examples/ECS-GRACE-PERIOD.json"),
        check: grace_period,
    },
    PostureRule {
        about: About {
            id: "ECS-DEPLOYMENT-CONTROLLER",
            title: "Amazon ECS itself deploys the service.",
            pillar: Pillar::OperationalExcellence,
            level: Level::Low,
            remedy: "Move to the ECS controller, which shifts traffic at once, linearly or as a canary as well",
            documentation: "Amazon ECS Developer Guide, migrate CodeDeploy blue/green deployments to Amazon ECS blue/green deployments",
            sources: &[well_architected("OPS06-BP03")],
        },
        examples: include_str!("../examples/ECS-DEPLOYMENT-CONTROLLER.json"),
        check: deployed_by,
    },
];

fn circuit_breaker(facts: &ServiceFacts, checked: &mut Checked) {
    if controller(&facts.service) != DeploymentControllerType::Ecs {
        return checked.not_applicable();
    }
    let path = "deploymentConfiguration.deploymentCircuitBreaker";
    let breaker = facts.service.deployment_configuration.as_ref().and_then(|deployment| deployment.deployment_circuit_breaker.as_ref());
    let (is_on, goes_back) = breaker.map_or((false, false), |on| (on.enable == Some(true), on.rollback == Some(true)));
    if !is_on {
        checked.fail(path, "the circuit breaker is off: a deployment whose tasks do not start goes on starting them");
    } else if !goes_back {
        checked.fail(format!("{path}.rollback"), "the circuit breaker stops a deployment and does not roll it back");
    }
}

fn alarms(facts: &ServiceFacts, checked: &mut Checked) {
    if controller(&facts.service) != DeploymentControllerType::Ecs {
        return checked.not_applicable();
    }
    let alarms = facts.service.deployment_configuration.as_ref().and_then(|deployment| deployment.alarms.as_ref());
    let path = "deploymentConfiguration.alarms";
    match alarms {
        Some(alarms) if alarms.enable == Some(true) && !list(alarms.alarm_names.as_ref()).is_empty() => {
            if alarms.rollback != Some(true) {
                checked.fail(format!("{path}.rollback"), "alarms fail a deployment and do not roll it back");
            }
        }
        _ => checked.fail(path, "no alarm watches deployments: tasks that run and answer with errors count as a success"),
    }
}

fn minimum_healthy(facts: &ServiceFacts, checked: &mut Checked) {
    let service = &facts.service;
    let deployment = service.deployment_configuration.clone().unwrap_or_default();
    let desired = service.desired_count.unwrap_or(0);
    let shifts = !matches!(deployment.strategy, None | Some(DeploymentStrategy::Rolling));
    if is_daemon(service) || desired == 0 || shifts || controller(service) != DeploymentControllerType::Ecs {
        return checked.not_applicable();
    }
    let percent = deployment.minimum_healthy_percent.unwrap_or(100);
    // Amazon ECS rounds up.
    let kept = (i64::from(desired) * i64::from(percent) + 99) / 100;
    if kept * 3 < i64::from(desired) * 2 {
        let message = format!("the minimum is {percent} percent: a deployment may leave {kept} of {desired} tasks running");
        checked.fail("deploymentConfiguration.minimumHealthyPercent", message);
    }
}

fn grace_period(facts: &ServiceFacts, checked: &mut Checked) {
    if facts.service.load_balancers.is_empty() {
        return checked.not_applicable();
    }
    let containers = facts.task_definition.iter().flat_map(|definition| &definition.container_definitions);
    let slowest = containers.filter_map(|container| container.health_check.as_ref()?.start_period).max().unwrap_or(0);
    let grace = facts.service.health_check_grace_period_seconds.unwrap_or(0);
    if grace == 0 {
        let message = "the grace period is 0 seconds: a task that is slow to start is killed before it serves";
        checked.fail("healthCheckGracePeriodSeconds", message);
    } else if grace < slowest {
        let message = format!("the grace period is {grace} seconds, and a container has {slowest} seconds to start");
        checked.fail("healthCheckGracePeriodSeconds", message);
    }
}

fn deployed_by(facts: &ServiceFacts, checked: &mut Checked) {
    let controller = controller(&facts.service);
    if controller != DeploymentControllerType::Ecs {
        let message = format!("the controller is {controller}: circuit breaker, alarms and Service Connect of Amazon ECS do not help it");
        checked.fail("deploymentController.type", message);
    }
}
