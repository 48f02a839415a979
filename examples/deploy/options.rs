//! What the command line says.

use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Deploy good and bad images to a simulated Amazon ECS, and watch the bad ones being rolled back.
///
/// Nothing is needed: no account, no network, no Docker. The exit code is 0 when every deployment ended as it should have,
/// 1 when one did not, and 2 when the task definition was refused.
#[derive(Debug, Clone, Parser)]
#[command(name = "deploy")]
pub struct Options {
    /// A task-definition file to deploy in place of the built-in one: what is registered, or what AWS describes.
    #[arg(long, value_name = "FILE")]
    pub task_definition: Option<PathBuf>,
    /// A registry outside of ECR from which containers that are not deployed may come, such as `public.ecr.aws`.
    #[arg(long = "allow-registry", value_name = "HOST")]
    pub allowed_registries: Vec<String>,
    /// Ways to deploy that are shown.
    #[arg(long, value_enum, default_value_t = Strategy::All)]
    pub strategy: Strategy,
    /// Seed of the simulation: the same seed, the same story.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Write a line of JSON an event, and the summary as the last line.
    #[arg(long)]
    pub json: bool,
    /// Tasks that the service wants.
    #[arg(long, value_name = "COUNT", default_value_t = 4, value_parser = clap::value_parser!(i32).range(1..=100))]
    pub desired_count: i32,
    /// Don't slow down on a terminal.
    #[arg(long)]
    pub no_delay: bool,
}

/// Ways to deploy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Strategy {
    /// Replace the tasks in batches.
    Rolling,
    /// A canary that ECS shifts traffic to.
    Canary,
    /// A canary by the weights of a listener rule.
    Weighted,
    /// One after another.
    All,
}

impl Strategy {
    /// Whether this way is among those that are asked for.
    pub fn includes(self, way: Self) -> bool {
        self == Self::All || self == way
    }
}
