//! UC19: two versions side by side for a set time, a report of both, then one of them.

use crate::{
    error::{Error, ErrorKind, Result},
    run::Run,
    span::Span,
    steps::{
        Change, DeploymentOutcome, Gate, IfBusy, ImageReference, Rollout, RuleMatch, Strategy,
        analysis::{Analysis, Comparison, Finding, Samples},
        conclude,
        patch::ConfigurationPatch,
    },
    use_case::{Actor, Failure, Family, Stage, UseCase, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Run two versions of a service side by side for a set time, report what both did, then promote the new one or end.
///
/// The new version runs in a service of its own. While the test goes on it is judged like a canary: one that fails is taken
/// away at once.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AbTest {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN: it is the first arm.
    pub service: String,
    /// Image of the second arm, with a tag or digest.
    pub image: ImageReference,
    /// Who gets the second arm.
    pub split: AbSplit,
    /// How long both run.
    pub duration: Span,
    /// What comes after.
    #[serde(default)]
    pub then: AfterTest,
    /// Container that gets the image; needed only where several could be meant.
    #[serde(default)]
    pub container: Option<String>,
    /// What the second arm runs with besides.
    #[serde(default)]
    pub configuration: ConfigurationPatch,
    /// What the image has to meet.
    #[serde(default)]
    pub gate: Gate,
    /// How the second arm is judged.
    #[serde(default)]
    pub analysis: Analysis,
    /// What to do when a deployment goes on already.
    #[serde(default)]
    pub if_busy: IfBusy,
    /// How long each deployment may take.
    #[serde(default = "super::rolling_deployment::an_hour")]
    pub timeout: Span,
}

/// Who gets the second arm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum AbSplit {
    /// A share of the requests.
    Weight {
        /// ARN of the listener rule (or listener) that forwards the production traffic.
        listener_rule_arn: String,
        /// ARN of a target group for the second arm, on the same load balancer.
        target_group_arn: String,
        /// Share of the second arm, in percent.
        #[serde(default = "half")]
        percent: f64,
        /// How long a client stays with the arm that it got first.
        #[serde(default = "a_day")]
        sticky: Option<Span>,
        /// Tasks of the second arm; in proportion to its share when absent.
        #[serde(default)]
        tasks: Option<i32>,
    },
    /// Requests with a header, cookie, path or host.
    Rule {
        /// ARN of the listener that gets the rule.
        listener_arn: String,
        /// ARN of a target group for the second arm, on the same load balancer.
        target_group_arn: String,
        /// Which requests get the second arm.
        matching: RuleMatch,
        /// Priority of the rule, 1-50000.
        #[serde(default = "first")]
        priority: i32,
        /// Tasks of the second arm; one when absent.
        #[serde(default)]
        tasks: Option<i32>,
    },
}

fn half() -> f64 {
    50.0
}
#[allow(clippy::unnecessary_wraps)] // the form of the member
fn a_day() -> Option<Span> {
    Some(Span::from_mins(24 * 60))
}
fn first() -> i32 {
    1
}

/// What comes after a test.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AfterTest {
    /// Take the second arm away, whatever it did.
    #[default]
    End,
    /// Promote the second arm if every check of the analysis holds over the whole time; no data does not promote.
    PromoteIfGood,
}

/// What came of the test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AbTestOutcome {
    /// Both arms, the service's own first.
    pub arms: Vec<ArmReport>,
    /// What the analysis says of the second arm over the whole time.
    pub finding: Finding,
    /// Why, a line a check.
    pub reasons: Vec<String>,
    /// Whether the service runs the second arm's version now.
    pub promoted: bool,
    /// The deployment: of the second arm, or of the promotion.
    pub deployment: DeploymentOutcome,
}

/// What one arm did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArmReport {
    /// `a` for what the service ran, `b` for the new version.
    pub arm: String,
    /// Task definition.
    pub task_definition: String,
    /// Requests.
    pub requests: f64,
    /// Share of requests answered with an error, in percent.
    pub error_rate: f64,
    /// What was measured, in detail.
    pub samples: Samples,
}

impl UseCase for AbTest {
    type Outcome = AbTestOutcome;

