//! Settings of the registry that a repository shares with all others: what is added for it leaves the rest as it is.

use super::ReplicationTarget;
use crate::{backend::Scope, model::ecr};
use std::collections::BTreeSet;

/// Whether a filter of the scanning configuration includes this repository. Without `*` it means names that contain it.
fn includes(filter: &str, repository: &str) -> bool {
    if !filter.contains('*') {
        return repository.contains(filter);
    }
    let (first, rest) = filter.split_once('*').unwrap_or((filter, ""));
    let Some(mut left) = repository.strip_prefix(first) else { return false };
    let parts: Vec<_> = rest.split('*').collect();
    let (last, middle) = parts.split_last().unwrap_or((&"", &[]));
    for part in middle {
        let Some(found) = left.find(part) else { return false };
        left = &left[found + part.len()..];
    }
    left.ends_with(last)
}

/// The scanning configuration with this repository scanned continuously; `None` if it is so already.
pub(super) fn with_enhanced_scanning(
    now: &ecr::RegistryScanningConfiguration,
    repository: &str,
) -> Option<ecr::RegistryScanningConfiguration> {
    let enhanced = now.scan_type == Some(ecr::ScanType::Enhanced);
    let scans = |rule: &ecr::RegistryScanningRule| {
        matches!(rule.scan_frequency, Some(ecr::ScanFrequency::ContinuousScan | ecr::ScanFrequency::ScanOnPush))
            && filters(rule).any(|filter| includes(filter, repository))
    };
    if enhanced && now.rules.iter().any(scans) {
        return None;
    }
    let mut wanted = ecr::RegistryScanningConfiguration { scan_type: Some(ecr::ScanType::Enhanced), ..now.clone() };
    wanted.rules.retain(|rule| rule.scan_frequency != Some(ecr::ScanFrequency::Manual));
    if wanted.rules.iter().any(scans) {
        return Some(wanted);
    }
    let filter = ecr::ScanningRepositoryFilter {
        filter: Some(repository.to_owned()),
        filter_type: Some(ecr::ScanningRepositoryFilterType::Wildcard),
        ..Default::default()
    };
    // There is one rule a frequency.
    match wanted.rules.iter_mut().find(|rule| rule.scan_frequency == Some(ecr::ScanFrequency::ContinuousScan)) {
        Some(rule) => rule.repository_filters.get_or_insert_default().push(filter),
        None => wanted.rules.push(ecr::RegistryScanningRule {
            scan_frequency: Some(ecr::ScanFrequency::ContinuousScan),
            repository_filters: Some(vec![filter]),
            ..Default::default()
        }),
    }
    Some(wanted)
}

fn filters(rule: &ecr::RegistryScanningRule) -> impl Iterator<Item = &str> {
    rule.repository_filters.iter().flatten().filter_map(|filter| filter.filter.as_deref())
}

/// In words.
pub(super) fn tell_scanning(configuration: &ecr::RegistryScanningConfiguration) -> String {
    let rules = configuration.rules.iter().map(|rule| {
        let frequency = rule.scan_frequency.as_ref().map_or("", ecr::ScanFrequency::as_str);
        format!("{frequency} {}", filters(rule).collect::<Vec<_>>().join(" "))
    });
    let kind = configuration.scan_type.as_ref().map_or("BASIC", ecr::ScanType::as_str).to_owned();
    std::iter::once(kind).chain(rules).collect::<Vec<_>>().join("; ")
}

/// Whether two scanning configurations are the same, in whatever order.
pub(super) fn same_scanning(one: &ecr::RegistryScanningConfiguration, other: &ecr::RegistryScanningConfiguration) -> bool {
    let kind = |configuration: &ecr::RegistryScanningConfiguration| configuration.scan_type.clone().unwrap_or(ecr::ScanType::Basic);
    let rules = |configuration: &ecr::RegistryScanningConfiguration| -> BTreeSet<(String, String)> {
        let all = configuration.rules.iter().flat_map(|rule| {
            let frequency = rule.scan_frequency.as_ref().map_or("", ecr::ScanFrequency::as_str).to_owned();
            filters(rule).map(move |filter| (frequency.clone(), filter.to_owned())).collect::<Vec<_>>()
        });
        all.collect()
    };
    kind(one) == kind(other) && rules(one) == rules(other)
}

