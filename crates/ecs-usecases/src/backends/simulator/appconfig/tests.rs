#![allow(clippy::unwrap_used, clippy::float_cmp)] // counts are whole

use crate::{
    backends::simulator::{
        testing::{advance, answers_all, call, code, world},
        world::World,
    },
    operations::{appconfig, appconfigdata},
};
use serde_json::{Value, json};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// A shop whose image counts its requests by flag, with an alarm on the errors of the load balancer.
fn shop() -> World {
    world(json!({
        "clusters": [{"name": "main"}],
        "repositories": [{"name": "shop/web", "images": [{"tags": ["1"], "behaviour": {
            "flags": {"checkout": {"error_rate": 50.0, "latency_ms": 80.0}, "search": {}},
            "flag_source": {"application": "shop", "environment": "production", "profile": "flags"},
        }}]}],
        "target_groups": [{"name": "blue"}],
        "load_balancers": [{"name": "front", "listeners": [{"forward": {"blue": 1}, "requests_per_second": 10.0}]}],
        "services": [{"name": "web", "image": "shop/web:1", "target_group": "blue"}],
        "alarms": [{"name": "errors", "target_group": "blue", "threshold": 100.0}],
        "applications": [{
            "name": "shop",
            "environments": [{"name": "production", "alarms": ["errors"]}, {"name": "test"}],
            "flag_sets": [{"name": "flags", "flags": {"checkout": false, "search": false}}],
        }],
    }))
}

fn with(value: &Value) -> Value {
    json!({"version": "1", "flags": {"checkout": {"name": "checkout"}}, "values": {"checkout": value}})
}

fn split(percent: f64) -> Value {
    json!({"_variants": [
        {"name": "on", "enabled": true, "rule": format!("(split pct::{percent} by::$userId)")},
        {"name": "default", "enabled": false},
    ]})
}

fn write(world: &mut World, document: &Value) -> Result<Value, crate::error::Error> {
    let request = json!({
        "ApplicationId": "shop", "ConfigurationProfileId": "flags", "Content": document.to_string(), "ContentType": "application/json",
    });
    call(world, "appconfig:CreateHostedConfigurationVersion", request)
}

fn deployment(strategy: &str, version: i64) -> Value {
    json!({
        "ApplicationId": "shop", "EnvironmentId": "production", "ConfigurationProfileId": "flags",
        "DeploymentStrategyId": strategy, "ConfigurationVersion": version.to_string(),
    })
}

fn deploy(world: &mut World, strategy: &str, document: &Value) -> i64 {
    let version = write(world, document).unwrap()["VersionNumber"].as_i64().unwrap();
    call(world, "appconfig:StartDeployment", deployment(strategy, version)).unwrap()["DeploymentNumber"].as_i64().unwrap()
}

fn told(world: &mut World, number: i64) -> Value {
    let request = json!({"ApplicationId": "shop", "EnvironmentId": "production", "DeploymentNumber": number});
    call(world, "appconfig:GetDeployment", request).unwrap()
}

fn state(world: &mut World, number: i64) -> (String, f64) {
    let told = told(world, number);
    (told["State"].as_str().unwrap().to_owned(), told["PercentageComplete"].as_f64().unwrap())
}

/// A statistic of the minutes since the last full one before `minutes` ago.
fn metric(world: &mut World, metric: &str, variant: &str, stat: &str, minutes: i64) -> f64 {
    let end = world.now.0 / 60_000 * 60;
    // What is added up may be added minute by minute, whenever a longer period begins.
    let period = if matches!(stat, "Sum" | "SampleCount") { 60 } else { 60 * minutes };
    let dimension = |name: &str, value: &str| json!({"Name": name, "Value": value});
    let request = json!({
        "Namespace": "FeatureFlags", "MetricName": metric, "Period": period, "Statistics": [stat],
        "StartTime": end - 60 * minutes, "EndTime": end,
        "Dimensions": [dimension("Service", "web"), dimension("Flag", "checkout"), dimension("Variant", variant)],
    });
    let reply = call(world, "cloudwatch:GetMetricStatistics", request).unwrap();
    reply["Datapoints"].as_array().into_iter().flatten().filter_map(|point| point[stat].as_f64()).sum()
}

