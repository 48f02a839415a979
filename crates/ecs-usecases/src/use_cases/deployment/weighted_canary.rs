//! A canary by the weights of a listener rule: a second service runs the new revision beside the stable one.

use super::canary_deployment::Canary;
use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{
        CreateService, DeleteService, DeploymentConfiguration, DeploymentController, DeploymentStrategy, DescribeServices, LoadBalancer,
        Service,
    },
    span::Span,
    steps::{
        DeploymentOutcome, Ending, Verdict,
        analysis::{Arms, Judgement, analyse},
        deployment::{self, Settings, Started, Watch},
        follow_deployment, restore,
        restore::held_state,
        start_deployment,
        traffic::{WeightedRule, target_groups, weights_for},
        verdict::{HeldState, Restorer},
    },
};
use std::time::Duration;

/// How long a canary's service is waited for until it is gone; draining takes five minutes unless it is set otherwise.
const DRAINING: Duration = Duration::from_mins(15);

/// What is shifted, and how.
pub(super) struct Traffic<'a> {
    pub(super) rule: &'a str,
    pub(super) group: &'a str,
    pub(super) steps: &'a [f64],
    pub(super) bake: Span,
    pub(super) tasks: Option<i32>,
}

pub(super) async fn deploy(canary: &Canary<'_>, traffic: &Traffic<'_>) -> Result<DeploymentOutcome> {
    let (run, request) = (canary.run, canary.request);
    let strategy = canary.before.configuration().strategy.filter(|strategy| *strategy != DeploymentStrategy::Rolling);
    if let Some(strategy) = strategy {
        return Err(Error::new(
            ErrorKind::Refused,
            format!("ECS shifts the traffic of this service by itself: its deployment strategy is {strategy}"),
        )
        .on(&request.service)
        .advise("Use the native method, or set the service's deployment strategy to ROLLING."));
    }
    let first = run.step("check the routing", WeightedRule::read(run, traffic.rule)).await?;
    let baseline = baseline(&canary.before.service, &first, traffic)?;
    let arms = Arms::of(run, &baseline, traffic.group).await?;
    let revision = canary.register().await?;
    if revision.unchanged && canary.is_idle() {
        return canary.runs_already().await;
    }
    let name = format!("{}-canary", canary.before.service.service_name.as_deref().unwrap_or(&request.service));
    // A target group that no rule names has no load balancer, and so no health checks: name it, with no traffic.
    let mut rule = first.clone().shift(run, &weights_for(&baseline, traffic.group, 0.0)).await?;
    let started = match run.step("start the canary", create(canary, traffic, &name, &revision.arn)).await {
        Ok(started) => started,
        Err(error) => {
            rule.put_back(run, &first).await?;
            return Err(revision.left_by(error));
        }
    };
    let mut watch = Watch::new(run, &started);
    let verdict = watch.follow(request.timeout).await?;
    if !verdict.succeeded() {
        rule.put_back(run, &first).await.map_err(|error| error.leaving(format!("service {name}")))?;
        remove(canary, &name).await?;
        let state = stable_state(canary, Some(Restorer::UseCase)).await?;
        return canary.conclude(&revision.arn, &started, verdict, state, Vec::new());
    }
    let mut judgements: Vec<Judgement> = Vec::new();
    for &percent in traffic.steps {
        rule = rule
            .shift(run, &weights_for(&baseline, traffic.group, percent))
            .await
            .map_err(|error| error.leaving(format!("service {name}")))?;
        run.emit(crate::EventDetail::Traffic { percent });
        let analysed = analyse(run, &request.analysis, &arms, percent, traffic.bake, &mut watch).await?;
        judgements.extend(analysed.judgements);
        if !analysed.passed {
            rule.put_back(run, &first).await.map_err(|error| error.leaving(format!("service {name} with {percent}% of the traffic")))?;
            run.emit(crate::EventDetail::Traffic { percent: 0.0 });
            remove(canary, &name).await?;
            let state = stable_state(canary, Some(Restorer::UseCase)).await?;
            let verdict = Verdict { ending: Ending::RolledBack, cause: analysed.reason, evidence: verdict.evidence };
            return canary.conclude(&revision.arn, &started, verdict, state, judgements);
        }
    }
    // The canary goes on serving its share while the stable service takes the new revision.
    let promoted = match start_deployment(run, &request.cluster, &request.service, &revision.arn, Settings::default()).await {
        Ok(promoted) => promoted,
        // A cancelled run is resumed here, with the canary in place.
        Err(error) if error.kind() == ErrorKind::Cancelled => return Err(error),
        Err(error) => {
            rule.put_back(run, &first).await.map_err(|error| error.leaving(format!("service {name}")))?;
            remove(canary, &name).await?;
            return Err(revision.left_by(error));
        }
    };
    let verdict = follow_deployment(run, &promoted, request.timeout).await?;
    rule.put_back(run, &first).await.map_err(|error| error.leaving(format!("service {name}")))?;
    run.emit(crate::EventDetail::Traffic { percent: if verdict.succeeded() { 100.0 } else { 0.0 } });
    let state = restore(run, canary.before, &promoted, &verdict, request.on_failure, request.timeout).await?;
    remove(canary, &name).await?;
    canary.conclude(&revision.arn, &promoted, verdict, state, judgements)
}