fn prefixes(rule: &ecr::ReplicationRule) -> Vec<&str> {
    rule.repository_filters.iter().flatten().filter_map(|filter| filter.filter.as_deref()).collect()
}

fn destinations(rule: &ecr::ReplicationRule) -> BTreeSet<(&str, &str)> {
    let all = rule.destinations.iter().flatten();
    all.map(|destination| (destination.registry_id.as_deref().unwrap_or(""), destination.region.as_deref().unwrap_or(""))).collect()
}

/// The replication configuration with this repository replicated to exactly these targets by a rule of its own, unless
/// rules about more repositories do so already; `None` if nothing is to be changed.
pub(super) fn with_replication(
    now: &ecr::ReplicationConfiguration,
    repository: &str,
    targets: &[ReplicationTarget],
    scope: &Scope,
) -> Option<ecr::ReplicationConfiguration> {
    let targets: BTreeSet<_> =
        targets.iter().map(|target| (target.account.as_deref().unwrap_or(&scope.account), target.region.as_str())).collect();
    let rules = now.rules.clone().unwrap_or_default();
    let own = rules.iter().position(|rule| prefixes(rule) == [repository]);
    // A rule without a filter is about every repository.
    let shared = rules.iter().enumerate().filter(|(index, rule)| {
        let prefixes = prefixes(rule);
        Some(*index) != own && (prefixes.is_empty() || prefixes.iter().any(|prefix| repository.starts_with(prefix)))
    });
    let covered: BTreeSet<_> = shared.flat_map(|(_, rule)| destinations(rule)).collect();
    let needed: BTreeSet<_> = targets.iter().filter(|target| !covered.contains(*target)).copied().collect();
    let has = own.map(|index| destinations(&rules[index])).unwrap_or_default();
    if has.is_superset(&needed) && has.is_subset(&targets) {
        return None;
    }
    let wanted: Vec<_> = needed
        .iter()
        .map(|(account, region)| ecr::ReplicationDestination {
            registry_id: Some((*account).to_owned()),
            region: Some((*region).to_owned()),
            ..Default::default()
        })
        .collect();
    let mut next = rules.clone();
    match own {
        Some(index) if wanted.is_empty() => drop(next.remove(index)),
        Some(index) => next[index].destinations = Some(wanted),
        None => next.push(ecr::ReplicationRule {
            destinations: Some(wanted),
            repository_filters: Some(vec![ecr::RepositoryFilter {
                filter: Some(repository.to_owned()),
                filter_type: Some(ecr::RepositoryFilterType::PrefixMatch),
                ..Default::default()
            }]),
            ..Default::default()
        }),
    }
    Some(ecr::ReplicationConfiguration { rules: Some(next), ..now.clone() })
}

/// In words.
pub(super) fn tell_replication(configuration: &ecr::ReplicationConfiguration) -> Option<String> {
    let told = configuration.rules.iter().flatten().map(|rule| {
        let prefixes = prefixes(rule);
        let from = if prefixes.is_empty() { "everything".to_owned() } else { prefixes.join(" ") };
        let to: Vec<_> = destinations(rule).into_iter().map(|(account, region)| format!("{account}/{region}")).collect();
        format!("{from} to {}", to.join(" "))
    });
    let told: Vec<_> = told.collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// Whether two replication configurations are the same, in whatever order.
pub(super) fn same_replication(one: &ecr::ReplicationConfiguration, other: &ecr::ReplicationConfiguration) -> bool {
    let rules = |configuration: &ecr::ReplicationConfiguration| -> BTreeSet<String> {
        let all = configuration.rules.iter().flatten();
        all.map(|rule| {
            let mut prefixes = prefixes(rule);
            prefixes.sort_unstable();
            format!("{prefixes:?} {:?} {:?}", destinations(rule), rule.delete_replication)
        })
        .collect()
    };
    rules(one) == rules(other)
}

#[cfg(test)]
#[path = "registry_tests.rs"]
mod tests;
