//! Plans: what is planned is what is done, nothing is done while planning, and a world that has moved is noticed.
#![allow(clippy::unwrap_used)]

mod scenario_files;
mod worlds;

use ecs_usecases::{
    Client, Error, ErrorKind, Event, EventDetail, Plan, Result, RunOptions, Simulator,
    model::{ecr, ecs, elbv2},
    plan::Change,
    simulator::Scenario,
};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::mpsc;

fn simulate(scenario: Scenario) -> Arc<Simulator> {
    Simulator::new(scenario).unwrap()
}

fn rolling(image: &str) -> Value {
    json!({"cluster": "main", "service": "web", "image": image})
}

async fn plan(client: &Client, name: &str, request: Value) -> Result<Plan> {
    client.plan_json(name, request, RunOptions::default()).await
}

/// Run a plan; what it gives, and its events.
async fn carry_out(client: &Client, plan: &Plan, strict: bool) -> (Result<Value>, Vec<Event>) {
    let (sender, mut received) = mpsc::unbounded_channel();
    let result = client.run_plan(plan, RunOptions { events: Some(sender), strict, ..RunOptions::default() }).await;
    let mut events = Vec::new();
    while let Ok(event) = received.try_recv() {
        events.push(event);
    }
    (result, events)
}

fn changed(events: &[Event]) -> Vec<(String, Option<String>, Vec<String>)> {
    let one = |event: &Event| match &event.detail {
        EventDetail::Changed { action, resource } => {
            // The ids of deployments are chosen by AWS.
            let resource = resource.as_ref().map(|resource| match resource.rsplit_once('/') {
                Some((path, _)) if path.contains(":service-deployment/") => format!("{path}/*"),
                _ => resource.clone(),
            });
            Some((action.clone(), resource, event.step.clone()))
        }
        _ => None,
    };
    events.iter().filter_map(one).collect()
}

fn planned(plan: &Plan) -> Vec<(String, Option<String>, Vec<String>)> {
    plan.writes.iter().map(|write| (write.action.clone(), write.resource.clone(), write.step.clone())).collect()
}

/// Whether the same was done as was planned; a `*` of the plan stands for an id that AWS chooses.
fn alike(planned: &[(String, Option<String>, Vec<String>)], done: &[(String, Option<String>, Vec<String>)]) -> bool {
    let parts = |resource: &Option<String>| resource.clone().unwrap_or_default().split(['/', ':']).map(str::to_owned).collect::<Vec<_>>();
    let resource = |planned: &Option<String>, done: &Option<String>| {
        let (planned, done) = (parts(planned), parts(done));
        planned.len() == done.len() && planned.iter().zip(&done).all(|(planned, done)| planned == "*" || planned == done)
    };
    planned.len() == done.len()
        && planned.iter().zip(done).all(|(one, other)| one.0 == other.0 && one.2 == other.2 && resource(&one.1, &other.1))
}

/// Branches that run at the same time have no order among each other, only each its own.
fn by_branch(mut writes: Vec<(String, Option<String>, Vec<String>)>) -> Vec<(String, Option<String>, Vec<String>)> {
    writes.sort_by_key(|write| write.2.iter().take(2).cloned().collect::<Vec<_>>());
    writes
}

fn warnings(events: &[Event]) -> Vec<String> {
    let one = |event: &Event| match &event.detail {
        EventDetail::Warning { message } => Some(message.clone()),
        _ => None,
    };
    events.iter().filter_map(one).collect()
}

/// Plan, see that nothing was done, then do it: the same writes.
async fn plans_what_it_does(scenario: Scenario, name: &str, request: Value) -> (Plan, Vec<Event>) {
    let simulator = simulate(scenario);
    let client = simulator.client();
    let (trace, time) = (simulator.trace(), simulator.now());
    let plan = plan(&client, name, request).await.unwrap();
    assert_eq!(simulator.trace(), trace, "something was done while planning");
    assert_eq!(simulator.now(), time, "time passed while planning");
    println!("{plan}");
    // A plan survives being written down.
    let text = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), plan);
    let (result, events) = carry_out(&client, &plan, false).await;
    result.unwrap();
    assert_eq!(planned(&plan), changed(&events));
    assert_eq!(warnings(&events).iter().filter(|text| text.contains("plan")).collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(simulator.violations().is_empty(), "{:?}", simulator.violations());
    (plan, events)
}

