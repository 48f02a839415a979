//! Token buckets per account and Region, as AWS documents them for ECS and Elastic Load Balancing, and rates for ECR.

use crate::{
    clock::Timestamp,
    error::{Error, ErrorKind, Result},
    operations::{AnyOperation, Effect, OperationInfo},
};
use std::collections::BTreeMap;

/// What calls share a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
enum Category {
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
}

impl Category {
    fn of(info: &OperationInfo) -> Option<Self> {
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
            _ => return None,
        })
    }

    /// Burst, and refill a second.
    fn size(self) -> (f64, f64) {
        match self {
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
        }
    }
}

/// The buckets of one account and Region.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Buckets(BTreeMap<Category, (f64, Timestamp)>);

impl Buckets {
    /// Take a token for this operation, or be throttled.
    pub(crate) fn take(&mut self, operation: &AnyOperation, now: Timestamp) -> Result<()> {
        let Some(category) = Category::of(operation.info()) else { return Ok(()) };
        let (burst, refill) = category.size();
        let (tokens, filled) = self.0.entry(category).or_insert((burst, now));
        *tokens = (*tokens + now.since(*filled).as_secs_f64() * refill).min(burst);
        *filled = now;
        if *tokens < 1.0 {
            return Err(Error::new(ErrorKind::Throttled, "Rate exceeded").with_code("ThrottlingException"));
        }
        *tokens -= 1.0;
        Ok(())
    }
}
