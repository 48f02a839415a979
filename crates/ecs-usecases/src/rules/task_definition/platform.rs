//! The operating system, the architecture, ephemeral storage and trusted execution.

use super::TaskDefinitionRule;
use super::facts::{containers, list, on_fargate, on_windows, requires};
use super::size::cpu_units;
use crate::model::ecs::{CPUArchitecture, Compatibility, IsolationMode, RegisterTaskDefinition};
use crate::rules::{Found, Rule};

pub(super) static RULES: [TaskDefinitionRule; 5] = [
    Rule::error("TD-ARM64-WINDOWS", "RuntimePlatform.cpuArchitecture", "ARM64 runs Linux only.", arm64_windows),
    Rule::error(
        "TD-FARGATE-WINDOWS-CPU",
        "Amazon ECS task definition parameters: Task size",
        "On Fargate Windows has 1024, 2048 or 4096 CPU units.",
        windows_cpu,
    ),
    Rule::warning(
        "TD-WINDOWS-UNSUPPORTED",
        "ContainerDefinition",
        "Windows containers have none of the parameters that only Linux has.",
        windows_unsupported,
    ),
    Rule::error("TD-EPHEMERAL-STORAGE", "EphemeralStorage.sizeInGiB", "Ephemeral storage is 21 to 200 GiB.", ephemeral_storage),
    Rule::error(
        "TD-TRUSTED-EXECUTION",
        "TrustedExecutionConfiguration",
        "Trusted execution is for Managed Instances, and a confidential sandbox has an attestation policy.",
        trusted_execution,
    ),
];

fn arm64_windows(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let platform = definition.runtime_platform.as_ref();
    let arm = platform.and_then(|platform| platform.cpu_architecture.as_ref()) == Some(&CPUArchitecture::Arm64);
    if arm && on_windows(definition) {
        found.add(
            "runtimePlatform.cpuArchitecture",
            "the architecture is ARM64 with a Windows operating system; only Linux runs on ARM64",
            "Use X86_64, or LINUX",
        );
    }
}

fn windows_cpu(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if !on_fargate(definition) || !on_windows(definition) {
        return;
    }
    if let Some(cpu @ (256 | 512 | 8192 | 16384 | 32768)) = cpu_units(definition) {
        found.add("cpu", format!("the task has {cpu} CPU units; on Fargate Windows has 1024, 2048 or 4096"), "Take one of these");
    }
}

fn windows_unsupported(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if !on_windows(definition) {
        return;
    }
    let mut report = |path: String| {
        found.add(path, "the parameter is set; it is not supported for Windows containers", "Remove it");
    };
    for (name, set) in [("pidMode", definition.pid_mode.is_some()), ("ipcMode", definition.ipc_mode.is_some())] {
        if set {
            report(name.to_owned());
        }
    }
    for (path, container) in containers(definition) {
        for (name, set) in [
            ("linuxParameters", container.linux_parameters.is_some()),
            ("links", !list(container.links.as_ref()).is_empty()),
            ("disableNetworking", container.disable_networking == Some(true)),
            ("privileged", container.privileged == Some(true)),
            ("readonlyRootFilesystem", container.readonly_root_filesystem == Some(true)),
            ("dnsServers", !list(container.dns_servers.as_ref()).is_empty()),
            ("dnsSearchDomains", !list(container.dns_search_domains.as_ref()).is_empty()),
            ("extraHosts", !list(container.extra_hosts.as_ref()).is_empty()),
            ("ulimits", !list(container.ulimits.as_ref()).is_empty()),
            ("systemControls", !list(container.system_controls.as_ref()).is_empty()),
        ] {
            if set {
                report(format!("{path}.{name}"));
            }
        }
    }
}

fn ephemeral_storage(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if let Some(size) = definition.ephemeral_storage.as_ref().and_then(|storage| storage.size_in_gi_b)
        && !(21..=200).contains(&size)
    {
        found.add(
            "ephemeralStorage.sizeInGiB",
            format!("the size is {size} GiB; 21 to 200 are allowed"),
            "Correct it, or leave it out for the default",
        );
    }
}

fn trusted_execution(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let Some(trusted) = &definition.trusted_execution_configuration else { return };
    let mode = trusted.isolation_mode.as_ref();
    if mode == Some(&IsolationMode::ConfidentialSandbox) && trusted.attestation_policy.as_deref().unwrap_or_default().is_empty() {
        found.add(
            "trustedExecutionConfiguration.attestationPolicy",
            "the isolation mode is CONFIDENTIAL_SANDBOX and there is no attestation policy; it is required with this mode",
            "Add the policy",
        );
    }
    for other in [Compatibility::Ec2, Compatibility::Fargate, Compatibility::External] {
        if requires(definition, &other) {
            found.add(
                "trustedExecutionConfiguration",
                format!("the task requires {other}; trusted execution is supported for MANAGED_INSTANCES only"),
                "Require MANAGED_INSTANCES only, or remove the configuration",
            );
        }
    }
}
