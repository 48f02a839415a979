//! Service deployments and service revisions that AWS keeps of a service.

use crate::{
    backends::simulator::{
        ecs::{
            ServiceId, deployments, deployments::Deployment, limits::threshold, revisions::Revision, scheduler, services::Service,
            shift::Shift,
        },
        numbered::Numbered,
        world::World,
    },
    clock::Timestamp,
    model::ecs::{self as shapes, ServiceDeploymentStatus as Status, TaskDefinition},
};
use std::sync::Arc;

/// Whether a deployment with this status goes on.
pub(super) fn goes_on(status: Option<&Status>) -> bool {
    matches!(
        status,
        Some(Status::Pending | Status::InProgress | Status::RollbackRequested | Status::RollbackInProgress | Status::StopRequested)
    )
}

/// The number of the revision of this ARN; one that is not known is there by its ARN alone.
pub(super) fn revision_of(revisions: &mut Numbered<Revision>, arn: &str, settings: &shapes::CreateService, at: Timestamp) -> usize {
    revisions.find(|revision| revision.arn == arn).unwrap_or_else(|| {
        let definition = Arc::new(TaskDefinition::default());
        revisions.push(Revision {
            arn: arn.to_owned(),
            definition,
            settings: settings.clone(),
            created_at: at,
            targets: Vec::new(),
            shown: None,
        })
    })
}

/// The deployments of a service as ListServiceDeployments gives them, the latest first.
pub(crate) fn history(world: &mut World, cluster: &str, name: &str, briefs: &[shapes::ServiceDeploymentBrief]) {
    let Some(id) = world.ecs.find_service(cluster, name) else { return };
    let service = &mut world.ecs.services[id];
    let known: Vec<String> = service.history.iter().map(|deployment| deployment.arn.clone()).collect();
    // History is the oldest first: what is known already came later than what is added.
    let later: Vec<Deployment> = take(&mut service.history);
    let current = service.current.take();
    let current = current.and_then(|_| later.last().map(|last| last.arn.clone()));
    for brief in briefs.iter().rev() {
        let arn = brief.service_deployment_arn.clone().unwrap_or_default();
        if known.contains(&arn) {
            continue;
        }
        let created = brief.created_at.unwrap_or_default();
        let target = brief.target_service_revision_arn.clone().unwrap_or_default();
        let settings = service.settings.clone();
        let target = revision_of(&mut service.revisions, &target, &settings, created);
        service.history.push(Deployment {
            arn,
            target,
            sources: Vec::new(),
            rollout: Arc::from(""),
            status: brief.status.clone().unwrap_or(Status::Successful),
            reason: brief.status_reason.clone(),
            created_at: created,
            started_at: brief.started_at.unwrap_or(created),
            finished_at: brief.finished_at.or(Some(created)),
            stopped_at: None,
            updated_at: brief.finished_at.unwrap_or(created),
            configuration: shapes::DeploymentConfiguration::default(),
            shift: None,
            hooks: Vec::new(),
            rollback: None,
            threshold: 0,
            failures: 0,
            breaker_open: false,
            ignored_alarms: Vec::new(),
            triggered_alarms: Vec::new(),
            bake_until: None,
            requested_at: None,
            shown: None,
        });
    }
    for deployment in later {
        let is_current = current.as_ref() == Some(&deployment.arn);
        let number = service.history.push(deployment);
        if is_current {
            service.current = Some(number);
        }
    }
}

fn take(history: &mut Numbered<Deployment>) -> Vec<Deployment> {
    let numbers: Vec<usize> = history.numbered().map(|(number, _)| number).collect();
    numbers.into_iter().filter_map(|number| history.forget(number)).collect()
}

/// What AWS shows of a deployment that has ended.
pub(crate) fn deployment(world: &mut World, shown: shapes::ServiceDeployment) {
    let Some((id, index)) = shown.service_deployment_arn.as_deref().and_then(|arn| deployments::find(world, arn)) else { return };
    let service = &mut world.ecs.services[id];
    if service.current != Some(index) && !goes_on(shown.status.as_ref()) {
        service.history[index].shown = Some(Box::new(shown));
    }
}

