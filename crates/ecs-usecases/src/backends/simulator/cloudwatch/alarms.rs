//! Metric alarms: putting, describing and deleting them.

use super::{evaluate, invalid};
use crate::{
    backends::simulator::{
        elbv2,
        scenario::AlarmScript,
        world::{World, aws_error},
    },
    error::{Error, ErrorKind, Result},
    model::cloudwatch::{
        AlarmType, ComparisonOperator, DeleteAlarms, DeleteAlarmsResponse, DescribeAlarms, DescribeAlarmsResponse, Dimension, MetricAlarm,
        PutMetricAlarm, PutMetricAlarmResponse, SetAlarmState, SetAlarmStateResponse, StateValue, Statistic,
    },
};

/// An alarm.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(super) struct Alarm {
    pub(super) shape: MetricAlarm,
    /// It stays in its state, whatever is measured.
    pub(super) pinned: bool,
    pub(super) generation: u64,
}

/// Build the alarms that the scenario lists.
pub(crate) fn build(world: &mut World) -> Result<()> {
    for (index, script) in world.scenario.alarms.clone().iter().enumerate() {
        build_one(world, script, &format!("alarms[{index}]"))?;
    }
    Ok(())
}

fn build_one(world: &mut World, script: &AlarmScript, path: &str) -> Result<()> {
    let mut dimensions = Vec::new();
    if let Some(name) = &script.target_group {
        let arn = elbv2::arns::target_group_arn(&world.scope, name);
        let Some(balancers) = elbv2::balancers_of(world, &arn) else {
            return Err(Error::invalid(format!("{path}.target_group"), format!("the scenario has no target group `{name}`")));
        };
        let dimension = |name: &str, value: &str| Dimension { name: Some(name.into()), value: Some(value.into()), ..Dimension::default() };
        dimensions.push(dimension("TargetGroup", elbv2::arns::target_group_dimension(&arn)));
        if let Some(balancer) = balancers.first() {
            dimensions.push(dimension("LoadBalancer", elbv2::arns::load_balancer_dimension(balancer)));
        }
    }
    let statistic = match script.metric.as_str() {
        "TargetResponseTime" => Statistic::Average,
        metric if metric.ends_with("HostCount") => Statistic::Maximum,
        _ => Statistic::Sum,
    };
    let request = PutMetricAlarm {
        alarm_name: script.name.clone(),
        metric_name: Some(script.metric.clone()),
        namespace: Some("AWS/ApplicationELB".into()),
        statistic: Some(statistic),
        dimensions: Some(dimensions),
        period: Some(60),
        evaluation_periods: Some(1),
        threshold: Some(script.threshold),
        comparison_operator: Some(ComparisonOperator::GreaterThanThreshold),
        treat_missing_data: Some("notBreaching".into()),
        ..PutMetricAlarm::default()
    };
    put(world, &request).map_err(|error| Error::invalid(path, error.details().message.clone()))?;
    if let Some(alarm) = world.cloudwatch.alarms.get_mut(&script.name) {
        alarm.pinned = script.firing;
        alarm.shape.state_value = Some(if script.firing { StateValue::Alarm } else { StateValue::Ok });
        if script.firing {
            alarm.shape.state_reason = Some("It is in ALARM from the start of the scenario".into());
        }
    }
    Ok(())
}

