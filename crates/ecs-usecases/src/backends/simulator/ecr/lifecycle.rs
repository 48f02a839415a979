//! The evaluation of a lifecycle policy: which images it touches, by which rule.

use super::{
    lifecycle_policy::{Limit, Policy, Rule, Tags},
    wildcard,
};
use crate::clock::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// An image as a policy sees it.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    pub(crate) digest: &'a str,
    pub(crate) tags: &'a BTreeSet<String>,
    pub(crate) pushed_at: Timestamp,
    pub(crate) pulled_at: Option<Timestamp>,
    pub(crate) archived_at: Option<Timestamp>,
    /// It is in a manifest list, and thereby protected.
    pub(crate) in_index: bool,
}

fn selects(rule: &Rule, image: &Candidate<'_>) -> bool {
    let any = |fits: &dyn Fn(&str) -> bool| image.tags.iter().any(|tag| fits(tag));
    rule.archive == image.archived_at.is_some()
        && match &rule.tags {
            Tags::Any => true,
            Tags::Untagged => image.tags.is_empty(),
            Tags::Prefixes(prefixes) => prefixes.iter().all(|prefix| any(&|tag| tag.starts_with(prefix.as_str()))),
            Tags::Patterns(patterns) => patterns.iter().all(|pattern| any(&|tag| wildcard::fits(pattern, tag))),
        }
}

