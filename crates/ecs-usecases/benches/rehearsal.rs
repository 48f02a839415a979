//! How long a rehearsal of a thousand services takes, each with a canary of half an hour, and how much memory. Aim: under one second
//! and 500 MB.

#[path = "../tests/speed/rehearsals.rs"]
mod rehearsals;

use ecs_usecases::{Simulator, rehearsal::ServiceStanding};
use std::{fs, process::ExitCode, time::Instant};

/// The most memory so far, in MB, where the system tells.
fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
}

#[allow(clippy::disallowed_methods)] // It is the real time that is measured.
fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let services = std::env::args().skip(1).find_map(|text| text.parse().ok()).unwrap_or(1000);
    let simulator = Simulator::new(rehearsals::world(services)).expect("the world is sound");
    let before = peak_memory();
    let began = Instant::now();
    let rehearsal = runtime.block_on(rehearsals::rehearse(&simulator, services));
    let took = began.elapsed().as_secs_f64();
    let memory = peak_memory();
    let new = rehearsal.expected.services.iter().filter(|service| service.holds == ServiceStanding::New).count();
    println!(
        "{services} services, each with a canary of half an hour: {}, {new} new, {} writes, {} of virtual time, at most {} tasks.",
        rehearsal.expected.ending,
        rehearsal.expected.writes.len(),
        rehearsal.expected.duration,
        rehearsal.expected.peak_tasks
    );
    let shown = |memory: Option<f64>| memory.map_or_else(|| "not known".to_owned(), |memory| format!("{memory:.0} MB"));
    println!(
        "Took {took:.2} s; at most {} of memory, {} of it before the rehearsal: the world that is read.",
        shown(memory),
        shown(before)
    );
    let fits = took < 1.0 && memory.is_none_or(|memory| memory < 500.0);
    if fits && rehearsal.passed && new == services { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
