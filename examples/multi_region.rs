//! Several Regions in waves. One stops answering during the second deployment, and all that were deployed are rolled back.

use ecs_usecases::{
    Result, Simulator,
    span::Span,
    steps::target::Target,
    use_cases::{
        MultiRegionDeployment,
        deployment::{MultiRegionOutcome, RegionalService, Wave},
    },
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/regions.json").parse()?)?.client();
    let service = |region: &str| RegionalService {
        target: Target { region: Some(region.into()), ..Target::default() },
        cluster: "main".into(),
        service: "web".into(),
        strategy: None,
        bake_alarms: Vec::new(),
    };
    let waves = vec![
        Wave { regions: vec![service("eu-west-1")], bake: Span::from_mins(10) },
        Wave { regions: vec![service("eu-central-1"), service("us-east-1")], bake: Span::default() },
    ];

    let outcome = client.run(MultiRegionDeployment::new("shop/web:1.1".parse()?, waves.clone())).await?;
    println!("1.1 is deployed everywhere:");
    tell(&outcome);

    match client.run(MultiRegionDeployment::new("shop/web:1.2".parse()?, waves)).await {
        Ok(outcome) => tell(&outcome),
        Err(error) => {
            let Some(outcome) = error.outcome::<MultiRegionOutcome>() else { return Err(error) };
            println!("{error}");
            tell(&outcome);
        }
    }
    Ok(())
}

fn tell(outcome: &MultiRegionOutcome) {
    for (number, wave) in (1..).zip(&outcome.waves) {
        for region in &wave.regions {
            println!("wave {number}, {}: {:?} {}", region.region, region.state, region.error.as_deref().unwrap_or_default());
        }
    }
}
