//! Canary: a tenth of the traffic first, judged against the rest. One that passes, and one that is rolled back.

use ecs_usecases::{
    Result, Simulator,
    span::Span,
    steps::{DeploymentOutcome, analysis::Judgement},
    use_cases::{CanaryDeployment, deployment::CanaryMethod},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let canary = |tag: &str| -> Result<CanaryDeployment> {
        let method = CanaryMethod::Native { percent: 10.0, bake: Span::from_mins(5), routing: None };
        Ok(CanaryDeployment { method, ..CanaryDeployment::new("main", "web", format!("shop/web:{tag}").parse()?) })
    };

    let outcome = client.run(canary("1.1")?).await?;
    tell(&outcome);

    match client.run(canary("1.2")?).await {
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
    for Judgement { percent, round, finding, reasons } in &outcome.analysis {
        println!("at {percent}%, round {round}: {finding:?}: {}", reasons.join("; "));
    }
    println!("{:?}: {}", outcome.verdict.ending, outcome.verdict.cause);
}
