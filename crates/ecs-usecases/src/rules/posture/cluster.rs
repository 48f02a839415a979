//! Rules about a cluster.

use super::{
    About, Checked, Level, PostureRule, ResourceKind, Subject,
    source::{aws_config, checkov, control_tower, prowler, security_hub, trivy},
    subject::ClusterFacts,
};
use crate::{
    model::ecs::{ClusterSettingName, ExecuteCommandConfiguration, ExecuteCommandLogging},
    rules::Pillar,
};

static RULES: [PostureRule<ClusterFacts>; 4] = [
    PostureRule {
        about: About {
            id: "ECS-CONTAINER-INSIGHTS",
            title: "The cluster has Container Insights turned on.",
            pillar: Pillar::OperationalExcellence,
            level: Level::Medium,
            remedy: "Set the cluster setting containerInsights to enhanced or enabled",
            documentation: "Amazon ECS Developer Guide, monitor Amazon ECS containers using Container Insights",
            sources: &[
                security_hub("ECS.12", Level::Medium),
                control_tower("CT.ECS.PR.2"),
                aws_config("ECS_CONTAINER_INSIGHTS_ENABLED"),
                checkov("CKV_AWS_65"),
                trivy("AWS-0034", Level::Low),
                prowler("ecs_cluster_container_insights_enabled", Level::Medium),
            ],
        },
        examples: include_str!("examples/ECS-CONTAINER-INSIGHTS.json"),
        check: container_insights,
    },
    PostureRule {
        about: About {
            id: "ECS-EXEC-LOGGING",
            title: "What is typed in ECS Exec sessions is logged.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set configuration.executeCommandConfiguration.logging to DEFAULT, or to OVERRIDE with a log configuration",
            documentation: "Amazon ECS Developer Guide, monitor Amazon ECS containers with ECS Exec",
            sources: &[checkov("CKV_AWS_223")],
        },
        examples: include_str!("examples/ECS-EXEC-LOGGING.json"),
        check: exec_logging,
    },
    PostureRule {
        about: About {
            id: "ECS-EXEC-ENCRYPTION",
            title: "ECS Exec sessions and their logs are encrypted with a customer managed key.",
            pillar: Pillar::Security,
            level: Level::Low,
            remedy: "Set kmsKeyId in the cluster's executeCommandConfiguration, and encryption of the log group or bucket that it logs to",
            documentation: "Amazon ECS API Reference, ExecuteCommandConfiguration",
            sources: &[checkov("CKV_AWS_224")],
        },
        examples: include_str!("examples/ECS-EXEC-ENCRYPTION.json"),
        check: exec_encryption,
    },
    PostureRule {
        about: About {
            id: "ECS-CLUSTER-TAGS",
            title: "The cluster is tagged.",
            pillar: Pillar::CostOptimization,
            level: Level::Low,
            remedy: "Tag the cluster with its owner, environment and cost center",
            documentation: "Amazon ECS Developer Guide, tagging Amazon ECS resources",
            sources: &[security_hub("ECS.14", Level::Low)],
        },
        examples: include_str!("examples/ECS-CLUSTER-TAGS.json"),
        check: tags,
    },
];

impl Subject for ClusterFacts {
    const KIND: ResourceKind = ResourceKind::Cluster;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[("Cluster", &RULES)];
}

fn container_insights(facts: &ClusterFacts, checked: &mut Checked) {
    let setting = facts.cluster.settings.iter().find(|setting| setting.name == Some(ClusterSettingName::ContainerInsights));
    match setting.and_then(|setting| setting.value.as_deref()) {
        Some("enabled" | "enhanced") => {}
        Some(value) => checked.fail("settings", format!("containerInsights is {value}")),
        None => checked.fail("settings", "containerInsights is not set, and off for that"),
    }
}

fn exec_of(facts: &ClusterFacts) -> Option<&ExecuteCommandConfiguration> {
    facts.cluster.configuration.as_ref()?.execute_command_configuration.as_ref()
}

/// A cluster without a configuration logs by the awslogs configuration of the container, which is `DEFAULT`.
fn exec_logging(facts: &ClusterFacts, checked: &mut Checked) {
    let at = "configuration.executeCommandConfiguration";
    let Some(exec) = exec_of(facts) else { return };
    match &exec.logging {
        Some(ExecuteCommandLogging::None) => checked.fail(format!("{at}.logging"), "logging of ECS Exec is NONE"),
        Some(ExecuteCommandLogging::Override) if exec.log_configuration.is_none() => {
            checked.fail(format!("{at}.logConfiguration"), "logging of ECS Exec is OVERRIDE, and there is no log configuration");
        }
        _ => {}
    }
}

fn exec_encryption(facts: &ClusterFacts, checked: &mut Checked) {
    let at = "configuration.executeCommandConfiguration";
    let Some(exec) = exec_of(facts) else { return checked.not_applicable() };
    if exec.kms_key_id.is_none() {
        checked.fail(format!("{at}.kmsKeyId"), "ECS Exec sessions are not encrypted with a key of yours");
    }
    if let Some(log) = &exec.log_configuration {
        if log.cloud_watch_log_group_name.is_some() && log.cloud_watch_encryption_enabled != Some(true) {
            checked.fail(format!("{at}.logConfiguration.cloudWatchEncryptionEnabled"), "the log group is not required to be encrypted");
        }
        if log.s3_bucket_name.is_some() && log.s3_encryption_enabled != Some(true) {
            checked.fail(format!("{at}.logConfiguration.s3EncryptionEnabled"), "the bucket is not required to be encrypted");
        }
    }
}

fn tags(facts: &ClusterFacts, checked: &mut Checked) {
    let own = facts.cluster.tags.iter().filter(|tag| !tag.key.as_deref().unwrap_or_default().starts_with("aws:"));
    if own.count() == 0 {
        checked.fail("tags", "the cluster has no tags");
    }
}
