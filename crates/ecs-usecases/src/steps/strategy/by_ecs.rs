//! Deployments that ECS does by itself: rolling, blue/green, linear, canary. Where the new revision is judged, a PAUSE hook
//! holds each shift of traffic until the analysis has passed.

use super::{
    Ended, Seen, Strategy,
    configuration::{self, Share},
    routing,
    standing::Standing,
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{
        ContinueServiceDeployment, DeploymentConfiguration, DeploymentLifecycleHookAction as Action, DeploymentLifecycleHookStatus,
        DeploymentLifecycleHookTargetType, LoadBalancer, StopServiceDeployment, StopServiceDeploymentStopType, UpdateService,
    },
    run::Run,
    span::Span,
    steps::{
        analysis::{Analysis, Arms, Exposed, analyse},
        check::{self, Check},
        deployment::{Settings, Started, Watch, start_deployment},
        restore::{OnFailure, Restored, in_full, restore},
        revision::NewRevision,
        rollout::Rollout,
        service::Before,
        verdict::{Ending, Verdict},
    },
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What was found out for one service.
pub(crate) struct ByEcs {
    configuration: DeploymentConfiguration,
    /// The service's load balancers, if they have to be changed.
    balancers: Option<Vec<LoadBalancer>>,
    /// ARNs of the listener rules whose traffic ECS shifts.
    rules: Vec<String>,
    held: Option<Held>,
}

/// How the new revision is tested and judged on its way.
struct Held {
    shares: Vec<Share>,
    arms: Arms,
    analysis: Option<Analysis>,
}

/// The stages in which a hook of ours pauses. The test listener leads to the new revision before the first of them.
const SHIFTING: &str = "PRE_PRODUCTION_TRAFFIC_SHIFT";
const SHIFTED: &str = "POST_PRODUCTION_TRAFFIC_SHIFT";

/// What a deployment waits for.
#[derive(Serialize, Deserialize)]
enum Point {
    /// A PAUSE hook wants an answer, in this lifecycle stage.
    Paused { hook_id: String, stage: String },
    /// It has ended.
    Ended,
}

impl ByEcs {
    pub(super) async fn prepare(run: &Run, strategy: &Strategy, rollout: &Rollout, before: &Before) -> Result<Self> {
        let known = before.configuration();
        let mut wanted = configuration::wanted(strategy, &rollout.settings, &known)?;
        let shares = configuration::shares(&wanted);
        let routing = match strategy {
            Strategy::BlueGreen { routing, .. } | Strategy::Linear { routing, .. } | Strategy::Canary { routing, .. } => routing.as_ref(),
            _ => None,
        };
        if shares.is_empty() {
            let unheld = if rollout.analysis.is_some() { Some("analysis") } else { (!rollout.tests.is_empty()).then_some("tests") };
            if let Some(path) = unheld {
                let message = "a deployment that replaces tasks in place has no moment between its tasks and their traffic to hold";
                return Err(Error::invalid(path, message).advise("Use blue/green, linear or canary, or check after the deployment."));
            }
            return Ok(Self { configuration: wanted, balancers: None, rules: Vec::new(), held: None });
        }
        let balancers = routing::with_routing(&before.service.load_balancers, routing)?;
        let arms = run.step("check the routing", routing::arms(run, &balancers)).await?;
        let is_held = rollout.analysis.is_some() || !rollout.tests.is_empty();
        let held = is_held.then(|| Held { shares, arms, analysis: rollout.analysis.clone() });
        if let Some(held) = &held {
            let judged_last = held.judges_last();
            let baking = held.shares.iter().map(|share| share.bake.0).max().unwrap_or_default();
            let judging = held.analysis.as_ref().map_or(Duration::ZERO, |analysis| baking + analysis.no_data_deadline.0);
            let testing: Duration = rollout.tests.iter().map(Check::longest).sum();
            let patience = Span(judging.max(testing) + Duration::from_hours(1));
            configuration::hold(&mut wanted, judged_last, patience);
            if judged_last {
                // The hook after the last shift holds both revisions for as long as they are judged.
                wanted.bake_time_in_minutes = Some(0);
            }
        }
        let rules = routing::rules(&balancers);
        let balancers = (balancers != before.service.load_balancers).then_some(balancers);
        Ok(Self { configuration: wanted, balancers, rules, held })
    }

    pub(super) fn configuration(&self) -> &DeploymentConfiguration {
        &self.configuration
    }

    pub(super) async fn deploy(&self, run: &Run, rollout: &Rollout, before: &Before, revision: &NewRevision) -> Result<Ended> {
        let recreates = matches!(rollout.strategy, Strategy::Recreate);
        let settings = Settings {
            configuration: (self.configuration != before.configuration()).then(|| self.configuration.clone()),
            load_balancers: self.balancers.clone(),
            // Rebalancing needs a maximum above 100%, which ECS checks.
            rebalancing: if recreates { Some(false) } else { rollout.settings.availability_zone_rebalancing },
            ..rollout.start_settings(revision)
        };
        let started = start_deployment(run, &rollout.cluster, &rollout.service, &revision.arn, settings)
            .await
            .map_err(|error| revision.left_by(error))?;
        let stands = Standing::default();
        stands.add(started.what());
        self.shifted().for_each(|traffic| stands.add(traffic));
        let ended = Box::pin(self.follow(run, rollout, before, started)).await;
        ended.map_err(|error| stands.left_by(error))
    }

    async fn follow(&self, run: &Run, rollout: &Rollout, before: &Before, started: Started) -> Result<Ended> {
        let mut watch = Watch::new(run, &started);
        let mut seen = Seen::default();
        let failure = match &self.held {
            Some(held) => Box::pin(held.lead(run, rollout, &mut watch, &started, &mut seen)).await?,
            None => None,
        };
        let mut verdict = watch.follow(rollout.timeout).await?;
        if let Some(reason) = failure {
            verdict.cause = if verdict.cause.is_empty() { reason } else { format!("{reason}; {}", verdict.cause) };
        }
        let Restored { state, configured, left } = restore(run, before, &started, &verdict, rollout.on_failure, rollout.timeout).await?;
        // Settings over which somebody else has deployed since are not put back.
        let restored = state.restored_by.is_some() && (configured || rollout.on_failure == OnFailure::Keep);
        let mut left: Vec<_> = left.into_iter().collect();
        let settled = self.settle(run, rollout, before, &verdict, restored).await;
        let settled = settled.map_err(|error| left.iter().cloned().fold(error, Error::leaving))?;
        let stays = !(configured || (settled && restored));
        if stays && self.configuration != before.configuration() {
            left.push(format!("the deployment configuration of {} as this deployment set it", rollout.service));
        }
        if state.restored_by.is_none() && matches!(verdict.ending, Ending::TimedOut | Ending::Stuck | Ending::Stopped) {
            left.extend(self.shifted());
        }
        Ok(Ended { started, verdict, state, tests: seen.tests, analysis: seen.judgements, left })
    }

    /// The traffic that ECS shifts, however far it has by then: that goes on, or stops, without this run.
    fn shifted(&self) -> impl Iterator<Item = String> + '_ {
        self.rules.iter().map(|rule| format!("the traffic of rule {rule}"))
    }

    /// A hook of ours that stayed would hold up the next deployment, by whatever tool: take it out again, and put back the
    /// bake time that our own judging stood for. When the former revision was put back, so is the strategy it had: its load
    /// balancers may lack what the new one needs. A service that was recreated keeps the percents that it had. Whether there was
    /// anything to settle.
    async fn settle(&self, run: &Run, rollout: &Rollout, before: &Before, verdict: &Verdict, restored: bool) -> Result<bool> {
        let recreated = matches!(rollout.strategy, Strategy::Recreate);
        if verdict.ending == Ending::Superseded || !(self.held.is_some() || recreated) {
            return Ok(false);
        }
        let known = before.configuration();
        let mut configuration = DeploymentConfiguration::default();
        if restored {
            configuration = in_full(known.clone());
        }
        if recreated {
            configuration.minimum_healthy_percent = known.minimum_healthy_percent;
            configuration.maximum_percent = known.maximum_percent;
        }
        if let Some(held) = &self.held {
            configuration.lifecycle_hooks = Some(configuration::kept_hooks(&known));
            if held.judges_last() && !restored {
                configuration.bake_time_in_minutes = Some(held.last_bake());
            }
        }
        run.step("clean up", async {
            let update = UpdateService {
                cluster: Some(rollout.cluster.clone()),
                service: rollout.service.clone(),
                deployment_configuration: Some(configuration),
                availability_zone_rebalancing: before.service.availability_zone_rebalancing.clone().filter(|_| recreated),
                ..Default::default()
            };
            run.send(update)
                .await
                .map(|_| true)
                .map_err(|error| error.leaving(format!("a changed deployment configuration of {}", rollout.service)))
        })
        .await
    }
}

