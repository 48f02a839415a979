//! Every scenario by the AWS backend, over the wire, with the real SDK: the same outcomes and the same trace as in process,
//! byte for byte. Nothing is allowed to differ.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use async_trait::async_trait;
use aws_smithy_http_client::{Builder, ConnectorBuilder, proxy::ProxyConfig};
use aws_smithy_runtime_api::client::{http::SharedHttpClient, runtime_components::RuntimeComponents};
use ecs_usecases::{
    CancelToken, Client, ErrorKind, EventDetail, RehearsalOptions, Result, RunOptions, Simulator,
    backend::{Call, Cloud, CloudBackend, Scope},
    backends::aws::AwsBackend,
    clock::{Clock, VirtualClock},
    layers::RateBudget,
    model::{
        ecs::{CreateCluster, ListClusters},
        ssm::{GetParameter, PutParameter},
        sts::GetCallerIdentity,
    },
    operations::Reply,
    server::{Pace, ServerOptions, SimulatorServer},
    simulator::Scenario,
};
use scenario_files::{Case, first_difference};
use serde_json::json;
use std::{fs, sync::Arc, time::Duration};

/// The AWS backend in the simulator's time.
struct OverTheWire {
    aws: AwsBackend,
    clock: VirtualClock,
}

#[async_trait]
impl CloudBackend for OverTheWire {
    async fn call(&self, call: Call) -> Result<Reply> {
        let _hold = self.clock.hold();
        self.aws.call(call).await
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

#[tokio::test]
async fn every_scenario_over_the_wire_is_as_in_process() {
    let mut wrong = Vec::new();
    for case in scenario_files::all() {
        if let Err(why) = run(&case).await {
            wrong.push(format!("{}: {why}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn serve(scenario: &Scenario) -> std::result::Result<SimulatorServer, String> {
    let options = ServerOptions { pace: Pace::Manual, ..ServerOptions::default() };
    SimulatorServer::start(scenario.clone(), options).map_err(|error| error.to_string())
}

/// An HTTP client for which the server is the internet: what is not for the server itself goes by it as by a proxy.
fn internet(server: &SimulatorServer) -> SharedHttpClient {
    let proxy = ProxyConfig::http(server.url()).unwrap().no_proxy("127.0.0.1");
    Builder::new().build_with_connector_fn(move |settings, components| {
        let mut connector = ConnectorBuilder::default().proxy_config(proxy.clone());
        connector.set_connector_settings(settings.cloned());
        connector.set_sleep_impl(components.and_then(RuntimeComponents::sleep_impl));
        connector.build_http()
    })
}

async fn aws(server: &SimulatorServer) -> AwsBackend {
    let simulator = server.simulator();
    AwsBackend::builder()
        .http_client(internet(server))
        .endpoint_url(server.url())
        .region(&simulator.scope().region)
        .account(&simulator.scope().account)
        .credentials("simulated", "simulated")
        .build()
        .await
}

fn request<T: serde::de::DeserializeOwned>(json: serde_json::Value) -> T {
    serde_json::from_value(json).unwrap()
}

async fn client(server: &SimulatorServer) -> Client {
    let simulator = server.simulator();
    let backend = OverTheWire { aws: aws(server).await, clock: simulator.virtual_clock() };
    let cloud = Cloud::new(Arc::new(backend), simulator.scope().clone());
    Client::within(RateBudget::default(), cloud).counted_ids()
}

async fn run(case: &Case) -> std::result::Result<(), String> {
    let server = serve(&case.scenario)?;
    let simulator = server.simulator();
    let trace = case.run(&client(&server).await, &simulator).await?;
    let known = fs::read_to_string(case.golden()).map_err(|error| error.to_string())?;
    if known == trace {
        return Ok(());
    }
    let concurrent = case.steps.iter().any(|step| scenario_files::CONCURRENT.contains(&step.use_case.as_str()));
    let told = |trace: &str| if concurrent { in_order(&same_words(trace)) } else { same_words(trace) };
    first_difference(&told(&known), &told(&trace)).map_or(Ok(()), Err)
}

/// What branches tell at the same moment has no order over the wire: bring it into one, and leave out the numbers.
fn in_order(trace: &str) -> String {
    let mut lines: Vec<((String, String), String)> = Vec::new();
    let mut run = 0;
    for line in trace.lines() {
        let Ok(mut event) = serde_json::from_str::<serde_json::Value>(line) else {
            lines.push(((String::from("~"), String::new()), line.to_owned()));
            continue;
        };
        if event["sequence"] == 1 {
            run += 1;
        }
        event["sequence"] = serde_json::Value::Null;
        lines.push(((format!("{run} {}", event["at"]), event["step"].to_string()), event.to_string()));
    }
    lines.sort_by(|one, other| one.0.cmp(&other.0));
    lines.into_iter().map(|(_, line)| line + "\n").collect()
}

/// A connection that fails is told in other words by a real client.
fn same_words(trace: &str) -> String {
    let dispatch = "dispatch failure: other: client error (SendRequest): connection closed before message completed";
    // It also says what to check.
    let advice = ". Check the endpoint, the Region's name, the proxy and the route to the service";
    trace.replace(dispatch, "the endpoint in us-east-1 can't be reached").replace(advice, "")
}

/// A rehearsal by the AWS backend against the simulator's own server is the one in process, and changes nothing on the server.
#[tokio::test]
async fn a_rehearsal_over_the_wire_is_as_in_process() {
    let mut compared = 0;
    for case in scenario_files::all() {
        let step = &case.steps[0];
        if !["rolling_deployment", "canary_deployment", "blue_green_deployment"].contains(&step.use_case.as_str()) {
            continue;
        }
        let scenario = Scenario { faults: Vec::new(), throttling: false, ..case.scenario.clone() };
        let server = serve(&scenario).unwrap();
        let simulator = server.simulator();
        // What the scenario has somebody else do at the start is done before it is looked at.
        simulator.advance(Duration::ZERO);
        let (trace, time) = (simulator.trace(), simulator.now());
        let rehearse = async |client: Client| {
            client.rehearse_json(&step.use_case, step.request.clone(), RehearsalOptions::default(), CancelToken::default()).await
        };
        let over_the_wire = rehearse(client(&server).await).await;
        assert_eq!((simulator.trace(), simulator.now()), (trace, time), "{}: something was done while rehearsing", case.name);
        let in_process = rehearse(Simulator::new(scenario).unwrap().client()).await;
        match (over_the_wire, in_process) {
            (Ok(wire), Ok(here)) => {
                compared += 1;
                assert_eq!((wire.passed, &wire.reasons), (here.passed, &here.reasons), "{}", case.name);
                assert_eq!(wire.expected, here.expected, "{}", case.name);
                assert_eq!(wire.what_ifs, here.what_ifs, "{}", case.name);
                assert_eq!(wire.left_out, here.left_out, "{}", case.name);
                // What AWS answers as numbers with a fraction may be written otherwise; the rest is what was read.
                assert_eq!(wire.basis.len(), here.basis.len(), "{}", case.name);
            }
            (Err(wire), Err(here)) => assert_eq!((wire.kind(), wire.to_string()), (here.kind(), here.to_string()), "{}", case.name),
            (wire, here) => panic!("{}: over the wire {:?}, in process {:?}", case.name, wire.err(), here.err()),
        }
    }
    assert!(compared >= 8, "only {compared} rehearsals were compared");
}

/// A plan is made from what AWS's protocols carry, and is kept by a run that goes the same way.
#[tokio::test]
async fn a_plan_over_the_wire_is_what_is_done() {
    let mut kept = 0;
    for name in ["rolling-good", "canary-passes", "canary-weighted", "repository-setup"] {
        let file = scenario_files::all().into_iter().find(|case| case.file.file_stem().is_some_and(|stem| stem == name)).unwrap();
        let server = serve(&file.scenario).unwrap();
        let (simulator, client) = (server.simulator(), client(&server).await);
        let step = &file.steps[0];
        let trace = simulator.trace();
        let plan = client.plan_json(&step.use_case, step.request.clone(), RunOptions::default()).await.unwrap();
        assert_eq!(simulator.trace(), trace, "{name}: something was done while planning");
        let (sender, mut events) = tokio::sync::mpsc::unbounded_channel();
        client.run_plan(&plan, RunOptions { events: Some(sender), strict: true, ..RunOptions::default() }).await.unwrap();
        let mut done = Vec::new();
        while let Ok(event) = events.try_recv() {
            if let EventDetail::Changed { action, .. } = event.detail {
                done.push(action);
            }
        }
        assert_eq!(plan.writes.iter().map(|write| write.action.clone()).collect::<Vec<_>>(), done, "{name}");
        kept += done.len();
        // What it has changed has moved the world.
        let again = client.run_plan(&plan, RunOptions::default()).await.unwrap_err();
        assert_eq!(again.kind(), ErrorKind::Conflict, "{name}: {again}");
    }
    assert!(kept >= 12, "only {kept} writes were planned");
}

/// A role of another account: its session is of that account, and what is done by it is done there.
#[tokio::test]
async fn a_role_over_the_wire_acts_in_its_own_account() {
    let (role, there) = ("arn:aws:iam::444455556666:role/deploy", Scope::new("444455556666", "eu-central-1"));
    let elsewhere = Scenario { account: there.account.clone(), missing_roles: vec!["gone".into()], ..Scenario::default() };
    let server = serve(&Scenario { elsewhere: vec![elsewhere], ..Scenario::default() }).unwrap();
    let simulator = server.simulator();
    let aws = aws(&server).await;
    let cloud = Cloud::new(Arc::new(OverTheWire { aws, clock: simulator.virtual_clock() }), simulator.scope().clone());
    for cloud in [cloud, simulator.cloud()] {
        let by_role = cloud.at(there.clone(), Some(role.into()));
        let who = by_role.send(GetCallerIdentity::default()).await.unwrap();
        assert_eq!(who.arn.as_deref(), Some("arn:aws:sts::444455556666:assumed-role/deploy/simulated"));
        by_role.send(CreateCluster { cluster_name: Some("shop".into()), ..CreateCluster::default() }).await.unwrap();
        by_role.send(request::<PutParameter>(json!({ "Name": "a", "Value": "1", "Type": "String", "Overwrite": true }))).await.unwrap();
        assert_eq!(
            by_role.send(ListClusters::default()).await.unwrap().cluster_arns,
            ["arn:aws:ecs:eu-central-1:444455556666:cluster/shop"]
        );
        assert!(cloud.send(ListClusters::default()).await.unwrap().cluster_arns.is_empty());
        assert_eq!(cloud.send(request::<GetParameter>(json!({ "Name": "a" }))).await.unwrap_err().kind(), ErrorKind::NotFound);
        let error = cloud.at(there.clone(), Some(role.replace("deploy", "gone"))).send(ListClusters::default()).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::AccessDenied, Some("AccessDenied")), "{error:?}");
        assert_eq!(error.details().operation.as_deref(), Some("sts:AssumeRole"));
    }
}
