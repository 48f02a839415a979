//! Linear: equal shares of the traffic at equal intervals, each judged before the next.

use ecs_usecases::{
    Result, Simulator,
    span::Span,
    steps::DeploymentOutcome,
    use_cases::{LinearDeployment, deployment::LinearMethod},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let linear = |tag: &str| -> Result<LinearDeployment> {
        let method = LinearMethod::Native { percent: 25.0, step_bake: Span::from_mins(2), routing: None };
        Ok(LinearDeployment { method, ..LinearDeployment::new("main", "web", format!("shop/web:{tag}").parse()?) })
    };

    tell(&client.run(linear("1.1")?).await?);

    match client.run(linear("1.2")?).await {
        Ok(outcome) => tell(&outcome),
        Err(error) => {
            let Some(outcome) = error.outcome::<DeploymentOutcome>() else { return Err(error) };
            tell(&outcome);
            println!("the service runs {} again", outcome.state.task_definition);
        }
    }
    Ok(())
}

fn tell(outcome: &DeploymentOutcome) {
    for judged in &outcome.analysis {
        println!("at {}%: {:?}", judged.percent, judged.finding);
    }
    println!("{:?}: {}", outcome.verdict.ending, outcome.verdict.cause);
}
