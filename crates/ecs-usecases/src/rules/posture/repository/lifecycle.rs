//! What the lifecycle policy deletes, and what it must not.

use super::{
    super::{
        About, Checked, Level, PostureRule,
        source::{aws_config, control_tower, prowler, security_hub, well_architected},
        subject::RepositoryFacts,
    },
    tags::release,
};
use crate::rules::Pillar;
use serde_json::Value;

pub(super) static RULES: [PostureRule<RepositoryFacts>; 4] = [
    PostureRule {
        about: About {
            id: "ECR-LIFECYCLE",
            title: "The repository has a lifecycle policy.",
            pillar: Pillar::CostOptimization,
            level: Level::Medium,
            remedy: "Put a lifecycle policy that expires images without a tag, and all but the latest of the others",
            documentation: "Amazon ECR User Guide, automate the cleanup of images by using lifecycle policies in Amazon ECR",
            sources: &[
                security_hub("ECR.3", Level::Medium),
                control_tower("CT.ECR.PR.1"),
                aws_config("ECR_PRIVATE_LIFECYCLE_POLICY_CONFIGURED"),
                prowler("ecr_repositories_lifecycle_policy_enabled", Level::Low),
            ],
        },
        examples: include_str!("../examples/ECR-LIFECYCLE.json"),
        check: present,
    },
    PostureRule {
        about: About {
            id: "ECR-LIFECYCLE-UNTAGGED",
            title: "Images without a tag expire.",
            pillar: Pillar::CostOptimization,
            level: Level::Low,
            remedy: "Add a rule with tagStatus untagged and the action expire to the lifecycle policy",
            documentation: "Amazon ECR User Guide, lifecycle policy properties in Amazon ECR",
            sources: &[well_architected("COST04-BP05")],
        },
        examples: include_str!("../examples/ECR-LIFECYCLE-UNTAGGED.json"),
        check: untagged,
    },
    PostureRule {
        about: About {
            id: "ECR-LIFECYCLE-KEEPS",
            title: "The lifecycle policy keeps an image to go back to.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set countNumber of the rule to at least 2, or to as many releases as you may want to go back",
            documentation: "Amazon ECR User Guide, lifecycle policy properties in Amazon ECR",
            sources: &[well_architected("OPS06-BP01")],
        },
        examples: include_str!("../examples/ECR-LIFECYCLE-KEEPS.json"),
        check: keeps,
    },
    PostureRule {
        about: About {
            id: "ECR-LIFECYCLE-AGE",
            title: "No release expires by its age alone.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Count releases with imageCountMoreThan, or use sinceImagePulled: a service that is not deployed for long still needs its image",
            documentation: "Amazon ECR User Guide, lifecycle policy properties in Amazon ECR",
            sources: &[well_architected("OPS06-BP01")],
        },
        examples: include_str!("../examples/ECR-LIFECYCLE-AGE.json"),
        check: age,
    },
];

/// A rule of the policy that expires images.
struct Expiring {
    priority: i64,
    tags: Tags,
    count_type: String,
    number: i64,
    /// Where it stands.
    path: String,
}

/// Which images a rule is about.
enum Tags {
    Any,
    Untagged,
    /// Those that have tags for each of these patterns.
    Patterns(Vec<String>),
}

impl Tags {
    /// It is about every image that has a tag.
    fn all_tagged(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Untagged => false,
            Self::Patterns(patterns) => !patterns.is_empty() && patterns.iter().all(|pattern| pattern.bytes().all(|byte| byte == b'*')),
        }
    }

    /// It is about images that are releases by their tags.
    fn releases(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Untagged => false,
            Self::Patterns(patterns) => !patterns.is_empty() && patterns.iter().all(|pattern| release(pattern).is_some()),
        }
    }
}