#[test]
fn a_linear_deployment_grows_bakes_and_completes() {
    let mut world = shop();
    let number = deploy(&mut world, "AppConfig.Linear20PercentEvery6Minutes", &with(&split(1.0)));
    assert_eq!(state(&mut world, number), ("DEPLOYING".into(), 1.0));
    let other = json!({"ApplicationId": "shop", "EnvironmentId": "production"});
    assert_eq!(call(&mut world, "appconfig:GetEnvironment", other).unwrap()["State"], "DEPLOYING");
    assert_eq!(code(&mut world, "appconfig:StartDeployment", deployment("AppConfig.AllAtOnce", 1)), "ConflictException");
    for (minutes, expected) in [(6, ("DEPLOYING", 20.0)), (18, ("DEPLOYING", 80.0)), (6, ("BAKING", 100.0)), (29, ("BAKING", 100.0))] {
        advance(&mut world, MINUTE * minutes);
        let (state, percent) = state(&mut world, number);
        assert_eq!((state.as_str(), percent), expected);
    }
    advance(&mut world, MINUTE);
    let told = told(&mut world, number);
    assert_eq!(told["State"], "COMPLETE");
    let events: Vec<&str> = told["EventLog"].as_array().unwrap().iter().map(|event| event["EventType"].as_str().unwrap()).collect();
    assert_eq!(events[..3], ["DEPLOYMENT_COMPLETED", "BAKE_TIME_STARTED", "PERCENTAGE_UPDATED"]);
    assert_eq!((events.len(), events.last()), (8, Some(&"DEPLOYMENT_STARTED")));
}

#[test]
fn an_exponential_deployment_doubles() {
    let mut world = shop();
    let number = deploy(&mut world, "AppConfig.Canary10Percent20Minutes", &with(&split(1.0)));
    for percent in [10.0, 20.0, 40.0, 80.0, 100.0] {
        advance(&mut world, MINUTE * 4);
        assert_eq!(state(&mut world, number).1, percent);
    }
    let own = json!({"Name": "own", "DeploymentDurationInMinutes": 10, "GrowthFactor": 25.0, "FinalBakeTimeInMinutes": 0});
    call(&mut world, "appconfig:CreateDeploymentStrategy", own).unwrap();
    let number = {
        advance(&mut world, MINUTE * 10);
        deploy(&mut world, "own", &with(&json!({"enabled": false})))
    };
    advance(&mut world, MINUTE * 5);
    assert_eq!(state(&mut world, number), ("DEPLOYING".into(), 50.0));
    advance(&mut world, MINUTE * 5);
    assert_eq!(state(&mut world, number), ("COMPLETE".into(), 100.0));
    let listed = call(&mut world, "appconfig:ListDeploymentStrategies", json!({})).unwrap();
    assert_eq!(listed["Items"].as_array().unwrap().len(), 5);
}

#[test]
fn requests_follow_what_is_deployed() {
    let mut world = shop();
    advance(&mut world, MINUTE * 10);
    assert_eq!((metric(&mut world, "Requests", "off", "Sum", 10), metric(&mut world, "Requests", "on", "Sum", 10)), (6000.0, 0.0));
    deploy(&mut world, "AppConfig.AllAtOnce", &with(&split(10.0)));
    advance(&mut world, MINUTE * 10);
    assert_eq!((metric(&mut world, "Requests", "off", "Sum", 10), metric(&mut world, "Requests", "on", "Sum", 10)), (5400.0, 600.0));
    assert_eq!((metric(&mut world, "Errors", "on", "Sum", 10), metric(&mut world, "Errors", "on", "SampleCount", 10)), (300.0, 600.0));
    assert_eq!((metric(&mut world, "Errors", "off", "Sum", 10), metric(&mut world, "Errors", "off", "SampleCount", 10)), (0.0, 5400.0));
    assert_eq!((metric(&mut world, "Latency", "on", "Average", 10), metric(&mut world, "Latency", "off", "Average", 10)), (80.0, 20.0));
    // The load balancer sees the mix.
    let end = world.now.0 / 60_000 * 60;
    let groups = call(&mut world, "elasticloadbalancing:DescribeTargetGroups", json!({})).unwrap();
    let group = groups["TargetGroups"][0]["TargetGroupArn"].as_str().unwrap().rsplit_once(':').unwrap().1.to_owned();
    let request = json!({
        "Namespace": "AWS/ApplicationELB", "MetricName": "HTTPCode_Target_5XX_Count", "Period": 600, "Statistics": ["Sum"],
        "StartTime": end - 600, "EndTime": end, "Dimensions": [{"Name": "TargetGroup", "Value": group}],
    });
    let errors = call(&mut world, "cloudwatch:GetMetricStatistics", request).unwrap();
    let sum: f64 = errors["Datapoints"].as_array().unwrap().iter().map(|point| point["Sum"].as_f64().unwrap()).sum();
    assert_eq!(sum, 300.0);
    let listed = call(&mut world, "cloudwatch:ListMetrics", json!({"Namespace": "FeatureFlags"})).unwrap();
    // Two flags, both off, one of them on as well: three metrics each.
    assert_eq!(listed["Metrics"].as_array().unwrap().len(), 9);
}

