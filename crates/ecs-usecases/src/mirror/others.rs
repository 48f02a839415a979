//! Alarms, metrics, scalable targets, secrets, parameters and log groups.

use super::{
    Mirror,
    mentions::last_part,
    reading::pages,
    thing::{Known, Thing},
};
use crate::{
    backend::Scope,
    backends::simulator::imports as put,
    error::{Error, ErrorKind, Result},
    model::{
        application_autoscaling::{
            DescribeScalableTargets, DescribeScalingPolicies, DescribeScheduledActions, ScalableTarget, ServiceNamespace,
        },
        cloudwatch::{DescribeAlarms, GetMetricData, Metric, MetricDataQuery, MetricStat},
        logs::DescribeLogGroups,
        secretsmanager::{DescribeSecret, GetSecretValue, ListSecrets},
        ssm::{DescribeParameters, GetParameter, GetParametersByPath},
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

impl Mirror {
    pub(super) async fn alarms(&self, scope: &Scope, name: Option<&String>, prefix: &str) -> Result<()> {
        let describe = DescribeAlarms {
            alarm_names: name.map(|name| vec![name.clone()]),
            alarm_name_prefix: (!prefix.is_empty()).then(|| prefix.to_owned()),
            ..Default::default()
        };
        for alarm in pages!(self, scope, describe, next_token, next_token, metric_alarms) {
            self.simulator.change(scope, |world| put::cloudwatch::alarm(world, alarm))?;
        }
        Ok(())
    }

    /// A metric that the simulator does not measure: what it was in the past hour it will be in the hours to come.
    pub(super) async fn metric(&self, scope: &Scope, metric: &str) -> Result<()> {
        let metric: Metric = serde_json::from_str(metric).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
        let now = self.live.clock().now();
        let query = |id: &str, stat: &str| {
            let stat = MetricStat { metric: Some(metric.clone()), period: Some(60), stat: Some(stat.into()), ..Default::default() };
            MetricDataQuery { id: Some(id.into()), metric_stat: Some(stat), ..Default::default() }
        };
        let get = GetMetricData {
            metric_data_queries: vec![query("sums", "Sum"), query("counts", "SampleCount")],
            start_time: crate::clock::Timestamp(now.0 - Duration::from_hours(1).as_millis() as i64),
            end_time: now,
            ..Default::default()
        };
        let found = self.glance(scope, get, "the metric has no data").await?.unwrap_or_default().metric_data_results;
        let of = |id: &'static str| {
            let results = found.iter().filter(move |result| result.id.as_deref() == Some(id));
            results.flat_map(|result| result.timestamps.iter().copied().zip(result.values.iter().copied()))
        };
        let counts: BTreeMap<_, _> = of("counts").collect();
        let sampled =
            of("sums").filter_map(|(at, sum)| counts.get(&at).filter(|count| **count > 0.0).map(|count| (at, sum / count, *count)));
        let mut values: Vec<_> = sampled.collect();
        if values.is_empty()
            && let Some(well) = feature_that_does_well(&metric)
        {
            self.warn("the code that has the flag publishes nothing yet: the feature is assumed to do well".to_owned());
            values = (1..=60).map(|ago| (crate::clock::Timestamp(now.0 - ago * 60_000), well.0, well.1)).collect();
        }
        self.simulator.change(scope, |world| put::cloudwatch::metric(world, &metric, &values))
    }

    pub(super) async fn target(&self, known: &mut Known, scope: &Scope, resource: &str) -> Result<()> {
        let describe = DescribeScalableTargets {
            service_namespace: ServiceNamespace::Ecs,
            resource_ids: Some(vec![resource.to_owned()]),
            ..Default::default()
        };
        let found = self.glance(scope, describe, "nothing scales the service").await?.unwrap_or_default();
        for target in found.scalable_targets {
            self.put_target(known, scope, target).await?;
        }
        Ok(())
    }

    pub(super) async fn targets(&self, known: &mut Known, scope: &Scope) -> Result<()> {
        let describe = DescribeScalableTargets { service_namespace: ServiceNamespace::Ecs, ..Default::default() };
        for target in pages!(self, scope, describe, next_token, next_token, scalable_targets) {
            known.insert((scope.clone(), Thing::Target(target.resource_id.clone().unwrap_or_default())));
            self.put_target(known, scope, target).await?;
        }
        Ok(())
    }

    /// A scalable target with its service, its policies with their alarms, and its scheduled actions.
    async fn put_target(&self, known: &mut Known, scope: &Scope, target: ScalableTarget) -> Result<()> {
        let resource = target.resource_id.clone().unwrap_or_default();
        if let Some((cluster, name)) = resource.strip_prefix("service/").and_then(|path| path.split_once('/')) {
            self.import(known, scope, Thing::Service(cluster.to_owned(), name.to_owned())).await?;
        }
        let policies =
            DescribeScalingPolicies { service_namespace: ServiceNamespace::Ecs, resource_id: Some(resource.clone()), ..Default::default() };
        let policies = self.glance(scope, policies, "no policy scales the service").await?.unwrap_or_default().scaling_policies;
        for alarm in policies.iter().flat_map(|policy| &policy.alarms).filter_map(|alarm| alarm.alarm_name.clone()) {
            self.import(known, scope, Thing::Alarm(alarm)).await?;
        }
        let actions =
            DescribeScheduledActions { service_namespace: ServiceNamespace::Ecs, resource_id: Some(resource), ..Default::default() };
        let actions = self.glance(scope, actions, "no schedule scales the service").await?.unwrap_or_default().scheduled_actions;
        self.simulator.change(scope, |world| put::scaling::target(world, target, policies, actions))
    }

    pub(super) async fn secret(&self, scope: &Scope, id: &str) -> Result<()> {
        match self.find(scope, DescribeSecret { secret_id: id.to_owned(), ..Default::default() }).await? {
            Some(found) => self.simulator.change(scope, |world| put::secrets::secret(world, found)),
            None => Ok(()),
        }
    }

    pub(super) async fn secret_value(&self, known: &mut Known, scope: &Scope, id: &str) -> Result<()> {
        self.import(known, scope, Thing::Secret(id.to_owned())).await?;
        match self.find(scope, GetSecretValue { secret_id: id.to_owned(), ..Default::default() }).await? {
            Some(found) => self.simulator.change(scope, |world| put::secrets::value(world, found)),
            None => Ok(()),
        }
    }

    pub(super) async fn secrets(&self, known: &mut Known, scope: &Scope) -> Result<()> {
        for entry in pages!(self, scope, ListSecrets::default(), next_token, next_token, secret_list) {
            self.import(known, scope, Thing::Secret(entry.arn.unwrap_or_default())).await?;
        }
        Ok(())
    }

    pub(super) async fn parameter(&self, scope: &Scope, name: &str) -> Result<()> {
        // By name, version and label alike: the simulator has the version that was asked for.
        let get = GetParameter { name: name.to_owned(), with_decryption: Some(true), ..Default::default() };
        match self.find(scope, get).await?.and_then(|found| found.parameter) {
            Some(found) => self.simulator.change(scope, |world| put::parameters::parameter(world, found)),
            None => Ok(()),
        }
    }

    pub(super) async fn parameters_under(&self, scope: &Scope, path: &str) -> Result<()> {
        let get = GetParametersByPath { path: path.to_owned(), recursive: Some(true), with_decryption: Some(true), ..Default::default() };
        for parameter in pages!(self, scope, get, next_token, next_token, parameters) {
            self.simulator.change(scope, |world| put::parameters::parameter(world, parameter))?;
        }
        Ok(())
    }

    pub(super) async fn parameters(&self, known: &mut Known, scope: &Scope) -> Result<()> {
        for parameter in pages!(self, scope, DescribeParameters::default(), next_token, next_token, parameters) {
            self.import(known, scope, Thing::Parameter(parameter.name.unwrap_or_default())).await?;
        }
        Ok(())
    }

    pub(super) async fn log_groups(&self, scope: &Scope, prefix: &str) -> Result<()> {
        let prefix = prefix.split_once(":log-group:").map_or(prefix, |(_, name)| name);
        let describe = DescribeLogGroups { log_group_name_prefix: (!prefix.is_empty()).then(|| prefix.to_owned()), ..Default::default() };
        let Some(found) = self.glance(scope, describe, "a log group that a task names is taken to be there").await? else {
            return self.simulator.change(scope, |world| put::logs::assumed(world, last_part_of_group(prefix)));
        };
        for group in found.log_groups {
            self.simulator.change(scope, |world| put::logs::group(world, group))?;
        }
        Ok(())
    }
}

/// What code that is not deployed yet can be expected to publish each minute of a feature flag, if all goes well: a value, and
/// how often.
fn feature_that_does_well(metric: &Metric) -> Option<(f64, f64)> {
    let dimensions = metric.dimensions.iter().flatten().filter_map(|dimension| dimension.name.as_deref());
    if dimensions.collect::<BTreeSet<_>>() != BTreeSet::from(["Flag", "Service", "Variant"]) {
        return None;
    }
    match metric.metric_name.as_deref()? {
        "Requests" | "Latency" => Some((1.0, 1000.0)),
        "Errors" => Some((0.0, 1000.0)),
        _ => None,
    }
}

/// Names of log groups have slashes of their own.
fn last_part_of_group(name: &str) -> &str {
    if name.starts_with("arn:") { last_part(name) } else { name }
}