fn change<'a>(plan: &'a Plan, action: &str, path: &str) -> &'a Change {
    let write = plan.writes.iter().find(|write| write.action == action).unwrap_or_else(|| panic!("no {action}"));
    write.changes.iter().find(|change| change.path == path).unwrap_or_else(|| panic!("no {path} in {:?}", write.changes))
}

#[tokio::test]
async fn a_rolling_deployment_is_planned_as_it_is_done() {
    let (plan, events) = plans_what_it_does(worlds::shop(&worlds::breaker()), "rolling_deployment", rolling("shop/web:1.1")).await;
    assert_eq!(plan.ending, "succeeded");
    let register = &plan.writes[0];
    // A definition differs in the image alone, whatever AWS has added to it.
    assert_eq!(register.changes.len(), 1, "{:?}", register.changes);
    let image = change(&plan, "ecs:RegisterTaskDefinition", "containerDefinitions[app].image");
    assert!(image.before.as_ref().unwrap().ends_with("shop/web:1.0") && image.after.as_ref().unwrap().contains("shop/web@sha256:"));
    let definition = change(&plan, "ecs:UpdateService", "taskDefinition");
    assert!(definition.before.as_ref().unwrap().ends_with("web:1") && definition.after.as_ref().unwrap().ends_with("web:2"));
    // As long as it took, about.
    let took = events.last().unwrap().at.since(events[0].at).as_secs_f64();
    let expected = plan.duration.0.as_secs_f64();
    assert!((expected - took).abs() < 0.25 * took, "{expected} s were expected, and {took} s it took");
    assert_eq!(plan.peak_tasks, 8);
    let stage = plan.stages.iter().find(|stage| stage.name == "follow the deployment").unwrap();
    assert!(stage.duration > plan.stages[0].duration);
    assert!(plan.stages.iter().any(|stage| stage.responsible.is_some()));
    assert!(plan.risks.iter().any(|risk| risk.id == "no-alarms"));
    assert!(!plan.risks.iter().any(|risk| risk.id == "circuit-breaker-off"));
}

#[tokio::test]
async fn canaries_are_planned_as_they_are_done() {
    let with = |method: Value| {
        let mut request = rolling("shop/web:1.1");
        request["method"] = method;
        request
    };
    let native = with(json!({"type": "native", "percent": 10.0, "bake": "3m"}));
    let (plan, _) = plans_what_it_does(worlds::shop(&worlds::breaker()), "canary_deployment", native).await;
    assert_eq!(plan.ending, "succeeded");
    change(&plan, "ecs:UpdateService", "deploymentConfiguration.strategy");
    let weighted = with(json!({
        "type": "weighted", "listener_rule_arn": worlds::listener(), "canary_target_group_arn": worlds::target_group("green"),
        "steps": [10.0, 50.0], "bake": "2m",
    }));
    let (plan, _) = plans_what_it_does(worlds::shop(&worlds::breaker()), "canary_deployment", weighted).await;
    let weight = change(&plan, "elasticloadbalancing:ModifyListener", "DefaultActions[forward].ForwardConfig.TargetGroups[green].Weight");
    assert_eq!((weight.before.as_deref(), weight.after.is_some()), (None, true));
}

#[tokio::test]
async fn a_rollback_is_planned_as_it_is_done() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let client = simulator.client();
    client.invoke("rolling_deployment", rolling("shop/web:1.1"), RunOptions::default()).await.unwrap();
    let plan = plan(&client, "rollback", json!({"cluster": "main", "service": "web"})).await.unwrap();
    let (result, events) = carry_out(&client, &plan, true).await;
    result.unwrap();
    assert_eq!(planned(&plan), changed(&events));
    let definition = change(&plan, "ecs:UpdateService", "taskDefinition");
    assert!(definition.before.as_ref().unwrap().ends_with("web:2") && definition.after.as_ref().unwrap().ends_with("web:1"));
}

