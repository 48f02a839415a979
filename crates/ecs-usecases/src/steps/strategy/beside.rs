//! A second service runs the new revision beside the first, and gets a share of the traffic by the weights of a listener
//! rule, or the requests that a rule of its own matches.

use super::{Ended, RuleMatch, Seen, Strategy, standing::Standing};
use crate::{
    error::{Error, ErrorKind, Result},
    event::EventDetail,
    model::{
        ecs::{
            CreateService, DeleteService, DeploymentCircuitBreaker, DeploymentConfiguration, DeploymentController, DeploymentStrategy,
            DescribeServices, LoadBalancer, Service,
        },
        elbv2::{Action, ActionTypeEnum, CreateRule, DeleteRule, DescribeRules, ForwardActionConfig, TargetGroupTuple},
    },
    run::Run,
    span::Span,
    steps::{
        analysis::{Arms, Comparison, Exposed, analyse, compare},
        check,
        deployment::{self, Started, Watch, follow_deployment, start_deployment},
        restore::{Restored, held_state, restore},
        revision::NewRevision,
        rollout::Rollout,
        service::{Before, still_as_before},
        traffic::{WeightedRule, target_groups, weights_for},
        verdict::{Ending, HeldState, Restorer, Verdict},
    },
};
use std::time::Duration;

/// How long a second service is waited for until it is gone; draining takes five minutes unless it is set otherwise.
const DRAINING: Duration = Duration::from_mins(15);

/// What was found out for one service.
pub(crate) struct Beside {
    way: Way,
    /// Target group of the new revision.
    group: String,
    tasks: i32,
    bake: Span,
    arms: Arms,
}

/// How the new revision gets traffic.
enum Way {
    /// By the weights of a rule: the rule as it is, the service's own target group, and the shares.
    Weights { first: WeightedRule, baseline: String, shares: Vec<f64>, sticky: Option<Span> },
    /// By a rule of its own.
    Rule { listener: String, matching: RuleMatch, priority: i32 },
}

/// How traffic is led now.
enum Led {
    Weights(WeightedRule),
    Rule(String),
}

impl Beside {
    pub(crate) async fn prepare(run: &Run, strategy: &Strategy, rollout: &Rollout, before: &Before) -> Result<Self> {
        let shifting = before.configuration().strategy.filter(|strategy| *strategy != DeploymentStrategy::Rolling);
        if let Some(shifting) = shifting {
            return Err(Error::new(
                ErrorKind::Refused,
                format!("ECS shifts the traffic of this service by itself: its deployment strategy is {shifting}"),
            )
            .on(&rollout.service)
            .advise("Use the native method, or set the service's deployment strategy to ROLLING."));
        }
        match strategy {
            Strategy::Weighted { listener_rule_arn, target_group_arn, steps, bake, tasks, sticky } => {
                let first = run.step("check the routing", WeightedRule::read(run, listener_rule_arn)).await?;
                let baseline = baseline(&before.service, &first, listener_rule_arn, target_group_arn)?;
                let arms = Arms::of(run, &baseline, target_group_arn).await?;
                let largest = steps.iter().copied().fold(0.0, f64::max);
                let in_proportion = (f64::from(before.desired()) * largest / 100.0).ceil() as i32;
                let way = Way::Weights { first, baseline, shares: steps.clone(), sticky: *sticky };
                Ok(Self { way, group: target_group_arn.clone(), tasks: tasks.unwrap_or(in_proportion).max(1), bake: *bake, arms })
            }
            Strategy::Rules { listener_arn, target_group_arn, matching, priority, bake, tasks } => {
                let baseline = target_groups(&before.service).into_iter().next().ok_or_else(|| {
                    Error::new(ErrorKind::Refused, "the service has no load balancer, so that no request can be routed")
                        .on(&rollout.service)
                })?;
                run.step("check the routing", priority_is_free(run, listener_arn, *priority)).await?;
                let arms = Arms::of(run, &baseline, target_group_arn).await?;
                let way = Way::Rule { listener: listener_arn.clone(), matching: matching.clone(), priority: *priority };
                Ok(Self { way, group: target_group_arn.clone(), tasks: tasks.unwrap_or(1), bake: *bake, arms })
            }
            _ => Err(Error::new(ErrorKind::Internal, "this strategy needs no second service")),
        }
    }

