//! Feature flags: exposed in steps, rolled back, turned off, and whatever comes in between.
#![allow(clippy::unwrap_used, clippy::float_cmp)] // counts are whole

mod common;

use common::{crash_and_resume, run_noted, run_on};
use ecs_usecases::{
    Error, ErrorKind, Result, Run, Simulator, UseCase,
    layers::{Fault, FaultKind, Faults},
    simulator::{Happening, Scenario},
    span::Span,
    steps::flag::{self, Flag, FlagName, FlagRollout},
    use_case::{Family, UseCaseInfo},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

/// Expose a flag to some shares, one after the other.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Expose {
    name: FlagName,
    shares: Vec<f64>,
    strategy: String,
}

/// Turn a flag off, and wait for the end of its deployment if asked to.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct Off {
    name: FlagName,
    settle: bool,
}

/// What is then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Then {
    version: i32,
    exposed: Option<f64>,
    deployment: i32,
    runs: bool,
}

impl From<Flag> for Then {
    fn from(flag: Flag) -> Self {
        let exposed = flag.exposed();
        Self { version: flag.version, exposed, deployment: flag.latest_deployment, runs: flag.running.is_some() }
    }
}

const fn info(name: &'static str) -> UseCaseInfo {
    UseCaseInfo { id: 0, title: "Test", name, family: Family::Deployment, actors: &[], stages: &[], failures: &[] }
}

impl UseCase for Expose {
    type Outcome = Then;
    const INFO: UseCaseInfo = info("test_expose_flag");
    async fn run(self, run: &Run) -> Result<Then> {
        let mut known = flag::read(run, &self.name).await?;
        for share in self.shares {
            let rollout = FlagRollout { strategy: self.strategy.clone() };
            known = run.step("expose", flag::expose(run, &known, share, "userId", &rollout)).await?;
        }
        Ok(known.into())
    }
}

impl UseCase for Off {
    type Outcome = Then;
    const INFO: UseCaseInfo = info("test_turn_flag_off");
    async fn run(self, run: &Run) -> Result<Then> {
        let known = flag::read(run, &self.name).await?;
        let known = flag::turn_off(run, &known).await?;
        Ok(if self.settle { flag::settle(run, &known).await? } else { known }.into())
    }
}

fn name() -> FlagName {
    FlagName { application: "shop".into(), environment: "production".into(), profile: "flags".into(), flag: "checkout".into() }
}

fn expose(shares: &[f64]) -> Expose {
    Expose { name: name(), shares: shares.to_vec(), strategy: "AppConfig.AllAtOnce".into() }
}

fn off() -> Off {
    Off { name: name(), settle: false }
}

/// A service whose code behind the flag fails for this share of its requests.
fn shop(error_rate: f64) -> Scenario {
    serde_json::from_value(json!({
        "clusters": [{"name": "main"}],
        "repositories": [{"name": "shop/web", "images": [{"tags": ["1"], "behaviour": {
            "flags": {"checkout": {"error_rate": error_rate, "latency_ms": 50.0}},
            "flag_source": {"application": "shop", "environment": "production", "profile": "flags"},
        }}]}],
        "target_groups": [{"name": "blue"}],
        "load_balancers": [{"name": "front", "listeners": [{"forward": {"blue": 1}, "requests_per_second": 10.0}]}],
        "services": [{"name": "web", "image": "shop/web:1", "target_group": "blue"}],
        "alarms": [{"name": "errors", "target_group": "blue", "threshold": 20.0}],
        "applications": [{
            "name": "shop",
            "environments": [{"name": "production", "alarms": ["errors"]}],
            "flag_sets": [
                {"name": "flags", "flags": {"checkout": false, "search": true}},
                {"name": "others", "flags": {"banner": false}},
            ],
        }],
    }))
    .unwrap()
}

fn simulator(scenario: Scenario) -> Arc<Simulator> {
    Simulator::new(scenario).unwrap()
}

