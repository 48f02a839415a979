//! File systems that tasks share.

use super::super::{
    About, Checked, Level, PostureRule,
    source::{checkov, security_hub, trivy, well_architected},
};
use super::given;
use crate::{
    model::ecs::{EFSAuthorizationConfigIAM, EFSTransitEncryption, EFSVolumeConfiguration, RegisterTaskDefinition},
    rules::{Pillar, task_definition::facts::list},
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 2] = [
    PostureRule {
        about: About {
            id: "ECS-EFS-ENCRYPTION",
            title: "EFS volumes are encrypted in transit.",
            pillar: Pillar::Security,
            level: Level::High,
            remedy: "Set efsVolumeConfiguration.transitEncryption to ENABLED",
            documentation: "Amazon ECS API Reference, EFSVolumeConfiguration transitEncryption",
            sources: &[security_hub("ECS.18", Level::Medium), checkov("CKV_AWS_97"), trivy("AWS-0035", Level::High)],
        },
        examples: include_str!("../examples/ECS-EFS-ENCRYPTION.json"),
        check: encryption,
    },
    PostureRule {
        about: About {
            id: "ECS-EFS-AUTHORIZATION",
            title: "EFS volumes are mounted with the role of the task, through an access point.",
            pillar: Pillar::Security,
            level: Level::Medium,
            remedy: "Set authorizationConfig.iam to ENABLED and accessPointId to an access point for this task",
            documentation: "Amazon ECS Developer Guide, best practices for using Amazon EFS volumes with Amazon ECS",
            sources: &[well_architected("SEC03-BP02")],
        },
        examples: include_str!("../examples/ECS-EFS-AUTHORIZATION.json"),
        check: authorization,
    },
];

fn efs(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &EFSVolumeConfiguration)> {
    list(definition.volumes.as_ref())
        .iter()
        .enumerate()
        .filter_map(|(at, volume)| Some((format!("volumes[{at}].efsVolumeConfiguration"), volume.efs_volume_configuration.as_ref()?)))
}

fn encryption(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, volume) in efs(definition) {
        if volume.transit_encryption != Some(EFSTransitEncryption::Enabled) {
            checked.fail(format!("{path}.transitEncryption"), "encryption in transit is off: files cross the network as they are");
        }
    }
}

fn authorization(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, volume) in efs(definition) {
        let authorization = volume.authorization_config.as_ref();
        if authorization.and_then(|config| config.iam.as_ref()) != Some(&EFSAuthorizationConfigIAM::Enabled) {
            checked.fail(format!("{path}.authorizationConfig.iam"), "the role of the task is not asked for when the volume is mounted");
        }
        if given(authorization.and_then(|config| config.access_point_id.as_ref())).is_none() {
            let message = "there is no access point: the task sees the file system as whatever user it runs as";
            checked.fail(format!("{path}.authorizationConfig.accessPointId"), message);
        }
    }
}