    /// Run both versions side by side for as long as it bakes, compare them, and promote the new one or take it away.
    pub(crate) async fn trial(
        &self,
        run: &Run,
        rollout: &Rollout,
        before: &Before,
        revision: &NewRevision,
        is_good: impl FnOnce(&Comparison) -> bool,
    ) -> Result<Trial> {
        let side = Side { run, rollout, before, beside: self, name: second_name(before, rollout), stands: Standing::default() };
        let tried = Box::pin(self.try_out(&side, rollout, revision, is_good)).await;
        tried.map_err(|error| side.stands.left_by(error))
    }

    async fn try_out(
        &self,
        side: &Side<'_>,
        rollout: &Rollout,
        revision: &NewRevision,
        is_good: impl FnOnce(&Comparison) -> bool,
    ) -> Result<Trial> {
        let run = side.run;
        let (started, led, verdict) = side.start(revision).await?;
        if !verdict.succeeded() {
            let ended = side.end(&started, led, verdict, Seen::default()).await?;
            return Ok(Trial { ended, comparison: None, promoted: false });
        }
        let from = run.now().await?;
        let (led, seen, failed) = side.expose(&started, led).await?;
        let settings = rollout.analysis.clone().unwrap_or_default();
        let until = run.now().await?;
        let comparison = run.wait("both versions are compared", compare(run, &settings, &self.arms, from, until)).await?;
        let comparison = Some(comparison);
        if let Some(reason) = failed {
            let verdict = Verdict { ending: Ending::RolledBack, cause: reason, evidence: verdict.evidence };
            let ended = side.end(&started, led, verdict, seen).await?;
            return Ok(Trial { ended, comparison, promoted: false });
        }
        if comparison.as_ref().is_some_and(is_good) {
            let ended = side.promote(revision, led, seen).await?;
            let promoted = ended.verdict.succeeded();
            return Ok(Trial { ended, comparison, promoted });
        }
        let verdict = Verdict { cause: "the test is over, and the new version was taken away".into(), ..verdict };
        let ended = side.end(&started, led, verdict, seen).await?;
        Ok(Trial { ended, comparison, promoted: false })
    }

    pub(super) async fn deploy(&self, run: &Run, rollout: &Rollout, before: &Before, revision: &NewRevision) -> Result<Ended> {
        let side = Side { run, rollout, before, beside: self, name: second_name(before, rollout), stands: Standing::default() };
        let ended = Box::pin(side.deploy(revision)).await;
        ended.map_err(|error| side.stands.left_by(error))
    }
}

/// What came of two versions side by side.
pub(crate) struct Trial {
    pub(crate) ended: Ended,
    /// How they compare; nothing if the new one did not start.
    pub(crate) comparison: Option<Comparison>,
    pub(crate) promoted: bool,
}

/// What the name of the second service has after that of the first.
pub(crate) const SECOND_SERVICE: &str = "-canary";

/// Name of the second service.
fn second_name(before: &Before, rollout: &Rollout) -> String {
    format!("{}{SECOND_SERVICE}", before.service.service_name.as_deref().unwrap_or(&rollout.service))
}

/// A deployment that is going on with a second service.
struct Side<'a> {
    run: &'a Run,
    rollout: &'a Rollout,
    before: &'a Before,
    beside: &'a Beside,
    name: String,
    /// What is there of it now.
    stands: Standing,
}

