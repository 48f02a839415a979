//! Repository: created with safe settings, and left alone when it has them.

use ecs_usecases::{Result, Simulator, error, use_cases::RepositorySetup};
use serde_json::json;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let client = Simulator::new(include_str!("worlds/shop.json").parse()?)?.client();
    let setup = json!({ "repository": "shop/api", "tags": { "team": "shop" }, "mutable_tag_exclusions": ["latest"] });
    for run in ["first", "second"] {
        let outcome = client.run(error::read::<RepositorySetup, _>(&setup, "the repository")?).await?;
        let what = if outcome.created { "created" } else { "was there" };
        println!("{run}: {what}, {} settings changed, {}", outcome.changes.len(), outcome.repository_uri);
        for change in &outcome.changes {
            println!("  {}: {:?} -> {:?}", change.what, change.before, change.after);
        }
    }
    Ok(())
}