impl Held {
    /// Whether the new revision is judged with all of the traffic too.
    fn judges_last(&self) -> bool {
        self.analysis.is_some() && self.shares.last().is_some_and(|last| !last.bake.0.is_zero())
    }

    fn last_bake(&self) -> i32 {
        self.shares.last().map_or(0, |last| (last.bake.0.as_secs() / 60) as i32)
    }

    /// Test the new revision before the first shift, let each shift happen, and judge it after. The reason of an abort.
    async fn lead(
        &self,
        run: &Run,
        rollout: &Rollout,
        watch: &mut Watch<'_>,
        started: &Started,
        seen: &mut Seen,
    ) -> Result<Option<String>> {
        let arn = started.arn.clone().ok_or_else(|| {
            Error::new(ErrorKind::Unsupported, "the endpoint keeps no service deployments, without which a shift can't be held")
                .leaving(format!("deployment {} of {}", started.id, rollout.service))
        })?;
        let mut shares = self.shares.iter();
        let mut now: Option<&Share> = None;
        loop {
            let what = match now {
                None => "the new revision is ready".to_owned(),
                Some(share) => format!("it has baked at {}%", share.percent),
            };
            let Point::Paused { hook_id, stage } = next_point(run, watch, started, rollout.timeout, &what).await? else { return Ok(None) };
            // Before a shift the answer lets it happen and its share is judged then; after the last shift the answer comes last.
            let shifted = stage == SHIFTED;
            if !shifted && now.is_none() {
                seen.tests = check::perform(run, &rollout.tests, rollout, &started.task_definition).await?;
                if let Some(reason) = check::failure(&seen.tests) {
                    stop(run, &arn).await?;
                    return Ok(Some(reason));
                }
            }
            if !shifted {
                now = shares.next().or(now);
                answer(run, &arn, hook_id.clone(), Action::Continue).await?;
            }
            let judged = now.filter(|share| if share.percent < 100.0 { !shifted } else { shifted && self.judges_last() });
            if let (Some(share), Some(analysis)) = (judged, &self.analysis) {
                let exposed = Exposed { percent: share.percent, bake: share.bake, shifting_since: None };
                let analysed = analyse(run, analysis, &self.arms, exposed, Some(watch)).await?;
                seen.judgements.extend(analysed.judgements);
                if !analysed.passed {
                    stop(run, &arn).await?;
                    return Ok(Some(analysed.reason));
                }
            }
            if shifted {
                answer(run, &arn, hook_id, Action::Continue).await?;
            }
        }
    }
}

