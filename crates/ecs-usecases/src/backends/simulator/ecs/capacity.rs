//! Container instances: what is free, and where a task goes.

use super::Definition;
use crate::backends::simulator::InstanceScript;

#[derive(Debug, Clone)]
pub(crate) struct Instance {
    pub(crate) arn: String,
    pub(crate) architecture: String,
    pub(crate) cpu: i32,
    pub(crate) memory: i32,
    /// What it had free when it was registered.
    #[cfg(any(test, feature = "testkit"))]
    pub(crate) registered: Need,
}

/// What a task takes of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) cpu: i32,
    pub(crate) memory: i32,
}

impl Need {
    /// The task's size, or else the sum of its containers' reservations.
    pub(crate) fn of(definition: &Definition) -> Self {
        let size = |text: &Option<String>| text.as_ref().and_then(|text| text.trim().parse::<i32>().ok());
        let containers = &definition.container_definitions;
        Self {
            cpu: size(&definition.cpu).unwrap_or_else(|| containers.iter().filter_map(|container| container.cpu).sum()),
            memory: size(&definition.memory)
                .unwrap_or_else(|| containers.iter().filter_map(|container| container.memory_reservation.or(container.memory)).sum()),
        }
    }
}

impl Instance {
    pub(crate) fn of(script: &InstanceScript) -> Self {
        Self {
            arn: String::new(),
            architecture: script.architecture.clone(),
            cpu: script.cpu,
            memory: script.memory,
            #[cfg(any(test, feature = "testkit"))]
            registered: Need { cpu: script.cpu, memory: script.memory },
        }
    }

    fn fits(&self, need: Need, architecture: &str) -> bool {
        self.architecture == architecture && self.cpu >= need.cpu && self.memory >= need.memory
    }
}

/// Take room on the instance with the most free memory that fits; `None` if there is none.
pub(crate) fn place(instances: &mut [Instance], need: Need, architecture: &str) -> Option<usize> {
    let fitting = instances.iter().enumerate().filter(|(_, instance)| instance.fits(need, architecture));
    let index = fitting.max_by_key(|(index, instance)| (instance.memory, std::cmp::Reverse(*index)))?.0;
    instances[index].cpu -= need.cpu;
    instances[index].memory -= need.memory;
    Some(index)
}

/// Give room back.
pub(crate) fn release(instances: &mut [Instance], index: usize, need: Need) {
    if let Some(instance) = instances.get_mut(index) {
        instance.cpu += need.cpu;
        instance.memory += need.memory;
    }
}
