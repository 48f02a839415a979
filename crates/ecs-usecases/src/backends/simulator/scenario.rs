//! A world to start from, as data: readable in a test, and the same in every language.

mod access;
mod balancing;
mod flags;
mod outages;
mod places;

pub use access::RoleScript;
pub use balancing::{ListenerScript, LoadBalancerScript, RuleScript, TargetGroupScript};
pub use flags::{ApplicationScript, EnvironmentScript, FlagSetScript};
pub use outages::{Outage, OutageScript};
pub use places::Happening;

use super::behaviour::ImageBehaviour;
use crate::{
    error::{self, Error},
    layers::Fault,
    span::Span,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};

/// Everything that is there when a simulation starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// Two simulations with the same seed do the same, to the millisecond.
    pub seed: u64,
    /// Account id.
    pub account: String,
    /// Region.
    pub region: String,
    /// When it starts (RFC 3339).
    pub start: String,
    /// Whether calls are throttled as AWS documents.
    pub throttling: bool,
    /// For this long after a change, reads may still show what was before.
    pub consistency_delay: Span,
    /// How images are replicated to other accounts and Regions, if `ecr:PutReplicationConfiguration` says that they are.
    pub replication: ReplicationScript,
    /// ECS clusters.
    pub clusters: Vec<ClusterScript>,
    /// ECR repositories with their images.
    pub repositories: Vec<RepositoryScript>,
    /// Target groups.
    pub target_groups: Vec<TargetGroupScript>,
    /// Load balancers with their listeners and rules.
    pub load_balancers: Vec<LoadBalancerScript>,
    /// Services. They run and are steady when the simulation starts.
    pub services: Vec<ServiceScript>,
    /// Secrets and parameters that are there, as `valueFrom` names them, besides those that the services' tasks name.
    pub secrets: Vec<String>,
    /// CloudWatch alarms.
    pub alarms: Vec<AlarmScript>,
    /// AppConfig applications with their feature flags.
    pub applications: Vec<ApplicationScript>,
    /// What Lambda lifecycle hooks answer, by ARN of the function: `FAILED`, or anything else for success.
    pub hooks: BTreeMap<String, String>,
    /// Roles of IAM, which hold in all Regions of the account. A role that a service or its task definition names is there without
    /// being listed, unless it is missing.
    pub roles: Vec<RoleScript>,
    /// Names of roles that are not there, whoever names them.
    pub missing_roles: Vec<String>,
    /// Name of the role by which calls are made, as IAM and STS tell it. When absent they are made by a user who may do everything.
    pub caller: Option<String>,
    /// Quotas that are not AWS's defaults, by code such as `L-3032A538` (vCPUs on Fargate). Fargate's are held to.
    pub quotas: BTreeMap<String, f64>,
    /// Calls that fail.
    pub faults: Vec<Fault>,
    /// What others do meanwhile.
    pub happenings: Vec<Happening>,
    /// What AWS takes away from tasks meanwhile: an Availability Zone, the capacity of Fargate Spot.
    pub outages: Vec<OutageScript>,
    /// Other accounts and Regions, each a scenario with an account and Region of its own, and nothing elsewhere. They start when
    /// this one does, whatever their `start` is.
    pub elsewhere: Vec<Scenario>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            seed: 1,
            account: "111122223333".into(),
            region: "eu-west-1".into(),
            start: "2026-01-01T00:00:00Z".into(),
            throttling: true,
            consistency_delay: Span::from_millis(0),
            replication: ReplicationScript::default(),
            clusters: Vec::new(),
            repositories: Vec::new(),
            target_groups: Vec::new(),
            load_balancers: Vec::new(),
            services: Vec::new(),
            secrets: Vec::new(),
            alarms: Vec::new(),
            applications: Vec::new(),
            hooks: BTreeMap::new(),
            roles: Vec::new(),
            missing_roles: Vec::new(),
            caller: None,
            quotas: BTreeMap::new(),
            faults: Vec::new(),
            happenings: Vec::new(),
            outages: Vec::new(),
            elsewhere: Vec::new(),
        }
    }
}

/// A scenario as a JSON file has it.
///
/// ```
/// let world: ecs_usecases::simulator::Scenario = r#"{ "clusters": [{ "name": "main" }] }"#.parse()?;
/// assert_eq!(world.clusters[0].name, "main");
/// # Ok::<_, ecs_usecases::Error>(())
/// ```
impl FromStr for Scenario {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut form = serde_json::Deserializer::from_str(text);
        let scenario = error::read(&mut form, "scenario")?;
        form.end().map_err(|error| Error::invalid("scenario", error.to_string()))?;
        Ok(scenario)
    }
}

/// An ECS cluster.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ClusterScript {
    /// Name.
    pub name: String,
    /// EC2 capacity. Fargate is always there.
    pub instances: Vec<InstanceScript>,
}

