//! A canary by ECS's own strategy: a PAUSE hook holds each shift of traffic until the analysis has passed.

use super::canary_deployment::{Canary, CanaryRouting};
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{
        AdvancedConfiguration, CanaryConfiguration, ContinueServiceDeployment, DeploymentConfiguration, DeploymentLifecycleHook,
        DeploymentLifecycleHookAction, DeploymentLifecycleHookStage, DeploymentLifecycleHookStatus, DeploymentLifecycleHookTargetType,
        DeploymentLifecycleHookTimeoutConfiguration, DeploymentStrategy, LoadBalancer, StopServiceDeployment,
        StopServiceDeploymentStopType, UpdateService,
    },
    run::Run,
    span::Span,
    steps::{
        DeploymentOutcome, Ending, Verdict,
        analysis::{Analysed, Arms, analyse},
        deployment::{Settings, Started, Watch},
        restore, start_deployment,
        traffic::WeightedRule,
    },
};
use serde::{Deserialize, Serialize};

/// What a deployment waits for.
#[derive(Serialize, Deserialize)]
enum Point {
    /// A PAUSE hook wants an answer.
    Paused { hook_id: String },
    /// It has ended.
    Ended,
}

pub(super) async fn deploy(canary: &Canary<'_>, percent: f64, bake: Span, routing: Option<&CanaryRouting>) -> Result<DeploymentOutcome> {
    let (run, request) = (canary.run, canary.request);
    let balancers = with_routing(&canary.before.service.load_balancers, routing)?;
    let arms = run.step("check the routing", arms(run, &balancers)).await?;
    let revision = canary.register().await?;
    if revision.unchanged && canary.is_idle() {
        return canary.runs_already().await;
    }
    let settings = Settings {
        configuration: Some(configuration(canary, percent, bake)),
        load_balancers: (balancers != canary.before.service.load_balancers).then_some(balancers),
        ..Settings::default()
    };
    let started = start_deployment(run, &request.cluster, &request.service, &revision.arn, settings)
        .await
        .map_err(|error| revision.left_by(error))?;
    let arn = started.arn.clone().ok_or_else(|| {
        Error::new(ErrorKind::Unsupported, "the endpoint keeps no service deployments, without which a canary can't be held")
            .leaving(format!("deployment {} of {}", started.id, request.service))
    })?;
    let mut watch = Watch::new(run, &started);
    let mut judgements = Vec::new();
    let mut failure = None;
    if let Point::Paused { hook_id } = next_point(run, &mut watch, &started, request.timeout, "the canary is ready").await? {
        answer(run, &arn, hook_id, DeploymentLifecycleHookAction::Continue).await?;
        let analysed = analyse(run, &request.analysis, &arms, percent, bake, &mut watch).await?;
        judgements = analysed.judgements.clone();
        failure = promote_or_abort(run, &mut watch, &started, &arn, analysed, request.timeout).await?;
    }
    let mut verdict = watch.follow(request.timeout).await?;
    if let Some(reason) = failure {
        verdict.cause = if verdict.cause.is_empty() { reason } else { format!("{reason}; {}", verdict.cause) };
    }
    let state = restore(run, canary.before, &started, &verdict, request.on_failure, request.timeout).await?;
    settle_configuration(canary, &verdict, state.restored_by.is_some()).await?;
    canary.conclude(&revision.arn, &started, verdict, state, judgements)
}

