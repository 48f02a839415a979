//! Rules about the account settings of Amazon ECS in a Region.

use super::{About, Checked, Level, PostureRule, ResourceKind, Subject, source::well_architected, subject::AccountFacts};
use crate::{model::ecs::SettingName, rules::Pillar};

const GUIDE: &str = "Amazon ECS Developer Guide, access Amazon ECS features with account settings";

static RULES: [PostureRule<AccountFacts>; 5] = [
    PostureRule {
        about: About {
            id: "ECS-SETTING-CONTAINER-INSIGHTS",
            title: "New clusters have Container Insights turned on.",
            pillar: Pillar::OperationalExcellence,
            level: Level::Low,
            remedy: "Set the account setting containerInsights to enhanced or enabled",
            documentation: GUIDE,
            sources: &[well_architected("REL06-BP01")],
        },
        examples: include_str!("examples/ECS-SETTING-CONTAINER-INSIGHTS.json"),
        check: container_insights,
    },
    PostureRule {
        about: About {
            id: "ECS-SETTING-TAG-AUTHORIZATION",
            title: "Who creates a resource with tags needs the permission to tag it.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Allow ecs:TagResource where resources are created, and set the account setting tagResourceAuthorization to on",
            documentation: GUIDE,
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("examples/ECS-SETTING-TAG-AUTHORIZATION.json"),
        check: tag_authorization,
    },
    PostureRule {
        about: About {
            id: "ECS-SETTING-LONG-ARN",
            title: "Services, tasks and container instances have ARNs in the format that tags need.",
            pillar: Pillar::CostOptimization,
            level: Level::Low,
            remedy: "Set the account settings serviceLongArnFormat, taskLongArnFormat and containerInstanceLongArnFormat to enabled",
            documentation: GUIDE,
            sources: &[well_architected("COST03-BP02")],
        },
        examples: include_str!("examples/ECS-SETTING-LONG-ARN.json"),
        check: long_arn,
    },
    PostureRule {
        about: About {
            id: "ECS-SETTING-LOG-MODE",
            title: "A log driver that stalls does not stall programs that say nothing of it.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Set the account setting defaultLogDriverMode to non-blocking, and mode to blocking where no line may be lost",
            documentation: GUIDE,
            sources: &[well_architected("REL05-BP01")],
        },
        examples: include_str!("examples/ECS-SETTING-LOG-MODE.json"),
        check: log_mode,
    },
    PostureRule {
        about: About {
            id: "ECS-SETTING-GUARDDUTY",
            title: "GuardDuty watches what runs on Amazon ECS.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Turn on Runtime Monitoring for Amazon ECS in GuardDuty, which sets guardDutyActivate",
            documentation: "Amazon GuardDuty User Guide, GuardDuty Runtime Monitoring",
            sources: &[well_architected("SEC06-BP05")],
        },
        examples: include_str!("examples/ECS-SETTING-GUARDDUTY.json"),
        check: guard_duty,
    },
];

impl Subject for AccountFacts {
    const KIND: ResourceKind = ResourceKind::Account;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[("Account settings", &RULES)];
}

/// The value of a setting, or that it is not known. The effective settings hold all of them.
fn value<'a>(facts: &'a AccountFacts, checked: &mut Checked, name: &SettingName) -> Option<&'a str> {
    let Some(settings) = &facts.settings else {
        checked.unknown("the account settings were not read");
        return None;
    };
    let value = settings.iter().find(|setting| setting.name.as_ref() == Some(name)).and_then(|setting| setting.value.as_deref());
    if value.is_none() {
        checked.unknown(format!("the account setting {name} was not read"));
    }
    value
}

fn container_insights(facts: &AccountFacts, checked: &mut Checked) {
    if let Some(value) = value(facts, checked, &SettingName::ContainerInsights)
        && !matches!(value, "enabled" | "enhanced")
    {
        checked.fail("containerInsights", format!("containerInsights is {value}"));
    }
}

fn tag_authorization(facts: &AccountFacts, checked: &mut Checked) {
    if value(facts, checked, &SettingName::TagResourceAuthorization) == Some("off") {
        let message = "tagResourceAuthorization is off: whoever may create a resource may give it tags, also those that permissions go by";
        checked.fail("tagResourceAuthorization", message);
    }
}

fn long_arn(facts: &AccountFacts, checked: &mut Checked) {
    for name in [SettingName::ServiceLongArnFormat, SettingName::TaskLongArnFormat, SettingName::ContainerInstanceLongArnFormat] {
        if value(facts, checked, &name) == Some("disabled") {
            checked.fail(name.as_str(), format!("{name} is disabled: what is created can not be tagged"));
        }
    }
}

fn log_mode(facts: &AccountFacts, checked: &mut Checked) {
    if value(facts, checked, &SettingName::DefaultLogDriverMode) == Some("blocking") {
        let message = "defaultLogDriverMode is blocking: a program stops at its next line if its logs can not be delivered";
        checked.fail("defaultLogDriverMode", message);
    }
}

fn guard_duty(facts: &AccountFacts, checked: &mut Checked) {
    if let Some(value) = value(facts, checked, &SettingName::GuardDutyActivate)
        && value != "on"
    {
        checked.fail("guardDutyActivate", format!("guardDutyActivate is {value}"));
    }
}
