//! How many tasks a deployment may stop and start, and after how many failures it has failed.

use crate::model::ecs::{DeploymentCircuitBreaker, DeploymentConfiguration, ThresholdType};

/// The bounds that the health percents set: the minimum rounds up, the maximum rounds down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    /// Healthy tasks that are kept.
    pub(crate) lower: i32,
    /// Tasks that may run or start at the same time.
    pub(crate) upper: i32,
}

impl Bounds {
    pub(crate) fn of(desired: i32, configuration: &DeploymentConfiguration) -> Self {
        let minimum = configuration.minimum_healthy_percent.unwrap_or(100);
        let maximum = configuration.maximum_percent.unwrap_or(200);
        Self { lower: (desired * minimum + 99) / 100, upper: desired * maximum / 100 }
    }
}

/// Failures after which the circuit breaker opens. BOUNDED_PERCENT 50 by default: clamp(ceil(50% x desired), 3, 200).
pub(crate) fn threshold(breaker: &DeploymentCircuitBreaker, desired: i32) -> i32 {
    let settings = breaker.threshold_configuration.as_ref();
    let value = settings.and_then(|settings| settings.value).unwrap_or(50);
    let percent = (desired * value + 99) / 100;
    match settings.and_then(|settings| settings.r#type.as_ref()) {
        Some(ThresholdType::Count) => value.max(1),
        Some(ThresholdType::UnboundedPercent) => percent.max(1),
        _ => percent.clamp(3, 200),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ecs::ThresholdConfiguration;

    fn bounds(desired: i32, minimum: i32, maximum: i32) -> (i32, i32) {
        let percents =
            DeploymentConfiguration { minimum_healthy_percent: Some(minimum), maximum_percent: Some(maximum), ..Default::default() };
        let bounds = Bounds::of(desired, &percents);
        (bounds.lower, bounds.upper)
    }

    #[test]
    fn the_minimum_rounds_up_and_the_maximum_down() {
        assert_eq!(bounds(2, 75, 200), (2, 4));
        assert_eq!(bounds(3, 50, 125), (2, 3));
        assert_eq!(bounds(4, 100, 200), (4, 8));
        assert_eq!(bounds(0, 100, 200), (0, 0));
    }

    #[test]
    fn the_default_threshold_is_bounded() {
        let breaker = DeploymentCircuitBreaker { enable: true.into(), ..Default::default() };
        assert_eq!([1, 25, 400, 800].map(|desired| threshold(&breaker, desired)), [3, 13, 200, 200]);
    }

    #[test]
    fn a_count_is_a_count() {
        let settings = ThresholdConfiguration { r#type: Some(ThresholdType::Count), value: Some(5), ..Default::default() };
        let breaker = DeploymentCircuitBreaker { threshold_configuration: Some(settings), ..Default::default() };
        assert_eq!(threshold(&breaker, 100), 5);
    }
}