/// The service's load balancers, with what the request adds to them.
fn with_routing(known: &[LoadBalancer], routing: Option<&CanaryRouting>) -> Result<Vec<LoadBalancer>> {
    if known.is_empty() {
        return Err(Error::new(ErrorKind::Refused, "the service has no load balancer, so that no traffic can be shifted")
            .on("service")
            .advise("Put the service behind a load balancer, or deploy it by rolling_deployment."));
    }
    let mut balancers = known.to_vec();
    for balancer in &mut balancers {
        if let Some(routing) = routing {
            balancer.advanced_configuration = Some(AdvancedConfiguration {
                alternate_target_group_arn: Some(routing.alternate_target_group_arn.clone()),
                production_listener_rule: Some(routing.production_listener_rule.clone()),
                test_listener_rule: routing.test_listener_rule.clone(),
                role_arn: Some(routing.role_arn.clone()),
                ..Default::default()
            });
        }
        let ready = balancer.advanced_configuration.as_ref().is_some_and(|advanced| {
            advanced.alternate_target_group_arn.is_some() && advanced.production_listener_rule.is_some() && advanced.role_arn.is_some()
        });
        if !ready {
            return Err(Error::new(
                ErrorKind::Refused,
                "the service has no second target group and production listener rule for ECS to shift traffic with",
            )
            .on("method.routing")
            .advise("Give method.routing, or use the weighted method."));
        }
    }
    Ok(balancers)
}

/// The target group that has the traffic now, and the one that the canary will get it in.
async fn arms(run: &Run, balancers: &[LoadBalancer]) -> Result<Arms> {
    let first = balancers.first().cloned().unwrap_or_default();
    let advanced = first.advanced_configuration.unwrap_or_default();
    let (main, alternate) = (first.target_group_arn.unwrap_or_default(), advanced.alternate_target_group_arn.unwrap_or_default());
    let rule = advanced.production_listener_rule.unwrap_or_default();
    let read = WeightedRule::read(run, &rule).await?;
    let live: Vec<_> = read.weights().into_iter().filter(|(_, weight)| *weight > 0).map(|(group, _)| group).collect();
    match live.as_slice() {
        [one] if *one == main => Arms::of(run, &main, &alternate).await,
        [one] if *one == alternate => Arms::of(run, &alternate, &main).await,
        _ => Err(Error::new(
            ErrorKind::Refused,
            format!("the rule must forward all traffic to one of the service's two target groups, not to {}", live.join(", ")),
        )
        .on(rule)
        .advise("Set the weights so that exactly one of them has traffic.")),
    }
}

/// The service's configuration with the canary strategy, and a PAUSE hook before each shift.
fn configuration(canary: &Canary<'_>, percent: f64, bake: Span) -> DeploymentConfiguration {
    let mut configuration = canary.before.configuration();
    let minutes = |span: Span| i32::try_from(span.0.as_secs() / 60).unwrap_or(1440);
    configuration.strategy = Some(DeploymentStrategy::Canary);
    configuration.canary_configuration =
        Some(CanaryConfiguration { canary_percent: Some(percent), canary_bake_time_in_minutes: Some(minutes(bake)), ..Default::default() });
    configuration.linear_configuration = None;
    let patience = Span(bake.0 + canary.request.analysis.no_data_deadline.0 + std::time::Duration::from_hours(1));
    let mut hooks = kept_hooks(&canary.before.configuration());
    hooks.push(DeploymentLifecycleHook {
        target_type: Some(DeploymentLifecycleHookTargetType::Pause),
        lifecycle_stages: Some(vec![DeploymentLifecycleHookStage::PreProductionTrafficShift]),
        // If nobody answers any more, ECS goes back by itself.
        timeout_configuration: Some(DeploymentLifecycleHookTimeoutConfiguration {
            timeout_in_minutes: Some(minutes(patience)),
            action: Some(DeploymentLifecycleHookAction::Rollback),
            ..Default::default()
        }),
        ..Default::default()
    });
    configuration.lifecycle_hooks = Some(hooks);
    configuration
}

/// The hooks that are not ours: a PAUSE hook at the stage that we use was left by an earlier canary.
fn kept_hooks(configuration: &DeploymentConfiguration) -> Vec<DeploymentLifecycleHook> {
    let ours = |hook: &&DeploymentLifecycleHook| {
        hook.target_type == Some(DeploymentLifecycleHookTargetType::Pause)
            && hook.lifecycle_stages.as_deref() == Some(&[DeploymentLifecycleHookStage::PreProductionTrafficShift])
    };
    configuration.lifecycle_hooks.iter().flatten().filter(|hook| !ours(hook)).cloned().collect()
}

