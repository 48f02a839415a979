//! Start a deployment, and follow that one deployment to its end.

use super::{
    evidence,
    pace::{self, Pace},
    revision::family_and_revision,
    service::observe_service,
    verdict::{Ending, Verdict},
    watched::Watched,
};
use crate::{
    clock::{Timestamp, rfc3339},
    error::{Error, ErrorKind, Result},
    event::EventDetail,
    model::ecs::{
        CreatedAt, Deployment, DeploymentConfiguration, DeploymentRolloutState, DescribeServiceDeployments, ListServiceDeployments,
        LoadBalancer, Service, ServiceDeployment, ServiceDeploymentStatus as Status, UpdateService,
    },
    run::Run,
    span::Span,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashSet, time::Duration};

/// One deployment of one service, by the ids that ECS gave it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Started {
    /// Cluster name or ARN.
    pub cluster: String,
    /// Service name or ARN.
    pub service: String,
    /// Id of the deployment: `ecs-svc/...`.
    pub id: String,
    /// ARN of the service deployment, where AWS keeps one.
    pub arn: Option<String>,
    /// Task definition that it deploys.
    pub task_definition: String,
    /// When ECS created it.
    #[serde(with = "rfc3339")]
    pub created_at: Timestamp,
    /// When it was started by the run's own clock, from which AWS's may differ by minutes; of one that the run did not start it
    /// is absent.
    #[serde(default)]
    pub begun_at: Option<Timestamp>,
}

impl Started {
    /// When it was started, to be compared with the run's own clock. AWS's time is compared with AWS's times only.
    pub(crate) fn begun(&self) -> Timestamp {
        self.begun_at.unwrap_or(self.created_at)
    }

    /// Note the time of the run's own clock. A run that was begun without this goes on without it.
    pub(crate) async fn timed(mut self, run: &Run) -> Result<Self> {
        if run.has("deployments are timed by the run's own clock").await? {
            self.begun_at = Some(run.now().await?);
        }
        Ok(self)
    }

    /// What stands when the run can't follow it any more.
    pub fn what(&self) -> String {
        format!(
            "deployment {} of service {} to {}, with its deployment configuration",
            self.id,
            self.service,
            family_and_revision(&self.task_definition)
        )
    }
}

/// What a deployment changes besides the task definition.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Deployment configuration; members that are absent stay as they are.
    pub configuration: Option<DeploymentConfiguration>,
    /// Load balancers.
    pub load_balancers: Option<Vec<LoadBalancer>>,
    /// Availability Zone rebalancing.
    pub rebalancing: Option<bool>,
    /// Tasks wanted.
    pub desired_count: Option<i32>,
    /// Deploy although nothing that starts a deployment changes.
    pub force: bool,
    /// Seconds for which failed health checks of a new task are ignored.
    pub grace_period: Option<i32>,
}

/// Start a deployment of this task definition.
pub async fn start_deployment(run: &Run, cluster: &str, service: &str, task_definition: &str, settings: Settings) -> Result<Started> {
    run.step("start the deployment", async {
        let update = UpdateService {
            cluster: Some(cluster.to_owned()),
            service: service.to_owned(),
            task_definition: Some(task_definition.to_owned()),
            deployment_configuration: settings.configuration,
            load_balancers: settings.load_balancers,
            desired_count: settings.desired_count,
            health_check_grace_period_seconds: settings.grace_period,
            force_new_deployment: settings.force.then_some(true),
            availability_zone_rebalancing: settings.rebalancing.map(|on| if on { "ENABLED" } else { "DISABLED" }.into()),
            ..Default::default()
        };
        let described = run.send(update).await?.service.unwrap_or_default();
        let started = started(&described, cluster, service, task_definition).ok_or_else(|| {
            Error::new(ErrorKind::Internal, "the service has no PRIMARY deployment after the update")
                .during("ecs:UpdateService")
                .on(service)
        })?;
        started.timed(run).await
    })
    .await
}

/// The deployment that an update or a creation answered with.
pub fn started(service: &Service, cluster: &str, name: &str, task_definition: &str) -> Option<Started> {
    let primary = service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"))?;
    Some(Started {
        cluster: cluster.to_owned(),
        service: name.to_owned(),
        id: primary.id.clone()?,
        arn: service.current_service_deployment.clone(),
        task_definition: task_definition.to_owned(),
        created_at: primary.created_at.unwrap_or_default(),
        begun_at: None,
    })
}

