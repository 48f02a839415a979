//! What somebody else does between two looks of a run, and clocks that differ.
#![allow(clippy::unwrap_used)]

mod scenario_files;
mod worlds;

use async_trait::async_trait;
use ecs_usecases::{
    Client, Error, ErrorKind, Result, RunOptions, Simulator,
    backend::{Call, Cloud, CloudBackend, Layer},
    clock::{Clock, Timestamp, VirtualClock},
    layers::{Fault, FaultKind},
    model::ecs::{DescribeServices, DescribeTaskDefinition, RegisterTaskDefinition, UpdateService},
    operations::Reply,
    simulator::Scenario,
    span::Span,
    steps::{DeploymentOutcome, Ending},
};
use futures::future::BoxFuture;
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

/// Somebody else deploys the service anew right before it is looked at for this many times.
#[derive(Clone)]
struct DeploysBeforeLook(Arc<AtomicUsize>, Cloud);

impl Layer for DeploysBeforeLook {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Meanwhile { inner, other: self })
    }
}

struct Meanwhile {
    inner: Arc<dyn CloudBackend>,
    other: DeploysBeforeLook,
}

#[async_trait]
impl CloudBackend for Meanwhile {
    async fn call(&self, call: Call) -> Result<Reply> {
        if call.operation.info().action() == "ecs:DescribeServices" && self.other.0.fetch_sub(1, Ordering::SeqCst) == 1 {
            let theirs = UpdateService {
                cluster: Some("main".into()),
                service: "web".into(),
                force_new_deployment: Some(true),
                ..Default::default()
            };
            self.other.1.send(theirs).await?;
        }
        self.inner.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

async fn primary(simulator: &Arc<Simulator>) -> String {
    let describe = DescribeServices { cluster: Some("main".into()), services: vec!["web".into()], ..Default::default() };
    let service = simulator.cloud().send(describe).await.unwrap().services.remove(0);
    service.deployments.into_iter().find(|deployment| deployment.status.as_deref() == Some("PRIMARY")).unwrap().id.unwrap()
}

/// It ends with a conflict that names the other deployment, which goes on.
async fn leaves_it(name: &str, request: Value, look: usize, scenario: Scenario, before: Option<(&str, Value)>) {
    let simulator = Simulator::new(scenario).unwrap();
    if let Some((name, request)) = before {
        simulator.client().invoke(name, request, RunOptions::default()).await.unwrap();
    }
    let other = DeploysBeforeLook(Arc::new(AtomicUsize::new(look)), simulator.cloud());
    let error = Client::of(simulator.cloud().with(other)).invoke(name, request, RunOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    let theirs = primary(&simulator).await;
    assert!(error.to_string().contains(&theirs), "{theirs} is not in: {error}");
}

#[tokio::test]
async fn who_proves_the_settings_first_does_not_replace_what_was_deployed_since() {
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1", "longest_request": "45s", "repair": true});
    leaves_it("zero_downtime_deployment", request, 2, worlds::shop(&worlds::breaker()), None).await;
}

#[tokio::test]
async fn who_goes_back_does_not_replace_what_was_deployed_since() {
    let deploy = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1"});
    let back = json!({"cluster": "main", "service": "web"});
    leaves_it("rollback", back, 3, worlds::shop(&worlds::breaker()), Some(("rolling_deployment", deploy))).await;
}

#[tokio::test]
async fn who_can_not_let_the_traffic_go_on_says_which_is_shifted() {
    let mut scenario = worlds::shop(&worlds::breaker());
    scenario.faults.push(Fault::new("ecs:ContinueServiceDeployment", FaultKind::Deny).after(2).times(1000));
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1",
        "method": {"type": "native", "percent": 25.0, "step_bake": "2m"}});
    let simulator = Simulator::new(scenario).unwrap();
    let error = simulator.client().invoke("linear_deployment", request, RunOptions::default()).await.unwrap_err();
    let listener = worlds::listener();
    let id = listener.rsplit('/').next().unwrap();
    let named = error.details().left_behind.iter().any(|left| left.contains("traffic") && left.contains(id));
    assert!(named, "{:?}", error.details().left_behind);
}

#[tokio::test]
async fn who_keeps_what_has_timed_out_says_which_traffic_goes_on() {
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1",
        "method": {"type": "native", "bake": "20m"}, "timeout": "10m", "on_failure": "keep"});
    let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
    let error = simulator.client().invoke("blue_green_deployment", request, RunOptions::default()).await.unwrap_err();
    assert_eq!(error.details().outcome.as_ref().unwrap()["verdict"]["ending"], "timed_out", "{error:?}");
    let listener = worlds::listener();
    let id = listener.rsplit('/').next().unwrap();
    let left = |what: &str| error.details().left_behind.iter().any(|left| left.contains(what));
    assert!(left(id) && left("deployment configuration of web"), "{:?}", error.details().left_behind);
}

