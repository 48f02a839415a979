//! Every scenario by the AWS backend, over the wire, with the real SDK: the same outcomes and the same trace as in process,
//! byte for byte. Nothing is allowed to differ.
#![allow(clippy::unwrap_used)]

mod scenario_files;

use async_trait::async_trait;
use ecs_usecases::{
    Client, Result,
    backend::{Call, Cloud, CloudBackend},
    backends::aws::AwsBackend,
    clock::{Clock, VirtualClock},
    layers::Retry,
    operations::Reply,
    server::{Pace, ServerOptions, SimulatorServer},
};
use scenario_files::{Case, first_difference};
use std::{fs, sync::Arc};

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

async fn run(case: &Case) -> std::result::Result<(), String> {
    let options = ServerOptions { pace: Pace::Manual, ..ServerOptions::default() };
    let server = SimulatorServer::start(case.scenario.clone(), options).map_err(|error| error.to_string())?;
    let simulator = server.simulator();
    let aws = AwsBackend::builder()
        .endpoint_url(server.url())
        .region(&simulator.scope().region)
        .account(&simulator.scope().account)
        .credentials("simulated", "simulated")
        .build()
        .await;
    let backend = OverTheWire { aws, clock: simulator.virtual_clock() };
    let cloud = Cloud::new(Arc::new(backend), simulator.scope().clone());
    let client = Client::of(cloud.with(Retry::default())).counted_ids();
    let trace = case.run(&client, &simulator).await?;
    let known = fs::read_to_string(case.golden()).map_err(|error| error.to_string())?;
    first_difference(&known, &trace).map_or(Ok(()), Err)
}
