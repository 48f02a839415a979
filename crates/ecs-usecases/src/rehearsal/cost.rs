//! What a run costs beyond what would have been paid anyway.

use crate::{
    backends::simulator::{Capacity, Class, Metered},
    error::{self, Error, ErrorKind, Result},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::LazyLock};

/// Prices of tasks, in US dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceList {
    /// Where they are from.
    pub source: String,
    /// When they were so.
    pub as_of: String,
    /// By Region and by what a task runs on: `fargate_x86_64`, `fargate_arm64`, `fargate_spot_x86_64`, `fargate_spot_arm64`,
    /// `instances_x86_64`, `instances_arm64`. What is not in it has no price.
    pub regions: BTreeMap<String, BTreeMap<String, Price>>,
}

/// What a task costs an hour.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// For each vCPU.
    pub vcpu_hour: f64,
    /// For each GB of memory.
    pub gb_hour: f64,
}

impl PriceList {
    /// The prices that are known here: Fargate for Linux, On-Demand, in us-east-1 and eu-west-1. Those of Fargate Spot change, and
    /// those of instances are paid whether tasks run on them or not.
    pub fn known() -> Result<&'static Self> {
        static KNOWN: LazyLock<Result<PriceList>> = LazyLock::new(|| {
            serde_json::from_str(include_str!("prices.json")).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))
        });
        KNOWN.as_ref().map_err(Clone::clone)
    }

    /// Prices in this form.
    pub fn read(list: &serde_json::Value) -> Result<Self> {
        error::read(list, "prices")
    }
}

/// What a course costs beyond what would have been paid without it: tasks only, neither load balancers nor data, and of storage only
/// what is free with a task.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cost {
    /// US dollars for tasks that are there for the time of the run; absent, if a price is not known. Less than nothing, if tasks are
    /// taken away.
    pub rollout: Option<f64>,
    /// US dollars that a month of 730 hours costs more afterwards; absent, if a price is not known.
    pub monthly_difference: Option<f64>,
    /// How these are made up.
    pub items: Vec<CostItem>,
    /// What has no known price.
    pub unpriced: Vec<String>,
    /// Where the prices are from.
    pub source: String,
    /// When they were so.
    pub as_of: String,
}

/// What tasks of one kind cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CostItem {
    /// Account.
    pub account: String,
    /// Region.
    pub region: String,
    /// What they run on, as price lists have it.
    pub kind: String,
    /// Hours of a vCPU beyond what would have been paid for.
    pub extra_vcpu_hours: f64,
    /// Hours of a GB of memory beyond what would have been paid for.
    pub extra_gb_hours: f64,
    /// vCPUs more than before, for good.
    pub more_vcpu: f64,
    /// GB of memory more than before, for good.
    pub more_gb: f64,
    /// The price that was taken; absent, if none is known.
    pub price: Option<Price>,
}

/// Hours of a month, as AWS's own calculator has it.
const MONTH: f64 = 730.0;
const UNITS_A_VCPU: f64 = 1024.0;
const MIB_A_GB: f64 = 1024.0;
const MILLIS_AN_HOUR: f64 = 3_600_000.0;

/// The name of a class in price lists.
pub(super) fn kind(class: &Class) -> String {
    let capacity = match class.capacity {
        Capacity::Fargate => "fargate",
        Capacity::FargateSpot => "fargate_spot",
        Capacity::Instances => "instances",
    };
    let windows = if class.system == "LINUX" { "" } else { "_windows" };
    format!("{capacity}{windows}_{}", class.architecture.to_lowercase())
}

