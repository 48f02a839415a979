//! An emergency: break the glass with a reason and someone else's approval, then do what it left to be done.

use ecs_usecases::{
    ErrorKind, Result, Simulator,
    span::Span,
    use_case::Actor,
    use_cases::{ApproveDeployment, CloseFollowUp, EmergencyHotfix, OpenFollowUps},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let hotfix = EmergencyHotfix::new("main", "web", "shop/web:1.1".parse()?, "checkout answers 500 since 09:12", "ann");
    let approval = |by: &str| ApproveDeployment {
        environment: "hotfix".into(),
        cluster: "main".into(),
        service: "web".into(),
        image: hotfix.image.clone(),
        requested_by: "ann".into(),
        approved_by: by.into(),
        role: Actor::SecurityTeam,
        valid_for: Span::from_mins(60),
        note: None,
    };

    match client.run(hotfix.clone()).await {
        Err(error) if error.kind() == ErrorKind::Refused => println!("without approval: {error}"),
        other => println!("without approval: {:?}", other?.deployment.verdict.ending),
    }
    match client.run(approval("ann")).await {
        Err(error) if error.kind() == ErrorKind::InvalidRequest => println!("approved by ann: {error}"),
        other => println!("approved by {}", other?.approved_by),
    }
    let approved = client.run(approval("ben")).await?;
    println!("approved by {} until {}", approved.approved_by, approved.expires_at);

    let outcome = client.run(hotfix).await?;
    println!("{:?}: {}", outcome.deployment.verdict.ending, outcome.deployment.verdict.cause);

    for follow_up in client.run(OpenFollowUps {}).await?.follow_ups {
        println!("follow-up {}, due {}:\n  {}", follow_up.id, follow_up.due_at, follow_up.to_do.join("\n  "));
        client.run(CloseFollowUp { id: follow_up.id, closed_by: "cem".into(), resolution: "released as 1.1.1".into() }).await?;
    }
    println!("{} follow-ups are open", client.run(OpenFollowUps {}).await?.follow_ups.len());
    Ok(())
}
