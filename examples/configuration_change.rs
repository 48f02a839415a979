//! Configuration change: a variable, a secret and the size of the task, with the difference shown before it is made.

use ecs_usecases::{Result, RunOptions, Simulator, error, steps::DeploymentOutcome, use_cases::ConfigurationChange};
use serde_json::json;

const SECRET: &str = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/db-AbCdEf";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let change = json!({ "environment": { "LEVEL": "debug" }, "secrets": { "DB": SECRET }, "cpu": 512, "memory": 1024 });
    let plan = client.plan(ConfigurationChange::new("main", "web", error::read(&change, "the change")?)).await?;
    for write in &plan.writes {
        println!("planned: {} on {}", write.action, write.resource.as_deref().unwrap_or("what is new"));
    }

    let done = client.run_plan(&plan, RunOptions::default()).await?;
    let outcome: DeploymentOutcome = error::read(&done, "the outcome")?;
    for change in &outcome.changes {
        println!("{}: {:?} -> {:?}", change.path, change.before, change.after);
    }
    println!("{:?}", outcome.verdict.ending);
    Ok(())
}
