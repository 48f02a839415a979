//! How the programs of a service will behave: as those that run do.

use super::Mirror;
use crate::{
    backend::Scope,
    backends::simulator::{ImageBehaviour, arns, imports::elbv2::App},
    clock::Timestamp,
    error::Result,
    model::{
        cloudwatch::{Dimension, GetMetricData, Metric, MetricDataQuery, MetricStat},
        ecs::{self as shapes, ServiceDeploymentStatus as Status},
    },
    span::Span,
};
use std::time::Duration;

/// What was measured at a target group in the past minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Measured {
    pub(super) requests_per_second: Option<f64>,
    /// Share of requests answered with HTTP 5xx, in percent.
    error_rate: Option<f64>,
    latency_ms: Option<f64>,
}

/// The metrics count for this long, in seconds.
const WINDOW: i64 = 600;
/// From the launch of a task until it runs, as the simulator has it without the pull.
const LAUNCH: Duration = Duration::from_secs(14);
/// Nothing is taken to start up for longer than this.
const SLOWEST: Duration = Duration::from_mins(10);

impl Measured {
    /// How healthy targets answer.
    pub(super) fn app(&self, now: Timestamp) -> App {
        let usual = ImageBehaviour::default();
        App {
            up_at: Some(now + usual.start_up.0),
            fails_health_check: false,
            error_rate: self.error_rate.unwrap_or(usual.error_rate),
            latency_ms: self.latency_ms.unwrap_or(usual.latency_ms),
            program: None,
        }
    }
}