/// Follow a deployment until it has ended, in whatever way.
pub async fn follow_deployment(run: &Run, started: &Started, timeout: Span) -> Result<Verdict> {
    Watch::new(run, started).follow(timeout).await
}

impl Watch<'_> {
    /// Watch the deployment until it has ended, in whatever way.
    pub(crate) async fn follow(&mut self, timeout: Span) -> Result<Verdict> {
        let (run, started) = (self.run, self.started);
        let verdict = run.step("follow the deployment", self.until_ended(timeout, started.begun() + timeout.0)).await?;
        self.succeeded = verdict.succeeded();
        Ok(verdict)
    }

    async fn until_ended(&mut self, timeout: Span, deadline: Timestamp) -> Result<Verdict> {
        let (run, started) = (self.run, self.started);
        run.wait(
            "the deployment has ended",
            Box::pin(async {
                let age = run.cloud().clock().now().since(started.begun());
                run.pause(Pace::before_the_first(age)).await?;
                let mut seen = self.look().await?;
                loop {
                    if let Some(ending) = seen.ending(started) {
                        return seen.verdict(run, started, ending).await;
                    }
                    if run.cloud().clock().now() >= deadline {
                        let seen = if seen.deployment.is_some() { seen } else { self.look_closely().await? };
                        let ending = seen.ending(started).unwrap_or((Ending::TimedOut, format!("it has not ended after {timeout}")));
                        return seen.verdict(run, started, ending).await;
                    }
                    self.rest(&seen, deadline).await?;
                    // A look at the same would show, and tell, nothing else.
                    if self.changes.is_none() || self.changes != self.changes_now() {
                        seen = self.look().await?;
                    }
                }
            }),
        )
        .await
    }
}

/// What was created before it was watched for this long is shown to every reader.
const CONSISTENT: Duration = Duration::from_mins(1);

/// Looks at a deployment again and again, and tells what changed.
pub(crate) struct Watch<'a> {
    run: &'a Run,
    started: &'a Started,
    told: Option<(i32, i32, i32, i32, i32)>,
    stage: Option<(String, Option<String>)>,
    percent: Option<f64>,
    told_events: HashSet<String>,
    pace: Pace,
    watched: Watched,
    /// It was followed to a good end: that it has ended is no news any more.
    succeeded: bool,
    /// By which the cloud says that the service is as the last look showed it, where it does.
    changes: Option<u64>,
    /// When this process began to watch, by its own clock.
    begun: Timestamp,
}

/// What one look showed.
pub(crate) struct Seen {
    pub(crate) service: Service,
    pub(crate) deployment: Option<ServiceDeployment>,
    watched: Watched,
}

impl<'a> Watch<'a> {
    pub(crate) fn new(run: &'a Run, started: &'a Started) -> Self {
        Self {
            run,
            started,
            told: None,
            stage: None,
            percent: None,
            told_events: HashSet::new(),
            pace: Pace::default(),
            watched: Watched::default(),
            succeeded: false,
            changes: None,
            begun: run.cloud().clock().now(),
        }
    }

    fn changes_now(&self) -> Option<u64> {
        let cloud = self.run.cloud();
        cloud.backend().changes(cloud.scope(), &self.started.cluster, &self.started.service)
    }

    /// Wait until it is worth looking again, at most until the deadline.
    pub(crate) async fn rest(&mut self, seen: &Seen, deadline: Timestamp) -> Result<()> {
        if seen.goes_on_plainly(self.started) {
            self.pace.ask_group(self.run, &seen.service).await?;
        }
        let now = self.run.cloud().clock().now();
        let next = self.pace.next(&pace::Look {
            now,
            service: &seen.service,
            deployment: seen.deployment.as_ref(),
            id: &self.started.id,
            created_at: self.started.created_at,
        });
        self.run.pause(next.min(deadline).since(now)).await
    }

