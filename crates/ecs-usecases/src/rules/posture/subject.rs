//! What is known of one resource of each kind. A member that is absent was not read, or is not there where its text says so.

use crate::model::{
    application_autoscaling::{ScalableTarget, ScalingPolicy},
    ecr::{RegistryScanningConfiguration, ReplicationConfiguration, Repository},
    ecs::{Cluster, RegisterTaskDefinition, Service, Setting},
    elbv2::{Listener, LoadBalancer, LoadBalancerAttribute, TargetGroup, TargetGroupAttribute},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kinds of resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ResourceKind {
    TaskDefinition,
    Service,
    Cluster,
    CapacityProvider,
    Repository,
    Registry,
    LoadBalancer,
    Listener,
    TargetGroup,
    Account,
}

/// A service with what stands around it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceFacts {
    /// The service, with its tags.
    pub service: Service,
    /// What it runs. Absent if it was not read.
    pub task_definition: Option<RegisterTaskDefinition>,
    /// The target groups that it registers its tasks in. Absent if they were not read.
    pub target_groups: Option<Vec<TargetGroupFacts>>,
    /// Its scalable targets in Application Auto Scaling. Absent if they were not read, empty if there are none.
    pub scalable_targets: Option<Vec<ScalableTarget>>,
    /// Their policies. Absent if they were not read, empty if there are none.
    pub scaling_policies: Option<Vec<ScalingPolicy>>,
}

/// A cluster.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct ClusterFacts {
    /// The cluster, with its settings, configuration and tags.
    pub cluster: Cluster,
}

/// A private repository.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct RepositoryFacts {
    /// The repository.
    pub repository: Repository,
    /// Its lifecycle policy: absent if it was not read, null if there is none.
    #[serde(deserialize_with = "given")]
    pub lifecycle_policy_text: Option<Option<String>>,
    /// Its policy: absent if it was not read, null if there is none.
    #[serde(deserialize_with = "given")]
    pub policy_text: Option<Option<String>>,
    /// How the registry scans. Absent if it was not read.
    pub scanning: Option<RegistryScanningConfiguration>,
    /// How the registry replicates. Absent if it was not read.
    pub replication: Option<ReplicationConfiguration>,
}

/// A private registry: that of an account in a Region.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct RegistryFacts {
    /// How it scans. Absent if it was not read.
    pub scanning: Option<RegistryScanningConfiguration>,
    /// Where it replicates to. Absent if it was not read.
    pub replication: Option<ReplicationConfiguration>,
    /// Its policy: absent if it was not read, null if there is none.
    #[serde(deserialize_with = "given")]
    pub policy_text: Option<Option<String>>,
}

/// A load balancer.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct LoadBalancerFacts {
    /// The load balancer.
    pub load_balancer: LoadBalancer,
    /// Its attributes. Absent if they were not read.
    pub attributes: Option<Vec<LoadBalancerAttribute>>,
    /// Its listeners. Absent if they were not read.
    pub listeners: Option<Vec<Listener>>,
}

/// A listener.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct ListenerFacts {
    /// The listener.
    pub listener: Listener,
    /// Its load balancer. Absent if it was not read.
    pub load_balancer: Option<LoadBalancer>,
}

/// A target group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct TargetGroupFacts {
    /// The target group.
    pub target_group: TargetGroup,
    /// Its attributes. Absent if they were not read.
    pub attributes: Option<Vec<TargetGroupAttribute>>,
}

/// The account, in a Region.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct AccountFacts {
    /// The settings of Amazon ECS that hold for the caller. Absent if they were not read.
    pub settings: Option<Vec<Setting>>,
}

/// A member that is there, though it may be null.
#[allow(clippy::option_option)]
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}
