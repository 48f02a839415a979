#![allow(clippy::unwrap_used)]
use super::*;

fn rules(keep_last: Vec<KeepLast>, untagged: Option<u32>) -> Lifecycle {
    Lifecycle::Rules { keep_last, expire_untagged_after_days: untagged }
}

fn keep(count: u32, patterns: &[&str]) -> KeepLast {
    KeepLast { count, patterns: patterns.iter().map(|pattern| (*pattern).to_owned()).collect() }
}

#[test]
fn readable_rules_become_a_policy_with_any_last() {
    let lifecycle = rules(vec![keep(50, &[]), keep(10, &["release-*"])], Some(7));
    lifecycle.check().unwrap();
    let policy = lifecycle.document().unwrap();
    let told: Vec<_> = policy["rules"].as_array().unwrap().iter().map(|rule| rule["selection"]["tagStatus"].as_str().unwrap()).collect();
    assert_eq!(told, ["tagged", "untagged", "any"]);
    assert_eq!(policy["rules"][2]["rulePriority"], 3);
}

#[test]
fn the_default_is_right_and_long_enough() {
    Lifecycle::default().check().unwrap();
    rules(vec![keep(1, &[])], None).check().unwrap();
    assert!(Lifecycle::Unmanaged.document().is_none());
}

#[test]
fn mistakes_are_named() {
    for (lifecycle, mistake) in [
        (rules(vec![], None), "no rule"),
        (rules(vec![keep(0, &[])], None), "at least 1"),
        (rules(vec![keep(1, &[]), keep(2, &[])], None), "same images"),
        (rules(vec![keep(1, &["*a*b*c*d*"])], None), "four"),
        (rules(vec![], Some(0)), "at least 1"),
        (Lifecycle::Document { policy: json!({}) }, "no rules"),
        (Lifecycle::Document { policy: json!({"rules": [{"rulePriority": 1, "selection": {"countNumber": 0}}]}) }, "countNumber"),
        (
            Lifecycle::Document {
                policy: json!({"rules": [
                    {"rulePriority": 1, "selection": {"tagStatus": "any", "countNumber": 1}},
                    {"rulePriority": 2, "selection": {"tagStatus": "untagged", "countNumber": 1}}]}),
            },
            "any image",
        ),
    ] {
        let error = lifecycle.check().unwrap_err();
        assert!(error.to_string().contains(mistake), "{error}");
    }
}

#[test]
fn policies_are_compared_by_meaning() {
    let policy = rules(vec![keep(10, &["a-*", "b-*"])], Some(7)).document().unwrap();
    let mut other = policy.clone();
    other["rules"].as_array_mut().unwrap().reverse();
    other["rules"][0]["selection"]["storageClass"] = json!("standard");
    other["rules"][1]["selection"]["tagPatternList"] = json!(["b-*", "a-*"]);
    assert!(same(&serde_json::to_string_pretty(&other).unwrap(), &policy));
    other["rules"][0]["selection"]["countNumber"] = json!(8);
    assert!(!same(&other.to_string(), &policy));
    assert!(!same("", &policy));
}

#[test]
fn deletions_are_limited() {
    let image =
        |tags: &[&str]| ExpiringImage { digest: "sha256:1".into(), tags: tags.iter().map(|t| (*t).into()).collect(), rule_priority: 2 };
    let preview = LifecyclePreview { would_expire: vec![image(&["v1"]), image(&[])], kept: 3 };
    check_deletions(&preview, None).unwrap();
    check_deletions(&preview, Some(2)).unwrap();
    let error = check_deletions(&preview, Some(1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert!(error.to_string().contains("2 images") && error.to_string().contains("v1 (rule 2)"), "{error}");
}
