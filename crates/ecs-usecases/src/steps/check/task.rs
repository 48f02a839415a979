//! A task that is run once and has to exit with 0.

use crate::{
    error::{Error, ErrorKind, Result},
    model::ecs::{ContainerOverride, DescribeTaskDefinition, DescribeTasks, RunTask, Task, TaskOverride},
    run::Run,
    span::Span,
    steps::{
        rollout::Rollout,
        service::{Known, read_service},
    },
};
use std::time::Duration;

/// What is run, and where.
pub(super) struct Job<'a> {
    pub(super) rollout: &'a Rollout,
    pub(super) definition: &'a str,
    pub(super) command: Option<&'a [String]>,
    pub(super) container: Option<&'a str>,
    /// What has to hold of the service.
    pub(super) holds: &'a Known,
}

/// Whether it exits well in time, and what was seen.
pub(super) async fn exits_well(run: &Run, job: &Job<'_>, timeout: Span) -> Result<(bool, String)> {
    let container = container(run, job).await?;
    let arn = match start(run, job, &container).await? {
        Ok(arn) => arn,
        Err(reason) => return Ok((false, format!("the task was not started: {reason}"))),
    };
    let until = run.now().await? + timeout.0;
    let stopped: Option<Box<Task>> = run.wait("the task has stopped", until_stopped(run, job, &arn, until)).await?;
    let Some(task) = stopped else { return Ok((false, format!("it has not stopped after {timeout}"))) };
    let ended = task.containers.iter().find(|known| known.name.as_deref() == Some(&container));
    let reason = ended.and_then(|ended| ended.reason.clone()).or(task.stopped_reason.clone()).unwrap_or_default();
    Ok(match ended.and_then(|ended| ended.exit_code) {
        Some(0) => (true, format!("container {container} exited with code 0")),
        Some(code) => (false, format!("container {container} exited with code {code}: {reason}")),
        // It never ran: the image, a secret or the network was not there.
        None => (false, format!("container {container} did not run: {reason}")),
    })
}

/// The container that counts.
async fn container(run: &Run, job: &Job<'_>) -> Result<String> {
    if let Some(name) = job.container {
        return Ok(name.to_owned());
    }
    let describe = DescribeTaskDefinition { task_definition: job.definition.to_owned(), ..Default::default() };
    let definition = run.send(describe).await?.task_definition.unwrap_or_default();
    let first = definition.container_definitions.into_iter().find(|container| container.essential != Some(false));
    first
        .and_then(|container| container.name)
        .ok_or_else(|| Error::new(ErrorKind::NotFound, "the task definition has no container").on(job.definition))
}

/// Start it as the service's own tasks are started. The ARN of the task, or why there is none.
async fn start(run: &Run, job: &Job<'_>, container: &str) -> Result<Result<String, String>> {
    let service = read_service(run, &job.rollout.cluster, &job.rollout.service).await?;
    job.holds.still_holds(&service, &job.rollout.service)?;
    let overrides = job.command.map(|command| TaskOverride {
        container_overrides: Some(vec![ContainerOverride {
            name: Some(container.to_owned()),
            command: Some(command.to_vec()),
            ..Default::default()
        }]),
        ..Default::default()
    });
    let strategy = service.capacity_provider_strategy;
    let start = RunTask {
        cluster: Some(job.rollout.cluster.clone()),
        task_definition: job.definition.to_owned(),
        count: Some(1),
        launch_type: service.launch_type.filter(|_| strategy.is_empty()),
        capacity_provider_strategy: (!strategy.is_empty()).then_some(strategy),
        platform_version: service.platform_version,
        network_configuration: service.network_configuration,
        started_by: Some("ecs-usecases".into()),
        overrides,
        ..Default::default()
    };
    let reply = run.send(start).await?;
    if let Some(arn) = reply.tasks.into_iter().next().and_then(|task| task.task_arn) {
        return Ok(Ok(arn));
    }
    let reasons: Vec<_> = reply.failures.into_iter().filter_map(|failure| failure.reason).collect();
    Ok(Err(if reasons.is_empty() { "ECS gave no reason".into() } else { reasons.join(", ") }))
}

async fn until_stopped(run: &Run, job: &Job<'_>, arn: &str, until: crate::clock::Timestamp) -> Result<Option<Box<Task>>> {
    loop {
        let describe = DescribeTasks { cluster: Some(job.rollout.cluster.clone()), tasks: vec![arn.to_owned()], ..Default::default() };
        let found = run.observe(describe).await?.tasks.into_iter().next();
        if let Some(task) = found.filter(|task| task.last_status.as_deref() == Some("STOPPED")) {
            return Ok(Some(Box::new(task)));
        }
        let now = run.cloud().clock().now();
        if now >= until {
            return Ok(None);
        }
        run.pause(Duration::from_secs(5).min(until.since(now))).await?;
    }
}