/// Whether a deployment is there of which more can be learnt.
pub(crate) fn lacks_deployment(world: &World, arn: &str) -> bool {
    deployments::find(world, arn).is_some_and(|(id, index)| {
        let service = &world.ecs.services[id];
        service.current != Some(index) && service.history[index].shown.is_none() && service.history[index].rollout.is_empty()
    })
}

/// Whether a revision is there by its ARN alone, or not at all.
pub(crate) fn lacks_revision(world: &World, cluster: &str, name: &str, arn: &str) -> bool {
    world.ecs.find_service(cluster, name).is_some_and(|id| {
        let known = world.ecs.services[id].revisions.iter().find(|revision| revision.arn == arn);
        known.is_none_or(|revision| revision.shown.is_none() && revision.definition.task_definition_arn.is_none())
    })
}

/// What AWS shows of a revision.
pub(crate) fn revision(world: &mut World, cluster: &str, name: &str, shown: shapes::ServiceRevision) {
    let Some(id) = world.ecs.find_service(cluster, name) else { return };
    let service = &mut world.ecs.services[id];
    put_revision(service, shown);
}

pub(super) fn put_revision(service: &mut Service, shown: shapes::ServiceRevision) -> usize {
    let arn = shown.service_revision_arn.clone().unwrap_or_default();
    let settings = service.settings.clone();
    let number = revision_of(&mut service.revisions, &arn, &settings, shown.created_at.unwrap_or_default());
    let revision = &mut service.revisions[number];
    revision.created_at = shown.created_at.unwrap_or(revision.created_at);
    revision.settings.task_definition.clone_from(&shown.task_definition);
    if shown.network_configuration.is_some() {
        revision.settings.network_configuration.clone_from(&shown.network_configuration);
    }
    revision.targets = shown.resolved_configuration.as_ref().map(|resolved| resolved.load_balancers.clone()).unwrap_or_default();
    revision.shown = Some(Box::new(shown));
    number
}

/// The deployment that goes on, which goes on here from where it stands. The rollouts of the service are known.
pub(super) fn begin(world: &mut World, id: ServiceId, shown: &shapes::ServiceDeployment) {
    let now = world.now;
    let configuration = shown.deployment_configuration.clone().unwrap_or_default();
    let breaker = configuration.deployment_circuit_breaker.clone().unwrap_or_default();
    let desired = scheduler::desired(world, &world.ecs.services[id]);
    let shift = Shift::under_way(&world.ecs.services[id], shown, now);
    let service = &mut world.ecs.services[id];
    let created = shown.created_at.unwrap_or(now);
    let settings = service.settings.clone();
    let mut numbers = |summary: &shapes::ServiceRevisionSummary| {
        revision_of(&mut service.revisions, summary.arn.as_deref().unwrap_or_default(), &settings, created)
    };
    let sources = shown.source_service_revisions.iter().map(&mut numbers).collect();
    let target = shown.target_service_revision.as_ref().map_or(0, numbers);
    let counted = shown.deployment_circuit_breaker.clone().unwrap_or_default();
    let alarms = shown.alarms.clone().unwrap_or_default();
    let rolls_back = matches!(shown.status, Some(Status::RollbackRequested | Status::RollbackInProgress));
    let deployment = Deployment {
        arn: shown.service_deployment_arn.clone().unwrap_or_default(),
        target,
        sources,
        rollout: service.rollouts.first().map_or_else(|| Arc::from(""), |rollout| rollout.id.clone()),
        status: if rolls_back { Status::RollbackInProgress } else { Status::InProgress },
        reason: shown.status_reason.clone(),
        created_at: created,
        started_at: shown.started_at.unwrap_or(created),
        finished_at: None,
        stopped_at: None,
        updated_at: shown.updated_at.unwrap_or(now),
        threshold: counted.threshold.unwrap_or_else(|| threshold(&breaker, desired)),
        configuration,
        shift: shift.filter(|_| !rolls_back),
        hooks: shown.lifecycle_hook_details.clone(),
        rollback: shown.rollback.clone(),
        failures: counted.failure_count.unwrap_or(0),
        breaker_open: false,
        ignored_alarms: Vec::new(),
        triggered_alarms: alarms.triggered_alarm_names,
        bake_until: None,
        requested_at: None,
        shown: None,
    };
    service.current = Some(service.history.push(deployment));
    service.steady = false;
}