impl Cost {
    pub(super) fn of(metered: &[Metered], prices: &PriceList) -> Self {
        let mut items = Vec::new();
        for world in metered {
            for class in &world.classes {
                let kind = kind(&class.class);
                items.push(CostItem {
                    account: world.scope.account.clone(),
                    region: world.scope.region.clone(),
                    extra_vcpu_hours: rounded(class.extra.cpu as f64 / UNITS_A_VCPU / MILLIS_AN_HOUR),
                    extra_gb_hours: rounded(class.extra.memory as f64 / MIB_A_GB / MILLIS_AN_HOUR),
                    more_vcpu: (class.after.cpu - class.before.cpu) as f64 / UNITS_A_VCPU,
                    more_gb: (class.after.memory - class.before.memory) as f64 / MIB_A_GB,
                    price: prices.regions.get(&world.scope.region).and_then(|region| region.get(&kind)).copied(),
                    kind,
                });
            }
        }
        items.retain(|item| [item.extra_vcpu_hours, item.extra_gb_hours, item.more_vcpu, item.more_gb].iter().any(|amount| *amount != 0.0));
        let unpriced: Vec<String> =
            items.iter().filter(|item| item.price.is_none()).map(|item| format!("{} in {}", item.kind, item.region)).collect();
        let sum = |vcpu: fn(&CostItem) -> f64, gb: fn(&CostItem) -> f64| {
            let one = |item: &CostItem| item.price.map(|price| vcpu(item) * price.vcpu_hour + gb(item) * price.gb_hour);
            items.iter().map(one).sum::<Option<f64>>().map(rounded)
        };
        Self {
            rollout: sum(|item| item.extra_vcpu_hours, |item| item.extra_gb_hours),
            monthly_difference: sum(|item| item.more_vcpu * MONTH, |item| item.more_gb * MONTH),
            unpriced,
            source: prices.source.clone(),
            as_of: prices.as_of.clone(),
            items,
        }
    }
}

/// To a millionth, which is nothing in money, so that sums of the same are the same.
fn rounded(amount: f64) -> f64 {
    let amount = (amount * 1e6).round() / 1e6;
    if amount == 0.0 { 0.0 } else { amount }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        backend::Scope,
        backends::simulator::{Amount, MeteredClass, Used},
    };

    fn metered(region: &str, capacity: Capacity, architecture: &str) -> Metered {
        let hour: i128 = 3_600_000;
        let class = Class { capacity, architecture: architecture.into(), system: "LINUX".into() };
        let one = Amount { tasks: 1, cpu: 1024, memory: 2048 };
        let class = MeteredClass {
            class,
            peak: one,
            extra: Used { cpu: 1024 * hour / 2, memory: 2048 * hour / 2 },
            before: Amount::default(),
            after: one,
        };
        Metered { classes: vec![class], ..Metered::nothing(Scope::new("1", region)) }
    }

    #[test]
    fn half_an_hour_of_a_task_costs_half_its_price() {
        let prices = PriceList::known().unwrap();
        let cost = Cost::of(&[metered("eu-west-1", Capacity::Fargate, "X86_64")], prices);
        assert_eq!(cost.rollout, Some(rounded(0.5 * (0.04048 + 2.0 * 0.004_445))));
        assert_eq!(cost.monthly_difference, Some(rounded(730.0 * (0.04048 + 2.0 * 0.004_445))));
        let arm = Cost::of(&[metered("us-east-1", Capacity::Fargate, "ARM64")], prices);
        assert!(arm.rollout.unwrap() < cost.rollout.unwrap());
    }

    #[test]
    fn what_has_no_known_price_is_named_and_nothing_is_made_up() {
        let prices = PriceList::known().unwrap();
        for (region, capacity) in
            [("eu-west-1", Capacity::FargateSpot), ("eu-west-1", Capacity::Instances), ("sa-east-1", Capacity::Fargate)]
        {
            let cost = Cost::of(&[metered(region, capacity, "X86_64")], prices);
            assert_eq!((cost.rollout, cost.monthly_difference, cost.unpriced.len()), (None, None, 1), "{cost:?}");
        }
        let nothing = Cost::of(&[], prices);
        assert_eq!((nothing.rollout, nothing.unpriced.len()), (Some(0.0), 0));
    }
}