impl Side<'_> {
    async fn deploy(&self, revision: &NewRevision) -> Result<Ended> {
        let side = self;
        let (started, led, verdict) = side.start(revision).await?;
        if !verdict.succeeded() {
            return side.end(&started, led, verdict, Seen::default()).await;
        }
        let (led, seen, failed) = side.expose(&started, led).await?;
        if let Some(reason) = failed {
            let verdict = Verdict { ending: Ending::RolledBack, cause: reason, evidence: verdict.evidence };
            return side.end(&started, led, verdict, seen).await;
        }
        side.promote(revision, led, seen).await
    }

    /// Create the second service, and wait until it runs.
    async fn start(&self, revision: &NewRevision) -> Result<(Started, Led, Verdict)> {
        let led = self.name_the_group().await?;
        let started = match self.run.step("start the canary", self.create(&revision.arn)).await {
            Ok(started) => started,
            Err(error) => {
                self.put_back(led).await?;
                return Err(revision.left_by(error));
            }
        };
        self.stands.add(format!("service {}", self.name));
        let verdict = Watch::new(self.run, &started).follow(self.rollout.timeout).await?;
        Ok((started, led, verdict))
    }

    /// A target group that no rule names has no load balancer, and so no health checks: name it.
    async fn name_the_group(&self) -> Result<Led> {
        match &self.beside.way {
            // With no traffic.
            Way::Weights { first, baseline, .. } => {
                let named = first.clone().shift(self.run, &weights_for(baseline, &self.beside.group, 0.0)).await?;
                self.stands.add(format!("rule {}", first.arn()));
                Ok(Led::Weights(named))
            }
            // The rule sends it requests from the start; until a task is healthy it answers 503 to those who asked for it.
            Way::Rule { listener, matching, priority } => {
                let forward = ForwardActionConfig {
                    target_groups: Some(vec![TargetGroupTuple {
                        target_group_arn: Some(self.beside.group.clone()),
                        weight: Some(1),
                        ..Default::default()
                    }]),
                    ..Default::default()
                };
                let create = CreateRule {
                    listener_arn: listener.clone(),
                    conditions: matching.conditions(),
                    priority: *priority,
                    actions: vec![Action { r#type: Some(ActionTypeEnum::Forward), forward_config: Some(forward), ..Default::default() }],
                    ..Default::default()
                };
                let made = self.run.step("add the rule", self.run.send(create)).await?.rules.into_iter().next();
                let arn = made.and_then(|rule| rule.rule_arn);
                let arn = arn.ok_or_else(|| Error::new(ErrorKind::Internal, "AWS gave no ARN for the new rule").on(listener))?;
                self.stands.add(format!("rule {arn}"));
                Ok(Led::Rule(arn))
            }
        }
    }

    /// Test the new revision, give it its shares, and judge it at each. The reason if it failed.
    async fn expose(&self, started: &Started, mut led: Led) -> Result<(Led, Seen, Option<String>)> {
        let (run, beside) = (self.run, self.beside);
        let shares = match &beside.way {
            Way::Weights { shares, .. } => shares.clone(),
            Way::Rule { .. } => vec![0.0],
        };
        let mut watch = Watch::new(run, started);
        watch.has_succeeded();
        let mut seen =
            Seen { tests: check::perform(run, &self.rollout.tests, self.rollout, &started.task_definition).await?, ..Seen::default() };
        if let Some(reason) = check::failure(&seen.tests) {
            return Ok((led, seen, Some(reason)));
        }
        for percent in shares {
            if let (Led::Weights(rule), Way::Weights { baseline, sticky, .. }) = (&led, &beside.way) {
                let rule = rule.clone().sticky(*sticky);
                let shifted = rule.shift(run, &weights_for(baseline, &beside.group, percent)).await;
                led = Led::Weights(shifted?);
                run.emit(EventDetail::Traffic { percent });
            }
            match &self.rollout.analysis {
                Some(analysis) => {
                    let exposed = Exposed { percent, bake: beside.bake, shifting_since: None };
                    let analysed = analyse(run, analysis, &beside.arms, exposed, Some(&mut watch)).await?;
                    seen.judgements.extend(analysed.judgements);
                    if !analysed.passed {
                        return Ok((led, seen, Some(analysed.reason)));
                    }
                }
                None => run.step("bake", run.sleep(beside.bake.0)).await?,
            }
        }
        Ok((led, seen, None))
    }

    /// The second service goes on serving its share while the first one takes the new revision.
    async fn promote(&self, revision: &NewRevision, led: Led, seen: Seen) -> Result<Ended> {
        let (run, rollout) = (self.run, self.rollout);
        let settings = rollout.start_settings(revision);
        let promoting = async {
            still_as_before(run, &rollout.cluster, &rollout.service, self.before).await?;
            start_deployment(run, &rollout.cluster, &rollout.service, &revision.arn, settings).await
        };
        let promoted = match Box::pin(promoting).await {
            Ok(promoted) => promoted,
            // A cancelled run is resumed here, with the canary in place.
            Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
            Err(error) => {
                self.put_back(led).await?;
                self.remove().await?;
                return Err(revision.left_by(error));
            }
        };
        self.stands.add(promoted.what());
        let verdict = follow_deployment(run, &promoted, rollout.timeout).await?;
        self.put_back(led).await?;
        run.emit(EventDetail::Traffic { percent: if verdict.succeeded() { 100.0 } else { 0.0 } });
        let Restored { state, left, .. } = restore(run, self.before, &promoted, &verdict, rollout.on_failure, rollout.timeout).await?;
        left.iter().cloned().for_each(|left| self.stands.add(left));
        self.remove().await?;
        let left = left.into_iter().collect();
        Ok(Ended { started: promoted, verdict, state, tests: seen.tests, analysis: seen.judgements, left })
    }

    /// Take the new revision out of the traffic, and its service away.
    async fn end(&self, started: &Started, led: Led, verdict: Verdict, seen: Seen) -> Result<Ended> {
        self.put_back(led).await?;
        if !seen.judgements.is_empty() {
            self.run.emit(EventDetail::Traffic { percent: 0.0 });
        }
        self.remove().await?;
        let state = self.stable_state().await?;
        Ok(Ended { started: started.clone(), verdict, state, tests: seen.tests, analysis: seen.judgements, left: Vec::new() })
    }

    /// Lead the traffic as it was led before.
    async fn put_back(&self, led: Led) -> Result<()> {
        let (arn, done) = match (led, &self.beside.way) {
            (Led::Weights(rule), Way::Weights { first, .. }) => (first.arn().to_owned(), rule.put_back(self.run, first).await.map(drop)),
            (Led::Rule(arn), _) => {
                let deleted = self.run.send(DeleteRule { rule_arn: arn.clone(), ..Default::default() }).await;
                let done = match deleted {
                    Err(error) if error.kind() == ErrorKind::NotFound => {
                        self.run.warn(format!("someone deleted rule {arn} meanwhile"));
                        Ok(())
                    }
                    other => other.map(drop),
                };
                (arn, done)
            }
            (Led::Weights(_), Way::Rule { .. }) => {
                return Err(Error::new(ErrorKind::Internal, "weights are led by a rule of its own"));
            }
        };
        done.inspect(|()| self.stands.gone(&format!("rule {arn}")))
    }

    /// The second service: like the first, with the new revision, in its own target group.
    async fn create(&self, revision: &str) -> Result<Started> {
        let (run, rollout, stable) = (self.run, self.rollout, &self.before.service);
        let balancer = |balancer: &LoadBalancer| LoadBalancer {
            target_group_arn: Some(self.beside.group.clone()),
            advanced_configuration: None,
            ..balancer.clone()
        };
        let breaker = DeploymentCircuitBreaker { enable: Some(true), rollback: Some(false), ..Default::default() };
        let create = CreateService {
            cluster: Some(rollout.cluster.clone()),
            service_name: self.name.clone(),
            task_definition: Some(revision.to_owned()),
            desired_count: Some(self.beside.tasks),
            launch_type: stable.launch_type.clone().filter(|_| stable.capacity_provider_strategy.is_empty()),
            capacity_provider_strategy: (!stable.capacity_provider_strategy.is_empty()).then(|| stable.capacity_provider_strategy.clone()),
            platform_version: stable.platform_version.clone(),
            load_balancers: stable.load_balancers.first().map(|first| vec![balancer(first)]),
            network_configuration: stable.network_configuration.clone(),
            health_check_grace_period_seconds: stable.health_check_grace_period_seconds,
            deployment_controller: Some(DeploymentController { r#type: Some("ECS".into()), ..Default::default() }),
            deployment_configuration: Some(DeploymentConfiguration { deployment_circuit_breaker: Some(breaker), ..Default::default() }),
            ..Default::default()
        };
        let created = run.send(create).await?.service.unwrap_or_default();
        let started = deployment::started(&created, &rollout.cluster, &self.name, revision).ok_or_else(|| {
            self.stands.add(format!("service {}", self.name));
            Error::new(ErrorKind::Internal, "the new service has no PRIMARY deployment").on(&self.name)
        })?;
        started.timed(run).await
    }

    async fn remove(&self) -> Result<()> {
        let (run, name) = (self.run, &self.name);
        run.step("clean up", async {
            let delete = DeleteService {
                cluster: Some(self.rollout.cluster.clone()),
                service: name.clone(),
                force: Some(true),
                ..Default::default()
            };
            match run.send(delete).await {
                // Someone was quicker.
                Err(error) if error.code() == Some("ServiceNotActiveException") || error.kind() == ErrorKind::NotFound => {}
                other => other.map(drop)?,
            }
            if !run.wait("the canary is gone", self.is_gone()).await? {
                run.warn(format!("service {name} is still draining; until it is gone no other canary can start"));
            }
            self.stands.gone(&format!("service {name}"));
            Ok(())
        })
        .await
    }

    /// Whether the second service is gone after a while: ECS creates no service of a name that is still draining.
    async fn is_gone(&self) -> Result<bool> {
        let run = self.run;
        let deadline = run.cloud().clock().now() + DRAINING;
        loop {
            let cluster = Some(self.rollout.cluster.clone());
            let describe = DescribeServices { cluster, services: vec![self.name.clone()], ..Default::default() };
            let found = run.observe(describe).await?.services;
            if found.iter().all(|service| service.status.as_deref() == Some("INACTIVE")) {
                return Ok(true);
            }
            if run.cloud().clock().now() >= deadline {
                return Ok(false);
            }
            run.pause(Duration::from_secs(5)).await?;
        }
    }

    /// The state of the first service.
    async fn stable_state(&self) -> Result<HeldState> {
        let (rollout, before) = (self.rollout, self.before);
        let stable = deployment::started(&before.service, &rollout.cluster, &rollout.service, &before.task_definition())
            .ok_or_else(|| Error::new(ErrorKind::Internal, "the service has no PRIMARY deployment").on(&rollout.service))?;
        held_state(self.run, &stable, Some(Restorer::UseCase)).await
    }
}

/// The service's own target group: the one to which the rule forwards now.
fn baseline(service: &Service, rule: &WeightedRule, arn: &str, second: &str) -> Result<String> {
    // After a native blue/green or canary deployment it is the alternate one.
    let groups = target_groups(service);
    let baseline = groups.into_iter().find(|group| rule.share(group) > 0.0);
    let baseline = baseline.ok_or_else(|| {
        Error::new(ErrorKind::Refused, "the rule forwards no traffic to the service's target group")
            .on(arn)
            .advise("Name the rule that forwards the service's production traffic.")
    })?;
    if baseline == second {
        return Err(Error::invalid("target_group_arn", "the new revision needs a target group of its own, not the service's"));
    }
    if (rule.share(&baseline) - 100.0).abs() > f64::EPSILON {
        return Err(Error::new(
            ErrorKind::Refused,
            format!("the service's target group has {:.1}% of the rule's traffic, not all of it", rule.share(&baseline)),
        )
        .on(arn)
        .advise("End the other shift first, or set the weights so that the service has all of the traffic."));
    }
    Ok(baseline)
}

/// Two rules of a listener have different priorities.
async fn priority_is_free(run: &Run, listener: &str, priority: i32) -> Result<()> {
    let rules = run.send(DescribeRules { listener_arn: Some(listener.to_owned()), ..Default::default() }).await?.rules;
    let wanted = priority.to_string();
    if rules.iter().any(|rule| rule.priority.as_ref() == Some(&wanted)) {
        let free = (1..=50_000).find(|number| !rules.iter().any(|rule| rule.priority.as_deref() == Some(&number.to_string())));
        return Err(Error::new(ErrorKind::Refused, format!("the listener has a rule of priority {priority} already"))
            .on(listener)
            .advise(format!("Choose another priority; {} is free.", free.unwrap_or(50_000))));
    }
    Ok(())
}
