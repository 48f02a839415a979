//! The deployment configuration that a service has while it is deployed.

use super::Strategy;
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{
        CanaryConfiguration, DeploymentAlarms, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentLifecycleHook,
        DeploymentLifecycleHookAction, DeploymentLifecycleHookStage as Stage, DeploymentLifecycleHookTargetType,
        DeploymentLifecycleHookTimeoutConfiguration, DeploymentStrategy, LinearConfiguration, ThresholdConfiguration, ThresholdType,
    },
    span::Span,
    steps::rollout::DeploymentSettings,
};

/// A share of traffic that ECS gives the new revision, and for how long it is judged there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    pub(super) percent: f64,
    pub(super) bake: Span,
}

/// The service's configuration with what the strategy and the settings change.
pub(super) fn wanted(
    strategy: &Strategy,
    settings: &DeploymentSettings,
    known: &DeploymentConfiguration,
) -> Result<DeploymentConfiguration> {
    let mut wanted = known.clone();
    apply_settings(settings, &mut wanted);
    let now = known.strategy.clone().unwrap_or(DeploymentStrategy::Rolling);
    let shifting = |wanted: &mut DeploymentConfiguration, strategy: DeploymentStrategy, bake: Option<Span>| {
        wanted.strategy = Some(strategy);
        wanted.linear_configuration = None;
        wanted.canary_configuration = None;
        if let Some(bake) = bake {
            wanted.bake_time_in_minutes = Some(minutes(bake));
        }
    };
    match strategy {
        Strategy::Rolling { .. } | Strategy::Recreate if now != DeploymentStrategy::Rolling => {
            return Err(Error::new(ErrorKind::Conflict, format!("the service's deployment strategy is {now}, not ROLLING"))
                .on("deploymentConfiguration")
                .advise("Use the use case of that strategy, or set the service's strategy to ROLLING."));
        }
        Strategy::Rolling { minimum_healthy_percent, maximum_percent } => {
            wanted.minimum_healthy_percent = minimum_healthy_percent.or(wanted.minimum_healthy_percent);
            wanted.maximum_percent = maximum_percent.or(wanted.maximum_percent);
        }
        Strategy::Recreate => {
            wanted.minimum_healthy_percent = Some(0);
            wanted.maximum_percent = Some(100);
        }
        Strategy::BlueGreen { bake, .. } => shifting(&mut wanted, DeploymentStrategy::BlueGreen, Some(*bake)),
        Strategy::Linear { percent, step_bake, bake, .. } => {
            shifting(&mut wanted, DeploymentStrategy::Linear, *bake);
            wanted.linear_configuration = Some(LinearConfiguration {
                step_percent: Some(*percent),
                step_bake_time_in_minutes: Some(minutes(*step_bake)),
                ..Default::default()
            });
        }
        Strategy::Canary { percent, step_bake, bake, .. } => {
            shifting(&mut wanted, DeploymentStrategy::Canary, *bake);
            wanted.canary_configuration = Some(CanaryConfiguration {
                canary_percent: Some(*percent),
                canary_bake_time_in_minutes: Some(minutes(*step_bake)),
                ..Default::default()
            });
        }
        Strategy::Service | Strategy::Weighted { .. } | Strategy::Rules { .. } | Strategy::FeatureFlag { .. } => {}
    }
    Ok(wanted)
}

fn apply_settings(settings: &DeploymentSettings, wanted: &mut DeploymentConfiguration) {
    if let Some(breaker) = &settings.circuit_breaker {
        let threshold = breaker.threshold.map(|count| ThresholdConfiguration {
            r#type: Some(ThresholdType::Count),
            value: Some(count),
            ..Default::default()
        });
        wanted.deployment_circuit_breaker = Some(DeploymentCircuitBreaker {
            enable: Some(breaker.enable),
            rollback: Some(breaker.rollback),
            threshold_configuration: threshold,
            ..Default::default()
        });
    }
    if let Some(names) = &settings.alarms {
        let on = !names.is_empty();
        wanted.alarms =
            Some(DeploymentAlarms { alarm_names: Some(names.clone()), enable: Some(on), rollback: Some(on), ..Default::default() });
    }
}

