//! Load balancers with their listeners and rules, and target groups with their targets.

use super::{
    Mirror,
    estimate::Measured,
    reading::pages,
    thing::{Known, Thing},
};
use crate::{
    backend::Scope,
    backends::simulator::imports::elbv2::{self as put, LiveBalancer},
    error::Result,
    model::elbv2::{
        DescribeListeners, DescribeLoadBalancerAttributes, DescribeLoadBalancers, DescribeRules, DescribeTags,
        DescribeTargetGroupAttributes, DescribeTargetGroups, DescribeTargetHealth, LoadBalancer, TargetGroup,
    },
};

/// Requests a second that arrive where nothing tells how many do: enough for an analysis to judge by.
pub(super) const USUAL_REQUESTS: f64 = 10.0;

impl Mirror {
    pub(super) async fn balancer(&self, scope: &Scope, arn: &str) -> Result<()> {
        let describe = DescribeLoadBalancers { load_balancer_arns: Some(vec![arn.to_owned()]), ..Default::default() };
        match self.find(scope, describe).await?.and_then(|found| found.load_balancers.into_iter().next()) {
            Some(shape) => self.put_balancer(scope, shape).await,
            None => Ok(()),
        }
    }

    pub(super) async fn balancers(&self, known: &mut Known, scope: &Scope, name: Option<&String>) -> Result<()> {
        let shapes = if let Some(name) = name {
            let describe = DescribeLoadBalancers { names: Some(vec![name.clone()]), ..Default::default() };
            self.find(scope, describe).await?.unwrap_or_default().load_balancers
        } else {
            pages!(self, scope, DescribeLoadBalancers::default(), marker, next_marker, load_balancers)
        };
        for shape in shapes {
            if known.insert((scope.clone(), Thing::Balancer(shape.load_balancer_arn.clone().unwrap_or_default()))) {
                self.put_balancer(scope, shape).await?;
            }
        }
        Ok(())
    }

    async fn put_balancer(&self, scope: &Scope, shape: LoadBalancer) -> Result<()> {
        let arn = shape.load_balancer_arn.clone().unwrap_or_default();
        let attributes = DescribeLoadBalancerAttributes { load_balancer_arn: arn.clone(), ..Default::default() };
        let attributes = self.glance(scope, attributes, "its attributes are the defaults").await?.unwrap_or_default().attributes;
        let of = Some(arn);
        let listed = DescribeListeners { load_balancer_arn: of.clone(), ..Default::default() };
        let mut listeners = Vec::new();
        for listener in pages!(self, scope, listed, marker, next_marker, listeners) {
            let rules = DescribeRules { listener_arn: listener.listener_arn.clone(), ..Default::default() };
            listeners.push((listener, pages!(self, scope, rules, marker, next_marker, rules)));
        }
        let groups = DescribeTargetGroups { load_balancer_arn: of, ..Default::default() };
        let groups = pages!(self, scope, groups, marker, next_marker, target_groups);
        let live = LiveBalancer { shape, attributes, listeners, groups };
        self.simulator.change(scope, |world| put::balancer(world, live))
    }

    pub(super) async fn group(&self, known: &mut Known, scope: &Scope, arn: &str) -> Result<()> {
        let describe = DescribeTargetGroups { target_group_arns: Some(vec![arn.to_owned()]), ..Default::default() };
        match self.find(scope, describe).await?.and_then(|found| found.target_groups.into_iter().next()) {
            Some(shape) => self.put_group(known, scope, shape).await,
            None => Ok(()),
        }
    }

    pub(super) async fn groups(&self, known: &mut Known, scope: &Scope, name: Option<&String>) -> Result<()> {
        let shapes = if let Some(name) = name {
            let describe = DescribeTargetGroups { names: Some(vec![name.clone()]), ..Default::default() };
            self.find(scope, describe).await?.unwrap_or_default().target_groups
        } else {
            pages!(self, scope, DescribeTargetGroups::default(), marker, next_marker, target_groups)
        };
        for shape in shapes {
            if known.insert((scope.clone(), Thing::Group(shape.target_group_arn.clone().unwrap_or_default()))) {
                self.put_group(known, scope, shape).await?;
            }
        }
        Ok(())
    }

    /// A target group with its load balancers, its targets and the requests that arrive at it.
    async fn put_group(&self, known: &mut Known, scope: &Scope, shape: TargetGroup) -> Result<()> {
        let arn = shape.target_group_arn.clone().unwrap_or_default();
        let balancers = shape.load_balancer_arns.clone();
        for balancer in &balancers {
            self.import(known, scope, Thing::Balancer(balancer.clone())).await?;
        }
        self.simulator.change(scope, |world| put::group(world, shape))?;
        let attributes = DescribeTargetGroupAttributes { target_group_arn: arn.clone(), ..Default::default() };
        let attributes = self.glance(scope, attributes, "its attributes are the defaults").await?.unwrap_or_default().attributes;
        let health = DescribeTargetHealth { target_group_arn: arn.clone(), ..Default::default() };
        let health = self.read(scope, health).await?.target_health_descriptions;
        let measured = match balancers.first() {
            Some(balancer) => self.measure(scope, balancer, &arn).await?,
            None => Measured::default(),
        };
        let app = measured.app(self.simulator.now());
        self.notes().targets.insert(arn.clone(), health.clone());
        self.notes().measured.insert(arn.clone(), measured);
        self.simulator.change(scope, |world| {
            put::targets(world, &arn, attributes, &health, &app);
            let sources = put::sources(world, &arn);
            let requests = measured.requests_per_second.unwrap_or(USUAL_REQUESTS) / sources.len().max(1) as f64;
            for (rule, share) in sources {
                put::flow(world, &rule, requests / share);
            }
        })
    }

    pub(super) async fn elb_tags(&self, scope: &Scope, arn: &str) -> Result<()> {
        let describe = DescribeTags { resource_arns: vec![arn.to_owned()], ..Default::default() };
        for found in self.find(scope, describe).await?.unwrap_or_default().tag_descriptions {
            self.simulator.change(scope, |world| put::tags(world, arn, found.tags))?;
        }
        Ok(())
    }
}
