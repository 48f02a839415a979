//! How many runs were disturbed, by use case and fault, and what was wrong.

use super::fault::{Fault, Plan};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// What came of disturbing runs.
#[derive(Debug, Default)]
pub struct Report {
    counts: BTreeMap<String, BTreeMap<String, usize>>,
    failures: Vec<Failure>,
}

/// A disturbed run with something wrong.
#[derive(Debug)]
pub struct Failure {
    /// By which it is repeated.
    pub plan: Plan,
    /// The use case.
    pub use_case: String,
    /// What is wrong, a line each.
    pub wrong: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({})", self.plan, self.use_case)?;
        self.wrong.iter().try_for_each(|line| writeln!(f, "  {line}"))?;
        write!(f, "  again: {}", command(&self.plan))
    }
}

/// The command that repeats a disturbed run.
pub fn command(plan: &Plan) -> String {
    format!("ECS_USECASES_MATRIX='{plan}' cargo nextest run -p ecs-usecases --features testkit --test matrix --no-capture again")
}

impl Report {
    /// Count a disturbed run.
    pub fn note(&mut self, plan: &Plan, use_case: &str, wrong: Vec<String>) {
        let kind = match plan.spots.as_slice() {
            [one] => one.fault.name().to_owned(),
            [_, _] => "pair".to_owned(),
            _ => "triple".to_owned(),
        };
        *self.counts.entry(use_case.to_owned()).or_default().entry(kind).or_default() += 1;
        if !wrong.is_empty() {
            self.failures.push(Failure { plan: plan.clone(), use_case: use_case.to_owned(), wrong });
        }
    }

    /// Count those of another report, too.
    pub fn add(&mut self, other: Self) {
        for (use_case, counts) in other.counts {
            let known = self.counts.entry(use_case).or_default();
            for (kind, count) in counts {
                *known.entry(kind).or_default() += count;
            }
        }
        self.failures.extend(other.failures);
    }

    /// Runs that were disturbed.
    pub fn scenarios(&self) -> usize {
        self.counts.values().flat_map(BTreeMap::values).sum()
    }

    /// Those of one use case under one fault.
    pub fn of(&self, use_case: &str, fault: Fault) -> usize {
        self.counts.get(use_case).and_then(|counts| counts.get(fault.name())).copied().unwrap_or(0)
    }

    /// Those with something wrong.
    pub fn failures(&self) -> &[Failure] {
        &self.failures
    }

    /// The table of counts, a line a use case, in Markdown.
    pub fn table(&self) -> String {
        let met: BTreeSet<&str> = self.counts.values().flat_map(|counts| counts.keys().map(String::as_str)).collect();
        let columns: Vec<&str> =
            Fault::ALL.map(Fault::name).into_iter().chain(["pair", "triple"]).filter(|name| met.contains(name)).collect();
        let mut table = format!("| use case | {} | all | wrong |\n|---|{}---:|---:|\n", columns.join(" | "), "---:|".repeat(columns.len()));
        let mut line = |name: &str, counts: &dyn Fn(&str) -> usize, all: usize, wrong: usize| {
            let cells: Vec<String> = columns.iter().map(|column| counts(column).to_string()).collect();
            table += "| ";
            table += &[name.to_owned(), cells.join(" | "), all.to_string(), wrong.to_string()].join(" | ");
            table += " |\n";
        };
        for (use_case, counts) in &self.counts {
            let wrong = self.failures.iter().filter(|failure| failure.use_case == *use_case).count();
            line(use_case, &|column| counts.get(column).copied().unwrap_or(0), counts.values().sum(), wrong);
        }
        let all = |column: &str| self.counts.values().filter_map(|counts| counts.get(column)).sum();
        line("all", &all, self.scenarios(), self.failures.len());
        table
    }
}
