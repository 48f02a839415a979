//! Deploys to a simulated Amazon ECS: a good image, one that crashes, canaries that fail and pass; or your own task definition.
//!
//! `cargo run --example deploy -- --help` tells what it can do.

mod options;
mod plan;
mod show;
mod story;
mod table;
mod world;

use clap::Parser;
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = options::Options::parse();
    let mut show = show::Show::for_stdout(&options);
    story::tell(&options, &mut show).await.exit_code().into()
}