#[test]
fn while_a_deployment_grows_its_share_of_the_clients_has_it() {
    let mut world = shop();
    deploy(&mut world, "AppConfig.Linear20PercentEvery6Minutes", &with(&split(10.0)));
    advance(&mut world, MINUTE * 7);
    advance(&mut world, MINUTE * 5);
    // Of 600 requests in a minute, a tenth of a fifth.
    assert_eq!(metric(&mut world, "Requests", "on", "Sum", 5), 5.0 * 12.0);
}

#[test]
fn an_alarm_rolls_back() {
    let mut world = shop();
    let number = deploy(&mut world, "AppConfig.AllAtOnce", &with(&json!({"enabled": true})));
    advance(&mut world, MINUTE * 4);
    let told = told(&mut world, number);
    assert_eq!(told["State"], "ROLLED_BACK");
    let started = told["EventLog"].as_array().unwrap().iter().find(|event| event["EventType"] == "ROLLBACK_STARTED").unwrap();
    assert_eq!(started["TriggeredBy"], "CLOUDWATCH_ALARM");
    assert!(started["Description"].as_str().unwrap().ends_with("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:errors"));
    advance(&mut world, MINUTE * 5);
    assert_eq!(metric(&mut world, "Requests", "on", "Sum", 1), 0.0);
    // Once it is OK again, a deployment that does no harm goes through.
    let number = deploy(&mut world, "AppConfig.AllAtOnce", &with(&split(1.0)));
    advance(&mut world, MINUTE * 11);
    assert_eq!(state(&mut world, number).0, "COMPLETE");
}

#[test]
fn a_firing_alarm_keeps_every_deployment_back_but_not_a_revert() {
    let mut world = shop();
    let on = deploy(&mut world, "AppConfig.AllAtOnce", &with(&split(1.0)));
    advance(&mut world, MINUTE * 10);
    // The flag's errors are few, and from now on too many.
    let mut alarm = call(&mut world, "cloudwatch:DescribeAlarms", json!({})).unwrap()["MetricAlarms"][0].clone();
    alarm["Threshold"] = json!(1.0);
    call(&mut world, "cloudwatch:PutMetricAlarm", alarm).unwrap();
    advance(&mut world, MINUTE * 3);
    let off = deploy(&mut world, "AppConfig.AllAtOnce", &with(&json!({"enabled": false})));
    advance(&mut world, Duration::from_secs(30));
    assert_eq!(state(&mut world, off).0, "ROLLED_BACK");
    let stop = |number: i64, revert: bool| json!({"ApplicationId": "shop", "EnvironmentId": "production", "DeploymentNumber": number, "AllowRevert": revert});
    assert_eq!(code(&mut world, "appconfig:StopDeployment", stop(on, false)), "BadRequestException");
    assert_eq!(code(&mut world, "appconfig:StopDeployment", stop(off, true)), "BadRequestException");
    assert_eq!(call(&mut world, "appconfig:StopDeployment", stop(on, true)).unwrap()["State"], "REVERTED");
    advance(&mut world, MINUTE * 2);
    assert_eq!(metric(&mut world, "Requests", "on", "Sum", 1), 0.0);
}

#[test]
fn a_revert_has_its_time() {
    let mut world = shop();
    let on = deploy(&mut world, "AppConfig.AllAtOnce", &with(&split(1.0)));
    advance(&mut world, MINUTE * (60 * 73));
    let stop = json!({"ApplicationId": "shop", "EnvironmentId": "production", "DeploymentNumber": on, "AllowRevert": true});
    assert_eq!(code(&mut world, "appconfig:StopDeployment", stop), "BadRequestException");
}

