//! Rehearsals: what is rehearsed is what is done, nothing is done while rehearsing, and faults end as they would.
#![allow(clippy::unwrap_used)]

mod scenario_files;
mod worlds;

use ecs_usecases::{
    Client, ErrorKind, Event, EventDetail, Mirror, Rehearsal, RehearsalDemand, RehearsalOptions, Result, RunOptions, Simulator,
    model::ecs,
    rehearsal::{PriceList, Rehearsed, ServiceStanding, WhatIf},
    run::CancelToken,
    simulator::{ClusterScript, InstanceScript, Outage, OutageScript, Scenario},
    span::Span,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tokio::sync::mpsc;

fn rolling(image: &str) -> Value {
    json!({"cluster": "main", "service": "web", "image": image})
}

fn only(what_ifs: &[WhatIf]) -> RehearsalOptions {
    RehearsalOptions { what_ifs: Some(what_ifs.to_vec()), ..RehearsalOptions::default() }
}

async fn rehearse(client: &Client, name: &str, request: Value, options: RehearsalOptions) -> Result<Rehearsal> {
    client.rehearse_json(name, request, options, CancelToken::default()).await
}

/// Everything in a world but what reading moves: the rate at which AWS answers who asks, how far traffic has been added up, and
/// what readers may see of before a change that is long past.
fn state(simulator: &Simulator) -> String {
    fn strip(value: &mut Value) {
        if let Value::Object(members) = value {
            members.retain(|name, _| !["buckets", "traffic", "settled", "stale"].contains(&name.as_str()));
            members.values_mut().for_each(strip);
        } else if let Value::Array(items) = value {
            items.iter_mut().for_each(strip);
        }
    }
    let mut dump = simulator.dump().unwrap();
    strip(&mut dump);
    dump.to_string()
}

/// Where two states part, if they do.
fn difference(before: &str, after: &str) -> Option<String> {
    let at = before.bytes().zip(after.bytes()).position(|(one, other)| one != other);
    let at = at.or_else(|| (before.len() != after.len()).then(|| before.len().min(after.len())))?;
    let around = |text: &str| text.chars().skip(at.saturating_sub(150)).take(300).collect::<String>();
    Some(format!("{}\n  is now\n{}", around(before), around(after)))
}

/// Rehearse in this world, and see that it stays as it is.
async fn rehearsed(simulator: &Arc<Simulator>, name: &str, request: Value, options: RehearsalOptions) -> Rehearsal {
    let before = state(simulator);
    let rehearsal = rehearse(&simulator.client(), name, request, options).await.unwrap();
    assert_eq!(difference(&before, &state(simulator)), None, "something was done while rehearsing");
    // It survives being written down.
    let text = serde_json::to_string(&rehearsal).unwrap();
    assert_eq!(serde_json::from_str::<Rehearsal>(&text).unwrap(), rehearsal);
    println!("{rehearsal}");
    rehearsal
}

async fn of_shop(settings: &Value, request: Value) -> Rehearsal {
    let simulator = Simulator::new(worlds::shop(settings)).unwrap();
    rehearsed(&simulator, "rolling_deployment", request, RehearsalOptions::default()).await
}

fn tried<'a>(rehearsal: &'a Rehearsal, kind: &str) -> &'a Rehearsed {
    let is = |tried: &&Rehearsed| serde_json::to_value(&tried.what_if).unwrap()["type"] == kind;
    rehearsal.what_ifs.iter().find(is).unwrap_or_else(|| panic!("{kind} was not tried out: {rehearsal}"))
}

fn left_out(rehearsal: &Rehearsal) -> Vec<String> {
    rehearsal.left_out.iter().map(|left| serde_json::to_value(&left.what_if).unwrap()["type"].as_str().unwrap().to_owned()).collect()
}

/// A breaker that rolls back, and an alarm on errors that does, too.
fn careful() -> (Value, Scenario) {
    let settings = json!({"deploymentConfiguration": {
        "deploymentCircuitBreaker": {"enable": true, "rollback": true},
        "alarms": {"enable": true, "rollback": true, "alarmNames": ["errors"]},
        "bakeTimeInMinutes": 5,
    }, "healthCheckGracePeriodSeconds": 300});
    let mut scenario = worlds::shop(&settings);
    scenario.alarms.push(ecs_usecases::simulator::AlarmScript {
        name: "errors".into(),
        target_group: Some("blue".into()),
        ..Default::default()
    });
    (settings, scenario)
}