/// The stable service's target group: the one to which the rule forwards now.
fn baseline(service: &Service, rule: &WeightedRule, traffic: &Traffic<'_>) -> Result<String> {
    // After a native blue/green or canary deployment it is the alternate one.
    let groups = target_groups(service);
    let baseline = groups.into_iter().find(|group| rule.share(group) > 0.0);
    let baseline = baseline.ok_or_else(|| {
        Error::new(ErrorKind::Refused, "the rule forwards no traffic to the service's target group")
            .on(traffic.rule)
            .advise("Name the rule that forwards the service's production traffic.")
    })?;
    if baseline == traffic.group {
        return Err(Error::invalid("method.canary_target_group_arn", "the canary needs a target group of its own, not the service's"));
    }
    if (rule.share(&baseline) - 100.0).abs() > f64::EPSILON {
        return Err(Error::new(
            ErrorKind::Refused,
            format!("the service's target group has {:.1}% of the rule's traffic, not all of it", rule.share(&baseline)),
        )
        .on(traffic.rule)
        .advise("End the other shift first, or set the weights so that the service has all of the traffic."));
    }
    Ok(baseline)
}

/// The canary: like the stable service, with the new revision, in its own target group.
async fn create(canary: &Canary<'_>, traffic: &Traffic<'_>, name: &str, revision: &str) -> Result<Started> {
    let (run, request, stable) = (canary.run, canary.request, &canary.before.service);
    let largest = traffic.steps.iter().copied().fold(0.0, f64::max);
    let in_proportion = (f64::from(canary.before.desired()) * largest / 100.0).ceil() as i32;
    let balancer = |balancer: &LoadBalancer| LoadBalancer {
        target_group_arn: Some(traffic.group.to_owned()),
        advanced_configuration: None,
        ..balancer.clone()
    };
    let create = CreateService {
        cluster: Some(request.cluster.clone()),
        service_name: name.to_owned(),
        task_definition: Some(revision.to_owned()),
        desired_count: Some(traffic.tasks.unwrap_or(in_proportion).max(1)),
        launch_type: stable.launch_type.clone().filter(|_| stable.capacity_provider_strategy.is_empty()),
        capacity_provider_strategy: (!stable.capacity_provider_strategy.is_empty()).then(|| stable.capacity_provider_strategy.clone()),
        platform_version: stable.platform_version.clone(),
        load_balancers: stable.load_balancers.first().map(|first| vec![balancer(first)]),
        network_configuration: stable.network_configuration.clone(),
        health_check_grace_period_seconds: stable.health_check_grace_period_seconds,
        deployment_controller: Some(DeploymentController { r#type: Some("ECS".into()), ..Default::default() }),
        deployment_configuration: Some(DeploymentConfiguration {
            deployment_circuit_breaker: Some(crate::model::ecs::DeploymentCircuitBreaker {
                enable: Some(true),
                rollback: Some(false),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    };
    let created = run.send(create).await?.service.unwrap_or_default();
    deployment::started(&created, &request.cluster, name, revision).ok_or_else(|| {
        Error::new(ErrorKind::Internal, "the new service has no PRIMARY deployment").on(name).leaving(format!("service {name}"))
    })
}

async fn remove(canary: &Canary<'_>, name: &str) -> Result<()> {
    let run = canary.run;
    run.step("clean up", async {
        let delete = DeleteService {
            cluster: Some(canary.request.cluster.clone()),
            service: name.to_owned(),
            force: Some(true),
            ..Default::default()
        };
        match run.send(delete).await {
            // Someone was quicker.
            Err(error) if error.code() == Some("ServiceNotActiveException") || error.kind() == ErrorKind::NotFound => {}
            other => other.map(drop).map_err(|error| error.leaving(format!("service {name}")))?,
        }
        if !run.wait("the canary is gone", is_gone(canary, name)).await? {
            run.warn(format!("service {name} is still draining; until it is gone no other canary can start"));
        }
        Ok(())
    })
    .await
}

/// Whether the canary's service is gone after a while: ECS creates no service of a name that is still draining.
async fn is_gone(canary: &Canary<'_>, name: &str) -> Result<bool> {
    let run = canary.run;
    let deadline = run.cloud().clock().now() + DRAINING;
    loop {
        let cluster = Some(canary.request.cluster.clone());
        let describe = DescribeServices { cluster, services: vec![name.to_owned()], ..Default::default() };
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

/// The state of the stable service.
async fn stable_state(canary: &Canary<'_>, restored_by: Option<Restorer>) -> Result<HeldState> {
    let (request, before) = (canary.request, canary.before);
    let stable = deployment::started(&before.service, &request.cluster, &request.service, &before.task_definition())
        .ok_or_else(|| Error::new(ErrorKind::Internal, "the service has no PRIMARY deployment").on(&request.service))?;
    held_state(canary.run, &stable, restored_by).await
}
