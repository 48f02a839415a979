//! The process that is killed, and those that resume.

use crate::{PACE, REGION, kept, paced::Paced};
use async_trait::async_trait;
use ecs_usecases::{
    Client, Result, RunOptions,
    backend::{Call, Cloud, CloudBackend, Scope},
    backends::aws::AwsBackend,
    clock::Clock,
    layers::RateBudget,
    operations::Reply,
};
use std::{env, sync::Arc};

/// Where the server is.
pub const URL: &str = "KILLS_URL";
/// The journal's file, or the server that has its table.
pub const JOURNAL: &str = "KILLS_JOURNAL";
/// The run's id.
pub const RUN: &str = "KILLS_RUN";
/// The request in JSON.
pub const REQUEST: &str = "KILLS_REQUEST";

/// The AWS backend in a time that passes faster.
struct OverTheWire {
    aws: AwsBackend,
    clock: Paced,
}

#[async_trait]
impl CloudBackend for OverTheWire {
    async fn call(&self, call: Call) -> Result<Reply> {
        self.aws.call(call).await
    }

    fn clock(&self) -> &dyn Clock {
        &self.clock
    }
}

#[tokio::test]
#[ignore = "it is started by the test of kills, as a process of its own"]
async fn works() {
    let url = env::var(URL).unwrap();
    let (account, region) = ("111122223333", REGION);
    let clock = Paced::of_server(&url, PACE).await;
    let aws = AwsBackend::builder().endpoint_url(url).region(region).account(account).credentials("simulated", "simulated").build().await;
    let cloud = Cloud::new(Arc::new(OverTheWire { aws, clock }), Scope::new(account, region));
    let client = Client::within(RateBudget::default(), cloud).journal(kept::open(&env::var(JOURNAL).unwrap()));
    let request = serde_json::from_str(&env::var(REQUEST).unwrap()).unwrap();
    let options = RunOptions { run_id: Some(env::var(RUN).unwrap()), take_over: true, ..RunOptions::default() };
    client.invoke("canary_deployment", request, options).await.unwrap();
}
