//! The commands of this project: `cargo xtask --help`.

mod bench;
mod book;
mod ci;
mod fuzz;
mod gallery;
mod generate;
mod install;
mod judges;
mod matrix;
mod native;
mod peers;
mod pictures;
mod project;
mod sanitize;
mod summary;
mod test;
mod wire;
mod written;

use clap::{Parser, Subcommand};
use project::Project;
use std::process::ExitCode;

/// The commands of this project.
///
/// Set ECS_USECASES_WITHOUT_AWS=1 to leave the AWS backend out, which takes minutes to build.
#[derive(Parser)]
#[command(name = "cargo xtask", verbatim_doc_comment)]
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
    /// Run scenarios on the simulator and draw them for the docs.
    Pictures {
        /// Only say what is stale.
        #[arg(long)]
        check: bool,
    },
    /// Make the book of docs/src and the catalog, and look it over: links, loads, and the search in a browser.
    Docs,
    /// Run the tests of all languages.
    Test,
    /// Run the tests of the simulator server, by clients that other people wrote.
    Wire,
    /// Hold our rules against cfn-lint and Checkov (UPDATE_JUDGES=1 writes docs/src/judges.md).
    Judges,
    /// Run everything that has to hold before a change is merged.
    Ci,
    /// Run the life of both bindings under valgrind, in a few minutes.
    Sanitize,
    /// Run the benchmarks, and measure what a call costs from Python and Node.
    Bench,
    /// Disturb every call of every scenario by every fault, and print how many runs that were and what was wrong.
    Matrix(matrix::What),
    /// Feed the parsers with whatever libFuzzer finds (nightly Rust and cargo-fuzz are needed).
    Fuzz(fuzz::What),
    /// Measure the server beside other emulators, and a deployment with other people's clients.
    BenchPeers(peers::What),
}

fn main() -> ExitCode {
    let project = Project::find();
    let done = match Args::parse().command {
        Command::Generate { check } => generate::run(&project.root, check),
        Command::Pictures { check } => pictures::run(&project.root, check),
        Command::Docs => book::run(&project).map(|well| well == Some(true)),
        Command::Test => test::run(&project),
        Command::Wire => wire::run(&project),
        Command::Judges => judges::run(&project),
        Command::Ci => ci::run(&project),
        Command::Sanitize => sanitize::run(&project),
        Command::Bench => bench::run(&project),
        Command::Matrix(what) => matrix::run(&project, &what),
        Command::Fuzz(what) => fuzz::run(&project, &what),
        Command::BenchPeers(what) => peers::run(&project, what),
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