#[tokio::test]
async fn a_repository_is_planned_as_it_is_made() {
    let request = json!({"repository": "shop/api", "tags": {"team": "shop"}});
    let (plan, _) = plans_what_it_does(worlds::shop(&json!({})), "repository_setup", request.clone()).await;
    assert_eq!(plan.writes[0].action, "ecr:CreateRepository");
    // And one that is there changes only what differs.
    let request = json!({"repository": "shop/web", "tags": {"team": "shop"}});
    let (plan, _) = plans_what_it_does(worlds::shop(&json!({})), "repository_setup", request).await;
    assert_eq!(change(&plan, "ecr:TagResource", "tags[team].Value").after.as_deref(), Some("shop"));
}

#[tokio::test]
async fn a_service_goes_on_in_the_mirror_as_it_does() {
    // A deployment is on its way when the plan is made; the plan waits for it.
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let cloud = simulator.cloud();
    let update = |image: &str| ecs::UpdateService {
        cluster: Some("main".into()),
        service: "web".into(),
        force_new_deployment: Some(image.is_empty()),
        ..Default::default()
    };
    cloud.send(update("")).await.unwrap();
    simulator.advance(std::time::Duration::from_secs(20));
    let mut request = rolling("shop/web:1.1");
    request["if_busy"] = json!("wait");
    let plan = plan(&simulator.client(), "rolling_deployment", request.clone()).await.unwrap();
    assert_eq!(plan.ending, "succeeded", "{plan}");
    let (sender, mut events) = mpsc::unbounded_channel();
    let options = RunOptions { events: Some(sender), ..RunOptions::default() };
    simulator.client().invoke("rolling_deployment", request, options).await.unwrap();
    let mut done = Vec::new();
    while let Ok(event) = events.try_recv() {
        done.push(event);
    }
    assert_eq!(planned(&plan), changed(&done));
}

#[tokio::test]
async fn a_mirror_shows_what_the_cloud_shows() {
    let mut settings = worlds::breaker();
    settings["tags"] = json!([{"key": "team", "value": "shop"}]);
    let simulator = simulate(worlds::shop(&settings));
    let client = simulator.client();
    client.invoke("rolling_deployment", rolling("shop/web:1.1"), RunOptions::default()).await.unwrap();
    let mirror = ecs_usecases::Mirror::new(client.cloud());
    let live = simulator.cloud();
    let service = || json!({"cluster": "main", "services": ["web"], "include": ["TAGS"]});
    let ask = |action: &'static str, request: Value| {
        let (mirror, live) = (mirror.cloud(), live.clone());
        async move {
            let operation = ecs_usecases::operations::AnyOperation::from_json(action, request).unwrap();
            let call = |cloud: &ecs_usecases::backend::Cloud| cloud.call(operation.clone(), cloud.clock().now());
            let seen = mirror.backend().call(call(&mirror)).await.unwrap().to_json();
            let known = live.backend().call(call(&live)).await.unwrap().to_json();
            assert_eq!(seen, known, "{action}");
            known
        }
    };
    let shown = ask("ecs:DescribeServices", service()).await;
    let definition = shown["services"][0]["taskDefinition"].as_str().unwrap().to_owned();
    ask("ecs:DescribeTaskDefinition", json!({"taskDefinition": definition, "include": ["TAGS"]})).await;
    ask("ecs:DescribeTaskDefinition", json!({"taskDefinition": "web:1"})).await;
    ask("ecs:ListTaskDefinitions", json!({"familyPrefix": "web", "sort": "DESC"})).await;
    ask("ecs:DescribeClusters", json!({"clusters": ["main", "none"], "include": ["SETTINGS", "TAGS"]})).await;
    let tasks = ask("ecs:ListTasks", json!({"cluster": "main", "serviceName": "web"})).await;
    ask("ecs:DescribeTasks", json!({"cluster": "main", "tasks": tasks["taskArns"], "include": ["TAGS"]})).await;
    let deployments = ask("ecs:ListServiceDeployments", json!({"cluster": "main", "service": "web"})).await;
    for deployment in deployments["serviceDeployments"].as_array().unwrap() {
        ask("ecs:DescribeServiceDeployments", json!({"serviceDeploymentArns": [deployment["serviceDeploymentArn"]]})).await;
        ask("ecs:DescribeServiceRevisions", json!({"serviceRevisionArns": [deployment["targetServiceRevisionArn"]]})).await;
    }
    let groups = json!({"TargetGroupArns": [worlds::target_group("blue"), worlds::target_group("green")]});
    let groups = ask("elasticloadbalancing:DescribeTargetGroups", groups).await;
    ask("elasticloadbalancing:DescribeTargetHealth", json!({"TargetGroupArn": worlds::target_group("blue")})).await;
    ask("elasticloadbalancing:DescribeTargetHealth", json!({"TargetGroupArn": worlds::target_group("green")})).await;
    ask("elasticloadbalancing:DescribeTargetGroupAttributes", json!({"TargetGroupArn": worlds::target_group("green")})).await;
    let listener = worlds::listener();
    ask("elasticloadbalancing:DescribeListeners", json!({"ListenerArns": [listener]})).await;
    ask("elasticloadbalancing:DescribeRules", json!({"ListenerArn": listener})).await;
    ask("elasticloadbalancing:DescribeLoadBalancers", json!({"LoadBalancerArns": groups["TargetGroups"][0]["LoadBalancerArns"]})).await;
    ask("ecr:DescribeRepositories", json!({"repositoryNames": ["shop/web"]})).await;
    ask("ecr:DescribeImages", json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": "1.1"}, {"imageTag": "arm"}]})).await;
    ask("ecr:BatchGetImage", json!({"repositoryName": "shop/web", "imageIds": [{"imageTag": "1.0"}, {"imageTag": "none"}]})).await;
    ask("ecr:DescribeImages", json!({"repositoryName": "shop/web"})).await;
    ask("ecr:DescribeRegistry", json!({})).await;
    // And so it stays: time passes, and nothing moves.
    let cloud = mirror.cloud();
    cloud.clock().drive(Box::pin(async { cloud.clock().sleep(std::time::Duration::from_mins(10)).await })).await;
    let described = cloud
        .send(ecs::DescribeServices { cluster: Some("main".into()), services: vec!["web".into()], ..Default::default() })
        .await
        .unwrap();
    assert_eq!(described.services[0].running_count, Some(4));
    assert_eq!(described.services[0].events.len(), shown["services"][0]["events"].as_array().unwrap().len());
}

