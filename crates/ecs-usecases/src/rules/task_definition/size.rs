//! The CPU units and the memory of the task.

use super::TaskDefinitionRule;
use super::facts::{on_fargate, on_windows};
use crate::model::ecs::RegisterTaskDefinition;
use crate::rules::{Found, Rule};

const TASK_SIZE: &str = "Amazon ECS task definition parameters: Task size";

pub(super) static RULES: [TaskDefinitionRule; 6] = [
    Rule::error(
        "TD-CPU-FORM",
        "RegisterTaskDefinitionRequest.cpu",
        "The task's CPU is a number of units or of vCPUs, such as 1024 or 1 vCPU.",
        cpu_form,
    ),
    Rule::error(
        "TD-MEMORY-FORM",
        "RegisterTaskDefinitionRequest.memory",
        "The task's memory is a number of MiB or of GB, such as 1024 or 1 GB.",
        memory_form,
    ),
    Rule::error("TD-FARGATE-SIZE", TASK_SIZE, "On Fargate the task names its CPU and its memory.", fargate_size),
    Rule::error("TD-CPU-MEMORY", TASK_SIZE, "On Fargate CPU and memory are one of the combinations that exist.", cpu_memory),
    Rule::error(
        "TD-CPU-RANGE",
        "RegisterTaskDefinitionRequest.cpu",
        "On EC2 and external instances the task's CPU is 128 to 196608 units.",
        cpu_range,
    ),
    Rule::error("TD-CPU-SUM", "ContainerDefinition.cpu", "The containers together reserve no more CPU than the task has.", cpu_sum),
];

/// The number before a unit, or alone, as whole units of a thousand and twenty-fourth.
fn units(text: &str, unit: &str) -> Option<u32> {
    let text = text.trim().to_ascii_lowercase();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    let number = text.strip_suffix(unit)?.trim();
    if !number.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let units = number.parse::<f64>().ok()? * 1024.0;
    (units.is_finite() && units >= 1.0 && units <= f64::from(u32::MAX)).then_some(units.round() as u32)
}

/// The task's CPU units, if it says so in a form that AWS reads.
pub(super) fn cpu_units(definition: &RegisterTaskDefinition) -> Option<u32> {
    units(definition.cpu.as_deref()?, "vcpu")
}

/// The task's memory in MiB, if it says so in a form that AWS reads.
pub(super) fn memory_mib(definition: &RegisterTaskDefinition) -> Option<u32> {
    units(definition.memory.as_deref()?, "gb")
}

/// The memory in MiB that Fargate has with these CPU units.
fn fargate_memory(cpu: u32) -> Option<Vec<u32>> {
    let gigabytes = |from: u32, to: u32, step: usize| (from..=to).step_by(step).map(|gb| gb * 1024).collect::<Vec<u32>>();
    Some(match cpu {
        256 => vec![512, 1024, 2048],
        512 => gigabytes(1, 4, 1),
        1024 => gigabytes(2, 8, 1),
        2048 => gigabytes(4, 16, 1),
        4096 => gigabytes(8, 30, 1),
        8192 => gigabytes(16, 60, 4),
        16384 => gigabytes(32, 120, 8),
        32768 => vec![60 * 1024, 120 * 1024, 244 * 1024],
        _ => return None,
    })
}

fn cpu_form(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if let Some(cpu) = &definition.cpu
        && cpu_units(definition).is_none()
    {
        found.add(
            "cpu",
            format!("the task's CPU is {cpu:?}; it must be units, such as 1024, or vCPUs, such as 1 vCPU"),
            "Write a number of CPU units in quotes",
        );
    }
}

fn memory_form(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if let Some(memory) = &definition.memory
        && memory_mib(definition).is_none()
    {
        found.add(
            "memory",
            format!("the task's memory is {memory:?}; it must be MiB, such as 2048, or GB, such as 2 GB"),
            "Write a number of MiB in quotes",
        );
    }
}

fn fargate_size(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if !on_fargate(definition) {
        return;
    }
    for (path, value) in [("cpu", &definition.cpu), ("memory", &definition.memory)] {
        if value.is_none() {
            found.add(
                path,
                format!("the task has no {path}; Fargate requires cpu and memory at the task level"),
                "Set both, such as cpu 256 and memory 512",
            );
        }
    }
}

fn cpu_memory(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let (true, Some(cpu)) = (on_fargate(definition), cpu_units(definition)) else { return };
    let Some(allowed) = fargate_memory(cpu) else {
        found.add(
            "cpu",
            format!("the task has {cpu} CPU units; Fargate has 256, 512, 1024, 2048, 4096, 8192, 16384 and 32768"),
            "Take one of these",
        );
        return;
    };
    let Some(memory) = memory_mib(definition) else { return };
    if !allowed.contains(&memory) {
        let text: Vec<String> = allowed.iter().map(ToString::to_string).collect();
        found.add(
            "memory",
            format!("the task has {memory} MiB with {cpu} CPU units; Fargate has {} MiB with these", text.join(", ")),
            "Take one of these amounts, or other CPU units",
        );
    }
}

fn cpu_range(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    if on_fargate(definition) {
        return;
    }
    if let Some(cpu) = cpu_units(definition)
        && !(128..=196_608).contains(&cpu)
    {
        found.add("cpu", format!("the task has {cpu} CPU units; 128 to 196608 are allowed"), "Correct it, or leave it out");
    }
}

fn cpu_sum(definition: &RegisterTaskDefinition, found: &mut Found<'_>) {
    let Some(task) = cpu_units(definition) else { return };
    let sum: i64 = definition.container_definitions.iter().filter_map(|container| container.cpu).map(i64::from).sum();
    if !on_windows(definition) && sum > i64::from(task) {
        found.add(
            "cpu",
            format!("the containers reserve {sum} CPU units together; the task has {task}"),
            "Lower the containers' cpu, or raise the task's",
        );
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read() {
        for (text, unit, expected) in [
            ("256", "vcpu", Some(256)),
            ("1 vCPU", "vcpu", Some(1024)),
            (".5vcpu", "vcpu", Some(512)),
            ("0.25 vCPU", "vcpu", Some(256)),
            ("0.5GB", "gb", Some(512)),
            ("2 GB", "gb", Some(2048)),
            ("", "gb", None),
            ("512MB", "gb", None),
            ("-1 GB", "gb", None),
            ("nan gb", "gb", None),
            ("1e9 gb", "gb", None),
            ("99999999999", "gb", None),
        ] {
            assert_eq!(units(text, unit), expected, "{text:?}");
        }
    }

    #[test]
    fn fargate_has_the_documented_sizes() {
        for (cpu, least, most, count) in [
            (256, 512, 2048, 3),
            (512, 1024, 4096, 4),
            (1024, 2048, 8192, 7),
            (2048, 4096, 16384, 13),
            (4096, 8192, 30720, 23),
            (8192, 16384, 61440, 12),
            (16384, 32768, 122_880, 12),
            (32768, 61440, 249_856, 3),
        ] {
            let memory = fargate_memory(cpu).unwrap();
            assert_eq!((memory[0], *memory.last().unwrap(), memory.len()), (least, most, count), "{cpu}");
        }
        assert_eq!(fargate_memory(128), None);
    }
}
