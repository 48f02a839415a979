//! The simulated world: a registry with images, a cluster, a load balancer, and a service that is steady.

use super::{
    plan::{Plan, count},
    show::Show,
};
use ecs_usecases::{
    Client, Error, ErrorKind, Result, RunOptions, Simulator, UseCase,
    backend::Scope,
    model::ecs::{
        AwsVpcConfiguration, CreateService, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentRolloutState, DescribeServices,
        LaunchType, LoadBalancer, LogDriver, NetworkConfiguration, NetworkMode, RegisterTaskDefinition,
    },
    model::logs::CreateLogGroup,
    rules::secret_sources,
    simulator::{
        ClusterScript, ImageBehaviour, ImageScript, InstanceScript, ListenerScript, LoadBalancerScript, RoleScript, RuleScript, Scenario,
        TargetGroupScript, arns,
    },
    span::Span,
    use_cases::RepositorySetup,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// Name of the cluster.
pub const CLUSTER: &str = "main";
/// Name of the service.
pub const SERVICE: &str = "web";

/// What the images that are pushed for the story do, by tag.
pub const IMAGES: [(&str, &str); 5] = [
    ("v2", "good"),
    ("v3", "crashes at its start"),
    ("v4", "answers a fifth of its requests with an error"),
    ("v5", "good"),
    ("v6", "good"),
];

/// The world, and what a deployment has to know of it.
pub struct World {
    /// What is deployed.
    pub plan: Plan,
    /// The simulated AWS.
    pub simulator: Arc<Simulator>,
    /// Runs use cases on it.
    pub client: Client,
    /// How traffic reaches the service, if it does.
    pub routing: Option<Routing>,
}

/// How traffic reaches the service.
pub struct Routing {
    /// ARN of the listener rule that forwards to the service.
    pub rule: String,
    /// ARN of the target group that the service begins with.
    pub blue: String,
    /// ARN of the other target group.
    pub green: String,
    /// ARN of the role by which ECS shifts traffic.
    pub role: String,
}

impl World {
    /// Build it: repositories by their use case, images, the service by AWS's own operations.
    pub async fn build(plan: Plan, show: &mut Show) -> Result<Self> {
        let simulator = Simulator::new(scenario(&plan))?;
        let client = simulator.client();
        show.begin(simulator.now());
        for finding in &plan.warnings {
            show.note(&finding.to_string());
        }
        for repository in plan.images.keys() {
            // By convention a repository is `team/service`; a file may have it otherwise.
            let setup = RepositorySetup { allow_any_name: !repository.contains('/'), ..RepositorySetup::named(repository) };
            run(&client, setup, show).await?;
            show.note(&format!("repository {repository} is set up in account {} in {}", plan.scope.account, plan.scope.region));
        }
        push_images(&plan, &simulator, show)?;
        let routing = plan.traffic.is_ok().then(|| routing(simulator.scope()));
        if let Err(why) = &plan.traffic {
            show.note(&format!("the service has no load balancer: {why}"));
        }
        let world = Self { plan, simulator, client, routing };
        world.create_service(show).await?;
        Ok(world)
    }

    /// The full name of the image with this tag.
    pub fn image(&self, tag: &str) -> String {
        format!("{}/{}:{}", self.plan.registry, self.plan.repository, self.plan.free_tag(tag))
    }

    /// Without its log groups no task would start.
    async fn create_log_groups(&self) -> Result<()> {
        let containers = self.plan.definition.container_definitions.iter();
        let logs = containers.filter_map(|container| container.log_configuration.as_ref());
        let awslogs = logs.filter(|log| log.log_driver == Some(LogDriver::Awslogs));
        let groups: BTreeSet<&String> = awslogs.filter_map(|log| log.options.as_ref()?.get("awslogs-group")).collect();
        for group in groups {
            self.simulator.cloud().send(CreateLogGroup { log_group_name: group.clone(), ..CreateLogGroup::default() }).await?;
        }
        Ok(())
    }

    async fn create_service(&self, show: &mut Show) -> Result<()> {
        let cloud = self.simulator.cloud();
        self.create_log_groups().await?;
        let registered = cloud.send(self.plan.definition.clone()).await?.task_definition.unwrap_or_default();
        let task_definition = registered.task_definition_arn;
        let balancer = |routing: &Routing, port: i32| LoadBalancer {
            target_group_arn: Some(routing.blue.clone()),
            container_name: Some(self.plan.container.clone()),
            container_port: Some(port),
            ..LoadBalancer::default()
        };
        let balancers = self.routing.iter().zip(self.plan.traffic.iter().copied()).map(|(routing, port)| balancer(routing, port));
        let balancers: Vec<_> = balancers.collect();
        let network = || NetworkConfiguration {
            awsvpc_configuration: Some(AwsVpcConfiguration {
                subnets: Some(vec!["subnet-a".into(), "subnet-b".into()]),
                security_groups: Some(vec!["sg-1".into()]),
                ..AwsVpcConfiguration::default()
            }),
            ..NetworkConfiguration::default()
        };
        let breaker = DeploymentCircuitBreaker { enable: Some(true), rollback: Some(true), ..DeploymentCircuitBreaker::default() };
        let create = CreateService {
            cluster: Some(CLUSTER.into()),
            service_name: SERVICE.into(),
            task_definition: task_definition.clone(),
            desired_count: Some(self.plan.desired_count),
            launch_type: Some(self.plan.launch_type.clone()),
            load_balancers: (!balancers.is_empty()).then_some(balancers),
            network_configuration: (self.plan.definition.network_mode == Some(NetworkMode::Awsvpc)).then(network),
            deployment_configuration: Some(DeploymentConfiguration {
                deployment_circuit_breaker: Some(breaker),
                ..DeploymentConfiguration::default()
            }),
            ..CreateService::default()
        };
        cloud.send(create).await?;
        self.until_steady().await?;
        show.note(&format!(
            "service {SERVICE} runs {} of {} on {}{}",
            count(self.plan.desired_count as usize, "task"),
            short(&task_definition.unwrap_or_default()),
            self.plan.launch_type.as_str(),
            if self.routing.is_some() { ", behind a load balancer with traffic" } else { "" },
        ));
        Ok(())
    }

    async fn until_steady(&self) -> Result<()> {
        let describe = DescribeServices { cluster: Some(CLUSTER.into()), services: vec![SERVICE.into()], ..DescribeServices::default() };
        let mut last = String::new();
        for _ in 0..360 {
            self.simulator.advance(Duration::from_secs(10));
            let service = self.simulator.cloud().send(describe.clone()).await?.services.into_iter().next().unwrap_or_default();
            let done = |state: &Option<DeploymentRolloutState>| *state == Some(DeploymentRolloutState::Completed);
            if service.deployments.first().is_some_and(|deployment| done(&deployment.rollout_state)) {
                return Ok(());
            }
            last = service.events.first().and_then(|event| event.message.clone()).unwrap_or_default();
        }
        Err(Error::new(ErrorKind::Timeout, format!("the new service is not steady after an hour: {last}")).on(SERVICE))
    }
}

/// The last part of a task definition's ARN: `family:revision`.
pub fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// Run a use case, and show its events as they come.
pub async fn run<U: UseCase>(client: &Client, use_case: U, show: &mut Show) -> Result<U::Outcome> {
    let (events, mut received) = tokio::sync::mpsc::unbounded_channel();
    let running = client.run_with(use_case, RunOptions { events: Some(events), ..RunOptions::default() });
    let watching = async {
        while let Some(event) = received.recv().await {
            show.event(&event);
        }
    };
    tokio::join!(running, watching).0
}

/// Secrets and parameters that the task needs to start.
fn value_sources(definition: &RegisterTaskDefinition) -> Vec<String> {
    secret_sources(definition).into_iter().map(|source| source.value_from().to_owned()).collect()
}

/// Roles that the task has.
fn roles(definition: &RegisterTaskDefinition) -> Vec<RoleScript> {
    let arns = [&definition.execution_role_arn, &definition.task_role_arn].into_iter().flatten();
    let mut names: Vec<&str> = arns.filter_map(|arn| arn.rsplit('/').next()).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| RoleScript { name: name.into(), ..RoleScript::default() }).collect()
}

