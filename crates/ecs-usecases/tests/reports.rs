//! Reports of runs on the simulator.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use ecs_usecases::{
    CancelToken, Client, ErrorKind, EventDetail, Recorder, Result, RunOptions, RunReport, Simulator,
    backend::{Call, Cloud, CloudBackend},
    clock::Clock,
    operations::Reply,
    simulator::Scenario,
};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

/// The reports of a scenario's runs.
async fn reports(name: &str) -> Vec<RunReport> {
    let case = scenario_files::all().into_iter().find(|case| case.name == name).unwrap();
    let client = Simulator::new(case.scenario.clone()).unwrap().client();
    let mut reports = Vec::new();
    for step in &case.steps {
        let (events, recorder) = Recorder::channel();
        let options = RunOptions { events: Some(events), ..RunOptions::default() };
        let result = client.invoke(&step.use_case, step.request.clone(), options).await;
        reports.push(recorder.report(Some(&result)).of(client.cloud().scope()));
    }
    reports
}

fn lanes(svg: &str) -> Vec<&str> {
    svg.split("data-lane=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn a_good_roll() {
    let report = &reports("rolling-good").await[0];
    let html = report.to_html();
    for part in ["Succeeded", "RollingDeployment (UC13)", "run-1", "eu-west-1", "ecs:UpdateService", "has reached a steady state"] {
        assert!(html.contains(part), "{part}");
    }
    assert_eq!(lanes(&report.to_svg()), ["steps", "stages", "tasks", "marks"]);
    assert!(report.to_markdown().starts_with("### ✅ RollingDeployment (UC13): Succeeded\n"));
}

#[tokio::test]
async fn a_breaker_that_rolls_back() {
    let report = &reports("rolling-crash").await[0];
    let html = report.to_html();
    for part in
        ["Rolled back", "circuit breaker threshold", "EssentialContainerExited", "app, exit code 3", "Which state holds now", "What to do"]
    {
        assert!(html.contains(part), "{part}");
    }
}

#[tokio::test]
async fn canaries() {
    let fails = &reports("canary-fails").await[0];
    // Once traffic goes to the new revision the load balancer is asked for the targets of both.
    assert_eq!(lanes(&fails.to_svg()), ["steps", "stages", "tasks", "health", "health", "traffic", "analysis", "marks"]);
    assert!(fails.to_svg().contains("1 fail"));
    let passes = &reports("canary-weighted").await[0];
    assert_eq!(lanes(&passes.to_svg()), ["steps", "stages", "tasks", "traffic", "analysis", "marks"]);
    assert!(passes.to_html().contains("Succeeded"));
}

#[tokio::test]
async fn every_scenario_has_pages() {
    for case in scenario_files::all() {
        for report in reports(&case.name).await {
            let html = report.to_html();
            assert!(html.starts_with("<!doctype html>") && html.ends_with("</html>"), "{}", case.name);
            for open in [">Not known<", "class=\"verdict\">Running<"] {
                assert!(!html.contains(open), "{}: {open}", case.name);
            }
            assert!(serde_json::from_value::<RunReport>(serde_json::to_value(&report).unwrap()).unwrap() == report);
        }
    }
}

#[tokio::test]
async fn the_same_run_has_the_same_bytes() {
    let (one, two) = (reports("canary-passes").await, reports("canary-passes").await);
    assert_eq!(one[0].to_html(), two[0].to_html());
    assert_eq!(one[0].to_svg(), two[0].to_svg());
}

/// What a task definition keeps secret is in no event, and so in no report.
#[tokio::test]
async fn secrets_are_not_reported() {
    let scenario = json!({
        "clusters": [{"name": "main"}],
        "repositories": [{"name": "shop/web", "images": [{"tags": ["1.0"]}, {"tags": ["1.1"], "behaviour": {"crash_after": "3s", "exit_code": 3}}]}],
        "services": [{"name": "web", "image": "shop/web:1.0", "task_definition": {
            "family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/pulls", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "containerDefinitions": [{
                "name": "app", "image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.0", "essential": true,
                "environment": [{"name": "PASSWORD", "value": "hunter2-in-the-environment"}],
                "secrets": [{"name": "TOKEN", "valueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-hunter2"}],
            }],
        }, "settings": {"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}}}],
    });
    let client = Simulator::new(serde_json::from_value(scenario).unwrap()).unwrap().client();
    let (events, recorder) = Recorder::channel();
    let request = json!({"cluster": "main", "service": "web", "image": "shop/web:1.1"});
    let result = client.invoke("rolling_deployment", request, RunOptions { events: Some(events), ..RunOptions::default() }).await;
    assert_eq!(result.as_ref().unwrap_err().kind(), ErrorKind::DeploymentFailed);
    let report = recorder.report(Some(&result));
    for text in [report.to_html(), report.to_markdown(), serde_json::to_string(&report).unwrap()] {
        assert!(text.contains("circuit breaker") && !text.contains("hunter2"), "{text}");
    }
}

/// Cancels a run when it looks at the service for this many times.
struct CancelAt {
    inner: Arc<dyn CloudBackend>,
    looks: AtomicU32,
    cancel: CancelToken,
}

#[async_trait::async_trait]
impl CloudBackend for CancelAt {
    async fn call(&self, call: Call) -> Result<Reply> {
        if call.operation.info().action() == "ecs:DescribeServices" && self.looks.fetch_sub(1, Ordering::SeqCst) == 1 {
            self.cancel.cancel();
        }
        self.inner.call(call).await
    }
    fn clock(&self) -> &dyn Clock {
        self.inner.clock()
    }
}

#[tokio::test]
async fn a_resumed_run_has_one_report() {
    let case = scenario_files::all().into_iter().find(|case| case.name == "rolling-good").unwrap();
    let cloud = Simulator::new(case.scenario).unwrap().cloud();
    let cancel = CancelToken::default();
    let backend = CancelAt { inner: cloud.backend().clone(), looks: AtomicU32::new(5), cancel: cancel.clone() };
    let client = Client::of(Cloud::new(Arc::new(backend), (**cloud.scope()).clone()));
    let (events, recorder) = Recorder::channel();
    let options = |cancel| RunOptions { run_id: Some("mine".into()), events: Some(events.clone()), cancel, ..RunOptions::default() };
    let cut = client.invoke("rolling_deployment", case.steps[0].request.clone(), options(cancel)).await;
    assert_eq!(cut.unwrap_err().kind(), ErrorKind::Cancelled);
    let before = recorder.report(None::<&Result<Value>>);
    assert!(before.to_html().contains("class=\"verdict\">Cancelled<"));
    let result = client.resume("mine", options(CancelToken::default())).await;
    let report = recorder.report(Some(&result));
    assert!(report.to_html().contains("class=\"verdict\">Succeeded<"));
    assert_eq!(report.resumed_at.len(), 1);
    let (steps, earlier) = (&report.tracks[0].steps, &before.tracks[0].steps);
    let mut names: Vec<_> = steps.iter().map(|step| step.name.as_str()).collect();
    names.dedup();
    assert_eq!(names.len(), steps.len(), "no step is shown twice");
    assert!(steps.iter().all(|step| step.ended_at.is_some() && step.error.is_none()), "{steps:?}");
    assert_eq!(steps[..earlier.len() - 1], earlier[..earlier.len() - 1], "what was over keeps its times");
    let changes = report.tracks[0].told.iter().filter(|told| matches!(told.detail, EventDetail::Changed { .. })).count();
    assert_eq!(changes, 2, "a change is shown once");
}

#[tokio::test]
async fn a_recorder_lets_events_be_read_and_keeps_them() {
    let client = Simulator::new(Scenario::default()).unwrap().client();
    let (events, recorder) = Recorder::channel();
    let options = RunOptions { events: Some(events), ..RunOptions::default() };
    client.invoke("noop", json!({}), options).await.unwrap();
    assert_eq!(recorder.next_events(1).await.len(), 1);
    assert_eq!(recorder.events().len(), 2);
    assert_eq!(recorder.next_events(9).await.len(), 1);
    assert!(recorder.next_events(9).await.is_empty(), "the run has ended");
    assert_eq!(recorder.events().len(), 2);
}