/// Versions with their documents, and deployments with their states, an hour later.
async fn at_rest(simulator: &Arc<Simulator>) -> Value {
    simulator.advance(Duration::from_hours(1));
    let profile = json!({"ApplicationId": "shop", "ConfigurationProfileId": "flags"});
    let listed = simulator.call_json("appconfig:ListHostedConfigurationVersions", profile.clone()).await.unwrap();
    let mut versions = Vec::new();
    for item in listed["Items"].as_array().unwrap() {
        let mut get = profile.clone();
        get["VersionNumber"] = item["VersionNumber"].clone();
        let version = simulator.call_json("appconfig:GetHostedConfigurationVersion", get).await.unwrap();
        versions.push(json!([version["VersionNumber"], version["Content"], version["Description"]]));
    }
    let environment = json!({"ApplicationId": "shop", "EnvironmentId": "production"});
    let listed = simulator.call_json("appconfig:ListDeployments", environment).await.unwrap();
    let items = listed["Items"].as_array().unwrap().iter();
    let deployments: Vec<_> = items.map(|item| json!([item["DeploymentNumber"], item["ConfigurationVersion"], item["State"]])).collect();
    json!({ "versions": versions, "deployments": deployments })
}

async fn deployments(simulator: &Arc<Simulator>) -> Value {
    at_rest(simulator).await["deployments"].clone()
}

/// Requests with the flag on in the ten minutes until now.
async fn requests_on(simulator: &Arc<Simulator>) -> f64 {
    let now = simulator.now().0 / 60_000 * 60;
    let dimension = |name: &str, value: &str| json!({"Name": name, "Value": value});
    let request = json!({
        "Namespace": "FeatureFlags", "MetricName": "Requests", "Period": 60, "Statistics": ["Sum"],
        "StartTime": now - 600, "EndTime": now,
        "Dimensions": [dimension("Service", "web"), dimension("Flag", "checkout"), dimension("Variant", "on")],
    });
    let reply = simulator.call_json("cloudwatch:GetMetricStatistics", request).await.unwrap();
    reply["Datapoints"].as_array().unwrap().iter().map(|point| point["Sum"].as_f64().unwrap()).sum()
}

fn happening(after: Span, action: &str, request: Value) -> Happening {
    Happening { after, action: action.into(), request, ..Happening::default() }
}

fn fault(action: &str, kind: FaultKind) -> Fault {
    Fault::new(action, kind)
}

/// A version that somebody else writes: another flag is off in it.
fn other_version() -> Value {
    let document = json!({
        "version": "1",
        "flags": {"checkout": {"name": "checkout"}, "search": {"name": "search"}},
        "values": {"checkout": {"enabled": false}, "search": {"enabled": false}},
    });
    json!({"ApplicationId": "shop", "ConfigurationProfileId": "flags", "Content": document.to_string(), "ContentType": "application/json"})
}

fn start(profile: &str, version: &str) -> Value {
    json!({
        "ApplicationId": "shop", "EnvironmentId": "production", "ConfigurationProfileId": profile, "ConfigurationVersion": version,
        "DeploymentStrategyId": "AppConfig.Linear20PercentEvery6Minutes",
    })
}

#[tokio::test]
async fn a_flag_is_exposed_in_steps_and_turned_off() {
    let simulator = simulator(shop(0.0));
    let then = simulator.client().run(expose(&[10.0, 50.0])).await.unwrap();
    assert_eq!(then, Then { version: 3, exposed: Some(50.0), deployment: 4, runs: false });
    assert_eq!(requests_on(&simulator).await, 3000.0);
    let all = simulator.client().run(expose(&[100.0])).await.unwrap();
    assert_eq!(all.exposed, Some(100.0));
    let before = simulator.now();
    let none = simulator.client().run(off()).await.unwrap();
    assert_eq!(none, Then { version: 5, exposed: Some(0.0), deployment: 6, runs: true });
    assert!(simulator.now().since(before) <= Duration::from_mins(3), "{:?}", simulator.now().since(before));
    simulator.advance(Duration::from_mins(11));
    assert_eq!(requests_on(&simulator).await, 0.0);
    assert_eq!(deployments(&simulator).await[0], json!([6, "5", "COMPLETE"]));
}

#[tokio::test]
async fn what_is_so_already_writes_nothing() {
    let simulator = simulator(shop(0.0));
    for request in [expose(&[0.0]), expose(&[10.0]), expose(&[10.0])] {
        let before = at_rest(&simulator).await;
        let (then, noted, _) = run_noted(&simulator, request.clone()).await;
        then.unwrap();
        let changed = at_rest(&simulator).await != before;
        assert_eq!(noted.writes().is_empty(), !changed, "{request:?}");
    }
    assert_eq!(deployments(&simulator).await.as_array().unwrap().len(), 3);
    simulator.client().run(expose(&[0.0])).await.unwrap();
    let (then, noted, _) = run_noted(&simulator, off()).await;
    assert_eq!((then.unwrap().exposed, noted.writes()), (Some(0.0), Vec::new()));
}

