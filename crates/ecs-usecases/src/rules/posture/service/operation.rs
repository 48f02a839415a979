//! Who works on a service, and to whom it is charged.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{security_hub, well_architected},
    subject::ServiceFacts,
};
use crate::{model::ecs::PropagateTags, rules::Pillar};

const TAGGING: &str = "Amazon ECS Developer Guide, tagging Amazon ECS resources";

pub(super) static RULES: [PostureRule<ServiceFacts>; 3] = [
    PostureRule {
        about: About {
            id: "ECS-SERVICE-TAGS",
            title: "The service is tagged.",
            pillar: Pillar::CostOptimization,
            level: Level::Low,
            remedy: "Tag the service with its owner, environment and cost center",
            documentation: TAGGING,
            sources: &[security_hub("ECS.13", Level::Low), well_architected("COST03-BP02")],
        },
        examples: include_str!("../examples/ECS-SERVICE-TAGS.json"),
        check: tags,
    },
    PostureRule {
        about: About {
            id: "ECS-PROPAGATE-TAGS",
            title: "Tasks get the tags of their service or task definition.",
            pillar: Pillar::CostOptimization,
            level: Level::Low,
            remedy: "Set propagateTags to SERVICE or TASK_DEFINITION",
            documentation: TAGGING,
            sources: &[well_architected("COST03-BP02")],
        },
        examples: include_str!("../examples/ECS-PROPAGATE-TAGS.json"),
        check: propagated,
    },
    PostureRule {
        about: About {
            id: "ECS-EXEC-ENABLED",
            title: "Nobody can open a shell in the tasks of the service.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Set enableExecuteCommand to false where it is not needed, and turn it on for the time of an incident",
            documentation: "Amazon ECS Developer Guide, monitor Amazon ECS containers with ECS Exec",
            sources: &[well_architected("SEC06-BP03")],
        },
        examples: include_str!("../examples/ECS-EXEC-ENABLED.json"),
        check: exec,
    },
];

fn tags(facts: &ServiceFacts, checked: &mut Checked) {
    if !facts.service.tags.iter().any(|tag| !tag.key.as_deref().unwrap_or_default().starts_with("aws:")) {
        checked.fail("tags", "the service has no tags");
    }
}

fn propagated(facts: &ServiceFacts, checked: &mut Checked) {
    if matches!(facts.service.propagate_tags, None | Some(PropagateTags::None)) {
        checked.fail("propagateTags", "no tags are propagated: what tasks cost can not be told apart");
    }
}

fn exec(facts: &ServiceFacts, checked: &mut Checked) {
    if facts.service.enable_execute_command == Some(true) {
        checked.fail("enableExecuteCommand", "ECS Exec is turned on: whoever may call ExecuteCommand has a shell in every task");
    }
}