/// Wait until a PAUSE hook wants an answer, or the deployment has ended.
async fn next_point(run: &Run, watch: &mut Watch<'_>, started: &Started, timeout: Span, what: &str) -> Result<Point> {
    run.step(&format!("wait until {what}"), async {
        run.wait(
            what,
            Box::pin(async {
                let deadline = started.begun() + timeout.0;
                loop {
                    let seen = watch.look().await?;
                    let deployment = seen.deployment.as_ref();
                    let hooks = deployment.map(|deployment| deployment.lifecycle_hook_details.as_slice()).unwrap_or_default();
                    let paused = hooks.iter().find(|hook| {
                        hook.target_type == Some(DeploymentLifecycleHookTargetType::Pause)
                            && hook.status == Some(DeploymentLifecycleHookStatus::AwaitingAction)
                    });
                    let stage = deployment.and_then(|deployment| deployment.lifecycle_stage.as_ref()).map(ToString::to_string);
                    // A PAUSE hook in another stage is somebody else's to answer.
                    let ours = stage.filter(|stage| [SHIFTING, SHIFTED].contains(&stage.as_str()));
                    if let (Some(hook_id), Some(stage)) = (paused.and_then(|hook| hook.hook_id.clone()), ours) {
                        return Ok(Point::Paused { hook_id, stage });
                    }
                    if seen.ending(started).is_some() || run.cloud().clock().now() >= deadline {
                        return Ok(Point::Ended);
                    }
                    watch.rest(&seen, deadline).await?;
                }
            }),
        )
        .await
    })
    .await
}

async fn answer(run: &Run, arn: &str, hook_id: String, action: Action) -> Result<()> {
    let answer = ContinueServiceDeployment { service_deployment_arn: arn.to_owned(), hook_id, action: Some(action), ..Default::default() };
    match run.send(answer).await {
        // It was answered by someone else, or has timed out: what became of it shows in the deployment.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidRequest | ErrorKind::Conflict) => {
            run.warn(format!("the pause was answered by someone else: {error}"));
            Ok(())
        }
        other => other.map(drop),
    }
}

/// Have ECS take the new revision back.
async fn stop(run: &Run, arn: &str) -> Result<()> {
    let stop = StopServiceDeployment {
        service_deployment_arn: arn.to_owned(),
        stop_type: Some(StopServiceDeploymentStopType::Rollback),
        ..Default::default()
    };
    match run.step("abort", run.send(stop)).await {
        // It is ending already: by an alarm, the circuit breaker, or a person.
        Err(error) if error.kind() == ErrorKind::Conflict => Ok(()),
        other => other.map(drop),
    }
}