/// The rules that expire images, by priority; nothing if there is no policy that can be read, which the rule about it says.
fn expiring(facts: &RepositoryFacts, checked: &mut Checked) -> Option<Vec<Expiring>> {
    let Some(policy) = &facts.lifecycle_policy_text else {
        checked.unknown("the lifecycle policy");
        return None;
    };
    let Some(rules) = policy.as_deref().and_then(rules_of) else {
        checked.not_applicable();
        return None;
    };
    let mut expiring: Vec<Expiring> = rules.iter().enumerate().filter_map(|(at, rule)| read(at, rule)).collect();
    expiring.sort_by_key(|rule| rule.priority);
    Some(expiring)
}

/// The rules of a policy that has some.
fn rules_of(text: &str) -> Option<Vec<Value>> {
    let mut policy: Value = serde_json::from_str(text).ok()?;
    match policy.get_mut("rules").map(Value::take) {
        Some(Value::Array(rules)) if !rules.is_empty() => Some(rules),
        _ => None,
    }
}

fn read(at: usize, rule: &Value) -> Option<Expiring> {
    let selection = &rule["selection"];
    // Images in the archive are not there to be deployed.
    if rule["action"]["type"] != "expire" || selection["storageClass"] == "archive" {
        return None;
    }
    let texts = |name: &str, end: &str| -> Vec<String> {
        selection[name].as_array().into_iter().flatten().filter_map(Value::as_str).map(|text| format!("{text}{end}")).collect()
    };
    let tags = match selection["tagStatus"].as_str()? {
        "any" => Tags::Any,
        "untagged" => Tags::Untagged,
        _ => Tags::Patterns([texts("tagPatternList", ""), texts("tagPrefixList", "*")].concat()),
    };
    Some(Expiring {
        priority: rule["rulePriority"].as_i64()?,
        tags,
        count_type: selection["countType"].as_str()?.to_owned(),
        number: selection["countNumber"].as_i64()?,
        path: format!("lifecyclePolicyText.rules[{at}].selection"),
    })
}

fn present(facts: &RepositoryFacts, checked: &mut Checked) {
    match &facts.lifecycle_policy_text {
        None => checked.unknown("the lifecycle policy"),
        Some(None) => checked.fail("lifecyclePolicyText", "the repository has no lifecycle policy: every image that was pushed stays"),
        Some(Some(text)) if rules_of(text).is_none() => checked.fail("lifecyclePolicyText", "the lifecycle policy has no rules"),
        Some(Some(_)) => {}
    }
}

fn untagged(facts: &RepositoryFacts, checked: &mut Checked) {
    let Some(rules) = expiring(facts, checked) else { return };
    if !rules.iter().any(|rule| matches!(rule.tags, Tags::Any | Tags::Untagged)) {
        checked.fail("lifecyclePolicyText.rules", "no rule expires images without a tag, of which each overwritten tag leaves one");
    }
}

/// A rule does not touch images that one of higher priority is about, so that all after one about all tagged images are harmless.
fn on_releases(rules: &[Expiring]) -> impl Iterator<Item = &Expiring> {
    let first = rules.iter().position(|rule| rule.tags.all_tagged()).map_or(rules.len(), |at| at + 1);
    rules[..first].iter().filter(|rule| rule.tags.releases())
}

fn keeps(facts: &RepositoryFacts, checked: &mut Checked) {
    let Some(rules) = expiring(facts, checked) else { return };
    for rule in on_releases(&rules).filter(|rule| rule.count_type == "imageCountMoreThan" && rule.number < 2) {
        checked.fail(format!("{}.countNumber", rule.path), "only the latest image is kept: there is none to roll back to");
    }
}

fn age(facts: &RepositoryFacts, checked: &mut Checked) {
    let Some(rules) = expiring(facts, checked) else { return };
    for rule in on_releases(&rules).filter(|rule| rule.count_type == "sinceImagePushed") {
        let message = format!("releases expire {} days after they were pushed, even the one that runs", rule.number);
        checked.fail(format!("{}.countType", rule.path), message);
    }
}