/// The images that a policy touches, each with the priority of the rule that does, in the order of priorities and then the
/// oldest first.
///
/// Every rule is evaluated on all images that it selects, as if it were alone. An image belongs to the first rule, by priority,
/// that selects it, whether or not that rule marks it: later rules count it, but can't touch it.
pub(crate) fn evaluate(policy: &Policy, images: &[Candidate<'_>], now: Timestamp) -> Vec<(String, i32)> {
    let mut owner: BTreeMap<&str, i32> = BTreeMap::new();
    let mut touched = Vec::new();
    for rule in &policy.rules {
        let mut selected: Vec<&Candidate<'_>> = images.iter().filter(|image| !image.in_index && selects(rule, image)).collect();
        selected.sort_by_key(|image| (image.pushed_at, image.digest));
        let older = |moment: Timestamp, days: i64| now.0 - moment.0 > days.saturating_mul(DAY);
        let surplus = match rule.limit {
            Limit::MoreThan(count) => selected.len().saturating_sub(count),
            _ => 0,
        };
        for (index, image) in selected.iter().enumerate() {
            let marked = match rule.limit {
                Limit::MoreThan(_) => index < surplus,
                Limit::Pushed(days) => older(image.pushed_at, days),
                Limit::Pulled(days) => older(image.pulled_at.unwrap_or(image.pushed_at), days),
                Limit::Transitioned(days) => image.archived_at.is_some_and(|moment| older(moment, days)),
            };
            let mine = *owner.entry(image.digest).or_insert(rule.priority) == rule.priority;
            if marked && mine {
                touched.push((image.digest.to_owned(), rule.priority));
            }
        }
    }
    touched
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::{super::lifecycle_policy::parse, *};

    const NOW: Timestamp = Timestamp(1_000 * DAY);

    fn rule(priority: i32, selection: &str, action: &str) -> String {
        format!(r#"{{"rulePriority": {priority}, "description": "a rule", "selection": {{{selection}}}, "action": {{{action}}}}}"#)
    }

    fn policy(rules: &[String]) -> String {
        format!(r#"{{"rules": [{}]}}                                        "#, rules.join(", "))
    }

    fn expire(priority: i32, selection: &str) -> String {
        rule(priority, selection, r#""type": "expire""#)
    }

    /// Images as (digest, tags, days since the push); the result as digests with priorities.
    fn touched(rules: &[String], images: &[(&str, &str, i64)]) -> String {
        let tags: Vec<BTreeSet<String>> = images.iter().map(|image| image.1.split_whitespace().map(str::to_owned).collect()).collect();
        let candidates: Vec<Candidate<'_>> = images
            .iter()
            .zip(&tags)
            .map(|((digest, _, days), tags)| Candidate {
                digest: digest.trim_start_matches('^'),
                tags,
                pushed_at: Timestamp(NOW.0 - days * DAY),
                pulled_at: None,
                archived_at: None,
                in_index: digest.starts_with('^'),
            })
            .collect();
        let result = evaluate(&parse(&policy(rules)).unwrap(), &candidates, NOW);
        result.iter().map(|(digest, priority)| format!("{digest}:{priority}")).collect::<Vec<_>>().join(" ")
    }

    const COUNT: &str = r#""countType": "imageCountMoreThan", "countNumber": 1"#;
    const AGE: &str = r#""countType": "sinceImagePushed", "countUnit": "days", "countNumber": 5"#;

    fn tagged(list: &str, limit: &str) -> String {
        format!(r#""tagStatus": "tagged", {list}, {limit}"#)
    }

    #[test]
    fn rules_are_evaluated_all_and_applied_by_priority() {
        let prod = tagged(r#""tagPrefixList": ["prod"]"#, COUNT);
        let beta = tagged(r#""tagPrefixList": ["beta"]"#, COUNT);
        let both = [("a", "beta-1 prod-1", 10), ("b", "beta-2 prod-2", 9), ("c", "beta-3", 8)];
        let any = |limit: &str| format!(r#""tagStatus": "any", {limit}"#);
        let untagged = format!(r#""tagStatus": "untagged", {AGE}"#);
        let pattern = |list: &str| tagged(&format!(r#""tagPatternList": {list}"#), AGE);
        for (rules, images, expected) in [
            // AWS's own example: A is seen by the first rule, B would violate it.
            (vec![expire(1, &prod), expire(2, &beta)], both.to_vec(), "a:1"),
            // The other way round the later rule can't touch what the first one keeps.
            (vec![expire(1, &beta), expire(2, &prod)], both.to_vec(), "a:1 b:1"),
            // Priorities decide, not the order in the text.
            (vec![expire(9, &any(COUNT)), expire(2, &prod)], both.to_vec(), "a:2"),
            (vec![expire(1, &any(COUNT))], both.to_vec(), "a:1 b:1"),
            (vec![expire(1, &untagged)], vec![("a", "", 6), ("b", "", 5), ("c", "x", 9)], "a:1"),
            (vec![expire(1, &tagged(r#""tagPrefixList": ["x", "y"]"#, AGE))], vec![("a", "x1", 9), ("b", "x1 y1", 9)], "b:1"),
            (vec![expire(1, &pattern(r#"["*-rc*", "v1*"]"#))], vec![("a", "v1-rc2", 9), ("b", "v1", 9), ("c", "v2-rc1 v1", 9)], "a:1 c:1"),
            // Those in a manifest list are protected, and not counted.
            (vec![expire(1, &any(COUNT))], vec![("^a", "", 9), ("b", "v1", 8), ("^c", "", 7), ("d", "v2", 6)], "b:1"),
            (vec![expire(1, &untagged), expire(2, &any(AGE))], vec![("a", "", 6), ("b", "v", 7), ("c", "", 1)], "a:1 b:2"),
            (vec![expire(1, &any(&AGE.replace("Pushed", "Pulled")))], vec![("a", "", 6), ("b", "v", 1)], "a:1"),
        ] {
            assert_eq!(touched(&rules, &images), expected, "{rules:?}");
        }
    }

    #[test]
    fn wrong_policies_are_refused() {
        let any = format!(r#""tagStatus": "any", {COUNT}"#);
        let untagged = format!(r#""tagStatus": "untagged", {COUNT}"#);
        let with = |selection: &str| policy(&[expire(1, selection)]);
        let fine = with(&any);
        assert!(parse(&fine).is_ok());
        for (text, why) in [
            ("{}".to_owned(), "100-30720"),
            (" ".repeat(30_721), "100-30720"),
            (" ".repeat(200), "Could not map"),
            (fine.replace("\"rules\"", "\"other\""), "'other'"),
            (policy(&[]) + &" ".repeat(100), "1-50 rules"),
            (policy(&(1..=51).map(|priority| expire(priority, &untagged)).collect::<Vec<_>>()), "1-50 rules"),
            (fine.replace("\"rulePriority\": 1", "\"rulePriority\": 0"), "rulePriority"),
            (policy(&[expire(1, &untagged), expire(1, &any)]), "more than once"),
            (policy(&[expire(2, &untagged), expire(1, &untagged)]), "only one rule"),
            (policy(&[expire(1, &any), expire(2, &untagged)]), "highest rulePriority"),
            (with(&tagged(r#""tagPrefixList": []"#, COUNT)), "exactly one"),
            (with(&tagged(r#""tagPrefixList": ["a"], "tagPatternList": ["a"]"#, COUNT)), "exactly one"),
            (with(&tagged(r#""tagPatternList": ["*a*a*a*a*"]"#, COUNT)), "wildcards"),
            (with(&format!(r#"{any}, "tagPrefixList": ["a"]"#)), "only for tagStatus"),
            (
                policy(&[expire(1, &tagged(r#""tagPrefixList": ["a"]"#, COUNT)), expire(2, &tagged(r#""tagPrefixList": ["a"]"#, AGE))]),
                "prefix 'a'",
            ),
            (with(&format!(r#"{any}, "countUnit": "days""#)), "countUnit"),
            (with(&format!(r#""tagStatus": "any", {}"#, AGE.replace("days", "hours"))), "days"),
            (fine.replace("\"countNumber\": 1", "\"countNumber\": 0"), "countNumber"),
            (fine.replace("imageCountMoreThan", "imageCountLessThan"), "countType"),
            (fine.replace("expire", "delete"), "'expire' or 'transition'"),
            (fine.replace("expire", "transition"), "targetStorageClass"),
            (with(&format!(r#"{any}, "storageClass": "cold""#)), "storageClass"),
        ] {
            let error = parse(&text).unwrap_err();
            assert_eq!(error.code(), Some("InvalidParameterException"));
            assert!(error.to_string().contains(why), "{why}: {error}");
        }
    }
}
