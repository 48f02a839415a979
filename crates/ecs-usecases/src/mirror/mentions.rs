//! What a call is about: found in its request by the names of members and by the form of ARNs, so that it holds for operations
//! to come.

use super::thing::Thing;
pub(super) use crate::model::last_part;
use crate::{
    backend::Scope,
    operations::{AnyOperation, ecs::Request},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// Everything that a call mentions, in the order in which it is imported.
pub(super) fn mentions(scope: &Scope, operation: &AnyOperation) -> Vec<Thing> {
    let info = operation.info();
    if let Some(found) = observed(scope, operation) {
        return found;
    }
    let request = operation.to_json();
    if matches!(info.service, "appconfig" | "appconfigdata") {
        return super::appconfig::mentioned(info.name, &request);
    }
    let cluster = request["cluster"].as_str().map_or_else(|| "default".to_owned(), |name| last_part(name).to_owned());
    let mut look = Look { scope, service: info.service, cluster, repository: String::new(), found: Vec::new() };
    if info.service == "ecr" {
        request["repositoryName"].as_str().unwrap_or_default().clone_into(&mut look.repository);
    }
    look.walk("", &request);
    look.lists(info.name, &request);
    look.distinct()
}

/// The same of what is asked again and again, without writing it down first.
fn observed(scope: &Scope, operation: &AnyOperation) -> Option<Vec<Thing>> {
    let look = |cluster: Option<&String>| {
        let cluster = cluster.map_or_else(|| "default".to_owned(), |name| last_part(name).to_owned());
        Look { scope, service: "ecs", cluster, repository: String::new(), found: Vec::new() }
    };
    let look = match operation {
        AnyOperation::Ecs(Request::DescribeServices(request)) if request.extra.is_empty() => {
            let mut look = look(request.cluster.as_ref());
            request.cluster.iter().for_each(|cluster| look.text("cluster", cluster));
            request.services.iter().for_each(|service| look.text("services", service));
            look
        }
        AnyOperation::Ecs(Request::DescribeServiceDeployments(request)) if request.extra.is_empty() => {
            let mut look = look(None);
            request.service_deployment_arns.iter().for_each(|arn| look.text("serviceDeploymentArns", arn));
            look
        }
        _ => return None,
    };
    Some(look.distinct())
}

struct Look<'a> {
    scope: &'a Scope,
    service: &'static str,
    cluster: String,
    repository: String,
    found: Vec<Thing>,
}

