//! Feature flag: code is shipped dark, then a flag shows it to more and more requests, and is turned off without a deployment.

use ecs_usecases::{Result, Simulator, error, use_cases::FeatureFlagRelease};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let flag = json!({ "application": "shop", "environment": "production", "profile": "flags", "flag": "new-checkout" });
    let exposure = json!({ "flag": flag, "steps": [20, 100], "bake": "5m" });
    let release = FeatureFlagRelease::new("main", "web", error::read(&exposure, "the exposure")?);

    let released = client.run(FeatureFlagRelease { image: Some("shop/web:1.1".parse()?), ..release.clone() }).await?;
    for judged in &released.analysis {
        println!("at {}%: {:?}", judged.percent, judged.finding);
    }
    println!("{}% of the requests see it", released.exposed);

    let off = client.run(FeatureFlagRelease { turn_off: true, ..release }).await?;
    println!("{}% see it, and nothing was deployed", off.exposed);
    Ok(())
}
