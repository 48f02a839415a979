//! What of an account shows that a use case is in use. What is not in this table can't be seen in an account.

use super::super::account::Account;
use crate::model::{
    ecr::{EncryptionType, ImageTagMutability, ScanFrequency},
    ecs::{
        AvailabilityZoneRebalancing, CPUArchitecture, ClusterSettingName, ContainerDefinition, DeploymentConfiguration,
        DeploymentControllerType, DeploymentStrategy, LaunchType, ResourceType, Service, TaskDefinition,
    },
    elbv2::LoadBalancerTypeEnum,
};
use std::collections::BTreeSet;

/// What shows a use case.
pub(super) struct Evidence {
    /// Id of the use case.
    pub(super) id: &'static str,
    /// What is looked for.
    pub(super) about: &'static str,
    /// The things that show it, a line each; none if nothing does.
    pub(super) shown: fn(&Account) -> Vec<String>,
}

/// Whether an account can show that this use case is in use.
pub fn observable(id: &str) -> bool {
    looked_for(id).is_some()
}

/// What is looked for in an account to see that this use case is in use.
pub(super) fn looked_for(id: &str) -> Option<&'static str> {
    TABLE.iter().find(|evidence| evidence.id == id).map(|evidence| evidence.about)
}

const fn evidence(id: &'static str, about: &'static str, shown: fn(&Account) -> Vec<String>) -> Evidence {
    Evidence { id, about, shown }
}

