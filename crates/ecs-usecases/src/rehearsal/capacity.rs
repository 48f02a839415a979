//! What a course needs at its peak, and whether there is room for it.

use super::cost;
use crate::backends::simulator::{Capacity, Metered};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What tasks of one kind take at their peak, of all services that were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CapacityNeed {
    /// Account.
    pub account: String,
    /// Region.
    pub region: String,
    /// What they run on: `fargate_x86_64`, `fargate_spot_x86_64`, `instances_arm64` and so on.
    pub kind: String,
    /// The most tasks at once.
    pub peak_tasks: u32,
    /// The most vCPUs at once.
    pub peak_vcpu: f64,
    /// The most memory at once, in GB.
    pub peak_memory_gb: f64,
    /// vCPUs that the account may have on Fargate, or on Fargate Spot, as Service Quotas tells; absent for instances, and where it
    /// could not be read. Tasks that were not read count against it, too.
    pub quota_vcpu: Option<f64>,
}

impl CapacityNeed {
    pub(super) fn of(metered: &[Metered]) -> Vec<Self> {
        let mut all = Vec::new();
        for world in metered {
            for class in world.classes.iter().filter(|class| class.peak.tasks > 0) {
                let [on_demand, spot] = world.fargate_vcpus;
                all.push(Self {
                    account: world.scope.account.clone(),
                    region: world.scope.region.clone(),
                    kind: cost::kind(&class.class),
                    peak_tasks: u32::try_from(class.peak.tasks).unwrap_or(0),
                    peak_vcpu: class.peak.cpu as f64 / 1024.0,
                    peak_memory_gb: class.peak.memory as f64 / 1024.0,
                    quota_vcpu: match class.class.capacity {
                        Capacity::Fargate => on_demand,
                        Capacity::FargateSpot => spot,
                        Capacity::Instances => None,
                    },
                });
            }
        }
        all
    }
}
