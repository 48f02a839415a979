//! Kill a run before and after every single call it makes, resume it, and compare where it ends.

use crate::{
    backend::{Call, CloudBackend, Layer},
    backends::simulator::{Scenario, Simulator},
    client::{Client, RunOptions},
    clock::Clock,
    error::{Error, Result},
    journal::MemoryJournal,
    layers::Retry,
    operations::Reply,
};
use async_trait::async_trait;
use futures::future::{Either, select};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::Notify;

/// When a process dies, as seen from one of its calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before the call is sent.
    Before,
    /// After it was done, before the reply arrives.
    After,
}

/// A layer under which the process dies at its n-th call (counted from 1): the call never returns.
#[derive(Debug, Clone)]
pub struct Crash {
    at: usize,
    when: When,
    made: Arc<AtomicUsize>,
    died: Arc<Notify>,
}

impl Crash {
    /// Die at this call.
    pub fn new(at: usize, when: When) -> Self {
        Self { at, when, made: Arc::default(), died: Arc::default() }
    }

    /// Calls that were made so far.
    pub fn calls(&self) -> usize {
        self.made.load(Ordering::SeqCst)
    }

    /// Wait until the process has died.
    pub async fn died(&self) {
        self.died.notified().await;
    }
}

impl Layer for Crash {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Mortal { inner, crash: self })
    }
}

struct Mortal {
    inner: Arc<dyn CloudBackend>,
    crash: Crash,
}

