//! How Amazon ECS learns that a container is ill, and how a container learns that it has to stop.

use super::super::{About, Checked, Level, PostureRule, source::well_architected};
use crate::{
    model::ecs::{ContainerDefinition, RegisterTaskDefinition},
    rules::{
        Pillar,
        task_definition::facts::{containers, is_essential, list, on_windows},
    },
};

pub(super) static RULES: [PostureRule<RegisterTaskDefinition>; 2] = [
    PostureRule {
        about: About {
            id: "ECS-HEALTH-CHECK",
            title: "Each essential container has a health check.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Add a healthCheck that asks what users ask for, so that a deployment waits for it and a container that hangs is replaced",
            documentation: "Amazon ECS Developer Guide, determine Amazon ECS task health using container health checks",
            sources: &[well_architected("REL11-BP01")],
        },
        examples: include_str!("../examples/ECS-HEALTH-CHECK.json"),
        check: health_check,
    },
    PostureRule {
        about: About {
            id: "ECS-STOP-SIGNAL",
            title: "The program itself, not a shell before it, gets the signal to stop.",
            pillar: Pillar::Reliability,
            level: Level::Low,
            remedy: "Start the program without a shell or with exec, or set linuxParameters.initProcessEnabled",
            documentation: "Amazon ECS Developer Guide, optimize load balancer connection draining parameters for Amazon ECS",
            sources: &[well_architected("OPS06-BP03")],
        },
        examples: include_str!("../examples/ECS-STOP-SIGNAL.json"),
        check: stop_signal,
    },
];

fn health_check(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    for (path, container) in containers(definition) {
        if !is_essential(container) {
            continue;
        }
        match &container.health_check {
            None => checked.fail(format!("{path}.healthCheck"), "there is no health check: the container is well as long as it runs"),
            Some(health) if list(health.command.as_ref()).first().is_some_and(|first| first == "NONE") => {
                checked.fail(format!("{path}.healthCheck.command"), "the health check is NONE, which turns off that of the image");
            }
            Some(_) => {}
        }
    }
}

/// The script that a shell is started with, if one is.
fn script(container: &ContainerDefinition) -> Option<(&'static str, &str)> {
    let (entry, command) = (list(container.entry_point.as_ref()), list(container.command.as_ref()));
    let words = entry.iter().map(|word| ("entryPoint", word)).chain(command.iter().map(|word| ("command", word)));
    let mut words = words.filter(|(_, word)| !word.is_empty());
    let (_, shell) = words.next()?;
    let is_shell = matches!(shell.rsplit('/').next(), Some("sh" | "bash" | "ash" | "dash"));
    let (_, option) = words.next()?;
    // Without an entry point the command is given to that of the image, which is not known.
    let (place, script) = words.next()?;
    (is_shell && !entry.is_empty() && option.starts_with('-') && option.ends_with('c')).then_some((place, script.as_str()))
}

fn stop_signal(definition: &RegisterTaskDefinition, checked: &mut Checked) {
    if on_windows(definition) {
        return checked.not_applicable();
    }
    for (path, container) in containers(definition) {
        let has_init = container.linux_parameters.as_ref().is_some_and(|linux| linux.init_process_enabled == Some(true));
        let Some((place, script)) = script(container) else { continue };
        let mut words = script.split(|letter: char| letter.is_whitespace() || matches!(letter, ';' | '&' | '|'));
        if !has_init && !words.any(|word| matches!(word, "exec" | "trap")) {
            let message = "a shell is the first process, which ignores SIGTERM: the container is killed when its time to stop is over";
            checked.fail(format!("{path}.{place}"), message);
        }
    }
}
