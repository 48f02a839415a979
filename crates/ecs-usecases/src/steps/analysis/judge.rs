//! Decide by what both arms did.

use super::{Analysis, CanaryMetric, Finding, Measured, MetricCheck, Samples};
use statrs::{
    distribution::{ContinuousCDF, Normal, StudentsT},
    statistics::Statistics,
};

/// Minutes of both arms that a t-test needs.
const MINUTES: usize = 5;

pub(super) fn judge(settings: &Analysis, measured: &Measured) -> (Finding, Vec<String>) {
    let minimum = f64::from(settings.minimum_requests);
    if measured.canary.requests < minimum {
        return (Finding::NoData, vec![format!("the canary had {:.0} requests, {minimum} are needed", measured.canary.requests)]);
    }
    let mut told = Told::default();
    for (index, check) in settings.metrics.iter().enumerate() {
        one(&mut told, check, index, measured, minimum);
    }
    if !told.failed.is_empty() {
        return (Finding::Fail, told.failed);
    }
    if !told.lacking.is_empty() {
        return (Finding::NoData, told.lacking);
    }
    (Finding::Pass, told.held)
}

#[derive(Default)]
struct Told {
    failed: Vec<String>,
    lacking: Vec<String>,
    held: Vec<String>,
}

impl Told {
    fn tell(&mut self, failed: bool, text: String) {
        if failed { self.failed.push(text) } else { self.held.push(text) }
    }
}

fn one(told: &mut Told, check: &MetricCheck, index: usize, measured: &Measured, minimum: f64) {
    let (canary, baseline) = (&measured.canary, &measured.baseline);
    let unit = check.metric.unit();
    let name = check.custom.as_ref().map_or(check.metric.name(), |custom| custom.name.as_str());
    let Some(value) = canary.value(index, check.metric) else {
        told.lacking.push(format!("{name}: the canary has no value"));
        return;
    };
    if let Some(max) = check.max {
        told.tell(value > max, format!("{name} {value:.2}{unit}, at most {max}{unit}"));
    }
    if check.max_ratio.is_none() && check.significance.is_none() {
        return;
    }
    let Some(base) = baseline.value(index, check.metric).filter(|_| baseline.requests >= minimum) else {
        told.lacking.push(format!("{name}: the baseline had {:.0} requests, {minimum} are needed", baseline.requests));
        return;
    };
    if let Some(ratio) = check.max_ratio {
        told.tell(value > base * ratio, format!("{name} {value:.2}{unit} against {base:.2}{unit}, at most {ratio} times"));
    }
    if let Some(significance) = check.significance {
        let p =
            if check.metric == CanaryMetric::ErrorRate { Some(more_errors(canary, baseline)) } else { greater(canary, baseline, index) };
        match p {
            Some(p) => told.tell(p < significance, format!("{name} {value:.2}{unit} against {base:.2}{unit}, p = {p:.4}")),
            None => told.lacking.push(format!("{name}: fewer than {MINUTES} minutes of both versions to compare")),
        }
    }
}

/// How likely it is that the canary's error rate is this much higher by chance: a one-sided two-proportion z-test.
fn more_errors(canary: &Samples, baseline: &Samples) -> f64 {
    let pooled = (canary.errors + baseline.errors) / (canary.requests + baseline.requests);
    let deviation = (pooled * (1.0 - pooled) * (1.0 / canary.requests + 1.0 / baseline.requests)).sqrt();
    if deviation == 0.0 || !deviation.is_finite() {
        return 1.0;
    }
    let z = (canary.errors / canary.requests - baseline.errors / baseline.requests) / deviation;
    1.0 - Normal::standard().cdf(z)
}

