//! Blue/green: a second set of tasks gets all of the traffic at once; when it answers with errors, the first gets it back.

use ecs_usecases::{
    Result, Simulator,
    span::Span,
    steps::{DeploymentOutcome, analysis::Analysis},
    use_cases::{BlueGreenDeployment, deployment::BlueGreenMethod},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let deployment = |tag: &str| -> Result<BlueGreenDeployment> {
        Ok(BlueGreenDeployment {
            method: BlueGreenMethod::Native { bake: Span::from_mins(5), routing: None },
            analysis: Some(Analysis::default()),
            ..BlueGreenDeployment::new("main", "web", format!("shop/web:{tag}").parse()?)
        })
    };

    let outcome = client.run(deployment("1.1")?).await?;
    println!("1.1: {:?}, {}", outcome.verdict.ending, outcome.verdict.cause);

    // One request in five fails, which shows only under traffic: every task is healthy.
    match client.run(deployment("1.2")?).await {
        Ok(outcome) => println!("1.2: {:?}", outcome.verdict.ending),
        Err(error) => {
            let Some(outcome) = error.outcome::<DeploymentOutcome>() else { return Err(error) };
            println!("1.2: {:?}, {}", outcome.verdict.ending, outcome.verdict.cause);
            println!("{} of {} tasks run {}", outcome.state.running, outcome.state.desired, outcome.state.task_definition);
        }
    }
    Ok(())
}