#[test]
fn a_stopped_deployment_gives_the_version_before_back() {
    let mut world = shop();
    let number = deploy(&mut world, "AppConfig.Linear20PercentEvery6Minutes", &with(&json!({"enabled": true})));
    advance(&mut world, MINUTE * 6);
    let stop = json!({"ApplicationId": "shop", "EnvironmentId": "production", "DeploymentNumber": number});
    assert_eq!(call(&mut world, "appconfig:StopDeployment", stop).unwrap()["State"], "ROLLED_BACK");
    advance(&mut world, MINUTE * 2);
    assert_eq!(metric(&mut world, "Requests", "on", "Sum", 1), 0.0);
}

#[test]
fn versions_are_numbered_and_guarded() {
    let mut world = shop();
    let request = |latest: i64| {
        json!({
            "ApplicationId": "shop", "ConfigurationProfileId": "flags", "Content": with(&json!({"enabled": true})).to_string(),
            "ContentType": "application/json", "LatestVersionNumber": latest, "VersionLabel": format!("v{latest}"),
        })
    };
    let create = "appconfig:CreateHostedConfigurationVersion";
    assert_eq!(code(&mut world, create, request(2)), "ConflictException");
    assert_eq!(call(&mut world, create, request(1)).unwrap()["VersionNumber"], 2);
    let list = json!({"ApplicationId": "shop", "ConfigurationProfileId": "flags"});
    let listed = call(&mut world, "appconfig:ListHostedConfigurationVersions", list).unwrap();
    let numbers: Vec<_> = listed["Items"].as_array().unwrap().iter().map(|item| item["VersionNumber"].clone()).collect();
    assert_eq!(numbers, [2, 1]);
    let mut labelled = deployment("AppConfig.AllAtOnce", 0);
    labelled["ConfigurationVersion"] = json!("v1");
    labelled["LatestDeploymentNumber"] = json!(0);
    assert_eq!(code(&mut world, "appconfig:StartDeployment", labelled.clone()), "ConflictException");
    labelled["LatestDeploymentNumber"] = json!(1);
    let started = call(&mut world, "appconfig:StartDeployment", labelled).unwrap();
    assert_eq!((&started["ConfigurationVersion"], &started["VersionLabel"]), (&json!("2"), &json!("v1")));
    assert_eq!(code(&mut world, "appconfig:StartDeployment", deployment("AppConfig.Never", 1)), "ResourceNotFoundException");
}

#[test]
fn flags_are_checked() {
    let mut world = shop();
    let flags = |definition: Value, value: Value| json!({"version": "1", "flags": {"a": definition}, "values": {"a": value}});
    let limited = json!({"attributes": {"limit": {"constraints": {"type": "number", "required": true, "maximum": 10}}}});
    let variants = |first: Value, last: Value| json!({"_variants": [first, last]});
    let last = json!({"name": "default", "enabled": false});
    let first = |rule: &str| json!({"name": "on", "enabled": true, "rule": rule});
    for good in [
        json!({"version": "1"}),
        flags(json!({"name": "A", "_deprecation": {"status": "planned"}}), json!({"enabled": true, "color": "red", "sizes": [1, 2]})),
        flags(limited.clone(), json!({"enabled": true, "limit": 10})),
        flags(json!({}), variants(first("(and (split pct::5 by::$id) (eq $a \"x)\"))"), last.clone())),
        flags(
            limited.clone(),
            variants(
                json!({"name": "on", "enabled": true, "rule": "(exists key::\"a\")", "attributeValues": {"limit": 1}}),
                json!({"name": "default", "enabled": false, "attributeValues": {"limit": 2}}),
            ),
        ),
    ] {
        write(&mut world, &good).unwrap_or_else(|error| panic!("{good}: {error}"));
    }
    for wrong in [
        json!([]),
        json!({"version": 1}),
        json!({"version": "2"}),
        json!({"version": "1", "more": {}}),
        json!({"version": "1", "flags": {"A": {}}}),
        json!({"version": "1", "flags": {"a": {"owner": "me"}}}),
        json!({"version": "1", "values": {"a": {"enabled": "true"}}}),
        json!({"version": "1", "values": {"a": {"enabled": true, "x": {"y": 1}}}}),
        json!({"version": "1", "values": {"a": {"enabled": true, "x": [1, "b"]}}}),
        flags(limited.clone(), json!({"enabled": true})),
        flags(limited.clone(), json!({"enabled": true, "limit": 11})),
        flags(limited, json!({"enabled": true, "limit": "1"})),
        flags(json!({"attributes": {"x": {"constraints": {"type": "string", "enum": ["a"], "pattern": "b"}}}}), json!({})),
        flags(json!({}), variants(last.clone(), last.clone())),
        flags(json!({}), variants(first("(split pct::5 by::$id)"), first("(split pct::9 by::$id)"))),
        flags(json!({}), variants(first("split pct::5 by::$id"), last.clone())),
        flags(json!({}), variants(first("(split pct::101 by::$id)"), last.clone())),
        flags(json!({}), variants(first("(split pct::10)"), last.clone())),
        flags(json!({}), variants(json!({"name": "on", "rule": "(a)"}), last.clone())),
        flags(json!({}), json!({"_variants": []})),
    ] {
        let error = write(&mut world, &wrong).expect_err(&wrong.to_string());
        assert_eq!(error.code(), Some("BadRequestException"), "{wrong}: {error}");
    }
    let request =
        json!({"ApplicationId": "shop", "ConfigurationProfileId": "flags", "Content": "{\"version\": \"1\"}", "ContentType": "text/plain"});
    assert_eq!(code(&mut world, "appconfig:CreateHostedConfigurationVersion", request), "BadRequestException");
}

