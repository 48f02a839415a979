//! What can be wrong with a strategy by itself.

use super::Strategy;
use crate::{
    error::{Error, Result},
    span::Span,
};

/// The longest that ECS bakes: a day.
const LONGEST_BAKE: u64 = 1440 * 60;

impl Strategy {
    /// Refuse shares, steps and times that can't be right, whatever the service. `path` names the strategy in the request.
    pub fn check(&self, path: &str) -> Result<()> {
        match self {
            Self::Service | Self::Recreate => Ok(()),
            Self::Rolling { minimum_healthy_percent, maximum_percent } => {
                let least = minimum_healthy_percent.unwrap_or(0);
                if !(0..=100).contains(&least) {
                    let message = format!("0-100 percent of the tasks can be kept healthy, not {least}");
                    return Err(Error::invalid(format!("{path}.minimum_healthy_percent"), message));
                }
                match maximum_percent {
                    Some(most) if !(100..=200).contains(most) => {
                        let message = format!("100-200 percent of the tasks may run, not {most}");
                        Err(Error::invalid(format!("{path}.maximum_percent"), message))
                    }
                    _ => Ok(()),
                }
            }
            Self::BlueGreen { bake, .. } => whole_minutes(&format!("{path}.bake"), *bake),
            Self::Linear { percent, step_bake, bake, .. } => {
                if !(3.0..=100.0).contains(percent) {
                    let message = format!("a step shifts 3-100 percent of the traffic, not {percent}");
                    return Err(Error::invalid(format!("{path}.percent"), message));
                }
                whole_minutes(&format!("{path}.step_bake"), *step_bake)?;
                whole_minutes(&format!("{path}.bake"), bake.unwrap_or_default())
            }
            Self::Canary { percent, step_bake, bake, .. } => {
                if !(0.1..=100.0).contains(percent) {
                    let message = format!("a canary gets 0.1-100 percent of the traffic, not {percent}");
                    return Err(Error::invalid(format!("{path}.percent"), message));
                }
                whole_minutes(&format!("{path}.step_bake"), *step_bake)?;
                whole_minutes(&format!("{path}.bake"), bake.unwrap_or_default())
            }
            Self::FeatureFlag { exposure } => exposure.check(&format!("{path}.exposure")),
            Self::Weighted { steps, tasks, sticky, .. } => {
                rising(&format!("{path}.steps"), steps)?;
                // Elastic Load Balancing's limits.
                if sticky.is_some_and(|sticky| !(1..=604_800).contains(&sticky.0.as_secs())) {
                    return Err(Error::invalid(format!("{path}.sticky"), "a client stays with a version for 1 second to 7 days"));
                }
                at_least_one(&format!("{path}.tasks"), *tasks)
            }
            Self::Rules { matching, priority, tasks, .. } => {
                if !(1..=50_000).contains(priority) {
                    let message = format!("a rule has a priority of 1-50000, not {priority}");
                    return Err(Error::invalid(format!("{path}.priority"), message));
                }
                matching.check(&format!("{path}.matching"))?;
                at_least_one(&format!("{path}.tasks"), *tasks)
            }
        }
    }
}

/// Shares of traffic, a step each.
pub(crate) fn rising(path: &str, steps: &[f64]) -> Result<()> {
    let rises = steps.windows(2).all(|pair| pair[0] < pair[1]);
    if steps.is_empty() || !rises || steps.iter().any(|step| !(0.1..=100.0).contains(step)) {
        return Err(Error::invalid(path, format!("steps rise and are over 0 and at most 100 percent, not {steps:?}")));
    }
    Ok(())
}

fn at_least_one(path: &str, tasks: Option<i32>) -> Result<()> {
    if tasks.is_some_and(|tasks| tasks < 1) {
        return Err(Error::invalid(path, "the second service needs a task"));
    }
    Ok(())
}

fn whole_minutes(path: &str, bake: Span) -> Result<()> {
    if !bake.0.as_secs().is_multiple_of(60) || bake.0.subsec_nanos() != 0 || bake.0.as_secs() > LONGEST_BAKE {
        return Err(Error::invalid(path, format!("ECS bakes in whole minutes, at most 1440, not {bake}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn wrong(strategy: serde_json::Value) -> Option<String> {
        let strategy: Strategy = serde_json::from_value(strategy).ok()?;
        strategy.check("strategy").err().and_then(|error| error.details().resource.clone())
    }

    #[test]
    fn shares_and_times_that_cannot_be_right() {
        let weighted =
            |steps: serde_json::Value| json!({"type": "weighted", "listener_rule_arn": "r", "target_group_arn": "t", "steps": steps});
        for (strategy, path) in [
            (json!({"type": "canary", "percent": 101.0}), "strategy.percent"),
            (json!({"type": "canary", "percent": 0.0}), "strategy.percent"),
            (json!({"type": "linear", "percent": 2.9}), "strategy.percent"),
            (json!({"type": "linear", "step_bake": "90s"}), "strategy.step_bake"),
            (json!({"type": "blue_green", "bake": "25h"}), "strategy.bake"),
            (json!({"type": "rolling", "maximum_percent": 90}), "strategy.maximum_percent"),
            (json!({"type": "rolling", "minimum_healthy_percent": -1}), "strategy.minimum_healthy_percent"),
            (weighted(json!([])), "strategy.steps"),
            (weighted(json!([50.0, 10.0])), "strategy.steps"),
            (weighted(json!([10.0, 101.0])), "strategy.steps"),
            (json!({"type": "rules", "listener_arn": "l", "target_group_arn": "t", "matching": {}}), "strategy.matching"),
        ] {
            assert_eq!(wrong(strategy.clone()).as_deref(), Some(path), "{strategy}");
        }
        for strategy in [json!({"type": "service"}), json!({"type": "recreate"}), json!({"type": "canary"}), weighted(json!([100.0]))] {
            assert_eq!(wrong(strategy), None);
        }
    }
}