#[async_trait]
impl CloudBackend for Mortal {
    async fn call(&self, call: Call) -> Result<Reply> {
        let number = self.crash.made.fetch_add(1, Ordering::SeqCst) + 1;
        if number < self.crash.at {
            return self.inner.call(call).await;
        }
        if number > self.crash.at {
            // What else the process did dies with it.
            return std::future::pending().await;
        }
        if self.crash.when == When::After {
            // Whatever it answers, nobody hears it.
            drop(self.inner.call(call).await);
        }
        self.crash.died.notify_one();
        std::future::pending().await
    }

    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

/// Where a run ended: its own result, and what the world looks like when it has come to rest.
#[derive(Debug, Clone, PartialEq)]
pub struct End {
    /// The outcome's verdict and state, or the error's kind and those.
    pub result: Value,
    /// Services, deployments, task definitions, repositories and rules.
    pub world: Value,
}

/// What came of crashing at every call.
#[derive(Debug)]
pub struct Report {
    /// Calls of the run that was not disturbed.
    pub calls: usize,
    /// Crash points that were tried.
    pub points: usize,
    /// Those after which the end was another one: the point, and the two ends.
    pub differences: Vec<(usize, When, End, End)>,
}

/// Crash a run of this use case before and after each of its calls and resume it after `pause`.
pub async fn at_every_call(scenario: &Scenario, use_case: &str, request: &Value, pause: Duration) -> Result<Report> {
    let undisturbed = Crash::new(usize::MAX, When::Before);
    let simulator = Simulator::new(scenario.clone())?;
    let result = mortal(&simulator, undisturbed.clone(), Arc::default()).invoke(use_case, request.clone(), named()).await;
    let expected = End { result: essence(&result), world: at_rest(&simulator).await? };
    let calls = undisturbed.calls();
    let mut report = Report { calls, points: 0, differences: Vec::new() };
    for at in 1..=calls {
        for when in [When::Before, When::After] {
            let end = crash_and_resume(scenario, use_case, request, &Crash::new(at, when), pause).await?;
            report.points += 1;
            if end != expected {
                report.differences.push((at, when, end, expected.clone()));
            }
        }
    }
    Ok(report)
}

async fn crash_and_resume(scenario: &Scenario, use_case: &str, request: &Value, crash: &Crash, pause: Duration) -> Result<End> {
    let simulator = Simulator::new(scenario.clone())?;
    let journal = Arc::new(MemoryJournal::default());
    let result = {
        let client = mortal(&simulator, crash.clone(), journal.clone());
        let run = Box::pin(client.invoke(use_case, request.clone(), named()));
        match select(run, Box::pin(crash.died())).await {
            Either::Left((result, _)) => Some(result),
            Either::Right(((), _)) => None,
        }
    };
    let result = if let Some(result) = result {
        result
    } else {
        simulator.advance(pause);
        let client = mortal(&simulator, Crash::new(usize::MAX, When::Before), journal);
        client.resume(RUN, RunOptions::default()).await
    };
    Ok(End { result: essence(&result), world: at_rest(&simulator).await? })
}

const RUN: &str = "run-to-crash";

fn named() -> RunOptions {
    RunOptions { run_id: Some(RUN.into()), ..RunOptions::default() }
}

fn mortal(simulator: &Arc<Simulator>, crash: Crash, journal: Arc<MemoryJournal>) -> Client {
    Client::of(simulator.cloud().with(crash).with(simulator.fault_layer()).with(Retry::default())).journal(journal)
}

/// What has to be the same whatever happened on the way: not ids of tasks, times, or texts.
fn essence(result: &Result<Value>) -> Value {
    let pick = |outcome: &Value| json!({"ending": outcome["verdict"]["ending"], "state": outcome["state"], "task_definition": outcome["task_definition"], "changes": outcome["changes"]});
    match result {
        Ok(outcome) => json!({"ok": pick(outcome)}),
        Err(error) => json!({"error": error.kind().as_str(), "outcome": error.details().outcome.as_ref().map(pick)}),
    }
}

/// The world after an hour in which nobody does anything.
pub async fn at_rest(simulator: &Arc<Simulator>) -> Result<Value> {
    simulator.advance(Duration::from_hours(1));
    let mut world = json!({});
    for cluster in &simulator.scenario().clusters {
        let listed = simulator.call_json("ecs:ListServices", json!({"cluster": cluster.name, "maxResults": 100})).await?;
        for arn in listed["serviceArns"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let described = simulator.call_json("ecs:DescribeServices", json!({"cluster": cluster.name, "services": [arn]})).await?;
            let service = &described["services"][0];
            let history = simulator.call_json("ecs:ListServiceDeployments", json!({"cluster": cluster.name, "service": arn})).await?;
            let statuses: Vec<_> =
                history["serviceDeployments"].as_array().into_iter().flatten().map(|deployment| deployment["status"].clone()).collect();
            world[arn] = json!({
                "taskDefinition": service["taskDefinition"],
                "running": service["runningCount"],
                "desired": service["desiredCount"],
                "configuration": service["deploymentConfiguration"],
                "deployments": statuses,
            });
        }
    }
    world["taskDefinitions"] = simulator.call_json("ecs:ListTaskDefinitions", json!({})).await?["taskDefinitionArns"].clone();
    let mut repositories = simulator.call_json("ecr:DescribeRepositories", json!({})).await?["repositories"].clone();
    for repository in repositories.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        repository.remove("createdAt");
    }
    world["repositories"] = repositories;
    let balancers = simulator.call_json("elasticloadbalancing:DescribeLoadBalancers", json!({})).await?;
    for arn in balancers["LoadBalancers"].as_array().into_iter().flatten().filter_map(|balancer| balancer["LoadBalancerArn"].as_str()) {
        let listeners = simulator.call_json("elasticloadbalancing:DescribeListeners", json!({"LoadBalancerArn": arn})).await?;
        for listener in listeners["Listeners"].as_array().into_iter().flatten().filter_map(|listener| listener["ListenerArn"].as_str()) {
            world[listener] =
                simulator.call_json("elasticloadbalancing:DescribeRules", json!({"ListenerArn": listener})).await?["Rules"].clone();
        }
    }
    Ok(world)
}

/// Fail with what differs, if anything does.
pub fn assert_same(report: &Report) -> Result<()> {
    let Some((at, when, end, expected)) = report.differences.first() else { return Ok(()) };
    Err(Error::new(
        crate::ErrorKind::Internal,
        format!(
            "{} of {} crash points end otherwise; the first is {when:?} call {at} of {}:\n{:#}\nbut without a crash:\n{:#}",
            report.differences.len(),
            report.points,
            report.calls,
            json!({"result": end.result, "world": end.world}),
            json!({"result": expected.result, "world": expected.world}),
        ),
    ))
}
