//! Volumes and where they are mounted.

use super::TaskDefinitionRule;
use super::facts::{container, container_names, containers, is_name, list, names, text};
use crate::model::ecs::{EFSAuthorizationConfigIAM, EFSTransitEncryption, RegisterTaskDefinition, Scope, Volume};
use crate::rules::{Found, Rule};
use std::collections::HashSet;

pub(super) static RULES: [TaskDefinitionRule; 9] = [
    Rule::error("TD-MOUNT-VOLUME", "MountPoint.sourceVolume", "A mount point names a volume of the task.", mount_volume),
    Rule::error("TD-VOLUMES-FROM", "VolumeFrom.sourceContainer", "volumesFrom names another container of the task.", volumes_from),
    Rule::error("TD-VOLUME-NAME", "Volume.name", "A volume's name is 1 to 255 letters, digits, underscores and hyphens.", volume_name),
    Rule::error("TD-VOLUME-NAME-UNIQUE", "Volume.name", "No two volumes have the same name.", volume_name_unique),
    Rule::error("TD-VOLUME-KIND", "Volume", "A volume is of one kind.", volume_kind),
    Rule::error("TD-VOLUME-AT-LAUNCH", "Volume.configuredAtLaunch", "At most one volume is configured at launch.", at_launch),
    Rule::error(
        "TD-EFS-ROOT",
        "EFSVolumeConfiguration.rootDirectory",
        "With an access point the root directory is left out or is a slash.",
        access_point_root,
    ),
    Rule::error(
        "TD-EFS-ENCRYPTION",
        "EFSVolumeConfiguration.transitEncryption",
        "With an access point or IAM authorization an EFS volume is encrypted in transit.",
        efs_encryption,
    ),
    Rule::warning(
        "TD-VOLUME-AUTOPROVISION",
        "DockerVolumeConfiguration.autoprovision",
        "autoprovision is for shared Docker volumes.",
        autoprovision,
    ),
];

fn volumes(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &Volume)> {
    list(definition.volumes.as_ref()).iter().enumerate().map(|(at, volume)| (format!("volumes[{at}]"), volume))
}

fn mount_volume(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let known: HashSet<&str> = volumes(definition).filter_map(|(_, volume)| volume.name.as_deref()).collect();
    for (path, container) in containers(definition) {
        for (at, mount) in list(container.mount_points.as_ref()).iter().enumerate() {
            let name = text(mount.source_volume.as_ref());
            if !known.contains(name) {
                let all = names(volumes(definition).filter_map(|(_, volume)| volume.name.as_deref()));
                found.add(
                    format!("{path}.mountPoints[{at}].sourceVolume"),
                    format!("the volume is {name:?}; the task's volumes are {all}"),
                    "Correct the name, or add the volume",
                );
            }
        }
    }
}

fn volumes_from(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, from) in containers(definition) {
        for (at, source) in list(from.volumes_from.as_ref()).iter().enumerate() {
            let name = text(source.source_container.as_ref());
            if from.name.as_deref() == Some(name) || container(definition, name).is_none() {
                let all = container_names(definition);
                found.add(
                    format!("{path}.volumesFrom[{at}].sourceContainer"),
                    format!("the container is {name:?}; it must be another container of the task ({all})"),
                    "Correct the name",
                );
            }
        }
    }
}

fn volume_name(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, volume) in volumes(definition) {
        let name = text(volume.name.as_ref());
        let required = volume.configured_at_launch == Some(true)
            || volume.efs_volume_configuration.is_some()
            || volume.s3files_volume_configuration.is_some();
        if (volume.name.is_some() || required) && !is_name(name) {
            found.add(
                format!("{path}.name"),
                format!("the name is {name:?}; it must be 1 to 255 letters, digits, underscores and hyphens"),
                "Rename the volume, here and in the mount points",
            );
        }
    }
}

fn volume_name_unique(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let mut seen = HashSet::new();
    for (path, volume) in volumes(definition) {
        if let Some(name) = &volume.name
            && !seen.insert(name)
        {
            found.add(
                format!("{path}.name"),
                format!("the name {name:?} is taken by an earlier volume; names must be unique in the task"),
                "Rename one of them",
            );
        }
    }
}

fn volume_kind(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, volume) in volumes(definition) {
        let kinds: Vec<&str> = [
            ("configuredAtLaunch", volume.configured_at_launch == Some(true)),
            ("dockerVolumeConfiguration", volume.docker_volume_configuration.is_some()),
            ("efsVolumeConfiguration", volume.efs_volume_configuration.is_some()),
            ("s3filesVolumeConfiguration", volume.s3files_volume_configuration.is_some()),
            ("fsxWindowsFileServerVolumeConfiguration", volume.fsx_windows_file_server_volume_configuration.is_some()),
            ("host", volume.host.is_some()),
        ]
        .into_iter()
        .filter_map(|(name, given)| given.then_some(name))
        .collect();
        if kinds.len() > 1 {
            found.add(path, format!("the volume has {}; one of these is allowed", kinds.join(", ")), "Keep one");
        }
    }
}

fn at_launch(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let launch = volumes(definition).filter(|(_, volume)| volume.configured_at_launch == Some(true));
    for (path, _) in launch.skip(1) {
        found.add(
            format!("{path}.configuredAtLaunch"),
            "an earlier volume is configured at launch as well; one is allowed",
            "Configure one volume at launch",
        );
    }
}

fn access_point_root(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, volume) in volumes(definition) {
        let efs = volume.efs_volume_configuration.as_ref().and_then(|efs| {
            let point = efs.authorization_config.as_ref()?.access_point_id.as_ref()?;
            Some(("efsVolumeConfiguration", point, efs.root_directory.as_deref()?))
        });
        let s3 = volume
            .s3files_volume_configuration
            .as_ref()
            .and_then(|s3| Some(("s3filesVolumeConfiguration", s3.access_point_arn.as_ref()?, s3.root_directory.as_deref()?)));
        for (kind, point, root) in [efs, s3].into_iter().flatten() {
            if !matches!(root, "" | "/") {
                found.add(
                    format!("{path}.{kind}.rootDirectory"),
                    format!("the root directory is {root:?} with the access point {point}; the access point names its own"),
                    "Leave rootDirectory out",
                );
            }
        }
    }
}

fn efs_encryption(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, volume) in volumes(definition) {
        let Some(efs) = &volume.efs_volume_configuration else { continue };
        let Some(authorization) = &efs.authorization_config else { continue };
        let iam = authorization.iam == Some(EFSAuthorizationConfigIAM::Enabled);
        if (iam || authorization.access_point_id.is_some()) && efs.transit_encryption != Some(EFSTransitEncryption::Enabled) {
            let why = if iam { "IAM authorization" } else { "an access point" };
            found.add(
                format!("{path}.efsVolumeConfiguration.transitEncryption"),
                format!("transit encryption is not ENABLED with {why}; it must be"),
                "Set transitEncryption to ENABLED",
            );
        }
    }
}

fn autoprovision(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, volume) in volumes(definition) {
        let Some(docker) = &volume.docker_volume_configuration else { continue };
        if docker.autoprovision == Some(true) && docker.scope != Some(Scope::Shared) {
            found.add(
                format!("{path}.dockerVolumeConfiguration.autoprovision"),
                "autoprovision is set and the scope is not shared; it is used with shared volumes only",
                "Set the scope to shared, or remove autoprovision",
            );
        }
    }
}