fn scenario(plan: &Plan) -> Scenario {
    let group = |name: &str| TargetGroupScript {
        name: name.into(),
        health_check_interval: Span::from_secs(10),
        deregistration_delay: Span::from_secs(30),
        ..TargetGroupScript::default()
    };
    // All requests go by a rule, which the canaries shift.
    let rule = RuleScript { forward: [("blue".into(), 1)].into(), requests_per_second: 50.0, ..RuleScript::default() };
    let listener = ListenerScript { rules: vec![rule], ..ListenerScript::default() };
    let balancer = LoadBalancerScript { name: "front".into(), listeners: vec![listener], ..LoadBalancerScript::default() };
    let instances = if plan.launch_type == LaunchType::Ec2 { vec![instances(plan)] } else { Vec::new() };
    let with_traffic = plan.traffic.is_ok();
    Scenario {
        seed: plan.seed,
        account: plan.scope.account.clone(),
        region: plan.scope.region.clone(),
        clusters: vec![ClusterScript { name: CLUSTER.into(), instances }],
        target_groups: if with_traffic { vec![group("blue"), group("green")] } else { Vec::new() },
        load_balancers: if with_traffic { vec![balancer] } else { Vec::new() },
        secrets: value_sources(&plan.definition),
        roles: roles(&plan.definition),
        ..Scenario::default()
    }
}