#[tokio::test]
async fn a_careful_deployment_passes() {
    let simulator = Simulator::new(careful().1).unwrap();
    let rehearsal = rehearsed(&simulator, "rolling_deployment", rolling("shop/web:1.1"), RehearsalOptions::default()).await;
    assert!(rehearsal.passed && rehearsal.reasons.is_empty(), "{rehearsal}");
    let expected = &rehearsal.expected;
    assert_eq!((expected.ending.as_str(), expected.writes.len(), expected.peak_tasks), ("succeeded", 2, 8));
    let [web] = &expected.services[..] else { panic!("{:?}", expected.services) };
    assert_eq!((web.holds, web.desired, web.minimum, web.healthy, web.lowest_running), (ServiceStanding::New, 4, 4, 4, Some(4)));
    assert!(web.task_definition_before.as_ref().unwrap().ends_with("web:1") && web.task_definition.as_ref().unwrap().ends_with("web:2"));
    for bad in ["image_crashes", "errors"] {
        let tried = tried(&rehearsal, bad);
        assert_eq!((tried.course.ending.as_str(), tried.course.services[0].holds), ("rolled_back", ServiceStanding::Former), "{bad}");
        assert!(tried.course.error.is_some() && tried.safe, "{bad}");
    }
    assert_eq!(tried(&rehearsal, "starts_slowly").course.services[0].holds, ServiceStanding::New);
    assert!(tried(&rehearsal, "starts_slowly").course.duration > expected.duration);
    // Nothing of it is on Spot.
    assert_eq!(left_out(&rehearsal), ["spot_reclaimed"]);
}

#[tokio::test]
async fn what_nobody_would_notice_does_not_pass() {
    let rehearsal = of_shop(&worlds::breaker(), rolling("shop/web:1.1")).await;
    assert!(!rehearsal.passed);
    let errors = tried(&rehearsal, "errors");
    assert_eq!((errors.course.ending.as_str(), errors.safe, errors.course.services[0].new_tasks), ("succeeded", false, 4));
    assert!(rehearsal.reasons.iter().any(|why| why.contains("5% of requests") && why.contains("nothing noticed")), "{rehearsal}");
    assert!(tried(&rehearsal, "image_crashes").safe);
    // Without a breaker, the run itself has to restore what was there; if it may not, the new revision stays half in place.
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1", "on_failure": "keep"});
    let left = of_shop(&json!({}), request).await;
    let crash = tried(&left, "image_crashes");
    assert_eq!((crash.safe, crash.course.services[0].holds), (false, ServiceStanding::Open), "{left}");
}

#[tokio::test]
async fn a_zone_that_is_lost_takes_its_tasks_and_the_others_take_over() {
    let simulator = Simulator::new(careful().1).unwrap();
    let rehearsal = rehearsed(&simulator, "rolling_deployment", rolling("shop/web:1.1"), RehearsalOptions::default()).await;
    let lost = tried(&rehearsal, "zone_lost");
    assert!(lost.safe && lost.happens_after.is_some(), "{rehearsal}");
    assert_eq!(lost.lost_zones.len(), 1);
    let web = &lost.course.services[0];
    assert!(web.lowest_running.unwrap() < 4, "the fault takes tasks, and the minimum is not kept: {web:?}");
    assert!(lost.course.broken.is_empty(), "that is not the run's doing: {:?}", lost.course.broken);
    // One of another Region.
    let named = |zone: &str| only(&[WhatIf::ZoneLost { zone: Some(zone.into()) }]);
    let elsewhere = rehearsed(&simulator, "rolling_deployment", rolling("shop/web:1.1"), named("us-east-1a")).await;
    assert_eq!(left_out(&elsewhere), ["zone_lost"]);
}

/// The service on Fargate Spot, in part.
fn on_spot() -> Value {
    let item = |provider: &str| json!({"capacityProvider": provider, "weight": 1});
    json!({
        "capacityProviderStrategy": [item("FARGATE"), item("FARGATE_SPOT")],
        "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}},
    })
}

