//! What deployments cost in API calls, how late their verdicts are, and how long a whole fleet takes under the documented rates.
//! All in virtual time, so that it repeats to the millisecond.

#[path = "../tests/speed/counting.rs"]
mod counting;
#[path = "../tests/speed/fleet.rs"]
mod fleet;
#[path = "../tests/speed/shapes.rs"]
mod shapes;

use ecs_usecases::span::Span;
use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let met = runtime.block_on(async { [one_service().await, many_services().await, many_regions().await] });
    if met.iter().all(|met| *met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn one_service() -> bool {
    println!("One service: from UpdateService to the verdict with its evidence.");
    println!("Aim where marked *: at most {} calls, at most {} s from the end to the verdict.\n", shapes::MOST_CALLS, shapes::MOST_LAG);
    println!("| shape | ended | after | calls | lag | calls of the whole use case |");
    println!("|---|---|---:|---:|---:|---:|");
    let mut met = true;
    for shape in shapes::all() {
        let measured = shapes::measure(&shape).await;
        let is_met = measured.calls <= shapes::MOST_CALLS && measured.lag <= shapes::MOST_LAG;
        met &= is_met || !shape.aimed_at;
        let mark = if !shape.aimed_at {
            ""
        } else if is_met {
            " *"
        } else {
            " * missed"
        };
        println!(
            "| {}{mark} | {} | {:.1} s | {} | {:.2} s | {} |",
            shape.name, measured.ending, measured.seconds, measured.calls, measured.lag, measured.all_calls
        );
    }
    println!();
    met
}

async fn many_services() -> bool {
    println!("Services of one account, all deployed at once. Aim: at most 1.1 times the bound, nothing throttled, ten services a read.\n");
    println!("| services | share of the buckets | took | bound | ratio | throttled | calls | services a DescribeServices: first, all |");
    println!("|---:|---:|---:|---|---:|---:|---:|---|");
    let mut met = true;
    for (services, share) in [(100, 1.0), (1000, 1.0), (1000, 0.8)] {
        let fleet = fleet::at_once(services, share).await;
        let ratio = fleet.seconds / fleet.bound;
        let is_met = ratio <= 1.1 && fleet.throttled == 0 && fleet.succeeded == services && fleet.merged_first >= 10.0;
        met &= is_met;
        println!(
            "| {services}{} | {share} | {:.1} s | {:.1} s ({}; one alone {:.1} s) | {ratio:.3} | {} | {} | {:.1}, {:.1} |",
            if is_met { "" } else { " (missed)" },
            fleet.seconds,
            fleet.bound,
            fleet.narrowest,
            fleet.alone,
            fleet.throttled,
            fleet.calls.values().sum::<usize>(),
            fleet.merged_first,
            fleet.merged,
        );
        if fleet.succeeded != services {
            println!("only {} of {services} succeeded", fleet.succeeded);
        }
    }
    println!();
    met
}

async fn many_regions() -> bool {
    let (regions, services, waves, bake) = (20, 5, [1, 9, 30, 60], Span::from_mins(5));
    let measured = fleet::in_waves(regions, services, &waves, bake).await;
    let floor = waves.len() as f64 * (measured.alone + bake.0.as_secs_f64());
    println!(
        "{} services in {regions} Regions in {} waves, each with a bake of {bake}: {:.1} s; waves and bakes alone {floor:.1} s; {} calls, {} throttled.",
        measured.deployed, measured.waves, measured.seconds, measured.calls, measured.throttled
    );
    measured.deployed == regions * services && measured.throttled == 0
}