impl Mirror {
    /// Requests, errors and latency of a target group.
    pub(super) async fn measure(&self, scope: &Scope, balancer: &str, group: &str) -> Result<Measured> {
        let dimension = |name: &str, value: &str| Dimension { name: Some(name.into()), value: Some(value.into()), ..Default::default() };
        let balancer = arns::load_balancer_dimension(balancer);
        if balancer.starts_with("net/") {
            return Ok(Measured::default());
        }
        let dimensions = vec![dimension("LoadBalancer", balancer), dimension("TargetGroup", arns::target_group_dimension(group))];
        let query = |(id, metric, stat): (&str, &str, &str)| {
            let metric = Metric {
                namespace: Some("AWS/ApplicationELB".into()),
                metric_name: Some(metric.into()),
                dimensions: Some(dimensions.clone()),
                ..Default::default()
            };
            let stat = MetricStat { metric: Some(metric), period: Some(60), stat: Some(stat.into()), ..Default::default() };
            MetricDataQuery { id: Some(id.into()), metric_stat: Some(stat), ..Default::default() }
        };
        let now = self.live.clock().now();
        let queries = [
            ("requests", "RequestCount", "Sum"),
            ("errors", "HTTPCode_Target_5XX_Count", "Sum"),
            ("latency", "TargetResponseTime", "Average"),
        ];
        let get = GetMetricData {
            metric_data_queries: queries.map(query).to_vec(),
            start_time: Timestamp(now.0 - WINDOW * 1000),
            end_time: now,
            ..Default::default()
        };
        let Some(found) = self.glance(scope, get, "the traffic is assumed").await? else { return Ok(Measured::default()) };
        let values = |id: &str| {
            let result = found.metric_data_results.iter().find(|result| result.id.as_deref() == Some(id));
            result.map(|result| result.values.clone()).unwrap_or_default()
        };
        let (requests, errors, latency) = (values("requests"), values("errors"), values("latency"));
        let sum: f64 = requests.iter().sum();
        if sum <= 0.0 {
            self.warn(format!("no requests were measured at {group}, so {} a second are assumed", super::elbv2::USUAL_REQUESTS));
            return Ok(Measured::default());
        }
        let average = |values: &[f64]| (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
        Ok(Measured {
            requests_per_second: Some(sum / (60.0 * requests.len() as f64)),
            error_rate: Some((errors.iter().sum::<f64>() * 100.0 / sum).min(100.0)),
            latency_ms: average(&latency).map(|seconds| seconds * 1000.0),
        })
    }

    /// Let new tasks of a service behave as those that run, and start as long as past ones did.
    pub(super) async fn estimate(&self, scope: &Scope, service: &shapes::Service, tasks: &[shapes::Task], groups: &[String]) -> Result<()> {
        let Some(family) =
            service.task_definition.as_deref().map(|arn| super::mentions::last_part(arn).split(':').next().unwrap_or_default())
        else {
            return Ok(());
        };
        let cluster = super::mentions::last_part(service.cluster_arn.as_deref().unwrap_or_default());
        let briefs = self.briefs(scope, cluster, service.service_name.as_deref().unwrap_or_default()).await?;
        let known = groups.iter().filter_map(|group| self.notes().measured.get(group).copied());
        let measured = known.into_iter().find(|measured| measured.requests_per_second.is_some()).unwrap_or_default();
        let usual = ImageBehaviour::default();
        let behaviour = ImageBehaviour {
            start_up: Span(start_up(service, tasks, &briefs).max(usual.start_up.0)),
            error_rate: measured.error_rate.unwrap_or(usual.error_rate),
            latency_ms: measured.latency_ms.unwrap_or(usual.latency_ms),
            ..usual
        };
        self.simulator.change(scope, |world| crate::backends::simulator::imports::ecs::usual(world, family, behaviour))
    }
}

fn median(mut spans: Vec<Duration>) -> Option<Duration> {
    spans.sort_unstable();
    spans.get(spans.len() / 2).copied()
}

/// How long a program takes from RUNNING until it answers, as far as past launches and past deployments tell.
///
/// Of a launch that took longer than the simulator's the rest is added. A deployment takes as many rounds as the health percents
/// make it; what a round took beyond the launch is the start-up, too.
fn start_up(service: &shapes::Service, tasks: &[shapes::Task], briefs: &[shapes::ServiceDeploymentBrief]) -> Duration {
    let launch = |task: &shapes::Task| Some(task.started_at?.since(task.created_at?));
    let launch = median(tasks.iter().filter_map(launch).collect());
    let beyond = launch.unwrap_or_default().saturating_sub(LAUNCH);
    let good = briefs.iter().filter(|brief| brief.status == Some(Status::Successful));
    let strategy = service.deployment_configuration.as_ref().and_then(|configuration| configuration.strategy.clone());
    // Strategies that bake take as long as they are told to.
    let rolls = strategy.is_none_or(|strategy| strategy == shapes::DeploymentStrategy::Rolling);
    let lasted = good.filter_map(|brief| Some(brief.finished_at?.since(brief.started_at?)));
    let lasted = if rolls { median(lasted.collect()) } else { None };
    let round = lasted.map(|lasted| (lasted / rounds(service)).saturating_sub(launch.unwrap_or(LAUNCH)));
    // Draining and the checks of the load balancer are not start-up, and not told apart here: only what is much is taken.
    let slow = round.map(|round| round.saturating_sub(USUAL_ROUND)).unwrap_or_default();
    beyond.max(slow).min(SLOWEST)
}

/// What a round takes beyond the launch when nothing is slow: health checks and draining.
const USUAL_ROUND: Duration = Duration::from_mins(6);

/// How often a rolling deployment has to wait for new tasks before it stops old ones.
fn rounds(service: &shapes::Service) -> u32 {
    let configuration = service.deployment_configuration.clone().unwrap_or_default();
    let desired = service.desired_count.unwrap_or(1).max(1);
    let lower = (desired * configuration.minimum_healthy_percent.unwrap_or(100) + 99) / 100;
    let upper = desired * configuration.maximum_percent.unwrap_or(200) / 100;
    let at_once = (upper - lower).max(1);
    u32::try_from((desired + at_once - 1) / at_once).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(desired: i32, minimum: i32, maximum: i32) -> shapes::Service {
        let configuration = shapes::DeploymentConfiguration {
            minimum_healthy_percent: Some(minimum),
            maximum_percent: Some(maximum),
            ..Default::default()
        };
        shapes::Service { desired_count: Some(desired), deployment_configuration: Some(configuration), ..Default::default() }
    }

    #[test]
    fn rounds_follow_from_the_percents() {
        assert_eq!(rounds(&service(4, 100, 200)), 1);
        assert_eq!(rounds(&service(4, 100, 125)), 4);
        assert_eq!(rounds(&service(4, 50, 100)), 2);
    }

    #[test]
    fn a_slow_past_makes_a_slow_start() {
        let brief = |minutes: i64| shapes::ServiceDeploymentBrief {
            status: Some(Status::Successful),
            started_at: Some(Timestamp(0)),
            finished_at: Some(Timestamp(minutes * 60_000)),
            ..Default::default()
        };
        assert_eq!(start_up(&service(4, 100, 200), &[], &[brief(3)]), Duration::ZERO);
        assert_eq!(start_up(&service(4, 100, 200), &[], &[brief(9)]), Duration::from_secs(166));
        let task = shapes::Task { created_at: Some(Timestamp(0)), started_at: Some(Timestamp(90_000)), ..Default::default() };
        assert_eq!(start_up(&service(4, 100, 200), &[task], &[]), Duration::from_secs(76));
    }
}
