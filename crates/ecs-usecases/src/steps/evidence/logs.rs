//! The last lines that the containers of a failed task logged to CloudWatch Logs.

use crate::{
    error::{ErrorKind, Result},
    model::{
        ecs::{Container, ContainerDefinition, DescribeTaskDefinition, LogDriver, Task},
        logs::GetLogEvents,
    },
    rules::secret_text::Masker,
    run::Run,
    steps::verdict::LogTail,
};

/// Lines of a container that are shown.
const LINES: i32 = 20;
/// Characters of a line that are shown.
const LETTERS: usize = 400;
/// Containers of which lines are shown.
const CONTAINERS: usize = 3;

/// What the failing containers of a task logged last. That it can't be read is said, and is no failure.
pub(super) async fn tails(run: &Run, task: &Task) -> Result<Vec<LogTail>> {
    if task.pull_stopped_at.is_none() && task.started_at.is_none() {
        // Without its images no container has run.
        return Ok(Vec::new());
    }
    let id = task.task_arn.as_deref().and_then(|arn| arn.rsplit('/').next()).unwrap_or_default();
    let describe = DescribeTaskDefinition { task_definition: task.task_definition_arn.clone().unwrap_or_default(), ..Default::default() };
    let definition = match run.observe(describe).await {
        Ok(found) => found.task_definition.unwrap_or_default(),
        Err(error) if stops_nothing(error.kind()) => {
            let missing = format!("the task definition could not be read: {}", error.details().message);
            return Ok(vec![LogTail { task: id.to_owned(), missing: Some(missing), ..LogTail::default() }]);
        }
        Err(error) => return Err(error),
    };
    let masker = Masker::of(&definition);
    let mut tails = Vec::new();
    for container in failing(task, &definition.container_definitions).into_iter().take(CONTAINERS) {
        let ran = task.containers.iter().find(|ran| ran.name == container.name);
        let mut tail = LogTail { task: id.to_owned(), container: container.name.clone().unwrap_or_default(), ..LogTail::default() };
        match place(container, id, ran, &run.cloud().scope().region) {
            Ok((group, stream)) => {
                (tail.log_group, tail.log_stream) = (Some(group), Some(stream));
                read(run, &masker, &mut tail).await?;
            }
            Err(why) => tail.missing = Some(why),
        }
        tails.push(tail);
    }
    Ok(tails)
}

/// Evidence is good to have: neither a role that may not read it nor a service that fails is a reason to fail.
fn stops_nothing(kind: ErrorKind) -> bool {
    !matches!(kind, ErrorKind::Cancelled | ErrorKind::Diverged | ErrorKind::Internal)
}

/// The containers that ended with an error; if none did, those that the task can't do without.
fn failing<'a>(task: &Task, defined: &'a [ContainerDefinition]) -> Vec<&'a ContainerDefinition> {
    let failed = |container: &&Container| container.reason.is_some() || container.exit_code.is_some_and(|code| code != 0);
    let names: Vec<_> = task.containers.iter().filter(failed).map(|container| &container.name).collect();
    if names.is_empty() {
        return defined.iter().filter(|container| container.essential != Some(false)).collect();
    }
    defined.iter().filter(|container| names.contains(&&container.name)).collect()
}

/// The log group and the log stream of a container, or why there are none that can be read.
fn place(container: &ContainerDefinition, task: &str, ran: Option<&Container>, region: &str) -> Result<(String, String), String> {
    let log = container.log_configuration.as_ref().ok_or("the container has no logConfiguration")?;
    if let Some(driver) = log.log_driver.as_ref().filter(|driver| **driver != LogDriver::Awslogs) {
        return Err(format!("the container logs by the driver {driver}, not to CloudWatch Logs"));
    }
    let option = |name: &str| log.options.as_ref().and_then(|options| options.get(name));
    let group = option("awslogs-group").ok_or("the logConfiguration names no awslogs-group")?;
    if let Some(other) = option("awslogs-region").filter(|other| *other != region) {
        return Err(format!("log group {group} is in {other}, not in {region}"));
    }
    let name = container.name.as_deref().unwrap_or_default();
    let stream = match option("awslogs-stream-prefix") {
        Some(prefix) => format!("{prefix}/{name}/{task}"),
        // Without a prefix the stream has the id that Docker gave the container.
        None => ran.and_then(|ran| ran.runtime_id.clone()).ok_or("without an awslogs-stream-prefix the log stream is not known")?,
    };
    Ok((group.clone(), stream))
}

async fn read(run: &Run, masker: &Masker, tail: &mut LogTail) -> Result<()> {
    let get = GetLogEvents {
        log_group_name: tail.log_group.clone(),
        log_stream_name: tail.log_stream.clone().unwrap_or_default(),
        limit: Some(LINES),
        start_from_head: Some(false),
        ..Default::default()
    };
    match run.observe(get).await {
        Ok(found) => {
            let lines: Vec<String> = found.events.into_iter().filter_map(|event| event.message).collect();
            // A secret may go over several lines.
            let shown = masker.mask(&lines.join("\n"));
            tail.lines = shown.lines().map(cut).collect();
            tail.missing = tail.lines.is_empty().then(|| "nothing was logged".into());
        }
        Err(error) if stops_nothing(error.kind()) => tail.missing = Some(error.details().message.clone()),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// A line of bounded length.
fn cut(line: &str) -> String {
    match line.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::{Value, json};

    fn place_of(log: &Value, runtime_id: Option<&str>) -> Result<(String, String), String> {
        let container = serde_json::from_value(json!({"name": "app", "logConfiguration": log})).unwrap();
        let ran = Container { runtime_id: runtime_id.map(str::to_owned), ..Container::default() };
        place(&container, "t1", Some(&ran), "eu-west-1")
    }

    #[test]
    fn a_log_stream_is_named_as_the_driver_names_it_or_it_is_said_why_there_is_none() {
        let named = |group: &str, stream: &str| Ok((group.to_owned(), stream.to_owned()));
        let awslogs = |options: Value| json!({"logDriver": "awslogs", "options": options});
        let with_prefix = awslogs(json!({"awslogs-group": "g", "awslogs-stream-prefix": "p", "awslogs-region": "eu-west-1"}));
        assert_eq!(place_of(&with_prefix, None), named("g", "p/app/t1"));
        let without = awslogs(json!({"awslogs-group": "g"}));
        assert_eq!(place_of(&without, Some("0f1e")), named("g", "0f1e"));
        for (log, why) in [
            (Value::Null, "no logConfiguration"),
            (json!({"logDriver": "splunk"}), "driver splunk"),
            (awslogs(json!({})), "no awslogs-group"),
            (awslogs(json!({"awslogs-group": "g", "awslogs-region": "us-east-1"})), "in us-east-1"),
            (without, "awslogs-stream-prefix"),
        ] {
            let told = place_of(&log, None).unwrap_err();
            assert!(told.contains(why), "{told}");
        }
    }

    #[test]
    fn a_long_line_is_cut_between_letters() {
        assert_eq!(cut("short"), "short");
        let cut = cut(&"ä".repeat(LETTERS + 1));
        assert_eq!((cut.chars().count(), cut.ends_with('…')), (LETTERS + 1, true));
    }
}
