//! Rules about a capacity provider.

use super::{
    About, Checked, Level, PostureRule, ResourceKind, Subject,
    source::{security_hub, well_architected},
};
use crate::{
    model::ecs::{CapacityProvider, ManagedDraining, ManagedScalingStatus, ManagedTerminationProtection},
    rules::Pillar,
};

static RULES: [PostureRule<CapacityProvider>; 2] = [
    PostureRule {
        about: About {
            id: "ECS-TERMINATION-PROTECTION",
            title: "Managed scaling does not end instances that run tasks.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set managedTerminationProtection to ENABLED, with managed scaling and scale-in protection of the Auto Scaling group on",
            documentation: "Amazon ECS Developer Guide, control the instances Amazon ECS terminates",
            sources: &[security_hub("ECS.19", Level::Medium)],
        },
        examples: include_str!("examples/ECS-TERMINATION-PROTECTION.json"),
        check: termination_protection,
    },
    PostureRule {
        about: About {
            id: "ECS-MANAGED-DRAINING",
            title: "Instances are drained before they end.",
            pillar: Pillar::Reliability,
            level: Level::Medium,
            remedy: "Set managedDraining to ENABLED",
            documentation: "Amazon ECS Developer Guide, safely stop Amazon ECS workloads running on EC2 instances",
            sources: &[well_architected("REL11-BP03")],
        },
        examples: include_str!("examples/ECS-MANAGED-DRAINING.json"),
        check: draining,
    },
];

impl Subject for CapacityProvider {
    const KIND: ResourceKind = ResourceKind::CapacityProvider;

    const TABLES: &'static [(&'static str, &'static [PostureRule<Self>])] = &[("Capacity provider", &RULES)];
}

fn termination_protection(provider: &CapacityProvider, checked: &mut Checked) {
    let Some(group) = &provider.auto_scaling_group_provider else { return checked.not_applicable() };
    if group.managed_termination_protection != Some(ManagedTerminationProtection::Enabled) {
        checked.fail("autoScalingGroupProvider.managedTerminationProtection", "managed termination protection is off");
    } else if group.managed_scaling.as_ref().and_then(|scaling| scaling.status.as_ref()) != Some(&ManagedScalingStatus::Enabled) {
        checked.fail("autoScalingGroupProvider.managedScaling.status", "managed scaling is off, without which the protection does nothing");
    }
}

fn draining(provider: &CapacityProvider, checked: &mut Checked) {
    let Some(group) = &provider.auto_scaling_group_provider else { return checked.not_applicable() };
    if group.managed_draining == Some(ManagedDraining::Disabled) {
        checked.fail("autoScalingGroupProvider.managedDraining", "managed draining is off: tasks of an instance that ends are cut off");
    }
}