    const INFO: UseCaseInfo = UseCaseInfo {
        id: 19,
        title: "AbTest",
        name: "ab_test",
        family: Family::Deployment,
        actors: &[
            Actor::DevelopmentTeam,
            Actor::CicdPipeline,
            Actor::OperationsTeam,
            Actor::InfrastructureTeam,
            Actor::VulnerabilityManagementTeam,
        ],
        stages: &[
            Stage { name: "read the service", responsible: Actor::OperationsTeam, takes: &["service"], leaves: &["state before"] },
            Stage {
                name: "admit the image",
                responsible: Actor::VulnerabilityManagementTeam,
                takes: &["image", "gate"],
                leaves: &["digest", "scan result"],
            },
            Stage {
                name: "check the routing",
                responsible: Actor::InfrastructureTeam,
                takes: &["split", "listener rules"],
                leaves: &["who has the traffic"],
            },
            Stage { name: "register the revision", responsible: Actor::CicdPipeline, takes: &["digest"], leaves: &["task definition"] },
            Stage { name: "start the canary", responsible: Actor::CicdPipeline, takes: &["task definition"], leaves: &["second arm"] },
            Stage {
                name: "compare both arms",
                responsible: Actor::DevelopmentTeam,
                takes: &["metrics of both arms"],
                leaves: &["report of both arms"],
            },
            Stage { name: "clean up", responsible: Actor::CicdPipeline, takes: &["second arm"], leaves: &["state that holds"] },
        ],
        failures: &[
            Failure { when: "the image, the split or the routing can't be right", then: "nothing was changed" },
            Failure {
                when: "the second arm does not start, or fails its analysis before the time is over",
                then: "all requests go to the first arm again, and the second is gone",
            },
            Failure { when: "the promotion fails", then: "the service runs again what it ran, and the second arm is gone" },
        ],
    };

    async fn run(self, run: &Run) -> Result<AbTestOutcome> {
        self.check()?;
        let then = self.then;
        let rollout = self.rollout();
        let admitted = Box::pin(rollout.admit(run)).await?;
        let is_good = |comparison: &Comparison| then == AfterTest::PromoteIfGood && comparison.finding == Finding::Pass;
        let (deployment, comparison, promoted) = Box::pin(rollout.trial(run, &admitted, is_good)).await?;
        let Some(comparison) = comparison else {
            // The second arm did not start.
            return Err(conclude(deployment).err().unwrap_or_else(|| Error::new(ErrorKind::Internal, "the arms were not compared")));
        };
        let arm = |name: &str, task_definition: &str, samples: &Samples| ArmReport {
            arm: name.into(),
            task_definition: task_definition.to_owned(),
            requests: samples.requests,
            error_rate: samples.error_rate(),
            samples: samples.clone(),
        };
        let outcome = AbTestOutcome {
            arms: vec![
                arm("a", &deployment.previous_task_definition, &comparison.measured.baseline),
                arm("b", &deployment.task_definition, &comparison.measured.canary),
            ],
            finding: comparison.finding,
            reasons: comparison.reasons,
            promoted,
            deployment,
        };
        if outcome.deployment.verdict.succeeded() {
            return Ok(outcome);
        }
        Err(Error::new(ErrorKind::DeploymentFailed, outcome.deployment.verdict.cause.clone())
            .on(&outcome.deployment.service_arn)
            .advise("All requests go to the first arm again.")
            .with_outcome(&outcome))
    }
}

impl AbTest {
    fn check(&self) -> Result<()> {
        if self.duration.0.is_zero() {
            return Err(Error::invalid("duration", "a test takes time"));
        }
        if let AbSplit::Weight { percent, .. } = &self.split
            && !(0.1..100.0).contains(percent)
        {
            return Err(Error::invalid("split.percent", format!("the second arm gets over 0 and under 100 percent, not {percent}")));
        }
        self.strategy().check("split")
    }

    fn strategy(&self) -> Strategy {
        let bake = self.duration;
        match self.split.clone() {
            AbSplit::Weight { listener_rule_arn, target_group_arn, percent, sticky, tasks } => {
                Strategy::Weighted { listener_rule_arn, target_group_arn, steps: vec![percent], bake, tasks, sticky }
            }
            AbSplit::Rule { listener_arn, target_group_arn, matching, priority, tasks } => {
                Strategy::Rules { listener_arn, target_group_arn, matching, priority, bake, tasks }
            }
        }
    }

    fn rollout(self) -> Rollout {
        let strategy = self.strategy();
        let change = Change::Image { image: self.image, container: self.container, patch: self.configuration };
        Rollout {
            gate: self.gate,
            strategy,
            analysis: Some(self.analysis),
            if_busy: self.if_busy,
            timeout: self.timeout,
            ..Rollout::new(self.cluster, self.service, change)
        }
    }
}
