//! What can be imported, a name each.

use super::Mirror;
use crate::{backend::Scope, error::Result};
use futures::future::BoxFuture;
use std::collections::BTreeSet;

/// Something of one account and Region that a call can mention.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A cluster by name; all of them.
    Cluster(String),
    Clusters,
    /// The container instances of a cluster.
    Instances(String),
    /// The capacity providers of the account.
    Providers,
    /// The quotas of vCPUs on Fargate.
    FargateQuotas,
    /// A service by cluster and name; all services of a cluster; its past deployments.
    Service(String, String),
    Services(String),
    History(String, String),
    /// A service deployment or a service revision by ARN.
    Deployment(String),
    Revision(String),
    /// The numbers of a family; all families; a revision by `family:number`, or the latest by `family`.
    Family(String),
    Families,
    Definition(String),
    /// A task by cluster and id; all tasks of a cluster.
    Task(String, String),
    Tasks(String),
    /// A load balancer by ARN or by name; all of them.
    Balancer(String),
    BalancerNamed(String),
    Balancers,
    /// A target group by ARN or by name; all of them.
    Group(String),
    GroupNamed(String),
    Groups,
    /// The tags of something of load balancing.
    ElbTags(String),
    /// A repository; all of them; what belongs to it.
    Repository(String),
    Repositories,
    Policy(String),
    Lifecycle(String),
    RepositoryTags(String),
    /// An image by repository and tag or digest; all images of a repository; the findings of an image.
    Image(String, String),
    Images(String),
    Findings(String, String),
    /// Settings of the registry.
    Replication,
    Scanning,
    /// An alarm by name; all alarms with a prefix.
    Alarm(String),
    Alarms(String),
    /// A metric, as its JSON.
    Metric(String),
    /// A scalable target by resource id; all of them.
    Target(String),
    Targets,
    /// A secret by id, or its value; all secrets.
    Secret(String),
    SecretValue(String),
    Secrets,
    /// A parameter by name; all under a path; all of them.
    Parameter(String),
    ParametersUnder(String),
    Parameters,
    /// All log groups with a prefix.
    LogGroups(String),
    /// A table of DynamoDB by name.
    Table(String),
    /// An application of AppConfig by id; all of them; its environments and configuration profiles.
    Application(String),
    Applications,
    ConfigurationEnvironments(String),
    ConfigurationProfiles(String),
    /// The versions of a hosted configuration, by application and profile; what is in one of them.
    ConfigurationVersions(String, String),
    ConfigurationVersion(String, String, i32),
    /// The deployments to an environment, by application and environment; how configurations can be deployed.
    ConfigurationDeployments(String, String),
    ConfigurationStrategies,
}

/// What is imported already.
pub(super) type Known = BTreeSet<(Scope, Thing)>;

impl Mirror {
    /// Import something with all that it needs, unless that was done before. A thing that the live cloud does not have is
    /// looked for once.
    pub(super) fn import<'a>(&'a self, known: &'a mut Known, scope: &'a Scope, thing: Thing) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let place = (scope.clone(), thing);
            if known.contains(&place) {
                return Ok(());
            }
            known.insert(place.clone());
            let done = self.fetch(known, scope, &place.1).await;
            if done.is_err() {
                // Whoever asks next may be answered.
                known.remove(&place);
            }
            done
        })
    }

    async fn fetch(&self, known: &mut Known, scope: &Scope, thing: &Thing) -> Result<()> {
        match thing {
            Thing::Cluster(name) => self.cluster(known, scope, name).await,
            Thing::Clusters => self.clusters(known, scope).await,
            Thing::Instances(cluster) => self.instances(known, scope, cluster).await,
            Thing::Providers => self.providers(scope).await,
            Thing::FargateQuotas => self.fargate_quotas(scope).await,
            Thing::Service(cluster, name) => self.service(known, scope, cluster, name).await,
            Thing::Services(cluster) => self.services(known, scope, cluster).await,
            Thing::History(cluster, name) => self.history(known, scope, cluster, name).await,
            Thing::Deployment(arn) => self.deployment(known, scope, arn).await,
            Thing::Revision(arn) => self.revision(known, scope, arn).await,
            Thing::Family(name) => self.family(scope, name).await,
            Thing::Families => self.families(known, scope).await,
            Thing::Definition(name) => self.definition(known, scope, name).await,
            Thing::Task(cluster, id) => self.task(known, scope, cluster, id).await,
            Thing::Tasks(cluster) => self.tasks(known, scope, cluster).await,
            Thing::Balancer(arn) => self.balancer(scope, arn).await,
            Thing::BalancerNamed(name) => self.balancers(known, scope, Some(name)).await,
            Thing::Balancers => self.balancers(known, scope, None).await,
            Thing::Group(arn) => self.group(known, scope, arn).await,
            Thing::GroupNamed(name) => self.groups(known, scope, Some(name)).await,
            Thing::Groups => self.groups(known, scope, None).await,
            Thing::ElbTags(arn) => self.elb_tags(scope, arn).await,
            Thing::Repository(name) => self.repository(scope, name).await,
            Thing::Repositories => self.repositories(known, scope).await,
            Thing::Policy(name) => self.policy(known, scope, name).await,
            Thing::Lifecycle(name) => self.lifecycle(known, scope, name).await,
            Thing::RepositoryTags(name) => self.repository_tags(known, scope, name).await,
            Thing::Image(repository, id) => self.image(known, scope, repository, id).await,
            Thing::Images(repository) => self.images(known, scope, repository).await,
            Thing::Findings(repository, id) => self.findings(known, scope, repository, id).await,
            Thing::Replication => self.replication(scope).await,
            Thing::Scanning => self.scanning(scope).await,
            Thing::Alarm(name) => self.alarms(scope, Some(name), "").await,
            Thing::Alarms(prefix) => self.alarms(scope, None, prefix).await,
            Thing::Metric(metric) => self.metric(scope, metric).await,
            Thing::Target(resource) => self.target(known, scope, resource).await,
            Thing::Targets => self.targets(known, scope).await,
            Thing::Secret(id) => self.secret(scope, id).await,
            Thing::SecretValue(id) => self.secret_value(known, scope, id).await,
            Thing::Secrets => self.secrets(known, scope).await,
            Thing::Parameter(name) => self.parameter(scope, name).await,
            Thing::ParametersUnder(path) => self.parameters_under(scope, path).await,
            Thing::Parameters => self.parameters(known, scope).await,
            Thing::LogGroups(prefix) => self.log_groups(scope, prefix).await,
            Thing::Table(name) => self.table(scope, name).await,
            Thing::Application(id) => self.application(known, scope, id).await,
            Thing::Applications => self.applications(scope).await,
            Thing::ConfigurationEnvironments(application) => self.configuration_environments(known, scope, application).await,
            Thing::ConfigurationProfiles(application) => self.configuration_profiles(scope, application).await,
            Thing::ConfigurationVersions(application, profile) => self.configuration_versions(known, scope, application, profile).await,
            Thing::ConfigurationVersion(application, profile, number) => {
                self.configuration_version(scope, application, profile, *number).await
            }
            Thing::ConfigurationDeployments(application, environment) => {
                self.configuration_deployments(known, scope, application, environment).await
            }
            Thing::ConfigurationStrategies => self.configuration_strategies(scope).await,
        }
    }
}