/// How likely it is that the canary's values are this much greater by chance: a one-sided Welch's t-test. Nothing if there
/// are too few.
fn greater(canary: &Samples, baseline: &Samples, index: usize) -> Option<f64> {
    let (a, b) = (canary.values.get(index)?, baseline.values.get(index)?);
    if a.len() < MINUTES || b.len() < MINUTES {
        return None;
    }
    let of = |values: &[f64]| (values.iter().mean(), values.iter().variance() / values.len() as f64);
    let ((mean_a, error_a), (mean_b, error_b)) = (of(a), of(b));
    let error = error_a + error_b;
    if error == 0.0 {
        // Without any spread a difference is no chance.
        return Some(if mean_a > mean_b { 0.0 } else { 1.0 });
    }
    let freedom = error.powi(2) / (error_a.powi(2) / (a.len() - 1) as f64 + error_b.powi(2) / (b.len() - 1) as f64);
    let t = (mean_a - mean_b) / error.sqrt();
    StudentsT::new(0.0, 1.0, freedom).ok().map(|distribution| 1.0 - distribution.cdf(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arm(requests: f64, errors: f64, latency: f64) -> Samples {
        Samples { requests, errors, values: vec![vec![], vec![latency]] }
    }

    fn finding(canary: Samples, baseline: Samples) -> Finding {
        judge(&Analysis::default(), &Measured { baseline, canary }).0
    }

    #[test]
    fn like_the_baseline_passes() {
        assert_eq!(finding(arm(500.0, 1.0, 30.0), arm(5000.0, 10.0, 28.0)), Finding::Pass);
    }

    #[test]
    fn no_requests_is_no_data() {
        assert_eq!(finding(Samples::default(), arm(5000.0, 10.0, 28.0)), Finding::NoData);
        assert_eq!(finding(arm(99.0, 0.0, 30.0), arm(5000.0, 10.0, 28.0)), Finding::NoData);
    }

    #[test]
    fn a_missing_metric_or_baseline_is_no_data() {
        assert_eq!(finding(Samples { values: vec![], ..arm(500.0, 0.0, 0.0) }, arm(5000.0, 0.0, 28.0)), Finding::NoData);
        assert_eq!(finding(arm(500.0, 0.0, 30.0), Samples::default()), Finding::NoData);
    }

    #[test]
    fn too_many_errors_fail() {
        assert_eq!(finding(arm(500.0, 50.0, 30.0), arm(5000.0, 10.0, 28.0)), Finding::Fail);
    }

    #[test]
    fn a_small_but_significant_difference_fails() {
        assert_eq!(finding(arm(2000.0, 40.0, 30.0), arm(20000.0, 100.0, 28.0)), Finding::Fail, "2% against 0.5%");
        assert_eq!(finding(arm(200.0, 1.0, 30.0), arm(20000.0, 80.0, 28.0)), Finding::Pass, "0.5% of 200 against 0.4%");
    }

    #[test]
    fn slower_than_allowed_fails() {
        assert_eq!(finding(arm(500.0, 0.0, 90.0), arm(5000.0, 0.0, 28.0)), Finding::Fail);
    }

    fn by_values(canary: &[f64], baseline: &[f64]) -> Finding {
        let check =
            MetricCheck { metric: CanaryMetric::LatencyAverage, max: None, max_ratio: None, significance: Some(0.01), custom: None };
        let settings = Analysis { metrics: vec![check], ..Analysis::default() };
        let samples = |values: &[f64]| Samples { requests: 1000.0, errors: 0.0, values: vec![values.to_vec()] };
        judge(&settings, &Measured { baseline: samples(baseline), canary: samples(canary) }).0
    }

    #[test]
    fn latencies_are_compared_minute_by_minute() {
        assert_eq!(by_values(&[31.0, 29.0, 30.5, 30.0, 29.5], &[30.0, 31.0, 29.0, 30.0, 30.2]), Finding::Pass);
        assert_eq!(by_values(&[36.0, 35.0, 36.5, 35.5, 36.0], &[30.0, 31.0, 29.0, 30.0, 30.2]), Finding::Fail);
        assert_eq!(by_values(&[36.0, 35.0, 36.5, 35.5], &[30.0, 31.0, 29.0, 30.0, 30.2]), Finding::NoData, "four minutes");
        assert_eq!(by_values(&[20.0; 5], &[20.0; 5]), Finding::Pass, "no spread, no difference");
        assert_eq!(by_values(&[21.0; 5], &[20.0; 5]), Finding::Fail, "no spread, a difference");
    }

    /// The p-value as SciPy's `ttest_ind(a, b, equal_var=False, alternative="greater")` gives it.
    #[test]
    fn the_t_test_is_that_of_welch() {
        let samples = |values: &[f64]| Samples { requests: 1.0, errors: 0.0, values: vec![values.to_vec()] };
        let a = samples(&[27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]);
        let b = samples(&[27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.0, 23.9]);
        let p = greater(&a, &b, 0).unwrap_or_default();
        assert!((p - 0.995_773_633_781_278_3).abs() < 1e-12, "{p}");
    }
}