#[tokio::test]
async fn spot_that_is_reclaimed_comes_back() {
    let rehearsal = of_shop(&on_spot(), rolling("shop/web:1.1")).await;
    let spot = tried(&rehearsal, "spot_reclaimed");
    assert!(spot.safe, "{rehearsal}");
    assert!(spot.course.no_room.iter().any(|why| why.contains("Capacity is unavailable")), "{:?}", spot.course.no_room);
    // Spot has no price here, and nothing is made up.
    let cost = &rehearsal.expected.cost;
    assert_eq!((cost.rollout, cost.unpriced.as_slice()), (None, &["fargate_spot_x86_64 in eu-west-1".to_owned()][..]));
    let mut prices = PriceList::known().unwrap().clone();
    let price = prices.regions["eu-west-1"]["fargate_x86_64"];
    prices.regions.get_mut("eu-west-1").unwrap().insert("fargate_spot_x86_64".into(), price);
    let options = RehearsalOptions { what_ifs: Some(Vec::new()), prices: Some(prices) };
    let simulator = Simulator::new(worlds::shop(&on_spot())).unwrap();
    let rehearsal = rehearsed(&simulator, "rolling_deployment", rolling("shop/web:1.1"), options).await;
    assert!(rehearsal.expected.cost.rollout.unwrap() > 0.0);
}

#[tokio::test]
async fn the_tasks_of_a_rollout_cost_what_they_take() {
    let rehearsal = of_shop(&worlds::breaker(), rolling("shop/web:1.1")).await;
    let cost = &rehearsal.expected.cost;
    // Four tasks of a quarter of a vCPU and half a GB, side by side with the old ones for about as long as the deployment.
    let hours = rehearsal.expected.duration.0.as_secs_f64() / 3600.0;
    let whole = hours * 4.0 * (0.25 * 0.04048 + 0.5 * 0.004_445);
    let rollout = cost.rollout.unwrap();
    assert!(rollout > 0.3 * whole && rollout < 1.2 * whole, "{rollout} of {whole}");
    assert_eq!(cost.monthly_difference, Some(0.0));
    let [need] = &rehearsal.expected.capacity[..] else { panic!("{:?}", rehearsal.expected.capacity) };
    assert_eq!((need.kind.as_str(), need.peak_tasks, need.quota_vcpu), ("fargate_x86_64", 8, Some(4000.0)));
    assert!((need.peak_vcpu - 2.0).abs() < 1e-9 && (need.peak_memory_gb - 4.0).abs() < 1e-9, "{need:?}");
}

#[tokio::test]
async fn what_the_account_has_no_room_for_is_found_out() {
    let mut scenario = worlds::shop(&worlds::breaker());
    scenario.quotas.insert("L-3032A538".into(), 1.0);
    let simulator = Simulator::new(scenario).unwrap();
    let error = rehearse(&simulator.client(), "rolling_deployment", rolling("shop/web:1.1"), only(&[])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::QuotaExceeded, "{error}");
}

#[tokio::test]
async fn what_cannot_happen_is_left_out_and_what_cannot_be_is_refused() {
    let simulator = Simulator::new(worlds::shop(&json!({}))).unwrap();
    let made = rehearsed(&simulator, "repository_setup", json!({"repository": "shop/api"}), RehearsalOptions::default()).await;
    assert!(made.passed && made.what_ifs.is_empty() && made.left_out.len() == 5, "{made}");
    for wrong in [WhatIf::Errors { percent: 0.0 }, WhatIf::StartsSlowly { seconds: 0 }] {
        let error = rehearse(&simulator.client(), "rolling_deployment", rolling("shop/web:1.1"), only(&[wrong])).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    }
    let refused = rehearse(&simulator.client(), "rolling_deployment", rolling("shop/web:none"), only(&[])).await.unwrap_err();
    let run = simulator.client().invoke("rolling_deployment", rolling("shop/web:none"), RunOptions::default()).await.unwrap_err();
    assert_eq!((refused.kind(), refused.to_string()), (run.kind(), run.to_string()));
}

