//! A/B test: two versions side by side for ten minutes, and the better one stays.

use ecs_usecases::{
    Result, Simulator, error,
    use_cases::{AbTest, deployment::AbTestOutcome},
};
use serde_json::json;

const RULE: &str = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/front/42c3db770e87ca7a/41c92af33845c0e8";
const GROUP: &str = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/green/1cb4f73a7141ea42";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    for image in ["shop/web:1.1", "shop/web:1.2"] {
        // A request has the same form in Rust, Python and TypeScript: it can come from a file, too.
        let request = json!({
            "cluster": "main", "service": "web", "image": image, "duration": "10m", "then": "promote_if_good",
            "split": { "type": "weight", "listener_rule_arn": RULE, "target_group_arn": GROUP, "percent": 40 },
        });
        let test: AbTest = error::read(&request, "the test")?;
        let outcome = match client.run(test).await {
            Ok(outcome) => outcome,
            Err(error) => match error.outcome::<AbTestOutcome>() {
                Some(outcome) => outcome,
                None => return Err(error),
            },
        };
        for arm in &outcome.arms {
            println!("{}: {:.0} requests, {:.1}% errors", arm.arm, arm.requests, arm.error_rate);
        }
        if outcome.promoted {
            println!("promoted");
        } else {
            println!("taken away: {}", outcome.reasons.join("; "));
        }
    }
    Ok(())
}
