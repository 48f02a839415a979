//! The smallest program that deploys: a simulated ECS with one service, and a new image for it.

use ecs_usecases::{
    Simulator,
    simulator::{ClusterScript, ImageScript, RepositoryScript, Scenario, ServiceScript},
    use_cases::deployment::RollingDeployment,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ecs_usecases::Result<()> {
    let image = |tag: &str| ImageScript { tags: vec![tag.into()], ..ImageScript::default() };
    let simulator = Simulator::new(Scenario {
        clusters: vec![ClusterScript { name: "main".into(), ..ClusterScript::default() }],
        repositories: vec![RepositoryScript {
            name: "shop/web".into(),
            images: vec![image("v1"), image("v2")],
            ..RepositoryScript::default()
        }],
        services: vec![ServiceScript { name: "web".into(), image: "shop/web:v1".into(), ..ServiceScript::default() }],
        ..Scenario::default()
    })?;

    let outcome = simulator.client().run(RollingDeployment::new("main", "web", "shop/web:v2".parse()?)).await?;
    println!("{:?}: {}", outcome.verdict.ending, outcome.verdict.cause);
    println!("{} of {} tasks run {}", outcome.state.running, outcome.state.desired, outcome.state.task_definition);
    Ok(())
}
