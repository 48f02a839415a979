//! All rules in one list.

use super::{Pillar, Severity, cfn_lint_of, posture, posture::Level, posture::ResourceKind, task_definition};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RuleItem {
    /// The stable name, such as `ECS-PRIVILEGED`.
    pub id: String,
    /// What must hold, in a sentence.
    pub title: String,
    /// What kind of resource it inspects.
    pub kind: ResourceKind,
    /// How bad it is if it does not hold.
    pub level: Level,
    /// The pillar of the Well-Architected Framework that it serves most.
    pub pillar: Pillar,
    /// Whether it is about what Amazon ECS asks when a task definition is registered; every other rule is about posture.
    pub registration: bool,
    /// What to do, in a sentence; empty for rules of registration, whose findings each say it.
    pub remedy: String,
    /// The AWS documentation page that it comes from.
    pub documentation: String,
    /// The rules of others that ask the same, such as `security-hub ECS.4`.
    pub sources: Vec<String>,
}

/// All rules, those of registration and those of posture, in the order of their ids.
pub fn list() -> Vec<RuleItem> {
    let registration = task_definition::rules().map(|rule| RuleItem {
        id: rule.id.to_owned(),
        title: rule.about.to_owned(),
        kind: ResourceKind::TaskDefinition,
        level: if rule.severity == Severity::Error { Level::Invalid } else { Level::Low },
        pillar: Pillar::Reliability,
        registration: true,
        remedy: String::new(),
        documentation: rule.source.to_owned(),
        sources: cfn_lint_of(rule.id).iter().map(ToString::to_string).collect(),
    });
    let posture = posture::all().into_iter().map(|(kind, about)| RuleItem {
        id: about.id.to_owned(),
        title: about.title.to_owned(),
        kind,
        level: about.level,
        pillar: about.pillar,
        registration: false,
        remedy: about.remedy.to_owned(),
        documentation: about.documentation.to_owned(),
        sources: about.sources.iter().map(ToString::to_string).collect(),
    });
    let mut list: Vec<RuleItem> = registration.chain(posture).collect();
    list.sort_by(|one, other| one.id.cmp(&other.id));
    list
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn every_rule_is_there_once() {
        let list = list();
        assert!(list.windows(2).all(|pair| pair[0].id < pair[1].id), "ids are sorted and unique");
        assert_eq!(list.iter().filter(|rule| rule.registration).count(), super::task_definition::rules().count());
        assert!(list.iter().any(|rule| rule.id == "ECR-SCAN" && rule.sources.contains(&"security-hub ECR.1".to_owned())));
    }
}
