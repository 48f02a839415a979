//! The normal way: one digest through development, staging and production, with a smoke check and an approval.

use ecs_usecases::{
    ErrorKind, Result, Simulator,
    span::Span,
    steps::{approval::ApprovalRule, check::Check},
    use_case::Actor,
    use_cases::{
        ApproveDeployment, NormalDeployment,
        deployment::{Environment, NormalDeploymentOutcome},
    },
};

const URL: &str = "http://front-42c3db770e87ca7a.eu-west-1.elb.amazonaws.com/";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let smoke = serde_json::json!({ "type": "http", "url": URL, "times": 10 });
    let smoke: Check = ecs_usecases::error::read(smoke, "check")?;
    let environments = vec![
        Environment::new("dev", "main", "web-dev"),
        Environment::new("staging", "main", "web-staging"),
        Environment { approval: Some(ApprovalRule::default()), checks: vec![smoke], ..Environment::new("production", "main", "web") },
    ];
    let deployment =
        |tag: &str| Ok::<_, ecs_usecases::Error>(NormalDeployment::new(format!("shop/web:{tag}").parse()?, environments.clone(), "ann"));
    let approve = |tag: &str| {
        Ok::<_, ecs_usecases::Error>(ApproveDeployment {
            environment: "production".into(),
            cluster: "main".into(),
            service: "web".into(),
            image: format!("shop/web:{tag}").parse()?,
            requested_by: "ann".into(),
            approved_by: "ben".into(),
            role: Actor::OperationsTeam,
            valid_for: Span::from_mins(60),
            note: None,
        })
    };

    match client.run(deployment("1.1")?).await {
        Err(error) if error.kind() == ErrorKind::Refused => println!("{error}"),
        other => tell(&other?),
    }
    client.run(approve("1.1")?).await?;
    let rest = NormalDeployment { start_at: Some("production".into()), ..deployment("1.1")? };
    tell(&client.run(rest).await?);

    // Errors that only requests show: the check puts production back.
    client.run(approve("1.2")?).await?;
    match client.run(deployment("1.2")?).await {
        Ok(outcome) => tell(&outcome),
        Err(error) => {
            let Some(outcome) = error.outcome::<NormalDeploymentOutcome>() else { return Err(error) };
            tell(&outcome);
        }
    }
    Ok(())
}

fn tell(outcome: &NormalDeploymentOutcome) {
    for reached in &outcome.environments {
        let checks: Vec<_> = reached.checks.iter().map(|check| check.found.as_str()).collect();
        println!("{}: {:?} {}", reached.name, reached.deployment.verdict.ending, checks.join("; "));
        if let Some(back) = &reached.rollback {
            println!("{}: put back to {}", reached.name, back.state.task_definition);
        }
    }
}