impl Look<'_> {
    /// What was found, each once.
    fn distinct(mut self) -> Vec<Thing> {
        let mut seen = BTreeSet::new();
        if self.found.len() > 1 {
            self.found.retain(|thing| seen.insert(thing.clone()));
        }
        self.found
    }

    fn walk(&mut self, key: &str, value: &Value) {
        match value {
            Value::Object(members) => {
                if self.service == "ecr" && (key == "imageId" || key == "imageIds") {
                    self.image(value);
                }
                for (name, member) in members {
                    self.walk(name, member);
                }
            }
            // The items of a list are called as the list.
            Value::Array(items) => items.iter().for_each(|item| self.walk(key, item)),
            Value::String(text) => self.text(key, text),
            _ => {}
        }
    }

    fn image(&mut self, id: &Value) {
        let named = id["imageDigest"].as_str().or(id["imageTag"].as_str());
        self.found.extend(named.map(|named| Thing::Image(self.repository.clone(), named.to_owned())));
    }

    fn text(&mut self, key: &str, text: &str) {
        if text.starts_with("arn:") && self.arn(text) {
            return;
        }
        let cluster = self.cluster.clone();
        let name = || last_part(text).to_owned();
        let thing = match (self.service, key) {
            ("ecs", "cluster" | "clusters" | "clusterName") => Thing::Cluster(name()),
            ("ecs", "service" | "services" | "serviceName") => Thing::Service(cluster, name()),
            ("ecs", "taskDefinition" | "taskDefinitions") => Thing::Definition(name()),
            ("ecs", "family" | "familyPrefix") => Thing::Family(text.to_owned()),
            ("ecs", "containerInstance" | "containerInstances") => Thing::Instances(cluster),
            ("ecs", "capacityProvider" | "capacityProviders") => Thing::Providers,
            ("ecs", "task" | "tasks") => Thing::Task(cluster, name()),
            ("ecs", "alarmNames") | ("cloudwatch", "AlarmName" | "AlarmNames") => Thing::Alarm(text.to_owned()),
            ("ecs", "awslogs-group") | ("logs", "logGroupName" | "logGroupIdentifier" | "logGroupIdentifiers" | "logGroupNamePrefix") => {
                Thing::LogGroups(text.trim_end_matches(":*").to_owned())
            }
            ("ecs", "image") => match reference(self.scope, text) {
                Some((repository, id)) => Thing::Image(repository, id),
                None => return,
            },
            ("ecr", "repositoryName" | "repositoryNames") => Thing::Repository(text.to_owned()),
            ("ecr", "imageTag") => Thing::Image(self.repository.clone(), text.to_owned()),
            ("application-autoscaling", "ResourceId" | "ResourceIds") => Thing::Target(text.to_owned()),
            ("secretsmanager", "SecretId") => Thing::Secret(text.to_owned()),
            ("ssm", "Name" | "Names" | "ResourceId") => Thing::Parameter(text.to_owned()),
            ("dynamodb", "TableName") => Thing::Table(text.to_owned()),
            ("ssm", "Path") => Thing::ParametersUnder(text.to_owned()),
            _ => return,
        };
        self.found.push(thing);
    }

    /// What an ARN names; false if it names nothing that can be imported here.
    fn arn(&mut self, arn: &str) -> bool {
        let parts: Vec<&str> = arn.splitn(6, ':').collect();
        let [_, _, service, region, account, resource] = parts[..] else { return false };
        if region != self.scope.region || account != self.scope.account {
            return false;
        }
        let (kind, rest) = resource.split_once(['/', ':']).unwrap_or((resource, ""));
        let path: Vec<&str> = rest.split('/').collect();
        let thing = match (service, kind, path.as_slice()) {
            ("ecs", "cluster", [name]) => Thing::Cluster((*name).to_owned()),
            ("ecs", "service", [cluster, name]) => Thing::Service((*cluster).to_owned(), (*name).to_owned()),
            // The ARNs of before 2018 do not name the cluster.
            ("ecs", "service", [name]) => Thing::Service(self.cluster.clone(), (*name).to_owned()),
            ("ecs", "task", [cluster, id]) => Thing::Task((*cluster).to_owned(), (*id).to_owned()),
            ("ecs", "task", [id]) => Thing::Task(self.cluster.clone(), (*id).to_owned()),
            ("ecs", "task-definition", [name]) => Thing::Definition((*name).to_owned()),
            ("ecs", "service-deployment", [_, _, _]) => Thing::Deployment(arn.to_owned()),
            ("ecs", "service-revision", [_, _, _]) => Thing::Revision(arn.to_owned()),
            ("ecs", "container-instance", [cluster, _]) => Thing::Instances((*cluster).to_owned()),
            ("ecs", "capacity-provider", _) => Thing::Providers,
            ("elasticloadbalancing", "targetgroup", _) => Thing::Group(arn.to_owned()),
            ("elasticloadbalancing", "loadbalancer" | "listener" | "listener-rule", [kind, name, id, ..]) => {
                let prefix = &arn[..arn.len() - resource.len()];
                Thing::Balancer(format!("{prefix}loadbalancer/{kind}/{name}/{id}"))
            }
            ("ecr", "repository", _) => Thing::Repository(rest.to_owned()),
            ("cloudwatch", "alarm", _) => Thing::Alarm(rest.to_owned()),
            ("secretsmanager", "secret", _) => Thing::Secret(arn.to_owned()),
            ("dynamodb", "table", [name, ..]) => Thing::Table((*name).to_owned()),
            ("ssm", "parameter", _) => Thing::Parameter(arn.to_owned()),
            ("logs", "log-group", _) => Thing::LogGroups(rest.trim_end_matches(":*").to_owned()),
            _ => return false,
        };
        self.found.push(thing);
        true
    }

    /// What an operation is about that no single member names.
    fn lists(&mut self, name: &str, request: &Value) {
        let absent = |member: &str| request[member].as_array().is_none_or(Vec::is_empty);
        let (cluster, repository) = (self.cluster.clone(), self.repository.clone());
        let service = || last_part(request["service"].as_str().unwrap_or_default()).to_owned();
        let text = |member: &str| request[member].as_str().unwrap_or_default().to_owned();
        match (self.service, name) {
            ("ecs", "ListClusters") => self.found.push(Thing::Clusters),
            ("ecs", "ListServices") => self.found.extend([Thing::Cluster(cluster.clone()), Thing::Services(cluster)]),
            ("ecs", "ListServiceDeployments") => self.found.push(Thing::History(cluster, service())),
            ("ecs", "ListTaskDefinitionFamilies") => self.found.push(Thing::Families),
            ("ecs", "ListTaskDefinitions") if request["familyPrefix"].is_null() => self.found.push(Thing::Families),
            ("ecs", "ListTasks") if request["serviceName"].is_null() => self.found.push(Thing::Tasks(cluster)),
            ("ecs", "ListContainerInstances") => self.found.push(Thing::Instances(cluster)),
            ("ecs", "DescribeCapacityProviders") => self.found.push(Thing::Providers),
            ("ecs", "RunTask" | "CreateService") => self.found.push(Thing::Cluster(cluster)),
            ("elasticloadbalancing", "DescribeLoadBalancers") if absent("LoadBalancerArns") && absent("Names") => {
                self.found.push(Thing::Balancers);
            }
            ("elasticloadbalancing", "DescribeTargetGroups")
                if absent("TargetGroupArns") && absent("Names") && request["LoadBalancerArn"].is_null() =>
            {
                self.found.push(Thing::Groups);
            }
            ("elasticloadbalancing", "DescribeLoadBalancers") => self.named(request, Thing::BalancerNamed),
            ("elasticloadbalancing", "DescribeTargetGroups") => self.named(request, Thing::GroupNamed),
            ("elasticloadbalancing", "CreateLoadBalancer") => self.found.push(Thing::BalancerNamed(text("Name"))),
            ("elasticloadbalancing", "CreateTargetGroup") => self.found.push(Thing::GroupNamed(text("Name"))),
            ("elasticloadbalancing", "DescribeTags" | "AddTags" | "RemoveTags") => {
                let arns = request["ResourceArns"].as_array().into_iter().flatten().filter_map(Value::as_str);
                self.found.extend(arns.map(|arn| Thing::ElbTags(arn.to_owned())));
            }
            ("ecr", "DescribeRepositories") if absent("repositoryNames") => self.found.push(Thing::Repositories),
            ("ecr", "DescribeImages") if absent("imageIds") => self.found.push(Thing::Images(repository)),
            (
                "ecr",
                "ListImages" | "StartLifecyclePolicyPreview" | "GetLifecyclePolicyPreview" | "BatchDeleteImage" | "DeleteRepository",
            ) => {
                self.found.extend([Thing::Images(repository.clone()), Thing::Lifecycle(repository)]);
            }
            ("ecr", "GetLifecyclePolicy" | "PutLifecyclePolicy" | "DeleteLifecyclePolicy") => self.found.push(Thing::Lifecycle(repository)),
            ("ecr", "GetRepositoryPolicy" | "SetRepositoryPolicy" | "DeleteRepositoryPolicy") => {
                self.found.push(Thing::Policy(repository));
            }
            ("ecr", "TagResource" | "UntagResource" | "ListTagsForResource") => {
                let named = text("resourceArn").split_once(":repository/").map(|(_, name)| name.to_owned());
                self.found.extend(named.map(Thing::RepositoryTags));
            }
            ("ecr", "DescribeImageScanFindings" | "StartImageScan") => {
                let id = &request["imageId"];
                let named = id["imageDigest"].as_str().or(id["imageTag"].as_str()).unwrap_or_default();
                self.found.extend([Thing::Scanning, Thing::Findings(repository, named.to_owned())]);
            }
            ("ecr", "DescribeRegistry" | "PutReplicationConfiguration") => self.found.push(Thing::Replication),
            ("ecr", "PutImage" | "GetRegistryScanningConfiguration" | "PutRegistryScanningConfiguration") => {
                self.found.push(Thing::Scanning);
            }
            ("cloudwatch", "DescribeAlarms") if absent("AlarmNames") => self.found.push(Thing::Alarms(text("AlarmNamePrefix"))),
            ("cloudwatch", "GetMetricData") => {
                let stats = request["MetricDataQueries"].as_array().into_iter().flatten().map(|query| &query["MetricStat"]["Metric"]);
                self.metrics(stats.filter(|metric| metric.is_object()));
            }
            ("cloudwatch", "GetMetricStatistics") => self.metrics(std::iter::once(request)),
            ("application-autoscaling", "DescribeScalableTargets") if absent("ResourceIds") => self.found.push(Thing::Targets),
            ("secretsmanager", "GetSecretValue") => self.found.push(Thing::SecretValue(text("SecretId"))),
            ("secretsmanager", "CreateSecret") => self.found.push(Thing::Secret(text("Name"))),
            ("secretsmanager", "ListSecrets") => self.found.push(Thing::Secrets),
            ("ssm", "DescribeParameters") => self.found.push(Thing::Parameters),
            ("logs", "DescribeLogGroups") => self.found.push(Thing::LogGroups(text("logGroupNamePrefix"))),
            _ => {}
        }
    }

    fn named(&mut self, request: &Value, thing: fn(String) -> Thing) {
        let names = request["Names"].as_array().into_iter().flatten().filter_map(Value::as_str);
        self.found.extend(names.map(|name| thing(name.to_owned())));
    }

    /// Metrics that the simulator does not measure itself.
    fn metrics<'v>(&mut self, all: impl Iterator<Item = &'v Value>) {
        let foreign =
            all.filter(|metric| !metric["Namespace"].as_str().is_some_and(crate::backends::simulator::imports::cloudwatch::is_measured));
        let named = foreign.map(|metric| {
            let only = ["Namespace", "MetricName", "Dimensions"].map(|member| (member.to_owned(), metric[member].clone()));
            Thing::Metric(Value::Object(only.into_iter().collect()).to_string())
        });
        self.found.extend(named);
    }
}

/// Repository, and tag or digest, of an image in the registry of this account and Region.
pub(super) fn reference(scope: &Scope, image: &str) -> Option<(String, String)> {
    let registry = format!("{}.dkr.ecr.{}.amazonaws.com", scope.account, scope.region);
    let (host, rest) = image.split_once('/')?;
    let path = if host == registry || host == format!("{registry}.cn") { rest } else { return None };
    if let Some((name, digest)) = path.split_once('@') {
        let name = name.split_once(':').map_or(name, |(name, _)| name);
        return Some((name.to_owned(), digest.to_owned()));
    }
    let (name, tag) = path.split_once(':').unwrap_or((path, "latest"));
    Some((name.to_owned(), tag.to_owned()))
}