    /// Look at the service, and at AWS's record of the deployment where that tells more.
    pub(crate) async fn look(&mut self) -> Result<Seen> {
        self.changes = self.changes_now();
        let service = self.service().await?;
        if Seen::is_plain(&service, self.started) {
            self.tell(&service, None);
            self.watched.note(self.run, self.started, &service, None).await?;
            return Ok(Seen { service, deployment: None, watched: self.watched.clone() });
        }
        self.look_further(service).await
    }

    /// Look at both, whatever the service shows.
    async fn look_closely(&mut self) -> Result<Seen> {
        let service = self.service().await?;
        self.look_further(service).await
    }

    async fn look_further(&mut self, service: Service) -> Result<Seen> {
        let deployment = match &self.started.arn {
            Some(arn) => service_deployment(self.run, arn).await?,
            None => None,
        };
        self.tell(&service, deployment.as_ref());
        self.watched.note(self.run, self.started, &service, deployment.as_ref()).await?;
        Ok(Seen { service, deployment, watched: self.watched.clone() })
    }

    async fn service(&self) -> Result<Service> {
        match observe_service(self.run, &self.started.cluster, &self.started.service).await {
            // A service that was just created may not be shown yet.
            Err(error) if error.kind() == ErrorKind::NotFound && self.may_not_be_shown() => Ok(Service::default()),
            other => other,
        }
    }

    /// How the deployment has ended since it was last followed, if it has.
    pub(crate) fn news(&self, seen: &Seen) -> Option<(Ending, String)> {
        seen.ending(self.started).filter(|(ending, _)| !(self.succeeded && *ending == Ending::Succeeded))
    }

    /// It was followed to a good end before: that it has ended is no news.
    pub(crate) fn has_succeeded(&mut self) {
        self.succeeded = true;
    }

    /// By one clock: AWS's may be minutes off, and then its time of creation tells nothing here.
    fn may_not_be_shown(&self) -> bool {
        self.run.cloud().clock().now().since(self.begun) < CONSISTENT
    }

    fn tell(&mut self, service: &Service, deployment: Option<&ServiceDeployment>) {
        for event in service.events.iter().rev() {
            let since = event.created_at.is_some_and(|at| at >= self.started.created_at);
            if let (Some(id), Some(message), true) = (&event.id, &event.message, since)
                && self.told_events.insert(id.clone())
            {
                self.run.emit(EventDetail::Service { message: message.clone() });
            }
        }
        let ours = service.deployments.iter().find(|deployment| deployment.id.as_deref() == Some(&self.started.id));
        // Once its tasks are gone ECS shows it no more, while it still rolls back.
        let counted = deployment.and_then(|deployment| deployment.deployment_circuit_breaker.as_ref()?.failure_count);
        let gone = Deployment { failed_tasks: counted.max(self.told.map(|told| told.3)), ..Deployment::default() };
        if let Some(ours) = ours.or_else(|| self.told.map(|_| &gone).filter(|_| !service.deployments.is_empty())) {
            let previous = service.running_count.unwrap_or(0) - ours.running_count.unwrap_or(0);
            let desired = service.desired_count.unwrap_or(0);
            let now = (
                desired,
                ours.running_count.unwrap_or(0),
                ours.pending_count.unwrap_or(0),
                ours.failed_tasks.unwrap_or(0),
                previous.max(0),
            );
            if self.told != Some(now) {
                self.told = Some(now);
                let (desired, running, pending, failed, previous_running) = now;
                self.run.emit(EventDetail::Progress { desired, running, pending, failed, previous_running });
            }
        }
        if let Some(deployment) = deployment {
            let status = deployment.status.as_ref().map(ToString::to_string).unwrap_or_default();
            let stage = deployment.lifecycle_stage.as_ref().map(ToString::to_string);
            let now = (status.clone(), stage.clone());
            if self.stage.as_ref() != Some(&now) {
                self.stage = Some(now);
                self.run.emit(EventDetail::Stage { status, stage, reason: deployment.status_reason.clone() });
            }
            let percent = deployment.target_service_revision.as_ref().and_then(|target| target.requested_production_traffic_weight);
            if percent.is_some() && percent != self.percent {
                self.percent = percent;
                self.run.emit(EventDetail::Traffic { percent: percent.unwrap_or_default() });
            }
        }
    }
}