/// Wait until a PAUSE hook wants an answer, or the deployment has ended.
async fn next_point(run: &Run, watch: &mut Watch<'_>, started: &Started, timeout: Span, what: &str) -> Result<Point> {
    run.step(&format!("wait until {what}"), async {
        run.wait(
            what,
            Box::pin(async {
                let deadline = started.created_at + timeout.0;
                loop {
                    let seen = watch.look().await?;
                    let hooks = seen.deployment.as_ref().map(|deployment| deployment.lifecycle_hook_details.clone()).unwrap_or_default();
                    let paused = hooks.into_iter().find(|hook| {
                        hook.target_type == Some(DeploymentLifecycleHookTargetType::Pause)
                            && hook.status == Some(DeploymentLifecycleHookStatus::AwaitingAction)
                    });
                    if let Some(hook_id) = paused.and_then(|hook| hook.hook_id) {
                        return Ok(Point::Paused { hook_id });
                    }
                    if seen.ending(started).is_some() || run.cloud().clock().now() >= deadline {
                        return Ok(Point::Ended);
                    }
                    run.pause(watch.next_pause()).await?;
                }
            }),
        )
        .await
    })
    .await
}

async fn answer(run: &Run, arn: &str, hook_id: String, action: DeploymentLifecycleHookAction) -> Result<()> {
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

/// Let the rest of the traffic follow, or take the canary back. The reason of an abort.
async fn promote_or_abort(
    run: &Run,
    watch: &mut Watch<'_>,
    started: &Started,
    arn: &str,
    analysed: Analysed,
    timeout: Span,
) -> Result<Option<String>> {
    run.step(
        "promote or abort",
        Box::pin(async {
            if analysed.passed {
                if let Point::Paused { hook_id } = next_point(run, watch, started, timeout, "the canary has baked").await? {
                    answer(run, arn, hook_id, DeploymentLifecycleHookAction::Continue).await?;
                }
                return Ok(None);
            }
            let stop = StopServiceDeployment {
                service_deployment_arn: arn.to_owned(),
                stop_type: Some(StopServiceDeploymentStopType::Rollback),
                ..Default::default()
            };
            match run.send(stop).await {
                // It is ending already: by an alarm, the circuit breaker, or a person.
                Err(error) if error.kind() == ErrorKind::Conflict => {}
                other => other.map(drop)?,
            }
            Ok(Some(analysed.reason))
        }),
    )
    .await
}

/// A hook of ours that stayed would hold up the next deployment, by whatever tool: take it out again. When the former
/// revision was put back, so is the strategy it had: its load balancers may lack what the canary strategy needs.
async fn settle_configuration(canary: &Canary<'_>, verdict: &Verdict, restored: bool) -> Result<()> {
    let (run, request) = (canary.run, canary.request);
    if verdict.ending == Ending::Superseded {
        return Ok(());
    }
    run.step("clean up", async {
        let before = canary.before.configuration();
        let hooks = Some(kept_hooks(&before));
        let configuration = if restored {
            let strategy = before.strategy.clone().or(Some(DeploymentStrategy::Rolling));
            DeploymentConfiguration { strategy, lifecycle_hooks: hooks, ..before }
        } else {
            DeploymentConfiguration { lifecycle_hooks: hooks, ..DeploymentConfiguration::default() }
        };
        let update = UpdateService {
            cluster: Some(request.cluster.clone()),
            service: request.service.clone(),
            deployment_configuration: Some(configuration),
            ..Default::default()
        };
        run.send(update)
            .await
            .map(drop)
            .map_err(|error| error.leaving(format!("a PAUSE hook in the deployment configuration of {}", request.service)))
    })
    .await
}
