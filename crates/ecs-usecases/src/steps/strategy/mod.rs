//! [`Strategy`]: how a service gets from one revision to the next. Every deployment goes through here.

mod beside;
mod by_ecs;
mod check;
mod configuration;
mod flagged;
mod routing;
mod standing;

pub(crate) use beside::SECOND_SERVICE;
pub(crate) use check::rising;
pub(crate) use configuration::equal_steps;
pub use routing::{Routing, RuleMatch};

use super::{
    analysis::Judgement,
    check::Checked,
    deployment::Started,
    flag_release::FlagExposure,
    revision::NewRevision,
    rollout::Rollout,
    service::Before,
    verdict::{HeldState, Verdict},
};
use crate::{error::Result, model::ecs::DeploymentConfiguration, run::Run, span::Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a service gets from one revision to the next.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Strategy {
    /// As the service is set: by the strategy, percents, steps and bake times of its own deployment configuration.
    #[default]
    Service,
    /// Replace tasks in batches, within the health percents (ECS strategy ROLLING).
    Rolling {
        /// Healthy tasks to keep, in percent of those wanted; as the service has it when absent.
        #[serde(default)]
        minimum_healthy_percent: Option<i32>,
        /// Tasks that may run or start at the same time, in percent of those wanted; as the service has it when absent.
        #[serde(default)]
        maximum_percent: Option<i32>,
    },
    /// Stop all tasks, then start the new ones: an outage, for what can't run twice.
    Recreate,
    /// Start a whole second set of tasks, then shift all traffic at once (ECS strategy BLUE_GREEN).
    BlueGreen {
        /// How long both sets are kept after the shift, in whole minutes (0-1440); until then switching back is instant.
        #[serde(default = "ten_minutes")]
        bake: Span,
        /// What the service needs for this strategy, if it does not have it yet.
        #[serde(default)]
        routing: Option<Routing>,
    },
    /// Shift traffic in equal steps at equal intervals (ECS strategy LINEAR).
    Linear {
        /// Traffic of each step, 3-100 percent in tenths.
        #[serde(default = "ten")]
        percent: f64,
        /// How long each step is judged, in whole minutes (0-1440).
        #[serde(default = "six_minutes")]
        step_bake: Span,
        /// How long both sets are kept after the last step, in whole minutes (0-1440); as the service has it when absent.
        #[serde(default)]
        bake: Option<Span>,
        /// What the service needs for this strategy, if it does not have it yet.
        #[serde(default)]
        routing: Option<Routing>,
    },
    /// Give the new revision a small share of the traffic first, then all of it (ECS strategy CANARY).
    Canary {
        /// Share of the first step, 0.1-100 percent.
        #[serde(default = "ten")]
        percent: f64,
        /// How long the first step is judged, in whole minutes (0-1440).
        #[serde(default = "ten_minutes")]
        step_bake: Span,
        /// How long both sets are kept after the last step, in whole minutes (0-1440); as the service has it when absent.
        #[serde(default)]
        bake: Option<Span>,
        /// What the service needs for this strategy, if it does not have it yet.
        #[serde(default)]
        routing: Option<Routing>,
    },
    /// By the weights of a listener rule, with a second service for the new revision: for services whose controller can't
    /// shift traffic. Steps `[100]` are blue/green.
    Weighted {
        /// ARN of the listener rule (or listener) that forwards the production traffic.
        listener_rule_arn: String,
        /// ARN of a target group for the new revision, on the same load balancer.
        target_group_arn: String,
        /// Shares of traffic, a step each, in percent; rising, each over 0 and at most 100.
        #[serde(default = "two_steps")]
        steps: Vec<f64>,
        /// How long each step is judged.
        #[serde(default = "ten_minutes")]
        bake: Span,
        /// Tasks of the second service; in proportion to its largest share when absent.
        #[serde(default)]
        tasks: Option<i32>,
        /// How long a client stays with the version that it got first (1 s to 7 days); not at all when absent.
        #[serde(default)]
        sticky: Option<Span>,
    },
    /// By a listener rule of its own: requests with a header, cookie or path get the new revision, with a second service.
    Rules {
        /// ARN of the listener that gets the rule.
        listener_arn: String,
        /// ARN of a target group for the new revision, on the same load balancer.
        target_group_arn: String,
        /// Which requests get the new revision.
        matching: RuleMatch,
        /// Priority of the rule, 1-50000: it has to be tried before the rule of the production traffic.
        #[serde(default = "one")]
        priority: i32,
        /// How long the new revision is judged.
        #[serde(default = "ten_minutes")]
        bake: Span,
        /// Tasks of the second service; one when absent.
        #[serde(default)]
        tasks: Option<i32>,
    },
    /// Deploy with the feature off by the service's own strategy, then turn on an AppConfig feature flag in steps.
    FeatureFlag {
        /// The flag, and how it is exposed.
        exposure: FlagExposure,
    },
}

fn one() -> i32 {
    1
}
fn ten() -> f64 {
    10.0
}
fn six_minutes() -> Span {
    Span::from_mins(6)
}
fn ten_minutes() -> Span {
    Span::from_mins(10)
}
fn two_steps() -> Vec<f64> {
    vec![10.0, 50.0]
}

impl Strategy {
    /// Find out how to go, and refuse what can't work. Nothing is changed.
    pub(crate) async fn prepare(&self, run: &Run, rollout: &Rollout, before: &Before) -> Result<Prepared> {
        Ok(match self {
            Self::Weighted { .. } | Self::Rules { .. } => {
                Prepared::Beside(Box::new(beside::Beside::prepare(run, self, rollout, before).await?))
            }
            Self::FeatureFlag { exposure } => Prepared::Flagged(Box::new(flagged::Flagged::prepare(run, exposure, rollout, before).await?)),
            _ => Prepared::ByEcs(Box::new(by_ecs::ByEcs::prepare(run, self, rollout, before).await?)),
        })
    }
}

/// A strategy that has been looked into for one service.
pub(crate) enum Prepared {
    /// ECS does it.
    ByEcs(Box<by_ecs::ByEcs>),
    /// A second service runs the new revision beside the first.
    Beside(Box<beside::Beside>),
    /// ECS deploys it dark, and a feature flag exposes it.
    Flagged(Box<flagged::Flagged>),
}

/// What the new revision showed before it had all of the traffic.
#[derive(Default)]
struct Seen {
    tests: Vec<Checked>,
    judgements: Vec<Judgement>,
}

/// What a deployment came to.
pub(crate) struct Ended {
    /// The deployment whose verdict this is.
    pub(crate) started: Started,
    pub(crate) verdict: Verdict,
    pub(crate) state: HeldState,
    pub(crate) tests: Vec<Checked>,
    pub(crate) analysis: Vec<Judgement>,
    /// What it changed besides the revision and has not put back: an error has to name it.
    pub(crate) left: Vec<String>,
}

impl Prepared {
    /// The deployment configuration that the service has while it is deployed.
    pub(crate) fn configuration(&self, before: &Before) -> DeploymentConfiguration {
        match self {
            Self::ByEcs(by_ecs) => by_ecs.configuration().clone(),
            Self::Beside(_) => before.configuration(),
            Self::Flagged(flagged) => flagged.configuration().clone(),
        }
    }

    /// Deploy the revision.
    pub(crate) async fn deploy(&self, run: &Run, rollout: &Rollout, before: &Before, revision: &NewRevision) -> Result<Ended> {
        match self {
            Self::ByEcs(by_ecs) => by_ecs.deploy(run, rollout, before, revision).await,
            Self::Beside(beside) => beside.deploy(run, rollout, before, revision).await,
            Self::Flagged(flagged) => flagged.deploy(run, rollout, before, revision).await,
        }
    }
}
