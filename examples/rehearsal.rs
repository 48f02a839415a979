//! A rehearsal: how a deployment goes, also if the new image crashes or a zone is lost, before anything is changed. One that does
//! not pass is not run.

use ecs_usecases::{
    ErrorKind, RehearsalDemand, Result, RunOptions, Simulator,
    span::Span,
    use_cases::{CanaryDeployment, RollingDeployment, deployment::CanaryMethod},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();

    // Without alarms nobody notices an image that answers some requests with errors.
    let rolling = RollingDeployment::new("main", "web", "shop/web:1.1".parse()?);
    let rehearsal = client.rehearse(rolling.clone()).await?;
    println!("{rehearsal}");
    let demand = || RunOptions { rehearsal: RehearsalDemand::required(), ..RunOptions::default() };
    match client.run_with(rolling, demand()).await {
        Err(error) if error.kind() == ErrorKind::Refused => println!("not run: {error}\n"),
        other => println!("run: {:?}\n", other?.verdict.ending),
    }

    // A canary is judged: it does.
    let method = CanaryMethod::Native { percent: 10.0, bake: Span::from_mins(5), routing: None };
    let canary = CanaryDeployment { method, ..CanaryDeployment::new("main", "web", "shop/web:1.1".parse()?) };
    let rehearsal = client.rehearse(canary.clone()).await?;
    println!("{rehearsal}");
    let given = RunOptions { rehearsal: rehearsal.into(), ..RunOptions::default() };
    println!("run: {:?}", client.run_with(canary, given).await?.verdict.ending);
    Ok(())
}
