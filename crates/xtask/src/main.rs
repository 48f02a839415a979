//! The commands of this project: `cargo xtask --help`.

mod generate;

use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// The commands of this project.
#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the Python and TypeScript that are made from the schemas.
    Generate {
        /// Only say what is stale.
        #[arg(long)]
        check: bool,
    },
}

/// The root of the workspace.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

fn main() -> ExitCode {
    let root = root();
    let done = match Args::parse().command {
        Command::Generate { check } => generate::run(&root, check),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
