//! A subject that is given as JSON with the name of its kind.

use super::{
    AccountFacts, ClusterFacts, ListenerFacts, LoadBalancerFacts, PostureReport, RegistryFacts, RepositoryFacts, ResourceKind,
    ServiceFacts, Subject, TargetGroupFacts, check,
};
use crate::{
    error::{self, Result},
    model::ecs::{CapacityProvider, RegisterTaskDefinition},
};
use serde::de::DeserializeOwned;

/// Hold a subject, called `resource`, against all rules of its kind, a task definition against those of registration too. `json` is the task definition or the capacity provider as AWS
/// shows it; of the other kinds an object with the resource and what was read around it, as in the examples of a rule.
///
/// [`InvalidRequest`](crate::error::ErrorKind::InvalidRequest) with the path of the member that has another type.
pub fn check_json(kind: ResourceKind, resource: &str, json: &str) -> Result<PostureReport> {
    fn of<T: Subject + DeserializeOwned>(resource: &str, json: &str) -> Result<PostureReport> {
        let subject: T = error::read(&mut serde_json::Deserializer::from_str(json), resource)?;
        Ok(check(resource, &subject))
    }
    match kind {
        ResourceKind::TaskDefinition => {
            let definition: RegisterTaskDefinition = error::read(&mut serde_json::Deserializer::from_str(json), resource)?;
            let mut report = PostureReport::default();
            report.add_registration(resource, &definition);
            report.extend(check(resource, &definition));
            Ok(report)
        }
        ResourceKind::Service => of::<ServiceFacts>(resource, json),
        ResourceKind::Cluster => of::<ClusterFacts>(resource, json),
        ResourceKind::CapacityProvider => of::<CapacityProvider>(resource, json),
        ResourceKind::Repository => of::<RepositoryFacts>(resource, json),
        ResourceKind::Registry => of::<RegistryFacts>(resource, json),
        ResourceKind::LoadBalancer => of::<LoadBalancerFacts>(resource, json),
        ResourceKind::Listener => of::<ListenerFacts>(resource, json),
        ResourceKind::TargetGroup => of::<TargetGroupFacts>(resource, json),
        ResourceKind::Account => of::<AccountFacts>(resource, json),
    }
}