#[tokio::test]
async fn an_alarm_is_named() {
    let simulator = simulator(shop(50.0));
    let error = simulator.client().run(expose(&[20.0])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeploymentFailed, "{error}");
    assert!(error.details().message.contains("deployment 3 of version 2 was rolled back by the alarm errors"), "{error}");
    assert_eq!(error.details().left_behind, ["version 2 of the flags, which is not deployed"]);
    // The version that is not deployed differs in the flag only: it is no hindrance later.
    simulator.advance(Duration::from_mins(10));
    let then = simulator.client().run(expose(&[2.0])).await.unwrap();
    assert_eq!(then, Then { version: 3, exposed: Some(2.0), deployment: 4, runs: false });
}

#[tokio::test]
async fn a_running_deployment_is_stopped_and_what_was_before_is_enough() {
    let simulator = simulator(shop(0.0));
    simulator.call_json("appconfig:CreateHostedConfigurationVersion", exposed_version()).await.unwrap();
    simulator.call_json("appconfig:StartDeployment", start("flags", "2")).await.unwrap();
    simulator.advance(Duration::from_mins(13));
    let (then, noted, _) = run_noted(&simulator, off()).await;
    assert_eq!(then.unwrap(), Then { version: 2, exposed: Some(0.0), deployment: 3, runs: false });
    assert_eq!(noted.writes(), ["appconfig:StopDeployment"]);
    assert_eq!(deployments(&simulator).await[0], json!([3, "2", "ROLLED_BACK"]));
    assert_eq!(requests_on(&simulator).await, 0.0);
}

fn exposed_version() -> Value {
    let mut request = other_version();
    let mut document: Value = serde_json::from_str(request["Content"].as_str().unwrap()).unwrap();
    document["values"] = json!({"checkout": {"enabled": true}, "search": {"enabled": true}});
    request["Content"] = json!(document.to_string());
    request
}

#[tokio::test]
async fn under_a_firing_alarm_the_exposure_is_reverted() {
    let simulator = simulator(shop(50.0));
    simulator.client().run(expose(&[2.0])).await.unwrap();
    // From now on the alarm fires at less.
    let mut alarm = simulator.call_json("cloudwatch:DescribeAlarms", json!({})).await.unwrap()["MetricAlarms"][0].clone();
    alarm["Threshold"] = json!(1.0);
    simulator.call_json("cloudwatch:PutMetricAlarm", alarm).await.unwrap();
    simulator.advance(Duration::from_mins(3));
    let (then, _, warnings) = run_noted(&simulator, off()).await;
    let then = then.unwrap();
    assert_eq!((then.exposed, then.runs), (Some(0.0), false));
    assert!(warnings[0].contains("rolled back by the alarm errors"), "{warnings:?}");
    simulator.advance(Duration::from_mins(11));
    assert_eq!(requests_on(&simulator).await, 0.0);
    let all = deployments(&simulator).await;
    assert_eq!((&all[0][2], &all[1][2]), (&json!("ROLLED_BACK"), &json!("REVERTED")));
}

#[tokio::test]
async fn what_can_not_be_reverted_is_said() {
    let simulator = simulator(shop(50.0));
    simulator.client().run(expose(&[2.0])).await.unwrap();
    simulator.advance(Duration::from_hours(73));
    let mut alarm = simulator.call_json("cloudwatch:DescribeAlarms", json!({})).await.unwrap()["MetricAlarms"][0].clone();
    alarm["Threshold"] = json!(1.0);
    simulator.call_json("cloudwatch:PutMetricAlarm", alarm).await.unwrap();
    simulator.advance(Duration::from_mins(3));
    let error = simulator.client().run(off()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeploymentFailed, "{error}");
    assert!(error.details().left_behind.iter().any(|left| left == "the flag on for 2% of the requests"), "{error}");
}