/// Instances of which each has room for a task, whatever its size, and enough of them for two revisions beside each other.
fn instances(plan: &Plan) -> InstanceScript {
    let definition = &plan.definition;
    let sizes = |of_task: &Option<String>, of_containers: i32| {
        of_task.as_ref().and_then(|text| text.trim().parse::<i32>().ok()).unwrap_or_default().max(of_containers)
    };
    let cpu = definition.container_definitions.iter().filter_map(|container| container.cpu).sum();
    let memory = definition.container_definitions.iter().filter_map(|container| container.memory.max(container.memory_reservation)).sum();
    InstanceScript {
        count: plan.desired_count.unsigned_abs() * 4,
        cpu: sizes(&definition.cpu, cpu).max(4096),
        memory: sizes(&definition.memory, memory).max(15_768),
        architecture: plan.architecture(),
    }
}

fn push_images(plan: &Plan, simulator: &Simulator, show: &mut Show) -> Result<()> {
    let image = |tags: Vec<String>, digest: Option<&str>, behaviour: ImageBehaviour| ImageScript {
        tags,
        digest: digest.map(str::to_owned),
        architectures: vec![plan.architecture()],
        age: Span::default(),
        behaviour,
        ..ImageScript::default()
    };
    for (repository, references) in &plan.images {
        for reference in references {
            // A name without tag and digest means `latest`.
            let tag = reference.tag().or(if reference.digest().is_none() { Some("latest") } else { None });
            let script = image(tag.map(str::to_owned).into_iter().collect(), reference.digest(), ImageBehaviour::default());
            let digest = simulator.push_image(repository, &script)?;
            show.note(&format!("pushed {repository}:{}, {}", tag.unwrap_or("(no tag)"), brief(&digest)));
        }
    }
    for (tag, what) in IMAGES {
        let behaviour = match tag {
            "v3" => ImageBehaviour {
                crash_after: Some(Span::from_secs(3)),
                exit_code: 3,
                log: vec!["panic: no such file: /etc/web/web.conf".into()],
                ..ImageBehaviour::default()
            },
            "v4" => ImageBehaviour { error_rate: 20.0, ..ImageBehaviour::default() },
            _ => ImageBehaviour::default(),
        };
        let tag = plan.free_tag(tag);
        let digest = simulator.push_image(&plan.repository, &image(vec![tag.clone()], None, behaviour))?;
        show.note(&format!("pushed {}:{tag}, {}: {what}", plan.repository, brief(&digest)));
    }
    Ok(())
}

fn brief(digest: &str) -> &str {
    digest.get(..19).unwrap_or(digest)
}

fn routing(scope: &Scope) -> Routing {
    Routing {
        rule: arns::rule_arn(scope, "application", "front", 80, 1),
        blue: arns::target_group_arn(scope, "blue"),
        green: arns::target_group_arn(scope, "green"),
        role: format!("arn:aws:iam::{}:role/ecsInfrastructureRole", scope.account),
    }
}