/// Every kind of evidence, by id.
pub(super) const TABLE: &[Evidence] = &[
    evidence("UC01", "clusters that a CloudFormation stack has made", |account| {
        let made = |tags: &[crate::model::ecs::Tag]| {
            tags.iter().find(|tag| tag.key.as_deref() == Some("aws:cloudformation:stack-name")).and_then(|tag| tag.value.clone())
        };
        let clusters = account.clusters.iter().filter_map(|cluster| {
            made(&cluster.tags).map(|stack| format!("cluster {} is of the stack {stack}", name(cluster.cluster_name.as_ref())))
        });
        clusters.collect()
    }),
    evidence("UC02", "repositories with tags that can't be overwritten and a lifecycle policy", |account| {
        let set_up = account.repositories.iter().filter(|facts| {
            let immutable = matches!(
                facts.repository.image_tag_mutability,
                Some(ImageTagMutability::Immutable | ImageTagMutability::ImmutableWithExclusion)
            );
            immutable && facts.lifecycle_policy.is_some()
        });
        set_up.map(|facts| format!("repository {} has immutable tags and a lifecycle policy", facts.name())).collect()
    }),
    evidence("UC06", "services whose task definition has been registered again", |account| {
        services(account, |_, definition| {
            let definition = definition?;
            let revision = definition.revision?;
            (revision > 1).then(|| format!("runs revision {revision} of {}", name(definition.family.as_ref())))
        })
    }),
    evidence("UC08", "services whose deployments are rolled back", |account| {
        services(account, |service, _| {
            let configuration = service.deployment_configuration.as_ref()?;
            let breaker = configuration.deployment_circuit_breaker.as_ref();
            let alarms = configuration.alarms.as_ref();
            let by_breaker = breaker.is_some_and(|breaker| breaker.enable == Some(true) && breaker.rollback == Some(true));
            let by_alarms = alarms.is_some_and(|alarms| alarms.enable == Some(true) && alarms.rollback == Some(true));
            match (by_breaker, by_alarms) {
                (true, true) => Some("is rolled back by its circuit breaker and by alarms".into()),
                (true, false) => Some("is rolled back by its circuit breaker".into()),
                (false, true) => Some("is rolled back by alarms".into()),
                (false, false) => None,
            }
        })
    }),
    evidence("UC11", "services that are deployed blue/green", |account| {
        services(account, |service, _| {
            if strategy(service) == Some(&DeploymentStrategy::BlueGreen) {
                return Some("has the strategy BLUE_GREEN".into());
            }
            let controller = service.deployment_controller.as_ref().and_then(|controller| controller.r#type.as_ref());
            (controller == Some(&DeploymentControllerType::CodeDeploy)).then(|| "is deployed by CodeDeploy".into())
        })
    }),
    evidence("UC13", "services that are deployed rolling", |account| {
        services(account, |service, _| {
            let controller = service.deployment_controller.as_ref().and_then(|controller| controller.r#type.as_ref());
            let by_ecs = controller.is_none_or(|controller| *controller == DeploymentControllerType::Ecs);
            let rolling = strategy(service).is_none_or(|strategy| *strategy == DeploymentStrategy::Rolling);
            (by_ecs && rolling).then(|| "has the strategy ROLLING".into())
        })
    }),
    evidence("UC14", "services that are deployed as canaries", |account| {
        services(account, |service, _| (strategy(service) == Some(&DeploymentStrategy::Canary)).then(|| "has the strategy CANARY".into()))
    }),
    evidence("UC16", "scalable targets of services", |account| {
        let limits = account.scalable_targets.iter().map(|target| {
            let id = name(target.resource_id.as_ref());
            let policies = account.scaling_policies.iter().filter(|policy| policy.resource_id == target.resource_id).count();
            let actions = account.scheduled_actions.iter().filter(|action| action.resource_id == target.resource_id).count();
            let (fewest, most) = (target.min_capacity.unwrap_or(0), target.max_capacity.unwrap_or(0));
            format!("{id} scales from {fewest} to {most}, with {policies} policies and {actions} scheduled actions")
        });
        limits.collect()
    }),
    evidence("UC18", "services that are deployed in equal steps", |account| {
        services(account, |service, _| (strategy(service) == Some(&DeploymentStrategy::Linear)).then(|| "has the strategy LINEAR".into()))
    }),
    evidence("UC23", "tasks that EventBridge has started", |account| {
        started(account, |by| by.starts_with("chronos-schedule/") || by.starts_with("events-rule/"))
    }),
    evidence("UC24", "services without a load balancer, Service Connect or discovery", |account| {
        services(account, |service, _| {
            let alone = service.load_balancers.is_empty() && service.service_registries.is_empty() && !connected(service);
            (alone && service.desired_count.unwrap_or(0) > 0).then(|| "takes no requests: nothing routes to it".into())
        })
    }),
    evidence("UC27", "services behind an Application Load Balancer", |account| behind(account, &LoadBalancerTypeEnum::Application)),
    evidence("UC28", "services behind a Network Load Balancer", |account| behind(account, &LoadBalancerTypeEnum::Network)),
    evidence("UC30", "tasks that Step Functions has started", |account| started(account, |by| by == "AWS Step Functions")),
    evidence("UC31", "tasks that ask for GPUs", |account| {
        containers(account, |container| {
            let gpu = container.resource_requirements.iter().flatten().find(|asked| asked.r#type == Some(ResourceType::Gpu))?;
            Some(format!("asks for {} GPUs", name(gpu.value.as_ref())))
        })
    }),
    evidence("UC32", "tasks of the Windows family", |account| {
        services(account, |_, definition| {
            let family = definition?.runtime_platform.as_ref()?.operating_system_family.as_ref()?;
            family.as_str().starts_with("WINDOWS").then(|| format!("runs on {}", family.as_str()))
        })
    }),
    evidence("UC37", "services on external instances", |account| {
        services(account, |service, _| (service.launch_type == Some(LaunchType::External)).then(|| "has the launch type EXTERNAL".into()))
    }),
    evidence("UC39", "services that scale to zero", |account| {
        let to_zero = account.scalable_targets.iter().filter(|target| target.min_capacity == Some(0));
        to_zero.map(|target| format!("{} scales to zero", name(target.resource_id.as_ref()))).collect()
    }),
    evidence("UC40", "services with Service Connect", |account| {
        services(account, |service, _| connected(service).then(|| "uses Service Connect".into()))
    }),
    evidence("UC41", "services with a strategy over several capacity providers", |account| {
        services(account, |service, _| {
            let providers: Vec<_> =
                service.capacity_provider_strategy.iter().filter_map(|item| item.capacity_provider.as_deref()).collect();
            (providers.len() > 1).then(|| format!("is spread over {}", providers.join(", ")))
        })
    }),
    evidence("UC42", "services with a name in Cloud Map", |account| {
        services(account, |service, _| {
            let registry = service.service_registries.first()?.registry_arn.as_ref()?;
            Some(format!("is registered at {registry}"))
        })
    }),
    evidence("UC46", "tasks on Spot or on Graviton", |account| {
        services(account, |service, definition| {
            let spot = service.capacity_provider_strategy.iter().any(|item| item.capacity_provider.as_deref() == Some("FARGATE_SPOT"));
            match (spot, arm(definition)) {
                (true, true) => Some("runs on Fargate Spot and on Graviton".into()),
                (true, false) => Some("runs on Fargate Spot".into()),
                (false, true) => Some("runs on Graviton".into()),
                (false, false) => None,
            }
        })
    }),
    evidence("UC50", "repositories whose images are scanned", |account| {
        let scanned = account.repositories.iter().filter_map(|facts| {
            let on_push = facts.repository.image_scanning_configuration.as_ref().and_then(|scanning| scanning.scan_on_push) == Some(true);
            let by_registry = facts.scanning.iter().flat_map(|scanning| &scanning.rules).find(|rule| {
                rule.scan_frequency.as_ref().is_some_and(|often| *often != ScanFrequency::Manual)
                    && rule.repository_filters.iter().flatten().any(|filter| wildcard(filter.filter.as_deref(), facts.name()))
            });
            match (by_registry, on_push) {
                (Some(rule), _) => {
                    let often = rule.scan_frequency.as_ref().map(ScanFrequency::as_str).unwrap_or_default();
                    Some(format!("repository {} is scanned by the registry: {often}", facts.name()))
                }
                (None, true) => Some(format!("repository {} is scanned on push", facts.name())),
                (None, false) => None,
            }
        });
        scanned.collect()
    }),
    evidence("UC52", "replication rules of the registry", |account| {
        let mut shown = BTreeSet::new();
        for rule in account.repositories.iter().flat_map(|facts| &facts.replication) {
            for destination in rule.destinations.iter().flatten() {
                let (account, region) = (name(destination.registry_id.as_ref()), name(destination.region.as_ref()));
                shown.insert(format!("the registry replicates to account {account} in {region}"));
            }
        }
        shown.into_iter().collect()
    }),
    evidence("UC53", "repositories with a lifecycle policy", |account| {
        let cleaned = account.repositories.iter().filter(|facts| facts.lifecycle_policy.is_some());
        cleaned.map(|facts| format!("repository {} has a lifecycle policy", facts.name())).collect()
    }),
    evidence("UC55", "services of both CPU architectures", |account| {
        let running = |arm64: bool| account.services.iter().filter(move |service| arm(definition(account, service)) == arm64);
        let (arm64, others) = (running(true).count(), running(false).count());
        if arm64 > 0 && others > 0 { vec![format!("{arm64} services run on ARM64 and {others} on X86_64")] } else { Vec::new() }
    }),
    evidence("UC56", "repository policies that name other accounts", |account| {
        let shared = account.repositories.iter().filter_map(|facts| {
            let others: BTreeSet<&str> = accounts(facts.policy.as_deref()?).filter(|id| *id != account.scope.account).collect();
            let others: Vec<_> = others.into_iter().collect();
            (!others.is_empty()).then(|| format!("the policy of repository {} names {}", facts.name(), others.join(", ")))
        });
        shared.collect()
    }),
    evidence("UC57", "services that are balanced over Availability Zones", |account| {
        services(account, |service, _| {
            let network = service.network_configuration.as_ref().and_then(|network| network.awsvpc_configuration.as_ref());
            let subnets = network.and_then(|network| network.subnets.as_ref()).map_or(0, Vec::len);
            let balanced = service.availability_zone_rebalancing == Some(AvailabilityZoneRebalancing::Enabled);
            (balanced && subnets > 1 && service.desired_count.unwrap_or(0) > 1)
                .then(|| format!("is rebalanced over the zones of {subnets} subnets"))
        })
    }),
    evidence("UC71", "clusters with Container Insights, and services with deployment alarms", |account| {
        let watched = account.clusters.iter().filter(|cluster| {
            let insights = cluster.settings.iter().find(|setting| setting.name == Some(ClusterSettingName::ContainerInsights));
            insights.and_then(|setting| setting.value.as_deref()).is_some_and(|value| value != "disabled")
        });
        let clusters = watched.map(|cluster| format!("cluster {} has Container Insights", name(cluster.cluster_name.as_ref())));
        let alarmed = services(account, |service, _| {
            let alarms = service.deployment_configuration.as_ref()?.alarms.as_ref().filter(|alarms| alarms.enable == Some(true))?;
            let names = alarms.alarm_names.clone().unwrap_or_default();
            (!names.is_empty()).then(|| format!("has the deployment alarms {}", names.join(", ")))
        });
        clusters.chain(alarmed).collect()
    }),
    evidence("UC72", "containers that get secrets", |account| {
        containers(account, |container| {
            let secrets: Vec<_> = container.secrets.iter().flatten().filter_map(|secret| secret.name.as_deref()).collect();
            (!secrets.is_empty()).then(|| format!("gets the secrets {}", secrets.join(", ")))
        })
    }),
];

fn name(name: Option<&String>) -> &str {
    name.map_or("?", String::as_str)
}

fn definition<'a>(account: &'a Account, service: &Service) -> Option<&'a TaskDefinition> {
    account.definitions.get(service.task_definition.as_ref()?)
}

/// What is said of each service of which something is said.
fn services(account: &Account, said: impl Fn(&Service, Option<&TaskDefinition>) -> Option<String>) -> Vec<String> {
    let told = |service: &Service| {
        said(service, definition(account, service)).map(|what| format!("service {} {what}", name(service.service_name.as_ref())))
    };
    account.services.iter().filter_map(told).collect()
}

/// What is said of the containers of services, each task definition once.
fn containers(account: &Account, said: impl Fn(&ContainerDefinition) -> Option<String>) -> Vec<String> {
    let all = account
        .definitions
        .values()
        .flat_map(|definition| definition.container_definitions.iter().map(move |container| (name(definition.family.as_ref()), container)));
    let told = all.filter_map(|(family, container)| {
        said(container).map(|what| format!("container {} of {family} {what}", name(container.name.as_ref())))
    });
    told.collect()
}

fn strategy(service: &Service) -> Option<&DeploymentStrategy> {
    service.deployment_configuration.as_ref().and_then(|configuration: &DeploymentConfiguration| configuration.strategy.as_ref())
}

/// The current deployment tells whether Service Connect is on.
fn connected(service: &Service) -> bool {
    let primary = service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"));
    primary.and_then(|deployment| deployment.service_connect_configuration.as_ref()).is_some_and(|connect| connect.enabled == Some(true))
}

fn arm(definition: Option<&TaskDefinition>) -> bool {
    let platform = definition.and_then(|definition| definition.runtime_platform.as_ref());
    platform.and_then(|platform| platform.cpu_architecture.as_ref()) == Some(&CPUArchitecture::Arm64)
}

fn started(account: &Account, by: impl Fn(&str) -> bool) -> Vec<String> {
    let tasks = account.tasks.iter().filter_map(|task| {
        let starter = task.started_by.as_deref().filter(|starter| by(starter))?;
        let group = name(task.group.as_ref());
        Some(format!("a task of {group} was started by {starter}"))
    });
    let once: BTreeSet<String> = tasks.collect();
    once.into_iter().collect()
}

fn behind(account: &Account, kind: &LoadBalancerTypeEnum) -> Vec<String> {
    services(account, |service, _| {
        let groups: Vec<&str> = service.load_balancers.iter().filter_map(|balancer| balancer.target_group_arn.as_deref()).collect();
        let arns = account
            .target_groups
            .iter()
            .filter(|group| group.target_group_arn.as_deref().is_some_and(|arn| groups.contains(&arn)))
            .flat_map(|group| &group.load_balancer_arns);
        let balancer = arns.into_iter().find_map(|arn| {
            account.load_balancers.iter().find(|known| known.load_balancer_arn.as_ref() == Some(arn) && known.r#type.as_ref() == Some(kind))
        })?;
        Some(format!("is behind the load balancer {}", name(balancer.load_balancer_name.as_ref())))
    })
}

/// Whether a name fits a filter in which `*` is any text.
pub(in super::super) fn wildcard(filter: Option<&str>, name: &str) -> bool {
    let Some(filter) = filter else { return false };
    let mut parts = filter.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    let mut last = None;
    for part in parts {
        last = Some(part);
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    match last {
        None => rest.is_empty(),
        Some(last) => rest.is_empty() || last.is_empty() || name.ends_with(last),
    }
}

/// The account ids that the principals of a policy name.
fn accounts(policy: &str) -> impl Iterator<Item = &str> {
    policy.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 12)
}

/// Whether a repository is encrypted by a key of KMS.
pub(in super::super) fn by_kms(encryption: Option<&EncryptionType>) -> bool {
    matches!(encryption, Some(EncryptionType::Kms | EncryptionType::KmsDsse))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_fits_where_its_parts_follow_each_other() {
        for (filter, fits) in
            [("*", true), ("shop/*", true), ("*web", true), ("shop/web", true), ("s*p/w*b", true), ("shop", false), ("*api", false)]
        {
            assert_eq!(wildcard(Some(filter), "shop/web"), fits, "{filter}");
        }
        assert!(!wildcard(None, "shop/web"));
    }

    #[test]
    fn evidence_is_of_entries_and_each_has_one() {
        let ids: BTreeSet<_> = TABLE.iter().map(|evidence| evidence.id).collect();
        assert_eq!(ids.len(), TABLE.len());
        assert!(ids.iter().all(|id| crate::catalog::get(id).is_ok()));
    }

    #[test]
    fn accounts_are_twelve_digits() {
        let policy = r#"{"Principal":{"AWS":["arn:aws:iam::444455556666:root"]},"Sid":"1234"}"#;
        assert_eq!(accounts(policy).collect::<Vec<_>>(), ["444455556666"]);
    }
}
