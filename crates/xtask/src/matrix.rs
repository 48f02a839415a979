//! `matrix`: every fault at every call of every scenario.

use crate::project::{Outcome, Project};
use std::fs;

/// How much of it is done.
#[derive(clap::Args)]
pub(crate) struct What {
    /// Only the scenarios whose name has this in it.
    #[arg(long)]
    only: Option<String>,
    /// Only the scenarios whose name does not come before this.
    #[arg(long)]
    from: Option<String>,
    /// Pairs and triples of faults that are tried in each step of a scenario.
    #[arg(long, default_value_t = 10)]
    combined: usize,
    /// By which they are chosen.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Steps that are tried at once.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Write the table of how many runs were disturbed into the docs.
    #[arg(long)]
    table: bool,
}

/// The page with the table, and what is around it there.
const PAGE: &str = "docs/src/fault-matrix.md";
const BEGIN: &str = "<!-- by `cargo xtask matrix --table` -->\n";
const END: &str = "<!-- until here -->";

/// Run it, built for speed, and print how many runs were disturbed by use case and fault. Gives whether nothing was wrong.
pub(crate) fn run(project: &Project, what: &What) -> Outcome<bool> {
    if what.table && (what.only.is_some() || what.from.is_some()) {
        return Err("the table is of all scenarios".into());
    }
    let arguments = ["bench", "--quiet", "--package", "ecs-usecases", "--features", "testkit", "--bench", "matrix"];
    let mut program = project.cargo(&arguments);
    for (name, value) in [("ONLY", &what.only), ("FROM", &what.from)] {
        if let Some(value) = value {
            program = program.env(&format!("ECS_USECASES_MATRIX_{name}"), value);
        }
    }
    for (name, value) in [("COMBINED", what.combined.to_string()), ("SEED", what.seed.to_string()), ("THREADS", what.threads.to_string())] {
        program = program.env(&format!("ECS_USECASES_MATRIX_{name}"), value);
    }
    let (success, printed) = program.watch()?;
    if what.table {
        write(project, &printed)?;
    }
    Ok(success)
}

/// Put the table that was printed in the place of the one that is on the page.
fn write(project: &Project, printed: &str) -> Outcome<()> {
    let table: String = printed.lines().filter(|line| line.starts_with('|')).flat_map(|line| [line, "\n"]).collect();
    if table.is_empty() {
        return Err("no table was printed".into());
    }
    let page = project.root.join(PAGE);
    let failed = |error: std::io::Error| format!("{PAGE}: {error}");
    let text = fs::read_to_string(&page).map_err(failed)?;
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or_else(|| format!("{PAGE} has no place for the table, between {BEGIN:?} and {END:?}"))?;
    fs::write(&page, format!("{before}{BEGIN}\n{table}\n{END}{after}")).map_err(failed)
}
