//! Zero downtime: what in the settings could drop a request is found first, and mended if that is wanted.

use ecs_usecases::{ErrorKind, Result, Simulator, span::Span, use_cases::ZeroDowntimeDeployment};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let deployment = ZeroDowntimeDeployment {
        longest_request: Span::from_secs(45),
        ..ZeroDowntimeDeployment::new("main", "web", "shop/web:1.1".parse()?)
    };

    match client.run(deployment.clone()).await {
        Err(error) if error.kind() == ErrorKind::Refused => println!("refused: {error}"),
        other => println!("{:?}", other?.deployment.verdict.ending),
    }

    let outcome = client.run(ZeroDowntimeDeployment { repair: true, ..deployment }).await?;
    for finding in &outcome.findings {
        println!("{}: {} ({})", finding.setting, finding.message, if finding.repaired { "repaired" } else { &finding.remedy });
    }
    println!("{:?}; never fewer than {:?} healthy targets", outcome.deployment.verdict.ending, outcome.lowest_healthy);
    Ok(())
}