fn check(request: &PutMetricAlarm) -> Result<()> {
    let missing = |what: &str| invalid(format!("{what} must be specified"));
    if request.alarm_name.is_empty() || request.alarm_name.len() > 255 {
        return Err(invalid("AlarmName must have 1-255 characters"));
    }
    if request.metrics.as_ref().is_some_and(|metrics| !metrics.is_empty()) {
        return Err(invalid("Alarms on metric math are not simulated: specify MetricName, Namespace, Period and Statistic"));
    }
    super::metrics::Key::new(
        request.namespace.as_deref().unwrap_or_default(),
        request.metric_name.as_deref().unwrap_or_default(),
        request.dimensions.as_deref().unwrap_or_default(),
    )?;
    match (&request.statistic, &request.extended_statistic) {
        (Some(statistic), None) => super::metrics::Stat::parse(statistic.as_str())?,
        (None, Some(statistic)) => super::metrics::Stat::parse(statistic)?,
        _ => return Err(invalid("Exactly one of Statistic and ExtendedStatistic must be specified")),
    };
    let period = request.period.ok_or_else(|| missing("Period"))?;
    if period <= 0 || period % 60 != 0 {
        return Err(invalid(format!("The period '{period}' must be a multiple of 60")));
    }
    let periods = request.evaluation_periods.ok_or_else(|| missing("EvaluationPeriods"))?;
    if periods < 1 || i64::from(periods) * i64::from(period) > 86_400 {
        return Err(invalid("Metrics can't be checked across more than a day (EvaluationPeriods * Period must be <= 86400)"));
    }
    if request.datapoints_to_alarm.is_some_and(|points| !(1..=periods).contains(&points)) {
        return Err(invalid("DatapointsToAlarm must be between 1 and EvaluationPeriods"));
    }
    request.threshold.ok_or_else(|| missing("Threshold"))?;
    match request.comparison_operator.as_ref().ok_or_else(|| missing("ComparisonOperator"))? {
        ComparisonOperator::GreaterThanOrEqualToThreshold
        | ComparisonOperator::GreaterThanThreshold
        | ComparisonOperator::LessThanThreshold
        | ComparisonOperator::LessThanOrEqualToThreshold => {}
        other => return Err(invalid(format!("The comparison operator '{other}' needs a model of anomalies, which is not simulated"))),
    }
    match request.treat_missing_data.as_deref() {
        None | Some("missing" | "notBreaching" | "breaching" | "ignore") => Ok(()),
        Some(other) => Err(invalid(format!("TreatMissingData can't be '{other}'"))),
    }
}

/// Create an alarm, or replace its configuration and keep its state.
pub(super) fn put(world: &mut World, request: &PutMetricAlarm) -> Result<PutMetricAlarmResponse> {
    check(request)?;
    let name = &request.alarm_name;
    let before = world.cloudwatch.alarms.get(name).map(|alarm| &alarm.shape);
    let shape = MetricAlarm {
        alarm_name: Some(name.clone()),
        alarm_arn: Some(world.arn("cloudwatch", &format!("alarm:{name}"))),
        alarm_description: request.alarm_description.clone(),
        alarm_configuration_updated_timestamp: Some(world.now),
        actions_enabled: Some(request.actions_enabled.unwrap_or(true)),
        ok_actions: request.ok_actions.clone().unwrap_or_default(),
        alarm_actions: request.alarm_actions.clone().unwrap_or_default(),
        insufficient_data_actions: request.insufficient_data_actions.clone().unwrap_or_default(),
        state_value: Some(before.and_then(|before| before.state_value.clone()).unwrap_or(StateValue::InsufficientData)),
        state_reason: Some(
            before.and_then(|before| before.state_reason.clone()).unwrap_or_else(|| "Unchecked: Initial alarm creation".into()),
        ),
        state_updated_timestamp: Some(before.and_then(|before| before.state_updated_timestamp).unwrap_or(world.now)),
        state_transitioned_timestamp: Some(before.and_then(|before| before.state_transitioned_timestamp).unwrap_or(world.now)),
        metric_name: request.metric_name.clone(),
        namespace: request.namespace.clone(),
        statistic: request.statistic.clone(),
        extended_statistic: request.extended_statistic.clone(),
        dimensions: request.dimensions.clone().unwrap_or_default(),
        period: request.period,
        unit: request.unit.clone(),
        evaluation_periods: request.evaluation_periods,
        datapoints_to_alarm: request.datapoints_to_alarm,
        threshold: request.threshold,
        comparison_operator: request.comparison_operator.clone(),
        treat_missing_data: request.treat_missing_data.clone(),
        evaluate_low_sample_count_percentile: request.evaluate_low_sample_count_percentile.clone(),
        ..MetricAlarm::default()
    };
    world.cloudwatch.generation += 1;
    let generation = world.cloudwatch.generation;
    let period = shape.period.unwrap_or(60);
    world.cloudwatch.alarms.insert(name.clone(), Alarm { shape, pinned: false, generation });
    evaluate::plan(world, name, generation, period);
    Ok(PutMetricAlarmResponse::default())
}

