//! Which network the tasks of a service are in, and who reaches them.

use super::{
    super::{
        About, Checked, Level, PostureRule,
        source::{cfn_lint, checkov, control_tower, prowler, security_hub},
        subject::ServiceFacts,
    },
    TASK_DEFINITION, vpc,
};
use crate::{
    model::{
        ecs::{AssignPublicIp, NetworkMode},
        elbv2::TargetGroup,
    },
    rules::{
        Pillar,
        task_definition::facts::{container, list, network_mode},
    },
};

const PUBLIC: &str = "Amazon ECS Developer Guide, best practices for connecting Amazon ECS to the internet";

pub(super) static RULES: [PostureRule<ServiceFacts>; 4] = [
    PostureRule {
        about: About {
            id: "ECS-SERVICE-PUBLIC-IP",
            title: "Tasks of the service have no public IP addresses.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set assignPublicIp to DISABLED, and give the subnets a NAT gateway or VPC endpoints",
            documentation: PUBLIC,
            sources: &[
                security_hub("ECS.2", Level::High),
                control_tower("CT.ECS.PR.9"),
                checkov("CKV_AWS_333"),
                prowler("ecs_service_no_assign_public_ip", Level::High),
            ],
        },
        examples: include_str!("../examples/ECS-SERVICE-PUBLIC-IP.json"),
        check: public_ip,
    },
    PostureRule {
        about: About {
            id: "ECS-TASK-SET-PUBLIC-IP",
            title: "Tasks of task sets have no public IP addresses.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set assignPublicIp of the task set to DISABLED",
            documentation: PUBLIC,
            sources: &[security_hub("ECS.16", Level::High), prowler("ecs_task_set_no_assign_public_ip", Level::High)],
        },
        examples: include_str!("../examples/ECS-TASK-SET-PUBLIC-IP.json"),
        check: task_set_public_ip,
    },
    PostureRule {
        about: About {
            id: "ECS-SERVICE-NETWORK",
            title: "A service whose tasks have network interfaces of their own says in which subnets.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Add networkConfiguration.awsvpcConfiguration with subnets and security groups",
            documentation: "Amazon ECS API Reference, CreateService networkConfiguration",
            sources: &[cfn_lint("E3052")],
        },
        examples: include_str!("../examples/ECS-SERVICE-NETWORK.json"),
        check: network,
    },
    PostureRule {
        about: About {
            id: "ECS-SERVICE-DYNAMIC-PORT",
            title: "Where host ports are dynamic, the load balancer checks the port that it sends traffic to.",
            pillar: Pillar::Reliability,
            level: Level::Invalid,
            remedy: "Set HealthCheckPort of the target group to traffic-port",
            documentation: "Amazon ECS API Reference, PortMapping hostPort",
            sources: &[cfn_lint("E3049")],
        },
        examples: include_str!("../examples/ECS-SERVICE-DYNAMIC-PORT.json"),
        check: dynamic_port,
    },
];

fn public_ip(facts: &ServiceFacts, checked: &mut Checked) {
    if vpc(&facts.service).is_some_and(|vpc| vpc.assign_public_ip == Some(AssignPublicIp::Enabled)) {
        let path = "networkConfiguration.awsvpcConfiguration.assignPublicIp";
        checked.fail(path, "each task has a public IP address: its security groups alone keep the internet out");
    }
}

fn task_set_public_ip(facts: &ServiceFacts, checked: &mut Checked) {
    if facts.service.task_sets.is_empty() {
        return checked.not_applicable();
    }
    for (at, set) in facts.service.task_sets.iter().enumerate() {
        let vpc = set.network_configuration.as_ref().and_then(|network| network.awsvpc_configuration.as_ref());
        if vpc.is_some_and(|vpc| vpc.assign_public_ip == Some(AssignPublicIp::Enabled)) {
            let path = format!("taskSets[{at}].networkConfiguration.awsvpcConfiguration.assignPublicIp");
            checked.fail(path, "each task of the task set has a public IP address");
        }
    }
}

fn network(facts: &ServiceFacts, checked: &mut Checked) {
    let Some(definition) = &facts.task_definition else { return checked.unknown(TASK_DEFINITION) };
    if network_mode(definition) != NetworkMode::Awsvpc {
        return checked.not_applicable();
    }
    // The task sets of an external controller have their own.
    if facts.service.network_configuration.is_none() && facts.service.task_sets.is_empty() {
        checked.fail("networkConfiguration", "the network mode of the task definition is awsvpc, and there is no network configuration");
    }
}

fn dynamic_port(facts: &ServiceFacts, checked: &mut Checked) {
    if facts.service.load_balancers.is_empty() {
        return checked.not_applicable();
    }
    let Some(definition) = &facts.task_definition else { return checked.unknown(TASK_DEFINITION) };
    let Some(groups) = &facts.target_groups else { return checked.unknown("the target groups were not read") };
    for (at, load_balancer) in facts.service.load_balancers.iter().enumerate() {
        let container = load_balancer.container_name.as_deref().and_then(|name| container(definition, name));
        let mappings = container.map_or(&[][..], |container| list(container.port_mappings.as_ref()));
        let mapping = mappings.iter().find(|mapping| mapping.container_port == load_balancer.container_port);
        let is_bridge = network_mode(definition) == NetworkMode::Bridge;
        let is_dynamic = is_bridge && mapping.is_some_and(|mapping| mapping.host_port.unwrap_or(0) == 0);
        let group = groups.iter().map(|facts| &facts.target_group).find(|group| group.target_group_arn == load_balancer.target_group_arn);
        if let (true, Some(TargetGroup { health_check_port: Some(port), .. })) = (is_dynamic, group)
            && port != "traffic-port"
        {
            let message = format!("the host port is another for each task, and the target group checks port {port}");
            checked.fail(format!("loadBalancers[{at}]"), message);
        }
    }
}
