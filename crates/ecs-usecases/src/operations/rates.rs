//! How often AWS lets an account call in one Region: the token buckets that it documents, and which actions share one.
//!
//! - ECS: "Request throttling for the Amazon ECS API" (developer guide). A bucket is shared by the actions of a category.
//! - Elastic Load Balancing: "Request throttling for the Elastic Load Balancing API" (user guide): of `Describe*` actions.
//! - ECR and CloudWatch: their pages of service quotas, which give rates; a rate is a bucket that holds one second of it.
//!
//! An action that no figure is documented for is in no bucket.

use super::{Effect, OperationInfo};
use serde::{Deserialize, Serialize};

/// Actions that share one token bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)] // AWS's own names of the categories
pub enum Category {
    ClusterModify,
    ClusterRead,
    TaskDefinitionModify,
    TaskDefinitionRead,
    TaskDefinitionDelete,
    CapacityProviderRead,
    SettingsRead,
    ClusterResourceModify,
    ClusterResourceRead,
    ServiceModify,
    ServiceRead,
    TagModify,
    TagRead,
    ServiceDeployments,
    ServiceRevisions,
    PutImage,
    AuthorizationToken,
    LoadBalancerRead,
    MetricData,
    AlarmRead,
    AlarmDelete,
    AlarmState,
}

/// The size of a token bucket: a call takes one token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// Tokens that it holds: so many calls may come at once.
    pub burst: f64,
    /// Tokens that are added each second.
    pub refill: f64,
}

impl Bucket {
    /// The least time in which so many calls can be made, in seconds, from a full bucket on.
    pub fn least_seconds(self, calls: usize) -> f64 {
        ((calls as f64 - self.burst) / self.refill).max(0.0)
    }
}

impl Category {
    /// The category of an action; `None` if no bucket is documented for it.
    pub fn of(info: &OperationInfo) -> Option<Self> {
        Some(match (info.service, info.name) {
            ("ecs", "DescribeServiceDeployments" | "ListServiceDeployments" | "StopServiceDeployment" | "ContinueServiceDeployment") => {
                Self::ServiceDeployments
            }
            ("ecs", "DescribeServiceRevisions") => Self::ServiceRevisions,
            ("ecs", "TagResource" | "UntagResource") => Self::TagModify,
            ("ecs", "ListTagsForResource") => Self::TagRead,
            ("ecs", "RunTask" | "StopTask") => Self::ClusterResourceModify,
            ("ecs", "DeleteTaskDefinitions") => Self::TaskDefinitionDelete,
            ("ecs", "DescribeCapacityProviders") => Self::CapacityProviderRead,
            ("ecs", "ListAccountSettings") => Self::SettingsRead,
            ("ecs", "DescribeTasks" | "ListTasks" | "DescribeContainerInstances" | "ListContainerInstances") => Self::ClusterResourceRead,
            ("ecs", name) if name.contains("TaskDefinition") => match info.effect {
                Effect::Write => Self::TaskDefinitionModify,
                Effect::Read => Self::TaskDefinitionRead,
            },
            ("ecs", name) if name.contains("Service") => match info.effect {
                Effect::Write => Self::ServiceModify,
                Effect::Read => Self::ServiceRead,
            },
            ("ecs", _) => match info.effect {
                Effect::Write => Self::ClusterModify,
                Effect::Read => Self::ClusterRead,
            },
            ("ecr", "PutImage") => Self::PutImage,
            ("ecr", "GetAuthorizationToken") => Self::AuthorizationToken,
            ("elasticloadbalancing", name) if name.starts_with("Describe") => Self::LoadBalancerRead,
            ("cloudwatch", "GetMetricData") => Self::MetricData,
            ("cloudwatch", "DescribeAlarms") => Self::AlarmRead,
            ("cloudwatch", "DeleteAlarms") => Self::AlarmDelete,
            ("cloudwatch", "SetAlarmState") => Self::AlarmState,
            _ => return None,
        })
    }

    /// Its bucket, of one account in one Region.
    pub fn bucket(self) -> Bucket {
        let (burst, refill) = match self {
            Self::ClusterModify | Self::TaskDefinitionModify => (20.0, 1.0),
            Self::TaskDefinitionDelete => (5.0, 1.0),
            Self::TagModify => (20.0, 10.0),
            Self::ClusterRead
            | Self::TaskDefinitionRead
            | Self::CapacityProviderRead
            | Self::SettingsRead
            | Self::TagRead
            | Self::ServiceDeployments
            | Self::ServiceRevisions => (50.0, 20.0),
            Self::ClusterResourceModify => (100.0, 40.0),
            Self::ClusterResourceRead | Self::ServiceRead => (100.0, 20.0),
            Self::ServiceModify => (50.0, 5.0),
            Self::PutImage => (10.0, 10.0),
            Self::AuthorizationToken => (500.0, 500.0),
            Self::LoadBalancerRead => (40.0, 10.0),
            Self::MetricData => (50.0, 50.0),
            Self::AlarmRead => (9.0, 9.0),
            Self::AlarmDelete | Self::AlarmState => (3.0, 3.0),
        };
        Bucket { burst, refill }
    }
}
