//! Where the logs go.

use super::TaskDefinitionRule;
use super::facts::{containers, list, names, on_fargate, requires};
use crate::model::ecs::{Compatibility, LogConfiguration, LogDriver, RegisterTaskDefinition};
use crate::rules::placeholders;
use crate::rules::{Found, Rule};

const OPTIONS: &str = "LogConfiguration.options";
const FIRELENS: &str = "Send Amazon ECS logs to an AWS service or AWS Partner";

pub(super) static RULES: [TaskDefinitionRule; 10] = [
    Rule::error(
        "TD-LOG-DRIVER",
        "LogConfiguration.logDriver",
        "On Fargate and on Managed Instances the log driver is one that exists there.",
        driver,
    ),
    Rule::error("TD-LOG-AWSLOGS", OPTIONS, "The awslogs driver has a log group and a Region.", awslogs),
    Rule::error("TD-LOG-STREAM-PREFIX", OPTIONS, "On Fargate the awslogs driver has a stream prefix.", stream_prefix),
    Rule::warning(
        "TD-LOG-GROUP",
        "CloudWatch Logs CreateLogGroup.logGroupName",
        "A log group's name is 1 to 512 letters, digits and . _ - / #.",
        group,
    ),
    Rule::warning("TD-LOG-MULTILINE", OPTIONS, "The awslogs driver has a datetime format or a multiline pattern, not both.", multiline),
    Rule::warning("TD-LOG-MODE", OPTIONS, "The mode is blocking or non-blocking.", mode),
    Rule::error("TD-LOG-SPLUNK", OPTIONS, "The splunk driver has a token and a URL.", splunk),
    Rule::error(
        "TD-FIRELENS-ROUTER",
        FIRELENS,
        "If a container logs through awsfirelens, a container is the log router, and the other way round.",
        router,
    ),
    Rule::error(
        "TD-FIRELENS-CONFIG-TYPE",
        "FirelensConfiguration.options",
        "A router's configuration is a file or an S3 object; on Fargate it is a file.",
        config_type,
    ),
    Rule::error(
        "TD-FIRELENS-CONFIG-VALUE",
        "FirelensConfiguration.options",
        "A router's configuration names both its type and its place.",
        config_value,
    ),
];

fn logs(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &LogConfiguration)> {
    containers(definition).filter_map(|(path, container)| Some((format!("{path}.logConfiguration"), container.log_configuration.as_ref()?)))
}

fn awslogs_only(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &LogConfiguration)> {
    logs(definition).filter(|(_, log)| log.log_driver == Some(LogDriver::Awslogs))
}

fn option<'a>(log: &'a LogConfiguration, name: &str) -> Option<&'a str> {
    log.options.as_ref()?.get(name).map(String::as_str)
}

/// Whether the option has a value, in plain or as a secret.
fn has(log: &LogConfiguration, name: &str) -> bool {
    option(log, name).is_some_and(|value| !value.is_empty())
        || list(log.secret_options.as_ref()).iter().any(|secret| secret.name.as_deref() == Some(name))
}

fn driver(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let kinds: [(_, &[LogDriver]); 2] = [
        (Compatibility::Fargate, &[LogDriver::Awslogs, LogDriver::Splunk, LogDriver::Awsfirelens]),
        (Compatibility::ManagedInstances, &[LogDriver::Awslogs, LogDriver::Splunk, LogDriver::Awsfirelens, LogDriver::JsonFile]),
    ];
    for (path, log) in logs(definition) {
        let Some(driver) = &log.log_driver else { continue };
        for (kind, allowed) in &kinds {
            if requires(definition, kind) && !allowed.contains(driver) {
                let allowed = names(allowed.iter().map(LogDriver::as_str));
                found.add(format!("{path}.logDriver"), format!("the log driver is {driver}; {kind} has {allowed}"), "Take one of these");
            }
        }
    }
}

fn awslogs(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, log) in awslogs_only(definition) {
        let missing: Vec<&str> = ["awslogs-group", "awslogs-region"].into_iter().filter(|name| !has(log, name)).collect();
        if !missing.is_empty() {
            found.add(
                format!("{path}.options"),
                format!("the awslogs driver lacks {}; it requires awslogs-group and awslogs-region", missing.join(" and ")),
                "Add the options",
            );
        }
    }
}