/// The service deployment, or nothing where the endpoint keeps none or does not show it yet.
async fn service_deployment(run: &Run, arn: &str) -> Result<Option<ServiceDeployment>> {
    let describe = DescribeServiceDeployments { service_deployment_arns: vec![arn.to_owned()], ..Default::default() };
    match run.observe(describe).await {
        Ok(found) => Ok(found.service_deployments.into_iter().next()),
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Seen {
    /// It goes on and nothing is wrong, so that the record of the deployment would tell nothing that the service does not: it rolls
    /// out by batches, is PRIMARY, and no task has failed.
    fn is_plain(service: &Service, started: &Started) -> bool {
        let hooks = service.deployment_configuration.as_ref().and_then(|configuration| configuration.lifecycle_hooks.as_ref());
        let ours = service.deployments.iter().find(|deployment| deployment.id.as_deref() == Some(&started.id));
        service.status.as_deref() == Some("ACTIVE")
            && !pace::shifts(service)
            && hooks.is_none_or(Vec::is_empty)
            && ours.is_some_and(|ours| {
                ours.status.as_deref() == Some("PRIMARY")
                    && ours.rollout_state == Some(DeploymentRolloutState::InProgress)
                    && ours.failed_tasks.unwrap_or(0) == 0
            })
    }

    fn goes_on_plainly(&self, started: &Started) -> bool {
        Self::is_plain(&self.service, started)
    }

    fn ours(&self, started: &Started) -> Option<&Deployment> {
        self.service.deployments.iter().find(|deployment| deployment.id.as_deref() == Some(&started.id))
    }

    fn primary(&self) -> Option<&Deployment> {
        self.service.deployments.iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY"))
    }

    /// How the deployment ended, or nothing while it goes on.
    pub(crate) fn ending(&self, started: &Started) -> Option<(Ending, String)> {
        if self.service.status.as_deref().is_some_and(|status| status != "ACTIVE") {
            return Some((Ending::Stopped, "the service was deleted".into()));
        }
        let by_status = self.deployment.as_ref().and_then(|deployment| self.by_status(started, deployment));
        match &self.deployment {
            Some(_) => by_status,
            None => self.by_rollout(started),
        }
    }

    /// By AWS's own record of the deployment.
    fn by_status(&self, started: &Started, deployment: &ServiceDeployment) -> Option<(Ending, String)> {
        let reason = deployment.status_reason.clone().unwrap_or_default();
        match deployment.status.as_ref()? {
            // A service that is not shown yet proves nothing.
            Status::Successful => self.service.service_arn.as_ref().and_then(|_| self.proven(started)),
            Status::RollbackSuccessful => Some((Ending::RolledBack, reason)),
            Status::RollbackFailed | Status::Stopped if self.was_replaced(started) => {
                Some((Ending::Superseded, "another deployment took its place".into()))
            }
            Status::RollbackFailed => Some((Ending::Stuck, format!("the rollback failed: {reason}"))),
            Status::Stopped => Some((Ending::Stopped, reason)),
            // What stops or rolls back comes to its end.
            Status::StopRequested | Status::RollbackRequested | Status::RollbackInProgress => None,
            _ => self.hopeless(started, deployment),
        }
    }

    /// Without such a record: by the rollout state of the deployment and of the one that is PRIMARY.
    fn by_rollout(&self, started: &Started) -> Option<(Ending, String)> {
        let ours = self.ours(started);
        let primary = self.primary()?;
        let is_primary = primary.id.as_deref() == Some(&started.id);
        match ours.and_then(|ours| ours.rollout_state.as_ref()) {
            Some(DeploymentRolloutState::Completed) if is_primary => self.proven(started),
            Some(DeploymentRolloutState::Failed) => {
                let reason = ours.and_then(|ours| ours.rollout_state_reason.clone()).unwrap_or_default();
                let back = !is_primary && primary.rollout_state == Some(DeploymentRolloutState::Completed);
                if back { Some((Ending::RolledBack, reason)) } else { is_primary.then_some((Ending::Stopped, reason)) }
            }
            // A reader may still be shown the service as it was before: then the other deployment is older.
            _ if !is_primary && primary.created_at.is_some_and(|created| created > started.created_at) => {
                Some((Ending::Superseded, "another deployment took its place".into()))
            }
            _ if !is_primary
                && ours.is_none()
                && primary.rollout_state_reason.as_deref().is_some_and(|reason| reason.contains("rolling back")) =>
            {
                Some((Ending::RolledBack, primary.rollout_state_reason.clone().unwrap_or_default()))
            }
            _ => None,
        }
    }

    fn was_replaced(&self, started: &Started) -> bool {
        self.primary().is_some_and(|primary| {
            primary.id.as_deref() != Some(&started.id) && primary.created_at.is_some_and(|created| created > started.created_at)
        })
    }

    /// AWS says that it succeeded: so it has if wanted tasks run. Zero tasks prove nothing.
    fn proven(&self, started: &Started) -> Option<(Ending, String)> {
        let desired = self.service.desired_count.unwrap_or(0);
        if desired == 0 {
            return Some((Ending::Stuck, "the service was scaled to zero, so that no task of the new revision has proven itself".into()));
        }
        if self.was_replaced(started) {
            return Some((Ending::Superseded, "it was completed, but another deployment took its place since".into()));
        }
        let ours = self.ours(started)?;
        let running = ours.running_count.unwrap_or(0);
        let others = match self.service.running_count.unwrap_or(0) - running {
            left if left > 0 => format!("{left} of an earlier one still do"),
            _ => "none of another".into(),
        };
        (running > 0).then(|| (Ending::Succeeded, format!("{running} of {desired} tasks of the new revision run, and {others}")))
    }

    /// It goes on, but nothing will come of it: tasks fail again and again and no circuit breaker ends it.
    fn hopeless(&self, started: &Started, deployment: &ServiceDeployment) -> Option<(Ending, String)> {
        let breaker =
            deployment.deployment_configuration.as_ref().and_then(|configuration| configuration.deployment_circuit_breaker.as_ref());
        if breaker.is_some_and(|breaker| breaker.enable == Some(true)) {
            return None;
        }
        let failed = self.ours(started)?.failed_tasks.unwrap_or(0);
        let desired = self.service.desired_count.unwrap_or(0);
        // The circuit breaker's own default threshold, for services that have it off.
        let threshold = ((desired + 1) / 2).clamp(3, 200);
        (failed >= threshold).then(|| (Ending::Stuck, format!("{failed} tasks failed and no circuit breaker is on")))
    }

    /// A deployment that was stopped made room for another, if one was begun after it: also when ECS has rolled that one back
    /// by now, so that the service shows an older one.
    async fn made_room(&self, run: &Run, started: &Started) -> Result<bool> {
        let Some(arn) = started.arn.as_ref().filter(|_| self.deployment.is_some()) else { return Ok(false) };
        let list = ListServiceDeployments {
            cluster: Some(started.cluster.clone()),
            service: started.service.clone(),
            created_at: Some(CreatedAt { after: Some(Timestamp(started.created_at.0 - 1)), ..Default::default() }),
            ..Default::default()
        };
        match run.observe(list).await {
            // The latest comes first.
            Ok(listed) => Ok(listed.service_deployments.first().is_some_and(|latest| latest.service_deployment_arn.as_ref() != Some(arn))),
            // The service may be gone, or the role may not list.
            Err(error) if !error.kind().is_retryable() && error.kind() != ErrorKind::Cancelled => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn verdict(&self, run: &Run, started: &Started, (mut ending, mut cause): (Ending, String)) -> Result<Verdict> {
        if ending == Ending::Stopped && self.made_room(run, started).await? {
            (ending, cause) = (Ending::Superseded, "another deployment took its place, and has ended since".into());
        }
        let watched = self.watched.clone();
        let evidence = Box::pin(evidence::collect(run, started, &self.service, self.deployment.as_ref(), watched)).await?;
        let cause = match (ending, evidence::cause_of(&evidence)) {
            (Ending::Succeeded | Ending::Superseded, _) | (_, None) => cause,
            (_, Some(found)) if cause.is_empty() => found,
            (_, Some(found)) => format!("{} ({found})", cause.trim_end_matches('.')),
        };
        Ok(Verdict { ending, cause, evidence })
    }
}