#[tokio::test]
async fn a_deployment_can_be_followed_to_its_end() {
    let simulator = simulator(shop(0.0));
    simulator.client().run(expose(&[100.0])).await.unwrap();
    let then = simulator.client().run(Off { settle: true, ..off() }).await.unwrap();
    assert!(!then.runs);
    let all =
        simulator.call_json("appconfig:ListDeployments", json!({"ApplicationId": "shop", "EnvironmentId": "production"})).await.unwrap();
    assert_eq!(all["Items"][0]["State"], "COMPLETE");
}

/// Somebody else does something just before a call of ours, which is slow.
async fn meanwhile(action: &str, other: &str, request: Value) -> (Error, Value) {
    let happenings = vec![happening(Span::from_secs(5), other, request)];
    let simulator = simulator(Scenario { happenings, faults: vec![fault(action, FaultKind::Slow)], ..shop(0.0) });
    let error = simulator.client().run(expose(&[10.0])).await.unwrap_err();
    (error, at_rest(&simulator).await)
}

#[tokio::test]
async fn what_somebody_does_meanwhile_is_a_conflict() {
    let create = "appconfig:CreateHostedConfigurationVersion";
    let (error, world) = meanwhile(create, create, other_version()).await;
    assert_eq!((error.kind(), error.code()), (ErrorKind::Conflict, Some("ConflictException")), "{error}");
    assert_eq!((world["versions"].as_array().unwrap().len(), world["deployments"].as_array().unwrap().len()), (2, 2));

    let start_action = "appconfig:StartDeployment";
    let (error, world) = meanwhile(start_action, start_action, start("others", "1")).await;
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert_eq!(error.details().left_behind, ["version 2 of the flags, which is not deployed"]);
    assert_eq!(world["deployments"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn what_somebody_began_before_is_a_conflict() {
    let simulator = simulator(shop(0.0));
    simulator.call_json("appconfig:StartDeployment", start("others", "1")).await.unwrap();
    for result in [simulator.client().run(expose(&[10.0])).await, simulator.client().run(off()).await] {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Conflict);
    }
    simulator.advance(Duration::from_hours(2));
    simulator.call_json("appconfig:CreateHostedConfigurationVersion", other_version()).await.unwrap();
    let (result, noted, _) = run_noted(&simulator, expose(&[10.0])).await;
    let error = result.unwrap_err();
    assert_eq!((error.kind(), noted.writes()), (ErrorKind::Conflict, Vec::new()), "{error}");
    assert!(error.details().message.contains("version 2 has changes besides the flag"), "{error}");
}

#[tokio::test]
async fn turning_off_brings_no_change_that_nobody_deployed() {
    let simulator = simulator(shop(0.0));
    simulator.client().run(expose(&[10.0])).await.unwrap();
    simulator.call_json("appconfig:CreateHostedConfigurationVersion", other_version()).await.unwrap();
    let (then, _, warnings) = run_noted(&simulator, off()).await;
    assert_eq!(then.unwrap().version, 4);
    assert!(warnings[0].contains("version 3"), "{warnings:?}");
    let world = at_rest(&simulator).await;
    let newest: Value = serde_json::from_str(world["versions"][0][1].as_str().unwrap()).unwrap();
    assert_eq!(newest["values"], json!({"checkout": {"enabled": false}, "search": {"enabled": true}}));
}

#[tokio::test]
async fn a_name_that_means_nothing_is_not_found() {
    let simulator = simulator(shop(0.0));
    for wrong in [
        FlagName { application: "nobody".into(), ..name() },
        FlagName { environment: "nowhere".into(), ..name() },
        FlagName { profile: "nothing".into(), ..name() },
        FlagName { flag: "banner".into(), ..name() },
    ] {
        let (result, noted, _) = run_noted(&simulator, Expose { name: wrong.clone(), ..expose(&[10.0]) }).await;
        assert_eq!((result.unwrap_err().kind(), noted.writes()), (ErrorKind::NotFound, Vec::new()), "{wrong:?}");
    }
    for share in [-1.0, 100.5] {
        let (result, noted, _) = run_noted(&simulator, expose(&[share])).await;
        assert_eq!((result.unwrap_err().kind(), noted.writes()), (ErrorKind::InvalidRequest, Vec::new()));
    }
    let unknown = Expose { strategy: "AppConfig.Never".into(), ..expose(&[10.0]) };
    let error = simulator.client().run(unknown).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(error.details().left_behind, ["version 2 of the flags, which is not deployed"]);
}

#[tokio::test]
async fn two_of_one_name_are_told_apart_by_their_ids() {
    let simulator = simulator(shop(0.0));
    simulator.call_json("appconfig:CreateApplication", json!({"Name": "shop"})).await.unwrap();
    let error = simulator.client().run(expose(&[10.0])).await.unwrap_err();
    assert_eq!((error.kind(), error.details().resource.as_deref()), (ErrorKind::InvalidRequest, Some("application")), "{error}");
}

#[tokio::test]
async fn lost_replies_give_one_version_and_one_deployment() {
    for action in ["CreateHostedConfigurationVersion", "StartDeployment", "StopDeployment"] {
        for kind in [FaultKind::DropBefore, FaultKind::DropAfter, FaultKind::ServerError, FaultKind::Throttle] {
            let simulator = simulator(shop(0.0));
            let faults = || Faults::new(vec![fault(&format!("appconfig:{action}"), kind)]);
            if action == "StopDeployment" {
                simulator.call_json("appconfig:CreateHostedConfigurationVersion", exposed_version()).await.unwrap();
                simulator.call_json("appconfig:StartDeployment", start("flags", "2")).await.unwrap();
                let (then, ..) = run_on(simulator.cloud().with(faults()), off()).await;
                assert_eq!(then.unwrap().exposed, Some(0.0));
            } else {
                let (then, ..) = run_on(simulator.cloud().with(faults()), expose(&[10.0])).await;
                assert_eq!(then.unwrap().exposed, Some(10.0), "{action} {kind:?}");
            }
            let world = at_rest(&simulator).await;
            assert_eq!(
                (world["versions"].as_array().unwrap().len(), world["deployments"].as_array().unwrap().len()),
                (2, 3),
                "{action} {kind:?}: {world}"
            );
        }
    }
}

/// Kill a run before and after each of its calls, and resume it.
async fn survives<U: UseCase<Outcome = Then> + Clone>(scenario: impl Fn() -> Scenario, prepare: &[(&str, Value)], request: &U) -> usize {
    let made = async || {
        let simulator = simulator(scenario());
        for (action, request) in prepare {
            simulator.call_json(action, request.clone()).await.unwrap();
        }
        simulator
    };
    let straight = made().await;
    let options = ecs_usecases::RunOptions { run_id: Some("run-crashed".into()), ..Default::default() };
    let result = straight.client().run_with(request.clone(), options).await;
    let essence = |result: &Result<Then>| result.clone().map_err(|error| error.kind());
    let expected = (essence(&result), at_rest(&straight).await);
    let mut points = 0;
    for at in 0.. {
        let mut reached = false;
        for done in [false, true] {
            let simulator = made().await;
            let Some(result) = crash_and_resume(&simulator, request, &[], at, done).await else { continue };
            reached = true;
            points += 1;
            assert_eq!((essence(&result), at_rest(&simulator).await), expected, "call {at}, done: {done}");
        }
        if !reached {
            break;
        }
    }
    points
}

#[tokio::test]
async fn an_exposure_survives_a_crash_at_any_call() {
    let points = survives(|| shop(0.0), &[], &expose(&[10.0, 100.0])).await;
    assert!(points >= 20, "only {points} crash points");
}

#[tokio::test]
async fn an_exposure_that_is_rolled_back_survives_a_crash_at_any_call() {
    let points = survives(|| shop(50.0), &[], &expose(&[20.0])).await;
    assert!(points >= 16, "only {points} crash points");
}

#[tokio::test]
async fn turning_off_survives_a_crash_at_any_call() {
    let on = [("appconfig:CreateHostedConfigurationVersion", exposed_version()), ("appconfig:StartDeployment", start("flags", "2"))];
    let points = survives(|| shop(0.0), &on, &off()).await;
    assert!(points >= 16, "only {points} crash points");
    // Exposed before it began, so that it writes a version and deploys it.
    let enabled = || {
        let mut scenario = shop(0.0);
        scenario.applications[0].flag_sets[0].flags.insert("checkout".into(), true);
        scenario
    };
    let points = survives(enabled, &[], &off()).await;
    assert!(points >= 16, "only {points} crash points");
}