fn stream_prefix(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, log) in awslogs_only(definition) {
        if on_fargate(definition) && !has(log, "awslogs-stream-prefix") {
            found.add(
                format!("{path}.options"),
                "the awslogs driver lacks awslogs-stream-prefix; it is required on Fargate",
                "Add the option, with the name of the service, say",
            );
        }
    }
}

fn group(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, log) in awslogs_only(definition) {
        let Some(group) = option(log, "awslogs-group").filter(|group| !group.is_empty()) else { continue };
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._-/#".contains(&b);
        if placeholders::in_awslogs("awslogs-group", group).is_empty() && (group.len() > 512 || !group.bytes().all(allowed)) {
            found.add(
                format!("{path}.options.awslogs-group"),
                format!("the log group is {group:?}; 1 to 512 letters, digits and . _ - / # are allowed, so it can't exist"),
                "Correct the name",
            );
        }
    }
}

fn multiline(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, log) in awslogs_only(definition) {
        if has(log, "awslogs-datetime-format") && has(log, "awslogs-multiline-pattern") {
            found.add(
                format!("{path}.options.awslogs-multiline-pattern"),
                "awslogs-datetime-format is given as well; the pattern is ignored",
                "Keep one of the two",
            );
        }
    }
}

fn mode(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, log) in logs(definition) {
        if log.log_driver == Some(LogDriver::Awsfirelens) {
            continue;
        }
        if let Some(mode) = option(log, "mode")
            && !matches!(mode, "blocking" | "non-blocking")
        {
            found.add(
                format!("{path}.options.mode"),
                format!("the mode is {mode:?}; blocking and non-blocking are allowed"),
                "Take one of these",
            );
        }
    }
}

fn splunk(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, log) in logs(definition) {
        if log.log_driver != Some(LogDriver::Splunk) {
            continue;
        }
        let missing: Vec<&str> = ["splunk-token", "splunk-url"].into_iter().filter(|name| !has(log, name)).collect();
        if !missing.is_empty() {
            found.add(
                path,
                format!("the splunk driver lacks {}; it requires splunk-token and splunk-url", missing.join(" and ")),
                "Add the URL to options and the token to secretOptions",
            );
        }
    }
}

fn router(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let router = containers(definition).find(|(_, container)| container.firelens_configuration.is_some());
    let sender = logs(definition).find(|(_, log)| log.log_driver == Some(LogDriver::Awsfirelens));
    match (router, sender) {
        (None, Some((path, _))) => found.add(
            format!("{path}.logDriver"),
            "the log driver is awsfirelens and no container has a firelensConfiguration; one must be the log router",
            "Add a log router container with firelensConfiguration",
        ),
        (Some((path, _)), None) => found.add(
            format!("{path}.firelensConfiguration"),
            "the container is a log router and no container has the log driver awsfirelens; at least one must",
            "Set logDriver to awsfirelens on the containers whose logs it routes",
        ),
        _ => {}
    }
}

fn config_type(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let options = container.firelens_configuration.as_ref().and_then(|firelens| firelens.options.as_ref());
        let Some(kind) = options.and_then(|options| options.get("config-file-type")) else { continue };
        let allowed: &[&str] = if on_fargate(definition) { &["file"] } else { &["file", "s3"] };
        if !allowed.contains(&kind.as_str()) {
            found.add(
                format!("{path}.firelensConfiguration.options.config-file-type"),
                format!("the type is {kind:?}; allowed here: {}", allowed.join(", ")),
                "Put the configuration file in the router's image",
            );
        }
    }
}

fn config_value(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, container) in containers(definition) {
        let Some(options) = container.firelens_configuration.as_ref().and_then(|firelens| firelens.options.as_ref()) else { continue };
        let given = |name: &str| options.get(name).is_some_and(|value| !value.is_empty());
        let (kind, value) = (given("config-file-type"), given("config-file-value"));
        if kind != value {
            let missing = if kind { "config-file-value" } else { "config-file-type" };
            found.add(
                format!("{path}.firelensConfiguration.options"),
                format!("the options lack {missing}; config-file-type and config-file-value go together"),
                "Add it, or remove the other",
            );
        }
    }
}
