#![allow(clippy::unwrap_used)]
use super::*;
use serde_json::{Value, json};

fn scanning(value: Value) -> ecr::RegistryScanningConfiguration {
    serde_json::from_value(value).unwrap()
}

fn replication(value: &Value) -> ecr::ReplicationConfiguration {
    serde_json::from_value(json!({ "rules": value })).unwrap()
}

fn target(region: &str) -> ReplicationTarget {
    ReplicationTarget { region: region.into(), account: None }
}

fn scope() -> Scope {
    Scope::new("111122223333", "eu-west-1")
}

#[test]
fn filters_are_read_as_ecr_reads_them() {
    for (filter, included) in [
        ("shop/web", true),
        ("shop", true),
        ("*", true),
        ("shop/*", true),
        ("*web", true),
        ("s*p/*b", true),
        ("shop*api", false),
        ("web*", false),
        ("x", false),
    ] {
        assert_eq!(includes(filter, "shop/web"), included, "{filter}");
    }
}

#[test]
fn enhanced_scanning_is_added_and_the_rest_stays() {
    let before = scanning(json!({"scanType": "BASIC", "rules": [
        {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "other", "filterType": "WILDCARD"}]}]}));
    let after = with_enhanced_scanning(&before, "shop/web").unwrap();
    assert_eq!(tell_scanning(&after), "ENHANCED; SCAN_ON_PUSH other; CONTINUOUS_SCAN shop/web");
    assert_eq!(with_enhanced_scanning(&after, "shop/web"), None);
    let both = with_enhanced_scanning(&after, "shop/api").unwrap();
    assert_eq!(tell_scanning(&both), "ENHANCED; SCAN_ON_PUSH other; CONTINUOUS_SCAN shop/web shop/api");
    assert!(!same_scanning(&before, &after));
    let mut turned = both.clone();
    turned.rules.reverse();
    assert!(same_scanning(&turned, &both));
}

#[test]
fn a_wider_rule_is_enough() {
    let wide = scanning(json!({"scanType": "ENHANCED", "rules": [
        {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}]}));
    assert_eq!(with_enhanced_scanning(&wide, "shop/web"), None);
}

#[test]
fn replication_has_a_rule_of_its_own() {
    let other = json!({"destinations": [{"region": "us-east-1", "registryId": "111122223333"}], "repositoryFilters": [{"filter": "infra/", "filterType": "PREFIX_MATCH"}]});
    let before = replication(&json!([other]));
    let after = with_replication(&before, "shop/web", &[target("eu-central-1")], &scope()).unwrap();
    assert_eq!(tell_replication(&after).unwrap(), "infra/ to 111122223333/us-east-1; shop/web to 111122223333/eu-central-1");
    assert_eq!(with_replication(&after, "shop/web", &[target("eu-central-1")], &scope()), None);
    let moved = with_replication(&after, "shop/web", &[target("us-west-2")], &scope()).unwrap();
    assert_eq!(tell_replication(&moved).unwrap(), "infra/ to 111122223333/us-east-1; shop/web to 111122223333/us-west-2");
}

#[test]
fn what_a_wider_rule_replicates_needs_no_rule() {
    let wide = replication(&json!([{"destinations": [{"region": "us-east-1", "registryId": "111122223333"}]}]));
    assert_eq!(with_replication(&wide, "shop/web", &[target("us-east-1")], &scope()), None);
    let more = with_replication(&wide, "shop/web", &[target("us-east-1"), target("us-west-2")], &scope()).unwrap();
    assert_eq!(tell_replication(&more).unwrap(), "everything to 111122223333/us-east-1; shop/web to 111122223333/us-west-2");
    assert_eq!(with_replication(&more, "shop/web", &[target("us-east-1"), target("us-west-2")], &scope()), None);
    assert!(!same_replication(&wide, &more));
}
