//! The two arms that are compared, as CloudWatch names their metrics.

use crate::{
    error::{Error, ErrorKind, Result},
    model::elbv2::DescribeTargetGroups,
    run::Run,
};

/// Where the metrics of the baseline and of the new version are.
#[derive(Debug, Clone)]
pub struct Arms {
    /// The version that is there.
    pub baseline: Arm,
    /// The new version.
    pub canary: Arm,
}

/// Where one version's metrics are.
#[derive(Debug, Clone)]
pub struct Arm {
    pub(super) namespace: String,
    pub(super) requests: String,
    pub(super) errors: String,
    pub(super) latency: String,
    /// Factor from the latency's unit to milliseconds.
    pub(super) to_millis: f64,
    pub(super) dimensions: Vec<(String, String)>,
}

impl Arm {
    /// The metrics that an Application Load Balancer keeps of a target group; its latencies are in seconds.
    fn of_target_group(load_balancer: &str, target_group: &str) -> Self {
        Self {
            namespace: "AWS/ApplicationELB".into(),
            requests: "RequestCount".into(),
            errors: "HTTPCode_Target_5XX_Count".into(),
            latency: "TargetResponseTime".into(),
            to_millis: 1000.0,
            dimensions: vec![("LoadBalancer".into(), load_balancer.into()), ("TargetGroup".into(), target_group.into())],
        }
    }

    /// The metrics that an application publishes itself: `Requests`, `Errors` (counts) and `Latency` (milliseconds).
    pub fn published(namespace: impl Into<String>, dimensions: Vec<(String, String)>) -> Self {
        Self {
            namespace: namespace.into(),
            requests: "Requests".into(),
            errors: "Errors".into(),
            latency: "Latency".into(),
            to_millis: 1.0,
            dimensions,
        }
    }
}

impl Arms {
    /// The arms of two target groups of one load balancer.
    pub async fn of(run: &Run, baseline: &str, canary: &str) -> Result<Self> {
        let describe = DescribeTargetGroups { target_group_arns: Some(vec![baseline.to_owned(), canary.to_owned()]), ..Default::default() };
        let groups = run.send(describe).await?.target_groups;
        let balancer = groups.iter().flat_map(|group| &group.load_balancer_arns).next();
        let balancer = balancer.and_then(|arn| arn.split_once("loadbalancer/")).map(|(_, name)| name.to_owned()).ok_or_else(|| {
            Error::new(ErrorKind::Conflict, "no load balancer forwards to the target groups, so that there are no metrics to judge by")
                .on(baseline)
        })?;
        let name = |arn: &str| arn.rsplit(':').next().unwrap_or(arn).to_owned();
        Ok(Self { baseline: Arm::of_target_group(&balancer, &name(baseline)), canary: Arm::of_target_group(&balancer, &name(canary)) })
    }
}