#[test]
fn clients_get_what_is_deployed() {
    let mut world = shop();
    let session =
        json!({"ApplicationIdentifier": "shop", "EnvironmentIdentifier": "production", "ConfigurationProfileIdentifier": "flags"});
    let started = call(&mut world, "appconfigdata:StartConfigurationSession", session).unwrap();
    let get = |world: &mut World, token: &Value| call(world, "appconfigdata:GetLatestConfiguration", json!({"ConfigurationToken": token}));
    let first = get(&mut world, &started["InitialConfigurationToken"]).unwrap();
    let shown: Value = serde_json::from_str(first["Configuration"].as_str().unwrap()).unwrap();
    assert_eq!(shown, json!({"checkout": {"enabled": false}, "search": {"enabled": false}}));
    let again = get(&mut world, &first["NextPollConfigurationToken"]).unwrap();
    assert_eq!(again["Configuration"], "");
    deploy(&mut world, "AppConfig.AllAtOnce", &with(&json!({"enabled": true, "color": "red"})));
    advance(&mut world, MINUTE);
    let later = get(&mut world, &again["NextPollConfigurationToken"]).unwrap();
    let shown: Value = serde_json::from_str(later["Configuration"].as_str().unwrap()).unwrap();
    assert_eq!(shown, json!({"checkout": {"enabled": true, "color": "red"}}));
    assert!(get(&mut world, &json!("nonsense")).is_err());
}

#[test]
fn a_growing_deployment_reaches_its_share_of_the_clients() {
    let mut world = shop();
    deploy(&mut world, "AppConfig.Linear20PercentEvery6Minutes", &with(&json!({"enabled": true})));
    let reached = |world: &mut World| {
        let session =
            json!({"ApplicationIdentifier": "shop", "EnvironmentIdentifier": "production", "ConfigurationProfileIdentifier": "flags"});
        let clients = (0..200).filter(|_| {
            let token =
                call(world, "appconfigdata:StartConfigurationSession", session.clone()).unwrap()["InitialConfigurationToken"].clone();
            let reply = call(world, "appconfigdata:GetLatestConfiguration", json!({"ConfigurationToken": token})).unwrap();
            reply["Configuration"].as_str().unwrap().contains("true")
        });
        clients.count()
    };
    assert_eq!(reached(&mut world), 0);
    advance(&mut world, MINUTE * 6);
    let few = reached(&mut world);
    assert!((20..60).contains(&few), "{few} of 200 clients for 20%");
}

#[test]
fn every_operation_answers_or_fails_as_aws_does() {
    answers_all(appconfig::TABLE);
    answers_all(appconfigdata::TABLE);
}
