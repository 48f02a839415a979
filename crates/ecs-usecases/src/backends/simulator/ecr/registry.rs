//! Settings of the registry: scanning and replication.

use super::{constraint, invalid, wildcard};
use crate::{
    backends::simulator::world::World,
    error::Result,
    model::ecr::{
        DescribeRegistryResponse, GetRegistryScanningConfigurationResponse, PutRegistryScanningConfiguration,
        PutRegistryScanningConfigurationResponse, PutReplicationConfiguration, PutReplicationConfigurationResponse,
        RegistryScanningConfiguration, RegistryScanningRule, ReplicationConfiguration, ScanFrequency, ScanType,
    },
};

fn scanning(world: &World) -> RegistryScanningConfiguration {
    let basic = || RegistryScanningConfiguration { scan_type: Some(ScanType::Basic), ..RegistryScanningConfiguration::default() };
    world.ecr.scanning.clone().unwrap_or_else(basic)
}

fn applies(rule: &RegistryScanningRule, repository: &str) -> bool {
    let filters = rule.repository_filters.iter().flatten().filter_map(|filter| filter.filter.as_deref());
    // A filter without a star is found anywhere in the name.
    filters.into_iter().any(|filter| if filter.contains('*') { wildcard::fits(filter, repository) } else { repository.contains(filter) })
}

/// Whether the registry scans the images of a repository when they are pushed.
pub(super) fn scans_on_push(world: &World, repository: &str) -> bool {
    let rules = world.ecr.scanning.iter().flat_map(|scanning| &scanning.rules);
    rules
        .filter(|rule| matches!(rule.scan_frequency, Some(ScanFrequency::ScanOnPush | ScanFrequency::ContinuousScan)))
        .any(|rule| applies(rule, repository))
}

pub(super) fn get_scanning(world: &World) -> GetRegistryScanningConfigurationResponse {
    GetRegistryScanningConfigurationResponse {
        registry_id: Some(world.scope.account.clone()),
        scanning_configuration: Some(scanning(world)),
        ..GetRegistryScanningConfigurationResponse::default()
    }
}

pub(super) fn put_scanning(
    world: &mut World,
    request: &PutRegistryScanningConfiguration,
) -> Result<PutRegistryScanningConfigurationResponse> {
    let kind = request.scan_type.clone().unwrap_or(ScanType::Basic);
    let rules = request.rules.clone().unwrap_or_default();
    if rules.len() > 2 {
        return Err(constraint("rules", "must have at most 2 items"));
    }
    for rule in &rules {
        match (&kind, &rule.scan_frequency) {
            (ScanType::Basic, Some(ScanFrequency::ContinuousScan)) => {
                return Err(invalid("CONTINUOUS_SCAN is not supported for the scan type BASIC"));
            }
            (ScanType::Enhanced, Some(ScanFrequency::Manual)) => return Err(invalid("MANUAL is not supported for the scan type ENHANCED")),
            (_, None) => return Err(constraint("rules", "must have a scanFrequency")),
            _ => {}
        }
        if rule.repository_filters.as_ref().is_none_or(Vec::is_empty) {
            return Err(constraint("rules", "must have repositoryFilters"));
        }
    }
    let configuration = RegistryScanningConfiguration { scan_type: Some(kind), rules, ..RegistryScanningConfiguration::default() };
    world.ecr.scanning = Some(configuration.clone());
    Ok(PutRegistryScanningConfigurationResponse {
        registry_scanning_configuration: Some(configuration),
        ..PutRegistryScanningConfigurationResponse::default()
    })
}

pub(super) fn describe(world: &World) -> DescribeRegistryResponse {
    let mut replication = world.ecr.replication.clone();
    replication.rules.get_or_insert_default();
    DescribeRegistryResponse {
        registry_id: Some(world.scope.account.clone()),
        replication_configuration: Some(replication),
        ..DescribeRegistryResponse::default()
    }
}

fn check(configuration: &ReplicationConfiguration, world: &World) -> Result<()> {
    let rules = configuration.rules.as_deref().ok_or_else(|| constraint("replicationConfiguration.rules", "must not be null"))?;
    if rules.len() > 10 {
        return Err(constraint("replicationConfiguration.rules", "must have at most 10 items"));
    }
    for rule in rules {
        let destinations = rule.destinations.as_deref().unwrap_or_default();
        if destinations.is_empty() || destinations.len() > 25 {
            return Err(constraint("replicationConfiguration.rules.destinations", "must have 1-25 items"));
        }
        for destination in destinations {
            let (Some(region), Some(account)) = (&destination.region, &destination.registry_id) else {
                return Err(constraint("replicationConfiguration.rules.destinations", "must have a region and a registryId"));
            };
            if *region == world.scope.region && *account == world.scope.account {
                return Err(invalid("A registry can't be replicated to itself"));
            }
        }
    }
    Ok(())
}

pub(super) fn put_replication(world: &mut World, request: &PutReplicationConfiguration) -> Result<PutReplicationConfigurationResponse> {
    check(&request.replication_configuration, world)?;
    world.ecr.replication = request.replication_configuration.clone();
    Ok(PutReplicationConfigurationResponse {
        replication_configuration: Some(request.replication_configuration.clone()),
        ..PutReplicationConfigurationResponse::default()
    })
}