/// The shares that a configuration gives the new revision one after the other. None for a rolling deployment.
pub(super) fn shares(configuration: &DeploymentConfiguration) -> Vec<Share> {
    let bake = |minutes: Option<i32>| Span::from_mins(u64::try_from(minutes.unwrap_or(0)).unwrap_or(0));
    let last = Share { percent: 100.0, bake: bake(configuration.bake_time_in_minutes) };
    match configuration.strategy {
        Some(DeploymentStrategy::BlueGreen) => vec![last],
        Some(DeploymentStrategy::Canary) => {
            let canary = configuration.canary_configuration.clone().unwrap_or_default();
            let first = canary.canary_percent.unwrap_or(5.0);
            if first >= 100.0 {
                return vec![last];
            }
            vec![Share { percent: first, bake: bake(canary.canary_bake_time_in_minutes.or(Some(10))) }, last]
        }
        Some(DeploymentStrategy::Linear) => {
            let linear = configuration.linear_configuration.clone().unwrap_or_default();
            let judged = bake(linear.step_bake_time_in_minutes.or(Some(6)));
            let steps = equal_steps(linear.step_percent.unwrap_or(10.0));
            let shares = steps.into_iter().filter(|percent| *percent < 100.0).map(|percent| Share { percent, bake: judged });
            shares.chain([last]).collect()
        }
        _ => Vec::new(),
    }
}

/// Equal steps of this many percent up to all of the traffic, in tenths as ECS counts them.
pub(crate) fn equal_steps(percent: f64) -> Vec<f64> {
    let step = (percent * 10.0).round().clamp(1.0, 1000.0) as usize;
    (step..1000).step_by(step).chain([1000]).map(|tenths| tenths as f64 / 10.0).collect()
}

/// Add a PAUSE hook before each shift, and one after the last if the new revision is judged there too. If nobody answers
/// any more, ECS goes back by itself.
pub(super) fn hold(configuration: &mut DeploymentConfiguration, after_last: bool, patience: Span) {
    let mut hooks = kept_hooks(configuration);
    let mut stages = vec![Stage::PreProductionTrafficShift];
    if after_last {
        stages.push(Stage::PostProductionTrafficShift);
    }
    hooks.push(DeploymentLifecycleHook {
        target_type: Some(DeploymentLifecycleHookTargetType::Pause),
        lifecycle_stages: Some(stages),
        timeout_configuration: Some(DeploymentLifecycleHookTimeoutConfiguration {
            timeout_in_minutes: Some(minutes(patience).clamp(1, 20_160)),
            action: Some(DeploymentLifecycleHookAction::Rollback),
            ..Default::default()
        }),
        ..Default::default()
    });
    configuration.lifecycle_hooks = Some(hooks);
}

/// The hooks that are not ours: a PAUSE hook before each shift was left by an earlier deployment.
pub(super) fn kept_hooks(configuration: &DeploymentConfiguration) -> Vec<DeploymentLifecycleHook> {
    let ours = |hook: &&DeploymentLifecycleHook| {
        hook.target_type == Some(DeploymentLifecycleHookTargetType::Pause)
            && hook.lifecycle_stages.as_ref().and_then(|stages| stages.first()) == Some(&Stage::PreProductionTrafficShift)
    };
    configuration.lifecycle_hooks.iter().flatten().filter(|hook| !ours(hook)).cloned().collect()
}

fn minutes(span: Span) -> i32 {
    i32::try_from(span.0.as_secs().div_ceil(60)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percents(configuration: &DeploymentConfiguration) -> Vec<f64> {
        shares(configuration).into_iter().map(|share| share.percent).collect()
    }

    #[test]
    fn shares_are_those_that_ecs_gives() {
        let linear = |step: f64| DeploymentConfiguration {
            strategy: Some(DeploymentStrategy::Linear),
            linear_configuration: Some(LinearConfiguration { step_percent: Some(step), ..Default::default() }),
            ..Default::default()
        };
        assert_eq!(percents(&linear(25.0)), [25.0, 50.0, 75.0, 100.0]);
        assert_eq!(percents(&linear(30.0)), [30.0, 60.0, 90.0, 100.0]);
        assert_eq!(percents(&linear(33.4)), [33.4, 66.8, 100.0]);
        assert_eq!(percents(&linear(100.0)), [100.0]);
        let of = |strategy| DeploymentConfiguration { strategy: Some(strategy), ..Default::default() };
        assert_eq!(percents(&of(DeploymentStrategy::Canary)), [5.0, 100.0]);
        assert_eq!(percents(&of(DeploymentStrategy::BlueGreen)), [100.0]);
        assert!(percents(&of(DeploymentStrategy::Rolling)).is_empty());
    }
}