/// Container instances of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InstanceScript {
    /// How many.
    pub count: u32,
    /// CPU units of each.
    pub cpu: i32,
    /// Memory of each, in MiB.
    pub memory: i32,
    /// CPU architecture: `X86_64` or `ARM64`.
    pub architecture: String,
}

impl Default for InstanceScript {
    fn default() -> Self {
        Self { count: 1, cpu: 4096, memory: 15_768, architecture: "X86_64".into() }
    }
}

/// An ECR repository.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RepositoryScript {
    /// Name, such as `team/service`.
    pub name: String,
    /// Whether tags can be moved; they can unless this is set.
    pub immutable_tags: bool,
    /// Whether images are scanned when they are pushed.
    pub scan_on_push: bool,
    /// Images, the oldest first.
    pub images: Vec<ImageScript>,
}

/// An image in a repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImageScript {
    /// Tags; an image may have none.
    pub tags: Vec<String>,
    /// Digest; made from the repository's name and the tags when absent.
    pub digest: Option<String>,
    /// CPU architectures. More than one makes an image index.
    pub architectures: Vec<String>,
    /// Compressed size in MiB; it sets how long a pull takes.
    pub size_mib: u32,
    /// It was pushed this long before the start.
    pub age: Span,
    /// What it does when it runs.
    pub behaviour: ImageBehaviour,
    /// What a scan says, if it was scanned: number of findings by severity (`CRITICAL`, `HIGH`, ...).
    pub findings: Option<BTreeMap<String, u32>>,
}

impl Default for ImageScript {
    fn default() -> Self {
        Self {
            tags: Vec::new(),
            digest: None,
            architectures: vec!["X86_64".into()],
            size_mib: 100,
            age: Span::from_secs(3600),
            behaviour: ImageBehaviour::default(),
            findings: Some(BTreeMap::new()),
        }
    }
}

/// How images are replicated from this account and Region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReplicationScript {
    /// How long it takes from a push until the image is there.
    pub lag: Span,
    /// Regions that images can't be replicated to.
    pub failing: Vec<String>,
}

impl Default for ReplicationScript {
    fn default() -> Self {
        Self { lag: Span::from_secs(30), failing: Vec::new() }
    }
}

/// A service, steady when the simulation starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceScript {
    /// Name of its cluster.
    pub cluster: String,
    /// Name.
    pub name: String,
    /// Image, as `repository:tag` of the simulated registry.
    pub image: String,
    /// Task definition in AWS's form; made from `image` when absent. An image `repository:tag` in it means the simulated
    /// registry's.
    pub task_definition: Option<serde_json::Value>,
    /// Tasks wanted.
    pub desired_count: i32,
    /// `FARGATE` or `EC2`.
    pub launch_type: String,
    /// Port of the container.
    pub container_port: i32,
    /// Name of its target group, if it has one.
    pub target_group: Option<String>,
    /// Name of the second target group of a strategy that shifts traffic.
    pub alternate_target_group: Option<String>,
    /// Port of the listener that gets the test traffic of such a strategy, if there is one.
    pub test_port: Option<i32>,
    /// What `CreateService` is asked for beyond this, in AWS's form: `deploymentConfiguration`, `healthCheckGracePeriodSeconds`
    /// and so on.
    pub settings: serde_json::Map<String, serde_json::Value>,
}

impl Default for ServiceScript {
    fn default() -> Self {
        Self {
            cluster: "main".into(),
            name: String::new(),
            image: String::new(),
            task_definition: None,
            desired_count: 2,
            launch_type: "FARGATE".into(),
            container_port: 8080,
            target_group: None,
            alternate_target_group: None,
            test_port: None,
            settings: serde_json::Map::new(),
        }
    }
}

/// A CloudWatch alarm on a metric of a target group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AlarmScript {
    /// Name.
    pub name: String,
    /// Name of the target group.
    pub target_group: Option<String>,
    /// Metric, such as `HTTPCode_Target_5XX_Count` of `AWS/ApplicationELB`.
    pub metric: String,
    /// It is in ALARM when the sum over a minute is greater than this.
    pub threshold: f64,
    /// It is in ALARM from the start, whatever the metric.
    pub firing: bool,
}

impl Default for AlarmScript {
    fn default() -> Self {
        Self { name: String::new(), target_group: None, metric: "HTTPCode_Target_5XX_Count".into(), threshold: 10.0, firing: false }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_read_from_json_and_what_is_wrong_is_named() {
        let world: Scenario = r#"{ "region": "us-east-1", "services": [{ "name": "web", "image": "shop/web:1" }] }"#.parse().unwrap();
        assert_eq!((world.region.as_str(), world.services[0].desired_count), ("us-east-1", ServiceScript::default().desired_count));
        let why = |text: &str| text.parse::<Scenario>().unwrap_err().details().clone();
        assert_eq!(why(r#"{ "services": [{ "name": 7 }] }"#).resource.as_deref(), Some("services[0].name"));
        assert!(why(r#"{ "cluster": [] }"#).message.contains("unknown field `cluster`"));
        assert!(why("{} {}").message.contains("trailing"));
    }
}