/// The simulator, to somebody whose clock is ahead.
struct Skewed {
    inner: Arc<dyn CloudBackend>,
    clock: SkewedClock,
}

struct SkewedClock {
    clock: VirtualClock,
    by: Duration,
}

#[async_trait]
impl Clock for SkewedClock {
    fn now(&self) -> Timestamp {
        self.clock.now() + self.by
    }
    async fn sleep_until(&self, moment: Timestamp) {
        self.clock.sleep_until(Timestamp(moment.0 - self.by.as_millis() as i64)).await;
    }
    async fn idle_until(&self, moment: Timestamp) {
        self.clock.idle_until(Timestamp(moment.0 - self.by.as_millis() as i64)).await;
    }
    async fn settle(&self) {
        self.clock.settle().await;
    }
    fn drive<'a>(&self, work: BoxFuture<'a, ()>) -> BoxFuture<'a, ()> {
        self.clock.drive(work)
    }
}

#[async_trait]
impl CloudBackend for Skewed {
    async fn call(&self, call: Call) -> Result<Reply> {
        self.inner.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

async fn five_minutes_ahead(scenario: Scenario, name: &str, request: Value) -> Result<Value, Error> {
    let simulator = Simulator::new(scenario).unwrap();
    let cloud = simulator.cloud();
    let clock = SkewedClock { clock: simulator.virtual_clock(), by: Duration::from_mins(5) };
    let skewed = Skewed { inner: cloud.backend().clone(), clock };
    Client::of(Cloud::new(Arc::new(skewed), simulator.scope().clone())).invoke(name, request, RunOptions::default()).await
}

#[tokio::test]
async fn a_timeout_is_counted_by_one_clock() {
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1", "timeout": "4m"});
    let outcome = five_minutes_ahead(worlds::shop(&worlds::breaker()), "rolling_deployment", request).await.unwrap();
    let outcome: DeploymentOutcome = serde_json::from_value(outcome).unwrap();
    assert_eq!(outcome.verdict.ending, Ending::Succeeded);
}

#[tokio::test]
async fn a_service_that_is_not_shown_yet_is_waited_for_whatever_the_clock_says() {
    let scenario = Scenario { consistency_delay: Span::from_secs(20), ..worlds::shop(&worlds::breaker()) };
    let request = json!({
        "cluster": "main", "service": "web", "image": "shop/web:1.1",
        "method": {
            "type": "weighted", "steps": [20.0], "bake": "2m",
            "listener_rule_arn": worlds::listener(), "canary_target_group_arn": worlds::target_group("green"),
        },
    });
    five_minutes_ahead(scenario, "canary_deployment", request).await.unwrap();
}

/// Somebody else deploys once ECS has gone back: another revision, or the one that was put back anew.
#[derive(Clone)]
struct DeploysAfterGoingBack(Arc<AtomicUsize>, Cloud, Theirs);

#[derive(Clone, Copy, PartialEq)]
enum Theirs {
    Another,
    Same,
}

impl Layer for DeploysAfterGoingBack {
    fn layer(self, inner: Arc<dyn CloudBackend>) -> Arc<dyn CloudBackend> {
        Arc::new(Afterwards { inner, other: self })
    }
}

struct Afterwards {
    inner: Arc<dyn CloudBackend>,
    other: DeploysAfterGoingBack,
}

#[async_trait]
impl CloudBackend for Afterwards {
    async fn call(&self, call: Call) -> Result<Reply> {
        let reply = self.inner.call(call).await?;
        let went_back = reply.to_json().to_string().contains("ROLLBACK_SUCCESSFUL");
        if went_back && self.other.0.fetch_add(1, Ordering::SeqCst) == 0 {
            if self.other.2 == Theirs::Same {
                let (cluster, force) = (Some("main".into()), Some(true));
                let anew = UpdateService { cluster, service: "web".into(), force_new_deployment: force, ..Default::default() };
                self.other.1.send(anew).await?;
                return Ok(reply);
            }
            let describe = DescribeTaskDefinition { task_definition: "web:1".into(), ..Default::default() };
            let definition = self.other.1.send(describe).await?.task_definition.unwrap();
            let mut theirs: RegisterTaskDefinition = serde_json::from_value(serde_json::to_value(&definition).unwrap()).unwrap();
            theirs.cpu = Some("512".into());
            theirs.memory = Some("1024".into());
            let registered = self.other.1.send(theirs).await?.task_definition.unwrap().task_definition_arn;
            let update =
                UpdateService { cluster: Some("main".into()), service: "web".into(), task_definition: registered, ..Default::default() };
            self.other.1.send(update).await?;
        }
        Ok(reply)
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

#[tokio::test]
async fn who_stops_a_deployment_does_not_call_it_gone_back_what_was_deployed_since() {
    let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
    let deploy = json!({"cluster": "main", "service": "web", "image": "shop/web:slow", "timeout": "1s", "on_failure": "keep"});
    simulator.client().invoke("rolling_deployment", deploy, RunOptions::default()).await.unwrap_err();
    let count = Arc::new(AtomicUsize::new(0));
    let other = DeploysAfterGoingBack(count.clone(), simulator.cloud(), Theirs::Another);
    let request = json!({"cluster": "main", "service": "web"});
    let ended = Client::of(simulator.cloud().with(other)).invoke("rollback", request, RunOptions::default()).await;
    assert!(count.load(Ordering::SeqCst) > 0, "ECS did not go back: {ended:?}");
    let error = ended.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeploymentFailed, "{error}");
    assert_eq!(error.details().outcome.as_ref().unwrap()["verdict"]["ending"], "superseded", "{error:?}");
    assert!(error.to_string().contains("another deployment set"), "{error}");
}

#[tokio::test]
async fn who_is_shown_the_weights_of_before_its_own_shift_looks_again() {
    let case = scenario_files::all().into_iter().find(|case| case.name == "ab-test-ends").unwrap();
    let step = &case.steps[0];
    for read in 1..8 {
        let mut scenario = case.scenario.clone();
        scenario.faults.push(Fault::new("elasticloadbalancing:DescribeRules", FaultKind::Stale).after(read).times(1));
        let simulator = Simulator::new(scenario).unwrap();
        let ended = simulator.client().invoke(&step.use_case, step.request.clone(), RunOptions::default()).await;
        assert!(ended.is_ok(), "read {read}: {ended:?}");
    }
}

#[tokio::test]
async fn who_was_rolled_back_and_then_overtaken_says_what_it_leaves() {
    let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let other = DeploysAfterGoingBack(count.clone(), simulator.cloud(), Theirs::Another);
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:crash", "minimum_healthy_percent": 50});
    let ended = Client::of(simulator.cloud().with(other)).invoke("rolling_deployment", request, RunOptions::default()).await;
    assert!(count.load(Ordering::SeqCst) > 0, "ECS did not go back: {ended:?}");
    let error = ended.unwrap_err();
    assert_eq!(error.details().outcome.as_ref().unwrap()["state"]["restored_by"], Value::Null, "{error:?}");
    let left = |what: &str| error.details().left_behind.iter().any(|left| left.contains(what));
    assert!(left("deployment configuration of web") && left("service set to web:3"), "{error}");
    assert!(!error.to_string().contains("again"), "{error}");
}

#[tokio::test]
async fn who_was_rolled_back_to_what_somebody_deployed_anew_says_that_its_settings_are_left() {
    let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let other = DeploysAfterGoingBack(count.clone(), simulator.cloud(), Theirs::Same);
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:crash", "minimum_healthy_percent": 50});
    let ended = Client::of(simulator.cloud().with(other)).invoke("rolling_deployment", request, RunOptions::default()).await;
    assert!(count.load(Ordering::SeqCst) > 0, "ECS did not go back: {ended:?}");
    let error = ended.unwrap_err();
    let named = error.details().left_behind.iter().any(|left| left.contains("deployment configuration of web"));
    assert!(named, "{error}");
}
