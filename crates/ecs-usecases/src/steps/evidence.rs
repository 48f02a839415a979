//! Collect what shows why a deployment ended as it did.

mod logs;

use super::{
    deployment::Started,
    verdict::{EndedContainer, Evidence, StoppedTask},
    watched::Watched,
};
use crate::{
    clock::Timestamp,
    error::Result,
    model::ecs::{Container, DescribeTasks, DesiredStatus, ListTasks, Service, ServiceDeployment, Task, TaskStopCode},
    run::Run,
};

/// Stopped tasks that are shown; more say nothing new.
const SHOWN_TASKS: usize = 5;

/// Look at the stopped tasks of a deployment and what they logged, the load balancer's targets, and the events since it began.
pub(super) async fn collect(
    run: &Run,
    started: &Started,
    service: &Service,
    deployment: Option<&ServiceDeployment>,
    mut watched: Watched,
) -> Result<Evidence> {
    let name = service.service_name.clone().unwrap_or_default();
    let ours = service.deployments.iter().find(|deployment| deployment.id.as_deref() == Some(&started.id));
    let breaker = deployment.and_then(|deployment| deployment.deployment_circuit_breaker.as_ref());
    let failed = ours.and_then(|ours| ours.failed_tasks).unwrap_or(0).max(breaker.and_then(|breaker| breaker.failure_count).unwrap_or(0));
    let failed_tasks = failed_tasks(run, &started.cluster, &name, &started.id).await?;
    watched.look_at_targets(run, service, false).await?;
    let logs = match failed_tasks.first() {
        Some(latest) => logs::tails(run, latest).await?,
        None => Vec::new(),
    };
    Ok(Evidence {
        status: deployment.and_then(|deployment| deployment.status.as_ref()).map(ToString::to_string),
        status_reason: deployment
            .and_then(|deployment| deployment.status_reason.clone())
            .or_else(|| ours.and_then(|ours| ours.rollout_state_reason.clone())),
        desired: service.desired_count.unwrap_or(0),
        running: ours.and_then(|ours| ours.running_count).unwrap_or(0),
        lowest_running: watched.lowest_running,
        failed,
        breaker_threshold: breaker.and_then(|breaker| breaker.threshold),
        alarms: deployment
            .and_then(|deployment| deployment.alarms.as_ref())
            .map(|alarms| alarms.triggered_alarm_names.clone())
            .unwrap_or_default(),
        stopped_tasks: failed_tasks.iter().take(SHOWN_TASKS).map(shown).collect(),
        unhealthy_targets: watched.unhealthy,
        hooks: watched.hooks,
        logs,
        events: events_since(service, started.created_at),
    })
}

/// The texts of the service's events since a moment, the oldest first.
pub(super) fn events_since(service: &Service, since: Timestamp) -> Vec<String> {
    let recent = service.events.iter().filter(|event| event.created_at.is_some_and(|at| at >= since));
    recent.filter_map(|event| event.message.clone()).rev().collect()
}

/// The tasks of a deployment that stopped by their own fault, the latest first.
async fn failed_tasks(run: &Run, cluster: &str, service: &str, deployment: &str) -> Result<Vec<Task>> {
    let mut tasks = Vec::new();
    let mut next_token = None;
    loop {
        let list = ListTasks {
            cluster: Some(cluster.to_owned()),
            service_name: Some(service.to_owned()),
            desired_status: Some(DesiredStatus::Stopped),
            next_token,
            ..Default::default()
        };
        let page = run.observe(list).await?;
        if !page.task_arns.is_empty() {
            let describe = DescribeTasks { cluster: Some(cluster.to_owned()), tasks: page.task_arns, ..Default::default() };
            tasks.append(&mut run.observe(describe).await?.tasks);
        }
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    let of_ours = tasks.into_iter().filter(|task| task.started_by.as_deref() == Some(deployment));
    // A task that the scheduler stopped to make room tells nothing.
    let failed = of_ours.filter(|task| {
        task.stop_code != Some(TaskStopCode::ServiceSchedulerInitiated)
            || !task.stopped_reason.as_deref().unwrap_or_default().starts_with("Scaling activity")
    });
    let mut failed: Vec<_> = failed.collect();
    failed.sort_by_key(|task| std::cmp::Reverse(task.stopping_at));
    Ok(failed)
}

fn shown(task: &Task) -> StoppedTask {
    let failed = |container: &&Container| container.reason.is_some() || container.exit_code.is_some_and(|code| code != 0);
    let mut ended: Vec<_> = task.containers.iter().filter(failed).collect();
    if ended.is_empty() && task.stop_code == Some(TaskStopCode::EssentialContainerExited) {
        // One that ends without an error ends the task all the same.
        ended = task.containers.iter().filter(|container| container.exit_code.is_some()).collect();
    }
    let ended = ended.into_iter().map(|container| EndedContainer {
        name: container.name.clone().unwrap_or_default(),
        exit_code: container.exit_code,
        reason: container.reason.clone(),
    });
    StoppedTask {
        task: task.task_arn.as_deref().and_then(|arn| arn.rsplit('/').next()).unwrap_or_default().to_owned(),
        stop_code: task.stop_code.as_ref().map(ToString::to_string),
        reason: task.stopped_reason.clone(),
        containers: ended.collect(),
    }
}

/// `1 task`, `2 tasks`.
pub(super) fn tasks(count: i32) -> String {
    if count == 1 { "1 task".into() } else { format!("{count} tasks") }
}

/// The most telling cause in the evidence, in a sentence.
pub(super) fn cause_of(evidence: &Evidence) -> Option<String> {
    if !evidence.alarms.is_empty() {
        return Some(format!("alarm {} fired", evidence.alarms.join(", ")));
    }
    let task = evidence.stopped_tasks.first()?;
    let reason = task.reason.clone().unwrap_or_else(|| "no reason given".into());
    let container = task.containers.first().and_then(|container| {
        let code = container.exit_code.map(|code| format!(" exited with code {code}")).unwrap_or_default();
        let why = container.reason.as_ref().filter(|why| **why != reason).map(|why| format!(" ({why})")).unwrap_or_default();
        (!code.is_empty() || !why.is_empty()).then(|| format!("; container {}{code}{why}", container.name))
    });
    Some(format!("{} failed: {reason}{}", tasks(evidence.failed.max(1)), container.unwrap_or_default()))
}