pub(super) fn describe(world: &World, request: &DescribeAlarms) -> Result<DescribeAlarmsResponse> {
    let most = request.max_records.unwrap_or(50);
    if !(1..=100).contains(&most) {
        return Err(invalid("MaxRecords must be between 1 and 100"));
    }
    let (most, mut reply) = (most as usize, DescribeAlarmsResponse::default());
    if request.alarm_types.as_ref().is_some_and(|types| !types.is_empty() && !types.contains(&AlarmType::MetricAlarm)) {
        return Ok(reply);
    }
    let alarms = &world.cloudwatch.alarms;
    let names = request.alarm_names.as_deref().unwrap_or_default();
    let prefix = request.alarm_name_prefix.as_deref().unwrap_or_default();
    if !names.is_empty() && request.alarm_name_prefix.is_some() {
        return Err(invalid("AlarmNamePrefix and AlarmNames can't be specified together"));
    }
    if names.len() > 100 {
        return Err(invalid("AlarmNames can have at most 100 items"));
    }
    let after = request.next_token.as_deref().unwrap_or_default();
    let found: Box<dyn Iterator<Item = &Alarm>> = if names.is_empty() {
        let from = prefix.max(after).to_owned();
        Box::new(alarms.range(from..).take_while(|(name, _)| name.starts_with(prefix)).map(|(_, alarm)| alarm))
    } else {
        let mut sorted: Vec<&String> = names.iter().collect();
        sorted.sort();
        sorted.dedup();
        Box::new(sorted.into_iter().filter_map(|name| alarms.get(name)))
    };
    let action = request.action_prefix.as_deref();
    let fits = |shape: &MetricAlarm| {
        request.state_value.as_ref().is_none_or(|state| shape.state_value.as_ref() == Some(state))
            && action.is_none_or(|prefix| shape.alarm_actions.iter().any(|action| action.starts_with(prefix)))
            && (after.is_empty() || shape.alarm_name.as_deref().is_some_and(|name| name > after))
    };
    for alarm in found.filter(|alarm| fits(&alarm.shape)) {
        if reply.metric_alarms.len() == most {
            reply.next_token = reply.metric_alarms.last().and_then(|last| last.alarm_name.clone());
            break;
        }
        reply.metric_alarms.push(alarm.shape.clone());
    }
    Ok(reply)
}

/// Set a state for a while: the next evaluation brings an alarm back to what is measured.
pub(super) fn set_state(world: &mut World, request: &SetAlarmState) -> Result<SetAlarmStateResponse> {
    let (name, now) = (&request.alarm_name, world.now);
    let unknown = || aws_error(ErrorKind::NotFound, "ResourceNotFound", format!("The alarm '{name}' does not exist"));
    let Alarm { shape, .. } = world.cloudwatch.alarms.get_mut(name).ok_or_else(unknown)?;
    if matches!(request.state_value, StateValue::Unknown(_)) {
        return Err(invalid(format!("The state '{}' is not one of OK, ALARM and INSUFFICIENT_DATA", request.state_value)));
    }
    let before = shape.state_value.replace(request.state_value.clone()).unwrap_or_default();
    shape.state_reason = Some(request.state_reason.clone());
    shape.state_reason_data.clone_from(&request.state_reason_data);
    shape.state_updated_timestamp = Some(now);
    if before != request.state_value {
        shape.state_transitioned_timestamp = Some(now);
        world.note(format!("alarm {name} was set from {before} to {}: {}", request.state_value, request.state_reason));
    }
    Ok(SetAlarmStateResponse::default())
}

pub(super) fn delete(world: &mut World, request: &DeleteAlarms) -> Result<DeleteAlarmsResponse> {
    if let Some(unknown) = request.alarm_names.iter().find(|name| !world.cloudwatch.alarms.contains_key(*name)) {
        return Err(aws_error(ErrorKind::NotFound, "ResourceNotFound", format!("The alarm '{unknown}' does not exist")));
    }
    for name in &request.alarm_names {
        world.cloudwatch.alarms.remove(name);
    }
    Ok(DeleteAlarmsResponse::default())
}