#[tokio::test]
async fn a_run_can_demand_a_rehearsal() {
    // What does not pass is not run.
    let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
    let demand = |rehearsal: RehearsalDemand| RunOptions { rehearsal, ..RunOptions::default() };
    let before = state(&simulator);
    let refused = simulator.client().invoke("rolling_deployment", rolling("shop/web:1.1"), demand(RehearsalDemand::required())).await;
    let error = refused.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused);
    assert_eq!(difference(&before, &state(&simulator)), None);
    let told: Rehearsal = error.outcome().unwrap();
    assert_eq!((told.passed, told.reasons.len()), (false, error.details().findings.len()));
    // What passes is.
    let simulator = Simulator::new(careful().1).unwrap();
    let ran = simulator.client().invoke("rolling_deployment", rolling("shop/web:1.1"), demand(RehearsalDemand::required())).await;
    ran.unwrap();

    let simulator = Simulator::new(careful().1).unwrap();
    let client = simulator.client();
    let rehearsal = rehearse(&client, "rolling_deployment", rolling("shop/web:1.1"), RehearsalOptions::default()).await.unwrap();
    let given = |max_age: Span| RehearsalDemand::Given { rehearsal: Box::new(rehearsal.clone()), max_age };
    let why = async |client: &Client, request: Value, rehearsal: RehearsalDemand| {
        let error = client.invoke("rolling_deployment", request, demand(rehearsal)).await.unwrap_err();
        (error.kind(), error.to_string())
    };
    let other = why(&client, rolling("shop/web:slow"), given(Span::from_mins(5))).await;
    assert!(other.0 == ErrorKind::Refused && other.1.contains("another request"), "{other:?}");
    let failed = RehearsalDemand::from(told);
    assert_eq!(why(&client, rolling("shop/web:1.1"), failed).await.0, ErrorKind::Refused);
    simulator.advance(Duration::from_mins(10));
    let old = why(&client, rolling("shop/web:1.1"), given(Span::from_mins(5))).await;
    assert!(old.0 == ErrorKind::Refused && old.1.contains("10m old"), "{old:?}");
    let update = ecs::UpdateService {
        cluster: Some("main".into()),
        service: "web".into(),
        health_check_grace_period_seconds: Some(60),
        ..Default::default()
    };
    simulator.cloud().send(update).await.unwrap();
    let moved = why(&client, rolling("shop/web:1.1"), given(Span::from_mins(60))).await;
    assert!(moved.0 == ErrorKind::Conflict && moved.1.contains("healthCheckGracePeriodSeconds"), "{moved:?}");

    // The same request in another form is the same, and it may be run.
    let simulator = Simulator::new(careful().1).unwrap();
    let client = simulator.client();
    let rehearsal = rehearse(&client, "rolling_deployment", rolling("shop/web:1.1"), RehearsalOptions::default()).await.unwrap();
    let deployment = ecs_usecases::use_cases::RollingDeployment::new("main", "web", "shop/web:1.1".parse().unwrap());
    let options = RunOptions { run_id: Some("one".into()), ..demand(rehearsal.into()) };
    assert!(client.run_with(deployment, options).await.unwrap().verdict.succeeded());
}

/// The writes that were done, without what only AWS chooses.
fn changed(events: &[Event]) -> Vec<(String, usize)> {
    let one = |event: &Event| match &event.detail {
        EventDetail::Changed { action, .. } => Some((action.clone(), event.step.len())),
        _ => None,
    };
    events.iter().filter_map(one).collect()
}

