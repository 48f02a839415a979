//! A client of a simulator: run a use case and watch it.

use ecs_usecases::{RunOptions, Simulator, simulator::Scenario, use_cases::Noop};
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> ecs_usecases::Result<()> {
    let simulator = Simulator::new(Scenario { seed: 7, ..Scenario::default() })?;
    let client = simulator.client();

    let (sender, mut events) = mpsc::unbounded_channel();
    let outcome = client.run_with(Noop {}, RunOptions { events: Some(sender), ..RunOptions::default() }).await?;
    while let Ok(event) = events.try_recv() {
        println!("{} {:?}", event.at, event.detail);
    }
    println!("{outcome:?}");
    Ok(())
}
