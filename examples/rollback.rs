//! Rollback: to the last good revision, then by a plan to another version of the image.

use ecs_usecases::{
    ErrorKind, Result, RunOptions, Simulator,
    use_cases::{Rollback, RollingDeployment, deployment::RollbackTarget},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let deployed = client.run(RollingDeployment::new("main", "web", "shop/web:1.1".parse()?)).await?;
    println!("deployed {}", deployed.state.task_definition);

    // It turns out bad later. What was good before is in ECS's own history of deployments.
    let back = client.run(Rollback::new("main", "web")).await?;
    println!("{:?}: {} instead of {}", back.verdict.ending, back.state.task_definition, back.previous_task_definition);

    // What a rollback would do can be looked at first, and then just that is done.
    let to_image = |tag: &str| -> Result<Rollback> {
        Ok(Rollback { to: RollbackTarget::Image { image: format!("shop/web:{tag}").parse()? }, ..Rollback::new("main", "web") })
    };
    let plan = client.plan(to_image("1.1")?).await?;
    for write in &plan.writes {
        println!("planned: {} on {}", write.action, write.resource.as_deref().unwrap_or("what is new"));
    }
    println!("it would end {}: {}", plan.ending, plan.cause);
    client.run_plan(&plan, RunOptions::default()).await?;
    println!("done as planned");

    match client.run(to_image("0.9")?).await {
        Err(error) if error.kind() == ErrorKind::NotFound => println!("{error}"),
        other => println!("rolled back to an image that is gone: {}", other?.state.task_definition),
    }
    Ok(())
}