/// Every use case in every world that there is a scenario of: rehearsing it does nothing, ends, and foresees what the run does.
#[tokio::test]
async fn every_scenario_can_be_rehearsed() {
    let (mut kept, mut tried, mut wrong, mut cases) = (0, BTreeSet::new(), Vec::new(), 0);
    for case in scenario_files::all() {
        cases += 1;
        let quiet = case.scenario.faults.is_empty()
            && case.scenario.happenings.is_empty()
            && case.scenario.outages.is_empty()
            && case.scenario.consistency_delay.0.is_zero();
        let simulator = Simulator::new(Scenario { faults: Vec::new(), ..case.scenario.clone() }).unwrap();
        // Without the rate budget, in which reads wait for their turn while time passes.
        let client = Client::of(simulator.cloud()).counted_ids();
        let step = &case.steps[0];
        simulator.advance(Duration::ZERO);
        let before = state(&simulator);
        let made = rehearse(&client, &step.use_case, step.request.clone(), RehearsalOptions::default()).await;
        if let Some(difference) = difference(&before, &state(&simulator)) {
            wrong.push(format!("{}: something was done while rehearsing: {difference}", case.name));
        }
        let (sender, mut events) = mpsc::unbounded_channel();
        let options = RunOptions { events: Some(sender), ..RunOptions::default() };
        let ran = client.invoke(&step.use_case, step.request.clone(), options).await;
        let mut done = Vec::new();
        while let Ok(event) = events.try_recv() {
            done.push(event);
        }
        if let Ok(rehearsal) = &made {
            for what_if in &rehearsal.what_ifs {
                tried.insert(serde_json::to_value(&what_if.what_if).unwrap()["type"].as_str().unwrap().to_owned());
                wrong.extend(what_if.course.broken.iter().map(|broken| format!("{}: {}: {broken}", case.name, what_if.what_if)));
                if what_if.course.ending == "internal" {
                    wrong.push(format!("{}: {}: {}", case.name, what_if.what_if, what_if.course.cause));
                }
            }
            wrong.extend(rehearsal.expected.broken.iter().map(|broken| format!("{}: {broken}", case.name)));
        }
        let succeeds = !step.expect["outcome"].is_null()
            && step.expect["outcome"]["verdict"]["ending"].as_str().is_none_or(|ending| ending == "succeeded");
        if !(quiet && succeeds) {
            continue;
        }
        match (made, ran) {
            (Ok(rehearsal), Ok(_)) => {
                kept += 1;
                let (mut planned, mut done): (Vec<_>, _) =
                    (rehearsal.expected.writes.iter().map(|write| (write.action.clone(), write.step.len())).collect(), changed(&done));
                if scenario_files::CONCURRENT.contains(&step.use_case.as_str()) {
                    planned.sort();
                    done.sort();
                }
                if rehearsal.expected.ending != "succeeded" || planned != done {
                    let Rehearsal { expected, .. } = rehearsal;
                    wrong.push(format!("{}: {} with {planned:?}, done {done:?}", case.name, expected.ending));
                }
            }
            (made, ran) => wrong.push(format!("{}: rehearsed {:?}, ran {:?}", case.name, made.err(), ran.err())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    println!("{cases} scenarios, {kept} as foreseen, tried: {tried:?}");
    assert!(kept >= 25, "only {kept} rehearsals were kept");
    assert_eq!(tried.len(), 4, "{tried:?}");
}

/// The tasks of a service, by the last letter of their zone, and their stop codes.
async fn tasks(simulator: &Arc<Simulator>, status: ecs::DesiredStatus) -> Vec<ecs::Task> {
    let list = ecs::ListTasks { cluster: Some("main".into()), desired_status: Some(status), ..Default::default() };
    let tasks = simulator.cloud().send(list).await.unwrap().task_arns;
    if tasks.is_empty() {
        return Vec::new();
    }
    let describe = ecs::DescribeTasks { cluster: Some("main".into()), tasks, ..Default::default() };
    simulator.cloud().send(describe).await.unwrap().tasks
}

#[tokio::test]
async fn the_simulator_loses_a_zone() {
    let outage = Outage::ZoneLost { zone: Some("eu-west-1b".into()) };
    for launch_type in ["FARGATE", "EC2"] {
        let mut scenario = worlds::shop(&json!({}));
        scenario.services[0].launch_type = launch_type.into();
        scenario.clusters[0] =
            ClusterScript { name: "main".into(), instances: vec![InstanceScript { count: 3, ..InstanceScript::default() }] };
        scenario.outages.push(OutageScript { after: Span::from_secs(60), outage: outage.clone() });
        let simulator = Simulator::new(scenario).unwrap();
        let zones = |tasks: Vec<ecs::Task>| tasks.into_iter().map(|task| task.availability_zone.unwrap()).collect::<Vec<_>>();
        assert!(zones(tasks(&simulator, ecs::DesiredStatus::Running).await).contains(&"eu-west-1b".to_owned()), "{launch_type}");
        simulator.advance(Duration::from_secs(61));
        let stopped = tasks(&simulator, ecs::DesiredStatus::Stopped).await;
        assert!(!stopped.is_empty() && stopped.iter().all(|task| task.stop_code == Some(ecs::TaskStopCode::InfrastructureHealth)));
        simulator.advance(Duration::from_mins(10));
        let running = zones(tasks(&simulator, ecs::DesiredStatus::Running).await);
        assert!(running.len() == 4 && !running.contains(&"eu-west-1b".to_owned()), "{launch_type}: {running:?}");
        assert!(simulator.violations().is_empty(), "{:?}", simulator.violations());
    }
    let mut scenario = worlds::shop(&json!({}));
    let wrong = Outage::ZoneLost { zone: Some("us-east-1a".into()) };
    assert_eq!(Simulator::new(scenario.clone()).unwrap().strike(&wrong).unwrap_err().kind(), ErrorKind::InvalidRequest);
    scenario.outages.push(OutageScript { after: Span::from_secs(60), outage: wrong });
    let error = Simulator::new(scenario).err().unwrap();
    assert_eq!(error.details().resource.as_deref(), Some("outages[0].outage.zone"), "{error}");
}

#[tokio::test]
async fn the_simulator_reclaims_spot() {
    let simulator = Simulator::new(worlds::shop(&on_spot())).unwrap();
    let on_spot = |tasks: &[ecs::Task]| tasks.iter().filter(|task| task.capacity_provider_name.as_deref() == Some("FARGATE_SPOT")).count();
    assert_eq!(on_spot(&tasks(&simulator, ecs::DesiredStatus::Running).await), 2);
    simulator.strike(&Outage::SpotReclaimed { lasts: Span::from_mins(10) }).unwrap();
    simulator.advance(Duration::from_mins(3));
    let stopped = tasks(&simulator, ecs::DesiredStatus::Stopped).await;
    assert_eq!(stopped.len(), 2);
    for task in &stopped {
        assert_eq!(task.stop_code, Some(ecs::TaskStopCode::SpotInterruption));
        assert_eq!(task.stopped_reason.as_deref(), Some("Your Spot Task was interrupted."));
    }
    // No On-Demand task takes their place, and none on Spot until there is capacity.
    assert_eq!(tasks(&simulator, ecs::DesiredStatus::Running).await.len(), 2);
    simulator.advance(Duration::from_mins(10));
    assert_eq!(on_spot(&tasks(&simulator, ecs::DesiredStatus::Running).await), 2);
    assert!(simulator.violations().is_empty(), "{:?}", simulator.violations());
}

/// JavaScript, and what is written by Python, has no fraction where a number is whole.
fn as_kept_elsewhere(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(whole) = number.as_f64().filter(|number| number.fract() == 0.0) {
                *value = json!(whole as i64);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(as_kept_elsewhere),
        Value::Object(members) => members.values_mut().for_each(as_kept_elsewhere),
        _ => {}
    }
}

#[tokio::test]
async fn a_rehearsal_that_another_language_kept_is_the_same() {
    let simulator = Simulator::new(careful().1).unwrap();
    let client = simulator.client();
    let method = json!({"type": "native", "percent": 10, "bake": "5m"});
    let canary = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1", "method": method});
    let rehearsal = rehearse(&client, "canary_deployment", canary.clone(), only(&[])).await.unwrap();
    let mut kept = serde_json::to_value(&rehearsal).unwrap();
    as_kept_elsewhere(&mut kept);
    let kept: Rehearsal = serde_json::from_value(kept).unwrap();
    let options = RunOptions { rehearsal: kept.into(), ..RunOptions::default() };
    client.invoke("canary_deployment", canary, options).await.unwrap();
}

/// What follows a deployment on a mirror does not ask again for what has not changed; the testkit compares both at every look.
#[tokio::test]
async fn a_mirror_tells_when_a_service_may_have_changed() {
    let simulator = Simulator::new(worlds::shop(&worlds::breaker())).unwrap();
    let mirror = Mirror::new(&simulator.cloud());
    let cloud = mirror.cloud();
    let changes = || cloud.backend().changes(cloud.scope(), "main", "web");
    assert_eq!(changes(), None, "nothing is known yet");
    let describe = ecs::DescribeServices { cluster: Some("main".into()), services: vec!["web".into()], ..Default::default() };
    cloud.send(describe.clone()).await.unwrap();
    let first = changes();
    assert!(first.is_some());
    mirror.simulator().advance(Duration::from_mins(30));
    cloud.send(describe).await.unwrap();
    assert_eq!(changes(), first, "nothing happens to a service that is steady");
    let update = |desired| ecs::UpdateService {
        cluster: Some("main".into()),
        service: "web".into(),
        desired_count: Some(desired),
        ..Default::default()
    };
    cloud.send(update(5)).await.unwrap();
    let updated = changes();
    assert_ne!(updated, first);
    mirror.simulator().advance(Duration::from_mins(5));
    let started = changes();
    assert!(started.is_some() && started != updated, "a task has started");
    assert!(mirror.simulator().violations().is_empty(), "{:?}", mirror.simulator().violations());
    // Who asks the cloud itself learns nothing without asking.
    assert_eq!(simulator.cloud().backend().changes(simulator.scope(), "main", "web"), None);
}
