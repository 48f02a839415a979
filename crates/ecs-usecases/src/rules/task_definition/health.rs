//! Container health checks.

use super::TaskDefinitionRule;
use super::facts::{containers, list};
use crate::model::ecs::{HealthCheck, RegisterTaskDefinition};
use crate::rules::{Found, Rule};
use std::ops::RangeInclusive;

pub(super) static RULES: [TaskDefinitionRule; 6] = [
    Rule::error("TD-HEALTH-COMMAND", "HealthCheck.command", "A health check has a command.", command),
    Rule::warning(
        "TD-HEALTH-COMMAND-FORM",
        "HealthCheck.command",
        "A health check's command starts with CMD, CMD-SHELL or NONE.",
        command_form,
    ),
    Rule::error("TD-HEALTH-INTERVAL", "HealthCheck.interval", "A check's interval is 5 to 300 seconds.", interval),
    Rule::error("TD-HEALTH-TIMEOUT", "HealthCheck.timeout", "A check's timeout is 2 to 60 seconds.", timeout),
    Rule::error("TD-HEALTH-RETRIES", "HealthCheck.retries", "A check has 1 to 10 retries.", retries),
    Rule::error("TD-HEALTH-START-PERIOD", "HealthCheck.startPeriod", "A check's start period is 0 to 300 seconds.", start_period),
];

fn checks(definition: &RegisterTaskDefinition) -> impl Iterator<Item = (String, &HealthCheck)> {
    containers(definition).filter_map(|(path, container)| Some((format!("{path}.healthCheck"), container.health_check.as_ref()?)))
}

fn command(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, check) in checks(definition) {
        if check.command.as_ref().is_some_and(Vec::is_empty) {
            found.add(
                format!("{path}.command"),
                "the command is empty; a health check must have one",
                "Write CMD-SHELL and a command, or remove the health check",
            );
        }
    }
}

fn command_form(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    for (path, check) in checks(definition) {
        let words = list(check.command.as_ref());
        let Some(first) = words.first() else { continue };
        let problem = match first.as_str() {
            "NONE" => continue,
            "CMD" | "CMD-SHELL" if words.len() > 1 => continue,
            "CMD" | "CMD-SHELL" => "it must be followed by the command to run".to_owned(),
            _ => "it must be CMD, CMD-SHELL or NONE".to_owned(),
        };
        found.add(
            format!("{path}.command"),
            format!("the first word is {first:?}; {problem}"),
            "Write [\"CMD\", program, argument ..] or [\"CMD-SHELL\", command line]; with another first word the health may stay UNKNOWN",
        );
    }
}

fn within(
    definition: &RegisterTaskDefinition,
    found: &mut Found<'_>,
    name: &str,
    of: fn(&HealthCheck) -> Option<i32>,
    allowed: &RangeInclusive<i32>,
) {
    for (path, check) in checks(definition) {
        if let Some(value) = of(check)
            && !allowed.contains(&value)
        {
            found.add(
                format!("{path}.{name}"),
                format!("{name} is {value}; {} to {} are allowed", allowed.start(), allowed.end()),
                "Correct it",
            );
        }
    }
}

fn interval(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    within(definition, found, "interval", |check| check.interval, &(5..=300));
}

fn timeout(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    within(definition, found, "timeout", |check| check.timeout, &(2..=60));
}

fn retries(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    within(definition, found, "retries", |check| check.retries, &(1..=10));
}

fn start_period(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    within(definition, found, "startPeriod", |check| check.start_period, &(0..=300));
}