#[tokio::test]
async fn a_use_case_that_would_be_refused_is_refused_while_planning() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let client = simulator.client();
    let told = |error: &Error| (error.kind(), error.to_string());
    for request in
        [rolling("shop/web:none"), rolling("shop/web:arm"), json!({"cluster": "main", "service": "none", "image": "shop/web:1.1"})]
    {
        let planned = plan(&client, "rolling_deployment", request.clone()).await.unwrap_err();
        let run = client.invoke("rolling_deployment", request, RunOptions::default()).await.unwrap_err();
        assert_eq!(told(&planned), told(&run));
    }
    let unread = plan(&client, "rolling_deployment", json!({"cluster": 1})).await.unwrap_err();
    assert_eq!(unread.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn a_deployment_that_cannot_succeed_is_planned_with_its_failure() {
    // Four tasks with room for four: no new one can start, and no old one may stop.
    let stuck =
        json!({"deploymentConfiguration": {"minimumHealthyPercent": 75, "maximumPercent": 100}, "availabilityZoneRebalancing": "DISABLED"});
    let mut scenario = worlds::shop(&stuck);
    scenario.services[0].desired_count = 1;
    let simulator = simulate(scenario);
    match plan(&simulator.client(), "rolling_deployment", rolling("shop/web:1.1")).await {
        Ok(plan) => assert!(plan.ending != "succeeded" && plan.risks[0].id == "expected-to-fail", "{plan}"),
        Err(error) => assert!(matches!(error.kind(), ErrorKind::Refused | ErrorKind::DeploymentFailed), "{error}"),
    }
}

/// Plan, let somebody do something, and try to run the plan: what the refusal says.
async fn refusal<F: Future<Output = ()>>(meanwhile: impl FnOnce(Arc<Simulator>) -> F) -> String {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let client = simulator.client();
    let plan = plan(&client, "rolling_deployment", rolling("shop/web:1.1")).await.unwrap();
    meanwhile(simulator.clone()).await;
    let (trace, now) = (simulator.trace(), simulator.now());
    let (result, events) = carry_out(&client, &plan, false).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
    assert!(events.is_empty() && simulator.trace() == trace && simulator.now() == now);
    error.to_string()
}

#[tokio::test]
async fn a_plan_is_refused_when_the_world_has_moved() {
    let changed = refusal(|simulator| async move {
        let update = ecs::UpdateService {
            cluster: Some("main".into()),
            service: "web".into(),
            health_check_grace_period_seconds: Some(60),
            ..Default::default()
        };
        simulator.cloud().send(update).await.unwrap();
    })
    .await;
    assert!(changed.contains("services[0].healthCheckGracePeriodSeconds was absent, and is 60"), "{changed}");
    let deleted = refusal(|simulator| async move {
        let id = ecr::ImageIdentifier { image_tag: Some("1.1".into()), ..Default::default() };
        let delete = ecr::BatchDeleteImage { repository_name: "shop/web".into(), image_ids: vec![id], ..Default::default() };
        simulator.cloud().send(delete).await.unwrap();
    })
    .await;
    assert!(deleted.contains("ImageNotFoundException"), "{deleted}");
    let registered = refusal(|simulator| async move {
        let known = ecs::DescribeTaskDefinition { task_definition: "web".into(), ..Default::default() };
        let known = simulator.cloud().send(known).await.unwrap().task_definition.unwrap();
        let mut known = serde_json::to_value(known).unwrap();
        known["containerDefinitions"][0]["environment"] = json!([{"name": "KEY", "value": "hunter2"}]);
        let register: ecs::RegisterTaskDefinition = serde_json::from_value(known).unwrap();
        simulator.cloud().send(ecs::RegisterTaskDefinition { extra: serde_json::Map::new(), ..register }).await.unwrap();
    })
    .await;
    assert!(registered.contains("task-definition/web:2") && !registered.contains("hunter2"), "{registered}");
    let weights = refusal(|simulator| async move {
        let forward = |name: &str, weight: i32| elbv2::TargetGroupTuple {
            target_group_arn: Some(worlds::target_group(name)),
            weight: Some(weight),
            ..Default::default()
        };
        let config =
            elbv2::ForwardActionConfig { target_groups: Some(vec![forward("blue", 9), forward("green", 1)]), ..Default::default() };
        let action = elbv2::Action { r#type: Some("forward".into()), forward_config: Some(config), ..Default::default() };
        let modify = elbv2::ModifyListener { listener_arn: worlds::listener(), default_actions: Some(vec![action]), ..Default::default() };
        simulator.cloud().send(modify).await.unwrap();
    })
    .await;
    assert!(weights.contains("DefaultActions[0]"), "{weights}");
}

#[tokio::test]
async fn what_moves_by_itself_does_not_invalidate_a_plan() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let client = simulator.client();
    let plan = plan(&client, "rolling_deployment", rolling("shop/web:1.1")).await.unwrap();
    // A task is replaced, and requests go on arriving.
    let tasks = simulator.cloud().send(ecs::ListTasks { cluster: Some("main".into()), ..Default::default() }).await.unwrap().task_arns;
    let stop = ecs::StopTask { cluster: Some("main".into()), task: tasks[0].clone(), ..Default::default() };
    simulator.cloud().send(stop).await.unwrap();
    simulator.advance(std::time::Duration::from_hours(2));
    carry_out(&client, &plan, true).await.0.unwrap();
}

#[tokio::test]
async fn a_write_that_is_not_planned_is_told_or_not_done() {
    // The image behaves well in the plan, and crashes in truth: what restores the service is not planned.
    let request = |on_failure: &str| json!({"cluster": "main", "service": "web", "image": "shop/web:sick", "on_failure": on_failure});
    for strict in [false, true] {
        let simulator = simulate(worlds::shop(&json!({})));
        let client = simulator.client();
        let plan = plan(&client, "rolling_deployment", request("restore")).await.unwrap();
        assert_eq!(plan.ending, "succeeded");
        let (result, events) = carry_out(&client, &plan, strict).await;
        let error = result.unwrap_err();
        if strict {
            assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
            assert!(error.to_string().contains("nothing more is planned"), "{error}");
            assert!(error.details().left_behind.len() >= 2, "{error}");
            assert_eq!(changed(&events), planned(&plan));
        } else {
            assert_eq!(error.kind(), ErrorKind::DeploymentFailed, "{error}");
            assert!(warnings(&events).iter().any(|text| text.contains("is not what the plan has here")), "{:?}", warnings(&events));
        }
    }
}

#[tokio::test]
async fn what_may_be_secret_is_in_no_plan() {
    let mut scenario = worlds::shop(&worlds::breaker());
    let mut definition = json!({
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "executionRoleArn": "arn:aws:iam::111122223333:role/ecsTaskExecutionRole",
        "containerDefinitions": [{
            "name": "app", "image": "shop/web:1.0", "essential": true, "portMappings": [{"containerPort": 8080}],
            "environment": [{"name": "DATABASE", "value": "hunter2"}],
        }],
    });
    definition["containerDefinitions"][0]["command"] = json!(["serve", "--token=hunter3"]);
    scenario.services[0].task_definition = Some(definition);
    let client = simulate(scenario).client();
    let plan = plan(&client, "rolling_deployment", rolling("shop/web:1.1")).await.unwrap();
    let text = format!("{}{plan}{plan:?}", serde_json::to_string(&plan).unwrap());
    assert!(text.contains("DATABASE") && !text.contains("hunter"), "a secret is in the plan");
}

#[tokio::test]
async fn images_can_be_said_to_behave_badly_in_a_mirror() {
    let simulator = simulate(worlds::shop(&worlds::breaker()));
    let mirror = ecs_usecases::Mirror::new(&simulator.cloud());
    let crash = ecs_usecases::simulator::ImageBehaviour { crash_after: Some(ecs_usecases::span::Span::from_secs(3)), ..Default::default() };
    mirror.behave("shop/web:1.1", crash).await.unwrap();
    let client = Client::of(mirror.cloud()).counted_ids();
    let error = client.invoke("rolling_deployment", rolling("shop/web:1.1"), RunOptions::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::DeploymentFailed, "{error}");
    assert!(error.to_string().contains("exited"), "{error}");
}

/// Every use case in every world that there is a scenario of: planning does nothing, and where all goes well the plan is kept.
#[tokio::test]
async fn every_scenario_can_be_planned() {
    let (mut kept, mut wrong) = (0, Vec::new());
    for case in scenario_files::all() {
        let well = case.scenario.faults.is_empty() && case.scenario.happenings.is_empty() && case.scenario.consistency_delay.0.is_zero();
        let quiet = Scenario { faults: Vec::new(), ..case.scenario.clone() };
        let simulator = simulate(quiet);
        // Without the rate budget, in which reads wait for their turn while time passes.
        let client = Client::of(simulator.cloud()).counted_ids();
        for step in &case.steps {
            // What is due at this moment happens, whoever looks.
            simulator.advance(std::time::Duration::ZERO);
            let (trace, now) = (simulator.trace(), simulator.now());
            let made = plan(&client, &step.use_case, step.request.clone()).await;
            if simulator.trace() != trace || (well && simulator.now() != now) {
                wrong.push(format!("{}: something was done while planning", case.name));
            }
            let succeeds = step.expect["outcome"]["verdict"]["ending"].as_str().is_none_or(|ending| ending == "succeeded");
            let succeeds = succeeds && !step.expect["outcome"].is_null();
            match made {
                Ok(made) => {
                    let (result, events) = carry_out(&client, &made, false).await;
                    if well && succeeds {
                        kept += 1;
                        if let Err(error) = &result {
                            wrong.push(format!("{}: {error}", case.name));
                        }
                        let order = if scenario_files::CONCURRENT.contains(&step.use_case.as_str()) { by_branch } else { |writes| writes };
                        if !alike(&order(planned(&made)), &order(changed(&events))) {
                            wrong.push(format!("{}: planned {:?}, done {:?}", case.name, planned(&made), changed(&events)));
                        }
                    }
                }
                Err(error) if well && succeeds => wrong.push(format!("{}: {error}", case.name)),
                Err(_) => drop(client.invoke(&step.use_case, step.request.clone(), RunOptions::default()).await),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kept >= 10, "only {kept} plans were kept");
}

/// Reading a cluster's other services, too, took more operations than a task may do before it yields: the plan span.
#[tokio::test]
async fn a_service_among_others_is_planned() {
    let world: Scenario = include_str!("../../../examples/worlds/shop.json").parse().unwrap();
    let plan = plan(&simulate(world).client(), "rolling_deployment", rolling("shop/web:1.1")).await.unwrap();
    assert_eq!((plan.ending.as_str(), plan.writes.len()), ("succeeded", 2));
}
