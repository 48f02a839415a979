//! Target tracking: the metric that a policy follows, and the two alarms that it makes on it.

use super::{invalid, service, uuid};
use crate::{
    backends::simulator::{cloudwatch, elbv2, world::World},
    error::Result,
    model::{
        application_autoscaling::{Alarm, MetricType, TargetTrackingScalingPolicyConfiguration as Tracking},
        cloudwatch::{ComparisonOperator, Dimension, PutMetricAlarm, Statistic},
    },
};

/// A metric and its statistic.
pub(super) struct Metric {
    namespace: String,
    name: String,
    dimensions: Vec<Dimension>,
    statistic: Statistic,
}

fn dimension(name: &str, value: &str) -> Dimension {
    Dimension { name: Some(name.into()), value: Some(value.into()), ..Dimension::default() }
}

/// What AWS refuses of a configuration, whatever is there.
pub(super) fn check(tracking: &Tracking) -> Result<()> {
    let target = tracking.target_value.ok_or_else(|| invalid("TargetValue must be specified"))?;
    if target <= 0.0 || !target.is_finite() {
        return Err(invalid("TargetValue must be greater than 0"));
    }
    if tracking.predefined_metric_specification.is_some() == tracking.customized_metric_specification.is_some() {
        return Err(invalid("Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified"));
    }
    if [tracking.scale_in_cooldown, tracking.scale_out_cooldown].into_iter().flatten().any(|seconds| seconds < 0) {
        return Err(invalid("Cooldowns must be greater than or equal to 0"));
    }
    Ok(())
}

/// The metric that a policy follows.
pub(super) fn metric(world: &World, resource: &str, tracking: &Tracking) -> Result<Metric> {
    if let Some(own) = &tracking.customized_metric_specification {
        let (Some(namespace), Some(name), Some(statistic)) = (&own.namespace, &own.metric_name, &own.statistic) else {
            return Err(invalid("A customized metric needs a namespace, a name and a statistic: metric math is not simulated"));
        };
        let dimensions = own.dimensions.iter().flatten();
        let dimensions = dimensions.map(|one| Dimension { name: one.name.clone(), value: one.value.clone(), ..Dimension::default() });
        let (namespace, name, statistic) = (namespace.clone(), name.clone(), Statistic::from(statistic.as_str()));
        return Ok(Metric { namespace, name, dimensions: dimensions.collect(), statistic });
    }
    let predefined = tracking.predefined_metric_specification.clone().unwrap_or_default();
    let (kind, label) = (predefined.predefined_metric_type.unwrap_or_default(), predefined.resource_label);
    if kind == MetricType::ALBRequestCountPerTarget {
        return requests_per_target(world, label.as_deref());
    }
    if label.is_some() {
        return Err(invalid(format!("A ResourceLabel can't be specified for the metric type {kind}")));
    }
    let name = match kind.as_str() {
        "ECSServiceAverageCPUUtilization" => "CPUUtilization",
        "ECSServiceAverageMemoryUtilization" => "MemoryUtilization",
        other => return Err(invalid(format!("The metric type {other} can't be used with an ECS service"))),
    };
    let (cluster, service) = service(resource).unwrap_or_default();
    let dimensions = vec![dimension("ClusterName", cluster), dimension("ServiceName", service)];
    Ok(Metric { namespace: "AWS/ECS".into(), name: name.into(), dimensions, statistic: Statistic::Average })
}

fn requests_per_target(world: &World, label: Option<&str>) -> Result<Metric> {
    let label = label.ok_or_else(|| invalid("A ResourceLabel must be specified for the metric type ALBRequestCountPerTarget"))?;
    let malformed = || invalid(format!("The ResourceLabel {label} has not the form app/name/id/targetgroup/name/id"));
    let (balancer, group) = label.split_once("/targetgroup/").filter(|(balancer, _)| balancer.starts_with("app/")).ok_or_else(malformed)?;
    let group = format!("targetgroup/{group}");
    let balancers = elbv2::balancers_of(world, &world.arn("elasticloadbalancing", &group)).unwrap_or_default();
    if !balancers.contains(&world.arn("elasticloadbalancing", &format!("loadbalancer/{balancer}"))) {
        return Err(invalid("The load balancer does not route traffic to the target group."));
    }
    let dimensions = vec![dimension("TargetGroup", &group), dimension("LoadBalancer", balancer)];
    Ok(Metric { namespace: "AWS/ApplicationELB".into(), name: "RequestCountPerTarget".into(), dimensions, statistic: Statistic::Sum })
}

/// Make the alarms: above the target for three minutes, and a tenth below it for a quarter of an hour.
pub(super) fn create_alarms(
    world: &mut World,
    resource: &str,
    policy: Option<&String>,
    tracking: &Tracking,
    metric: &Metric,
) -> Result<Vec<Alarm>> {
    let target = tracking.target_value.unwrap_or_default();
    let mut kinds = vec![("AlarmHigh", ComparisonOperator::GreaterThanThreshold, target, 3)];
    if tracking.disable_scale_in != Some(true) {
        kinds.push(("AlarmLow", ComparisonOperator::LessThanThreshold, target * 0.9, 15));
    }
    let mut alarms = Vec::new();
    for (kind, operator, threshold, periods) in kinds {
        let id = uuid(world);
        let name = format!("TargetTracking-{resource}-{kind}-{id}");
        let request = PutMetricAlarm {
            alarm_name: name.clone(),
            alarm_description: policy.map(|policy| format!("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {policy}.")),
            alarm_actions: Some(policy.into_iter().cloned().collect()),
            metric_name: Some(metric.name.clone()),
            namespace: Some(metric.namespace.clone()),
            dimensions: Some(metric.dimensions.clone()),
            statistic: Some(metric.statistic.clone()),
            period: Some(60),
            evaluation_periods: Some(periods),
            threshold: Some(threshold),
            comparison_operator: Some(operator),
            ..PutMetricAlarm::default()
        };
        cloudwatch::put_alarm(world, &request)?;
        let arn = world.arn("cloudwatch", &format!("alarm:{name}"));
        alarms.push(Alarm { alarm_name: Some(name), alarm_arn: Some(arn), ..Alarm::default() });
    }
    Ok(alarms)
}
