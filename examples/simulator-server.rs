//! A simulated AWS for boto3, the AWS CLI, deployment tools: `cargo run --example simulator-server -- --port 4566`

use clap::Parser;
use ecs_usecases::{
    Error,
    server::{Pace, ServerOptions, SimulatorServer},
    simulator::Scenario,
};
use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};

/// Serve the simulator in AWS's wire protocols.
#[derive(Parser)]
struct Args {
    /// Port; 0 takes a free one.
    #[arg(long, default_value_t = 4566)]
    port: u16,
    /// Address. Only loopback addresses, unless --allow-remote is given.
    #[arg(long, default_value = "127.0.0.1")]
    address: IpAddr,
    /// Let other machines reach it.
    #[arg(long)]
    allow_remote: bool,
    /// How virtual time passes: `real`, `manual`, or how many times faster than real time.
    #[arg(long, default_value = "real")]
    pace: Pace,
    /// The world to start from, a JSON file; or a file of tests/scenarios. Without it the world is empty.
    #[arg(long)]
    scenario: Option<PathBuf>,
    /// Only say what would be served, and end.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: Args) -> Result<(), Error> {
    let scenario = args.scenario.map_or_else(|| Ok(Scenario::default()), |file| read(&file))?;
    let (account, region) = (scenario.account.clone(), scenario.region.clone());
    let options = ServerOptions {
        address: SocketAddr::new(args.address, args.port),
        allow_remote: args.allow_remote,
        pace: args.pace,
        ..ServerOptions::default()
    };
    let server = SimulatorServer::start(scenario, options)?;
    println!("# account {account}; {}/_simulator has the controls", server.url());
    println!("export AWS_ENDPOINT_URL={}", server.url());
    println!("export AWS_REGION={region} AWS_DEFAULT_REGION={region}");
    println!("export AWS_ACCESS_KEY_ID=simulated AWS_SECRET_ACCESS_KEY=simulated");
    if !args.check {
        server.wait();
    }
    Ok(())
}

/// A scenario, alone in a file or as a test's.
fn read(file: &PathBuf) -> Result<Scenario, Error> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| Error::invalid(&name, error.to_string()))?;
    let mut value: serde_json::Value = serde_json::from_str(&text).map_err(|error| Error::invalid(&name, error.to_string()))?;
    if let Some(inner) = value.get_mut("scenario") {
        value = inner.take();
    }
    serde_json::from_value(value).map_err(|error| Error::invalid(&name, error.to_string()))
}
